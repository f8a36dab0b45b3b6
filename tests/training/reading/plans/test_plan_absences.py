"""Days on which lessons of a series are off, made up for or moved, told in a sentence of its own."""

from __future__ import annotations

import pytest

from tests.training.reading.plans.reading import activities_of
from training.reading.documents import read_text, to_json

HEAD = """PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN NÚI XANH
Số: 12/KH-PGDĐT
Núi Xanh, ngày 01 tháng 9 năm 2025
KẾ HOẠCH
Tập huấn soạn giảng số cho giáo viên năm 2025
Phòng GDĐT tổ chức như sau:
"""
SATURDAYS = (
    "1. Học trực tiếp vào sáng thứ Bảy hằng tuần, từ ngày 04/10/2025 đến ngày 25/10/2025, từ 7h30 đến 11h00, "
    "tại Phòng 2, Trường THCS Một."
)
TWO_DAYS = (
    "1. Lớp học trong hai ngày 19 và 20/11/2025. Mỗi ngày học hai buổi, buổi sáng từ 7 giờ 30 phút đến 11 giờ 00 phút, "
    "buổi chiều từ 13 giờ 30 phút đến 16 giờ 30 phút.\n"
)
CLASSES = (
    "Lớp\tNgày\tGiờ\tĐịa điểm\nLớp 1\t19/11/2025\t7h30 - 11h00\tPhòng 1\nLớp 2\t20/11/2025\t7h30 - 11h00\tPhòng 2\n"
)


def starts(text: str) -> list[str]:
    return sorted(one["start"][5:] for one in activities_of(HEAD + text + "\n"))


@pytest.mark.parametrize(
    "told",
    [
        " Riêng thứ Bảy ngày 11/10/2025 lớp nghỉ; thứ Bảy ngày 18/10/2025 nghỉ lễ kỷ niệm thành lập trường.",
        " Lớp nghỉ các ngày 11/10 và 18/10/2025.",
        " Ngày 11/10/2025 và ngày 18/10/2025 lớp nghỉ.",
        "\n2. Lưu ý: ngày 11/10/2025 và ngày 18/10/2025 không học do trường tổ chức thi.",
        "\n2. Ngày 11/10 học viên nghỉ, ngày 18/10 không tổ chức lớp do trùng Hội khỏe Phù Đổng.",
        "\n2. Lớp không học ngày 11/10/2025 (thi học sinh giỏi) và ngày 18/10/2025 (hội khỏe).",
        " Nghỉ thứ Bảy ngày 11/10/2025 và ngày 18/10/2025 (dịp hội làng 10/10 và 17/10).",
        "\n2. Lớp được nghỉ ngày 11/10 và 18/10/2025 nhân dịp lễ hội từ 10/10 đến 19/10.\n3. Nghỉ Tết ngày 01/01/2026.",
        "\n2. Nghỉ lễ: ngày 11/10 và 18/10/2025 (hội làng 10/10, ngày hội trường 17/10).",
    ],
)
def test_days_off_are_no_lessons_and_no_activities(told: str) -> None:
    assert starts(SATURDAYS + told) == ["10-04T07:30", "10-25T07:30"]


@pytest.mark.parametrize(
    ("told", "new"),
    [
        ("\n2. Ngày 18/10/2025 lớp nghỉ, học bù vào sáng Chủ nhật 19/10/2025.", "10-19T07:30"),
        ("\n2. Buổi học ngày 18/10/2025 chuyển sang ngày 19/10/2025.", "10-19T07:30"),
        ("\n2. Buổi ngày 18/10 nghỉ và học bù từ 13h30 đến 16h30 ngày 19/10/2025.", "10-19T13:30"),
        ("\n2. Học bù buổi ngày 18/10/2025: sáng ngày 19/10/2025.", "10-19T07:30"),
        (" Không học ngày 18/10/2025; buổi này được bù vào ngày 19/10/2025.", "10-19T07:30"),
        (
            "\n2. Do ngày 18/10/2025 là ngày hội trường, buổi học ngày 18/10/2025 không tổ chức, được dạy bù vào chiều "
            "19/10/2025 (từ 14h00 đến 17h00).",
            "10-19T14:00",
        ),
    ],
)
def test_a_lesson_made_up_for_is_held_in_the_place_of_the_other(told: str, new: str) -> None:
    assert starts(SATURDAYS + told) == ["10-04T07:30", "10-11T07:30", new, "10-25T07:30"]


@pytest.mark.parametrize(
    ("told", "of_the_rest"),
    [
        ("Chiều ngày 20/11/2025 nghỉ, học bù sáng ngày 21/11/2025.", ["11-20T07:30", "11-21T07:30"]),
        ("Buổi chiều ngày 20/11 được chuyển sang sáng 21/11/2025.", ["11-20T07:30", "11-21T07:30"]),
        ("Nghỉ chiều 20/11/2025.", ["11-20T07:30"]),
        ("Ngày 20/11/2025 học viên nghỉ để dự lễ kỷ niệm Ngày Nhà giáo Việt Nam.", []),
        ("Học viên nghỉ học phải xin phép trước ngày 20/11/2025.", ["11-20T07:30", "11-20T13:30"]),
    ],
)
def test_a_part_of_a_day_may_be_off(told: str, of_the_rest: list[str]) -> None:
    first = ["11-19T07:30", "11-19T13:30"]
    assert [at for at in starts(TWO_DAYS + told) if "T" in at] == first + of_the_rest


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lớp 2 không học ngày 20/11/2025, học bù ngày 22/11/2025.", ["11-19T07:30", "11-22T07:30"]),
        ("Buổi học ngày 20/11 của lớp 2 tạm hoãn, sẽ thông báo sau.", ["11-19T07:30"]),
        ("Trường nghỉ học ngày 20/11/2025 để tổ chức lễ kỷ niệm.", ["11-19T07:30"]),
    ],
)
def test_only_the_group_named_is_off(told: str, expected: list[str]) -> None:
    assert starts(CLASSES + told) == expected


def test_days_are_not_moved_to_the_morning_by_the_word_for_moving() -> None:
    moved = TWO_DAYS.replace("trong hai ngày 19", "lùi từ ngày 05 và 06/11/2025 sang hai ngày 19")
    assert starts(moved) == ["11-19T07:30", "11-19T13:30", "11-20T07:30", "11-20T13:30"]


def test_what_was_told_before_does_not_hide_what_is_asked_for_now() -> None:
    text = (
        "Các đơn vị đã gửi danh sách theo Công văn số 11 không phải gửi lại; đơn vị có thay đổi gửi danh sách về Phòng "
        "GDĐT trước 17 giờ ngày 10/11/2025."
    )
    head = HEAD.replace("Tập huấn soạn", "Điều chỉnh thời gian tập huấn soạn")
    found = activities_of(f"{head}{text}\n")
    assert [(one["kind"], one["start"]) for one in found] == [("deadline", "2025-11-10T17:00")]


@pytest.mark.parametrize(
    "told",
    [
        "Do ảnh hưởng của đợt mưa lũ cuối tháng 10 và để các trường kịp khắc phục, Phòng điều chỉnh như sau:",
        "Vì trùng kỳ thi học sinh giỏi tháng 12, các trường cử giáo viên thay.",
        "Không cử giáo viên nghỉ hưu trước tháng 12/2025; không cử người nghỉ thai sản đến hết tháng 01/2026.",
        "Giáo viên mới tuyển dụng từ ngày 01/9/2025 không phải dự.",
        "        Núi Xanh, ngày 02 tháng 9 năm 2025\n          TRƯỞNG PHÒNG",
        "NGƯỜI LẬP BIỂU          Núi Xanh, ngày 02 tháng 9 năm 2025\nKT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG",
        "Người lập kế hoạch\nNgày 02 tháng 9 năm 2025\nHIỆU TRƯỞNG",
    ],
)
def test_a_reason_whom_it_is_about_and_the_day_of_the_signature_are_no_activities(told: str) -> None:
    assert starts(f"1. Học trực tiếp ngày 04/10/2025.\n{told}") == ["10-04"]


@pytest.mark.parametrize(
    ("foot", "issued"),
    [
        ("             Núi Xanh, ngày 02 tháng 9 năm 2025\n             GIÁM ĐỐC\n", "2025-09-02"),
        ("NGƯỜI LẬP BIỂU      Núi Xanh, ngày 02 tháng 9 năm 2025\nHIỆU TRƯỞNG\n", "2025-09-02"),
        ("Lớp trưởng ký nhận\n", None),
    ],
)
def test_a_paper_without_a_letterhead_is_dated_over_its_signature(foot: str, issued: str | None) -> None:
    text = f"LỊCH HỌC\nLớp bồi dưỡng năm 2025\nLớp học ngày 04/10/2025.\nHọc phí nộp trước ngày 03/10/2025.\n{foot}"
    assert to_json(read_text(text))["issued"] == issued


@pytest.mark.parametrize(
    "told",
    [
        "Khai giảng chung lúc 7h30 ngày 04/10/2025 tại Hội nghị trường huyện.",
        "Chuyên đề Toán do thầy Lê Quang Huy trình bày, từ 7h30 ngày 04/10/2025.",
        "Chuyên đề Tin học tại quận Hoàn Kiếm: 7h30 ngày 04/10/2025.",
        "Tập huấn sơ cấp cứu ban đầu từ 7h30 ngày 04/10/2025.",
        "Tập huấn Đội rồi đến phần nội trú: 7h30 ngày 04/10/2025, cô Phương Nghi phụ trách.",
    ],
)
def test_words_that_only_look_like_those_of_a_change_without_marks_take_no_lesson_away(told: str) -> None:
    assert starts(f"1. Học trực tiếp từ 13h30 ngày 04/10/2025.\n2. {told}") == ["10-04T07:30", "10-04T13:30"]


OVER = (
    "Các khóa 1, 2 khai giảng ngày 11/01/2025 và 08/02/2025 đã đủ học viên, không nhận thêm.",
    "Khóa 1 khai giảng ngày 04/01/2025 đã kết thúc.",
    "Lớp ngày 18/01/2025 đã được tổ chức tại Trung tâm.",
)


@pytest.mark.parametrize("line", OVER)
def test_courses_told_as_over_before_the_paper_are_no_activities(line: str) -> None:
    head = (
        "TRUNG TÂM BỒI DƯỠNG\nSố: 45/TB-TTBD\nQuy Nhơn, ngày 21 tháng 02 năm 2025\nTHÔNG BÁO\nMở lớp bồi dưỡng khóa 3\n"
    )
    text = f"{head}1. Khai giảng: 7h30 ngày 15/3/2025 tại Hội trường A.\n2. Hồ sơ: đơn đăng ký. {line}\n"
    days = [one["start"][:10] for one in activities_of(text)]
    assert days == ["2025-03-15"]


@pytest.mark.parametrize(
    "room", ["teams.example.vn/toan", "https://teams.example.vn/toan", "hoc.example.edu.vn/phong-2"]
)
def test_the_address_of_a_virtual_room_needs_no_scheme(room: str) -> None:
    head = "SỞ GIÁO DỤC\nSố: 45/TB-SGD\nngày 21 tháng 02 năm 2025\nTHÔNG BÁO\nLớp bồi dưỡng trực tuyến\n"
    table = f"Thời gian\tMôn\tPhòng Teams\n15/3/2025 từ 8h00 đến 11h00\tToán\t{room}"
    (found,) = activities_of(f"{head}{table}\n")
    assert room in (found["place"] or "") and found["kind"] == "virtual"
