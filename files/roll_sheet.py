"""An attendance list sent back filled in: found by its words in whatever sheet, read row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from files.headers import Field, Header, find_header
from files.tables import Cell, Sheet, read_table
from training.attendance import Status
from training.reading.roll_marks import status_of
from training.reading.vietnamese import fold

TITLE = "danh sach diem danh"
_SEARCHED_ROWS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the list. row: as people count them. marks: one for each column; None: unreadable, as written."""

    sheet: str
    row: int
    name: str
    unit: str | None
    birthday: date | None
    marks: tuple[Status | None, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilledList:
    """columns: what stands over the marks, such as "Sáng ký"."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_filled(path: str | Path) -> FilledList | None:
    """The list in a file; None when it is none of ours. Raises FileRefused as files.tables does."""
    sheets = [sheet for sheet in read_table(path) if not sheet.hidden]
    found = [one for sheet in sheets if (one := _read(sheet))]
    if not found:
        return None
    columns = found[0].columns
    return FilledList(columns, tuple(line for one in found if one.columns == columns for line in one.lines))


def _read(sheet: Sheet) -> FilledList | None:
    titled = any(isinstance(cell, str) and TITLE in fold(cell) for row in sheet.rows[:_SEARCHED_ROWS] for cell in row)
    header = find_header(sheet) if titled else None
    if header is None or header.column(Field.NAME) is None:
        return None
    marks = [(one.index, one.header) for one in header.unknown if one.header.strip()]
    if not marks:
        return None
    lines = [
        _line(sheet.name, number, row, header, [index for index, _ in marks]) for number, row in _rows(sheet, header)
    ]
    return FilledList(tuple(words for _, words in marks), tuple(line for line in lines if line))


def _rows(sheet: Sheet, header: Header) -> list[tuple[int, Sequence[Cell]]]:
    return [(number + 1, row) for number, row in enumerate(sheet.rows) if number >= header.first]


def _line(sheet: str, number: int, row: Sequence[Cell], header: Header, marks: Sequence[int]) -> Line | None:
    """None for what is no person: the count at the foot, signatures, empty rows."""
    name, place = _text(row, header, Field.NAME), _cell(row, header, Field.NUMBER)
    if not name or not _is_number(place):
        return None
    cells = [row[index] if index < len(row) else None for index in marks]
    day = _cell(row, header, Field.BIRTHDAY)
    born = day.date() if isinstance(day, datetime) else day if isinstance(day, date) else _day(day)
    read = tuple(status_of(cell) for cell in cells)
    written = tuple("" if cell is None else str(cell) for cell in cells)
    return Line(sheet, number, name, _text(row, header, Field.UNIT) or None, born, read, written)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().rstrip(".").isdigit())


def _day(cell: Cell) -> date | None:
    """ "05/08/1980" where it was typed as text."""
    try:
        return datetime.strptime(str(cell).strip(), "%d/%m/%Y").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None


def _cell(row: Sequence[Cell], header: Header, field: Field) -> Cell:
    column = header.column(field)
    return row[column.index] if column and column.index < len(row) else None


def _text(row: Sequence[Cell], header: Header, field: Field) -> str:
    cell = _cell(row, header, field)
    return " ".join(str(cell).split()) if cell is not None else ""
