# ruff: noqa: E501 - a turn of phrase reads best on one line
"""Turns of phrase in which officers tell times indirectly, each in several wordings of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training.reading.plans.reading import activities_of

HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày 05 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên năm 2025\n\nI. NỘI DUNG\n"
)


def read(words: str) -> list[dict[str, Any]]:
    return activities_of(HEAD + words + "\n\nNơi nhận:\n- Lưu: VT.\n")


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


LEVELS = """| Cấp học | Giai đoạn 1 (LMS) | Giai đoạn 2 (trực tiếp) | Giai đoạn 3 (LMS) |
| Tiểu học | 21/7 - 27/7/2025 | 28, 29/7/2025 | 30/7 - 05/8/2025 |
| THCS | 04/8 - 10/8/2025 | 11, 12/8/2025 | 13/8 - 19/8/2025 |
"""
OPENINGS = """| Lớp | Đợt | Khai giảng | Thời gian học | Hình thức |
| Tiêu chuẩn chức danh | Đợt 1 | 08h00 ngày 05/4/2025 | Từ 06/4 đến 20/4/2025 (các ngày Chủ nhật) | Trực tiếp tại Hội trường B |
| Tiêu chuẩn chức danh | Đợt 2 | 08h00 ngày 07/6/2025 | Từ 10/6 đến 21/6/2025 | Trực tuyến qua Google Meet |
"""
CLOSINGS = """| TT | Lớp | Khai giảng | {} | Bế giảng | Địa điểm |
| 1 | Tin học | 10/4/2025 | 11/4 - 14/4/2025 | 15/4/2025 | Hội trường A |
| 2 | Ngoại ngữ | 20/4/2025 | 21/4 - 25/4/2025 | 26/4/2025 | Hội trường B |
"""
TABLES: list[tuple[str, list[str]]] = [
    (
        LEVELS
        + "Trong các ngày trực tiếp: buổi sáng từ 7h30 đến 11h30, buổi chiều từ 14h00 đến 17h00. Có mặt trước 15 phút.",
        [
            "2025-07-21/2025-07-27",
            *(f"2025-07-{day}T{hours}" for day in (28, 29) for hours in ("07:30/11:30", "14:00/17:00")),
            "2025-07-30/2025-08-05",
            "2025-08-04/2025-08-10",
            *(f"2025-08-{day}T{hours}" for day in (11, 12) for hours in ("07:30/11:30", "14:00/17:00")),
            "2025-08-13/2025-08-19",
        ],
    ),
    (
        "| Khối | Học trực tuyến | Học tập trung |\n| Mầm non | 05/7/2025 | 12/7/2025 |\n| Tiểu học | 06/7/2025 | 13/7/2025 |\nCác buổi tập trung: từ 7h30 đến 11h00.",
        ["2025-07-05", "2025-07-06", "2025-07-12T07:30/11:00", "2025-07-13T07:30/11:00"],
    ),
    (
        "| Tên trường | Ngày học | Phòng |\n| Trường TH A | 05/7/2025 | P.1 |\n| Trường TH B | 06/7/2025 | P.2 |\nGiờ học: từ 8h00 đến 11h00.",
        ["2025-07-05T08:00/11:00", "2025-07-06T08:00/11:00"],
    ),
    (
        OPENINGS,
        ["2025-04-05T08:00", "2025-04-06", "2025-04-13", "2025-04-20", "2025-06-07T08:00", "2025-06-10/2025-06-21"],
    ),
    (
        CLOSINGS.format("Ngày học"),
        ["2025-04-10", "2025-04-11/2025-04-14", "2025-04-15", "2025-04-20", "2025-04-21/2025-04-25", "2025-04-26"],
    ),
    (
        "| TT | Lớp | Khai giảng | Bế giảng |\n| 1 | Tin học | 10/4/2025 | 15/4/2025 |\n| 2 | Ngoại ngữ | 20/4/2025 | 26/4/2025 |",
        ["2025-04-10/2025-04-15", "2025-04-20/2025-04-26"],
    ),
    (
        "| TT | Lớp | Thời gian học | Thi cuối khóa |\n| 1 | Tin học | 10/4 - 15/4/2025 | 19/4/2025 |\n| 2 | Ngoại ngữ | 21/4 - 25/4/2025 | 29/4/2025 |",
        ["2025-04-10/2025-04-15", "2025-04-19", "2025-04-21/2025-04-25", "2025-04-29"],
    ),
]


@pytest.mark.parametrize(("words", "times"), TABLES)
def test_each_column_of_days_tells_of_an_event_of_its_own(words: str, times: list[str]) -> None:
    assert told(words) == sorted(times)


def test_a_column_of_limits_is_of_deadlines() -> None:
    table = (
        "| TT | Lớp | Hạn đăng ký | Thời gian học |\n| 1 | Tin học | 05/4/2025 | 10/4 - 15/4/2025 |\n"
        "| 2 | Ngoại ngữ | 15/4/2025 | 20/4 - 22/4/2025 |"
    )
    kinds = {when(one): one["kind"] == "deadline" for one in read(table)}
    assert kinds == {
        "2025-04-05": True,
        "2025-04-15": True,
        "2025-04-10/2025-04-15": False,
        "2025-04-20/2025-04-22": False,
    }


@pytest.mark.parametrize(
    "places",
    [
        "3. Địa điểm\n- Cấp tiểu học: Trường Cao đẳng Mẫu;\n- Cấp THCS và THPT: Trường THPT Một.",
        "3. Địa điểm\n- Tiểu học: Trường Cao đẳng Mẫu\n- THCS: Trường THPT Một",
        "Cấp tiểu học học tại Trường Cao đẳng Mẫu.\nCấp THCS học tại Trường THPT Một.",
    ],
)
def test_places_are_told_by_level(places: str) -> None:
    found = {
        (one["title_key"].split(" –")[0], one["place"]) for one in read(f"{LEVELS}\n{places}") if one["kind"] != "lms"
    }
    assert found == {("Tiểu học", "Trường Cao đẳng Mẫu"), ("THCS", "Trường THPT Một")}


EVENINGS = ["2025-04-09T19:00/21:00", "2025-04-16T19:00/21:00"]
THREE = "Tập huấn từ 15h45 đến 17h15 các ngày 14/3, 28/3, 11/4/2025"
FIRST, LAST = "2025-03-14T15:45/17:15", "2025-04-11T15:45/17:15"
HOURS: list[tuple[str, list[str]]] = [
    (
        "a) Lớp A: từ 19 giờ 00 đến 21 giờ 00 ngày 08/4/2025.\nb) Lớp B: cùng khung giờ với lớp A, vào các ngày 09 và 16 tháng 4 năm 2025.",
        ["2025-04-08T19:00/21:00", *EVENINGS],
    ),
    (
        "Buổi thứ nhất vào chiều ngày 13/3/2025, từ 14 giờ đến 16 giờ 30 phút. Buổi thứ hai vào chiều ngày 10/4/2025, cũng trong khung giờ như buổi thứ nhất.",
        ["2025-03-13T14:00/16:30", "2025-04-10T14:00/16:30"],
    ),
    (
        "- Đợt 1: sáng từ 7h30 đến 11h00, chiều từ 13h30 đến 16h30 ngày 15/3/2025.\n- Đợt 2: ngày 22/3/2025 (giờ học như đợt 1).",
        [f"2025-03-{day}T{hours}" for day in (15, 22) for hours in ("07:30/11:00", "13:30/16:30")],
    ),
    (
        "- Lớp 1: từ 7h30 đến 9h30 ngày 15/3/2025.\n- Lớp 2: từ 14h00 đến 16h00 ngày 15/3/2025.\n- Lớp 3: ngày 16/3/2025, giờ học như lớp 1.",
        ["2025-03-15T07:30/09:30", "2025-03-15T14:00/16:00", "2025-03-16T07:30/09:30"],
    ),
    (
        "Buổi 1: 19h00 - 21h00 ngày 11/3/2025: Tổng quan.\nBuổi 2: cùng thời gian trên, ngày 13/3/2025: Thực hành.",
        ["2025-03-11T19:00/21:00", "2025-03-13T19:00/21:00"],
    ),
    (
        "Tập huấn sách: ngày 19/8/2025, từ 8h00 đến 16h30, nghỉ trưa từ 11h30 đến 13h30.",
        ["2025-08-19T08:00/11:30", "2025-08-19T13:30/16:30"],
    ),
    (
        "| Nội dung | Thời gian |\n| Sách | 8h00 - 16h30 ngày 19/8/2025 (nghỉ trưa từ 11h30 đến 13h30) |\n| STEM | 8h00 - 11h30 ngày 20/8/2025 (nghỉ giải lao 9h30 - 9h45) |",
        ["2025-08-19T08:00/11:30", "2025-08-19T13:30/16:30", "2025-08-20T08:00/11:30"],
    ),
    (
        "Tọa đàm trực tuyến vào 20h00 các ngày 15/4 và 06/5/2025, mỗi buổi 90 phút.",
        ["2025-04-15T20:00/21:30", "2025-05-06T20:00/21:30"],
    ),
    ("Tập huấn trực tuyến: 19h30 ngày 15/4/2025 (thời lượng 2 giờ).", ["2025-04-15T19:30/21:30"]),
    ("Họp tổ lúc 14h00 ngày 15/4/2025, dự kiến 2 tiếng 30 phút.", ["2025-04-15T14:00/16:30"]),
    ("Tập huấn lúc 14h00 ngày 15/4/2025, có mặt trước 30 phút.", ["2025-04-15T14:00"]),
    (
        f"{THREE}. Riêng buổi ngày 28/3 dời sang thứ Bảy 29/3, lúc 8h00, do trùng lịch.",
        [FIRST, "2025-03-29T08:00", LAST],
    ),
    (f"{THREE} (riêng buổi 28/3 chuyển sang ngày 29/3).", [FIRST, "2025-03-29T15:45/17:15", LAST]),
    (f"{THREE}. Riêng ngày 28/3 lùi đến 14h00 - 16h00 ngày 29/3/2025.", [FIRST, "2025-03-29T14:00/16:00", LAST]),
    (f"{THREE}. Riêng ngày 28/3 nghỉ, học bù vào ngày 30/3/2025.", [FIRST, "2025-03-30T15:45/17:15", LAST]),
    (f"{THREE}. Buổi học ngày 28/3 dời sang 29/3.", [FIRST, "2025-03-29T15:45/17:15", LAST]),
    (f"{THREE}.\nBuổi ngày 28/3 tạm hoãn.", [FIRST, LAST]),
    (
        "Hội nghị tổng kết lúc 8h00 ngày 28/3/2025.\nLớp tập huấn ngày 28/3/2025 dời sang ngày 29/3/2025.",
        ["2025-03-28T08:00", "2025-03-29"],
    ),
    (
        "Dự giờ: từ ngày 04/11/2025 đến ngày 16/11/2025, lịch cụ thể đăng ký với tổ phó chậm nhất 28/10/2025.",
        ["2025-10-28", "2025-11-04/2025-11-16"],
    ),
]


@pytest.mark.parametrize(("words", "times"), HOURS)
def test_hours_and_days_are_told_by_those_of_others(words: str, times: list[str]) -> None:
    assert told(words) == sorted(times)


PARALLEL: list[tuple[str, list[tuple[str, str | None]]]] = [
    (
        "Phiên toàn thể diễn ra vào sáng thứ Năm, ngày 10 tháng 4 năm 2025, từ 8 giờ đến 11 giờ 30 tại Hội trường lớn nhà A1. Buổi chiều cùng ngày, từ 14 giờ đến 17 giờ, đại biểu chia thành hai tiểu ban: Tiểu ban 1 (Dạy học đa ngôn ngữ) họp tại phòng 301, Tiểu ban 2 (Công nghệ mở) họp tại phòng 302, nhà A1.",
        [
            ("2025-04-10T08:00/11:30", "Hội trường lớn nhà A1"),
            ("2025-04-10T14:00/17:00", "phòng 301, nhà A1"),
            ("2025-04-10T14:00/17:00", "phòng 302, nhà A1"),
        ],
    ),
    (
        "Từ 14h00 đến 17h00 ngày 10/4/2025: thảo luận theo nhóm: nhóm 1 tại phòng 101, nhóm 2 tại phòng 102 và nhóm 3 tại Hội trường.",
        [("2025-04-10T14:00/17:00", place) for place in ("phòng 101", "phòng 102", "Hội trường")],
    ),
    (
        "14h00 ngày 10/4/2025, tập huấn theo lớp: Lớp A học tại Trường THCS Một; Lớp B học tại Trường THCS Hai.",
        [("2025-04-10T14:00", "Trường THCS Một"), ("2025-04-10T14:00", "Trường THCS Hai")],
    ),
    ("Tập huấn lớp 1 lúc 8h00 ngày 10/4/2025 tại phòng 101.", [("2025-04-10T08:00", "phòng 101")]),
    (
        "1. Nhà trường tổ chức học tập trung tại phòng Hội đồng. Buổi thứ nhất vào 14h00 ngày 14/4/2025.\n2. Tập huấn STEM ngày 20/4/2025.",
        [("2025-04-14T14:00", "phòng Hội đồng"), ("2025-04-20", None)],
    ),
    (
        "Họp sơ kết của tổ: 16h00 thứ Năm, ngày 10/4/2025, phòng bộ môn (P.208).",
        [("2025-04-10T16:00", "phòng bộ môn")],
    ),
    (
        "Tập huấn trực tiếp ngày 20/4/2025. Trường hợp mưa bão, các lớp chuyển sang phòng Google Meet của trường. Ban Tổ chức mời cơm trưa ngày 20/4/2025.",
        [("2025-04-20", None)],
    ),
]


@pytest.mark.parametrize(("words", "sessions"), PARALLEL)
def test_each_group_meets_in_its_own_place(words: str, sessions: list[tuple[str, str | None]]) -> None:
    assert sorted((when(one), one["place"] or "") for one in read(words)) == sorted((t, p or "") for t, p in sessions)


ROOMS = [
    "4. Phòng học\n- Lớp 1 và lễ khai giảng: https://meet.google.com/aaa-bbbb-ccc\n- Lớp 2: https://meet.google.com/ddd-eeee-fff",
    "Link lớp 1 và khai giảng: https://meet.google.com/aaa-bbbb-ccc\nLink lớp 2: https://meet.google.com/ddd-eeee-fff",
]
FORMS = [
    "trực tuyến (Google Meet) và tự học qua hệ thống LMS",
    "Học trực tuyến qua Google Meet, kết hợp tự học trên LMS",
]


@pytest.mark.parametrize("rooms", ROOMS)
@pytest.mark.parametrize("form", FORMS)
def test_each_class_has_its_own_virtual_room(form: str, rooms: str) -> None:
    words = (
        f"2. Hình thức: {form}\n3. Thời gian\na) Khai giảng chung hai lớp: 19h00 ngày 07/4/2025.\n"
        "b) Lớp 1: 19h00 - 21h00 ngày 08/4/2025.\nc) Lớp 2: 19h00 - 21h00 ngày 09/4/2025.\n"
        f"d) Tự học trên LMS: từ 10/4 đến 15/4/2025.\n{rooms}"
    )
    found = {when(one)[:10]: (one["kind"], (one["place"] or "")[-12:]) for one in read(words)}
    assert found == {
        "2025-04-07": ("virtual", "aaa-bbbb-ccc"),
        "2025-04-08": ("virtual", "aaa-bbbb-ccc"),
        "2025-04-09": ("virtual", "ddd-eeee-fff"),
        "2025-04-10": ("lms", "hệ thống LMS"),
    }


DUTIES: list[tuple[str, str | None, str | None]] = [
    ("Giáo viên đăng ký với tổ trưởng chậm nhất ngày 22/4/2025.", None, "Giáo viên"),
    ("Các trường đăng ký số lượng đại biểu với đơn vị đăng cai trước ngày 22/4/2025.", None, "Các trường"),
    (
        "Các trường gửi báo cáo về Phòng Giáo dục Trung học trước ngày 22/4/2025.",
        "Phòng Giáo dục Trung học",
        "Các trường",
    ),
    (
        "Học viên kích hoạt tài khoản tại địa chỉ https://mau.example.vn chậm nhất ngày 22/4/2025.",
        "https://mau.example.vn",
        None,
    ),
]


@pytest.mark.parametrize(("words", "place", "audience"), DUTIES)
def test_a_person_who_receives_is_no_place(words: str, place: str | None, audience: str | None) -> None:
    (one,) = read(words)
    assert (one["kind"], one["place"]) == ("deadline", place)
    assert audience is None or one["audience"] == audience


def test_a_year_is_no_number_of_people() -> None:
    (one,) = read("Kỷ yếu hội thảo dự kiến xuất bản trong quý III năm 2025.")
    assert one["quota"] is None


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("Chuyên đề 1: thầy Nông Văn Mẫu báo cáo, 8h30 ngày 05/4/2025.", "thầy Nông Văn Mẫu"),
        ("Chuyên đề 2: 8h30 ngày 05/4/2025; cô Bế Thị Mẫu phụ trách.", "cô Bế Thị Mẫu"),
        ("Tập huấn lúc 8h30 ngày 05/4/2025, đồng chí Hiệu trưởng trực tiếp triển khai.", "đồng chí Hiệu trưởng"),
    ],
)
def test_whoever_speaks_leads(words: str, lead: str) -> None:
    assert [one["lead"] for one in read(words)] == [lead]
