"""Dates and clocks as a document writes them: found in a text, still without the year that only the context knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from functools import lru_cache

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans import worded
from training.reading.plans.shares import is_share
from training.reading.plans.tokens import LAST, Clock, Dates, Token, Undated, Written

# all patterns read what letters.plain gives: lower case, no marks, "-" for every dash

_YEAR = r"(?:20\d\d)"
_WEEKDAY = r"(?:thu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn)"
_DAY_OF = rf"(?:\(?{_WEEKDAY}\)?\s?,?\s?(?:,|\()?\s*)"
_FULL = rf"\d{{1,2}}\s?/\s?\d{{1,2}}\s?/\s?(?:{_YEAR}|[1-4]\d)(?!\d)|\d{{1,2}}[.-]\d{{1,2}}[.-]{_YEAR}(?!\d)"
_LONG = rf"\d{{1,2}}\s*thang\s*\d{{1,2}}(?!\d)(?:\s*(?:,\s*)?(?:nam|/|-|\.)\s*{_YEAR})?"
_ALWAYS = r"(?!24\s?/\s?24\b|(?:(?<=tuc )|(?<=suot )|(?<=tro )|(?<=thuat )|(?<=truc ))24\s?/\s?7\b(?!\s?/))"
_SHORT = _ALWAYS + r"\d{1,2}\s?/\s?\d{1,2}(?!\s?/\s?[\da-z]|\d|\.\d)(?![a-z%])"
_NUMBERED = r"(?<!dot )(?<!lop )(?<!khoa )(?<!nhom )(?<!cum )(?<!dun )(?<!doan )(?<!chuyen de )(?<!khoi )(?<!noi dung )"
_BARE = rf"{_NUMBERED}(?:(?<![a-z])|(?<=ngay))\d{{1,2}}(?![\d%]|\s?[hg:.]\s?\d|\s?/)"
_ATOM = rf"(?:{_FULL}|{_LONG}|{_SHORT})"
_SAID = rf"(?:\s?[(,]?\s?{_WEEKDAY}\s?\)?)?"
_LIST = rf"(?:\s*\)?\s*(?:,|;|va|&|\+|,\s*va)\s*(?:(?:cac\s)?ngay\s*)?(?:{_DAY_OF}(?:ngay\s*)?)?)"
_UP_TO = r"(?:-+>?|den|toi|→|~|,?\s*(?:va\s*)?ket thuc(?:\s*(?:vao|luc))?)"
_TO = rf"(?:\s*{_UP_TO}\s*(?:het\s*)?(?:{_DAY_OF})?(?:ngay\s*)?(?:{_DAY_OF})?)"
_CHAIN = lazily(
    rf"(?<![\d/.,:hg-])(?<!thang )(?<!gio )(?<!gio)(?<!phut )(?:(?:{_ATOM}|{_BARE}){_SAID}(?:{_LIST}|{_TO}))*{_ATOM}"
)
_PIECE = lazily(rf"(?P<link>{_TO}|{_LIST})?(?P<date>{_ATOM}|\d{{1,2}}(?!\d))(?P<said>{_SAID})")
_NUMBERS = lazily(r"\d+")

_MONTH_X = rf"(?:thang\s*)?\d{{1,2}}(?!\d|\s?[hg]\d)(?:\s*(?:/|nam|-|\.|,\s*nam)\s*{_YEAR})?"
_MONTHS = lazily(
    rf"(?<!\d\s)(?<!\d)thang\s*(?P<chain>\d{{1,2}}(?![\d/]\d?(?!\d))(?:\s*(?:/|nam|-|\.|,\s*nam)\s*{_YEAR})?"
    rf"(?:\s*(?:,|va|&|\+|-+|den|toi)\s*(?:het\s*)?{_MONTH_X})*)(?!\s?/\s?\d)"
)
_MONTH_PIECE = lazily(
    rf"(?P<link>,|va|&|\+|-+|den|toi)?\s*(?:het\s*)?(?:thang\s*)?(?P<month>\d{{1,2}})"
    rf"(?:\s*(?:/|nam|-|\.|,\s*nam)\s*(?P<year>{_YEAR}))?"
)
_BARE_MONTH = lazily(rf"(?<![\d/])(?P<month>\d{{1,2}})\s?[/-]\s?(?P<year>{_YEAR})(?![\d/]|-[a-z])")
_ORDINAL = {
    "nhat": 1,
    "mot": 1,
    "dau": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "cuoi": 4,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_WEEK_X = (
    r"(?:thu\s*)?(?:[1-5](?!\d|\s?/\s?\d\d?\s?/)|nhat|hai|ba|tu(?!\s*(?:ngay|\d|thu|sang|chieu))|dau tien|dau|"
    r"cuoi cung|cuoi|iv|i{1,3})\b"
)
_WEEKS = lazily(
    rf"(?<!hang )(?<!moi )\btuan\s*(?:le\s*)?{_WEEK_X}(?:\s*(?:,|va|&|-|den|toi)\s*(?:het\s*)?(?:tuan\s*)?{_WEEK_X})*"
    rf"(?:\s*[,/-]?\s*(?:cua\s*)?(?:trong\s*)?\(?(?:thang\s*|t\.?(?=\d)|(?<=/))(?P<month>\d{{1,2}})(?!\d)(?:\s*(?:/|nam|-)\s*(?P<year>{_YEAR}))?\)?)?"
)
_QUARTER = lazily(
    rf"\bquy\s*(?P<first>i{{1,3}}|iv|[1-4])(?:\s*(?:,|va|-|den)\s*(?:quy\s*)?(?P<last>i{{1,3}}|iv|[1-4]))?\b"
    rf"(?:\s*(?:/|nam|-|,)\s*(?:nam\s*)?(?P<year>{_YEAR}))?"
)
_WHOLE_YEAR = lazily(rf"\b(?:ca|trong|suot)\s*nam\s*(?P<year>{_YEAR})(?!\s?-)|^\s*nam\s*(?P<only>{_YEAR})\s*$")

_MINUTES = r"(?:\s?[0-5]\d(?!\d)(?:\s*(?:phut|'|’|p\b))?|\s?ruoi\b)"
_HOUR = r"(?:[01]?\d|2[0-4])"
_CLOCK = rf"(?<![\d/]){_HOUR}\s?(?:(?:h|g|gio)(?![a-z]):?{_MINUTES}?|:[0-5]\d(?!\d))(?:\s*(?:phut|'|’))?"
_SPAN = lazily(
    rf"(?P<a>{_CLOCK})(?:\s*\(?(?:sang|chieu|toi|trua)\)?)?\s*(?:-+>?|den|toi|→|,?\s*(?:va\s*)?"
    rf"ket thuc\s*(?:luc|vao)?)\s*(?:het\s*)?(?:khoang\s*)?(?P<b>{_CLOCK})"
    rf"|(?<![\d/.])(?P<c>{_HOUR}\.[0-5]\d)\s*(?:-+|den)\s*(?P<d>{_HOUR}\.[0-5]\d)(?![\d/.])"
    rf"|(?:(?<=tu )|(?<=luc )|(?<=sang )|(?<=chieu )|(?<=toi )|(?<=\()|(?<=: ))(?P<e>{_HOUR})\s*(?:-|"
    rf"den)\s*(?P<f>{_CLOCK})"
    rf"|(?P<g>{_CLOCK})|(?<=luc )(?P<i>{_HOUR}\.[0-5]\d)(?!\d|[./]\d)"
)
_PARTS = lazily(r"\b(sang|chieu|toi|trua)\b")
_UNDATED = lazily(
    r"(?:se\s)?(?:thong bao|co thong bao|co van ban|huong dan)\s*(?:cu the\s*)?(?:chi tiet\s*)?sau\b"
    r"|theo\s*(?:(?:su\s)?(?:lich|ke hoach|kh|cv|cong van|van ban|thong bao|thoi gian|giay trieu tap|giay moi|chi dao|"
    r"huong dan|yeu cau|tien do|thuc te))\b(?!\s*(?:so\s*)?\d)(?!\s*nay)[^.;,)\n]{0,60}"
    r"|thoi gian (?:cu the )?do [^.;,\d]{2,40}? (?:tu |chu dong )+(?:sap xep|bo tri|chon|quyet dinh|lua chon|"
    r"thong nhat)"
    r"|chua xac dinh|thuong xuyen|ca nam hoc|trong nam hoc|hang nam|dot xuat"
)


def tokens_of(flat: str, *, cell: bool = False) -> list[Token]:
    """Every date and clock of a text given by letters.plain, in order, none inside another.

    In a cell of a time column bare months ("08/2022") and words for an open time count, too.
    """
    return list(_tokens(flat, cell))


_SO_MANY = r"(?P<count>\d{1,2})\s*(?P<unit>ngay|tuan)(?:\s*lam viec)?"
_COUNTED: tuple[tuple[re.Pattern[str], bool], ...] = (
    # "03 ngày, bắt đầu từ ngày", "trong vòng 2 tuần kể từ ngày": a stretch that begins there
    (
        lazily(
            rf"(?:(?:trong(?: vong| thoi gian)?|keo dai|hoc)\s*)?{_SO_MANY}\s*(?:lien tuc|lien tiep)?\s*[,(:]?\s*"
            r"(?:ke tu|tinh tu|bat dau(?: tu| vao)?|tu)\s*(?:ngay\s*)?(?:thu \w+,?\s*)?(?:ngay\s*)?$"
        ),
        True,
    ),
    # "5 ngày sau ngày", "10 ngày kể từ khi kết thúc lớp (ngày": the day so many days after it
    (
        lazily(
            rf"(?:trong(?: vong)?\s*)?{_SO_MANY}\s*(?:sau|ke tu|tinh tu)\s*(?:(?:khi|ngay (?=ket thuc|be giang|khai))"
            r"[^.;\d]{0,50})?(?:[,(]\s*)?(?:la\s*)?(?:ngay\s*)?$"
        ),
        False,
    ),
)
_BEFOREHAND = lazily(rf"(?:truoc\s*)?{_SO_MANY}\s*truoc\s*(?:khi\s[^.;\d]{{0,40}}\()?(?:ngay\s*)?$")


def _counted(flat: str, token: Dates) -> Dates:
    """With the words that count from it; a stretch written with both its ends counts nothing."""
    if token.precision is not Precision.DAY or len(token.pairs) != 1 or token.is_span:
        return token
    begin = max(0, token.start - 90)
    before = flat[begin : token.start]
    for pattern, stretch in _COUNTED:
        if found := pattern.search(before):
            days = int(found["count"]) * (7 if found["unit"] == "tuan" else 1)
            return replace(token, start=begin + found.start(), shift=(0, days - 1) if stretch else (days, days))
    if found := _BEFOREHAND.search(before):
        days = int(found["count"]) * (7 if found["unit"] == "tuan" else 1)
        return replace(token, start=begin + found.start(), shift=(-days, -days))
    return token


@lru_cache(maxsize=4096)  # lines are asked about by several readers
def _tokens(flat: str, cell: bool) -> tuple[Token, ...]:
    taken: list[Token] = []
    in_cells = (_bare_months, _years, _undated) if cell else ()
    for finder in (_weeks, _last_days, _in_words, _days, _months, _quarters, _clocks, *in_cells):
        for token in finder(flat):
            if not any(token.start < other.end and other.start < token.end for other in taken):
                taken.append(token)
    return tuple(sorted(taken, key=lambda token: token.start))


_LAST_DAY = lazily(
    rf"ngay cuoi(?: cung)?(?: cua)?\s*thang\s*(?P<month>\d{{1,2}})(?!\d)(?:\s*(?:/|nam|-)\s*(?P<year>{_YEAR}))?"
)


def _last_days(flat: str) -> Iterator[Dates]:
    for found in _LAST_DAY.finditer(flat):
        last = Written(day=LAST, month=int(found["month"]), year=int(found["year"]) if found["year"] else None)
        yield Dates(found.start(), found.end(), ((last, last),), Precision.DAY)


def _in_words(flat: str) -> Iterator[Dates]:
    for found in worded.pattern().finditer(flat):
        days = worded.days_in(found[0])
        if not days[-1][1]:
            continue  # "ngày một ngày hai" names no day
        dates = [Written(day=day, month=month, year=year) for day, month, year, _ in days]
        for at in range(len(dates) - 2, -1, -1):
            dates[at] = dates[at].completed(dates[at + 1])
        pairs: list[tuple[Written, Written]] = []
        for date, (*_, link) in zip(dates, days, strict=True):
            if pairs and link in ("-", "den", "toi") and pairs[-1][0] == pairs[-1][1]:
                pairs[-1] = (pairs[-1][0], date)
            else:
                pairs.append((date, date))
        end = found.end()
        if len(pairs) == 1 and (again := _AGAIN.match(flat, end)) and _date(again["date"]).day == dates[0].day:
            end, pairs = again.end(), [(_date(again["date"]),) * 2]
        yield Dates(found.start(), end, tuple(pairs), Precision.DAY)


_AGAIN = lazily(rf"\s*\(\s*(?:ngay\s*)?(?P<date>{_FULL}|{_SHORT})\s*\)")  # the same day in figures


def _days(flat: str) -> Iterator[Dates]:
    for chain in _CHAIN.finditer(flat):
        if not is_share(flat, chain.start(), chain.end()):
            yield from _chained(flat, chain.start(), chain.end())


def _chained(flat: str, start: int, end: int) -> Iterator[Dates]:
    pieces = [found for found in _PIECE.finditer(flat, start, end)]
    dates = [_date(found["date"]) for found in pieces]
    for at in range(len(dates) - 2, -1, -1):
        dates[at] = dates[at].completed(dates[at + 1])
    pairs: list[tuple[Written, Written]] = []
    weekdays: list[tuple[int, int]] = []
    for found, date in zip(pieces, dates, strict=True):
        ranged = pairs and found["link"] and re.match(r"\s*(?:-|den|toi|→|~|,?\s*(?:va\s*)?ket thuc)", found["link"])
        if ranged and pairs[-1][0] == pairs[-1][1]:
            pairs[-1] = (pairs[-1][0], date)
        else:
            pairs.append((date, date))
        said = weekday_said(
            flat[max(start if found.start() > start else 0, found.start("date") - 22) : found.start("date")],
            found["said"],
        )
        if said is not None and pairs[-1][0] == pairs[-1][1]:
            weekdays.append((len(pairs) - 1, said))
    if pairs:
        several = re.match(rf"\W{{0,3}}{_WEEKDAY}\W{{1,3}}(?:va )?{_WEEKDAY}\b", flat[end : end + 30])
        tail = None if several else weekday_said("", flat[end : end + 16])
        if tail is not None and not weekdays and pairs[-1][0] == pairs[-1][1]:
            weekdays.append((len(pairs) - 1, tail))
        yield _counted(flat, Dates(start, end, tuple(pairs), Precision.DAY, tuple(weekdays)))


def weekday_said(before: str, after: str) -> int | None:
    """The weekday named right before or right after a date: 0 for Monday."""
    found = re.search(rf"({_WEEKDAY})\s?\)?\s?,?\s?\(?\s*(?:ngay\s*)?$", before) or re.match(
        rf"\s?[(,]?\s?({_WEEKDAY})\b(?!\.\s*\w)", after
    )  # "CN. Nguyễn" is a degree
    return _weekday(found[1]) if found else None


def _weekday(name: str) -> int | None:
    if name in ("cn", "chu nhat"):
        return 6
    words = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
    last = name.removeprefix("thu").strip()
    return words.get(last, int(last[-1]) - 2 if last[-1:].isdecimal() else 0)


def weekdays_in(flat: str) -> list[int]:
    """Every weekday that a text names, for weekly repeats."""
    named = re.findall(r"\bthu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])\b|\bchu nhat\b|\bt[2-7]\b", flat)
    more = re.findall(r"\bthu\s?[2-7](?:\s?(?:,|va|-)\s?(?:thu\s?)?[2-7])+", flat)
    found = [day for name in named if (day := _weekday(name)) is not None]
    found += [int(figure) - 2 for group in more for figure in re.findall(r"[2-7]", group)]
    return sorted(set(found))


def _date(text: str) -> Written:
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    day, month = numbers[0], numbers[1] if len(numbers) > 1 else None
    year = numbers[2] if len(numbers) > 2 else None
    if year is not None and year < 100:
        year += 2000
    return Written(day=day, month=month, year=year)


def _months(flat: str) -> Iterator[Dates]:
    for found in _MONTHS.finditer(flat):
        start = found.start("chain")
        pieces = list(_MONTH_PIECE.finditer(flat, start, found.end("chain")))
        months = [Written(month=int(p["month"]), year=int(p["year"]) if p["year"] else None) for p in pieces]
        if any(not 1 <= (month.month or 0) <= 12 for month in months):
            continue
        for at in range(len(months) - 2, -1, -1):
            months[at] = months[at].completed(months[at + 1])
        yield Dates(found.start(), found.end(), _month_pairs(pieces, months), Precision.MONTH)


def _month_pairs(pieces: list[re.Match[str]], months: list[Written]) -> tuple[tuple[Written, Written], ...]:
    """A range is one pair; months that follow each other in a list are one stretch."""
    pairs: list[tuple[Written, Written]] = []
    for piece, month in zip(pieces, months, strict=True):
        link = (piece["link"] or "").strip()
        follows = bool(pairs) and (month.month or 0) == (pairs[-1][1].month or 0) % 12 + 1
        if pairs and (link.startswith(("-", "den", "toi")) or follows):
            pairs[-1] = (pairs[-1][0], month)
        else:
            pairs.append((month, month))
    return tuple(pairs)


def _bare_months(flat: str) -> Iterator[Dates]:
    for found in _BARE_MONTH.finditer(flat):
        if 1 <= int(found["month"]) <= 12:
            month = Written(month=int(found["month"]), year=int(found["year"]))
            yield Dates(found.start(), found.end(), ((month, month),), Precision.MONTH)


def _weeks(flat: str) -> Iterator[Dates]:
    for found in _WEEKS.finditer(flat):
        head = flat[found.start() : found.start("month") if found["month"] else found.end()]
        numbers = [_ordinal(word) for word in re.findall(r"\b(?:[1-5]|nhat|hai|ba|tu|dau|cuoi|iv|i{1,3})\b", head)]
        if not numbers:
            continue
        month, year = (int(found[name]) if found[name] else None for name in ("month", "year"))
        first, last = (Written(week=min(number, 4), month=month, year=year) for number in (numbers[0], numbers[-1]))
        yield Dates(found.start(), found.end(), ((first, last),), Precision.WEEK)


def _ordinal(word: str) -> int:
    return int(word) if word.isdecimal() else _ORDINAL[word]


def _quarters(flat: str) -> Iterator[Dates]:
    for found in _QUARTER.finditer(flat):
        first = _ordinal(found["first"])
        last = _ordinal(found["last"]) if found["last"] else first
        year = int(found["year"]) if found["year"] else None
        pair = (Written(month=first * 3 - 2, year=year), Written(month=last * 3, year=year))
        yield Dates(found.start(), found.end(), (pair,), Precision.MONTH)


def _years(flat: str) -> Iterator[Dates]:
    for found in _WHOLE_YEAR.finditer(flat):
        year = int(found["year"] or found["only"])
        yield Dates(
            found.start(), found.end(), ((Written(month=1, year=year), Written(month=12, year=year)),), Precision.MONTH
        )


def _undated(flat: str) -> Iterator[Undated]:
    for found in _UNDATED.finditer(flat):
        yield Undated(found.start(), found.end())


def undated_in(flat: str) -> bool:
    """Whether a text says that its time is still to be announced."""
    return bool(_UNDATED.search(flat))


def _clocks(flat: str) -> Iterator[Clock]:
    yield from _clocks_in_words(flat)
    for found in _SPAN.finditer(flat):
        first = found["a"] or found["c"] or found["e"] or found["g"] or found["i"]
        last = found["b"] or found["d"] or found["f"]
        if not _is_clock(flat, found, first):
            continue
        part = _part_near(flat, found.start(), found.end())
        begins, ends = _time(first, part), _time(last, part if not last or _hour(last) < 12 else None)
        if begins and ends and ends < begins and part and _hour(first) < _hour(last or first):
            begins = _time(first, None)
        if begins:
            yield Clock(found.start(), found.end(), begins, ends)


def _clocks_in_words(flat: str) -> Iterator[Clock]:
    """ "từ tám giờ đến mười giờ rưỡi": announced, or with its part of the day; else it is a length of time."""
    for found in worded.hours().finditer(flat) if " gio" in flat else ():
        part = _part_near(flat, found.start(), found.end())
        before = flat[max(0, found.start() - 12) : found.start()]
        if part is None and not found["b"] and not re.search(r"(?:\bluc|\btu|\bvao|\btruoc|:)\s*$", before):
            continue
        begins = _time(worded.clock_in_figures(found["a"]), part)
        ends = _time(worded.clock_in_figures(found["b"]) if found["b"] else None, part)
        if begins:
            yield Clock(found.start(), found.end(), begins, ends)


def _is_clock(flat: str, found: re.Match[str], first: str) -> bool:
    """ "8 giờ" alone may be a length of time; a clock is announced or goes on with a day."""
    if found["g"] is None or not re.fullmatch(r"\d{1,2}\s?gio", first.strip()):
        return True
    before, after = flat[max(0, found.start() - 12) : found.start()], flat[found.end() : found.end() + 12]
    return bool(re.search(r"(?:luc|tu|vao|truoc|den|:|sang|chieu|toi)\s*$", before)) or bool(
        re.match(r"\s*,?\s*(?:ngay|sang|chieu|toi|thu|\()", after)
    )


def _part_near(flat: str, start: int, end: int) -> str | None:
    after = re.match(r"\s*\(?(sang|chieu|toi|trua)\b", flat[end : end + 10])
    if after:
        return after[1]
    before = re.search(r"\b(sang|chieu|toi|trua)\b[^.;\d]{0,14}$", flat[max(0, start - 24) : start])
    return before[1] if before else None


def _hour(text: str) -> int:
    found = _NUMBERS.search(text)
    return int(found[0]) if found else 0


def _time(text: str | None, part: str | None) -> time | None:
    if text is None:
        return None
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 30 if "ruoi" in text else 0
    if (part == "chieu" and 1 <= hour <= 6) or (part == "toi" and 5 <= hour <= 11):
        hour += 12
    if hour == 24 and minute == 0:
        return time(23, 59)  # the end of the day
    return time(hour, minute) if hour < 24 and minute < 60 else None
