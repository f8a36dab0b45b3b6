"""Templates that we give out and read again; bad rows that go back and come again mended."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from files.plan_template import write_template
from files.refusals import FileProblem, FileRefused
from files.rosters import BadRow, HintCode, KnownUnits, PeopleFile, read_people
from files.tables import Sheet, parse
from files.templates import ROLE_WORDS, corrections, people_template, roster_template

TODAY = date(2022, 12, 1)
TEMPLATES = [people_template, roster_template]


def read(path: Path, data: bytes) -> PeopleFile:
    path.write_bytes(data)
    return read_people(parse(str(path)), today=TODAY)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_left_as_it_is_holds_nobody(template: Callable[[Any], bytes], tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path / "t.xlsx", template(["Điền từ dòng 3."]))
    assert refused.value.code is FileProblem.NO_ROWS


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_filled_in_is_read_without_a_remark(template: Callable[[Any], bytes], tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(template(["Điền từ dòng 3."])))
    sheet = book["Danh sách"]
    values = {"Họ và tên": "Lê Mận", "SĐT": "0900000123", "Ngày sinh": "05/08/1980", "Vai trò": "Giảng viên"}
    for cell in sheet[1]:
        sheet.cell(3, cell.column, values.get(cell.value))
    buffer = io.BytesIO()
    book.save(buffer)
    people = read(tmp_path / "t.xlsx", buffer.getvalue())
    [person] = people.rows
    assert (person.name, person.phone, person.birthday, person.role) == (
        "Lê Mận",
        "+84900000123",
        date(1980, 8, 5),
        "trainer",
    )
    assert not people.hints


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_keeps_zeros_offers_the_roles_and_explains_itself(template: Callable[[Any], bytes]) -> None:
    book = load_workbook(io.BytesIO(template(["Điền từ dòng 3."])))
    assert book.sheetnames == ["Danh sách", "Hướng dẫn"]
    assert book["Hướng dẫn"]["A1"].value == "Điền từ dòng 3."
    sheet = book["Danh sách"]
    phone = next(cell for cell in sheet[1] if cell.value == "SĐT")
    assert (
        sheet.column_dimensions[phone.column_letter].number_format == "@"
        or sheet.cell(2, phone.column).number_format == "@"
    )
    [validation] = sheet.data_validations.dataValidation
    assert validation.formula1 == f'"{",".join(ROLE_WORDS)}"'


def test_a_plan_s_template_sent_as_a_list_of_people_is_told(tmp_path: Path) -> None:
    write_template(tmp_path / "plan.xlsx", [])
    with pytest.raises(FileRefused) as refused:
        read_people(parse(str(tmp_path / "plan.xlsx")), today=TODAY)
    assert refused.value.code is FileProblem.WRONG_TEMPLATE_PLAN


def say(bad: BadRow) -> str:
    return f"{bad.column}{bad.row}: {bad.problem}"


SHEETS = [
    Sheet(
        "Tổ TN",
        (
            ("DANH SÁCH",),
            ("TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Trường", "Điện thoại", "Lương"),
            (None, None, "Nam", "Nữ"),
            (1.0, "Lê Thị Mận", None, "31/02/1980", "THCS Mẫu", 90000012.0, "=1"),
            (2.0, "Vũ Văn Ổi", date(1980, 8, 5), None, "THCS Mẩu", "0900000456"),
            (3.0, "Hồ Thị Na", None, None, "THCS Mẫu", "0900000789"),
        ),
    ),
    Sheet("TỔ TN", (("Họ tên", "SĐT"), ("Hồ Thị Đào", "12"))),
]


def test_bad_rows_go_back_with_their_cells_and_every_problem_in_words() -> None:
    people = read_people(SHEETS, today=TODAY, units=KnownUnits(["THCS Mẫu"]))
    book = load_workbook(io.BytesIO(corrections(people.bad, people.headers, say)))
    assert book.sheetnames == ["Tổ TN", "TỔ TN (2)"]
    rows = [[cell.value for cell in row] for row in book["Tổ TN"].iter_rows()]
    assert rows == [
        ["TT", "Họ và tên", "Ngày sinh", "Ngày sinh", "Trường", "Điện thoại", "Lương", "Lỗi cần sửa"],
        [
            "1",
            "Lê Thị Mận",
            None,
            "31/02/1980",
            "THCS Mẫu",
            "90000012",
            "=1",
            "D4: date_impossible\nF4: phone_unreadable",
        ],
        ["2", "Vũ Văn Ổi", "05/08/1980", None, "THCS Mẩu", "0900000456", None, "E5: unit_unknown"],
    ]
    wrong = [
        cell.coordinate for row in book["Tổ TN"].iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFD9D9"
    ]
    assert wrong == ["D2", "F2", "E3"]


def test_a_corrections_file_mended_and_sent_again_is_taken(tmp_path: Path) -> None:
    units = KnownUnits(["THCS Mẫu"])
    people = read_people(SHEETS, today=TODAY, units=units)
    book = load_workbook(io.BytesIO(corrections(people.bad, people.headers, say)))
    book["Tổ TN"]["D2"], book["Tổ TN"]["F2"], book["Tổ TN"]["E3"] = "28/02/1980", "0900000123", "THCS Mẫu"
    book["TỔ TN (2)"]["B2"] = "0900000999"
    book.save(tmp_path / "again.xlsx")
    again = read_people(parse(str(tmp_path / "again.xlsx")), today=TODAY, units=units)
    assert not again.bad
    assert [(person.name, person.birthday, person.phone) for person in again.rows] == [
        ("Lê Thị Mận", date(1980, 2, 28), "+84900000123"),
        ("Vũ Văn Ổi", date(1980, 8, 5), "+84900000456"),
        ("Hồ Thị Đào", None, "+84900000999"),
    ]
    assert {hint.code for hint in again.hints} == {HintCode.COLUMN_UNKNOWN}


def test_a_row_under_a_heading_takes_its_school_along(tmp_path: Path) -> None:
    rows = (("TT", "Họ tên", "SĐT"), ("Trường THCS Mẫu",), (1.0, "Lê Mận", "12"), (2.0, "Vũ Ổi", "0900000456"))
    people = read_people([Sheet("DS", rows)], today=TODAY)
    book = load_workbook(io.BytesIO(corrections(people.bad, people.headers, say)))
    book["DS"]["C2"] = "0900000123"
    book.save(tmp_path / "again.xlsx")
    [person] = read_people(parse(str(tmp_path / "again.xlsx")), today=TODAY).rows
    assert (person.name, person.unit, person.phone) == ("Lê Mận", "Trường THCS Mẫu", "+84900000123")


def test_a_row_refused_for_a_shared_phone_goes_back_too() -> None:
    people = read_people([Sheet("DS", (("Họ tên", "SĐT"), ("A B", "0900000123"), ("C D", "0900000123")))], today=TODAY)
    book = load_workbook(io.BytesIO(corrections(people.bad, people.headers, say)))
    assert [row[0].value for row in book["DS"].iter_rows()] == ["Họ tên", "A B", "C D"]
