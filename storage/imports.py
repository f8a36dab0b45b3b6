"""Batches: what each import did, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

from storage import schema

_AT_ONCE = 5_000
_LOCK = 7_270_501  # a number of ours among PostgreSQL's advisory locks


@dataclass(frozen=True, slots=True)
class Batch:
    """summary: counts and codes to show. undo: ids added, and values before and after, see handlers.imports.undo."""

    id: int
    kind: str
    file_name: str
    digest: str
    summary: dict[str, Any]
    undo: dict[str, Any]
    by_person_id: int | None
    created_at: datetime
    undone_at: datetime | None


_COLUMNS = tuple(schema.import_batch.c[name] for name in Batch.__dataclass_fields__)


def one_at_a_time(db: Connection) -> None:
    """Until the transaction ends nobody else imports: codes and seats are counted. SQLite has one writer anyway."""
    if db.dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def freshen_statistics(db: Connection) -> None:
    """After many rows came in at once: what the database guesses by when it plans a query."""
    if db.dialect.name == "postgresql":
        db.execute(text("ANALYZE unit, person, account, enrolment, session"))
    else:
        db.execute(text("PRAGMA analysis_limit=1000"))
        db.execute(text("PRAGMA optimize"))


def add_batch(db: Connection, row: Mapping[str, Any]) -> int:
    """`row`: the fields of Batch but id and undone_at. Its id."""
    added = insert(schema.import_batch).values(dict(row)).returning(schema.import_batch.c.id)
    return int(db.execute(added).scalar_one())


def batch_by_id(db: Connection, batch_id: int) -> Batch | None:
    row = db.execute(select(*_COLUMNS).where(schema.import_batch.c.id == batch_id)).first()
    return Batch(*row) if row else None


def batches(db: Connection, *, kind: str | None = None, after: int = 0) -> list[Batch]:
    """Those not undone, the newest first; with ids greater than `after`."""
    chosen = select(*_COLUMNS).where(schema.import_batch.c.undone_at.is_(None), schema.import_batch.c.id > after)
    if kind is not None:
        chosen = chosen.where(schema.import_batch.c.kind == kind)
    return [Batch(*row) for row in db.execute(chosen.order_by(schema.import_batch.c.id.desc()))]


def last_of_file(db: Connection, start: str, kind: str, person_id: int | None, code: str | None = None) -> Batch | None:
    """A person's newest import not undone of a file whose digest begins so. code: of the course or plan, when told."""
    b = schema.import_batch.c
    chosen = select(*_COLUMNS).where(
        b.undone_at.is_(None),
        b.kind == kind,
        b.by_person_id == person_id,
        func.substr(b.digest, 1, len(start)) == start,
    )
    found = (Batch(*row) for row in db.execute(chosen.order_by(b.id.desc())))
    return next((one for one in found if code is None or one.summary.get("code") == code), None)


def close_batch(db: Connection, batch_id: int, now: datetime) -> None:
    """It is undone; what it knew of people is forgotten with it."""
    where = schema.import_batch.c.id == batch_id
    db.execute(update(schema.import_batch).where(where).values(undone_at=now, undo={}))


def rows_about(db: Connection, table: Table, column: str, ids: Collection[int]) -> int:
    """How many rows of a table point at one of these ids."""
    return sum(
        int(db.execute(select(func.count()).where(table.c[column].in_(some))).scalar_one()) for some in _portions(ids)
    )


def rows_in_course(db: Connection, table: Table, course_id: int, person_ids: Collection[int]) -> int:
    """How many rows of a table about people and sessions are of these people in the sessions of a course."""
    mine = table.c.session_id.in_(select(schema.session.c.id).where(schema.session.c.course_id == course_id))
    counting = select(func.count()).select_from(table).where(mine)
    return sum(
        int(db.execute(counting.where(table.c.person_id.in_(some))).scalar_one()) for some in _portions(person_ids)
    )


def remove_pairs(db: Connection, table: Table, names: tuple[str, str], pairs: Iterable[tuple[int, Any]]) -> None:
    """Delete the rows whose two columns hold one of these pairs."""
    for first, second in pairs:
        db.execute(delete(table).where(table.c[names[0]] == first, table.c[names[1]] == second))


def remove_of(db: Connection, table: Table, owner: tuple[str, int], column: str, ids: Collection[int]) -> None:
    """Delete the rows of one owner that name one of these ids: enrolments of a course, say."""
    for some in _portions(ids):
        db.execute(delete(table).where(table.c[owner[0]] == owner[1], table.c[column].in_(some)))


def _portions(ids: Collection[int]) -> Iterable[list[int]]:
    listed = list(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))
