"""An organizer sees what will be said in a course, and changes when it is said."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from storage import mailings, schema
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, lms_day, morning
from training.mailing import MailingKind, MailingState
from training.plan import ZONE


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
    course.mai.presses("Về mặc định")
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
    book = openpyxl.load_workbook(io.BytesIO(course.mai.files[-1].content))
    assert book.active
    rows = [list(row) for row in book.active.iter_rows(values_only=True)][3:]
    assert [row[1] for row in rows] == [moment.replace(tzinfo=None) for moment in (EVE, SOON, STUDY, EVENING)]
    assert [row[6] for row in rows] == [2, 2, 2, 2]
    assert "Sáng mai, thứ Bảy, 10/12/2022, 7h30–11h00" in str(rows[0][8])
    assert course.lan.chat == []


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
