"""Nudges of the program's own around a session: planned with it, moved with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_

from storage.mailings import occurrence_key
from storage.schema import mailing
from training.mailing import MailingKind, MailingState


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something to be said once about a session. key: its sort, one of each for a session."""

    session_id: int
    key: str
    due: datetime
    expires: datetime
    audience: Mapping[str, Any]

    @property
    def identity(self) -> tuple[int, str, str]:
        return self.session_id, self.key, occurrence_key(self.due)


def plan(
    db: Connection, session_ids: Collection[int], keys: Collection[str], wanted: Collection[Nudge], now: datetime
) -> None:
    """Make the nudges of these sorts about these sessions these and no others. Twice is as once; what is past is not
    planned any more, and what has been said stays said."""
    known = _known(db, session_ids, keys)
    meant = {one.identity for one in wanted}
    moved = [identity for identity, state in known.items() if identity not in meant and state == MailingState.PLANNED]
    if moved:
        key = tuple_(mailing.c.session_id, mailing.c.rule_key, mailing.c.occurrence)
        db.execute(delete(mailing).where(key.in_(moved)))
    rows = [_row(one, now) for one in wanted if one.identity not in known and one.due > now]
    if rows:
        db.execute(insert(mailing), rows)


def _known(db: Connection, session_ids: Collection[int], keys: Collection[str]) -> dict[tuple[int, str, str], str]:
    columns = (mailing.c.session_id, mailing.c.rule_key, mailing.c.occurrence, mailing.c.state)
    mine = (mailing.c.session_id.in_(list(session_ids)), mailing.c.rule_key.in_(list(keys)))
    return {(row[0], row[1], row[2]): row.state for row in db.execute(select(*columns).where(*mine))}


def _row(one: Nudge, now: datetime) -> dict[str, Any]:
    return {
        "kind": MailingKind.NUDGE.value,
        "state": MailingState.PLANNED.value,
        "due_at": one.due,
        "expires_at": one.expires,
        "session_id": one.session_id,
        "rule_key": one.key,
        "occurrence": occurrence_key(one.due),
        "audience": dict(one.audience),
        "body": {"nudge": one.key, "session": one.session_id},
        "created_at": now,
    }
