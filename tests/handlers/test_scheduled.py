"""What the clock asks for: planned, begun, decided and worded from what is true at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from handlers import changes, heartbeat, scheduled
from handlers.scheduled import Worded, plan_reminders, start_due
from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import speaker
from storage import deliveries, mailings, outcomes, rules, schema, sessions
from storage.database import Database
from storage.outcomes import Result
from tests import gatherings
from tests.gatherings import SATURDAY, at
from tests.handlers.saturdays import ALL, BEFORE, EVE, FRIDAY, a_saturday, the_text, view_of, worded
from tests.storage.households import a_province
from training.mailing import Counts, DeliveryState, Lane, MailingKind, MailingState, Outcome
from training.people import Role
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
    assert not any("đến muộn" in text for text in at_dawn)


# Wording


def test_a_reminder_tells_what_where_and_from_which_plan_with_something_to_tap(database: Database) -> None:
    def play(db: Connection) -> Reply:
        a_saturday(db)
        [one] = worded(db, EVE)
        assert one.reply
        return one.reply

    reply = database.write_now(play)
    assert reply.text.startswith("⏰ <b>Sáng mai, thứ Bảy, 10/12/2022, 7h30–11h00</b>\nBuổi s")
    assert "Hội trường A" in reply.text and "12/KH" in reply.text
    assert reply.lane is Lane.REMINDER
    assert [one.payload for row in reply.choices for one in row] == ["where|1", "days|2022-12-10|2022-12-10|0"]


def test_several_reminders_of_one_evening_are_one_message(database: Database) -> None:
    def play(db: Connection) -> str:
        _, _, people = a_saturday(db)
        other = gatherings.a_course(db, "C2")
        gatherings.a_session(db, other, gatherings.afternoon(), key="chiều")
        gatherings.enrol(db, other, people)
        plan_reminders(db, None, BEFORE)
        return the_text(db, EVE)

    text = database.write_now(play)
    assert text.index("Sáng mai") < text.index("Chiều mai")
    assert "2 việc" in text


def test_a_title_from_a_plan_cannot_break_the_message(sqlite_database: Database) -> None:
    def play(db: Connection) -> str:
        _, session, _ = a_saturday(db)
        gatherings.change(db, schema.session, session, title="Lớp <b>A & B")
        return the_text(db, EVE)

    assert "Lớp &lt;b&gt;A &amp; B" in sqlite_database.write_now(play)


def test_each_reads_a_reminder_in_an_own_language(sqlite_database: Database) -> None:
    def play(db: Connection) -> str:
        _, _, [person] = a_saturday(db)
        gatherings.change(db, schema.person, person, language="en")
        return the_text(db, EVE)

    assert "Tomorrow morning, Saturday, 10/12/2022, 7:30–11:00" in sqlite_database.write_now(play)


@pytest.mark.parametrize(
    ("kind", "period", "now", "words_then"),
    [
        (Kind.IN_PERSON, gatherings.morning(), at("7:00"), "30 phút nữa, lúc 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.morning(), at("6:30") + timedelta(seconds=4), "1 giờ nữa, lúc 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.morning(), at("4:30"), "3 giờ nữa, lúc 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.morning(), at("4:29"), "sáng nay, thứ Bảy, 10/12/2022, 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.afternoon(), at("7:00"), "chiều nay, thứ Bảy, 10/12/2022, 13h30–17h00"),
        (Kind.IN_PERSON, gatherings.afternoon(), EVE, "chiều mai, thứ Bảy, 10/12/2022, 13h30–17h00"),
        (
            Kind.MEETING,
            Period(at("20:30"), None, Precision.MINUTE),
            at("19:00", date(2022, 12, 8)),
            "thứ Bảy, 10/12/2022, 20h30",
        ),
        (Kind.IN_PERSON, gatherings.morning(), at("8:00"), "đang diễn ra, Thứ Bảy, 10/12/2022, 7h30–11h00"),
        (Kind.LMS, gatherings.days(SATURDAY), at("7:30"), "hôm nay, thứ Bảy, 10/12/2022"),
        (Kind.IN_PERSON, gatherings.days(SATURDAY), EVE, "ngày mai, thứ Bảy, 10/12/2022"),
        (
            Kind.PRACTICE,
            gatherings.days(SATURDAY, date(2022, 12, 14)),
            at("7:30"),
            "từ hôm nay, thứ Bảy, 10/12/2022 đến hết thứ Tư, 14/12/2022",
        ),
        (
            Kind.PRACTICE,
            gatherings.days(SATURDAY, date(2022, 12, 14)),
            at("7:30", date(2022, 12, 12)),
            "còn 2 ngày, đến hết thứ Tư, 14/12/2022",
        ),
        (
            Kind.PRACTICE,
            gatherings.days(SATURDAY, date(2022, 12, 14)),
            at("7:30", date(2022, 12, 14)),
            "hôm nay là ngày cuối, thứ Tư, 14/12/2022",
        ),
        (Kind.DEADLINE, gatherings.days(SATURDAY), at("7:30", date(2022, 12, 7)), "còn 3 ngày là đến hạn"),
        (Kind.DEADLINE, gatherings.days(SATURDAY), at("7:30", FRIDAY), "ngày mai là hạn cuối, thứ Bảy, 10/12/2022"),
        (
            Kind.DEADLINE,
            Period(at("17:00"), None, Precision.MINUTE),
            at("7:30"),
            "hôm nay là hạn cuối, thứ Bảy, 10/12/2022, 17h00",
        ),
        (
            Kind.MILESTONE,
            Period(at("0:00", date(2022, 12, 1)), at("0:00", date(2022, 12, 31)), Precision.MONTH),
            at("7:30", date(2022, 12, 1)),
            "Tháng 12/2022",
        ),
    ],
)
def test_the_words_follow_the_time_that_is_really_left(
    sqlite_database: Database, kind: Kind, period: Period, now: datetime, words_then: str
) -> None:
    def play(db: Connection) -> str:
        session = gatherings.a_session(db, gatherings.a_course(db), period, kind)
        return words.when(VI, view_of(db, session), now)

    assert sqlite_database.write_now(play).startswith(words_then)


@pytest.mark.parametrize(
    ("kind", "choose", "payloads"),
    [
        (Kind.LMS, None, ["lms_done|1"]),
        (Kind.PRACTICE, 1, ["practice_day|1", "practice_done|1"]),
        (Kind.PRACTICE, None, ["practice_done|1"]),
    ],
)
def test_study_is_reported_with_one_tap(
    sqlite_database: Database, kind: Kind, choose: int | None, payloads: list[str]
) -> None:
    def play(db: Connection) -> Reply:
        course = gatherings.a_course(db)
        gatherings.a_session(db, course, gatherings.days(SATURDAY, date(2022, 12, 12)), kind, choose_days=choose)
        gatherings.enrol(db, course, gatherings.people(db, 1))
        plan_reminders(db, None, BEFORE)
        [one] = worded(db, at("7:30"))
        assert one.reply
        return one.reply

    reply = sqlite_database.write_now(play)
    assert [one.payload for one in reply.choices[0]] == payloads
    assert all(len(one.label) <= 20 for row in reply.choices for one in row)


# Notices and the evening line


@pytest.mark.parametrize(
    ("body", "platform", "text", "copied"),
    [
        ({"text": "<b>Kính gửi</b>"}, "telegram", "<b>Kính gửi</b>", False),
        ({"text": "x", "texts": {"vi": "tiếng Việt", "en": "English"}}, "telegram", "tiếng Việt", False),
        ({"text": "x", "copy": {"platform": "telegram", "address": "5", "message": "9"}}, "telegram", "", True),
        ({"text": "x", "copy": {"platform": "telegram", "address": "5", "message": "9"}}, "zalo", "x", False),
    ],
)
def test_a_notice_is_its_text_in_the_readers_language_or_a_copy_where_it_came_from(
    sqlite_database: Database, body: dict[str, Any], platform: str, text: str, copied: bool
) -> None:
    def play(db: Connection) -> Reply:
        [person] = gatherings.people(db, 1, reachable=False)
        gatherings.an_account(db, person, platform)
        mailings.create(db, MailingKind.NOTICE, {"people": [person]}, body, NOON, NOON)
        [one] = worded(db, NOON)
        assert one.reply
        return one.reply

    reply = sqlite_database.write_now(play)
    assert (reply.text, reply.copy is not None, reply.lane) == (text, copied, Lane.NOTICE)
    assert reply.choices[0][0].payload == "ack|1"


def test_the_organizers_get_one_line_a_course_in_the_evening_and_only_once(database: Database) -> None:
    evening = at("20:30", FRIDAY)

    def play(db: Connection) -> tuple[list[int], str, int]:
        units = a_province(db)
        course = gatherings.a_course(db, "TA", units["QUAN1"])
        gatherings.a_session(db, course, gatherings.morning())
        reached, unreached = gatherings.people(db, 1), gatherings.people(db, 1, reachable=False)
        gatherings.enrol(db, course, [*reached, *unreached])
        [boss] = gatherings.people(db, 1)
        grant = {"person_id": boss, "role": Role.ORGANIZER.value, "unit_id": units["SO"]}
        db.execute(insert(schema.grant).values(grant))
        plan_reminders(db, None, BEFORE)
        for one in worded(db, EVE):
            outcomes.record(db, one.claimed, Result(Outcome.SENT, "1"), EVE)
        planned = [heartbeat.plan_heartbeats(db, evening) for _ in range(2)]
        [line] = worded(db, evening)
        assert line.reply
        return planned, line.reply.text, line.claimed.person_id - boss

    planned, text, other = database.write_now(play)
    assert (planned, other) == ([1, 0], 0)
    assert "đến hạn 2, đã gửi 1, lỡ 0, không liên lạc được 1; ngày mai: 1 buổi" in text


# Progress


@pytest.mark.parametrize(
    ("state", "rate", "expected"),
    [
        (MailingState.RUNNING, 0.0, "⏳ 120/460 ▓▓▓░░░░░░░░░ lỗi 2 · không liên lạc được 8"),
        (MailingState.RUNNING, 20.0, "20 tin/giây, còn 1 phút"),
        (MailingState.PAUSED, 20.0, "⏸ Đang tạm dừng. ⏳ 120/460"),
    ],
)
def test_progress_is_told_with_a_bar_the_rate_and_the_time_left(
    state: MailingState, rate: float, expected: str
) -> None:
    counts = Counts(recipients=460, waiting=340, sent=110, failed=2, unreachable=8)
    assert expected in words.progress(VI, 7, counts, state, rate).text


def test_the_last_word_offers_to_send_again_to_those_it_failed_for() -> None:
    counts = Counts(recipients=46, sent=40, failed=2, unreachable=4)
    reply = words.summary(EN, 7, counts, MailingState.DONE)
    assert "Sent to 40 of 46 people" in reply.text
    assert [one.payload for one in reply.choices[0]] == ["mailing_list|7", "mailing_retry|7"]
    assert "mailing_retry|7" not in str(words.summary(EN, 7, replace(counts, failed=0), MailingState.DONE))
