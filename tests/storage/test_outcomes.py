"""Stopping, pausing, acknowledging, counting, on both kinds of database."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from storage import audiences, deliveries, due, mailings, outcomes
from storage.database import Database
from storage.outcomes import Result
from tests import gatherings
from tests.storage.evenings import ALL, EXPIRES, NOW, notice_to, planned, sent, started
from training.mailing import POLICY, Counts, DeliveryState, MailingKind, Outcome

# Stopping, pausing, counting


def test_a_stopped_mailing_lets_what_is_in_flight_end_and_sends_nothing_more(database: Database) -> None:
    def play(db: Connection) -> tuple[Counts, Counts, bool]:
        notice = notice_to(db, 3)
        first, second = deliveries.claim(db, NOW, 2, ALL)
        assert mailings.stop(db, notice, NOW)
        before = outcomes.counts(db, notice)
        sent(db, first)
        outcomes.record(db, second, Result(Outcome.NOT_SENT), NOW)
        assert deliveries.claim(db, NOW + timedelta(hours=1), 9, ALL) == []
        return before, outcomes.counts(db, notice), mailings.stop(db, notice, NOW)

    before, after, again = database.write_now(play)
    assert (before.recipients, before.waiting, before.stopped) == (3, 2, 1)
    assert (after.recipients, after.sent, after.stopped) == (3, 1, 2)
    assert not again


def test_a_paused_mailing_waits_until_somebody_goes_on(database: Database) -> None:
    def play(db: Connection) -> list[int]:
        notice = notice_to(db, 3)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        assert mailings.pause(db, notice)
        outcomes.record(db, one, Result(Outcome.NOT_SENT), NOW)
        later = NOW + timedelta(hours=1)
        paused = deliveries.claim(db, later, 9, ALL)
        nothing_due = due.next_due(db)
        assert mailings.resume(db, notice, later)
        assert nothing_due is None
        return [len(paused), len(deliveries.claim(db, later, 9, ALL))]

    assert database.write_now(play) == [0, 3]


def test_a_notice_taken_back_within_its_half_minute_reaches_nobody(database: Database) -> None:
    def play(db: Connection) -> tuple[bool, Counts]:
        course = gatherings.a_course(db)
        gatherings.enrol(db, course, gatherings.people(db, 1))
        due_at = NOW + timedelta(seconds=30)
        notice = mailings.create(db, MailingKind.NOTICE, {"courses": [course]}, {"text": "x"}, due_at, NOW)
        taken_back = mailings.stop(db, notice, NOW)
        started(db, due_at)
        return taken_back, outcomes.counts(db, notice)

    assert database.write_now(play) == (True, Counts())


def test_those_who_failed_can_be_sent_to_again(database: Database) -> None:
    def play(db: Connection) -> tuple[int, Counts]:
        notice = notice_to(db, 2)
        good, bad = deliveries.claim(db, NOW, 2, ALL)
        sent(db, good)
        outcomes.record(db, bad, Result(Outcome.REFUSED), NOW)
        assert outcomes.sweep(db, NOW) == [notice]
        many = mailings.retry_failed(db, notice, NOW)
        [again] = deliveries.claim(db, NOW, 9, ALL)
        sent(db, again)
        return many, outcomes.counts(db, notice)

    many, counts = database.write_now(play)
    assert (many, counts.recipients, counts.sent) == (1, 2, 2)


def test_a_mailing_is_done_when_nothing_of_it_is_open(database: Database) -> None:
    def play(db: Connection) -> tuple[list[int], list[int]]:
        notice = notice_to(db, 1)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        early = outcomes.sweep(db, NOW)
        sent(db, one)
        assert outcomes.sweep(db, NOW) == [notice]
        return early, outcomes.sweep(db, NOW)

    assert database.write_now(play) == ([], [])


def test_what_still_waits_when_it_is_too_late_is_missed_and_counted(database: Database) -> None:
    def play(db: Connection) -> tuple[Counts, Counts]:
        course = gatherings.a_course(db)
        gatherings.enrol(db, course, gatherings.people(db, 2))
        planned(db, gatherings.a_session(db, course, gatherings.morning(), key="a"), course)
        started(db)
        outcomes.sweep(db, EXPIRES)
        planned(db, gatherings.a_session(db, course, gatherings.morning(), key="b"), course)
        for mailing_id, _ in due.take_expired(db, EXPIRES, 10):  # it was never begun: the machine was down
            one = mailings.mailing_by_id(db, mailing_id)
            assert one
            deliveries.freeze(db, one, EXPIRES, DeliveryState.MISSED)
        begun, never = mailings.timeline(db, course)
        return outcomes.counts(db, begun.id), outcomes.counts(db, never.id)

    assert database.write_now(play) == (Counts(recipients=2, missed=2), Counts(recipients=2, missed=2))


def test_acknowledging_counts_once_and_for_all_that_came_in_the_same_message(database: Database) -> None:
    def play(db: Connection) -> tuple[list[bool], list[Counts]]:
        person, stranger = gatherings.people(db, 2)
        both = []
        for key in "ab":
            audience = {"people": [person]}
            both.append(mailings.create(db, MailingKind.CHANGE, audience, {"changes": {}}, NOW, NOW, occurrence=key))
        started(db)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        sent(db, one)
        pressed = [outcomes.acknowledge(db, both[0], who, NOW) for who in (person, person, stranger)]
        return pressed, [outcomes.counts(db, mailing_id) for mailing_id in both]

    pressed, counts = database.write_now(play)
    assert pressed == [True, True, False]
    assert [one.acknowledged for one in counts] == [1, 1]


def test_the_recipients_can_be_listed_by_what_became_of_them(database: Database) -> None:
    def play(db: Connection) -> list[int]:
        notice = notice_to(db, 3)
        one, other, _ = deliveries.claim(db, NOW, 3, ALL)
        sent(db, one, "1")
        sent(db, other, "2")
        outcomes.acknowledge(db, notice, one.person_id, NOW)
        silent = outcomes.recipients(db, notice, DeliveryState.SENT, acknowledged=False)
        assert [row.person_id for row in silent] == [other.person_id]
        again = list(db.scalars(audiences.people_of(db, {"not_acknowledged": notice}, NOW)))
        assert again == [other.person_id]
        return [len(outcomes.recipients(db, notice)), len(outcomes.recipients(db, notice, DeliveryState.SENDING))]

    assert database.write_now(play) == [3, 1]


def test_what_fell_due_only_by_a_jump_waits_until_somebody_lets_it_go(database: Database) -> None:
    def play(db: Connection) -> tuple[list[bool], list[int]]:
        course = gatherings.a_course(db)
        planned(db, gatherings.a_session(db, course, gatherings.morning()), course)
        one = mailings.timeline(db, course)[0].id
        late = due.hold_overdue(db, NOW, NOW + timedelta(hours=3))  # it was due before the jump
        held = due.hold_overdue(db, NOW - timedelta(hours=3), NOW)
        assert late == [] and due.take_due(db, NOW, ALL, 9) == [] and due.next_due(db) is None
        assert [row.id for row in due.held(db)] == held == [one]
        return [due.release(db, one), due.release(db, one)], [found for found, _ in due.take_due(db, NOW, ALL, 9)]

    released, begun = database.write_now(play)
    assert released == [True, False]
    assert len(begun) == 1


def test_after_a_restore_nothing_goes_out_by_itself(database: Database) -> None:
    def play(db: Connection) -> tuple[list[Any], Counts]:
        notice = notice_to(db, 3)
        deliveries.claim(db, NOW, 1, ALL)
        course = gatherings.a_course(db, "C2")
        planned(db, gatherings.a_session(db, course, gatherings.morning()), course)
        due.hold_all(db, NOW)
        later = NOW + timedelta(hours=1)
        assert outcomes.recover(db, later) == 0
        return [*due.take_due(db, later, ALL, 9), *deliveries.claim(db, later, 9, ALL)], outcomes.counts(db, notice)

    assert database.write_now(play) == ([], Counts(recipients=3, waiting=2, unknown=1))


@pytest.mark.parametrize("starts", [True, False])
def test_the_next_moment_is_a_start_a_try_or_the_end_of_a_lease(database: Database, starts: bool) -> None:
    def play(db: Connection) -> list[datetime | None]:
        found = [due.next_due(db)]
        notice_to(db, 1)
        found.append(due.next_due(db))
        [one] = deliveries.claim(db, NOW, 1, ALL)
        found.append(due.next_due(db))
        outcomes.record(db, one, Result(Outcome.NOT_SENT), NOW)
        found.append(due.next_due(db, NOW))
        return found

    expected = [None, NOW, NOW + POLICY.lease, NOW + timedelta(seconds=2)]
    assert database.write_now(play) == expected
