"""A list of the trainer's against the marks that stand: what it adds, what it changes, what it only repeats; and whose
its numbers are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from training.attendance import CLAIMS, MarkValue, Method, Roll, Status, fill_present
from training.plan import ZONE, Period

EARLIEST = timedelta(hours=3)  # before a session that a list can be from


@dataclass(frozen=True, slots=True)
class Planned:
    """marks: to be appended. changes: standing marks that get another status. same: who stands so already."""

    marks: Mapping[int, Status]
    changes: Mapping[int, MarkValue]
    same: tuple[int, ...] = ()


def plan(roll: Roll, named: Mapping[int, Status], rest: Status | None = None, but: Collection[int] = ()) -> Planned:
    """named: whom the list names. rest: of all others, but only of those without a mark, or whom the program took to be
    absent for want of one. but: who is left out.

    Somebody's own claim that the list confirms gets a mark all the same: now they were seen. So does an absence that
    the program presumed: now somebody has looked.
    """
    wanted = {person: status for person, status in named.items() if person not in but}
    if rest is not None:
        others = {person: mark for person, mark in roll.items() if person not in named}
        empty = fill_present({person: None if _is_presumed(mark) else mark for person, mark in others.items()})
        wanted |= {person: rest for person in empty if person not in but}
    same = tuple(person for person, status in wanted.items() if _stands(roll.get(person), status))
    marks = {person: status for person, status in wanted.items() if person not in same}
    standing = {person: mark for person in marks if (mark := roll.get(person)) and not _is_presumed(mark)}
    changes = {person: mark for person, mark in standing.items() if mark.status is not marks[person]}
    return Planned(marks, changes, same)


def _is_presumed(mark: MarkValue | None) -> bool:
    return mark is not None and mark.method is Method.CLOSING and mark.by_person is None


def _stands(mark: MarkValue | None, status: Status) -> bool:
    if mark is None or _is_presumed(mark):
        return False
    return mark.status is status and mark.method not in CLAIMS


def true_time(said: time | None, period: Period, now: datetime) -> datetime | None:
    """When what a list says was so: at the hour said on the session's day, else now. None: an hour that cannot be."""
    if said is None:
        return now
    local = now.astimezone(ZONE)
    day = min(period.first_day or local.date(), local.date())
    if period.first_day and period.last_day and period.first_day <= local.date() <= period.last_day:
        day = local.date()
    moment = datetime.combine(day, said, ZONE)
    if moment > now or (period.is_exact and period.start and moment < period.start - EARLIEST):
        return None
    return moment


Numbers = Mapping[int, int]  # person id → TT, from 1


def numbered(in_order: Sequence[int], printed: Numbers) -> dict[int, int]:
    """Everybody's number on a list, the first one first: whoever has one on a printed list keeps it, the others follow
    after the last printed one, in the order given."""
    here = set(in_order)
    known = {person: number for person, number in printed.items() if person in here}
    start = max(printed.values(), default=0) + 1
    later = (person for person in in_order if person not in known)
    found = {**known, **{person: number for number, person in enumerate(later, start)}}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def together(lists: Iterable[Numbers]) -> dict[int, int] | None:
    """Printed numbers of several sessions as those of one list; None where they contradict each other."""
    found: dict[int, int] = {}
    for one in lists:
        if any(found.get(person, number) != number for person, number in one.items()):
            return None
        found |= one
    return found if len(set(found.values())) == len(found) else None
