"""Units as lists write them, matched with the units that are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from training.reading.vietnamese import fold, lowered, same_name

_NEAR = 72  # rapidfuzz score of 100, below which a suggestion would be a guess
_SUGGESTED = 300  # misspelt names of one file that get a suggestion; the search is linear in the known names

# Longest first: what schools and offices are called in full and in short.
_SHORT = (
    ("giao duc nghe nghiep giao duc thuong xuyen", "gdnngdtx"),
    ("giao duc thuong xuyen", "gdtx"),
    ("giao duc va dao tao", "gddt"),
    ("pho thong dan toc noi tru", "ptdtnt"),
    ("pho thong dan toc ban tru", "ptdtbt"),
    ("trung hoc pho thong", "thpt"),
    ("trung hoc co so", "thcs"),
    ("uy ban nhan dan", "ubnd"),
    ("trung tam", "tt"),
    ("thanh pho", "tp"),
    ("tieu hoc", "th"),
    ("mam non", "mn"),
    ("mau giao", "mg"),
    ("phuong", "p"),
    ("quan", "q"),
    ("huyen", "h"),
    ("thi xa", "tx"),
    ("thi tran", "tt"),
    ("xa", "x"),
    ("va", ""),
)
_SHORTEN = tuple((re.compile(rf"\b{long}\b"), short) for long, short in _SHORT)


class UnitNote(StrEnum):
    EXACT = "exact"
    RESPELT = "respelt"  # the same unit written otherwise: without marks, abbreviated
    MERGED = "merged"  # it went into another unit; that one is given
    CLOSED = "closed"  # it is no more, and no other unit took its place
    OUTSIDE = "outside"  # known, but not the importer's
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """name: the known unit's name, None when unknown, outside or closed. suggestion: the nearest known name.

    closed: the first day on which the unit was no more.
    """

    note: UnitNote
    name: str | None = None
    suggestion: str | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """day: the first on which the unit is no more. into: the name of the unit that it went into, if into one."""

    day: date
    into: str | None = None


@dataclass(slots=True)
class KnownUnits:
    """names: as stored. aliases: another name or a code → the name. closed: name → when and into what a unit went.
    allowed: the names that the importer may bring people to; None for all.
    """

    names: Iterable[str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    closed: Mapping[str, Closing] = field(default_factory=dict)
    allowed: frozenset[str] | None = None
    _by_key: dict[str, list[str]] = field(init=False, default_factory=dict)
    _met: dict[str, UnitMatch] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.names = tuple(dict.fromkeys(self.names))
        for name in self.names:
            self._by_key.setdefault(unit_key(name), []).append(name)
        for alias, name in self.aliases.items():
            self._by_key.setdefault(unit_key(alias), [name])

    def match(self, written: str, on: date) -> UnitMatch:
        """The unit that a cell means, as things stand on a day. The same text is looked up once."""
        if written not in self._met:
            self._met[written] = self._match(written)
        found = self._met[written]
        return self._as_of(found, found.name, on) if found.name else found

    def _match(self, written: str) -> UnitMatch:
        key = unit_key(written)
        alike = self._by_key.get(key, [])
        exact = [name for name in alike if same_name(name, written)] or [n for n in alike if _marks_agree(written, n)]
        if len(exact) != 1:
            return UnitMatch(UnitNote.UNKNOWN, suggestion=alike[0] if alike else self._nearest(key))
        return self._settled(exact[0], written)

    def _settled(self, name: str, written: str) -> UnitMatch:
        if self.allowed is not None and name not in self.allowed:
            return UnitMatch(UnitNote.OUTSIDE)
        return UnitMatch(UnitNote.EXACT if same_name(name, written) else UnitNote.RESPELT, name)

    def _as_of(self, found: UnitMatch, name: str, on: date) -> UnitMatch:
        """Where the unit is on a day; a ring of closed units ends where it was entered."""
        seen = {name}
        while (closing := self.closed.get(name)) and closing.day <= on:
            if closing.into is None or closing.into in seen:
                return UnitMatch(UnitNote.CLOSED, closed=closing.day)
            name = closing.into
            seen.add(name)
        if name == found.name:
            return found
        if self.allowed is not None and name not in self.allowed:
            return UnitMatch(UnitNote.OUTSIDE)
        return UnitMatch(UnitNote.MERGED, name, name)

    def _nearest(self, key: str) -> str | None:
        if len(self._met) > _SUGGESTED:
            return None
        found = process.extractOne(key, self._by_key.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self._by_key[found[0]][0] if found else None


def _marks_agree(written: str, name: str) -> bool:
    """Marks may be left out but not be others: "Hoa Sua" is Hoa Sữa, "Hoa Sứa" is a mistake to ask about."""
    words, kept = set(_bare(lowered(name)).split()), set(unit_key(written).split())
    return all(
        word in words or word == fold(word) or fold(word) not in kept for word in _bare(lowered(written)).split()
    )


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text)


def unit_key(name: str) -> str:
    """The same for all ways to write one unit: "Trường Trung học cơ sở Hoa Mai", "THCS HOA MAI", "tr. thcs hoa mai"."""
    key = re.sub(r"\W+", " ", fold(name).replace("&", " va ")).strip()
    for long, short in _SHORTEN:
        key = long.sub(short, key)
    key = re.sub(r"\bgd +dt\b", "gddt", key)
    key = re.sub(r"\bpgd(?:dt)?\b", "phong gddt", key)
    key = re.sub(r"\bsgd(?:dt)?\b", "so gddt", key)
    return " ".join(re.sub(r"^(?:truong|tr)\b", "", key).split())
