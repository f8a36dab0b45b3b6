"""An organizer looks at the day and at the courses."""

from __future__ import annotations

from datetime import datetime

import pytest

from storage.database import Database
from tests.handlers.desk import Desk, Somebody, afternoon, lms_day, morning
from training.plan import ZONE


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    desk = Desk(sqlite_database, datetime(2022, 12, 10, 7, 0, tzinfo=ZONE))
    desk.units({"SO": None, "PHONG": "SO", "TH-A": "PHONG", "TH-B": "PHONG", "KHAC": None})
    return desk


def test_the_overview_counts_today_and_names_tomorrow(desk: Desk) -> None:
    mai = desk.somebody("Vũ Thị Mai", "SO", role="organizer")
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    course, _ = desk.course("SO", morning("2022-12-10"), afternoon("2022-12-10"), lms_day("2022-12-11"))
    desk.enrol(course, lan, desk.listed("Lê Văn Tư", "TH-B"))
    lan.says("điểm danh")
    said = mai.says("/tongquan")
    assert "thứ Bảy, 10/12/2022" in said
    assert "7h30–11h00 Học trực tiếp (sáng)" in said
    assert "Có mặt 1 · muộn 0 · phép 0 · vắng 0 · chưa điểm 1 · tổng 2" in said
    assert "Tự học trên LMS" in said.split("Ngày mai")[1]
    assert "Câu hỏi chưa trả lời: 0" in said


def test_questions_and_undelivered_messages_stand_in_the_overview(desk: Desk) -> None:
    mai = desk.somebody("Vũ Thị Mai", "SO", role="organizer")
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    course, _ = desk.course("SO", morning("2022-12-11"))
    desk.enrol(course, lan, desk.listed("Lê Văn Tư", "TH-B"))
    lan.taps("human")
    lan.says("Cho em hỏi có phải mang máy tính không?")
    desk.now = datetime(2022, 12, 10, 19, 1, tzinfo=ZONE)
    desk.deliver()
    said = mai.taps("overview")
    assert "Câu hỏi chưa trả lời: 1" in said
    assert "đã gửi 1 · không liên lạc được 1" in said
    assert "máy tính" in mai.presses("Câu hỏi (1)")


def test_one_goes_from_the_courses_to_a_session(desk: Desk) -> None:
    mai = desk.somebody("Vũ Thị Mai", "PHONG", role="organizer")
    course, _ = desk.course("PHONG", morning("2022-12-10"), lms_day("2022-12-12"))
    desk.enrol(course, desk.listed("Lê Văn Tư", "TH-B"))
    mai.taps("overview")
    mai.presses("Các lớp")
    said = mai.presses("LOP-1")
    assert "1 người ghi danh, 1 người chưa có kênh nào" in said
    assert "Tự học trên LMS" in said
    assert "Học trực tiếp (sáng)" in mai.presses("10/12 7h30–11h00")


def test_an_inspector_looks_and_changes_nothing(desk: Desk) -> None:
    tra = desk.somebody("Bùi Văn Tra", "SO", role="inspector")
    course, _ = desk.course("PHONG", morning("2022-12-10"))
    assert "Học trực tiếp" in tra.taps("overview")
    assert tra.last.labels == ["10/12 7h30–11h00 Học trực tiếp (sáng)", "Các lớp", "Làm mới"]
    tra.taps("mailings|0")
    assert "Gửi thông báo" not in " ".join(tra.buttons)
    tra.taps(f"course|{course}")
    assert not [label for label in tra.last.labels if label.startswith(("Thông báo", "Thay đổi"))]


WISHED = [
    ("gửi thông báo", "Ai nhận"),
    ("em muốn gửi thông báo cho cả lớp nhé", "Ai nhận"),
    ("GUI THONG BAO", "Ai nhận"),
    ("tổng quan hôm nay", "Tổng quan"),
    ("xem tình hình chung", "Tổng quan"),
    ("đổi lịch", "Đổi"),
    ("dời buổi sáng mai giúp em", "Đổi"),
    ("các tin đã gửi", "Chưa gửi gì"),
    ("các lớp", "Chọn lớp"),
]


@pytest.mark.parametrize(("words", "said"), WISHED, ids=[row[0] for row in WISHED])
def test_an_organizers_wish_in_words_leads_to_the_desk(desk: Desk, words: str, said: str) -> None:
    mai = desk.somebody("Vũ Thị Mai", "SO", role="organizer")
    desk.course("SO", morning("2022-12-11"))
    assert said in mai.says(words)


@pytest.mark.parametrize("words", ["đổi lịch", "gửi thông báo", "tổng quan hôm nay"])
def test_a_teacher_with_the_same_words_comes_to_no_desk(desk: Desk, words: str) -> None:
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    said = lan.says(words)
    assert "Ai nhận" not in said and "Tổng quan" not in said
    assert "quyền" not in said  # nor to a closed door


@pytest.mark.parametrize("words", ["lịch hôm nay", "khi nào tôi học", "thông báo gửi khi nào?", "ai đổi lịch vậy?"])
def test_an_organizers_question_stays_a_question(desk: Desk, words: str) -> None:
    mai = desk.somebody("Vũ Thị Mai", "SO", role="organizer")
    said = mai.says(words)
    assert "Ai nhận" not in said and "Tổng quan –" not in said


def _teacher(desk: Desk) -> Somebody:
    return desk.somebody("Trần Thị Lan", "TH-A")


def _trainer(desk: Desk) -> Somebody:
    who = desk.somebody("Phạm Văn Giảng", "TH-A")
    _, sessions = desk.course("SO", morning("2022-12-10"), code="LOP-9")
    desk.staff(who, *sessions)
    return who


def _organizer_elsewhere(desk: Desk) -> Somebody:
    return desk.somebody("Ngô Thị Xa", "KHAC", role="organizer")


@pytest.mark.parametrize("who", [_teacher, _trainer])
def test_teachers_and_trainers_have_no_overview_and_no_course_list(desk: Desk, who: object) -> None:
    somebody = who(desk)  # type: ignore[operator]
    for payload in ("overview", "course_list|0"):
        said = somebody.taps(payload)
        assert "Học trực tiếp" not in said
        assert "LOP" not in said


@pytest.mark.parametrize("who", [_teacher, _trainer, _organizer_elsewhere])
def test_a_course_out_of_reach_is_as_one_that_does_not_exist(desk: Desk, who: object) -> None:
    course, _ = desk.course("SO", morning("2022-12-10"))
    somebody = who(desk)  # type: ignore[operator]
    assert somebody.taps(f"course|{course}") == somebody.taps("course|99999") == somebody.taps("course|x")


def test_the_overview_elsewhere_shows_nothing_of_ours(desk: Desk) -> None:
    desk.course("SO", morning("2022-12-10"))
    assert "Học trực tiếp" not in _organizer_elsewhere(desk).taps("overview")
