"""Marks in the cells of a list, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance import Status
from training.reading.roll_marks import status_of

P, L, A, E, S, N = Status.PRESENT, Status.LATE, Status.ABSENT, Status.EXCUSED, Status.LEFT_EARLY, Status.NONE


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        *((cell, P) for cell in ("x", "X", "✓", "✔️", "+", "có mặt", "Co mat", "Có mặt 07:25", "đủ")),
        *((cell, P) for cell in ("7h25", "1", 1, 1.0, True)),
        *((cell, L) for cell in ("M", "muộn", "Muộn 07:45", "đi muộn", "trễ", "T", "đến trễ giờ", "Đi muộn (7h45)")),
        *((cell, A) for cell in ("V", "vắng", "v", "KP", "vắng không phép", "không phép", "✗", "❌", "k", "nghỉ", "0")),
        *((cell, E) for cell in ("P", "phép", "có phép", "CP", "vắng có phép", "nghỉ phép", "xin phép")),
        *((cell, S) for cell in ("về sớm", "S", "xin về sớm", "ve truoc")),
        *((cell, N) for cell in (None, "", "   ", False)),
        *((cell, None) for cell in ("???", "hoa", "7", "x" * 100, "-", 7, "vắng mấy hôm", "bx")),
    ],
)  # fmt: skip
def test_a_cell_says_what_its_writer_meant(cell: object, expected: Status | None) -> None:
    assert status_of(cell) is expected


@given(st.one_of(st.text(max_size=80), st.integers(), st.floats(), st.booleans(), st.none()))
def test_any_cell_is_read_without_harm(cell: object) -> None:
    assert status_of(cell) in (None, *Status)
