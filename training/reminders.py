"""Rules of reminders: when something is said before a session, and to whom it is still owed at that moment.

A rule is data. The house's rules stand here; an organizer may change, add or switch off rules for a course.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from training.plan import ZONE, Kind, Period, Precision, midnight


class Shape(StrEnum):
    """What a period looks like to a rule."""

    CLOCK = "clock"  # a start known to the minute
    ONE_DAY = "one_day"
    WINDOW = "window"  # several days
    SPAN = "span"  # weeks or months
    NEVER = "never"  # tbd, or contradicting itself: nothing is made up


class Anchor(StrEnum):
    """The day that a rule counts from."""

    START = "start"  # the moment itself; only with `minutes`
    FIRST_DAY = "first_day"
    MIDDLE_DAY = "middle_day"
    LAST_DAY = "last_day"
    WORKING_DAY = "working_day"  # the first working day of the period
    CHOSEN_DAY = "chosen_day"  # the day that each chose within it


@dataclass(frozen=True, slots=True)
class Rule:
    """`minutes` before the start, or `days` from the anchor day at the hour `at` (local time)."""

    key: str
    kinds: tuple[Kind, ...]
    shape: Shape
    anchor: Anchor
    days: int = 0
    at: time | None = None
    minutes: int | None = None
    unless_done: bool = False
    enabled: bool = True

    def spec(self) -> dict[str, Any]:
        """As plain data for storage."""
        return {
            "key": self.key,
            "kinds": [str(kind) for kind in self.kinds],
            "shape": str(self.shape),
            "anchor": str(self.anchor),
            "days": self.days,
            "at": self.at.strftime("%H:%M") if self.at else None,
            "minutes": self.minutes,
            "unless_done": self.unless_done,
            "enabled": self.enabled,
        }

    @classmethod
    def of(cls, spec: dict[str, Any]) -> Rule:
        """The inverse of `spec`."""
        return cls(
            key=spec["key"],
            kinds=tuple(Kind(kind) for kind in spec["kinds"]),
            shape=Shape(spec["shape"]),
            anchor=Anchor(spec["anchor"]),
            days=spec["days"],
            at=time.fromisoformat(spec["at"]) if spec["at"] else None,
            minutes=spec["minutes"],
            unless_done=spec["unless_done"],
            enabled=spec["enabled"],
        )


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `begins` in the evening until `ends` in the morning, local time; nothing bulky is sent then."""

    begins: time = time(21, 30)
    ends: time = time(6, 0)

    @classmethod
    def parse(cls, text: str) -> QuietHours:
        """From "21:30-06:00". Raises ValueError."""
        begins, ends = text.split("-")
        return cls(time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip()))

    def cover(self, moment: datetime) -> bool:
        hour = moment.astimezone(ZONE).time()
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def before(self, moment: datetime) -> datetime:
        """`moment`, or if it is quiet then, half an hour before that night began: a long run still ends in time."""
        if not self.cover(moment):
            return moment
        local = moment.astimezone(ZONE)
        night = local.date() if local.time() >= self.begins else local.date() - timedelta(days=1)
        return datetime.combine(night, self.begins, ZONE) - timedelta(minutes=30)

    def over(self, moment: datetime) -> datetime:
        """`moment`, or if it is quiet then, when that night ends."""
        if not self.cover(moment):
            return moment
        local = moment.astimezone(ZONE)
        next_day = self.begins > self.ends and local.time() >= self.begins
        return datetime.combine(local.date() + timedelta(days=int(next_day)), self.ends, ZONE)


def is_evening(moment: datetime, quiet: QuietHours) -> bool:
    """Whether somebody's reminder may wait then for the next one: none is to wait into the night."""
    local = moment.astimezone(ZONE)
    return local.time() >= DUSK and not quiet.cover(local + TOGETHER + NIGHTFALL)


NIGHTFALL = timedelta(minutes=30)  # what a long run needs before the quiet hours
GATHERINGS = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.MEETING)
EVENTS = (*GATHERINGS, Kind.MILESTONE)
STUDY = (Kind.LMS, Kind.PRACTICE)
MORNING, EVENING = time(7, 30), time(19, 0)
LONGEST_CHOICE = 62  # days
DUSK = time(18, 0)
TOGETHER = timedelta(hours=1)  # so far apart, a person's reminders of one evening still become one message: the later

HOUSE_RULES: tuple[Rule, ...] = (
    Rule("eve", EVENTS, Shape.CLOCK, Anchor.FIRST_DAY, days=-1, at=EVENING),
    Rule("soon", EVENTS, Shape.CLOCK, Anchor.START, minutes=60),
    Rule("eve_of_day", EVENTS, Shape.ONE_DAY, Anchor.FIRST_DAY, days=-1, at=EVENING),
    Rule("eve_of_window", GATHERINGS, Shape.WINDOW, Anchor.FIRST_DAY, days=-1, at=EVENING),
    *(
        Rule(f"study_{name}{suffix}", STUDY, shape, Anchor.FIRST_DAY, at=at, unless_done=True)
        for shape, suffix in ((Shape.ONE_DAY, ""), (Shape.CLOCK, "_clock"))
        for name, at in (("morning", MORNING), ("evening", time(20, 0)))
    ),
    Rule("first_morning", (*EVENTS, *STUDY), Shape.WINDOW, Anchor.FIRST_DAY, at=MORNING, unless_done=True),
    Rule("middle", (*EVENTS, *STUDY), Shape.WINDOW, Anchor.MIDDLE_DAY, at=MORNING, unless_done=True),
    Rule("last_day", (*EVENTS, *STUDY), Shape.WINDOW, Anchor.LAST_DAY, at=MORNING, unless_done=True),
    Rule("chosen_day", (Kind.PRACTICE,), Shape.WINDOW, Anchor.CHOSEN_DAY, at=MORNING, unless_done=True),
    *(
        Rule(key, (Kind.DEADLINE,), shape, Anchor.LAST_DAY, days=days, at=MORNING, unless_done=True)
        for shape, suffix in ((Shape.ONE_DAY, ""), (Shape.WINDOW, "_window"), (Shape.CLOCK, "_clock"))
        for key, days in ((f"three_days{suffix}", -3), (f"one_day{suffix}", -1), (f"due_day{suffix}", 0))
    ),
    Rule("working_morning", tuple(Kind), Shape.SPAN, Anchor.WORKING_DAY, at=MORNING, unless_done=True),
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A rule applied to a session: when it is due, and until when it is still worth saying."""

    rule_key: str
    due: datetime
    expires: datetime
    unless_done: bool


def shape_of(period: Period) -> Shape:
    """How a rule sees a period."""
    if period.first_day is None or period.contradicts_itself:
        return Shape.NEVER
    if period.precision in (Precision.WEEK, Precision.MONTH):
        return Shape.SPAN
    if period.is_exact:
        return Shape.CLOCK
    return Shape.ONE_DAY if period.first_day == period.last_day else Shape.WINDOW


def rules_for(own: Iterable[Rule]) -> tuple[Rule, ...]:
    """The house's rules with a course's own in their place (same key), switched-off ones left out."""
    merged = {rule.key: rule for rule in HOUSE_RULES}
    merged.update((rule.key, rule) for rule in own)
    return tuple(rule for rule in merged.values() if rule.enabled)


def occurrences(
    kind: Kind, period: Period, rules: Sequence[Rule], quiet: QuietHours = QuietHours()
) -> list[Occurrence]:
    """Every reminder of a session, in order of due time. Nothing after it has begun, nothing twice at one moment.

    What is said on a chosen day is no one's until it is chosen: see `on_chosen_days`.
    """
    for_all = (rule for rule in _applying(rules, kind, period) if rule.anchor is not Anchor.CHOSEN_DAY)
    found = [_occurrence(rule, kind, period, quiet) for rule in for_all]
    first_of: dict[datetime, Occurrence] = {}
    for one in sorted(found, key=lambda one: one.due):  # a window of two days has its middle on its first
        if one.due < one.expires:
            first_of.setdefault(one.due, one)
    return list(first_of.values())


def _applying(rules: Iterable[Rule], kind: Kind, period: Period) -> list[Rule]:
    shape = shape_of(period)
    return [rule for rule in rules if rule.shape is shape and kind in rule.kinds]


def on_chosen_days(
    kind: Kind, period: Period, rules: Sequence[Rule], quiet: QuietHours = QuietHours()
) -> list[tuple[date, Occurrence]]:
    """(day, its reminder) for each day that may be chosen within a window, whoever chooses it. A window longer than
    LONGEST_CHOICE has none beyond that."""
    chosen = [rule for rule in _applying(rules, kind, period) if rule.anchor is Anchor.CHOSEN_DAY]
    first, last = period.first_day, period.last_day
    if not chosen or first is None or last is None:
        return []
    days = (first + timedelta(days=gone) for gone in range(min((last - first).days + 1, LONGEST_CHOICE)))
    return [(day, _on_day(rule, day, quiet)) for day in days for rule in chosen]


def _on_day(rule: Rule, day: date, quiet: QuietHours) -> Occurrence:
    due = datetime.combine(day, rule.at or MORNING, ZONE)
    return Occurrence(rule.key, quiet.before(due), midnight(day + timedelta(days=1)), rule.unless_done)


def _occurrence(rule: Rule, kind: Kind, period: Period, quiet: QuietHours) -> Occurrence:
    return Occurrence(rule.key, quiet.before(_due(rule, period)), expiry(rule, kind, period), rule.unless_done)


def _due(rule: Rule, period: Period) -> datetime:
    assert period.start
    if rule.minutes is not None:
        return period.start - timedelta(minutes=rule.minutes)
    day = anchor_day(rule.anchor, period) + timedelta(days=rule.days)
    return datetime.combine(day, rule.at or MORNING, ZONE)


def anchor_day(anchor: Anchor, period: Period) -> date:
    """The day an anchor names. The period must have days."""
    first, last = period.first_day, period.last_day
    assert first and last
    if anchor is Anchor.MIDDLE_DAY:
        return first + (last - first) / 2
    if anchor is Anchor.LAST_DAY:
        return last
    return first_working_day(first, last) if anchor is Anchor.WORKING_DAY else first


def expiry(rule: Rule, kind: Kind, period: Period) -> datetime:
    """After this it is not said any more: a meeting that began, a deadline gone by, a day that is over."""
    assert period.start and period.first_day and period.closes
    if period.is_exact:
        return _exact_expiry(kind, period)
    if rule.anchor in (Anchor.FIRST_DAY, Anchor.MIDDLE_DAY, Anchor.WORKING_DAY):
        spoken_of = anchor_day(rule.anchor, period) + timedelta(days=max(rule.days, 0))
        return min(period.closes, midnight(spoken_of + timedelta(days=1)))
    return period.closes


def _exact_expiry(kind: Kind, period: Period) -> datetime:
    assert period.start and period.closes
    if kind is Kind.DEADLINE:
        return period.end or period.start
    return period.closes if kind in STUDY else period.start


FIXED_HOLIDAYS = frozenset({(1, 1), (4, 30), (5, 1), (9, 2)})


def first_working_day(first: date, last: date) -> date:
    """The first Monday-to-Friday that is no fixed public holiday; the first day when there is none."""
    day = first
    while day <= last:
        if day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS:
            return day
        day += timedelta(days=1)
    return first


class NotOwed(StrEnum):
    """Why a reminder that was planned is not said to somebody after all."""

    CANCELLED = "cancelled"
    MOVED = "moved"
    BEGUN = "begun"
    DONE = "done"
    ON_LEAVE = "on_leave"
    OPTED_OUT = "opted_out"
    JOINED_LATE = "joined_late"
    NOT_ENROLLED = "not_enrolled"
    OTHER_DAY = "other_day"


@dataclass(frozen=True, slots=True)
class Owed:
    """What is true now of a person and a session for which a reminder is due."""

    due: datetime
    expires: datetime
    still_planned: bool  # the rule still gives this occurrence for the session as it is now
    cancelled: bool
    enrolled_at: datetime | None  # None: not (any more) enrolled; staff count from the beginning of time
    wants_reminders: bool
    done: bool
    on_leave: bool
    other_day: bool = False  # it speaks of another day than the one chosen, or of the window although one is chosen


def not_owed(owed: Owed, now: datetime) -> NotOwed | None:
    """The rule asked again at the moment of sending; None when the reminder is to be said."""
    checks = (
        (owed.cancelled, NotOwed.CANCELLED),
        (not owed.still_planned, NotOwed.MOVED),
        (now >= owed.expires, NotOwed.BEGUN),
        (owed.enrolled_at is None, NotOwed.NOT_ENROLLED),
        (owed.enrolled_at is not None and owed.enrolled_at > owed.due, NotOwed.JOINED_LATE),
        (owed.done, NotOwed.DONE),
        (owed.other_day, NotOwed.OTHER_DAY),
        (owed.on_leave, NotOwed.ON_LEAVE),
        (not owed.wants_reminders, NotOwed.OPTED_OUT),
    )
    return next((reason for applies, reason in checks if applies), None)


def with_lead(rules: Sequence[Rule], minutes: int | None) -> tuple[Rule, ...]:
    """A rule set whose last reminder before a start comes `minutes` before it (None: as it is)."""
    if minutes is None:
        return tuple(rules)
    return tuple(replace(rule, minutes=minutes) if rule.minutes is not None else rule for rule in rules)
