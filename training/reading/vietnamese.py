"""Vietnamese letters: equal spellings made equal, marks taken off, names compared and sorted.

Everything here is total: any text gives a value and never an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LOOKALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "ƣ": "ư", "Ƣ": "Ư"}
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng: the order of dictionaries, after no tone
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SPACES = re.compile(r"\s+")
_LEVEL_SPACES = re.compile(r"[^\S\n]+")
_GLIDE = re.compile(r"(?<![qQ])([oO])([aAeE])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0300-\u036f])")
_QUY = re.compile(r"([qQ][uU])([\u0300\u0301\u0303\u0309\u0323])([yY])")
_GLIDE_Y = re.compile(r"(?<![qQ])([uU])([yY])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0300-\u036f])")


class _Fold(dict[int, str]):
    """Letter → the letters it is searched by; filled as letters are met."""

    def __missing__(self, key: int) -> str:
        letter = chr(key)
        plain = self[key] = _fold_letter(_LOOKALIKES.get(letter, letter))
        return plain


class _Tidy(dict[int, str]):
    """Letter → the same letter as one would want to store it."""

    def __missing__(self, key: int) -> str:
        letter = chr(key)
        tidy = self[key] = _tidy_letter(letter)
        return tidy


def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    if _is_invisible(letter):
        return ""
    parts = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in parts if not unicodedata.combining(part)).lower()
    return "".join(part for part in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(part))


def _tidy_letter(letter: str) -> str:
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    if letter == "\n":
        return letter
    if _is_invisible(letter):
        return ""
    if letter.isspace():
        return " "
    wide = 0xFF01 <= ord(letter) <= 0xFF5E
    return unicodedata.normalize("NFKC", letter) if wide else letter


def _is_invisible(letter: str) -> bool:
    """Zero-width letters, marks of direction, variation selectors, soft hyphens, controls but white space."""
    if letter.isspace():
        return False
    return unicodedata.category(letter) in ("Cf", "Cc", "Cs") or "\ufe00" <= letter <= "\ufe0f"


_FOLD = _Fold()
_TIDY = _Tidy()


def fold(text: str) -> str:
    """The text as it is searched by: lower case, no marks, đ as d, one space between words, none around.

    >>> fold("  Ðiểm   DANH ")
    'diem danh'
    """
    return _SPACES.sub(" ", text.translate(_FOLD)).strip()


def clean(text: str) -> str:
    """The same text in NFC with one spelling for òa/oà and úy/uý, without invisible letters; case and lines stay.

    Runs of spaces within a line become one; full-width letters and digits become ordinary ones.
    """
    tidy = unicodedata.normalize("NFC", text).translate(_TIDY)
    if not tidy.isascii():
        tidy = _placed(tidy)
    return _LEVEL_SPACES.sub(" ", tidy).strip()


def _placed(text: str) -> str:
    """The tone of an open oa, oe, uy on its first letter, as most keyboards put it; quy keeps it on the y."""
    apart = unicodedata.normalize("NFD", text)
    apart = _GLIDE.sub(r"\1\3\2", apart)
    apart = _GLIDE_Y.sub(r"\1\3\2", apart)
    apart = _QUY.sub(r"\1\3\2", apart)
    return unicodedata.normalize("NFC", apart)


def lowered(text: str) -> str:
    """clean() in lower case: the form in which words are compared with their marks."""
    return clean(text).lower()


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same but for case, spaces and ways of writing marks. Hoa and Hoà differ."""
    return _SPACES.sub(" ", lowered(a)) == _SPACES.sub(" ", lowered(b))


def given_name(name: str) -> str:
    """The last word of a full name: "Trần Thị Bích Ngọc" gives "Ngọc"; nothing gives ""."""
    return clean(name).split()[-1] if clean(name) else ""


SortKey = tuple[tuple[tuple[int, ...], ...], ...]


def sort_key(name: str) -> tuple[SortKey, SortKey, str]:
    """Orders people as lists do: by given name, then surname and middle names, ă after a, đ after d, tones last."""
    words = lowered(name).split()
    return _words_key(words[-1:]), _words_key(words[:-1]), clean(name)


def _words_key(words: list[str]) -> SortKey:
    ranked = [list(_ranks(word)) for word in words]
    letters = tuple(tuple(letter for letter, _ in word) for word in ranked)
    tones = tuple(tuple(tone for _, tone in word) for word in ranked)
    return letters, tones


def _ranks(word: str) -> Iterator[tuple[int, int]]:
    """(place in the alphabet, place among the tones) of each letter."""
    for letter in word:
        apart = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in apart if mark in _TONES), "")
        base = unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart)
        known = base in _LETTERS
        yield (_LETTERS.index(base) if known else 100 + ord(base[0])), (_TONES.index(tone) + 1 if tone else 0)


# TCVN3 stores Vietnamese vowels in the places of these signs; no Vietnamese word in Unicode has one inside.
_TCVN3 = re.compile(r"[A-Za-z][®µ¸¶·¹¨»¾¼½©ª«¬\u00ad§][A-Za-z]?|[®§][A-Za-zµ¸¶·¹¨»¾©ª«¬]|[a-z][ÊËÈÉÖÕÔÓÒÜÛÚÙØÞÝ][a-z]")
# VNI writes the vowel and then its mark as a letter of its own.
_VNI = re.compile(r"(?i)e[âáàåãä]|a[âêéèúùøûõïáàåãäëü]|[ouy][øûõïåäëü]|oâ|ô[øùûõï]|ö|ñ")


def looks_like_old_encoding(text: str) -> bool:
    """Whether a text seems to be typed in a TCVN3 or VNI font: "NguyÔn V¨n", "Nguyeãn Vaên".

    Two signs are asked for, or one in a single short word, since French and German names have some of the letters.
    """
    if text.isascii():
        return False
    composed = unicodedata.normalize("NFC", text)
    signs = max(len(_TCVN3.findall(composed)), len(_VNI.findall(composed)))
    return signs >= 2 or (signs == 1 and _is_foreign_to_vietnamese(composed))


def _is_foreign_to_vietnamese(text: str) -> bool:
    return len(text.split()) == 1 and bool(re.search("[µ¸¶·¹¨»¾¼½®]|[aeo][âêøûï]", text))
