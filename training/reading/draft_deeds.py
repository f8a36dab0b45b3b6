"""What can be said of a drafted plan: the deeds, one edit, and which activities of the list are named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from training.intents import Part
from training.plan import Kind


class Deed(StrEnum):
    """What is to be done."""

    TIME = "time"  # words: the new time
    SHIFT = "shift"  # shift: later by so much, earlier when negative
    PLACE = "place"  # words
    LINK = "link"  # words: the address
    KIND = "kind"
    TITLE = "title"  # words
    AUDIENCE = "audience"  # words
    COURSE = "course"  # words: the code of a course
    DELETE = "delete"
    ADD = "add"  # words: the time; place, title, kind, link
    SHOW = "show"
    UNDO = "undo"
    PUBLISH = "publish"
    NUMBER = "number"  # words: the number of the document
    ISSUED = "issued"  # words: the day of issue
    CODE = "code"  # words: the code of the one course
    NAME = "name"  # words: the title of the one course
    HEADING = "heading"  # words: the title of the plan
    END = "end"  # words: the new end; or shift: so much later
    OPEN = "open"  # its time is told later
    QUOTA = "quota"  # words: how many people
    MERGE = "merge"  # numbers become one
    SPLIT = "split"  # words: the times of what it becomes
    SWAP = "swap"  # two numbers change their times
    LIST = "list"
    ASK = "ask"  # what is still open
    DISCARD = "discard"  # the whole draft
    ASIDE = "aside"  # to go on with it later


@dataclass(frozen=True, slots=True)
class Edit:
    """One deed. numbers: of the activities in the list, from 1, the last one is -1; empty and not `all`: none named."""

    deed: Deed
    numbers: tuple[int, ...] = ()
    all: bool = False
    words: str = ""
    kind: Kind | None = None
    shift: timedelta | None = None
    place: str | None = None
    title: str | None = None
    link: str | None = None
    part: Part | None = None  # of `all` and `day`: only those in this part of the day
    day: str | None = None  # words: named by their day instead of a number


NOUN = r"(?:buoi|muc|hoat dong|dong)"
_NUMBERS = r"\d{1,3}(?:\s*(?:,|va|-|–|den)\s*(?:buoi\s+)?\d{1,3}(?![\d/h]|:\d))*"
WHICH = re.compile(
    rf"(?P<all>(?:tat ca|toan bo|het|moi|cac|tung)\s+(?:cac\s+)?{NOUN}(?:\s+(?P<part>sang|chieu|toi)(?!\w))?)(?!\s*\d)|"
    rf"{NOUN}\s+(?:(?:so|thu)\s+)?(?:(?P<numbers>{_NUMBERS})(?![\d/h]|:\d)|(?P<last>cuoi(?: cung)?)"
    rf"|(?P<first>dau(?: tien)?)|(?P<word>mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi))(?!\w)"
)
_WORDS = {
    word: number
    for number, word in enumerate(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), 1)
} | {"tu": 4}


DATED = re.compile(
    rf"(?:(?:tat ca|toan bo|cac)\s+(?:cac\s+)?)?{NOUN}\s+(?:(?P<part>sang|chieu|toi)\s+)?(?:ngay\s+|hom\s+)?"
    r"(?P<day>\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?\d{4})?|\d{1,2}[.-]\d{1,2}[.-]\d{4})(?![\d/])"
)


def numbers_of(found: re.Match[str]) -> tuple[int, ...]:
    if found["last"]:
        return (-1,)
    if found["first"]:
        return (1,)
    if found["word"]:
        return (_WORDS[found["word"]],)
    return numbers_in(found["numbers"] or "")


def numbers_in(text: str) -> tuple[int, ...]:
    """ "2, 3 va 5-7" → 2, 3, 5, 6, 7."""
    numbers: list[int] = []
    for span in re.finditer(r"(\d{1,3})(?:\s*(?:-|–|den)\s*(?:buoi\s+)?(\d{1,3}))?", text):
        first, last = int(span[1]), int(span[2] or span[1])
        numbers += range(first, min(last, first + 60) + 1) if last >= first else (first, last)
    return tuple(dict.fromkeys(numbers))
