"""The words for days, weeks and months: which days they mean, seen from a day called today.

Each rule is a pattern over the pattern form of a text (see plain.py) and a function from what it matched to the
first and last day, both inclusive; None when the match means no days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from training.reading.lunar import new_year, solar
from training.reading.numerals import MONTH, NUMBER, number

Lean = Literal["past", "future"] | None
Days = tuple[date, date]
Rule = Callable[[re.Match[str], "Seen"], Days | None]

S = r"[\s\x01]"
_TUAN = r"(?:tuần|tuan|tuân|tuàn)"
_THANG = r"(?:tháng|thang)"
_SHIFT = (
    r"(?:(?P<next2>(?:sau|tới|toi|ke) nua)|(?P<prev2>truoc nua)|(?P<this>này|nay|ni|hien tai|hien nay)"
    r"|(?P<next>sau(?! (?:khi|do|gio|buoi|luc))|sap (?:tới|toi|den)|tiep theo|ke tiep|tới|toi(?! (?:có|co|k|ko|hoc) )|ke|tiep|next)"
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
    found = [_try(each, month, day) for each in years]
    return min((each for each in found if each), key=lambda each: _distance(seen, each), default=None)


def _distance(seen: Seen, day: date) -> float:
    """Days away; those behind count half as much again, since more is asked of what comes."""
    days = (day - seen.today).days
    return days if days >= 0 else -days * (0.5 if seen.lean == "past" else 1.5)


def full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def _try(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def day_of_month(seen: Seen, day: int) -> date | None:
    """The day numbered so: of this month while it is ahead or hardly past, else of the next; behind when asked."""
    this, after = seen.month(0)[0], seen.month(1)[0]
    here = _try(this.year, this.month, day)
    if seen.lean == "past":
        before = seen.month(-1)[0]
        return here if here and here <= seen.today else _try(before.year, before.month, day) or here
    patience = 0 if seen.lean == "future" else 3
    if here and here >= seen.today - timedelta(days=patience):
        return here
    return _try(after.year, after.month, day) or here


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


# --- weekdays ---

_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "tu": 2, "4": 2, "bon": 2, "năm": 3, "nam": 3, "5": 3}
_WEEKDAYS |= {"sáu": 4, "sau": 4, "6": 4, "bảy": 5, "bay": 5, "bẩy": 5, "7": 5}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINAL_OF = (
    r"(?<!lan )(?<!dot )(?<!bai )(?<!tiet )(?<!nguoi )(?<!phan )(?<!muc )(?<!cau )(?<!vong )(?<!dun )(?<!ule )"
    r"(?<!de )(?<!hang )(?<!dung )(?<!giay )(?<!mon )(?<!bang )"
)
WEEKDAY = (
    r"(?:(?:thứ|thư|thu)\s?(?P<wd>hai|ba|tư|tu|bon|năm|nam|sáu|sau|bảy|bẩy|bay|[2-7])|t\.?\s?(?P<wd2>[2-7])"
    rf"|(?P<sunday>chu\s?nhat|chua\s?nhat|cn|c\.n)|(?P<en>{'|'.join(_ENGLISH)}))(?!\w)(?!\s?h\d)"
)
_WEEKDAY = re.compile(
    rf"(?<!\w){_ORDINAL_OF}(?:{_TUAN} (?P<lead>{_SHIFT.replace('?P<', '?P<lead_')})(?:,| vao| thi| la)* )?{WEEKDAY}"
    rf"(?:,? ?(?:cua )?(?:(?P<week>{_TUAN}) )?{_SHIFT})?"
)


def _weekday(match: re.Match[str], seen: Seen) -> Days | None:
    day = weekday_number(match)
    shift = shift_of(match)
    if match["lead"]:
        lead = match.groupdict()
        named = (("this", 0), ("next", 1), ("prev", -1), ("next2", 2), ("prev2", -2))
        shift, week = next(each for name, each in named if lead[f"lead_{name}"]), True
    else:
        week = bool(match["week"]) or match["next2"] is not None or match["next"] == "sau"
    if shift is not None and week:
        found = seen.week(shift)[0] + timedelta(days=day)
        return found, found
    back = shift == -1 or (shift is None and seen.lean == "past")
    return (found := coming(seen, day, back=back, may_be_today=shift == 0)), found


def weekday_number(match: re.Match[str]) -> int:
    if match["sunday"]:
        return 6
    if match["en"]:
        return _ENGLISH.index(match["en"])
    return _WEEKDAYS[match["wd"] or match["wd2"]]


def coming(seen: Seen, weekday: int, *, back: bool = False, may_be_today: bool = False) -> date:
    """The coming day of that name; said on such a day it is the next one, for today is called today."""
    ahead = (weekday - seen.today.weekday()) % 7
    if ahead == 0 and not may_be_today:
        ahead = 7
    return seen.today + timedelta(days=ahead - 7 if back else ahead)


# --- weeks and months ---

_WEEK = re.compile(
    rf"(?<!\w)(?:(?P<where>cuoi|dau|giua) )?{_TUAN} {_SHIFT}|(?<!\w)(?P<alone>cuoi|dau|giua) {_TUAN}(?!\w)"
)
_WHOLE_WEEK = re.compile(rf"(?<!\w)(?:trong|ca|het|nguyen) {_TUAN}(?! \d)(?!\w)")
_ENGLISH_WEEK = re.compile(
    r"(?<!\w)(?P<which>this|next|last) (?P<what>week|weekend|month)(?!\w)|(?<!\w)(?P<end>weekend)(?!\w)"
)
_WEEK_ENDS = {"dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}


def _week(match: re.Match[str], seen: Seen) -> Days:
    where = match["where"] or match["alone"]
    first, last = seen.week(shift_of(match) or 0)
    if not where:
        return first, last
    begin, end = _WEEK_ENDS[where]
    if match["alone"] and first + timedelta(days=end) < seen.today:
        first += timedelta(weeks=1)
    return first + timedelta(days=begin), first + timedelta(days=end)


def _this_week(match: re.Match[str], seen: Seen) -> Days:
    return seen.week(0)


def _english_week(match: re.Match[str], seen: Seen) -> Days:
    shift = {"this": 0, "next": 1, "last": -1, None: 0}[match["which"]]
    if match["what"] == "month":
        return seen.month(shift)
    first, last = seen.week(shift)
    return (first, last) if match["what"] == "week" else (first + timedelta(days=5), last)


_YEAR = rf"(?:{S}*(?:[/\-.]|năm|nam){S}*(?P<year>\d{{4}}|\d\d(?!\d)))"
_MONTH = re.compile(
    rf"(?<!\w)(?:(?P<where>dau|giua|cuoi) )?(?:{_THANG}\s?(?P<month>{MONTH}|gieng|chap)|t(?P<short>1[0-2]|[89])(?=[\s/.,?]|$))"
    rf"{_YEAR}?(?! (?:ngay|buoi|nua|lan))(?: {_SHIFT}| (?:năm|nam) (?:nay|(?P<later>sau|tới|toi)|(?P<earlier>ngoai|truoc)))?"
)
_MONTH_SHIFT = re.compile(
    rf"(?<!\w)(?:(?P<where>dau|giua|cuoi) )?{_THANG} {_SHIFT}|(?<!\w)(?P<alone>cuoi|dau|giua) {_THANG}(?! \d)(?!\w)"
    rf"|(?<!\w)(?:trong|ca|het|nguyen) {_THANG}(?! \d)(?!\w)"
)
_MONTH_YEAR = re.compile(r"(?<!so )(?<!so: )(?<!cv )(?<!kh )(?<![\d/])(1[0-2]|0?[1-9])/(20\d\d)(?![\d/])")
_SLICE = re.compile(
    rf"(?<!\w){_TUAN} (?:thứ |thu )?(?P<slice>[1-5]|mot|một|nhat|hai|ba|bon|tư|tu|dau(?: tien)?|cuoi(?: cung)?),? (?:cua |trong )?"
    rf"(?:{_THANG}\s?(?P<month>{MONTH}){_YEAR}?|{_THANG} {_SHIFT})"
)
_SLICES = {"1": 0, "mot": 0, "nhat": 0, "dau": 0, "dau tien": 0, "2": 1, "hai": 1, "3": 2, "ba": 2, "4": 3, "bon": 3}
_SLICES |= {"một": 0, "tư": 3, "tu": 3, "5": 3, "cuoi": 3, "cuoi cung": 3}


def _third(days: Days, where: str | None) -> Days:
    """The first ten days, the next ten, the rest: đầu, giữa, cuối tháng."""
    first, last = days
    if where == "dau":
        return first, first.replace(day=10)
    if where == "giua":
        return first.replace(day=11), first.replace(day=20)
    return (first.replace(day=21), last) if where == "cuoi" else (first, last)


def _month(match: re.Match[str], seen: Seen) -> Days | None:
    said = match["short"] or match["month"]
    if said in ("gieng", "chap"):
        return None
    value = number(said)
    year = int(match["year"]) if match["year"] else None
    if match["later"] or match["earlier"]:
        year = seen.today.year + (1 if match["later"] else -1)
    days = nearest_month(seen, value, year, shift_of(match)) if value else None
    return _third(days, match["where"]) if days else None


def _month_shift(match: re.Match[str], seen: Seen) -> Days:
    days = _third(seen.month(shift_of(match) or 0), match["where"] or match["alone"])
    if match["alone"] and days[1] < seen.today:
        return _third(seen.month(1), match["alone"])
    return days


def _month_year(match: re.Match[str], seen: Seen) -> Days:
    return month_days(int(match[2]), int(match[1]))


def _slice(match: re.Match[str], seen: Seen) -> Days | None:
    value = number(match["month"]) if match["month"] else None
    year = int(match["year"]) if match["year"] else None
    days = nearest_month(seen, value, year) if value else seen.month(shift_of(match) or 0)
    return month_slice(days[0], _SLICES[match["slice"]]) if days else None


def month_slice(first: date, place: int) -> Days:
    """Week 0..3 of a month as plans count them: 1–7, 8–14, 15–21, 22–end."""
    begin = first.replace(day=place * 7 + 1)
    return begin, month_days(first.year, first.month)[1] if place == 3 else begin + timedelta(days=6)


# --- days seen from today ---

_PARTS = r"(?:sáng|sang|trua|chiều|chieu|tối|toi|đêm|dem|khuya)"
_DAY = r"(?:ngay|hom|bua|buoi)"
_TODAY = re.compile(
    rf"(?<!\w)(?:(?:ngay |bua )?(?:hom|bua) (?:nay|ni)|hnay|h\.nay|homnay|hom\.nay|today|tonight|trong ngay(?! \d)"
    rf"|(?:buoi|tiet|ca) (?:hoc )?(?:này|nay))(?!\w)"
)
_TODAY_PART = re.compile(
    r"(?<!\w)hoi (?=(?:sáng|sang|trua|chiều|chieu)(?!\w))|(?:(?<=sáng )|(?<=sang )|(?<=trua )|(?<=chiều )|(?<=chieu )|(?<=tối )"
    r"|(?<=toi )|(?<=đêm )|(?<=dem )|(?<=khuya ))nay(?!\w)"
)
_NOW_HEAD = re.compile(
    r"(?:^|(?<=hoi )|(?<=vay )|(?<=oi )|(?<=oi, )|(?<=, ))nay(?= (?:có|co|em|tôi|toi|minh|hoc|di|lop|m|mn|k|ko|may|thi|o|phai|tap|dc) ?)"
)
_TOMORROW = re.compile(
    rf"(?<!\w)(?:(?:ngay|hom|bua|{_PARTS}) mai|mai(?! sau(?! nua)| mot| mốt| kia|[a-z])|tomorrow|tmr|nmai|ngmai)(?!\w)"
)
_TWO_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:ngay|hom|bua|{_PARTS}) (?:mốt|mot)(?! (?:buoi|ngay|lan|tiet))|mốt|(?:ngay|{_PARTS}) (?:kia|kìa)"
    r"|mot(?= (?:hoc|có|co|may|tap|em|minh|di|thi)(?!\w))(?<!\w mot))(?!\w)"
)
_YESTERDAY = re.compile(rf"(?<!\w)(?:hom qua|ngay hom qua|bua qua|(?:{_PARTS}|hoi) qua|hqua|yesterday)(?!\w)")
_TWO_AGO = re.compile(rf"(?<!\w)(?:hom kia|bua kia|{_PARTS} hom kia)(?!\w)")
_THREE_AGO = re.compile(r"(?<!\w)hom kìa(?!\w)")
_NAMES = ("thay", "co", "cô", "chi", "ten", "ba", "bà")


def _offset(days: int) -> Rule:
    def rule(match: re.Match[str], seen: Seen) -> Days:
        day = seen.today + timedelta(days=days)
        return day, day

    return rule


def _tomorrow(match: re.Match[str], seen: Seen) -> Days | None:
    """Not when Mai is a teacher's name: "cô Mai"."""
    words = match.string[: match.start()].split()
    if match[0] == "mai" and words and words[-1] in _NAMES and words[-2:-1] not in (["thay"], ["anh"]):
        return None
    return _offset(1)(match, seen)


_AHEAD = r"(?:kế tiep|ke tiep|tiep theo|sap (?:tới|toi|den)|tới|toi|ke|tiep|next)"
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?P<after>sau|them|trong|trong vong) )?(?P<count>{NUMBER}|nua)\s?(?P<unit>ngay|hom|bua|{_TUAN}|{_THANG}) (?:"
    rf"(?P<later>nua|sau(?! (?:khi|do)))|(?P<span>{_AHEAD})"
    r"|(?P<ago>truoc(?! (?:buoi|khi|ngay|gio|luc|moi|lich|do|bao)))|(?P<past>vua (?:qua|roi)|gan (?:day|nhat)|qua))(?!\w)"
)
_AFTER = re.compile(rf"(?<!\w)sau (?P<count>{NUMBER})\s?(?P<unit>ngay|hom|bua|{_TUAN}) (?!dau)")
_AGO = re.compile(rf"(?<!\w)cach day (?P<count>{NUMBER})\s?(?P<unit>ngay|hom|bua|{_TUAN}|{_THANG})(?!\w)")
_WEEK_FROM_NOW = re.compile(rf"(?<!\w){_TUAN} nua(?!\w)")


def _days_of(match: re.Match[str]) -> int | None:
    count, unit = number(match["count"]), match["unit"]
    if match["count"] == "nua":
        return 15 if unit.startswith("th") or unit.startswith("tháng") else None
    if count is None or count > 366:
        return None
    return count * (1 if unit in ("ngay", "hom", "bua") else 30 if unit in ("thang", "tháng") else 7)


def _counted(match: re.Match[str], seen: Seen) -> Days | None:
    days = _days_of(match)
    if not days or re.search(r"nhac .{0,20}$", match.string[: match.start()]):
        return None
    months = number(match["count"]) or 0 if match["unit"] in ("thang", "tháng") else 0
    if match["later"] or match["ago"]:
        sign = 1 if match["later"] else -1
        return _months_away(seen, sign * months) if months else _offset(sign * days)(match, seen)
    if match["span"]:
        return seen.today + timedelta(days=1), seen.today + timedelta(days=days)
    return seen.today - timedelta(days=days), seen.today - timedelta(days=1)


def _months_away(seen: Seen, months: int) -> Days:
    first, last = seen.month(months)
    day = first.replace(day=min(seen.today.day, last.day))
    return day, day


def _after(match: re.Match[str], seen: Seen) -> Days | None:
    days = _days_of(match)
    return _offset(days)(match, seen) if days else None


def _ago(match: re.Match[str], seen: Seen) -> Days | None:
    days = _days_of(match)
    return _offset(-days)(match, seen) if days else None


# --- years, quarters and holidays ---

_YEARS = re.compile(
    r"(?<!\w)nam (?:hoc )?(?P<skip>20\d\d ?- ?20\d\d)|(?<!\w)(?:năm|nam) (?:(?P<year>20\d\d)(?!\d)|(?P<this>nay)|(?P<next>sau|tới)|(?P<prev>ngoai))(?!\w)"
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
    rf"(?<!\w)(?:(?P<vague>truoc|sau|ra|ngoai|qua|giap|can) )?(?:(?:(?P<mung>mung|mong) (?P<day>{NUMBER})|(?P<eve>28|29|30|ba muoi)) )?"
    r"(?:ngay )?tet(?: (?:nguyen dan|am(?: lich)?|ta|quy mao|giap thin|at ty|nham dan))?(?!\w)|(?<!\w)(?P<night>giao thua)(?!\w)"
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


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (_FEAST, _feast),
    (_TET, _tet),
    (_SLICE, _slice),
    (_WEEKDAY, _weekday),
    (_COUNTED, _counted),
    (_AFTER, _after),
    (_AGO, _ago),
    (_WEEK_FROM_NOW, _offset(7)),
    (_WEEK, _week),
    (_WHOLE_WEEK, _this_week),
    (_ENGLISH_WEEK, _english_week),
    (_MONTH, _month),
    (_MONTH_SHIFT, _month_shift),
    (_MONTH_YEAR, _month_year),
    (_THREE_AGO, _offset(-3)),
    (_TWO_AGO, _offset(-2)),
    (_YESTERDAY, _offset(-1)),
    (_TODAY, _offset(0)),
    (_TODAY_PART, _offset(0)),
    (_NOW_HEAD, _offset(0)),
    (_TWO_AHEAD, _offset(2)),
    (_TOMORROW, _tomorrow),
    (_QUARTER, _quarter),
    (_YEARS, _year),
)
