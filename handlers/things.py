"""What a button's id names, with the right to do something to it; None outside one's scope, as if it did not exist."""

from __future__ import annotations

from handlers.request import Request
from storage import audit, desks, people, sessions, units
from storage.people import Person
from storage.sessions import CourseRow, SessionFacts
from training.people import Action, Thing


def session_thing(request: Request, facts: SessionFacts) -> Thing:
    path = units.path_of(request.db, facts.unit_id, request.today)
    return Thing(unit_path=path, session_id=facts.view.id)


def session_for(request: Request, action: Action, place: int = 0) -> SessionFacts | None:
    """The session whose id stands at a place of the payload, if the person may do this to it."""
    number = request.number(place)
    facts = sessions.session_facts(request.db, number) if number is not None else None
    if facts is None or not request.may(action, session_thing(request, facts)):
        return None
    return facts


def looked(request: Request, session_id: int, action: str, **what: object) -> None:
    """Who looked at which list of people is in the log, as what it was."""
    audit.note(request.db, request.now, f"person:{request.person}", action, f"session:{session_id}", after=what or None)


def course_for(request: Request, action: Action, course_id: int | None) -> CourseRow | None:
    """A course, if the person may do this to it."""
    course = sessions.course_by_id(request.db, course_id) if course_id is not None else None
    if course is None:
        return None
    thing = Thing(unit_path=units.path_of(request.db, course.unit_id, request.today))
    return course if request.may(action, thing) else None


def person_for(request: Request, action: Action, person_id: int | None) -> Person | None:
    """A person of the lists, if one may do this to them."""
    found = people.person_by_id(request.db, person_id) if person_id is not None else None
    return found if found and request.may(action, person_thing(request, found.id)) else None


def person_thing(request: Request, person_id: int) -> Thing:
    return Thing(unit_path=desks.unit_path_of(request.db, person_id, request.today), owner_id=person_id)
