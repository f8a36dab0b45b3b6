"""What staff of a session ask about its roll in words: who is missing."""

from __future__ import annotations

import re

from training.reading.vietnamese import fold

_WHO = (
    r"(?:(?:danh sach|ds|cho xem|xem|liet ke|con) )*"
    r"(?:(?:nhung )?(?:ai|nguoi(?: nao)?|thay co nao|hoc vien(?: nao)?) )?(?:con |dang )?"
)
_MISSING = r"(?:vang(?: mat)?|thieu|chua (?:den|toi|co mat|diem danh|co|vao))"
_REST = r"(?:(?: (?:ai|nhung ai|hom nay|luc nay|bay gio|buoi nay|sang nay|chieu nay|toi nay|roi|a|vay|the|nhi|khong))*)"
_ASKED = re.compile(f"{_WHO}{_MISSING}{_REST}")


def asks_who_is_missing(text: str) -> bool:
    """ "ai vắng", "còn ai chưa điểm danh sáng nay", "danh sách vắng": the whole of a message."""
    return len(text) < 60 and _ASKED.fullmatch(" ".join(re.findall(r"\w+", fold(text)))) is not None
