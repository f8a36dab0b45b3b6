"""Signs that a claim may not be true, for staff and inspectors to look at; and the one sign that needs a consent of
its own: near the place or not."""

from __future__ import annotations

from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import looked, session_for
from handlers.wording import signals as words
from storage import attendance, sessions
from storage import signals as stored
from training import calendar
from training.calendar import TO_ATTEND, SessionView
from training.people import Action
from training.signals import Known, signals
from training.whereabouts import is_inside


def show(request: Request) -> Answer:
    """`signals|session|page`. That somebody looked is in the log."""
    facts = session_for(request, Action.SEE_SIGNALS)
    if facts is None:
        return words.not_there(request)
    claims = stored.claims_of(request.db, facts.view.id)
    known = Known(
        stored.bound_at(request.db, {one.person for one in claims}),
        stored.outside(request.db, facts.view.id),
        facts.rules.step_seconds,
    )
    found = signals(claims, known)
    rows = {row.person_id: row for row in attendance.roll(request.db, facts.view.id)}
    looked(request, facts.view.id, "see_signals", people=len(found))
    shown = [(rows[person], seen) for person, seen in found.items() if person in rows]
    names = {person: row.name for person, row in rows.items()}
    return words.show(request, facts.view, shown, names, request.number(1))


def about_location(request: Request) -> Answer:
    """What is asked, what is kept, and the switch: `location`."""
    return words.about_location(request, stored.has_location_consent(request.db, request.person))


def set_location(request: Request) -> Answer:
    """`location_set|1` agrees, `location_set|0` takes it back and forgets."""
    stored.set_location_consent(request.db, request.person, request.now if request.number() == 1 else None)
    return words.about_location(request, stored.has_location_consent(request.db, request.person))


def sent_location(request: Request) -> Answer:
    """Somebody sent where they are. Without consent it is not looked at; with it only "near or not" is kept."""
    assert request.incoming.location
    if not stored.has_location_consent(request.db, request.person):
        return words.about_location(request, False)
    session = next(iter(_running(request)), None)
    venue = session.venue if session else None
    if session is None or venue is None or venue.latitude is None or venue.longitude is None:
        return words.no_place(request)
    inside = is_inside((venue.latitude, venue.longitude), request.incoming.location)
    stored.note_whereabouts(request.db, session.id, request.person, inside, request.now)
    return words.location_kept(request, session, inside)


def _running(request: Request) -> list[SessionView]:
    own = sessions.sessions_of(request.db, request.person, request.now)
    mine = (one for one in own if one.kind in TO_ATTEND and one.role == "trainee")
    return list(calendar.at(mine, request.now))


WAYS = {
    "signals": Way(show),
    "location": Way(about_location, Action.CHANGE_OWN_SETTINGS),
    "location_set": Way(set_location, Action.CHANGE_OWN_SETTINGS),
}
