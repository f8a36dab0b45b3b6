"""A person's sessions in time. Session 1 is the morning of 10/12/2022, a Saturday, and so on: see WEEK."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.calendar import (
    SessionView,
    at,
    clashes,
    days_to_choose,
    deadlines,
    next_session,
    sort_key,
    upcoming,
    within,
)
from training.intents import Part
from training.plan import ZONE, Kind, Period, Precision, midnight

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def session(number: int, kind: str, start: str | None, end: str | None = None, **more: Any) -> SessionView:
    """Precision as the texts show it, unless given: minute with an hour, else day, else tbd."""
    default = "tbd" if start is None else "minute" if "T" in start else "day"
    period = Period.parse(start, end, more.pop("precision", default))
    return SessionView(
        id=number,
        code=None,
        title=f"Buổi {number}",
        kind=Kind(kind),
        period=period,
        course_id=more.pop("course_id", 1),
        course_title="Lớp 1",
        plan_number=None,
        plan_title="Kế hoạch thử",
        **more,
    )


MORNING_10 = session(1, "in_person", "2022-12-10T07:30", "2022-12-10T11:00")
AFTERNOON_10 = session(2, "in_person", "2022-12-10T13:30", "2022-12-10T17:00")
MORNING_11 = session(3, "in_person", "2022-12-11T07:30", "2022-12-11T11:00")
LMS_12 = session(4, "lms", "2022-12-12")
PRACTICE = session(5, "practice", "2022-12-13", "2022-12-17", choose_days=1)
LIST_DUE = session(6, "deadline", "2022-12-07")
OPENING = session(7, "milestone", "2022-12-10T07:00")
REVIEW = session(8, "meeting", "2023-01-01", "2023-01-31", precision="month")
LATER = session(9, "virtual", None)
WEEK = (LATER, REVIEW, OPENING, LIST_DUE, PRACTICE, LMS_12, MORNING_11, AFTERNOON_10, MORNING_10)


def ids(sessions: tuple[SessionView, ...]) -> list[int]:
    return [item.id for item in sessions]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2022-12-01T08:00", 1),
        ("2022-12-10T07:29", 1),
        ("2022-12-10T07:30", 1),  # running
        ("2022-12-10T10:59", 1),
        ("2022-12-10T11:00", 2),
        ("2022-12-10T17:00", 3),
        ("2022-12-11T11:00", 4),
        ("2022-12-12T23:59", 4),  # the LMS day lasts to its midnight
        ("2022-12-13T00:00", 5),
        ("2022-12-17T23:59", 5),
        ("2022-12-18T00:00", 8),  # known by the month alone
        ("2023-01-31T23:59", 8),
        ("2023-02-01T00:00", 9),  # without a date, never over
    ],
)
def test_the_next_session_is_the_running_one_or_the_next_to_begin(now: str, expected: int) -> None:
    found = next_session(WEEK, moment(now))
    assert found is not None and found.id == expected


def test_nothing_ahead_is_no_session() -> None:
    assert next_session([], moment("2022-12-10T07:30")) is None
    assert next_session([MORNING_10, LIST_DUE, OPENING], moment("2022-12-10T11:00")) is None


@pytest.mark.parametrize(
    ("sessions", "now", "expected"),
    [
        ([session(1, "in_person", "2022-12-10T07:30", cancelled=True), LMS_12], "2022-12-09T08:00", 4),
        ([session(1, "lms", "2022-12-10", done=True), LMS_12], "2022-12-09T08:00", 4),
        # one who has checked in still sits in the hall
        ([session(1, "in_person", "2022-12-10T07:30", "2022-12-10T11:00", done=True), LMS_12], "2022-12-10T08:00", 1),
        # an hour known wins over the whole day, on the same day
        ([session(1, "lms", "2022-12-10"), AFTERNOON_10], "2022-12-10T08:00", 2),
        # weeks of LMS yield to a meeting before they end, not to one after
        ([session(1, "lms", "2022-12-01", "2022-12-31"), AFTERNOON_10], "2022-12-05T08:00", 2),
        ([session(1, "lms", "2022-12-01", "2022-12-09"), AFTERNOON_10], "2022-12-05T08:00", 1),
        ([session(1, "lms", "2022-12-09", "2022-12-31"), AFTERNOON_10], "2022-12-05T08:00", 1),
        ([PRACTICE, session(1, "virtual", "2022-12-15T20:00")], "2022-12-12T23:59", 5),
        ([PRACTICE, session(1, "virtual", "2022-12-15T20:00")], "2022-12-13T00:00", 1),
        # in December, some day: what has a day in December is named first
        ([session(1, "in_person", "2022-12-01", "2022-12-31", precision="month"), AFTERNOON_10], "2022-11-20T08:00", 2),
        ([session(1, "in_person", "2022-11-22", "2022-11-30", precision="week"), AFTERNOON_10], "2022-11-20T08:00", 1),
        # the day chosen in a window counts, and when it is past the window is not open for asking
        ([session(5, "practice", "2022-12-13", "2022-12-17", chosen_day=date(2022, 12, 16)),
          session(1, "lms", "2022-12-15")], "2022-12-13T08:00", 1),
        ([session(5, "practice", "2022-12-13", "2022-12-17", chosen_day=date(2022, 12, 14)),
          session(1, "lms", "2022-12-15")], "2022-12-13T08:00", 5),
        # a start alone counts as two hours
        ([session(1, "meeting", "2022-12-10T14:30"), LMS_12], "2022-12-10T16:29", 1),
        ([session(1, "meeting", "2022-12-10T14:30"), LMS_12], "2022-12-10T16:30", 4),
        # a plan that contradicts itself: the first day stands
        ([session(1, "lms", "2022-09-25", "2022-09-20"), LMS_12], "2022-09-24T08:00", 1),
        ([session(1, "lms", "2022-09-25", "2022-09-20"), LMS_12], "2022-09-26T00:00", 4),
    ],
)  # fmt: skip
def test_what_a_teacher_means_by_the_next_session(sessions: list[SessionView], now: str, expected: int) -> None:
    found = next_session(sessions, moment(now))
    assert found is not None and found.id == expected


def test_upcoming_lists_everything_to_learn_in_the_order_of_its_turn() -> None:
    assert ids(upcoming(WEEK, moment("2022-12-10T12:00"))) == [2, 3, 4, 5, 8, 9]


def test_the_moment_may_come_in_any_zone() -> None:
    found = next_session(WEEK, datetime.fromisoformat("2022-12-10T04:00+00:00"))  # 11:00 in Việt Nam
    assert found is not None and found.id == 2


def days(first: str, last: str | None = None) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("span", "part", "expected"),
    [
        (days("2022-12-10"), None, [7, 1, 2]),
        (days("2022-12-10"), Part.MORNING, [7, 1]),
        (days("2022-12-10"), Part.AFTERNOON, [2]),
        (days("2022-12-10"), Part.EVENING, []),
        (days("2022-12-12"), Part.EVENING, [4]),  # a day whose hours nobody knows
        (days("2022-12-15"), None, [5]),
        (days("2022-12-18"), None, []),
        (days("2022-12-05", "2022-12-11"), None, [6, 7, 1, 2, 3]),
        (days("2022-12-17", "2023-01-01"), None, [5, 8]),
        (days("2022-12-12", "2023-01-31"), None, [4, 5, 8]),
        (days("2023-01-31"), None, [8]),
        (days("2023-02-01"), None, []),
        (days("2022-12-12", "2022-12-10"), None, []),  # asked the wrong way round
        (days("0001-01-01", "9999-12-31"), Part.AFTERNOON, [6, 2, 4, 5, 8]),
    ],
)
def test_a_span_of_days_shows_what_touches_it(span: tuple[date, date], part: Part | None, expected: list[int]) -> None:
    assert ids(within(WEEK, *span, part)) == expected


@pytest.mark.parametrize(
    ("start", "end", "parts"),
    [
        ("2022-12-10T07:30", "2022-12-10T11:59", "m"),
        ("2022-12-10T07:30", "2022-12-10T12:00", "m"),
        ("2022-12-10T07:30", "2022-12-10T12:01", "ma"),
        ("2022-12-10T12:00", "2022-12-10T18:00", "a"),
        ("2022-12-10T17:59", "2022-12-10T18:01", "ae"),
        ("2022-12-10T20:30", "2022-12-10T22:30", "e"),
        ("2022-12-10T07:30", "2022-12-10T22:30", "mae"),
        ("2022-12-10T18:00", "2022-12-10T19:00", "e"),
        ("2022-12-10T11:30", None, "m"),  # no end, none made up
        ("2022-12-10T12:00", None, "a"),
        ("2022-12-10T18:00", None, "e"),
        ("2022-12-10T12:00", "2022-12-10T12:00", "a"),
        ("2022-12-10T00:00", None, "m"),
        ("2022-12-10T13:30", "2022-12-11T09:00", "ae"),  # into the next day
        ("2022-12-09T13:30", "2022-12-10T09:00", "m"),
        ("2022-12-09T13:30", "2022-12-11T09:00", "mae"),
        ("2022-12-10T14:00", "2022-12-10T09:00", "a"),  # contradicts itself: the start stands
    ],
)
def test_the_parts_of_a_day_begin_at_noon_and_at_six(start: str, end: str | None, parts: str) -> None:
    one = session(1, "in_person", start, end)
    found = "".join(part.value[0] for part in Part if within([one], *days("2022-12-10"), part))
    assert found == parts


@pytest.mark.parametrize(
    ("first", "last", "part", "found"),
    [
        ("2022-12-10", "2022-12-11", Part.MORNING, True),  # of the second day
        ("2022-12-10", "2022-12-10", Part.MORNING, False),
        ("2022-12-09", "2022-12-10", Part.EVENING, True),
        ("2022-12-11", "2022-12-12", Part.EVENING, False),
    ],
)
def test_a_session_over_a_night_is_found_in_the_parts_it_fills(first: str, last: str, part: Part, found: bool) -> None:
    night = session(1, "virtual", "2022-12-10T13:30", "2022-12-11T09:00")
    assert bool(within([night], *days(first, last), part)) == found


def test_within_a_day_the_hour_known_stands_before_the_whole_day() -> None:
    whole_day = session(20, "lms", "2022-12-10")
    assert ids(within([whole_day, AFTERNOON_10, MORNING_11], *days("2022-12-10", "2022-12-11"))) == [2, 20, 3]


def test_both_days_of_a_contradiction_show_it() -> None:
    wrong = session(1, "in_person", "2022-09-25", "2022-09-20", notes=("ends before it starts",))
    asked = ["2022-09-19", "2022-09-20", "2022-09-22", "2022-09-25", "2022-09-26"]
    assert [bool(within([wrong], *days(day))) for day in asked] == [False, True, True, True, False]


def test_a_cancelled_session_is_shown_on_its_day() -> None:
    off = session(1, "in_person", "2022-12-10T07:30", cancelled=True)
    assert ids(within([off], *days("2022-12-10"))) == [1]


def test_a_chosen_day_replaces_the_window() -> None:
    chosen = session(5, "practice", "2022-12-13", "2022-12-17", choose_days=1, chosen_day=date(2022, 12, 15))
    assert ids(within([chosen], *days("2022-12-15"))) == [5]
    assert ids(within([chosen], *days("2022-12-13", "2022-12-14"))) == []


def by(day: str, hour: str = "00:00") -> datetime:
    return moment(f"{day}T{hour}")


OWED = (
    LIST_DUE,
    LMS_12,
    PRACTICE,
    session(10, "deadline", "2022-12-09T17:00"),
    session(11, "deadline", None),
    session(12, "lms", "2022-12-01", done=True),
    session(13, "lms", "2022-12-02", cancelled=True),
    MORNING_10,
    OPENING,
)


@pytest.mark.parametrize(
    ("now", "open_ones", "overdue"),
    [
        ("2022-12-07T23:59", [6, 10, 4, 5, 11], []),  # a deadline by day lasts the day
        ("2022-12-08T00:00", [10, 4, 5, 11], [6]),
        ("2022-12-09T16:59", [10, 4, 5, 11], [6]),
        ("2022-12-09T17:00", [4, 5, 11], [6, 10]),
        ("2022-12-13T00:00", [5, 11], [6, 10, 4]),
        ("2022-12-18T00:00", [11], [6, 10, 4, 5]),
    ],
)
def test_what_is_due_is_open_until_its_last_moment(now: str, open_ones: list[int], overdue: list[int]) -> None:
    found = deadlines(OWED, moment(now))
    assert [due.session.id for due in found.open] == open_ones
    assert [due.session.id for due in found.overdue] == overdue


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (LIST_DUE, by("2022-12-08")),
        (session(10, "deadline", "2022-12-09T17:00"), by("2022-12-09", "17:00")),
        (session(10, "deadline", "2022-12-09T08:00", "2022-12-09T17:00"), by("2022-12-09", "17:00")),
        (PRACTICE, by("2022-12-18")),
        (session(5, "practice", "2022-12-13", "2022-12-17", chosen_day=date(2022, 12, 15)), by("2022-12-16")),
        (session(4, "lms", "2022-12-01", "2022-12-31", precision="month"), by("2023-01-01")),
        (session(11, "deadline", None), None),
    ],
)
def test_by_when_something_is_due(one: SessionView, expected: datetime | None) -> None:
    found = deadlines([one], moment("2022-11-01T08:00"))
    assert [due.by for due in found.open] == [expected]


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (("in_person", "2022-12-10T10:59", "2022-12-10T12:00"), {}, True),
        (("in_person", "2022-12-10T11:00", "2022-12-10T12:00"), {}, False),  # one ends as the other begins
        (("virtual", "2022-12-10T06:00", "2022-12-10T07:31"), {}, True),
        (("virtual", "2022-12-10T06:00", "2022-12-10T07:30"), {}, False),
        (("meeting", "2022-12-10T05:31", None), {}, True),  # no end: two hours
        (("meeting", "2022-12-10T05:30", None), {}, False),
        (("in_person", "2022-12-10T08:00", "2022-12-10T09:00"), {"cancelled": True}, False),
        (("deadline", "2022-12-10T08:00", None), {}, False),
        (("milestone", "2022-12-10T08:00", None), {}, False),
        (("lms", "2022-12-10", None), {}, False),  # the whole day takes nobody's morning
        (("in_person", "2022-12-10", None), {}, False),
    ],
)
def test_two_sessions_clash_when_their_known_hours_overlap(
    one: tuple[str, str, str | None], other: dict[str, bool], collide: bool
) -> None:
    second = session(20, *one, **other, course_id=2)
    found = clashes([MORNING_10, second])
    assert bool(found) == collide
    assert {item.id for pair in found for item in pair} == ({1, 20} if collide else set())


def test_three_at_once_are_three_pairs_and_one_session_in_two_roles_is_none() -> None:
    three = [session(n, "virtual", "2022-12-10T08:00") for n in (1, 2, 3)]
    pairs = [tuple(item.id for item in pair) for pair in clashes(three)]
    assert pairs == [(1, 2), (1, 3), (2, 3)]
    assert clashes([MORNING_10, session(1, "in_person", "2022-12-10T07:30", "2022-12-10T11:00", role="trainer")]) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2022-12-10T06:59", []),
        ("2022-12-10T07:00", [1]),
        ("2022-12-10T10:59", [1]),
        ("2022-12-10T11:00", []),
        ("2022-12-10T13:00", [2]),
        ("2022-12-12T00:00", [4]),
        ("2022-12-13T12:00", [5]),
        ("2023-01-15T12:00", []),  # some day of January is not now
    ],
)
def test_what_is_running_or_about_to_begin(now: str, expected: list[int]) -> None:
    assert ids(at(WEEK, moment(now))) == expected


def test_what_has_an_hour_stands_before_what_runs_over_days() -> None:
    over_days = session(1, "lms", "2022-12-01", "2022-12-31")
    assert ids(at([over_days, AFTERNOON_10], moment("2022-12-10T14:00"))) == [2, 1]
    assert ids(at([AFTERNOON_10], moment("2022-12-10T11:30"), ahead=timedelta(hours=2))) == [2]


@pytest.mark.parametrize(
    ("now", "more", "expected"),
    [
        ("2022-12-01T08:00", {}, [13, 14, 15, 16, 17]),
        ("2022-12-16T23:59", {}, [16, 17]),
        ("2022-12-17T23:59", {}, [17]),
        ("2022-12-18T00:00", {}, []),
        ("2022-12-01T08:00", {"cancelled": True}, []),
        ("2022-12-01T08:00", {"choose_days": None}, []),
    ],
)
def test_the_days_that_may_still_be_chosen(now: str, more: dict[str, Any], expected: list[int]) -> None:
    window = session(5, "practice", "2022-12-13", "2022-12-17", **{"choose_days": 1, **more})
    assert [day.day for day in days_to_choose(window, moment(now))] == expected


minutes = st.integers(0, 700 * 24 * 60)
moments = minutes.map(lambda passed: by("2021-08-01") + timedelta(minutes=passed))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    precision = draw(st.sampled_from(Precision))
    if precision is Precision.TBD:
        return Period(None, None, precision)
    start, end = draw(moments), draw(st.none() | moments)
    if precision is not Precision.MINUTE:
        start, end = midnight(start.date()), end and midnight(end.date())
    return Period(start, end, precision)


@st.composite
def sessions(draw: st.DrawFn) -> SessionView:
    return SessionView(
        draw(st.integers(1, 99)), None, "Buổi", draw(st.sampled_from(Kind)), draw(periods()), 1, "Lớp", None, "Kế",
        cancelled=draw(st.booleans()), done=draw(st.booleans()),
        chosen_day=draw(st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31))),
    )  # fmt: skip


many = st.lists(sessions(), max_size=8)


@given(many, moments)
def test_whatever_the_plan_says_the_next_session_is_to_be_learnt_and_not_over(
    some: list[SessionView], now: datetime
) -> None:
    for found in upcoming(some, now):
        assert not found.cancelled
        assert found.kind not in {Kind.DEADLINE, Kind.MILESTONE}
        assert found.ends is None or found.ends > now
    assert (next_session(some, now) is None) == (upcoming(some, now) == ())


@given(many, moments)
def test_every_duty_not_done_is_either_open_or_overdue_and_never_both(some: list[SessionView], now: datetime) -> None:
    found = deadlines(some, now)
    owing = {Kind.LMS, Kind.PRACTICE, Kind.DEADLINE}
    owed = [item for item in some if item.kind in owing and not item.done and not item.cancelled]
    assert len(found.open) + len(found.overdue) == len(owed)
    assert all(due.by is None or due.by > now for due in found.open)
    assert all(due.by is not None and due.by <= now for due in found.overdue)


@given(many, st.dates(date(2021, 8, 1), date(2023, 6, 30)), st.integers(0, 40))
def test_a_span_shows_what_its_days_show_one_by_one(some: list[SessionView], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    whole = {id(item) for item in within(some, first, last)}
    single = {id(item) for n in range(length + 1) for item in within(some, *[first + timedelta(days=n)] * 2)}
    assert whole == single


@given(many, st.dates(date(2021, 8, 1), date(2023, 6, 30)), st.sampled_from(Part))
def test_a_part_of_a_day_shows_no_more_than_the_day(some: list[SessionView], day: date, part: Part) -> None:
    assert {id(item) for item in within(some, day, day, part)} <= {id(item) for item in within(some, day, day)}


@given(many)
def test_reading_order_puts_days_before_weeks_and_months_and_these_before_the_undated(
    some: list[SessionView],
) -> None:
    ranks = [sort_key(item)[0] for item in sorted(some, key=sort_key)]
    assert ranks == sorted(ranks)


@pytest.mark.skipif(not SEEDS.exists(), reason="the labelled plans are not beside this checkout")
def test_the_labelled_activities_of_the_real_plans_are_all_found_on_their_own_days() -> None:
    activities = [
        activity
        for path in sorted(SEEDS.glob("*.truth.json"))
        for activity in json.loads(path.read_text(encoding="utf-8"))["activities"]
    ]
    found = [
        session(n, row["kind"], row["start"], row["end"], precision=row["precision"])
        for n, row in enumerate(activities)
    ]
    dated = [item for item in found if item.period.first_day]
    assert len(found) == 99 and len(dated) > 80
    for item in dated:
        assert item.period.first_day and item in within(found, item.period.first_day, item.period.first_day)
