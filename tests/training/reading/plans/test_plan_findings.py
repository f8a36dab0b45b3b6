"""Contradictions and questions: each is found, and a sound document has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.reading.plans.reading import activities_of
from training.reading.documents import Paragraph, Table, read_plan, read_text, to_json
from training.reading.plans.findings import Finding

HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày 05 tháng 3 năm 2025\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên dạy lớp 5 năm 2025\n\n"
)

FINDINGS: list[tuple[str, Finding]] = [
    ("1. Tập huấn: từ ngày 20/3/2025 đến ngày 18/3/2025.", Finding.END_BEFORE_START),
    ("1. Tập huấn: thứ Hai, ngày 18/3/2025.", Finding.WEEKDAY),
    ("1. Tập huấn: 18/3/2025 (thứ Sáu).", Finding.WEEKDAY),
    ("1. Tập huấn: ngày 31/4/2025.", Finding.IMPOSSIBLE_DATE),
    ("1. Tập huấn: ngày 12/3/2027.", Finding.YEAR_OUTSIDE),
    ("1. Tập huấn: ngày 12/02/2025.", Finding.BEFORE_ISSUED),
    ("1. Các trường gửi danh sách trước ngày 10/3/2025.\n2. Hạn gửi danh sách: 12/3/2025.", Finding.TWO_DEADLINES),
    ("Tổng số 90 học viên, trong đó: 40 giáo viên Toán, 30 giáo viên Văn.", Finding.SUM),
    ("Thời lượng: 60 tiết, trong đó: phần chung 20 tiết; phần riêng 50 tiết.", Finding.SUM),
    ("- Đợt 1: 10/4/2025; 40 người.\n- Đợt 2: 12/4/2025; 30 người.\nTổng cộng 80 người.", Finding.SUM),
    ("Tổng số 80 người, gồm:\n- Tiểu học: 40 người\n- THCS: 30 người\nHết.", Finding.SUM),
    (
        "TT\tNội dung\tThời gian\tSố lượng\n1\tLớp Toán\t10/4/2025\t40\n2\tLớp Văn\t11/4/2025\t30\nTổng\t\t\t80",
        Finding.SUM,
    ),
    ("BẢNG PHÂN CÔNG TẬP HUẤN LỚP 8\n\nTT\tNội dung\tThời gian\n1\tToán\t10/4/2025", Finding.OTHER_PROGRAMME),
    (
        "1. Các trường gửi danh sách học viên về Phòng A trước ngày 10/3/2025.\n"
        "2. Các đơn vị lập, rà soát, gửi danh sách học viên về Phòng A chậm nhất 14/3/2025.",
        Finding.TWO_DEADLINES,
    ),
    ("1. Khảo sát học viên: tháng 8/2026.", Finding.YEAR_OUTSIDE),
    ("Thực hiện 03 nhiệm vụ sau đây:\n- Một việc;\n- Hai việc.\nHết.", Finding.COUNT),
    ("Danh sách theo Phụ lục 2 đính kèm.", Finding.ATTACHMENT_MISSING),
    ("Chi tiết tại phụ lục II.\nPHỤ LỤC I\nMẫu danh sách\nPHỤ LỤC III\nMẫu báo cáo", Finding.APPENDIX_GAP),
    ("Căn cứ Kế hoạch số 12/KH-UBND ngày 02/01/2025;", Finding.SAME_NUMBER),
    ("- Quyết định số 5/QĐ-UBND ngày 02/01/2025;\n- Quyết định số 5/QĐ-UBND ngày 03/01/2025;", Finding.TWO_DATES),
    (
        "1. Đợt 1: từ ngày 10/3/2025 đến ngày 12/3/2025, tại Trường A.\n\nPHỤ LỤC\nĐợt\tThời gian\tĐịa điểm\n"
        "Đợt 1\t11/3/2025 - 13/3/2025\tTrường A\nĐợt 2\t17/3/2025 - 19/3/2025\tTrường B",
        Finding.TWO_DATES,
    ),
    ("- Đơn vị chủ trì: Phòng A;\n- Đơn vị phối hợp: Phòng B; Phòng A", Finding.LEAD_IS_PARTNER),
    (
        "TT\tNội dung\tThời gian\tĐơn vị chủ trì\n1\tHọp\tTháng 4/2025\tPhòng A\n2\tTập huấn\tTháng 5/2025\tPhòng A\n"
        "3\tKiểm tra\tTháng 6/2025\t\n4\tTổng kết\tTháng 7/2025\tPhòng A",
        Finding.LEAD_MISSING,
    ),
    ("TT\tNội dung\tThời gian\n1\tHọp\tTháng 4/2025\n2\tTập huấn\t", Finding.NO_TIME),
    (
        "TT\tNội dung\tThời gian\n1\tTriển khai đại trà\tTháng 4/2025\n2\tTổng kết 01 năm triển khai\tTháng 6/2025",
        Finding.REVIEW_TOO_EARLY,
    ),
    (
        "BỒI DƯỠNG TƯ VẤN TÂM LÝ HỌC ĐƯỜNG\n\nTT\tNội dung\tThời gian\n"
        "1\tLập danh sách lớp mỹ thuật màu nước\tTháng 4/2025\n2\tMở lớp mỹ thuật màu nước\tTháng 5/2025\n"
        "3\tĐánh giá lớp mỹ thuật màu nước\tTháng 6/2025",
        Finding.OTHER_PROGRAMME,
    ),
]


@pytest.mark.parametrize(("words", "finding"), FINDINGS, ids=[finding.value for _, finding in FINDINGS])
def test_a_contradiction_is_found_and_told_in_words(words: str, finding: Finding) -> None:
    draft = read_text(HEAD + words)
    assert finding in {anomaly.code for anomaly in draft.anomalies}
    assert all(told and "{" not in told for told in to_json(draft)["anomalies"])


def test_a_sound_plan_has_neither_contradictions_nor_questions() -> None:
    draft = read_text(
        HEAD + "1. Thời gian: 7h30 thứ Ba, ngày 18/3/2025.\n2. Địa điểm: Hội trường Sở.\n"
        "3. Các trường gửi danh sách trước ngày 10/3/2025."
    )
    assert (draft.anomalies, draft.questions) == ((), ())
    assert [activity.kind.value for activity in draft.plan.activities] == ["in_person", "deadline"]


SOUND = [
    "TT\tNội dung\tThời gian\tSố lượng\n1\tLớp Toán\t10/4/2025\t40\n2\tLớp Văn\t11/4/2025\t30\nTổng\t\t\t70",
    "- Đợt 1: 10/4/2025; 40 người.\n- Đợt 2: 12/4/2025; 30 người.\nTổng cộng 70 người.",
    "BẢNG PHÂN CÔNG TẬP HUẤN LỚP 5\n\nTT\tNội dung\tThời gian\n1\tToán\t10/4/2025",
    "TT\tNội dung\tNgày\tGiảng viên\n1\tTheo Thông tư 27\tThứ Bảy, 12/4/2025\tCN. Trần Mẫu",
    "1. Nộp bài: đợt 1 trước ngày 10/4/2025; đợt 2 trước ngày 10/5/2025.",
    "1. Báo cáo kết quả: trước ngày 15/01/2026.",
    "1. Học các ngày thứ Bảy, Chủ nhật 12, 13, 19/4/2025.",
    "Thời lượng: 60 tiết, trong đó: phần chung 20 tiết (05 tiết tự học); phần riêng 40 tiết.",
]


@pytest.mark.parametrize("words", SOUND)
def test_what_fits_is_no_contradiction(words: str) -> None:
    assert read_text(HEAD + words).anomalies == ()


def test_a_stamped_number_and_date_are_unknown_and_asked() -> None:
    draft = read_text("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố:     /KH-SGDĐT\nMẫu, ngày   tháng   năm 2025\nKẾ HOẠCH\nTập huấn")
    assert (draft.plan.number, draft.plan.issued) == (None, None)
    assert {question.code for question in draft.questions} == {Finding.NUMBER_MISSING, Finding.ISSUED_MISSING}


def test_a_day_to_be_chosen_is_asked() -> None:
    draft = read_text(HEAD + "Nội dung\tThời gian\nThực hành tại trường\t1 ngày ( 13/3 – 17/3/2025)")
    (activity,) = draft.plan.activities
    assert (activity.choose_days, activity.period.iso()) == (1, ("2025-03-13", "2025-03-17"))
    assert [question.code for question in draft.questions] == [Finding.CHOOSE_DAY]


def test_a_retroactive_contradiction_is_kept_as_written() -> None:
    (activity,) = read_text(HEAD + "1. Tập huấn: từ ngày 20/3/2025 đến ngày 18/3/2025.").plan.activities
    assert activity.period.iso() == ("2025-03-20", "2025-03-18")


def test_the_json_has_exactly_the_keys_of_the_interface() -> None:
    told = to_json(read_text(HEAD + "1. Tập huấn: ngày 20/3/2025."))
    assert set(told) == {"number", "title", "issuer", "issued", "activities", "anomalies"}
    assert set(told["activities"][0]) == {
        *("title_key", "kind", "start", "end", "precision"),
        *("place", "audience", "lead", "quota", "evidence"),
    }


PIECES = st.sampled_from(
    [
        *(
            "ngày ",
            "từ ",
            "đến ",
            "tháng ",
            "tuần ",
            "quý ",
            "năm 2025",
            "10/3",
            "31/02/2025",
            "7h30",
            "99h99",
            "24h00",
        ),
        *("13h30 - 17h00", ", ", "; ", ": ", "\n", "\t", "\n\t", "- ", "+ ", "1. ", "I. ", "|", "(", ")", "100%"),
        *("Thời gian: ", "Địa điểm: ", "tại Trường A", "sang ", "dời ", "chuyển ", "trừ ", "hằng tuần ", "thứ Hai "),
        *("trước ", "chậm nhất ", "7-2-7 ", "Đợt 1", "Phụ lục ", "STT\tNội dung\tThời gian\n", "Buổi sáng", "Zoom "),
        *("tổng số 10 người, trong đó: 3 người, 4 người", "Căn cứ ", "KẾ HOẠCH\n", "Số: /KH-A\n", "x" * 300),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join))
def test_any_text_gives_an_answer(text: str) -> None:
    for activity in activities_of(text):
        assert (activity["start"] is None) == (activity["precision"] == "tbd")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(PIECES.map(str.strip), min_size=3, max_size=3), min_size=1, max_size=8))
def test_any_table_gives_an_answer(rows: list[list[str]]) -> None:
    table = Table(tuple(tuple(row) for row in [["STT", "Nội dung", "Thời gian"], *rows]))
    to_json(read_plan([Paragraph("KẾ HOẠCH"), table]))
