"""A trainer's session: panel, roll call, all present, list."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from storage import schema
from tests.handlers.desk import Somebody
from tests.handlers.dialogue import ORGANIZER, OTHER_TEACHER, TEACHER, TRAINER, Town, at


@pytest.fixture
def chau(town: Town) -> Somebody:
    town.now = at(10, 7, 5)
    return town.member(TRAINER)


@pytest.fixture
def opening(town: Town) -> int:
    return town.session("Khai giảng", 10)


def stored(town: Town) -> list[Any]:
    return town.run(lambda db: list(db.execute(select(schema.mark).order_by(schema.mark.c.id)).all()))


def test_my_sessions_lead_to_a_panel(chau: Somebody) -> None:
    assert "Thứ Bảy, 10/12/2022, 7h30–11h00: Khai giảng" in chau.says("/lopday")
    said = chau.presses("10/12 7h30–11h00")
    for part in ("Khai giảng", "đang mở đến 8h15", "Mã hiện tại:", "chưa điểm 120 · tổng 120", "Theo: "):
        assert part in said


def test_a_check_in_is_seen_on_the_panel(town: Town, chau: Somebody, opening: int) -> None:
    town.member(TEACHER).says("điểm danh")
    assert "Có mặt 1" in chau.taps(f"session|{opening}")


def test_closing_and_opening_again(town: Town, chau: Somebody, opening: int) -> None:
    chau.taps(f"session|{opening}")
    assert "đã đóng" in chau.presses("Đóng điểm danh")
    town.later(minutes=1)
    assert "Đã hết giờ" in town.member(TEACHER).says("điểm danh")
    assert "đang mở" in chau.presses("Mở điểm danh")
    assert "đúng giờ" in town.member(OTHER_TEACHER).says("điểm danh")


def test_opening_early_lets_people_in(town: Town, chau: Somebody, opening: int) -> None:
    town.now = at(10, 6, 0)
    assert "tự mở lúc 7h00" in chau.taps(f"session|{opening}")
    assert "đang mở" in chau.presses("Mở điểm danh")
    assert "đúng giờ" in town.member(TEACHER).says("điểm danh")


@pytest.mark.parametrize("title", ["Học trực tuyến", "Gửi danh sách"])
def test_nothing_is_opened_that_nobody_comes_to(town: Town, title: str) -> None:
    organizer = town.member(ORGANIZER)
    assert "không thấy buổi này" in organizer.taps(f"open_checkin|{town.session(title)}")


def test_the_roll_goes_page_by_page_in_the_order_of_given_names(chau: Somebody, opening: int) -> None:
    assert "trang 1/15" in chau.taps(f"roll|{opening}|0")
    first = [label for label in chau.last.labels if label.startswith("– ")]
    assert len(first) == 8
    assert "trang 2/15" in chau.presses("›")
    assert "trang 15/15" in chau.taps(f"roll|{opening}|99999")
    assert "›" not in chau.last.labels
    assert "trang 1/15" in chau.taps(f"roll|{opening}|-3")


def test_tapping_a_name_goes_round_and_every_mark_stays_in_the_record(town: Town, chau: Somebody, opening: int) -> None:
    lan = town.person_id(TEACHER)
    for _ in range(6):
        chau.taps(f"mark|{opening}|{lan}|0")
    found = [row.status for row in stored(town) if row.person_id == lan]
    assert found == ["present", "absent", "late", "excused", "none", "present"]
    assert {row.by_person_id for row in stored(town)} == {chau.person}


def test_all_present_fills_only_what_is_empty(town: Town, chau: Somebody, opening: int) -> None:
    absent = town.person_id(OTHER_TEACHER)
    for _ in range(2):
        chau.taps(f"mark|{opening}|{absent}|0")
    chau.taps(f"session|{opening}")
    assert "cho 119 người" in chau.presses("Tất cả có mặt")
    chau.presses("Ghi 119 có mặt")
    newest = {row.person_id: row.status for row in stored(town)}
    assert newest.pop(absent) == "absent"
    assert set(newest.values()) == {"present"}
    assert len(newest) == 119
    before = len(stored(town))
    chau.taps(f"all_present|{opening}|yes")
    assert chau.toast == "Mọi người đều đã có dấu điểm danh."
    assert len(stored(town)) == before


def test_nobody_marks_themselves(town: Town, chau: Somebody, opening: int) -> None:
    assert chau.person
    person = chau.person
    town.enrol(town.course_id("HP-NK-2022"), person)
    assert "không thấy buổi này" in chau.taps(f"mark|{opening}|{person}|0")
    chau.taps(f"all_present|{opening}|yes")
    assert [row for row in stored(town) if row.person_id == person] == []


def test_somebody_not_expected_is_not_marked(town: Town, chau: Somebody, opening: int) -> None:
    stranger = town.listed("Đào Thị Tơ")
    for person in (stranger, 999999, 0):
        assert "không thấy buổi này" in chau.taps(f"mark|{opening}|{person}|0")
    assert stored(town) == []


def test_the_list_is_a_workbook_with_everybody_in_it(town: Town, chau: Somebody, opening: int) -> None:
    town.member(TEACHER).says("điểm danh")
    chau.taps(f"session|{opening}")
    chau.presses("Danh sách .xlsx")
    [file] = chau.files
    assert file.name == "HP-NK-2022-20221210-0730.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert sum(cell == "Phạm Thị Phương Hạnh" for cell in cells) == 1
    assert "Có mặt 07:05" in cells
    assert any("Danh sách ấn định 120 người" in cell for cell in cells)


def test_without_the_right_a_session_does_not_exist(town: Town, opening: int) -> None:
    other = town.somebody("Bùi Văn Sơn")
    for name in ("session", "open_checkin", "close_checkin", "roll", "mark", "all_present", "roll_file"):
        said = other.taps(f"{name}|{opening}|1|0")
        assert said == other.taps(f"{name}|999999|1|0") == other.taps(name)
        assert "Khai giảng" not in said
    assert stored(town) == []


def test_an_inspector_looks_and_marks_nothing(town: Town, opening: int) -> None:
    inspector = town.member("TT01")
    assert "tổng 120" in inspector.taps(f"session|{opening}")
    assert "trang 1" in inspector.taps(f"roll|{opening}|0")
    assert "không thấy buổi này" in inspector.taps(f"mark|{opening}|1|0")
    assert "không thấy buổi này" in inspector.taps(f"all_present|{opening}|yes")
    assert "không thấy buổi này" in inspector.taps(f"open_checkin|{opening}")
    assert stored(town) == []


def test_whoever_teaches_nothing_is_told_so(town: Town) -> None:
    assert "không có buổi dạy nào" in town.member(TEACHER).says("/lopday")


def test_the_key_for_checking_in_is_the_roll_for_whoever_trains(town: Town, chau: Somebody, opening: int) -> None:
    assert "chưa điểm 120" in chau.says("Điểm danh")
    assert "Gọi tên" in chau.last.labels
    town.now = at(10, 12)  # between the sessions of that day
    assert "Học trực tiếp (chiều)" in chau.says("điểm danh")
    town.now = at(20, 8)
    assert "không có buổi nào" in chau.says("điểm danh")
    assert "Buổi tôi dạy" in chau.last.labels
    assert "Tổng quan hôm nay" not in chau.last.labels
    organizer = town.member("TC01")
    organizer.says("điểm danh")
    assert "Tổng quan hôm nay" in organizer.last.labels
