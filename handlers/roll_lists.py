"""A paper list brought into the record: typed as one sentence, read back by name, saved with a tap, taken back within
ten minutes. Files sent back filled in (handlers/roll_files.py) end in the same preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from handlers import marking, roll_numbers, roll_review
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import session_for, session_thing
from handlers.wording import roll_lists as words
from storage import attendance, audit, roll_lists, sessions, talks
from storage.attendance import RollRow
from storage.roll_lists import Batch
from storage.sessions import SessionFacts
from training import calendar
from training.attendance import Method, Refused, Status, count, undo
from training.calendar import TO_ATTEND, SessionView
from training.people import Action, Role
from training.plan import ZONE
from training.reading import questions
from training.reading.roll_sentence import Misfit, RollSentence, applied, read_roll
from training.roll_list import Planned, plan, true_time

DRAFT, CHOOSING = "roll_list", "roll_list_for"
STAFF = frozenset({Role.TRAINER, Role.ORGANIZER, Role.ADMIN})
READERS = STAFF | {Role.INSPECTOR}
UNDO = timedelta(minutes=10)
LATELY = timedelta(days=7)  # how long after a session its list is usually brought in


def typed(request: Request) -> Answer | None:
    """The answer to a list typed by somebody of the staff; None when the message is no list."""
    roles = {grant.role for grant in request.actor.grants}
    if roles & READERS and (answer := roll_review.asked(request)):
        return answer
    if not roles & STAFF:
        return None
    sentence = read_roll(request.incoming.text or "")
    if sentence is None:
        return None
    found = _meant(request, sentence)
    if len(found) == 1:
        return _preview(request, found[0], sentence)
    if not found:
        return words.which_session(request, _lately(request)) if _keeps(request) else None
    _keeps(request)
    return words.which_session(request, [one.view for one in found])


def _keeps(request: Request) -> bool:
    """Remember the sentence until a session is chosen."""
    talks.save_draft(request.db, request.account.id, CHOOSING, {"text": request.incoming.text}, request.now)
    return True


def _meant(request: Request, sentence: RollSentence) -> list[SessionFacts]:
    """The sessions a list can be about: those named, else the one on the screen, else the one that is on."""
    on_screen = roll_lists.looked_at(request.db, request.account.id, request.now)
    if sentence.about:
        said = questions.read(sentence.about, request.now)
        if said.when:
            near = _lately(request) + _beside(request, on_screen)
            within = calendar.within(near, said.when.first, said.when.last, said.part)
            return _allowed(request, {one.id for one in within})
        if said.part and (part := calendar.within(_lately(request), request.today, request.today, said.part)):
            return _allowed(request, {one.id for one in part})
    if on_screen is not None and (found := _allowed(request, {on_screen})):
        return found
    now_on = calendar.at(_lately(request), request.now)
    return _allowed(request, {one.id for one in now_on})


def _allowed(request: Request, session_ids: set[int]) -> list[SessionFacts]:
    facts = sessions.facts_of(request.db, session_ids)
    return [one for one in facts if request.may(Action.CALL_ROLL, session_thing(request, one))]


def _lately(request: Request) -> list[SessionView]:
    """Sessions that the person trains in and that are on or were in the last days."""
    own = sessions.sessions_of(request.db, request.person, request.now - LATELY)
    taught = [one for one in own if one.role == "trainer" and one.kind in TO_ATTEND and not one.cancelled]
    soon = request.now + timedelta(hours=12)
    return sorted((one for one in taught if one.begins is None or one.begins < soon), key=calendar.sort_key)


def _beside(request: Request, session_id: int | None) -> list[SessionView]:
    """The other sessions of the course on the screen, for an organizer who trains in none of them."""
    facts = sessions.session_facts(request.db, session_id) if session_id is not None else None
    if facts is None:
        return []
    return [one.view for one in sessions.sessions_of_course(request.db, facts.view.course_id)]


def list_for(request: Request) -> Answer:
    """A session was chosen for the sentence that waits: `list_for|session`."""
    facts = session_for(request, Action.CALL_ROLL)
    draft = talks.draft_of(request.db, request.account.id, request.now)
    sentence = read_roll(draft.data["text"]) if draft and draft.kind == CHOOSING else None
    if facts is None or sentence is None:
        return words.gone(request)
    return _preview(request, facts, sentence)


def _preview(request: Request, facts: SessionFacts, sentence: RollSentence) -> Answer:
    rows = roll_numbers.in_order(request, facts.view.id)
    numbers = {row.number: row.person_id for row in rows if row.number}
    last = max(numbers, default=0)
    named = applied(replace(sentence, rest=None), [numbers.get(one) for one in range(1, last + 1)])
    if isinstance(named, Misfit):
        return words.misfit(request, facts.view, named, last)
    if request.person in named:
        return words.not_oneself(request)
    at = true_time(sentence.at, facts.view.period, request.now)
    if at is None:
        return words.cannot_be_then(request, facts.view, sentence.at)
    listed = Listed(facts, rows, _planned(request, rows, named, sentence.rest), Method.LIST)
    return preview(request, [listed], at)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list does to one session. rows: everybody, in the order of the numbers."""

    facts: SessionFacts
    rows: Sequence[RollRow]
    planned: Planned
    method: Method


def _planned(
    request: Request, rows: Sequence[RollRow], named: Mapping[int, Status], rest: Status | None = None
) -> Planned:
    return plan({row.person_id: row.mark for row in rows}, named, rest, but=(request.person,))


def preview(request: Request, lists: Sequence[Listed], at: datetime) -> Answer:
    """Read back by name; what stands in the draft is what will be saved."""
    lists = [one for one in lists if one.planned.marks]
    if not lists:
        return words.nothing_new(request)
    talks.save_draft(request.db, request.account.id, DRAFT, draft_of(lists, at), request.now)
    read = [(one.facts.view, one.rows, one.planned) for one in lists]
    return words.read_back(request, read, at)


def draft_of(lists: Sequence[Listed], at: datetime) -> dict[str, Any]:
    """As JSON: people by status, so that nothing is read a second time."""
    kept = [
        {
            "session": one.facts.view.id,
            "method": one.method.value,
            "marks": {str(person): status.value for person, status in one.planned.marks.items()},
        }
        for one in lists
    ]
    return {"at": at.isoformat(), "lists": kept}


def save(request: Request) -> Answer:
    """`list_save`: what was read back is appended; what was marked meanwhile by others is changed as it was shown."""
    draft = talks.draft_of(request.db, request.account.id, request.now)
    if draft is None or draft.kind != DRAFT:
        return words.gone(request)
    talks.drop_draft(request.db, request.account.id)
    at = datetime.fromisoformat(draft.data["at"]).astimezone(ZONE)
    made = [batch for one in draft.data["lists"] if (batch := _save(request, one, at)) is not None]
    return shown(request, made) if made else words.gone(request)


def shown(request: Request, made: Sequence[Batch]) -> Answer:
    """How the sessions stand after batches were saved, with a way to take them back."""
    facts = sessions.facts_of(request.db, {one.session_id for one in made})
    tallies = [(one.view, count(_roll(request, one.view.id))) for one in facts]
    return words.saved(request, tallies, [one.id for one in made], sum(len(one.marks) for one in made))


def _roll(request: Request, session_id: int) -> dict[int, Any]:
    return {row.person_id: row.mark for row in attendance.roll(request.db, session_id)}


def _save(request: Request, kept: Mapping[str, Any], at: datetime) -> Batch | None:
    found = _allowed(request, {kept["session"]})
    if not found:
        return None
    statuses = {int(person): Status(status) for person, status in kept["marks"].items()}
    return put(request, found[0], statuses, Method(kept["method"]), at)


def put(
    request: Request,
    facts: SessionFacts,
    statuses: Mapping[int, Status],
    method: Method,
    at: datetime,
    reason: str | None = None,
) -> Batch:
    """Append a batch, remember to tell whom it changes, write it in the log."""
    before = _roll(request, facts.view.id)
    by = request.person
    number = roll_lists.append_batch(request.db, facts.view.id, statuses, method, by, at, request.now, reason)
    changed = {one: mark for one in statuses if (mark := before.get(one)) and mark.status is not statuses[one]}
    marking.note_changes(request.db, facts.view.id, changed, by, request.now)
    what = {"batch": number, "marks": len(statuses), "at": at.isoformat()}
    thing = f"session:{facts.view.id}"
    audit.note(request.db, request.now, f"person:{by}", f"roll_{method}", thing, after=what)
    made = roll_lists.batch(request.db, number)
    assert made
    return made


def take_back(request: Request) -> Answer:
    """`list_undo|batch|batch…`: each mark that is still the newest gets one more that says what stood before."""
    undone, kept = 0, 0
    views: list[SessionView] = []
    for place in range(len(request.intent.args)):
        batch = roll_lists.batch(request.db, request.number(place) or 0)
        found = _allowed(request, {batch.session_id}) if batch else []
        if not batch or not found:
            return words.gone(request)
        if request.now > batch.entered_at + UNDO:
            return words.too_late(request, found[0].view)
        views.append(found[0].view)
        if roll_lists.set_undone(request.db, batch.id, request.now):
            back = _take_back(request, batch)
            undone, kept = undone + back, kept + len(batch.marks) - back
    return words.undone(request, views, undone, kept) if views else words.gone(request)


def _take_back(request: Request, batch: Batch) -> int:
    newest = roll_lists.newest_ids(request.db, batch.session_id, batch.marks)
    mine = [person for person, number in batch.marks.items() if newest.get(person) == number]
    histories = roll_lists.histories(request.db, batch.session_id)
    for person in mine:
        marks = histories[person]
        entered = replace(marks[-1], at=batch.entered_at)  # its own moment may be hours ago: the list came later
        back = undo([*marks[:-1], entered], request.now, by_person=request.person, allowed=UNDO)
        assert not isinstance(back, Refused)
        attendance.append_mark(request.db, batch.session_id, person, back)
    was = {person: histories[person][-1] for person in mine}
    marking.note_changes(request.db, batch.session_id, was, request.person, request.now)
    what = {"batch": batch.id, "marks": len(mine)}
    thing = f"session:{batch.session_id}"
    audit.note(request.db, request.now, f"person:{request.person}", "roll_undo", thing, after=what)
    return len(mine)


WAYS = {
    "list_for": Way(list_for),
    "list_save": Way(save),
    "list_undo": Way(take_back),
}
