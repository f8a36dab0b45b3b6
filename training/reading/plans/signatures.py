"""Places and days over the signatures of a paper, and of what is joined to it."""

from __future__ import annotations

from collections.abc import Sequence

from training.reading.lazily import lazily

# beside it the left column of the page may stand: "NGƯỜI LẬP          Ninh Kiều, ngày 22 tháng 3 năm 2024"
_FOOT = lazily(
    r"^(?:.*\s{2,}|[A-ZĐÀ-Ỹ ]{4,40} )?"
    r"(?P<issue>(?:[A-ZĐ][^,;:.()\d]{1,30}(?: \d{1,2})?,? )?[Nn]gày \d{1,2} tháng \d{1,2} năm 20\d\d)\W*$"
)
_SIGNED = lazily(
    r"^(?:\W|TM\.?|KT\.?|TL\.?|Q\.|TUQ\.?|PHÓ)*(?:TRƯỞNG|GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ TỊCH|ỦY BAN|UỶ BAN|CHÁNH|"
    r"BAN (?:GIÁM|TỔ CHỨC)|TỔ TRƯỞNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|BỘ TRƯỞNG|NGƯỜI (?:LẬP|VIẾT|XÂY DỰNG))"
)
_BELOW = 3  # lines


def feet_of(lines: Sequence[str]) -> dict[str, str]:
    """Lines of place and day right over a signature, with these words alone: "Huế, ngày 3 tháng 11 năm 2025"."""
    return {
        line: found["issue"]
        for at, line in enumerate(lines)
        if (found := _FOOT.match(line)) and any(map(_SIGNED.match, lines[at + 1 : at + 1 + _BELOW]))
    }
