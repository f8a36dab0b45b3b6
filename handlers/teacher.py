"""What a teacher asks about time and place: next, a day, a span, where, what is due, who trains, the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.request import Request, Way
from handlers.talk import Answer, Errand, Place, Reply
from handlers.wording import teacher as words
from storage import sessions
from training import calendar
from training.calendar import SessionView
from training.intents import Intent, When
from training.people import Action
from training.reading.dates import read_when
from training.reading.impossible import impossible_day


def next_session(request: Request) -> Answer:
    """The session running or next, with what collides with it; of days that are named, all of it."""
    if request.intent.when:
        return schedule_range(request)
    ahead = _ahead(request)
    if request.intent.topic:
        ahead = words.about(ahead, request.intent.topic) or ahead
    upcoming = [one for one in calendar.upcoming(ahead, request.now) if _in_role(request, one)]
    if not upcoming:
        return words.nothing_ahead(request)
    return words.next_session(request, upcoming[0], calendar.clashes(ahead))


def _in_role(request: Request, session: SessionView) -> bool:
    return request.intent.args != ("trainer",) or session.role == "trainer"


def schedule_range(request: Request) -> Answer:
    """The sessions of some days; without days, of this week, or what comes next when the week is empty."""
    if not (request.intent.when or request.intent.args) and (day := impossible_day(request.incoming.text or "")):
        return words.no_such_day(request, day)
    when, skip = _days(request)
    everything = _all(request)
    found = calendar.within(everything, when.first, when.last, request.intent.part)
    if request.intent.topic:
        found = tuple(words.about(found, request.intent.topic)) or found
    if not found and not (request.intent.when or request.intent.args):
        return next_session(request)
    return words.schedule(request, when, found, skip, calendar.clashes(found))


def _days(request: Request) -> tuple[When, int]:
    """The days asked for in words, or those a button carries (`days|first|last|skip`)."""
    if request.intent.when:
        return request.intent.when, 0
    if given := _carried(request.intent.args):
        return given
    monday = request.today - timedelta(days=request.today.weekday())
    return When("range", monday, monday + timedelta(days=6)), 0


def _carried(args: tuple[str, ...]) -> tuple[When, int] | None:
    try:
        first, last, skip = date.fromisoformat(args[0]), date.fromisoformat(args[1]), int(args[2])
    except (IndexError, ValueError):
        return None
    return When("day" if first == last else "range", first, last), max(skip, 0)


def where(request: Request) -> Answer:
    """The place of the session asked about, as a card with the map when coordinates are known."""
    session = _meant(request)
    if session is None:
        return words.nowhere(request)
    answer = words.where(request, session)
    venue = session.venue
    if venue and venue.latitude is not None and venue.longitude is not None:
        card = Place(venue.name, venue.address or "", venue.latitude, venue.longitude)
        answer += Answer((Reply(place=card),))
    return answer


def _meant(request: Request) -> SessionView | None:
    """By the id of a button, by the days asked about, else the next one that has a place to go to.

    Days that were only spoken of before, and hold nothing, are not what is asked about.
    """
    everything = _all(request)
    if (wanted := request.number()) is not None:
        return next((one for one in everything if one.id == wanted), None)
    if request.intent.when:
        found = calendar.within(everything, request.intent.when.first, request.intent.when.last, request.intent.part)
        if found or read_when(request.incoming.text or "", request.now)[0]:
            return next((one for one in found if not one.cancelled), None)
    ahead = calendar.upcoming(everything, request.now)
    return next((one for one in ahead if one.place or one.venue or one.link), next(iter(ahead), None))


def deadline(request: Request) -> Answer:
    """What is owed and by when, overdue things last; of the days asked about only, where days were named."""
    owed, asked = calendar.deadlines(_all(request), request.now), request.intent.when
    if asked is None:
        return words.dues(request, owed)
    return words.dues_within(request, asked, calendar.due_within(owed, asked.first, asked.last), owed)


def who_trainer(request: Request) -> Answer:
    """Who trains in the session asked about."""
    session = _meant(request)
    if session is None:
        return words.nowhere(request)
    return words.who_trains(request, session)


def calendar_export(request: Request) -> Answer:
    """The person's sessions as a file, and as a feed to subscribe to where pages are served."""
    return words.calendar_offer(request) + Answer(errands=(Errand("calendar_file", (request.person,)),))


def contact_organizer(request: Request) -> Answer:
    """Whom to turn to: the contact named in the plans, and a question passed on from here."""
    courses = sessions.courses_of(request.db, request.person)
    return words.contacts(request, courses)


def certificate(request: Request) -> Answer:
    """Plans say nothing of certificates that this program could look up, so it says so."""
    return words.no_answer(request, words.CERTIFICATE)


def materials(request: Request) -> Answer:
    return words.no_answer(request, words.MATERIALS)


def _ahead(request: Request) -> list[SessionView]:
    return sessions.sessions_of(request.db, request.person, since=request.now)


def _all(request: Request) -> list[SessionView]:
    return sessions.sessions_of(request.db, request.person)


def days_button(request: Request) -> Answer:
    return schedule_range(request.with_intent(Intent("schedule_range", args=request.intent.args)))


WAYS = {
    "next_session": Way(next_session),
    "schedule_range": Way(schedule_range),
    "days": Way(days_button),
    "where": Way(where),
    "deadline": Way(deadline),
    "who_trainer": Way(who_trainer),
    "calendar_export": Way(calendar_export, Action.EXPORT_OWN_CALENDAR),
    "contact_organizer": Way(contact_organizer),
    "certificate": Way(certificate),
    "materials": Way(materials),
}
