"""What is not needed any more is forgotten, as the first message promises (docs/privacy.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, select, update

from storage import erasure, inbox, schema
from storage.database import row_count


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long each kind of thing is kept."""

    messages: timedelta = timedelta(days=90)
    uploads: timedelta = timedelta(days=7)
    audit: timedelta = timedelta(days=5 * 365)
    people: timedelta = timedelta(days=365)  # after the last session of all their courses
    tries: timedelta = timedelta(days=1)


KEEPING = Keeping()
AT_ONCE = 500  # people forgotten in one night's unit of work; the rest the next night


def forget(db: Connection, now: datetime, keeping: Keeping = KEEPING) -> dict[str, int]:
    """Forget what is over its time; how many rows of each kind."""
    return {
        "updates": inbox.forget_before(db, now - keeping.messages),
        "questions": _older(db, schema.question, _SPOKEN, now - keeping.messages),
        "requests": _older(db, schema.binding_request, schema.binding_request.c.created_at, now - keeping.messages),
        "unanswered": _older(db, schema.unanswered, schema.unanswered.c.asked_at, now - keeping.messages),
        "uploads": _older(db, schema.upload, schema.upload.c.created_at, now - keeping.uploads),
        "drafts": _older(db, schema.draft, schema.draft.c.expires_at, now),
        "topics": _older(db, schema.topic, schema.topic.c.expires_at, now),
        "tries": _older(db, schema.attempt, schema.attempt.c.at, now - keeping.tries),
        "scans": _older(db, schema.scan, schema.scan.c.at, now - keeping.messages),
        "whereabouts": _older(db, schema.whereabouts, schema.whereabouts.c.at, now - keeping.messages),
        "logins": _older(db, schema.login_link, schema.login_link.c.expires_at, now)
        + _older(db, schema.web_login, schema.web_login.c.expires_at, now),
        "undo": _forget_undo(db, now - keeping.messages),
        "audit": _older(db, schema.audit, schema.audit.c.at, now - keeping.audit),
        "people": _forget_people(db, now, keeping.people),
        "guests": _forget_guests(db, now - keeping.people),
    }


# a question that nobody replied to is no better kept than one that was answered
_SPOKEN = func.coalesce(schema.question.c.replied_at, schema.question.c.created_at)


def _older(db: Connection, table: Table, column: ColumnElement[datetime], before: datetime) -> int:
    return row_count(db.execute(delete(table).where(column < before)))


def _forget_undo(db: Connection, before: datetime) -> int:
    """The before-images of an import hold people's data; after that time it cannot be taken back any more."""
    batch = schema.import_batch
    old = update(batch).where(batch.c.created_at < before, batch.c.undone_at.is_(None))
    return row_count(db.execute(old.values(undo={}, undone_at=before)))


def _forget_people(db: Connection, now: datetime, after: timedelta) -> int:
    """People whose every course ended long ago. Staff stay: they hold a role, not a place in a course."""
    s, e = schema.session, schema.enrolment
    ended = (
        select(e.c.person_id)
        .join(s, s.c.course_id == e.c.course_id)
        .group_by(e.c.person_id)
        .having(func.max(s.c.closes_at) < now - after)
    )
    holds_role = exists().where(schema.grant.c.person_id == schema.person.c.id)
    found = select(schema.person.c.id).where(
        schema.person.c.id.in_(ended),
        schema.person.c.erased_at.is_(None),
        schema.person.c.created_at < now - after,
        ~holds_role,
    )
    people = db.execute(found.order_by(schema.person.c.id).limit(AT_ONCE)).scalars().all()
    for person_id in people:
        erasure.erase(db, person_id, now)
    return len(people)


def _forget_guests(db: Connection, before: datetime) -> int:
    """Accounts that wrote once and became nobody's, with the name they showed and what they said of themselves."""
    a = schema.account
    return row_count(db.execute(delete(a).where(a.c.person_id.is_(None), a.c.created_at < before)))
