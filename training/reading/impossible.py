"""Days that are in no calendar: "31/02", "ngày 30 tháng 2", "32/13"."""

from __future__ import annotations

import re
from datetime import date

from training.reading.vietnamese import fold

_DAY = re.compile(
    r"(?<![\w/.,:-])(?:(?:ngay|hom|mung|mong) )?(\d{1,2}) ?(?:/| thang ) ?(\d{1,2})"
    r"(?: ?(?:/| nam ) ?(\d{4}))?(?![\w/:-]|[.,]\d)"
)
_LEAP = 2024  # 29/2 without a year may be meant of one that has it


def impossible_day(text: str) -> str | None:
    """The first day that a text names and no calendar has, as it was written but for its marks: "30/2"."""
    for found in _DAY.finditer(fold(text)):
        day, month, year = int(found[1]), int(found[2]), int(found[3] or _LEAP)
        try:
            date(year, month, day)
        except ValueError:
            return "/".join(part for part in found.groups() if part)
    return None
