"""Equal spellings are equal, names sort by given name, old encodings are noticed, any text is survived."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reading.plain import pattern_form, plain
from training.reading.vietnamese import clean, fold, given_name, looks_like_old_encoding, same_name, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điểm danh", "diem danh"),
        ("ĐIỂM   DANH ", "diem danh"),
        (unicodedata.normalize("NFD", "Điểm danh"), "diem danh"),
        ("Ðiểm Ɖanh", "diem danh"),
        ("đi\u200bểm\u00a0danh", "diem danh"),
        ("\ufeffHọc", "hoc"),
        ("ở đâu\n\tvậy", "o dau vay"),
        ("Ｈọｃ １２", "hoc 12"),
        ("ƣu tiên", "uu tien"),
        ("", ""),
        ("😀", "😀"),
    ],
)
def test_folding_leaves_what_is_searched_by(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà", "Hòa", True),
        ("Thuý", "Thúy", True),
        ("Quý", "Qúy", True),
        ("Toả", "Tỏa", True),
        ("Xoè", "Xòe", True),
        ("TRẦN  VĂN AN", "Trần Văn An", True),
        ("Trần Văn An", unicodedata.normalize("NFD", "Trần Văn An"), True),
        ("Đạt", "Ðạt", True),
        ("An\u200b", "An", True),
        ("Hoa", "Hoà", False),
        ("Hòa", "Hoa", False),
        ("Lan", "Lân", False),
        ("Đan", "Dan", False),
    ],
)
def test_names_are_the_same_but_for_ways_of_writing(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    "word", ["hoàn", "toán", "quà", "quả", "khuỷu", "huỳnh", "thuyền", "ngoằn", "khoảng", "loại", "quỹ"]
)
def test_cleaning_moves_only_the_tones_of_open_syllables(word: str) -> None:
    assert clean(word) == word


def test_cleaning_keeps_case_and_lines() -> None:
    assert clean(" Lớp  A\n Phòng\u00a0 12 ") == "Lớp A\n Phòng 12"


def test_people_stand_by_given_name_then_surname_in_vietnamese_order() -> None:
    right = ["Đỗ An", "Lê An", "Đỗ Án", "Vũ Ăn", "Trần Ân", "Phạm Dũng", "Nguyễn Đức", "Bùi Oanh", "Bùi Ơn", "Lê Ưng"]
    assert sorted(reversed(right), key=sort_key) == right


@pytest.mark.parametrize(
    ("name", "given"), [("Trần Thị Bích Ngọc", "Ngọc"), ("An", "An"), ("  ", ""), ("Lê  Hoà ", "Hòa")]
)
def test_the_given_name_is_the_last_word(name: str, given: str) -> None:
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("NguyÔn V¨n B×nh", True),
        ("Gi¸o viªn", True),
        ("§¬n vÞ c«ng t¸c", True),
        ("Nguyeãn Vaên Bình", True),
        ("Hoïc vieân", True),
        ("Danh saùch giaùo vieân", True),
        ("TRÖÔØNG THCS", True),
        ("Nguyễn Văn Bình", False),
        ("Trường Đại học Hải Phòng", False),
        ("Quốc lộ, quả, toả, huệ, khuya", False),
        ("Müller", False),
        ("NGUYỄN THỊ HOÀ", False),
        ("Nguyen Van Binh", False),
        ("", False),
    ],
)
def test_old_encodings_are_noticed(text: str, old: bool) -> None:
    assert looks_like_old_encoding(text) is old


@given(st.text(max_size=200))
def test_any_text_can_be_folded_cleaned_and_sorted(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)
    sort_key(text), given_name(text), looks_like_old_encoding(text)


@given(st.text(alphabet="aăâeêioôơuưyđbchngtòóảãạúý \u0300\u0301\u0303\u0309\u0323\u0302\u200b", max_size=60))
def test_composed_and_decomposed_letters_are_equal(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(apart)
    assert clean(composed) == clean(apart)


@given(st.text(max_size=80))
def test_places_in_the_pattern_form_lie_within_the_text(text: str) -> None:
    form = plain(text)
    for end in range(len(form.text) + 1):
        begin, stop = form.span(0, end)
        assert 0 <= begin <= stop <= len(text)


def test_marks_stay_only_where_they_tell_words_apart() -> None:
    assert pattern_form("Tôi học tối mai, tới Phòng BẢY") == "tôi hoc tối mai, tới phong bảy"
