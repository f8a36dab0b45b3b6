"""One table, flattened in each of the ways in which converters leave it, tells the same activities."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

import pytest

from tests.training.reading.plans.reading import activities_of
from training.reading.documents import Draft, read_plan, read_text, to_json
from training.reading.plans.blocks import Paragraph, Table
from training.reading.plans.layout import blocks_of
from training.reading.plans.letters import plain
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 3 năm 2025
KẾ HOẠCH
Tập huấn giáo viên năm 2025

1. Lịch tập huấn

"""
BEHIND = "\n\n2. Kinh phí\nChi từ nguồn kinh phí của Phòng theo quy định hiện hành.\n"

Rows = list[list[str]]
LESSONS: Rows = [
    ["STT", "Ngày", "Buổi", "Nội dung", "Đối tượng", "Địa điểm"],
    ["1", "10/4/2025", "Sáng 7h30", "Dạy học theo dự án ở tiểu học", "GV lớp 4", "Trường TH Suối Trong"],
    ["", "", "Chiều 13h30", "Ra đề kiểm tra môn Toán", "GV lớp 5", "Trường TH Đồi Mây"],
    ["2", "12/4/2025", "Sáng 8h00", "Công tác thư viện trường học", "Nhân viên thư viện", "Trường TH Suối Trong"],
    ["3", "14/4/2025", "", "Tự học mô đun 5 trên LMS", "100% giáo viên", "lms.nuixanh.edu.vn"],
    ["4", "16/4/2025", "Chiều 14h00", "Sơ kết đợt bồi dưỡng", "Hiệu trưởng", "Hội trường UBND huyện"],
]
MONTHS: Rows = [
    ["STT", "Nội dung", "Bắt đầu", "Kết thúc", "Chủ trì", "Thành phần"],
    ["Tháng 4/2025"],
    ["1", "Tập huấn sử dụng học bạ số", "03/4/2025", "04/4/2025", "Tổ Tin học", "Giáo viên"],
    ["2", "Chuyên đề môn Tiếng Việt", "Tuần 3", "Tuần 3", "Tổ 2 - 3", "GV tổ 2 - 3"],
    ["Tháng 5/2025"],
    ["3", "Nộp sản phẩm bồi dưỡng", "", "20/5/2025", "Tổ trưởng", "Giáo viên"],
    ["4", "Tập huấn tư vấn tâm lý", "14h00 ngày 22/5/2025", "16h30 ngày 22/5/2025", "Ban Giám hiệu", "GVCN"],
]
CLASSES: Rows = [
    ["Đợt", "Ngày", "Lớp 1 (Trường TH Suối Trong)", "Lớp 2 (Trường TH Đồi Mây)"],
    [
        "1",
        "10/4/2025",
        "Sáng: Soạn bài giảng số\nChiều: Ra đề kiểm tra",
        "Sáng: Ra đề kiểm tra\nChiều: Soạn bài giảng số",
    ],
    ["", "11/4/2025", "Sáng: Dự giờ thể nghiệm", "Nghỉ"],
    ["2", "17/4/2025", "Nghỉ", "Sáng: Dự giờ thể nghiệm"],
]
TABLES = {"lessons": LESSONS, "months": MONTHS, "classes": CLASSES}
HOURS = "\nGiờ học: sáng 7h30 - 11h00, chiều 13h30 - 16h30.\n"


def _full(rows: Rows) -> Rows:
    return [row + [""] * (len(rows[0]) - len(row)) for row in rows]


def _one_line(cell: str) -> str:
    return cell.replace("\n", " ")


def pipes(rows: Rows) -> str:
    return "\n".join("| " + " | ".join(map(_one_line, row)) + " |" for row in _full(rows))


def tabs(rows: Rows) -> str:
    return "\n".join("\t".join(map(_one_line, row)) for row in _full(rows))


def _cell_lines(rows: Rows, lead: str, between: str) -> str:
    return between.join("\n".join(f"{lead}{_one_line(cell)}" for cell in row) for row in rows)


def tabbed_cells(rows: Rows) -> str:
    return _cell_lines(rows, "\t", "\n\n")


def tabbed_cells_without_gaps(rows: Rows) -> str:
    return _cell_lines(rows, "\t", "\n")


def cell_a_line_with_gaps(rows: Rows) -> str:
    return _cell_lines(rows, "", "\n\n")


def cell_a_line_with_wide_gaps(rows: Rows) -> str:
    return _cell_lines(rows, "", "\n\n\n")


def cell_a_line(rows: Rows) -> str:
    return _cell_lines(rows, "", "\n")


def cell_a_line_without_empty_ones(rows: Rows) -> str:
    return "\n".join(_one_line(cell) for row in rows for cell in row if cell)


def _aligned(rows: Rows, widths: Sequence[int], gap: int) -> str:
    lines: list[str] = []
    for row in rows:
        if len(row) == 1:
            lines.append(row[0])
            continue
        cells = [
            [line for part in cell.split("\n") for line in textwrap.wrap(part, width)]
            for cell, width in zip(row, widths, strict=True)
        ]
        for at in range(max(map(len, cells))):
            pieces = [cell[at] if at < len(cell) else "" for cell in cells]
            lines.append(
                "".join(piece.ljust(width + gap) for piece, width in zip(pieces, widths, strict=True)).rstrip()
            )
    return "\n".join(lines)


def columns(rows: Rows) -> str:
    widths = [max(len(part) for row in _full(rows) for part in row[at].split("\n")) for at in range(len(rows[0]))]
    return _aligned(rows, widths, 3)


def wrapped_columns(rows: Rows) -> str:
    return _aligned(rows, [5, *[18] * (len(rows[0]) - 1)], 3)


def narrow_gaps(rows: Rows) -> str:
    return _aligned(rows, [5, 12, *[20] * (len(rows[0]) - 2)] if "Ngày" in rows[0] else [5, *[22] * 5], 2)


WAYS: list[Callable[[Rows], str]] = [
    pipes,
    tabs,
    tabbed_cells,
    tabbed_cells_without_gaps,
    cell_a_line_with_gaps,
    cell_a_line_with_wide_gaps,
    cell_a_line,
    cell_a_line_without_empty_ones,
    columns,
    wrapped_columns,
    narrow_gaps,
]


def _told(draft: Draft) -> list[tuple[object, ...]]:
    fields = ("start", "end", "kind", "title_key", "place", "audience", "lead")
    activities = to_json(draft)["activities"]
    return sorted((tuple(one[field] for field in fields) for one in activities), key=str)


def _as_table(rows: Rows) -> list[tuple[object, ...]]:
    table = Table(tuple(map(tuple, _full(rows))))
    behind = blocks_of(HOURS + BEHIND)
    return _told(read_plan([*blocks_of(HEAD), table, *behind]))


@pytest.mark.parametrize("name", TABLES)
def test_the_table_itself_tells_all_its_activities(name: str) -> None:
    assert len(_as_table(TABLES[name])) == {"lessons": 5, "months": 7, "classes": 6}[name]


# of class columns without their empty cells nothing tells whose lesson a cell is
PAIRS = [(name, way) for name in TABLES for way in WAYS if (name, way) != ("classes", cell_a_line_without_empty_ones)]


@pytest.mark.parametrize(("name", "way"), PAIRS)
def test_a_flattened_table_tells_what_the_table_tells(name: str, way: Callable[[Rows], str]) -> None:
    assert _told(read_text(HEAD + way(TABLES[name]) + "\n" + HOURS + BEHIND)) == _as_table(TABLES[name])


@pytest.mark.parametrize("name", TABLES)
def test_a_table_torn_by_a_page_tells_what_the_table_tells(name: str) -> None:
    rows = _full(TABLES[name])
    torn = [Table(tuple(map(tuple, rows[:3]))), Paragraph("2"), Table(tuple(map(tuple, rows[3:])))]
    assert _told(read_plan([*blocks_of(HEAD), *torn, *blocks_of(HOURS + BEHIND)])) == _as_table(TABLES[name])


ENDS = [
    "Các buổi sáng kết thúc lúc 11h00, các buổi chiều kết thúc lúc 16h30.",
    "Giờ kết thúc: buổi sáng 11h00; buổi chiều 16h30.",
    "Buổi sáng kết thúc vào 11 giờ 00 và buổi chiều kết thúc vào 16 giờ 30 phút.",
    "Kết thúc buổi sáng lúc 11h00, buổi chiều lúc 16h30 (có nghỉ giải lao).",
    "Buổi sáng tan học lúc 11h00. Buổi chiều tan học lúc 16h30.",
]


@pytest.mark.parametrize("line", ENDS)
def test_ends_told_once_are_those_of_beginnings_in_the_cells(line: str) -> None:
    table = (
        "STT\tNgày\tBuổi\tNội dung\n1\t10/4/2025\tSáng (8h00)\tChuyên đề Toán\n"
        "2\t10/4/2025\tChiều (13h45)\tChuyên đề Tiếng Việt\n3\t11/4/2025\tCả ngày\tDự giờ"
    )
    found = activities_of(f"{HEAD}{table}\n\n2. Yêu cầu\n{line}\n")
    assert sorted((one["start"], one["end"]) for one in found) == [
        ("2025-04-10T08:00", "2025-04-10T11:00"),
        ("2025-04-10T13:45", "2025-04-10T16:30"),
        ("2025-04-11", "2025-04-11"),
    ]


@pytest.mark.parametrize(
    ("heads", "row", "start"),
    [
        ("Ngày\tBuổi, giờ\tNội dung", "10/4/2025\tChiều 14h00 - 16h00\tDự giờ", "2025-04-10T14:00"),
        ("Ngày\tBuổi/giờ học\tNội dung", "10/4/2025\tSáng 8h00 - 10h00\tDự giờ", "2025-04-10T08:00"),
        ("Thứ, ngày\tGiờ\tNội dung", "Năm 10/4/2025\t8h00 - 10h00\tDự giờ", "2025-04-10T08:00"),
        ("Thứ/ngày\tGiờ\tNội dung", "Sáu, 11/4\t8h00 - 10h00\tDự giờ", "2025-04-11T08:00"),
    ],
)
def test_heads_and_cells_may_tell_two_things_of_the_time(heads: str, row: str, start: str) -> None:
    (found,) = activities_of(f"{HEAD}STT\t{heads}\n1\t{row}\n")
    assert found["start"] == start


@pytest.mark.parametrize("words", ["Lớp B1 tối thứ Ba ngày 22/4 nghỉ", "Phòng A2 đến 22/4", "nhóm C3 - 22/4"])
def test_the_number_of_a_class_is_no_day_of_the_month(words: str) -> None:
    (token,) = tokens_of(plain(words))
    assert isinstance(token, Dates) and not token.is_span


@pytest.mark.parametrize("line", ["2. Lịch học trực tiếp hai môn đầu (phòng C102):", "Lịch học (phòng C102, nhà B):"])
def test_the_room_in_the_line_over_a_table_is_that_of_its_rows(line: str) -> None:
    table = "STT\tNgày\tGiờ\tMôn học\n1\t10/4/2025\t8h00 - 10h00\tQuản lý tài chính, tài sản"
    (found,) = activities_of(f"{HEAD}{line}\n{table}\n")
    assert found["place"] == line.split("(")[1].split(")", maxsplit=1)[0]
