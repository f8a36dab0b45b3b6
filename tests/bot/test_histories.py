"""Random histories of a dispatcher's life: whatever happens, each thing is said at most once, in time, and counted.

TAPHUAN_HISTORIES sets how many are tried (40); the benchmark tries 1,000.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, select

from handlers import scheduled
from storage import deliveries, due, mailings, outcomes, schema, sessions
from storage.database import new_engine
from storage.deliveries import Claimed
from storage.outcomes import Result
from storage.schema import metadata
from tests import gatherings
from training.mailing import DeliveryState, MailingKind, MailingState, Outcome
from training.plan import ZONE, Period, Precision

T = TypeVar("T")
ALL = tuple(MailingKind)
IN_FLIGHT = 3
BEGIN = datetime(2022, 12, 8, 8, 0, tzinfo=ZONE)
HOURS = st.integers(1, 72)
ENGINE = new_engine("sqlite:///:memory:")


class Life(RuleBasedStateMachine):
    """One unit of work a step, as the dispatcher does them, with deaths between."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = ENGINE.connect()
        metadata.create_all(self.connection)
        self.now = BEGIN
        self.in_flight: list[tuple[Claimed, bool]] = []  # claimed messages, and whether they have arrived
        self.arrived: Counter[int] = Counter()  # delivery id → times
        self.frozen: dict[int, int] = {}  # mailing id → recipients

    def write(self, work: Callable[[Connection], T]) -> T:
        with self.connection.begin_nested():
            return work(self.connection)

    @initialize()
    def a_course(self) -> None:
        def play(db: Connection) -> tuple[int, list[int]]:
            course = gatherings.a_course(db)
            people = gatherings.people(db, 3)
            gatherings.enrol(db, course, people)
            gatherings.enrol(db, course, gatherings.people(db, 1, reachable=False))
            return course, people

        self.course, self.people = self.write(play)
        self.sessions: list[int] = []
        self.enqueue_a_notice()
        self.enqueue_a_session(30)

    @rule(hours=HOURS)
    def enqueue_a_session(self, hours: int) -> None:
        def play(db: Connection) -> int:
            key = f"s{len(self.sessions)}"
            session = gatherings.a_session(db, self.course, self._period(hours), key=key)
            scheduled.plan_reminders(db, [session], self.now)
            return session

        self.sessions.append(self.write(play))

    @rule()
    def enqueue_a_notice(self) -> None:
        due_at = self.now + timedelta(seconds=30)
        body, audience = {"text": "x"}, {"courses": [self.course]}
        self.write(lambda db: mailings.create(db, MailingKind.NOTICE, audience, body, due_at, self.now))

    @precondition(lambda self: self.sessions)
    @rule(which=st.integers(0, 9), hours=HOURS)
    def reschedule(self, which: int, hours: int) -> None:
        session = self.sessions[which % len(self.sessions)]

        def play(db: Connection) -> None:
            sessions.reschedule(db, session, self._period(hours))
            scheduled.plan_reminders(db, [session], self.now)

        self.write(play)

    @precondition(lambda self: self.sessions)
    @rule(which=st.integers(0, 9), state=st.sampled_from(["cancelled", "planned"]))
    def cancel_or_not_after_all(self, which: int, state: str) -> None:
        session = self.sessions[which % len(self.sessions)]

        def play(db: Connection) -> None:
            sessions.set_state(db, session, state)
            scheduled.plan_reminders(db, [session], self.now)

        self.write(play)

    @rule(minutes=st.integers(1, 900))
    def time_goes_by(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(seconds=st.integers(1, 59))
    def a_little_time_goes_by(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(hours=st.integers(1, 48))
    def the_clock_jumps(self, hours: int) -> None:
        before, self.now = self.now, self.now + timedelta(hours=hours)
        self.write(lambda db: due.hold_overdue(db, before, self.now))
        overdue = [one.due_at for one in due.due(self.connection, self.now) if one.due_at]
        assert all(moment <= before for moment in overdue), "what fell due by a jump is not to go out unasked"

    @rule()
    def somebody_lets_go_what_was_held(self) -> None:
        self.write(lambda db: [due.release(db, one.id) for one in due.held(db)])

    @rule(arrive=st.integers(0, IN_FLIGHT))
    def start_and_claim(self, arrive: int) -> None:
        """`arrive`: so many are with the messenger at once."""
        self.now += timedelta(seconds=11)
        while self.write(lambda db: scheduled.start_due(db, self.now)):
            pass
        self.write(self._remember_frozen)
        mine = [part.id for one, _ in self.in_flight for part in one.parts]
        self.write(lambda db: outcomes.expire_leases(db, self.now, mine))
        self.write(self._claim)
        for _ in range(min(arrive, len(self.in_flight))):
            self.the_messenger_takes_one()

    def _claim(self, db: Connection) -> None:
        for claimed in deliveries.claim(db, self.now, IN_FLIGHT - len(self.in_flight), ALL):
            worded = scheduled.word(db, claimed, self.now)
            outcomes.drop(db, worded.dropped)
            if worded.reply:
                self._may_be_said(db, worded.claimed)
                self.in_flight.append((worded.claimed, False))

    def _may_be_said(self, db: Connection, claimed: Claimed) -> None:
        for part in claimed.parts:
            assert part.due <= self.now, "early"
            assert part.expires is None or self.now < part.expires, "after its time"
            if part.session_id:
                facts = sessions.session_facts(db, part.session_id)
                assert facts and not facts.view.cancelled and facts.view.begins and self.now < facts.view.begins

    @precondition(lambda self: self.in_flight)
    @rule()
    def the_messenger_takes_one(self) -> None:
        waiting = [n for n, (_, arrived) in enumerate(self.in_flight) if not arrived]
        if waiting:
            claimed, _ = self.in_flight[waiting[0]]
            self.in_flight[waiting[0]] = (claimed, True)
            self.arrived.update(part.id for part in claimed.parts)

    @precondition(lambda self: self.in_flight)
    @rule(lost=st.booleans())
    def the_oldest_comes_back(self, lost: bool) -> None:
        claimed, arrived = self.in_flight.pop(0)
        outcome = Outcome.SENT if arrived else Outcome.NOT_SENT
        if lost:
            outcome = Outcome.UNKNOWN
        self.write(lambda db: outcomes.record(db, claimed, Result(outcome, "1"), self.now))

    @precondition(lambda self: self.in_flight)
    @rule(outcome=st.sampled_from([Outcome.SLOW_DOWN, Outcome.REFUSED]))
    def the_oldest_is_refused(self, outcome: Outcome) -> None:
        claimed, arrived = self.in_flight[0]
        if not arrived:
            self.in_flight.pop(0)
            pause = timedelta(seconds=5)
            self.write(lambda db: outcomes.record(db, claimed, Result(outcome, pause=pause), self.now))

    @rule()
    def the_program_is_killed_and_starts_again(self) -> None:
        self.in_flight.clear()
        self.write(lambda db: outcomes.recover(db, self.now))

    @rule()
    def what_is_over_is_closed(self) -> None:
        self.write(lambda db: outcomes.sweep(db, self.now))

    @invariant()
    def nothing_arrived_more_often_than_there_was_doubt(self) -> None:
        rows = self._all(select(schema.delivery.c.id, schema.delivery.c.uncertain, schema.delivery.c.state))
        doubts = {row.id: row.uncertain for row in rows}
        for delivery, times in self.arrived.items():
            assert times <= 1 + doubts[delivery]
            assert doubts[delivery] <= 2

    @invariant()
    def what_is_called_sent_has_arrived(self) -> None:
        sent = select(schema.delivery.c.id).where(schema.delivery.c.state == DeliveryState.SENT)
        assert all(self.arrived[row.id] for row in self._all(sent))

    @invariant()
    def counts_add_up_to_the_recipients(self) -> None:
        for mailing_id, many in self.frozen.items():
            counts = outcomes.counts(self.connection, mailing_id)
            ends = counts.sent + counts.failed + counts.unreachable + counts.missed + counts.unknown + counts.stopped
            assert counts.recipients == many == counts.waiting + ends

    @invariant()
    def no_more_are_in_doubt_than_may_be_in_flight(self) -> None:
        sending = select(schema.delivery.c.person_id).where(schema.delivery.c.state == DeliveryState.SENDING)
        assert len({row.person_id for row in self._all(sending)}) <= IN_FLIGHT

    def teardown(self) -> None:
        """In the end everything that was begun has ended, and nothing was lost."""
        try:
            self._come_to_rest()
        finally:
            self.connection.rollback()
            self.connection.close()

    def _come_to_rest(self) -> None:
        if not hasattr(self, "course"):
            return
        self.the_program_is_killed_and_starts_again()
        for _ in range(400):
            self.now += timedelta(seconds=20)
            self.start_and_claim(0)
            while self.in_flight:
                self.the_messenger_takes_one()
                self.the_oldest_comes_back(lost=False)
            self.what_is_over_is_closed()
            if not self._open():
                break
        assert not self._open()
        self.counts_add_up_to_the_recipients()
        self.nothing_arrived_more_often_than_there_was_doubt()

    def _open(self) -> list[Any]:
        return self._all(select(schema.mailing.c.id).where(schema.mailing.c.state == MailingState.RUNNING))

    def _remember_frozen(self, db: Connection) -> None:
        begun = select(schema.mailing.c.id).where(schema.mailing.c.state.not_in([MailingState.PLANNED, "held"]))
        for row in db.execute(begun).all():
            self.frozen.setdefault(row.id, outcomes.counts(db, row.id).recipients)

    def _all(self, query: Any) -> list[Any]:
        return list(self.connection.execute(query).all())

    def _period(self, hours: int) -> Period:
        start = (self.now + timedelta(hours=hours)).replace(minute=30, second=0, microsecond=0)
        return Period(start, start + timedelta(hours=3), Precision.MINUTE)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=int(os.environ.get("TAPHUAN_HISTORIES", "40")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
