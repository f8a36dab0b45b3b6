"""Ways to be bound besides the own phone contact: personal codes, and asking an organizer."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from storage import accounts, people
from storage.schema import account, attempt, binding_request, invitation

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no letter looks like a digit
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "–": None})
_LENGTH = 10  # 50 bits
_ROUNDS = 2_000  # half a millisecond: no matter for us, much for whoever tries all codes against a stolen file


def invite(db: Connection, person_ids: Sequence[int], now: datetime, days: int = 30) -> list[tuple[int, str]]:
    """A new code for each person, shown once and stored hashed; it replaces the person's unused ones."""
    expires = now + timedelta(days=days)
    codes = [(number, _new_code()) for number in person_ids]
    db.execute(delete(invitation).where(invitation.c.person_id.in_(list(person_ids)), invitation.c.used_at.is_(None)))
    rows = [
        {"person_id": number, "code_hash": _hash(code), "created_at": now, "expires_at": expires}
        for number, code in codes
    ]
    if rows:
        db.execute(insert(invitation), rows)
    return codes


def redeem(db: Connection, code: str, account_id: int, now: datetime) -> int | None:
    """Bind the account to whom the code was given; their id. None for unknown, used, expired and taken alike.

    Spaces, dashes and case do not matter, and O is read as 0, I and L as 1. Limit the tries with `allowed`.
    """
    free = invitation.c.used_at.is_(None), invitation.c.expires_at > now
    found = db.execute(
        select(invitation.c.id, invitation.c.person_id)
        .where(invitation.c.code_hash == _hash(code), *free)
        .with_for_update()
    ).first()
    if found is None:
        return None
    if accounts.bind(db, account_id, found.person_id, "invitation", now) not in (
        accounts.Bound.NOW,
        accounts.Bound.BEFORE,
    ):
        return None
    db.execute(update(invitation).where(invitation.c.id == found.id).values(used_at=now))
    return int(found.person_id)


def _new_code() -> str:
    """With at least one digit, by which a code is told from a word that somebody types."""
    code = ""
    while not any(letter.isdigit() for letter in code):
        code = "".join(secrets.choice(_SYMBOLS) for _ in range(_LENGTH))
    return f"{code[:5]}-{code[5:]}"


def _hash(code: str) -> str:
    plain = code.strip().upper().translate(_MEANT)
    return hashlib.pbkdf2_hmac("sha256", plain.encode(), b"taphuan invitation", _ROUNDS).hex()


def met_before(db: Connection, account_id: int, now: datetime) -> bool:
    """Whether the account wrote before this moment."""
    return bool(db.execute(select(account.c.created_at < now).where(account.c.id == account_id)).scalar())


def allowed(
    db: Connection, who: str, what: str, now: datetime, limit: int = 5, per: timedelta = timedelta(hours=1)
) -> bool:
    """Whether one more try is within the limit; if so it is counted. `who`: "telegram:1001"."""
    db.execute(delete(attempt).where(attempt.c.who == who, attempt.c.what == what, attempt.c.at <= now - per))
    tries = select(func.count()).where(attempt.c.who == who, attempt.c.what == what)
    if db.execute(tries).scalar_one() >= limit:
        return False
    db.execute(insert(attempt).values(who=who, what=what, at=now))
    return True


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """Somebody asks an organizer to say who they are. candidates: people whose name stands in what they said."""

    id: int
    account_id: int
    platform: str
    shown_name: str | None
    said: str
    created_at: datetime
    candidates: tuple[people.Person, ...]


_OPEN = binding_request.c.state == "open"


def ask_binding(db: Connection, account_id: int, said: str, now: datetime) -> int:
    """Store the request; a second one of the same account replaces what it said. Its id."""
    mine = binding_request.c.account_id == account_id, _OPEN
    known = db.execute(select(binding_request.c.id).where(*mine)).scalar()
    if known is not None:
        db.execute(update(binding_request).where(binding_request.c.id == known).values(said=said))
        return int(known)
    row = {"account_id": account_id, "said": said, "created_at": now}
    return int(db.execute(insert(binding_request).values(row).returning(binding_request.c.id)).scalar_one())


def open_requests(db: Connection, unit_ids: Collection[int] | None) -> list[BindingRequest]:
    """Requests that name somebody of these units, oldest first; None: all, also those that name nobody known."""
    columns = (
        binding_request.c.id,
        binding_request.c.account_id,
        account.c.platform,
        account.c.shown_name,
        binding_request.c.said,
        binding_request.c.created_at,
    )
    asking = (
        select(*columns).join(account).where(_OPEN, account.c.person_id.is_(None))
    )  # not known since by another way
    rows = db.execute(asking.order_by(binding_request.c.id)).all()
    found = [BindingRequest(*row, tuple(people.people_named_in(db, row.said, unit_ids))) for row in rows]
    return [one for one in found if unit_ids is None or one.candidates]


def request_of(db: Connection, request_id: int) -> tuple[int, str] | None:
    """(account id, what was said) of a request that is still open."""
    chosen = select(binding_request.c.account_id, binding_request.c.said).where(
        binding_request.c.id == request_id, _OPEN
    )
    row = db.execute(chosen).first()
    return (row[0], row[1]) if row else None


def decide(
    db: Connection, request_id: int, person_id: int | None, by: int | None, now: datetime
) -> accounts.Bound | None:
    """Bind the asking account to the person, or refuse with None. None when the request is no longer open.

    by: the deciding person's id; that they may, and over this person, is asked before.
    """
    asked = request_of(db, request_id)
    if asked is None:
        return None
    outcome = accounts.Bound.NOBODY
    if person_id is not None:
        outcome = accounts.bind(db, asked[0], person_id, "approval", now)
    state = "approved" if outcome in (accounts.Bound.NOW, accounts.Bound.BEFORE) else "refused"
    db.execute(
        update(binding_request).where(binding_request.c.id == request_id, _OPEN).values(state=state, decided_by=by)
    )
    return outcome
