"""A drafted plan: any answer and any edit leaves it whole, and a new version finds the activities of the old one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.plan_drafts import of_data, to_data
from training.draft_answers import answered, options_of, settle
from training.draft_changes import edited
from training.drafting import Edited, Option, PlanDraft, begin, code_of, order, plan_of
from training.plan import ZONE, Activity, Course, Kind, Period
from training.reading.documents import read_text
from training.reading.draft_edits import read_edits
from training.versions import matched, next_version, renewed

NOW = datetime(2022, 12, 1, 8, tzinfo=ZONE)
TEXT = (
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO MẪU\nSố: 12/KH-SGDĐT\nMẫu, ngày    tháng    năm 2022\n\n"
    "KẾ HOẠCH\nTập huấn giáo viên tiếng Anh năm 2022\n\n"
    "1. Tập huấn trực tiếp: Các ngày 10, 11/12/2022 (Sáng: 7h30 – 11h00; Chiều: 13h30 – 17h00) tại Hội trường A.\n"
    "2. Thực hành tại trường: 1 ngày (13/12 – 17/12/2022).\n"
    "3. Học trên LMS: từ ngày 25/12/2022 đến ngày 20/12/2022.\n"
    "4. Các trường gửi danh sách trước ngày 01/12/2022.\n5. Hạn gửi danh sách: 03/12/2022.\n"
    "6. Tổng kết: thứ Hai, ngày 20/12/2022 (danh sách kèm theo).\n"
)
DRAFT = begin(read_text(TEXT), "12-KH", (Course("12-KH", "Tập huấn"),))


def is_whole(draft: PlanDraft) -> bool:
    """In order, every course known, every key once, and the same after being stored."""
    courses = {one.code for one in draft.courses}
    keys = [one.key for one in draft.items]
    ordered = sorted(draft.items, key=lambda one: (order(one.activity), int(one.key[1:])))
    plan = plan_of(draft)
    return (
        list(draft.items) == ordered
        and len(keys) == len(set(keys))
        and all(one.activity.course in courses for one in draft.items)
        and {one.course for one in plan.activities} <= {one.code for one in plan.courses}
        and of_data(json.loads(json.dumps(to_data(draft)))) == draft
    )


def test_a_draft_begins_in_time_order_with_every_question_open() -> None:
    assert is_whole(DRAFT)
    assert {one.code for one in DRAFT.open} == {
        "issued_missing",
        "choose_day",
        "end_before_start",
        "two_deadlines",
        "weekday",
        "attachment_missing",
    }


@given(st.lists(st.sampled_from([*Option, "0", "x", ""]), min_size=8, max_size=8))
def test_whatever_is_pressed_the_draft_stays_whole(pressed: list[str]) -> None:
    draft = DRAFT
    for doubt, option in zip(DRAFT.doubts, pressed, strict=False):
        done = settle(draft, doubt.key, option)
        draft = done.draft if isinstance(done, Edited) else draft
    assert is_whole(draft)


def test_every_offered_answer_but_a_written_one_settles_its_question() -> None:
    for doubt in DRAFT.doubts:
        for option in options_of(DRAFT, doubt):
            done = settle(DRAFT, doubt.key, option)
            assert isinstance(done, Edited) == (option is not Option.TYPE)
            if isinstance(done, Edited):
                assert doubt.key not in {one.key for one in done.draft.open}
                assert is_whole(done.draft)


def test_a_contradiction_that_is_kept_goes_on_being_told_with_the_plan() -> None:
    doubt = next(one for one in DRAFT.doubts if one.code == "end_before_start")
    kept, mended = settle(DRAFT, doubt.key, Option.KEEP), settle(DRAFT, doubt.key, Option.SWAP)
    assert isinstance(kept, Edited)
    assert isinstance(mended, Edited)
    assert any("kết thúc trước khi bắt đầu" in one.lower() for one in plan_of(kept.draft).anomalies)
    assert not any("kết thúc trước khi bắt đầu" in one.lower() for one in plan_of(mended.draft).anomalies)


SAID = st.lists(
    st.sampled_from(
        [
            *(
                "buổi 1",
                "buổi 3",
                "buổi cuối",
                "buổi 2-4",
                "tất cả các buổi",
                "xoá",
                "lùi",
                "sang",
                "sang 14h",
                "12/12",
            ),
            *(
                "31/2",
                "lùi 1 tuần",
                "sớm hơn 9 tiếng",
                "tại",
                "Hội trường B",
                "là hạn nộp",
                "thuộc lớp",
                "X",
                "thêm buổi",
            ),
            *(
                "chiều",
                "tháng 10",
                "thứ Bảy",
                "mai",
                "https://a.vn/b",
                "mã lớp là Y",
                "số 5/KH",
                "ngày ban hành 1/2",
                ";",
            ),
        ]
    ),
    max_size=9,
).map(" ".join)


@settings(max_examples=150)
@given(st.lists(st.one_of(SAID, st.text(max_size=40)), max_size=4))
def test_whatever_is_said_the_draft_stays_whole(messages: list[str]) -> None:
    draft = DRAFT
    for message in messages:
        done = edited(draft, read_edits(message), NOW)
        draft = done.draft if isinstance(done, Edited) else draft
        for doubt in draft.open:
            written = answered(draft, doubt.key, message, NOW)
            assert not isinstance(written, Edited) or is_whole(written.draft)
    assert is_whole(draft)


CODES = [("03/KH-SGDĐT", "03-KH-SGDDT"), ("Toán 9", "TOAN-9"), ("…", ""), ("a" * 50, "A" * 32)]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_a_code_is_made_of_words(text: str, code: str) -> None:
    assert code_of(text) == code


# --- versions ---


def one(title: str, start: str, end: str | None = None, kind: Kind = Kind.IN_PERSON) -> Activity:
    return Activity(title, kind, Period.parse(start, end or start, "minute" if "T" in start else "day"), course="L")


MORNING = one("Tập huấn trực tiếp (sáng)", "2022-12-10T07:30", "2022-12-10T11:00")
AFTERNOON = one("Tập huấn trực tiếp (chiều)", "2022-12-10T13:30", "2022-12-10T17:00")
LMS = one("Học trên LMS", "2022-12-12", kind=Kind.LMS)
PAIRS: list[tuple[Activity, bool]] = [
    (LMS, True),
    (replace(LMS, period=Period.parse("2022-12-14", "2022-12-14", "day")), True),  # moved
    (replace(LMS, title_key="Tự học trên hệ thống LMS"), True),  # renamed
    (one("Hội nghị tổng kết", "2022-12-20", kind=Kind.MEETING), False),
    (one("Nộp báo cáo thu hoạch", "2022-12-12", kind=Kind.DEADLINE), False),  # the same day, another thing
]


@pytest.mark.parametrize(("new", "same"), PAIRS)
def test_an_activity_is_found_again_though_moved_or_renamed(new: Activity, same: bool) -> None:
    assert matched({7: LMS, 8: MORNING}, {"a1": new}) == ({"a1": 7} if same else {})


def test_days_of_one_title_are_told_apart_by_their_time() -> None:
    first, second = MORNING, replace(MORNING, period=Period.parse("2022-12-11T07:30", "2022-12-11T11:00", "minute"))
    assert matched({1: first, 2: second}, {"a1": second, "a2": first}) == {"a1": 2, "a2": 1}
    assert matched({1: first, 2: AFTERNOON}, {"a1": second, "a2": AFTERNOON}) == {"a1": 1, "a2": 2}


def test_what_comes_new_has_a_key_that_no_stored_session_has() -> None:
    stored = {number: replace(one.activity, key=f"a{number}") for number, one in enumerate(DRAFT.items[1:], 1)}
    plan, difference = next_version(renewed(DRAFT, stored), stored)
    keys = [(activity.course, activity.key) for activity in plan.activities]
    assert len(keys) == len(set(keys))
    assert len(difference.added) == len(DRAFT.items) - len(stored)
    assert (difference.changed, dict(difference.missing)) == ((), {})
