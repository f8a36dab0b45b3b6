"""Nominations against seats per unit and the people of other courses. Units of the tests: schools in two wards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.nomination import Accepted, Nomination, Rejected, RejectionCode, judge

OVER, FULL = RejectionCode.OVER_QUOTA, RejectionCode.COURSE_FULL
EXCLUDED, TWICE, UNKNOWN = RejectionCode.EXCLUDED, RejectionCode.TWICE, RejectionCode.UNKNOWN_UNIT

NORTH, SOUTH = ("th-bac", "phuong-1", "so"), ("th-nam", "phuong-2", "so")
OTHER_COURSE = "Lớp bồi dưỡng khác"


def proposed(*people: int, unit: tuple[str, ...] = NORTH) -> list[Nomination]:
    return [Nomination(person, unit) for person in people]


def codes(verdicts: list[Accepted | Rejected]) -> list[str]:
    return [verdict.code.value if isinstance(verdict, Rejected) else "ok" for verdict in verdicts]


@pytest.mark.parametrize(
    ("seats", "asked", "expected"),
    [
        (0, [1], ["over_quota"]),
        (1, [1], ["ok"]),
        (2, [1, 2], ["ok", "ok"]),
        (2, [1, 2, 3], ["ok", "ok", "over_quota"]),
        (1, [1, 1, 2], ["ok", "twice", "over_quota"]),
        (3, [1, 1, 2], ["ok", "twice", "ok"]),
        (2, [], []),
    ],
)
def test_the_first_come_take_the_seats_of_their_unit(seats: int, asked: list[int], expected: list[str]) -> None:
    assert codes(judge(proposed(*asked), {"th-bac": seats}, {})) == expected


def test_over_quota_says_how_many_seats_there_are_and_how_many_were_asked() -> None:
    asked = proposed(1, 2, 3, 3, 4)
    verdicts = judge(asked, {"th-bac": 2}, {4: OTHER_COURSE})
    assert verdicts[2] == Rejected(asked[2], OVER, "th-bac", seats=2, asked=3)  # neither the repeat nor the excluded


def test_an_excluded_person_is_told_the_other_course_and_takes_no_seat() -> None:
    asked = proposed(1, 2)
    verdicts = judge(asked, {"th-bac": 1}, {1: OTHER_COURSE})
    assert verdicts == [
        Rejected(asked[0], EXCLUDED, "th-bac", other_course=OTHER_COURSE),
        Accepted(asked[1], "th-bac"),
    ]


def test_twice_is_twice_whichever_unit_proposes() -> None:
    asked = [*proposed(1), *proposed(1, unit=SOUTH)]
    verdicts = judge(asked, {"th-bac": 5, "th-nam": 5}, {})
    assert verdicts[1] == Rejected(asked[1], TWICE, "th-nam")


def test_the_repeat_of_a_refused_person_is_a_repeat() -> None:
    assert codes(judge(proposed(1, 1), {"th-bac": 5}, {1: OTHER_COURSE})) == ["excluded", "twice"]


@pytest.mark.parametrize(
    ("path", "quotas", "unit"),
    [
        (NORTH, {"th-bac": 1}, "th-bac"),
        (NORTH, {"phuong-1": 1}, "phuong-1"),  # seats of the ward serve its schools
        (NORTH, {"so": 9, "phuong-1": 1}, "phuong-1"),  # the nearest counts
        (NORTH, {"phuong-2": 1}, None),
        ((), {"th-bac": 1}, None),
    ],
)
def test_the_nearest_unit_with_seats_counts(path: tuple[str, ...], quotas: dict[str, int], unit: str | None) -> None:
    (verdict,) = judge([Nomination(1, path)], quotas, {})
    assert verdict.unit == unit
    assert codes([verdict]) == ["ok" if unit else "unknown_unit"]


def test_schools_of_a_ward_share_its_seats() -> None:
    asked = [*proposed(1, 2), Nomination(3, ("th-dong", "phuong-1", "so"))]
    assert codes(judge(asked, {"phuong-1": 2}, {})) == ["ok", "ok", "over_quota"]


def test_one_unit_full_leaves_the_others_their_seats() -> None:
    asked = [*proposed(1, 2), *proposed(3, unit=SOUTH)]
    assert codes(judge(asked, {"th-bac": 1, "th-nam": 1}, {})) == ["ok", "over_quota", "ok"]


def test_a_course_without_quotas_takes_any_unit_up_to_its_own_seats() -> None:
    asked = [*proposed(1, 2), *proposed(3, unit=())]
    assert codes(judge(asked, {}, {})) == ["ok", "ok", "ok"]
    verdicts = judge(asked, {}, {}, course_seats=2)
    assert codes(verdicts) == ["ok", "ok", "course_full"]
    assert verdicts[2] == Rejected(asked[2], FULL, None, seats=2, asked=3)


def test_the_seats_of_a_course_end_before_those_of_a_unit() -> None:
    asked = [*proposed(1), *proposed(2, 3, unit=SOUTH)]
    assert codes(judge(asked, {"th-bac": 5, "th-nam": 5}, {}, course_seats=2)) == ["ok", "ok", "course_full"]
    assert codes(judge(asked, {"th-bac": 5, "th-nam": 5}, {}, course_seats=0)) == ["course_full"] * 3


def test_an_over_quota_nomination_takes_no_seat_of_the_course() -> None:
    asked = [*proposed(1, 2), *proposed(3, unit=SOUTH)]
    assert codes(judge(asked, {"th-bac": 1, "th-nam": 1}, {}, course_seats=2)) == ["ok", "over_quota", "ok"]


units = st.sampled_from(["a", "b", "c"])
nominations = st.lists(st.builds(Nomination, st.integers(1, 12), st.lists(units, max_size=2).map(tuple)), max_size=20)
quota_tables = st.dictionaries(units, st.integers(0, 4))
excluded = st.dictionaries(st.integers(1, 12), st.just(OTHER_COURSE), max_size=4)
course_seats = st.none() | st.integers(0, 8)


@given(nominations, quota_tables, excluded, course_seats)
def test_no_seat_is_given_twice_and_every_nomination_gets_its_verdict(
    asked: list[Nomination], quotas: dict[str, int], exclusions: dict[int, str], seats: int | None
) -> None:
    verdicts = judge(asked, quotas, exclusions, seats)
    assert [verdict.nomination for verdict in verdicts] == asked
    accepted = [verdict for verdict in verdicts if isinstance(verdict, Accepted)]
    people = [verdict.nomination.person_id for verdict in accepted]
    assert len(people) == len(set(people)) and not set(people) & set(exclusions)
    assert seats is None or len(accepted) <= seats
    for unit, places in quotas.items():
        assert sum(verdict.unit == unit for verdict in accepted) <= places


@given(nominations, quota_tables, excluded, course_seats)
def test_nobody_is_turned_away_while_a_seat_is_free(
    asked: list[Nomination], quotas: dict[str, int], exclusions: dict[int, str], seats: int | None
) -> None:
    verdicts = judge(asked, quotas, exclusions, seats)
    accepted = [verdict for verdict in verdicts if isinstance(verdict, Accepted)]
    for verdict in verdicts:
        if isinstance(verdict, Rejected) and verdict.code is OVER:
            assert sum(item.unit == verdict.unit for item in accepted) == verdict.seats
            assert verdict.asked is not None and verdict.seats is not None and verdict.asked > verdict.seats
        if isinstance(verdict, Rejected) and verdict.code is FULL:
            assert len(accepted) == seats


@given(nominations, quota_tables, excluded, course_seats)
def test_judging_again_with_the_seated_first_changes_nothing(
    asked: list[Nomination], quotas: dict[str, int], exclusions: dict[int, str], seats: int | None
) -> None:
    seated = [item.nomination for item in judge(asked, quotas, exclusions, seats) if isinstance(item, Accepted)]
    again = judge([*seated, *asked], quotas, exclusions, seats)
    assert [item.nomination for item in again if isinstance(item, Accepted)] == seated
