"""Days that no calendar has."""

from __future__ import annotations

import pytest

from training.reading.impossible import impossible_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/02", "31/02"),
        ("ngày 30 tháng 2 có lịch không", "30/2"),
        ("29/2/2023", "29/2/2023"),
        ("10/12 hay 32/13 ạ", "32/13"),
        ("0/5", "0/5"),
        ("29/2", None),  # some year has it
        ("29/2/2024", None),
        ("31/12", None),
        ("điểm danh 4821", None),
        ("03/KH-SGDĐT", None),
        ("100/120 người", None),
        ("7h30/8h30", None),
        ("", None),
    ],
)
def test_a_day_that_no_calendar_has_is_found(text: str, day: str | None) -> None:
    assert impossible_day(text) == day
