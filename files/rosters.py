"""Lists of people out of sheets: the header found, good rows taken, bad ones told by sheet, row and column.

Pure once the sheets are read by files.tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from files.headers import Field, Header, field_of, find_header, looks_like_schedule, title_of
from files.people_values import (
    BadRow,
    Hint,
    HintCode,
    PeopleFile,
    PersonRole,
    PersonRow,
    RowProblem,
)
from files.person_rows import RowReader, Rules, in_old_font
from files.refusals import FileProblem, FileRefused
from files.tables import Cell, Sheet, column_letters
from files.twins import settle
from files.unit_names import KnownUnits
from training.reading.vietnamese import fold, lowered

__all__ = [
    "BadRow",
    "Hint",
    "HintCode",
    "KnownUnits",
    "PeopleFile",
    "PersonRole",
    "PersonRow",
    "RowProblem",
    "read_people",
]

EXAMPLE_MARK = "VD"  # in the TT column of the example row of our templates
_GUIDES = frozenset({"huong dan", "guide", "loi", "danh muc"})
# With their marks: without them "Tống", "Công", "Trương Phong" and "Kỳ" would be taken for totals and signatures.
_TOTAL = re.compile(
    r"(?:tổng|cộng)\b.*|(?:tong (?:so|cong)|cong)\s*[:=]?\s*\d*(?: (?:nguoi|gv|giao vien|hoc vien))?\W*"
)
_END = re.compile(
    r".*\bngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.*|\(?(?:ấn định )?danh sách (?:này )?(?:ấn định|gồm|có|trên)\b.*|"
    r"ấn định danh sách.*|(?:danh sach an dinh|an dinh danh sach)\b.*|"
    r"(?:người|cán bộ|giáo viên) lập\b.*|nguoi lap(?: bieu| danh sach| bang)?|(?:tm|kt|tl|tuq)\. .*|"
    r"(?:phó )?(?:hiệu trưởng|giám đốc|thủ trưởng|trưởng phòng|chủ tịch)\b.*|hieu truong|thu truong don vi|"
    r"\(?ký(?:,| (?:tên|và|ghi)\b).*|xác nhận\b.*|nơi nhận\b.*|lãnh đạo\b.*|ghi chú\s*:.*"
)
_UNIT_HEADING = re.compile(
    r"\b(?:trường|phòng (?:gd|giáo dục)|sở gd|thcs|thpt|tiểu học|mầm non|mẫu giáo|ubnd|trung tâm)\b"
)
_PERSONAL = (Field.PHONE, Field.BIRTHDAY, Field.EMAIL, Field.CODE)
_NAMES = {Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAME}
_MOST_IN_FOOT = 5  # cells filled in a row of totals or signatures
_HEADING_NUMBER = re.compile(r"^\s*(?:[IVXivx]+|\d+|[A-Za-z])\s*[.)/\-]\s*")
_HEADINGS_WITHIN = 60  # rows from the top
_OLD_FONT_SHARE = 3  # one in so many names typed in an old font: the sheet's other names cannot be trusted either


def read_people(sheets: Iterable[Sheet], *, today: date, units: KnownUnits | None = None) -> PeopleFile:
    """The people of all sheets that hold a list. units: checks and completes the names of units when given.

    Raises FileRefused with NO_TABLE, COLUMN_MISSING, NO_ROWS, WRONG_TEMPLATE_PLAN or OLD_FONT.
    """
    sheets = list(sheets)
    lists = {sheet.name: header for sheet in sheets if (header := _header_of(sheet))}
    if not lists:
        raise _no_list(sheets)
    readers = [_SheetReader(sheet, lists[sheet.name], Rules(today, units)) for sheet in sheets if sheet.name in lists]
    for reader in readers:
        reader.read()
    _refuse_nobody(readers)
    return _together(readers, _about_sheets(sheets, lists))


def _header_of(sheet: Sheet) -> Header | None:
    header = None if sheet.hidden or fold(sheet.name) in _GUIDES else find_header(sheet)
    if not header or not header.has_name:
        return None
    return header if _is_personal(header) or not looks_like_schedule(sheet) else None


def holds_people(sheets: Iterable[Sheet]) -> str | None:
    """The name of the first sheet that is a list of people and no schedule, by its header."""
    lists = ((sheet, _header_of(sheet)) for sheet in sheets)
    return next((sheet.name for sheet, header in lists if header and _is_personal(header)), None)


def _is_personal(header: Header) -> bool:
    return any(wanted in header.columns for wanted in _PERSONAL)


def _no_list(sheets: Sequence[Sheet]) -> FileRefused:
    visible = [sheet for sheet in sheets if not sheet.hidden]
    for sheet in visible:
        if looks_like_schedule(sheet):
            return FileRefused(FileProblem.WRONG_TEMPLATE_PLAN, sheet=sheet.name)
    for sheet in visible:
        header = find_header(sheet)
        if header and len(header.columns) > 2:
            return FileRefused(FileProblem.COLUMN_MISSING, sheet=sheet.name, row=header.first, column=Field.NAME)
    return _old_headings(visible) or _nothing_visible(sheets)


def _old_headings(sheets: Iterable[Sheet]) -> FileRefused | None:
    """A header that nobody reads because it is typed in an old font."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows[:_HEADINGS_WITHIN], start=1):
            texts = [(column_letters(index), cell) for index, cell in enumerate(row) if isinstance(cell, str)]
            if len(texts) > 1 and in_old_font(" ".join(text for _, text in texts)):
                column, value = next(((at, text) for at, text in texts if in_old_font(text)), texts[0])
                return FileRefused(FileProblem.OLD_FONT, sheet=sheet.name, row=number, column=column, value=value)
    return None


def _nothing_visible(sheets: Iterable[Sheet]) -> FileRefused:
    hidden = next((sheet.name for sheet in sheets if sheet.hidden), None)
    return FileRefused(FileProblem.HIDDEN, sheet=hidden) if hidden else FileRefused(FileProblem.NO_TABLE)


def _refuse_nobody(readers: Sequence[_SheetReader]) -> None:
    if not any(reader.people or reader.bad for reader in readers):
        raise FileRefused(FileProblem.NO_ROWS, sheet=readers[0].sheet.name)


def _about_sheets(sheets: Iterable[Sheet], lists: dict[str, Header]) -> Iterable[Hint]:
    for sheet in sheets:
        if sheet.hidden:
            yield Hint(sheet.name, None, HintCode.SHEET_HIDDEN)
        elif sheet.name not in lists and sheet.rows and fold(sheet.name) not in _GUIDES:
            yield Hint(sheet.name, None, HintCode.SHEET_IGNORED)


def _together(readers: Sequence[_SheetReader], about_sheets: Iterable[Hint]) -> PeopleFile:
    people, clashes, twins = settle([person for reader in readers for person in reader.people])
    by_sheet = {reader.sheet.name: reader for reader in readers}
    for person, problem, other in clashes:
        by_sheet[person.sheet].refuse_clash(person, problem, other)
    bad = [row for reader in readers for row in sorted(reader.bad, key=lambda row: row.row)]
    hints = [*about_sheets, *(hint for reader in readers for hint in reader.hints), *twins]
    return PeopleFile(
        rows=people,
        bad=bad,
        hints=hints,
        columns={reader.sheet.name: reader.columns() for reader in readers},
        headers={reader.sheet.name: reader.words() for reader in readers},
    )


@dataclass(slots=True)
class _SheetReader:
    """Goes down the rows of one list."""

    sheet: Sheet
    header: Header
    rules: Rules
    people: list[PersonRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    _section: str | None = None
    _ended: bool = False

    def read(self) -> None:
        last = max([len(self.sheet.rows), *(row for row, _ in self.sheet.uncomputed)])
        rows = [self._reader(index) for index in range(self.header.first, last)]
        self._refuse_old_font(rows)
        self.hints += [
            Hint(
                self.sheet.name, self.header.first, HintCode.COLUMN_UNKNOWN, column_letters(column.index), column.header
            )
            for column in self.header.unknown
        ]
        for row in rows:
            self._read_row(row)

    def _refuse_old_font(self, rows: Iterable[RowReader]) -> None:
        names = [(row, name) for row in rows if (name := row.written_name())]
        old = [(row, name) for row, name in names if in_old_font(name)]
        if old and len(names) > 2 and len(old) * _OLD_FONT_SHARE >= len(names):
            row, name = old[0]
            column = self.header.column(Field.NAME) or self.header.columns[Field.GIVEN_NAME][0]
            raise FileRefused(
                FileProblem.OLD_FONT,
                sheet=self.sheet.name,
                row=row.number,
                column=column_letters(column.index),
                value=name,
            )

    def _reader(self, index: int) -> RowReader:
        cells = self.sheet.rows[index] if index < len(self.sheet.rows) else ()
        for column in self.header.columns.get(Field.UNIT, ()):
            if top := self.sheet.merged.get((index + 1, column.index)):
                cells = _with(cells, column.index, self.sheet.rows[top - 1][column.index])
        return RowReader(self.sheet, self.header, index + 1, cells, self.rules)

    def _read_row(self, row: RowReader) -> None:
        if self._is_empty(row) or self._is_numbering(row) or self._is_example(row) or self._is_header_again(row):
            return
        if self._is_loose(row):
            self._read_loose(row)
            return
        if self._ended and not self._is_numbered(row) and not any(_tells(row.text(wanted)) for wanted in _PERSONAL):
            return
        self._take(row)

    def _take(self, row: RowReader) -> None:
        person = row.person(self._section)
        self.hints += row.hints
        if row.bad:
            self._keep(row.bad, self._section)
        else:
            self.people.append(person)

    def _is_empty(self, row: RowReader) -> bool:
        """Nothing but a running number, and no formula whose value is missing."""
        known = {column.index for columns in self.header.columns.values() for column in columns}
        number = self.header.column(Field.NUMBER)
        wanted = known - ({number.index} if number else set())
        if any((row.number, index) in self.sheet.uncomputed for index in wanted):
            return False
        filled = [index for index, text in enumerate(row.texts) if text]
        return not filled or (number is not None and filled == [number.index] and self._is_numbered(row))

    def _is_numbered(self, row: RowReader) -> bool:
        return bool(re.fullmatch(r"\d+\.?", row.text(Field.NUMBER)))

    def _is_numbering(self, row: RowReader) -> bool:
        """The line "(1) (2) (3)" under a header."""
        texts = [text.strip("() ") for text in row.filled]
        numbers = [int(text) for text in texts if text.isdecimal()]
        return (
            len(texts) > 2
            and len(numbers) == len(texts)
            and numbers == list(range(numbers[0], numbers[0] + len(texts)))
        )

    def _is_example(self, row: RowReader) -> bool:
        return fold(row.text(Field.NUMBER)) in (fold(EXAMPLE_MARK), "vi du")

    def _is_header_again(self, row: RowReader) -> bool:
        """The header repeated at the top of a printed page."""
        over_name = row.text(Field.NAME) or row.text(Field.GIVEN_NAME)
        return field_of(over_name) in _NAMES and sum(field_of(text) is not None for text in row.filled) > 1

    def _is_loose(self, row: RowReader) -> bool:
        """Not a person's row but a heading, a total or a signature: no number before it and little in it."""
        filled = row.filled
        if self._is_numbered(row) or self._uncomputed_in(row) or len(filled) > _MOST_IN_FOOT:
            return False
        name = row.written_name()
        telling = [filled[0], name] if name else filled
        if any(_is_foot(text) for text in telling):
            return True
        return len(filled) == 1 and (not name or bool(_UNIT_HEADING.search(lowered(name))))

    def _uncomputed_in(self, row: RowReader) -> bool:
        return any(number == row.number for number, _ in self.sheet.uncomputed)

    def _read_loose(self, row: RowReader) -> None:
        texts = row.filled
        if any(_END.fullmatch(lowered(text)) for text in texts):
            self._ended = True
        if self._ended or any(_is_foot(text) for text in texts):
            return
        heading = _HEADING_NUMBER.sub("", " ".join(texts))
        if Field.UNIT not in self.header.columns and _UNIT_HEADING.search(lowered(heading)):
            self._section = heading
        self.hints.append(Hint(self.sheet.name, row.number, HintCode.ROW_IGNORED, value=heading[:80]))

    def refuse_clash(self, person: PersonRow, problem: RowProblem, other: PersonRow) -> None:
        row = self._reader(person.row - 1)
        wanted = Field.PHONE if problem is RowProblem.PHONE_OTHER_NAME else Field.CODE
        row.refuse(wanted, problem, row.text(wanted), suggestion=other.name, other=other.row)
        self._keep(row.bad, person.unit)

    def _keep(self, bad: Iterable[BadRow], unit: str | None) -> None:
        """A row of a list without a column of units takes that of its heading along, to be sent again on its own."""
        if Field.UNIT in self.header.columns or not unit:
            self.bad += bad
        else:
            self.bad += [replace(row, cells=_with(row.cells, self._width, unit)) for row in bad]

    @property
    def _width(self) -> int:
        columns = [*self.header.unknown, *(column for found in self.header.columns.values() for column in found)]
        return max(column.index for column in columns) + 1

    def columns(self) -> dict[Field, str]:
        """Field → "C: Họ và tên", for showing what was understood."""
        return {
            wanted: ", ".join(f"{column_letters(column.index)}: {column.header}" for column in columns)
            for wanted, columns in self.header.columns.items()
        }

    def words(self) -> tuple[str, ...]:
        """The words over each column, or ours where a single row with theirs would not be understood."""
        texts = {column.index: column.header for column in self.header.unknown}
        for wanted, columns in self.header.columns.items():
            for column in columns:
                understood = field_of(column.header) is wanted
                texts[column.index] = column.header if understood else title_of(wanted)
        if Field.UNIT not in self.header.columns and self._section:
            texts[self._width] = title_of(Field.UNIT)
        return tuple(texts.get(index, "") for index in range(max(texts) + 1))


def _with(cells: tuple[Cell, ...], index: int, value: Cell) -> tuple[Cell, ...]:
    padded = cells + (None,) * (index + 1 - len(cells))
    return (*padded[:index], value, *padded[index + 1 :])


def _tells(text: str) -> bool:
    """Whether a cell for a number, a date or an address may hold one; who signs has his name there instead."""
    return any(letter.isdigit() or letter == "@" for letter in text)


def _is_foot(text: str) -> bool:
    """Whether a cell says that the list is summed up or signed."""
    low = lowered(text)
    return bool(_TOTAL.fullmatch(low) or _END.fullmatch(low))
