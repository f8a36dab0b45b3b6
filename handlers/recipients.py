"""Whom a notice goes to: chosen by buttons, kept as a short reference, made an audience anew each time it is used.

A reference: ("c", course), ("c", course, "g", group), ("c", course, "t") its trainers, ("c", course, "m", session)
not yet marked there, ("c", course, "a", session, status) marked so there, ("c", course, "l", session) not yet done
there, ("u", unit) with all below, ("g", group), ("r", role), ("m", mailing) who did not press “received”. Groups are
named by overviews.short_key.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers import scopes
from handlers.mailing_things import allowed
from handlers.request import Request
from handlers.talk import Answer
from handlers.things import course_for
from handlers.wording import front as front_words
from handlers.wording import organizer as organizer_words
from handlers.wording import recipients as words
from storage import audiences, mailings, outcomes, overviews, sessions
from storage.mailings import MailingRow
from storage.sessions import CourseRow
from training.attendance import Status
from training.calendar import TO_ATTEND, TO_REPORT, SessionView, sort_key
from training.mailing import MailingKind
from training.people import Action

SEND = Action.SEND_NOTICE
ROLES = ("trainee", "trainer", "organizer")
MARKED = (Status.ABSENT, Status.EXCUSED, Status.PRESENT, Status.LATE, Status.LEFT_EARLY)
CLOSELY = 2  # newest sessions of which every sort of mark is offered
MOST = 10  # audiences on one screen


@dataclass(frozen=True, slots=True)
class Chosen:
    """An audience with what it is called, in the organizer's language."""

    ref: tuple[str, ...]
    audience: dict[str, Any]
    about: str
    course_id: int | None = None


def kinds(request: Request) -> Answer:
    """Where a notice begins."""
    if not scopes.anywhere(request, SEND):
        return front_words.not_yours(request.t)
    return words.kinds(request)


def courses(request: Request) -> Answer:
    """`notice_courses|page`."""
    found = scopes.courses(request, SEND)
    if not found:
        return organizer_words.no_courses(request)
    return organizer_words.course_list(request, found, request.number(), "notice_course", "notice_courses")


def of_course(request: Request) -> Answer:
    """The audiences within one course, each with its number: `notice_course|id`."""
    course = course_for(request, SEND, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    refs = [("c", str(course.id)), ("c", str(course.id), "t")]
    refs += [("c", str(course.id), "g", overviews.short_key(name)) for name, _ in _groups_of(request, course)]
    refs += [("m", str(one.id)) for one in _unacknowledged(request, course)]
    return words.of_course(
        request, course, [(one, _size(request, one)) for ref in refs if (one := chosen(request, ref))]
    )


def _groups_of(request: Request, course: CourseRow) -> list[tuple[str, int]]:
    return overviews.groups_of_course(request.db, course.id)[:6]


def _unacknowledged(request: Request, course: CourseRow) -> list[MailingRow]:
    """The newest mailing of the course that somebody has got and not acknowledged."""
    said = [
        one for one in mailings.timeline(request.db, course.id) if one.kind in (MailingKind.NOTICE, MailingKind.CHANGE)
    ]
    for one in reversed(said[-5:]):
        counts = outcomes.counts(request.db, one.id)
        if counts.sent > counts.acknowledged:
            return [one]
    return []


def _size(request: Request, one: Chosen) -> int:
    return audiences.audience_count(request.db, one.audience, request.now).total


def by_attendance(request: Request) -> Answer:
    """People of a course's sessions by what is known of them there: `notice_sessions|course`."""
    course = course_for(request, SEND, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    found = (facts.view for facts in sessions.sessions_of_course(request.db, course.id))
    begun = [one for one in found if one.begins and one.begins <= request.now and not one.cancelled]
    known = [one for one in begun if one.kind in TO_ATTEND or one.kind in TO_REPORT]
    newest = sorted(known, key=sort_key, reverse=True)[:6]
    refs = [ref for place, one in enumerate(newest) for ref in _by_session(course, one, whole=place < CLOSELY)]
    counted = [(one, many) for ref in refs if (one := chosen(request, ref)) and (many := _size(request, one))]
    return words.by_attendance(request, course, counted[:MOST])


def _by_session(course: CourseRow, session: SessionView, whole: bool) -> list[tuple[str, ...]]:
    """Who is open there; of the newest sessions also those with a mark of each sort."""
    of_course = ("c", str(course.id))
    if session.kind not in TO_ATTEND:
        return [(*of_course, "l", str(session.id))]
    marked = [(*of_course, "a", str(session.id), status.value) for status in MARKED] if whole else []
    return [(*of_course, "m", str(session.id)), *marked]


def in_units(request: Request) -> Answer:
    """A unit with all below, or one of those below it: `notice_units|unit|page`; without one the top of their own."""
    unit = scopes.unit_for(request, SEND, request.number())
    below = overviews.children(request.db, unit.id, request.today) if unit else scopes.roots(request, SEND)
    if unit is None and len(below) == 1:
        unit, below = below[0], overviews.children(request.db, below[0].id, request.today)
    if unit is None and not below:
        return words.nobody_there(request)
    one = chosen(request, ("u", str(unit.id))) if unit else None
    return words.in_units(request, unit, one, _size(request, one) if one else 0, below, request.number(1))


def in_groups(request: Request) -> Answer:
    """`notice_groups|page`."""
    found = overviews.groups_of_units(request.db, scopes.units_of(request, SEND))
    if not found:
        return words.nobody_there(request)
    return words.in_groups(request, [(name, many, overviews.short_key(name)) for name, many in found], request.number())


def in_roles(request: Request) -> Answer:
    found = [one for role in ROLES if (one := chosen(request, ("r", role)))]
    if not found:
        return words.nobody_there(request)
    return words.in_roles(request, [(one, _size(request, one)) for one in found])


def chosen(request: Request, ref: Sequence[str]) -> Chosen | None:
    """What a reference means now, for this person; None for what is outside their reach or no more."""
    makers: dict[str, Callable[[Request, tuple[str, ...]], Chosen | None]] = {
        "c": _course,
        "u": _unit,
        "g": _group,
        "r": _role,
        "m": _mailing,
    }
    found = tuple(ref)
    maker = makers.get(found[0]) if len(found) > 1 else None
    return maker(request, found) if maker else None


def _number(ref: tuple[str, ...], place: int) -> int | None:
    return int(ref[place]) if len(ref) > place and ref[place].isdecimal() and len(ref[place]) < 18 else None


def _course(request: Request, ref: tuple[str, ...]) -> Chosen | None:
    course = course_for(request, SEND, _number(ref, 1))
    if course is None:
        return None
    t, audience = request.t, {"courses": [course.id]}
    match ref[2:]:
        case ():
            return Chosen(ref, audience, words.whole_course(t, course), course.id)
        case ("t",):
            return Chosen(ref, {**audience, "roles": ["trainer"]}, words.trainers(t, course), course.id)
        case ("g", key):
            name = _named(overviews.groups_of_course(request.db, course.id), key)
            return (
                Chosen(ref, {**audience, "groups": [name]}, words.group(t, name, course), course.id) if name else None
            )
        case ("m" | "l", _) | ("a", _, _):
            return _in_session(request, ref, course)
    return None


def _named(groups: Sequence[tuple[str, int]], key: str) -> str | None:
    return next((name for name, _ in groups if overviews.short_key(name) == key), None)


def _in_session(request: Request, ref: tuple[str, ...], course: CourseRow) -> Chosen | None:
    number = _number(ref, 3)
    facts = sessions.session_facts(request.db, number) if number is not None else None
    if facts is None or facts.view.course_id != course.id:
        return None
    if ref[2] == "l":
        audience: dict[str, Any] = {"lms_not_done": facts.view.id, "courses": [course.id]}
        return Chosen(ref, audience, words.not_done(request.t, facts.view), course.id)
    audience = {"session": facts.view.id, "attendance": audiences.UNMARKED, "courses": [course.id]}
    if ref[2] == "m":
        return Chosen(ref, audience, words.unmarked(request.t, facts.view), course.id)
    status = next((one for one in MARKED if one.value == ref[4]), None)
    if status is None:
        return None
    return Chosen(ref, {**audience, "attendance": status.value}, words.marked(request.t, status, facts.view), course.id)


def _unit(request: Request, ref: tuple[str, ...]) -> Chosen | None:
    unit = scopes.unit_for(request, SEND, _number(ref, 1))
    return Chosen(ref, {"units": [unit.id]}, words.unit(request.t, unit)) if unit else None


def _own_units(request: Request) -> dict[str, Any] | None:
    """Narrows what has no unit of its own to the person's units; None when they have none."""
    units = scopes.units_of(request, SEND)
    if units is None:
        return {}
    return {"units": [one.id for one in scopes.roots(request, SEND)]} if units else None


def _group(request: Request, ref: tuple[str, ...]) -> Chosen | None:
    narrowed = _own_units(request)
    name = _named(overviews.groups_of_units(request.db, scopes.units_of(request, SEND)), ref[1])
    if narrowed is None or name is None:
        return None
    return Chosen(ref, {"groups": [name], **narrowed}, words.group(request.t, name))


def _role(request: Request, ref: tuple[str, ...]) -> Chosen | None:
    narrowed = _own_units(request)
    if narrowed is None or ref[1] not in ROLES:
        return None
    return Chosen(ref, {"roles": [ref[1]], **narrowed}, words.role(request.t, ref[1]))


def _mailing(request: Request, ref: tuple[str, ...]) -> Chosen | None:
    number = _number(ref, 1)
    one = mailings.mailing_by_id(request.db, number) if number is not None else None
    if one is None or not allowed(request, SEND, one):
        return None
    units = (one.audience or {}).get("units")
    audience = {"not_acknowledged": one.id, **({"units": units} if units else {})}
    return Chosen(ref, audience, words.not_acknowledged(request.t, one.body.get("about")), one.course_id)
