"""What the clock asks for: planned, begun, decided and worded from what is true at the moment of sending."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from handlers import changes, scheduled
from handlers.scheduled import Worded, plan_reminders, start_due
from handlers.talk import Reply
from handlers.wording.language import speaker
from storage import deliveries, mailings, outcomes, rules, schema, sessions
from storage.database import Database
from storage.outcomes import Result
from tests import gatherings
from tests.gatherings import SATURDAY, at
from tests.handlers.saturdays import ALL, BEFORE, EVE, FRIDAY, a_saturday, the_text, view_of, worded
from training.mailing import Counts, DeliveryState, MailingKind, MailingState, Outcome
from training.plan import ZONE, Kind, Period, Precision
from training.reminders import Anchor, NotOwed, Rule, Shape

VI, EN = speaker("vi"), speaker("en")


# Planning


def test_reminders_of_all_sessions_ahead_are_planned_and_planning_again_changes_nothing(database: Database) -> None:
    def play(db: Connection) -> list[tuple[str | None, str]]:
        course, _, _ = a_saturday(db)
        gatherings.a_session(db, course, gatherings.days(date(2022, 12, 12)), Kind.LMS, "lms")
        gatherings.a_session(db, course, gatherings.morning(date(2022, 12, 1)), key="over")
        gatherings.a_session(db, course, Period(None, None, Precision.TBD), key="later")
        for _ in range(2):
            plan_reminders(db, None, BEFORE)
        rows = mailings.timeline(db, course)
        return [(one.rule_key, f"{one.due_at.astimezone(ZONE):%d %H:%M}") for one in rows if one.due_at]

    assert database.write_now(play) == [
        ("eve", "09 19:00"),
        ("soon", "10 06:30"),
        ("study_morning", "12 07:30"),
        ("study_evening", "12 20:00"),
    ]


def test_a_moved_session_takes_its_reminders_along_and_a_cancelled_one_loses_them(database: Database) -> None:
    def play(db: Connection) -> list[list[str]]:
        course, session, _ = a_saturday(db)
        seen = []
        sessions.reschedule(db, session, gatherings.afternoon(date(2022, 12, 11)))
        plan_reminders(db, [session], BEFORE)
        seen.append([f"{one.due_at.astimezone(ZONE):%d %H:%M}" for one in mailings.timeline(db, course) if one.due_at])
        sessions.set_state(db, session, "cancelled")
        plan_reminders(db, [session], BEFORE)
        return [*seen, [str(one.id) for one in mailings.timeline(db, course)]]

    assert database.write_now(play) == [["10 19:00", "11 12:30"], []]


def test_a_courses_own_rules_and_a_persons_own_lead_shape_the_plan(database: Database) -> None:
    def play(db: Connection) -> list[tuple[str | None, str]]:
        course, session, [person] = a_saturday(db)
        noon = Rule("noon", (Kind.IN_PERSON,), Shape.CLOCK, Anchor.FIRST_DAY, days=-1, at=time(12, 0))
        rules.set_rule(db, course, noon)
        eve = next(rule for rule in rules.rules_of(db, [course])[course] if rule.key == "eve")
        rules.set_rule(db, course, replace(eve, enabled=False))
        rules.set_rule(db, course, replace(eve, enabled=False))
        gatherings.change(db, schema.person, person, lead_minutes=30)
        plan_reminders(db, [session], BEFORE)
        found = [
            (one.rule_key, f"{one.due_at.astimezone(ZONE):%d %H:%M}")
            for one in mailings.timeline(db, course)
            if one.due_at
        ]
        rules.forget_rule(db, course, "eve")
        assert [rule.key for rule in rules.own_rules(db, course)] == ["noon"]
        return found

    assert database.write_now(play) == [("noon", "09 12:00"), ("soon", "10 06:30"), ("soon@30", "10 07:00")]


# A day chosen within a window


FIRST, CHOSEN, LAST = date(2022, 12, 13), date(2022, 12, 14), date(2022, 12, 17)


def _to_choose(db: Connection) -> tuple[int, list[int]]:
    """A practice window; of three people the first chose a day, the second did it already, the third neither."""
    course = gatherings.a_course(db)
    session = gatherings.a_session(db, course, gatherings.days(FIRST, LAST), Kind.PRACTICE, choose_days=1)
    people = gatherings.people(db, 3)
    gatherings.enrol(db, course, people)
    sessions.choose_day(db, session, people[0], CHOSEN)
    sessions.choose_day(db, session, people[1], CHOSEN)
    sessions.report_done(db, session, people[1], BEFORE)
    plan_reminders(db, None, BEFORE)
    return session, people


@pytest.mark.parametrize(
    ("day", "told"),
    [(FIRST, [2]), (CHOSEN, [0]), (date(2022, 12, 15), [2]), (date(2022, 12, 16), []), (LAST, [2])],
)
def test_who_chose_a_day_is_reminded_that_morning_and_the_others_of_the_window(
    database: Database, day: date, told: list[int]
) -> None:
    def play(db: Connection) -> tuple[list[int], str]:
        _, people = _to_choose(db)
        found = [
            one for one in worded(db, at("7:30", day)) if one.reply and one.claimed.parts[-1].due == at("7:30", day)
        ]
        texts = [one.reply.text for one in found if one.reply]
        return [people.index(one.claimed.person_id) for one in found], "".join(texts)

    whom, text = database.write_now(play)
    assert whom == told
    if day == CHOSEN:
        assert "Hôm nay, thứ Tư, 14/12/2022" in text and "Ngày thầy/cô đã chọn" in text


def test_who_chooses_after_the_recipients_were_frozen_hears_of_the_day_they_chose(database: Database) -> None:
    def play(db: Connection) -> list[DeliveryState]:
        session, people = _to_choose(db)
        while start_due(db, at("7:30", CHOSEN)):
            pass
        sessions.choose_day(db, session, people[0], LAST)
        sessions.choose_day(db, session, people[2], LAST)
        now = at("7:30", CHOSEN)
        claimed = deliveries.claim(db, now, 99, ALL)
        return [state for one in claimed for _, state, _ in scheduled.word(db, one, now).dropped]

    assert database.write_now(play) == [DeliveryState.STOPPED]


# Deciding at the moment of sending: what happens after the recipients were frozen


def _moved(db: Connection, course: int, session: int, person: int) -> None:
    sessions.reschedule(db, session, gatherings.afternoon(date(2022, 12, 11)))


def _cancelled(db: Connection, course: int, session: int, person: int) -> None:
    sessions.set_state(db, session, "cancelled")


def _left(db: Connection, course: int, session: int, person: int) -> None:
    db.execute(schema.enrolment.delete())


def _left_but_teaches(db: Connection, course: int, session: int, person: int) -> None:
    _left(db, course, session, person)
    gatherings.teaches(db, session, person)


def _other_group(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.only_for(db, session, "Tổ TN")


def _enrolled_anew(db: Connection, course: int, session: int, person: int) -> None:
    _left(db, course, session, person)
    gatherings.enrol(db, course, [person], EVE + timedelta(seconds=1))


def _opted_out(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.change(db, schema.person, person, reminders=False)


def _on_leave(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.has_leave(db, session, person)


def _erased(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.change(db, schema.person, person, erased_at=EVE)


def _rule_off(db: Connection, course: int, session: int, person: int) -> None:
    eve = next(rule for rule in rules.rules_of(db, [course])[course] if rule.key == "eve")
    rules.set_rule(db, course, replace(eve, enabled=False))


def _nothing(db: Connection, course: int, session: int, person: int) -> None:
    pass


STOPPED, MISSED = DeliveryState.STOPPED, DeliveryState.MISSED


@pytest.mark.parametrize(
    ("happens", "later", "state", "reason"),
    [
        (_nothing, 0, None, None),
        (_moved, 0, STOPPED, NotOwed.MOVED),
        (_cancelled, 0, STOPPED, NotOwed.CANCELLED),
        (_left, 0, STOPPED, NotOwed.NOT_ENROLLED),
        (_left_but_teaches, 0, None, None),
        (_other_group, 0, STOPPED, NotOwed.NOT_ENROLLED),
        (_enrolled_anew, 0, STOPPED, NotOwed.JOINED_LATE),
        (_opted_out, 0, STOPPED, NotOwed.OPTED_OUT),
        (_on_leave, 0, STOPPED, NotOwed.ON_LEAVE),
        (_erased, 0, STOPPED, NotOwed.NOT_ENROLLED),
        (_rule_off, 0, STOPPED, NotOwed.MOVED),
        (_nothing, 13 * 60 - 31, None, None),  # 7h29 of the next morning
        (_nothing, 13 * 60 - 30, MISSED, scheduled.EXPIRED),  # 7h30: it has begun
    ],
)
def test_what_happened_since_decides_whether_it_is_said(
    sqlite_database: Database,
    happens: Callable[..., None],
    later: int,
    state: DeliveryState | None,
    reason: str | None,
) -> None:
    def play(db: Connection) -> tuple[Worded, list[Any]]:
        course, session, [person] = a_saturday(db)
        while start_due(db, EVE):
            pass
        happens(db, course, session, person)
        [claimed] = deliveries.claim(db, EVE, 1, ALL)
        one = scheduled.word(db, claimed, EVE + timedelta(minutes=later))
        outcomes.drop(db, one.dropped)
        return one, list(db.execute(select(schema.delivery.c.state, schema.delivery.c.error)).one())

    one, stored = sqlite_database.write_now(play)
    assert (one.reply is None) == (state is not None)
    assert [(ended, why) for _, ended, why in one.dropped] == ([(state, reason)] if state else [])
    assert stored == ([state, reason] if state else ["sending", None])


@pytest.mark.parametrize(("reports", "said"), [(True, False), (False, True)])
def test_who_reported_an_lms_day_done_is_not_reminded_in_the_evening(
    sqlite_database: Database, reports: bool, said: bool
) -> None:
    def play(db: Connection) -> Reply | None:
        course = gatherings.a_course(db)
        lms = gatherings.a_session(db, course, gatherings.days(date(2022, 12, 12)), Kind.LMS, "lms")
        [person] = gatherings.people(db, 1)
        gatherings.enrol(db, course, [person])
        plan_reminders(db, None, at("12:00", date(2022, 12, 12)))
        evening = at("20:00", date(2022, 12, 12))
        while start_due(db, evening):
            pass
        if reports:
            sessions.report_done(db, lms, person, evening)
        [claimed] = deliveries.claim(db, evening, 1, ALL)
        return scheduled.word(db, claimed, evening).reply

    assert (sqlite_database.write_now(play) is not None) is said


def test_a_machine_that_was_down_sends_what_is_still_useful_says_so_and_counts_the_rest(database: Database) -> None:
    def play(db: Connection) -> tuple[str, list[tuple[MailingState, Counts]]]:
        course, _, _ = a_saturday(db)
        gatherings.a_session(db, course, gatherings.days(SATURDAY), Kind.LMS, "lms")
        gatherings.a_session(db, course, gatherings.morning(FRIDAY), key="friday")
        plan_reminders(db, None, BEFORE)
        text = the_text(db, at("20:00", FRIDAY))
        return text, [(one.state, outcomes.counts(db, one.id)) for one in mailings.timeline(db, course)]

    text, told = database.write_now(play)
    assert "Sáng mai, thứ Bảy, 10/12/2022, 7h30–11h00" in text
    assert "đến muộn" in text
    missed = (MailingState.MISSED, Counts(recipients=1, missed=1))
    assert told[:2] == [missed, missed]  # both of Friday's morning
    assert told[2] == (MailingState.RUNNING, Counts(recipients=1, waiting=1))


def test_in_quiet_hours_only_changes_begin_and_silently(database: Database) -> None:
    night, morning = at("23:00", FRIDAY), at("6:00")

    def play(db: Connection) -> tuple[list[Worded], list[str]]:
        course, session, _ = a_saturday(db)
        before = view_of(db, session)
        sessions.relocate(db, session, "Hội trường B", None)
        changes.note_change(db, session, before, view_of(db, session), None, night - timedelta(minutes=3))
        mailings.create(db, MailingKind.NOTICE, {"courses": [course]}, {"text": "Chào"}, night, night)
        in_the_night = worded(db, night)
        outcomes.record(db, in_the_night[0].claimed, Result(Outcome.SENT, "1"), night)
        assert scheduled.next_wake(db, night) == morning
        return in_the_night, [one.reply.text for one in worded(db, morning) if one.reply]

    [change], at_dawn = database.write_now(play)
    assert change.reply and change.reply.silent and change.claimed.kind is MailingKind.CHANGE
    assert len(at_dawn) == 2  # the reminder of the evening before and the notice
    assert ["đến muộn" in text for text in at_dawn] == [True, False]  # the notice was never meant for the night


# One evening, one message


def test_a_persons_reminders_of_one_evening_are_one_message_though_their_hours_differ(database: Database) -> None:
    """An LMS day on Friday (20h00 unless done) and a session on Saturday (19h00 the evening before)."""
    late = at("20:00", FRIDAY)

    def play(db: Connection) -> tuple[list[str], list[str]]:
        _, _, people = a_saturday(db, 4)
        lms = gatherings.a_course(db, "LMS")
        friday = gatherings.a_session(db, lms, gatherings.days(FRIDAY), Kind.LMS, key="lms", place=None)
        gatherings.enrol(db, lms, people[:3])
        plan_reminders(db, None, BEFORE)
        _done(db, friday, people[1], EVE)
        first = [_told(one) for one in worded(db, EVE)]
        _done(db, friday, people[2], EVE)
        return first, [_told(one) for one in worded(db, late)]

    first, second = database.write_now(play)
    assert first == ["Sáng mai"] * 2  # the one without an LMS day, and the one who is done with it
    assert sorted(second) == ["Sáng mai", "Thầy/cô có 2 việc sắp tới"]


def _told(one: Worded) -> str:
    """How a message begins; nothing of it is said to be late."""
    assert one.reply and "gián đoạn" not in one.reply.text
    return re.split("[,:]", one.reply.text.removeprefix("⏰ <b>"))[0]


def _done(db: Connection, session_id: int, person_id: int, now: datetime) -> None:
    db.execute(schema.progress.insert().values(session_id=session_id, person_id=person_id, done_at=now))
