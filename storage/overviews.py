"""What an organizer's day consists of: open questions, deliveries in trouble, groups and units to choose from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from storage import units
from storage.audiences import Audience, people_of
from storage.schema import account, course, delivery, enrolment, mailing, person, person_group, plan, question, unit
from storage.units import Unit
from training.reading.vietnamese import fold

Units = Collection[int] | None  # None: all


def open_questions(db: Connection, unit_ids: Units) -> int:
    """Questions without a reply of people of these units."""
    joined = question.outerjoin(person, person.c.id == question.c.person_id)
    query = select(func.count()).select_from(joined).where(question.c.replied_at.is_(None))
    return int(db.execute(query.where(_of_units(unit_ids))).scalar_one())


def _of_units(unit_ids: Units) -> ColumnElement[bool]:
    return true() if unit_ids is None else person.c.unit_id.in_(list(unit_ids))


def deliveries_since(db: Connection, unit_ids: Units, since: datetime) -> dict[str, int]:
    """state → how many deliveries, of mailings due since then about courses of these units' plans."""
    joined = delivery.join(mailing, mailing.c.id == delivery.c.mailing_id)
    joined = joined.join(course, course.c.id == mailing.c.course_id).join(plan, plan.c.id == course.c.plan_id)
    query = select(delivery.c.state, func.count()).select_from(joined).where(mailing.c.due_at >= since)
    if unit_ids is not None:
        query = query.where(plan.c.unit_id.in_(list(unit_ids)))
    return {state: many for state, many in db.execute(query.group_by(delivery.c.state))}


def groups_of_units(db: Connection, unit_ids: Units) -> list[tuple[str, int]]:
    """(group, how many people of these units), by name."""
    living = person.c.erased_at.is_(None)
    return _groups(db, person_group.join(person), _of_units(unit_ids) & living)


def groups_of_course(db: Connection, course_id: int) -> list[tuple[str, int]]:
    """(group, how many of the enrolled), by name."""
    joined = person_group.join(enrolment, enrolment.c.person_id == person_group.c.person_id)
    return _groups(db, joined, enrolment.c.course_id == course_id)


def _groups(db: Connection, joined: Any, which: ColumnElement[bool]) -> list[tuple[str, int]]:
    query = select(person_group.c.name, func.count()).select_from(joined).where(which)
    rows = db.execute(query.group_by(person_group.c.name).order_by(person_group.c.name))
    return [(name, many) for name, many in rows]


def short_key(text: str) -> str:
    """Six letters that stand for a name in a button; the name itself may be too long for one."""
    return hashlib.sha256(fold(text).encode()).hexdigest()[:6]


def children(db: Connection, unit_id: int | None, on: date) -> list[Unit]:
    """The units directly below one, or with None those without any above, as the tree stands on a day."""
    paths = units.code_paths(db, on)
    known = {one.id: one for one in units.all_units(db)}
    if unit_id is not None and unit_id not in paths:
        return []
    own = None if unit_id is None else paths[unit_id][0]
    below = (known[number] for number, path in paths.items() if (path[1] if len(path) > 1 else None) == own)
    return sorted((one for one in below if not (one.closed and one.closed <= on)), key=lambda one: one.folded)


def uninvited(db: Connection, unit_ids: Iterable[int]) -> int:
    """How many people of these units no account reaches: those for whom invitation cards are made."""
    reached = select(account.c.person_id).where(account.c.person_id.is_not(None), account.c.reachable)
    mine = (person.c.unit_id.in_(list(unit_ids)), person.c.erased_at.is_(None), person.c.id.not_in(reached))
    return int(db.execute(select(func.count()).select_from(person).where(*mine)).scalar_one())


def unit_names(db: Connection, unit_ids: Iterable[int | None]) -> Mapping[int, str]:
    """unit id → name."""
    wanted = {number for number in unit_ids if number is not None}
    return {number: name for number, name in db.execute(select(unit.c.id, unit.c.name).where(unit.c.id.in_(wanted)))}


def members(db: Connection, audience: Audience, ids: Collection[int], now: datetime) -> list[int]:
    """Those of these people who are in an audience."""
    chosen = person.c.id.in_(people_of(db, audience, now))
    return list(db.scalars(select(person.c.id).where(chosen, person.c.id.in_(list(ids))).order_by(person.c.id)))
