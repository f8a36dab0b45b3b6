"""An organizer's day at a glance, the courses within reach, and the sessions of a course."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from handlers import held, scopes
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import course_for
from handlers.wording import front as front_words
from handlers.wording import organizer as words
from handlers.wording.organizer import Day, Today
from storage import attendance, audiences, overviews, sessions
from storage.sessions import SessionFacts
from training.attendance import count
from training.calendar import TO_ATTEND, sort_key
from training.mailing import DeliveryState
from training.people import Action
from training.plan import Precision, midnight

DAY = timedelta(days=1)
COUNTED = 6  # sessions whose roll is counted for one screen
TROUBLE = (DeliveryState.FAILED, DeliveryState.UNREACHABLE, DeliveryState.UNKNOWN, DeliveryState.MISSED)


def overview(request: Request) -> Answer:
    """Today with its counts, what is open, what could not be delivered, tomorrow."""
    if not scopes.anywhere(request, Action.SEE_OVERVIEW):
        return front_words.not_yours(request.t)
    units = scopes.units_of(request, Action.SEE_OVERVIEW)
    sent = overviews.deliveries_since(request.db, units, request.now - DAY)
    day = Day(
        today=_today(request, _on(request, request.today)),
        tomorrow=[facts.view for facts in _on(request, request.today + DAY)],
        questions=overviews.open_questions(request.db, units),
        sent=sent.get(DeliveryState.SENT, 0),
        trouble={state: sent[state] for state in TROUBLE if sent.get(state)},
        held=len(held.within_reach(request)),
        writes=scopes.anywhere(request, Action.SEND_NOTICE),
    )
    return words.overview(request, day)


def _on(request: Request, day: date) -> list[SessionFacts]:
    """What is on that day and known to the day: those to attend first. Months and weeks are no news of a day."""
    units = scopes.units_of(request, Action.SEE_OVERVIEW)
    found = sessions.sessions_between(request.db, midnight(day), midnight(day + DAY), units)
    exact = (one for one in found if one.view.period.precision in (Precision.MINUTE, Precision.DAY))
    return sorted(exact, key=lambda one: (one.view.kind not in TO_ATTEND, sort_key(one.view)))


def _today(request: Request, found: Iterable[SessionFacts]) -> list[Today]:
    shown = []
    for number, facts in enumerate(found):
        counted = facts.view.kind in TO_ATTEND and not facts.view.cancelled and number < COUNTED
        rows = attendance.roll(request.db, facts.view.id) if counted else []
        counts = count({row.person_id: row.mark for row in rows}) if counted else None
        shown.append(Today(facts.view, counts))
    return shown


def course_list(request: Request) -> Answer:
    """`course_list|page`."""
    found = scopes.courses(request, Action.SEE_PLAN)
    if not found:
        return words.no_courses(request)
    return words.course_list(request, found, request.number())


def course(request: Request) -> Answer:
    """One course with its sessions: `course|id|page`."""
    found = course_for(request, Action.SEE_PLAN, request.number())
    if found is None:
        return words.no_such_course(request)
    reach = audiences.audience_count(request.db, {"courses": [found.id]}, request.now)
    shown = [facts.view for facts in sessions.sessions_of_course(request.db, found.id)]
    organizes = course_for(request, Action.CHANGE_SESSION, found.id) is not None
    return words.course(request, found, reach, sorted(shown, key=sort_key), request.number(1), organizes)


WAYS = {
    "overview": Way(overview),
    "course_list": Way(course_list),
    "course": Way(course),
}
