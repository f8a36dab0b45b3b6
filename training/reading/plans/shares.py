"""Shares that are written like days: "28/28 giáo viên hoàn thành"."""

from __future__ import annotations

import re

from training.reading.lazily import lazily

_COUNTED = lazily(
    r"\s*(?:giao vien|gv|can bo|cbql|cb|nhan vien|vien chuc|dong chi|d/c|hoc vien|hoc sinh|nguoi|truong|don vi|lop|to|"
    r"xa|phuong|tiet|chuyen de|mo dun|bai|dai bieu)\b"
)


def is_share(flat: str, start: int, end: int) -> bool:
    """Whether a place of a folded text says so many of so many, and no day: it could be none of any month."""
    share = re.fullmatch(r"\d{1,2}\s?/\s?(\d{1,2})", flat[start:end])
    if share is None or int(share[1]) <= 12 or flat[:start].endswith("ngay "):
        return False
    return _COUNTED.match(flat, end) is not None
