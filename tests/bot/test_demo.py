"""The demo is the whole program: when its story is told to the end, the main job works."""

from __future__ import annotations

import pytest

from bot import demo


def test_the_demo_tells_its_whole_story(capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main() == 0
    told = capsys.readouterr().out
    for words in ("Chưa đến giờ điểm danh", "Đã điểm danh lúc 7h05", "120 người nhận", "14h00–17h30", "Đã ghi nhận"):
        assert words in told
