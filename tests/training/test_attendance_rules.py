"""Rules around the roll: leave, lists against marks, claims nobody saw, lots, checking out, signals, near or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance import MarkValue, Method, Refused, Status, current, fill_present, undo
from training.calendar import SessionView
from training.departure import NoDeparture, check_out, not_checked_out
from training.leave import excusable, excused, reason_in
from training.plan import ZONE, Kind, Period
from training.roll_list import numbered, plan, together, true_time
from training.roll_review import by_unit, claimed_not_seen, roll_was_called, spot_check, was_seen
from training.signals import Claim, Known, Seen, Signal, signals
from training.whereabouts import is_inside, metres

SATURDAY = datetime(2022, 12, 10, tzinfo=ZONE)
LAN, MINH, TRAINER = 1, 2, 9


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return SATURDAY + timedelta(hours=hour, minutes=minute, seconds=second)


def mark(
    status: Status, method: Method = Method.ROLL, by: int | None = TRAINER, when: datetime | None = None
) -> MarkValue:
    return MarkValue(status, method, by, when or at(7, 30))


MORNING = Period(at(7, 30), at(11), Period.parse("2022-12-10T07:30", None, "minute").precision)


def session(number: int, start: datetime, **more: object) -> SessionView:
    period = Period.parse(start.isoformat(), (start + timedelta(hours=3)).isoformat(), "minute")
    values: dict[str, object] = {"kind": Kind.IN_PERSON, **more}
    return SessionView(number, None, "Buổi", values.pop("kind"), period, 1, "Lớp", None, "Kế hoạch", **values)  # type: ignore[arg-type]


class TestLeave:
    NOW = at(8) + timedelta(days=3)

    def asked(self, *sessions: SessionView, **marks: MarkValue) -> tuple[list[int], list[int]]:
        known = {int(number[1:]): mark for number, mark in marks.items()}
        ahead, past = excusable(sessions, known, self.NOW)
        return [one.id for one in ahead], [one.id for one in past]

    @pytest.mark.parametrize(
        ("said", "reason"),
        [
            ("xin nghỉ chiều mai vì con ốm", "con ốm"),
            ("em xin phép vắng buổi sáng do họp ở trường.", "họp ở trường"),
            ("xin nghi ngay mai vi xe hong", "xe hong"),
            ("Xin nghỉ, lý do: đi viện", "đi viện"),
            ("xin nghỉ buổi do cô Lan dạy", None),
            ("xin nghỉ buổi học tại trường THCS Mẫu", None),
            ("xin nghỉ ngày mai", None),
            ("xin nghỉ vì", None),
            ("", None),
        ],
    )
    def test_a_reason_may_stand_in_the_request(self, said: str, reason: str | None) -> None:
        assert reason_in(said) == reason

    def test_ahead_the_next_first_and_past_the_last_first(self) -> None:
        days = [session(n, at(7) + timedelta(days=n)) for n in range(1, 6)]
        assert self.asked(*reversed(days)) == ([3, 4, 5], [2, 1])

    @pytest.mark.parametrize(
        ("days_ago", "still"), [(10, True), (13, True), (15, False), (400, False)],
    )  # fmt: skip
    def test_afterwards_for_two_weeks(self, days_ago: int, still: bool) -> None:
        assert self.asked(session(1, self.NOW - timedelta(days=days_ago))) == ([], [1] if still else [])

    @pytest.mark.parametrize(
        ("status", "may"),
        [
            (Status.PRESENT, False),
            (Status.LATE, False),
            (Status.EXCUSED, False),
            (Status.ABSENT, True),
            (Status.LEFT_EARLY, True),
        ],
    )
    def test_only_for_what_one_missed(self, status: Status, may: bool) -> None:
        assert self.asked(session(1, at(7)), s1=mark(status)) == ([], [1] if may else [])

    def test_nothing_that_one_teaches_or_does_alone_or_that_is_cancelled(self) -> None:
        tomorrow = self.NOW + timedelta(days=1)
        lms = session(1, tomorrow, kind=Kind.LMS)
        assert self.asked(lms, session(2, tomorrow, role="trainer"), session(3, tomorrow, cancelled=True)) == ([], [])

    @pytest.mark.parametrize(
        ("already", "added"),
        [
            (None, Status.EXCUSED),
            (Status.ABSENT, Status.EXCUSED),
            (Status.LEFT_EARLY, Status.EXCUSED),
            (Status.PRESENT, None),
            (Status.LATE, None),
            (Status.EXCUSED, None),
        ],
    )
    def test_accepting_excuses_whoever_did_not_come(self, already: Status | None, added: Status | None) -> None:
        made = excused(mark(already) if already else None, TRAINER, at(12), "ốm")
        assert (made.status if made else None) is added
        assert made is None or (made.method, made.reason, made.by_person) == (Method.LEAVE, "ốm", TRAINER)


class TestLists:
    def test_named_people_get_their_mark_and_the_rest_only_where_they_have_none(self) -> None:
        roll = {1: mark(Status.LATE, Method.CODE, 1), 2: None, 3: None}
        planned = plan(roll, {3: Status.ABSENT}, Status.PRESENT)
        assert planned.marks == {3: Status.ABSENT, 2: Status.PRESENT}
        assert planned.changes == {}

    def test_a_claim_that_is_confirmed_gets_a_mark_and_what_stands_so_already_none(self) -> None:
        roll = {1: mark(Status.PRESENT, Method.CODE, 1), 2: mark(Status.PRESENT)}
        planned = plan(roll, {1: Status.PRESENT, 2: Status.PRESENT})
        assert planned.marks == {1: Status.PRESENT}
        assert planned.same == (2,)
        assert planned.changes == {}

    def test_what_it_changes_is_named_and_oneself_is_left_out(self) -> None:
        roll = {1: mark(Status.PRESENT), 2: None, TRAINER: None}
        planned = plan(roll, {1: Status.ABSENT, TRAINER: Status.PRESENT}, Status.PRESENT, but=(TRAINER,))
        assert planned.marks == {1: Status.ABSENT, 2: Status.PRESENT}
        assert list(planned.changes) == [1]

    @pytest.mark.parametrize(
        ("said", "now", "expected"),
        [
            (None, at(8), at(8)),
            (time(7, 45), at(8), at(7, 45)),
            (time(7, 45), at(8) + timedelta(days=4), at(7, 45)),  # no network for days
            (time(8, 1), at(8), None),  # still to come
            (time(4, 29), at(8), None),  # hours before anybody was there
            (time(4, 30), at(8), at(4, 30)),
        ],
    )
    def test_the_true_hour_is_of_the_session_s_day(
        self, said: time | None, now: datetime, expected: datetime | None
    ) -> None:
        assert true_time(said, MORNING, now) == expected


class TestSeeing:
    CLAIM = mark(Status.PRESENT, Method.CODE, LAN)

    @pytest.mark.parametrize(
        ("marks", "seen"),
        [
            ([CLAIM], False),
            ([CLAIM, mark(Status.PRESENT)], True),
            ([CLAIM, mark(Status.LATE, Method.LIST)], True),
            ([CLAIM, mark(Status.PRESENT, Method.SPOT)], True),
            ([CLAIM, mark(Status.PRESENT, Method.ALL_PRESENT)], False),  # nobody looked
            ([CLAIM, mark(Status.PRESENT), mark(Status.PRESENT, Method.UNDO)], False),
            ([CLAIM, mark(Status.ABSENT)], False),
            ([mark(Status.PRESENT), mark(Status.PRESENT, Method.CHECK_OUT, LAN)], True),
            ([], False),
        ],
    )
    def test_somebody_of_the_staff_must_have_said_so(self, marks: Sequence[MarkValue], seen: bool) -> None:
        assert was_seen(marks) is seen

    def test_who_claims_and_was_not_seen(self) -> None:
        histories = {
            1: [self.CLAIM],
            2: [self.CLAIM, mark(Status.PRESENT)],
            3: [mark(Status.PRESENT)],
            4: [self.CLAIM, mark(Status.ABSENT)],
            5: [self.CLAIM, mark(Status.PRESENT, Method.CHECK_OUT, LAN)],
        }
        assert claimed_not_seen(histories) == [1, 5]
        assert roll_was_called(histories)
        assert not roll_was_called({1: [self.CLAIM]})

    @given(st.sets(st.integers(1, 10_000), max_size=300), st.binary(min_size=16, max_size=32))
    def test_a_tenth_is_drawn_the_same_for_whoever_checks_it(self, there: set[int], secret: bytes) -> None:
        drawn = spot_check(secret, 7, there)
        assert len(drawn) == -(-len(there) // 10)
        assert set(drawn) <= there
        assert spot_check(secret, 7, sorted(there, reverse=True)) == drawn

    def test_another_session_or_secret_draws_others_and_everybody_has_the_same_chance(self) -> None:
        people = range(1000)
        assert spot_check(b"a" * 16, 1, people) != spot_check(b"a" * 16, 2, people)
        assert spot_check(b"a" * 16, 1, people) != spot_check(b"b" * 16, 1, people)
        often = [0] * 20
        for number in range(2000):
            for person in spot_check(b"s" * 16, number, range(20)):
                often[person] += 1
        assert all(130 < times < 280 for times in often)  # 200 of each is to be expected

    def test_people_by_unit_in_the_order_of_names(self) -> None:
        assert by_unit({1: "B", 2: "A", 3: "B"}, [1, 2, 3, 4]) == {"": [4], "A": [2], "B": [1, 3]}


class TestCheckingOut:
    @pytest.mark.parametrize(
        ("marks", "now", "expected"),
        [
            ([mark(Status.PRESENT)], at(10), Status.LEFT_EARLY),
            ([mark(Status.PRESENT)], at(10, 44, 59), Status.LEFT_EARLY),
            ([mark(Status.PRESENT)], at(10, 45), Status.PRESENT),
            ([mark(Status.LATE)], at(11, 5), Status.LATE),
            ([mark(Status.PRESENT)], at(12), Status.PRESENT),
            ([mark(Status.PRESENT)], at(12, 1), NoDeparture.OVER),
            ([mark(Status.ABSENT)], at(11), NoDeparture.NOT_THERE),
            ([], at(11), NoDeparture.NOT_THERE),
            ([mark(Status.PRESENT), mark(Status.PRESENT, Method.CHECK_OUT, LAN)], at(11), NoDeparture.ALREADY),
        ],
    )
    def test_before_the_end_one_left_early(self, marks: list[MarkValue], now: datetime, expected: object) -> None:
        outcome = check_out(marks, MORNING, now, person=LAN, asked=True)
        assert (outcome.status if isinstance(outcome, MarkValue) else outcome) is expected

    def test_only_where_it_is_asked_for_and_the_end_is_known(self) -> None:
        there = [mark(Status.PRESENT)]
        assert check_out(there, MORNING, at(11), person=LAN, asked=False) is NoDeparture.NOT_ASKED
        endless = Period(at(7, 30), None, MORNING.precision)
        assert check_out(there, endless, at(11), person=LAN, asked=True) is NoDeparture.NO_END

    def test_who_never_said_to_leave(self) -> None:
        out = mark(Status.PRESENT, Method.CHECK_OUT, LAN)
        histories = {1: [mark(Status.PRESENT)], 2: [mark(Status.LATE), out], 3: [mark(Status.ABSENT)], 4: []}
        assert not_checked_out(histories) == [1]


class TestSignals:
    def claim(self, person: int, when: datetime = at(7, 30), outcome: str = "taken", **more: int) -> Claim:  # noqa: B008
        return Claim(person, when, outcome, "code", **more)

    def test_nothing_stands_out_in_an_honest_hall(self) -> None:
        claims = [
            self.claim(person, at(7, 20, person % 60), age=person % 14, account=person) for person in range(1, 200)
        ]
        long_ago = {person: at(0) - timedelta(days=30) for person in range(1, 200)}
        assert signals(claims, Known(long_ago)) == {}

    def test_one_account_for_several_people_names_the_others(self) -> None:
        found = signals([self.claim(1, account=5), self.claim(2, account=5), self.claim(3, account=6)], Known())
        assert found == {1: [Seen(Signal.SHARED_ACCOUNT, (2,))], 2: [Seen(Signal.SHARED_ACCOUNT, (1,))]}

    @pytest.mark.parametrize(("hours", "told"), [(1, True), (23, True), (24, False), (100, False)])
    def test_a_binding_of_less_than_a_day(self, hours: int, told: bool) -> None:
        known = Known({1: at(7, 30) - timedelta(hours=hours)})
        assert (1 in signals([self.claim(1)], known)) is told

    @pytest.mark.parametrize(("many", "age", "told"), [(5, 16, True), (9, 25, True), (4, 16, False), (9, 14, False)])
    def test_a_burst_of_one_code_in_its_last_seconds(self, many: int, age: int, told: bool) -> None:
        claims = [self.claim(person, at(7, 30, age), age=age) for person in range(1, many + 1)]
        found = signals(claims, Known())
        assert bool(found) is told
        assert not told or {one.signal for seen in found.values() for one in seen} == {Signal.LATE_BURST}

    def test_bursts_of_different_codes_are_none(self) -> None:
        claims = [self.claim(person, at(7, 30 + person, 19), age=19) for person in range(1, 9)]
        assert signals(claims, Known()) == {}

    @pytest.mark.parametrize(("many", "told"), [(3, False), (4, True), (9, True)])
    def test_many_wrong_codes(self, many: int, told: bool) -> None:
        claims = [self.claim(1, outcome="wrong_code") for _ in range(many)]
        assert signals(claims, Known()) == ({1: [Seen(Signal.WRONG_CODES, number=many)]} if told else {})

    def test_outside_is_a_sign_and_those_with_most_signs_come_first(self) -> None:
        claims = [self.claim(1), *[self.claim(2, outcome="wrong_code") for _ in range(4)]]
        found = signals(claims, Known({}, frozenset({1, 2})))
        assert [(person, len(seen)) for person, seen in found.items()] == [(2, 2), (1, 1)]


class TestWhereabouts:
    HALL = (20.8650, 106.6830)

    def test_a_degree_of_latitude_is_111_kilometres(self) -> None:
        assert metres((20.0, 106.0), (21.0, 106.0)) == pytest.approx(111_195, abs=10)

    @pytest.mark.parametrize(
        ("north", "inside"), [(0.0, True), (0.0026, True), (0.0028, False), (1.0, False)],
    )  # fmt: skip
    def test_within_three_hundred_metres(self, north: float, inside: bool) -> None:
        assert is_inside(self.HALL, (self.HALL[0] + north, self.HALL[1])) is inside

    @given(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    def test_the_way_is_the_same_in_both_directions_and_never_longer_than_half_around(
        self, one: tuple[float, float], other: tuple[float, float]
    ) -> None:
        assert metres(one, other) == pytest.approx(metres(other, one), abs=1)
        assert 0 <= metres(one, other) <= 20_037_600


_KINDS = st.sampled_from(["roll", "list", "rest", "undo", "claim"])
_STEPS = st.lists(st.tuples(_KINDS, st.sampled_from([1, 2, 3]), st.sampled_from(list(Status)[:4])), max_size=40)


@given(_STEPS)
def test_the_history_of_marks_always_explains_the_current_status(steps: list[tuple[str, int, Status]]) -> None:
    """Replaying who said what gives the status that counts, whatever was listed, claimed and taken back."""
    histories: dict[int, list[MarkValue]] = {1: [], 2: [], 3: []}
    expected: dict[int, list[Status]] = {1: [Status.NONE], 2: [Status.NONE], 3: [Status.NONE]}
    for number, (step, person, status) in enumerate(steps):
        now = at(7, 0, number)
        roll = {one: current(marks) for one, marks in histories.items()}
        if step == "undo":
            back = undo(histories[person], now, by_person=TRAINER)
            if isinstance(back, Refused):
                continue
            said = {person: back}
        elif step == "claim":
            said = {person: MarkValue(Status.PRESENT, Method.CODE, person, now)}
        elif step == "rest":
            said = {one: MarkValue(Status.PRESENT, Method.ALL_PRESENT, TRAINER, now) for one in fill_present(roll)}
        else:
            marks = plan(roll, {person: status}).marks
            said = {one: MarkValue(each, Method(step), TRAINER, now) for one, each in marks.items()}
        for one, value in said.items():
            histories[one].append(value)
            told = expected[one][-2] if value.method is Method.UNDO and len(expected[one]) > 1 else value.status
            expected[one].append(told)
    for one, marks in histories.items():
        newest = current(marks)
        assert (newest.status if newest else Status.NONE) is expected[one][-1]
        assert len(marks) == len(expected[one]) - 1
        assert all(marks[place].at <= marks[place + 1].at for place in range(len(marks) - 1))


class TestNumbersOfPrintedLists:
    @pytest.mark.parametrize(
        ("in_order", "printed", "numbers"),
        [
            ([5, 3, 9], {}, {5: 1, 3: 2, 9: 3}),
            ([5, 3, 9], {3: 1, 9: 2}, {3: 1, 9: 2, 5: 3}),  # who comes later follows, whatever the name
            ([5, 9], {3: 1, 9: 2}, {9: 2, 5: 3}),  # the number of somebody gone is nobody's
            ([5], {3: 1, 9: 2}, {5: 3}),
            ([], {3: 1}, {}),
        ],
    )
    def test_numbers_stay_and_others_follow(
        self, in_order: list[int], printed: dict[int, int], numbers: dict[int, int]
    ) -> None:
        assert list(numbered(in_order, printed).items()) == list(numbers.items())

    @given(st.lists(st.lists(st.integers(1, 30), unique=True), max_size=6))
    def test_whatever_comes_and_goes_between_prints_a_number_means_one_person(self, prints: list[list[int]]) -> None:
        kept: dict[int, int] = {}
        for people in prints:
            now = numbered(people, kept)
            assert set(now) == set(people)
            assert all(now[person] == number for person, number in kept.items() if person in now)
            kept |= now
            assert len(set(kept.values())) == len(kept)

    @pytest.mark.parametrize(
        ("lists", "one"),
        [
            ([], {}),
            ([{1: 1}, {}], {1: 1}),
            ([{1: 1, 2: 2}, {2: 2, 3: 3}], {1: 1, 2: 2, 3: 3}),
            ([{1: 1}, {1: 2}], None),
            ([{1: 1}, {2: 1}], None),
        ],
    )
    def test_lists_of_a_day_are_one_unless_they_contradict(
        self, lists: list[dict[int, int]], one: dict[int, int] | None
    ) -> None:
        assert together(lists) == one
