# ruff: noqa: E501 - a line of a document reads best on one line
"""Lines under a line that is only a day, and hours told once for many days."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 3 năm 2025
KẾ HOẠCH
Tập huấn giáo viên năm 2025
I. NỘI DUNG
"""


def read(words: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + words + "\n")


def told(words: str) -> list[tuple[str, str | None, str]]:
    """("24T07:30", "10:30", kind): days of March 2025."""
    return [
        (
            one["start"].removeprefix("2025-03-"),
            one["end"] and one["end"][8:].removeprefix(one["start"][8:10] + "T"),
            one["kind"],
        )
        for one in read(words)
    ]


UNDER_A_DAY = [
    (
        "Thứ Hai, ngày 24/3/2025:\nTừ 7 giờ 30 đến 10 giờ 30: Khai mạc; chuyên đề số hóa, tại Hội trường xã.\n"
        "Từ 14 giờ đến 16 giờ 30: Thực hành soạn bài, tại Trường Tiểu học Hoa Mai.\n"
        "Thứ Ba, ngày 25/3/2025:\nTừ 8 giờ đến 10 giờ: Giải đáp trực tuyến qua Google Meet.\nBuổi chiều: nghỉ.",
        [("24T07:30", "10:30", "in_person"), ("24T14:00", "16:30", "in_person"), ("25T08:00", "10:00", "virtual")],
    ),
    (
        "1. Chương trình\n* Sáng 24/3/2025\n- 8h00: Khai mạc\n- 8h30: Đổi mới phương pháp dạy học\n* Chiều 24/3/2025\n- 14h00: Thảo luận nhóm",
        [("24T08:00", None, "in_person"), ("24T08:30", None, "in_person"), ("24T14:00", None, "in_person")],
    ),
    (
        "Ngày thứ nhất (24/3/2025)\nSáng: Kỹ năng làm việc nhóm\nChiều: Kỹ năng tham vấn\nNgày thứ hai (25/3/2025)\n"
        "Sáng: Thực hành tại phòng máy 2\nChiều: Bế giảng\nBuổi sáng từ 7h30 đến 11h00, buổi chiều từ 14h00 đến 17h00.",
        [
            *[("24T07:30", "11:00", "in_person"), ("24T14:00", "17:00", "in_person")],
            *[("25T07:30", "11:00", "in_person"), ("25T14:00", "17:00", "in_person")],
        ],
    ),
    (
        "Từ ngày 24/3 đến ngày 28/3/2025:\nHọc viên tự học trên hệ thống LMS.\nThứ Bảy, 29/3/2025\nHọc trực tiếp tại Trường THPT Hoa Mai\n"
        "Từ 7h30 đến 11h00: lý thuyết\nTừ 13h30 đến 16h30: thực hành",
        [("24", "28", "lms"), ("29T07:30", "11:00", "in_person"), ("29T13:30", "16:30", "in_person")],
    ),
    (
        "Học trực tiếp vào thứ Bảy hằng tuần: buổi sáng 8h00 - 11h15, buổi chiều 13h45 - 17h00.\nII. LỊCH\n"
        "Tuần 1 (17/3 - 23/3/2025)\nThứ Bảy 22/3, sáng: Khai giảng; chuyên đề 1\nThứ Bảy 22/3 (chiều): Chuyên đề 2. Tâm lý\n"
        "Tuần 2 (24/3 - 30/3/2025)\nThứ Bảy 29/3: nghỉ học (trường có lịch thi)",
        [("22T08:00", "11:15", "in_person"), ("22T13:45", "17:00", "in_person")],
    ),
]


@pytest.mark.parametrize(("words", "expected"), UNDER_A_DAY)
def test_a_line_that_is_only_a_day_is_the_heading_of_the_lines_below(
    words: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert told(words) == expected


BOTH = [("07:30", "11:00"), ("13:30", "16:30")]
HOURS_TOLD_ONCE = [
    (
        "Các trường vùng cao tập huấn trong hai ngày 17 và 18 tháng 3 năm 2025 tại Hội trường B. Các trường vùng thấp tập huấn trong hai ngày "
        "20 và 21 tháng 3 năm 2025 tại Hội trường Rùa (thay cho lịch ngày 27 và 28/3/2025 đã thông báo tại Công văn số 430/PGDĐT ngày 02/02/2025). "
        "Ở cả hai khu vực, mỗi ngày làm việc hai buổi, buổi sáng từ 7 giờ 30 đến 11 giờ 00, buổi chiều từ 13 giờ 30 đến 16 giờ 30.",
        [(f"{day}T{start}", end, "in_person") for day in (17, 18, 20, 21) for start, end in BOTH],
    ),
    (
        "Khu vực miền núi tập huấn ngày 14/3/2025 tại Trường THPT A, khu vực ven biển tập huấn ngày 18/3/2025 tại Trường THPT C. Giờ học chung: từ 8h00 đến 16h30.",
        [("14T08:00", "16:30", "in_person"), ("18T08:00", "16:30", "in_person")],
    ),
    (
        "Lớp cho cán bộ quản lý mở vào sáng 14/3/2025 và chiều 15/3/2025. Buổi sáng bắt đầu lúc 7h30, kết thúc lúc 11h00; buổi chiều từ 13h30 đến 16h30.",
        [("14T07:30", "11:00", "in_person"), ("15T13:30", "16:30", "in_person")],
    ),
    (
        "Học trực tiếp các ngày 15/3/2025 và 22/3/2025 tại phòng 204; học trực tuyến các tối 18/3/2025 và 20/3/2025 qua Zoom. "
        "Buổi học trực tiếp: sáng 7h30 - 11h00, chiều 13h30 - 16h30; buổi tối từ 19h30 đến 21h30.",
        [
            *[(f"{day}T{start}", end, "in_person") for day in (15, 22) for start, end in BOTH],
            *[("18T19:30", "21:30", "virtual"), ("20T19:30", "21:30", "virtual")],
        ],
    ),
    (
        "Ca sáng từ 8h00 đến 11h30; ca tối từ 19h30 đến 21h30 học qua Google Meet.\n- Môn Toán: sáng 14/3/2025 tại Hội trường Trường A\n- Môn Tin: 16/3/2025, ca tối",
        [("14T08:00", "11:30", "in_person"), ("16T19:30", "21:30", "virtual")],
    ),
    (
        "Tối thứ Hai và thứ Tư hằng tuần từ ngày 10/3/2025 đến ngày 19/3/2025 học qua Zoom. Giờ học tối từ 19h30 đến 21h00.",
        [(f"{day}T19:30", "21:00", "virtual") for day in (10, 12, 17, 19)],
    ),
]


@pytest.mark.parametrize(("words", "expected"), HOURS_TOLD_ONCE)
def test_hours_told_once_in_prose_are_those_of_all_days(
    words: str, expected: list[tuple[str, str | None, str]]
) -> None:
    assert sorted(told(words)) == sorted(expected)


def test_regions_told_in_one_paragraph_have_their_own_places_and_people() -> None:
    words = HOURS_TOLD_ONCE[1][0]
    assert [(one["place"], one["audience"]) for one in read(words)] == [
        ("Trường THPT A", "Khu vực miền núi"),
        ("Trường THPT C", "khu vực ven biển"),
    ]


NO_DAY_OF_ITS_OWN = [
    (
        "Lớp tập huấn tổ chức ngày 20/3/2025 (*).\n(*) Dời từ ngày 12/3/2025 do trùng lịch thi.",
        [("20", "20", "in_person")],
    ),
    (
        "Lớp tập huấn ngày 20/3/2025¹ tại Hội trường A.\n¹ Thay thời gian 13 và 14/3/2025 ghi trong Chương trình công tác tháng 3.",
        [("20", "20", "in_person")],
    ),
    ("Lớp tập huấn ngày 20/3/2025 (lùi từ thứ Tư ngày 12/3/2025).", [("20", "20", "in_person")]),
    ("Lớp tập huấn chuyển đổi số từ ngày 20/3/2025 đến ngày 21/3/2025.", [("20", "21", "in_person")]),
    (
        "Khu vực 1 tập huấn 02 ngày 20 và 21/3/2025 tại Hội trường A, chương trình theo bảng sau:\n| Ngày | Thời gian | Nội dung |\n"
        "| 20/3/2025 | 7h30 - 11h00 | Kỹ năng tham vấn |\n| 21/3/2025 | 7h30 - 11h00 | Kỹ năng tổ chức trò chơi |",
        [("20T07:30", "11:00", "in_person"), ("21T07:30", "11:00", "in_person")],
    ),
    (
        "| Thứ, ngày | Buổi sáng (7h30 - 11h00) | Phòng học (sáng) | Buổi chiều (13h30 - 16h30) | Phòng học (chiều) |\n"
        "| Thứ Hai 17/3/2025 | Tổng quan | Hội trường tầng 3 | Dạy trực tuyến theo nhóm | Phòng máy 1 |\n"
        "| Thứ Ba 18/3/2025 | Thiết kế bài giảng | Phòng máy 2 | Nghỉ, học viên tự hoàn thiện sản phẩm | |",
        [("17T07:30", "11:00", "in_person"), ("17T13:30", "16:30", "in_person"), ("18T07:30", "11:00", "in_person")],
    ),
    ("Hướng dẫn sử dụng hệ thống LMS qua Zoom từ 19h00 đến 20h30 ngày 12/3/2025.", [("12T19:00", "20:30", "virtual")]),
    (
        "Ghi chú: Sau tập huấn, giáo viên làm bài kiểm tra trên hệ thống LMS từ ngày 22/3/2025 đến ngày 28/3/2025.",
        [("22", "28", "lms")],
    ),
]


@pytest.mark.parametrize(("words", "expected"), NO_DAY_OF_ITS_OWN)
def test_footnotes_and_leading_lines_add_no_session(words: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert sorted(told(words)) == expected


def test_each_half_of_the_day_has_its_own_room() -> None:
    assert [one["place"] for one in read(NO_DAY_OF_ITS_OWN[5][0])] == [
        "Hội trường tầng 3",
        "Phòng máy 1",
        "Phòng máy 2",
    ]
