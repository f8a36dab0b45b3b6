"""Hours told once for some rows of a table, named by their number, their words or as the rest; and where none are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of
from training.reading.documents import read_text, to_json

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 9 năm 2025
KẾ HOẠCH
Tập huấn soạn giảng số cho giáo viên năm 2025
1. Bồi dưỡng chuyên môn
"""
# the row numbers are no school classes: class 1 of the training is about form 3
TABLE = """TT\tNội dung\tĐối tượng\tSố lượng\tThời gian\tĐịa điểm
1\tSử dụng sách lớp 3\tGV dạy lớp 3\t40\t27/10/2025\tTrường TH Suối Trong
2\tSử dụng sách lớp 4\tGV dạy lớp 4\t50\t28/10/2025\tTrường TH Đồi Chè
3\tXây dựng môi trường giáo dục\tTổ trưởng mầm non\t60\t29/10/2025\tTrường MN Hoa Ban

"""
MORNING = ["27 07:30", "28 07:30", "29 07:30"]


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(f"{HEAD}{text}\n")


def starts(text: str) -> list[str]:
    return sorted(str(one["start"])[8:].replace("T", " ") for one in read(text))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Các lớp học buổi sáng, từ 7h30 đến 11h00.", MORNING),
        (
            "Các lớp số 1, 2 học cả ngày, buổi sáng từ 7h30 đến 11h00, buổi chiều từ 14h00 đến 17h00. "
            "Lớp số 3 chỉ học buổi sáng, từ 8h00 đến 11h00.",
            ["27 07:30", "27 14:00", "28 07:30", "28 14:00", "29 08:00"],
        ),
        (
            "Các lớp học cả ngày: sáng từ 7h30 đến 11h00, chiều từ 14h00 đến 17h00; riêng lớp tổ trưởng mầm non chỉ "
            "học buổi sáng, từ 8h00 đến 11h00.",
            ["27 07:30", "27 14:00", "28 07:30", "28 14:00", "29 08:00"],
        ),
        ("Lớp số 3 học từ 14h00 đến 17h00. Các lớp còn lại học từ 7h30 đến 11h00.", [*MORNING[:2], "29 14:00"]),
        ("Nội dung 1, 2 học từ 7h30 đến 11h00, nội dung 3 học từ 14h00 đến 17h00.", [*MORNING[:2], "29 14:00"]),
        # school classes by name: both stand in the rows
        ("Lớp 3: từ 7h30 đến 11h00; lớp 4: từ 14h00 đến 17h00.", ["27 07:30", "28 14:00", "29"]),
        # no row has the number: nothing is told of any
        ("Lớp số 7 học từ 7h30 đến 11h00.", ["27", "28", "29"]),
        # hours of something else
        ("Lớp mẫu giáo mở cửa từ 7h00 đến 16h30.", ["27", "28", "29"]),
        ("Thư viện mở cửa buổi sáng từ 7h30.", ["27", "28", "29"]),
    ],
)
def test_hours_are_those_of_the_rows_that_are_named(line: str, expected: list[str]) -> None:
    assert starts(TABLE + line) == expected


def test_rows_that_tell_one_part_of_the_day_are_not_doubled() -> None:
    rows = "TT\tNgày\tBuổi\tMôn\n1\t27/10/2025\tSáng\tToán\n2\t27/10/2025\tChiều\tVăn\n3\t28/10/2025\tSáng\tTin học\n"
    hours = "Các lớp học buổi sáng từ 7h30 đến 11h00, buổi chiều từ 14h00 đến 17h00."
    assert starts(rows + hours) == ["27 07:30", "27 14:00", "28 07:30"]


@pytest.mark.parametrize("behind", ["2. Tổ chức thực hiện", "b) Tổ chức thực hiện", "2.1. Các trường cử giáo viên."])
def test_a_heading_ends_a_table_of_a_cell_a_line(behind: str) -> None:
    told = read(f"TT\nNgày\nBuổi\nMôn học/HĐGD\n1\n27/10/2025\nSáng\nToán\n2\n28/10/2025\nSáng\nTin học\n\n{behind}")
    assert [one["title_key"].split(" – ")[0] for one in told] == ["Toán", "Tin học"]


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("trực tuyến qua Zoom; các trường bố trí điểm cầu, học viên dự tập trung tại trường", "virtual"),
        ("trực tuyến qua Zoom, giáo viên tập trung theo dõi tại các điểm cầu", "virtual"),
        ("tập trung tại Trường TH Suối Trong, một số ít học trực tuyến", "in_person"),
        ("trực tuyến qua Zoom kết hợp tập trung tại trường THCS Suối Trong", "in_person"),
    ],
)
def test_who_sits_together_before_a_screen_meets_online(form: str, kind: str) -> None:
    told = read(f"- Hình thức: {form}.\n- Thời gian: 8h00 - 11h00 ngày 27/10/2025.")
    assert [one["kind"] for one in told] == [kind]


def test_a_cell_of_a_grid_tells_its_room_and_a_column_before_it_the_people() -> None:
    told = read(
        "Lớp\tĐối tượng\tNgày\tBuổi sáng (7g30 - 11g00)\tBuổi chiều (13g30 - 16g30)\n"
        "Lớp 1\tKhối mầm non\t27/10/2025\tLý thuyết - Hội trường A, Trung tâm Y tế\tThực hành (Phòng 203)\n"
        "Lớp 2\tKhối tiểu học\t28/10/2025\tLý thuyết tại Hội trường B\tKỹ năng sống, Trường học hạnh phúc"
    )
    assert [(one["title_key"].split(" – ")[0], one["place"], one["audience"]) for one in told] == [
        ("Lý thuyết", "Hội trường A, Trung tâm Y tế", "Khối mầm non"),
        ("Thực hành", "Phòng 203", "Khối mầm non"),
        ("Lý thuyết", "Hội trường B", "Khối tiểu học"),
        ("Kỹ năng sống, Trường học hạnh phúc", None, "Khối tiểu học"),
    ]


def test_a_numbered_row_of_heads_words_is_a_row() -> None:
    told = read(
        "STT\tNội dung\tThời gian\tHình thức\tPhụ trách\n1\tTập huấn STEM\t27/10/2025\tTập trung\tHiệu trưởng\n"
        "2\tBồi dưỡng chuẩn nghề nghiệp\tTheo công văn của Phòng GD&ĐT\t\t"
    )
    assert [one["start"] for one in told] == ["2025-10-27", None]


@pytest.mark.parametrize("share", ["28/28 giáo viên", "15/16 trường", "32/35 học viên"])
def test_so_many_of_so_many_is_no_day(share: str) -> None:
    draft = to_json(read_text(f"{HEAD}Phấn đấu {share} hoàn thành chương trình trong năm học.\n"))
    assert (draft["activities"], draft["anomalies"]) == ([], [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ngày 27/10/2025: Ban Giám hiệu kiểm tra hồ sơ bồi dưỡng.", "milestone"),
        ("Hội đồng đánh giá của trường họp lúc 8h00 ngày 27/10/2025.", "meeting"),
        ("Học viên thực tế 01 ngày tự chọn trong khoảng từ ngày 20/10 đến ngày 24/10/2025.", "practice"),
    ],
)
def test_who_looks_at_work_teaches_nobody(text: str, kind: str) -> None:
    assert [one["kind"] for one in read(text)] == [kind]
