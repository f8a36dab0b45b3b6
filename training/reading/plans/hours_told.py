"""Hours told by other words than two clocks: those of another session, those around a break, those of a length."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta

from training.plan import Period
from training.reading.lazily import lazily
from training.reading.plans.tokens import Clock, Token

_REST = lazily(r"\b(?:nghi|giai lao|an trua)\b[^.;\d]{0,30}$")
_SHORTEST_REST = 40  # minutes; a shorter one parts no session
_HOURS = r"(?:khung gio|thoi gian|khung thoi gian|gio)(?: hoc| to chuc| bat dau)?"
_OTHER = (
    r"(?:\s+(?:voi|nhu|cua|o))?(?P<other>\s+(?:(?:cac |nhung )?(?:lop|buoi|dot|nhom|ngay|phien|ca|khoa|cum|hoi nghi|to)"
    r"(?:\s+(?:hoc|thu|so))?\s+(?:\w+)|tren|truoc))?"
)
_SAME = lazily(
    rf"(?:\bcung\s+(?:trong\s+|vao\s+|mot\s+)?{_HOURS}|"
    rf"\b{_HOURS}\s+(?:thi\s+|cung\s+|van\s+)?(?:nhu|giong(?: nhu)?|tuong tu(?: nhu)?)(?! sau\b| cu\b| da thong bao\b))"
    rf"{_OTHER}"
)
_SAYS_LENGTH = lazily(
    r"\b(?:(?:moi|tung) (?:buoi|ca|phien|toa dam|chuyen de|lop|dot)(?: hoc)?|thoi luong|keo dai|dien ra trong|"
    r"trong(?: vong| khoang| thoi gian)?|du kien|hoc)\s*:?\s*(?:keo dai |hoc |khoang |la )*"
    r"(?:(?P<hours>\d{1,2})\s*(?:gio|tieng)(?:\s*(?P<rest>\d{1,2})\s*phut|\s*(?P<half>ruoi))?(?!\s*(?:\d|ngay|sang|chieu|toi))"
    r"|(?P<minutes>\d{2,3})\s*phut)\b(?!\s*(?:dau|truoc|sau))"
)


def parted(flat: str, live: Sequence[Token], tokens: Sequence[Token]) -> list[Token]:
    """Hours with a break told inside them ("nghỉ trưa từ 11h30 đến 13h30") as those before and those after it."""
    breaks = [token for token in tokens if isinstance(token, Clock) and token.ends and _is_rest(flat, token)]
    kept = [token for token in live if token not in breaks]
    for rest in breaks:
        kept = [piece for token in kept for piece in _around(token, rest)]
    return kept


def _is_rest(flat: str, token: Clock) -> bool:
    return _REST.search(flat[: token.start]) is not None


def _around(token: Token, rest: Clock) -> list[Token]:
    if not isinstance(token, Clock) or token.ends is None or rest.ends is None:
        return [token]
    inside = token.begins < rest.begins < rest.ends < token.ends
    if not inside or _minutes(rest.ends) - _minutes(rest.begins) < _SHORTEST_REST:
        return [token]
    return [replace(token, ends=rest.begins), replace(token, begins=rest.ends)]


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def without_references(text: str, flat: str) -> str:
    """Words that point to the hours of another session, or tell a length, are no words of a title."""
    for pattern in (_SAME, _SAYS_LENGTH):
        for found in pattern.finditer(flat):
            text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    return text


def same_hours(flat: str, told: Sequence[tuple[str, tuple[Clock, ...]]]) -> tuple[Clock, ...]:
    """The hours of the session that a sentence points to ("cùng khung giờ với lớp A"), else of the last one.

    told: sentences, folded, with their hours, in their order.
    """
    found = _SAME.search(flat)
    timed = [(words, clocks) for words, clocks in told if clocks]
    if found is None or not timed:
        return ()
    other = (found["other"] or "").strip()
    named = [clocks for words, clocks in timed if other and re.search(rf"\b{re.escape(other)}\b", words)]
    return named[-1] if named else timed[-1][1]


def lasting(when: Period, flat: str) -> Period:
    """A session whose beginning and length are told: "20h00, mỗi buổi 90 phút"."""
    found = _SAYS_LENGTH.search(flat) if when.is_exact and when.start and when.end is None else None
    if found is None or when.start is None:
        return when
    minutes = int(found["minutes"] or 0) + 60 * int(found["hours"] or 0) + int(found["rest"] or 0)
    minutes += 30 if found["half"] else 0
    if not 30 <= minutes <= 600:
        return when
    return replace(when, end=when.start + timedelta(minutes=minutes))
