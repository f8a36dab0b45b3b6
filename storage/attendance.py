"""Marks, appended and never changed; the newest counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, Row, and_, bindparam, func, select, union

from storage import schema
from storage.sessions import takes_part
from training.attendance import MarkValue, Method, Status

m, person, unit, place = schema.mark, schema.person, schema.unit, schema.list_place


def append_mark(db: Connection, session_id: int, person_id: int, value: MarkValue) -> None:
    """One more mark."""
    append_marks(db, session_id, [person_id], value)


def _add() -> Insert:
    """Each mark names the one before it: of two that are made at once for one person, the database takes one."""
    earlier = m.alias("earlier")
    mine = (earlier.c.session_id == bindparam("of_session"), earlier.c.person_id == bindparam("of_person"))
    return m.insert().values(follows=select(func.coalesce(func.max(earlier.c.id), 0)).where(*mine).scalar_subquery())


_ADD = _add()
_ADD_AFTER = m.insert()


def append_after(db: Connection, session_id: int, person_id: int, value: MarkValue, follows: int) -> None:
    """One more mark, which was decided on when `follows` was the newest (0: when there was none). Raises IntegrityError
    when that is no longer so: the unit of work is then done again, and decides anew."""
    row = {"session_id": session_id, "person_id": person_id, "status": value.status.value, "follows": follows}
    more = {"method": value.method.value, "by_person_id": value.by_person, "at": value.at, "reason": value.reason}
    db.execute(_ADD_AFTER, {**row, **more})


def append_marks(db: Connection, session_id: int, person_ids: Iterable[int], value: MarkValue) -> None:
    """The same mark for each of these people, in one statement. Raises IntegrityError when somebody else's mark for
    one of them came in between: the unit of work is then done again."""
    same = {
        "session_id": session_id,
        "of_session": session_id,
        "status": value.status.value,
        "method": value.method.value,
        "by_person_id": value.by_person,
        "at": value.at,
        "reason": value.reason,
    }
    if rows := [{**same, "person_id": person, "of_person": person} for person in person_ids]:
        db.execute(_ADD, rows)


def marks_of(db: Connection, session_id: int, person_id: int) -> list[MarkValue]:
    """Everything ever marked for one person in one session, oldest first."""
    rows = db.execute(
        select(m).where(m.c.session_id == session_id, m.c.person_id == person_id).order_by(m.c.id),
    )
    return [mark_of_row(row) for row in rows]


def mark_of_row(row: Row[Any]) -> MarkValue:
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
    number: int | None = None  # TT on the printed lists of the session; None: on none so far
    came: datetime | None = None  # when the mark that counts is of going: since when they were there


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
        .outerjoin(place, and_(place.c.session_id == session_id, place.c.person_id == person.c.id))
    )
    columns = (person.c.id.label("whose"), person.c.code, person.c.name, unit.c.name.label("unit"), place.c.place)
    rows = db.execute(
        select(*columns, person.c.subject, person.c.birthday, m.c.status, m.c.method, m.c.by_person_id, m.c.at)
        .add_columns(m.c.reason)
        .select_from(joined)
        .order_by(person.c.id)
    )
    found = [_roll_row(row) for row in rows]
    return _with_arrivals(db, session_id, found) if any(map(_has_left, found)) else found


def _has_left(row: RollRow) -> bool:
    return row.mark is not None and row.mark.method is Method.CHECK_OUT


def _with_arrivals(db: Connection, session_id: int, rows: list[RollRow]) -> list[RollRow]:
    there = (m.c.status.in_([Status.PRESENT.value, Status.LATE.value]), m.c.method != Method.CHECK_OUT.value)
    first = select(m.c.person_id, func.min(m.c.at)).where(m.c.session_id == session_id, *there)
    came = {person_id: at for person_id, at in db.execute(first.group_by(m.c.person_id))}
    return [replace(row, came=came.get(row.person_id)) if _has_left(row) else row for row in rows]


def _roll_row(row: Row[Any]) -> RollRow:
    mark = mark_of_row(row) if row.status and row.status != Status.NONE else None
    return RollRow(row.whose, row.code, row.name, row.unit, row.subject, row.birthday, mark, row.place)


def current_marks_of(db: Connection, person_id: int) -> dict[int, MarkValue]:
    """The mark that counts, by session id, for everything a person was marked in."""
    newest = select(func.max(m.c.id)).where(m.c.person_id == person_id).group_by(m.c.session_id)
    rows = db.execute(select(m).where(and_(m.c.id.in_(newest), m.c.status != Status.NONE.value)))
    return {row.session_id: mark_of_row(row) for row in rows}


def last_marked_at(db: Connection, session_id: int) -> datetime | None:
    """When the newest mark of a session was made."""
    return db.execute(select(func.max(m.c.at)).where(m.c.session_id == session_id)).scalar()


def names_of(db: Connection, person_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, of who set marks or is marked."""
    rows = db.execute(select(person.c.id, person.c.name).where(person.c.id.in_(list(person_ids))))
    return {number: name for number, name in rows}
