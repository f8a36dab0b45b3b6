"""What tests of scheduled messages share: a Saturday morning's session and what is said of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from handlers import scheduled
from handlers.scheduled import Worded, plan_reminders, start_due
from storage import deliveries, sessions
from tests import gatherings
from tests.gatherings import at
from training.mailing import MailingKind

FRIDAY = date(2022, 12, 9)
EVE = at("19:00", FRIDAY)
BEFORE = at("8:00", date(2022, 12, 8))
NOON = at("12:00", FRIDAY)
ALL = tuple(MailingKind)


def a_saturday(db: Connection, many: int = 1) -> tuple[int, int, list[int]]:
    """A course with a Saturday morning's session, its people, and the reminders planned."""
    course = gatherings.a_course(db)
    session = gatherings.a_session(db, course, gatherings.morning())
    people = gatherings.people(db, many)
    gatherings.enrol(db, course, people)
    plan_reminders(db, None, BEFORE)
    return course, session, people


def worded(db: Connection, now: datetime) -> list[Worded]:
    """What would be sent to whom at this moment, all of it."""
    while start_due(db, now):
        pass
    return [scheduled.word(db, one, now) for one in deliveries.claim(db, now, 99, ALL)]


def the_text(db: Connection, now: datetime) -> str:
    [one] = worded(db, now)
    assert one.reply
    return one.reply.text


def view_of(db: Connection, session: int) -> Any:
    facts = sessions.session_facts(db, session)
    assert facts
    return facts.view
