"""The dates that people write into a plan sheet, day first: 10/12/2022 7h30, 12/2022, tuần 2 tháng 9/2022."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from training.plan import Precision
from training.reading.vietnamese import fold

_CLOCK = re.compile(
    r"(?:luc )?(?:(\d{1,2}) ?(?:gio|h|:|g) ?(\d{2})?(?: ?phut)?(?::00)?|(?<![\d.])(\d{1,2})\.(\d{2})(?![\d.]))",
    re.ASCII,
)
_DAY = re.compile(r"(?:ngay )?(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})t?", re.ASCII)
_MONTH = re.compile(r"(?:thang )?(\d{1,2}) ?(?:/|-|nam) ?(\d{4})", re.ASCII)
_WEEK = re.compile(r"tuan (?:thu )?([1-4]) ?,? ?(?:cua )?(?:thang )?(\d{1,2}) ?(?:/|-|nam) ?(\d{4})", re.ASCII)
_WEEKDAYS = ("hai", "ba", "tu", "nam", "sau", "bay")
_WEEKDAY = re.compile(r"(?:thu ([2-7]|hai|ba|tu|nam|sau|bay)|chu nhat),? ")
_WEEK_BEGINS = (1, 8, 15, 22)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says: ISO texts of its first and last moment, the same for a clock, and how exact it is."""

    first: str
    last: str
    precision: Precision


def read_moment(text: str, day: str | None = None) -> Moment | None:
    """The moment that a text names and nothing else in it; None when it is none, or no day of the calendar.

    day: the ISO day that a clock alone belongs to ("11h00" in the column Kết thúc).
    """
    plain = fold(text)
    clock = _CLOCK.search(plain)
    if clock is None:
        return _days(plain)
    rest = f"{plain[: clock.start()]} {plain[clock.end() :]}".strip(" ,;")
    found = _days(rest) if rest else None
    named = found.first if found and found.precision is Precision.DAY else (None if rest else day)
    hour, minute = int(clock[1] or clock[3]), int(clock[2] or clock[4] or 0)
    if named is None or hour > 23 or minute > 59:
        return None
    moment = f"{named}T{hour:02}:{minute:02}"
    return Moment(moment, moment, Precision.MINUTE)


def _days(plain: str) -> Moment | None:
    """Nothing where the weekday that is said is another than the day's own: one of the two is wrong."""
    named = _WEEKDAY.match(plain)
    found = _bare_days(plain[named.end() :] if named else plain)
    if found and named and found.precision is Precision.DAY:
        return found if date.fromisoformat(found.first).weekday() == _weekday(named[1] or "") else None
    return found


def _weekday(word: str) -> int:
    """0 for Monday; nothing said after "thứ" is Sunday."""
    return 6 if not word else int(word) - 2 if word.isdigit() else _WEEKDAYS.index(word)


def _bare_days(plain: str) -> Moment | None:
    if match := _DAY.fullmatch(plain):
        return _day(int(match[3]), int(match[2]), int(match[1]))
    if match := _ISO.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _WEEK.fullmatch(plain):
        return _week(int(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH.fullmatch(plain):
        return _span(int(match[2]), int(match[1]), 1, 31, Precision.MONTH)
    return None


def _day(year: int, month: int, day: int) -> Moment | None:
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    return Moment(iso, iso, Precision.DAY)


def _week(year: int, month: int, week: int) -> Moment | None:
    """Weeks of a month are the days 1–7, 8–14, 15–21 and 22–end."""
    last = 31 if week == 4 else _WEEK_BEGINS[week] - 1
    return _span(year, month, _WEEK_BEGINS[week - 1], last, Precision.WEEK)


def _span(year: int, month: int, first: int, last: int, precision: Precision) -> Moment | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    last = min(last, monthrange(year, month)[1])
    return Moment(date(year, month, first).isoformat(), date(year, month, last).isoformat(), precision)
