"""One thing told in two places of a document becomes one activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from training.plan import Kind, Precision
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain


def merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without those that only repeat another one; rows of one table never repeat each other."""
    kept: list[Candidate] = []
    for candidate in candidates:
        twin = next((at for at, other in enumerate(kept) if _same(other, candidate)), None)
        if twin is None:
            kept.append(candidate)
        else:
            kept[twin] = _fuller(kept[twin], candidate)
    return kept


_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*\.?\s*")


def without_frame(candidates: Sequence[Candidate]) -> list[Candidate]:
    """ "(Từ ngày 22/7 đến ngày 28/7)" under a title only frames what is told day by day below it."""
    return [one for one in candidates if not (_IN_BRACKETS.fullmatch(one.evidence) and _holds_others(one, candidates))]


def _holds_others(frame: Candidate, candidates: Sequence[Candidate]) -> bool:
    first, last = frame.period.first_day, frame.period.last_day
    if first is None or last is None or first >= last or frame.from_table:
        return False
    inside = (other.period.first_day for other in candidates if other is not frame and other.from_table)
    return sum(day is not None and first <= day <= last for day in inside) >= 2


def _same(one: Candidate, other: Candidate) -> bool:
    if one.from_table and other.from_table:
        return one.order != other.order and _repeats(one, other)
    if one.period.iso()[0] != other.period.iso()[0] or (one.kind is Kind.DEADLINE) != (other.kind is Kind.DEADLINE):
        return False
    if one.audience != other.audience and (one.order == other.order or one.period.precision is Precision.TBD):
        return False
    if one.period.iso() != other.period.iso() and one.period.end and other.period.end:
        return False
    return _compatible(one.place, other.place) and _alike(one, other)


def _repeats(one: Candidate, other: Candidate) -> bool:
    """A second table about the same lessons (who teaches them, say): the same day or hour under the same name."""
    dated = one.period.precision in (Precision.MINUTE, Precision.DAY) and one.period == other.period
    named = fuzz.ratio(plain(one.title), plain(other.title)) >= 95 and one.kind is other.kind
    return dated and named and _compatible(one.place, other.place) and _compatible(one.audience, other.audience)


def _alike(one: Candidate, other: Candidate) -> bool:
    """How much two titles must share: less for a minute told in a table and again in a sentence."""
    likeness = fuzz.token_set_ratio(plain(one.title), plain(other.title))
    if one.from_table != other.from_table:
        return likeness >= (20 if one.period.is_exact else 60)
    if _numbered_apart(one.title, other.title) or not _compatible(one.audience, other.audience, 100):
        return False
    if one.period.precision is Precision.TBD:
        return likeness >= 90
    return likeness >= (60 if one.order != other.order and not one.period.is_exact else 85)


def _compatible(one: str | None, other: str | None, least: float = 60) -> bool:
    """The same, or told only once; at 100 one may only say more than the other."""
    return not one or not other or fuzz.token_set_ratio(plain(one), plain(other)) >= least


def _numbered_apart(one: str, other: str) -> bool:
    """Lớp 1 and Lớp 2 are two, however alike the rest."""
    figures, others = set(re.findall(r"\d+", one)), set(re.findall(r"\d+", other))
    return bool(figures and others) and not (figures <= others or others <= figures)


def _fuller(one: Candidate, other: Candidate) -> Candidate:
    """The first, with what only the second tells."""
    period = other.period if one.period.end is None else one.period
    return replace(
        one,
        period=period,
        place=one.place or other.place,
        audience=one.audience or other.audience,
        lead=one.lead or other.lead,
        quota=one.quota or other.quota,
        link=one.link or other.link,
    )
