"""The line of an evening: what was due in a course, what came of it, and what tomorrow brings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import Speaker
from storage import mailings
from storage.deliveries import Part
from storage.outcomes import counts_between, unbegun_between
from storage.sessions import course_by_id, sessions_of_course
from training.mailing import MailingKind
from training.plan import ZONE, Period, Precision, midnight

TOLD = (MailingKind.REMINDER, MailingKind.NOTICE, MailingKind.CHANGE)
KEY = "heartbeat"
DAY = timedelta(days=1)


def plan_heartbeats(db: Connection, now: datetime, day: date | None = None) -> int:
    """A nudge to the organizers of each course in which something was due that day or is on the next. How many are new.

    Once a day and course, however often it is asked for. day: today, but for an evening that was slept through.
    """
    day = day or now.astimezone(ZONE).date()
    courses = mailings.courses_astir(db, midnight(day), midnight(day + DAY), midnight(day + 2 * DAY))
    known = mailings.occurrences_of(db, KEY, midnight(day))
    fresh = [course_id for course_id in courses if _occurrence(course_id, day) not in known]
    for course_id in fresh:
        mailings.create(
            db,
            MailingKind.NUDGE,
            {"organizers": course_id},
            {"nudge": KEY, "course": course_id, "day": day.isoformat()},
            now,
            now,
            expires_at=midnight(day + DAY) + timedelta(hours=12),
            rule_key=KEY,
            occurrence=_occurrence(course_id, day),
        )
    return len(fresh)


def _occurrence(course_id: int, day: date) -> str:
    return f"{course_id}:{day.isoformat()}"


def word(db: Connection, parts: Sequence[Part], now: datetime, t: Speaker) -> Reply | None:
    """All courses of one organizer in one message; None when there is nothing to say of any."""
    day = date.fromisoformat(parts[-1].body["day"])
    lines = [line for part in parts if (line := _line(db, part, now))]
    return words.heartbeat(t, lines, day) if lines else None


def _line(db: Connection, part: Part, now: datetime) -> words.Heartbeat | None:
    day = date.fromisoformat(part.body["day"])
    course = course_by_id(db, part.body["course"])
    if course is None:
        return None
    counted = counts_between(db, course.id, midnight(day), midnight(day + DAY), TOLD)
    unbegun = unbegun_between(db, course.id, midnight(day), now)
    tomorrow = _sessions_on(db, course.id, day + DAY)
    if not (counted.recipients or unbegun or tomorrow):
        return None
    return words.Heartbeat(
        course=course.title,
        due=counted.recipients,
        sent=counted.sent,
        missed=counted.missed,
        unreachable=counted.unreachable,
        unknown=counted.unknown,
        failed=counted.failed,
        needless=counted.stopped,
        waiting=counted.waiting,
        unbegun=unbegun,
        tomorrow=tomorrow,
    )


def _sessions_on(db: Connection, course_id: int, day: date) -> int:
    views = [facts.view for facts in sessions_of_course(db, course_id)]
    return sum(1 for view in views if not view.cancelled and _is_on(view.period, day))


def _is_on(period: Period, day: date) -> bool:
    first, last = period.first_day, period.last_day
    if first is None or last is None or period.precision in (Precision.WEEK, Precision.MONTH):
        return False
    return first <= day <= last
