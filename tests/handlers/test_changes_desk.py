"""An organizer changes sessions, in the organizer's words; people are told once, old → new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from storage import mailings, schema, sessions
from storage.database import Database
from tests.handlers.desk import HALL, Desk, Somebody, afternoon, lms_day, morning
from training.calendar import SessionView
from training.mailing import MailingKind
from training.plan import ZONE, Activity, Kind, Period


class Week(Desk):
    """A course of two days with two sessions each and an LMS day."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, datetime(2022, 12, 8, 8, 0, tzinfo=ZONE))
        self.units({"SO": None, "PHONG": "SO", "TH-A": "PHONG", "TH-B": "PHONG", "KHAC": None})
        self.mai = self.somebody("Vũ Thị Mai", "SO", role="organizer")
        self.lan = self.somebody("Trần Thị Lan", "TH-A")
        self.tu = self.somebody("Lê Văn Tư", "TH-B")
        self.course_id, self.ids = self.course(
            "SO",
            morning("2022-12-10"),
            afternoon("2022-12-10"),
            morning("2022-12-11", "Buổi sáng ngày hai"),
            lms_day("2022-12-12"),
        )
        self.enrol(self.course_id, self.lan, self.tu, self.listed("Đỗ Thị Vắng", "TH-B"))

    def view(self, number: int) -> SessionView:
        facts = self.run(lambda db: sessions.session_facts(db, self.ids[number]))
        assert facts
        return facts.view

    def tells(self) -> list[str]:
        """What Lan hears once the edits have settled."""
        before = len(self.lan.chat)
        self.later(minutes=4)
        self.deliver()
        return [message.plain for message in self.lan.chat[before:]]


@pytest.fixture
def week(sqlite_database: Database) -> Week:
    return Week(sqlite_database)


def test_a_session_is_moved_in_words_seen_confirmed_and_told_once(database: Database) -> None:
    week = Week(database)
    mai = week.mai
    assert "Của lớp nào" in mai.says("/doilich")
    mai.presses("LOP-1")
    said = mai.presses("10/12 7h30–11h00")
    assert "Liên quan tới 3 người" in said
    assert "14h ngày 12/12" in mai.presses("Thời gian")
    said = mai.says("lùi sang chiều mai 13h30-17h")
    assert "Thứ Bảy, 10/12/2022, 7h30–11h00 → Thứ Sáu, 09/12/2022, 13h30–17h00" in said
    assert "3 người, 1 người chưa có kênh nào" in said
    assert week.view(0).period.start == datetime(2022, 12, 10, 7, 30, tzinfo=ZONE)
    assert "Đã đổi 1 buổi" in mai.presses("Đổi 1 buổi")
    assert week.view(0).period.start == datetime(2022, 12, 9, 13, 30, tzinfo=ZONE)
    assert week.deliver() == 0
    (told,) = week.tells()
    assert "Thứ Bảy, 10/12/2022, 7h30–11h00 → Thứ Sáu, 09/12/2022, 13h30–17h00" in told
    week.lan.presses("Đã nhận")
    assert "đã nhận 1" in mai.presses("Xem tình hình")
    assert "Lê Văn Tư – " in mai.presses("Chưa bấm đã nhận")
    mai.presses("Viết cho những người này")
    assert "1 người nhận" in mai.says("Thầy cô xem lại giờ mới giúp em")  # Tư; who is on no channel got nothing
    change = week.run(lambda db: mailings.latest(db, [MailingKind.CHANGE]))[0]
    assert change.watcher and change.watcher["address"] == mai.address


def test_the_reminders_follow(week: Week) -> None:
    _move(week, "s", "8h ngày 15/12")
    due = _due(week)
    assert datetime(2022, 12, 14, 19, 0, tzinfo=ZONE) in due
    assert datetime(2022, 12, 15, 7, 0, tzinfo=ZONE) in due
    assert datetime(2022, 12, 10, 6, 30, tzinfo=ZONE) not in due


def _due(week: Week) -> list[datetime]:
    rows = week.run(lambda db: mailings.timeline(db, week.course_id))
    mine = (row for row in rows if row.kind is MailingKind.REMINDER and row.session_id == week.ids[0])
    return [row.due_at for row in mine if row.due_at]


def _move(week: Week, kind: str, text: str, *, number: int = 0) -> str:
    target = week.course_id if kind == "c" else week.ids[number]
    week.mai.taps(f"change_to|time|{kind}.{target}")
    week.mai.says(text)
    return week.mai.presses("Đổi ")


def test_several_edits_within_minutes_are_one_message(week: Week) -> None:
    _move(week, "s", "8h")
    week.later(minutes=2)
    _move(week, "s", "14h", number=1)
    (told,) = week.tells()
    assert told.count("→") == 2


def test_changed_and_changed_back_tells_nobody(week: Week) -> None:
    _move(week, "s", "8h-11h")
    assert "không cần báo ai" in _move(week, "s", "7h30-11h")
    assert week.tells() == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("đổi giúp em nhé", "chưa đọc được"),
        ("chiều mai", "mấy giờ"),
        ("7h30 ngày 10/12", "đúng giờ đó rồi"),
        ("11h - 7h30 ngày 12/12", "kết thúc trước khi bắt đầu"),
        ("7h ngày 1/12/2022", "đã qua rồi"),
        ("", "chưa đọc được"),
    ],
)
def test_words_that_cannot_be_a_new_time_get_one_sentence_and_change_nothing(
    week: Week, text: str, answer: str
) -> None:
    week.mai.taps(f"change_to|time|s.{week.ids[0]}")
    assert answer in week.mai.says(text)
    assert week.view(0).period.start == datetime(2022, 12, 10, 7, 30, tzinfo=ZONE)


def test_a_better_time_may_be_typed_while_the_preview_stands(week: Week) -> None:
    week.mai.taps(f"change_to|time|s.{week.ids[0]}")
    week.mai.says("8h")
    old = week.mai.last.choices[-1].payload
    assert "9h00–12h30" in week.mai.says("à nhầm, 9h")
    assert "không còn dùng nữa" in week.mai.taps(old)
    week.mai.presses("Đổi 1 buổi")
    assert week.view(0).period.start == datetime(2022, 12, 10, 9, 0, tzinfo=ZONE)


def test_cancelling_tells_it_and_stops_the_reminders(week: Week) -> None:
    week.mai.taps(f"change|s.{week.ids[0]}")
    week.mai.presses("Huỷ buổi")
    assert "Đã đổi 1 buổi" in week.mai.presses("Huỷ 1 buổi")
    assert week.view(0).cancelled
    assert _due(week) == []
    (told,) = week.tells()
    assert "HUỶ" in told.upper()
    week.mai.taps(f"change|s.{week.ids[0]}")
    week.mai.presses("Khôi phục")
    week.mai.presses("Đổi 1 buổi")
    assert not week.view(0).cancelled
    assert _due(week)


def test_typing_does_not_cancel(week: Week) -> None:
    week.mai.taps(f"change_to|cancel|s.{week.ids[0]}")
    assert "thực hiện hay huỷ" in week.mai.says("ok em")
    assert not week.view(0).cancelled


def test_a_new_place_by_its_words_or_as_a_known_venue(week: Week) -> None:
    week.mai.taps(f"change_to|place|s.{week.ids[0]}")
    week.mai.says("Phòng 203, Trường TH-A")
    week.mai.presses("Đổi 1 buổi")
    assert (week.view(0).place, week.view(0).venue) == ("Phòng 203, Trường TH-A", None)
    week.mai.taps(f"change_to|place|s.{week.ids[0]}")
    assert "số 1 đường Hoa Phượng" in week.mai.says("hoi truong a")
    week.mai.presses("Đổi 1 buổi")
    venue = week.view(0).venue
    assert venue
    assert venue.address == "số 1 đường Hoa Phượng"


def test_a_session_goes_to_a_virtual_room_and_back(week: Week) -> None:
    week.mai.taps(f"change_to|link|s.{week.ids[0]}")
    assert "không thấy đường dẫn" in week.mai.says("phòng zoom nhé")
    assert "https://hop.example.vn/lop-1" in week.mai.says("hop.example.vn/lop-1")
    week.mai.presses("Đổi 1 buổi")
    assert (week.view(0).kind, week.view(0).link) == (Kind.VIRTUAL, "https://hop.example.vn/lop-1")
    week.mai.taps(f"change_to|place|s.{week.ids[0]}")
    week.mai.says("Hội trường A")
    week.mai.presses("Đổi 1 buổi")
    assert week.view(0).kind is Kind.IN_PERSON


def test_a_whole_day_moves_and_keeps_its_hours(week: Week) -> None:
    week.mai.taps(f"change|s.{week.ids[0]}")
    assert "2 buổi" in week.mai.presses("Cả ngày")
    week.mai.presses("Thời gian")
    assert "chỉ cho em một ngày" in week.mai.says("14h ngày 17/12")
    week.mai.says("17/12")
    assert "Đã đổi 2 buổi" in week.mai.presses("Đổi 2 buổi")
    assert week.view(0).period.start == datetime(2022, 12, 17, 7, 30, tzinfo=ZONE)
    assert week.view(1).period.start == datetime(2022, 12, 17, 13, 30, tzinfo=ZONE)
    (told,) = week.tells()
    assert "2 buổi" in told


def test_a_whole_course_moves_by_as_many_days(week: Week) -> None:
    _move(week, "c", "17/12")
    days = [week.view(number).period.first_day for number in range(4)]
    assert [day and day.day for day in days] == [17, 17, 18, 19]


def test_in_a_storm_everything_at_a_place_goes_virtual_or_is_cancelled(week: Week) -> None:
    other, ids = week.course("PHONG", morning("2022-12-10", "Lớp khác"), code="LOP-2")
    week.enrol(other, week.lan)
    week.mai.taps("storm|0")
    week.mai.presses("Hội trường A (4)")
    week.mai.presses("Thứ Bảy, 10/12/2022")
    assert "3 buổi" in week.mai.last.plain
    week.mai.presses("Phòng ảo")
    week.mai.says("https://hop.example.vn/bao")
    week.mai.presses("Đổi 3 buổi")
    assert [week.view(number).kind for number in (0, 1, 2)] == [Kind.VIRTUAL, Kind.VIRTUAL, Kind.IN_PERSON]
    (told,) = week.tells()
    assert told.count("https://hop.example.vn/bao") == 1  # the same for all three of them
    assert "Học trực tiếp (chiều) – Thứ Bảy, 10/12/2022, 13h30–17h00" in told
    assert ids


def test_a_whole_course_moves_by_so_much_and_the_place_is_told_with_its_day(week: Week) -> None:
    week.mai.taps(f"change|c.{week.course_id}")
    week.mai.presses("Thời gian")
    assert "đang ở đúng giờ đó" in week.mai.says("lùi 0 tuần")
    week.mai.says("lùi một tuần")
    week.mai.presses("Đổi 4 buổi")
    days = [week.view(number).period.first_day for number in range(4)]
    assert [day and day.day for day in days] == [17, 17, 18, 19]
    week.mai.taps(f"change_to|place|s.{week.ids[0]}")
    assert "Học trực tiếp (sáng) – Thứ Bảy, 17/12/2022, 7h30–11h00" in week.mai.says("Trường Mới")


def test_the_course_with_what_comes_next_stands_first(week: Week) -> None:
    week.course("SO", morning("2022-12-09"), code="LOP-9", title="Sớm nhất")
    week.course("SO", morning("2022-12-01"), code="LOP-0", title="Đã qua")
    week.mai.says("/doilich")
    assert [label.split(" ")[0] for label in week.mai.last.labels[:3]] == ["LOP-9", "LOP-1", "LOP-0"]


def test_a_storm_knows_only_days_that_are_known_and_to_come(week: Week) -> None:
    month = Activity("Hội thảo", Kind.MEETING, Period.parse("2022-12-01", "2022-12-31", "month"), **HALL)
    span = Activity("Trại", Kind.IN_PERSON, Period.parse("2022-12-06", "2022-12-09", "day"), **HALL)
    week.course("SO", month, span, code="LOP-3")
    week.mai.taps("storm|0")
    week.mai.presses("Hội trường A (4)")
    assert week.mai.last.labels[0] == "Thứ Năm, 08/12/2022"
    assert "Trại" in week.mai.presses("Thứ Năm, 08/12/2022")


def test_people_who_would_be_in_two_places_are_counted_before_it_is_done(week: Week) -> None:
    other, _ = week.course("PHONG", afternoon("2022-12-13", "Lớp khác"), code="LOP-2")
    week.enrol(other, week.lan)
    elsewhere, _ = week.course("KHAC", afternoon("2022-12-13", "Lớp bí mật"), code="LOP-3")
    week.enrol(elsewhere, week.lan, week.tu)
    week.mai.taps(f"change_to|time|s.{week.ids[0]}")
    said = week.mai.says("14h ngày 13/12")
    assert "1 người trùng giờ với “Lớp khác”" in said
    assert "2 người trùng giờ với “một buổi của lớp khác”" in said
    assert "bí mật" not in said


def test_somebody_elses_edit_in_between_is_not_overwritten(week: Week) -> None:
    hoa = week.somebody("Phan Thị Hoa", "SO", role="organizer")
    hoa.taps(f"change_to|time|s.{week.ids[0]}")
    hoa.says("9h")
    _move(week, "s", "8h")
    assert "vừa được người khác đổi" in hoa.presses("Đổi 1 buổi")
    assert week.view(0).period.start == datetime(2022, 12, 10, 8, 0, tzinfo=ZONE)


def test_carrying_out_twice_is_as_once(week: Week) -> None:
    week.mai.taps(f"change_to|time|s.{week.ids[0]}")
    week.mai.says("8h")
    payload = week.mai.last.choices[-1].payload
    week.mai.taps(payload)
    assert "không còn dùng nữa" in week.mai.taps(payload)


def test_what_changed_stands_in_the_log_before_and_after(week: Week) -> None:
    _move(week, "s", "8h")
    rows = week.run(lambda db: db.execute(schema.audit.select()).all())
    (line,) = [row for row in rows if row.action.startswith("change_session")]
    assert line.who == f"person:{week.mai.person}"
    assert line.before["start"].startswith("2022-12-10T07:30")
    assert line.after["start"].startswith("2022-12-10T08:00")


def _trainer(week: Week) -> Somebody:
    who = week.somebody("Phạm Văn Giảng", "TH-A")
    week.staff(who, *week.ids)
    return who


OUTSIDERS: list[Callable[[Week], Somebody]] = [
    lambda week: week.lan,
    _trainer,
    lambda week: week.somebody("Ngô Thị Xa", "KHAC", role="organizer"),
    lambda week: week.somebody("Cao Thị Dưới", "TH-A", role="organizer"),
    lambda week: week.somebody("Bùi Văn Tra", "SO", role="inspector"),
    lambda week: week.stranger(),
]
PAYLOADS = (
    *("changes", "change_courses|0", "change_course|{course}|0", "storm|0", "change_do|x", "change_do"),
    *("change|s.{session}", "change|d.{session}", "change|c.{course}", "change_to|cancel|s.{session}"),
    *("change_to|time|s.{session}", "change_to|restore|c.{course}"),
)


@pytest.mark.parametrize(
    "outsider", OUTSIDERS, ids=["teacher", "trainer", "other unit", "unit below", "inspector", "guest"]
)
def test_nobody_else_can_see_or_change_a_session_here(week: Week, outsider: Callable[[Week], Somebody]) -> None:
    who = outsider(week)
    before = [week.view(number) for number in range(4)]
    for payload in PAYLOADS:
        said = who.taps(payload.format(course=week.course_id, session=week.ids[0]))
        assert "Học trực tiếp" not in said + "".join(who.last.labels), payload
        who.says("14h ngày 20/12")
        assert not any(label.startswith(("Đổi ", "Huỷ 1")) for label in who.last.labels), payload
    assert [week.view(number) for number in range(4)] == before


INVENTED = (
    *(
        "change",
        "change|",
        "change|s",
        "change|s.",
        "change|s.x",
        "change|v.a.b",
        "change|v.abcdef.2022.x",
        "change|q.1",
    ),
    *("change_to", "change_to|time", "change_to|fly|s.1", "change|s." + "9" * 30, "storm_days", "storm_days|zzz"),
    *("change_course|-1", "storm|x", "change|v.000000.20221301.20221210"),
)


@pytest.mark.parametrize("payload", INVENTED)
def test_invented_payloads_get_an_answer(week: Week, payload: str) -> None:
    assert week.mai.taps(payload)
