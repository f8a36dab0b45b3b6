"""What is said of reminder rules: "thêm nhắc trước 45 phút", "tắt nhắc tối hôm trước", "đổi nhắc 19h thành 20h"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from training.plan import Kind
from training.reading.vietnamese import fold
from training.reminders import EVENING, EVENTS, MORNING, STUDY, Anchor, Rule, Shape

LONGEST = 200  # letters that a wish may have
MOST_MINUTES = 24 * 60
FARTHEST = 14  # days ahead
HOURS = 60  # minutes of one


class Verb(StrEnum):
    """What is to be done to a rule."""

    ADD = "add"
    OFF = "off"
    ON = "on"
    RESET = "reset"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Offset:
    """When a reminder comes: `minutes` before the start, or `days` ahead and at an hour; None is not said."""

    minutes: int | None = None
    days: int | None = None
    at: time | None = None

    def __bool__(self) -> bool:
        return (self.minutes, self.days, self.at) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Wish:
    """which: the rule that is meant, as far as it is said. new: what it is to become, or what is to be added."""

    verb: Verb
    which: Offset = Offset()
    new: Offset = Offset()
    kinds: tuple[Kind, ...] = EVENTS


_VERBS = (
    (Verb.RESET, r"mac dinh|nhu cu|nhu truoc"),
    (Verb.ADD, r"(?:them|bo sung)"),
    (Verb.OFF, r"(?:tat|bo|xoa|khong) (?:bot )?(?:cai |loi |luot )?(?:nhac|gui|di)|(?:tat|xoa|bo)"),
    (Verb.ON, r"(?:bat|mo)(?: lai)?"),
)
_CHANGE = re.compile(r"\bthanh\b|\bsang (?=luc|\d|truoc|toi)|->|=>")  # "sáng" is "sang", too
_NUMBER = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10, "nua": 0}
_COUNT = r"(\d{1,4}|mot|hai|ba|bon|nam|sau|bay|muoi|nua)"
_MINUTES = re.compile(rf"\b(?:truoc )?{_COUNT} ?(phut|p|'|′|tieng|gio)(?: (ruoi|\d{{1,2}})(?: phut)?)?( truoc)?(?!\w)")
_DAYS = re.compile(rf"\b(?:truoc )?{_COUNT} (ngay|tuan|hom)\b( truoc)?")
_CLOCK = re.compile(r"\b(\d{1,2}) ?(?:h|g|:|gio)(?: ?(\d{2}))?(?!\w)")
_KINDS = (
    ((Kind.LMS,), r"\blms\b|tu hoc|truc tuyen tren"),
    ((Kind.PRACTICE,), r"thuc hanh"),
    ((Kind.DEADLINE,), r"\bhan\b|den han|han nop"),
)


def rule_wish(text: str, alone: bool = False) -> Wish | None:
    """What is wanted of the rules; None where it is not about them. alone: one rule is looked at, so an offset or a
    verb by itself is enough."""
    said = " ".join(fold(text[:LONGEST]).split()) if len(text) <= LONGEST else ""
    about = alone or re.search(r"\bnhac\b|thong bao truoc", said)
    if not said or said.endswith("?") or not about:
        return None
    verb = _verb(said)
    before, after = _sides(said)
    kinds = next((kinds for kinds, words in _KINDS if re.search(words, said)), EVENTS)
    if after is not None:
        return Wish(Verb.SET, before, after, kinds) if after else None
    if verb is Verb.ADD:
        return Wish(verb, new=before, kinds=kinds) if before else None
    if verb:
        return Wish(verb, before, kinds=kinds) if before or alone else None
    return Wish(Verb.SET, new=before, kinds=kinds) if before and alone else None


def _verb(said: str) -> Verb | None:
    begun = re.sub(r"^(?:(?:xin|hay|em|cho|giup|toi|muon) )*", "", said)
    return next((verb for verb, words in _VERBS if re.match(rf"(?:{words})\b", begun)), None) or (
        Verb.RESET if "mac dinh" in said else None
    )


def _sides(said: str) -> tuple[Offset, Offset | None]:
    """What stands before and after "thành"; None where nothing is to become anything."""
    parts = _CHANGE.split(said, maxsplit=1) if re.search(r"\b(?:doi|chuyen|sua|lui)\b|->|=>", said) else [said]
    return _offset(parts[0]), _offset(parts[1]) if len(parts) > 1 else None


def _offset(said: str) -> Offset:
    """ "trước 90 phút", "1 tiếng rưỡi trước", "20h tối hôm trước", "trước 2 ngày lúc 8h"."""
    days, rest = _days(said)
    minutes = None
    if days is None and (found := _before_start(rest)):
        minutes = found
    else:
        at = _clock(rest)
        if days is not None and at is None:
            at = _usual_hour(rest)
        return Offset(days=days, at=at)
    return Offset(minutes=minutes)


def _days(said: str) -> tuple[int | None, str]:
    """How many days ahead, and the words without it."""
    if found := _DAYS.search(said):
        whole = found.group(0)
        if whole.startswith("truoc ") or found.group(3):
            many = _number(found.group(1)) * (7 if found.group(2) == "tuan" else 1)
            return many, said.replace(whole, " ", 1)
    for words, many in (("hom truoc", 1), ("ngay truoc", 1), ("hom do", 0), ("trong ngay", 0), ("cung ngay", 0)):
        if words in said:
            return many, said.replace(words, " ", 1)
    return None, said


def _before_start(said: str) -> int | None:
    """Minutes; "19 giờ" alone is an hour of the day and none of these, "trước 2 giờ" and "2 tiếng" are."""
    found = _MINUTES.search(said)
    if not found:
        return None
    number, unit, odd, behind = found.groups()
    if unit == "gio" and not (found.group(0).startswith("truoc ") or behind):
        return None
    if unit not in ("tieng", "gio"):
        return _number(number)
    half = HOURS // 2 if number == "nua" or odd == "ruoi" else 0
    return _number(number) * HOURS + half + (int(odd) if odd and odd.isdecimal() else 0)


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBER[said]


def _clock(said: str) -> time | None:
    found = _CLOCK.search(said)
    if not found:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    if hour < 12 and re.search(r"\b(?:toi|chieu)\b", said):
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _usual_hour(said: str) -> time | None:
    if re.search(r"\btoi\b", said):
        return EVENING
    return MORNING if re.search(r"\bsang\b", said) else None


def meant(rules: Iterable[Rule], wish: Wish) -> list[Rule]:
    """The rules that a wish may mean; all of them where it names none."""
    found = [rule for rule in rules if _fits(rule, wish.which)]
    named = [rule for rule in found if set(wish.kinds) & set(rule.kinds)]
    return named or found


def _fits(rule: Rule, said: Offset) -> bool:
    if said.minutes is not None:
        return rule.minutes == said.minutes
    if rule.minutes is not None:
        return not said
    return said.days in (None, -rule.days) and said.at in (None, rule.at)


def changed(rule: Rule, new: Offset) -> Rule | None:
    """The rule with another offset; None where it cannot have that."""
    if not allowed(new):
        return None
    if rule.minutes is not None:
        return replace(rule, minutes=new.minutes, enabled=True) if new.minutes is not None else None
    if new.minutes is not None:
        return None
    days = rule.days if new.days is None else -new.days
    return replace(rule, days=days, at=new.at or rule.at, enabled=True)


def allowed(new: Offset) -> bool:
    minutes = new.minutes is None or 0 < new.minutes <= MOST_MINUTES
    return minutes and (new.days is None or 0 <= new.days <= FARTHEST)


OWN = "own_"  # how the keys of added rules begin


def added(wish: Wish) -> Rule | None:
    """A line of a course's own; None where there can be none of that kind."""
    new = wish.new
    if not allowed(new):
        return None
    if new.minutes is not None:
        of_clock = wish.kinds == EVENTS
        return (
            Rule(f"{OWN}m{new.minutes}", EVENTS, Shape.CLOCK, Anchor.START, minutes=new.minutes) if of_clock else None
        )
    days, at = new.days or 0, new.at or (EVENING if new.days and wish.kinds == EVENTS else MORNING)
    name = "_".join(kind.value for kind in wish.kinds) if wish.kinds != EVENTS else "d"
    key = f"{OWN}{name}{days}_{at:%H%M}"
    if wish.kinds == (Kind.DEADLINE,):
        return Rule(key, wish.kinds, Shape.ONE_DAY, Anchor.LAST_DAY, -days, at, unless_done=True)
    if set(wish.kinds) <= set(STUDY):
        return Rule(key, wish.kinds, Shape.ONE_DAY, Anchor.FIRST_DAY, -days, at, unless_done=True)
    return Rule(key, EVENTS, Shape.CLOCK, Anchor.FIRST_DAY, -days, at)
