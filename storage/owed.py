"""What is true now of one person and a session: asked again at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, select

from storage.deliveries import ACCEPTED
from storage.rules import rules_of
from storage.schema import enrolment, leave, person, progress, session, staff
from storage.sessions import BEGINNING, session_facts, takes_part
from training.calendar import SessionView
from training.reminders import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """A person in a session. enrolled_at None: takes no part; staff do so from the BEGINNING."""

    enrolled_at: datetime | None
    is_staff: bool
    done: bool
    chosen_day: date | None
    on_leave: bool
    wants_reminders: bool

    def seen(self, view: SessionView) -> SessionView:
        """The session as this person sees it."""
        role = "trainer" if self.is_staff else "trainee"
        return replace(view, done=self.done, chosen_day=self.chosen_day, role=role)


def _standing() -> Select[Any]:
    who: Any = bindparam("who")
    which: Any = bindparam("which")
    mine = person.c.id
    joined = person.join(session, session.c.id == which)
    in_course = and_(enrolment.c.course_id == session.c.course_id, enrolment.c.person_id == mine)
    joined = joined.outerjoin(enrolment, and_(in_course, takes_part(session.c.id, mine)))
    joined = joined.outerjoin(progress, and_(progress.c.session_id == which, progress.c.person_id == mine))
    teaches = exists().where(staff.c.session_id == which, staff.c.person_id == mine)
    away = exists().where(leave.c.session_id == which, leave.c.person_id == mine, leave.c.state == ACCEPTED)
    columns = (
        enrolment.c.created_at.label("enrolled_at"),
        teaches.label("teaches"),
        progress.c.done_at,
        progress.c.chosen_day,
        away.label("away"),
        person.c.reminders,
    )
    return select(*columns).select_from(joined).where(mine == who, person.c.erased_at.is_(None))


_STANDING = _standing()


def standing(db: Connection, person_id: int, session_id: int) -> Standing | None:
    """None when the person or the session is no more."""
    row = db.execute(_STANDING, {"who": person_id, "which": session_id}).first()
    if row is None:
        return None
    enrolled_at = BEGINNING if row.teaches else row.enrolled_at
    done = row.done_at is not None
    return Standing(enrolled_at, bool(row.teaches), done, row.chosen_day, bool(row.away), row.reminders)


@dataclass(slots=True)
class Known:
    """Sessions and rules read once in a unit of work, however many people they concern."""

    db: Connection
    _views: dict[int, SessionView | None] = field(default_factory=dict)
    _rules: dict[int, tuple[Rule, ...]] = field(default_factory=dict)

    def session(self, session_id: int) -> SessionView | None:
        if session_id not in self._views:
            facts = session_facts(self.db, session_id)
            self._views[session_id] = facts.view if facts else None
        return self._views[session_id]

    def rules(self, course_id: int) -> tuple[Rule, ...]:
        if course_id not in self._rules:
            self._rules |= rules_of(self.db, [course_id])
        return self._rules[course_id]
