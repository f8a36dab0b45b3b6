"""Text made ready for patterns: lower case, marks only where they tell two words apart, positions kept.

"Tôi học tối mai" becomes "tôi hoc tối mai": without their marks tôi, tới and tối are one word, so these few keep
them when they were typed. A pattern for tối then reads `tối|toi`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from training.reading.vietnamese import fold

_KEPT = """
    toi mai mot ba tu nam sau sang qua bay hai nay thu tuan thang tam kia chieu co dem lam day ban
"""
KEPT = frozenset(_KEPT.split())
_KEPT_WORDS = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(KEPT))})(?!\w)")
_SOUTHERN = re.compile(r"(?<!\w)mơi(?!\w)")  # tomorrow, as it is said in the South
_DASHES = "‐‑‒–—―−－~～"


class _Marked(dict[int, str]):
    """Letter → one lower-case letter with its marks, or nothing for invisible ones."""

    def __missing__(self, key: int) -> str:
        letter = chr(key)
        marked = self[key] = _marked_letter(letter)
        return marked


class _Bare(dict[int, str]):
    """Letter → exactly one letter without marks."""

    def __missing__(self, key: int) -> str:
        bare = self[key] = fold(chr(key))[:1] or " "
        return bare


def _marked_letter(letter: str) -> str:
    if letter in _DASHES:
        return "-"
    if letter.isspace():
        return " "
    if unicodedata.combining(letter) or not fold(letter):
        return ""
    low = unicodedata.normalize("NFC", letter.lower())
    return low if len(low) == 1 and letter not in "ÐƉðɖ" and ord(letter) < 0x2000 else fold(letter)[:1]


_MARKED = _Marked()
_BARE = _Bare()


@dataclass(frozen=True, slots=True)
class Plain:
    """text: the pattern form. offsets[i]: where letter i stood in the original; None when nothing moved."""

    text: str
    original: str
    offsets: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stood in the original."""
        if self.offsets is None:
            return start, end
        if start >= end or start >= len(self.offsets):
            return len(self.original), len(self.original)
        stop = self.offsets[end] if end < len(self.offsets) else len(self.original)
        return self.offsets[start], stop


def plain(text: str) -> Plain:
    """The pattern form of any text."""
    marked = _SOUTHERN.sub("mai", unicodedata.normalize("NFC", text).translate(_MARKED))
    bare = marked.translate(_BARE)
    return Plain(_with_kept(bare, marked), text, None if len(marked) == len(text) else _offsets(text, len(marked)))


def pattern_form(text: str) -> str:
    """plain() without positions."""
    return plain(text).text


def _with_kept(bare: str, marked: str) -> str:
    if bare == marked:
        return bare
    pieces: list[str] = []
    last = 0
    for match in _KEPT_WORDS.finditer(bare):
        pieces += (bare[last : match.start()], marked[match.start() : match.end()])
        last = match.end()
    return "".join(pieces) + bare[last:]


def _offsets(text: str, length: int) -> list[int]:
    places = [place for place, letter in enumerate(text) if letter.translate(_MARKED)]
    return (places + [len(text)] * length)[:length]
