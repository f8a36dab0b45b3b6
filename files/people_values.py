"""What comes out of a file of people: rows taken, rows refused with the reason, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from files.headers import Field
from files.tables import Cell


class PersonRole(StrEnum):
    """Vai trò in a file of people."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    ORGANIZER = "organizer"
    INSPECTOR = "inspector"


class RowProblem(StrEnum):
    """Why a row is not taken. In brackets: what `suggestion` and `other` hold, where they hold something."""

    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    OLD_FONT = "old_font"
    PHONE_UNREADABLE = "phone_unreadable"
    PHONE_SEVERAL = "phone_several"  # [suggestion: the numbers, joined by " / "]
    PHONE_OTHER_NAME = "phone_other_name"  # [suggestion: the other name; other: its row]
    CODE_OTHER_NAME = "code_other_name"  # [the same]
    EMAIL_MALFORMED = "email_malformed"
    ROLE_UNKNOWN = "role_unknown"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_IMPLAUSIBLE = "date_implausible"
    UNIT_UNKNOWN = "unit_unknown"  # [suggestion: the nearest known name]
    UNIT_OUTSIDE = "unit_outside"
    UNIT_CLOSED = "unit_closed"  # [suggestion: the first day on which it was no more, day first]
    VALUE_UNCOMPUTED = "value_uncomputed"  # a formula saved without its value
    TOO_LONG = "too_long"


class HintCode(StrEnum):
    """What is worth a look and stops nothing."""

    SAME_ROW = "same_row"  # identical to row `other`; taken once
    SAME_PERSON = "same_person"  # same phone or code and name as row `other`; made one, the first row's values win
    SAME_NAME = "same_name"  # same name in the same unit as row `other`; both taken
    NEAR_NAME = "near_name"  # the same but for marks
    PHONE_RENUMBERED = "phone_renumbered"  # 11 digits; suggestion: the new number, which is taken
    DATE_INCOMPLETE = "date_incomplete"  # only a year or a month; not stored
    YEAR_GUESSED = "year_guessed"  # suggestion: the whole date, which is taken
    DATE_SERIAL = "date_serial"  # the same
    UNIT_RESPELT = "unit_respelt"  # suggestion: the known name, which is taken
    UNIT_MERGED = "unit_merged"  # suggestion: the unit it went into, which is taken
    FORMULA_LIKE = "formula_like"  # begins with = + - @; kept as text
    ROW_IGNORED = "row_ignored"  # neither a person nor an end of the list, such as a heading between
    SHEET_HIDDEN = "sheet_hidden"
    SHEET_IGNORED = "sheet_ignored"  # no list of people on it
    COLUMN_UNKNOWN = "column_unknown"  # its words say nothing to us; not stored


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the file has it. birthday: None when absent or incomplete. phone: "+84…"."""

    sheet: str
    row: int
    name: str
    code: str | None = None
    birthday: date | None = None
    unit: str | None = None
    subject: str | None = None
    position: str | None = None
    phone: str | None = None
    email: str | None = None
    groups: tuple[str, ...] = ()
    role: PersonRole = PersonRole.TRAINEE
    note: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """One problem of one row that is not taken. column: letter; header: its words; cells: the whole row as read.

    A row with two problems gives two of these.
    """

    sheet: str
    row: int
    column: str | None
    header: str | None
    problem: RowProblem
    value: str | None = None
    suggestion: str | None = None
    other: int | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """A remark on a cell, a row, or, where row is None, a sheet."""

    sheet: str
    row: int | None
    code: HintCode
    column: str | None = None
    header: str | None = None
    value: str | None = None
    suggestion: str | None = None
    other: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """columns: sheet → field → "C: Họ và tên". headers: sheet → the words over each column, for the corrections."""

    rows: list[PersonRow]
    bad: list[BadRow]
    hints: list[Hint]
    columns: Mapping[str, Mapping[Field, str]]
    headers: Mapping[str, tuple[str, ...]]
