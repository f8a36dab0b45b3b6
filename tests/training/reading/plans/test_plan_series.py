"""Series of sessions: days that differ from the rest, days named by their place, and what is told once for all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 9 năm 2025
KẾ HOẠCH
Tập huấn soạn giảng số cho giáo viên năm 2025
"""


def read(*lines: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + "\n".join(lines) + "\n")


def times(*lines: str) -> list[tuple[str | None, str | None]]:
    return sorted((one["start"], one["end"]) for one in read(*lines))


SERIES = "Thời gian: các ngày 10, 11/10/2025; sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 17h00"
TEN = [("2025-10-10T07:30", "2025-10-10T11:00"), ("2025-10-10T13:30", "2025-10-10T17:00")]
MORNING, AFTERNOON = ("2025-10-11T07:30", "2025-10-11T11:00"), ("2025-10-11T13:30", "2025-10-11T17:00")


@pytest.mark.parametrize(
    ("clause", "of_the_day"),
    [
        ("", [MORNING, AFTERNOON]),
        (" (riêng chiều ngày 11/10 kết thúc lúc 16h00)", [MORNING, ("2025-10-11T13:30", "2025-10-11T16:00")]),
        ("; riêng ngày 11/10 bắt đầu từ 8h00", [("2025-10-11T08:00", "2025-10-11T11:00"), AFTERNOON]),
        (". Riêng ngày 11/10 học buổi sáng", [MORNING]),
        ("; riêng chiều ngày 11/10 nghỉ", [MORNING]),
        ("; riêng buổi chiều ngày 11/10 học từ 14h00 đến 16h30", [MORNING, ("2025-10-11T14:00", "2025-10-11T16:30")]),
        ("; riêng ngày cuối nghỉ", []),
    ],
)
def test_one_day_of_a_series_may_differ(clause: str, of_the_day: list[tuple[str, str]]) -> None:
    assert times(f"{SERIES}{clause}.") == sorted(TEN + of_the_day)


@pytest.mark.parametrize(
    ("clause", "field", "value"),
    [
        ("; riêng ngày 11/10 học tại Trường THCS Suối Trong", "place", "Trường THCS Suối Trong"),
        ("; riêng ngày 11/10 học trực tuyến qua Zoom", "kind", "virtual"),
    ],
)
def test_one_day_may_be_elsewhere(clause: str, field: str, value: str) -> None:
    of_the_day = [one[field] for one in read(f"{SERIES}{clause}.") if one["start"].startswith("2025-10-11")]
    assert of_the_day == [value, value]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("từ ngày mười tám đến ngày hai mươi hai tháng mười năm 2025", [("2025-10-18", "2025-10-22")]),
        ("ngày mùng một tháng mười hai năm 2025", [("2025-12-01", "2025-12-01")]),
        ("ngày ba mươi mốt tháng 10 năm 2025", [("2025-10-31", "2025-10-31")]),
        ("ngày một ngày hai cũng phải học", []),
    ],
)
def test_dates_in_words(line: str, expected: list[tuple[str, str]]) -> None:
    assert times(f"Tập huấn sử dụng phần mềm {line}.") == expected


def test_days_are_named_by_their_place_in_a_stretch() -> None:
    lines = ("Tập huấn trực tiếp 02 ngày, từ ngày 10/10 đến ngày 11/10/2025:", "- Ngày thứ nhất: 7h30 Khai mạc.")
    assert times(*lines, "- Ngày thứ hai: 14h00 Thực hành soạn bài.") == [
        ("2025-10-10T07:30", None),
        ("2025-10-11T14:00", None),
    ]


def test_weekdays_are_those_of_the_week_over_them() -> None:
    lines = ("Tuần 1 (06/10 - 10/10/2025):", "- Thứ Ba: 15h30, học soạn bài.", "- Thứ Năm: 15h00, học chấm bài.")
    assert times(*lines) == [("2025-10-07T15:30", None), ("2025-10-09T15:00", None)]


def test_weekly_evenings_between_two_days() -> None:
    found = times("Lớp học: tối thứ 2, 4 (19h00 - 21h00), từ 06/10/2025 đến 15/10/2025.")
    assert [start for start, _ in found] == [f"2025-10-{day}T19:00" for day in ("06", "08", "13", "15")]


def test_hours_of_the_programme_are_those_of_its_table() -> None:
    found = read(
        "1. Giờ học: sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30.",
        "2. Các lớp học tại Trường THCS Suối Trong.",
        "| Ngày | Nội dung |",
        "| 10/10/2025 | Học bạ số |",
        "| 11/10/2025 | Sổ điểm điện tử |",
    )
    assert [one["start"][5:] for one in found] == ["10-10T07:30", "10-10T13:30", "10-11T07:30", "10-11T13:30"]
    assert {one["place"] for one in found} == {"Trường THCS Suối Trong"}


def test_columns_of_days_for_each_part_of_a_model() -> None:
    found = read(
        "Học trực tiếp: sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30.",
        "| Đợt | Đối tượng | 7 ngày đầu | 2 ngày | 7 ngày cuối |",
        "| Đợt 1 | GV tiểu học | 03/11 - 09/11/2025 | 11, 12/11/2025 | 13/11 - 19/11/2025 |",
    )
    assert [one["kind"] for one in found].count("lms") == 2
    assert [one["start"] for one in found if one["kind"] == "in_person"] == [
        *("2025-11-11T07:30", "2025-11-11T13:30", "2025-11-12T07:30", "2025-11-12T13:30"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        ("- Lớp 1: 60 giáo viên phía Bắc, học tại Trường THPT Suối Một.", "- Lớp 2: 55 giáo viên phía Nam."),
        (
            "| Lớp | Đối tượng | Số lượng | Địa điểm |",
            "| Lớp 1 | giáo viên phía Bắc | 60 | Trường THPT Suối Một |",
            "| Lớp 2 | giáo viên phía Nam | 55 | |",
            "Lịch học:",
        ),
    ],
)
def test_groups_told_once_reach_their_lessons(told: tuple[str, ...]) -> None:
    first, second = read(
        *told,
        "| Lớp | Ngày | Giờ | Nội dung |",
        "| Lớp 1 | 10/10/2025 | 7h30 - 11h00 | Soạn bài |",
        "| Lớp 2 | 11/10/2025 | 7h30 - 11h00 | Soạn bài |",
    )
    assert (first["audience"], first["quota"], first["place"]) == ("giáo viên phía Bắc", 60, "Trường THPT Suối Một")
    assert (second["audience"], second["quota"]) == ("giáo viên phía Nam", 55)


@pytest.mark.parametrize(
    ("line", "audience", "lead"),
    [
        (
            "2. Các trường THCS: lập danh sách gửi về Phòng Mầm non trước ngày 20/10/2025.",
            "Các trường THCS",
            "Phòng Mầm non",
        ),
        ("Mỗi khối nộp 01 kế hoạch về Ban giám hiệu, hạn cuối 20/10/2025.", "Mỗi khối", "Ban giám hiệu"),
        ("Tổ trưởng xác nhận số người dự với Tổ Văn phòng trước 16 giờ ngày 16/10/2025.", "Tổ trưởng", "Tổ Văn phòng"),
    ],
)
def test_a_duty_has_who_owes_it_and_who_receives_it(line: str, audience: str, lead: str) -> None:
    (duty,) = read(line)
    assert (duty["kind"], duty["audience"], duty["lead"]) == ("deadline", audience, lead)


@pytest.mark.parametrize(
    "line",
    [
        "Buổi học ngày 19/10/2025 nêu trong Thông báo số 04/TB-PGDĐT không tổ chức nữa.",
        "Phấn đấu đến tháng 12/2027 có 100% giáo viên đạt khung năng lực số.",
        "Theo biên bản phối hợp ngày 01/9/2025 với UBND xã, Phòng thông báo lịch sau.",
        "Thực hiện Hướng dẫn số 92-HD/BTGHU ngày 28/8/2025 của Ban Tuyên giáo.",
        "Đại biểu đến sớm nhận phòng từ 14h00 ngày 09/10/2025.",
    ],
)
def test_days_on_which_nothing_is(line: str) -> None:
    assert read(line) == []


def test_cells_a_line_without_row_numbers() -> None:
    heads = ("Nhóm", "Ngày", "Giờ", "Nội dung", "Phòng")
    rows = ("Nhóm 1", "10/10/2025", "7h3O - 1 0h30", "Quản lý cảm xúc", "Phòng 201")
    others = ("Nhóm 2", "1 1/10/2025", "13h30 - 16h30", "Quản lý cảm xúc", "Phòng 202")
    found = read(*heads, *rows, *others, "", "* Mang theo máy tính.")
    assert [(one["start"], one["end"], one["place"]) for one in found] == [
        ("2025-10-10T07:30", "2025-10-10T10:30", "Phòng 201"),
        ("2025-10-11T13:30", "2025-10-11T16:30", "Phòng 202"),
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Ngày 10/10/2025", TEN),
        ("Ngày 10, 11/10/2025", [*TEN, MORNING, AFTERNOON]),
        ("Ngày 10/10/2025 (chỉ học buổi sáng)", TEN[:1]),
        ("Chiều ngày 10/10/2025", TEN[1:]),
        ("8h00 – 10h00 ngày 10/10/2025", [("2025-10-10T08:00", "2025-10-10T10:00")]),
    ],
)
def test_the_head_of_the_days_may_tell_the_hours_of_all_rows(cell: str, expected: list[tuple[str, str]]) -> None:
    head = "| TT | Lớp | Ngày học (sáng 7h30 – 11h00; chiều 13h30 – 17h00) | Địa điểm |"
    assert times("Lịch các lớp tập huấn", head, f"| 1 | Lớp A1 | {cell} | Trường THCS Suối Trong |") == sorted(expected)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (
            "Mỗi nhóm học 01 ngày. Sáng: từ 7 giờ 30 đến 11 giờ 00. Chiều: từ 13 giờ 30 đến 17 giờ 00.",
            [*TEN, MORNING, AFTERNOON],
        ),
        ("Mỗi nhóm học từ 7h30 đến 11h00.", [TEN[0], MORNING]),
        ("Mỗi nhóm học 01 ngày.", [("2025-10-10", "2025-10-10"), ("2025-10-11", "2025-10-11")]),
    ],
)
def test_hours_told_ahead_of_a_list_are_those_of_its_days(ahead: str, expected: list[tuple[str, str]]) -> None:
    days = (
        "a) Giáo viên Nhóm 1: ngày 10/10/2025, tại Trường THCS Suối Trong",
        "b) Giáo viên Nhóm 2: ngày 11/10/2025, tại Trường THCS Núi Xanh",
    )
    duty = "- Đăng ký số người dự chậm nhất ngày 06/10/2025."
    told = times("1. Lịch tập huấn", ahead, *days, "2. Đề nghị các trường", duty)
    assert told == sorted([*expected, ("2025-10-06", "2025-10-06")])


def test_days_that_a_letter_replaces_are_not_taken() -> None:
    before = "Phòng Giáo dục và Đào tạo đã có Công văn số 57/PGDĐT triệu tập giáo viên tập huấn vào các ngày 05 và "
    before += "06/9/2025. Nay Phòng thông báo lịch mới thay cho lịch tại Công văn số 57/PGDĐT như sau:"
    assert times(before, "Tập huấn ngày 10/10/2025 tại Trường THCS Suối Trong.") == [("2025-10-10", "2025-10-10")]


def test_the_head_of_a_group_tells_its_people_and_its_place() -> None:
    head = "| Thời gian | Nhóm 1 (giáo viên tiểu học) | Nhóm 2 (giáo viên THCS) |"
    below = "| Thời gian | Địa điểm: Nhà đa năng của trường | Địa điểm: Thư viện xã |"
    told = read("Lịch tập huấn", head, below, "| Sáng 10/10/2025 (7h30 – 11h00) | Soạn bài giảng | Chấm bài |")
    assert sorted((one["place"], one["audience"]) for one in told) == [
        ("Nhà đa năng của trường", "giáo viên tiểu học"),
        ("Thư viện xã", "giáo viên THCS"),
    ]


@pytest.mark.parametrize("day", ["Các tối 10/10/2025", "Thứ Sáu ngày 10/10/2025"])
def test_a_part_of_the_day_or_a_weekday_is_no_title(day: str) -> None:
    titles = {one["title_key"] for one in read("1. Lớp tập huấn soạn giảng", f"{day}, từ 19h30 đến 21h00")}
    assert len(titles) == 1 and "soạn giảng" in titles.pop()


def test_a_lettered_part_tells_the_form_of_what_stands_under_it() -> None:
    lines = ("Phần A. Học trực tuyến", "Các tối 10, 12/10/2025, từ 19h30 đến 21h00", "Phần B. Học trực tiếp")
    told = read("3. Lịch học", *lines, "- Thứ Bảy ngày 18/10/2025: 8h00 – 11h00, tại Trường THCS Suối Trong.")
    assert [one["kind"] for one in told] == ["virtual", "virtual", "in_person"]
