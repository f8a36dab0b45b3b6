"""What is due: when the dispatcher is to wake, what it starts then, what it sets aside until somebody says go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from storage.database import UNHEARD
from storage.mailings import COLUMNS, MailingRow, move, pause, resume, row_of, still_open, word
from storage.schema import delivery, mailing
from training.mailing import DeliveryState, MailingKind, MailingState


def next_due(db: Connection, after: datetime | None = None) -> datetime | None:
    """The moment (later than `after`) at which something is to be done next: a mailing to start, a delivery to try,
    a lease that ends. None: nothing is ahead."""
    start = select(func.min(mailing.c.due_at)).where(mailing.c.state == MailingState.PLANNED)
    if after is not None:
        start = start.where(mailing.c.due_at > after)
    tries = (_next_try(db, state, after) for state in (DeliveryState.WAITING, DeliveryState.SENDING))
    return min((moment for moment in (db.scalar(start), *tries) if moment), default=None)


def _next_try(db: Connection, state: DeliveryState, after: datetime | None) -> datetime | None:
    """The earliest next_at of open deliveries in this state; null ones wait for somebody to say go."""
    ahead = delivery.c.next_at.is_not(None) if after is None else delivery.c.next_at > after
    first = select(delivery.c.next_at).where(still_open(), delivery.c.state == word(state), ahead)
    return db.scalar(first.order_by(delivery.c.next_at).limit(1))


def due(db: Connection, now: datetime) -> list[MailingRow]:
    """Planned mailings whose time has come, the oldest first."""
    rows = db.execute(select(*COLUMNS).where(_is_due(now)).order_by(mailing.c.due_at, mailing.c.id))
    return [row_of(row) for row in rows]


def _is_due(now: datetime) -> ColumnElement[bool]:
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
    first = select(mailing.c.id).where(_is_due(now), which).order_by(mailing.c.due_at, mailing.c.id).limit(limit)
    ended = now if state is MailingState.MISSED else None
    taken = (
        update(mailing)
        .where(mailing.c.id.in_(first.with_for_update(skip_locked=True)))
        .values(state=state.value, finished_at=ended)
        .returning(mailing.c.id, mailing.c.kind)
        .execution_options(**{UNHEARD: True})
    )
    return [(mailing_id, MailingKind(kind)) for mailing_id, kind in db.execute(taken)]


def hold_overdue(db: Connection, since: datetime, until: datetime) -> list[int]:
    """Set aside what fell due within (since, until] only because the clock jumped; `release` lets go. Their ids."""
    held = (
        update(mailing)
        .where(_is_due(until), mailing.c.due_at > since)
        .values(state=MailingState.HELD.value)
        .returning(mailing.c.id)
    )
    return list(db.scalars(held))


def hold_all(db: Connection, now: datetime) -> None:
    """After a restore nothing is sent again by itself: what is due is set aside, what was being sent pauses, and
    what was in flight stays unknown."""
    db.execute(update(mailing).where(_is_due(now)).values(state=MailingState.HELD.value))
    db.execute(
        update(delivery)
        .where(still_open(), delivery.c.state == word(DeliveryState.SENDING))
        .values(state=DeliveryState.UNKNOWN.value, next_at=None, uncertain=delivery.c.uncertain + 1)
    )
    for mailing_id in list(db.scalars(select(mailing.c.id).where(mailing.c.state == MailingState.RUNNING))):
        pause(db, mailing_id)


def held(db: Connection) -> list[MailingRow]:
    """What waits for somebody to say go: set aside, or paused by a restore. Notices and changes that are paused are
    not among it: their own message shows them."""
    by_itself = mailing.c.kind.in_([MailingKind.REMINDER, MailingKind.NUDGE])
    waits = or_(mailing.c.state == MailingState.HELD, and_(mailing.c.state == MailingState.PAUSED, by_itself))
    rows = db.execute(select(*COLUMNS).where(waits).order_by(mailing.c.due_at, mailing.c.id))
    return [row_of(row) for row in rows]


def let_go(db: Connection, mailing_id: int, now: datetime) -> bool:
    """Whichever way it is held; False when it was not."""
    return release(db, mailing_id) or resume(db, mailing_id, now)


def release(db: Connection, mailing_id: int) -> bool:
    """Let go what was set aside; it starts at once when its time has come and is not over."""
    return move(db, mailing_id, (MailingState.HELD,), MailingState.PLANNED)
