"""What an .xlsx or .ods package says about itself before anything is unpacked at length: size, extent, formulas.

The spreadsheet reader allocates the rectangle up to the farthest cell, so the extent must be known first.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from files.refusals import FileProblem, FileRefused

UNPACKED_LIMIT = 200 << 20
PARTS_LIMIT = 2000

_CHUNK = 1 << 22
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"(?:[^>/]|/(?!>))*>')
_EMPTY_FORMULA = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(slots=True)
class Extent:
    """rows, columns: of the farthest filled cells. uncomputed: formulas without value, (row from 1, column from 0)."""

    rows: int = 0
    columns: int = 0
    uncomputed: set[tuple[int, int]] = field(default_factory=set)


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The package, when it is whole and harmless. Raises FileRefused otherwise."""
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(FileProblem.CUT_OFF) from error
    size = sum(part.file_size for part in package.infolist())
    if size > UNPACKED_LIMIT or len(package.infolist()) > PARTS_LIMIT:
        raise FileRefused(FileProblem.UNPACKS_TOO_BIG, size=size, limit=UNPACKED_LIMIT)
    if _is_encrypted(package):
        raise FileRefused(FileProblem.PASSWORD)
    _refuse_entities(package)
    return package


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    """Parts locked by the zip itself, or, in OpenDocument, listed as encrypted in the manifest."""
    if any(part.flag_bits & 1 for part in package.infolist()):
        return True
    return "encryption-data" in _text(package, "META-INF/manifest.xml")


def _refuse_entities(package: zipfile.ZipFile) -> None:
    for part in package.namelist():
        if part.endswith((".xml", ".rels")):
            with package.open(part) as stream:
                if b"<!DOCTYPE" in stream.read(4096).upper():
                    raise FileRefused(FileProblem.ENTITIES)


def kind(package: zipfile.ZipFile) -> str | None:
    """xlsx, ods, docx, pptx, odt or None, by the parts and not by the name of the file."""
    names = set(package.namelist())
    for main, ending in (("xl/workbook", "xlsx"), ("word/document", "docx"), ("ppt/presentation", "pptx")):
        if any(name.startswith(main) for name in names):
            return ending
    if "mimetype" not in names:
        return None
    mime = package.read("mimetype")[:100].decode("ascii", "replace")
    return {"spreadsheet": "ods", "text": "odt"}.get(mime.strip().rpartition("opendocument.")[2])


def uses_1904(package: zipfile.ZipFile) -> bool:
    """Whether day numbers count from 1904, as in workbooks made on old Macintosh versions."""
    return bool(
        re.search(r"<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*[\"'](?:1|true)", _text(package, "xl/workbook.xml"))
    )


def extents(package: zipfile.ZipFile) -> list[Extent]:
    """One for each sheet of an .xlsx, in the workbook's order; an empty one where the part is not found."""
    return [_extent(package, part) if part else Extent() for part in _sheet_parts(package)]


def _sheet_parts(package: zipfile.ZipFile) -> Iterator[str | None]:
    relations = _RELATION.findall(_text(package, "xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in map(_attributes, relations)}
    for sheet in map(_attributes, _SHEET.findall(_text(package, "xl/workbook.xml"))):
        reference = next((value for name, value in sheet.items() if name.endswith(":id")), None)
        target = targets.get(reference, "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield part if part in package.namelist() else None


def _extent(package: zipfile.ZipFile, part: str) -> Extent:
    extent = Extent()
    for piece in _pieces(package, part):
        cells = _FILLED_CELL.findall(piece)
        if cells:
            extent.rows = max(extent.rows, *(int(row) for _, row in cells))
            extent.columns = max(extent.columns, *(column_number(letters) for letters in {c for c, _ in cells}))
        if b"<f" in piece or b":f" in piece:
            extent.uncomputed |= {(int(row), column_number(c) - 1) for c, row in _EMPTY_FORMULA.findall(piece)}
    return extent


def _pieces(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet's XML in pieces that end where a row ends."""
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            whole, found, tail = (rest + chunk).rpartition(b"row>")
            if found:
                yield whole
            rest = tail
    yield rest


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(package: zipfile.ZipFile, part: str) -> str:
    return package.read(part).decode("utf-8", "replace") if part in package.namelist() else ""


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))
