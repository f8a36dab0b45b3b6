"""Several activities of a drafted plan at once: two change their times, some become one, one becomes some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from training.drafting import LONGEST, Change, Item, Trouble
from training.intents import Part
from training.moving import Unclear, new_period
from training.plan import ZONE, Activity, Period, Precision


def swapped(items: Sequence[Item]) -> list[Change] | Trouble:
    """Each at the other's time."""
    if len(items) != 2:
        return Trouble.NO_SUCH_ITEM
    one, other = items
    return [
        Change(mine.key, mine.activity, replace(mine.activity, period=its.period, choose_days=its.choose_days))
        for mine, its in ((one, other.activity), (other, one.activity))
    ]


_HALF = re.compile(r"\s*\((?:sáng|chiều|tối)\)$", re.IGNORECASE)


def merged(items: Sequence[Item]) -> list[Change] | Trouble | Unclear:
    """One from the first beginning to the last end, where they are of one day or have no hours."""
    if len(items) < 2:
        return Trouble.NO_SUCH_ITEM
    whole = _whole([one.activity.period for one in items])
    if not isinstance(whole, Period):
        return whole
    first = items[0].activity
    titles = dict.fromkeys(_HALF.sub("", one.activity.title_key) for one in items)
    placed = next((one.activity for one in items if one.activity.place), first)
    after = replace(
        first,
        title_key="; ".join(titles)[:LONGEST],
        period=whole,
        place=placed.place,
        venue=placed.venue,
        choose_days=None,
    )
    gone = [Change(one.key, one.activity, None) for one in items[1:]]
    return [Change(items[0].key, first, after), *gone]


def _whole(periods: Sequence[Period]) -> Period | Trouble | Unclear:
    starts = [one.start for one in periods if one.start]
    ends = [one.end or one.start for one in periods if one.start]
    if len(starts) < len(periods):
        return Unclear.NEEDS_DAY
    exact = {one.is_exact for one in periods}
    days = {day for one in periods for day in (one.first_day, one.last_day)}
    if exact != {False} and (len(exact) > 1 or len(days) > 1):
        return Trouble.OTHER_DAYS
    precisions = {one.precision for one in periods}
    return Period(
        min(starts), max(end for end in ends if end), precisions.pop() if len(precisions) == 1 else Precision.DAY
    )


_BETWEEN = re.compile(r"\s*(?:[;,+]|\b(?:và|va|rồi|roi)\b)\s*(?=\w)", re.IGNORECASE)
_HALVES = {Part.MORNING: "sáng", Part.AFTERNOON: "chiều", Part.EVENING: "tối"}


def divided(one: Activity, words: str, seen_from: datetime) -> list[Activity] | Trouble | Unclear:
    """One for each time that is said: "sáng 7h30-11h và chiều 13h30-17h"."""
    periods = []
    for said in _BETWEEN.split(words):
        found = new_period(said, one.period, seen_from)
        period = one.period if found is Unclear.SAME else found
        if isinstance(period, Unclear):
            return Trouble.NO_HOURS if period in (Unclear.NO_TIME, Unclear.NEEDS_HOUR) else period
        if not period.is_exact:
            return Trouble.NO_HOURS
        periods.append(period)
    if len(periods) < 2:
        return Trouble.NO_HOURS
    parts = [part_of(period) for period in periods]
    halves = [_HALVES[part] if part else "" for part in parts] if len(set(parts)) == len(parts) else []
    title = _HALF.sub("", one.title_key)
    titles = [f"{title} ({half})" for half in halves] or [title] * len(periods)
    return [
        replace(one, title_key=name, period=period, choose_days=None)
        for name, period in zip(titles, periods, strict=True)
    ]


def part_of(period: Period) -> Part | None:
    """The half of the day that hours begin in."""
    if not (period.is_exact and period.start):
        return None
    hour = period.start.astimezone(ZONE).hour
    return Part.MORNING if hour < 12 else Part.AFTERNOON if hour < 18 else Part.EVENING
