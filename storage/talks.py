"""What a conversation needs to remember: drafts of dialogues, the last topic, questions handed to organizers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from storage import schema
from storage.prepared import Prepared
from training.intents import Intent, Part, When

DRAFT_LIFE = timedelta(hours=12)
TOPIC_LIFE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue under way in one chat; one at a time."""

    kind: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Talk:
    """How a conversation stands: the dialogue under way, what was asked some minutes ago, and what may be meant.

    known_until: until when the stored topic counts, None when none was ever stored. titles: of the courses that
    the person is in.
    """

    draft: Draft | None
    topic: Intent | None
    known_until: datetime | None
    titles: tuple[str, ...]


def _talk() -> Select[Any]:
    a, d, q = schema.account, schema.draft, schema.topic
    enrolled = schema.course.join(schema.enrolment, schema.enrolment.c.course_id == schema.course.c.id)
    titles = (
        select(func.aggregate_strings(schema.course.c.title, "\n"))
        .select_from(enrolled)
        .where(schema.enrolment.c.person_id == a.c.person_id)
        .scalar_subquery()
    )
    columns = (d.c.kind, d.c.data, d.c.expires_at, q.c.intent, q.c.expires_at.label("known_until"))
    joined = a.outerjoin(d, d.c.account_id == a.c.id).outerjoin(q, q.c.account_id == a.c.id)
    return select(*columns, titles.label("titles")).select_from(joined).where(a.c.id == bindparam("account", None))


_TALK = Prepared(_talk())


def talk_of(db: Connection, account_id: int, now: datetime) -> Talk:
    """All of it in one statement: every message asks for it."""
    row = _TALK.first(db, account=account_id)
    assert row, "the account is stored before anything is asked of it"
    has_draft = row.expires_at is not None and row.expires_at > now
    has_topic = row.known_until is not None and row.known_until > now
    return Talk(
        draft=Draft(row.kind, row.data) if has_draft else None,
        topic=_intent(row.intent) if has_topic else None,
        known_until=row.known_until,
        titles=tuple(row.titles.split("\n")) if row.titles else (),
    )


def draft_of(db: Connection, account_id: int, now: datetime) -> Draft | None:
    """The dialogue under way alone."""
    return talk_of(db, account_id, now).draft


def save_draft(db: Connection, account_id: int, kind: str, data: dict[str, Any], now: datetime) -> None:
    """Begin or go on with a dialogue; another one of the same chat is given up."""
    table, values = schema.draft, {"kind": kind, "data": data, "expires_at": now + DRAFT_LIFE}
    if not db.execute(update(table).where(table.c.account_id == account_id).values(**values)).rowcount:
        db.execute(table.insert().values(account_id=account_id, **values))


def drop_draft(db: Connection, account_id: int, kinds: Collection[str] | None = None) -> bool:
    """Give up the dialogue (one of these kinds; None: any). Whether there was one."""
    gone = delete(schema.draft).where(schema.draft.c.account_id == account_id)
    if kinds is not None:
        gone = gone.where(schema.draft.c.kind.in_(kinds))
    return db.execute(gone).rowcount > 0


_NEW_TOPIC = schema.topic.insert()
_TOPIC = (
    update(schema.topic)
    .where(schema.topic.c.account_id == bindparam("account"))
    .values(intent=bindparam("what"), expires_at=bindparam("until"))
)


def remember_topic(db: Connection, account_id: int, intent: Intent, now: datetime, known: Talk) -> None:
    """For follow-ups. `known`: how the talk stood; the same topic is written again only when half its life is over."""
    if known.known_until is None:
        values = {"account_id": account_id, "intent": _plain(intent), "expires_at": now + TOPIC_LIFE}
        db.execute(_NEW_TOPIC, values)
    elif known.topic != intent or known.known_until < now + TOPIC_LIFE / 2:
        db.execute(_TOPIC, {"account": account_id, "what": _plain(intent), "until": now + TOPIC_LIFE})


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
