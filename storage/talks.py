"""What a conversation needs to remember: drafts of dialogues, the last topic, questions handed to organizers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from storage import schema
from training.intents import Intent, Part, When

DRAFT_LIFE = timedelta(hours=12)
TOPIC_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue under way in one chat; one at a time."""

    kind: str
    data: dict[str, Any]


def draft_of(db: Connection, account_id: int, now: datetime) -> Draft | None:
    table = schema.draft
    query = select(table.c.kind, table.c.data).where(table.c.account_id == account_id, table.c.expires_at > now)
    row = db.execute(query).first()
    return Draft(row.kind, row.data) if row else None


def save_draft(db: Connection, account_id: int, kind: str, data: dict[str, Any], now: datetime) -> None:
    """Begin or go on with a dialogue; another one of the same chat is given up."""
    _replace(db, schema.draft, account_id, kind=kind, data=data, expires_at=now + DRAFT_LIFE)


def drop_draft(db: Connection, account_id: int) -> bool:
    """Whether there was one."""
    return db.execute(delete(schema.draft).where(schema.draft.c.account_id == account_id)).rowcount > 0


def topic_of(db: Connection, account_id: int, now: datetime) -> Intent | None:
    """What the chat was about some minutes ago."""
    table = schema.topic
    query = select(table.c.intent).where(table.c.account_id == account_id, table.c.expires_at > now)
    data = db.execute(query).scalar()
    return _intent(data) if data else None


def remember_topic(db: Connection, account_id: int, intent: Intent, now: datetime) -> None:
    _replace(db, schema.topic, account_id, intent=_plain(intent), expires_at=now + TOPIC_LIFE)


def _replace(db: Connection, table: Table, account_id: int, **values: Any) -> None:
    if not db.execute(update(table).where(table.c.account_id == account_id).values(**values)).rowcount:
        db.execute(table.insert().values(account_id=account_id, **values))


def _plain(intent: Intent) -> dict[str, Any]:
    data = asdict(intent)
    if intent.when:
        data["when"] = [intent.when.kind, intent.when.first.isoformat(), intent.when.last.isoformat()]
    return data


def _intent(data: dict[str, Any]) -> Intent:
    when = data["when"]
    days = When(when[0], date.fromisoformat(when[1]), date.fromisoformat(when[2])) if when else None
    part = Part(data["part"]) if data["part"] else None
    return Intent(data["name"], days, part, data["topic"], data["code"], tuple(data["args"]), data["unsure"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question handed to organizers, with where the reply goes."""

    id: int
    text: str
    person_id: int | None
    reply: str | None
    platform: str
    address: str
    created_at: datetime


def ask(db: Connection, account_id: int, person_id: int | None, text: str, now: datetime) -> int:
    """Write a question down; its id."""
    values = {"account_id": account_id, "person_id": person_id, "text": text, "created_at": now}
    key = db.execute(schema.question.insert().values(**values)).inserted_primary_key
    assert key
    return int(key[0])


def question(db: Connection, question_id: int) -> Question | None:
    q, a = schema.question, schema.account
    columns = (q.c.id, q.c.text, q.c.person_id, q.c.reply, a.c.platform, a.c.address, q.c.created_at)
    query = select(*columns).join(a, a.c.id == q.c.account_id).where(q.c.id == question_id)
    row = db.execute(query).first()
    return Question(*row) if row else None


def open_questions(db: Connection, person_ids: list[int] | None, limit: int = 20) -> list[Question]:
    """Unanswered ones of these people (None: of everybody), oldest first."""
    q, a = schema.question, schema.account
    columns = (q.c.id, q.c.text, q.c.person_id, q.c.reply, a.c.platform, a.c.address, q.c.created_at)
    query = select(*columns).join(a, a.c.id == q.c.account_id).where(q.c.replied_at.is_(None)).order_by(q.c.id)
    if person_ids is not None:
        query = query.where(q.c.person_id.in_(person_ids))
    return [Question(*row) for row in db.execute(query.limit(limit))]


def reply(db: Connection, question_id: int, text: str, by: int | None, now: datetime) -> bool:
    """Record the reply; False when somebody has replied already."""
    q = schema.question
    done = update(q).where(q.c.id == question_id, q.c.replied_at.is_(None))
    return db.execute(done.values(reply=text, replied_by=by, replied_at=now)).rowcount == 1
