"""Dates with a day in numbers: 10/12, 10-12/12/2022, ngày 10 và 11, mười bảy tháng mười hai.

Dates in words are first written over by digits in the same room, filled up with \\x01, so that positions stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from training.reading.numerals import MONTH, NUMBER, WORD, number
from training.reading.seen import NUMBERED, UNNUMBERED, Days, S, Seen, dated, day_of_month

TO = r"(?:->|→|-|~|(?:cho )?(?:den|tới|toi|đến)(?: het)?(?: (?:ngay|hom|mung|mong))?|sang ngay)"
_AND = rf"(?:,{S}*va|,|;|va|voi|&|\+|hay|hoac)"
_ON = r"(?:(?:ngay|sáng|sang|chiều|chieu|tối|toi) )?"
_DAY_WORD = r"(?:ngay|mung|mong|hom|bua)"
_SEP = rf"{S}?[/.\-]{S}?"
_WORDED = re.compile(
    rf"(?<![\w/])(?<!tuần )(?<!tuan )(?<!thứ )(?<!thu ){UNNUMBERED}(?P<day>\d{{1,2}}"
    rf"|{WORD}(?: {WORD}){{0,2}}) ?(?:tháng|thang)\s?"
    rf"(?:(?P<month>{MONTH})(?:\s?(?:,? ?(?:năm|nam) |/) ?(?P<year>\d{{4}}|hai nghin [\w ]{{5,25}}?(?=$"
    rf"|[.,;?])))?"
    r"|(?P<this>này|nay)|(?P<next>sau|tới|toi)|(?P<prev>truoc|roi))(?!\w)(?! (?:buoi|ngay|lan)(?!\w))"
)
_ISO = re.compile(r"(?<!\d)(20\d\d|19\d\d)-(\d{1,2})-(\d{1,2})(?!\d)")
_FULL = re.compile(
    rf"(?<![\d/.])(?P<d>\d{{1,2}})(?P<sep>{_SEP})(?P<m>\d{{1,2}})(?:{_SEP}(?P<y>\d{{4}})|(?P=sep)(?P<yy>\d\d))(?![\d/])"
)
_SPAN = re.compile(
    rf"(?<![\d/:.hg])(?P<d1>\d{{1,2}})(?:[/.](?P<m1>\d{{1,2}}))?(?:[/.](?P<y1>\d{{4}}|\d\d))?{S}*{TO}{S}*"
    rf"(?P<d2>\d{{1,2}}){S}?[/.]{S}?(?P<m2>\d{{1,2}})(?:{S}?[/.]{S}?(?P<y2>\d{{4}}|\d\d))?(?![\d/h])"
)
_LIST = re.compile(
    rf"(?<![\d/:.hg])(?P<days>(?:\d{{1,2}}{S}*{_AND}{S}*{_ON})+|(?<=ngay )(?:\d{{1,2}} ){{1,6}})"
    rf"(?P<d>\d{{1,2}}){S}?[/]{S}?(?P<m>\d{{1,2}})"
    rf"(?:{S}?/{S}?(?P<y>\d{{4}}|\d\d))?(?![\d/])"
)
_SHORT = re.compile(rf"(?<![\d/.,:])(\d{{1,2}}){S}?/{S}?(\d{{1,2}})(?![\d/]|\.\d)")
_LOOSE = re.compile(
    rf"(?<!\w)(?:{_DAY_WORD}|sáng|sang|chiều|chieu|tối|toi|t[2-7]|cn|nhat|bảy|bay"
    rf"|mai) ?(\d{{1,2}})[.\-](\d{{1,2}})(?![\d/.]|-\d)"
)
_DAYS = re.compile(
    rf"(?<!\w)(?:(?:tu )?(?:cac |cac hom |trong )?{_DAY_WORD}) ?(?P<a>{NUMBER})"
    rf"(?:(?:{S}*(?P<to>{TO})|{S}*(?P<and>{_AND})){S}*(?:{_DAY_WORD} )?(?P<b>{NUMBER}))?"
    r"(?! ?(?:(?:ngay )?tet|am lich|tháng|thang|nua|ke tiep|tiep theo|tới|h\d?|gio|g|%|buoi|tiet|lan|nguoi|dot"
    r"|phut|/)(?![a-z]))(?!,?\d)"
)
_PLAIN_SPAN = re.compile(
    r"(?<!\w)(?:từ|tu) (\d{1,2}) ?(?:-|den|tới|toi) ?(?:ngay )?(\d{1,2})(?! ?(?:h|g|gio|gi|tuoi|nguoi|phut"
    r"|/|\.|:|\d|tiet|buoi|mo|trieu))"
)
_ROW = re.compile(
    rf"(?<!\w)ngay (?P<days>\d{{1,2}}(?:(?:{S}*{_AND}{S}*| )\d{{1,2}}){{1,6}})(?![\d/.:])"
    r"(?! ?(?:tháng|thang|h\d?|g|gio|%|buoi|tiet|lan|nguoi|dot|phut|ngay|den|toi|tới|-)(?![a-z]))"
)
_AMOUNT_BEFORE = re.compile(r"(?:(?<![\dhg:.])\d{1,2}|moi|may|bao nhieu|hang|nua) $")
_NAMED_BEFORE = re.compile(rf"(?:{NUMBERED}|module|modul) (?:so )?\d{{1,3}} $")
_ONLY = re.compile(r"^\W*(\d{1,2})\.(\d{1,2})\W*$")
# what stands before a fraction that is no date: lớp 5/2, phòng 3/4, đạt 8/10
_NO_DATE_BEFORE = re.compile(
    r"(?:duong|pho|hoi truong|quang truong|lop|phong|khoi|to|so|diem|dat|duoc|mo dun|module|modul|ti le|ty le|hem"
    r"|ngo|kiet|hoan thanh|xong|bai|ke hoach|kh|qd|cv|tt|nd|nq)"
    r" ?(?:la )?$"
)
_NO_DATE_AFTER = re.compile(
    r" ?(?:diem|buoi(?! (?:sáng|sang|trua|chiều|chieu|tối|toi))|bai|mo dun|module"
    r"|nguoi|tiet|%|gio|phan|noi dung|hoc vien|-?[a-z]*/(?:kh|qd|tt|nd"
    r"|cv))(?!\w)"
)
_SO_MANY_BUOI = re.compile(r"(?<!\w)(?:\d|hai|ba|bon|cac|nhung|may) buoi $")
_COUNT_BEFORE = re.compile(rf"(?:(?:{NUMBERED}|module|modul|tuần|tuan) (?:thứ |thu |so )?|(?<!\w)(?:thứ|thu|t) ?)$")


@dataclass(frozen=True, slots=True)
class Dated:
    """Days written in numbers in text[start:end] of the pattern form. days None: no such day (31/02)."""

    start: int
    end: int
    days: Days | None
    year_given: bool = False


def digits_for_words(text: str, seen: Seen) -> str:
    """The same text, as long as before, with "mười bảy tháng mười hai" as 17/12."""
    return _WORDED.sub(lambda match: _in_digits(match, seen), text) if "thang" in text or "tháng" in text else text


# "ngày 2 tháng sau" is a day, "2 tháng sau" is how many months
_DAY_BEFORE = re.compile(rf"(?:{_DAY_WORD}|sáng|sang|chiều|chieu|tối|toi|{TO}|{_AND}) $")


def _in_digits(match: re.Match[str], seen: Seen) -> str:
    day = number(match["day"])
    month, year = number(match["month"]) if match["month"] else None, _year(match["year"])
    if not match["month"]:
        if day and day < 10 and not match["this"] and not _DAY_BEFORE.search(match.string[: match.start()][-8:]):
            return match[0]
        first = seen.month(0 if match["this"] else 1 if match["next"] else -1)[0]
        month, year = first.month, first.year
    short = f"{day}/{month}/{year}" if year else f"{day}/{month}"
    room = len(match[0])
    if day is None or month is None or len(short) > room:
        return match[0]
    return short.ljust(room, "\x01")


def _year(text: str | None) -> int | None:
    if text is None or text.isdigit():
        return int(text) if text else None
    tail = re.sub(r"^hai nghin (?:khong tram |le |linh )*", "", text)
    value = number(tail)
    return 2000 + value if value is not None else None


def numeric_dates(text: str, seen: Seen) -> Iterator[Dated]:
    """Every date in numbers, longest forms first; what is found must be blanked by the caller between forms."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            yield from read(match, seen)


def _is_no_date(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 16) : match.start()]
    return bool(_NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(match.string, match.end()))


def _whole(match: re.Match[str], day: date | None, year_given: bool = False) -> Iterator[Dated]:
    yield Dated(match.start(), match.end(), (day, day) if day else None, year_given)


def _iso(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    return _whole(match, dated(seen, int(match[3]), int(match[2]), int(match[1])), True)


def _full(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    return _whole(match, dated(seen, int(match["d"]), int(match["m"]), int(match["y"] or match["yy"])), True)


def _span(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    year = int(match["y2"]) if match["y2"] else None
    last = dated(seen, int(match["d2"]), int(match["m2"]), year)
    before = match.string[max(0, match.start() - 16) : match.start()]
    if _is_no_date(match) or (last is None and not match["m1"]) or (not match["m1"] and _COUNT_BEFORE.search(before)):
        return
    month = int(match["m1"] or match["m2"])
    first_year = int(match["y1"]) if match["y1"] else last.year if last else None
    first = dated(seen, int(match["d1"]), month, first_year)
    if first and last and first > last and not match["y1"] and month > last.month:
        first = dated(seen, int(match["d1"]), month, last.year - 1)
    yield Dated(match.start(), match.end(), (first, last) if first and last else None, bool(year))


def _list(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    before = match.string[max(0, match.start() - 16) : match.start()]
    if _COUNT_BEFORE.search(before) and not _SO_MANY_BUOI.search(before):
        return
    month, year = int(match["m"]), int(match["y"]) if match["y"] else None
    for each in re.finditer(r"\d{1,2}", match["days"]):
        begin = match.start() + each.start()
        day = dated(seen, int(each[0]), month, year)
        yield Dated(begin, begin + len(each[0]), (day, day) if day else None, bool(year))
    day = dated(seen, int(match["d"]), month, year)
    yield Dated(match.start("d"), match.end(), (day, day) if day else None, bool(year))


def _short(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    day, month = int(match[1]), int(match[2])
    said_day = bool(re.search(rf"{_DAY_WORD} ?$", match.string[: match.start()]))
    if not said_day and ((day, month) == (24, 7) or _is_no_date(match)):
        return iter(())
    return _whole(match, dated(seen, day, month, None))


def _only(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    return _whole(match, dated(seen, int(match[1]), int(match[2]), None))


def _loose(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    """ "ngày 10-12" is 10/12; "ngày 13-17" is left to the spans of days."""
    day = dated(seen, int(match[1]), int(match[2]), None)
    return _whole(match, day) if day else iter(())


def _days(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    first = number(match["a"])
    if first is None or not 1 <= first <= 31 or _is_counting(match) or match["a"] in ("mốt", "mot"):
        return
    day = day_of_month(seen, first)
    last = number(match["b"]) if match["b"] else None
    if day is None or (last is not None and not 1 <= last <= 31):
        return
    if last is None:
        yield from _whole(match, day)
        return
    later = dated(seen, last, day.month, day.year) if last >= first else day_of_month(Seen(day), last)
    if match["to"] and later:
        yield Dated(match.start(), match.end(), (day, later))
    elif later:
        yield Dated(match.start(), match.end("a"), (day, day))
        yield Dated(match.start("b"), match.end("b"), (later, later))


def _is_counting(match: re.Match[str]) -> bool:
    """ "7 ngày 2 đêm", "mỗi ngày 2 buổi", "ngày thứ 2": a number of something, not a day's number."""
    before = match.string[max(0, match.start() - 16) : match.start()]
    return bool(_AMOUNT_BEFORE.search(before)) and not _NAMED_BEFORE.search(before)


def _row(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    """ "ngày 10 11 12", "ba ngày 10, 11 và 12": each of them, when they go up."""
    said = [int(each) for each in re.findall(r"\d+", match["days"])]
    first = day_of_month(seen, said[0])
    if not first or sorted(set(said)) != said:
        return
    for each in re.finditer(r"\d+", match["days"]):
        day = dated(seen, int(each[0]), first.month, first.year)
        begin = match.start("days") + each.start()
        yield Dated(begin, begin + len(each[0]), (day, day) if day else None)


def _plain_span(match: re.Match[str], seen: Seen) -> Iterator[Dated]:
    first, last = int(match[1]), int(match[2])
    day = day_of_month(seen, first) if 1 <= first < last <= 31 else None
    later = dated(seen, last, day.month, day.year) if day else None
    if day and later:
        yield Dated(match.start(), match.end(), (day, later))


_FORMS = (
    (_ISO, _iso),
    (_SPAN, _span),
    (_LIST, _list),
    (_FULL, _full),
    (_SHORT, _short),
    (_LOOSE, _loose),
    (_ONLY, _only),
    (_ROW, _row),
    (_DAYS, _days),
    (_PLAIN_SPAN, _plain_span),
)
