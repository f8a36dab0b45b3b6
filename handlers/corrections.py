"""One person in one session: the whole history of marks, a correction with its reason, absence after closing."""

from __future__ import annotations

from handlers import marking, roll_lists
from handlers.claims import window_of
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import looked, session_for, session_thing
from handlers.wording import corrections as words
from storage import attendance, audit, leaves, sessions, talks
from storage.attendance import RollRow
from storage.sessions import SessionFacts
from storage.talks import Draft
from training.attendance import MarkValue, Method, Refused, Status, fill_present, undo
from training.people import Action, Thing

REASON = "correction"
LONGEST = 300  # characters of a reason


def person(request: Request) -> Answer:
    """What was ever marked of one person in a session: `person|session|person`."""
    facts = session_for(request, Action.SEE_ROLL)
    row = _row(request, facts, request.number(1)) if facts else None
    if facts is None or row is None:
        return words.not_there(request)
    looked(request, facts.view.id, "see_marks", person=row.person_id)
    return _card(request, facts, row)


def _row(request: Request, facts: SessionFacts, person_id: int | None) -> RollRow | None:
    return next((one for one in attendance.roll(request.db, facts.view.id) if one.person_id == person_id), None)


def _card(request: Request, facts: SessionFacts, row: RollRow) -> Answer:
    marks = attendance.marks_of(request.db, facts.view.id, row.person_id)
    names = attendance.names_of(request.db, {one.by_person for one in marks if one.by_person is not None})
    return words.person(request, facts.view, row, marks, names, _may_correct(request, facts, row.person_id))


def _may_correct(request: Request, facts: SessionFacts, person_id: int) -> bool:
    about = session_thing(request, facts)
    return request.may(Action.CORRECT_MARK, Thing(about.unit_path, about.session_id, person_id))


def correct(request: Request) -> Answer:
    """`correct|session|person|status`: the reason is asked, nothing is changed yet."""
    facts, row, status = _wanted(request)
    if facts is None or row is None or status is None:
        return words.not_there(request)
    data = {"session": facts.view.id, "person": row.person_id, "status": status.value}
    talks.save_draft(request.db, request.account.id, REASON, data, request.now)
    return words.why(request, row, status)


def _wanted(request: Request) -> tuple[SessionFacts | None, RollRow | None, Status | None]:
    facts = session_for(request, Action.CORRECT_MARK)
    row = _row(request, facts, request.number(1)) if facts else None
    if facts is None or row is None or not _may_correct(request, facts, row.person_id):
        return None, None, None
    named = request.intent.args[2] if len(request.intent.args) > 2 else ""
    return facts, row, Status(named) if named in tuple(Status) else None


def written_reason(request: Request, draft: Draft) -> Answer:
    """The reason: now the mark is made."""
    reason = (request.incoming.text or "").strip()[:LONGEST]
    facts = sessions.session_facts(request.db, draft.data["session"])
    row = _row(request, facts, draft.data["person"]) if facts else None
    if facts is None or row is None or not _may_correct(request, facts, row.person_id):
        return words.not_there(request)
    if not reason:
        return words.why(request, row, Status(draft.data["status"]))
    talks.drop_draft(request.db, request.account.id)
    value = MarkValue(Status(draft.data["status"]), Method.CORRECTION, request.person, request.now, reason)
    before = row.mark
    marking.append(request.db, facts, row.person_id, value)
    _log(request, "correct_mark", facts, row.person_id, before, value)
    fresh = _row(request, facts, row.person_id)
    assert fresh
    return words.corrected(request, before is not None and before.status is not value.status) + _card(
        request, facts, fresh
    )


def _log(
    request: Request, action: str, facts: SessionFacts, person_id: int, before: MarkValue | None, after: MarkValue
) -> None:
    """Without the reason: that stands with the mark, from where it goes when its person asks to be forgotten."""
    was, becomes = before.status.value if before else None, after.status.value
    thing, told = f"session:{facts.view.id}", [{"person": person_id, "status": status} for status in (was, becomes)]
    audit.note(request.db, request.now, f"person:{request.person}", action, thing, *told)


def take_back(request: Request) -> Answer:
    """`mark_undo|session|person`: the newest mark, when it is the presser's own and not ten minutes old."""
    facts = session_for(request, Action.CORRECT_MARK)
    row = _row(request, facts, request.number(1)) if facts else None
    if facts is None or row is None or not _may_correct(request, facts, row.person_id):
        return words.not_there(request)
    marks = attendance.marks_of(request.db, facts.view.id, row.person_id)
    if not marks or marks[-1].by_person != request.person or marks[-1].method is Method.UNDO:
        return words.nothing_to_undo(request, facts.view)
    back = undo(marks, request.now, by_person=request.person)
    if isinstance(back, Refused):
        return words.nothing_to_undo(request, facts.view)
    before = row.mark
    marking.append(request.db, facts, row.person_id, back)
    _log(request, "undo_mark", facts, row.person_id, before, back)
    fresh = _row(request, facts, row.person_id)
    return _card(request, facts, fresh) if fresh else words.not_there(request)


def closing(request: Request) -> Answer:
    """`closing|session`, then `closing|session|yes`: absent, whoever is without a mark once check-in is over."""
    facts = session_for(request, Action.CALL_ROLL)
    if facts is None:
        return words.not_there(request)
    window = window_of(facts)
    if window is None or not window.is_over(request.now):
        return words.not_over(request, facts.view, window.closes if window else None)
    marks = {row.person_id: row.mark for row in attendance.roll(request.db, facts.view.id)}
    empty = [one for one in fill_present(marks) if one != request.person]
    if not empty:
        return words.nobody_left(request, facts.view)
    if request.intent.args[1:] != ("yes",):
        return words.really_absent(request, facts.view, len(empty), leaves.how_many_asked(request.db, facts.view.id))
    batch = roll_lists.put(request, facts, dict.fromkeys(empty, Status.ABSENT), Method.CLOSING, request.now)
    return roll_lists.shown(request, [batch])


WAYS = {
    "person": Way(person),
    "correct": Way(correct),
    "mark_undo": Way(take_back),
    "closing": Way(closing),
}
DIALOGUES = {REASON: written_reason}
