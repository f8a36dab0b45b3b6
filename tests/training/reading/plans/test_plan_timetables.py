# ruff: noqa: E501 - a line of a document reads best on one line
"""Timetables whose heads say little, or stand over two lines; what their short names stand for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 3 năm 2025
KẾ HOẠCH
Tập huấn giáo viên năm 2025
"""
HOURS = "\nBuổi sáng: 7 giờ 30 - 11 giờ 00. Buổi chiều: 13 giờ 30 - 16 giờ 30.\n"


def read(words: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + words + "\n")


def told(words: str) -> list[tuple[str, str]]:
    """("10T07:30", title): days of March 2025."""
    return sorted((one["start"].removeprefix("2025-03-"), one["title_key"]) for one in read(words))


@pytest.mark.parametrize("head", ["Môn học, HĐGD", "Môn", "Tên môn", "Phân môn", "Bộ sách", "SGK"])
def test_the_column_of_words_tells_what_is_taught_whatever_its_head(head: str) -> None:
    words = (
        f"1. Lịch tập huấn\nSTT\t{head}\tThời gian\tĐịa điểm\n1\tTiếng Việt\t10, 11/3/2025\tTrường TH Bình Minh\n"
        f"2\tToán\tSáng 12/3/2025\tTrường TH Ban Mai\n{HOURS}"
    )
    lessons = [(start, title.split(" – ")[0].split(" (")[0]) for start, title in told(words)]
    assert lessons == [
        *((time, "Tiếng Việt") for time in ("10T07:30", "10T13:30", "11T07:30", "11T13:30")),
        ("12T07:30", "Toán"),
    ]


def test_a_column_of_numbers_or_days_is_no_subject() -> None:
    words = "1. Lịch tập huấn\nSTT\tĐiểm số\tThời gian\tĐịa điểm\n1\t20\t10/3/2025\tTrường TH Bình Minh\n"
    assert all(title != "20" for _, title in told(words))


PARTS = [
    "| Nhóm | Thứ Hai, 10/3/2025 | | Thứ Ba, 11/3/2025 | |\n|---|---|---|---|---|\n| Nhóm | Sáng | Chiều | Sáng | Chiều |\n| Nhóm 1 | Soạn bài | Ra đề | Nghỉ | Dự giờ |",
    "| Nhóm | 10/3/2025 | 10/3/2025 | 11/3/2025 | 11/3/2025 |\n|---|---|---|---|---|\n| | 7h30 - 11h00 | 13h30 - 16h30 | 7h30 - 11h00 | 13h30 - 16h30 |\n| 1 | Soạn bài | Ra đề | x | Dự giờ |",
    "| Nhóm | Ngày 10/3 | | Ngày 11/3 | |\n|---|---|---|---|---|\n| | Buổi sáng | Buổi chiều | Buổi sáng | Buổi chiều |\n| Nhóm 1 | Soạn bài | Ra đề | | Dự giờ |",
]


@pytest.mark.parametrize("table", PARTS)
def test_parts_of_the_day_may_stand_under_the_days_of_a_grid(table: str) -> None:
    assert told(f"1. Lịch học\n\n{table}\n{HOURS}") == [
        ("10T07:30", "Soạn bài – Nhóm 1"),
        ("10T13:30", "Ra đề – Nhóm 1"),
        ("11T13:30", "Dự giờ – Nhóm 1"),
    ]


GRIDS = [
    (
        "| Buổi | 10/3/2025 | 11/3/2025 |\n|---|---|---|\n| Sáng | Soạn bài | Ra đề |\n| Chiều | Dự giờ | Nghỉ |",
        [("10T07:30", "Soạn bài"), ("10T13:30", "Dự giờ"), ("11T07:30", "Ra đề")],
    ),
    (  # the part of the day is all that a cell tells: no head, when another row tells it otherwise
        "| Nhóm | 10/3/2025 | 11/3/2025 |\n|---|---|---|\n| Nhóm 1 | Sáng | Chiều |\n| Nhóm 2 | Chiều | Sáng |",
        [("10T07:30", "Nhóm 1"), ("10T13:30", "Nhóm 2"), ("11T07:30", "Nhóm 2"), ("11T13:30", "Nhóm 1")],
    ),
]


@pytest.mark.parametrize(("table", "sessions"), GRIDS)
def test_a_part_of_the_day_beside_a_grid_is_that_of_its_row_or_cell(
    table: str, sessions: list[tuple[str, str]]
) -> None:
    assert told(f"1. Lịch học\n\n{table}\n{HOURS}") == sessions


GROUPS = (
    "1. Chia nhóm\n- Nhóm 1: giáo viên các trường công lập (48 người). Học tại Trường Mầm non Hoa Cúc.\n"
    "- Nhóm 2: giáo viên các trường còn lại (dự kiến 52 người). Học tại Trường Mầm non Hoa Lan.\n"
    "2. Nội dung\n- Chuyên đề 1 (CĐ1): Môi trường lớp học.\n- CĐ2: Phòng tai nạn cho trẻ.\n3. Lịch học\n\n"
)


def test_the_groups_of_a_grid_have_their_own_people_and_place_and_its_short_names_their_meaning() -> None:
    table = "| Nhóm | 10/3/2025 | 11/3/2025 |\n|---|---|---|\n| Nhóm 1 | CĐ1 | CĐ2 |\n| Nhóm 2 | CĐ2 | CĐ1 |"
    lessons = [one for one in read(GROUPS + table) if one["start"] == "2025-03-10"]
    assert {(one["title_key"], one["place"], one["audience"], one["quota"]) for one in lessons} == {
        ("CĐ1: Môi trường lớp học – Nhóm 1", "Trường Mầm non Hoa Cúc", "giáo viên các trường công lập", 48),
        ("CĐ2: Phòng tai nạn cho trẻ – Nhóm 2", "Trường Mầm non Hoa Lan", "giáo viên các trường còn lại", 52),
    }


DAILY = "sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30"
BOTH = ["24T07:30", "24T13:30", "26T07:30", "26T13:30"]
HEADING = [
    (f"3. Thực hành trực tiếp theo cụm (01 ngày/cụm; {DAILY})\n- Cụm 1 (các xã vùng ven): ngày 24/3/2025, tại Trường THCS Bình Minh.\n- Cụm 2: ngày 26/3/2025.", BOTH),
    (f"3. Học trực tiếp: {DAILY}\n- Nhóm 1: 24/3/2025\n- Nhóm 2: sáng 26/3/2025", BOTH[:3]),
    ("3. Học trực tiếp (8h00 - 11h00)\na) Chuyên đề 1: ngày 24/3/2025\nb) Chuyên đề 2: ngày 26/3/2025\n4. Học bổ sung: ngày 30/3/2025", ["24T08:00", "26T08:00", "30"]),
    # not those of what has its own, and of what is no lesson
    (f"3. Học trực tiếp ({DAILY})\n- Lớp 1: 14h00 ngày 24/3/2025.\n- Lớp 2: ngày 26/3/2025.\n- Gửi danh sách: trước ngày 20/3/2025.\n- Tự học trên LMS: từ ngày 10/3/2025 đến ngày 15/3/2025.", ["10", "20", "24T14:00", *BOTH[2:]]),
    (f"3. Nhận tài liệu ({DAILY})\n- Các trường vùng ven: ngày 24/3/2025.\n- Các trường còn lại: ngày 26/3/2025.", ["24", "26"]),
    ("3. Khai mạc (8h00 - 9h00 ngày 22/3/2025)\n- Lớp 1 học ngày 24/3/2025.", ["22T08:00", "24"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "starts"), HEADING)
def test_hours_in_a_heading_are_those_of_the_lessons_below(words: str, starts: list[str]) -> None:
    assert [start for start, _ in told(words)] == starts


RECORDS = "1. Nhóm 1\n- Thời gian: 01 ngày, 17/3/2025.\n- Địa điểm: Trường TH Bình Minh.\n2. Nhóm 2\n- Thời gian: 18/3/2025.\n"
WORKING = [
    ("Các nhóm làm việc: Sáng từ 7 giờ 30 đến 11 giờ 30; chiều từ 13 giờ 30 đến 16 giờ 30.", 4),
    ("Thời gian làm việc của hội nghị: buổi sáng 7h30 - 11h30, buổi chiều 13h30 - 16h30.", 4),
    ("Bộ phận một cửa làm việc: sáng 7h30 - 11h30, chiều 13h30 - 17h00.", 2),
    ("Phòng Tổ chức tiếp nhận hồ sơ của các lớp: sáng 7h30 - 11h30, chiều 13h30 - 17h00.", 2),
]


@pytest.mark.parametrize(("hours", "count"), WORKING)
def test_hours_in_which_learners_work_are_lessons_and_those_of_an_office_are_not(hours: str, count: int) -> None:
    lessons = read(RECORDS + hours)
    assert len(lessons) == count
    assert [one["place"] for one in lessons if one["start"].startswith("2025-03-18")] == [None] * (count // 2)


def test_the_virtual_room_of_a_class_goes_on_with_the_class() -> None:
    words = (
        "2. Các buổi học trực tuyến (Zoom)\n\nLớp\tNgày\tGiờ học\tNội dung\tPhòng Zoom\n"
        "A\t10/3/2025\t19h30 - 21h30\tHọc bạ số\thttps://zoom.us/j/9000000001\n\t12/3/2025\t19h30 - 21h30\tSoạn bài\t\n"
        "B\t11/3/2025\t19h30 - 21h30\tHọc bạ số\t\n"
    )
    lessons = read(words)
    assert [one["kind"] for one in lessons] == ["virtual"] * 3
    assert ["9000000001" in (one["place"] or "") for one in lessons] == [True, True, False]


NEW_FORM = [
    ("1. Học qua phòng học ảo (thay cho học trực tiếp): ngày 22/3/2025 và 23/3/2025, buổi chiều từ 14h00 đến 17h00, trên Zoom.", ["22T14:00", "23T14:00"]),
    ("1. Học trực tuyến thay cho học trực tiếp vào ngày 22/3/2025.", ["22"]),
    ("1. Lớp 2 học trực tuyến, thay vì tập trung, từ 14h00 ngày 22/3/2025.", ["22T14:00"]),
    # a day that is given up is none
    ("1. Học bù ngày 22/3/2025 (thay cho ngày 20/3/2025).", ["22"]),
    ("1. Học trực tiếp ngày 22/3/2025 thay cho buổi trực tiếp ngày 20/3/2025.", ["22"]),
    ("1. Tập huấn từ 8h00 ngày 22/3/2025.\nGiấy triệu tập này thay thế Giấy triệu tập số 90/GTT-PGDĐT ngày 03/3/2025 (thời gian tập trung cũ là ngày 19/3/2025).", ["22T08:00"]),
    ("1. Tập huấn từ 8h00 ngày 22/3/2025.\n2. Hệ thống thông suốt 24/24; hỗ trợ kỹ thuật 24/7 qua số 0900 000 456.", ["22T08:00"]),
    ("2. Thời gian: ngày 05/3/2025. Học viên tập trung, nhận phòng nghỉ từ 15 giờ ngày 04/3/2025.", ["04T15:00", "05"]),
    ("2. Thời gian: ngày 05/3/2025. Học viên ở xa nhận phòng từ 15 giờ ngày 04/3/2025.", ["05"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "starts"), NEW_FORM)
def test_a_form_may_be_given_up_for_another_without_its_day(words: str, starts: list[str]) -> None:
    assert [start for start, _ in told(words)] == starts


def test_a_room_told_with_the_hours_is_that_of_the_rows_without_one() -> None:
    words = (
        "5. Lịch học\nTổng 60 tiết thực hành tại trường phổ thông.\nGiờ học: Sáng 7h00 - 10h40; Chiều 13h00 - 16h40. "
        "Phòng học: B3-204, trừ những buổi ghi ở cột ghi chú.\n\nNgày\tBuổi\tChuyên đề\tGhi chú\n"
        "10/3/2025\tSáng\tKỹ năng lắng nghe\t\n11/3/2025\tChiều\tĐạo đức nghề\tPhòng A6-301\n"
    )
    assert [one["place"] for one in read(words)] == ["Phòng B3-204", "Phòng A6-301"]


def test_the_place_of_one_task_is_not_that_of_the_table_of_another_part() -> None:
    words = (
        "II. NHIỆM VỤ\n1. Bồi dưỡng giáo viên Tin học\n- Thời gian: Tháng 10/2025. Địa điểm: Trường Đại học Núi Xanh.\n"
        "III. TIẾN ĐỘ\n\nHoạt động\tThời gian\tChủ trì\nTập huấn cốt cán\t05/3/2025\tPhòng A\n"
        "Các trường gửi danh sách\tTrước ngày 10/3/2025\tPhòng B\n"
    )
    rows = [one for one in read(words) if one["start"].startswith("2025-03")]
    assert [(one["place"], one["kind"]) for one in rows] == [(None, "in_person"), (None, "deadline")]
    assert rows[1]["audience"] == "Các trường"


@pytest.mark.parametrize("group", ["Lớp A - Mầm non", "Khối tiểu học", "Nhóm giáo viên THCS"])
def test_a_line_with_the_name_of_a_group_right_under_the_heads_is_no_second_line_of_heads(group: str) -> None:
    words = (
        "Lớp\tChuyên đề\tThời gian\tPhòng học\tSố HV\n"
        + "\t".join([group] * 5)
        + "\nA1\tAn toàn\t8h30 - 11h00, 20/3/2025\tPhòng 1, Trung tâm Hội nghị\t90"
        + "\nA2\tTrò chơi\t14h00 - 16h00, 20/3/2025\tTrường Mầm non Hoa Sim\t45"
    )
    lessons = [(one["start"][8:], one["title_key"].split(" – ")[0], one["place"], one["quota"]) for one in read(words)]
    assert lessons == [
        ("20T08:30", "An toàn", "Phòng 1, Trung tâm Hội nghị", 90),
        ("20T14:00", "Trò chơi", "Trường Mầm non Hoa Sim", 45),
    ]
