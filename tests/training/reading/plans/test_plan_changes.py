"""Letters that change a schedule, limits of rounds, and one session of all before the groups meet apart."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = """TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN TỈNH AN HÒA
Số: 16/TTGDTX
An Hòa, ngày 05 tháng 6 năm 2024
V/v điều chỉnh lịch học lớp bồi dưỡng giáo viên tiểu học
Kính gửi: Hiệu trưởng các trường tiểu học.
"""
HOURS = "\nGiờ học không thay đổi: sáng từ 7g30 đến 11g00; chiều từ 13g30 đến 16g30."


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(f"{HEAD}{text}\n")


def starts(text: str, kind: str = "in_person") -> list[str]:
    return [one["start"] for one in read(text) if one["kind"] == kind]


def both(*days: str) -> list[str]:
    return [f"2024-08-{day}T{hour}" for day in days for hour in ("07:30", "13:30")]


CHANGES = [
    ("Các buổi học ngày 10/8/2024 và 11/8/2024 không tổ chức; học bù vào ngày 24/8/2024.", both("24")),
    ("Lớp nghỉ học các ngày 10 và 11/8/2024. Học bù vào các ngày 24 và 25/8/2024.", both("24", "25")),
    ("Không học sáng ngày 10/8/2024, học bù chiều ngày 24/8/2024.", ["2024-08-24T13:30"]),
    (
        "Buổi học ngày 17/8/2024 vẫn giữ nguyên, nhưng chuyển sang Hội trường B; chỉ học buổi sáng.",
        ["2024-08-17T07:30"],
    ),
    ("Các buổi ngày 17, 18/8/2024 giữ nguyên, chuyển địa điểm từ phòng 12 sang Hội trường B.", both("17", "18")),
    ("Do trùng lịch thi, thời gian tập huấn dự kiến từ ngày 10/8/2024 được chuyển sang ngày 24/8/2024.", both("24")),
]


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
def test_only_new_days_are_told_with_the_hours_of_the_usual_lessons(change: str, wanted: list[str]) -> None:
    assert starts(change + HOURS) == wanted


def test_days_named_with_a_change_are_those_whose_hours_follow() -> None:
    text = (
        "Thời gian tập huấn dự kiến từ ngày 10/8/2024 đến ngày 11/8/2024 được chuyển sang ngày 24/8/2024.\n"
        "- Sáng 24/8/2024, từ 7h30 đến 11h00: khai mạc, chuyên đề chung.\n"
        "- Chiều 24/8/2024, từ 13h30 đến 16h30: học theo lớp.\n"
    )
    assert starts(text) == both("24")


LIMITS = [
    "muộn nhất 01/8/2024 đối với đợt 1 và 15/8/2024 đối với đợt 2",
    "chậm nhất ngày 01/8/2024 với đợt 1, ngày 15/8/2024 với đợt 2",
    "trước ngày 01/8/2024 (đợt 1), 15/8/2024 (đợt 2)",
    "đợt 1 trước ngày 01/8/2024; đợt 2 trước ngày 15/8/2024",
]


@pytest.mark.parametrize("limits", LIMITS)
def test_each_round_has_its_own_limit(limits: str) -> None:
    assert starts(f"- Các trường gửi danh sách học viên {limits}.", "deadline") == ["2024-08-01", "2024-08-15"]


def test_what_goes_on_until_an_hour_ends_then_and_those_who_meet_apart_have_their_rooms() -> None:
    told = read(
        "- Khai mạc lúc 8 giờ 00, ngày 12/8/2024 tại Hội trường A (số 5, đường Núi); sau đó học viên nghe chuyên đề "
        "chung đến 11 giờ.\n"
        "- Chiều 12/8/2024, từ 13 giờ 30 đến 17 giờ, cán bộ quản lý học tại phòng 201, giáo viên học tại phòng 305."
    )
    assert [(one["start"][11:], one["end"][11:]) for one in told] == [
        ("08:00", "11:00"),
        ("13:30", "17:00"),
        ("13:30", "17:00"),
    ]
    assert [one["place"] for one in told[1:]] == ["phòng 201", "phòng 305"]
