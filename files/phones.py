"""Phone numbers of Vietnamese lists: any spelling in, +84… out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import phonenumbers

# The renumbering of 2018 (Ministry of Information and Communications): 11 digits became 10.
OLD_PREFIXES = {
    **{f"16{digit}": f"3{digit}" for digit in "23456789"},
    **{"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"},
    **{"123": "83", "124": "84", "125": "85", "127": "81", "129": "82"},
    **{"186": "56", "188": "58", "199": "59"},
}

_LONGEST = 200  # characters; what is longer holds no number and takes the patterns below too long
_ABSENT = frozenset({"", "-", "--", "/", "x", "0", "không", "không có", "khong", "khong co", "ko", "chưa có"})
_SEPARATORS = re.compile(r"[/;,|\n&]|\s[-–]\s|\b(?:hoặc|hoac|và|va)\b", re.IGNORECASE)
_WRITTEN = re.compile(r"^(?:\+|00)?\(?\+?[\d\s.\-–()]+$")
_LABEL = re.compile(r"^(?:sđt|sdt|đt|dt|tel|phone|mobile|zalo|điện thoại|dđ)\s*[.:]?\s*|\([^\d)]*\)", re.IGNORECASE)
_GLUED = re.compile(r"(?:0|84)[1-9]\d{8}")
_GLUED_ROW = re.compile(rf"(?:{_GLUED.pattern})+")


class PhoneProblem(StrEnum):
    UNREADABLE = "phone_unreadable"
    SEVERAL = "phone_several"


@dataclass(frozen=True, slots=True)
class Phone:
    """number: "+84912345678", or None when the cell is empty or has a problem.

    old: the new number was worked out from an 11-digit one of before 2018 and should be shown for confirmation.
    candidates: the numbers found when there are several in one cell.
    """

    number: str | None = None
    problem: PhoneProblem | None = None
    old: bool = False
    mobile: bool = False
    candidates: tuple[str, ...] = ()


def normalise(value: object) -> Phone:
    """The number that a cell holds: a text in any spelling, or the float that a spreadsheet made of it."""
    text = _text(value)
    if text.lower() in _ABSENT:
        return Phone()
    if len(text) > _LONGEST:
        return Phone(problem=PhoneProblem.UNREADABLE)
    whole = _single(text)
    if whole.number:
        return whole
    return _one_of(_parts(text))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).strip().strip("'’`\u200b\ufeff\u202a\u202c ")
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return re.sub(r"^(\d+)\.0+$", r"\1", text)


def _parts(text: str) -> list[Phone]:
    parts = [_single(part.strip()) for part in _SEPARATORS.split(text)]
    found = [part for part in parts if part.number]
    digits = re.sub(r"\D", "", text)
    return found or [_single(run) for run in _GLUED.findall(digits) if _GLUED_ROW.fullmatch(digits)]


def _one_of(found: list[Phone]) -> Phone:
    numbers = tuple(dict.fromkeys(phone.number for phone in found if phone.number))
    if len(numbers) > 1:
        return Phone(problem=PhoneProblem.SEVERAL, candidates=numbers)
    return found[0] if numbers else Phone(problem=PhoneProblem.UNREADABLE)


def _single(text: str) -> Phone:
    bare = _LABEL.sub("", text).strip()
    if not _WRITTEN.match(bare):
        return Phone()
    digits = re.sub(r"\D", "", bare)
    if bare.startswith("+") and not digits.startswith("84"):
        return _foreign(digits)
    return _vietnamese(_national(digits))


def _national(digits: str) -> str:
    """The significant digits: without 00, 84 and the trunk 0 that was written, eaten or written twice."""
    digits = re.sub(r"^00(?=84)", "", digits)
    if digits.startswith("84") and len(digits) > 9:
        digits = digits[2:]
    return digits.removeprefix("0")


def _vietnamese(national: str) -> Phone:
    mobile, landline = _patterns()
    if mobile.fullmatch(national):
        return Phone(f"+84{national}", mobile=True)
    if landline.fullmatch(national):
        return Phone(f"+84{national}")
    prefix = OLD_PREFIXES.get(national[:3])
    if prefix and len(national) == 10:
        return Phone(f"+84{prefix}{national[3:]}", old=True, mobile=True)
    return Phone()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Mobile and fixed numbers as phonenumbers knows them; its own parse() takes fifty times as long."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region("VN")
    assert metadata and metadata.mobile and metadata.fixed_line
    kinds = (metadata.mobile.national_number_pattern, metadata.fixed_line.national_number_pattern)
    assert kinds[0] and kinds[1]
    return re.compile(kinds[0]), re.compile(kinds[1])


def _foreign(digits: str) -> Phone:
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return Phone()
    return Phone(f"+{digits}") if phonenumbers.is_valid_number(number) else Phone()
