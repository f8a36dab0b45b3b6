"""Phone numbers as lists write them. All numbers are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.phones import OLD_PREFIXES, Phone, PhoneProblem, normalise

NUMBER = "+84900000123"


@pytest.mark.parametrize(
    "written",
    [
        "0900000123",
        "0900.000.123",
        "0900 000 123",
        "0900-000-123",
        "0900\u00a0000\u00a0123",
        "090 0000 123",
        "+84900000123",
        "+84 900 000 123",
        "(+84) 900 000 123",
        "+84 (0)900 000 123",
        "+84 0900000123",
        "84900000123",
        "0084900000123",
        "900000123",  # Excel ate the 0
        "900000123.0",
        900000123.0,
        900000123,
        84900000123.0,
        "０９０００００１２３",  # full-width digits
        "'0900000123",
        "\u200b0900000123\ufeff",
        "\u202a0900000123\u202c",
        "SĐT: 0900000123",
        "ĐT 0900.000.123",
        "0900000123 (Zalo)",
        "0900000123;",
        "0900000123, 0900.000.123",  # the same one twice
    ],
)
def test_every_vietnamese_spelling_becomes_the_same_number(written: object) -> None:
    assert normalise(written) == Phone(NUMBER, mobile=True)


@pytest.mark.parametrize(
    ("written", "number"), [("0225 3000 123", "+842253000123"), ("+1 650 253 0000", "+16502530000")]
)
def test_a_landline_and_a_foreign_number_are_numbers_but_no_vietnamese_mobiles(written: str, number: str) -> None:
    assert normalise(written) == Phone(number)


@pytest.mark.parametrize("written", [None, "", "  ", "-", "không", "Không có", "x", 0.0, "0"])
def test_what_means_no_phone_is_no_problem(written: object) -> None:
    assert normalise(written) == Phone()


@pytest.mark.parametrize(
    "written",
    [
        "090000012",  # a digit short
        "09000001234",  # a digit too many
        "9.00000E+08",  # what a CSV keeps of a number shown in scientific form
        "900000123.5",
        900000123.5,
        "Zalo",
        "chị Hoa",
        "0000000000",
        "+999 12",
        "1",
        True,
        "0900000123 hỏi chị Hoa số 12",
        "9" * 500,
    ],
)
def test_what_is_no_number_is_told(written: object) -> None:
    assert normalise(written) == Phone(problem=PhoneProblem.UNREADABLE)


@pytest.mark.parametrize(
    "written",
    [
        "0900000123/0900000456",
        "0900000123; 0900000456",
        "0900000123 - 0900000456",
        "0900.000.123\n0900.000.456",
        "0900000123 hoặc 0900000456",
        "0900000123 0900000456",
        "84900000123,84900000456",
    ],
)
def test_two_numbers_in_a_cell_are_told_with_both(written: str) -> None:
    phone = normalise(written)
    assert phone.problem is PhoneProblem.SEVERAL
    assert phone.candidates == ("+84900000123", "+84900000456")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("01234000123", "+84834000123"),
        ("0120 400 0123", "+84704000123"),
        ("+84 169 400 0123", "+84394000123"),
        (1864000123.0, "+84564000123"),
        ("0199.4000.123", "+84594000123"),
    ],
)
def test_an_eleven_digit_number_of_before_2018_is_offered_as_its_new_one(written: object, number: str) -> None:
    assert normalise(written) == Phone(number, old=True, mobile=True)


def test_all_old_prefixes_lead_to_numbers_of_today() -> None:
    for old, new in OLD_PREFIXES.items():
        assert normalise(f"0{old}4000123").number == f"+84{new}4000123"
        assert not normalise(f"0{new}4000123").old


@given(st.one_of(st.text(max_size=60), st.floats(), st.integers(), st.booleans(), st.none()))
def test_no_cell_breaks_it_and_a_number_is_always_written_the_same_way(cell: object) -> None:
    phone = normalise(cell)
    assert phone.number is None or (
        phone.number[0] == "+" and phone.number[1:].isascii() and phone.number[1:].isdigit()
    )
    assert not (phone.number and phone.problem)


@given(st.integers(0, 999999), st.lists(st.sampled_from([" ", ".", "-", ""]), min_size=9, max_size=9))
def test_separators_anywhere_change_nothing(tail: int, gaps: list[str]) -> None:
    plain = f"0900{tail:06}"
    written = "".join(digit + gap for digit, gap in zip(plain, [*gaps, ""], strict=True))
    assert normalise(written).number == f"+84{plain[1:]}"
