"""What holds for one day of a series alone: "riêng chiều ngày 12/10 kết thúc lúc 16g00"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from training.plan import Kind, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.absences import REST
from training.reading.plans.dayparts import part_in, part_suffix, plain_parts
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import one_line, plain
from training.reading.plans.moments import clocked
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of, weekdays_in
from training.reading.plans.years import NoSuchDay, Years, resolved

_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_ALONE = lazily(
    r"(?P<open>\()?\s*\b(?:rieng|trong do,?)\s+(?:trong\s+)?(?:buoi\s+)?(?:(?:sang|chieu|toi)\s+)?(?:ngay\s+)?"
    rf"(?:(?:ngay |buoi )?(?:hoc )?(?P<edge>cuoi|dau)\b|(?:{_WEEKDAY}\s*,?\s*)?\(?(?:ngay\s+)?\d|{_WEEKDAY})"
)
_END = lazily(r";|\.(?:\s|$)|\n")
_FREE = lazily(rf"\b(?:{REST}|khong hoc|khong to chuc)\b")
_ONLINE = lazily(r"\b(?:truc tuyen|online|zoom|google meet|teams)\b")
_UNTIL = lazily(r"\b(?:ket thuc|be giang|tan hoc|chi (?:hoc )?den|den|ve)\b[^\d]{0,24}$")


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A clause with the number of the block it stands in."""

    order: int
    clause: str
    years: Years


def with_exceptions(candidates: Sequence[Candidate], clauses: Sequence[Exceptional]) -> list[Candidate]:
    """Sessions as the clauses have them; of several series on a day the one told in the same line is meant."""
    candidates = list(candidates)
    for one in clauses:
        own = [candidate for candidate in candidates if candidate.order == one.order]
        if (changed := altered(own, one.clause, one.years)) is not None:
            candidates = [candidate for candidate in candidates if candidate.order != one.order] + changed
        else:
            candidates = altered(candidates, one.clause, one.years) or candidates
    return candidates


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence, folded, that takes days away, with the number of its block."""

    order: int
    flat: str
    days: frozenset[date]


def with_moves(candidates: Sequence[Candidate], moves: Sequence[Moved]) -> list[Candidate]:
    """Rows of a table on a day that a sentence names with them and takes away: moved to its new day, or gone."""
    candidates = list(candidates)
    for move in moves:
        meant = [
            one for one in candidates if one.from_table and one.period.first_day in move.days and _named(one, move)
        ]
        if len(meant) != 1:
            continue
        new = [one for one in candidates if one.order == move.order and one.kind is not Kind.DEADLINE]
        at = candidates.index(meant[0])
        told = [replace(meant[0], period=one.period, evidence=one.evidence) for one in new]
        candidates[at : at + 1] = told
        candidates = [one for one in candidates if one not in new]
    return candidates


def _named(one: Candidate, move: Moved) -> bool:
    """The words of the lesson stand in the sentence."""
    title = plain(re.split(r" – | \(", one.title)[0]).strip()
    return len(title) >= 4 and re.search(rf"\b{re.escape(title)}\b", move.flat) is not None


def apart(text: str) -> tuple[str, list[str]]:
    """The text with such clauses blanked, every place kept, and the clauses."""
    clauses: list[str] = []
    flat = plain(text)
    at = 0
    while found := _ALONE.search(flat, at):
        at = _clause_end(flat, found)
        clauses.append(text[found.start() : at].strip(" ();.,"))
        text = text[: found.start()] + " " * (at - found.start()) + text[at:]
    return text, clauses


def _clause_end(flat: str, found: re.Match[str]) -> int:
    if found["open"] and (closing := flat.find(")", found.end())) >= 0:
        return closing + 1
    ending = _END.search(flat, found.end())
    return ending.start() if ending else len(flat)


def altered(candidates: Sequence[Candidate], clause: str, years: Years) -> list[Candidate] | None:
    """The sessions with what the clause changes on its day; None when it changes none of them."""
    flat = plain(clause)
    series = [one for one in candidates if one.kind is not Kind.DEADLINE and one.period.first_day]
    days = _days(flat, series, years)
    meant = [one for one in series if one.period.first_day in days and one.period.first_day == one.period.last_day]
    parts = (part_in(plain_parts(clause)) or "").split()
    of_part = [one for one in meant if _part(one.period) in parts]
    if not meant:
        return None
    changed = _moved(of_part or meant, clause, flat, years) or _changed(meant, of_part, clause, flat)
    if changed is None:
        return None
    gone = {id(one) for one, _ in changed}
    kept: list[Candidate] = []
    for one in candidates:
        kept.extend([new for old, news in changed if old is one for new in news] if id(one) in gone else [one])
    return kept


def _days(flat: str, series: Sequence[Candidate], years: Years) -> set[date]:
    known = sorted(one.period.first_day for one in series if one.period.first_day)
    dates = next((token for token in tokens_of(flat) if isinstance(token, Dates)), None)
    if dates is None:
        edge = _ALONE.search(flat)
        if edge and edge["edge"]:
            return set(known[-1:] if edge["edge"] == "cuoi" else known[:1])
        named = weekdays_in(flat[:60])
        return {day for day in known if day.weekday() in named}
    try:
        spans = [found for pair in dates.pairs if (found := resolved(*pair, years))]
    except NoSuchDay:
        return set()
    return {day for day in known for first, last in spans if first <= day <= last}


_Changes = list[tuple[Candidate, list[Candidate]]]


_TO_ANOTHER_DAY = lazily(
    r"\b(?:chuyen|doi|lui|hoan|day|bu|thay bang)\b[^.;]{0,30}?\b(?:sang|den|vao|toi|thanh|qua|bang|ngay|lai)\b"
)


def _moved(meant: list[Candidate], clause: str, flat: str, years: Years) -> _Changes:
    """ "Buổi ngày 25/10 dời sang 8h00 thứ Bảy 26/10", "ngày 25/10 nghỉ, học bù ngày 27/10": held on another day."""
    day = _new_day(flat, years)
    if day is None or any(one.period.first_day == day for one in meant):
        return []
    clocks = [token for token in tokens_of(flat) if isinstance(token, Clock)]
    if clocks:
        periods = [clocked(day, clock) for clock in clocks]
        return [
            (meant[0], [_at(meant[0], period, clause) for period in periods]),
            *((one, []) for one in meant[1:]),
        ]
    return [(one, [_at(one, _on(one.period, day), clause)]) for one in meant]


def _new_day(flat: str, years: Years) -> date | None:
    """The day behind the word for the move, the last one that a clause names."""
    move = _TO_ANOTHER_DAY.search(flat)
    dates = [token for token in tokens_of(flat) if isinstance(token, Dates)]
    if move is None or not dates or dates[-1].end <= move.end():
        return None
    if len(dates) < 2 and not dates[-1].is_span:
        return None
    try:
        found = resolved(dates[-1].pairs[-1][1], dates[-1].pairs[-1][1], years)
    except NoSuchDay:
        return None
    return found[0] if found else None


def _on(period: Period, day: date) -> Period:
    """The same hours on another day."""
    start, end = (moment and datetime.combine(day, moment.timetz()) for moment in (period.start, period.end))
    return Period(start, end, period.precision)


def _changed(meant: list[Candidate], of_part: list[Candidate], clause: str, flat: str) -> _Changes | None:
    """Pairs of what was and what comes in its place."""
    clocks = [token for token in tokens_of(flat) if isinstance(token, Clock)]
    if _FREE.search(flat) and not clocks:
        return [(one, []) for one in of_part or meant]
    if len(clocks) == 1 and clocks[0].ends is None:
        return _one_end(of_part or meant, clocks[0], clause, flat)
    if clocks:
        return _other_hours(meant, clocks, clause)
    if _ONLINE.search(flat):
        room = details.virtual_room(clause) or "trực tuyến"
        return [(one, [replace(one, kind=Kind.VIRTUAL, place=room, alt_kinds=())]) for one in of_part or meant]
    if place := details.place_in(clause):
        met = re.search(r"\btruc tiep\b", flat) is not None
        return [
            (one, [replace(one, place=place, kind=Kind.IN_PERSON if met and one.kind is Kind.VIRTUAL else one.kind)])
            for one in of_part or meant
        ]
    if of_part and len(of_part) < len(meant):  # "riêng ngày 14/8 học buổi sáng"
        return [(one, []) for one in meant if one not in of_part]
    return None


def _one_end(meant: list[Candidate], clock: Clock, clause: str, flat: str) -> _Changes:
    """Only the beginning or only the end of a session is another one."""
    ends = _UNTIL.search(flat[: clock.start])
    one = meant[-1] if ends else meant[0]
    day = one.period.first_day
    assert day is not None
    moment = clocked(day, clock).start
    start, end = (one.period.start, moment) if ends and one.period.is_exact else (moment, one.period.end)
    if not one.period.is_exact:
        end = None
    return [(one, [_at(one, Period(start, end, Precision.MINUTE), clause)])]


def _other_hours(meant: list[Candidate], clocks: Sequence[Clock], clause: str) -> _Changes:
    """Sessions of the same part of the day give way; where none is, all of the day do."""
    place = details.place_in(clause)
    changed: _Changes = []
    for day in sorted({one.period.first_day for one in meant if one.period.first_day}):
        there = [one for one in meant if one.period.first_day == day]
        new = [clocked(day, clock) for clock in clocks]
        parts = {_part(period) for period in new}
        replaced = [one for one in there if _part(one.period) in parts] or there
        model = replace(replaced[0], place=place or replaced[0].place)
        changed.append((replaced[0], [_at(model, period, clause) for period in new]))
        changed.extend((one, []) for one in replaced[1:])
    return changed


def _at(one: Candidate, period: Period, clause: str) -> Candidate:
    title = re.sub(r" \((?:sáng|chiều|tối)\)$", "", one.title)
    suffix = part_suffix(period) if title != one.title else ""
    return replace(one, period=period, title=f"{title}{suffix}", evidence=one_line(clause), part=None)


def _part(period: Period) -> str | None:
    if not period.is_exact or period.start is None:
        return None
    return "sang" if period.start.hour < 12 else "chieu" if period.start.hour < 18 else "toi"
