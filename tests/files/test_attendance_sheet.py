"""The attendance list, read back as a spreadsheet program sees it."""

import io
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from files.attendance_sheet import AttendanceList, Attendee, attendance_xlsx

PEOPLE = [
    Attendee("Vũ Thị Ước", date(1980, 8, 5), "THCS Mẫu", "Toán", ("Có mặt 07:25", ""), "đến sớm"),
    Attendee("Lê Văn Ân"),
    Attendee("Đỗ Thị An", unit="=1+1"),
    Attendee("Lê Văn Đạt"),
    Attendee("Cao Thị An"),
]


def sheet(**values: Any) -> Any:
    data = attendance_xlsx(AttendanceList(**{"issuer": "SỞ GD&ĐT MẪU", "people": PEOPLE, **values}))
    return load_workbook(io.BytesIO(data)).active


def rows(read: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in read.iter_rows()]


def test_people_stand_by_given_name_under_the_form_s_header() -> None:
    read = rows(sheet())
    header = next(index for index, row in enumerate(read) if row[0] == "TT")
    assert read[header] == ["TT", "Họ và tên", "Ngày sinh", "Đơn vị", "Môn", "Sáng ký", "Chiều ký", "Ghi chú"]
    people = read[header + 1 : header + 6]
    assert [(row[0], row[1]) for row in people] == [
        (1, "Cao Thị An"),
        (2, "Đỗ Thị An"),
        (3, "Lê Văn Ân"),
        (4, "Lê Văn Đạt"),
        (5, "Vũ Thị Ước"),
    ]
    assert people[4][2:] == [datetime(1980, 8, 5), "THCS Mẫu", "Toán", "Có mặt 07:25", None, "đến sớm"]  # noqa: DTZ001


def test_the_count_of_people_and_further_totals_stand_at_the_foot() -> None:
    texts = [row[1] for row in rows(sheet(totals=("Có mặt: 4; vắng: 1",)))]
    place = texts.index("Danh sách ấn định 5 người.")
    assert texts[place + 1] == "Có mặt: 4; vắng: 1"


def test_the_heading_names_the_nation_the_issuer_and_the_session() -> None:
    read = rows(sheet(superior="UBND THÀNH PHỐ MẪU", lines=("Lớp: Tiếng Anh", "Thứ Bảy, 10/12/2022")))
    assert [row[0] for row in read[:2]] == ["UBND THÀNH PHỐ MẪU", "SỞ GD&ĐT MẪU"]
    assert [row[3] for row in read[:2]] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert [row[0] for row in read[3:6]] == ["DANH SÁCH ĐIỂM DANH", "Lớp: Tiếng Anh", "Thứ Bảy, 10/12/2022"]


def test_columns_of_marks_may_be_any() -> None:
    read = rows(sheet(columns=("Trạng thái", "Giờ", "Cách"), people=[Attendee("Lê An", marks=("Trễ", "07:45"))]))
    header = next(row for row in read if row[0] == "TT")
    assert header[5:] == ["Trạng thái", "Giờ", "Cách", "Ghi chú"]
    assert next(row for row in read if row[1] == "Lê An")[5:] == ["Trễ", "07:45", None, None]


def test_the_page_is_a4_with_the_header_row_repeated_and_room_to_bind() -> None:
    read = sheet()
    header = next(cell.row for cell in read["A"] if cell.value == "TT")
    assert read.print_title_rows == f"${header}:${header}"
    assert (read.page_setup.paperSize, read.page_setup.fitToHeight) == (9, 0)
    assert round(read.page_margins.left * 25.4) == 30


def test_signers_stand_side_by_side_and_their_signatures_stay_blank() -> None:
    read = rows(sheet(dated="Mẫu, ngày 10 tháng 12 năm 2022", signers=("NGƯỜI LẬP", "BAN TỔ CHỨC")))
    assert read[-1] == ["NGƯỜI LẬP", None, None, None, "BAN TỔ CHỨC", None, None, None]
    assert read[-2][3] == "Mẫu, ngày 10 tháng 12 năm 2022"


def test_rows_are_as_high_as_their_words_need() -> None:
    long = "Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở Mẫu"
    read = sheet(issuer=long.upper(), people=[Attendee("Lê An", unit=long), Attendee("Vũ Bé")])
    heights = {row[1].value: read.row_dimensions[row[1].row].height for row in read.iter_rows()}
    assert heights["Lê An"] >= 3 * 16
    assert heights["Vũ Bé"] == 24
    assert read.row_dimensions[1].height >= 2 * 16


def test_no_text_becomes_a_formula() -> None:
    cell = next(cell for row in sheet().iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"


def test_an_empty_list_is_still_a_list() -> None:
    assert "Danh sách ấn định 0 người." in [row[1] for row in rows(sheet(people=[]))]
