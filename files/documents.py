"""Plan documents (.txt .docx .pdf .xlsx) to paragraphs and tables, read in a child process.

The kind of a file is told by its bytes, never by its name: a web page saved as .xlsx is a usual thing.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from files import sandbox
from files.refusals import FileProblem, FileRefused
from training.reading.plans.blocks import Block
from training.reading.plans.layout import blocks_of

SIZE_LIMIT = 20 * sandbox.MEGABYTE
UNPACKED_LIMIT = 200 * sandbox.MEGABYTE
SECONDS = 20
MEGABYTES = 700


class NoText(StrEnum):
    """Value `why` of FileProblem.UNREADABLE: the file opens, and yet no text can be had from it."""

    SCANNED = "scanned"  # pictures of pages
    OLD_FONT = "old_font"  # letters of VNI or TCVN3 fonts


def read_document(path: Path | str) -> list[Block]:
    """The paragraphs and tables of a document, in reading order. Blocks for up to SECONDS: call it in a thread.

    Raises FileRefused (WRONG_KIND with kind="doc" for old Word files, UNREADABLE with why=NoText...), always with
    document=True: what to do about it is another thing than with a list.
    """
    path = Path(path)
    try:
        check_size(path.stat().st_size)
        return _parsed_apart(path)
    except FileRefused as refused:
        raise FileRefused(refused.code, **refused.values, document=True) from refused


def _parsed_apart(path: Path) -> list[Block]:
    try:
        blocks: list[Block] = sandbox.run_limited(
            "files.documents:parse", str(path.resolve()), seconds=SECONDS, megabytes=MEGABYTES
        )
    except sandbox.TooBig:
        raise FileRefused(FileProblem.TOO_HUNGRY, limit=MEGABYTES * sandbox.MEGABYTE) from None
    except sandbox.TookTooLong:
        raise FileRefused(FileProblem.TOO_SLOW, limit=SECONDS) from None
    except sandbox.Broken as broken:
        raise FileRefused(FileProblem.UNREADABLE) from broken
    return blocks


def parse(path: str) -> list[Block]:
    """The work of read_document without its limits; runs in the child."""
    data = Path(path).read_bytes()
    blocks = _parsed(data, Path(path))
    if not blocks:
        raise FileRefused(FileProblem.EMPTY)
    if looks_like_old_font(" ".join(_texts(blocks))):
        raise FileRefused(FileProblem.UNREADABLE, why=NoText.OLD_FONT)
    return blocks


def check_size(size: int) -> None:
    """Refuse what is empty or over SIZE_LIMIT bytes."""
    if size == 0:
        raise FileRefused(FileProblem.EMPTY)
    if size > SIZE_LIMIT:
        raise FileRefused(FileProblem.TOO_BIG, size=size, limit=SIZE_LIMIT)


def _parsed(data: bytes, path: Path) -> list[Block]:
    if data.startswith(b"PK"):
        return _zipped(path)
    if b"%PDF-" in data[:1024]:
        from files.document_pdf import pdf_blocks

        return pdf_blocks(path, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _ole_refusal(data)
    return blocks_of(_text(data))


def _zipped(path: Path) -> list[Block]:
    names = _checked_names(path)
    if "word/document.xml" in names:
        from files.document_word import word_blocks

        return word_blocks(path)
    if "xl/workbook.xml" in names:
        from files.document_sheet import sheet_blocks

        return sheet_blocks(path)
    raise FileRefused(FileProblem.WRONG_KIND, kind="zip")


def _checked_names(path: Path) -> set[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise FileRefused(FileProblem.CUT_OFF) from None
    size = sum(entry.file_size for entry in entries)
    if size > UNPACKED_LIMIT:
        raise FileRefused(FileProblem.UNPACKS_TOO_BIG, size=size, limit=UNPACKED_LIMIT)
    return {entry.filename for entry in entries}


def _ole_refusal(data: bytes) -> FileRefused:
    """Old Office files and encrypted new ones share a container; its directory is in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return FileRefused(FileProblem.PASSWORD)
    old_sheet = any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
    return FileRefused(FileProblem.WRONG_KIND, kind="xls" if old_sheet else "doc")


def _text(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        raise FileRefused(FileProblem.WEB_PAGE)
    if start.startswith((b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!")):
        raise FileRefused(FileProblem.WRONG_KIND, kind=_ending(start))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise FileRefused(FileProblem.WRONG_KIND, kind=None)
    return _decoded(data)


def _ending(start: bytes) -> str:
    endings = {b"{\\rtf": "rtf", b"\x89png": "png", b"\xff\xd8\xff": "jpg", b"gif8": "gif", b"rar!": "rar"}
    return next(ending for mark, ending in endings.items() if start.startswith(mark))


def _decoded(data: bytes) -> str:
    """UTF-8, else the Vietnamese page of Windows, whose marks are letters of their own until NFC joins them."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # a file cut in the middle of its last letter
            return data.decode("utf-8-sig", errors="ignore")
        return data.decode("cp1258", errors="replace")


def _texts(blocks: list[Block]) -> list[str]:
    from training.reading.plans.blocks import Paragraph

    return [
        block.text if isinstance(block, Paragraph) else " ".join(cell for row in block.rows for cell in row)
        for block in blocks
    ]


def looks_like_old_font(text: str) -> bool:
    """Whether letters only make sense in a TCVN3 or VNI font: hardly a Vietnamese letter, many odd signs."""
    odd = sum(letter in "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËªÐÑÒÓ×ØÜÞßïðñóöùûüý®­øåäÙÂÏÛÖÕ" for letter in text)
    vietnamese = sum("\u1ea0" <= letter <= "\u1ef9" or letter in "ăâđêôơưĂÂĐÊÔƠƯ" for letter in text)
    return odd > 20 and odd > 5 * vietnamese
