"""What people asked and the program could not answer: for organizers to see and the next version to learn from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select

from storage.schema import person, unanswered

LONGEST = 300  # letters kept of one
A_DAY = 30  # kept of one person
MOST = 2000  # given at once


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Words, as one of those wrote them who asked so, how often in all, and when last."""

    text: str
    times: int
    last: datetime


def note(db: Connection, person_id: int, text: str, folded: str, now: datetime) -> None:
    """Keep a question nobody answered. `folded`: by which the same words are known again."""
    u = unanswered.c
    today = select(func.count()).where(u.person_id == person_id, u.asked_at > now - timedelta(days=1))
    if db.execute(today).scalar_one() < A_DAY:
        values = {"text": text[:LONGEST], "folded": folded[:LONGEST], "person_id": person_id, "asked_at": now}
        db.execute(unanswered.insert().values(values))


def _of(columns: list[Any], unit_ids: Collection[int] | None) -> Select[Any]:
    chosen = select(*columns).select_from(unanswered.join(person, person.c.id == unanswered.c.person_id))
    return chosen if unit_ids is None else chosen.where(person.c.unit_id.in_(list(unit_ids)))


def count(db: Connection, unit_ids: Collection[int] | None) -> int:
    """How many different ones people of these units asked (None: all)."""
    return int(db.execute(_of([func.count(unanswered.c.folded.distinct())], unit_ids)).scalar_one())


def told(db: Connection, unit_ids: Collection[int] | None) -> list[Unanswered]:
    """The same words once, the most asked first, then the last asked."""
    u = unanswered.c
    times, last = func.count().label("times"), func.max(u.asked_at).label("last")
    rows = _of([func.min(u.text).label("text"), times, last], unit_ids).group_by(u.folded)
    found = db.execute(rows.order_by(times.desc(), last.desc(), u.folded).limit(MOST))
    return [Unanswered(row.text, row.times, row.last) for row in found]
