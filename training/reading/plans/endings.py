"""Ends of mornings and afternoons that a document tells once for all lessons whose beginnings it tells one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from training.plan import ZONE, Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_PART = lazily(r"\b(sang|chieu|toi)\b")
_END = lazily(r"\b(?:ket thuc|tan hoc|tan buoi|ra ve|be mac|tan lop)\b")
_BEGIN = lazily(r"\b(?:bat dau|khai mac|co mat|vao hoc|vao lop|tu)\b")
_CLAUSE = lazily(r"\.\s+|(?<!\d)\.$")
_TAUGHT = (Kind.IN_PERSON, Kind.VIRTUAL)
_LONGEST = 6 * 60  # minutes of one part of a day


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a part of the day; begins: the beginning that is told with it, when there is one."""

    part: str
    ends: time
    begins: time | None = None


def endings_in(lines: Iterable[str]) -> list[Ending]:
    """Every end of a part of the day told without a day."""
    return [ending for line in lines for clause in _CLAUSE.split(line) for ending in _of_clause(plain(clause))]


def _of_clause(flat: str) -> Iterator[Ending]:
    tokens = tokens_of(flat)
    if not _PART.search(flat) or any(isinstance(token, Dates) for token in tokens):
        return
    clocks = [token for token in tokens if isinstance(token, Clock)]
    part, at = None, 0
    for clock in clocks:
        named = _PART.findall(flat[at : clock.start])
        part = named[-1] if named else part
        if part and clock.ends:
            yield Ending(part, clock.ends, clock.begins)
        elif part and is_end(flat, clock):
            yield Ending(part, clock.begins)
        at = clock.end


def is_end(flat: str, clock: Clock) -> bool:
    """Whether a clock alone is the hour at which something ends: "kết thúc lúc 11h00", "(chiều: 16h30)" after it."""
    if clock.ends is not None:
        return False
    before = flat[: clock.start]
    ended = max((found.end() for found in _END.finditer(before)), default=-1)
    begun = max((found.end() for found in _BEGIN.finditer(before)), default=-1)
    return ended > begun


def with_ends(candidates: Sequence[Candidate], lines: Iterable[str]) -> list[Candidate]:
    """Lessons in rows that tell only when they begin, with the end told for their part of the day."""
    if not any(_lacks_end(one) for one in candidates):
        return list(candidates)
    endings = endings_in(lines)
    return [_ended(one, endings) if _lacks_end(one) else one for one in candidates]


def _lacks_end(one: Candidate) -> bool:
    exact = one.period.precision is Precision.MINUTE and one.period.start is not None
    return one.from_table and exact and one.period.end is None and one.kind in _TAUGHT


def _ended(one: Candidate, endings: Sequence[Ending]) -> Candidate:
    start = one.period.start
    assert start is not None
    part = "sang" if start.hour < 12 else "chieu" if start.hour < 18 else "toi"
    own = [told for told in endings if told.part == part and told.begins in (None, start.time())]
    ends = [end for told in own if 0 < ((end := _at(start, told.ends)) - start).total_seconds() <= _LONGEST * 60]
    return replace(one, period=replace(one.period, end=ends[0])) if ends else one


def _at(start: datetime, clock: time) -> datetime:
    return datetime.combine(start.date(), clock, ZONE)
