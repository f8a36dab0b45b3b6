"""From written days, weeks and months to calendar days, with the year that the document implies."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from training.plan import Period, Precision, midnight
from training.reading.plans.tokens import LAST, Dates, Written

_WEEKS = {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 31)}


class NoSuchDay(ValueError):
    """31/02, 31/11: written, and in no calendar."""


@dataclass(frozen=True, slots=True)
class Years:
    """What is known of the years of a document. The nearest knowledge decides.

    group: year and month of the heading that a row stands under ("Tháng 9/2022").
    recent: the last date given with its year before this place.
    school: first year of the school year in the title; year: the single year in the title.
    """

    school: int | None = None
    year: int | None = None
    issued: date | None = None
    group: tuple[int | None, int] | None = None
    recent: tuple[int, int] | None = None

    def under(self, year: int | None, month: int) -> Years:
        """Inside a group of one month."""
        return replace(self, group=(year if year else self.of(month), month))

    def of(self, month: int) -> int | None:
        """The year of a month written without one; None when nothing tells."""
        if self.group and self.group[0]:
            return _nearest(month, self.group[0], self.group[1])
        if self.school:
            return self.school if month >= 8 else self.school + 1
        if self.recent:
            return _nearest(month, *self.recent)
        if self.year:
            return self.year
        if self.issued:
            behind = (self.issued.month - month) % 12
            return self.issued.year + (1 if month < self.issued.month and behind > 2 else 0)
        return None


def _nearest(month: int, year: int, anchor: int) -> int:
    """Of the years around the anchor the one that brings the month nearest; forward when even."""
    return min((year + 1, year, year - 1), key=lambda other: abs((other - year) * 12 + month - anchor - 0.1))


def resolved(first: Written, last: Written, years: Years) -> tuple[date, date] | None:
    """First and last day, kept as written even when the end comes first; None when month or year are unknown.

    Raises NoSuchDay.
    """
    begin, end = _days_of(first, years), _days_of(last, years)
    if begin is None or end is None:
        return None
    if first.borrowed and _over_new_year(first, last, begin[0], end[1]):
        begin = (begin[0].replace(year=begin[0].year - 1), begin[1])
    return begin[0], end[1]


def _over_new_year(first: Written, last: Written, begin: date, end: date) -> bool:
    """28/12 – 03/01/2025: days around new year share the year of the second, a run of months does not."""
    both_days = first.day is not None and last.day is not None
    return both_days and begin > end and (first.month or 0) >= 11 and (last.month or 12) <= 2


def _days_of(written: Written, years: Years) -> tuple[date, date] | None:
    month = written.month or (years.group[1] if years.group else None)
    if month is None:
        return None
    if not 1 <= month <= 12:
        raise NoSuchDay(f"{written.day}/{month}")
    year = written.year or years.of(month)
    return _in_month(written, year, month) if year else None


def _in_month(written: Written, year: int, month: int) -> tuple[date, date]:
    length = calendar.monthrange(year, month)[1]
    if written.day == LAST:
        return date(year, month, length), date(year, month, length)
    if written.day is not None:
        if not 1 <= written.day <= length:
            raise NoSuchDay(f"{written.day}/{month}/{year}")
        return date(year, month, written.day), date(year, month, written.day)
    first, last = _WEEKS.get(written.week or 0, (1, 31))
    return date(year, month, first), date(year, month, min(last, length))


def period(first: date, last: date, precision: Precision) -> Period:
    """A period of whole days."""
    return Period(midnight(first), midnight(last), precision)


def days_of(dates: Dates, years: Years) -> list[date]:
    """Every day that dates tell, of a long stretch the first two months; impossible days are none."""
    days: list[date] = []
    for pair in dates.pairs:
        try:
            found = resolved(*pair, years)
        except NoSuchDay:
            continue
        if found:
            first, last = found
            days.extend(first + timedelta(days=number) for number in range(min(61, (last - first).days + 1)))
    return days
