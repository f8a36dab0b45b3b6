"""A person's sessions in time: what is next, what lies in a span, what is due, what collides.

Cancelled sessions are shown where somebody asks about days (`within`), and count nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.intents import Part
from training.plan import ZONE, Kind, Period, Precision, Venue, midnight

UNKNOWN_LENGTH = timedelta(hours=2)  # of a session with a start alone, as Period.overlaps counts it
ABOUT_TO_BEGIN = timedelta(minutes=30)

TO_ATTEND = frozenset({Kind.IN_PERSON, Kind.VIRTUAL, Kind.MEETING})
TO_REPORT = frozenset({Kind.LMS, Kind.PRACTICE})
TO_LEARN = TO_ATTEND | TO_REPORT


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as one person sees it.

    code: stable name for people and files. role: "trainee" or "trainer" in it. done: reported done (LMS,
    practice, deadline) or marked as attended. chosen_day: of a practice window. notes: contradictions in the
    plan, and remarks.
    """

    id: int
    code: str | None
    title: str
    kind: Kind
    period: Period
    course_id: int
    course_title: str
    plan_number: str | None
    plan_title: str
    place: str | None = None
    venue: Venue | None = None
    link: str | None = None
    lead: str | None = None
    trainers: tuple[str, ...] = ()
    choose_days: int | None = None
    cancelled: bool = False
    notes: tuple[str, ...] = ()
    done: bool = False
    chosen_day: date | None = None
    role: str = "trainee"
    version: int = 1  # grows with each change

    @property
    def counts_on(self) -> Period:
        """When it is for this person: the day chosen within a window, else the period of the plan."""
        if self.chosen_day is None:
            return self.period
        day = midnight(self.chosen_day)
        return Period(day, day, Precision.DAY)

    @property
    def begins(self) -> datetime | None:
        return self.counts_on.start

    @property
    def ends(self) -> datetime | None:
        """The first moment after it. A start alone: two hours later, or at once when it is a deadline."""
        period = self.counts_on
        if not period.is_exact or period.start is None:
            return period.closes
        if period.end and not period.contradicts_itself:
            return period.end
        return period.start if self.kind is Kind.DEADLINE else period.start + UNKNOWN_LENGTH


def sort_key(session: SessionView) -> tuple[int, datetime, bool, datetime, int]:
    """Order for reading: by day, the hour known before the whole day; then weeks and months; then undated."""
    period = session.counts_on
    if period.start is None:
        return 2, _NEVER, False, _NEVER, session.id
    vague = int(period.precision in (Precision.WEEK, Precision.MONTH))
    day = midnight(period.start.astimezone(ZONE).date())
    return vague, day, not period.is_exact, period.start, session.id


_NEVER = datetime.max.replace(tzinfo=ZONE) - timedelta(days=2)


def upcoming(sessions: Iterable[SessionView], now: datetime) -> tuple[SessionView, ...]:
    """What is still to be learnt, the next first. Neither deadlines and milestones nor what is reported done.

    What runs over days yields to whatever has an hour before its last day; so do a week and a month, in which
    the day is not known.
    """
    ahead = [session for session in sessions if _is_ahead(session, now)]
    return tuple(sorted(ahead, key=lambda session: _turn(session, now)))


def next_session(sessions: Iterable[SessionView], now: datetime) -> SessionView | None:
    """The one running or the next to begin; None when nothing is ahead."""
    return next(iter(upcoming(sessions, now)), None)


def _is_ahead(session: SessionView, now: datetime) -> bool:
    if session.cancelled or session.kind not in TO_LEARN:
        return False
    if session.done and session.kind in TO_REPORT:
        return False
    return session.ends is None or session.ends > now


def _turn(session: SessionView, now: datetime) -> tuple[date, bool, datetime, int]:
    period = session.counts_on
    if period.start is None or period.last_day is None:
        return date.max, True, _NEVER, session.id
    vague = period.precision in (Precision.WEEK, Precision.MONTH)
    waits = not period.is_exact and (vague or period.start <= now)
    day = period.last_day if waits else max(period.start, now).astimezone(ZONE).date()
    return day, not period.is_exact, period.start, session.id


def within(
    sessions: Iterable[SessionView], first: date, last: date, part: Part | None = None
) -> tuple[SessionView, ...]:
    """What touches the days asked about, both inclusive, in reading order; every kind, the cancelled too.

    part: of each day; what is known by the day alone may be in it and stays. Undated sessions touch no day.
    """
    found = (session for session in sessions if _touches(session, first, last, part))
    return tuple(sorted(found, key=sort_key))


def _touches(session: SessionView, first: date, last: date, part: Part | None) -> bool:
    span = _days(session.counts_on)
    if span is None or span[0] > last or span[1] < first:
        return False
    if part is None or not session.counts_on.is_exact:
        return True
    day, end = max(first, span[0]), min(last, span[1])
    # a session over three days and more fills every part of the second
    return (end - day).days >= 2 or any(
        _in_part(session, day + timedelta(days=n), part) for n in range((end - day).days + 1)
    )


def _days(period: Period) -> tuple[date, date] | None:
    """First and last day; of a contradiction both days written, so that neither reading hides it."""
    first, last = period.first_day, period.last_day
    return (min(first, last), max(first, last)) if first and last else None


_HOURS = {Part.MORNING: (0, 12), Part.AFTERNOON: (12, 18), Part.EVENING: (18, 24)}


def _in_part(session: SessionView, day: date, part: Part) -> bool:
    period = session.counts_on
    assert period.start
    first, last = _HOURS[part]
    begins, ends = midnight(day) + timedelta(hours=first), midnight(day) + timedelta(hours=last)
    if period.end is None or period.end <= period.start:
        return begins <= period.start < ends
    return period.start < ends and begins < period.end


@dataclass(frozen=True, slots=True)
class Due:
    """Something a person owes. by: the first moment at which it is late; None when the plan gives no date."""

    session: SessionView
    by: datetime | None


@dataclass(frozen=True, slots=True)
class Dues:
    """What is owed: still in time, soonest first, the undated last; and overdue, oldest first."""

    open: tuple[Due, ...]
    overdue: tuple[Due, ...]


def deadlines(sessions: Iterable[SessionView], now: datetime) -> Dues:
    """Deadlines, LMS and practice not reported done, and by when."""
    dues = sorted((_due(session) for session in sessions if _is_owed(session)), key=_due_key)
    return Dues(
        open=tuple(due for due in dues if due.by is None or due.by > now),
        overdue=tuple(due for due in dues if due.by is not None and due.by <= now),
    )


def due_within(owed: Dues, first: date, last: date) -> tuple[Due, ...]:
    """What is due on a day of these, late or not, in order of time. Midnight ends the day before it."""
    timed = [due for due in (*owed.overdue, *owed.open) if due.by is not None]
    return tuple(due for due in timed if due.by and first <= _last_day(due.by) <= last)


def _last_day(by: datetime) -> date:
    return (by - timedelta(microseconds=1)).astimezone(ZONE).date()


def _is_owed(session: SessionView) -> bool:
    owed_kind = session.kind in TO_REPORT or session.kind is Kind.DEADLINE
    return owed_kind and not session.done and not session.cancelled


def _due(session: SessionView) -> Due:
    return Due(session, session.ends)


def _due_key(due: Due) -> tuple[datetime, int]:
    return due.by or _NEVER, due.session.id


def clashes(sessions: Iterable[SessionView]) -> tuple[tuple[SessionView, SessionView], ...]:
    """Pairs that need a person in two places at once: both known to the minute, neither cancelled.

    In order of the later start. The same session in two roles is no clash.
    """
    timed = sorted(filter(_takes_time, sessions), key=sort_key)
    return tuple(
        (one, other)
        for n, other in enumerate(timed)
        for one in timed[:n]
        if one.id != other.id and one.period.overlaps(other.period)
    )


def _takes_time(session: SessionView) -> bool:
    return session.kind in TO_LEARN and session.counts_on.is_exact and not session.cancelled


def at(sessions: Iterable[SessionView], now: datetime, ahead: timedelta = ABOUT_TO_BEGIN) -> tuple[SessionView, ...]:
    """What is running or about to begin: known to the minute first, then what is on these days."""
    found = (session for session in sessions if _runs(session, now, ahead))
    return tuple(sorted(found, key=lambda session: (not session.counts_on.is_exact, sort_key(session))))


def _runs(session: SessionView, now: datetime, ahead: timedelta) -> bool:
    period = session.counts_on
    if session.cancelled or session.kind not in TO_LEARN or period.start is None or session.ends is None:
        return False
    if period.precision not in (Precision.MINUTE, Precision.DAY):
        return False
    lead = ahead if period.is_exact else timedelta()
    return period.start - lead <= now < session.ends


def days_to_choose(session: SessionView, now: datetime) -> tuple[date, ...]:
    """Days of the window that may still be chosen, today included; none where nothing is chosen."""
    span = _days(session.period)
    if not session.choose_days or session.cancelled or span is None:
        return ()
    first = max(span[0], now.astimezone(ZONE).date())
    return tuple(first + timedelta(days=n) for n in range((span[1] - first).days + 1))
