"""Leave: asked for one session by one person, then accepted, refused or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from storage import schema
from storage.database import row_count

t, p, u = schema.leave, schema.person, schema.unit


class LeaveState(StrEnum):
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Leave:
    """photo: {"platform", "address", "message"} of the message it stands in. decider: the name."""

    id: int
    person_id: int
    name: str
    unit: str | None
    session_id: int
    reason: str
    state: LeaveState
    created_at: datetime
    photo: dict[str, Any] | None
    decided_by: int | None
    decider: str | None
    decided_at: datetime | None


def _query() -> Select[Any]:
    decider = p.alias("decider")
    joined = t.join(p, p.c.id == t.c.person_id).outerjoin(u, u.c.id == p.c.unit_id)
    joined = joined.outerjoin(decider, decider.c.id == t.c.decided_by)
    columns = (t.c.id, t.c.person_id, p.c.name, u.c.name, t.c.session_id, t.c.reason, t.c.state, t.c.created_at)
    more = (t.c.photo, t.c.decided_by, decider.c.name, t.c.decided_at)
    return select(*columns, *more).select_from(joined).where(t.c.session_id.is_not(None))


def _leave(row: Any) -> Leave:
    number, person, name, unit, session, reason, state, *rest = row
    return Leave(number, person, name, unit, session, reason or "", LeaveState(state), *rest)


def leave_by_id(db: Connection, leave_id: int) -> Leave | None:
    row = db.execute(_query().where(t.c.id == leave_id)).first()
    return _leave(row) if row else None


def ask(
    db: Connection, person_id: int, session_id: int, reason: str, now: datetime, photo: dict[str, Any] | None = None
) -> int:
    """Write down that somebody asks to be excused; the id. Asking again while nothing is decided changes the reason,
    and a photo that was sent stays unless another one comes."""
    same = (t.c.person_id == person_id, t.c.session_id == session_id, t.c.state == LeaveState.ASKED)
    known: int | None = db.execute(select(t.c.id).where(*same)).scalar()
    picture = {"photo": photo} if photo else {}
    if known is not None:
        db.execute(update(t).where(t.c.id == known).values(reason=reason, **picture))
        return known
    values = {"person_id": person_id, "session_id": session_id, "reason": reason, "created_at": now, **picture}
    created: int = db.execute(t.insert().values(**values).returning(t.c.id)).scalar_one()
    return created


def add_photo(db: Connection, leave_id: int, photo: dict[str, Any]) -> None:
    db.execute(update(t).where(t.c.id == leave_id).values(photo=photo))


def decide(db: Connection, leave_id: int, state: LeaveState, by: int | None, now: datetime) -> bool:
    """From asked to `state`; False when somebody was faster."""
    asked = (t.c.id == leave_id, t.c.state == LeaveState.ASKED)
    return row_count(db.execute(update(t).where(*asked).values(state=state, decided_by=by, decided_at=now))) == 1


def reopen(db: Connection, leave_id: int) -> None:
    """A decision is taken back: it is asked again."""
    db.execute(update(t).where(t.c.id == leave_id).values(state=LeaveState.ASKED, decided_by=None, decided_at=None))


def asked_in(db: Connection, session_ids: Iterable[int]) -> list[Leave]:
    """Not yet decided, of these sessions, oldest first."""
    chosen = _query().where(t.c.session_id.in_(list(session_ids)), t.c.state == LeaveState.ASKED)
    return [_leave(row) for row in db.execute(chosen.order_by(t.c.id))]


def how_many_asked(db: Connection, session_id: int) -> int:
    query = select(func.count()).where(t.c.session_id == session_id, t.c.state == LeaveState.ASKED)
    return int(db.execute(query).scalar_one())


def sessions_asked(db: Connection) -> list[int]:
    """Sessions for which a leave is not yet decided."""
    return list(db.scalars(select(t.c.session_id).where(t.c.state == LeaveState.ASKED).distinct()))
