"""What came of deliveries: recorded one by one, recovered after a crash, counted, acknowledged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from storage.accounts import set_reachable
from storage.audiences import best_account
from storage.database import UNHEARD
from storage.deliveries import SENDING, WAITING, Claimed, Part
from storage.mailings import still_open
from storage.schema import delivery, mailing, person, unit
from training.mailing import (
    POLICY,
    Counts,
    DeliveryState,
    MailingKind,
    MailingState,
    Outcome,
    Policy,
    Try,
    after,
    count,
)

LONGEST_ERROR = 500  # characters kept of what a platform said


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one try. message: the platform's id of it. pause: asked for by a 429. error: for people to read."""

    outcome: Outcome
    message: str | None = None
    error: str | None = None
    pause: timedelta | None = None


def record(db: Connection, one: Claimed, result: Result, now: datetime, policy: Policy = POLICY) -> None:
    """Write down what came of a claimed message. A late answer to a try given up meanwhile still counts as sent."""
    if result.outcome is Outcome.SENT:
        _record_sent(db, one, result.message, now)
        return
    elsewhere = False
    if result.outcome is Outcome.GONE and one.platform and one.address:
        set_reachable(db, one.platform, one.address, False)
        elsewhere = db.scalar(select(best_account(one.person_id))) is not None
    for part in one.parts:
        _record_part(db, one, part, result, now, policy, elsewhere)


def _record_sent(db: Connection, one: Claimed, message: str | None, now: datetime) -> None:
    known = delivery.c.state.in_([SENDING, WAITING, DeliveryState.UNKNOWN.value])
    db.execute(
        update(delivery)
        .where(delivery.c.id.in_([part.id for part in one.parts]), known)
        .values(
            state=DeliveryState.SENT.value,
            next_at=None,
            sent_at=now,
            message=message,
            platform=one.platform,
            address=one.address,
            error=None,
        )
    )


def _record_part(
    db: Connection, one: Claimed, part: Part, result: Result, now: datetime, policy: Policy, elsewhere: bool
) -> None:
    tried = Try(DeliveryState.SENDING, part.attempts, part.uncertain)
    then = after(tried, result.outcome, now, policy, result.pause, part.repeatable)
    if elsewhere:  # blocked here, but there is another account
        then = Try(DeliveryState.WAITING, part.attempts, part.uncertain, now)
    values = _values(then) | {"platform": one.platform, "address": one.address}
    error = (result.error or result.outcome.value)[:LONGEST_ERROR]
    _settle(db, part.id, part.mailing_id, part.attempts, {**values, "error": error})


def _values(then: Try) -> dict[str, Any]:
    return {
        "state": then.state.value,
        "attempts": then.attempts,
        "uncertain": then.uncertain,
        "next_at": then.next_at,
    }


def _settle(db: Connection, delivery_id: int, mailing_id: int, attempts: int, values: Mapping[str, Any]) -> None:
    """End the try with this number; what waits again follows a mailing that was paused or stopped meanwhile."""
    values = dict(values)
    if values["state"] == WAITING:
        state = db.scalar(select(mailing.c.state).where(mailing.c.id == mailing_id))
        if state == MailingState.STOPPED:
            values |= {"state": DeliveryState.STOPPED.value, "next_at": None}
        elif state == MailingState.PAUSED:
            values["next_at"] = None
    mine = (delivery.c.id == delivery_id, delivery.c.state == SENDING, delivery.c.attempts == attempts)
    db.execute(update(delivery).where(*mine).values(values))


def drop(db: Connection, dropped: Iterable[tuple[Part, DeliveryState, str]]) -> None:
    """What was claimed and is not to be said after all: how it ended, and why."""
    for part, state, reason in dropped:
        values = {"state": state.value, "next_at": None, "error": reason, "attempts": part.attempts - 1}
        _settle(db, part.id, part.mailing_id, part.attempts, values)


def recover(db: Connection, now: datetime, policy: Policy = POLICY) -> int:
    """On start: of what was being sent nobody knows what became of it. How many."""
    return _uncertain(db, delivery.c.state == SENDING, now, policy)


def expire_leases(db: Connection, now: datetime, in_flight: Collection[int], policy: Policy = POLICY) -> int:
    """The same for what another process began and never ended. in_flight: delivery ids under way in this one."""
    over = and_(delivery.c.state == SENDING, delivery.c.next_at <= now, delivery.c.id.not_in(in_flight))
    return _uncertain(db, over, now, policy)


def _uncertain(db: Connection, which: ColumnElement[bool], now: datetime, policy: Policy) -> int:
    ids = list(db.scalars(select(delivery.c.id).where(still_open(), which)))  # alone, so that its index is taken
    if not ids:
        return 0
    columns = (delivery.c.id, delivery.c.mailing_id, delivery.c.attempts, delivery.c.uncertain, mailing.c.body)
    joined = delivery.join(mailing, mailing.c.id == delivery.c.mailing_id)
    rows = db.execute(select(*columns).select_from(joined).where(delivery.c.id.in_(ids))).all()
    for row in rows:
        tried = Try(DeliveryState.SENDING, row.attempts, row.uncertain)
        then = after(tried, Outcome.UNKNOWN, now, policy, again=not row.body.get("once"))
        _settle(db, row.id, row.mailing_id, row.attempts, {**_values(then), "error": "no answer before a crash"})
    return len(rows)


def sweep(db: Connection, now: datetime) -> list[int]:
    """End what is over: waiting deliveries of expired mailings are missed, mailings with nothing open are done.

    The ids of those that are done now.
    """
    over = (mailing.c.state == MailingState.RUNNING, mailing.c.expires_at <= now)
    for mailing_id in list(db.scalars(select(mailing.c.id).where(*over))):
        late = (still_open(), delivery.c.state == WAITING, delivery.c.mailing_id == mailing_id)
        db.execute(update(delivery).where(*late).values(state=DeliveryState.MISSED.value, next_at=None, error="begun"))
    rest = exists().where(still_open(), delivery.c.mailing_id == mailing.c.id)
    done = (
        update(mailing)
        .where(mailing.c.state == MailingState.RUNNING, ~rest)
        .values(state=MailingState.DONE.value, finished_at=now)
        .returning(mailing.c.id)
        .execution_options(**{UNHEARD: True})
    )
    return list(db.scalars(done))


def counts(db: Connection, mailing_id: int) -> Counts:
    """How a mailing stands; the states add up to its recipients."""
    rows = db.execute(
        select(delivery.c.state, func.count(), func.count(delivery.c.acknowledged_at))
        .where(delivery.c.mailing_id == mailing_id)
        .group_by(delivery.c.state)
    )
    return count((state, many, confirmed) for state, many, confirmed in rows)


def counts_between(
    db: Connection, course_id: int, first: datetime, last: datetime, kinds: Iterable[MailingKind]
) -> Counts:
    """The same for all mailings of a course that were due within [first, last)."""
    within = (mailing.c.course_id == course_id, mailing.c.due_at >= first, mailing.c.due_at < last)
    rows = db.execute(
        select(delivery.c.state, func.count(), func.count(delivery.c.acknowledged_at))
        .join(mailing, mailing.c.id == delivery.c.mailing_id)
        .where(*within, mailing.c.kind.in_([kind.value for kind in kinds]))
        .group_by(delivery.c.state)
    )
    return count((state, many, confirmed) for state, many, confirmed in rows)


def acknowledge(db: Connection, mailing_id: int, person_id: int, now: datetime) -> bool:
    """The person pressed "received": of this mailing, and of others that came in the same message.

    False when they are not among its recipients. Twice is as once.
    """
    mine = (delivery.c.person_id == person_id, delivery.c.mailing_id == mailing_id)
    row = db.execute(select(delivery.c.id, delivery.c.message, delivery.c.platform).where(*mine)).first()
    if row is None:
        return False
    together = and_(delivery.c.message == row.message, delivery.c.platform == row.platform)
    db.execute(
        update(delivery)
        .where(delivery.c.person_id == person_id, delivery.c.acknowledged_at.is_(None))
        .where(or_(delivery.c.id == row.id, together))
        .values(acknowledged_at=now)
    )
    return True


def recipients(
    db: Connection, mailing_id: int, state: DeliveryState | None = None, acknowledged: bool | None = None
) -> Sequence[Any]:
    """Rows (person_id, code, name, phone, unit, state, platform, sent_at, acknowledged_at, error), by unit and name."""
    query = (
        select(
            delivery.c.person_id,
            person.c.code,
            person.c.name,
            person.c.phone,
            unit.c.name.label("unit"),
            delivery.c.state,
            delivery.c.platform,
            delivery.c.sent_at,
            delivery.c.acknowledged_at,
            delivery.c.error,
        )
        .select_from(
            delivery.join(person, person.c.id == delivery.c.person_id).outerjoin(unit, unit.c.id == person.c.unit_id)
        )
        .where(delivery.c.mailing_id == mailing_id)
        .order_by(unit.c.folded, person.c.folded)
    )
    if state is not None:
        query = query.where(delivery.c.state == state)
    if acknowledged is not None:
        got = delivery.c.acknowledged_at.is_not(None)
        query = query.where(got if acknowledged else ~got)
    return db.execute(query).all()


def reachable_now(db: Connection, mailing_id: int) -> int:
    """How many who could not be reached then can be now."""
    mine = (delivery.c.mailing_id == mailing_id, delivery.c.state == DeliveryState.UNREACHABLE)
    come = select(func.count()).select_from(delivery).where(*mine, best_account(delivery.c.person_id).is_not(None))
    found: int = db.execute(come).scalar_one()
    return found


def oldest_waiting(db: Connection, now: datetime, kinds: Iterable[MailingKind] = tuple(MailingKind)) -> datetime | None:
    """Since when the oldest of these could go out and has not: a mailing due and never begun, or a delivery under way
    that is to be tried. For the alarm."""
    wanted = mailing.c.kind.in_([kind.value for kind in kinds])
    unbegun = select(func.min(mailing.c.due_at)).where(
        mailing.c.state == MailingState.PLANNED, mailing.c.due_at <= now, wanted
    )
    running = select(mailing.c.id).where(mailing.c.state == MailingState.RUNNING, wanted)
    waits = (still_open(), delivery.c.state == WAITING, delivery.c.next_at <= now)
    tried = [
        db.scalar(select(func.min(delivery.c.next_at)).where(*waits, delivery.c.mailing_id == one))
        for one in list(db.scalars(running))
    ]
    return min((moment for moment in (db.scalar(unbegun), *tried) if moment), default=None)


def sent_since(db: Connection, moment: datetime) -> bool:
    """Whether anything went out since then, of mailings under way or just ended."""
    lately = or_(mailing.c.state == MailingState.RUNNING, mailing.c.finished_at >= moment)
    of_these = delivery.c.mailing_id.in_(select(mailing.c.id).where(lately, mailing.c.state != MailingState.MISSED))
    return db.scalar(select(delivery.c.id).where(of_these, delivery.c.sent_at >= moment).limit(1)) is not None


def unbegun_between(db: Connection, course_id: int, first: datetime, last: datetime) -> int:
    """Mailings of a course that were due within [first, last) and are still to begin, or held back."""
    state = mailing.c.state.in_([MailingState.PLANNED, MailingState.HELD])
    due = (mailing.c.course_id == course_id, mailing.c.due_at >= first, mailing.c.due_at < last)
    found: int = db.execute(select(func.count()).select_from(mailing).where(*due, state)).scalar_one()
    return found
