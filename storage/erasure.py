"""Forgetting a person who asks for it: a pseudonym stays where an attendance record must."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage import accounts, audit, boards, mailings
from storage.schema import (
    account,
    delivery,
    grant,
    import_batch,
    inbox,
    invitation,
    leave,
    login_link,
    mark,
    nomination,
    person,
    person_group,
    question,
    scan,
    unanswered,
    web_login,
    whereabouts,
)
from storage.schema import audit as audit_log

_PERSONAL = (
    "birthday", "subject", "position", "phone", "email", "note", "language", "lead_minutes", "calendar_token",
    "location_consent_at",
)  # fmt: skip


def erase(db: Connection, person_id: int, now: datetime) -> None:
    """Nothing that tells who it was stays; marks and enrolments do, under "erased-N". Doing it twice is harmless."""
    _forget_accounts(db, person_id)
    boards.revoke_of(db, person_id, now)
    for table in (person_group, grant, invitation, question, unanswered, whereabouts, login_link, web_login, scan):
        db.execute(delete(table).where(table.c.person_id == person_id))
    for table in (leave, mark):
        db.execute(update(table).where(table.c.person_id == person_id).values(reason=None))
    db.execute(update(leave).where(leave.c.person_id == person_id).values(photo=None))
    db.execute(update(nomination).where(nomination.c.person_id == person_id).values(detail={}))
    _forget_in_log(db, person_id)
    pseudonym = f"erased-{person_id}"
    empty: dict[str, Any] = dict.fromkeys(_PERSONAL)
    db.execute(
        update(person)
        .where(person.c.id == person_id)
        .values(**empty, code=pseudonym, name=pseudonym, folded="", reminders=False, erased_at=now)
    )
    audit.note(db, now, f"person:{person_id}", "erase", f"person:{person_id}")


def _forget_accounts(db: Connection, person_id: int) -> None:
    for one in accounts.accounts_of(db, person_id):
        mailings.forget_watcher(db, one.platform, one.address)
    mine = select(account.c.address).where(account.c.person_id == person_id)
    answered = inbox.c.chat.in_(mine), inbox.c.state.in_(["done", "aside"])
    db.execute(update(inbox).where(*answered).values(payload="", answer=None))
    db.execute(delete(account).where(account.c.person_id == person_id))
    addressed = update(delivery).where(delivery.c.person_id == person_id)
    db.execute(addressed.values(platform=None, address=None, message=None, error=None))
    db.execute(addressed.where(delivery.c.state.in_(["waiting", "sending"])).values(state="stopped", next_at=None))


def _forget_in_log(db: Connection, person_id: int) -> None:
    about = audit_log.c.thing == f"person:{person_id}"
    db.execute(update(audit_log).where(about).values(before=None, after=None))
    for batch_id, undo in db.execute(select(import_batch.c.id, import_batch.c.undo)).all():
        if str(person_id) in undo.get("changed", {}):
            kept = {number: row for number, row in undo["changed"].items() if number != str(person_id)}
            db.execute(update(import_batch).where(import_batch.c.id == batch_id).values(undo={**undo, "changed": kept}))
