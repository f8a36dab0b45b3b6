"""The demo is the whole program: when its story is told to the end, the main job works."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_demo_tells_its_whole_story(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TAPHUAN_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo"],
        cwd=ROOT, env={**environment, "TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=55,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    for words in ("Chưa đến giờ điểm danh", "Đã điểm danh lúc 7h05", "120 người nhận", "14h00–17h30", "Đã ghi nhận"):
        assert words in done.stdout
