"""An organizer moves, cancels or switches sessions: one, a day, a course, or all at a place. First what it would do,
then the deed; people are told once the edits have settled (handlers/changes.py).

What is to be changed stands in each button as a selection: "s.12" one session, "d.12" all of its course on its day,
"c.3" what is ahead of a course, "v.ab12cd.20221210.20221211" what is held at a place from one day to another.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from handlers import scopes, session_edits
from handlers.changes import note_change
from handlers.mailing_things import watcher_of
from handlers.request import Request, Way
from handlers.scheduled import plan_reminders
from handlers.session_edits import Edit, What
from handlers.talk import Answer
from handlers.things import course_for, session_thing
from handlers.wording import changes_desk as words
from handlers.wording import front as front_words
from handlers.wording import organizer as organizer_words
from storage import audiences, mailings, overviews, sessions, talks
from storage.sessions import CourseRow, SessionFacts
from storage.talks import Draft
from training.calendar import TO_ATTEND, SessionView, sort_key
from training.links import web_address
from training.moving import Unclear, day_in, gap_in, moved_by, new_period, shifted
from training.people import Action
from training.plan import Kind, Period, Precision, Venue
from training.reading.vietnamese import clean, fold

CHANGE = "change"
AHEAD = timedelta(days=400)
LONGEST = 300  # letters of a place or a link


def begin(request: Request) -> Answer:
    """A course, or everything at a place."""
    talks.drop_draft(request.db, request.account.id)
    if not scopes.anywhere(request, Action.CHANGE_SESSION):
        return front_words.not_yours(request.t)
    found = scopes.courses(request, Action.CHANGE_SESSION)
    return words.begin(request, _soonest(request, found)) if found else organizer_words.no_courses(request)


def _soonest(request: Request, found: Sequence[CourseRow]) -> list[CourseRow]:
    """Those in which something comes next before the others."""
    units = scopes.units_of(request, Action.CHANGE_SESSION)
    ahead = sessions.sessions_between(request.db, request.now, request.now + AHEAD, units)
    known = [one.view for one in ahead if one.view.begins and one.view.begins > request.now]
    order = {number: place for place, number in enumerate(one.course_id for one in sorted(known, key=sort_key)[::-1])}
    return sorted(found, key=lambda one: -order.get(one.id, -1))


def courses(request: Request) -> Answer:
    """`change_courses|page`."""
    found = scopes.courses(request, Action.CHANGE_SESSION)
    if not found:
        return organizer_words.no_courses(request)
    return organizer_words.course_list(request, found, request.number(), "change_course", "change_courses")


def in_course(request: Request) -> Answer:
    """The sessions ahead of a course: `change_course|course|page`."""
    course = course_for(request, Action.CHANGE_SESSION, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    ahead = [facts.view for facts in sessions.sessions_of_course(request.db, course.id) if _is_ahead(request, facts)]
    return words.in_course(request, course, sorted(ahead, key=sort_key), request.number(1))


def _is_ahead(request: Request, facts: SessionFacts) -> bool:
    closes = facts.view.period.closes
    return closes is None or closes > request.now


def storm(request: Request) -> Answer:
    """The places at which something is ahead: `storm|page`."""
    if not scopes.anywhere(request, Action.CHANGE_SESSION):
        return front_words.not_yours(request.t)
    held: dict[str, int] = {}
    for facts in _held_ahead(request):
        held[_place(facts.view)] = held.get(_place(facts.view), 0) + 1
    places = [(name, many, overviews.short_key(name)) for name, many in sorted(held.items()) if name]
    return words.places(request, places, request.number())


def _held_ahead(request: Request) -> list[SessionFacts]:
    """What is ahead within reach and brings people to a place on a known day."""
    units = scopes.units_of(request, Action.CHANGE_SESSION)
    found = sessions.sessions_between(request.db, request.now, request.now + AHEAD, units)
    bringing = (one for one in found if one.view.kind in TO_ATTEND and one.view.kind is not Kind.VIRTUAL)
    return [one for one in bringing if one.view.period.precision in (Precision.MINUTE, Precision.DAY)]


def _place(view: SessionView) -> str:
    return (view.venue.name if view.venue else view.place) or ""


def storm_days(request: Request) -> Answer:
    """On which days: `storm_days|place`."""
    key = (request.intent.args or ("",))[0]
    found = [one.view for one in _held_ahead(request) if overviews.short_key(_place(one.view)) == key]
    if not found:
        return words.no_such_session(request)
    days = sorted({max(one.period.first_day, request.today) for one in found if one.period.first_day})
    return words.days(request, _place(found[0]), key, days)


def chosen(request: Request) -> Answer:
    """What can be done to a selection: `change|selection`."""
    token = (request.intent.args or ("",))[0]
    found = selected(request, token)
    if not found:
        return words.no_such_session(request)
    talks.drop_draft(request.db, request.account.id)
    return words.chosen(request, token, [one.view for one in found], _touched(request, found))


def _touched(request: Request, found: Sequence[SessionFacts]) -> int:
    audience = {"sessions": [one.view.id for one in found]}
    return audiences.audience_count(request.db, audience, request.now).total


def selected(request: Request, token: str) -> list[SessionFacts]:
    """The sessions of a selection that the person may change; none outside their reach."""
    kind, *rest = token.split(".")
    if kind in ("s", "d", "c") and len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 18:
        found = _numbered(request, kind, int(rest[0]))
    elif kind == "v" and len(rest) == 3:
        found = _at_place(request, *rest)
    else:
        found = []
    return [one for one in found if request.may(Action.CHANGE_SESSION, session_thing(request, one))]


def _numbered(request: Request, kind: str, number: int) -> list[SessionFacts]:
    if kind == "c":
        return [one for one in sessions.sessions_of_course(request.db, number) if _is_ahead(request, one)]
    facts = sessions.session_facts(request.db, number)
    if facts is None or kind == "s":
        return [facts] if facts else []
    day = facts.view.period.first_day
    same_course = sessions.sessions_of_course(request.db, facts.view.course_id)
    return [one for one in same_course if day and one.view.period.first_day == day]


def _at_place(request: Request, key: str, first: str, last: str) -> list[SessionFacts]:
    try:
        begin, end = (datetime.strptime(day, "%Y%m%d").date() for day in (first, last))  # noqa: DTZ007  a day alone
    except ValueError:
        return []
    found = _held_ahead(request)
    here = (one for one in found if overviews.short_key(_place(one.view)) == key)
    return [one for one in here if _on(one.view.period, begin, end)]


def _on(period: Period, first: date, last: date) -> bool:
    return bool(period.first_day and period.last_day and first <= period.last_day and period.first_day <= last)


def ask(request: Request) -> Answer:
    """A new time, place or link is to be typed: `change_to|what|selection`; or nothing: cancel, restore."""
    what, token = (*request.intent.args, "", "")[:2]
    found = selected(request, token)
    if what not in list(What) or not found:
        return words.no_such_session(request)
    wanted = [one for one in found if _applies(What(what), one)]
    if not wanted:
        return words.nothing_to_change(request)
    if what in (What.CANCEL, What.RESTORE):
        return _show(request, token, What(what), [Edit.of(one.view, What(what)) for one in wanted])
    talks.save_draft(request.db, request.account.id, CHANGE, {"sel": token, "what": what}, request.now)
    return words.ask(request, What(what), token, [one.view for one in wanted])


def _applies(what: What, facts: SessionFacts) -> bool:
    view = facts.view
    if what is What.RESTORE:
        return view.cancelled
    return not view.cancelled and (what in (What.TIME, What.CANCEL) or view.kind in TO_ATTEND)


def written(request: Request, draft: Draft) -> Answer:
    """The new time, place or link; also a better one while the preview stands."""
    what, token = What(draft.data["what"]), draft.data["sel"]
    if what in (What.CANCEL, What.RESTORE):
        return words.decide_first(request, draft.data["key"])
    found = [one for one in selected(request, token) if _applies(what, one)]
    if not found:
        return words.no_such_session(request)
    text = clean((request.incoming.text or "")[:LONGEST])
    edits = _edits(request, what, text, [one.view for one in found])
    if isinstance(edits, Unclear):
        return words.unclear(request, what, edits, len(found))
    return _show(request, token, what, edits)


def _edits(request: Request, what: What, text: str, found: Sequence[SessionView]) -> list[Edit] | Unclear:
    if what is What.TIME:
        return _moved(request, text, found)
    if what is What.LINK:
        link = web_address(text)
        return [Edit.of(one, what, link=link) for one in found] if link else Unclear.NO_TIME
    if not text:
        return Unclear.NO_TIME
    venue = _known_venue(request, text)
    return [Edit.of(one, what, place=venue.name if venue else text, venue=venue) for one in found]


def _moved(request: Request, text: str, found: Sequence[SessionView]) -> list[Edit] | Unclear:
    if len(found) == 1:
        period = new_period(text, found[0].period, request.now)
        return period if isinstance(period, Unclear) else [Edit.of(found[0], What.TIME, period=period)]
    if (by := gap_in(text)) is not None:
        return _all_by(found, by)
    day = day_in(text, request.now)
    days = [one.period.first_day for one in found if one.period.first_day]
    if day is None or not days:
        return Unclear.NEEDS_DAY
    gap = (day - min(days)).days
    if not gap:
        return Unclear.SAME
    return [Edit.of(one, What.TIME, period=shifted(one.period, gap)) for one in found if one.period.first_day]


def _all_by(found: Sequence[SessionView], gap: timedelta) -> list[Edit] | Unclear:
    """Each so much later; what has no day stays."""
    moved = [(one, moved_by(one.period, gap)) for one in found if one.period.first_day]
    unclear = next((period for _, period in moved if isinstance(period, Unclear)), None)
    if unclear or not moved:
        return unclear or Unclear.NEEDS_DAY
    return [Edit.of(one, What.TIME, period=period) for one, period in moved if isinstance(period, Period)]


def _known_venue(request: Request, text: str) -> Venue | None:
    """A place with its address, when it is one where something is held already."""
    venues = (one.view.venue for one in _held_ahead(request))
    return next((venue for venue in venues if venue and fold(venue.name) == fold(text)), None)


def _show(request: Request, token: str, what: What, edits: Sequence[Edit]) -> Answer:
    """Old → new, whom it touches, what collides; and the draft that the button carries out."""
    gone = next((one for one in edits if one.begins and one.begins <= request.now and what is What.TIME), None)
    if gone:
        return words.in_the_past(request, gone.after)
    key = secrets.token_hex(4)
    data = {"sel": token, "what": what.value, "key": key, "edits": [one.plain() for one in edits]}
    talks.save_draft(request.db, request.account.id, CHANGE, data, request.now)
    ids = [one.before.id for one in edits]
    touched = audiences.audience_count(request.db, {"sessions": ids}, request.now)
    clashes = _clashes(request, edits) if what in (What.TIME, What.RESTORE) else []
    return words.preview(request, what, edits, touched, clashes, key)


def _clashes(request: Request, edits: Sequence[Edit]) -> list[tuple[str | None, int]]:
    """(title within reach, else None; how many people would have to be in two places) of each session in the way."""
    moved = {one.before.id for one in edits}
    found: list[tuple[str | None, int]] = []
    for one in edits:
        for other in session_edits.in_the_way(request.db, one.after, moved):
            both = {"session": one.before.id, "sessions": [other.view.id]}
            many = audiences.audience_count(request.db, both, request.now).total
            if many:
                seen = request.may(Action.SEE_PLAN, session_thing(request, other))
                found.append((other.view.title if seen else None, many))
    return found


def carry_out(request: Request) -> Answer:
    """`change_do|key`: what the preview showed, unless something has changed since."""
    draft = talks.talk_of(request.db, request.account.id, request.now).draft
    key = (request.intent.args or ("",))[0]
    if draft is None or draft.kind != CHANGE or not key or draft.data.get("key") != key:
        return words.outdated(request)
    talks.drop_draft(request.db, request.account.id)
    edits = [_still(request, item) for item in draft.data["edits"]]
    if not all(edits):
        return words.changed_meanwhile(request, draft.data["sel"])
    done = [one for one in edits if one]
    mailing = [_do(request, one) for one in done][-1]
    if mailing is not None and (watcher := watcher_of(request)):
        mailings.change(request.db, mailing, watcher=watcher)
    ids = [one.before.id for one in done]
    plan_reminders(request.db, ids, request.now, request.house.quiet)
    touched = audiences.audience_count(request.db, {"sessions": ids}, request.now).total
    return words.done(request, len(done), touched, mailing)


def _still(request: Request, item: dict[str, Any]) -> Edit | None:
    """An edit of the draft, if the session is still as it was shown and the person may still change it."""
    facts = sessions.session_facts(request.db, item["session"])
    if facts is None or not request.may(Action.CHANGE_SESSION, session_thing(request, facts)):
        return None
    return Edit.again(facts.view, item)


def _do(request: Request, one: Edit) -> int | None:
    session_edits.apply(request.db, one, request.person, request.now)
    after = sessions.session_facts(request.db, one.before.id)
    assert after
    return note_change(request.db, one.before.id, one.before, after.view, request.person, request.now)


WAYS = {
    "changes": Way(begin),
    "change_courses": Way(courses),
    "change_course": Way(in_course),
    "change": Way(chosen),
    "change_to": Way(ask),
    "change_do": Way(carry_out),
    "storm": Way(storm),
    "storm_days": Way(storm_days),
}
DIALOGUES = {CHANGE: written}
