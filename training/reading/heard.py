"""A stretch of a message with all that speaks in it: its words, times, ideas, and what the rules make of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from training.plan import ZONE
from training.reading.dates import Found, times_in
from training.reading.evidence import ENOUGH, ideas_in, weigh
from training.reading.topics import topic_in
from training.reading.vietnamese import fold

WORDS = re.compile(r"[a-z0-9]+|%")
POLITE = frozenset(("greeting", "thanks"))
_CODE = re.compile(r"(?<![\w/.,:-])\d{4,6}(?![\w/:-]|[.,]\d)")
_BESIDE_CODE = frozenset(("so", "la", "ma", "code", "nhap", "kday", "ne", "nha", "nhe", "a", "voi", "thay", "co"))
_DIGITS = 4  # of the codes on the screen; another number alone is a bare number
# two words that their marks alone tell from dạy (teach) and bạn (you)
_HERE = re.compile(r"(?<!\w)đ[âấ]y(?!\w)")
_SCHOOL_CLASS = re.compile(r"(?<!\w)lop \d{1,2} ?[a-h]\d{0,2}(?!\w)")
_BUSY = re.compile(r"(?<!\w)bận(?!\w)")


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of a message with all that speaks in it."""

    form: str
    words: tuple[str, ...]
    times: list[Found]
    ideas: set[str]
    weights: dict[str, float]
    code: str | None
    topic: str | None

    @property
    def best(self) -> str:
        return self.ranked[0][1] if self.ranked else "out_of_scope"

    @property
    def ranked(self) -> list[tuple[float, str]]:
        return sorted(((weight, name) for name, weight in self.weights.items() if weight >= ENOUGH), reverse=True)


# "ba ngày 10, 11 và 12": their number and all but one of them say nothing more of what is asked
_DAYS_IN_A_ROW = re.compile(
    r"(?:(?<!\w)(?:cac|nhung|[2-7]|hai|ba|bon|nam|sau|bay)(?: ngay| hom| bua)(?=[ ]+0time))?"
    r"[ ]+0time(?:[ ]*(?:,|va|,[ ]*va|&|\+)?[ ]+0time)*[ ]+"
)


def hear(form: str, now: datetime, topics: Sequence[str]) -> Heard:
    times = times_in(form, now)
    words = tuple(WORDS.findall(fold(_HERE.sub("kday", _without(form, times)))))
    ideas = ideas_in(words) | _shape(words, times, now) | ({"BUSY"} if _BUSY.search(form) else set())
    code = _code(form, words, ideas)
    topic = topic_in(form, topics)
    ideas |= {"SCHOOL_CLASS"} if _SCHOOL_CLASS.search(form) else set()
    ideas |= ({"CODE"} if code else set()) | ({"MODULE"} if topic else set())
    return Heard(form, words, times, ideas, weigh(ideas), code, topic)


def _without(form: str, times: list[Found]) -> str:
    """The form with a sign for each time in it, so that "tuần tới" is not heard as "tới". Days in a row are one."""
    pieces: list[str] = []
    last = 0
    for item in sorted(times, key=lambda item: (item.start, -item.end)):
        if item.start >= last:
            pieces += (form[last : item.start], " 0time " if item.first or item.clock else " 0part ")
            last = item.end
    return _DAYS_IN_A_ROW.sub(" 0time ", "".join(pieces) + form[last:])


def _shape(words: tuple[str, ...], times: list[Found], now: datetime) -> set[str]:
    shape = {"SHORT"} if len(words) <= 4 else {"LONG"} if len(words) > 8 else set()
    if any(item.first for item in times):
        shape.add("DATE")
    today = now.astimezone(ZONE).date()
    if any(item.first and item.first > today for item in times):
        shape.add("AHEAD")
    if any(item.last and item.last < today for item in times):
        shape.add("PAST")
    if any(item.clock for item in times):
        shape.add("CLOCK")
    if any(item.part for item in times):
        shape.add("PART")
    return shape


def _code(form: str, words: tuple[str, ...], ideas: set[str]) -> str | None:
    """The digits of a check-in: alone in the message, or beside a word of checking in."""
    match = _CODE.search(form)
    if not match:
        return None
    alone = fold(form).strip(" .,!#") == match[0] and len(match[0]) == _DIGITS
    beside = len(match[0]) == _DIGITS and set(words) - {match[0]} <= _BESIDE_CODE  # "số 6620 nha thầy"
    return match[0] if alone or beside or "CHECKIN" in ideas or "ma" in words else None
