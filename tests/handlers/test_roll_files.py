"""An attendance list taken home, filled in and sent back."""

from __future__ import annotations

import io
from datetime import datetime

import openpyxl
import pytest

from storage.database import Database
from tests.handlers.test_roll_lists import NAMES, Hall
from training.attendance import Method
from training.plan import ZONE


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


def filled(content: bytes, marks: dict[str, tuple[str | int | None, ...]], first: int = 5) -> bytes:
    """The list with these marks written beside the names."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows():  # type: ignore[union-attr]
        for place, mark in enumerate(marks.get(str(row[1].value), ())):
            row[first + place].value = mark
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def taken_home(hall: Hall, scope: str = "day") -> tuple[str, bytes]:
    hall.trainer.taps(f"paper|{hall.morning}|{scope}|blank|xlsx")
    file = hall.trainer.files[-1]
    return file.name, file.content


def test_a_day_s_list_fills_both_sessions_after_one_tap(hall: Hall) -> None:
    name, empty = taken_home(hall)
    content = filled(empty, {NAMES[0]: ("x", "V"), NAMES[1]: ("muộn", None), NAMES[2]: ("P", "✓")})
    said = hall.trainer.sends(name, content)
    assert "Có phép (1): 3. Lê Văn Ân" in said
    assert hall.statuses() == ["-"] * 6
    hall.trainer.presses("Lưu 5 người")
    assert hall.statuses() == ["present", "late", "excused", "-", "-", "-"]
    assert hall.statuses(hall.afternoon) == ["absent", "-", "present", "-", "-", "-"]
    assert hall.marks(1)[-1].method is Method.LIST
    hall.trainer.presses("Hoàn tác")
    assert hall.statuses()[:3] == ["none"] * 3
    assert hall.statuses(hall.afternoon)[:3] == ["none", "-", "none"]


def test_one_session_s_list_from_the_panel_comes_back_too(hall: Hall) -> None:
    hall.trainer.taps(f"roll_file|{hall.morning}")
    file = hall.trainer.files[-1]
    said = hall.trainer.sends(file.name, filled(file.content, {NAMES[5]: ("vắng",)}))
    assert "Vắng (1): 6. Vũ Thị Ước" in said


def test_a_file_of_another_name_is_of_the_session_on_the_screen(hall: Hall) -> None:
    hall.trainer.taps(f"roll_file|{hall.morning}")
    content = filled(hall.trainer.files[-1].content, {NAMES[0]: ("v",)})
    hall.desk.now = datetime(2022, 12, 12, 9, 0, tzinfo=ZONE)
    assert "buổi nào" in hall.trainer.sends("diem danh.xlsx", content)
    hall.trainer.taps(f"session|{hall.morning}")
    assert "Vắng (1)" in hall.trainer.sends("diem danh.xlsx", content)


def test_what_cannot_be_taken_is_told_by_row_and_the_rest_is_taken(hall: Hall) -> None:
    name, empty = taken_home(hall)
    content = filled(empty, {NAMES[0]: ("x",), NAMES[1]: ("hoa hồng",)})
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows():  # type: ignore[union-attr]
        if row[1].value == NAMES[3]:
            row[1].value, row[5].value = "Người Không Có", "x"
    saved = io.BytesIO()
    book.save(saved)
    said = hall.trainer.sends(name, saved.getvalue())
    assert "em không hiểu “hoa hồng”" in said
    assert "Người Không Có không có trong danh sách" in said
    hall.trainer.presses("Lưu 1 người")
    assert hall.statuses() == ["present", "-", "-", "-", "-", "-"]


def test_the_true_hour_can_stand_beside_the_file(hall: Hall) -> None:
    name, empty = taken_home(hall)
    hall.desk.now = datetime(2022, 12, 10, 20, 0, tzinfo=ZONE)
    assert "10/12/2022, 7h45" in hall.trainer.sends(name, filled(empty, {NAMES[0]: ("x",)}), "lúc 7h45")


def test_sending_the_same_again_changes_nothing(hall: Hall) -> None:
    name, empty = taken_home(hall)
    content = filled(empty, {NAMES[0]: ("x",)})
    hall.trainer.sends(name, content)
    hall.trainer.presses("Lưu")
    assert "không có gì thay đổi" in hall.trainer.sends(name, content)
    assert len(hall.marks(1)) == 1


def test_namesakes_are_told_apart_by_their_school(hall: Hall) -> None:
    twin = hall.desk.somebody(NAMES[0], "TH-B")
    hall.desk.enrol(1, twin)
    name, empty = taken_home(hall)
    book = openpyxl.load_workbook(io.BytesIO(empty))
    for row in book.active.iter_rows():  # type: ignore[union-attr]
        if row[1].value == NAMES[0] and row[3].value == "Trường TH-B":
            row[5].value = "V"
    saved = io.BytesIO()
    book.save(saved)
    hall.trainer.sends(name, saved.getvalue())
    hall.trainer.presses("Lưu 1 người")
    assert hall.statuses()[0] == "-"


def test_a_trainer_of_something_else_cannot_fill_it(hall: Hall) -> None:
    name, empty = taken_home(hall)
    other = hall.desk.somebody("Ngô Văn Sơn", "TH-B")
    course, ids = hall.desk.course("SO", code="LOP-2")
    assert course
    assert ids == []
    said = other.sends(name, filled(empty, {NAMES[0]: ("x",)}))
    assert "Em đọc được" not in said


def test_another_table_of_an_organizer_goes_to_the_imports(hall: Hall) -> None:
    hall.organizer.taps(f"session|{hall.morning}")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["TT", "Họ và tên", "Đơn vị"])
    sheet.append([1, "Phạm Thị Mới", "Trường TH-A"])
    saved = io.BytesIO()
    book.save(saved)
    said = hall.organizer.sends("danh sach.xlsx", saved.getvalue())
    assert "1" in said
    assert "điểm danh" not in said


def test_a_trainer_who_sends_any_other_table_gets_one_sentence(hall: Hall) -> None:
    book = openpyxl.Workbook()
    saved = io.BytesIO()
    book.active.append(["x"])  # type: ignore[union-attr]
    book.save(saved)
    assert "không phải danh sách điểm danh" in hall.trainer.sends("a.xlsx", saved.getvalue())
    assert "không phải danh sách" not in hall.trainer.sends("a.xlsx", b"%PDF-1.4 khong phai bang")
