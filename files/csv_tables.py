"""Comma- and semicolon-separated text: its encoding, its delimiter, its rows."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from files.refusals import FileProblem, FileRefused

_DELIMITERS = ",;\t|"
_LOOKED_AT = 200  # lines that decide the delimiter
# In Windows-1258 text every tone finds its vowel in NFC; a tone left over, or a sign in a word, is another code page.
_NOT_1258 = re.compile(r"[\u0300\u0301\u0303\u0309\u0323]|\w[¡-§©ª¬®µ¶¸¹¼-¾ßæø÷þÿ¤]\w?")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str:
    """The text of UTF-8, UTF-16 or Windows-1258 bytes, in NFC.

    Old Vietnamese fonts come out as the Latin-1 letters they abuse, for the reader of names to recognise.
    Raises FileRefused when it is no text.
    """
    text = unicodedata.normalize("NFC", _decode(data))
    if len(_CONTROL.findall(text)) > len(text) // 1000:
        raise FileRefused(FileProblem.UNREADABLE)
    return text


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:2000]:
        return data.decode(_utf16_without_mark(data), errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _eight_bit(data)


def _utf16_without_mark(data: bytes) -> str:
    """Latin letters have their zero byte second in little-endian text and first in big-endian text."""
    head = data[:2000]
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _eight_bit(data: bytes) -> str:
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    return data.decode("cp1252", errors="replace") if _NOT_1258.search(text) else text


def rows_of(text: str) -> Iterator[tuple[str, ...]]:
    """Cells as texts, row by row. Raises FileRefused on what is no table."""
    declared = re.match(r"sep=(.)\r?\n", text)
    delimiter = declared[1] if declared else _delimiter(text)
    try:
        yield from map(tuple, csv.reader(_lines(text[declared.end() :] if declared else text), delimiter=delimiter))
    except csv.Error as error:
        raise FileRefused(FileProblem.UNREADABLE) from error


def _lines(text: str) -> Iterator[str]:
    """Lines by line feed only: str.splitlines would also cut cells at U+2028 and form feeds."""
    return (match[0] for match in re.finditer(r"[^\n]*\n|[^\n]+\Z", text.replace("\r\n", "\n").replace("\r", "\n")))


def _delimiter(text: str) -> str:
    lines = list(islice(_lines(text), _LOOKED_AT))
    return max(_DELIMITERS, key=lambda delimiter: _agreement(lines, delimiter))


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines have the same number of cells, and how many cells that is."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return 0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0, 0
    width = max(several, key=lambda width: (several[width], width))
    return several[width], width
