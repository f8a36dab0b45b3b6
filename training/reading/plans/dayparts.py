"""Hours told once for all mornings and all afternoons of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from training.plan import Kind, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.moments import clocked
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_NAMES = {"sang": "sáng", "chieu": "chiều", "toi": "tối"}
_LONGEST_CLASS = 6  # days; what lasts longer is no row of lessons from morning to evening
_PART = lazily(r"\b(sang|chieu|toi)\b")


def part_suffix(when: Period) -> str:
    """ " (sáng)" by the hour of the beginning."""
    hour = when.start.hour if when.start and when.is_exact else None
    if hour is None:
        return ""
    return " (sáng)" if hour < 12 else " (chiều)" if hour < 18 else " (tối)"


def part_in(flat: str) -> str | None:
    """The parts of the day that a text names, in their order: "sang", "sang chieu"; None for none."""
    named = set(_PART.findall(flat)) | ({"sang", "chieu"} if re.search(r"\b(?:ca|mot) ngay\b", flat) else set())
    return " ".join(part for part in ("sang", "chieu", "toi") if part in named) or None


def with_hours(candidates: Sequence[Candidate], lines: Iterable[str]) -> list[Candidate]:
    """Days of which only the part is told get the hours of that part, when the document tells them somewhere."""
    lines = list(lines)
    clauses = [clause for line in lines for clause in _CLAUSES.split(line)]
    for kinds, clocks in _of_every_day(clauses):
        candidates = [every for candidate in candidates for every in _each_day(candidate, kinds, clocks)]
    if not any(candidate.part for candidate in candidates):
        return list(candidates)
    hours = _hours(lines)
    return [timed for candidate in candidates for timed in _timed(candidate, hours)]


_CLAUSES = lazily(r"\.\s+(?!(?:Buổi )?[Cc]hiều\b)(?=[A-ZĐ])")  # the afternoon goes with its morning
_EVERY = lazily(
    r"^\W*(?:thoi gian|gio hoc|gio)?\W*(?:cua |trong )?(?:moi|hang|tat ca cac|cac)\s+"
    r"(?:lop|ngay|dot|buoi(?! (?:sang|chieu|toi))|mon)\b[^.;\d]{0,30}$"
    r"|^\W*(?:gio|khung gio|thoi gian) (?:hoc|tap huan|len lop|hang ngay|moi ngay|moi buoi)\b[^.;\d]{0,30}$"
)
_ONLY_FACE = lazily(r"\b(?:truc tiep|tap trung)\b")
_ONLY_VIRTUAL = lazily(r"\btruc tuyen\b|\bonline\b|\bzoom\b")
_REST = lazily(r"\b(?:nghi|giai lao)(?: trua| giua gio| giai lao)?\s*(?:tu|:|\()?\s*$")
_DAILY = lazily(
    r"\b(?:moi|hang|hang|trong|cac)\s+(?:ngay|lop|buoi)\b|\bgio hoc\b|\bthoi gian\b|\blich\b|\b(?:hoc|"
    r"ngay) truc tiep\b|\btap trung\b|\bngay hoc\b|^\W*(?:buoi )?sang\b"
)


_Kinds = tuple[Kind, ...]


def _of_every_day(lines: Iterable[str]) -> Iterator[tuple[_Kinds, list[Clock]]]:
    """ "Thời gian mỗi lớp: từ 8h00 đến 16h30", told apart from any day; mornings and afternoons where both are told.

    Each with the kinds of lessons that it is told of.
    """
    for line in lines:
        flat = plain(line)
        tokens = tokens_of(flat)
        tokens = [token for token in tokens if not _REST.search(flat[: token.start])]
        told = [token for token in tokens if isinstance(token, Clock) and token.ends]
        if len(told) != len(tokens) or not told:
            continue
        parts = [_part_before(flat, token) for token in told]
        daily = parts == ["sang", "chieu"] and _DAILY.search(flat)
        if daily or (len(told) == 1 and _EVERY.match(flat[: told[0].start])):
            yield _kinds_in(flat[: told[0].start]), told


def _kinds_in(flat: str) -> _Kinds:
    face, virtual = _ONLY_FACE.search(flat), _ONLY_VIRTUAL.search(flat)
    if bool(face) is bool(virtual):
        return (Kind.IN_PERSON, Kind.VIRTUAL)
    return (Kind.IN_PERSON,) if face else (Kind.VIRTUAL,)


def _part_before(flat: str, clock: Clock) -> str | None:
    found = re.search(r"\b(sang|chieu|toi)\b[^.;\d]{0,30}$", flat[: clock.start])
    return found[1] if found else None


def _each_day(candidate: Candidate, kinds: _Kinds, clocks: Sequence[Clock]) -> list[Candidate]:
    """The lessons of a table that only tells days, with their hours."""
    first, last = candidate.period.first_day, candidate.period.last_day
    taught = candidate.kind in kinds and candidate.from_table and not candidate.part
    if not taught or candidate.period.precision is not Precision.DAY or first is None or last is None:
        return [candidate]
    if (last - first).days >= _LONGEST_CLASS:
        return [candidate]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    several = len(clocks) > 1
    periods = [clocked(day, clock) for day in days for clock in clocks]
    return [candidate.over(period, part_suffix(period) if several else "") for period in periods] or [candidate]


def _hours(lines: Iterable[str]) -> dict[str, Clock]:
    """Hours of "Buổi sáng bắt đầu lúc 7h30" and the like; sentences with a day of their own do not speak for others."""
    hours: dict[str, Clock] = {}
    for clause in (piece for line in lines for piece in re.split(r";|\.\s", line)):
        flat = plain(clause)
        tokens = tokens_of(flat)
        if any(isinstance(token, Dates) for token in tokens):
            continue
        for token in tokens:
            if isinstance(token, Clock) and (part := _part_before(flat, token)):
                hours.setdefault(part, token)
    return hours


def _timed(candidate: Candidate, hours: dict[str, Clock]) -> list[Candidate]:
    """One for each part of the day; the whole day where the hours of a part are not told."""
    day, parts = candidate.period.first_day, (candidate.part or "").split()
    exact_day = candidate.period.precision is Precision.DAY and day == candidate.period.last_day
    if day is None or not exact_day or not parts or not all(part in hours for part in parts):
        return [candidate]
    several = len(parts) > 1
    return [candidate.over(clocked(day, hours[part]), f" ({_NAMES[part]})" if several else "") for part in parts]
