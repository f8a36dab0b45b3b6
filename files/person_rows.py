"""One row of a list of people: its cells read, each with its problem or remark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from files.birthdays import DateNote, read_birthday
from files.headers import Column, Field, Header
from files.people_values import BadRow, Hint, HintCode, PersonRole, PersonRow, RowProblem
from files.phones import normalise
from files.tables import Cell, Sheet, column_letters
from files.unit_names import KnownUnits, UnitNote
from training.reading.vietnamese import clean, fold, looks_like_old_encoding

_LONGEST = {Field.NAME: 100, Field.NOTE: 1000}
_LONGEST_OTHER = 200
_DIGITS_IN_NAME = 3  # "Nguyễn Văn An 2"; more is a row that slipped into one cell
_LONGEST_EMAIL = 254  # RFC 5321
_ABSENT = frozenset({"", "-", "--", "/", "x", "khong", "khong co", "ko", "chua co", "n/a", "0"})
_EMAIL = re.compile(r"[a-z0-9._%+\-]+@(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}")
_QUOTED = ("=", "+", "-", "@")  # what our own .csv files put a ' before
_TITLE_PARTS = re.compile(r"[^\W\d_]+")
# Signs of the old fonts that no name in Unicode contains: one of them next to a letter is enough.
_TCVN3_SIGNS = re.compile(r"[^\W\d_][®µ¸¶¹¨»¾¼½©ª«¬§][^\W\d_]?|[®§][^\W\d_]")
_ROLES = {
    PersonRole.TRAINEE: "hoc vien|hv|nguoi hoc|giao vien|gv|trainee|teacher",
    PersonRole.TRAINER: "giang vien|bao cao vien|bcv|cot can|gv cot can|giao vien cot can|tro giang|trainer",
    PersonRole.ORGANIZER: "ban to chuc|btc|to chuc|can bo to chuc|quan ly lop|chuyen vien|organizer",
    PersonRole.INSPECTOR: "thanh tra|kiem tra|giam sat|thanh tra vien|inspector",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split("|")}


@dataclass(slots=True)
class Rules:
    """What the rows of a file are read by."""

    today: date
    units: KnownUnits | None = None


@dataclass(slots=True)
class RowReader:
    """Reads the cells of one row and gathers what is to be said about them."""

    sheet: Sheet
    header: Header
    number: int  # as people count, from 1
    cells: Sequence[Cell]
    rules: Rules
    texts: list[str] = field(init=False)
    bad: list[BadRow] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.texts = [as_text(cell) for cell in self.cells]

    def person(self, section_unit: str | None = None) -> PersonRow:
        """The row as a person; not to be taken when `bad` is filled. section_unit: of a heading above the row."""
        self._check_uncomputed()
        return PersonRow(
            sheet=self.sheet.name,
            row=self.number,
            name=self._name(),
            code=self._plain(Field.CODE),
            birthday=self._birthday(),
            unit=self._unit(section_unit),
            subject=self._plain(Field.SUBJECT),
            position=self._plain(Field.POSITION),
            phone=self._phone(),
            email=self._email(),
            groups=self._groups(),
            role=self._role(),
            note=self._plain(Field.NOTE),
        )

    def refuse(self, wanted: Field, problem: RowProblem, value: str | None = None, **more: Any) -> None:
        column = self._column(wanted)
        self.bad.append(
            BadRow(self.sheet.name, self.number, *_place(column), problem, value, cells=tuple(self.cells), **more)
        )

    def remark(self, wanted: Field, code: HintCode, value: str | None = None, suggestion: str | None = None) -> None:
        letter, words = _place(self._column(wanted))
        self.hints.append(Hint(self.sheet.name, self.number, code, letter, words, value, suggestion))

    def cell(self, wanted: Field) -> Cell:
        """The first filled cell among the columns of a field."""
        column = self._column(wanted)
        return self._at(column) if column else None

    def text(self, wanted: Field) -> str:
        column = self._column(wanted)
        return self.texts[column.index] if column and column.index < len(self.texts) else ""

    @property
    def filled(self) -> list[str]:
        """The texts of the cells that hold something, from left to right."""
        return [text for text in self.texts if text]

    def _column(self, wanted: Field) -> Column | None:
        columns = self.header.columns.get(wanted)
        if not columns:
            return None
        if len(columns) == 1:
            return columns[0]
        return next((column for column in columns if self._at(column) is not None), columns[0])

    def _at(self, column: Column) -> Cell:
        return self.cells[column.index] if column.index < len(self.cells) else None

    def _check_uncomputed(self) -> None:
        for wanted, columns in self.header.columns.items():
            if wanted is not Field.NUMBER and any((self.number, c.index) in self.sheet.uncomputed for c in columns):
                self.refuse(wanted, RowProblem.VALUE_UNCOMPUTED)

    def _plain(self, wanted: Field) -> str | None:
        text = self.text(wanted)
        if len(text) > _LONGEST.get(wanted, _LONGEST_OTHER):
            self.refuse(wanted, RowProblem.TOO_LONG, text[:40])
            return None
        if text[:1] in ("=", "+", "@") or (text[:1] == "-" and len(text) > 2):
            self.remark(wanted, HintCode.FORMULA_LIKE, text)
        return None if fold(text) in _ABSENT else text

    def written_name(self) -> str:
        """Họ và tên, or Họ and Tên put together."""
        if Field.NAME in self.header.columns:
            return self.text(Field.NAME)
        return f"{self.text(Field.FAMILY_NAME)} {self.text(Field.GIVEN_NAME)}".strip()

    def _name(self) -> str:
        written = self.written_name().replace("\n", " ")
        where = Field.NAME if Field.NAME in self.header.columns else Field.GIVEN_NAME
        if not written:
            if not self.bad:
                self.refuse(where, RowProblem.NAME_MISSING)
        elif len(written) > _LONGEST[Field.NAME]:
            self.refuse(where, RowProblem.TOO_LONG, written[:40])
        elif in_old_font(written):
            self.refuse(where, RowProblem.OLD_FONT, written)
        elif not any(letter.isalpha() for letter in written) or sum(map(str.isdigit, written)) > _DIGITS_IN_NAME:
            self.refuse(where, RowProblem.NAME_UNREADABLE, written)
        elif written[0] in "=+-@":
            self.remark(where, HintCode.FORMULA_LIKE, written)
            return written
        return proper_name(written)

    def _birthday(self) -> date | None:
        cell = self.cell(Field.BIRTHDAY)
        found = read_birthday(cell, self.rules.today, uses_1904=self.sheet.uses_1904)
        if found.problem:
            self.refuse(Field.BIRTHDAY, RowProblem(found.problem.value), as_text(cell))
        elif found.note:
            self._remark_on_date(found.note, as_text(cell), found.day)
        return found.day

    def _remark_on_date(self, note: DateNote, written: str, day: date | None) -> None:
        self.remark(Field.BIRTHDAY, HintCode(note.value), written, f"{day:%d/%m/%Y}" if day else None)

    def _phone(self) -> str | None:
        phone = normalise(self.cell(Field.PHONE))
        written = self.text(Field.PHONE)
        if phone.problem:
            self.refuse(
                Field.PHONE, RowProblem(phone.problem.value), written, suggestion=" / ".join(phone.candidates) or None
            )
        elif phone.old:
            self.remark(Field.PHONE, HintCode.PHONE_RENUMBERED, written, phone.number)
        return phone.number

    def _email(self) -> str | None:
        written = self.text(Field.EMAIL)
        email = re.sub(r"\s", "", written).lower().removeprefix("mailto:")
        if fold(written) in _ABSENT:
            return None
        if len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email) or ".." in email:
            self.refuse(Field.EMAIL, RowProblem.EMAIL_MALFORMED, written[:80])
            return None
        return email

    def _unit(self, section_unit: str | None) -> str | None:
        written = self._plain(Field.UNIT) or section_unit
        if written:
            written = written.replace("\n", " ")
        if not written or not self.rules.units:
            return written
        match = self.rules.units.match(written, self.rules.today)
        if match.closed:
            self.refuse(Field.UNIT, RowProblem.UNIT_CLOSED, written, suggestion=f"{match.closed:%d/%m/%Y}")
        else:
            self._say_unit(match.note, written, match.suggestion or match.name)
        return match.name

    def _say_unit(self, note: UnitNote, written: str, known: str | None) -> None:
        if note is UnitNote.UNKNOWN:
            self.refuse(Field.UNIT, RowProblem.UNIT_UNKNOWN, written, suggestion=known)
        elif note is UnitNote.OUTSIDE:
            self.refuse(Field.UNIT, RowProblem.UNIT_OUTSIDE, written)
        elif note is not UnitNote.EXACT:
            code = HintCode.UNIT_MERGED if note is UnitNote.MERGED else HintCode.UNIT_RESPELT
            self.remark(Field.UNIT, code, written, known)

    def _groups(self) -> tuple[str, ...]:
        written = self._plain(Field.GROUPS) or ""
        return tuple(dict.fromkeys(group.strip() for group in re.split(r"[,;|\n]", written) if group.strip()))

    def _role(self) -> PersonRole:
        written = self.text(Field.ROLE)
        role = _ROLE_OF.get(fold(written)) if written else PersonRole.TRAINEE
        if role is None:
            self.refuse(Field.ROLE, RowProblem.ROLE_UNKNOWN, written[:80])
        return role or PersonRole.TRAINEE


def _place(column: Column | None) -> tuple[str | None, str | None]:
    return (column_letters(column.index), column.header) if column else (None, None)


def as_text(cell: Cell) -> str:
    """A cell as people would have typed it: 46 for 46.0, 05/08/1980 for a date; composed and without stray spaces."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime):
        return f"{cell:%d/%m/%Y}"
    text = _cleaned(str(cell))
    return text[1:] if text[:1] == "'" and text[1:2] in _QUOTED else text


@lru_cache(maxsize=1 << 14)
def _cleaned(text: str) -> str:
    """Schools and subjects repeat from row to row."""
    return clean(text)


def proper_name(written: str) -> str:
    """Names in capitals or in small letters get their capitals; others stay: "NGUYỄN THỊ LAN" → "Nguyễn Thị Lan"."""
    if written != written.upper() and written != written.lower():
        return written
    capitalised: Callable[[re.Match[str]], str] = lambda part: part[0].capitalize()  # noqa: E731 - for its type
    return _TITLE_PARTS.sub(capitalised, written)


def in_old_font(text: str) -> bool:
    """Whether a name was typed in a VNI or TCVN3 font."""
    return looks_like_old_encoding(text) or bool(_TCVN3_SIGNS.search(text))
