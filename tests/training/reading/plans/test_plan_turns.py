# ruff: noqa: E501 - a turn of phrase reads best on one line
"""Turns of phrase in which officers tell times indirectly, each in several wordings of its own."""

from __future__ import annotations

from typing import Any

import pytest

from training.reading.documents import read_text, to_json

HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày 05 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên năm 2025\n\nI. NỘI DUNG\n"
)


def read(words: str) -> list[dict[str, Any]]:
    return to_json(read_text(HEAD + words + "\n\nNơi nhận:\n- Lưu: VT.\n"))["activities"]  # type: ignore[no-any-return]


def when(activity: dict[str, Any]) -> str:
    """2025-03-18T08:00/11:00 for hours of a day; the first and the last day of a stretch."""
    start, end = activity["start"], activity["end"]
    if start is None:
        return "tbd"
    if end in (None, start):
        return str(start)
    return f"{start}/{end[11:]}" if "T" in end and end[:10] == start[:10] else f"{start}/{end}"


def told(words: str) -> list[str]:
    return sorted(when(one) for one in read(words))


REPLACED_PAPERS: list[tuple[str, list[str]]] = [
    (
        "Kế hoạch này thay thế Kế hoạch số 39/KH-SGDĐT ngày 21/02/2025 (trong đó ấn định buổi học đầu tiên vào ngày 07/3/2025).",
        [],
    ),
    (
        "Công văn này thay cho Công văn số 40/SGDĐT ngày 20/02/2025, theo đó lớp khai giảng ngày 10/3/2025 và bế giảng ngày 15/3/2025.",
        [],
    ),
    ("Thông báo này bãi bỏ Thông báo số 40/TB-SGDĐT về lớp tập huấn ngày 10/3/2025.", []),
    (
        "Thông báo này thay thế Thông báo số 40/TB-SGDĐT (khai giảng ngày 10/3/2025); lớp khai giảng ngày 17/3/2025.",
        ["2025-03-17"],
    ),
    (
        "Thông báo này thay thế lịch trong Kế hoạch số 40/KH-SGDĐT: lớp tập huấn dự kiến ngày 10/3/2025 nay tổ chức ngày 17/3/2025.",
        ["2025-03-17"],
    ),
]
REASONS: list[tuple[str, list[str]]] = [
    (
        "Trên cơ sở thống nhất tại cuộc họp cụm ngày 03/02/2025, Sở tổ chức lớp tập huấn ngày 18/3/2025.",
        ["2025-03-18"],
    ),
    (
        "Theo kết luận của Giám đốc Sở tại hội nghị giao ban ngày 03/3/2025, Sở mời các trường dự lớp tập huấn lúc 8h00 ngày 18/3/2025.",
        ["2025-03-18T08:00"],
    ),
    ("Sau khi khảo sát nhu cầu ngày 20/02/2025, Sở mở lớp tập huấn ngày 18/3/2025.", ["2025-03-18"]),
    (
        "Theo ý kiến thống nhất của cuộc họp tổ ngày 28/02, các tổ tổ chức sinh hoạt chuyên môn ngày 18/3/2025.",
        ["2025-03-18"],
    ),
    ("Dự giờ thao giảng chào mừng 20/11: từ ngày 04/11/2025 đến ngày 16/11/2025.", ["2025-11-04/2025-11-16"]),
    ("Hội thảo chào mừng ngày Nhà giáo Việt Nam 20/11 tổ chức ngày 18/11/2025.", ["2025-11-18"]),
    ("Chuyên đề chào mừng kỷ niệm 43 năm ngày 20/11 (15/11/2025).", ["2025-11-15"]),
]
NUMBERS: list[tuple[str, list[str]]] = [
    ("Hạn nộp hồ sơ đợt 1 đến hết ngày 01/4/2025, đợt 2 đến hết ngày 31/5/2025.", ["2025-04-01", "2025-05-31"]),
    (
        "Tập huấn lớp 1 ngày 10/4/2025, lớp 2 ngày 12/4/2025, lớp 3 từ ngày 14 đến 15/4/2025.",
        ["2025-04-10", "2025-04-12", "2025-04-14/2025-04-15"],
    ),
    ("Các buổi học: 5, 7 và 9/4/2025.", ["2025-04-05", "2025-04-07", "2025-04-09"]),
    (
        "Sau tập huấn, các trường vận dụng tại đơn vị trong tháng 12/2025 và tháng 01/2026.",
        ["2025-12-01/2026-01-31"],
    ),
]


@pytest.mark.parametrize(("words", "times"), [*REPLACED_PAPERS, *REASONS, *NUMBERS])
def test_only_what_will_be_is_taken(words: str, times: list[str]) -> None:
    assert told(words) == times


KINDS = [
    ("Hội đồng đánh giá của trường họp xét lúc 14h00 ngày 15/5/2025.", "meeting"),
    ("Phòng Giáo dục Trung học tổ chức họp rút kinh nghiệm lúc 14h00 ngày 15/5/2025.", "meeting"),
    ("Các tổ tổ chức sinh hoạt chuyên môn ngày 15/5/2025.", "meeting"),
    ("Phiên toàn thể: từ 8h00 đến 11h00 ngày 15/5/2025 tại Hội trường lớn.", "meeting"),
    ("Đại biểu đi thực tế tại Trường A từ 7h15 ngày 15/5/2025.", "in_person"),
    ("Trường phối hợp tác giả sách tổ chức lớp bồi dưỡng ngày 15/5/2025.", "in_person"),
]


@pytest.mark.parametrize(("words", "kind"), KINDS)
def test_whoever_meets_is_told_before_it(words: str, kind: str) -> None:
    assert [one["kind"] for one in read(words)] == [kind]
