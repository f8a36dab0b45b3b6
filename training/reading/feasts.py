"""Years, quarters, holidays of the solar and the lunar year, and Tết."""

from __future__ import annotations

import re
from datetime import date, timedelta

from training.reading.lunar import new_year, solar
from training.reading.numerals import NUMBER, number
from training.reading.seen import Days, Rule, Seen, month_days, shift_of

_YEARS = re.compile(
    r"(?<!\w)nam (?:hoc )?(?P<skip>20\d\d ?- ?20\d\d)|(?<!\w)(?:năm|nam) (?:(?P<year>20\d\d)(?!\d)"
    r"|(?P<this>nay)|(?P<next>sau|tới)|(?P<prev>ngoai))(?!\w)"
)
_QUARTER = re.compile(r"(?<!\w)quy (?P<quarter>[1-4]|i{1,3}|iv)(?:\s?(?:/|nam)?\s?(?P<year>20\d\d))?(?!\w)")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_SOLAR_FEASTS = {
    r"tet (?:duong(?: lich)?|tay)|nam moi duong lich": (1, 1),
    r"quoc te phu nu": (8, 3),
    r"giai phong(?: mien nam)?|thong nhat dat nuoc": (30, 4),
    r"quoc te lao dong": (1, 5),
    r"quoc khanh": (2, 9),
    r"phu nu viet nam": (20, 10),
    r"ngay (?:le )?(?:hien chuong )?nha giao(?: viet nam)?": (20, 11),
    r"giang sinh|noel|no-en|christmas|xmas": (25, 12),
}
_LUNAR_FEASTS = {r"gio to(?: hung vuong)?": (10, 3), r"(?:tet )?trung thu": (15, 8), r"ong (?:cong ong )?tao": (23, 12)}
_FEAST = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<s{i}>{each})" for i, each in enumerate(_SOLAR_FEASTS))
    + "|"
    + "|".join(f"(?P<l{i}>{each})" for i, each in enumerate(_LUNAR_FEASTS))
    + r")(?!\w)"
)
_TET = re.compile(
    rf"(?<!\w)(?:(?P<vague>truoc|sau|ra|ngoai|qua|giap|can) )?(?:(?:(?P<mung>mung|mong) (?P<day>{NUMBER})"
    rf"|(?P<eve>28|29|30|ba muoi)) )?"
    r"(?:ngay )?tet(?: (?:nguyen dan|am(?: lich)?|ta|quy mao|giap thin|at ty|nham dan))?(?!\w)"
    r"|(?<!\w)(?P<night>giao thua)(?!\w)"
)


def _year(match: re.Match[str], seen: Seen) -> Days | None:
    if match["skip"]:
        return None
    shift = shift_of(match) or 0
    year = int(match["year"]) if match["year"] else seen.today.year + shift
    return date(year, 1, 1), date(year, 12, 31)


def _quarter(match: re.Match[str], seen: Seen) -> Days:
    year = int(match["year"]) if match["year"] else seen.today.year
    first = _QUARTERS[match["quarter"]] * 3 - 2
    return date(year, first, 1), month_days(year, first + 2)[1]


def _feast(match: re.Match[str], seen: Seen) -> Days:
    years = range(seen.today.year - 1, seen.today.year + 2)
    name = match.lastgroup or ""
    if name.startswith("s"):
        day, month = list(_SOLAR_FEASTS.values())[int(name[1:])]
        dates = [date(year, month, day) for year in years]
    else:
        day, month = list(_LUNAR_FEASTS.values())[int(name[1:])]
        dates = [solar(day, month, year) for year in years]
    best = _next_feast(seen, dates)
    return best, best


def _next_feast(seen: Seen, dates: list[date]) -> date:
    """The nearest, days behind counting threefold: in March nobody means last New Year's Eve."""
    return min(dates, key=lambda day: (day - seen.today).days if day >= seen.today else (seen.today - day).days * 3)


def _tet(match: re.Match[str], seen: Seen) -> Days | None:
    if match["vague"]:
        return None
    first = _next_feast(seen, [new_year(seen.today.year + shift) for shift in (-1, 0, 1)])
    if match["night"] or match["eve"] in ("30", "ba muoi"):
        return first - timedelta(days=1), first - timedelta(days=1)
    if match["eve"]:
        day = first - timedelta(days=31 - int(match["eve"]) if _has_thirty(first) else 30 - int(match["eve"]))
        return day, day
    value = number(match["day"]) if match["day"] else None
    if value:
        return first + timedelta(days=value - 1), first + timedelta(days=value - 1)
    return first, first + timedelta(days=2)


def _has_thirty(first: date) -> bool:
    """Whether the last lunar month before this New Year has thirty days."""
    return (first - solar(1, 12, first.year - 1)).days == 30


FEASTS: tuple[tuple[re.Pattern[str], Rule], ...] = ((_FEAST, _feast), (_TET, _tet))
YEARS: tuple[tuple[re.Pattern[str], Rule], ...] = ((_QUARTER, _quarter), (_YEARS, _year))
