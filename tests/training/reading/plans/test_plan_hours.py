"""Hours that a document tells once, apart from the days: whose they are, and whose they are not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 9 năm 2025
KẾ HOẠCH
Tập huấn soạn giảng số cho giáo viên năm 2025
Phòng GDĐT tổ chức như sau:
"""
ROUND = """- Tự học trên LMS: từ ngày 06/10/2025 đến ngày 12/10/2025;
- Học trực tiếp: ngày 14 và 15/10/2025;
- Hoàn thành bài tập trên LMS: từ 16/10/2025 đến 22/10/2025.
"""


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + text + "\n")


def starts(text: str, kind: str = "in_person") -> list[str]:
    return sorted(one["start"][5:] for one in read(text) if one["kind"] == kind)


@pytest.mark.parametrize(
    "text",
    [
        "1. Thời gian\n" + ROUND + "Giờ học: sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30.",
        "1. Thời gian\n" + ROUND + "- Mỗi ngày học trực tiếp 02 buổi: sáng 7h30 - 11h00; chiều 13h30 - 16h30.",
        "1. Giờ các buổi trực tiếp: buổi sáng từ 7h30 đến 11h00, buổi chiều từ 13h30 đến 16h30.\n2. Thời gian\n"
        + ROUND,
        "I. THỜI GIAN\n" + ROUND + "II. LƯU Ý\n- Học viên đến đúng giờ (buổi sáng 7h30 - 11h00, chiều 13h30 - 16h30).",
        "Giáo viên tự học trên LMS từ ngày 06/10/2025 đến ngày 12/10/2025, tập huấn trực tiếp ngày 14 và 15/10/2025, "
        "sau đó hoàn thành bài tập trên LMS từ 16/10/2025 đến 22/10/2025. "
        "Thời gian học trực tiếp: sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30.",
    ],
)
def test_daily_hours_are_those_of_the_days_face_to_face(text: str) -> None:
    assert starts(text) == ["10-14T07:30", "10-14T13:30", "10-15T07:30", "10-15T13:30"]
    assert starts(text, "lms") == ["10-06", "10-16"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Giờ học của cả hai đợt: từ 8h00 đến 11h00.", ["10-14T08:00", "10-15T08:00", "11-11T08:00"]),
        ("", ["10-14", "10-15", "11-11"]),
    ],
)
def test_hours_told_after_the_last_round_reach_the_first(hours: str, expected: list[str]) -> None:
    text = f"1. Đợt 1\n{ROUND}2. Đợt 2\n- Học trực tiếp: ngày 11/11/2025.\n{hours}"
    assert starts(text) == expected


def test_each_round_keeps_its_own_hours() -> None:
    first = "1. Đợt 1\n- Học trực tiếp: ngày 14/10/2025.\n- Giờ học: sáng 7h30 - 11h00, chiều 13h30 - 16h30.\n"
    other = "2. Đợt 2\n- Học trực tiếp: ngày 11/11/2025.\n- Giờ học: sáng 8h00 - 11h30, chiều 14h00 - 17h00."
    assert starts(first + other) == ["10-14T07:30", "10-14T13:30", "11-11T08:00", "11-11T14:00"]


CLUSTERS = "Cụm\tNgày học\tĐịa điểm\n1\t09/10/2025\tTrường THCS Một\n2\t10/10/2025\tTrường THCS Hai\n"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Cụm 1 học từ 7h30 đến 10h30; cụm 2 học từ 13h30 đến 16h30.", ["10-09T07:30", "10-10T13:30"]),
        ("Thời gian: Cụm 1: từ 7h30 đến 10h30; Cụm 2: từ 14h00 đến 16h30.", ["10-09T07:30", "10-10T14:00"]),
        ("- Cụm 1: sáng từ 7h30 đến 10h30.\n- Cụm 2: chiều từ 13h30 đến 16h30.", ["10-09T07:30", "10-10T13:30"]),
        ("Văn phòng tiếp nhận hồ sơ: sáng 7h30 - 11h00, chiều 13h30 - 16h30.", ["10-09", "10-10"]),
        ("Các lớp học buổi tối, từ 19h00 đến 21h00.", ["10-09T19:00", "10-10T19:00"]),
        ("Cụm 1, 2: từ 7h30 đến 10h30.", ["10-09T07:30", "10-10T07:30"]),
        (
            "Mỗi cụm học 02 buổi: sáng 7 giờ 15 - 10 giờ 45, chiều 13 giờ 30 - 16 giờ 30.",
            ["10-09T07:15", "10-09T13:30", "10-10T07:15", "10-10T13:30"],
        ),
    ],
)
def test_hours_below_a_table_are_those_of_its_groups(hours: str, expected: list[str]) -> None:
    assert starts(CLUSTERS + hours) == expected


@pytest.mark.parametrize(
    "heads",
    [
        ("Đợt", "Tự học trên LMS", "Ngày học trực tiếp", "Giờ", "Địa điểm"),
        ("Đợt", "Thời gian tự học qua mạng", "Ngày", "Giờ", "Địa điểm"),
        ("Đợt", "Giờ", "Ngày học trực tiếp", "Thời gian tự học trên LMS", "Địa điểm"),
        ("Đợt", "Ngày học trực tiếp", "Giờ", "Địa điểm", "Thời gian tự học trên LMS"),
    ],
)
def test_a_column_of_hours_belongs_to_the_days_beside_it(heads: tuple[str, ...]) -> None:
    cells = {"Đợt": "Đợt 1", "Giờ": "7h30 - 11h00", "Địa điểm": "Trường THCS Một"}
    row = [cells.get(head, "01/10/2025 - 07/10/2025" if "ự học" in head else "09/10/2025") for head in heads]
    found = read("\t".join(heads) + "\n" + "\t".join(row))
    assert sorted((one["start"], one["kind"]) for one in found) == [
        ("2025-10-01", "lms"),
        ("2025-10-09T07:30", "in_person"),
    ]


def test_a_stretch_merged_over_the_rows_of_a_round_is_told_once() -> None:
    rows = (
        "Đợt\tĐối tượng\tNgày\tGiờ\tTự học trên LMS",
        "Đợt 1\tGV tiểu học\t02/10/2025\t7h30 - 11h00\tTừ 05/10/2025 đến 11/10/2025",
        "Đợt 1\tGV THCS\t02/10/2025\t13h30 - 17h00\tTừ 05/10/2025 đến 11/10/2025",
    )
    found = read("\n".join(rows))
    assert [one["audience"] for one in found if one["kind"] == "lms"] == ["GV tiểu học; GV THCS"]
    assert len(found) == 3


def test_columns_held_apart_by_blanks_may_have_a_line_under_their_heads() -> None:
    text = """
    Cụm     Trường thuộc cụm           Ngày học            Địa điểm
    ------------------------------------------------------------------------
    1       Suối Một, Suối Hai,        09/10/2025          Trường THCS Suối Một
            Suối Ba                    (thứ Năm)
    2       Đồi Một, Đồi Hai           10/10/2025          Trường Tiểu học
                                       (thứ Sáu)           Đồi Hai
"""
    assert [one["place"] for one in read(text)] == ["Trường THCS Suối Một", "Trường Tiểu học Đồi Hai"]


def test_classes_told_by_ordinals_have_the_people_in_their_brackets() -> None:
    text = """1. Lớp thứ nhất (giáo viên cấp THCS, do các trường cử): 7h30 - 11h00 ngày 09/10/2025.
2. Lớp thứ hai (giáo viên cấp tiểu học): 7h30 - 11h00 ngày 10/10/2025."""
    assert [one["audience"] for one in read(text)] == ["giáo viên cấp THCS", "giáo viên cấp tiểu học"]


def test_specks_of_a_scan_are_no_cells() -> None:
    cells = "STT|Nội dung|Ngày|Giờ|Đối tượng|Giảng viên|1|Soạn bài|09/10/2025|7h30 - 10h30|GV lớp 4|Bà Hai"
    last = "2|Chấm bài|10/10/2025|8h00 - 10h00|GV lớp 5|Bà Ba|. ,|2. Hình thức: trực tiếp."
    found = read(f"{cells}|{last}".replace("|", "\n"))
    assert [one["audience"] for one in found] == ["GV lớp 4", "GV lớp 5"]
