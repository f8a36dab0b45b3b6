"""What signals are made of: claims with the chat account they came from, bindings, near the place or not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from storage import schema
from training.attendance import CLAIMS
from training.signals import Claim

log, m, a, w, p = schema.scan, schema.mark, schema.account, schema.whereabouts, schema.person
_AT_ONCE = 5_000


def claims_of(db: Connection, session_id: int) -> list[Claim]:
    """Everything with which people claimed to be there: scans and typed codes as they came, buttons as marks."""
    found = [
        Claim(row.person_id, row.at, row.outcome, row.method, row.age)
        for row in db.execute(select(log).where(log.c.session_id == session_id).order_by(log.c.id))
    ]
    taken = {one.person for one in found if one.outcome == "taken"}
    mine = (m.c.session_id == session_id, m.c.method.in_([one.value for one in CLAIMS]))
    tapped = db.execute(select(m.c.person_id, m.c.at, m.c.method).where(*mine).order_by(m.c.id)).all()
    found += [Claim(row.person_id, row.at, "taken", row.method) for row in tapped if row.person_id not in taken]
    accounts = _bindings(db, {one.person for one in found})
    return [_of_account(one, accounts.get(one.person, [])) for one in found]


def _of_account(one: Claim, bound: list[tuple[datetime, int]]) -> Claim:
    """With the account that was the person's when the claim came."""
    account = next((number for at, number in reversed(bound) if at <= one.at), None)
    return Claim(one.person, one.at, one.outcome, one.method, one.age, account)


def _bindings(db: Connection, people: Collection[int]) -> dict[int, list[tuple[datetime, int]]]:
    """person → (when, account) of every binding there ever was, oldest first: the log keeps those let go."""
    found: dict[int, list[tuple[datetime, int]]] = {}
    wanted = [f"person:{person}" for person in people]
    log_ = schema.audit
    for start in range(0, len(wanted), _AT_ONCE):
        some = log_.c.thing.in_(wanted[start : start + _AT_ONCE])
        bound = select(log_.c.at, log_.c.who, log_.c.thing).where(log_.c.action == "bind", some)
        for at, who, thing in db.execute(bound.order_by(log_.c.id)):
            if who.startswith("account:"):
                found.setdefault(int(thing.partition(":")[2]), []).append((at, int(who.partition(":")[2])))
    return found


def bound_at(db: Connection, people: Collection[int]) -> dict[int, datetime]:
    """When the newest account of each was bound."""
    wanted, found = list(people), {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = a.c.person_id.in_(wanted[start : start + _AT_ONCE])
        query = select(a.c.person_id, func.max(a.c.bound_at)).where(some, a.c.bound_at.is_not(None))
        found.update({person: at for person, at in db.execute(query.group_by(a.c.person_id))})
    return found


def has_location_consent(db: Connection, person_id: int) -> bool:
    return db.execute(select(p.c.location_consent_at).where(p.c.id == person_id)).scalar() is not None


def set_location_consent(db: Connection, person_id: int, at: datetime | None) -> None:
    """None takes it back, and with it goes what was noted."""
    db.execute(update(p).where(p.c.id == person_id).values(location_consent_at=at))
    if at is None:
        db.execute(delete(w).where(w.c.person_id == person_id))


def note_whereabouts(db: Connection, session_id: int, person_id: int, inside: bool, at: datetime) -> None:
    """Once inside, always inside: who was there may go home and send it again."""
    mine = (w.c.session_id == session_id, w.c.person_id == person_id)
    known = db.execute(select(w.c.inside).where(*mine)).scalar()
    if known is None:
        db.execute(w.insert().values(session_id=session_id, person_id=person_id, inside=inside, at=at))
    elif inside and not known:
        db.execute(update(w).where(*mine).values(inside=True, at=at))


def outside(db: Connection, session_id: int) -> frozenset[int]:
    return frozenset(db.scalars(select(w.c.person_id).where(w.c.session_id == session_id, ~w.c.inside)))
