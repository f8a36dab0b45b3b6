"""The programme of a day: lines or tables of hours whose day stands before them, and groups that meet at one time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH AN HÒA
Số: 74/GM-SGDĐT
An Hòa, ngày 06 tháng 10 năm 2025
GIẤY MỜI
Tập huấn giáo viên về giáo dục STEM
"""
WHEN = "Thời gian: 01 ngày, thứ Bảy ngày 25 tháng 10 năm 2025\nĐịa điểm: Trường THPT Suối Trong\n"
DAY = [
    ("2025-10-25T07:30", "2025-10-25T08:00"),
    ("2025-10-25T08:00", "2025-10-25T11:15"),
    ("2025-10-25T13:30", "2025-10-25T15:30"),
]
CELLS = (
    "7h30 – 8h00\tĐón tiếp đại biểu\tSảnh A5\n"
    "8h00 – 11h15\tTập huấn phần 1\tHội trường A5\n"
    "11h15 – 13h30\tNghỉ trưa\n"
    "13h30 – 15h30\tTập huấn phần 2\tPhòng 201\n"
)
LINES = (
    "7h30 – 8h00: Đón tiếp đại biểu (Sảnh A5)\n"
    "8h00 – 11h15: Tập huấn phần 1 tại Hội trường A5\n"
    "11h15 – 13h30: Nghỉ trưa\n"
    "13h30 – 15h30: Tập huấn phần 2 (Phòng 201)\n"
)


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + text)


def lessons(text: str) -> list[tuple[str | None, str | None]]:
    return [(one["start"], one["end"]) for one in read(text) if one["kind"] != "deadline"]


AGENDAS = [
    WHEN + "CHƯƠNG TRÌNH\n" + CELLS,
    WHEN + "CHƯƠNG TRÌNH\nThời gian\tNội dung\tĐịa điểm\n" + CELLS,
    WHEN + "Chương trình:\n" + LINES,
    WHEN + "Buổi sáng\n" + LINES.replace("13h30 –", "Buổi chiều\n13h30 –"),
    WHEN + "".join(f"- {line};\n" for line in LINES.splitlines()),
    "Thời gian: từ 7h30, thứ Bảy ngày 25/10/2025\nNỘI DUNG\n" + LINES,
    "Ngày họp: 25/10/2025\nNỘI DUNG\n" + CELLS,
    "CHƯƠNG TRÌNH TẬP HUẤN NGÀY 25/10/2025\n\n" + CELLS,
    "Sở kính mời thầy cô dự tập huấn vào thứ Bảy, ngày 25/10/2025, đăng ký trước ngày 20/10/2025.\n" + LINES,
]


@pytest.mark.parametrize("text", AGENDAS)
def test_the_hours_of_a_programme_are_those_of_the_day_told_before_it(text: str) -> None:
    assert lessons(text) == DAY


def test_each_day_of_a_programme_has_its_own_hours_and_the_frame_is_no_lesson() -> None:
    text = "Thời gian: 02 ngày, 25 và 26/10/2025\nCHƯƠNG TRÌNH\n"
    text += f"Ngày 25/10/2025\n{CELLS}Ngày 26/10/2025\n{CELLS}"
    other = [(str(start).replace("-25T", "-26T"), str(end).replace("-25T", "-26T")) for start, end in DAY]
    assert lessons(text) == DAY + other


GROUPS = [
    "13h30 – 15h30\tTập huấn song song:\n\t- Nhóm 1: Bài học\tPhòng 201\n\t- Nhóm 2: Dự án\tPhòng 204\n",
    "13h30 – 15h30: Tập huấn song song\n- Nhóm 1: Bài học (phòng 201)\n- Nhóm 2: Dự án (phòng 204)\n",
    "13h30 – 15h30: Thực hành\n- Nhóm Tiểu học: phòng 201\n- Nhóm THCS: phòng 204\n",
    "13h30 – 15h30: Tập huấn hai nhóm: nhóm 1 tại phòng 201, nhóm 2 tại phòng 204\n",
]


@pytest.mark.parametrize("groups", GROUPS)
def test_groups_that_meet_at_one_time_each_have_their_room(groups: str) -> None:
    text = f"{WHEN}CHƯƠNG TRÌNH\n7h30 – 8h00: Khai mạc\n8h00 – 11h15: Phần 1\n{groups}15h45 – 16h45: Tổng kết\n"
    there = [one["place"].lower() for one in read(text) if one["start"] == "2025-10-25T13:30"]
    assert [place.partition(",")[0] for place in there] == ["phòng 201", "phòng 204"]
    assert [one["start"] for one in read(text)][-1] == "2025-10-25T15:45"


def test_what_tells_no_room_is_where_the_day_is_and_rooms_are_in_that_house() -> None:
    text = f"{WHEN}CHƯƠNG TRÌNH\n{CELLS.replace('Phòng 201', '')}"
    assert [one["place"] for one in read(text)] == [
        "Sảnh A5, Trường THPT Suối Trong",
        "Hội trường A5, Trường THPT Suối Trong",
        "Trường THPT Suối Trong",
    ]
