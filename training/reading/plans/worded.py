"""Dates written in words: "từ ngày mười tám đến ngày hai mươi hai tháng bảy năm 2024"."""

from __future__ import annotations

import re
from functools import cache

_UNITS = ("khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin")
_LAST = {"tu": 4, "lam": 5, "nham": 5, "mot": 1}  # "hai mươi tư", "mười lăm"


@cache
def _numbers() -> dict[str, int]:
    """Words without marks for 1 to 31."""
    words = {unit: number for number, unit in enumerate(_UNITS) if number} | {
        "tu": 4,
        "muoi": 10,
        "gieng": 1,
        "chap": 12,
    }
    for tens, prefix in ((10, "muoi"), (20, "hai muoi"), (20, "hai muoi"), (30, "ba muoi")):
        words[prefix] = tens
        for number, unit in [*enumerate(_UNITS), *((value, word) for word, value in _LAST.items())]:
            if number and tens + number <= 31:
                words[f"{prefix} {unit}"] = tens + number
    return words


@cache
def pattern() -> re.Pattern[str]:
    """Day, month and year, the last two only where told; a further day may stand before them."""
    number = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    month = rf"thang\s+(?:{number}|\d{{1,2}})(?!\w|\s+20\d\d)(?:\s+nam\s+20\d\d)?"
    day = rf"ngay\s+(?:m[uo]ng\s+)?(?:{number})(?!\w)(?:\s+{month})?"
    return re.compile(rf"{day}(?:\s*(?:,|va|-|den|toi|den het)\s*(?:het\s+)?{day})*")


def days_in(phrase: str) -> list[tuple[int, int | None, int | None, str]]:
    """(day, month, year, what stands before it) of each day of a phrase that `pattern` found."""
    number = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    piece = re.compile(
        rf"(?P<link>^|,|va|-|den|toi)\s*(?:het\s+)?ngay\s+(?:m[uo]ng\s+)?(?P<day>{number})(?!\w)"
        rf"(?:\s+thang\s+(?P<month>{number}|\d{{1,2}})(?!\w|\s+20\d\d)(?:\s+nam\s+(?P<year>20\d\d))?)?"
    )
    return [
        (
            _number(hit["day"]),
            _number(hit["month"]) if hit["month"] else None,
            int(hit["year"]) if hit["year"] else None,
            hit["link"],
        )
        for hit in piece.finditer(phrase)
    ]


@cache
def hours() -> re.Pattern[str]:
    """A clock in words, or two: "tám giờ", "mười chín giờ ba mươi phút", "mười giờ rưỡi"."""
    number = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    clock = rf"(?:{number})\s+gio(?:\s+ruoi\b|\s+(?:(?:bon|nam) muoi(?: \w{{2,4}})?|{number}|\d\d)\s+phut)?(?!\w)"
    part = r"(?:\s+(?:sang|chieu|toi|trua))?"
    return re.compile(rf"(?<!\w)(?P<a>{clock}){part}(?:\s*(?:-|den|toi)\s*(?P<b>{clock}))?")


def clock_in_figures(words: str) -> str:
    """ "tam gio ruoi" as "8 gio ruoi"."""
    hour, _, rest = words.partition(" gio")
    minutes = rest.removesuffix("phut").strip()
    told = str(_minutes(minutes)) if minutes and minutes != "ruoi" else minutes
    return f"{_number(' '.join(hour.split()))} gio {told}"


def _minutes(words: str) -> int:
    """Up to 59: "bốn mươi lăm"."""
    if words.isdecimal() or words in _numbers():
        return _number(words)
    tens, _, unit = words.partition(" muoi")
    return _numbers().get(tens, 0) * 10 + (_LAST | {u: n for n, u in enumerate(_UNITS)}).get(unit.strip(), 0)


def count_in(words: str) -> int | None:
    """ "hai muoi lam" as 25, "bon muoi" as 40; None for words that are no number."""
    if not re.fullmatch(r"(?:khong|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi| )+", words):
        return None
    number = _minutes(words)
    return number or None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _numbers()[word]
