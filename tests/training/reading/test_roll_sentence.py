"""A paper list said in one sentence, as trainers type it."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance import Status
from training.reading.roll_sentence import Misfit, RollSentence, Unfit, applied, read_roll

LETTERS = {
    Status.ABSENT: "V", Status.LATE: "M", Status.EXCUSED: "P", Status.LEFT_EARLY: "S", Status.PRESENT: "x",
}  # fmt: skip


def short(read: RollSentence | None) -> str | None:
    """ "V7 V12 M4", "*x" for the rest."""
    if read is None:
        return None
    said = [f"{LETTERS[status]}{number}" for number, status in read.marks.items()]
    return " ".join([*said, *([f"*{LETTERS[read.rest]}"] if read.rest else [])])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vắng 7, 12, 31; muộn 4; phép 20", "V7 V12 V31 M4 P20"),
        ("vang 7 12 31 muon 4 phep 20", "V7 V12 V31 M4 P20"),
        ("VẮNG: 7, 12. MUỘN: 4", "V7 V12 M4"),
        ("v 7,12; m 4; p 20", "V7 V12 M4 P20"),
        ("vắng 7 12\nmuộn 4\nphép 20", "V7 V12 M4 P20"),
        ("vắng 7-9", "V7 V8 V9"),
        ("vắng từ 7 đến 9, muộn 3", "V7 V8 V9 M3"),
        ("vắng 12-7", "V12 V7"),
        ("vắng số 7 và số 12", "V7 V12"),
        ("vắng không phép 5, có phép 6", "V5 P6"),
        ("vang ko phep 5, co phep 6", "V5 P6"),
        ("kp 3 4, cp 5", "V3 V4 P5"),
        ("nghỉ phép 3; về sớm 9", "P3 S9"),
        ("xin phép: 4 & 5; đi trễ 2", "P4 P5 M2"),
        ("vắng mặt: 1, 2 và 3", "V1 V2 V3"),
        ("vắng 7; còn lại có mặt", "V7 *x"),
        ("vang 7 con lai co mat", "V7 *x"),
        ("v7 cl cm", "V7 *x"),
        ("vắng 3, các thầy cô còn lại đủ", "V3 *x"),
        ("có mặt 1-3, còn lại vắng", "x1 x2 x3 *V"),
        ("tất cả có mặt", "*x"),
        ("không ai vắng", "*x"),
        ("ko ai vang ạ", "*x"),
        ("lớp đủ", "*x"),
        ("đi đủ cả, muộn 3", "M3 *x"),
        ("7, 9 vắng; 8 muộn", "V7 V9 M8"),
        ("vắng 5 người: 1,2,3,4,5", "V1 V2 V3 V4 V5"),
        ("sáng 10/12 vắng 7, 12", "V7 V12"),
        ("điểm danh buổi chiều: vắng 3,5 trễ 2", "V3 V5 M2"),
        ("vắng 7 nhé", "V7"),
        ("vắng 7 ngày 10/12", "V7"),
    ],
)
def test_what_trainers_type_is_read(text: str, expected: str) -> None:
    assert short(read_roll(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "em xin phép vắng 2 buổi",
        "tôi xin nghỉ chiều mai",
        "vắng bao nhiêu người",
        "hôm nay vắng mấy người",
        "ai vắng hôm nay",
        "vắng 7 rồi đúng không?",
        "lớp đủ chưa",
        "lịch tuần này",
        "khi nào tôi học",
        "điểm danh 4821",
        "vắng 5 người",
        "vắng 0",
        "buổi 3 nghỉ phép được không",
        "",
        "vắng " * 500,
    ],
)
def test_what_is_no_list_is_left_to_others(text: str) -> None:
    assert read_roll(text) is None


def test_the_true_hour_is_read_and_is_no_number_of_the_list() -> None:
    read = read_roll("vắng 7, 12 lúc 7h45")
    assert read is not None
    assert (read.at, short(read)) == (time(7, 45), "V7 V12")


def test_what_stands_before_the_list_is_kept_for_naming_the_session() -> None:
    read = read_roll("chiều 11/12: vắng 3")
    assert read is not None
    assert read.about.startswith("chiều 11/12")


@pytest.mark.parametrize(
    ("text", "code", "items"),
    [
        ("vắng 7 bạn Hoa", Unfit.UNREAD, ("hoa",)),
        ("vắng 4; muộn 4", Unfit.TWICE, ("4",)),
        ("vắng 4, 41, 99", Unfit.BEYOND, ("41", "99")),
    ],
)
def test_a_list_that_does_not_fit_is_named_by_what_is_wrong(text: str, code: Unfit, items: tuple[str, ...]) -> None:
    read = read_roll(text)
    assert read is not None
    assert applied(read, range(100, 140)) == Misfit(code, items)


def test_numbers_are_places_in_the_printed_list_and_the_rest_is_whoever_is_not_named() -> None:
    read = read_roll("vắng 2; muộn 3; còn lại có mặt")
    assert read is not None
    assert applied(read, [70, 50, 90, 10]) == {
        50: Status.ABSENT, 90: Status.LATE, 70: Status.PRESENT, 10: Status.PRESENT,
    }  # fmt: skip


_WORDS = {Status.ABSENT: "vắng", Status.LATE: "muộn", Status.EXCUSED: "phép", Status.LEFT_EARLY: "về sớm"}


@given(st.dictionaries(st.integers(1, 200), st.sampled_from(list(_WORDS)), min_size=1, max_size=30))
def test_whatever_list_is_said_comes_back_whole(marks: dict[int, Status]) -> None:
    said = "; ".join(
        f"{word} {', '.join(str(number) for number in marks if marks[number] is status)}"
        for status, word in _WORDS.items()
        if status in marks.values()
    )
    read = read_roll(said)
    assert read is not None
    assert read.marks == marks


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text: str) -> None:
    read = read_roll("vắng " + text)
    assert read is None or read.marks or read.rest
