"""Letters as offices, fonts and scanners leave them, brought to one form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from training.reading.lazily import lazily

# old fonts and look-alikes; ƣ is what converters of .VnTime make of ư
_ALIKE = str.maketrans(
    {"ƣ": "ư", "Ƣ": "Ư", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\uff1a": ":"}
    | dict.fromkeys("\u200b\u200c\u200d\ufeff\u2060\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
    | dict.fromkeys("¦¬^~´¨¤©®™■□▪●◦\uf0b7·", " ")
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "–"))


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


_VIETNAMESE = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA))]
_PLAIN = str.maketrans({letter: _bare(letter) for letter in _VIETNAMESE} | dict.fromkeys("‐‑‒–—―−", "-"))


@lru_cache(maxsize=4096)  # the same lines are asked about again and again
def plain(text: str) -> str:
    """Lower case without marks, letter by letter: places in the result are places in the text (given as NFC)."""
    bare = text.translate(_PLAIN)
    lowered = bare.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in bare)


# with their marks these are no words of a change: names (Huy, Hoàn Kiếm, Nghi), "chuyên", "đội", "rồi", "nội trú"
_UNCHANGED = lazily(
    r"\b(?:huy|nghi|hoàn(?! (?:thành|tất|thiện))|chuyên|chuyến|chuyện|đội|đôi|đời|đợi|rồi|trú|trụ)\b", re.I
)


@lru_cache(maxsize=1024)
def without_alike(text: str) -> str:
    """plain(text), where words that only without their marks look like "hủy", "hoãn", "nghỉ", "đổi" are blotted out.

    A text that has lost all its marks stays as it is.
    """
    flat = plain(text)
    if text.isascii():
        return flat
    for found in _UNCHANGED.finditer(text):
        flat = f"{flat[: found.start()]}{'x' * len(found[0])}{flat[found.end() :]}"
    return flat


def tidy(text: str) -> str:
    """NFC, one kind of blank and dash, nothing invisible, scanned figures mended. Tabs and line ends stay."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ALIKE)
    return _mend_figures(text.translate(_DASHES))


def one_line(text: str) -> str:
    """Blanks of every kind run together."""
    return re.sub(r"\s+", " ", text).strip()


_FIGURE = r"[0-9OoQlI|]"
# a date or a clock in which at least one figure was recognised as a figure
_SCANNED = lazily(
    rf"(?<![\w]){_FIGURE}{{1,2}}\s?[/.]\s?{_FIGURE}{{1,2}}\s?[/.]\s?{_FIGURE}{{2,4}}(?![\w])"
    rf"|(?<![\w]){_FIGURE}{{1,2}}/{_FIGURE}{{1,2}}(?![\w])"
    rf"|(?<![\w]){_FIGURE}{{1,2}}\s?[hHgG:]\s?{_FIGURE}{{2}}(?![\w])"
    rf"|(?<=ngày ){_FIGURE}{{1,2}}(?=[\s,/–])|(?<=tháng ){_FIGURE}{{1,2}}(?=[\s,/])|(?<=năm ){_FIGURE}{{4}}(?!\w)"
)
_LETTERS = str.maketrans("OoQlI|", "000111")
# a number with letters among its figures, standing alone: 2O22, l2, 1OO%
_MIXED = lazily(r"(?<![^\W\d_])(?=[OolI|]*\d)[\dOolI|]{2,7}(?![^\W\d_])")
_SPLIT_YEAR = lazily(r"(?<=[/.])\s*(2) ?(0) ?([0-4]) ?(\d)(?!\d)|(?<=năm )(2) ?(0) ?([0-4]) ?(\d)(?!\d)")
# "ngày lO tháng ll năm": nothing of it was recognised, and only figures can stand there
_NAMED = lazily(r"(?<=ngày )[OolI|]{1,2}(?= tháng)|(?<=tháng )[OolI|]{1,2}(?= năm|\s?/\s?20)")
# "lớp 1 5/3" is a class and a day; "ngày 1 5/3" is one day
_SPLIT_DAY = lazily(
    r"(?<![\d/.,:hHgG])(?<!ớp )(?<!uổi )(?<!ợt )(?<!hóm )(?<!đun )(?<!uần )(?<!ca )(?<!hối )(?<!ấp )(?<!kỳ )(?<!số )"
    r"([0-3]) (\d)(?=\s?/\s?\d{1,2}(?:\s?/\s?\d|\b(?!\s?/))|\s+tháng\s\d)"
)
_SPLIT_MONTH = lazily(r"((?:[Tt]háng|[-–])\s*)([01]) (\d)(?=\s+năm|\s?/\s?20)|(?<=\d/)(1) ([0-2])(?=/20)")
_SPLIT_CLOCK = lazily(
    r"(?<=\d[hHgG])([0-5]) ([05])(?!\d)"
    r"|(?:(?<=từ )|(?<=đến )|(?<=[–-])|(?<=[–-] )|(?<=: )|(?<=, )|(?<=\()|^)([12]) ([0-9])(?=\s?[hHgG]\s?\d)",
    re.M,
)
_DOUBLED = lazily(r"(?<=\d)\s?(?:\./|/\.|//|\.\.)\s?(?=\d)")


def _mend_figures(text: str) -> str:
    text = _NAMED.sub(lambda found: found[0].translate(_LETTERS), text)
    text = _SCANNED.sub(_figures_of, text)
    text = _MIXED.sub(_figures_of, text)
    text = _DOUBLED.sub("/", text)
    for split in (_SPLIT_YEAR, _SPLIT_DAY, _SPLIT_MONTH, _SPLIT_CLOCK):
        text = split.sub(lambda found: "".join(part for part in found.groups() if part), text)
    return text


def _figures_of(found: re.Match[str]) -> str:
    written = found[0]
    if not any(letter.isdigit() for letter in written):
        return written
    return written.translate(_LETTERS)
