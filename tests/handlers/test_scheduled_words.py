"""Reminders, notices, the evening line and progress as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from handlers import heartbeat, scheduled
from handlers.scheduled import plan_reminders
from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import speaker
from storage import mailings, outcomes, schema
from storage.database import Database
from storage.deliveries import Part
from storage.outcomes import Result
from tests import gatherings
from tests.gatherings import SATURDAY, at
from tests.handlers.saturdays import BEFORE, EVE, FRIDAY, NOON, a_saturday, the_text, view_of, worded
from tests.storage.households import a_province
from training.mailing import Counts, Lane, MailingKind, MailingState, Outcome
from training.people import Role
from training.plan import Kind, Period, Precision

VI, EN = speaker("vi"), speaker("en")


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


def _afternoon_too(db: Connection, **columns: Any) -> list[int]:
    """The Saturday's people have another course in the afternoon."""
    _, _, people = a_saturday(db)
    other = gatherings.a_course(db, "C2")
    gatherings.a_session(db, other, gatherings.afternoon(), key="chiều", **columns)
    gatherings.enrol(db, other, people)
    plan_reminders(db, None, BEFORE)
    return people


@pytest.mark.parametrize(
    ("columns", "labels"),
    [
        ({}, ["Chỉ đường", "Xem lịch"]),  # the same hall
        ({"place": "Trường B"}, ["Chỉ đường: Hội trường A", "Chỉ đường: Trường B", "Xem lịch"]),
        ({"place": None}, ["Chỉ đường", "Xem lịch"]),
    ],
)
def test_one_message_for_two_sessions_shows_the_way_once_to_each_place(
    sqlite_database: Database, columns: dict[str, Any], labels: list[str]
) -> None:
    def play(db: Connection) -> list[str]:
        _afternoon_too(db, **columns)
        [one] = worded(db, EVE)
        assert one.reply
        return [button.label for row in one.reply.choices for button in row]

    assert sqlite_database.write_now(play) == labels


def test_one_place_for_all_is_told_once_and_a_trainer_sees_which_is_theirs(sqlite_database: Database) -> None:
    def play(db: Connection) -> str:
        people = _afternoon_too(db)
        db.execute(insert(schema.staff).values(session_id=2, person_id=people[0]))
        return the_text(db, EVE)

    text = sqlite_database.write_now(play)
    assert text.count("Hội trường A") == 1
    assert "Buổi chiều – thầy/cô là giảng viên\nĐịa điểm: Hội trường A" in text


@pytest.mark.parametrize(
    ("kind", "columns", "line", "labels"),
    [
        (Kind.MEETING, {"place": None}, "Phòng ảo: https://hop.example.vn/1", ["Vào phòng học", "Xem lịch"]),
        (Kind.VIRTUAL, {"place": "Phòng ảo"}, "Phòng ảo: https://hop.example.vn/1", ["Vào phòng học", "Xem lịch"]),
        (
            Kind.MEETING,
            {},
            "Địa điểm: Hội trường A – https://hop.example.vn/1",
            ["Vào phòng học", "Chỉ đường", "Xem lịch"],
        ),
        (Kind.MEETING, {"link": "Zoom 123 456"}, "Địa điểm: Hội trường A – Zoom 123 456", ["Chỉ đường", "Xem lịch"]),
        (Kind.MEETING, {"link": "Zoom 123", "place": None}, "Phòng ảo: Zoom 123", ["Xem lịch"]),
    ],
)
def test_what_is_held_at_a_link_is_reminded_with_its_link(
    sqlite_database: Database, kind: Kind, columns: dict[str, Any], line: str, labels: list[str]
) -> None:
    def play(db: Connection) -> Reply:
        course = gatherings.a_course(db)
        gatherings.a_session(db, course, gatherings.morning(), kind, **{"link": "https://hop.example.vn/1", **columns})
        gatherings.enrol(db, course, gatherings.people(db, 1))
        plan_reminders(db, None, BEFORE)
        [one] = worded(db, EVE)
        assert one.reply
        return one.reply

    reply = sqlite_database.write_now(play)
    assert f"\n{line}\n" in reply.text
    assert [button.label for row in reply.choices for button in row] == labels


def test_two_sessions_at_the_same_hour_are_pointed_out(sqlite_database: Database) -> None:
    def play(db: Connection) -> str:
        _, _, people = a_saturday(db)
        other = gatherings.a_course(db, "C2")
        gatherings.a_session(db, other, Period(at("9:00"), at("10:00"), Precision.MINUTE), key="khác")
        gatherings.enrol(db, other, people)
        plan_reminders(db, None, BEFORE)
        return the_text(db, EVE)

    assert "Trùng lịch: “Buổi s” và “Buổi khác”" in sqlite_database.write_now(play)


def test_two_sessions_after_each_other_are_no_clash(sqlite_database: Database) -> None:
    def play(db: Connection) -> str:
        _afternoon_too(db)
        return the_text(db, EVE)

    assert "Trùng" not in sqlite_database.write_now(play)


@pytest.mark.parametrize(
    ("kind", "columns", "said", "labels"),
    [
        (
            Kind.LMS,
            {"link": "https://lms.example/1"},
            "https://lms.example/1",
            ["Mở trang LMS", "Đã học xong", "Xem lịch"],
        ),
        (Kind.LMS, {"link": "lms nội bộ"}, "lms nội bộ", ["Đã học xong", "Xem lịch"]),
        (Kind.LMS, {}, "báo giúp em bằng nút", ["Đã học xong", "Xem lịch"]),
        (Kind.PRACTICE, {}, "báo giúp em bằng nút", ["Đã làm xong", "Xem lịch"]),
    ],
)
def test_a_day_of_study_says_what_to_do_and_names_no_place(
    sqlite_database: Database, kind: Kind, columns: dict[str, Any], said: str, labels: list[str]
) -> None:
    def play(db: Connection) -> Reply:
        course = gatherings.a_course(db)
        gatherings.a_session(db, course, gatherings.days(SATURDAY), kind, place=None, **columns)
        gatherings.enrol(db, course, gatherings.people(db, 1))
        plan_reminders(db, None, BEFORE)
        [one] = worded(db, at("7:30"))
        assert one.reply
        return one.reply

    reply = sqlite_database.write_now(play)
    assert reply.text.startswith("⏰ <b>Hôm nay, thứ Bảy, 10/12/2022</b>\n")
    assert said in reply.text and "Địa điểm" not in reply.text
    assert [button.label for row in reply.choices for button in row] == labels


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
        (Kind.IN_PERSON, gatherings.morning(), at("7:00"), "30 phút nữa: thứ Bảy, 10/12/2022, 7h30–11h00"),
        (
            Kind.IN_PERSON,
            gatherings.morning(),
            at("6:30") + timedelta(seconds=4),
            "1 giờ nữa: thứ Bảy, 10/12/2022, 7h30–11h00",
        ),
        (Kind.IN_PERSON, gatherings.morning(), at("4:30"), "3 giờ nữa: thứ Bảy, 10/12/2022, 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.morning(), at("4:29"), "sáng nay, thứ Bảy, 10/12/2022, 7h30–11h00"),
        (Kind.IN_PERSON, gatherings.afternoon(), at("7:00"), "chiều nay, thứ Bảy, 10/12/2022, 13h30–17h00"),
        (Kind.IN_PERSON, gatherings.afternoon(), EVE, "chiều mai, thứ Bảy, 10/12/2022, 13h30–17h00"),
        (
            Kind.MEETING,
            Period(at("20:30"), None, Precision.MINUTE),
            at("19:00", date(2022, 12, 8)),
            "2 ngày nữa, thứ Bảy, 10/12/2022, 20h30",
        ),
        (Kind.MEETING, gatherings.days(SATURDAY), BEFORE, "2 ngày nữa, thứ Bảy, 10/12/2022"),
        (Kind.IN_PERSON, gatherings.morning(), at("8:00"), "đang diễn ra, thứ Bảy, 10/12/2022, 7h30–11h00"),
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
    assert "đến hạn 2 lượt, đã gửi 1, lỡ 0, không liên lạc được 1; ngày mai: 1 buổi" in text


@pytest.mark.parametrize(
    ("moment", "made", "said"),
    [
        (at("20:30", date(2022, 12, 8)), 0, None),  # the reminders of tomorrow evening are no news yet
        (at("20:30", FRIDAY), 1, "đến hạn 1 lượt, đã gửi 0, lỡ 0, không liên lạc được 0, còn chờ 1; ngày mai: 1 buổi."),
        (at("20:30", date(2022, 12, 10)), 1, "⚠ 1 đợt đã đến hạn mà chưa gửi."),
        (at("20:30", date(2022, 12, 11)), 0, None),
    ],
)
def test_the_line_of_an_evening_says_what_did_not_go_and_nothing_where_there_is_nothing(
    sqlite_database: Database, moment: datetime, made: int, said: str | None
) -> None:
    def play(db: Connection) -> tuple[int, str | None]:
        a_saturday(db)
        if moment.date() == FRIDAY:
            while scheduled.start_due(db, EVE):
                pass
        planned = heartbeat.plan_heartbeats(db, moment)
        parts = [part for part in [_heartbeat_part(db, moment)] if part]
        reply = heartbeat.word(db, parts, moment, VI) if parts else None
        return planned, reply.text if reply else None

    planned, text = sqlite_database.write_now(play)
    assert planned == made
    assert (text is None) if said is None else said in (text or "")


def _heartbeat_part(db: Connection, moment: datetime) -> Part | None:
    made = [one for one in mailings.latest(db, [MailingKind.NUDGE]) if one.body.get("nudge") == heartbeat.KEY]
    return Part(1, made[0].id, MailingKind.NUDGE, 1, 0, moment, None, None, None, None, made[0].body) if made else None


# Progress


@pytest.mark.parametrize(
    ("state", "rate", "expected"),
    [
        (MailingState.RUNNING, 0.0, "⏳ 120/460 ▓▓▓░░░░░░░░░ lỗi 2 · không liên lạc được 8"),
        (MailingState.RUNNING, 20.0, "20 tin/giây, còn 17 giây"),
        (MailingState.RUNNING, 2.0, "2 tin/giây, còn 2 phút"),
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
    assert [one.payload for one in reply.choices[0]] == ["mailing_list|7", "mailing|7"]
    assert [one.payload for one in reply.choices[1]] == ["mailing_retry|7"]
    assert words.summary(VI, 7, counts, MailingState.STOPPED, "Lớp <A>").text.startswith("<b>Lớp &lt;A&gt;</b>\n⏹")
    assert "mailing_retry|7" not in str(words.summary(EN, 7, replace(counts, failed=0), MailingState.DONE))
