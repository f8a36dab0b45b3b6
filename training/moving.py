"""When a session is to be instead: the new period out of an organizer's words, read beside the old one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from training.intents import Part
from training.plan import ZONE, Period, Precision, midnight
from training.reading.dates import Found, find_times
from training.reading.vietnamese import fold

NOON = 12
LONGEST = 300  # letters that are read


class Unclear(StrEnum):
    """Why no new period can be made of the words."""

    NO_TIME = "no_time"  # neither a day nor an hour is said
    NEEDS_HOUR = "needs_hour"  # another part of the day, but no hour
    NEEDS_DAY = "needs_day"  # an hour alone for something that has no one day
    BACKWARDS = "backwards"  # it would end before it begins
    SAME = "same"  # it is then already


def new_period(text: str, old: Period, now: datetime) -> Period | Unclear:
    """ "14h ngày 12/12", "lùi sang chiều mai 13h30-17h", "15/12", "lùi một tuần". What is not said stays as it was."""
    if (gap := gap_in(text)) is not None:
        return moved_by(old, gap)
    days, clocks, part = _said(text, old, now)
    if not days and not clocks:
        return Unclear.NEEDS_HOUR if part else Unclear.NO_TIME
    found = _read(days, clocks, part, old)
    if isinstance(found, Period) and found.contradicts_itself:
        return Unclear.BACKWARDS
    return Unclear.SAME if found == old else found


_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "nua": 0.5}
_UNITS = {"tuan": timedelta(7), "ngay": timedelta(1), "hom": timedelta(1), "phut": timedelta(minutes=1)}
_UNITS |= dict.fromkeys(("gio", "tieng", "tieng dong ho"), timedelta(hours=1))
_GAP = re.compile(
    r"\b(lui|hoan|doi|cham|muon|tre|som|tien|len)(?: (?:lai|xuong|them|buoi|hon|len|som|muon|di|lich|vao))*"
    rf" (\d{{1,3}}|{'|'.join(_COUNTS)}) (tieng dong ho|{'|'.join(_UNITS)})( ruoi)?(?! \d)"
)
_EARLIER = re.compile(r"\b(?:som|tien|len)\b")


def gap_in(text: str) -> timedelta | None:
    """By how much something is to move: "lùi một tuần", "muộn 1 tiếng rưỡi", "sớm hơn 30 phút" (negative)."""
    found = _GAP.search(" ".join(fold(text[:LONGEST]).split()))
    if not found:
        return None
    _, many, unit, half = found.groups()
    gap = _UNITS[unit] * ((_COUNTS.get(many) or int(many)) + (0.5 if half else 0))
    return -gap if _EARLIER.search(found.group(0)) else gap


def moved_by(old: Period, gap: timedelta) -> Period | Unclear:
    """A period so much later; what has no hours moves by whole days alone."""
    if not old.first_day:
        return Unclear.NEEDS_DAY
    if gap % timedelta(1):
        if not old.is_exact:
            return Unclear.NEEDS_HOUR
        return replace(old, start=old.start and old.start + gap, end=old.end and old.end + gap)
    return shifted(old, gap // timedelta(1)) if gap else Unclear.SAME


def _said(text: str, old: Period, now: datetime) -> tuple[list[Found], list[Found], Part | None]:
    """Days, clock times and the part of the day; "từ 10/12 sang 12/12" names the old day first."""
    items = find_times(text, now)
    days = [item for item in items if item.first]
    clocks = [item for item in items if item.clock]
    part = next((item.part for item in items if item.part), None)
    if len(days) > 1:
        days = [item for item in days if item.first != old.first_day] or days[-1:]
    if len(clocks) > 1 and old.is_exact:
        clocks = [item for item in clocks if item.clock != _local(old.start).time()] or clocks[-1:]
    return days, [_in_part(item, part) for item in clocks], part


def _in_part(item: Found, part: Part | None) -> Found:
    """ "chiều mai 2h" is 14h."""
    if part in (Part.AFTERNOON, Part.EVENING) and item.clock and item.clock.hour < NOON:
        until = item.until and (_later(item.until) if item.until.hour < NOON else item.until)
        return replace(item, clock=_later(item.clock), until=until)
    return item


def _later(clock: time) -> time:
    return clock.replace(hour=clock.hour + NOON)


def _local(moment: datetime | None) -> datetime:
    assert moment
    return moment.astimezone(ZONE)


def _read(days: Sequence[Found], clocks: Sequence[Found], part: Part | None, old: Period) -> Period | Unclear:
    first, last = _days(days, old)
    if first is None or last is None:
        return Unclear.NEEDS_DAY
    if not clocks:
        return _on_days(first, last, part, old)
    return _at_hours(first, last, clocks, old)


def _days(days: Sequence[Found], old: Period) -> tuple[date | None, date | None]:
    if days:
        return days[0].first, days[-1].last
    if old.first_day == old.last_day or (old.is_exact and old.end is None):
        return old.first_day, old.first_day
    return None, None


def _on_days(first: date, last: date, part: Part | None, old: Period) -> Period | Unclear:
    """Other days, no hour said: an exact period keeps its hours, unless it goes to another part of the day."""
    if not old.is_exact or first != last:
        precision = Precision.MONTH if _is_months(first, last) else Precision.DAY
        return Period(midnight(first), midnight(last), precision)
    start = _local(old.start)
    if part and part is not _part_of(start.time()):
        return Unclear.NEEDS_HOUR
    return shifted(old, (first - start.date()).days)


def _is_months(first: date, last: date) -> bool:
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def _part_of(clock: time) -> Part:
    if clock.hour < NOON:
        return Part.MORNING
    return Part.AFTERNOON if clock.hour < 18 else Part.EVENING


def _at_hours(first: date, last: date, clocks: Sequence[Found], old: Period) -> Period | Unclear:
    begin, finish = clocks[0], clocks[-1]
    assert begin.clock and finish.clock
    start = datetime.combine(first, begin.clock, ZONE)
    if first != last:
        if len(clocks) == 1:
            return Unclear.NEEDS_HOUR
        return Period(start, datetime.combine(last, finish.clock, ZONE), Precision.MINUTE)
    if begin.until:
        return Period(start, datetime.combine(first, begin.until, ZONE), Precision.MINUTE)
    if len(clocks) > 1:
        return Period(start, datetime.combine(first, finish.clock, ZONE), Precision.MINUTE)
    return Period(start, _same_length(start, old), Precision.MINUTE)


def _same_length(start: datetime, old: Period) -> datetime | None:
    if not (old.is_exact and old.start and old.end) or old.contradicts_itself:
        return None
    return start + (old.end - old.start)


def shifted(period: Period, days: int) -> Period:
    """The same hours so many days later; a period without days stays without."""
    return replace(period, start=_moved(period.start, days), end=_moved(period.end, days))


def _moved(moment: datetime | None, days: int) -> datetime | None:
    if moment is None:
        return None
    local = moment.astimezone(ZONE)
    return datetime.combine(local.date() + timedelta(days=days), local.time(), ZONE)


def day_in(text: str, now: datetime) -> date | None:
    """The day to which several sessions go: the last single day said; None when an hour is said, or no day."""
    items = find_times(text, now)
    if any(item.clock for item in items):
        return None
    days = [item.first for item in items if item.first and item.first == item.last]
    return days[-1] if days else None


def moment_in(text: str, now: datetime) -> datetime | None:
    """A moment to do something at: "7h sáng mai", "18h30"; an hour alone is the coming one. None without an hour."""
    items = find_times(text, now)
    part = next((item.part for item in items if item.part), None)
    clock = next((_in_part(item, part).clock for item in items if item.clock), None)
    if clock is None:
        return None
    day = next((item.first for item in items if item.first), None)
    if day:
        return datetime.combine(day, clock, ZONE)
    today = now.astimezone(ZONE).date()
    moment = datetime.combine(today, clock, ZONE)
    return moment if moment > now else moment + timedelta(days=1)
