"""What kind of thing a row or a line of a plan of training is, where its own words do not say so."""

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
ROWS = "TT\tMôn học, hoạt động\tThời gian\n1\tToán\tSáng 09/10/2025\n2\tQuản lý lớp học\tChiều 09/10/2025\n"
PLACED = ROWS.replace("gian\n", "gian\tĐịa điểm\n").replace("/2025\n", "/2025\tPhòng họp số 1\n")


def read(text: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + text + "\n")


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (ROWS, "in_person", None),
        (PLACED, "in_person", "Phòng họp số 1"),
        (f"Hình thức: trực tuyến.\n{PLACED}", "in_person", "Phòng họp số 1"),
        (
            f"{ROWS}Hình thức: trực tuyến qua Zoom, ID 812 000 4455. Các trường bố trí điểm cầu; giáo viên vào phòng "
            "trước 15 phút để ổn định và kiểm tra đường truyền, thiết bị trước khi vào giờ học chính thức của lớp.",
            "virtual",
            "Zoom (ID 812 000 4455)",
        ),
        (
            "Lớp tập huấn được tổ chức theo hình thức trực tuyến trên Google Meet (https://meet.example.vn/abc).\n"
            + ROWS,
            "virtual",
            "Google Meet https://meet.example.vn/abc",
        ),
        (f"Trường hợp mưa bão, lớp học theo hình thức trực tuyến.\n{ROWS}", "in_person", None),
        ("- Ngữ văn: 13h30 ngày 09/10/2025, phòng A2.", "in_person", "phòng A2"),
        ("- Đại số: sáng 11/10/2025.", "in_person", None),
        ("- Tổ chức họp trực tuyến hướng dẫn tài khoản LMS lúc 14h00 ngày 09/10/2025.", "virtual", "trực tuyến"),
        ("- Triển khai kế hoạch: cuộc họp Hội đồng sư phạm lúc 16h30 ngày 09/10/2025.", "meeting", None),
        (
            "- Tập huấn tại Trường PTDTNT huyện, ngày 29/10/2025, trừ giáo viên nghỉ ốm.",
            "in_person",
            "Trường PTDTNT huyện",
        ),
        ("- Tập huấn tại Trường TH Lê Lợi đối với giáo viên, ngày 29/10/2025.", "in_person", "Trường TH Lê Lợi"),
        (
            "Lớp\tThời gian\tĐịa điểm\nLớp 2\t24/10/2025 (01 ngày, riêng chuyên đề 2 trực tuyến)\tTrường MN Hoa Mai",
            "in_person",
            "Trường MN Hoa Mai",
        ),
    ],
)
def test_what_has_an_hour_in_a_plan_of_training_is_a_lesson(text: str, kind: str, place: str | None) -> None:
    found = read(text)
    assert {(one["kind"], one["place"]) for one in found} == {(kind, place)}


def test_work_with_an_hour_is_no_lesson() -> None:
    rows = "1\tĐón tiếp đại biểu\t7h30 ngày 09/10/2025\n2\tChuẩn bị hội trường\tSáng 08/10/2025"
    assert {one["kind"] for one in read(f"TT\tCông việc\tThời gian\n{rows}")} == {"milestone"}


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Học viên nộp báo cáo lên hệ thống trước ngày 10/10/2025.", "hệ thống"),
        ("Học viên làm bài khảo sát trên trang hoctap.example.vn chậm nhất ngày 10/10/2025.", "hoctap.example.vn"),
    ],
)
def test_a_system_is_where_something_is_handed_in(line: str, place: str) -> None:
    assert [one["place"] for one in read(line)] == [place]


def test_subjects_meet_where_a_list_of_places_says_so() -> None:
    rows = "TT\tNội dung\tThời gian\n1\tHọc môn Tin học\t12/10/2025\n2\tHọc môn Công nghệ\t14/10/2025\n"
    places = "Địa điểm:\n- Môn Tin học: Trường Cao đẳng A.\n- Môn Công nghệ: tại Trường Tiểu học B."
    assert [one["place"] for one in read(rows + places)] == ["Trường Cao đẳng A", "Trường Tiểu học B"]


def test_a_line_that_begins_with_room_tells_where_the_lessons_above_are() -> None:
    head = "VIỆN BỒI DƯỠNG\nSố: 12/LH-VBD\nHuế, ngày 20 tháng 02 năm 2024\nLỊCH HỌC\nLớp bồi dưỡng môn Tin học\n"
    lessons = (
        "B. HỌC PHẦN 1\nHọc sáng thứ Bảy ngày 02/3/2024, giờ học 7h30 - 11h30.\nPhòng: B2-04, cơ sở 12 Trần Phú.\n"
    )
    (found,) = activities_of(head + lessons)
    assert found["place"] == "B2-04, cơ sở 12 Trần Phú"
