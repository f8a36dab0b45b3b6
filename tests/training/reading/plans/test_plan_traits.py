# ruff: noqa: E501 - a trait reads best on one line
"""One trait of plan documents a row: the words of a document, and the times (and kinds, and places) to be read."""

from __future__ import annotations

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày 05 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên năm 2025\n\nI. NỘI DUNG\n"
)
FOOT = "\n\nNơi nhận:\n- Lưu: VT.\n"


def read(words: str) -> list[dict[str, str | None]]:
    return activities_of(HEAD + words + FOOT)


def when(activity: dict[str, str | None]) -> str:
    """2025-03-18T08:00/2025-03-18T11:00; one moment alone when it has no end of its own."""
    start, end = activity["start"], activity["end"]
    if start is None:
        return "tbd"
    return start if end in (None, start) else f"{start}/{end}"


TIMES: list[tuple[str, list[str]]] = [
    ("Lớp tập huấn được tổ chức trong 02 ngày 14 và 15/3/2025 tại Trường THPT A.", ["2025-03-14", "2025-03-15"]),
    ("Thời gian: 03 ngày, từ ngày 18/3/2025 đến hết ngày 20/3/2025.", ["2025-03-18/2025-03-20"]),
    ("Thời gian: Bắt đầu từ 8h00 ngày 18/3/2025 đến 17h00 ngày 20/3/2025.", ["2025-03-18T08:00/2025-03-20T17:00"]),
    ("Thời gian: Sáng ngày 18/3/2025 (từ 7 giờ 30 phút đến 11 giờ 00 phút).", ["2025-03-18T07:30/2025-03-18T11:00"]),
    ("Thời gian: 13h30 thứ Sáu (14/3/2025)", ["2025-03-14T13:30"]),
    (
        "Khai mạc lúc 8 giờ 00 ngày 18/3/2025; bế mạc lúc 16 giờ 30 ngày 20/3/2025 tại Hội trường Sở.",
        ["2025-03-18T08:00", "2025-03-20T16:30"],
    ),
    ("Các trường nộp báo cáo về Sở GD&ĐT từ ngày 01/4/2025 đến hết ngày 10/4/2025.", ["2025-04-01/2025-04-10"]),
    ("Học viên hoàn thành khảo sát trước ngày 30/3/2025.", ["2025-03-30"]),
    ("Hạn chót đăng ký: 17h00, thứ Tư, ngày 12/3/2025.", ["2025-03-12T17:00"]),
    (
        "Sinh hoạt chuyên môn trực tuyến vào 20h00 - 21h30 các tối thứ Ba và thứ Năm hằng tuần, từ 11/3/2025 đến 20/3/2025, qua Zoom.",
        [
            "2025-03-11T20:00/2025-03-11T21:30",
            "2025-03-13T20:00/2025-03-13T21:30",
            "2025-03-18T20:00/2025-03-18T21:30",
            "2025-03-20T20:00/2025-03-20T21:30",
        ],
    ),
    (
        "Tập huấn vào sáng thứ Bảy hằng tuần trong tháng 4/2025 (trừ ngày 12/4), từ 8h00 đến 11h00.",
        ["2025-04-05T08:00/2025-04-05T11:00", "2025-04-19T08:00/2025-04-19T11:00", "2025-04-26T08:00/2025-04-26T11:00"],
    ),
    ("Do bão số 3, lớp tập huấn ngày 10/3/2025 được lùi sang ngày 17/3/2025.", ["2025-03-17"]),
    (
        "Hội nghị dự kiến tổ chức ngày 10/3/2025 nay chuyển sang 14h00 ngày 12/3/2025 tại Hội trường UBND.",
        ["2025-03-12T14:00"],
    ),
    ("Lớp tập huấn ngày 10/3/2025: không tổ chức.", []),
    (
        "1. Tập huấn đổi mới: hoãn từ ngày 10/3/2025 đến ngày 17/3/2025 (giờ không thay đổi: 7h30).",
        ["2025-03-17T07:30"],
    ),
    ("Tập huấn: 03 ngày, bắt đầu từ ngày 18/3/2025.", ["2025-03-18/2025-03-20"]),
    ("Thực hành tại trường trong 02 tuần kể từ ngày 17/3/2025.", ["2025-03-17/2025-03-30"]),
    ("Các trường báo cáo kết quả trong vòng 10 ngày kể từ ngày 21/3/2025.", ["2025-03-31"]),
    ("Học viên nộp sản phẩm chậm nhất 5 ngày sau ngày 27/3/2025.", ["2025-04-01"]),
    ("Các trường gửi báo cáo trước ngày cuối cùng của tháng 4/2025.", ["2025-04-30"]),
    ("Tập huấn: bắt đầu lúc 7h45, kết thúc lúc 11h15 ngày 18/3/2025.", ["2025-03-18T07:45/2025-03-18T11:15"]),
    (
        "Học vào thứ Bảy, Chủ nhật hằng tuần từ ngày 08/3/2025 đến ngày 16/3/2025, buổi sáng từ 8h00 đến 11h00.",
        [f"2025-03-{day}T08:00/2025-03-{day}T11:00" for day in ("08", "09", "15", "16")],
    ),
    ("Ghi chú: học viên nộp bài thu hoạch trước ngày 20/3/2025.", ["2025-03-20"]),
    ("Dời buổi tập huấn từ 7h30 ngày 10/3/2025 đến 7h30 ngày 13/3/2025.", ["2025-03-13T07:30"]),
    ("Không tổ chức tập huấn vào ngày 30/4/2025 và 01/5/2025.", []),
    (
        "Theo Quyết định số 123/QĐ-SGDĐT ngày 02/01/2025 của Sở GD&ĐT, lớp tập huấn khai giảng ngày 20/3/2025.",
        ["2025-03-20"],
    ),
    ("Đồng chí Nguyễn Văn Mẫu, sinh ngày 12/5/1980, phụ trách lớp.", []),
    ("Chào mừng kỷ niệm ngày Nhà giáo Việt Nam 20/11, nhà trường phát động thi đua.", []),
    ("Kế hoạch có hiệu lực từ ngày 10/3/2025.", []),
    (
        "Tập huấn mô đun 4 từ 05/4 – 08/4/2025 và mô đun 5 từ 12/4 – 15/4/2025.",
        ["2025-04-05/2025-04-08", "2025-04-12/2025-04-15"],
    ),
    (
        "Đợt 1: 10-12/3/2025; Đợt 2: 17-19/3/2025; Đợt 3: 24-26/3/2025.",
        ["2025-03-10/2025-03-12", "2025-03-17/2025-03-19", "2025-03-24/2025-03-26"],
    ),
    (
        "1. Đợt 1\n- Thời gian: 10/3/2025\n- Địa điểm: Trường A\n2. Đợt 2\n- Thời gian: 17/3/2025\n- Địa điểm: Trường B",
        ["2025-03-10", "2025-03-17"],
    ),
    (
        "Buổi 1: 8h00 ngày 10/3/2025: Tổng quan chương trình.\nBuổi 2: 8h00 ngày 11/3/2025: Thực hành thiết kế.",
        ["2025-03-10T08:00", "2025-03-11T08:00"],
    ),
    (
        "Thời gian tập huấn: Ngày 28/3/2025\n- Sáng: từ 8h00 - 11h00\n- Chiều: từ 14h00 - 16h30",
        ["2025-03-28T08:00/2025-03-28T11:00", "2025-03-28T14:00/2025-03-28T16:30"],
    ),
    (
        "Thời gian: 02 buổi (sáng 8h00-11h00, chiều 14h00-17h00) ngày 28/3/2025",
        ["2025-03-28T08:00/2025-03-28T11:00", "2025-03-28T14:00/2025-03-28T17:00"],
    ),
    (
        "Thời gian: 8h00-11h00 và 14h00-17h00 các ngày 28, 29/3/2025",
        [
            "2025-03-28T08:00/2025-03-28T11:00",
            "2025-03-28T14:00/2025-03-28T17:00",
            "2025-03-29T08:00/2025-03-29T11:00",
            "2025-03-29T14:00/2025-03-29T17:00",
        ],
    ),
    ("Học trực tuyến trên LMS: 15/3 - 25/3/2025 (học viên tự sắp xếp thời gian)", ["2025-03-15/2025-03-25"]),
    ("Thực hành 01 ngày trong khoảng từ 20/3/2025 đến 24/3/2025 tại đơn vị công tác.", ["2025-03-20/2025-03-24"]),
    ("Tổ chức hội thảo cấp tỉnh: tuần 4 tháng 4/2025.", ["2025-04-22/2025-04-30"]),
    ("Kiểm tra, giám sát các lớp bồi dưỡng: từ tháng 4 đến tháng 6/2025.", ["2025-04-01/2025-06-30"]),
    ("Tổng kết: Quý IV năm 2025.", ["2025-10-01/2025-12-31"]),
    ("Thời gian: Tháng 4, tháng 5 năm 2025", ["2025-04-01/2025-05-31"]),
    ("Thời gian: dự kiến đầu tháng 4/2025.", ["2025-04-01/2025-04-30"]),
    ("Thời gian: theo thông báo của Sở GD&ĐT.", ["tbd"]),
    ("Thời gian và địa điểm: 7h30 ngày 20/3/2025, tại Trường THPT B.", ["2025-03-20T07:30"]),
    ("Tập huấn ngày 31/4/2025 tại Trường A.", ["tbd"]),
    (
        "Ngày 22 tháng 3 năm 2025, từ 07h30’ đến 11h30’, tập huấn tại Hội trường A.",
        ["2025-03-22T07:30/2025-03-22T11:30"],
    ),
    ("Tập huấn vào lúc 2 giờ chiều ngày 22/3/2025.", ["2025-03-22T14:00"]),
    ("Kinh phí: quyết toán theo hóa đơn trước ngày 15/12/2025.", []),
    ("Kết quả năm 2024: Sở đã tổ chức 3 lớp tập huấn vào ngày 10/5/2024 và 12/6/2024.", []),
    (
        "Giáo viên mầm non: 8h00 ngày 15/3/2025; giáo viên tiểu học: 8h00 ngày 16/3/2025; giáo viên THCS: 14h00 ngày 16/3/2025.",
        ["2025-03-15T08:00", "2025-03-16T08:00", "2025-03-16T14:00"],
    ),
    (
        "Lịch học: Thứ 7, Chủ nhật các ngày 15, 16, 22, 23/3/2025 (sáng từ 8h đến 11h).",
        [
            "2025-03-15T08:00/2025-03-15T11:00",
            "2025-03-16T08:00/2025-03-16T11:00",
            "2025-03-22T08:00/2025-03-22T11:00",
            "2025-03-23T08:00/2025-03-23T11:00",
        ],
    ),
    ("STT\tNội dung\tThời gian\tGhi chú\n1\tKhai mạc\t8h00-8h30\t\n2\tChuyên đề 1\t8h30-11h00\t\n", ["tbd", "tbd"]),
    (
        "Ngày 20/3/2025 tại Hội trường A:\nSTT\tThời gian\tNội dung\tNgười thực hiện\n1\t8h00-8h30\tKhai mạc tập huấn\tBan tổ chức\n2\t8h30-11h00\tChuyên đề 1: Đánh giá\tTS Mẫu\n",
        ["2025-03-20T08:00/2025-03-20T08:30", "2025-03-20T08:30/2025-03-20T11:00"],
    ),
    (
        "Thời gian\tNội dung\nNgày 20/3/2025\t\nSáng 8h00 - 11h00\tKhai mạc; chuyên đề 1\nChiều 14h00 - 17h00\tChuyên đề 2\nNgày 21/3/2025\t\nSáng 8h00 - 11h00\tChuyên đề 3; bế mạc\n",
        ["2025-03-20T08:00/2025-03-20T11:00", "2025-03-20T14:00/2025-03-20T17:00", "2025-03-21T08:00/2025-03-21T11:00"],
    ),
    (
        "Ngày\tBuổi\tNội dung\n20/3/2025\tSáng (8h00-11h00)\tChuyên đề 1\n\tChiều (14h00-17h00)\tChuyên đề 2\n21/3/2025\tSáng (8h00-11h00)\tChuyên đề 3\n",
        ["2025-03-20T08:00/2025-03-20T11:00", "2025-03-20T14:00/2025-03-20T17:00", "2025-03-21T08:00/2025-03-21T11:00"],
    ),
    (
        "Môn\tNgày 20/3/2025\tNgày 21/3/2025\tĐịa điểm\nToán\t8h00 - 11h00\t\tPhòng 1\nVăn\t\t14h00 - 17h00\tPhòng 2\n",
        ["2025-03-20T08:00/2025-03-20T11:00", "2025-03-21T14:00/2025-03-21T17:00"],
    ),
]


@pytest.mark.parametrize(("words", "times"), TIMES)
def test_times_are_read_session_by_session(words: str, times: list[str]) -> None:
    assert sorted(when(activity) for activity in read(words)) == sorted(times)


DETAILS: list[tuple[str, str, str | int | None]] = [
    ("Mời 50 đại biểu dự hội thảo ngày 20/3/2025 tại Khách sạn Mẫu.", "quota", 50),
    ("Mỗi trường cử 02 giáo viên dự tập huấn ngày 20/3/2025.", "quota", None),
    ("Tập huấn cho giáo viên chủ nhiệm ngày 20/3/2025.", "audience", "giáo viên chủ nhiệm"),
    ("Nộp hồ sơ từ ngày 10/3/2025 đến 17h00 ngày 20/3/2025 tại Văn phòng Sở.", "end", "2025-03-20"),
    ("Nộp hồ sơ từ ngày 10/3/2025 đến 17h00 ngày 20/3/2025 tại Văn phòng Sở.", "place", "Văn phòng Sở"),
    ("Thay vì ngày 12/3/2025 như đã thông báo, lớp sẽ học vào ngày 19/3/2025.", "start", "2025-03-19"),
    ("Ban tổ chức đề nghị các trường gửi danh sách trước ngày 12/3/2025.", "title_key", "gửi danh sách"),
    (
        "1. Đợt 1\n- Học trực tiếp: 8h00 ngày 20/3/2025;\n- Ôn tập theo nhóm.\nNơi học đợt 1: Nhà văn hóa Bãi Dâu.",
        "place",
        "Nhà văn hóa Bãi Dâu",
    ),
    ("Tập huấn: 8h00 ngày 20/3/2025 (tổ Tự nhiên; phòng 201, nhà B).", "place", "phòng 201, nhà B"),
    ("Nộp bài thu hoạch về Hiệu trưởng chậm nhất ngày 20/3/2025.", "place", "Hiệu trưởng"),
    ("Các trường rà soát đội ngũ; gửi danh sách trước ngày 12/3/2025.", "audience", "Các trường"),
    ("Kính gửi: Các trường tiểu học.\nDanh sách gửi trước ngày 12/3/2025.", "audience", "Các trường tiểu học"),
    ("Nhận hồ sơ tại Phòng Đào tạo chậm nhất ngày 12/3/2025.", "audience", None),
    ("Mỗi trường chọn 01 ngày (từ 20/3/2025 đến 25/3/2025) để tổ chức dạy thử.", "kind", "practice"),
    ("Hội nghị phổ biến kế hoạch đến tổ trưởng chuyên môn: ngày 20/3/2025.", "audience", "tổ trưởng chuyên môn"),
]


@pytest.mark.parametrize(("words", "field", "value"), DETAILS)
def test_the_details_of_one_activity_are_read(words: str, field: str, value: str | int | None) -> None:
    (activity,) = read(words)
    assert activity[field] == value


NOTHING = [
    "I. Thực trạng\n- Từ ngày 10/02/2025 đến ngày 14/02/2025 các trường khảo sát giáo viên.",
    "- Khắc phục tồn tại đã nêu tại cuộc họp ngày 20/02/2025.",
    "- Từ tháng 6 đến tháng 8/2024 đã có 45 giáo viên học xong.",
    "Như sau:\nngày 22/7/2024 của Bộ Giáo dục và Đào tạo ban hành chương trình bồi dưỡng;",
]


@pytest.mark.parametrize("words", NOTHING)
def test_what_is_looked_back_on_is_no_activity(words: str) -> None:
    assert read(words) == []


def test_two_classes_of_two_schools_have_their_own_lessons_people_and_places() -> None:
    head = "| Ngày | Giờ | Lớp | Lớp |\n| Ngày | Giờ | Giáo viên Tin (Trường THCS Một) | Giáo viên Sử (Trường THCS Hai) |\n"
    found = read(f"{head}| 20/3/2025 | 8h00 - 11h00 | Lập trình | Nghỉ |\n| 21/3/2025 | 8h00 - 11h00 | Dự án | Dự án |")
    assert sorted((when(one)[:10], one["audience"], one["place"]) for one in found) == [
        ("2025-03-20", "Giáo viên Tin", "Trường THCS Một"),
        ("2025-03-21", "Giáo viên Sử", "Trường THCS Hai"),
        ("2025-03-21", "Giáo viên Tin", "Trường THCS Một"),
    ]


TWO_OR_ONE: list[tuple[str, int]] = [
    ("- Nhóm 1: 7h30 ngày 20/3/2025 tại Trường A.\n- Nhóm 2: 7h30 ngày 20/3/2025 tại Trường B.", 2),
    ("- Lớp 1: tháng 4/2025.\n- Lớp 2: tháng 4/2025.", 2),
    ("- Giáo viên Toán: 7h30 ngày 20/3/2025.\n- Giáo viên Văn: 7h30 ngày 20/3/2025.", 2),
    ("1. Tập huấn kỹ năng số: ngày 20/3/2025.\n2. Ngày 20/3/2025, tập huấn kỹ năng số tại Trường A.", 1),
    ("Nội dung\tThời gian\nTập huấn AI\t7h30 ngày 20/3/2025\n\nLưu ý: lớp AI học lúc 7h30 ngày 20/3/2025.", 1),
]


@pytest.mark.parametrize(("words", "count"), TWO_OR_ONE)
def test_what_is_told_twice_is_one_and_what_differs_is_two(words: str, count: int) -> None:
    assert len(read(words)) == count


KINDS_AND_PLACES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    (
        "1. Hội nghị tập huấn trực tuyến: 14h00 ngày 20/3/2025, điểm cầu Sở GD&ĐT.",
        [("virtual", "2025-03-20T14:00", None)],
    ),
    (
        "Học trực tiếp: 02 ngày (22/3 - 23/3/2025), sáng 7h30 - 11h00, chiều 13h30 - 17h00, tại Trường THPT Chu Văn Mẫu.",
        [
            ("in_person", "2025-03-22T07:30/2025-03-22T11:00", "Trường THPT Chu Văn Mẫu"),
            ("in_person", "2025-03-22T13:30/2025-03-22T17:00", "Trường THPT Chu Văn Mẫu"),
            ("in_person", "2025-03-23T07:30/2025-03-23T11:00", "Trường THPT Chu Văn Mẫu"),
            ("in_person", "2025-03-23T13:30/2025-03-23T17:00", "Trường THPT Chu Văn Mẫu"),
        ],
    ),
    (
        "- Giai đoạn 1: Tự học trên hệ thống taphuan.csdl.edu.vn từ 10/3 đến 16/3/2025.\n- Giai đoạn 2: Học trực tiếp ngày 17/3/2025 và 18/3/2025 tại Trường Cao đẳng Sư phạm.\n- Giai đoạn 3: Tự học và nộp bài trên hệ thống từ 19/3 đến 25/3/2025.",
        [
            ("lms", "2025-03-10/2025-03-16", "taphuan.csdl.edu.vn"),
            ("in_person", "2025-03-17", "Trường Cao đẳng Sư phạm"),
            ("in_person", "2025-03-18", "Trường Cao đẳng Sư phạm"),
            ("lms", "2025-03-19/2025-03-25", "hệ thống LMS"),
        ],
    ),
    (
        "1. Thời gian: 8h00 ngày 21/3/2025.\n2. Địa điểm:\n- Giáo viên Toán: Trường THPT A.\n- Giáo viên Văn: Trường THPT B.",
        [("in_person", "2025-03-21T08:00", "Giáo viên Toán: Trường THPT A; Giáo viên Văn: Trường THPT B")],
    ),
    (
        "STT\tMôn\tThời gian\tĐịa điểm\n1\tToán\t7h30, 22/3/2025\tTHPT A\n2\tVăn\t7h30, 22/3/2025\tTHPT B\n3\tAnh\t13h30, 22/3/2025\tTHPT B\n",
        [
            ("in_person", "2025-03-22T07:30", "THPT A"),
            ("in_person", "2025-03-22T07:30", "THPT B"),
            ("in_person", "2025-03-22T13:30", "THPT B"),
        ],
    ),
    (
        "Thời gian\tNội dung\tĐịa điểm\tThành phần\n14h00-16h30, thứ Bảy 22/3/2025\tTập huấn kỹ năng số\tPhòng Tin 1\tGV tổ Toán\n14h00-16h30, Chủ nhật 23/3/2025\tTập huấn kỹ năng số\tPhòng Tin 1\tGV tổ Văn\n",
        [
            ("in_person", "2025-03-22T14:00/2025-03-22T16:30", "Phòng Tin 1"),
            ("in_person", "2025-03-23T14:00/2025-03-23T16:30", "Phòng Tin 1"),
        ],
    ),
    (
        "Buổi tập huấn được tổ chức qua phòng học ảo Zoom (ID: 900 800 700, mật khẩu: 123456) lúc 19h30 ngày 24/3/2025.",
        [("virtual", "2025-03-24T19:30", "Zoom")],
    ),
    (
        "Giáo viên thực hành dạy minh họa tại trường mình từ ngày 24/3/2025 đến ngày 04/4/2025.",
        [("practice", "2025-03-24/2025-04-04", None)],
    ),
    (
        "Chậm nhất 16h30 ngày 14/3/2025, các đơn vị gửi danh sách qua email abc@mau.edu.vn.",
        [("deadline", "2025-03-14T16:30", "email abc@mau.edu.vn")],
    ),
    (
        "Các trường gửi báo cáo kết quả về Phòng GDTrH trước ngày 25/4/2025 (bản giấy) và bản mềm qua địa chỉ bc@mau.edu.vn.",
        [("deadline", "2025-04-25", "email bc@mau.edu.vn")],
    ),
    (
        "Lịch cụ thể:\n+ Ngày 25/3: khối Mầm non;\n+ Ngày 26/3: khối Tiểu học;\n+ Ngày 27/3: khối THCS.\nBuổi sáng bắt đầu từ 7h30.",
        [
            ("in_person", "2025-03-25T07:30", None),
            ("in_person", "2025-03-26T07:30", None),
            ("in_person", "2025-03-27T07:30", None),
        ],
    ),
    (
        "1.1. Tập huấn cho CBQL\nThời gian: 07h30 ngày 25/3/2025\nĐịa điểm: Hội trường A\n1.2. Tập huấn cho giáo viên\nThời gian: 07h30 ngày 26/3/2025\nĐịa điểm: Hội trường B",
        [("in_person", "2025-03-25T07:30", "Hội trường A"), ("in_person", "2025-03-26T07:30", "Hội trường B")],
    ),
    (
        "Trường hợp có dịch bệnh, lớp học chuyển sang trực tuyến qua phòng học ảo. Thời gian học: 28/3/2025 tại Trường C.",
        [("in_person", "2025-03-28", "Trường C")],
    ),
    (
        "Nhóm\tMôn\tĐợt 1\tĐợt 2\n1\tToán\t10/3/2025\t24/3/2025\n2\tVăn\t11/3/2025\t25/3/2025\n",
        [
            ("in_person", "2025-03-10", None),
            ("in_person", "2025-03-24", None),
            ("in_person", "2025-03-11", None),
            ("in_person", "2025-03-25", None),
        ],
    ),
    (
        "STT\nHoạt động\nThời gian\nChủ trì\n1\nXây dựng kế hoạch\nTháng 3/2025\nPhòng GDTrH\n2\nTập huấn cốt cán\nTháng 4/2025\nPhòng GDTrH\n3\nTập huấn đại trà\nTháng 5 - 6/2025\nCác trường\n\nNơi nhận: như trên",
        [
            ("milestone", "2025-03-01/2025-03-31", None),
            ("in_person", "2025-04-01/2025-04-30", None),
            ("in_person", "2025-05-01/2025-06-30", None),
        ],
    ),
    (
        "TT  Nội dung  Thời gian bắt đầu  Thời gian kết thúc\n1   Tập huấn AI   25/3/2025   27/3/2025\n2   Kiểm tra   28/3/2025   28/3/2025",
        [("in_person", "2025-03-25/2025-03-27", None), ("milestone", "2025-03-28", None)],
    ),
    (
        "Lớp 1: Khai giảng lúc 7 giờ 30 ngày 15 tháng 3 năm 2025, bế giảng ngày 20 tháng 4 năm 2025, học vào thứ Bảy, Chủ nhật hằng tuần.",
        [("in_person", "2025-03-15T07:30", None), ("in_person", "2025-04-20", None)],
    ),
    ("Sinh hoạt chuyên môn định kỳ: 14h00 ngày thứ Tư của tuần 2 và tuần 4 hằng tháng.", [("meeting", "tbd", None)]),
    (
        "Mỗi trường cử 03 giáo viên tham dự tập huấn ngày 29/3/2025 tại THPT D (tổng số 150 giáo viên).",
        [("in_person", "2025-03-29", "THPT D")],
    ),
    (
        "3. Thời gian học: sáng thứ 7 (8h00 - 11h30) các ngày 15/3, 22/3, 29/3/2025.",
        [
            ("in_person", "2025-03-15T08:00/2025-03-15T11:30", None),
            ("in_person", "2025-03-22T08:00/2025-03-22T11:30", None),
            ("in_person", "2025-03-29T08:00/2025-03-29T11:30", None),
        ],
    ),
    (
        "Thời gian tổ chức: Từ 13h30 đến 16h30 các ngày 17, 19 và 21 tháng 3 năm 2025",
        [
            ("in_person", "2025-03-17T13:30/2025-03-17T16:30", None),
            ("in_person", "2025-03-19T13:30/2025-03-19T16:30", None),
            ("in_person", "2025-03-21T13:30/2025-03-21T16:30", None),
        ],
    ),
    (
        "Công bố kết quả: ngày 30/4/2025.\nCấp giấy chứng nhận: tháng 5/2025.",
        [("milestone", "2025-04-30", None), ("milestone", "2025-05-01/2025-05-31", None)],
    ),
    (
        "a) Đối với CBQL: 01 ngày (22/3/2025) tại Hội trường Sở GD&ĐT;\nb) Đối với giáo viên: 02 ngày (23/3/2025 và 24/3/2025) tại Trường CĐSP.",
        [
            ("in_person", "2025-03-22", "Hội trường Sở GD&ĐT"),
            ("in_person", "2025-03-23", "Trường CĐSP"),
            ("in_person", "2025-03-24", "Trường CĐSP"),
        ],
    ),
    ("Thời gian: từ 14 giờ 00 phút, thứ Năm, ngày 27/3/2025 (01 buổi).", [("in_person", "2025-03-27T14:00", None)]),
]


@pytest.mark.parametrize(("words", "activities"), KINDS_AND_PLACES)
def test_kinds_and_places_are_read(words: str, activities: list[tuple[str, str, str | None]]) -> None:
    found = [(str(one["kind"]), when(one), one["place"]) for one in read(words)]
    assert sorted(one[:2] for one in found) == sorted(one[:2] for one in activities)
    for kind, time, place in activities:
        assert any(one[:2] == (kind, time) and (place is None or place in (one[2] or "")) for one in found)
