"""What lies within somebody's reach: their units with all below, the courses of these units' plans."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from handlers.request import Request
from storage import overviews, sessions, units
from storage.sessions import CourseRow
from storage.units import Unit
from training.people import Action, Actor, Thing, scope


def units_of(request: Request, action: Action) -> frozenset[int] | None:
    """Units over which the person may do this, with all below; None: all; empty: none."""
    return reach_of(request.db, request.actor, action, request.today)


def reach_of(db: Connection, actor: Actor, action: Action, today: date) -> frozenset[int] | None:
    """As `units_of`, where there is no request any more: for an errand."""
    reach = scope(actor, action)
    return None if reach.everything else units.ids_below(db, reach.units, today)


def anywhere(request: Request, action: Action) -> bool:
    """Whether there is any unit over which the person may do this."""
    reach = scope(request.actor, action)
    return reach.everything or bool(reach.units)


def roots(request: Request, action: Action) -> list[Unit]:
    """The units at which choosing begins: those of the grants, or the top of the tree."""
    reach = scope(request.actor, action)
    if reach.everything:
        return overviews.children(request.db, None, request.today)
    found = [units.unit_by_id(request.db, number) for number in sorted(reach.units)]
    return [one for one in found if one]


def unit_for(request: Request, action: Action, unit_id: int | None) -> Unit | None:
    """A unit, if the person may do this to what belongs to it."""
    unit = units.unit_by_id(request.db, unit_id) if unit_id is not None else None
    if unit is None:
        return None
    path = units.path_of(request.db, unit.id, request.today)
    return unit if request.may(action, Thing(unit_path=path)) else None


def courses(request: Request, action: Action) -> list[CourseRow]:
    """Courses of the plans within reach, those with something to come first."""
    return sessions.courses(request.db, units_of(request, action), request.now)
