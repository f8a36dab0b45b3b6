"""A trainer's session: open the check-in, show the code, call the roll, close, take the list home."""

from __future__ import annotations

from datetime import timedelta

from handlers import marking, papers, roll_lists, roll_numbers
from handlers.claims import window_of
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import looked, session_for, session_thing
from handlers.wording import trainer as words
from storage import attendance, audit, boards, sessions
from storage.roll_lists import look_at
from storage.sessions import SessionFacts
from training import calendar
from training.attendance import MarkValue, Method, Status, code_at, code_expires, count, current, fill_present
from training.people import Action

PAGE = 8  # names on one screen of a phone

# tapping a name again and again goes round; the trainer's eye decides, so the order is that of a roll call
ROUND = {
    Status.NONE: Status.PRESENT,
    Status.PRESENT: Status.ABSENT,
    Status.ABSENT: Status.LATE,
    Status.LATE: Status.EXCUSED,
    Status.EXCUSED: Status.NONE,
    Status.LEFT_EARLY: Status.PRESENT,
}


def teaching(request: Request) -> Answer:
    """The sessions a person trains in, the running one first, yesterday's still there for corrections."""
    own = sessions.sessions_of(request.db, request.person, request.now - timedelta(days=1))
    taught = sorted((one for one in own if one.role == "trainer"), key=calendar.sort_key)
    return words.teaching(request, taught)


def panel(request: Request) -> Answer:
    """One session with its counts and what can be done: `session|id`."""
    facts = session_for(request, Action.SEE_ROLL)
    return _panel(request, facts) if facts else words.not_there(request)


def _panel(request: Request, facts: SessionFacts) -> Answer:
    look_at(request.db, request.account.id, facts.view.id, request.now)
    roll = attendance.roll(request.db, facts.view.id)
    counts = count({row.person_id: row.mark for row in roll})
    window = window_of(facts)
    about = session_thing(request, facts)
    may = frozenset(action for action in words.ACTIONS if request.may(action, about))
    step = facts.rules.step_seconds
    is_open = window is not None and window.is_open(request.now) and Action.OPEN_CHECKIN in may
    code = code_at(facts.secret, facts.view.id, request.now, step) if is_open else None
    expires = code_expires(request.now, step) - request.now
    shown = sessions.with_trainers(request.db, [facts.view])[0]
    boards_open = boards.open_links(request.db, facts.view.id, request.now)
    return words.panel(request, shown, counts, window, code, expires, words.Doors(may, boards_open))


def open_checkin(request: Request) -> Answer:
    """Open now: before the hour, or again after closing."""
    facts = session_for(request, Action.OPEN_CHECKIN)
    if facts is None or not _is_held(facts):
        return words.not_there(request)
    sessions.set_opened(request.db, facts.view.id, request.now)
    sessions.set_rules(request.db, facts.view.id, facts.rules)  # under which it opened stays with the session
    _log(request, "open_checkin", facts)
    return _again(request, facts)


def close_checkin(request: Request) -> Answer:
    facts = session_for(request, Action.CLOSE_CHECKIN)
    if facts is None:
        return words.not_there(request)
    sessions.set_closed(request.db, facts.view.id, request.now)
    _log(request, "close_checkin", facts)
    return _again(request, facts)


def _is_held(facts: SessionFacts) -> bool:
    """Whether people come to it at all: nothing is opened for a deadline, an LMS day or a cancelled session."""
    return facts.view.kind in calendar.TO_ATTEND and not facts.view.cancelled


def _again(request: Request, facts: SessionFacts) -> Answer:
    fresh = sessions.session_facts(request.db, facts.view.id)
    assert fresh
    return _panel(request, fresh)


def _log(request: Request, action: str, facts: SessionFacts) -> None:
    audit.note(request.db, request.now, f"person:{request.person}", action, f"session:{facts.view.id}")


def roll(request: Request) -> Answer:
    """The roll page by page: `roll|session|page`."""
    facts = session_for(request, Action.SEE_ROLL)
    if facts is None:
        return words.not_there(request)
    page = request.number(1) or 0
    looked(request, facts.view.id, "see_roll", page=page)
    return _roll(request, facts, page)


def _roll(request: Request, facts: SessionFacts, page: int) -> Answer:
    everybody = roll_numbers.in_order(request, facts.view.id)
    last = max((len(everybody) - 1) // PAGE, 0)
    page = min(page, last)
    calls = request.may(Action.CALL_ROLL, session_thing(request, facts))
    return words.roll(request, facts.view, everybody[page * PAGE : (page + 1) * PAGE], page, last, calls)


def mark(request: Request) -> Answer:
    """One tap on a name: `mark|session|person|page`. A mark is added; the one before stays in the record."""
    facts = session_for(request, Action.CALL_ROLL)
    person = request.number(1)
    known = {row.person_id for row in attendance.roll(request.db, facts.view.id)} if facts else set()
    if facts is None or person not in known or person == request.person:
        return words.not_there(request)
    now_is = current(attendance.marks_of(request.db, facts.view.id, person))
    status = ROUND[now_is.status if now_is else Status.NONE]
    value = MarkValue(status, Method.ROLL, request.person, request.now)
    marking.append(request.db, facts, person, value)
    return _roll(request, facts, request.number(2) or 0)


def all_present(request: Request) -> Answer:
    """Ask first: `all_present|session`; then `all_present|session|yes` fills only the empty marks."""
    facts = session_for(request, Action.CALL_ROLL)
    if facts is None:
        return words.not_there(request)
    marks = {row.person_id: row.mark for row in attendance.roll(request.db, facts.view.id)}
    empty = [person for person in fill_present(marks) if person != request.person]
    if not empty:
        return words.nobody_left(_panel(request, facts), request)
    if request.intent.args[1:] != ("yes",):
        return words.really_all(request, facts.view, len(empty))
    everybody = dict.fromkeys(empty, Status.PRESENT)
    batch = roll_lists.put(request, facts, everybody, Method.ALL_PRESENT, request.now)
    return roll_lists.shown(request, [batch])


def roll_file(request: Request) -> Answer:
    """The list with its marks as .xlsx, in one tap."""
    facts = session_for(request, Action.EXPORT_ROLL)
    if facts is None:
        return words.not_there(request)
    return papers.taken_home(request, facts, "session", "full", "xlsx", [facts])


WAYS = {
    "teaching": Way(teaching),
    "session": Way(panel),
    "open_checkin": Way(open_checkin),
    "close_checkin": Way(close_checkin),
    "roll": Way(roll),
    "mark": Way(mark),
    "all_present": Way(all_present),
    "roll_file": Way(roll_file),
}
