"""What a trainer looks at besides the counts: whose claim nobody confirmed, whom to check on the spot, who owes a mark.

A code is a claim, the eye is the proof: a claim counts, and stays open until somebody of the staff has said the same.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping, Sequence

from training.attendance import CLAIMS, MarkValue, Method, Status, current

THERE = frozenset({Status.PRESENT, Status.LATE})
TENTH = 10
_SEEING = frozenset({Method.ROLL, Method.LIST, Method.SPOT, Method.CORRECTION})

Histories = Mapping[int, Sequence[MarkValue]]  # person id → all marks in one session, oldest first


def was_seen(marks: Sequence[MarkValue]) -> bool:
    """Whether somebody of the staff has said of this person that they were there, and has not taken it back."""
    seen = False
    for mark in marks:
        if mark.method is Method.UNDO or mark.status not in THERE:
            seen = False
        elif mark.method in _SEEING:
            seen = True
    return seen


def claimed_not_seen(histories: Histories) -> list[int]:
    """Who says to be there and whom nobody of the staff has seen, in the order given."""
    return [person for person, marks in histories.items() if _claims(marks) and not was_seen(marks)]


def _claims(marks: Sequence[MarkValue]) -> bool:
    mark = current(marks)
    return mark is not None and mark.status in THERE and any(one.method in CLAIMS for one in marks)


def roll_was_called(histories: Histories) -> bool:
    """Whether anybody has been marked by eye: before that, nobody is unseen in a way that means anything."""
    return any(one.method in _SEEING for marks in histories.values() for one in marks)


def spot_check(secret: bytes, session_id: int, there: Iterable[int]) -> list[int]:
    """A tenth of those who are there, at least one, as the session's secret draws them: the same people always give
    the same draw, so that it can be checked afterwards, and nobody outside can foresee it."""
    drawn = sorted(there, key=lambda person: hmac.digest(secret, f"spot:{session_id}:{person}".encode(), "sha256"))
    return drawn[: -(-len(drawn) // TENTH)]


def by_unit(units: Mapping[int, str], people: Iterable[int]) -> dict[str, list[int]]:
    """Unit's name → those of the people who are of it, units in the order of their names; "" is of no unit."""
    found: dict[str, list[int]] = {}
    for person in people:
        found.setdefault(units.get(person, ""), []).append(person)
    return dict(sorted(found.items()))
