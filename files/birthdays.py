"""Dates of birth out of cells: always day first, nothing made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from training.reading.vietnamese import clean, fold

_YOUNGEST, _OLDEST = 15, 100  # years; a birthday outside is a slip of the pen
_SERIALS = range(5_000, 60_000)  # days; as a General cell shows a date between 1913 and 2064
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-,\s]\s*(\d{1,2})\s*[/.\-,\s]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[t ]00:00(?::00)?(?:\.0+)?)?")
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2})(?: thang |/)(\d{1,2})(?: nam |/)(\d{4})")
_GLUED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_INCOMPLETE = re.compile(r"(?:\d{1,2}\s*[/.\-]\s*)?(?:19|20)\d\d")
_ABSENT = frozenset({"", "-", "x", "khong", "khong co", "khong ro"})


class DateProblem(StrEnum):
    UNREADABLE = "date_unreadable"
    IMPOSSIBLE = "date_impossible"  # 31/02, or the month before the day
    IMPLAUSIBLE = "date_implausible"  # a baby, or over a hundred


class DateNote(StrEnum):
    YEAR_GUESSED = "year_guessed"  # two digits of the year were given
    INCOMPLETE = "date_incomplete"  # a year or a month; not stored
    SERIAL = "date_serial"  # the cell held a number of days


@dataclass(frozen=True, slots=True)
class Birthday:
    day: date | None = None
    problem: DateProblem | None = None
    note: DateNote | None = None


def read_birthday(cell: object, today: date, *, uses_1904: bool = False) -> Birthday:
    """The date that a cell means. today bounds the plausible years and settles two-digit ones."""
    if isinstance(cell, datetime):
        return _plausible(Birthday(cell.date()), today)
    if isinstance(cell, date):
        return _plausible(Birthday(cell), today)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _plausible(_number(cell, uses_1904=uses_1904), today)
    return _plausible(_text("" if cell is None else clean(str(cell)), today), today)


def _number(number: float, *, uses_1904: bool) -> Birthday:
    whole = int(number) if abs(number) < 10**8 else 0
    if _OLDEST_YEAR <= whole <= _LAST_YEAR:
        return Birthday(note=DateNote.INCOMPLETE)
    if whole in _SERIALS:
        epoch = _EPOCH_1904 if uses_1904 else _EPOCH_1900
        return Birthday(epoch + timedelta(days=whole), note=DateNote.SERIAL)
    glued = _GLUED.fullmatch(f"{whole:08}")
    return _calendar(*map(int, glued.groups())) if glued and whole > 10**6 else _UNREADABLE


_OLDEST_YEAR, _LAST_YEAR = 1900, 2100
_UNREADABLE = Birthday(problem=DateProblem.UNREADABLE)


def _text(text: str, today: date) -> Birthday:
    folded = fold(text).removeprefix("sinh ")
    if folded in _ABSENT:
        return Birthday()
    if _INCOMPLETE.fullmatch(folded):
        return Birthday(note=DateNote.INCOMPLETE)
    if match := _YEAR_FIRST.fullmatch(folded):
        year, month, day = map(int, match.groups())
        return _calendar(day, month, year)
    if match := _DAY_FIRST.fullmatch(folded):
        return _day_first(match, today)
    if match := _IN_WORDS.fullmatch(folded) or _GLUED.fullmatch(folded):
        return _calendar(*map(int, match.groups()))
    if re.fullmatch(r"\d{5}", folded):
        return _number(int(folded), uses_1904=False)
    return _UNREADABLE


def _day_first(match: re.Match[str], today: date) -> Birthday:
    day, month, year = map(int, match.groups())
    if len(match[3]) == 4:
        return _calendar(day, month, year)
    century = 2000 if 2000 + year <= today.year - _YOUNGEST else 1900
    found = _calendar(day, month, century + year)
    return Birthday(found.day, found.problem, DateNote.YEAR_GUESSED if found.day else None)


def _calendar(day: int, month: int, year: int) -> Birthday:
    try:
        return Birthday(date(year, month, day))
    except ValueError:
        return Birthday(problem=DateProblem.IMPOSSIBLE)


def _plausible(birthday: Birthday, today: date) -> Birthday:
    if birthday.day and not _YOUNGEST <= today.year - birthday.day.year <= _OLDEST:
        return Birthday(problem=DateProblem.IMPLAUSIBLE)
    return birthday
