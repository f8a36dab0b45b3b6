"""Numbers of people who are to take part, out of words and cells."""

from __future__ import annotations

import re

from training.reading.lazily import lazily
from training.reading.plans import worded
from training.reading.plans.letters import plain

_PEOPLE = (
    r"(?:nguoi|giao vien|gv|gvcn|hoc vien|can bo|cbql|can bo quan ly|dai bieu|hieu truong|nha giao|"
    r"thay co|hv|to truong|ttcm|nhan vien|gvpt)"
)
_COUNT = lazily(rf"(?<![\d/.,%-])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})\s+(?:{_PEOPLE})\b")
_ANNOUNCED = lazily(
    r"\b(?:so luong|chi tieu|si so|tong so|quy mo|gom|khoang|du kien|tong cong)\b[^.;\d]{0,40}"
    r"(?<![\d/])(?<!thang )(?<!ngay )(?<!nam )(?<!quy )(?<!tuan )(?<!dot )(?<!lop )(\d{1,3}(?:\.\d{3})+|"
    r"\d{1,6})(?!\d|%|\s*(?:tiet|ngay|buoi|lop|mo dun|dong|truong|nhom|/|don vi|gio|phut|tuan|"
    r"thang))"
)
_NO_QUOTA = lazily(
    r"(?:\b(?:mỗi|nhóm|từng|ít nhất|tối thiểu|tối đa|không quá|trong đó)\b[^.;]{0,45}|/\s*)$"
)  # with marks: "mời 50 đại biểu" is one, "mỗi trường 2 giáo viên" is none


def quota_in(text: str, *, labelled: bool = False) -> int | None:
    """A number of people to take part; None for percentages, group sizes, numbers per unit, periods and the like.

    labelled: the text is the value of "Số lượng" or of its column, where a bare number counts.
    """
    flat = plain(text)
    if labelled and (
        found := re.match(
            r"\W*(?:khoang|du kien|tong(?: so)?|:)*\s*(\d{1,3}(?:\.\d{3})+|\d{1,6})\b(?!\s*(?:%|"
            r"/|lop|truong|buoi|tiet))",
            flat,
        )
    ):
        return (
            _figure(found[1])
            if not re.search(r"/\s*(?:truong|don vi|xa|phong|so|lop)|moi (?:truong|don vi|xa|phong)", flat)
            else None
        )
    for pattern in (_ANNOUNCED, _COUNT):
        for found in pattern.finditer(flat):
            if not _NO_QUOTA.search(text[: found.start(1)].lower()) and not re.match(
                r"\W*(?:/|moi|cho moi|moi truong)", flat[found.end() :][:6]
            ):
                return _figure(found[1])
    worded_ = _WORDED.search(flat)
    return worded.count_in(worded_[1]) if worded_ else None


_WORDED = lazily(
    r"(?:^\W*|\b(?:gom|khoang|cho|la)\s+|:\s*)((?:(?:hai|ba|bon|nam|sau|bay|tam|chin)\s+)?muoi(?:\s+(?:mot|hai|ba|"
    rf"bon|tu|lam|nam|sau|bay|tam|chin))?)\s+{_PEOPLE}\b"
)


def _figure(text: str) -> int | None:
    value = int(text.replace(".", ""))
    return value if 0 < value < 1_000_000 else None
