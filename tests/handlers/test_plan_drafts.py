"""An organizer sends a plan as a document, answers what is open, changes it in words, publishes it, sends it again."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from files.reports import table_to_xlsx
from storage import plan_drafts, schema, sessions
from storage.database import Database
from tests.handlers.desk import Desk, Somebody
from tests.handlers.test_office import Office
from training.calendar import SessionView
from training.drafting import PlanDraft
from training.plan import ZONE, Kind

SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
HEAD = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày 05 tháng 11 năm 2022\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên tiếng Anh tiểu học năm 2022\n\n"
)
DAYS = (
    "1. Tập huấn trực tiếp: Các ngày 10, 11/12/2022 (Buổi sáng: từ 7h30 – 11h00; Buổi chiều: từ 13h30 – 17h00) "
    "tại Hội trường Trường TH Hoa Mai.\n"
)
LMS = "2. Học trên LMS: ngày 12/12/2022.\n"
PRACTICE = "3. Thực hành tại trường: 1 ngày (13/12 – 17/12/2022).\n"
LISTS = "4. Các trường gửi danh sách trước ngày 01/12/2022.\n5. Hạn gửi danh sách: 03/12/2022.\n"
REVIEW = "6. Tổng kết: thứ Hai, ngày 20/12/2022.\n"


class Planning(Office):
    """An organizer of a district with a plan of nine activities in hand."""

    def sent(self, *parts: str, name: str = "ke-hoach.txt", who: Somebody | None = None) -> str:
        """Send a document of a head and these paragraphs; what comes back."""
        return (who or self.mai).sends(name, (HEAD + "".join(parts)).encode())

    def row(self, number: int = 1) -> plan_drafts.DraftRow:
        found = self.run(lambda db: plan_drafts.draft_row(db, number))
        assert found
        return found

    def titles(self) -> list[str]:
        return [one.activity.title_key for one in self.row().draft.items]

    def views(self) -> list[SessionView]:
        """What stands in the database of the only course there is, in the plan's order."""
        courses = self.run(lambda db: sessions.courses(db, None))
        found = self.run(
            lambda db: [facts.view for one in courses for facts in sessions.sessions_of_course(db, one.id)]
        )
        return sorted(found, key=lambda one: (one.period.start is None, str(one.period.start)))


@pytest.fixture
def planning(sqlite_database: Database) -> Planning:
    return Planning(sqlite_database)


def test_a_plan_comes_in_as_a_document_is_settled_published_and_taken_back(database: Database) -> None:
    planning = Planning(database)
    mai = planning.mai
    said = planning.sent(DAYS, LMS, PRACTICE, LISTS, REVIEW)
    assert "Em chưa rõ 3 điều" in said
    assert said.index("Em chưa rõ") < said.index("1. Thứ Năm, 01/12/2022")
    assert "3. Thứ Bảy, 10/12/2022, 7h30–11h00" in said
    assert not planning.run(lambda db: sessions.courses(db, None))
    assert "tự chọn" in mai.presses("Trả lời")
    mai.presses("Mỗi người tự chọn")
    assert "Đã xoá" in mai.presses("Thứ Năm, 01/12/2022")
    assert "Thứ Hai, 19/12/2022" in mai.presses("Thứ Hai, 19/12/2022")
    mai.presses("Về danh sách")
    assert "Sẽ công bố 8 hoạt động" in mai.presses("Công bố")
    assert "thêm 8 hoạt động" in mai.presses("Công bố")
    assert [one.period.first_day for one in planning.views()][-1] == date(2022, 12, 19)
    assert [one.choose_days for one in planning.views() if one.kind is Kind.PRACTICE] == [1]
    mai.presses("Lấy lại lần nhập này")
    mai.presses("Lấy lại")
    assert planning.views() == []
    assert "12/KH-SGDĐT" in "".join(mai.buttons) or mai.taps("plan_drafts|0")
    assert "8 hoạt động" in mai.presses("12/KH-SGDĐT")


QUESTIONS: list[tuple[str, str, str, list[str]]] = [
    # the document, the answer pressed, words typed after it, days of all activities then
    (PRACTICE, "Mỗi người tự chọn", "", ["2022-12-13–2022-12-17"]),
    (PRACTICE, "Chốt một ngày", "15/12", ["2022-12-15–2022-12-15"]),
    (PRACTICE, "Xoá mục này", "", []),
    (LISTS, "Thứ Năm, 01/12", "", ["2022-12-01–2022-12-01"]),
    (LISTS, "Thứ Bảy, 03/12", "", ["2022-12-03–2022-12-03"]),
    (LISTS, "Giữ cả hai", "", ["2022-12-01–2022-12-01", "2022-12-03–2022-12-03"]),
    (REVIEW, "Giữ như văn bản", "", ["2022-12-20–2022-12-20"]),
    (REVIEW, "Thứ Hai, 19/12/2022", "", ["2022-12-19–2022-12-19"]),
    (REVIEW, "Nhập thời gian", "8h ngày 21/12", ["2022-12-21–2022-12-21"]),
    ("1. Tập huấn: từ ngày 25/12/2022 đến 20/12/2022.\n", "20/12/2022 – 25/12", "", ["2022-12-20–2022-12-25"]),
    ("1. Tập huấn: từ ngày 25/12/2022 đến 20/12/2022.\n", "Giữ như văn bản", "", ["2022-12-25–2022-12-20"]),
    ("1. Tập huấn: từ ngày 25/12/2022 đến 20/12/2022.\n", "Nhập thời gian", "20-22/12", ["2022-12-20–2022-12-22"]),
]


@pytest.mark.parametrize(("document", "pressed", "typed", "days"), QUESTIONS)
def test_each_question_is_answered_by_a_button_or_in_words(
    planning: Planning, document: str, pressed: str, typed: str, days: list[str]
) -> None:
    planning.sent(document)
    planning.mai.presses("Trả lời")
    planning.mai.presses(pressed)
    if typed:
        planning.mai.says(typed)
    periods = [one.activity.period for one in planning.row().draft.items]
    assert [f"{one.first_day}–{one.last_day}" for one in periods] == days
    assert planning.row().draft.open == ()


SAID: list[tuple[str, str, int]] = [
    # the document, the answer written, activities then
    (PRACTICE, "thầy cô tự chọn nhé", 1),
    (PRACTICE, "xoá đi ạ", 0),
    (LISTS, "theo hạn sau", 1),
    (LISTS, "giữ cả hai", 2),
    (REVIEW, "dạ cứ để nguyên ạ", 1),
    ("1. Tập huấn: từ ngày 25/12/2022 đến 20/12/2022.\n", "đảo lại", 1),
]


@pytest.mark.parametrize(("document", "words", "many"), SAID)
def test_what_is_offered_may_be_said_instead(planning: Planning, document: str, words: str, many: int) -> None:
    planning.sent(document)
    planning.mai.presses("Trả lời")
    planning.mai.says(words)
    assert planning.row().draft.open == ()
    assert len(planning.row().draft.items) == many


def test_a_question_may_be_answered_in_words_without_a_button(planning: Planning) -> None:
    planning.sent(PRACTICE)
    planning.mai.presses("Trả lời")
    assert "13–17/12/2022 → Thứ Tư, 14/12/2022" in planning.mai.says("chốt ngày 14/12 nhé")
    assert planning.row().draft.open == ()


def test_number_and_day_of_issue_left_blank_are_asked_and_written(planning: Planning) -> None:
    head = HEAD.replace("12/KH-SGDĐT", "   /KH-SGDĐT").replace("ngày 05 tháng 11", "ngày   tháng   ")
    planning.mai.sends("kh.txt", (head + LMS).encode())
    assert "Số của kế hoạch là gì" in planning.mai.presses("Trả lời")
    planning.mai.presses("Nhập số")
    assert "ban hành ngày nào" in planning.mai.says("15/KH-SGDĐT")
    assert "không có ngày 31/14" in planning.mai.says("31/14")
    planning.mai.says("5/11/2022")
    draft = planning.row().draft
    assert (draft.number, draft.issued, draft.open) == ("15/KH-SGDĐT", date(2022, 11, 5), ())


def test_what_is_missing_may_be_left_missing(planning: Planning) -> None:
    head = HEAD.replace("12/KH-SGDĐT", "   /KH-SGDĐT").replace("ngày 05 tháng 11", "ngày   tháng   ")
    planning.mai.sends("kh.txt", (head + LMS).encode())
    planning.mai.presses("Trả lời")
    planning.mai.presses("Không có số")
    assert "Tự học" in planning.mai.presses("Để trống") or planning.row().draft.open == ()
    planning.mai.says("công bố")
    assert "✅" in planning.mai.presses("Công bố")


def test_open_questions_stand_before_publishing_however_it_is_asked(planning: Planning) -> None:
    planning.sent(DAYS, PRACTICE)
    assert "xin thầy/cô trả lời 1 điều" in planning.mai.says("công bố")
    for payload in ("plan_out|1", "plan_do|1|1"):
        assert "xin thầy/cô trả lời" in planning.mai.taps(payload)
    assert planning.views() == []


EDITS: list[tuple[str, str]] = [
    ("buổi 1 lùi sang 14h", "7h30–11h00 → Thứ Bảy, 10/12/2022, 14h00–17h30"),
    ("dạ em sửa buổi 1 lùi 1 tuần ạ", "→ Thứ Bảy, 17/12/2022, 7h30–11h00"),
    ("buổi 1 sớm hơn 30 phút", "→ Thứ Bảy, 10/12/2022, 7h00–10h30"),
    ("buoi 2 chuyen sang phong ao https://meet.example.vn/abc", "phòng ảo"),
    ("buổi 2 tại Hội trường B", "Hội trường Trường TH Hoa Mai → Hội trường B"),
    ("xoá buổi 4", "Đã xoá: Tập huấn trực tiếp (chiều) (Chủ nhật, 11/12/2022"),
    ("huỷ buổi 4", "Đã xoá"),
    ("thêm buổi sáng 12/12 7h30-11h tại Hội trường B", "➕ 5. Thứ Hai, 12/12/2022, 7h30–11h00"),
    ("thêm buổi chuyên đề đọc sách 14h-16h ngày 14/12", "chuyên đề đọc sách"),
    ("buổi 5 là hạn nộp", "tự học LMS → hạn"),
    ("đổi tên buổi 5 thành Tự học mô đun 4", "→ Tự học mô đun 4"),
    ("buổi 5 dành cho giáo viên cốt cán", "→ giáo viên cốt cán"),
    ("buổi 1, 2 thuộc lớp Tiếng Anh 1", "→ TIENG-ANH-1"),
    ("buổi 1 sang 8h; buổi 2 sang 14h", "14h00–17h30"),
    ("buổi cuối dời sang 14/12", "→ Thứ Tư, 14/12/2022"),
    ("số 15/KH-SGDĐT", "Số 15/KH-SGDĐT"),
    ("buổi 9 lùi sang 14h", "từ 1 đến 5"),
    ("buổi 5 lùi 30 phút", "mấy giờ"),
    ("buổi 1 sang 7h30", "đúng giờ đó rồi"),
]


@pytest.mark.parametrize(("words", "answer"), EDITS)
def test_an_activity_is_changed_by_saying_it_and_taken_back(planning: Planning, words: str, answer: str) -> None:
    planning.sent(DAYS, LMS)
    before = planning.row().draft
    assert answer in planning.mai.says(words)
    if planning.row().draft != before:
        assert "Đã lấy lại" in planning.mai.says("hoàn tác")
    assert planning.row().draft == before


TOGETHER: list[tuple[str, str, list[str]]] = [
    # words, what is answered, the hours of the first day's sessions and how many activities there are then
    ("gộp buổi 1 và 2", "7h30–17h00", ["07:30–17:00", "4"]),
    ("gộp buổi 1 với buổi 3", "cùng một ngày", ["07:30–11:00", "13:30–17:00", "5"]),
    ("tách buổi 1 thành 7h30-9h và 9h15-11h", "9h15–11h00", ["07:30–09:00", "09:15–11:00", "13:30–17:00", "6"]),
    ("tách buổi 1 thành hai buổi", "Mỗi buổi mấy giờ", ["07:30–11:00", "13:30–17:00", "5"]),
    ("tách buổi 5 thành sáng 8h-10h và chiều 14h-16h", "14h00–16h00", ["07:30–11:00", "13:30–17:00", "6"]),
    ("đổi chỗ buổi 1 với buổi 2", "13h30–17h00", ["07:30–11:00", "13:30–17:00", "5"]),
    ("buổi 1 kết thúc lúc 10h30", "7h30–10h30", ["07:30–10:30", "13:30–17:00", "5"]),
    ("buổi 1 kéo dài thêm 30 phút", "7h30–11h30", ["07:30–11:30", "13:30–17:00", "5"]),
    ("buổi 1 kết thúc lúc 7h", "trước khi bắt đầu", ["07:30–11:00", "13:30–17:00", "5"]),
    ("buổi 5 kéo dài đến 14/12", "12–14/12/2022", ["07:30–11:00", "13:30–17:00", "5"]),
    ("hoãn buổi 1", "thông báo sau", ["13:30–17:00", "5"]),
    ("tất cả các buổi sáng sang 8h", "11/12/2022, 8h00–11h30", ["08:00–11:30", "13:30–17:00", "5"]),
    ("buổi chiều 10/12 bỏ", "Đã xoá", ["07:30–11:00", "4"]),
    ("buổi chiều 20/12 bỏ", "không có buổi nào lúc đó", ["07:30–11:00", "13:30–17:00", "5"]),
    ("buổi 1 sang 7h30 và buổi 2 sang 14h", "14h00–17h30", ["07:30–11:00", "14:00–17:30", "5"]),
    ("buổi 1 sang 8h ngày 31/11", "không có ngày 31/11", ["07:30–11:00", "13:30–17:00", "5"]),
    ("buổi 1 sang 25h", "chưa hiểu cần sửa gì", ["07:30–11:00", "13:30–17:00", "5"]),
    ("thêm buổi họp tại Trường X", "chưa hiểu cần sửa gì", ["07:30–11:00", "13:30–17:00", "5"]),
    ("buổi 1 ở đâu?", "Đọc từ câu", ["07:30–11:00", "13:30–17:00", "5"]),
    ("chỉ tiêu buổi 1 là 40", "Số người: – → 40", ["07:30–11:00", "13:30–17:00", "5"]),
    ("tất cả các buổi tại Hội trường C", "Hội trường C", ["07:30–11:00", "13:30–17:00", "5"]),
    ("tên kế hoạch là Tập huấn hè", "Tập huấn hè", ["07:30–11:00", "13:30–17:00", "5"]),
    ("danh sách", "5 hoạt động", ["07:30–11:00", "13:30–17:00", "5"]),
    ("xoá hết", "cùng mọi chỗ đã sửa", ["07:30–11:00", "13:30–17:00", "5"]),
]


def _hours(draft: PlanDraft) -> list[str]:
    periods = [one.activity.period for one in draft.items]
    first = [one for one in periods if one.is_exact and one.start and one.first_day == date(2022, 12, 10)]
    spans = [
        f"{one.start.astimezone(ZONE):%H:%M}–{one.end.astimezone(ZONE):%H:%M}" for one in first if one.end and one.start
    ]
    return [*spans, str(len(periods))]


def test_two_together_ends_days_and_what_cannot_be_read(planning: Planning) -> None:
    planning.sent(DAYS, LMS)
    before = planning.row().draft
    for words, answer, hours in TOGETHER:
        assert answer in planning.mai.says(words), words
        assert _hours(planning.row().draft) == hours, words
        if planning.row().draft != before:
            assert "Đã lấy lại" in planning.mai.says("hoàn tác")
        assert planning.row().draft == before, words
    places = {one.activity.kind: one.activity.place for one in before.items}
    assert places[Kind.LMS] != "Hội trường C"


def test_questions_of_a_kind_are_answered_at_once_and_a_year_that_turns_is_offered(planning: Planning) -> None:
    mai = planning.mai
    again = PRACTICE.replace("3. Thực hành tại trường", "4. Thực hành tại trường lần hai").replace(
        "13/12 – 17/12", "20/12 – 24/12"
    )
    planning.sent("1. Tập huấn qua hai năm: từ ngày 25/12/2022 đến 05/01/2022.\n", PRACTICE, again)
    before = planning.row().draft
    turned, *chosen = [one for one in before.open if one.item]
    assert len(chosen) == 2
    assert "(25/12/2022 – 05/01/2022)" in mai.taps(f"plan_q|1|{turned.key}")
    mai.presses("25/12/2022 – 05/01/2023")
    assert before.number_of(turned.item)
    period = next(one.activity.period for one in planning.row().draft.items if one.key == turned.item)
    assert (period.first_day, period.last_day) == (date(2022, 12, 25), date(2023, 1, 5))
    mai.presses("Mỗi người tự chọn (cả 2)")
    assert planning.row().draft.open == ()
    mai.says("hoàn tác")
    assert len(planning.row().draft.open) == 2
    mai.taps(f"plan_q|1|{chosen[0].key}")
    mai.says("giữ hết")
    assert planning.row().draft.open == ()


def test_the_same_document_again_is_the_draft_that_waits_and_another_version_names_it(planning: Planning) -> None:
    mai = planning.mai
    planning.sent(DAYS, LMS)
    mai.says("buổi 1 lùi sang 14h")
    assert "vẫn được giữ" in mai.says("huỷ")
    assert "14h00–17h30" not in mai.says("danh sách")
    assert "14h00–17h30" in planning.sent(DAYS, LMS, name="ban-sao.txt")
    assert len(planning.run(lambda db: plan_drafts.open_drafts(db, None))) == 1
    assert "bản nháp khác" in planning.sent(DAYS, name="ban-2.txt")
    assert "14h00–17h30" in mai.presses("Bản nháp kia")


def test_a_number_told_late_joins_the_plan_that_has_it(planning: Planning) -> None:
    mai = planning.mai
    planning.sent(DAYS, LMS)
    mai.says("công bố")
    mai.presses("Công bố")
    mai.sends(
        "kh.txt", (HEAD.replace("12/KH-SGDĐT", "   /KH-SGDĐT") + DAYS + LMS + REVIEW.replace("thứ Hai, ", "")).encode()
    )
    mai.says("số kế hoạch là 12/KH-SGDĐT")
    assert planning.row(2).draft.code == planning.row(1).draft.code
    assert "Thêm: 1; đổi: 0; không còn nêu: 0; như cũ: 5" in mai.says("công bố")
    mai.presses("Công bố")
    assert len(planning.views()) == 6
    assert len(planning.run(lambda db: sessions.courses(db, None))) == 1
    head = HEAD.replace("12/KH-SGDĐT", "   /KH-SGDĐT").replace("tiếng Anh tiểu học", "tiếng Anh trung học")
    mai.sends("khac.txt", (head + LMS).encode())
    mai.says("số kế hoạch là 77/KH-SGDĐT")
    assert [one.code for one in planning.row(3).draft.courses] == ["77-KH-SGDDT"]


def test_an_activity_shows_the_sentence_it_was_read_from_and_is_changed_by_buttons(planning: Planning) -> None:
    planning.sent(DAYS, LMS)
    said = planning.mai.presses("2")
    assert "Đọc từ câu" in said
    assert "Các ngày 10, 11/12/2022" in said
    planning.mai.presses("Địa điểm")
    assert "→ Trường TH Ba Làng" in planning.mai.says("Trường TH Ba Làng")
    planning.mai.taps("plan_item|1|a2")
    planning.mai.presses("Hình thức")
    assert "→ hội nghị" in planning.mai.presses("hội nghị")
    planning.mai.taps("plan_item|1|a2")
    planning.mai.presses("Thời gian")
    assert "14h30–" in planning.mai.says("14h30")
    planning.mai.taps("plan_item|1|a2")
    planning.mai.presses("Xoá")
    assert len(planning.row().draft.items) == 4
    for _ in range(4):
        planning.mai.presses("Hoàn tác")
    assert len(planning.row().draft.items) == 5
    assert "không có gì để lấy lại" in planning.mai.taps("plan_undo|1").lower()


def test_a_long_plan_is_turned_by_pages(planning: Planning) -> None:
    planning.sent(*(f"{number}. Chuyên đề {number}: ngày {number + 2}/12/2022.\n" for number in range(1, 15)))
    assert "14 hoạt động" in planning.mai.last.plain
    assert "7. " not in planning.mai.last.plain
    assert "7. " in planning.mai.presses("›")
    planning.mai.presses("›")
    assert "14. " in planning.mai.last.plain
    assert "›" not in planning.mai.last.labels


def test_a_draft_waits_while_other_things_are_asked(planning: Planning) -> None:
    planning.sent(DAYS, LMS)
    assert "14h00" not in planning.mai.says("tuần này có lịch gì không")
    assert "14h00" in planning.mai.says("buổi 1 lùi sang 14h")
    planning.mai.says("/lich")
    planning.mai.taps("plan_drafts|0")
    planning.mai.presses("12/KH-SGDĐT")
    assert "15h00" in planning.mai.says("buổi 1 lùi sang 15h")


def test_a_colleague_of_the_same_unit_goes_on_where_one_stopped(planning: Planning) -> None:
    planning.sent(DAYS, LMS)
    hoa = planning.somebody("Phan Thị Hoa", "SO", role="organizer")
    hoa.taps("plan_drafts|0")
    hoa.presses("12/KH-SGDĐT")
    assert "14h00" in hoa.says("buổi 1 lùi sang 14h")
    assert "14h00" in planning.mai.taps("plan_draft|1|0")


OUTSIDERS: list[Callable[[Desk], Somebody]] = [
    lambda desk: desk.somebody("Ngô Thị Xa", "KHAC", role="organizer"),
    lambda desk: desk.somebody("Bùi Văn Tra", "PHONG", role="inspector"),
    lambda desk: desk.somebody("Trần Thị Lan", "TH-A"),
    lambda desk: desk.stranger(),
]
STEPS = (
    *("plan_draft|{}|0", "plan_item|{}|a1", "plan_q|{}", "plan_a|{}|q1|keep", "plan_to|{}|a1|delete"),
    *("plan_kind|{}|a1|lms", "plan_undo|{}", "plan_course|{}|each", "plan_code|{}", "plan_out|{}", "plan_do|{}|1"),
    *("plan_drop|{}|yes", "plan_remarks|{}"),
)


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=["elsewhere", "inspector", "teacher", "guest"])
def test_outside_ones_reach_a_draft_is_as_one_that_does_not_exist(
    planning: Planning, outsider: Callable[[Desk], Somebody]
) -> None:
    planning.sent(DAYS, PRACTICE)
    who, before = outsider(planning), planning.row()
    for step in STEPS:
        assert who.taps(step.format(1)) == who.taps(step.format(999)), step
    assert planning.row() == before
    who.taps("plan_drafts|0")
    assert "12/KH-SGDĐT" not in who.buttons
    who.sends("ke-hoach.txt", (HEAD + LMS).encode())
    others = [one.unit_id for one in planning.run(lambda db: plan_drafts.open_drafts(db, None))]
    assert others.count(before.unit_id) == 1


def test_a_button_of_before_an_edit_publishes_nothing_unseen(planning: Planning) -> None:
    planning.sent(DAYS, LMS)
    planning.mai.says("công bố")
    planning.mai.says("buổi 1 lùi sang 14h")
    assert "Sẽ công bố" in planning.mai.taps("plan_do|1|1")
    assert planning.views() == []
    planning.mai.presses("Công bố")
    assert planning.views()[0].period.start is not None
    for late in ("plan_do|1|2", "plan_out|1", "plan_to|1|a1|delete", "plan_kind|1|a1|lms"):
        assert "đã công bố" in planning.mai.taps(late)
    assert len(planning.views()) == 5


class TestAnotherVersion:
    def published(self, planning: Planning) -> None:
        planning.sent(DAYS, LMS)
        planning.mai.says("công bố")
        planning.mai.presses("Công bố")

    def test_the_difference_is_shown_before_it_is_published(self, planning: Planning) -> None:
        self.published(planning)
        new = DAYS.replace("7h30", "8h00").replace("Các ngày 10, 11/12/2022", "Các ngày 10, 11/12/2022")
        planning.sent(new, "3. Hội nghị tổng kết: 8h00 ngày 20/12/2022.\n")
        said = planning.mai.says("công bố")
        assert "đã có" in said
        assert "Thêm: 1; đổi: 2; không còn nêu: 1; như cũ: 2" in said
        assert "7h30–11h00 → Thứ Bảy, 10/12/2022, 8h00–11h00" in said
        assert "➕ Thứ Ba, 20/12/2022" in said
        assert "➖ Thứ Hai, 12/12/2022" in said
        assert len(planning.views()) == 5
        assert "Huỷ: Học trên LMS" in "".join((planning.mai.presses("Công bố"), *planning.mai.last.labels))
        assert len(planning.views()) == 6

    def test_sessions_keep_who_they_are_and_people_are_told_of_what_moved(self, planning: Planning) -> None:
        self.published(planning)
        first = planning.views()[0]
        lan = planning.somebody("Trần Thị Lan", "TH-A")
        planning.enrol(first.course_id, lan)
        planning.sent("0. Khai mạc: 7h00 ngày 10/12/2022.\n", DAYS.replace("13h30", "14h00"), LMS)
        assert "1 người trong các lớp này sẽ được báo" in planning.mai.says("công bố")
        planning.mai.presses("Công bố")
        assert "10/12" in planning.mai.presses("Nhắc lịch")
        assert first.id in [one.id for one in planning.views() if one.period == first.period]
        planning.later(minutes=4)
        planning.deliver()
        assert "14h00" in lan.last.plain
        assert "7h30" not in lan.last.plain

    def test_the_same_again_changes_nothing(self, planning: Planning) -> None:
        self.published(planning)
        before = planning.views()
        planning.sent(DAYS, LMS)
        assert "không có gì" in planning.mai.says("công bố").lower()
        planning.mai.presses("Công bố")
        assert planning.views() == before

    def test_what_was_set_by_hand_in_the_course_stays(self, planning: Planning) -> None:
        self.published(planning)
        changed = schema.course.update().values(quota=45, audience="GV tiếng Anh")
        planning.run(lambda db: db.execute(changed))
        planning.sent(DAYS.replace("7h30", "8h00"), LMS)
        planning.mai.says("công bố")
        planning.mai.presses("Công bố")
        row = planning.run(lambda db: db.execute(schema.course.select()).one())
        assert (row.quota, row.audience) == (45, "GV tiếng Anh")

    def test_new_activities_of_a_plan_with_several_courses_are_asked_for_theirs(self, planning: Planning) -> None:
        planning.sent(DAYS, LMS)
        planning.mai.says("buổi 5 thuộc lớp LMS")
        planning.mai.says("công bố")
        planning.mai.presses("Công bố")
        assert "thuộc lớp nào" in planning.sent(DAYS, LMS, "3. Hội nghị tổng kết: 8h00 ngày 20/12/2022.\n")
        planning.mai.presses("Trả lời")
        planning.mai.presses("LMS")
        draft = planning.row(2).draft
        assert [one.activity.course for one in draft.items if one.activity.kind in (Kind.LMS, Kind.MEETING)] == [
            "LMS"
        ] * 2

    def test_a_course_code_of_another_plan_is_not_taken(self, planning: Planning) -> None:
        self.published(planning)
        planning.mai.sends("kh2.txt", (HEAD.replace("12/KH", "13/KH") + LMS).encode())
        planning.mai.says("mã lớp là 12-KH-SGDDT")
        assert "thuộc kế hoạch khác" in planning.mai.says("công bố")
        planning.mai.presses("Mã khác")
        planning.mai.says("TOAN-9")
        planning.mai.says("công bố")
        assert "TOAN-9" in planning.mai.presses("Công bố") or len(planning.views()) == 6


def test_each_audience_may_have_its_course(planning: Planning) -> None:
    planning.sent(
        "1. Tập huấn giáo viên Toán: ngày 10/12/2022.\n2. Tập huấn giáo viên Văn: ngày 11/12/2022.\n"
        "3. Tập huấn cán bộ quản lý: ngày 12/12/2022.\n"
    )
    planning.mai.says("buổi 1 dành cho giáo viên Toán; buổi 2 dành cho giáo viên Văn")
    planning.mai.says("buổi 3 dành cho cán bộ quản lý")
    planning.mai.taps("plan_course|1")
    planning.mai.presses("Mỗi đối tượng")
    assert len({one.activity.course for one in planning.row().draft.items}) == 3
    planning.mai.presses("Một lớp chung")
    assert len({one.activity.course for one in planning.row().draft.items}) == 1


def test_a_draft_is_discarded_only_when_it_is_meant(planning: Planning) -> None:
    planning.sent(DAYS)
    planning.mai.presses("Bỏ")
    planning.row()
    planning.mai.presses("Bỏ")
    assert planning.run(lambda db: plan_drafts.draft_row(db, 1)) is None
    assert "không thấy bản nháp" in planning.mai.taps("plan_draft|1|0")


def test_a_word_document_with_a_table_comes_in(planning: Planning) -> None:
    paper = docx.Document()
    for line in HEAD.splitlines():
        paper.add_paragraph(line)
    table = paper.add_table(rows=3, cols=3)
    rows = (("TT", "Nội dung", "Thời gian"), ("1", "Tập huấn Toán", "10/12/2022"), ("2", "Tập huấn Văn", "11/12/2022"))
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    written = io.BytesIO()
    paper.save(written)
    said = planning.mai.sends("kh.docx", written.getvalue())
    assert "2. Chủ nhật, 11/12/2022: Tập huấn Văn" in said


def test_a_plan_in_an_office_s_own_sheet_is_a_draft_and_a_list_stays_a_list(planning: Planning) -> None:
    rows = [("1", "Tập huấn Toán tại hội trường", "10/12/2022"), ("2", "Học LMS", "12/12/2022")]
    sheet = table_to_xlsx("KẾ HOẠCH TẬP HUẤN", ["TT", "Nội dung", "Ngày"], rows)
    assert "2 hoạt động" in planning.mai.sends("ke-hoach.xlsx", sheet)
    people = table_to_xlsx("", ["TT", "Họ và tên", "Đơn vị công tác"], [("1", "Trần Thị Bưởi", "Trường TH-A")])
    assert "danh sách 1 người" in planning.mai.sends("danh-sach.xlsx", people)


def scanned() -> bytes:
    """Pages that are pictures."""
    picture = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(picture, "PNG")
    paper = FPDF()
    paper.add_page()
    paper.image(picture, w=150)
    return bytes(paper.output())


def locked() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_encryption(owner_password="owner", user_password="user")
    return bytes(paper.output())


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("anh-chup.pdf", scanned, "ảnh chụp các trang"),
    ("khoa.pdf", locked, "mật khẩu"),
    ("hong.pdf", lambda: b"%PDF-1.4 nothing", ""),
    ("hong.docx", lambda: b"PK\x03\x04 cut off", "gửi lại"),
    ("cu.doc", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), ".docx"),
    ("trong.txt", lambda: b"", ""),
    ("phong-cu.txt", ("KÕ ho¹ch båi d­ìng gi¸o viªn n¨m häc " * 12).encode, "Unicode"),
    ("trang.txt", lambda: b"<html><body>KH</body></html>", "Word"),
]


@pytest.mark.parametrize(("name", "content", "answer"), BAD, ids=[name for name, _, _ in BAD])
def test_what_cannot_be_read_gets_one_sentence_with_what_to_do(
    planning: Planning, name: str, content: Callable[[], bytes], answer: str
) -> None:
    said = planning.mai.sends(name, content()).splitlines()
    assert len(said) == 2
    assert answer in said[1]
    assert planning.run(lambda db: plan_drafts.open_drafts(db, None)) == []


def test_a_letter_without_any_date_says_how_to_go_on(planning: Planning) -> None:
    said = planning.mai.sends("thu.txt", "Kính gửi các trường.\nXin cảm ơn.".encode())
    assert "không thấy hoạt động nào" in said
    assert "➕ 1." in planning.mai.says("thêm buổi họp chuyên môn 14h ngày 12/12 tại Trường TH-A")


def test_drafts_nobody_touches_go_after_half_a_year(planning: Planning) -> None:
    planning.sent(DAYS)
    planning.later(days=181)
    planning.sent(LMS, name="khac.txt")
    assert len(planning.run(lambda db: plan_drafts.open_drafts(db, None))) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), st.from_regex(r"buổi [0-9h:/ ]{1,14}", fullmatch=True)))
def test_whatever_is_typed_while_a_draft_is_open_gets_an_answer(planning: Planning, text: str) -> None:
    if not planning.run(lambda db: plan_drafts.open_drafts(db, None)):
        planning.sent(DAYS, PRACTICE)
    planning.mai.taps("plan_q|1")
    before = len(planning.mai.chat)
    planning.mai.says(text.lstrip("/"))
    assert len(planning.mai.chat) > before + 1
    planning.mai.taps("plan_undo|1")


@pytest.mark.skipif(not SEEDS, reason="the shared seeds are not beside the repository")
@pytest.mark.parametrize("path", SEEDS, ids=[path.stem[:3] for path in SEEDS])
def test_each_of_the_five_plans_is_settled_by_keeping_what_it_says_and_published(
    planning: Planning, path: Path
) -> None:
    mai = planning.mai
    mai.sends("ke-hoach.txt", path.read_bytes())
    many = len(planning.row().draft.items)
    for doubt in planning.row().draft.open:
        mai.taps(f"plan_a|1|{doubt.key}|keep")
    assert planning.row().draft.open == ()
    mai.says("công bố")
    assert f"thêm {many} hoạt động" in mai.presses("Công bố")
    assert len(planning.views()) == many
    mai.sends("ke-hoach.txt", path.read_bytes())
    for doubt in planning.row(2).draft.open:
        mai.taps(f"plan_a|2|{doubt.key}|keep")
    assert f"Thêm: 0; đổi: 0; không còn nêu: 0; như cũ: {many}" in mai.says("công bố")
