"""Vietnamese number words up to 99, as patterns over the pattern form of a text (see plain.py)."""

from __future__ import annotations

from training.reading.vietnamese import fold

_ONES = {
    1: ["mot"],
    2: ["hai"],
    3: ["ba"],
    4: ["bon", "tu"],
    5: ["nam", "lam", "nham"],
    6: ["sau"],
    7: ["bay"],
    8: ["tam"],
    9: ["chin"],
}
_DIGIT_WORDS = (
    "muoi|một|mốt|mot|hai|ba|bon|tư|tu|năm|nam|lăm|lam(?! (?:gi|viec|sao|bai|j|the|nhu|chi))|nham"
    "|sáu|sau|bảy|bẩy|bay|tám|tam|chin|ham"
)
WORD = f"(?:{_DIGIT_WORDS})"
NUMBER = rf"(?:\d{{1,2}}(?!\d)|{WORD}(?:\s{WORD}){{0,2}}(?!\w))"
MONTH = (
    r"(?:(?:1[0-2]|0?[1-9])(?!\d)|(?:muoi(?: (?:một|mot|hai))?|một|mot"
    r"|hai|ba|bon|tư|tu|năm|nam|sáu|bảy|bẩy|bay|tám|tam|chin)(?!\w))"
)


def _number_words() -> dict[str, int]:
    words = {word: value for value, names in _ONES.items() for word in names}
    words["muoi"] = 10
    for value, names in _ONES.items():
        for one in names:
            words[f"muoi {one}"] = 10 + value
            words[f"ham {one}"] = 20 + value
            for ten, tens in _ONES.items():
                if ten > 1:
                    words |= {f"{name} muoi {one}": ten * 10 + value for name in tens}
    for ten, tens in _ONES.items():
        words |= {f"{name} muoi": ten * 10 for name in tens if ten > 1}
    # "hai mốt", "ba mốt": twenty-one, thirty-one; "hai lăm": twenty-five
    words |= {"hai mot": 21, "hai lam": 25, "hai tu": 24, "ba mot": 31, "hai hai": 22, "hai ba": 23, "hai bay": 27}
    words |= {"hai sau": 26, "hai tam": 28, "hai chin": 29}
    return words


_VALUES = _number_words()


def number(text: str) -> int | None:
    """12, "12" or "mười hai" as a number; None when it is none.

    >>> number("hai mươi mốt")
    21
    """
    digits = text.strip()
    if digits.isascii() and digits.isdigit():
        return int(digits) if len(digits) < 6 else None
    return _VALUES.get(fold(digits))
