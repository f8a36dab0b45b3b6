"""Who has completed a course, and the ledger of a year's periods."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance import Status
from training.completion import (
    EVERYTHING,
    Block,
    Item,
    ItemKind,
    PeriodsEntry,
    Record,
    ledger,
    sessions_needed,
    standing,
)
from training.plan import Completion, Kind

P, L, E, A, EARLY, NONE = (
    Status.PRESENT,
    Status.LATE,
    Status.EXCUSED,
    Status.ABSENT,
    Status.LEFT_EARLY,
    Status.NONE,
)


def sat(*statuses: Status | None, kind: Kind = Kind.IN_PERSON) -> list[Record]:
    """Sessions 1, 2, … with the person's mark in each."""
    return [Record(n, f"Buổi {n}", kind, status) for n, status in enumerate(statuses, start=1)]


def lms(number: int, done: bool, **more: Any) -> Record:
    return Record(number, f"LMS {number}", Kind.LMS, done=done, **more)


def practice(number: int, done: bool) -> Record:
    return Record(number, f"Thực hành {number}", Kind.PRACTICE, done=done)


@pytest.mark.parametrize(
    ("share", "statuses", "complete"),
    [
        (1.0, (P, P, P, P), True),
        (1.0, (P, L, L, P), True),  # late is there
        (1.0, (P, P, P, A), False),
        (1.0, (P, P, P, E), False),  # excused is not there
        (1.0, (P, P, P, EARLY), False),
        (1.0, (P, P, P, None), False),
        (1.0, (P, P, P, NONE), False),
        (0.75, (P, P, P, A), True),
        (0.75, (P, P, P, None), True),
        (0.75, (P, P, A, A), False),
        (0.8, (P, P, P, A), False),  # 3 of 4 are not 80 %
        (0.8, (P, P, P, P, A), True),  # 4 of 5 are
        (0.5, (P, None), True),
        (0.01, (A, A, A, P), True),
        (0.01, (A, A, A, A), False),
    ],
)
def test_attendance_is_a_share_of_all_sessions_to_be_attended(
    share: float, statuses: tuple[Status | None, ...], complete: bool
) -> None:
    found = standing(Completion(min_attendance=share), sat(*statuses))
    assert found.complete == complete
    assert (found.owed == ()) == complete


@pytest.mark.parametrize(
    ("share", "sessions", "needed"),
    [(0.8, 4, 4), (0.8, 5, 4), (0.55, 20, 11), (0.7, 10, 7), (1.0, 3, 3), (0, 3, 0), (0.5, 0, 0), (0.29, 100, 29)],
)
def test_sessions_needed_are_rounded_up_and_never_by_a_hair(share: float, sessions: int, needed: int) -> None:
    assert sessions_needed(share, sessions) == needed


def test_what_is_owed_is_named_and_what_cannot_be_made_good_is_marked() -> None:
    found = standing(Completion(min_attendance=1.0), sat(P, A, E, EARLY, None, NONE))
    assert found.done == (Item(ItemKind.ATTENDANCE, 1, "Buổi 1"),)
    assert [(item.session_id, item.missed) for item in found.owed] == [
        (2, True),
        (3, True),
        (4, True),
        (5, False),
        (6, False),
    ]
    assert found.share == pytest.approx(1 / 6)


def test_a_missed_session_is_not_owed_once_the_share_is_reached() -> None:
    found = standing(Completion(min_attendance=0.75), sat(P, P, P, A))
    assert found.owed == () and found.share == 1.0 and len(found.done) == 3


COURSE_A = [*sat(P, P, P, L), lms(5, done=True), practice(6, done=False)]


@pytest.mark.parametrize(
    ("rule", "owed", "share"),
    [
        (Completion(min_attendance=1.0), [], 1.0),
        (Completion(lms=True), [], 1.0),
        (Completion(practice=True), [6], 0.0),
        (Completion(lms=True, practice=True), [6], 0.5),
        (Completion(min_attendance=1.0, lms=True, practice=True), [6], 5 / 6),
        (Completion(min_attendance=0.75, lms=True, practice=True), [6], 4 / 5),
    ],
)
def test_only_what_the_rule_names_is_owed(rule: Completion, owed: list[int], share: float) -> None:
    found = standing(rule, COURSE_A)
    assert [item.session_id for item in found.owed] == owed
    assert found.complete == (not owed)
    assert found.share == pytest.approx(share)


def test_what_is_done_is_named_even_when_the_rule_does_not_ask_for_it() -> None:
    found = standing(Completion(practice=True), COURSE_A)
    assert [item.session_id for item in found.done] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("records", "owed"),
    [
        ([*sat(P, L), lms(3, done=True), practice(4, done=True)], []),
        ([*sat(P, A), lms(3, done=True), practice(4, done=True)], [2]),
        ([*sat(P, L), lms(3, done=False), practice(4, done=True)], [3]),
        ([*sat(P, L), lms(3, done=True), practice(4, done=False)], [4]),
        ([Record(1, "Buổi 1", Kind.IN_PERSON), Record(2, "LMS", Kind.LMS)], [1, 2]),  # nothing is known of either
    ],
)
def test_a_plan_that_names_no_condition_wants_everything_done(records: list[Record], owed: list[int]) -> None:
    found = standing(Completion(), records)
    assert [item.session_id for item in found.owed] == owed
    assert found.complete == (not owed)


def test_no_periods_are_reached_unless_said() -> None:
    assert standing(Completion(periods=1), []).share == 0


@pytest.mark.parametrize("rule", [Completion(), Completion(lms=True), Completion(min_attendance=1.0)])
def test_a_course_with_nothing_in_it_is_completed_by_nobody(rule: Completion) -> None:
    found = standing(rule, [])
    assert not found.complete and found.owed == () and found.share == 0


def test_cancelled_sessions_deadlines_and_milestones_are_nobodys_duty() -> None:
    records = [
        *sat(P),
        Record(2, "Buổi 2", Kind.VIRTUAL, cancelled=True),
        lms(3, done=False, cancelled=True),
        Record(4, "Nộp danh sách", Kind.DEADLINE),
        Record(5, "Khai mạc", Kind.MILESTONE),
    ]
    found = standing(EVERYTHING, records)
    assert found.complete and [item.session_id for item in found.done] == [1]


@pytest.mark.parametrize("kind", [Kind.IN_PERSON, Kind.VIRTUAL, Kind.MEETING])
def test_a_hall_a_virtual_room_and_a_conference_are_attended_alike(kind: Kind) -> None:
    assert standing(Completion(min_attendance=1.0), sat(P, kind=kind)).complete
    assert not standing(Completion(min_attendance=1.0), sat(A, kind=kind)).complete


@pytest.mark.parametrize(
    ("periods", "complete", "share"),
    [(-1, False, 0), (0, False, 0), (20, False, 0.5), (39, False, 0.975), (40, True, 1), (55, True, 1)],
)
def test_periods_count_towards_the_share_bit_by_bit(periods: int, complete: bool, share: float) -> None:
    found = standing(Completion(periods=40), [], periods)
    item = Item(ItemKind.PERIODS, None, "")
    assert found.complete == complete
    assert (found.done, found.owed) == (((item,), ()) if complete else ((), (item,)))
    assert found.share == pytest.approx(share)


shares = st.none() | st.floats(0, 1)
rules = st.builds(
    Completion,
    min_attendance=shares,
    lms=st.booleans(),
    practice=st.booleans(),
    periods=st.none() | st.integers(0, 120),
)
records = st.lists(
    st.builds(
        Record, st.integers(1, 99), st.just("Buổi"), st.sampled_from(Kind), st.none() | st.sampled_from(Status),
        st.booleans(), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@given(rules, records, st.integers(0, 200))
def test_complete_no_debt_and_a_full_share_are_one_thing(rule: Completion, some: list[Record], periods: int) -> None:
    found = standing(rule, some, periods)
    assert 0 <= found.share <= 1
    assert found.complete == (found.share == 1)
    assert not (found.complete and found.owed)
    assert found.complete or found.owed or found.share == 0


@given(rules, records, st.integers(0, 200), st.data())
def test_attending_and_reporting_more_never_makes_it_worse(
    rule: Completion, some: list[Record], periods: int, data: st.DataObject
) -> None:
    better = [
        Record(one.session_id, one.title, one.kind, P, True, one.cancelled) if data.draw(st.booleans()) else one
        for one in some
    ]
    before, after = standing(rule, some, periods), standing(rule, better, periods + data.draw(st.integers(0, 40)))
    assert after.share >= before.share - 1e-9
    assert after.complete >= before.complete


# the year's ledger

YEAR = date(2022, 9, 1), date(2023, 8, 31)


def entry(block: int, periods: int, on: str = "2022-10-01") -> PeriodsEntry:
    return PeriodsEntry(block, periods, date.fromisoformat(on), "Mô đun")


@pytest.mark.parametrize(
    ("entries", "reached", "complete"),
    [
        ([], [0, 0, 0], False),
        ([entry(1, 40), entry(2, 40), entry(3, 40)], [40, 40, 40], True),
        ([entry(1, 40), entry(2, 40), entry(3, 39)], [40, 40, 39], False),
        ([entry(1, 41), entry(2, 40), entry(3, 39)], [41, 40, 39], False),  # 120 in all, but not of each
        ([entry(1, 16), entry(1, 24), entry(2, 40), entry(3, 60)], [40, 40, 60], True),
        ([entry(1, 40, "2022-08-31"), entry(1, 7, "2022-09-01")], [7, 0, 0], False),
        ([entry(1, 7, "2023-08-31"), entry(1, 40, "2023-09-01")], [7, 0, 0], False),
    ],
)
def test_a_year_has_three_blocks_of_forty_and_none_fills_another(
    entries: list[PeriodsEntry], reached: list[int], complete: bool
) -> None:
    found = ledger(entries, *YEAR)
    assert [block.reached for block in found.blocks] == reached
    assert found.reached == sum(reached) and found.required == 120
    assert found.complete == complete


def test_what_is_missing_in_a_block_is_never_negative() -> None:
    found = ledger([entry(1, 55), entry(2, 30)], *YEAR)
    assert found.blocks == (Block(1, 55, 40), Block(2, 30, 40), Block(3, 0, 40))
    assert [block.missing for block in found.blocks] == [0, 10, 40]


def test_entries_of_no_block_are_told_and_count_nowhere() -> None:
    strangers = [entry(0, 5), entry(4, 5)]
    found = ledger([*strangers, entry(4, 5, "2021-01-01"), entry(1, 40), entry(3, 2)], *YEAR)
    assert found.other == tuple(strangers) and found.reached == 42


def test_another_division_of_the_year_is_possible() -> None:
    found = ledger([entry(1, 30), entry(2, 10)], *YEAR, required=(30, 10))
    assert found.complete and found.required == 40
