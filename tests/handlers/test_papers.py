"""Papers and pictures asked for in the chat."""

from __future__ import annotations

import io

import openpyxl
import pdfplumber
import pytest

from storage.database import Database
from tests.handlers.test_roll_lists import NAMES, Hall
from training.attendance import Method, Status


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    hall = Hall(sqlite_database)
    for number, status in enumerate((Status.PRESENT, Status.LATE, Status.ABSENT, Status.EXCUSED), 1):
        hall.marked(number, status, Method.ROLL, hall.trainer)
    return hall


def pdf_text(hall: Hall) -> str:
    with pdfplumber.open(io.BytesIO(hall.trainer.files[-1].content)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_paper_is_asked_for_in_two_taps(hall: Hall) -> None:
    hall.trainer.taps(f"papers|{hall.morning}")
    assert "loại tệp nào" in hall.trainer.presses("Cả ngày, đã điền")
    hall.trainer.presses(".pdf")
    assert hall.trainer.files[-1].name == "LOP-1-20221210.pdf"
    text = pdf_text(hall)
    assert "Danh sách ấn định 6 người." in text
    assert "Sáng: Có mặt 1 · muộn 1 · phép 1 · vắng 1 · chưa điểm 2 · tổng 6" in text


def test_a_day_s_list_for_signing_is_empty_and_names_both_halves(hall: Hall) -> None:
    hall.trainer.taps(f"paper|{hall.morning}|day|blank|xlsx")
    read = cells(hall.trainer.files[-1].content)
    header = next(place for place, row in enumerate(read) if row[0] == "TT")
    assert read[header][5:] == ["Sáng ký", "Chiều ký", "Ghi chú"]
    people = read[header + 1 : header + 7]
    assert [row[1] for row in people] == NAMES
    assert {cell for row in people for cell in row[5:]} == {None}


def test_the_course_is_people_by_sessions_with_a_letter_each(hall: Hall) -> None:
    hall.organizer.taps(f"paper|{hall.morning}|course|full|xlsx")
    read = cells(hall.organizer.files[-1].content)
    header = next(place for place, row in enumerate(read) if row[0] == "TT")
    assert read[header][3:] == ["10/12 S", "10/12 C", "Có mặt"]
    assert [row[3] for row in read[header + 1 : header + 7]] == ["x", "M", "V", "P", None, None]
    assert [row[5] for row in read[header + 1 : header + 5]] == ["1/2", "1/2", "0/2", "0/2"]


def test_each_unit_has_a_sheet_of_its_own(hall: Hall) -> None:
    other = hall.desk.somebody("Bùi Thị Hoa", "TH-B")
    hall.desk.enrol(1, other)
    hall.organizer.taps(f"paper|{hall.morning}|units|full|xlsx")
    book = openpyxl.load_workbook(io.BytesIO(hall.organizer.files[-1].content))
    assert book.sheetnames == ["Trường TH-A", "Trường TH-B"]


def test_a_trainer_gets_only_the_sessions_that_are_theirs(hall: Hall) -> None:
    guest = hall.desk.somebody("Ngô Văn Sơn", "TH-B")
    hall.desk.staff(guest, hall.morning)
    guest.taps(f"paper|{hall.morning}|course|full|xlsx")
    read = cells(guest.files[-1].content)
    header = next(row for row in read if row[0] == "TT")
    assert header[3:] == ["10/12 S", "Có mặt"]


def test_the_chart_comes_as_pictures(hall: Hall) -> None:
    hall.trainer.taps(f"chart|{hall.morning}")
    assert [file.picture for file in hall.trainer.files[-2:]] == [True, True]
    assert all(file.content.startswith(b"\x89PNG") for file in hall.trainer.files[-2:])


@pytest.mark.parametrize(
    "payload", ["paper|{s}|day|full|pdf", "papers|{s}", "chart|{s}", "paper|{s}|nonsense|full|pdf"]
)
def test_to_others_there_is_no_paper(hall: Hall, payload: str) -> None:
    other = hall.desk.somebody("Ngô Văn Sơn", "TH-B")
    assert "không thấy buổi này" in other.taps(payload.format(s=hall.morning))
    assert other.files == []
