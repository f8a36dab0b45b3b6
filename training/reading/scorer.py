"""A learned second opinion beside the rules: how likely each intent is, from words, pairs of words and their letters.

The weights are in weights.py, made by tools/train_questions.py from labelled utterances. A feature is a string; the
place of its weights is its checksum modulo the number of rows, so no list of features has to be kept.
"""

from __future__ import annotations

import base64
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from training.intents import INTENTS

NAMES = tuple(sorted(INTENTS))
ROWS = 1 << 15
SCALE = 32.0  # a weight of 1.0 is kept as 32, ±4 at the most
_MOST_WORDS = 120  # of a longer message its beginning tells enough
_MIDDLE = 128


def features(words: Sequence[str], typed: Sequence[str], signs: Iterable[str]) -> list[int]:
    """Places of everything that speaks in a question.

    words: folded and repaired, times replaced by signs. typed: folded only. signs: what the rules
    found, see questions.py.
    """
    near = words[:_MOST_WORDS]
    said = [f"w {word}" for word in near]
    said += [f"b {one} {other}" for one, other in pairwise(("<", *near, ">"))]
    said += [f"i {sign}" for sign in sorted(signs)]  # sorted: the same sums whatever the order of a set
    said.append("always")
    places = [place(each) for each in said]
    for word in typed[:_MOST_WORDS]:
        places += letters(word)
    return places


def place(feature: str) -> int:
    return zlib.crc32(feature.encode()) % ROWS


@lru_cache(maxsize=4096)
def letters(word: str) -> tuple[int, ...]:
    """Places of the runs of 3 to 5 letters in a word, its ends marked: they outlast a mistyped letter."""
    marked = f"<{word[:24]}>"
    runs = {marked[start : start + size] for size in (3, 4, 5) for start in range(len(marked) - size + 1)}
    return tuple(sorted(place(f"c {run}") for run in runs))


def likelihoods(places: Sequence[int]) -> dict[str, float]:
    """Intent → its likelihood by the learned weights; they sum up to 1."""
    return dict(_likelihoods(tuple(places)))


@lru_cache(maxsize=2048)
def _likelihoods(places: tuple[int, ...]) -> dict[str, float]:
    table, width = _table(), len(NAMES)
    rows = [table[each * width : each * width + width] for each in places]
    sums = [(sum(column) - _MIDDLE * len(rows)) / SCALE for column in zip(*rows, strict=True)]
    return dict(zip(NAMES, softmax(sums), strict=True))


def softmax(sums: Sequence[float]) -> list[float]:
    most = max(sums)
    powers = [math.exp(each - most) for each in sums]
    total = sum(powers)
    return [each / total for each in powers]


@cache
def _table() -> bytes:
    from training.reading.weights import PACKED  # 40 ms that only a question needs

    return zlib.decompress(base64.b64decode(PACKED))


def packed(weights: Mapping[int, Sequence[float]]) -> str:
    """The text that weights.py holds, of place → a weight for each of NAMES."""
    width = len(NAMES)
    table = bytearray([_MIDDLE]) * (ROWS * width)
    for row, values in weights.items():
        kept = (max(-_MIDDLE, min(_MIDDLE - 1, round(value * SCALE))) + _MIDDLE for value in values)
        table[row * width : row * width + width] = bytes(kept)
    return base64.b64encode(zlib.compress(bytes(table), 9)).decode()
