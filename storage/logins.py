"""From the chat to what lies outside of it: a link that works once, the browser that it lets in, the calendar's feed.

All of it ends with the account or with consent: whoever is written to no more has nothing to look at, either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, insert, select, update

from storage.database import row_count
from storage.schema import account, login_link, person, web_login
from storage.secret_links import hashed, new_secret

LINK_LIFE = timedelta(minutes=10)
LOGIN_LIFE = timedelta(days=7)
_AGREED = (
    person.c.erased_at.is_(None),
    exists().where(account.c.person_id == person.c.id, account.c.consent_at.is_not(None)),
)


@dataclass(frozen=True, slots=True)
class WebPerson:
    """Whose browser it is."""

    person_id: int
    name: str
    language: str | None


def new_link(db: Connection, person_id: int, now: datetime) -> str:
    """A link's secret for this person; those given before and not used are void."""
    unused = update(login_link).where(login_link.c.person_id == person_id, login_link.c.used_at.is_(None))
    db.execute(unused.values(used_at=now))
    secret = new_secret()
    row = {"person_id": person_id, "secret_hash": hashed(secret), "created_at": now, "expires_at": now + LINK_LIFE}
    db.execute(insert(login_link).values(row))
    return secret


def whose_link(db: Connection, secret: str, now: datetime) -> WebPerson | None:
    """Who would be let in; looking uses nothing up, because programs open links to preview them."""
    found = select(person.c.id, person.c.name, person.c.language).join(login_link)
    good = login_link.c.secret_hash == hashed(secret), login_link.c.used_at.is_(None), login_link.c.expires_at > now
    row = db.execute(found.where(*good, *_AGREED)).first()
    return WebPerson(*row) if row else None


def log_in(db: Connection, secret: str, now: datetime) -> str | None:
    """Use the link up; the secret for the browser. None for a link unknown, used or over."""
    who = whose_link(db, secret, now)
    once = update(login_link).where(login_link.c.secret_hash == hashed(secret), login_link.c.used_at.is_(None))
    if who is None or not row_count(db.execute(once.values(used_at=now))):
        return None
    kept = new_secret()
    row = {"person_id": who.person_id, "secret_hash": hashed(kept), "created_at": now, "expires_at": now + LOGIN_LIFE}
    db.execute(insert(web_login).values(row))
    return kept


def who_is(db: Connection, kept: str, now: datetime) -> WebPerson | None:
    """Whose browser holds this secret."""
    found = select(person.c.id, person.c.name, person.c.language).join(web_login)
    good = web_login.c.secret_hash == hashed(kept), web_login.c.revoked_at.is_(None), web_login.c.expires_at > now
    row = db.execute(found.where(*good, *_AGREED)).first()
    return WebPerson(*row) if row else None


def log_out(db: Connection, kept: str, now: datetime) -> None:
    db.execute(update(web_login).where(web_login.c.secret_hash == hashed(kept)).values(revoked_at=now))


def end_all(db: Connection, person_id: int, now: datetime) -> None:
    """All browsers of a person, links not used yet, and the address of the feed: who held the account may hold them."""
    mine = update(web_login).where(web_login.c.person_id == person_id, web_login.c.revoked_at.is_(None))
    db.execute(mine.values(revoked_at=now))
    unused = update(login_link).where(login_link.c.person_id == person_id, login_link.c.used_at.is_(None))
    db.execute(unused.values(used_at=now))
    db.execute(update(person).where(person.c.id == person_id).values(calendar_token=None))


def whose_feed(db: Connection, token: str) -> WebPerson | None:
    """Whose calendar is behind a secret address."""
    found = select(person.c.id, person.c.name, person.c.language)
    row = db.execute(found.where(person.c.calendar_token == token, *_AGREED)).first()
    return WebPerson(*row) if row else None


def feed_token(db: Connection, person_id: int) -> str:
    """The secret of a person's feed, made at first need."""
    known = db.execute(select(person.c.calendar_token).where(person.c.id == person_id)).scalar()
    if known:
        return str(known)
    token = new_secret()
    db.execute(update(person).where(person.c.id == person_id).values(calendar_token=token))
    return token
