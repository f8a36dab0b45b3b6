"""Deliveries: one message of one mailing to one person, from freezing the recipients to what came of it.

Claiming is committed before the call to the platform, each outcome on its own straight after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union,
    update,
)
from sqlalchemy import String as Text
from sqlalchemy.dialects import postgresql, sqlite

from storage.audiences import best_account, people_of
from storage.database import row_count
from storage.mailings import MailingRow, still_open
from storage.schema import (
    Moment,
    account,
    delivery,
    enrolment,
    leave,
    mailing,
    person,
    progress,
    session,
    staff,
)
from storage.sessions import takes_part
from training.mailing import POLICY, DeliveryState, MailingKind, MailingState, Policy

ACCEPTED = "accepted"  # the state of a leave that was granted
AT_ONCE = 500  # mailings in one statement
FEW = 8  # mailings under way of whose index one asks
MERGED = (MailingKind.CHANGE, MailingKind.REMINDER, MailingKind.NUDGE)  # several for one person become one message
WAITING, SENDING = DeliveryState.WAITING.value, DeliveryState.SENDING.value


def freeze(db: Connection, one: MailingRow, now: datetime, state: DeliveryState = DeliveryState.WAITING) -> int:
    """Write down the recipients of a mailing as they are now, in one statement; whom nobody can reach, too.

    state: WAITING, or MISSED when its time is over. Twice is as once. How many rows are new.
    """
    if one.kind is MailingKind.REMINDER:
        return freeze_reminders(db, [one.id], state)
    joined_by = one.due_at if one.kind is MailingKind.CHANGE else None
    people = people_of(db, one.audience or {}, now, joined_by).subquery()
    chosen = select(literal(one.id), people.c.id, *_columns(people.c.id, literal(now, Moment), state))
    chosen = chosen.select_from(people.outerjoin(account, account.c.id == best_account(people.c.id)))
    return _insert(db, chosen)


def freeze_reminders(db: Connection, mailing_ids: Sequence[int], state: DeliveryState = DeliveryState.WAITING) -> int:
    """As `freeze`, for any number of reminders in one statement, with the rules of training/reminders.not_owed."""
    return _insert(db, _owed(mailing_ids, mailing.c.id, person.c.id, *_columns(person.c.id, mailing.c.due_at, state)))


def _owed(mailing_ids: Sequence[int], *columns: Any) -> Select[Any]:
    """These columns of all to whom these reminders are owed."""
    taking_part = _taking_part(mailing_ids).subquery()
    mine = taking_part.c.person_id
    return (
        select(*columns)
        .select_from(
            taking_part.join(mailing, mailing.c.id == taking_part.c.mailing_id)
            .join(person, person.c.id == mine)
            .outerjoin(account, account.c.id == best_account(person.c.id))
        )
        .where(person.c.erased_at.is_(None), person.c.reminders, _own_lead(), ~_on_leave(mailing, mine))
        .where(or_(~mailing.c.body["unless_done"].as_boolean(), ~_has_done(mine)), _of_chosen_day(mine))
    )


def hold_for(db: Connection, mailing_ids: Sequence[int], begins: datetime, until: datetime) -> int:
    """Let reminders that were just frozen wait for others of the same people that are due within (begins, until]: one
    evening, one message. How many wait."""
    within = (mailing.c.due_at > begins, mailing.c.due_at <= until)
    planned = (mailing.c.state == MailingState.PLANNED, mailing.c.kind == MailingKind.REMINDER)
    later = db.execute(select(mailing.c.id, mailing.c.due_at).where(*planned, *within)).all()
    if not later:
        return 0
    people = _owed([row.id for row in later], person.c.id)
    waiting = (delivery.c.mailing_id.in_(mailing_ids), _is_waiting(), delivery.c.person_id.in_(people))
    held = update(delivery).where(*waiting).values(next_at=max(row.due_at for row in later))
    return row_count(db.execute(held))


def _columns(person_id: Any, next_at: Any, state: DeliveryState) -> tuple[Any, ...]:
    if state is DeliveryState.MISSED:
        return literal(state.value), null(), account.c.platform, account.c.address
    reachable = account.c.id.is_not(None)
    first = case((reachable, WAITING), else_=DeliveryState.UNREACHABLE.value)
    return first, case((reachable, next_at), else_=null()), account.c.platform, account.c.address


def _insert(db: Connection, chosen: Select[Any]) -> int:
    dialect: Any = sqlite if db.dialect.name == "sqlite" else postgresql
    names = ["mailing_id", "person_id", "state", "next_at", "platform", "address"]
    wanted = dialect.insert(delivery).from_select(names, chosen).on_conflict_do_nothing()
    return row_count(db.execute(wanted.execution_options(preserve_rowcount=True)))


def _taking_part(mailing_ids: Sequence[int]) -> Any:
    """(mailing, person) of all who take part in the sessions of reminders: enrolled by the due time, and staff."""
    enrolled = (
        select(mailing.c.id.label("mailing_id"), enrolment.c.person_id)
        .join(session, session.c.id == mailing.c.session_id)
        .join(enrolment, enrolment.c.course_id == session.c.course_id)
        .where(mailing.c.id.in_(mailing_ids), enrolment.c.created_at <= mailing.c.due_at)
        .where(takes_part(session.c.id, enrolment.c.person_id))
    )
    teaching = (
        select(mailing.c.id, staff.c.person_id)
        .join(staff, staff.c.session_id == mailing.c.session_id)
        .where(mailing.c.id.in_(mailing_ids))
    )
    return union(enrolled, teaching)


def _own_lead() -> ColumnElement[bool]:
    """Who chose another lead gets that one's reminder, where there is one, and not the rule's."""
    lead = mailing.c.audience["lead"].as_integer()
    other = mailing.alias("other")
    instead = exists().where(
        other.c.session_id == mailing.c.session_id,
        other.c.rule_key == mailing.c.rule_key + "@" + cast(person.c.lead_minutes, Text),
    )
    rules_own = and_(lead.is_(None), or_(person.c.lead_minutes.is_(None), ~instead))
    return or_(rules_own, person.c.lead_minutes == lead)


def _on_leave(of: Any, person_id: Any) -> Any:
    return exists().where(
        leave.c.session_id == of.c.session_id, leave.c.person_id == person_id, leave.c.state == ACCEPTED
    )


def _has_done(person_id: Any) -> Any:
    return exists().where(
        progress.c.session_id == mailing.c.session_id,
        progress.c.person_id == person_id,
        progress.c.done_at.is_not(None),
    )


def _of_chosen_day(person_id: Any) -> ColumnElement[bool]:
    """Who chose a day within a window hears of that day alone, who has not of the window."""
    told = mailing.c.body["chosen"].as_string()
    mine = (progress.c.session_id == mailing.c.session_id, progress.c.person_id == person_id)
    has_chosen = exists().where(*mine, progress.c.chosen_day.is_not(None))
    this_day = exists().where(*mine, cast(progress.c.chosen_day, Text) == told)
    return or_(and_(told.is_(None), ~has_chosen), and_(told.is_not(None), this_day))


@dataclass(frozen=True, slots=True)
class Part:
    """One delivery of a claimed message, with what its mailing says."""

    id: int
    mailing_id: int
    kind: MailingKind
    attempts: int
    uncertain: int
    due: datetime
    expires: datetime | None
    course_id: int | None
    session_id: int | None
    rule_key: str | None
    body: dict[str, Any]
    ready: datetime | None = None  # since when it could go out, when that is not `due`

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent again when nobody knows if it arrived; codes and one-time links may not."""
        return not self.body.get("once")


@dataclass(frozen=True, slots=True)
class Claimed:
    """One message for one person, made of one delivery or of several. platform None: nobody can reach them."""

    person_id: int
    platform: str | None
    address: str | None
    language: str | None
    parts: tuple[Part, ...]

    @property
    def kind(self) -> MailingKind:
        return self.parts[0].kind

    def without(self, dropped: Collection[int]) -> Claimed:
        """The same message without some of its deliveries."""
        kept = tuple(part for part in self.parts if part.id not in dropped)
        return Claimed(self.person_id, self.platform, self.address, self.language, kept)


def claim(
    db: Connection,
    now: datetime,
    limit: int,
    kinds: Iterable[MailingKind],
    policy: Policy = POLICY,
    closed: Collection[str] = (),
) -> list[Claimed]:
    """Take up to `limit` messages that are due, of mailings of these kinds under way. Commit before sending them.

    What else of the same kind is due for the same people comes along and becomes one message. closed: platforms
    that take nothing at the moment.
    """
    wanted = [kind.value for kind in kinds]
    running = _some_running(db, wanted)
    if not running:
        return []
    heads = _heads(db, now, wanted, running, closed, limit)
    if not heads:
        return []
    ready = {row.id: row.next_at for row in heads} | _companions(db, now, heads)
    db.execute(
        update(delivery)
        .where(delivery.c.id.in_(list(ready)))
        .values(state=SENDING, attempts=delivery.c.attempts + 1, next_at=now + policy.lease)
    )
    return _load(db, ready)


def _some_running(db: Connection, kinds: Sequence[str]) -> list[int]:
    """Mailings of these kinds under way, the oldest first; one more than FEW stands for many."""
    running = select(mailing.c.id).where(mailing.c.state == MailingState.RUNNING, mailing.c.kind.in_(kinds))
    return list(db.scalars(running.order_by(mailing.c.due_at, mailing.c.id).limit(FEW + 1)))


def _tryable(now: datetime) -> ColumnElement[bool]:
    return and_(still_open(), delivery.c.state == WAITING, delivery.c.next_at <= now)


def _is_waiting() -> ColumnElement[bool]:
    """Said so that no index over states is chosen for it: people and mailings tell better where to look."""
    return func.coalesce(delivery.c.state, "") == WAITING


def _of_running(kinds: Sequence[str]) -> Any:
    return exists().where(
        mailing.c.id == delivery.c.mailing_id, mailing.c.state == MailingState.RUNNING, mailing.c.kind.in_(kinds)
    )


def _heads(
    db: Connection, now: datetime, kinds: Sequence[str], running: Sequence[int], closed: Collection[str], limit: int
) -> list[Row[Any]]:
    """The oldest first. Few mailings are asked one by one, each by its own index: a hundred thousand that wait in
    other lanes cost nothing then. Of many the order of time is asked, since most of them have nothing left."""
    if len(running) > FEW:
        return _locked(db, _first_due(closed).where(_tryable(now), _of_running(kinds)), limit)
    found: list[Row[Any]] = []
    for mailing_id in running:
        its_own = (still_open(), delivery.c.mailing_id == mailing_id, _is_waiting(), delivery.c.next_at <= now)
        found += _locked(db, _first_due(closed).where(*its_own), limit - len(found))
        if len(found) == limit:
            break
    return found


def _first_due(closed: Collection[str]) -> Select[Any]:
    kind = select(mailing.c.kind).where(mailing.c.id == delivery.c.mailing_id).scalar_subquery()
    open_to = or_(delivery.c.platform.is_(None), delivery.c.platform.not_in(closed)) if closed else true()
    chosen = select(delivery.c.id, delivery.c.person_id, delivery.c.next_at, kind.label("kind")).where(open_to)
    return chosen.order_by(delivery.c.next_at, delivery.c.id)


def _locked(db: Connection, chosen: Select[Any], limit: int) -> list[Row[Any]]:
    return list(db.execute(chosen.limit(limit).with_for_update(of=delivery, skip_locked=True)))


def _companions(db: Connection, now: datetime, heads: Sequence[Row[Any]]) -> dict[int, datetime]:
    """Other deliveries of the same kind that are due for the people of `heads`: id → since when it could go."""
    found: dict[int, datetime] = {}
    for kind in {row.kind for row in heads} & {kind.value for kind in MERGED}:
        people = {row.person_id for row in heads if row.kind == kind}
        due = (_is_waiting(), delivery.c.next_at <= now, _of_running([kind]))
        others = select(delivery.c.id, delivery.c.next_at).where(delivery.c.person_id.in_(people), *due)
        found |= {row.id: row.next_at for row in db.execute(others.with_for_update(of=delivery, skip_locked=True))}
    return found


def _load(db: Connection, ready: Mapping[int, datetime]) -> list[Claimed]:
    rows = db.execute(
        select(
            delivery.c.id,
            delivery.c.mailing_id,
            delivery.c.person_id,
            delivery.c.attempts,
            delivery.c.uncertain,
            mailing.c.kind,
            mailing.c.due_at,
            mailing.c.expires_at,
            mailing.c.created_at,
            mailing.c.course_id,
            mailing.c.session_id,
            mailing.c.rule_key,
            mailing.c.body,
            account.c.platform,
            account.c.address,
            func.coalesce(account.c.language, person.c.language).label("language"),
        )
        .select_from(
            delivery.join(mailing, mailing.c.id == delivery.c.mailing_id)
            .join(person, person.c.id == delivery.c.person_id)
            .outerjoin(account, account.c.id == best_account(person.c.id))
        )
        .where(delivery.c.id.in_(list(ready)))
        .order_by(mailing.c.due_at, delivery.c.id)
    ).all()
    messages: dict[tuple[int, Any], list[Any]] = {}
    for row in rows:
        alone = row.id if MailingKind(row.kind) not in MERGED else None
        messages.setdefault((row.person_id, alone or row.kind), []).append(row)
    return [_claimed(parts, ready) for parts in messages.values()]


def _claimed(rows: Sequence[Any], ready: Mapping[int, datetime]) -> Claimed:
    first, parts = rows[0], tuple(_part(row, ready[row.id]) for row in rows)
    return Claimed(first.person_id, first.platform, first.address, first.language, parts)


def _part(row: Any, ready: datetime) -> Part:
    return Part(
        id=row.id,
        mailing_id=row.mailing_id,
        kind=MailingKind(row.kind),
        attempts=row.attempts,
        uncertain=row.uncertain,
        due=row.due_at or row.created_at,
        expires=row.expires_at,
        course_id=row.course_id,
        session_id=row.session_id,
        rule_key=row.rule_key,
        body=row.body,
        ready=ready,
    )
