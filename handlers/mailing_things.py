"""A mailing that a button names, with the right to do something to it; None outside one's reach."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from handlers.request import Request
from storage import mailings, sessions, units
from storage.mailings import MailingRow
from training.people import Action, Thing


def mailing_for(request: Request, action: Action, place: int = 0) -> MailingRow | None:
    """The mailing whose id stands at a place of the payload, if the person may do this to all that it is about."""
    number = request.number(place)
    found = mailings.mailing_by_id(request.db, number) if number is not None else None
    return found if found and allowed(request, action, found) else None


def allowed(request: Request, action: Action, one: MailingRow) -> bool:
    return all(request.may(action, thing) for thing in things_of(request, one))


def things_of(request: Request, one: MailingRow) -> list[Thing]:
    """What a mailing is about: courses of its sessions, its own course, its units. Else it is admins' alone."""
    issuing = list(dict.fromkeys(_issuing_units(request.db, one)))
    paths = [units.path_of(request.db, unit_id, request.today) for unit_id in issuing]
    return [Thing(unit_path=path, owner_id=one.created_by) for path in paths or [()]]


def _issuing_units(db: Connection, one: MailingRow) -> Iterator[int | None]:
    """None for a plan that is of no unit."""
    audience = one.audience or {}
    if "sessions" in audience:
        for session_id in audience["sessions"]:
            facts = sessions.session_facts(db, session_id)
            yield facts.unit_id if facts else None
    elif one.course_id is not None:
        course = sessions.course_by_id(db, one.course_id)
        yield course.unit_id if course else None
    else:
        yield from audience.get("units", ())


def watcher_of(request: Request) -> dict[str, str] | None:
    """The message that was pressed, as the one that shows how a mailing goes."""
    incoming = request.incoming
    if incoming.message is None:
        return None
    where = {"platform": incoming.platform, "address": incoming.address, "message": incoming.message}
    return {**where, "language": request.t.language}
