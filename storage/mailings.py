"""Mailings: planned, started, watched, stopped. Their deliveries are in storage/deliveries.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal_column, or_, select, update

from storage.database import row_count
from storage.schema import delivery, mailing
from training.mailing import DeliveryState, MailingKind, MailingState
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


_COLUMNS = tuple(mailing.c[name] for name in MailingRow.__dataclass_fields__)


def _row(row: Any) -> MailingRow:
    kind, state = MailingKind(row.kind), MailingState(row.state)
    return MailingRow(row.id, kind, state, *row[3:])


def mailing_by_id(db: Connection, mailing_id: int) -> MailingRow | None:
    row = db.execute(select(*_COLUMNS).where(mailing.c.id == mailing_id)).first()
    return _row(row) if row else None


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
    """An occurrence as it is stored. lead: only for those whose own last reminder comes so many minutes before."""

    rule_key: str
    due: datetime
    expires: datetime
    unless_done: bool
    lead: int | None = None

    @classmethod
    def of(cls, one: Occurrence, lead: int | None = None) -> Planned:
        key = one.rule_key if lead is None else f"{one.rule_key}@{lead}"
        return cls(key, one.due, one.expires, one.unless_done, lead)

    @property
    def occurrence(self) -> str:
        return occurrence_key(self.due)


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
        "audience": {"session": session_id} if one.lead is None else {"session": session_id, "lead": one.lead},
        "body": {"unless_done": one.unless_done},
        "created_at": now,
    }


def next_due(db: Connection) -> datetime | None:
    """The moment at which something is to be done next: a mailing to start, a delivery to try, a lease that ends."""
    starts = db.scalar(select(func.min(mailing.c.due_at)).where(mailing.c.state == MailingState.PLANNED))
    moments = [starts, next_try(db, DeliveryState.WAITING), next_try(db, DeliveryState.SENDING)]
    return min((moment for moment in moments if moment), default=None)


def next_start(db: Connection, kinds: Iterable[MailingKind]) -> datetime | None:
    """When the next mailing of these kinds is to start."""
    where = (mailing.c.state == MailingState.PLANNED, mailing.c.kind.in_(list(kinds)))
    start: datetime | None = db.scalar(select(func.min(mailing.c.due_at)).where(*where))
    return start


def still_open() -> ColumnElement[bool]:
    """Deliveries not yet ended, in the very words of the partial index: SQLite uses it for nothing less."""
    return delivery.c.state.in_([_word(DeliveryState.WAITING), _word(DeliveryState.SENDING)])


def _word(state: DeliveryState) -> Any:
    return literal_column(f"'{state.value}'")


def next_try(db: Connection, state: DeliveryState) -> datetime | None:
    """The earliest next_at of open deliveries in this state; null ones wait for somebody to say go."""
    first = select(delivery.c.next_at).where(
        still_open(), delivery.c.state == _word(state), delivery.c.next_at.is_not(None)
    )
    return db.scalar(first.order_by(delivery.c.next_at).limit(1))


def due(db: Connection, now: datetime) -> list[MailingRow]:
    """Planned mailings whose time has come, the oldest first."""
    rows = db.execute(select(*_COLUMNS).where(_due(now)).order_by(mailing.c.due_at, mailing.c.id))
    return [_row(row) for row in rows]


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(mailing.c.state == MailingState.PLANNED, mailing.c.due_at <= now)


def take_expired(db: Connection, now: datetime, limit: int) -> list[tuple[int, MailingKind]]:
    """Mark as missed what is due and not worth saying any more. (id, kind) of each."""
    return _take(db, now, mailing.c.expires_at <= now, MailingState.MISSED, limit)


def take_due(db: Connection, now: datetime, kinds: Iterable[MailingKind], limit: int) -> list[tuple[int, MailingKind]]:
    """Mark as running what is due. (id, kind) of each; the caller freezes their recipients in the same transaction."""
    useful = and_(mailing.c.kind.in_(list(kinds)), or_(mailing.c.expires_at.is_(None), mailing.c.expires_at > now))
    return _take(db, now, useful, MailingState.RUNNING, limit)


def _take(
    db: Connection, now: datetime, which: ColumnElement[bool], state: MailingState, limit: int
) -> list[tuple[int, MailingKind]]:
    first = select(mailing.c.id).where(_due(now), which).order_by(mailing.c.due_at, mailing.c.id).limit(limit)
    ended = now if state is MailingState.MISSED else None
    taken = (
        update(mailing)
        .where(mailing.c.id.in_(first.with_for_update(skip_locked=True)))
        .values(state=state.value, finished_at=ended)
        .returning(mailing.c.id, mailing.c.kind)
    )
    return [(mailing_id, MailingKind(kind)) for mailing_id, kind in db.execute(taken)]


def hold_overdue(db: Connection, since: datetime, until: datetime) -> list[int]:
    """Set aside what fell due within (since, until] only because the clock jumped; `release` lets go. Their ids."""
    held = (
        update(mailing)
        .where(_due(until), mailing.c.due_at > since)
        .values(state=MailingState.HELD.value)
        .returning(mailing.c.id)
    )
    return list(db.scalars(held))


def hold_all(db: Connection, now: datetime) -> None:
    """After a restore nothing is sent again by itself: what is due is set aside, what was being sent pauses, and
    what was in flight stays unknown."""
    db.execute(update(mailing).where(_due(now)).values(state=MailingState.HELD.value))
    db.execute(
        update(delivery)
        .where(still_open(), delivery.c.state == _word(DeliveryState.SENDING))
        .values(state=DeliveryState.UNKNOWN.value, next_at=None, uncertain=delivery.c.uncertain + 1)
    )
    for mailing_id in list(db.scalars(select(mailing.c.id).where(mailing.c.state == MailingState.RUNNING))):
        pause(db, mailing_id)


def held(db: Connection) -> list[MailingRow]:
    """What waits for somebody to say go."""
    rows = db.execute(select(*_COLUMNS).where(mailing.c.state == MailingState.HELD).order_by(mailing.c.due_at))
    return [_row(row) for row in rows]


def release(db: Connection, mailing_id: int) -> bool:
    """Let go what was set aside; it starts at once when its time has come and is not over."""
    return _move(db, mailing_id, (MailingState.HELD,), MailingState.PLANNED)


def pause(db: Connection, mailing_id: int) -> bool:
    """Nothing more of it is claimed; what is in flight ends."""
    if not _move(db, mailing_id, (MailingState.RUNNING,), MailingState.PAUSED):
        return False
    _waiting_of(db, mailing_id, next_at=None)
    return True


def resume(db: Connection, mailing_id: int, now: datetime) -> bool:
    """Go on with a paused one."""
    if not _move(db, mailing_id, (MailingState.PAUSED,), MailingState.RUNNING):
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
    if not _move(db, mailing_id, _CAN_STOP, MailingState.STOPPED, finished_at=now):
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
        _move(db, mailing_id, ended, MailingState.RUNNING, finished_at=None)
    return many


def _move(db: Connection, mailing_id: int, before: Iterable[MailingState], after: MailingState, **values: Any) -> bool:
    where = (mailing.c.id == mailing_id, mailing.c.state.in_([state.value for state in before]))
    return bool(row_count(db.execute(update(mailing).where(*where).values(state=after.value, **values))))


def _waiting_of(db: Connection, mailing_id: int, **values: Any) -> None:
    where = (delivery.c.mailing_id == mailing_id, delivery.c.state == DeliveryState.WAITING)
    db.execute(update(delivery).where(*where).values(**values))


def watched(db: Connection) -> list[MailingRow]:
    """Mailings under way whose progress somebody watches."""
    live = mailing.c.state.in_([MailingState.RUNNING, MailingState.PAUSED])
    rows = db.execute(select(*_COLUMNS).where(live, mailing.c.watcher.is_not(None)))
    return [_row(row) for row in rows]


def same_recently(db: Connection, body: Mapping[str, Any], audience: Mapping[str, Any], since: datetime) -> int | None:
    """A notice with the same words to the same audience made since then, and not taken back; its id."""
    rows = db.execute(
        select(mailing.c.id, mailing.c.body, mailing.c.audience)
        .where(mailing.c.kind == MailingKind.NOTICE, mailing.c.created_at >= since)
        .where(mailing.c.state.not_in([MailingState.DRAFT, MailingState.STOPPED]))
        .order_by(mailing.c.id.desc())
    )
    return next((row.id for row in rows if row.body == dict(body) and row.audience == dict(audience)), None)


def latest(
    db: Connection, kinds: Iterable[MailingKind], *, created_by: int | None = None, limit: int = 20
) -> list[MailingRow]:
    """The newest mailings of these kinds, by one person or by anybody."""
    query = select(*_COLUMNS).where(mailing.c.kind.in_([kind.value for kind in kinds]))
    if created_by is not None:
        query = query.where(mailing.c.created_by == created_by)
    return [_row(row) for row in db.execute(query.order_by(mailing.c.id.desc()).limit(limit))]


def timeline(db: Connection, course_id: int) -> list[MailingRow]:
    """Everything said or to be said in a course, in order of time: what an organizer sees of its reminders."""
    rows = db.execute(
        select(*_COLUMNS).where(mailing.c.course_id == course_id).order_by(mailing.c.due_at, mailing.c.id)
    )
    return [_row(row) for row in rows]
