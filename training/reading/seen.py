"""Days seen from a day called today: nearest dates, weeks, months, and the words này, sau, trước."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Lean = Literal["past", "future"] | None
Days = tuple[date, date]
Rule = Callable[[re.Match[str], "Seen"], Days | None]

S = r"[\s\x01]"
WEEK = r"(?:tuần|tuan|tuân|tuàn)"
MONTH_WORD = r"(?:tháng|thang)"
_NOUNS = (
    *("dun", "ule", "dul", "lop", "khoi", "tiet", "khoa", "to", "dot", "phong", "tang", "nhom", "cum", "buoi", "vong"),
    *("bai", "chuong", "phan", "muc", "cau", "so", "bac", "cap", "phien", "chuyen de"),
)
# a number behind one of these is its number: "mô đun 4 tuần sau", "lớp 5 tháng 12", but "mấy buổi 2 tuần tới"
UNNUMBERED = "".join(rf"(?<!(?<!\w)(?<!may )(?<!nhieu ){noun} )" for noun in _NOUNS)
NUMBERED = rf"(?<!\w)(?:{'|'.join(_NOUNS)})"
SHIFT = (
    r"(?:(?P<next2>(?:sau|tới|toi|ke) nua)|(?P<prev2>truoc nua)|(?P<this>này|nay|ni|hien tai|hien nay)"
    r"|(?P<next>sau(?! (?:khi|do|gio|buoi|luc))|sap (?:tới|toi|den)|tiep theo|ke tiep|tới(?! (?:nay|gio|bay gio)(?!\w))"
    r"|(?<=tuan )toi(?! (?:nay|gio|bay gio)(?!\w))|(?<=thang )toi(?! (?:nay|gio|bay gio)(?!\w))"
    r"|toi(?! (?:có|co|k|ko|hoc) )|ke|tiep|next)"
    r"|(?P<prev>vua (?:roi|qua)|truoc(?! (?:khi|gio|buoi|luc))|roi|qua|ngoai))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """today: the day of asking. lean: whether a day said without month is rather behind or ahead."""

    today: date
    lean: Lean = None

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def week(self, shift: int) -> Days:
        first = self.monday + timedelta(weeks=shift)
        return first, first + timedelta(days=6)

    def month(self, shift: int) -> Days:
        place = self.today.year * 12 + self.today.month - 1 + shift
        return month_days(place // 12, place % 12 + 1)


def month_days(year: int, month: int) -> Days:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def dated(seen: Seen, day: int, month: int, year: int | None) -> date | None:
    """The date; without a year the one nearest to today, rather ahead than behind. None for 31/02."""
    years = (seen.today.year, seen.today.year + 1, seen.today.year - 1) if year is None else (full_year(year),)
    found = [valid(each, month, day) for each in years]
    return min((each for each in found if each), key=lambda each: _distance(seen, each), default=None)


def _distance(seen: Seen, day: date) -> float:
    """Days away; those behind count half as much again, since more is asked of what comes."""
    days = (day - seen.today).days
    return days if days >= 0 else -days * (0.5 if seen.lean == "past" else 1.5)


def full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def valid(year: int, month: int, day: int) -> date | None:
    """The date when there is such a day between 1900 and 2200."""
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def day_of_month(seen: Seen, day: int) -> date | None:
    """The day numbered so: of this month while it is not past, else of the next; behind when asked."""
    this, after = seen.month(0)[0], seen.month(1)[0]
    here = valid(this.year, this.month, day)
    if seen.lean == "past":
        before = seen.month(-1)[0]
        return here if here and here <= seen.today else valid(before.year, before.month, day) or here
    if here and here >= seen.today:
        return here
    return valid(after.year, after.month, day) or here


def shift_of(match: re.Match[str]) -> int | None:
    """-2..2 from the words này, sau, trước, sau nữa; None when none of them was there."""
    said = match.groupdict()
    for name, shift in (("this", 0), ("next", 1), ("prev", -1), ("next2", 2), ("prev2", -2)):
        if said.get(name):
            return shift
    return None


def nearest_month(seen: Seen, month: int, year: int | None, shift: int | None = None) -> Days | None:
    """The month numbered so; without a year the nearest one, or strictly ahead or behind when said so."""
    if not 1 <= month <= 12:
        return None
    if year is not None:
        return month_days(full_year(year), month) if 1900 <= full_year(year) <= 2200 else None
    ahead = (month - seen.today.month) % 12
    if shift == -1 or (shift is None and (ahead > 6 or (seen.lean == "past" and ahead > 0))):
        ahead -= 12
    return seen.month(ahead)
