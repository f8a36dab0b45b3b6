"""Hours told once for all mornings and all afternoons of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from training.plan import Precision
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.moments import clocked
from training.reading.plans.written import Clock, Dates, tokens_of

_PART = re.compile(r"\b(sang|chieu|toi)\b")


def part_in(flat: str) -> str | None:
    """The one part of the day that a text names; None for none and for several."""
    parts = set(_PART.findall(flat))
    return parts.pop() if len(parts) == 1 else None


def with_hours(candidates: Sequence[Candidate], lines: Iterable[str]) -> list[Candidate]:
    """Days of which only the part is told get the hours of that part, when the document tells them somewhere."""
    if not any(candidate.part for candidate in candidates):
        return list(candidates)
    hours = _hours(lines)
    return [_timed(candidate, hours.get(candidate.part or "")) for candidate in candidates]


def _hours(lines: Iterable[str]) -> dict[str, Clock]:
    """Hours of "Buổi sáng bắt đầu lúc 7h30" and the like; sentences with a day of their own do not speak for others."""
    hours: dict[str, Clock] = {}
    for line in lines:
        flat = plain(line)
        tokens = tokens_of(flat)
        if any(isinstance(token, Dates) for token in tokens):
            continue
        for token in tokens:
            before = re.search(r"\b(sang|chieu|toi)\b[^.;\d]{0,30}$", flat[: token.start])
            if isinstance(token, Clock) and before:
                hours.setdefault(before[1], token)
    return hours


def _timed(candidate: Candidate, clock: Clock | None) -> Candidate:
    day = candidate.period.first_day
    if (
        clock is None
        or day is None
        or candidate.period.precision is not Precision.DAY
        or day != candidate.period.last_day
    ):
        return candidate
    return replace(candidate, period=clocked(day, clock))
