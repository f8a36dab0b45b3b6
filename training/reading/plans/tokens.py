"""Dates and clocks as found in a text, still without the year that only the context knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from training.plan import Precision

LAST = 99  # as a day: the last one of its month


@dataclass(frozen=True, slots=True)
class Written:
    """One day, week or month as written; what is not written is None."""

    day: int | None = None
    week: int | None = None  # 1..4 in its month
    month: int | None = None
    year: int | None = None
    borrowed: bool = False  # the year stands at a later date of the same list

    def completed(self, other: Written) -> Written:
        """Month and year taken from the date that follows in the same list."""
        return Written(
            self.day, self.week, self.month or other.month, self.year or other.year, borrowed=self.year is None
        )


@dataclass(frozen=True, slots=True)
class Dates:
    """Days, weeks or months at one place in the text: each pair is first and last."""

    start: int
    end: int
    pairs: tuple[tuple[Written, Written], ...]
    precision: Precision
    weekdays: tuple[tuple[int, int], ...] = ()  # (number of the pair, weekday said, Monday 0)
    shift: tuple[int, int] | None = None  # days counted from the one written: "5 ngày sau ngày 17/11"

    @property
    def is_span(self) -> bool:
        return any(first != last for first, last in self.pairs)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, or two."""

    start: int
    end: int
    begins: time
    ends: time | None = None


@dataclass(frozen=True, slots=True)
class Undated:
    """Words that say that the time is still to come: "theo kế hoạch", "thông báo sau"."""

    start: int
    end: int


Token = Dates | Clock | Undated
