"""Years, quarters, holidays of the solar and the lunar year, and Tết."""

from __future__ import annotations

import re
from datetime import date, timedelta

from training.reading.lunar import new_year, solar
from training.reading.numerals import MONTH, NUMBER, number
from training.reading.seen import MONTH_WORD, Days, Rule, Seen, month_days, shift_of

_YEARS = re.compile(
    r"(?<!\w)nam (?:hoc )?(?P<skip>20\d\d ?- ?20\d\d)|(?<!\w)(?:năm|nam) (?:(?P<year>20\d\d)(?!\d)"
    r"|(?P<this>nay)|(?P<next>sau|tới)|(?P<prev>ngoai))(?!\w)"
    r"|(?<!\w)(?:ca|het|tron|nguyen) (?:năm|nam)(?! (?:hoc|\d|ngay|buoi|tiet|nguoi)(?!\w))(?!\w)"
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
    r"(?<!thuong )(?<!qua )(?:ngay )?tet(?: (?:nguyen dan|am(?: lich)?|ta|quy mao|giap thin|at ty|nham dan))?(?!\w)"
    r"|(?<!\w)(?P<night>giao thua)(?!\w)"
)

_LUNAR_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<full>ram)|(?:mung|mong|ngay) (?P<day>{NUMBER}))? ?{MONTH_WORD} (?P<name>gieng|chap)(?!\w)"
    rf"|(?<!\w)ram {MONTH_WORD} (?P<month>{MONTH})"
)
_THIRD = re.compile(
    r"(?<!\w)(?P<where>dau|giua|cuoi) (?:năm|nam)(?! (?:hoc|thu|ngay|buoi|tiet|nguoi)(?!\w))"
    r"(?: (?:(?P<year>20\d\d)(?!\d)|(?P<this>nay)|(?P<next>sau|tới|toi)|(?P<prev>ngoai|truoc))(?!\w))?"
)
_THIRDS = {"dau": (1, 3), "giua": (4, 9), "cuoi": (10, 12)}


def _lunar_month(match: re.Match[str], seen: Seen) -> Days | None:
    """Rằm and the named months are lunar; the one that is on or comes next."""
    month = {"gieng": 1, "chap": 12}.get(match["name"]) or number(match["month"] or "") or 0
    day = 15 if match["full"] or match["month"] else number(match["day"] or "")
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 30):
        return None
    found = [_lunar_days(day, month, seen.today.year + shift) for shift in (-1, 0, 1)]
    return min((each for each in found if each[1] >= seen.today), default=found[-1])


def _lunar_days(day: int | None, month: int, year: int) -> Days:
    if day:
        return solar(day, month, year), solar(day, month, year)
    after = solar(1, month + 1, year) if month < 12 else new_year(year + 1)
    return solar(1, month, year), after - timedelta(days=1)


def _third_of_year(match: re.Match[str], seen: Seen) -> Days:
    """Its first three months, its last three, or those between."""
    begin, end = _THIRDS[match["where"]]
    year = int(match["year"]) if match["year"] else seen.today.year + (shift_of(match) or 0)
    days = date(year, begin, 1), month_days(year, end)[1]
    since = re.search(r"(?:từ|tu) $", match.string[: match.start()])  # "từ đầu năm": of the one that is running
    said = match["year"] or shift_of(match) is not None or since
    return days if said or days[1] >= seen.today else (date(year + 1, begin, 1), month_days(year + 1, end)[1])


def _year(match: re.Match[str], seen: Seen) -> Days | None:
    if match["skip"]:
        return None
    shift = shift_of(match) or 0
    year = int(match["year"]) if match["year"] else seen.today.year + shift
    return date(year, 1, 1), date(year, 12, 31)


def _quarter(match: re.Match[str], seen: Seen) -> Days:
    year = int(match["year"]) if match["year"] else seen.today.year
    first = _QUARTERS[match["quarter"]] * 3 - 2
    if not match["year"] and seen.today.month - first > 8:  # quý 1 in December is the one to come
        year += 1
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


FEASTS: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_FEAST, _feast),
    (_TET, _tet),
    (_LUNAR_MONTH, _lunar_month),
    (_THIRD, _third_of_year),
)
YEARS: tuple[tuple[re.Pattern[str], Rule], ...] = ((_QUARTER, _quarter), (_YEARS, _year))
