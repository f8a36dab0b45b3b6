"""Marks, appended and never changed; the newest counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, union

from storage import schema
from storage.sessions import takes_part
from training.attendance import MarkValue, Method, Status

m, person, unit = schema.mark, schema.person, schema.unit


def append_mark(db: Connection, session_id: int, person_id: int, value: MarkValue) -> None:
    """One more mark."""
    append_marks(db, session_id, [person_id], value)


_ADD = m.insert()


def append_marks(db: Connection, session_id: int, person_ids: Iterable[int], value: MarkValue) -> None:
    """The same mark for each of these people, in one statement."""
    same = {
        "session_id": session_id,
        "status": value.status.value,
        "method": value.method.value,
        "by_person_id": value.by_person,
        "at": value.at,
        "reason": value.reason,
    }
    if rows := [{**same, "person_id": person} for person in person_ids]:
        db.execute(_ADD, rows)


def marks_of(db: Connection, session_id: int, person_id: int) -> list[MarkValue]:
    """Everything ever marked for one person in one session, oldest first."""
    rows = db.execute(
        select(m).where(m.c.session_id == session_id, m.c.person_id == person_id).order_by(m.c.id),
    )
    return [_mark(row) for row in rows]


def _mark(row: Row[Any]) -> MarkValue:
    return MarkValue(Status(row.status), Method(row.method), row.by_person_id, row.at, row.reason)


@dataclass(frozen=True, slots=True)
class RollRow:
    """Somebody expected in a session, with the mark that counts."""

    person_id: int
    code: str
    name: str
    unit: str | None
    subject: str | None
    birthday: Any
    mark: MarkValue | None


def roll(db: Connection, session_id: int) -> list[RollRow]:
    """Everybody expected in a session, and who was marked without being expected; by person id."""
    latest = select(m.c.person_id, func.max(m.c.id).label("id")).where(m.c.session_id == session_id)
    newest = latest.group_by(m.c.person_id).subquery()
    course = select(schema.session.c.course_id).where(schema.session.c.id == session_id).scalar_subquery()
    enrolled = select(schema.enrolment.c.person_id).where(
        schema.enrolment.c.course_id == course, takes_part(session_id, schema.enrolment.c.person_id)
    )
    expected = union(enrolled, select(newest.c.person_id)).subquery()
    joined = (
        expected.join(person, person.c.id == expected.c.person_id)
        .outerjoin(unit, unit.c.id == person.c.unit_id)
        .outerjoin(newest, newest.c.person_id == person.c.id)
        .outerjoin(m, m.c.id == newest.c.id)
    )
    columns = (person.c.id.label("whose"), person.c.code, person.c.name, unit.c.name.label("unit"))
    rows = db.execute(
        select(*columns, person.c.subject, person.c.birthday, m.c.status, m.c.method, m.c.by_person_id, m.c.at)
        .add_columns(m.c.reason)
        .select_from(joined)
        .order_by(person.c.id)
    )
    return [_roll_row(row) for row in rows]


def _roll_row(row: Row[Any]) -> RollRow:
    mark = _mark(row) if row.status and row.status != Status.NONE else None
    return RollRow(row.whose, row.code, row.name, row.unit, row.subject, row.birthday, mark)


def is_expected(db: Connection, session_id: int, person_id: int) -> bool:
    """Whether a person is enrolled for the session (its group included)."""
    course = select(schema.session.c.course_id).where(schema.session.c.id == session_id).scalar_subquery()
    query = select(schema.enrolment.c.person_id).where(
        schema.enrolment.c.course_id == course,
        schema.enrolment.c.person_id == person_id,
        takes_part(session_id, person_id),
    )
    return db.execute(query).first() is not None


def current_marks_of(db: Connection, person_id: int) -> dict[int, MarkValue]:
    """The mark that counts, by session id, for everything a person was marked in."""
    newest = select(func.max(m.c.id)).where(m.c.person_id == person_id).group_by(m.c.session_id)
    rows = db.execute(select(m).where(and_(m.c.id.in_(newest), m.c.status != Status.NONE.value)))
    return {row.session_id: _mark(row) for row in rows}


def last_marked_at(db: Connection, session_id: int) -> datetime | None:
    """When the newest mark of a session was made."""
    return db.execute(select(func.max(m.c.at)).where(m.c.session_id == session_id)).scalar()
