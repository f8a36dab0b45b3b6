"""LMS days, the chosen day of practice, attendance so far, and what is still owed."""

from __future__ import annotations

import pytest

from storage import attendance
from tests.handlers.desk import Somebody
from tests.handlers.dialogue import OTHER_TEACHER, TEACHER, Town, at
from training.attendance import MarkValue, Method, Status


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


def mark(town: Town, who: Somebody, session: int, status: Status) -> None:
    assert who.person
    person = who.person
    value = MarkValue(status, Method.ROLL, None, town.now)
    town.run(lambda db: attendance.append_mark(db, session, person, value))


@pytest.mark.parametrize("words", ["tình hình học LMS của tôi", "toi hoc lms den dau roi"])
def test_self_study_shows_what_was_reported(lan: Somebody, words: str) -> None:
    said = lan.says(words)
    assert "Thứ Hai, 12/12/2022: Học trực tuyến trên hệ thống LMS – chưa báo xong" in said
    assert "13–17/12/2022" in said
    assert "Theo: " in said
    assert lan.last.labels == ["Đã học xong", "Chọn ngày", "Đã thực hành xong", "Tôi cần hỗ trợ"]


def test_an_lms_day_is_reported_on_its_day_and_not_before(town: Town, lan: Somebody) -> None:
    lan.says("tình hình học LMS của tôi")
    assert "bắt đầu Thứ Hai, 12/12/2022" in lan.presses("Đã học xong")
    assert lan.toast == "Chưa đến ngày"
    town.now = at(12, 20)
    assert "hoàn thành" in lan.presses("Đã học xong")
    assert lan.toast == "Đã lưu"
    assert "đã báo xong" in lan.says("tình hình học LMS của tôi")
    assert "Học trực tuyến" not in lan.says("sắp tới có hạn gì")


def test_reporting_twice_changes_nothing(town: Town, lan: Somebody) -> None:
    town.now = at(12, 20)
    number = town.session("Học trực tuyến")
    first = lan.taps(f"lms_done|{number}")
    town.later(hours=3)
    assert lan.taps(f"lms_done|{number}") == first


def test_the_day_of_practice_is_chosen_changed_and_kept(town: Town, lan: Somebody) -> None:
    lan.says("tình hình học LMS của tôi")
    lan.presses("Chọn ngày")
    assert lan.last.labels == ["Thứ ba 13/12", "Thứ tư 14/12", "Thứ năm 15/12", "Thứ sáu 16/12", "Thứ bảy 17/12"]
    assert "thứ Tư, 14/12/2022" in lan.presses("Thứ tư 14/12")
    assert "Thực hành" in lan.says("14/12 tôi có gì")
    assert "Thực hành" not in lan.says("15/12 tôi có gì")
    lan.presses("Đổi ngày")
    assert "thứ Sáu, 16/12/2022" in lan.presses("Thứ sáu 16/12")


@pytest.mark.parametrize("day", ["2022-12-12", "2022-12-18", "2023-12-14", "mai", "", "2022-13-45"])
def test_another_day_than_those_of_the_window_cannot_be_chosen(town: Town, lan: Somebody, day: str) -> None:
    number = town.session("Thực hành")
    assert "vào ngày nào" in lan.taps(f"practice_day|{number}|{day}")


def test_days_gone_by_cannot_be_chosen(town: Town, lan: Somebody) -> None:
    number = town.session("Thực hành")
    town.now = at(16, 9)
    lan.taps(f"practice_day|{number}|2022-12-14")
    assert lan.last.labels == ["Thứ sáu 16/12", "Thứ bảy 17/12"]
    town.now = at(18, 9)
    assert "đã qua" in lan.taps(f"practice_day|{number}")


def test_somebody_elses_session_is_none_of_theirs(town: Town, lan: Somebody) -> None:
    town.now = at(12, 20)
    stranger = town.somebody("Đào Thị Tơ")
    for name in ("lms_done", "practice_done", "deadline_done", "practice_day"):
        said = stranger.taps(f"{name}|{town.session('Học trực tuyến')}")
        assert said == stranger.taps(f"{name}|999999") == stranger.taps(name)
        assert "không còn trong lịch" in said


def test_attendance_is_told_of_what_has_been_held(town: Town, lan: Somebody) -> None:
    assert "Chưa có buổi nào" in lan.says("tôi đã đi học mấy buổi")
    town.now = at(10, 18)
    mark(town, lan, town.session("Khai giảng", 10), Status.LATE)
    said = lan.says("tôi đã đi học mấy buổi")
    assert "Điểm danh: 1/2 buổi" in said
    assert "7h30–11h00: đi muộn" in said
    assert "13h30–17h00: chưa điểm danh" in said
    assert "Chủ nhật" not in said
    assert "Theo: " in said


def test_attendance_of_one_day(town: Town, lan: Somebody) -> None:
    town.now = at(12, 8)
    mark(town, lan, town.session("Học trực tiếp (sáng)", 11), Status.ABSENT)
    said = lan.says("chủ nhật vừa rồi tôi có bị đánh vắng không")
    assert "7h30–11h00: vắng" in said
    assert "Thứ Bảy" not in said


def test_marks_of_others_are_not_ones_own(town: Town, lan: Somebody) -> None:
    town.now = at(10, 18)
    mark(town, town.member(OTHER_TEACHER), town.session("Khai giảng", 10), Status.PRESENT)
    assert "0/2" in lan.says("tôi đã đi học mấy buổi")


def test_what_is_owed_is_listed_with_its_days_and_its_plan(town: Town, lan: Somebody) -> None:
    town.now = at(12, 20)
    for title, day in (("Khai giảng", 10), ("Học trực tiếp (chiều)", 10), ("Học trực tiếp (sáng)", 11)):
        mark(town, lan, town.session(title, day), Status.PRESENT)
    mark(town, lan, town.session("Học trực tiếp (chiều)", 11), Status.ABSENT)
    lan.taps(f"lms_done|{town.session('Học trực tuyến')}")
    said = lan.says("tôi còn thiếu gì để hoàn thành")
    assert "Chủ nhật, 11/12/2022, 13h30–17h00: Học trực tiếp (chiều) – đã lỡ" in said
    assert "13–17/12/2022: Thực hành" in said
    assert "Khai giảng" not in said
    assert "Theo: " in said


def test_everything_done_is_said(town: Town, lan: Somebody) -> None:
    town.now = at(18, 8)
    for title, day in (
        ("Khai giảng", 10),
        ("Học trực tiếp (chiều)", 10),
        ("Học trực tiếp (sáng)", 11),
        ("Học trực tiếp (chiều)", 11),
    ):
        mark(town, lan, town.session(title, day), Status.PRESENT)
    lan.taps(f"lms_done|{town.session('Học trực tuyến')}")
    lan.taps(f"practice_done|{town.session('Thực hành')}")
    assert "hoàn thành mọi yêu cầu" in lan.says("tôi đã hoàn thành chưa")
    assert "không còn việc nào" in lan.says("còn hạn nào không")
