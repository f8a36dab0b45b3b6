"""Absence by itself: once a session is over, whoever is still without a mark where a roll was taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.claims import window_of
from storage import attendance, audit, leaves, roll_lists, sessions
from storage.sessions import SessionFacts
from training.attendance import Method, Status, fill_present
from training.calendar import TO_ATTEND
from training.roll_review import THERE

LATELY = timedelta(days=7)  # later than this nobody expects marks to appear by themselves


def close_out(db: Connection, now: datetime) -> int:
    """In the evening, when the paper lists of the day have come in; how many marks. Sessions in which nobody is marked
    as there had no roll taken, and nothing is made up for them. Whose leave is not decided yet waits for that."""
    over = sessions.over_between(db, now - LATELY, now)
    return sum(_close(db, one, now) for one in over if _is_closed(one, now))


def _is_closed(facts: SessionFacts, now: datetime) -> bool:
    window = window_of(facts)
    held = facts.view.kind in TO_ATTEND and not facts.view.cancelled
    return held and window is not None and window.is_over(now)


def _close(db: Connection, facts: SessionFacts, now: datetime) -> int:
    number = facts.view.id
    roll = {row.person_id: row.mark for row in attendance.roll(db, number)}
    if not any(mark and mark.status in THERE for mark in roll.values()):
        return 0
    waiting = {one.person_id for one in leaves.asked_in(db, [number])}
    empty = [person for person in fill_present(roll) if person not in waiting]
    if empty:
        absent = dict.fromkeys(empty, Status.ABSENT)
        batch = roll_lists.append_batch(db, number, absent, Method.CLOSING, None, now, now)
        audit.note(db, now, "clock", "roll_closing", f"session:{number}", after={"batch": batch, "marks": len(empty)})
    return len(empty)
