"""A unit's proposals (cử đi học) judged against its seats and against the people of other courses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Nomination:
    """A person proposed. unit_path: codes from their unit up to the root; the nearest with seats counts."""

    person_id: int
    unit_path: tuple[str, ...]


class RejectionCode(StrEnum):
    OVER_QUOTA = "over_quota"
    COURSE_FULL = "course_full"
    EXCLUDED = "excluded"
    TWICE = "twice"
    UNKNOWN_UNIT = "unknown_unit"


@dataclass(frozen=True, slots=True)
class Accepted:
    """unit: the code whose seat is taken, None in a course without quotas per unit."""

    nomination: Nomination
    unit: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """OVER_QUOTA: unit, its seats, how many it asked for. COURSE_FULL: the course's. EXCLUDED: other_course."""

    nomination: Nomination
    code: RejectionCode
    unit: str | None = None
    seats: int | None = None
    asked: int | None = None
    other_course: str | None = None


def judge(
    nominations: Sequence[Nomination],
    quotas: Mapping[str, int],
    exclusions: Mapping[int, str],
    course_seats: int | None = None,
) -> list[Accepted | Rejected]:
    """One verdict for each nomination, in their order; the first come take the seats.

    quotas: unit code → seats, empty: any unit, no limit. exclusions: person id → title of the other course.
    Whoever has a seat already stands first in the nominations. Asked are only those who could take a seat.
    """
    early = _before_seats(nominations, quotas, exclusions)
    asking = [item for item in early if isinstance(item, Accepted)]
    asked = Counter(item.unit for item in asking)
    taken: Counter[str | None] = Counter()
    verdicts: list[Accepted | Rejected] = []
    for item in early:
        verdict = item
        if isinstance(item, Accepted):
            verdict = _seat(item, quotas, asked, taken, course_seats)
        if isinstance(verdict, Accepted):
            taken[verdict.unit] += 1
        verdicts.append(verdict)
    return verdicts


def _before_seats(
    nominations: Sequence[Nomination], quotas: Mapping[str, int], exclusions: Mapping[int, str]
) -> list[Accepted | Rejected]:
    seen: set[int] = set()
    verdicts: list[Accepted | Rejected] = []
    for nomination in nominations:
        verdicts.append(_may_ask(nomination, quotas, exclusions, seen))
        seen.add(nomination.person_id)
    return verdicts


def _may_ask(
    nomination: Nomination, quotas: Mapping[str, int], exclusions: Mapping[int, str], seen: set[int]
) -> Accepted | Rejected:
    unit = next((code for code in nomination.unit_path if code in quotas), None)
    if nomination.person_id in seen:
        return Rejected(nomination, RejectionCode.TWICE, unit)
    if other := exclusions.get(nomination.person_id):
        return Rejected(nomination, RejectionCode.EXCLUDED, unit, other_course=other)
    if quotas and unit is None:
        return Rejected(nomination, RejectionCode.UNKNOWN_UNIT)
    return Accepted(nomination, unit)


def _seat(
    item: Accepted,
    quotas: Mapping[str, int],
    asked: Counter[str | None],
    taken: Counter[str | None],
    course_seats: int | None,
) -> Accepted | Rejected:
    seats = quotas.get(item.unit) if item.unit else None
    if seats is not None and taken[item.unit] >= seats:
        return Rejected(item.nomination, RejectionCode.OVER_QUOTA, item.unit, seats, asked[item.unit])
    if course_seats is not None and taken.total() >= course_seats:
        return Rejected(item.nomination, RejectionCode.COURSE_FULL, item.unit, course_seats, asked.total())
    return item
