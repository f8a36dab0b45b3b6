"""What a claim to be there needs, in one statement; and claims as they came, for who looks for signals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, exists, func, insert, select

from storage import schema
from storage.attendance import mark_of_row
from storage.prepared import Prepared
from storage.sessions import SessionFacts, facts_of_row, facts_query, takes_part
from training.attendance import MarkValue, Method, Status

m, s, e, log = schema.mark, schema.session, schema.enrolment, schema.scan


@dataclass(frozen=True, slots=True)
class Claimant:
    """A person before a session. mark: the one that counts; None: unmarked. last: id of the newest mark, 0 for none."""

    facts: SessionFacts
    expected: bool
    mark: MarkValue | None
    last: int


def _claimant() -> Select[Any]:
    session_id: Any = bindparam("of_session")
    who: Any = bindparam("who")
    mine = (m.c.session_id == s.c.id, m.c.person_id == who)
    newest = select(func.max(m.c.id)).where(*mine).correlate(s).scalar_subquery()
    last = m.alias("last")
    expected = exists().where(e.c.course_id == s.c.course_id, e.c.person_id == who, takes_part(session_id, who))
    marked = (last.c.id.label("last"), last.c.status, last.c.method, last.c.by_person_id, last.c.at, last.c.reason)
    query = facts_query().outerjoin(last, and_(last.c.session_id == s.c.id, last.c.id == newest))
    return query.add_columns(expected.correlate(s).label("expected"), *marked).where(s.c.id == session_id)


_CLAIMANT = Prepared(_claimant())


def claimant(db: Connection, session_id: int, person_id: int) -> Claimant | None:
    """None when there is no such session."""
    row = _CLAIMANT.first(db, of_session=session_id, who=person_id)
    if row is None:
        return None
    marked = row.status is not None and row.status != Status.NONE
    return Claimant(facts_of_row(row), bool(row.expected), mark_of_row(row) if marked else None, row.last or 0)


@dataclass(frozen=True, slots=True)
class Scan:
    """One claim as it came. age: seconds since what was scanned or typed had first been shown."""

    at: datetime
    method: str
    outcome: str
    age: int | None = None


_NEW = Prepared(insert(log), ("session_id", "person_id", "platform", "method", "outcome", "at", "age"))


def note_scan(
    db: Connection,
    session_id: int,
    person_id: int,
    platform: str,
    method: Method,
    outcome: str,
    at: datetime,
    age: int | None = None,
) -> None:
    row = {"session_id": session_id, "person_id": person_id, "platform": platform, "method": method.value}
    _NEW.run(db, **row, outcome=outcome, at=at, age=age)


_LAST = (
    select(log.c.at, log.c.method, log.c.outcome, log.c.age)
    .where(log.c.session_id == bindparam("of_session"), log.c.person_id == bindparam("who"))
    .order_by(log.c.id.desc())
    .limit(1)
)


def last_scan(db: Connection, session_id: int, person_id: int) -> Scan | None:
    row = db.execute(_LAST, {"of_session": session_id, "who": person_id}).first()
    return Scan(*row) if row else None
