"""Tables of cells out of spreadsheets and text files, whatever their names say, without harm from hostile ones."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from files import csv_tables, sandbox, workbooks
from files.refusals import FileProblem, FileRefused

SIZE_LIMIT = 20 << 20
ROW_LIMIT = 20_000
COLUMN_LIMIT = 60
_SECONDS = 20
_MEGABYTES = 700

Cell = str | float | int | bool | date | datetime | time | timedelta | None

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|body|table|div|style|!--)", re.IGNORECASE)
_KINDS = ((b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"<?xml", "xml"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows[0] is row 1 as people see it; rows are cut after their last filled cell, the sheet after its last row.

    A hidden sheet is named but not read. uncomputed: (row from 1, column from 0) of formulas saved without a value.
    merged: (row from 1, column from 0) of a cell merged into one above → the row of that one.
    Cells: NFC is not applied here, numbers of workbooks are floats, dates are dates, an empty cell is None.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    uses_1904: bool = False
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)


def read_table(path: str | Path) -> list[Sheet]:
    """The sheets of an .xlsx, .xls or .ods, or the one of a .csv, told apart by their content.

    Parses in a child process; blocks for 20 s at most. Raises FileRefused; OSError when there is no such file.
    """
    size = Path(path).stat().st_size
    if size > SIZE_LIMIT:
        raise FileRefused(FileProblem.TOO_BIG, size=size, limit=SIZE_LIMIT)
    if size == 0:
        raise FileRefused(FileProblem.EMPTY)
    try:
        sheets: list[Sheet] = sandbox.run_limited(
            "files.tables:parse", str(Path(path).resolve()), seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except sandbox.TookTooLong as error:
        raise FileRefused(FileProblem.TOO_SLOW, limit=_SECONDS) from error
    except sandbox.TooBig as error:
        raise FileRefused(FileProblem.TOO_HUNGRY, limit=_MEGABYTES << 20) from error
    except sandbox.Broken as error:
        raise _broken(error) from error
    return sheets


def _broken(error: sandbox.Broken) -> FileRefused:
    """The spreadsheet reader aborts its process when memory is refused (SIGABRT, 6)."""
    if str(error).endswith("ended with -6"):
        return FileRefused(FileProblem.TOO_HUNGRY, limit=_MEGABYTES << 20)
    return FileRefused(FileProblem.UNREADABLE)


def parse(path: str) -> list[Sheet]:
    """What the child process does. Not for use on uploads in the program's own process."""
    with Path(path).open("rb") as file:
        head = file.read(4096)
        file.seek(0)
        _refuse_other_kinds(head)
        sheets = _parse_by_content(file, head, Path(path).stem)
    if not any(sheet.rows for sheet in sheets if not sheet.hidden):
        raise FileRefused(FileProblem.EMPTY)
    return sheets


def _refuse_other_kinds(head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        raise FileRefused(FileProblem.WEB_PAGE)
    for start, kind in _KINDS:
        if text.startswith(start):
            raise FileRefused(FileProblem.WRONG_KIND, kind=kind)


def _parse_by_content(file: IO[bytes], head: bytes, name: str) -> list[Sheet]:
    if head.startswith(b"PK"):
        return _parse_package(file)
    if head.startswith(_OLE):
        return _parse_ole(file)
    rows = _bounded(name, csv_tables.rows_of(csv_tables.decode(file.read())))
    return [Sheet(name, tuple(rows))]


def _parse_package(file: IO[bytes]) -> list[Sheet]:
    try:
        return _parse_whole_package(file)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise FileRefused(FileProblem.CUT_OFF) from error
    except (NotImplementedError, RuntimeError) as error:  # a way of packing that no office program uses
        raise FileRefused(FileProblem.UNREADABLE) from error


def _parse_whole_package(file: IO[bytes]) -> list[Sheet]:
    package = workbooks.opened(file)
    kind = workbooks.kind(package)
    if kind not in ("xlsx", "ods"):
        raise FileRefused(FileProblem.WRONG_KIND, kind=kind)
    if kind == "ods":
        return _read(file, [], uses_1904=False)
    return _read(file, workbooks.extents(package), uses_1904=workbooks.uses_1904(package))


def _parse_ole(file: IO[bytes]) -> list[Sheet]:
    data = file.read()
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileRefused(FileProblem.PASSWORD)
    if "WordDocument".encode("utf-16-le") in data:
        raise FileRefused(FileProblem.WRONG_KIND, kind="doc")
    try:
        return _read(file, [], uses_1904=False)
    except FileRefused as refused:
        if refused.code is FileProblem.UNREADABLE:  # whole files that the reader fails on are rare, cut ones are not
            raise FileRefused(FileProblem.CUT_OFF) from refused
        raise


def _read(file: IO[bytes], extents: list[workbooks.Extent], *, uses_1904: bool) -> list[Sheet]:
    import python_calamine as calamine

    file.seek(0)
    try:
        book = calamine.CalamineWorkbook.from_filelike(file)
        known = dict(enumerate(extents))
        return [
            _sheet(book, index, known.get(index, workbooks.Extent()), uses_1904=uses_1904)
            for index in range(len(book.sheets_metadata))
        ]
    except calamine.PasswordError as error:
        raise FileRefused(FileProblem.PASSWORD) from error
    except calamine.CalamineError as error:
        raise FileRefused(FileProblem.UNREADABLE) from error


def _sheet(book: Any, index: int, extent: workbooks.Extent, *, uses_1904: bool) -> Sheet:
    import python_calamine as calamine

    about = book.sheets_metadata[index]
    if about.visible != calamine.SheetVisibleEnum.Visible:
        return Sheet(about.name, (), hidden=True)
    if about.typ != calamine.SheetTypeEnum.WorkSheet:
        return Sheet(about.name, ())
    _check_extent(about.name, extent)
    sheet = book.get_sheet_by_index(index)
    rows = tuple(_bounded(about.name, sheet.to_python(skip_empty_area=False)))
    merged = _merged_down(sheet.merged_cell_ranges or [], len(rows))
    return Sheet(about.name, rows, False, frozenset(extent.uncomputed), uses_1904, merged)


def _merged_down(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], height: int) -> dict[tuple[int, int], int]:
    """Cells merged over several rows of one column, as lists do with the school of several people."""
    return {
        (row + 1, left): top + 1
        for (top, left), (bottom, right) in ranges
        if left == right
        for row in range(top + 1, min(bottom + 1, height))
    }


def _check_extent(name: str, extent: workbooks.Extent) -> None:
    cell = f"{column_letters(max(extent.columns - 1, 0))}{extent.rows}"
    if extent.rows > ROW_LIMIT:
        raise FileRefused(FileProblem.TOO_MANY_ROWS, sheet=name, rows=extent.rows, limit=ROW_LIMIT, cell=cell)
    if extent.columns > COLUMN_LIMIT:
        _refuse_columns(name, extent.columns, cell)


def _refuse_columns(name: str, columns: int, cell: str) -> None:
    raise FileRefused(FileProblem.TOO_MANY_COLUMNS, sheet=name, columns=columns, limit=COLUMN_LIMIT, cell=cell)


def _bounded(name: str, rows: Iterable[Iterable[Any]]) -> list[tuple[Cell, ...]]:
    taken: list[tuple[Cell, ...]] = []
    for number, row in enumerate(islice(rows, ROW_LIMIT + 1000), start=1):
        cells = _trimmed(row)
        if len(cells) > COLUMN_LIMIT:
            _refuse_columns(name, len(cells), f"{column_letters(len(cells) - 1)}{number}")
        taken.append(cells)
    while taken and not taken[-1]:
        taken.pop()
    if len(taken) > ROW_LIMIT:
        raise FileRefused(
            FileProblem.TOO_MANY_ROWS, sheet=name, rows=len(taken), limit=ROW_LIMIT, cell=f"A{len(taken)}"
        )
    return taken


def _trimmed(row: Iterable[Any]) -> tuple[Cell, ...]:
    cells = [None if isinstance(cell, str) and not cell.strip() else cell for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def column_letters(index: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
