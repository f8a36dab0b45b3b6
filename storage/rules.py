"""Reminder rules of courses, and the house's own where an organizer has changed them for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from storage.schema import person, progress, rule, session
from training.reminders import Rule, rules_for


def rules_of(db: Connection, course_ids: Iterable[int]) -> dict[int, tuple[Rule, ...]]:
    """The rules in force for each course, switched-off ones left out."""
    wanted = list(course_ids)
    of_house: list[Rule] = []
    own: dict[int, list[Rule]] = {}
    rows = select(rule.c.course_id, rule.c.spec, rule.c.enabled).where(
        or_(rule.c.course_id.is_(None), rule.c.course_id.in_(wanted))
    )
    for course_id, spec, enabled in db.execute(rows):
        mine = of_house if course_id is None else own.setdefault(course_id, [])
        mine.append(Rule.of({**spec, "enabled": enabled}))
    return {one: rules_for([*of_house, *own.get(one, ())]) for one in wanted}


def own_rules(db: Connection, course_id: int | None) -> list[Rule]:
    """What an organizer has set for a course (None: for all), switched-off ones too."""
    rows = db.execute(select(rule.c.spec, rule.c.enabled).where(_of(course_id)).order_by(rule.c.id))
    return [Rule.of({**spec, "enabled": enabled}) for spec, enabled in rows]


def set_rule(db: Connection, course_id: int | None, one: Rule) -> None:
    """Put a rule in the place of the one with its key; the caller plans the sessions anew."""
    forget_rule(db, course_id, one.key)
    row: dict[str, Any] = {
        "course_id": course_id,
        "key": one.key,
        "kinds": [kind.value for kind in one.kinds],
        "spec": one.spec(),
        "enabled": one.enabled,
    }
    db.execute(insert(rule).values(row))


def forget_rule(db: Connection, course_id: int | None, key: str) -> None:
    """Back to the house's rule of that key, or to none."""
    db.execute(delete(rule).where(_of(course_id), rule.c.key == key))


def _of(course_id: int | None) -> ColumnElement[bool]:
    return rule.c.course_id.is_(None) if course_id is None else rule.c.course_id == course_id


def chosen_days(db: Connection, session_id: int) -> dict[date, int]:
    """How many people have chosen each day of a window."""
    day = progress.c.chosen_day
    mine = (progress.c.session_id == session_id, day.is_not(None))
    return {chosen: many for chosen, many in db.execute(select(day, func.count()).where(*mine).group_by(day))}


def own_leads(db: Connection) -> list[int]:
    """The different last-reminder times that people have set for themselves, in minutes before a start."""
    found = select(person.c.lead_minutes).where(person.c.lead_minutes.is_not(None)).distinct()
    return sorted(minutes for minutes in db.scalars(found) if minutes is not None)


def sessions_to_plan(db: Connection, session_ids: Iterable[int] | None, now: datetime) -> Sequence[Any]:
    """Rows (id, course_id, kind, starts_at, ends_at, precision, state, choose_days); None: of all not yet over."""
    columns = (session.c.id, session.c.course_id, session.c.kind, session.c.starts_at, session.c.ends_at)
    query = select(*columns, session.c.precision, session.c.state, session.c.choose_days).order_by(session.c.id)
    if session_ids is None:
        return db.execute(query.where(or_(session.c.closes_at.is_(None), session.c.closes_at > now))).all()
    return db.execute(query.where(session.c.id.in_(list(session_ids)))).all()
