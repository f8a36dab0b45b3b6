"""Marks left as the keys they are typed with, when a keyboard did not take them: "ddieemr danh", "ho5c to61i nay".

A word is only taken for keys when it is no word of ours as it stands, what it stands for is one, and the message
shows by other words, or by a pair of letters that nothing else has, that it was typed so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from training.reading.lexicon import is_syllable, known, understood
from training.reading.vietnamese import fold

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_ROOF, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VOWELS = "aeiouy"
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_SHARP_OR_HEAVY = ("", "\u0301", "\u0323")
_KEYS = re.compile(r"(?i)[a-z](?:[sfrxjw]|\d)|aa|ee|oo|dd")
_WORD = re.compile(r"(?<![\w/:.\-])[A-Za-z][A-Za-z0-9]*(?![\w/])")
_SURE = re.compile(r"dd|aa|ee|oo|w|[sfrxj]$")
_MARKING_DIGIT = re.compile(r"[6-9]")
_NUMBERED = re.compile(r"(?:ngay|thang|tuan|lop|khoa|dot|tiet|bai|buoi|phong|khoi|nhom|so|ca|to|mon|muc|cau)\d{1,2}")
_LONGEST = 9


def with_marks(text: str) -> str:
    """The text, its words with the marks that were meant; itself when nothing shows that keys are left in it."""
    if not _KEYS.search(text):
        return text
    words = _WORD.findall(text)
    vni, telex = _is_vni(words), _is_telex(words)
    if not vni and not telex:
        return text
    return _WORD.sub(lambda match: _meant(match[0], vni=vni, telex=telex) or match[0], text)


def _is_vni(words: list[str]) -> bool:
    """Two words at least and a third of all, one of them with a digit that can only be a mark, or three."""
    meant = [word for word in words if not _NUMBERED.fullmatch(word.lower()) and _by_vni(word.lower())]
    marked = any(_MARKING_DIGIT.search(word) for word in meant)
    return len(meant) >= (2 if marked else 3) and len(meant) * 3 >= len(words)


def _is_telex(words: list[str]) -> bool:
    low = [word.lower() for word in words]
    meant = [word for word in low if len(word) > 2 and not known(word) and _by_telex(word)]
    sure = [word for word in meant if _SURE.search(word)]
    long = any(len(word) >= 4 for word in meant)
    return long and (len(meant) >= 2 or any(len(word) >= 4 for word in sure))


def _meant(word: str, *, vni: bool, telex: bool) -> str | None:
    low = word.lower()
    if vni and (meant := _by_vni(low)):
        return meant
    return _by_telex(low) if telex and not known(low) else None


@lru_cache(maxsize=4096)
def _by_telex(word: str) -> str | None:
    """hocj → học; None when it would be no word that questions are made of."""
    if len(word) > _LONGEST or not word.isalpha():
        return None
    letters: list[str] = []
    tone = ""
    for key in word:
        spoken = any(letter[0] in _VOWELS for letter in letters)
        if spoken and key in _TELEX_TONES:
            if tone:
                return None
            tone = _TELEX_TONES[key]
        elif not _takes_mark(letters, key):
            letters.append(key)
    return _word(letters, tone, word)


def _takes_mark(letters: list[str], key: str) -> bool:
    """Whether the key changed a letter before it instead of being one."""
    if key == "w":
        return _horned(letters)
    if key == "d" and letters and letters[0] == "d" and len(letters) == 1:
        letters[0] = "đ"
        return True
    if key in "aeo" and key in letters and (letters[-1] == key or letters[-1] not in _VOWELS):
        place = len(letters) - 1 - letters[::-1].index(key)
        letters[place] = key + _ROOF
        return True
    return False


def _horned(letters: list[str]) -> bool:
    """uo, u and o get a horn, a its breve; a w alone is an ư."""
    places = [place for place, letter in enumerate(letters) if letter in ("a", "o", "u")]
    if not places:
        return bool(letters) and letters[-1][0] in _VOWELS
    last = places[-1]
    letters[last] += _BREVE if letters[last] == "a" else _HORN
    if letters[last][0] == "o" and last and letters[last - 1] == "u":
        letters[last - 1] += _HORN
    return True


@lru_cache(maxsize=4096)
def _by_vni(word: str) -> str | None:
    """ho5c → học; None when it would be no word that questions are made of."""
    if len(word) > _LONGEST or not any(letter.isdigit() for letter in word):
        return None
    letters: list[str] = []
    tone = ""
    for key in word:
        if not key.isdigit():
            letters.append(key)
        elif key in _VNI_TONES and not tone:
            tone = _VNI_TONES[key]
        elif not _marked_by(letters, key):
            return None
    return _word(letters, tone, word)


def _marked_by(letters: list[str], digit: str) -> bool:
    if digit == "9":
        marked = bool(letters) and letters[0] == "d"
        letters[:1] = ["đ"] if marked else letters[:1]
        return marked
    wanted = {"6": "aeo", "7": "ou", "8": "a"}.get(digit, "")
    places = [place for place, letter in enumerate(letters) if letter in wanted]
    if not wanted or not places:
        return False
    if digit == "7":
        return _horned(letters)
    letters[places[-1]] += _ROOF if digit == "6" else _BREVE
    return True


def _word(letters: list[str], tone: str, typed: str) -> str | None:
    bare = fold("".join(letters))
    if bare == typed or not is_syllable(bare) or not understood(bare):
        return None
    if _STOPPED.search(bare) and tone not in _SHARP_OR_HEAVY:
        return None
    if tone:
        letters[_toned(letters)] += tone
    return unicodedata.normalize("NFC", "".join(letters))


def _toned(letters: list[str]) -> int:
    """The vowel that carries the tone: a marked one, else the last but one of an open syllable, else the last."""
    vowels = [place for place, letter in enumerate(letters) if letter[0] in _VOWELS]
    marked = [place for place in vowels if len(letters[place]) > 1]
    if marked:
        return marked[-1]
    if len(vowels) > 1 and vowels[0] > 0 and letters[vowels[0] - 1] + letters[vowels[0]] in ("qu", "gi"):
        vowels = vowels[1:]
    return vowels[0] if len(vowels) == 1 or vowels[-1] == len(letters) - 1 else vowels[-1]
