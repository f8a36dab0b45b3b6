"""What a plan says: kinds, periods with their precision, activities, courses.

Field names follow the JSON of a plan (docs/formats.md); nothing here is made up when a document is silent: it is None.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Kind(StrEnum):
    """Hình thức of an activity."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    LMS = "lms"
    PRACTICE = "practice"
    MEETING = "meeting"
    DEADLINE = "deadline"
    MILESTONE = "milestone"


class Precision(StrEnum):
    """How exactly the plan says when."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TBD = "tbd"


@dataclass(frozen=True, slots=True)
class Period:
    """When something is, as exactly as the plan says and no more.

    Aware datetimes in ZONE. With precision MINUTE: the moments written (end may be None).
    Otherwise: midnight beginning the first day and midnight beginning the *last* day, both inclusive days.
    TBD: both None. A plan may contradict itself: end before start is kept as written.
    """

    start: datetime | None
    end: datetime | None
    precision: Precision

    @classmethod
    def parse(cls, start: str | None, end: str | None, precision: str) -> Period:
        """From ISO local texts ("2022-12-10T07:30", "2022-12-12"). Raises ValueError on what is no date."""
        return cls(_moment(start), _moment(end), Precision(precision))

    @property
    def first_day(self) -> date | None:
        return self.start.astimezone(ZONE).date() if self.start else None

    @property
    def last_day(self) -> date | None:
        """The last day that the period touches; the first one when no end is given."""
        return self.end.astimezone(ZONE).date() if self.end else self.first_day

    @property
    def is_exact(self) -> bool:
        return self.precision is Precision.MINUTE

    @property
    def contradicts_itself(self) -> bool:
        return bool(self.start and self.end and self.end < self.start)

    @property
    def closes(self) -> datetime | None:
        """The moment after which it is over: the end written, else the end of the last day."""
        if self.is_exact and self.end and not self.contradicts_itself:
            return self.end
        last = self.first_day if self.contradicts_itself else self.last_day
        return midnight(last + timedelta(days=1)) if last else None

    def overlaps(self, other: Period) -> bool:
        """Whether two periods that are known to the minute collide; an unknown end counts as two hours."""
        if not (self.is_exact and other.is_exact and self.start and other.start):
            return False
        return self.start < _end_or_guess(other) and other.start < _end_or_guess(self)

    def iso(self) -> tuple[str | None, str | None]:
        """Start and end as the JSON of a plan writes them."""
        return _iso(self.start, self.precision), _iso(self.end, self.precision)


def midnight(day: date) -> datetime:
    """The first moment of a day in ZONE."""
    return datetime.combine(day, time(), ZONE)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=ZONE) if value.tzinfo is None else value


def _end_or_guess(period: Period) -> datetime:
    assert period.start
    if period.end and period.end > period.start:
        return period.end
    return period.start + timedelta(hours=2)


def _iso(value: datetime | None, precision: Precision) -> str | None:
    if value is None:
        return None
    local = value.astimezone(ZONE)
    return local.strftime("%Y-%m-%dT%H:%M") if precision is Precision.MINUTE else local.date().isoformat()


@dataclass(frozen=True, slots=True)
class Venue:
    """A place to go to. Latitude and longitude in degrees when known."""

    name: str
    address: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """A dated (or yet undated) thing of a plan: one row of `plan show --json`, one Session once stored."""

    title_key: str
    kind: Kind
    period: Period
    place: str | None = None
    audience: str | None = None
    lead: str | None = None
    quota: int | None = None
    evidence: str | None = None
    # what our plan files add to the stable JSON
    key: str | None = None  # stable name within the plan; importing again updates the session with this key
    course: str | None = None  # code of the course it belongs to
    venue: Venue | None = None
    link: str | None = None
    groups: tuple[str, ...] = ()  # only these groups of the course take part; empty: all
    notes: tuple[str, ...] = ()  # contradictions and remarks, kept with the activity
    choose_days: int | None = None  # that many days are chosen within the period (practice)
    alt_kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """What a person must have done to complete a course."""

    min_attendance: float | None = None  # share of marked sessions, 0..1
    lms: bool = False  # every LMS day reported done
    practice: bool = False  # every practice window reported done
    periods: int | None = None  # tiết to reach


@dataclass(frozen=True, slots=True)
class Course:
    """What one enrols in."""

    code: str
    title: str
    audience: str | None = None
    quota: int | None = None
    quotas: dict[str, int] = field(default_factory=dict)  # unit code -> seats
    exclusions: tuple[str, ...] = ()  # titles of the other courses whose people are excluded
    groups: tuple[str, ...] = ()
    completion: Completion = Completion()
    group_size: int | None = None  # one core teacher supports so many
    checkout: bool = False  # people also say when they leave
    facts: dict[str, Any] = field(default_factory=dict)  # what the plan says and no rule reads (budget, modules)


@dataclass(frozen=True, slots=True)
class Plan:
    """An issued document with its courses and activities."""

    code: str | None
    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    activities: tuple[Activity, ...]
    anomalies: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()
    contact: str | None = None
