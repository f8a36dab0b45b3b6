"""The numbers (TT) of attendance lists: by given name, until a list goes out on paper; from then on they stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handlers.request import Request
from storage import attendance, roll_lists, sessions
from storage.attendance import RollRow
from storage.sessions import SessionFacts
from training.calendar import TO_ATTEND
from training.reading.vietnamese import sort_key
from training.roll_list import numbered, together


def by_name(rows: Iterable[RollRow]) -> list[RollRow]:
    return sorted(rows, key=lambda row: (sort_key(row.name), row.person_id))


def in_order(request: Request, session_id: int) -> list[RollRow]:
    """Everybody of a session with their number, as its lists are printed now."""
    rows = {row.person_id: row for row in by_name(attendance.roll(request.db, session_id))}
    numbers = numbered(list(rows), roll_lists.places(request.db, session_id))
    return [replace(rows[person], number=number) for person, number in numbers.items()]


def go_out(request: Request, printed: Sequence[SessionFacts]) -> None:
    """A list of these sessions goes out: whoever is on it keeps the number there. A list of one session holds for those
    of its day that expect the same people, too, since it lies on the table until evening."""
    rolls = {one.view.id: by_name(attendance.roll(request.db, one.view.id)) for one in printed}
    if len(printed) == 1:
        rolls |= _same_people(request, printed[0], {row.person_id for row in rolls[printed[0].view.id]})
    if not _keep(request, rolls):
        for number, rows in rolls.items():
            _keep(request, {number: rows})


def _same_people(request: Request, facts: SessionFacts, people: set[int]) -> dict[int, list[RollRow]]:
    day = facts.view.period.first_day
    beside = {
        one.view.id: by_name(attendance.roll(request.db, one.view.id))
        for one in sessions.sessions_of_course(request.db, facts.view.course_id)
        if day and one.view.period.first_day == day and one.view.kind in TO_ATTEND and not one.view.cancelled
    }
    return {number: rows for number, rows in beside.items() if {row.person_id for row in rows} == people}


def _keep(request: Request, rolls: dict[int, list[RollRow]]) -> bool:
    """One list of them all. False where lists printed before contradict each other: each session keeps its own."""
    known = together(roll_lists.places(request.db, number) for number in rolls)
    if known is None:
        return False
    everybody = by_name({row.person_id: row for rows in rolls.values() for row in rows}.values())
    numbers = numbered([row.person_id for row in everybody], known)
    for number in rolls:
        roll_lists.keep_places(request.db, number, numbers)
    return True
