"""Weekly repeats: the weekdays that something is on, and which of its hours belong to which of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from training.reading.lazily import lazily
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import weekdays_in

_DAY = r"(?:thu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])(?!\w)|t[2-7]\b|chu nhat|cn\b)"
_PART = r"(?:(?:buoi )?(?:sang|chieu|toi)\s+)"
_WEEKLY = lazily(
    rf"\b(?:hang|moi) tuan\b|\b(?:hang|moi|cac|nhung)\s+{_PART}?(?:ngay )?{_DAY}|\b{_DAY} (?:cac|cua moi) tuan\b|"
    r"\bdinh ky\b|\b(?:cac|nhung) (?:ngay )?cuoi tuan\b"
)
_EVERY_OTHER = lazily(r"\b(?:cach tuan|(?:hai|2|02) tuan (?:mot|1|01) (?:lan|buoi)|tuan cach tuan)\b")
_RANGE = lazily(rf"\b(?P<first>{_DAY})\s*(?:-+|den|toi)\s*(?P<last>{_DAY}|[2-7]\b)(?!\s*,?\s*(?:\(\s*)?(?:ngay\s*)?\d)")
_WEEKEND = lazily(r"\b(?:ngay )?cuoi tuan\b")
_OF_A_DATE = lazily(rf"\b{_DAY}\s*[,(]?\s*(?:ngay\s*)?(?=\d{{1,2}}\s?[/.-]\s?\d)")
_BUT = lazily(r"\b(?:tru|ngoai tru|khong ke)\b")
_SHORTEST = 6  # days
_LONGEST = 370


def is_weekly(flat: str) -> bool:
    """Whether a text, folded, says that something is again every week."""
    return _WEEKLY.search(flat) is not None or _EVERY_OTHER.search(flat) is not None


def weekdays_named(flat: str) -> list[int]:
    """Weekdays of a text, Monday 0: each by its name, all from one to another, or those of the weekend."""
    flat = _OF_A_DATE.sub(" ", flat)
    named = set(weekdays_in(re.sub(r"\bcn\b(?!\.)", "chu nhat", flat)))
    for found in _RANGE.finditer(flat):
        first, last = weekdays_in(f"{found['first']} "), weekdays_in(_with_word(found["last"]))
        if first and last and first[0] < last[0]:
            named.update(range(first[0], last[0] + 1))
    return sorted(named) or ([5, 6] if _WEEKEND.search(flat) else [])


def _with_word(day: str) -> str:
    return f"thu {day}" if day.isdecimal() else day.replace("cn", "chu nhat")


def weekdays_of(flat: str, dates: Dates, clocks: Sequence[Clock]) -> list[int]:
    """On which weekdays of a stretch of days a sentence has its lessons; none where it has them on all days."""
    if not clocks:  # what is weekly in another clause is something else
        begin = flat.rfind(";", 0, dates.start) + 1
        flat = flat[begin : end if (end := flat.find(";", dates.end)) >= 0 else len(flat)]
    if is_weekly(flat):
        return weekdays_named(flat)
    # "Tối thứ 2, 4, 6 (19h00 - 21h00), từ 14/4 đến 25/4": weekdays that belong to no single date
    if not clocks or not dates.is_span or len(dates.pairs) > 1:
        return []
    following = min((clock.start for clock in clocks if clock.start >= dates.end), default=dates.end)
    behind = flat[dates.end : following]
    return weekdays_named(_LED_TO.sub("", flat[: dates.start])) or (
        weekdays_named(behind) if _RANGE.search(behind) or ("(" not in behind and only_weekdays(behind)) else []
    )


_LED_TO = lazily(r"\b(?:tu|den)\s+(?:het\s+)?(?:ngay\s+)?(?:thu \w+|chu nhat|t\d|cn)[\s,(]*(?:ngay\s*)?$")


def each_week(flat: str, first: date, last: date, weekdays: Sequence[int]) -> list[date]:
    """The days of a stretch on these weekdays, every other week where the sentence says so; none of a short one."""
    if not weekdays or not _SHORTEST <= (last - first).days <= _LONGEST:
        return []
    days = [day for day in _days(first, last) if day.weekday() in weekdays]
    if days and _EVERY_OTHER.search(flat):
        begin = days[0] - timedelta(days=days[0].weekday())
        return [day for day in days if (day - begin).days // 7 % 2 == 0]
    return days


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def hours_on(flat: str, clocks: Sequence[Clock], weekday: int) -> list[Clock]:
    """The hours of one weekday: "tối thứ Ba 19h30 - 21h00, sáng thứ Bảy 8h00 - 11h00"; all, where none is apart."""
    own = (_named_before(flat, clocks) or _named_behind(flat, clocks)) if clocks else []
    return [clock for clock, days in zip(clocks, own, strict=True) if weekday in days] if own else list(clocks)


def _named_before(flat: str, clocks: Sequence[Clock]) -> list[list[int]]:
    """The weekdays before each of the hours; hours without any go on with those of the hours before."""
    begins = [0, *(clock.end for clock in clocks)]
    words = [_words(flat, begin, clock.start) for begin, clock in zip(begins, clocks, strict=False)]
    named = [weekdays_named(piece) for piece in words]
    if not named or not named[0]:
        return []
    for at in range(1, len(named)):
        without = named[at] if _BUT.search(words[at]) else []
        named[at] = [day for day in named[at - 1] if day not in without] if without else named[at] or named[at - 1]
    return named


def _named_behind(flat: str, clocks: Sequence[Clock]) -> list[list[int]]:
    ends = [*(clock.start for clock in clocks[1:]), len(flat)]
    named = [weekdays_named(_words(flat, clock.end, end)) for clock, end in zip(clocks, ends, strict=True)]
    return named if all(named) else []


def _words(flat: str, begin: int, end: int) -> str:
    return flat[begin:end] if begin < end else ""


def beside(flat: str, dates: Dates, line: str) -> tuple[str, Dates]:
    """A sentence before the line whose days its hours are those of, and the place of these days in the whole."""
    shift = len(flat) + 2
    return f"{flat}; {line}", replace(dates, start=dates.start + shift, end=dates.end + shift)


def only_weekdays(flat: str) -> bool:
    """Whether a line tells weekdays and nothing else: "Lịch học: tối thứ Ba và thứ Năm hằng tuần"."""
    return bool(weekdays_named(flat)) and _ONLY.fullmatch(flat) is not None


_ONLY = lazily(
    rf"(?:\W|(?:{_DAY}|\d|sang|chieu|toi|buoi|ca|cac|moi|hang|ngay|tuan|hoc|va|vao|tu|den|trong|cuoi|cach|lan|"
    r"truc tiep|truc tuyen|tap trung|tap huan|thoi gian|lich|lop|hoc vien|giao vien|"
    r"dinh ky|duoc|to chuc|dien ra|bo tri|du kien|la|gom)"
    r"(?!\w))*"
)
