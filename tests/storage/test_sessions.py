"""Sessions as they are read and changed, on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select

from storage import schema, sessions, units
from storage.database import Database
from tests.gatherings import (
    SATURDAY,
    a_course,
    a_session,
    afternoon,
    at,
    days,
    enrol,
    in_group,
    morning,
    only_for,
    people,
    teaches,
)
from training.attendance import Method, WindowSettings
from training.calendar import SessionView
from training.checkin_rules import CheckinRules
from training.plan import Kind, Period, Precision, Venue

T = TypeVar("T")
SUNDAY, DAY = SATURDAY + timedelta(days=1), timedelta(days=1)
HALL = Venue("Hội trường B", "12 đường Mẫu", 10.5, 106.5)
UNKNOWN = 999_999


class School:
    """Course A: a morning, an afternoon for the group TTCM, a practice window; course B elsewhere: a morning of Sunday.

    Lan and Minh are in A, Lan in B too and in TTCM; Hoa trains both mornings, Bình that of A besides being in A.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.write(self._build)

    def _build(self, db: Connection) -> None:
        self.here, self.there = units.add_units(db, [("A", "Trường A", None), ("B", "Trường B", None)]).values()
        self.a, self.b = a_course(db, "A", self.here), a_course(db, "B", self.there)
        self.lan, self.minh, self.hoa, self.binh = people(db, 4)
        for person, name in ((self.hoa, "Đỗ Thị Hoa"), (self.binh, "Ân Văn Bình")):
            db.execute(schema.person.update().where(schema.person.c.id == person).values(name=name))
        self.practice = a_session(db, self.a, days(SATURDAY, SUNDAY), Kind.PRACTICE, "3", position=3, choose_days=1)
        self.morning = a_session(db, self.a, morning(), key="1", position=1)
        self.afternoon = a_session(db, self.a, afternoon(), key="2", position=2)
        self.sunday = a_session(db, self.b, morning(SUNDAY), key="1", position=1)
        only_for(db, self.afternoon, "TTCM")
        in_group(db, self.lan, "TTCM")
        enrol(db, self.a, [self.lan, self.minh, self.binh])
        enrol(db, self.b, [self.lan])
        for session, person in ((self.morning, self.hoa), (self.sunday, self.hoa), (self.morning, self.binh)):
            teaches(db, session, person)

    def write(self, work: Callable[[Connection], T]) -> T:
        return self.database.write_now(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        return self.database.read_now(work)

    def of(self, person: int, **since: Any) -> dict[int, SessionView]:
        return {one.id: one for one in self.read(lambda db: sessions.sessions_of(db, person, **since))}

    def facts(self, session: int) -> sessions.SessionFacts:
        found = self.read(lambda db: sessions.session_facts(db, session))
        assert found
        return found


@pytest.fixture
def school(database: Database) -> School:
    return School(database)


def ids(found: list[sessions.SessionFacts]) -> list[int]:
    return [one.view.id for one in found]


def test_everybody_has_the_sessions_of_their_courses_groups_and_lessons(school: School) -> None:
    lan, minh = school.of(school.lan), school.of(school.minh)
    assert list(lan) == sorted([school.morning, school.afternoon, school.practice, school.sunday])
    assert set(minh) == {school.morning, school.practice}, "the afternoon is for a group"
    hoa = school.of(school.hoa)
    assert {number: one.role for number, one in hoa.items()} == dict.fromkeys(
        (school.morning, school.sunday), "trainer"
    )
    binh = school.of(school.binh)
    assert (binh[school.morning].role, binh[school.practice].role) == ("trainer", "trainee"), "who trains is no trainee"
    assert school.of(UNKNOWN) == {}
    assert lan[school.morning] == SessionView(
        id=school.morning, code="1", title="Buổi 1", kind=Kind.IN_PERSON, period=morning(), course_id=school.a,
        course_title="Lớp A", plan_number="12/KH", plan_title="Kế hoạch", place="Hội trường A",
        trainers=("Ân Văn Bình", "Đỗ Thị Hoa"), version=lan[school.morning].version,
    )  # fmt: skip


def test_what_is_over_at_a_moment_is_left_out_to_the_second(school: School) -> None:
    end = school.facts(school.morning).view.period.closes
    assert end
    assert school.morning in school.of(school.minh, since=end - timedelta(seconds=1))
    assert school.morning not in school.of(school.minh, since=end)
    school.write(lambda db: sessions.reschedule(db, school.morning, Period(None, None, Precision.TBD)))
    assert school.morning in school.of(school.minh, since=end + 900 * DAY), "without a date nothing is over"


def test_trainers_are_named_in_the_order_of_lists(school: School) -> None:
    everywhere = [school.morning, school.sunday, school.practice, UNKNOWN]
    names = school.read(lambda db: sessions.trainers_of(db, everywhere))
    assert names == {school.morning: ["Ân Văn Bình", "Đỗ Thị Hoa"], school.sunday: ["Đỗ Thị Hoa"]}
    assert school.read(lambda db: sessions.trainers_of(db, [])) == {}
    views = [replace(school.facts(one).view, trainers=()) for one in (school.sunday, school.practice)]
    named = school.read(lambda db: sessions.with_trainers(db, views))
    assert named == [replace(views[0], trainers=("Đỗ Thị Hoa",)), views[1]]
    assert school.read(lambda db: sessions.staff_of(db, school.morning)) == sorted([school.hoa, school.binh])
    assert school.read(lambda db: sessions.staff_of(db, school.practice)) == []


def test_the_facts_of_a_session_are_those_of_its_plan_and_course(school: School) -> None:
    facts = school.facts(school.morning)
    assert (facts.course_code, facts.unit_id, facts.secret) == ("A", school.here, b"secret")
    assert (facts.opened_at, facts.closed_at, facts.rules) == (None, None, CheckinRules())
    assert not facts.rules_stored
    assert facts.settings == WindowSettings()
    assert school.read(lambda db: sessions.session_facts(db, UNKNOWN)) is None
    some = [school.sunday, UNKNOWN, school.morning]
    assert ids(school.read(lambda db: sessions.facts_of(db, some))) == sorted([school.morning, school.sunday])
    assert school.read(lambda db: sessions.facts_of(db, [])) == []
    query = sessions.facts_query().where(schema.session.c.id == school.morning)
    assert school.read(lambda db: sessions.facts_of_row(db.execute(query).one())) == facts
    row = school.read(lambda db: db.execute(query).one())
    assert sessions.period_of(row) == morning()


def test_sessions_of_a_course_come_in_the_order_of_the_plan(school: School) -> None:
    found = school.read(lambda db: sessions.sessions_of_course(db, school.a))
    assert ids(found) == [school.morning, school.afternoon, school.practice]
    assert school.read(lambda db: sessions.sessions_of_course(db, UNKNOWN)) == []


SPANS = [
    ("0:00", SATURDAY, "23:59", SATURDAY, "practice morning afternoon"),
    ("0:00", SATURDAY, "0:00", SATURDAY, ""),
    ("7:30", SATURDAY, "7:31", SATURDAY, "practice morning"),
    ("11:00", SATURDAY, "13:30", SATURDAY, "practice"),  # [first, last): the morning has ended, the afternoon not begun
    ("7:30", SUNDAY, "8:00", SUNDAY, "practice sunday"),
    ("0:00", SUNDAY + DAY, "0:00", SUNDAY + 9 * DAY, ""),
]


def test_sessions_that_touch_a_span_come_in_the_order_of_time(school: School) -> None:
    for first, one, last, other, names in SPANS:
        begin, end = at(first, one), at(last, other)
        found = school.read(lambda db, a=begin, b=end: sessions.sessions_between(db, a, b, None))
        assert ids(found) == [getattr(school, name) for name in names.split()], (begin, end)


def test_a_span_is_narrowed_to_units_and_to_single_sessions(school: School) -> None:
    first, last = at("0:00"), at("23:00", SUNDAY)
    everything = [school.practice, school.morning, school.afternoon, school.sunday]
    for places, more, wanted in [
        (None, [], everything),
        ([], [], []),
        ([school.there], [], [school.sunday]),
        ([school.there], [school.morning], [school.morning, school.sunday]),
        ([school.here, school.there], [], everything),
        ([], [school.sunday, UNKNOWN], [school.sunday]),
    ]:
        found = school.read(lambda db, u=places, m=more: sessions.sessions_between(db, first, last, u, m))
        assert ids(found) == wanted, (places, more)


def test_what_ended_within_a_span_is_found_once_by_neighbouring_spans(school: School) -> None:
    noon, end = at("11:00"), at("17:00")
    for first, last, wanted in [
        (noon - DAY, noon, []),
        (noon, end, [school.morning]),
        (end, end + timedelta(minutes=1), [school.afternoon]),
        (noon, at("12:00", SUNDAY), [school.morning, school.afternoon, school.sunday]),
    ]:
        found = school.read(lambda db, a=first, b=last: sessions.over_between(db, a, b))
        assert ids(found) == wanted, (first, last)


def test_courses_come_by_code_and_those_with_something_ahead_first(school: School) -> None:
    def codes(*arguments: Any) -> list[str]:
        return [one.code for one in school.read(lambda db: sessions.courses(db, *arguments))]

    assert codes(None) == ["A", "B"]
    assert codes([school.there]) == ["B"]
    assert codes([]) == []
    assert codes(None, at("6:00")) == ["A", "B"]
    assert codes(None, at("6:00", SUNDAY)) == ["B", "A"], "nothing of A begins any more"
    assert codes(None, at("6:00", SUNDAY + DAY)) == ["A", "B"]


def test_a_course_has_the_words_of_its_plan(school: School) -> None:
    course = school.read(lambda db: sessions.course_by_id(db, school.a))
    assert course == sessions.CourseRow(school.a, "A", "Lớp A", "Kế hoạch", "12/KH", None, school.here, {})
    assert school.read(lambda db: sessions.course_by_id(db, UNKNOWN)) is None
    for person, codes in ((school.lan, ["A", "B"]), (school.minh, ["A"]), (school.hoa, []), (UNKNOWN, [])):
        assert [one.code for one in school.read(lambda db, who=person: sessions.courses_of(db, who))] == codes


CHANGES: list[tuple[Callable[[Connection, int], None], dict[str, Any]]] = [
    (lambda db, number: sessions.relocate(db, number, "Phòng 3", None), {"place": "Phòng 3", "venue": None}),
    (lambda db, number: sessions.relocate(db, number, HALL.name, HALL), {"place": HALL.name, "venue": HALL}),
    (lambda db, number: sessions.relocate(db, number, None, None), {"place": None, "venue": None}),
    (
        lambda db, number: sessions.make_virtual(db, number, "https://hop.example/1"),
        {"kind": Kind.VIRTUAL, "link": "https://hop.example/1"},
    ),
    (lambda db, number: sessions.set_state(db, number, "cancelled"), {"cancelled": True}),
    (lambda db, number: sessions.set_state(db, number, "planned"), {"cancelled": False}),
    (lambda db, number: sessions.reschedule(db, number, afternoon(SUNDAY)), {"period": afternoon(SUNDAY)}),
]


def test_each_change_counts_a_version_and_touches_nothing_else(school: School) -> None:
    others = [school.facts(one) for one in (school.afternoon, school.sunday, school.practice)]
    for change, wanted in CHANGES:
        before = school.facts(school.morning).view
        school.write(lambda db, work=change: work(db, school.morning))
        assert school.facts(school.morning).view == replace(before, version=before.version + 1, **wanted)
    assert [school.facts(one.view.id) for one in others] == others


def test_another_hour_forgets_what_was_opened_and_closed_by_hand(school: School) -> None:
    version = school.facts(school.morning).version
    school.write(lambda db: sessions.set_opened(db, school.morning, at("7:00")))
    school.write(lambda db: sessions.set_closed(db, school.morning, at("7:40")))
    facts = school.facts(school.morning)
    assert (facts.opened_at, facts.closed_at, facts.version) == (at("7:00"), at("7:40"), version)
    school.write(lambda db: sessions.reschedule(db, school.morning, afternoon(SUNDAY)))
    facts = school.facts(school.morning)
    assert (facts.opened_at, facts.closed_at, facts.version) == (None, None, version + 1)
    assert facts.view.period.closes == afternoon(SUNDAY).closes
    found = school.read(lambda db: sessions.over_between(db, at("17:00", SUNDAY), at("17:01", SUNDAY)))
    assert ids(found) == [school.morning], "its end moved along"


def test_rules_once_set_are_stored_whole(school: School) -> None:
    for rules in (
        CheckinRules(),
        CheckinRules(WindowSettings(5, 6, 7), frozenset({Method.QR}), 30, challenge=True, names=True, direct=True),
        CheckinRules(methods=frozenset(), checkout=True),
    ):
        school.write(lambda db, new=rules: sessions.set_rules(db, school.morning, new))
        facts = school.facts(school.morning)
        assert facts.rules == rules
        assert facts.settings == rules.window
        assert facts.rules_stored
    assert not school.facts(school.afternoon).rules_stored


def test_a_course_that_asks_for_checkout_asks_it_where_the_session_says_nothing(school: School) -> None:
    school.write(lambda db: db.execute(schema.course.update().values(checkout=True)))
    assert school.facts(school.morning).rules == CheckinRules(checkout=True)
    school.write(lambda db: sessions.set_rules(db, school.morning, CheckinRules()))
    assert school.facts(school.morning).rules == CheckinRules()


def test_done_is_said_once_and_a_day_may_be_chosen_again(school: School) -> None:
    first, again = at("20:00"), at("21:00", SUNDAY)
    school.write(lambda db: sessions.report_done(db, school.practice, school.lan, first))
    school.write(lambda db: sessions.report_done(db, school.practice, school.lan, again))
    school.write(lambda db: sessions.choose_day(db, school.practice, school.lan, SATURDAY))
    school.write(lambda db: sessions.choose_day(db, school.practice, school.lan, SUNDAY))
    school.write(lambda db: sessions.choose_day(db, school.practice, school.minh, SATURDAY))

    def seen(person: int) -> tuple[bool, date | None]:
        view = school.of(person)[school.practice]
        return view.done, view.chosen_day

    assert seen(school.lan) == (True, SUNDAY)
    assert seen(school.minh) == (False, SATURDAY)
    assert seen(school.binh) == (False, None)
    assert school.of(school.lan)[school.morning].done is False
    told = schema.progress.c
    rows = school.read(lambda db: db.execute(select(told.person_id, told.done_at).order_by(told.person_id)).all())
    assert [tuple(row) for row in rows] == [(school.lan, first), (school.minh, None)]


def test_who_takes_part_is_everybody_or_the_group(school: School) -> None:
    person, session = schema.person.c.id, schema.session.c.id
    for number, wanted in [
        (school.afternoon, {school.lan}),
        (school.morning, {school.lan, school.minh, school.hoa, school.binh}),
    ]:
        query = select(person).select_from(schema.person.join(schema.session, session == number))
        query = query.where(sessions.takes_part(session, person))
        assert school.read(lambda db, asked=query: set(db.scalars(asked))) == wanted
