"""Plans in .xlsx: the template filled in, sheets as people make them, and each mistake at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.plan_files import read_plan_file
from files.plan_moments import read_moment
from files.plan_problems import PlanFileError, ProblemCode
from files.plan_template import write_template
from training.plan import Kind, Plan, Precision, Venue

LABELS: list[Sequence[Any]] = [
    ("KẾ HOẠCH TẬP HUẤN",),
    ("Mã kế hoạch:", "T-2022"),
    ("Tên kế hoạch", "Tập huấn thử"),
    ("Ngày ban hành", date(2022, 12, 1)),
    ("Mã lớp", "L1"),
    ("Tên lớp", "Lớp một"),
    (),
]
HEADINGS = ("TT", "Nội dung", "Hình thức", "Bắt đầu", "Kết thúc", "Địa điểm", "Ghi chú")
HEADER_ROW = len(LABELS) + 1


def sheet_file(folder: Path, rows: Sequence[Sequence[Any]], name: str = "Kế hoạch") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def plan_of(folder: Path, *activities: Sequence[Any], headings: Sequence[str] = HEADINGS) -> Plan:
    return read_plan_file(sheet_file(folder, [*LABELS, headings, *activities]))


def problems_of(path: Path) -> list[tuple[ProblemCode, str | None, int | None, str | None, str | None]]:
    with pytest.raises(PlanFileError) as refused:
        read_plan_file(path)
    return [(item.code, item.sheet, item.row, item.column, item.value) for item in refused.value.problems]


def test_an_untouched_template_is_an_empty_plan_and_not_its_examples(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", ["Điền từ hàng dưới hàng ví dụ."])
    found = problems_of(tmp_path / "t.xlsx")
    assert {item[0] for item in found} == {ProblemCode.MISSING}
    assert len(found) == 4  # code, title, courses, activities


def test_a_template_filled_in_gives_the_plan_that_was_meant(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx", [])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames[:2] == ["Kế hoạch", "Hướng dẫn"]
    for label, value in enumerate(("VD-2022", "01/KH", "Tập huấn", "Phòng", "01/12/2022", "a@b.example.vn"), 1):
        book["Kế hoạch"].cell(label, 3, value)
    for sheet in ("Kế hoạch", "Lớp", "Chỉ tiêu"):  # the examples become rows of their own
        for row in book[sheet].iter_rows():
            row[0].value = 1 if row[0].value == "VD" else row[0].value
    book.save(tmp_path / "t.xlsx")

    plan = read_plan_file(tmp_path / "t.xlsx")

    assert (plan.code, plan.number, plan.issued) == ("VD-2022", "01/KH", date(2022, 12, 1))
    assert [(item.kind, *item.period.iso(), item.period.precision) for item in plan.activities] == [
        (Kind.DEADLINE, "2022-12-07", "2022-12-07", Precision.DAY),
        (Kind.IN_PERSON, "2022-12-10T07:30", "2022-12-10T11:00", Precision.MINUTE),
        (Kind.LMS, "2022-12-12", "2022-12-12", Precision.DAY),
        (Kind.PRACTICE, "2022-12-13", "2022-12-17", Precision.DAY),
        (Kind.MEETING, "2022-12-22", "2022-12-31", Precision.WEEK),
        (Kind.MILESTONE, None, None, Precision.TBD),
    ]
    morning = plan.activities[1]
    assert morning.venue == Venue("Hội trường A", "số 1 đường Hoa Phượng", 20.8449, 106.6881)
    assert (morning.groups, plan.activities[3].choose_days) == (("Tổ TN", "Tổ XH"), 1)
    assert plan.activities[5].evidence == "theo công văn"
    first = plan.courses[0]
    assert (first.quotas, first.groups) == ({"TH-1": 20, "THCS-1": 30}, ("Tổ TN", "Tổ XH"))
    assert (first.completion.min_attendance, first.completion.lms, first.completion.practice) == (0.8, True, True)
    assert [course.checkout for course in plan.courses] == [True, False]


def test_dates_and_clocks_that_excel_made_its_own_are_read(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        (1, "Sáng", "Trực tiếp", datetime(2022, 12, 10, 7, 30), time(11, 0)),  # noqa: DTZ001 - as cells are
        (2, "Ngày", "LMS", date(2022, 12, 12), None),
    )
    assert [item.period.iso() for item in plan.activities] == [
        ("2022-12-10T07:30", "2022-12-10T11:00"),
        ("2022-12-12", "2022-12-12"),
    ]


def test_headings_without_marks_and_in_another_order_are_found(tmp_path: Path) -> None:
    headings = ("hinh thuc", "BAT DAU", "Noi dung", "Đơn vị phối hợp")
    plan = plan_of(tmp_path, ("hạn chót", "7/12/2022", "Nộp danh sách", "Trường THPT"), headings=headings)
    [activity] = plan.activities
    assert (activity.kind, activity.title_key, activity.course) == (Kind.DEADLINE, "Nộp danh sách", "L1")
    assert activity.notes == ("Đơn vị phối hợp: Trường THPT",)  # a column of their own is kept as a note


def test_signatures_and_empty_rows_below_the_table_are_no_activities(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, (1, "Học", "LMS", "12/12/2022"), (), (None, None, None, None, None, "NGƯỜI LẬP"), (None, None, "(ký)")
    )
    assert len(plan.activities) == 1


BAD_CELLS = [
    ((1, "Học", "LMS", "31/02/2022"), ProblemCode.BAD_DATE, "D", "31/02/2022"),
    ((1, "Học", "LMS", "10/12/22"), ProblemCode.BAD_DATE, "D", "10/12/22"),
    ((1, "Học", "LMS", "10/12"), ProblemCode.BAD_DATE, "D", "10/12"),
    ((1, "Học", "LMS", "10/12/2022 25h00"), ProblemCode.BAD_DATE, "D", "10/12/2022 25h00"),
    ((1, "Học", "LMS", 44905), ProblemCode.BAD_DATE, "D", "44905"),
    ((1, "Học", "LMS", "10/12/2022", "ngày mai"), ProblemCode.BAD_DATE, "E", "ngày mai"),
    ((1, "Học", "LMS", "10/12/2022", "11h00"), ProblemCode.PRECISION_MISMATCH, "E", "2022-12-10T11:00"),
    ((1, "Học", "đi học", "10/12/2022"), ProblemCode.UNKNOWN_KIND, "C", "đi học"),
    ((1, "Học", None, "10/12/2022"), ProblemCode.MISSING, None, None),
    ((1, None, "LMS", "10/12/2022"), ProblemCode.MISSING, None, None),
]


@pytest.mark.parametrize(("row", "code", "column", "value"), BAD_CELLS)
def test_a_bad_cell_is_told_by_sheet_row_and_column(
    tmp_path: Path, row: Sequence[Any], code: ProblemCode, column: str | None, value: str | None
) -> None:
    path = sheet_file(tmp_path, [*LABELS, HEADINGS, row])
    assert problems_of(path) == [(code, "Kế hoạch", HEADER_ROW + 1, column, value)]


def test_a_label_that_nobody_knows_is_told(tmp_path: Path) -> None:
    path = sheet_file(tmp_path, [("Mã ké hoạch X", "A"), HEADINGS, (1, "Học", "LMS", "12/12/2022")])
    assert problems_of(path) == [(ProblemCode.UNKNOWN_KEY, "Kế hoạch", 1, "B", "Mã ké hoạch X")]


@pytest.mark.parametrize(
    ("rows", "name", "code"),
    [
        ([("Họ và tên", "SĐT"), ("Lan", "0900000001")], "Danh sách", ProblemCode.NO_SHEET),
        ([("Họ và tên", "SĐT"), ("Lan", "0900000001")], "Kế hoạch", ProblemCode.NO_TABLE),
    ],
)
def test_a_workbook_without_a_plan_is_told_what_was_missed(
    tmp_path: Path, rows: Sequence[Sequence[Any]], name: str, code: ProblemCode
) -> None:
    assert problems_of(sheet_file(tmp_path, rows, name))[0][0] is code


@pytest.mark.parametrize("content", [b"<html><table></table></html>", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0"])
def test_what_only_calls_itself_xlsx_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.xlsx").write_bytes(content)
    [(code, *_)] = problems_of(tmp_path / "plan.xlsx")
    assert code is ProblemCode.UNREADABLE


MOMENTS = [
    ("10/12/2022 7h30", "2022-12-10T07:30", "2022-12-10T07:30", "minute"),
    ("7h30 ngày 10/12/2022", "2022-12-10T07:30", "2022-12-10T07:30", "minute"),
    ("10/12/2022, 07:30", "2022-12-10T07:30", "2022-12-10T07:30", "minute"),
    ("Thứ Bảy, 10/12/2022 lúc 7 giờ 30 phút", "2022-12-10T07:30", "2022-12-10T07:30", "minute"),
    ("10.12.2022 7g", "2022-12-10T07:00", "2022-12-10T07:00", "minute"),
    ("10/12/2022 19.30", "2022-12-10T19:30", "2022-12-10T19:30", "minute"),
    ("Chủ nhật, 11/12/2022", "2022-12-11", "2022-12-11", "day"),
    ("thứ 2 12/12/2022", "2022-12-12", "2022-12-12", "day"),
    ("2022-12-10T07:30:00", "2022-12-10T07:30", "2022-12-10T07:30", "minute"),
    ("1/2/2022", "2022-02-01", "2022-02-01", "day"),
    ("ngày 29-02-2024", "2024-02-29", "2024-02-29", "day"),
    ("2022-12-10", "2022-12-10", "2022-12-10", "day"),
    ("12/2022", "2022-12-01", "2022-12-31", "month"),
    ("Tháng 2/2024", "2024-02-01", "2024-02-29", "month"),
    ("tháng 2 năm 2023", "2023-02-01", "2023-02-28", "month"),
    ("Tuần 2 tháng 8/2022", "2022-08-08", "2022-08-14", "week"),
    ("tuần 4 tháng 2/2023", "2023-02-22", "2023-02-28", "week"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), MOMENTS)
def test_a_date_is_read_as_exactly_as_it_is_written(text: str, first: str, last: str, precision: str) -> None:
    moment = read_moment(text)
    assert moment is not None
    assert (moment.first, moment.last, moment.precision) == (first, last, precision)


NO_MOMENTS = [
    *("29/02/2023", "32/01/2022", "13/2022", "0/2022", "10/12", "10/12/22", "tuần 5 tháng 1/2022", "2022"),
    *(
        "7h30",
        "24h00 10/12/2022",
        "7h60 10/12/2022",
        "7h30 12/2022",
        "10/12/2022 và 11/12/2022",
        "7h30-11h00 10/12/2022",
    ),
    *("", "theo công văn", "10/12/0000", "khoảng 10/12/2022"),
    *("Chủ nhật 10/12/2022", "thứ Hai, 10/12/2022 7h30", "thứ 7 11/12/2022"),  # another weekday than the day's own
]


@pytest.mark.parametrize("text", NO_MOMENTS)
def test_what_is_no_single_date_is_not_made_one(text: str) -> None:
    assert read_moment(text) is None


def test_a_clock_alone_belongs_to_the_day_of_the_start() -> None:
    moment = read_moment("11h00", "2022-12-10")
    assert moment is not None and moment.first == "2022-12-10T11:00"


@given(st.text(max_size=40), st.none() | st.just("2022-12-10"))
def test_any_text_is_read_without_an_error(text: str, day: str | None) -> None:
    moment = read_moment(text, day)
    assert moment is None or moment.first <= moment.last
