"""Marks that came together, to be taken back together; the session a chat is looking at; notes of its staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from storage import attendance, schema
from storage.database import row_count
from training.attendance import MarkValue, Method, Status

b, m, n, q, pl = schema.roll_batch, schema.mark, schema.session_note, schema.panel, schema.list_place
PANEL_LIFE = timedelta(hours=3)
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Batch:
    """marks: person id → id of the mark that was made."""

    id: int
    session_id: int
    by_person_id: int | None
    method: Method
    entered_at: datetime
    marks: Mapping[int, int]
    undone_at: datetime | None


def append_batch(
    db: Connection,
    session_id: int,
    statuses: Mapping[int, Status],
    method: Method,
    by: int | None,
    at: datetime,
    now: datetime,
    reason: str | None = None,
) -> int:
    """A mark for each of these people. at: the true time of what is said; now: when it is entered. The batch's id."""
    for status in Status:
        whom = [person for person, one in statuses.items() if one is status]
        attendance.append_marks(db, session_id, whom, MarkValue(status, method, by, at, reason))
    made = newest_ids(db, session_id, statuses)
    values = {
        "session_id": session_id,
        "by_person_id": by,
        "method": method.value,
        "entered_at": now,
        "marks": {str(person): made[person] for person in statuses},
    }
    created: int = db.execute(b.insert().values(values).returning(b.c.id)).scalar_one()
    return created


def newest_ids(db: Connection, session_id: int, person_ids: Iterable[int]) -> dict[int, int]:
    """person id → id of the newest mark; people without any are missing."""
    wanted, found = list(person_ids), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        query = select(m.c.person_id, func.max(m.c.id)).where(m.c.session_id == session_id, m.c.person_id.in_(some))
        found.update({person: number for person, number in db.execute(query.group_by(m.c.person_id))})
    return found


def batch(db: Connection, batch_id: int) -> Batch | None:
    row = db.execute(select(b).where(b.c.id == batch_id)).first()
    if row is None:
        return None
    marks = {int(person): mark for person, mark in row.marks.items()}
    return Batch(row.id, row.session_id, row.by_person_id, Method(row.method), row.entered_at, marks, row.undone_at)


def set_undone(db: Connection, batch_id: int, now: datetime) -> bool:
    """False when it was taken back already."""
    first = update(b).where(b.c.id == batch_id, b.c.undone_at.is_(None)).values(undone_at=now)
    return row_count(db.execute(first)) == 1


def histories(db: Connection, session_id: int) -> dict[int, list[MarkValue]]:
    """Everything ever marked in a session, by person, oldest first."""
    found: dict[int, list[MarkValue]] = {}
    for row in db.execute(select(m).where(m.c.session_id == session_id).order_by(m.c.id)):
        found.setdefault(row.person_id, []).append(attendance.mark_of_row(row))
    return found


def look_at(db: Connection, account_id: int, session_id: int, now: datetime) -> None:
    """The chat shows this session's screen."""
    values = {"session_id": session_id, "at": now}
    if not row_count(db.execute(update(q).where(q.c.account_id == account_id).values(**values))):
        db.execute(q.insert().values(account_id=account_id, **values))


def looked_at(db: Connection, account_id: int, now: datetime) -> int | None:
    """The session whose screen a chat showed in the last hours."""
    recent = select(q.c.session_id).where(q.c.account_id == account_id, q.c.at > now - PANEL_LIFE)
    return db.execute(recent).scalar()


@dataclass(frozen=True, slots=True)
class Note:
    author: str | None
    text: str
    created_at: datetime


def add_note(db: Connection, session_id: int, by: int | None, text: str, now: datetime) -> None:
    values = {"session_id": session_id, "by_person_id": by, "text": text, "created_at": now}
    db.execute(n.insert().values(**values))


def notes_of(db: Connection, session_id: int) -> list[Note]:
    """Oldest first."""
    p = schema.person
    columns = (p.c.name, n.c.text, n.c.created_at)
    chosen = (
        select(*columns).select_from(n.outerjoin(p, p.c.id == n.c.by_person_id)).where(n.c.session_id == session_id)
    )
    return [Note(*row) for row in db.execute(chosen.order_by(n.c.id))]


def places(db: Connection, session_id: int) -> dict[int, int]:
    """person id → number on the printed lists of a session, those who have left it since then included."""
    rows = db.execute(select(pl.c.person_id, pl.c.place).where(pl.c.session_id == session_id))
    return {person: place for person, place in rows}


def keep_places(db: Connection, session_id: int, numbers: Mapping[int, int]) -> None:
    """These go out on paper: from now on they mean these people. Who has a number already keeps it."""
    known = places(db, session_id)
    rows = [
        {"session_id": session_id, "person_id": person, "place": place}
        for person, place in numbers.items()
        if person not in known
    ]
    if rows:
        db.execute(pl.insert(), rows)
