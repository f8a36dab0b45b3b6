"""Who is missing, as staff ask it."""

from __future__ import annotations

import pytest

from training.reading.roll_question import asks_who_is_missing


@pytest.mark.parametrize(
    "said",
    [
        *("ai vắng", "Ai vắng?", "vang", "vắng mặt", "những ai vắng sáng nay", "ai đang vắng ạ", "danh sách vắng"),
        *("còn ai chưa điểm danh", "ai chua den", "còn thiếu ai", "xem ai vắng hôm nay", "người nào chưa có mặt"),
    ],
)
def test_asked(said: str) -> None:
    assert asks_who_is_missing(said)


@pytest.mark.parametrize(
    "said",
    [
        *("vắng 7, 12", "em vắng", "tôi vắng buổi sáng", "xin vắng", "vắng có phép không", "ai dạy", "", "ai", "còn"),
        *("tôi chưa điểm danh", "vắng mấy buổi thì không đạt", "ai vắng " * 20),
    ],
)
def test_not_asked(said: str) -> None:
    assert not asks_who_is_missing(said)
