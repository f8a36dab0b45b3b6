"""Updates, written down before they are confirmed to the platform, taken once, answered once if at all possible."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, null, select, update

from storage import schema
from storage.database import row_count
from storage.prepared import Prepared

i = schema.inbox
NEW, ANSWERING, DONE, ASIDE = "new", "answering", "done", "aside"


@dataclass(frozen=True, slots=True)
class Kept:
    """An update as it was written down. `answer`: what was decided, when sending it was cut off."""

    id: int
    bot: str
    chat: str | None
    payload: dict[str, Any]
    state: str
    tries: int
    answer: dict[str, Any] | None


def keep(db: Connection, bot: str, updates: list[tuple[int, str | None, dict[str, Any]]], now: datetime) -> list[Kept]:
    """Write down (update id, chat, payload); those already known are left out of what comes back.

    The payload in ASCII: half a letter or a zero byte in what somebody sent must not keep it from being stored.
    """
    ids = [update_id for update_id, _, _ in updates]
    known = set(db.execute(select(i.c.update_id).where(i.c.bot == bot, i.c.update_id.in_(ids))).scalars())
    fresh = {update_id: (chat, payload) for update_id, chat, payload in updates if update_id not in known}
    if not fresh:
        return []
    rows = [
        {"bot": bot, "update_id": each, "chat": chat, "payload": json.dumps(payload), "state": NEW, "received_at": now}
        for each, (chat, payload) in fresh.items()
    ]
    keys = db.execute(_KEEP, rows).scalars()
    return [
        Kept(key, bot, chat, payload, NEW, 0, None) for key, (chat, payload) in zip(keys, fresh.values(), strict=True)
    ]


_KEEP = i.insert().returning(i.c.id, sort_by_parameter_order=True)


def unfinished(db: Connection, bot: str, inbox_id: int | None = None) -> list[Kept]:
    """What a stop or a crash left: not handled, or handled and perhaps not answered; oldest first. inbox_id: of this
    one alone."""
    query = select(i).where(i.c.bot == bot, i.c.state.in_([NEW, ANSWERING])).order_by(i.c.id)
    rows = db.execute(query if inbox_id is None else query.where(i.c.id == inbox_id))
    return [Kept(r.id, r.bot, r.chat, json.loads(r.payload), r.state, r.tries, r.answer) for r in rows]


def decided(db: Connection, inbox_id: int, answer: dict[str, Any] | None) -> None:
    """Handled: what is to be sent stands beside it, in the same transaction as what the handler changed. What the
    person wrote is needed no longer than until it is answered."""
    if answer is None:
        _DONE.run(db, which=inbox_id)
    else:
        _DECIDED.run(db, which=inbox_id, what=answer)


_THIS = update(i).where(i.c.id == bindparam("which"))
_DECIDED = Prepared(_THIS.values(state=ANSWERING, answer=bindparam("what", type_=i.c.answer.type)))
_DONE = Prepared(_THIS.values(state=DONE, answer=null(), payload=""))
_ANSWERED = _THIS.where(i.c.state == ANSWERING).values(state=DONE, answer=null(), payload="")


def answered(db: Connection, inbox_ids: list[int]) -> None:
    """All of these answers are out; what was set aside stays aside."""
    db.execute(_ANSWERED, [{"which": inbox_id} for inbox_id in inbox_ids])


def failed(db: Connection, inbox_id: int, reference: str, limit: int = 3) -> bool:
    """One more failed try; True when that was the last one and the update is set aside."""
    db.execute(update(i).where(i.c.id == inbox_id).values(tries=i.c.tries + 1, reference=reference))
    aside = update(i).where(i.c.id == inbox_id, i.c.tries >= limit).values(state=ASIDE)
    return row_count(db.execute(aside)) == 1


def last_update_id(db: Connection, bot: str) -> int | None:
    """The highest update id ever written down for a bot."""
    return db.execute(select(i.c.update_id).where(i.c.bot == bot).order_by(i.c.update_id.desc()).limit(1)).scalar()


def forget_before(db: Connection, moment: datetime) -> int:
    """Drop what was done, or set aside, before a moment; the number dropped."""
    return row_count(db.execute(delete(i).where(i.c.state.in_([DONE, ASIDE]), i.c.received_at < moment)))


def set_aside_since(db: Connection, moment: datetime) -> int:
    """How many updates no handler could take, received since a moment."""
    query = select(func.count()).where(i.c.state == ASIDE, i.c.received_at > moment)
    return int(db.execute(query).scalar_one())
