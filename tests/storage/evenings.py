"""What tests of mailings share: an evening before a Saturday's session, planned, begun, sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from storage import deliveries, due, mailings, outcomes, schema
from storage.deliveries import Claimed
from storage.mailings import Planned
from storage.outcomes import Result
from tests import gatherings
from tests.gatherings import at
from training.mailing import MailingKind, Outcome

NOW = at("19:00", date(2022, 12, 9))
EXPIRES = at("7:30")
ALL = tuple(MailingKind)


def eve(session_id: int, unless_done: bool = False) -> Planned:
    return Planned("eve", NOW, EXPIRES, unless_done)


def planned(db: Connection, session_id: int, course_id: int, *occurrences: Planned) -> None:
    mailings.plan_occurrences(db, session_id, course_id, occurrences or [eve(session_id)], NOW - timedelta(days=1))


def started(db: Connection, now: datetime = NOW) -> None:
    """As the dispatcher does it, without the night."""
    for mailing_id, _ in due.take_due(db, now, ALL, 100):
        one = mailings.mailing_by_id(db, mailing_id)
        assert one
        deliveries.freeze(db, one, now)


def a_notice(db: Connection, audience: Mapping[str, Any], body: Mapping[str, Any] | None = None) -> int:
    made = mailings.create(db, MailingKind.NOTICE, audience, body or {"text": "Kính gửi thầy cô"}, NOW, NOW)
    started(db)
    return made


def states(db: Connection) -> dict[int, str]:
    """person → state, of all deliveries."""
    rows = db.execute(select(schema.delivery.c.person_id, schema.delivery.c.state)).all()
    return {row.person_id: row.state for row in rows}


def sent(db: Connection, one: Claimed, message: str = "77") -> None:
    outcomes.record(db, one, Result(Outcome.SENT, message), NOW)


def notice_to(db: Connection, many: int, body: Mapping[str, Any] | None = None) -> int:
    course = gatherings.a_course(db)
    gatherings.enrol(db, course, gatherings.people(db, many))
    return a_notice(db, {"courses": [course]}, body)
