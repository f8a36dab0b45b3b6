"""Rules of reminders: when they are due, how long they are worth saying, and who is not owed one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.plan import ZONE, Kind, Period, Precision
from training.reminders import (
    HOUSE_RULES,
    LONGEST_CHOICE,
    STUDY,
    Anchor,
    NotOwed,
    Owed,
    QuietHours,
    Rule,
    Shape,
    first_working_day,
    not_owed,
    occurrences,
    on_chosen_days,
    rules_for,
    shape_of,
    with_lead,
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def period(start: str | None, end: str | None = None, precision: str = "minute") -> Period:
    return Period.parse(start, end, precision)


SATURDAY = period("2022-12-10T07:30", "2022-12-10T11:00")


@pytest.mark.parametrize(
    ("kind", "when", "due"),
    [
        (Kind.IN_PERSON, SATURDAY, ["2022-12-09 19:00", "2022-12-10 06:30"]),
        (Kind.VIRTUAL, SATURDAY, ["2022-12-09 19:00", "2022-12-10 06:30"]),
        (Kind.MEETING, period("2022-09-16T20:30", "2022-09-16T22:30"), ["2022-09-15 19:00", "2022-09-16 19:30"]),
        # an hour before 6h30 it is still quiet: the evening before instead, in time for a long run
        (Kind.IN_PERSON, period("2022-12-10T06:30"), ["2022-12-09 19:00", "2022-12-09 21:00"]),
        (Kind.IN_PERSON, period("2022-12-10", None, "day"), ["2022-12-09 19:00"]),
        (
            Kind.IN_PERSON,
            period("2022-12-10", "2022-12-11", "day"),
            ["2022-12-09 19:00", "2022-12-10 07:30", "2022-12-11 07:30"],
        ),
        (Kind.LMS, period("2022-12-12", None, "day"), ["2022-12-12 07:30", "2022-12-12 20:00"]),
        (Kind.LMS, period("2022-12-12T19:00", "2022-12-12T21:00"), ["2022-12-12 07:30", "2022-12-12 20:00"]),
        (
            Kind.PRACTICE,
            period("2022-12-13", "2022-12-17", "day"),
            ["2022-12-13 07:30", "2022-12-15 07:30", "2022-12-17 07:30"],
        ),
        # a window of two days has its middle on its first: said once
        (Kind.PRACTICE, period("2022-12-13", "2022-12-14", "day"), ["2022-12-13 07:30", "2022-12-14 07:30"]),
        (
            Kind.DEADLINE,
            period("2022-12-07", None, "day"),
            ["2022-12-04 07:30", "2022-12-06 07:30", "2022-12-07 07:30"],
        ),
        (
            Kind.DEADLINE,
            period("2022-12-07T17:00"),
            ["2022-12-04 07:30", "2022-12-06 07:30", "2022-12-07 07:30"],
        ),
        (Kind.DEADLINE, period("2022-12-07T07:00"), ["2022-12-04 07:30", "2022-12-06 07:30"]),
        (Kind.MILESTONE, period("2022-10-01", "2022-10-07", "week"), ["2022-10-03 07:30"]),
        (Kind.IN_PERSON, period("2022-05-01", "2022-05-31", "month"), ["2022-05-02 07:30"]),
        (Kind.IN_PERSON, period(None, None, "tbd"), []),
        # plan E: starts 25/9, ends 20/9; nothing is made up
        (Kind.IN_PERSON, period("2022-09-25", "2022-09-20", "day"), []),
    ],
)
def test_each_kind_is_reminded_of_at_its_hours(kind: Kind, when: Period, due: list[str]) -> None:
    found = occurrences(kind, when, rules_for([]))
    assert [f"{one.due.astimezone(ZONE):%Y-%m-%d %H:%M}" for one in found] == due


@pytest.mark.parametrize(
    ("kind", "when", "key", "expires"),
    [
        (Kind.IN_PERSON, SATURDAY, "eve", "2022-12-10 07:30"),
        (Kind.IN_PERSON, SATURDAY, "soon", "2022-12-10 07:30"),
        (Kind.IN_PERSON, period("2022-12-10", None, "day"), "eve_of_day", "2022-12-11 00:00"),
        (Kind.LMS, period("2022-12-12", None, "day"), "study_morning", "2022-12-13 00:00"),
        (Kind.LMS, period("2022-12-12T19:00", "2022-12-12T21:00"), "study_evening_clock", "2022-12-12 21:00"),
        (Kind.PRACTICE, period("2022-12-13", "2022-12-17", "day"), "first_morning", "2022-12-14 00:00"),
        (Kind.PRACTICE, period("2022-12-13", "2022-12-17", "day"), "last_day", "2022-12-18 00:00"),
        (Kind.DEADLINE, period("2022-12-07", None, "day"), "three_days", "2022-12-08 00:00"),
        (Kind.DEADLINE, period("2022-12-07T17:00"), "due_day_clock", "2022-12-07 17:00"),
        (Kind.MILESTONE, period("2022-10-01", "2022-10-07", "week"), "working_morning", "2022-10-04 00:00"),
    ],
)
def test_a_reminder_is_worth_saying_until_it_is_too_late(kind: Kind, when: Period, key: str, expires: str) -> None:
    found = {one.rule_key: one for one in occurrences(kind, when, rules_for([]))}
    assert f"{found[key].expires.astimezone(ZONE):%Y-%m-%d %H:%M}" == expires


@pytest.mark.parametrize(
    ("text", "at", "quiet", "before", "over"),
    [
        ("21:30-06:00", "2022-12-09 21:29", False, "2022-12-09 21:29", "2022-12-09 21:29"),
        ("21:30-06:00", "2022-12-09 21:30", True, "2022-12-09 21:00", "2022-12-10 06:00"),
        ("21:30-06:00", "2022-12-10 00:00", True, "2022-12-09 21:00", "2022-12-10 06:00"),
        ("21:30-06:00", "2022-12-10 05:59", True, "2022-12-09 21:00", "2022-12-10 06:00"),
        ("21:30-06:00", "2022-12-10 06:00", False, "2022-12-10 06:00", "2022-12-10 06:00"),
        ("00:00-05:00", "2022-12-10 03:00", True, "2022-12-09 23:30", "2022-12-10 05:00"),
    ],
)
def test_quiet_hours_move_earlier_and_end_in_the_morning(
    text: str, at: str, quiet: bool, before: str, over: str
) -> None:
    hours = QuietHours.parse(text)
    assert hours.cover(moment(at)) is quiet
    assert hours.before(moment(at)) == moment(before)
    assert hours.over(moment(at)) == moment(over)


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        (date(2022, 10, 1), date(2022, 10, 7), date(2022, 10, 3)),  # begins on a Saturday
        (date(2022, 9, 1), date(2022, 9, 30), date(2022, 9, 1)),
        (date(2025, 9, 2), date(2025, 9, 30), date(2025, 9, 3)),  # Quốc khánh
        (date(2022, 10, 1), date(2022, 10, 2), date(2022, 10, 1)),  # a weekend only
    ],
)
def test_a_week_or_a_month_is_told_on_its_first_working_day(first: date, last: date, day: date) -> None:
    assert first_working_day(first, last) == day


def test_a_course_changes_adds_and_switches_off_rules() -> None:
    two_hours = replace(_house("soon"), minutes=120)
    off = replace(_house("eve"), enabled=False)
    noon = Rule("noon", (Kind.IN_PERSON,), Shape.CLOCK, Anchor.FIRST_DAY, days=-2, at=time(12, 0))
    found = occurrences(Kind.IN_PERSON, SATURDAY, rules_for([two_hours, off, noon]), QuietHours.parse("22:00-05:00"))
    assert [(one.rule_key, one.due) for one in found] == [
        ("noon", moment("2022-12-08 12:00")),
        ("soon", moment("2022-12-10 05:30")),
    ]


def _house(key: str) -> Rule:
    return next(rule for rule in HOUSE_RULES if rule.key == key)


def test_a_persons_own_lead_moves_only_the_last_reminder() -> None:
    found = occurrences(Kind.IN_PERSON, SATURDAY, with_lead(rules_for([]), 30))
    assert [one.due for one in found] == [moment("2022-12-09 19:00"), moment("2022-12-10 07:00")]


def test_every_rule_of_the_house_survives_storage() -> None:
    assert [Rule.of(rule.spec()) for rule in HOUSE_RULES] == list(HOUSE_RULES)
    assert len({rule.key for rule in HOUSE_RULES}) == len(HOUSE_RULES)


OWED = Owed(
    due=moment("2022-12-09 19:00"),
    expires=moment("2022-12-10 07:30"),
    still_planned=True,
    cancelled=False,
    enrolled_at=moment("2022-12-01 08:00"),
    wants_reminders=True,
    done=False,
    on_leave=False,
)


@pytest.mark.parametrize(
    ("change", "now", "reason"),
    [
        ({}, "2022-12-09 19:00", None),
        ({}, "2022-12-10 07:29", None),
        ({}, "2022-12-10 07:30", NotOwed.BEGUN),
        ({"still_planned": False}, "2022-12-09 19:00", NotOwed.MOVED),
        ({"cancelled": True, "still_planned": False}, "2022-12-09 19:00", NotOwed.CANCELLED),
        ({"enrolled_at": None}, "2022-12-09 19:00", NotOwed.NOT_ENROLLED),
        ({"enrolled_at": moment("2022-12-09 19:00")}, "2022-12-09 19:00", None),
        ({"enrolled_at": moment("2022-12-09 19:01")}, "2022-12-09 19:02", NotOwed.JOINED_LATE),
        ({"done": True}, "2022-12-09 19:00", NotOwed.DONE),
        ({"other_day": True}, "2022-12-09 19:00", NotOwed.OTHER_DAY),
        ({"on_leave": True}, "2022-12-09 19:00", NotOwed.ON_LEAVE),
        ({"wants_reminders": False}, "2022-12-09 19:00", NotOwed.OPTED_OUT),
    ],
)
def test_what_is_true_now_decides_whether_a_reminder_is_owed(
    change: dict[str, object], now: str, reason: NotOwed | None
) -> None:
    assert not_owed(replace(OWED, **change), moment(now)) is reason  # type: ignore[arg-type]


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@given(
    kind=st.sampled_from(list(Kind)),
    first=DAYS,
    length=st.integers(0, 60),
    hour=st.integers(0, 23),
    precision=st.sampled_from([Precision.MINUTE, Precision.DAY, Precision.WEEK, Precision.MONTH]),
)
def test_no_reminder_is_planned_in_quiet_hours_or_when_it_is_too_late(
    kind: Kind, first: date, length: int, hour: int, precision: Precision
) -> None:
    exact = precision is Precision.MINUTE
    start = datetime(first.year, first.month, first.day, hour if exact else 0, tzinfo=ZONE)
    end = start + (timedelta(hours=length) if exact else timedelta(days=length))
    found = occurrences(kind, Period(start, end, precision), rules_for([]))
    assert all(one.due < one.expires for one in found)
    assert not any(QuietHours().cover(one.due) for one in found)
    assert len({one.due for one in found}) == len(found)
    early = exact and kind in STUDY  # study that ends before the morning has nothing to be reminded of
    assert found or early, f"{kind} of {shape_of(Period(start, end, precision))} is never reminded of"


WINDOW = period("2022-12-13", "2022-12-17", "day")


@pytest.mark.parametrize(
    ("kind", "when", "due"),
    [
        (Kind.PRACTICE, WINDOW, [f"2022-12-{day} 07:30" for day in range(13, 18)]),
        (Kind.PRACTICE, period("2022-12-13", None, "day"), []),  # nothing to choose
        (Kind.LMS, WINDOW, []),
        (Kind.PRACTICE, period("2022-12-01", "2022-12-31", "month"), []),
    ],
)
def test_each_day_that_may_be_chosen_has_its_morning(kind: Kind, when: Period, due: list[str]) -> None:
    found = on_chosen_days(kind, when, rules_for([]))
    assert [f"{one.due.astimezone(ZONE):%Y-%m-%d %H:%M}" for _, one in found] == due
    assert all(one.expires == moment(f"{day} 00:00") + timedelta(days=1) and one.unless_done for day, one in found)


def test_a_choice_that_never_ends_is_not_planned_for_ever() -> None:
    found = on_chosen_days(Kind.PRACTICE, period("2022-12-13", "2023-12-17", "day"), rules_for([]))
    assert len(found) == LONGEST_CHOICE


def test_the_morning_of_a_chosen_day_may_be_moved_and_switched_off() -> None:
    at_six = replace(_house("chosen_day"), at=time(6, 15))
    [(_, first), *_] = on_chosen_days(Kind.PRACTICE, WINDOW, rules_for([at_six]))
    assert first.due == moment("2022-12-13 06:15")
    assert on_chosen_days(Kind.PRACTICE, WINDOW, rules_for([replace(at_six, enabled=False)])) == []
