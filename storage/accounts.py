"""Chat accounts, the people they are bound to, and what these may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    Connection,
    String,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    union_all,
    update,
)

from storage import audit, boards, logins, mailings
from storage.prepared import Prepared
from storage.schema import account, draft, grant, invitation, panel, person, staff, topic
from training.people import Actor, Grant, Role


class Bound(StrEnum):
    """What came of an attempt to bind an account to a person."""

    NOW = "now"
    BEFORE = "before"  # to this same person
    TAKEN = "taken"  # the account is somebody else's: it must be unbound first
    NOBODY = "nobody"  # no such person


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account and its person; person_id None: unbound, and then every field of the person is None."""

    id: int
    platform: str
    address: str
    shown_name: str | None
    language: str | None  # the account's, else the person's, else None: nobody has chosen yet
    consent_at: datetime | None
    reachable: bool
    person_id: int | None
    code: str | None
    name: str | None
    unit_id: int | None
    role: str | None
    reminders: bool | None
    lead_minutes: int | None


_COLUMNS: tuple[Any, ...] = (
    account.c.id,
    account.c.platform,
    account.c.address,
    account.c.shown_name,
    func.coalesce(account.c.language, person.c.language),
    account.c.consent_at,
    account.c.reachable,
    person.c.id,
    person.c.code,
    person.c.name,
    person.c.unit_id,
    person.c.role,
    person.c.reminders,
    person.c.lead_minutes,
)
_ROW = select(*_COLUMNS).select_from(account.outerjoin(person))
_AT = Prepared(_ROW.where(account.c.platform == bindparam("where"), account.c.address == bindparam("chat")))


def account_at(db: Connection, platform: str, address: str) -> AccountRow | None:
    """Who writes from there; None when they never did."""
    row = _AT.first(db, where=platform, chat=address)
    return AccountRow(*row) if row else None


def account_by_id(db: Connection, account_id: int) -> AccountRow | None:
    row = db.execute(_ROW.where(account.c.id == account_id)).first()
    return AccountRow(*row) if row else None


def accounts_of(db: Connection, person_id: int) -> list[AccountRow]:
    """Through which a person can be reached, the newest binding first; unreachable ones too."""
    chosen = _ROW.where(account.c.person_id == person_id).order_by(account.c.bound_at.desc(), account.c.id.desc())
    return [AccountRow(*row) for row in db.execute(chosen)]


@dataclass(frozen=True, slots=True)
class Binding:
    """An account as an organizer may see it: never the id that the platform gave it."""

    account_id: int
    platform: str
    since: datetime | None
    reachable: bool
    consented: bool


def bindings_of(db: Connection, person_id: int) -> list[Binding]:
    """The accounts of a person, the newest first."""
    columns = (account.c.id, account.c.platform, account.c.bound_at, account.c.reachable, account.c.consent_at)
    chosen = select(*columns).where(account.c.person_id == person_id)
    rows = db.execute(chosen.order_by(account.c.bound_at.desc(), account.c.id.desc()))
    return [Binding(row.id, row.platform, row.bound_at, row.reachable, row.consent_at is not None) for row in rows]


def open_account(
    db: Connection, platform: str, address: str, now: datetime, *, shown_name: str = "", language: str | None = None
) -> AccountRow:
    """The account that writes from there, stored when it is new."""
    if known := account_at(db, platform, address):
        return known
    row = {
        "platform": platform,
        "address": address,
        "shown_name": shown_name,
        "language": language,
        "created_at": now,
        "seen_at": now,
    }
    db.execute(insert(account).values(row))
    opened = account_at(db, platform, address)
    assert opened
    return opened


def bind(db: Connection, account_id: int, person_id: int, by: str, now: datetime) -> Bound:
    """Make the account the person's. `by`: contact, invitation, approval, setting.

    Another account of the person on the same platform is let go: a new phone takes the place of the old one.
    """
    mine = account_by_id(db, account_id)
    known = select(person.c.id).where(person.c.id == person_id, person.c.erased_at.is_(None))
    if mine is None or db.execute(known).first() is None:
        return Bound.NOBODY
    if mine.person_id is not None:
        return Bound.BEFORE if mine.person_id == person_id else Bound.TAKEN
    for other in accounts_of(db, person_id):
        if other.platform == mine.platform:
            unbind(db, other.id, f"account:{account_id}", now)
    db.execute(
        update(account)
        .where(account.c.id == account_id)
        .values(person_id=person_id, bound_at=now, bound_by=by, reachable=True)
    )
    audit.note(db, now, f"account:{account_id}", "bind", f"person:{person_id}", after={"by": by})
    return Bound.NOW


def unbind(db: Connection, account_id: int, who: str, now: datetime) -> None:
    """Let the account go: it is a guest's again, has consented to nothing, is in the midst of nothing, is shown nothing
    that goes on, and the browsers, boards and the feed that it opened are closed. What waits for the person finds
    another account or none when its turn comes. `who` as in audit.note."""
    mine = account_by_id(db, account_id)
    if mine is None or mine.person_id is None:
        return
    gone: dict[str, Any] = {"person_id": None, "bound_at": None, "bound_by": None, "consent_at": None}
    db.execute(update(account).where(account.c.id == account_id).values(gone))
    for memory in (draft, topic, panel):
        db.execute(delete(memory).where(memory.c.account_id == account_id))
    mailings.forget_watcher(db, mine.platform, mine.address)
    logins.end_all(db, mine.person_id, now)
    boards.revoke_of(db, mine.person_id, now)
    audit.note(db, now, who, "unbind", f"person:{mine.person_id}", before={"account": account_id})


def revoke(db: Connection, account_id: int, who: str, now: datetime) -> None:
    """As `unbind`, by an organizer: codes not used yet are void, too, lest the account come back by one of them."""
    mine = account_by_id(db, account_id)
    if mine is None or mine.person_id is None:
        return
    unbind(db, account_id, who, now)
    unused = invitation.c.person_id == mine.person_id, invitation.c.used_at.is_(None)
    db.execute(delete(invitation).where(*unused))


def give_consent(db: Connection, account_id: int, now: datetime) -> None:
    """The first consent keeps its moment."""
    db.execute(update(account).where(account.c.id == account_id, account.c.consent_at.is_(None)).values(consent_at=now))


def withdraw_consent(db: Connection, account_id: int) -> None:
    db.execute(update(account).where(account.c.id == account_id).values(consent_at=None))


def set_language(db: Connection, account_id: int, language: str) -> None:
    """For this account, and for what the person is sent."""
    db.execute(update(account).where(account.c.id == account_id).values(language=language))
    bound = select(account.c.person_id).where(account.c.id == account_id).scalar_subquery()
    db.execute(update(person).where(person.c.id == bound).values(language=language))


def set_reachable(db: Connection, platform: str, address: str, reachable: bool) -> None:
    """What the platform says: blocked by the person, or open again."""
    where = account.c.platform == platform, account.c.address == address
    db.execute(update(account).where(*where).values(reachable=reachable))


_IN_UNITS = select(grant.c.role, grant.c.unit_id, null().label("session_id"))
_IN_SESSIONS = select(cast(literal(Role.TRAINER.value), String), null().label("unit_id"), staff.c.session_id)
_WHO: Any = bindparam("who")
_GRANTS = Prepared(union_all(_IN_UNITS.where(grant.c.person_id == _WHO), _IN_SESSIONS.where(staff.c.person_id == _WHO)))


def actor_of(
    db: Connection, who: AccountRow, admins: frozenset[tuple[str, str]] | tuple[tuple[str, str], ...] = ()
) -> Actor:
    """Who asks, with all grants. admins: (platform, address) from the settings."""
    if who.person_id is None:
        return Actor(None, consented=who.consent_at is not None)
    found = _GRANTS.rows(db, who=who.person_id)
    grants = {Grant(Role(role), unit_id, session_id) for role, unit_id, session_id in found}
    if (who.platform, who.address) in admins:
        grants.add(Grant(Role.ADMIN))
    return Actor(who.person_id, frozenset(grants), consented=who.consent_at is not None)


def bind_admin(db: Connection, who: AccountRow, now: datetime) -> int:
    """Give an account that the settings name as admin's a person of its own, unless it has one. The person's id."""
    if who.person_id is not None:
        return who.person_id
    code = f"ADMIN-{who.platform}-{who.address}"[:60]
    known: int | None = db.execute(select(person.c.id).where(person.c.code == code)).scalar()
    if known is None:
        name = who.shown_name or code
        row = {"code": code, "name": name, "folded": name.lower(), "role": "organizer", "created_at": now}
        known = db.execute(insert(person).values(row).returning(person.c.id)).scalar_one()
    bind(db, who.id, known, "setting", now)
    return known


def reached(db: Connection, person_ids: Collection[int]) -> set[int]:
    """Those of these people whom an account reaches; the others belong on the clerk's list."""
    chosen = select(account.c.person_id).where(account.c.person_id.in_(person_ids), account.c.reachable)
    return set(db.execute(chosen).scalars())
