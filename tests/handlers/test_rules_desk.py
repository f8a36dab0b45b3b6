"""An organizer sees what will be said in a course, and changes when it is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from storage import mailings, schema
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, afternoon, lms_day, morning
from training.mailing import MailingKind, MailingState
from training.plan import ZONE, Activity, Kind, Period


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 12, day, hour, minute, tzinfo=ZONE)


class Course(Desk):
    def __init__(self, database: Database) -> None:
        super().__init__(database, at(8, 8))
        self.units({"SO": None, "TH-A": "SO", "KHAC": None})
        self.mai = self.somebody("Vũ Thị Mai", "SO", role="organizer")
        self.lan = self.somebody("Trần Thị Lan", "TH-A")
        self.course_id, self.ids = self.course("SO", morning("2022-12-10"), lms_day("2022-12-12"))
        self.enrol(self.course_id, self.lan, self.listed("Lê Văn Tư", "TH-A"))

    def due(self) -> list[datetime]:
        """When something is still to be said."""
        rows = self.run(lambda db: mailings.timeline(db, self.course_id))
        mine = (row for row in rows if row.kind is MailingKind.REMINDER and row.state is MailingState.PLANNED)
        return [row.due_at.astimezone(ZONE) for row in mine if row.due_at]


def table(course: Course) -> list[list[Any]]:
    """The rows of the file that came last."""
    sheet = openpyxl.load_workbook(io.BytesIO(course.mai.files[-1].content)).active
    assert sheet
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


EVE, SOON, STUDY, EVENING = at(9, 19), at(10, 6, 30), at(12, 7, 30), at(12, 20)


@pytest.fixture
def course(sqlite_database: Database) -> Course:
    return Course(sqlite_database)


def test_the_timeline_says_what_comes_when_and_for_how_many(course: Course) -> None:
    course.mai.taps("overview")
    course.mai.presses("Các lớp")
    course.mai.presses("LOP-1")
    said = course.mai.presses("Nhắc lịch")
    assert "09/12 19h00: 2 người – Học trực tiếp (sáng)" in said
    assert "10/12 6h30: 2 người" in said
    assert "12/12 20h00: 2 người – Tự học trên LMS (nếu chưa xong)" in said
    course.now = at(12, 8)
    assert "09/12" not in course.mai.taps(f"rules|{course.course_id}")
    course.now = at(13, 8)
    assert "Không còn lời nhắc nào" in course.mai.taps(f"rules|{course.course_id}")


def test_a_rule_is_switched_off_and_on_again_and_back_to_the_houses(database: Database) -> None:
    course = Course(database)
    assert course.due() == [EVE, SOON, STUDY, EVENING]
    course.mai.taps(f"rule_list|{course.course_id}|0")
    course.mai.presses("✓ 19h00 hôm trước: trực tiếp")
    assert "Đang tắt · đổi riêng cho lớp này" in course.mai.presses("Tắt")
    assert course.due() == [SOON, STUDY, EVENING]
    course.mai.presses("Bật")
    assert course.due() == [EVE, SOON, STUDY, EVENING]
    assert "đổi riêng" not in course.mai.presses("Về mặc định")


def test_hours_days_and_minutes_change_by_buttons(course: Course) -> None:
    course.mai.taps(f"rule|{course.course_id}|eve")
    course.mai.presses("–30′")
    assert "18h30 hôm trước" in course.mai.last.plain
    course.mai.presses("Sớm một ngày")
    assert "18h30, trước 2 ngày" in course.mai.last.plain
    course.mai.taps(f"rule|{course.course_id}|soon")
    course.mai.presses("120′")
    assert "✓ 120′" in course.mai.last.labels
    assert course.due() == [at(8, 18, 30), at(9, 21), STUDY, EVENING]  # 5h30 lies in the quiet hours


def test_a_reminder_is_added_and_taken_away(course: Course) -> None:
    course.mai.taps(f"rule_add|{course.course_id}")
    course.mai.presses("15 phút trước")
    assert at(10, 7, 15) in course.due()
    course.mai.taps(f"rule|{course.course_id}|own_15_minutes")
    course.mai.presses("Xoá lời nhắc này")
    assert at(10, 7, 15) not in course.due()


def test_other_courses_keep_their_rules(course: Course) -> None:
    other, _ = course.course("SO", morning("2022-12-10"), code="LOP-2")
    course.mai.taps(f"rule_set|{other}|eve|off")
    assert EVE in course.due()


def test_a_change_of_a_rule_stands_in_the_log(course: Course) -> None:
    course.mai.taps(f"rule_set|{course.course_id}|soon|m30")
    rows = course.run(lambda db: db.execute(schema.audit.select()).all())
    (line,) = [row for row in rows if row.action == "change_rule"]
    assert (line.before["minutes"], line.after["minutes"]) == (60, 30)


def test_the_rehearsal_is_a_table_of_every_message_and_sends_nothing(course: Course) -> None:
    course.course("SO", code="LOP-2", title="Lớp không buổi nào")
    course.mai.taps(f"rehearse|{course.course_id}")
    rows = table(course)
    told = [(row[1], row[2], row[7]) for row in rows]
    both, aside = "Học viên và giảng viên", (at(10, 7, 30), at(10, 7, 40))
    assert told == [
        *((moment.replace(tzinfo=None), both, 2) for moment in (EVE, SOON)),
        (aside[0].replace(tzinfo=None), "Giảng viên của buổi", 0),
        (aside[1].replace(tzinfo=None), "Ban tổ chức", 1),
        *((moment.replace(tzinfo=None), both, 2) for moment in (STUDY, EVENING)),
    ]
    assert "Sáng mai, thứ Bảy, 10/12/2022, 7h30–11h00" in str(rows[0][9])
    assert course.lan.chat == []


def test_the_rehearsal_merges_as_people_get_it_and_shows_the_days_they_may_choose(course: Course) -> None:
    practice = Activity("Thực hành", Kind.PRACTICE, Period.parse("2022-12-13", "2022-12-14", "day"), choose_days=1)
    _, ids = course.course("SO", afternoon("2022-12-10"), practice, code="LOP-2")
    course.run(lambda db: db.execute(schema.plan.update().values(title="Chung", number="1")))
    other = course.course_id + 1
    course.enrol(other, course.lan)
    chose = {"session_id": ids[1], "person_id": course.lan.person, "chosen_day": date(2022, 12, 14)}
    course.run(lambda db: db.execute(schema.progress.insert().values(**chose)))
    course.mai.taps(f"rehearse|{other}")
    rows = table(course)
    eve = [(row[3], row[7]) for row in rows if row[1] == EVE.replace(tzinfo=None)]
    assert eve == [("LOP-1", 1), ("LOP-1\nLOP-2", 1)]
    chosen = [(row[1].day, row[7]) for row in rows if "người chọn ngày" in str(row[2])]
    assert chosen == [(13, 0), (14, 1)]


def test_the_timeline_merges_what_comes_at_once_and_names_what_organizers_planned(course: Course) -> None:
    _, _ = course.course("SO", morning("2022-12-11"), afternoon("2022-12-11"), code="LOP-2")
    other = course.course_id + 1
    course.enrol(other, course.lan)
    course.mai.taps(f"notice_to|c|{other}")
    course.mai.says("Nhớ mang máy")
    course.mai.presses("Gửi lúc")
    course.mai.says("7h sáng mai")
    course.mai.presses("Gửi tới")
    said = course.mai.taps(f"rules|{other}")
    assert "• Thứ Bảy 10/12 19h00: 1 người – Học trực tiếp (sáng); Học trực tiếp (chiều)\n" in said
    assert "Ban tổ chức đã hẹn gửi\n• Thứ Sáu 09/12 7h00: Cả lớp LOP-2" in said


@pytest.mark.parametrize(
    ("words", "said", "due"),
    [
        ("thêm nhắc trước 45 phút", "45 phút trước giờ bắt đầu", [EVE, SOON, at(10, 6, 45), STUDY, EVENING]),
        ("tắt nhắc 60 phút", "Đang tắt", [EVE, STUDY, EVENING]),
        ("đổi nhắc 19h hôm trước thành 20h30", "20h30 hôm trước", [at(9, 20, 30), SOON, STUDY, EVENING]),
        ("tắt nhắc LMS 20h", "Đang tắt", [EVE, SOON, STUDY]),
        ("tắt nhắc 37 phút", "không có lời nhắc như vậy", [EVE, SOON, STUDY, EVENING]),
        ("thêm nhắc trước 90 ngày", "không đặt như vậy được", [EVE, SOON, STUDY, EVENING]),
        ("tối mai tôi học gì", "không có buổi nào", [EVE, SOON, STUDY, EVENING]),
    ],
)
def test_rules_change_by_words_as_well(course: Course, words: str, said: str, due: list[datetime]) -> None:
    course.mai.taps(f"rules|{course.course_id}")
    assert said in course.mai.says(words)
    assert course.due() == due


def test_beside_one_rule_an_hour_is_enough_and_a_rule_that_says_nothing_tells_so(course: Course) -> None:
    mai = course.mai
    assert "Lần tới: Thứ Sáu 09/12 19h00 – Học trực tiếp (sáng)" in mai.taps(f"rule|{course.course_id}|eve")
    assert "18h00, trước 3 ngày" in mai.says("trước 3 ngày lúc 18h")
    assert "không còn lời nhắc nào" in mai.last.plain  # 7 December is past
    assert "Lần tới: Thứ Sáu 09/12 20h00" in mai.says("20h hôm trước")
    assert "⚠ Với lịch hiện nay" in mai.presses("Muộn một ngày")  # the evening of the day itself
    assert "20h00 hôm trước" in mai.presses("Sớm một ngày")
    mai.taps("overview")
    mai.says("tắt")
    assert course.due()[0] == at(9, 20)  # the rule is not looked at any more


def test_the_timeline_is_found_by_words(course: Course) -> None:
    assert "Nhắc lịch – Tập huấn ví dụ" in course.mai.says("xem lịch nhắc của lớp LOP-1")
    assert "LOP-1 – Tập huấn ví dụ" in course.mai.says("quy tắc nhắc") + "".join(course.mai.last.labels)


OUTSIDERS: list[Callable[[Course], Somebody]] = [
    lambda course: course.lan,
    lambda course: course.somebody("Ngô Thị Xa", "KHAC", role="organizer"),
    lambda course: course.stranger(),
]
PAYLOADS = (
    *("rules|{course}", "rule_list|{course}|0", "rule|{course}|eve", "rule_set|{course}|eve|off"),
    *("rule_add|{course}|own_15_minutes", "rehearse|{course}", "rules"),
)


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=["teacher", "other unit", "guest"])
def test_nobody_else_sees_or_changes_the_rules(course: Course, outsider: Callable[[Course], Somebody]) -> None:
    who = outsider(course)
    for payload in PAYLOADS:
        said = who.taps(payload.format(course=course.course_id))
        assert "Học trực tiếp" not in said, payload
        assert not who.files, payload
    assert course.due() == [EVE, SOON, STUDY, EVENING]


def test_an_inspector_sees_the_rules_and_changes_none(course: Course) -> None:
    tra = course.somebody("Bùi Văn Tra", "SO", role="inspector")
    assert "09/12 19h00" in tra.taps(f"rules|{course.course_id}")
    tra.taps(f"rule|{course.course_id}|eve")
    assert "Tắt" not in tra.last.labels
    for payload in PAYLOADS[3:6]:
        tra.taps(payload.format(course=course.course_id))
    tra.taps(f"rules|{course.course_id}")
    tra.says("tắt nhắc 60 phút")
    assert course.due() == [EVE, SOON, STUDY, EVENING]
    assert not tra.files


INVENTED = (
    *("rule", "rule|{c}", "rule|{c}|nope", "rule_set", "rule_set|{c}", "rule_set|{c}|eve", "rule_set|{c}|eve|t9999"),
    *("rule_set|{c}|eve|m30", "rule_set|{c}|soon|m0", "rule_set|{c}|soon|t0700", "rule_set|{c}|eve|d5", "rules|x"),
    *("rule_set|{c}|eve|d-99", "rule_set|{c}|eve|t-1", "rule_add|{c}|eve", "rule_add", "rehearse", "rule_list|x|y"),
)


@pytest.mark.parametrize("payload", INVENTED)
def test_invented_payloads_get_an_answer_and_change_nothing(course: Course, payload: str) -> None:
    assert course.mai.taps(payload.format(c=course.course_id))
    assert course.due() == [EVE, SOON, STUDY, EVENING]
