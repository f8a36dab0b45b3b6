"""What staff look at in a session besides the panel: counts by unit, who is missing, whose claim nobody has seen, a
spot check, and everything else that can be done with it."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers import marking, scopes
from handlers.claims import window_of
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import looked, session_for, session_thing
from handlers.wording import roll_review as words
from storage import attendance, leaves, roll_lists, sessions
from storage.attendance import RollRow
from storage.sessions import SessionFacts
from training.attendance import Counts, MarkValue, Method, Status, count, current
from training.calendar import TO_ATTEND
from training.calendar import sort_key as sort_key_of
from training.intents import Intent
from training.people import Action, Thing
from training.plan import midnight
from training.reading.roll_question import asks_who_is_missing
from training.reading.vietnamese import sort_key
from training.roll_review import THERE, by_unit, claimed_not_seen, roll_was_called, spot_check, was_seen

MISSING = frozenset({None, Status.ABSENT, Status.LEFT_EARLY})
ALL = "all"


def more(request: Request) -> Answer:
    """Everything that can be done with a session: `more|session`."""
    facts = session_for(request, Action.SEE_ROLL)
    if facts is None:
        return words.not_there(request)
    roll_lists.look_at(request.db, request.account.id, facts.view.id, request.now)
    rows = attendance.roll(request.db, facts.view.id)
    thing = session_thing(request, facts)
    menu = words.Menu(
        counts=_count(rows),
        unseen=len(claimed_not_seen(roll_lists.histories(request.db, facts.view.id))),
        leaves=leaves.how_many_asked(request.db, facts.view.id),
        notes=len(roll_lists.notes_of(request.db, facts.view.id)),
        may={action for action in words.ACTIONS if request.may(action, thing)},
        checks_out=facts.rules.checkout,
    )
    return words.more(request, facts.view, menu)


def _count(rows: list[RollRow]) -> Counts:
    return count({row.person_id: row.mark for row in rows})


def _units(rows: list[RollRow]) -> dict[str, list[RollRow]]:
    """Rows by unit's name, units in the order of names; buttons carry a unit's place in it."""
    known = {row.person_id: row for row in rows}
    named = by_unit({row.person_id: row.unit or "" for row in rows}, known)
    return {unit: [known[person] for person in people] for unit, people in named.items()}


def units(request: Request) -> Answer:
    """Counts by unit, those with most missing first: `units|session|page`."""
    facts = session_for(request, Action.SEE_ROLL)
    if facts is None:
        return words.not_there(request)
    found = _units(attendance.roll(request.db, facts.view.id))
    counted = [(place, unit, _count(rows)) for place, (unit, rows) in enumerate(found.items())]
    counted.sort(key=lambda one: -(one[2].unmarked + one[2].absent + one[2].left_early))
    return words.units(request, facts.view, counted, request.number(1))


def missing(request: Request) -> Answer:
    """Who has no mark or is absent, of one unit or of all: `missing|session|unit's place or all|page`."""
    facts = session_for(request, Action.SEE_ROLL)
    if facts is None:
        return words.not_there(request)
    everybody = attendance.roll(request.db, facts.view.id)
    units_there = list(_units(everybody).items())
    place = request.number(1)
    named = units_there[place] if place is not None and place < len(units_there) else None
    rows = named[1] if named else everybody
    absent = [row for row in rows if (row.mark.status if row.mark else None) in MISSING]
    shown = sorted(absent, key=lambda row: (row.unit or "", sort_key(row.name), row.person_id))
    looked(request, facts.view.id, "see_missing", people=len(shown))
    return words.missing(request, facts.view, shown, named[0] if named else None, place, request.number(2))


def asked(request: Request) -> Answer | None:
    """ "ai vắng?" from staff: of the session on the screen, else of those that are on today, the last begun first; None
    when there is none, or the words mean something else."""
    if not asks_who_is_missing(request.incoming.text or ""):
        return None
    on_screen = roll_lists.looked_at(request.db, request.account.id, request.now)
    found = sessions.facts_of(request.db, [on_screen] if on_screen is not None else [])
    within = [one for one in found or _begun(request) if request.may(Action.SEE_ROLL, session_thing(request, one))]
    if not within:
        return None
    if len(within) == 1:
        return missing(request.with_intent(Intent("missing", args=(str(within[0].view.id), ALL, "0"))))
    return words.missing_where(request, [one.view for one in within])


def _begun(request: Request) -> list[SessionFacts]:
    """Sessions of today that people attend and whose check-in is or was open, known to the person as staff."""
    mine = sessions.sessions_of(request.db, request.person, request.now - timedelta(days=1))
    taught = [one.id for one in mine if one.role == "trainer"]
    day = midnight(request.today)
    units = scopes.units_of(request, Action.SEE_ROLL)
    found = sessions.sessions_between(request.db, day, day + timedelta(days=1), units, taught)
    held = [one for one in found if one.view.kind in TO_ATTEND and not one.view.cancelled and one.view.period.is_exact]
    return sorted(
        (one for one in held if _opened(one, request.now)), key=lambda one: sort_key_of(one.view), reverse=True
    )


def _opened(facts: SessionFacts, now: datetime) -> bool:
    window = window_of(facts)
    return window is not None and window.opens <= now


def claimed(request: Request) -> Answer:
    """Who says to be there and whom nobody has seen: `claimed|session|page`."""
    facts = session_for(request, Action.SEE_ROLL)
    if facts is None:
        return words.not_there(request)
    looked(request, facts.view.id, "see_claimed")
    return _claimed(request, facts, request.number(1) or 0)


def _claimed(request: Request, facts: SessionFacts, page: int) -> Answer:
    histories = roll_lists.histories(request.db, facts.view.id)
    unseen = set(claimed_not_seen(histories))
    rows = _sorted([row for row in attendance.roll(request.db, facts.view.id) if row.person_id in unseen])
    return words.claimed(request, facts.view, rows, roll_was_called(histories), page, _calls(request, facts))


def _calls(request: Request, facts: SessionFacts) -> bool:
    return request.may(Action.CALL_ROLL, session_thing(request, facts))


def _sorted(rows: list[RollRow]) -> list[RollRow]:
    return sorted(rows, key=lambda row: (sort_key(row.name), row.person_id))


def spot(request: Request) -> Answer:
    """A tenth of those there, to be looked at by eye: `spot|session|page`."""
    facts = session_for(request, Action.CALL_ROLL)
    if facts is None:
        return words.not_there(request)
    looked(request, facts.view.id, "spot_check", drawn=[row.person_id for row, _ in _drawn(request, facts)])
    return _spot(request, facts, request.number(1) or 0)


def _spot(request: Request, facts: SessionFacts, page: int) -> Answer:
    return words.spot(request, facts.view, _drawn(request, facts), page)


def _drawn(request: Request, facts: SessionFacts) -> list[tuple[RollRow, bool | None]]:
    """(who, seen; None: not looked at yet). Drawn among all who ever were there in this session, so that a mark of
    the check itself does not change the draw."""
    histories = roll_lists.histories(request.db, facts.view.id)
    came = [
        person
        for person, marks in histories.items()
        if any(one.status in THERE and one.method is not Method.SPOT for one in marks) and person != request.person
    ]
    drawn = spot_check(facts.secret, facts.view.id, came)
    rows = {row.person_id: row for row in attendance.roll(request.db, facts.view.id)}
    found = [rows[person] for person in drawn if person in rows]
    return [(row, _looked_at(histories[row.person_id])) for row in _sorted(found)]


def _looked_at(marks: list[MarkValue]) -> bool | None:
    mark = current(marks)
    if mark is None or mark.method is not Method.SPOT:
        return True if was_seen(marks) else None
    return mark.status in THERE


def seen(request: Request) -> Answer:
    """`there|session|person|screen|page`: this one is there; the claim becomes a fact."""
    return _look(request, is_there=True)


def unseen(request: Request) -> Answer:
    """`not_there|session|person|screen|page`: called, and not there."""
    return _look(request, is_there=False)


def _look(request: Request, *, is_there: bool) -> Answer:
    facts = session_for(request, Action.CALL_ROLL)
    person = request.number(1)
    if facts is None or person is None or not _may_mark(request, facts, person):
        return words.not_there(request)
    screen = request.intent.args[2] if len(request.intent.args) > 2 else ""
    mark = current(attendance.marks_of(request.db, facts.view.id, person))
    if mark is None:
        return words.not_there(request)
    came = mark.status if mark.status in THERE else Status.PRESENT
    status = came if is_there else Status.ABSENT
    method = Method.SPOT if screen == "spot" else Method.ROLL
    marking.append(request.db, facts, person, MarkValue(status, method, request.person, request.now))
    page = request.number(3) or 0
    return _spot(request, facts, page) if screen == "spot" else _claimed(request, facts, page)


def _may_mark(request: Request, facts: SessionFacts, person: int) -> bool:
    """Nobody marks themselves, and nobody marks who has nothing to do with the session."""
    about = session_thing(request, facts)
    return request.may(Action.CALL_ROLL, Thing(about.unit_path, about.session_id, person))


WAYS = {
    "more": Way(more),
    "units": Way(units),
    "missing": Way(missing),
    "claimed": Way(claimed),
    "spot": Way(spot),
    "there": Way(seen),
    "not_there": Way(unseen),
}
