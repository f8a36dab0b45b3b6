"""What the boards of sessions need: their links, and the numbers that they show."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, literal_column, or_, select, union, update

from storage import schema
from storage.database import row_count
from storage.secret_links import hashed, new_secret
from storage.sessions import takes_part
from training.attendance import CLAIMS, Status

link, m, s, e = schema.board_link, schema.mark, schema.session, schema.enrolment


@dataclass(frozen=True, slots=True)
class BoardLink:
    """A link that still leads to the board of one session."""

    id: int
    session_id: int
    language: str
    created_by: int | None


def open_board(db: Connection, session_id: int, person_id: int, language: str, now: datetime, expires: datetime) -> str:
    """A new link to the board of a session; its secret, shown this once."""
    secret = new_secret()
    row = {"session_id": session_id, "secret_hash": hashed(secret), "language": language, "created_by": person_id}
    db.execute(insert(link).values(**row, created_at=now, expires_at=expires))
    return secret


def board_at(db: Connection, secret: str, now: datetime) -> BoardLink | None:
    """None for a link that never was, is revoked or over: nobody learns which."""
    columns = (link.c.id, link.c.session_id, link.c.language, link.c.created_by)
    row = db.execute(select(*columns).where(link.c.secret_hash == hashed(secret), *_living(now))).first()
    return BoardLink(*row) if row else None


def living_links(db: Connection, link_ids: Collection[int], now: datetime) -> set[int]:
    """Those of these links that still lead somewhere."""
    return set(db.scalars(select(link.c.id).where(link.c.id.in_(list(link_ids)), *_living(now))))


def open_links(db: Connection, session_id: int, now: datetime) -> int:
    """How many links lead to the board of a session."""
    many = select(func.count()).select_from(link).where(link.c.session_id == session_id, *_living(now))
    return int(db.execute(many).scalar_one())


def revoke(db: Connection, session_id: int, now: datetime) -> int:
    """No link leads to the board of the session any more; how many did."""
    living = update(link).where(link.c.session_id == session_id, *_living(now))
    return row_count(db.execute(living.values(revoked_at=now)))


def revoke_of(db: Connection, person_id: int, now: datetime) -> int:
    """No link that this person opened leads anywhere any more; how many did."""
    theirs = update(link).where(link.c.created_by == person_id, *_living(now))
    return row_count(db.execute(theirs.values(revoked_at=now)))


def _living(now: datetime) -> tuple[Any, ...]:
    return link.c.revoked_at.is_(None), link.c.expires_at > now


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who has come to a session. names: of the last to say so, the newest first."""

    present: int
    late: int
    expected: int
    names: tuple[str, ...] = ()


def last_marks(db: Connection, session_ids: Collection[int]) -> dict[int, int]:
    """The id of the newest mark by session, for those with any: whether there is anything new to count."""
    newest = select(m.c.session_id, func.max(m.c.id)).where(m.c.session_id.in_(list(session_ids)))
    return {session_id: number for session_id, number in db.execute(newest.group_by(m.c.session_id))}


def _counts() -> Select[Any]:
    """(status, people) of all marks that count in :session, and ('expected', people) of who should come."""
    session_id: Any = bindparam("session")
    newest = _newest(session_id)
    by_status = select(m.c.status, func.count()).join(newest, newest.c.id == m.c.id).group_by(m.c.status)
    course = select(s.c.course_id).where(s.c.id == session_id).scalar_subquery()
    enrolled = select(e.c.person_id).where(e.c.course_id == course, takes_part(session_id, e.c.person_id))
    everybody = union(enrolled, select(newest.c.person_id)).subquery()
    expected: Any = select(literal_column("'expected'"), func.count()).select_from(everybody)
    return select(by_status.union_all(expected).subquery())


def _newest(session_id: Any) -> Any:
    newest = select(m.c.person_id, func.max(m.c.id).label("id")).where(m.c.session_id == session_id)
    return newest.group_by(m.c.person_id).subquery()


def _names() -> Select[Any]:
    session_id: Any = bindparam("session")
    newest = _newest(session_id)
    claimed = and_(m.c.method.in_([one.value for one in CLAIMS]), or_(*(m.c.status == one.value for one in _THERE)))
    joined = newest.join(m, m.c.id == newest.c.id).join(schema.person, schema.person.c.id == m.c.person_id)
    return select(schema.person.c.name).select_from(joined).where(claimed).order_by(m.c.id.desc()).limit(NAMES)


NAMES = 6
_THERE = (Status.PRESENT, Status.LATE)
_COUNTS, _NAMES = _counts(), _names()


def arrivals(db: Connection, session_id: int, with_names: bool) -> Arrivals:
    """The counts of a session in one statement, the last names in another when they are wanted."""
    found = {status: many for status, many in db.execute(_COUNTS, {"session": session_id})}
    names = tuple(db.scalars(_NAMES, {"session": session_id})) if with_names else ()
    return Arrivals(found.get(Status.PRESENT, 0), found.get(Status.LATE, 0), found["expected"], names)
