"""Days named by their place in a stretch: "Ngày thứ hai" of three days, "Thứ Năm" of a week told above."""

from __future__ import annotations

from datetime import date, timedelta

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.letters import plain
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of, weekdays_in
from training.reading.plans.years import NoSuchDay, Years, resolved

_ORDINALS = {"nhat": 1, "mot": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7}
_NTH = lazily(
    r"\W*(?P<words>ngay\s+(?:hoc\s+)?(?:thu\s+(?P<word>nhat|hai|ba|tu|nam|sau|bay)|(?P<first>dau)(?: tien)?|"
    r"(?P<figure>[1-9]))"
    r"(?!\s*[/.-]?\s*\d|\s*thang|\s*[,(]\s*(?:ngay\s*)?\d{1,2}\s*/))\b"
)
_WEEKDAY = lazily(
    r"\W*(?:(?:sang|chieu|toi)\s+)?(?P<words>thu\s?(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])(?![\w/])"
)
_LONGEST = 31
_AROUND_DAY = lazily(
    r"(?:\W|(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|ngay(?: hoc)?(?: thu (?:nhat|\w+)| [1-9])?|"
    r"sang|chieu|toi|ca ngay|buoi(?: hoc)?(?: thu (?:nhat|\w+)| \d{1,2})?|tuan(?: thu (?:nhat|\w+)| \d{1,2})?|"
    r"va|tu|den|het|vao|cac|trong)(?!\w))*"
)


def is_day_alone(flat: str) -> bool:
    """Whether a folded line tells a day or a stretch of days and nothing else."""
    if len(flat) > 80:
        return False
    tokens = tokens_of(flat)
    if not all(isinstance(token, Dates) and token.precision in (Precision.DAY, Precision.WEEK) for token in tokens):
        return False
    rest = flat
    for token in reversed(tokens):
        rest = f"{rest[: token.start]} {rest[token.end :]}"
    named = bool(tokens) or (flat.rstrip().endswith(":") and bool(_NTH.match(flat) or _WEEKDAY.match(flat)))
    return named and is_day_words(rest)


def is_day_words(flat: str) -> bool:
    """Whether folded words only name a part of the day, a weekday or a day by its number: "Tối thứ Tư"."""
    return _AROUND_DAY.fullmatch(flat) is not None


def tells_one_day(flat: str) -> bool:
    """Whether the days of a folded line are no stretch."""
    return not any(isinstance(token, Dates) and token.is_span for token in tokens_of(flat))


def day_words(text: str) -> tuple[int, int, int | None] | None:
    """Where a line without a date names a day of a stretch, and which one it is; None as its number for a weekday."""
    flat = plain(text)
    if any(isinstance(token, Dates) for token in tokens_of(flat)):
        return None
    if found := _NTH.match(flat):
        figure = found["figure"]
        number = int(figure) if figure else _ORDINALS[found["word"] or found["first"]]
        return found.start("words"), found.end("words"), number
    if found := _WEEKDAY.match(flat):
        return found.start("words"), found.end("words"), None
    return None


def day_of_stretch(dates: Dates, years: Years, number: int | None, words: str) -> date | None:
    """The day meant, when the stretch holds it; a weekday is told only by a stretch of a week."""
    try:
        spans = [found for pair in dates.pairs if (found := resolved(*pair, years))]
    except NoSuchDay:
        return None
    days = [
        first + timedelta(days=at)
        for first, last in spans
        if 0 <= (last - first).days < _LONGEST
        for at in range((last - first).days + 1)
    ]
    if number is not None:
        return days[number - 1] if len(days) > 1 and number <= len(days) <= 10 else None
    named = weekdays_in(plain(words)) or ([6] if plain(words) == "cn" else [])
    meant = [day for day in days if day.weekday() in named]
    return meant[0] if len(meant) == 1 and len(days) <= 7 else None
