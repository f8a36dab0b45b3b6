"""The .xlsx template of a plan: the sheets that plan_sheet reads. Rows marked VD are examples, which it passes over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from files import plan_words
from files.plan_words import COURSE_SHEET, GUIDE_SHEET, PLAN_SHEET, QUOTA_SHEET
from training.reading.vietnamese import fold

KIND_WORDS = ("trực tiếp", "phòng ảo", "tự học LMS", "thực hành", "hội nghị", "hạn", "mốc")
_ROWS_TO_FILL = 500


class Column(NamedTuple):
    """A column: heading, width in characters, whether it must be filled, and what may stand in it."""

    heading: str
    width: int
    needed: bool
    examples: str


COLUMNS = (
    Column("TT", 5, False, "1; VD = ví dụ, không đọc"),
    Column("Nội dung", 38, True, "Học trực tiếp (sáng)"),
    Column("Hình thức", 14, True, "; ".join(KIND_WORDS)),
    Column("Mã lớp", 14, True, "LOP-1"),
    Column("Bắt đầu", 20, True, "10/12/2022 7h30; 10/12/2022; tuần 2 tháng 12/2022; 12/2022; theo công văn"),
    Column("Kết thúc", 20, False, "11h00; 17/12/2022; tuần 4 tháng 12/2022; 5/2023"),
    Column("Địa điểm", 26, False, "Hội trường A"),
    Column("Địa chỉ", 30, False, "số 1 đường Hoa Phượng"),
    Column("Vĩ độ", 10, False, "20.8449"),
    Column("Kinh độ", 10, False, "106.6881"),
    Column("Đường dẫn", 26, False, "https://hop.example.vn/lop-1"),
    Column("Thành phần", 26, False, "Giáo viên tiếng Anh"),
    Column("Chủ trì", 26, False, "Phòng Giáo dục Trung học"),
    Column("Chỉ tiêu", 10, False, "50"),
    Column("Nhóm", 18, False, "Tổ TN; Tổ XH"),
    Column("Số ngày chọn", 12, False, "1"),
    Column("Hình thức khác", 16, False, "phòng ảo"),
    Column("Mã hoạt động", 16, False, "sang-1"),
    Column("Ghi chú", 30, False, "mang theo máy tính"),
)
EXAMPLE_MARK = "VD"
LABELS = (  # with an example, which stands in the guide
    *(("Mã kế hoạch", "VI-DU-2022"), ("Số", "01/KH-VD"), ("Tên kế hoạch", "Tập huấn giáo viên tiếng Anh (ví dụ)")),
    *(("Cơ quan ban hành", "Phòng Giáo dục ví dụ"), ("Ngày ban hành", "01/12/2022")),
    ("Liên hệ", "tap-huan@phong.example.vn"),
)
NEEDED_LABELS = ("Mã kế hoạch", "Tên kế hoạch")
ACTIVITIES: tuple[dict[str, str], ...] = (
    {"Nội dung": "Gửi danh sách", "Hình thức": "hạn", "Mã lớp": "LOP-DV", "Bắt đầu": "07/12/2022"},
    {
        **{"Nội dung": "Học trực tiếp (sáng)", "Hình thức": "trực tiếp", "Mã lớp": "LOP-1", "Nhóm": "Tổ TN; Tổ XH"},
        **{"Bắt đầu": "10/12/2022 7h30", "Kết thúc": "11h00", "Địa điểm": "Hội trường A"},
        **{"Địa chỉ": "số 1 đường Hoa Phượng", "Vĩ độ": "20.8449", "Kinh độ": "106.6881"},
    },
    {"Nội dung": "Tự học", "Hình thức": "tự học LMS", "Mã lớp": "LOP-1", "Bắt đầu": "12/12/2022"},
    {
        **{"Nội dung": "Thực hành tại trường", "Hình thức": "thực hành", "Mã lớp": "LOP-1", "Số ngày chọn": "1"},
        **{"Bắt đầu": "13/12/2022", "Kết thúc": "17/12/2022"},
    },
    {"Nội dung": "Hội nghị tổng kết", "Hình thức": "hội nghị", "Mã lớp": "LOP-DV", "Bắt đầu": "tuần 4 tháng 12/2022"},
    {"Nội dung": "Báo cáo kết quả", "Hình thức": "mốc", "Mã lớp": "LOP-DV", "Bắt đầu": "theo công văn"},
)
COURSE_HEADINGS = (
    *("TT", "Mã lớp", "Tên lớp", "Đối tượng", "Chỉ tiêu", "Nhóm", "Không lấy người của"),
    *("Chuyên cần tối thiểu", "Cần LMS", "Cần thực hành", "Số tiết", "Cỡ nhóm", "Báo ra về"),
)
COURSES = (
    ("VD", "LOP-1", "Lớp tiếng Anh", "Giáo viên tiếng Anh", "50", "Tổ TN; Tổ XH", "", "0.8", "có", "có", "", "", "có"),
    ("VD", "LOP-DV", "Việc của đơn vị", "Các trường", *[""] * 9),
)
QUOTA_HEADINGS = ("TT", "Mã lớp", "Mã đơn vị", "Chỉ tiêu")


def heading_of(field: str, *, of_plan: bool) -> str:
    """What stands in our sheets over or beside a field, or its own name. of_plan: a label rather than a column."""
    columns = {plan_words.COLUMNS.get(fold(column.heading)): column.heading for column in COLUMNS}
    courses = {plan_words.COURSE_COLUMNS.get(fold(heading)): heading for heading in COURSE_HEADINGS}
    labels = {plan_words.LABELS.get(fold(label)): label for label, _ in LABELS}
    known = {**courses, **columns, **labels} if of_plan else {**labels, **courses, **columns}
    return {"courses": "Mã lớp", "activities": "Nội dung", **known}.get(field, field)


QUOTAS = (("VD", "LOP-1", "TH-1", "20"), ("VD", "LOP-1", "THCS-1", "30"))


def write_template(path: Path, intro: Sequence[str]) -> None:
    """Sheets "Kế hoạch", "Hướng dẫn", "Lớp" and "Chỉ tiêu". Cells are texts: Excel must not turn 12/2022 into a day."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = {
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "head": book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "num_format": "@"}),
            "label": book.add_format({"bold": True}),
        }
        _plan_sheet(book.add_worksheet(PLAN_SHEET), formats)
        _guide(book.add_worksheet(GUIDE_SHEET), formats, intro)
        _small_table(book.add_worksheet(COURSE_SHEET), formats, COURSE_HEADINGS, COURSES)
        _small_table(book.add_worksheet(QUOTA_SHEET), formats, QUOTA_HEADINGS, QUOTAS)


def _plan_sheet(sheet: Any, formats: dict[str, Any]) -> None:
    for row, (label, _) in enumerate(LABELS):
        sheet.write_string(row, 1, label, formats["label"])
    header = len(LABELS) + 1
    for column, (heading, width, _, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, formats["text"])
        sheet.write_string(header, column, heading, formats["head"])
    for number, activity in enumerate(ACTIVITIES, 1):
        cells = {"TT": EXAMPLE_MARK, **activity}
        for column, (heading, *_) in enumerate(COLUMNS):
            sheet.write_string(header + number, column, cells.get(heading, ""), formats["text"])
    kind = [column.heading for column in COLUMNS].index("Hình thức")
    sheet.data_validation(
        header + 1, kind, header + _ROWS_TO_FILL, kind, {"validate": "list", "source": list(KIND_WORDS)}
    )
    sheet.freeze_panes(header + 1, 2)


def _guide(sheet: Any, formats: dict[str, Any], intro: Sequence[str]) -> None:
    rows = [("Cột", "Bắt buộc", "Ví dụ")]
    rows += [(label, "x" if label in NEEDED_LABELS else "", example) for label, example in LABELS]
    rows += [(heading, "x" if needed else "", examples) for heading, _, needed, examples in COLUMNS]
    sheet.set_column(0, 1, 18)
    sheet.set_column(2, 2, 90)
    for row, line in enumerate(intro):
        sheet.write_string(row, 0, line)
    for row, cells in enumerate(rows, len(intro) + bool(intro)):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, formats["head" if cells is rows[0] else "text"])


def _small_table(sheet: Any, formats: dict[str, Any], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    sheet.set_column(0, len(headings) - 1, 20, formats["text"])
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats["head"])
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, formats["text"])
    sheet.freeze_panes(1, 0)
