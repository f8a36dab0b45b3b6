"""Around the start: the trainer is nudged when nobody has checked in, the organizer told who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.talk import Reply
from handlers.wording import starting as words
from handlers.wording.language import Speaker
from storage import attendance, audit, nudges, sessions
from storage.deliveries import Claimed
from storage.nudges import Nudge
from storage.sessions import period_of
from training.attendance import Status
from training.calendar import TO_ATTEND

NOBODY, MISSING = "nobody_yet", "missing"  # keys of the nudges
AFTER = timedelta(minutes=10)  # after the start, when who is missing is known
USEFUL = timedelta(minutes=30)
_AWAY = (Status.ABSENT, Status.NONE)


def plan(db: Connection, rows: Sequence[Any], now: datetime) -> None:
    """For sessions to be attended at an hour. rows: as of storage.rules.sessions_to_plan."""
    found = [nudge for row in rows for nudge in _of(row)]
    nudges.plan(db, [row.id for row in rows], (NOBODY, MISSING), found, now)


def _of(row: Any) -> Iterator[Nudge]:
    period = period_of(row)
    if row.kind not in TO_ATTEND or row.state == "cancelled" or not period.is_exact or period.start is None:
        return
    start, later = period.start, period.start + AFTER
    yield Nudge(row.id, NOBODY, start, start + USEFUL, {"staff": row.id})
    yield Nudge(row.id, MISSING, later, later + USEFUL, {"organizers": row.course_id})


def replies(db: Connection, claimed: Claimed, now: datetime, t: Speaker) -> list[Reply]:
    """What is still to be said of it, from what is true now."""
    found = []
    for part in claimed.parts:
        key = part.body.get("nudge")
        facts = sessions.session_facts(db, part.body["session"]) if key in (NOBODY, MISSING) else None
        if facts is None or facts.view.cancelled:
            continue
        reply = _nobody_yet(db, facts, t) if key == NOBODY else _missing(db, facts, claimed.person_id, now, t)
        found += [reply] if reply else []
    return found


def _nobody_yet(db: Connection, facts: sessions.SessionFacts, t: Speaker) -> Reply | None:
    """As soon as there is one mark, by whomever, the trainer needs no word."""
    if attendance.last_marked_at(db, facts.view.id):
        return None
    return words.nobody_yet(t, facts.view)


def _missing(db: Connection, facts: sessions.SessionFacts, told: int, now: datetime, t: Speaker) -> Reply | None:
    """By school, the school with most of them first; that these names were shown is in the log. Nobody missing: nothing
    to say."""
    rows = attendance.roll(db, facts.view.id)
    expected = Counter(row.unit or "" for row in rows)
    missing: dict[str, list[str]] = {}
    for row in rows:
        if (row.mark.status if row.mark else Status.NONE) in _AWAY:
            missing.setdefault(row.unit or "", []).append(row.name)
    schools = [words.School(unit, tuple(names), expected[unit]) for unit, names in missing.items()]
    if not schools:
        return None
    names = sum(len(one.names) for one in schools)
    audit.note(db, now, "clock", "tell_missing", f"session:{facts.view.id}", after={"to": told, "people": names})
    return words.missing(t, facts.view, sorted(schools, key=lambda one: (-len(one.names), one.unit)))
