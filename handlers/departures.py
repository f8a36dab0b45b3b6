"""Checking out at the end of a session that asks for it, and who never did."""

from __future__ import annotations

from handlers import roll_lists
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import looked, session_for
from handlers.wording import departures as words
from storage import attendance, sessions
from storage import roll_lists as stored
from training.attendance import Method, Status
from training.departure import NoDeparture, check_out, not_checked_out
from training.people import Action
from training.reading.vietnamese import sort_key


def leave_hall(request: Request) -> Answer:
    """A teacher goes: `checkout|session`."""
    own = sessions.sessions_of(request.db, request.person)
    session = next((one for one in own if one.id == request.number() and one.role == "trainee"), None)
    facts = sessions.session_facts(request.db, session.id) if session else None
    if session is None or facts is None:
        return words.not_there(request)
    marks = attendance.marks_of(request.db, session.id, request.person)
    outcome = check_out(marks, session.period, request.now, person=request.person, asked=facts.rules.checkout)
    if isinstance(outcome, NoDeparture):
        return words.refused(request, session, outcome, marks[-1] if marks else None)
    attendance.append_mark(request.db, session.id, request.person, outcome)
    return words.checked_out(request, session, outcome)


def staying(request: Request) -> Answer:
    """Who is marked as there and never checked out: `staying|session|page`; with `yes` they left early."""
    facts = session_for(request, Action.CALL_ROLL)
    if facts is None:
        return words.not_there(request)
    stay = set(not_checked_out(stored.histories(request.db, facts.view.id)))
    rows = [row for row in attendance.roll(request.db, facts.view.id) if row.person_id in stay]
    rows.sort(key=lambda row: (sort_key(row.name), row.person_id))
    if request.intent.args[1:] == ("yes",):
        gone = {row.person_id: Status.LEFT_EARLY for row in rows if row.person_id != request.person}
        if not gone:
            return words.staying(request, facts.view, rows, 0)
        return roll_lists.shown(request, [roll_lists.put(request, facts, gone, Method.CLOSING, request.now)])
    looked(request, facts.view.id, "see_staying", people=len(rows))
    return words.staying(request, facts.view, rows, request.number(1))


WAYS = {
    "checkout": Way(leave_hall, Action.CHECK_OUT),
    "staying": Way(staying),
}
