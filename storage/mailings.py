"""Mailings: planned, started, watched, stopped. Their deliveries are in storage/deliveries.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, literal_column, null, select, union, update

from storage.database import row_count
from storage.schema import delivery, mailing, session
from training.mailing import DeliveryState, MailingKind, MailingState
from training.plan import Precision
from training.reminders import Occurrence


@dataclass(frozen=True, slots=True)
class MailingRow:
    """One mailing. watcher: {"platform", "address", "message"} of the chat message that shows its progress."""

    id: int
    kind: MailingKind
    state: MailingState
    due_at: datetime | None
    expires_at: datetime | None
    course_id: int | None
    session_id: int | None
    rule_key: str | None
    occurrence: str | None
    audience: dict[str, Any] | None
    body: dict[str, Any]
    created_by: int | None
    created_at: datetime
    finished_at: datetime | None
    watcher: dict[str, Any] | None


COLUMNS = tuple(mailing.c[name] for name in MailingRow.__dataclass_fields__)


def row_of(row: Any) -> MailingRow:
    """A row of COLUMNS."""
    kind, state = MailingKind(row.kind), MailingState(row.state)
    return MailingRow(row.id, kind, state, *row[3:])


def mailing_by_id(db: Connection, mailing_id: int) -> MailingRow | None:
    row = db.execute(select(*COLUMNS).where(mailing.c.id == mailing_id)).first()
    return row_of(row) if row else None


def create(
    db: Connection,
    kind: MailingKind,
    audience: Mapping[str, Any],
    body: Mapping[str, Any],
    due_at: datetime | None,
    now: datetime,
    *,
    state: MailingState = MailingState.PLANNED,
    expires_at: datetime | None = None,
    course_id: int | None = None,
    session_id: int | None = None,
    rule_key: str | None = None,
    occurrence: str | None = None,
    created_by: int | None = None,
    watcher: Mapping[str, Any] | None = None,
) -> int:
    """A mailing to an audience (storage/audiences.py); planned, it starts by itself at `due_at`. Its id."""
    values = {
        "kind": kind.value,
        "state": state.value,
        "audience": dict(audience),
        "body": dict(body),
        "due_at": due_at,
        "created_at": now,
        "expires_at": expires_at,
        "course_id": course_id,
        "session_id": session_id,
        "rule_key": rule_key,
        "occurrence": occurrence,
        "created_by": created_by,
        **({"watcher": dict(watcher)} if watcher else {}),  # None would be stored as a JSON null
    }
    created: int = db.execute(insert(mailing).values(values).returning(mailing.c.id)).scalar_one()
    return created


def change(db: Connection, mailing_id: int, **values: Any) -> None:
    """Other columns of a mailing that has not started (due_at, body, audience, expires_at, watcher)."""
    db.execute(update(mailing).where(mailing.c.id == mailing_id).values(**values))


@dataclass(frozen=True, slots=True)
class Planned:
    """An occurrence as it is stored. lead: only for those whose own last reminder comes so many minutes before.
    chosen: only for those who chose this day."""

    rule_key: str
    due: datetime
    expires: datetime
    unless_done: bool
    lead: int | None = None
    chosen: date | None = None

    @classmethod
    def of(cls, one: Occurrence, lead: int | None = None) -> Planned:
        key = one.rule_key if lead is None else f"{one.rule_key}@{lead}"
        return cls(key, one.due, one.expires, one.unless_done, lead)

    @property
    def occurrence(self) -> str:
        return occurrence_key(self.due)

    @property
    def audience(self) -> dict[str, Any]:
        return {} if self.lead is None else {"lead": self.lead}

    @property
    def body(self) -> dict[str, Any]:
        """What decides at the moment of sending."""
        return {"unless_done": self.unless_done, **({"chosen": self.chosen.isoformat()} if self.chosen else {})}


def occurrence_key(due: datetime) -> str:
    """What makes a rule's occurrence for a session one of its kind: the moment it was due."""
    return due.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def plan_occurrences(
    db: Connection, session_id: int, course_id: int, occurrences: Iterable[Planned], now: datetime
) -> None:
    """Make the reminders of a session these and no others. What is past is not planned any more; what was planned
    for another time goes, and what is being sent for another time stops. Twice is as once."""
    wanted = {(one.rule_key, one.occurrence): one for one in occurrences}
    known = _reminders_of(db, session_id)
    _withdraw(db, [row for key, row in known.items() if key not in wanted], now)
    missing = [one for key, one in wanted.items() if key not in known and one.due > now]
    if missing:
        db.execute(insert(mailing), [_reminder(session_id, course_id, one, now) for one in missing])
    for key, one in wanted.items():
        if key in known and known[key].expires_at != one.expires:
            change(db, known[key].id, expires_at=one.expires)


def _reminders_of(db: Connection, session_id: int) -> dict[tuple[str, str], Any]:
    columns = (mailing.c.id, mailing.c.state, mailing.c.rule_key, mailing.c.occurrence, mailing.c.expires_at)
    own = (mailing.c.session_id == session_id, mailing.c.kind == MailingKind.REMINDER)
    return {(row.rule_key, row.occurrence): row for row in db.execute(select(*columns).where(*own))}


def _withdraw(db: Connection, rows: Sequence[Any], now: datetime) -> None:
    planned = [row.id for row in rows if row.state in (MailingState.PLANNED, MailingState.HELD)]
    if planned:
        db.execute(delete(mailing).where(mailing.c.id.in_(planned)))
    for row in rows:
        if row.state in (MailingState.RUNNING, MailingState.PAUSED):
            stop(db, row.id, now, reason="moved")


def _reminder(session_id: int, course_id: int, one: Planned, now: datetime) -> dict[str, Any]:
    return {
        "kind": MailingKind.REMINDER.value,
        "state": MailingState.PLANNED.value,
        "due_at": one.due,
        "expires_at": one.expires,
        "course_id": course_id,
        "session_id": session_id,
        "rule_key": one.rule_key,
        "occurrence": one.occurrence,
        "audience": {"session": session_id, **one.audience},
        "body": one.body,
        "created_at": now,
    }


def still_open() -> ColumnElement[bool]:
    """Deliveries not yet ended, in the very words of the partial index: SQLite uses it for nothing less."""
    return delivery.c.state.in_([word(DeliveryState.WAITING), word(DeliveryState.SENDING)])


def word(state: DeliveryState) -> Any:
    """A state as a literal of SQL: a partial index is not found through a parameter."""
    return literal_column(f"'{state.value}'")


def pause(db: Connection, mailing_id: int) -> bool:
    """Nothing more of it is claimed; what is in flight ends."""
    if not move(db, mailing_id, (MailingState.RUNNING,), MailingState.PAUSED):
        return False
    _waiting_of(db, mailing_id, next_at=None)
    return True


def resume(db: Connection, mailing_id: int, now: datetime) -> bool:
    """Go on with a paused one."""
    if not move(db, mailing_id, (MailingState.PAUSED,), MailingState.RUNNING):
        return False
    _waiting_of(db, mailing_id, next_at=now)
    return True


_CAN_STOP = (
    MailingState.DRAFT,
    MailingState.PLANNED,
    MailingState.HELD,
    MailingState.RUNNING,
    MailingState.PAUSED,
)


def stop(db: Connection, mailing_id: int, now: datetime, reason: str | None = None) -> bool:
    """Take it back, or stop what has not gone out yet; False when it was over. What is in flight ends."""
    if not move(db, mailing_id, _CAN_STOP, MailingState.STOPPED, finished_at=now):
        return False
    _waiting_of(db, mailing_id, state=DeliveryState.STOPPED.value, next_at=None, error=reason)
    return True


def retry_failed(
    db: Connection,
    mailing_id: int,
    now: datetime,
    states: Iterable[DeliveryState] = (DeliveryState.FAILED,),
) -> int:
    """Send again to those it failed for (or, asked so, to the unreachable or the unknown). How many these are."""
    again = (
        update(delivery)
        .where(delivery.c.mailing_id == mailing_id, delivery.c.state.in_([state.value for state in states]))
        .values(state=DeliveryState.WAITING.value, attempts=0, uncertain=0, next_at=now, error=None)
    )
    many = row_count(db.execute(again))
    if many:
        ended = (MailingState.DONE, MailingState.STOPPED)
        move(db, mailing_id, ended, MailingState.RUNNING, finished_at=None)
    return many


def move(db: Connection, mailing_id: int, before: Iterable[MailingState], after: MailingState, **values: Any) -> bool:
    where = (mailing.c.id == mailing_id, mailing.c.state.in_([state.value for state in before]))
    return bool(row_count(db.execute(update(mailing).where(*where).values(state=after.value, **values))))


def _waiting_of(db: Connection, mailing_id: int, **values: Any) -> None:
    where = (still_open(), delivery.c.mailing_id == mailing_id, delivery.c.state == DeliveryState.WAITING)
    db.execute(update(delivery).where(*where).values(**values))


def watched(db: Connection) -> list[MailingRow]:
    """Mailings under way whose progress somebody watches."""
    live = mailing.c.state.in_([MailingState.RUNNING, MailingState.PAUSED])
    rows = db.execute(select(*COLUMNS).where(live, mailing.c.watcher.is_not(None)))
    return [row_of(row) for row in rows]


def ended_untold(db: Connection, since: datetime) -> list[int]:
    """Ids of mailings that went out, ended since then and whose watcher has not had the last word, as `told` says."""
    ended = mailing.c.state.in_([MailingState.DONE, MailingState.STOPPED])
    went_out = exists().where(delivery.c.mailing_id == mailing.c.id)
    watched_ones = select(mailing.c.id, mailing.c.watcher).where(mailing.c.watcher.is_not(None), went_out)
    rows = db.execute(watched_ones.where(ended, mailing.c.finished_at >= since))
    return [row.id for row in rows if row.watcher and not row.watcher.get("told")]


def forget_watcher(db: Connection, platform: str, address: str) -> None:
    """No mailing shows its progress in this chat any more."""
    its_own = mailing.c.watcher["platform"].as_string() == platform, mailing.c.watcher["address"].as_string() == address
    db.execute(update(mailing).where(*its_own).values(watcher=null()))


def told_watcher(db: Connection, mailing_id: int) -> None:
    """The last word has been said."""
    one = mailing_by_id(db, mailing_id)
    if one and one.watcher:
        change(db, mailing_id, watcher={**one.watcher, "told": True})


def latest(
    db: Connection, kinds: Iterable[MailingKind], *, created_by: int | None = None, limit: int = 20
) -> list[MailingRow]:
    """The newest mailings of these kinds, by one person or by anybody."""
    query = select(*COLUMNS).where(mailing.c.kind.in_([kind.value for kind in kinds]))
    if created_by is not None:
        query = query.where(mailing.c.created_by == created_by)
    return [row_of(row) for row in db.execute(query.order_by(mailing.c.id.desc()).limit(limit))]


def timeline(db: Connection, course_id: int) -> list[MailingRow]:
    """Everything said or to be said in a course, in order of time: what an organizer sees of its reminders."""
    rows = db.execute(select(*COLUMNS).where(mailing.c.course_id == course_id).order_by(mailing.c.due_at, mailing.c.id))
    return [row_of(row) for row in rows]


def pending_change(db: Connection, created_by: int | None) -> MailingRow | None:
    """The changes of one organizer (None: of the program itself) that have not settled yet."""
    own = mailing.c.created_by.is_(None) if created_by is None else mailing.c.created_by == created_by
    mine = (mailing.c.state == MailingState.PLANNED, mailing.c.kind == MailingKind.CHANGE, own)
    row = db.execute(select(*COLUMNS).where(*mine).order_by(mailing.c.id.desc()).limit(1)).first()
    return row_of(row) if row else None


def pending_nudge(db: Connection, session_id: int, rule_key: str, created_by: int | None) -> MailingRow | None:
    """A nudge of one sort about a session, made by one person, that has not settled yet."""
    own = mailing.c.created_by.is_(None) if created_by is None else mailing.c.created_by == created_by
    mine = (mailing.c.session_id == session_id, mailing.c.rule_key == rule_key, own)
    planned = (mailing.c.kind == MailingKind.NUDGE, mailing.c.state == MailingState.PLANNED)
    row = db.execute(select(*COLUMNS).where(*mine, *planned).order_by(mailing.c.id.desc()).limit(1)).first()
    return row_of(row) if row else None


def courses_astir(db: Connection, first: datetime, then: datetime, last: datetime) -> list[int]:
    """Courses in which something was due within [first, then), or a session known to the day, and not cancelled, is on
    within [then, last)."""
    due_then = select(mailing.c.course_id).where(
        mailing.c.course_id.is_not(None), mailing.c.due_at >= first, mailing.c.due_at < then
    )
    on_then = select(session.c.course_id).where(
        session.c.starts_at < last,
        session.c.closes_at > then,
        session.c.state != "cancelled",
        session.c.precision.in_([Precision.MINUTE, Precision.DAY]),
    )
    return sorted(db.scalars(union(due_then, on_then)))


def occurrences_of(db: Connection, rule_key: str, since: datetime) -> set[str]:
    """Occurrences of a rule without a session that were planned since then."""
    mine = (mailing.c.rule_key == rule_key, mailing.c.created_at >= since, mailing.c.session_id.is_(None))
    return {found for found in db.scalars(select(mailing.c.occurrence).where(*mine)) if found}
