"""Checking out, where a session asks for it: who goes before the end left early; who never said is for the trainer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from training.attendance import MarkValue, Method, Status, current
from training.plan import Period
from training.roll_review import THERE

EARLY = timedelta(minutes=15)  # so close to the end nobody left early
OPEN_AFTER = timedelta(minutes=60)  # how long after the end one may still check out


class NoDeparture(StrEnum):
    """Why there is nothing to check out of."""

    NOT_THERE = "not_there"
    NOT_ASKED = "not_asked"
    ALREADY = "already"
    OVER = "over"
    NO_END = "no_end"


def check_out(
    marks: Sequence[MarkValue], period: Period, now: datetime, *, person: int, asked: bool
) -> MarkValue | NoDeparture:
    """One more mark: the status stands when it is near the end, else it is LEFT_EARLY."""
    mark = current(marks)
    if not asked:
        return NoDeparture.NOT_ASKED
    if mark is None or mark.status not in (*THERE, Status.LEFT_EARLY):
        return NoDeparture.NOT_THERE
    if mark.method is Method.CHECK_OUT:
        return NoDeparture.ALREADY
    if not period.is_exact or period.end is None or period.contradicts_itself:
        return NoDeparture.NO_END
    if now > period.end + OPEN_AFTER:
        return NoDeparture.OVER
    early = now < period.end - EARLY
    return MarkValue(Status.LEFT_EARLY if early else mark.status, Method.CHECK_OUT, person, now)


def not_checked_out(histories: Mapping[int, Sequence[MarkValue]]) -> list[int]:
    """Who is marked as there and never said to leave, in the order given."""
    return [person for person, marks in histories.items() if _stays(marks)]


def _stays(marks: Sequence[MarkValue]) -> bool:
    mark = current(marks)
    return bool(mark and mark.status in THERE and not any(one.method is Method.CHECK_OUT for one in marks))
