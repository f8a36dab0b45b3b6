"""The words for days, weeks and months, each a pattern and a rule: which days it means, seen from today.

A pattern is for the pattern form of a text (see plain.py); its rule gives the first and last day, both inclusive,
or None when what it matched means no days.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from training.reading.feasts import FEASTS, YEARS
from training.reading.numerals import MONTH, NUMBER, number
from training.reading.seen import (
    MONTH_WORD,
    SHIFT,
    UNNUMBERED,
    WEEK,
    Days,
    Rule,
    S,
    Seen,
    month_days,
    nearest_month,
    shift_of,
)

_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "tu": 2, "4": 2, "bon": 2, "năm": 3, "nam": 3, "5": 3}
_WEEKDAYS |= {"sáu": 4, "sau": 4, "6": 4, "bảy": 5, "bay": 5, "bẩy": 5, "7": 5}
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ORDINAL_OF = (
    r"(?<!lan )(?<!dot )(?<!bai )(?<!tiet )(?<!nguoi )(?<!phan )(?<!muc )(?<!cau )(?<!vong )(?<!dun )(?<!ule )"
    r"(?<!de )(?<!hang )(?<!dung )(?<!giay )(?<!mon )(?<!bang )"
)
WEEKDAY = (
    r"(?:(?:thứ|thư|thu)\s?(?P<wd>hai|ba|tư|tu|bon|năm|nam|sáu|sau|bảy|bẩy|bay|[2-7])|t\.?\s?(?P<wd2>[2-7])"
    rf"|(?P<sunday>chu\s?nh[au]t|chua\s?nhat|cn|c\.n)|(?P<en>{'|'.join(_ENGLISH)}))(?!\w)(?!\s?h\d)"
)
_WEEKDAY = re.compile(
    rf"(?<!\w){_ORDINAL_OF}(?:{WEEK} (?P<lead>{SHIFT.replace('?P<', '?P<lead_')})(?:,| vao| thi"
    rf"| la)* )?{WEEKDAY}"
    rf"(?:,? ?(?:cua )?(?:(?P<week>{WEEK}) )?{SHIFT})?"
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


_WEEKDAYS_LISTED = re.compile(
    rf"(?<!\w){_ORDINAL_OF}(?:thứ|thư|thu|t)\s?(?P<first>[2-7])(?P<more>(?:\s?(?:,|-|va|&)\s?(?:[2-7]|cn)(?![\w/]))+)"
    rf"(?! ?(?:{MONTH_WORD}|gio|h(?!\w)|:|nguoi|buoi|tiet))(?: (?P<week>{WEEK}))?(?: {SHIFT})?"
)


def _weekdays_listed(match: re.Match[str], seen: Seen) -> Days:
    """ "thứ 2, 4, 6" from the first of these days that comes to the last; "thứ 2-6" all between."""
    days = [_WEEKDAYS[match["first"]], *(_WEEKDAYS.get(each, 6) for each in re.findall(r"[2-7]|cn", match["more"]))]
    if match["week"]:
        monday = seen.week(shift_of(match) or 0)[0]
        return monday + timedelta(days=min(days)), monday + timedelta(days=max(days))
    if "-" in match["more"]:
        first = coming(seen, days[0])
        return first, first + timedelta(days=(days[-1] - days[0]) % 7)
    found = sorted(coming(seen, day) for day in days)
    return found[0], found[-1]


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

_WEEK = re.compile(rf"(?<!\w)(?:(?P<where>cuoi|dau|giua) )?{WEEK} {SHIFT}|(?<!\w)(?P<alone>cuoi|dau|giua) {WEEK}(?!\w)")
_WHOLE_WEEK = re.compile(rf"(?<!\w)(?:trong|ca|het|nguyen) {WEEK}(?! \d)(?!\w)")
_ENGLISH_WEEK = re.compile(
    r"(?<!\w)(?P<which>this|next|last) (?P<what>week|weekend|month)(?!\w)|(?<!\w)(?P<end>weekend)(?!\w)"
)
_WEEK_ENDS = {"dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}


_SO_MANY = re.compile(rf"{UNNUMBERED}(?<!\w){NUMBER} $")


def _is_lasting(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 24) : match.start()]
    return match[0].endswith("roi") and bool(_SO_MANY.search(before))


def _week(match: re.Match[str], seen: Seen) -> Days | None:
    """Not "3 tuần rồi", which is how long something lasts."""
    if _is_lasting(match):
        return None
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
    rf"(?<!\w)(?:(?P<where>dau|giua|cuoi) )?(?:{MONTH_WORD}\s?(?P<month>{MONTH}|gieng|chap)"
    rf"|t(?P<short>1[0-2]|[89])(?=[\s/.,?]|$))"
    rf"{_YEAR}?(?! (?:ngay|buoi|nua|lan))(?: {SHIFT}| (?:năm|nam) (?:nay|(?P<later>sau|tới|toi)"
    rf"|(?P<earlier>ngoai|truoc)))?"
)
_MONTH_SHIFT = re.compile(
    rf"(?<!\w)(?:(?P<where>dau|giua|cuoi) )?{MONTH_WORD} {SHIFT}|(?<!\w)(?P<alone>cuoi|dau"
    rf"|giua) {MONTH_WORD}(?! \d)(?!\w)"
    rf"|(?<!\w)(?:trong|ca|het|nguyen) {MONTH_WORD}(?! \d)(?!\w)"
)
_MONTH_YEAR = re.compile(r"(?<!so )(?<!so: )(?<!cv )(?<!kh )(?<![\d/])(1[0-2]|0?[1-9])/(20\d\d)(?![\d/])")
_SLICE = re.compile(
    rf"(?<!\w){WEEK} (?:thứ |thu )?(?P<slice>[1-5]|mot|một|nhat|hai|ba|bon|tư|tu|dau(?: tien)?"
    rf"|cuoi(?: cung)?),? (?:cua |trong )?"
    rf"(?:{MONTH_WORD}\s?(?P<month>{MONTH}){_YEAR}?|{MONTH_WORD} {SHIFT})"
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


def _month_shift(match: re.Match[str], seen: Seen) -> Days | None:
    if _is_lasting(match):
        return None
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
    r"(?<!\w)(?<!may )(?:(?:ngay |bua )?(?:hom|bua) (?:nay|ni)|hnay|h\.nay|homnay|hom\.nay|today|tonight"
    r"|trong ngay(?! \d)"
    r"|(?<!may )(?<!cac )(?<!nhung )(?:buoi|tiet|ca) (?:hoc )?(?:này|nay))(?!\w)"
)
_TODAY_PART = re.compile(
    r"(?<!\w)(?<!cho )(?<!cho em )(?<!cho tôi )(?<!cho toi )(?<!cho minh )(?<!xin )(?<!muon )(?<!can )"
    r"(?<!phep )(?<!duoc )(?<!cau )hoi (?=(?:sáng|sang|trua|chiều|chieu)(?!\w)"
    r"(?! (?:mai|mốt|mot|kia|hom|ngay|thứ|thu|t[2-7]|cn|chu|\d|mung|0)))"
    r"|(?:(?<=sáng )|(?<=sang )|(?<=trua )|(?<=chiều )"
    r"|(?<=chieu )|(?<=tối )"
    r"|(?<=toi )|(?<=đêm )|(?<=dem )|(?<=khuya ))nay(?!\w)"
)
_NOW_HEAD = re.compile(
    r"(?:^|(?<=hoi )|(?<=vay )|(?<=oi )|(?<=oi, )|(?<=, ))nay(?= (?:có|co|em|tôi|toi|minh|hoc|di|lop|m|mn"
    r"|k|ko|may|thi|o|phai|tap|dc|nop|con) ?)"
)
_TOMORROW = re.compile(
    rf"(?<!\w)(?:(?:ngay|hom|bua|{_PARTS}) mai|mai(?! sau(?! nua)| mot| mốt| kia|[a-z])|tomorrow|tmr|nmai"
    rf"|ngmai)(?!\w)"
)
_TWO_AHEAD = re.compile(
    rf"(?<!\w)(?:(?:ngay|hom|bua|{_PARTS}) (?:mốt|mot)(?! (?:buoi|ngay|lan|tiet))|mốt|(?:ngay"
    rf"|{_PARTS}) (?:kia|kìa)"
    r"|mot(?= (?:hoc|có|co|may|tap|em|minh|di|thi)(?!\w))(?<!\w mot))(?!\w)"
)
_YESTERDAY = re.compile(rf"(?<!\w)(?:hom qua|ngay hom qua|bua qua|(?:{_PARTS}|hoi) qua|hqua|yesterday)(?!\w)")
_TWO_AGO = re.compile(rf"(?<!\w)(?:hom kia|bua kia|{_PARTS} hom kia)(?!\w)")
_THREE_AGO = re.compile(r"(?<!\w)hom kìa(?!\w)")
_SPEAKER = re.compile(r",? (?:em|e|tôi|toi|minh|con|chau|lop|có|hoc|ko|k|khong|thi|nghi)(?!\w)")
_NAMES = ("thay", "co", "cô", "chi", "ten", "ba", "bà")


def _offset(days: int) -> Rule:
    def rule(match: re.Match[str], seen: Seen) -> Days:
        day = seen.today + timedelta(days=days)
        return day, day

    return rule


def _tomorrow(match: re.Match[str], seen: Seen) -> Days | None:
    """Not when Mai is a teacher's name: "cô Mai"."""
    words = match.string[: match.start()].split()
    named = words and words[-1] in _NAMES and words[-2:-1] not in (["thay"], ["anh"])
    if match[0] == "mai" and named and not _SPEAKER.match(match.string, match.end()):
        return None
    return _offset(1)(match, seen)


_AHEAD = r"(?:kế tiep|ke tiep|tiep theo|sap (?:tới|toi|den)|tới|toi|ke|tiep|next)"
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?P<after>sau|them|trong|trong vong) )?(?:(?={NUMBER}\s?(?:ngay|hom|bua|{WEEK} nua|{MONTH_WORD} nua))"
    rf"|{UNNUMBERED})(?P<count>{NUMBER}|nua)\s?(?P<unit>ngay|hom|bua"
    rf"|{WEEK}|{MONTH_WORD}) (?:"
    rf"(?P<later>nua|sau(?! (?:khi|do)))|(?P<span>{_AHEAD})"
    r"|(?P<ago>truoc(?! (?:buoi|khi|ngay|gio|luc|moi|lich|do|bao)))|(?P<past>vua (?:qua|roi)|gan (?:day|đây"
    r"|nhat)|qua))(?!\w)"
)
_AFTER = re.compile(rf"(?<!\w)sau (?P<count>{NUMBER})\s?(?P<unit>ngay|hom|bua|{WEEK}) (?!dau)")
_AGO = re.compile(rf"(?<!\w)cach (?:day|đây) (?P<count>{NUMBER})\s?(?P<unit>ngay|hom|bua|{WEEK}|{MONTH_WORD})(?!\w)")
_WEEK_FROM_NOW = re.compile(rf"(?<!\w){WEEK} nua(?!\w)")


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


_EDGE = re.compile(
    rf"(?<!\w)(?:ngay|hom|bua) (?P<edge>dau tien|cuoi cung|chot) (?:cua |trong )?"
    rf"(?P<unit>{WEEK}|{MONTH_WORD}|năm|nam)(?:\s?(?P<month>{MONTH}))?{_YEAR}?"
    rf"(?: {SHIFT}| (?:năm|nam) (?:nay|(?P<later>sau|tới|toi)))?(?!\w)"
)


def _edge(match: re.Match[str], seen: Seen) -> Days | None:
    """The first or the last day of a week, a month or a year."""
    shift, unit = shift_of(match) or 0, match["unit"]
    year = int(match["year"]) if match["year"] else seen.today.year + 1 if match["later"] else None
    if unit[0] == "n":
        days = month_days(seen.today.year + shift, 1)[0], month_days(seen.today.year + shift, 12)[1]
    elif match["month"]:
        found = nearest_month(seen, number(match["month"]) or 0, year, shift_of(match))
        if not found:
            return None
        days = found
    else:
        days = seen.month(shift) if unit[1] == "h" else seen.week(shift)
    day = days[0] if match["edge"].startswith("dau") else days[1]
    return day, day


RULES: tuple[tuple[re.Pattern[str], Rule], ...] = (
    *FEASTS,
    (_EDGE, _edge),
    (_SLICE, _slice),
    (_WEEKDAYS_LISTED, _weekdays_listed),
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
    *YEARS,
)
