"""Deliveries: what each outcome leads to, row by row of the table of failures."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.mailing import (
    LANE_OF,
    POLICY,
    Counts,
    DeliveryState,
    Lane,
    MailingKind,
    Outcome,
    Policy,
    Try,
    after,
    claimed,
    count,
    sendable,
)
from training.plan import ZONE

NOW = datetime(2022, 12, 9, 19, 0, tzinfo=ZONE)
SENDING = DeliveryState.SENDING


@pytest.mark.parametrize(
    ("tried", "outcome", "again", "state", "attempts", "seconds"),
    [
        (Try(SENDING, 1), Outcome.SENT, True, DeliveryState.SENT, 1, None),
        (Try(SENDING, 1), Outcome.GONE, True, DeliveryState.UNREACHABLE, 1, None),
        (Try(SENDING, 1), Outcome.REFUSED, True, DeliveryState.FAILED, 1, None),
        (Try(SENDING, 1), Outcome.NOT_SENT, True, DeliveryState.WAITING, 1, 2),
        (Try(SENDING, 2), Outcome.NOT_SENT, True, DeliveryState.WAITING, 2, 4),
        (Try(SENDING, 4), Outcome.NOT_SENT, True, DeliveryState.WAITING, 4, 16),
        (Try(SENDING, 5), Outcome.NOT_SENT, True, DeliveryState.FAILED, 5, None),
        (Try(SENDING, 1), Outcome.SLOW_DOWN, True, DeliveryState.WAITING, 0, 7),  # costs no attempt
        (Try(SENDING, 5), Outcome.SLOW_DOWN, True, DeliveryState.WAITING, 4, 7),
        (Try(SENDING, 1), Outcome.UNKNOWN, True, DeliveryState.WAITING, 1, 10),
        (Try(SENDING, 2, 1), Outcome.UNKNOWN, True, DeliveryState.UNKNOWN, 2, None),
        (Try(SENDING, 1), Outcome.UNKNOWN, False, DeliveryState.UNKNOWN, 1, None),  # a code is not sent twice
    ],
)
def test_an_outcome_leads_to_the_state_of_the_table(
    tried: Try, outcome: Outcome, again: bool, state: DeliveryState, attempts: int, seconds: int | None
) -> None:
    then = after(tried, outcome, NOW, POLICY, timedelta(seconds=7), again)
    expected = NOW + timedelta(seconds=seconds) if seconds is not None else None
    assert (then.state, then.attempts, then.next_at) == (state, attempts, expected)


def test_a_claim_is_a_lease() -> None:
    assert claimed(Try(DeliveryState.WAITING), NOW, POLICY) == Try(SENDING, 1, 0, NOW + timedelta(seconds=60))


def test_waits_are_as_long_for_people_when_the_clock_runs_fast() -> None:
    fast = POLICY.at_speed(60)
    assert (fast.lease, fast.settle) == (timedelta(hours=1), timedelta(minutes=10))
    assert POLICY.at_speed(1.0) is POLICY


@given(st.lists(st.sampled_from([one for one in Outcome if one is not Outcome.SLOW_DOWN]), min_size=12, max_size=12))
def test_no_delivery_is_tried_for_ever(outcomes: list[Outcome]) -> None:
    one, tries = Try(DeliveryState.WAITING), 0
    for outcome in outcomes:
        if one.state is DeliveryState.WAITING:
            one, tries = after(claimed(one, NOW, POLICY), outcome, NOW, POLICY), tries + 1
    assert one.state is not DeliveryState.WAITING
    assert tries <= POLICY.attempts + 1
    assert one.uncertain <= POLICY.uncertain_tries


@given(st.integers(1, 40))
def test_the_pause_between_tries_grows_to_a_bound(attempts: int) -> None:
    policy = Policy(attempts=50)
    then = after(Try(SENDING, attempts), Outcome.NOT_SENT, NOW, policy)
    assert then.next_at is not None
    assert policy.first_pause <= then.next_at - NOW <= policy.longest_pause


@given(st.lists(st.tuples(st.sampled_from(list(DeliveryState)), st.integers(0, 9), st.integers(0, 3)), max_size=12))
def test_counts_add_up_to_the_recipients(rows: list[tuple[str, int, int]]) -> None:
    counted = count(rows)
    ends = counted.sent + counted.failed + counted.unreachable + counted.missed + counted.unknown + counted.stopped
    assert counted.recipients == counted.waiting + ends == sum(many for _, many, _ in rows)
    assert counted.ended == ends


def test_nobody_is_counted_when_there_is_nobody() -> None:
    assert count([]) == Counts()


def test_each_kind_has_its_lane_and_changes_go_before_reminders_before_notices() -> None:
    order = list(Lane)
    lanes = [LANE_OF[kind] for kind in (MailingKind.CHANGE, MailingKind.REMINDER, MailingKind.NOTICE)]
    assert lanes == sorted(lanes, key=order.index)
    assert set(LANE_OF) == set(MailingKind)


def test_at_night_only_changes_are_sent() -> None:
    assert sendable(MailingKind, hushed=True) == (MailingKind.CHANGE,)
    assert sendable(MailingKind, hushed=False) == tuple(MailingKind)
