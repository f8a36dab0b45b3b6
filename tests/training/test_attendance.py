"""Attendance. The session of the tests begins on 10/12/2022 at 7h30 and ends at 11h00, unless said otherwise."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance import (
    CLAIMS,
    CheckinWindow,
    MarkValue,
    Method,
    Refusal,
    Refused,
    Status,
    WindowSettings,
    check_in,
    checkin_window,
    claimed_not_seen,
    code_at,
    code_expires,
    code_matches,
    count,
    current,
    fill_present,
    undo,
)
from training.plan import ZONE, Kind, Period

LAN, TRAINER = 7, 90
MORNING = Period.parse("2022-12-10T07:30", "2022-12-10T11:00", "minute")


def at(hour: str, day: str = "2022-12-10") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


def mark(status: Status, hour: str = "07:35", method: Method = Method.CODE, by: int | None = LAN) -> MarkValue:
    return MarkValue(status, method, by, at(hour))


def window(**by_hand: str) -> CheckinWindow:
    found = checkin_window(MORNING, **{name: at(hour) for name, hour in by_hand.items()})
    assert found
    return found


def outcome(found: MarkValue | Refused) -> str:
    return found.code.value if isinstance(found, Refused) else found.status.value


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("06:59", "too_early"),
        ("06:59:59", "too_early"),
        ("07:00", "present"),
        ("07:30", "present"),
        ("07:39:59", "present"),
        ("07:40", "late"),
        ("08:15", "late"),
        ("08:15:59", "late"),  # who reads 8h15 on the clock is in time
        ("08:16", "closed"),
        ("23:59", "closed"),
    ],
)
def test_a_session_at_half_past_seven_takes_check_ins_from_seven_to_a_quarter_past_eight(
    now: str, expected: str
) -> None:
    assert outcome(check_in(window(), at(now), person=LAN)) == expected


def test_a_refusal_says_when_it_opens_or_closed() -> None:
    assert check_in(window(), at("06:00"), person=LAN) == Refused(Refusal.TOO_EARLY, at("07:00"))
    assert check_in(window(), at("09:00"), person=LAN) == Refused(Refusal.CLOSED, at("08:15"))


def test_a_mark_says_who_how_and_when() -> None:
    found = check_in(window(), at("07:31"), person=LAN, code_ok=True, method=Method.CODE)
    assert found == MarkValue(Status.PRESENT, Method.CODE, LAN, at("07:31"))


@pytest.mark.parametrize(
    ("minutes", "now", "expected"),
    [
        ((0, 0, 0), "07:29:59", "too_early"),
        ((0, 0, 0), "07:30", "late"),
        ((0, 0, 0), "07:31", "closed"),
        ((60, 15, 90), "06:30", "present"),
        ((60, 15, 90), "07:44", "present"),
        ((60, 15, 90), "07:45", "late"),
        ((60, 15, 90), "09:00", "late"),
        ((60, 15, 90), "09:01", "closed"),
    ],
)
def test_the_minutes_of_a_session_are_its_own(minutes: tuple[int, int, int], now: str, expected: str) -> None:
    found = checkin_window(MORNING, WindowSettings(*minutes))
    assert outcome(check_in(found, at(now), person=LAN)) == expected


@pytest.mark.parametrize("minutes", [(-1, 10, 45), (30, -1, 45), (30, 10, -1)])
def test_negative_minutes_are_refused(minutes: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError):
        WindowSettings(*minutes)


@pytest.mark.parametrize(
    ("by_hand", "now", "expected"),
    [
        ({"opened_at": "06:40"}, "06:39", "too_early"),
        ({"opened_at": "06:40"}, "06:40", "present"),
        ({"opened_at": "07:35"}, "07:10", "present"),  # opening by hand later takes nothing back
        ({"opened_at": "07:35"}, "08:16", "closed"),
        ({"closed_at": "07:50"}, "07:49:59", "late"),
        ({"closed_at": "07:50"}, "07:50", "closed"),  # closed by hand is closed at once
        ({"closed_at": "06:50"}, "06:55", "closed"),  # nothing opens that was closed before
        ({"closed_at": "08:15:30"}, "08:15:29", "late"),
        ({"closed_at": "08:15:30"}, "08:15:30", "closed"),
        ({"closed_at": "08:16"}, "08:15:59", "late"),
        ({"closed_at": "09:00"}, "08:30", "closed"),  # closing late lengthens nothing
        ({"opened_at": "08:14"}, "08:16", "closed"),
        ({"opened_at": "08:15"}, "09:00", "late"),  # opened as it closed, or later: once more as long
        ({"opened_at": "08:00", "closed_at": "07:50"}, "08:10", "late"),  # opened again
        ({"opened_at": "09:00", "closed_at": "07:50"}, "09:45", "late"),
        ({"opened_at": "09:00", "closed_at": "07:50"}, "09:46", "closed"),
        ({"opened_at": "09:00", "closed_at": "09:05"}, "09:05", "closed"),
        ({"opened_at": "08:00", "closed_at": "08:00"}, "08:01", "closed"),
    ],
)
def test_a_trainer_opens_earlier_closes_and_opens_again_by_hand(
    by_hand: dict[str, str], now: str, expected: str
) -> None:
    assert outcome(check_in(window(**by_hand), at(now), person=LAN)) == expected


@pytest.mark.parametrize(
    ("by_hand", "now", "expected"),
    [
        ({}, "08:00", "not_opened"),
        ({"opened_at": "08:00"}, "07:59", "too_early"),
        ({"opened_at": "08:00"}, "08:00", "present"),
        ({"opened_at": "08:00"}, "23:59", "present"),  # no hour is known, nobody is late
        ({"opened_at": "08:00", "closed_at": "09:00"}, "08:59", "present"),
        ({"opened_at": "08:00", "closed_at": "09:00"}, "09:00", "closed"),
        ({"closed_at": "09:00"}, "09:01", "closed"),
    ],
)
@pytest.mark.parametrize("period", [("2022-12-10", None, "day"), ("2022-12-01", "2022-12-31", "month")])
def test_where_the_plan_gives_no_hour_only_the_trainer_opens(
    period: tuple[str, str | None, str], by_hand: dict[str, str], now: str, expected: str
) -> None:
    found = checkin_window(Period.parse(*period), **{name: at(hour) for name, hour in by_hand.items()})
    assert outcome(check_in(found, at(now), person=LAN)) == expected


def test_a_window_is_open_from_its_first_moment_to_the_end_of_its_last_minute() -> None:
    hours = ["06:59:59", "07:00", "08:15:59", "08:16"]
    assert [window().is_open(at(hour)) for hour in hours] == [False, True, True, False]


def test_an_undated_session_once_opened_stays_open_until_it_is_closed() -> None:
    undated = Period.parse(None, None, "tbd")
    opened = checkin_window(undated, opened_at=at("08:00"))
    assert opened and opened.is_open(at("08:00", "2023-06-01"))
    closed = checkin_window(undated, opened_at=at("08:00"), closed_at=at("09:00"))
    assert closed and not closed.is_open(at("09:00"))


@pytest.mark.parametrize(
    ("circumstances", "expected"),
    [
        ({}, "present"),
        ({"kind": Kind.VIRTUAL}, "present"),
        ({"kind": Kind.MEETING}, "present"),
        ({"kind": None}, "no_session"),
        ({"kind": Kind.LMS}, "not_to_be_attended"),
        ({"kind": Kind.PRACTICE}, "not_to_be_attended"),
        ({"kind": Kind.DEADLINE}, "not_to_be_attended"),
        ({"kind": Kind.MILESTONE}, "not_to_be_attended"),
        ({"enrolled": False}, "not_enrolled"),
        ({"enrolled": False, "cancelled": True}, "not_enrolled"),  # strangers learn nothing of a session
        ({"enrolled": False, "already": mark(Status.PRESENT)}, "not_enrolled"),
        ({"cancelled": True}, "cancelled"),
        ({"cancelled": True, "already": mark(Status.PRESENT)}, "cancelled"),
        ({"code_ok": True}, "present"),
        ({"code_ok": False}, "wrong_code"),
        ({"code_ok": False, "already": mark(Status.LATE)}, "late"),  # a repeat is a repeat, whatever is typed
        ({"already": mark(Status.EXCUSED, method=Method.LEAVE, by=TRAINER)}, "present"),  # came after all
        ({"already": mark(Status.ABSENT, method=Method.ROLL, by=TRAINER)}, "marked_by_trainer"),
        ({"already": mark(Status.ABSENT, method=Method.LIST, by=TRAINER)}, "marked_by_trainer"),
        ({"already": mark(Status.LEFT_EARLY, method=Method.ROLL, by=TRAINER)}, "marked_by_trainer"),
        ({"already": mark(Status.ABSENT, method=Method.CLOSING, by=None)}, "present"),  # opened again by hand
        ({"already": mark(Status.NONE, method=Method.UNDO, by=TRAINER)}, "present"),
    ],
)
def test_a_check_in_at_half_past_seven(circumstances: dict[str, Any], expected: str) -> None:
    assert outcome(check_in(window(), at("07:30"), person=LAN, **circumstances)) == expected


@pytest.mark.parametrize(("now", "expected"), [("06:00", "too_early"), ("09:00", "closed")])
def test_a_wrong_code_outside_the_window_is_told_about_the_window(now: str, expected: str) -> None:
    assert outcome(check_in(window(), at(now), person=LAN, code_ok=False)) == expected


@pytest.mark.parametrize("again", ["07:30", "07:41", "12:00"])
def test_checking_in_twice_gives_the_first_mark_back(again: str) -> None:
    first = check_in(window(), at("07:30"), person=LAN)
    assert isinstance(first, MarkValue)
    assert check_in(window(), at(again), person=LAN, already=first) is first


statuses = st.sampled_from(Status)
methods = st.sampled_from(Method)
people = st.none() | st.integers(1, 5)
hours = st.integers(0, 24 * 60).map(lambda minutes: at("00:00") + timedelta(minutes=minutes))
mark_values = st.builds(MarkValue, statuses, methods, people, hours)


@given(st.none() | mark_values, hours, st.booleans(), st.sampled_from([None, True, False]), st.booleans())
def test_no_check_in_ever_makes_anything_but_a_claim_of_ones_own_within_the_window(
    already: MarkValue | None, now: datetime, enrolled: bool, code_ok: bool | None, cancelled: bool
) -> None:
    found = check_in(window(), now, person=1, already=already, enrolled=enrolled, code_ok=code_ok, cancelled=cancelled)
    if isinstance(found, MarkValue) and found is not already:
        assert enrolled and not cancelled and code_ok is not False and window().is_open(now)
        assert found.by_person == 1 and found.method in CLAIMS and found.at == now


@given(hours, hours, st.none() | hours, st.none() | hours)
def test_a_check_in_that_was_open_and_is_over_never_opens_by_itself(
    now: datetime, later: datetime, opened_at: datetime | None, closed_at: datetime | None
) -> None:
    found = checkin_window(MORNING, opened_at=opened_at, closed_at=closed_at)
    assert found
    if found.is_over(now) and later >= now:
        assert not found.is_open(later)


# marks


def test_the_last_mark_appended_counts_even_when_the_clock_was_set_back() -> None:
    marks = [mark(Status.LATE, "07:45"), mark(Status.PRESENT, "07:44", Method.CORRECTION, TRAINER)]
    assert current(marks) is marks[1]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], None),
        ([Status.PRESENT], Status.PRESENT),
        ([Status.PRESENT, Status.LATE], Status.LATE),
        ([Status.PRESENT, Status.NONE], None),
        ([Status.PRESENT, Status.NONE, Status.ABSENT], Status.ABSENT),
        ([Status.NONE], None),
    ],
)
def test_the_newest_mark_counts(history: list[Status], expected: Status | None) -> None:
    found = current([mark(status) for status in history])
    assert (found.status if found else None) == expected


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([Status.PRESENT], Status.NONE),
        ([Status.PRESENT, Status.ABSENT], Status.PRESENT),
        ([Status.NONE, Status.EXCUSED], Status.NONE),
    ],
)
def test_undo_is_one_more_mark_that_says_what_was_said_before(history: list[Status], expected: Status) -> None:
    marks = [mark(status) for status in history]
    found = undo(marks, at("07:40"), by_person=TRAINER)
    assert found == MarkValue(expected, Method.UNDO, TRAINER, at("07:40"))


@pytest.mark.parametrize(
    ("now", "expected"),
    [("07:45", Status.NONE), ("07:45:01", Refused(Refusal.TOO_LATE, at("07:45")))],
)
def test_ten_minutes_are_left_to_undo(now: str, expected: Status | Refused) -> None:
    found = undo([mark(Status.ABSENT, "07:35", Method.ROLL, TRAINER)], at(now), by_person=TRAINER)
    assert (found.status if isinstance(found, MarkValue) else found) == expected


def test_without_marks_there_is_nothing_to_undo() -> None:
    assert undo([], at("07:40"), by_person=TRAINER) == Refused(Refusal.NOTHING_TO_UNDO)


@given(st.lists(mark_values, min_size=1, max_size=6))
def test_undoing_twice_says_again_what_was_undone(marks: list[MarkValue]) -> None:
    now = at("00:00", "2022-12-11")
    once = undo(marks, now, by_person=TRAINER, allowed=timedelta(days=2))
    assert isinstance(once, MarkValue)
    twice = undo([*marks, once], now, by_person=TRAINER, allowed=timedelta(days=2))
    assert isinstance(twice, MarkValue) and twice.status is marks[-1].status


ROLL = {
    1: mark(Status.PRESENT),
    2: mark(Status.LATE, method=Method.QR),
    3: mark(Status.EXCUSED, method=Method.LEAVE, by=TRAINER),
    4: mark(Status.ABSENT, method=Method.ROLL, by=TRAINER),
    5: mark(Status.LEFT_EARLY, method=Method.ROLL, by=TRAINER),
    6: None,
    7: mark(Status.NONE, method=Method.UNDO, by=TRAINER),
    8: mark(Status.PRESENT, method=Method.ALL_PRESENT, by=TRAINER),
}


def test_all_present_fills_only_those_without_a_mark() -> None:
    assert fill_present(ROLL) == [6, 7]


def test_claims_are_what_only_the_person_says() -> None:
    assert claimed_not_seen(ROLL) == [1, 2]


def test_the_counts_of_a_roll() -> None:
    found = count(ROLL)
    assert (found.present, found.late, found.excused, found.absent, found.left_early) == (2, 1, 1, 1, 1)
    assert (found.unmarked, found.expected) == (2, 8)


@given(st.dictionaries(st.integers(), st.none() | mark_values))
def test_counts_always_add_up_to_those_expected(roll: dict[int, MarkValue | None]) -> None:
    found = count(roll)
    kinds = (found.present, found.late, found.excused, found.absent, found.left_early, found.unmarked)
    assert sum(kinds) == found.expected == len(roll)
    assert len(fill_present(roll)) == found.unmarked


# the rotating code

SECRET = b"0123456789abcdef"
times = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, ZONE))
secrets = st.binary(min_size=1, max_size=64)
session_ids = st.integers(0, 2**63)
steps = st.integers(1, 60)


@given(secrets, session_ids, times, steps)
def test_a_code_is_four_digits_from_0100_and_valid_when_shown(
    secret: bytes, session_id: int, now: datetime, step: int
) -> None:
    code = code_at(secret, session_id, now, step)
    assert len(code) == 4 and code.isascii() and code.isdigit() and code >= "0100"
    assert code_matches(secret, session_id, now, code, step)


@given(secrets, session_ids, times, steps, st.integers(0, 3))
def test_a_code_lasts_its_step_and_the_steps_of_grace(
    secret: bytes, session_id: int, now: datetime, step: int, grace: int
) -> None:
    code = code_at(secret, session_id, now, step)
    expires = code_expires(now, step)
    assert now < expires <= now + timedelta(seconds=step)
    assert code_at(secret, session_id, expires - timedelta(seconds=1), step) == code
    last = expires + timedelta(seconds=grace * step) - timedelta(microseconds=1)
    assert code_matches(secret, session_id, last, code, step, grace=grace)


@pytest.mark.parametrize(
    ("seconds", "valid"), [(-1, False), (0, True), (29, True), (30, True), (59, True), (60, False), (3600, False)]
)
def test_a_code_shown_at_half_past_seven_counts_for_a_minute_and_not_before(seconds: int, valid: bool) -> None:
    code = code_at(SECRET, 1, at("07:30"))
    assert code_matches(SECRET, 1, at("07:30") + timedelta(seconds=seconds), code) == valid


TRIES = 20_000
CHANCE = TRIES * 2 / 9_900  # two codes count at a time
MOST = CHANCE + 5 * CHANCE**0.5


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param(lambda n, now: (SECRET, n + 1, now), id="the next session"),
        pytest.param(lambda n, now: (SECRET, n, now + timedelta(seconds=60)), id="a minute later"),
        pytest.param(lambda n, now: (SECRET, n, now - timedelta(seconds=30)), id="half a minute earlier"),
        pytest.param(lambda n, now: (SECRET[:-1] + b"!", n, now), id="another secret"),
    ],
)
def test_a_code_counts_elsewhere_no_more_often_than_chance(elsewhere: Any) -> None:
    now = at("07:30")
    hits = sum(code_matches(*elsewhere(n, now), code_at(SECRET, n, now)) for n in range(TRIES))
    assert 0 < hits < MOST


def test_codes_are_spread_evenly_over_all_that_there_are() -> None:
    found = Counter(code_at(SECRET, n, at("07:30")) for n in range(15 * 9_900))
    assert set(found) == {f"{number:04d}" for number in range(100, 10_000)}
    assert max(found.values()) < 2 * 15 + 12  # 15 throws each on the average


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{}\n", "{0[0]} {0[1]}{0[2]} {0[3]}", "\u00a0{}"])
def test_spaces_around_and_within_a_code_are_no_mistake(spelling: str) -> None:
    assert code_matches(SECRET, 1, at("07:30"), spelling.format(code_at(SECRET, 1, at("07:30"))))


def test_full_width_digits_are_digits() -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_at(SECRET, 1, at("07:30")))
    assert code_matches(SECRET, 1, at("07:30"), wide)


NOW = at("07:30")
SHOWN = {code_at(SECRET, 1, NOW), code_at(SECRET, 1, NOW - timedelta(seconds=30))}


@given(st.sampled_from(sorted(SHOWN)) | st.text("0123456789 ", max_size=8))
def test_only_the_two_codes_in_force_count(text: str) -> None:
    assert code_matches(SECRET, 1, NOW, text) == ("".join(text.split()) in SHOWN)


@given(st.text(st.characters(), max_size=60))
def test_any_text_can_be_sent_as_a_code_half_a_letter_too(text: str) -> None:
    for code in SHOWN:
        assert not code_matches(SECRET, 1, NOW, f"{code}0{text}")
        assert not code_matches(SECRET, 1, NOW, f"{text}x{code}")
        assert not code_matches(SECRET, 1, NOW, f"{code}\ud800{text}")
        assert not code_matches(SECRET, 1, NOW, code + " " * 80 + "0")


def test_no_text_is_no_code() -> None:
    assert not code_matches(SECRET, 1, NOW, "")
