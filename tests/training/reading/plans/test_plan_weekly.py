"""Weekly repeats: weekdays of a stretch or a month, told with it, beside it or in another cell; and days left out."""

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


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(f"{HEAD}{text}\n")


def starts(text: str) -> list[str]:
    """Day and hour of each session: "10-04 08:00"."""
    return sorted(str(one["start"])[5:].replace("T", " ") for one in read(text))


MORNINGS = ["10-04 08:00", "10-05 08:00", "10-11 08:00", "10-12 08:00"]
EVENINGS = ["10-07 19:00", "10-09 19:00", "10-14 19:00", "10-16 19:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Học Thứ Bảy và Chủ nhật hằng tuần, 8h00 - 11h00, từ ngày 04/10 đến ngày 12/10/2025.", MORNINGS),
        ("Học vào T7, CN hằng tuần, từ ngày 04/10 đến hết ngày 12/10/2025, sáng từ 8h00 đến 11h00.", MORNINGS),
        ("- Thời gian: từ 04/10/2025 đến 12/10/2025.\n- Học các ngày cuối tuần, 8h00 - 11h00.", MORNINGS),
        ("- Ngày học: Thứ Bảy, Chủ nhật.\n- Thời gian: từ 04/10/2025 đến 12/10/2025 (8h00 - 11h00).", MORNINGS),
        ("- Thời gian: từ 04/10 đến 12/10/2025.\n- Lịch học: thứ Bảy, Chủ nhật.\n- Giờ học: 8h00 - 11h00.", MORNINGS),
        ("Nội dung\tThứ\tGiờ\tThời gian\nTin học\tBảy, Chủ nhật\t8h00 - 11h00\tTừ 04/10 đến 12/10/2025", MORNINGS),
        (
            "TT\tNội dung\tTừ ngày\tĐến ngày\tBuổi\n1\tTin\t06/10/2025\t19/10/2025\tTối thứ 3, thứ 5, 19h - 21h",
            EVENINGS,
        ),
        (
            "TT\tNội dung\tThời gian\tGhi chú\n1\tTin\t06/10 - 19/10/2025\tTối thứ 3, 5 hằng tuần, 19h00 - 21h00",
            EVENINGS,
        ),
        ("Tháng 10/2025:\n- Học STEM vào chiều thứ Năm hằng tuần, 14h00 - 16h00.", [
            "10-02 14:00", "10-09 14:00", "10-16 14:00", "10-23 14:00", "10-30 14:00"]),
        ("Học thứ Bảy cách tuần, từ 04/10/2025 đến 01/11/2025, 8h00 - 11h00.", [
            "10-04 08:00", "10-18 08:00", "11-01 08:00"]),
        ("Từ 06/10 đến 14/10/2025 học từ thứ Hai đến thứ Tư hằng tuần, 18h00 - 20h00.", [
            "10-06 18:00", "10-07 18:00", "10-08 18:00", "10-13 18:00", "10-14 18:00"]),
    ],
)  # fmt: skip
def test_a_weekly_repeat_is_a_session_on_each_of_its_days(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Từ 06/10 đến 12/10/2025: tối thứ Ba hằng tuần 19h00 - 21h00; sáng thứ Bảy hằng tuần 8h00 - 11h00.", [
            "10-07 19:00", "10-11 08:00"]),
        ("Từ 06/10 đến 12/10/2025 học các tối thứ 3, 5 (19h00 - 21h00) và sáng Chủ nhật (8h00 - 11h00).", [
            "10-07 19:00", "10-09 19:00", "10-12 08:00"]),
        ("Từ 06/10 đến 12/10/2025: 19h00 - 21h00 thứ Ba hằng tuần, 8h00 - 11h00 thứ Bảy hằng tuần.", [
            "10-07 19:00", "10-11 08:00"]),
        ("Học thứ Bảy, Chủ nhật hằng tuần từ 04/10 đến 10/10/2025, sáng 8h00 - 11h00, chiều 13h30 - 16h00.", [
            "10-04 08:00", "10-04 13:30", "10-05 08:00", "10-05 13:30"]),
    ],
)  # fmt: skip
def test_hours_of_one_weekday_are_not_those_of_another(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


@pytest.mark.parametrize("off", ["nghỉ hai ngày", "nghỉ các ngày", "trừ hai ngày", "không học ngày"])
def test_days_off_in_a_bracket_take_nothing_but_themselves(off: str) -> None:
    told = read(
        "Học trực tiếp Thứ Bảy và Chủ nhật hằng tuần, từ ngày 04/10/2025 đến ngày 19/10/2025 "
        f"({off} 11 và 12/10/2025 do hội trường bận). Mỗi ngày học từ 8h00 đến 11h00."
    )
    assert [one["start"][5:10] for one in told] == ["10-04", "10-05", "10-18", "10-19"]
    assert not any("bận" in one["title_key"] for one in told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is done every week beside self-study does not cut it into days
        ("Từ ngày 06/10 đến ngày 19/10/2025 tự học trên LMS; báo cáo tiến độ thứ Sáu hằng tuần.", ["10-06"]),
        # weekdays of the first and the last day
        ("Học từ thứ Hai ngày 06/10 đến thứ Ba ngày 07/10/2025, 8h00 - 11h00.", ["10-06 08:00", "10-07 08:00"]),
        ("Từ ngày 06/10/2025 (thứ Hai) đến ngày 07/10/2025 (thứ Ba), 8h00 - 11h00.", ["10-06 08:00", "10-07 08:00"]),
        # a deadline is none of the days of the lessons
        ("- Ngày học: thứ Bảy hằng tuần.\n- Nộp hồ sơ từ ngày 06/10 đến hết ngày 12/10/2025.", ["10-06"]),
        ("Tháng 10/2025:\n- Tập huấn STEM. Phụ trách: đ/c Lê Thị Mơ.", ["10-01"]),
    ],
)
def test_other_stretches_are_not_cut_into_weekdays(text: str, expected: list[str]) -> None:
    assert starts(text) == [day if " " in day else f"{day}" for day in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Lịch tập huấn các ngày 09, 10 và 11/10/2025 đã thông báo tại buổi giao ban tháng 9 được hoãn.",
        "Lịch ngày 09/10/2025 đã báo tại cuộc họp ngày 05/9/2025 không tổ chức nữa.",
        "Lịch các ngày 09, 10/10/2025 nêu tại thông báo trước không thực hiện, thay bằng lịch dưới đây.",
    ],
)
def test_days_given_up_are_no_sessions(text: str) -> None:
    assert read(text) == []
