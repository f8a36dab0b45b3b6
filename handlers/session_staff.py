"""Notes of a session's staff, and handing it over to a stand-in."""

from __future__ import annotations

import hmac
from datetime import timedelta

from handlers.request import Request, Way
from handlers.talk import Answer, Reply
from handlers.things import looked, session_for
from handlers.wording import session_staff as words
from handlers.wording.language import speaker
from storage import audit, desks, invitations, people, plans, roll_lists, sessions, talks, units
from storage.people import Person
from storage.sessions import SessionFacts
from storage.talks import Draft
from training.intents import Intent
from training.people import Action

NOTE, STAND_IN = "session_note", "stand_in"
LONGEST = 1000  # characters of a note
CANDIDATES = 6
NAMED = 20  # people looked for in an hour; by codes one could go through the whole list


def notes(request: Request) -> Answer:
    """`notes|session`."""
    facts = session_for(request, Action.NOTE_SESSION)
    if facts is None:
        return words.not_there(request)
    return words.notes(request, facts.view, roll_lists.notes_of(request.db, facts.view.id))


def write_note(request: Request) -> Answer:
    """`note|session`: the next message is the note."""
    facts = session_for(request, Action.NOTE_SESSION)
    if facts is None:
        return words.not_there(request)
    talks.save_draft(request.db, request.account.id, NOTE, {"session": facts.view.id}, request.now)
    return words.write_note(request, facts.view)


def written_note(request: Request, draft: Draft) -> Answer:
    text = (request.incoming.text or "").strip()[:LONGEST]
    facts = _again(request, draft, Action.NOTE_SESSION)
    if facts is None:
        return words.not_there(request)
    if not text:
        return words.write_note(request, facts.view)
    talks.drop_draft(request.db, request.account.id)
    roll_lists.add_note(request.db, facts.view.id, request.person, text, request.now)
    return words.notes(request, facts.view, roll_lists.notes_of(request.db, facts.view.id))


def _again(request: Request, draft: Draft, action: Action) -> SessionFacts | None:
    """The session of a draft, if the person still may."""
    return session_for(request.with_intent(Intent(draft.kind, args=(str(draft.data["session"]),))), action)


def hand_over(request: Request) -> Answer:
    """`handover|session`: a name or a code is asked for."""
    facts = session_for(request, Action.HAND_OVER)
    if facts is None:
        return words.not_there(request)
    talks.save_draft(request.db, request.account.id, STAND_IN, {"session": facts.view.id}, request.now)
    return words.whom(request, facts.view)


def named(request: Request, draft: Draft) -> Answer:
    """Who can be meant: everybody's code, names within the reach of the plan's unit."""
    facts = _again(request, draft, Action.HAND_OVER)
    if facts is None:
        return words.not_there(request)
    who = f"{request.incoming.platform}:{request.incoming.sender}"
    allowed = invitations.allowed(request.db, who, STAND_IN, request.now, NAMED, timedelta(hours=1))
    found = _candidates(request, facts, (request.incoming.text or "").strip()) if allowed else []
    if not found:
        return words.nobody_like(request, facts.view)
    talks.drop_draft(request.db, request.account.id)
    looked(request, facts.view.id, "look_for_stand_in", people=[one.id for one in found])
    return words.candidates(request, facts.view, [(one, _unit(request, one), _key(facts, one)) for one in found])


def _key(facts: SessionFacts, one: Person) -> str:
    """What a button to somebody carries who was found by their code: ids alone would name anybody to whoever counts."""
    return hmac.digest(facts.secret, f"stand-in:{facts.view.id}:{one.id}".encode(), "sha256").hex()[:8]


def _candidates(request: Request, facts: SessionFacts, said: str) -> list[Person]:
    by_code = people.person_by_code(request.db, said.upper()) or people.person_by_code(request.db, said)
    if by_code:
        return [by_code]
    return people.people_named_in(request.db, said, _reach(request, facts))[:CANDIDATES]


def _reach(request: Request, facts: SessionFacts) -> frozenset[int]:
    return units.subtree_ids(request.db, facts.unit_id, request.today) if facts.unit_id is not None else frozenset()


def _unit(request: Request, one: Person) -> str | None:
    return desks.named(request.db, one.id)[1]


def stand_in(request: Request) -> Answer:
    """`stand_in|session|person|key`, then with `yes`: trains it from now on, beside whoever did before."""
    facts = session_for(request, Action.HAND_OVER)
    found = people.person_by_id(request.db, request.number(1) or 0)
    if facts is None or found is None or not _was_shown(request, facts, found):
        return words.not_there(request)
    if found.id in sessions.staff_of(request.db, facts.view.id):
        return words.already_staff(request, facts.view, found)
    if request.intent.args[3:] != ("yes",):
        return words.really(request, facts.view, found, _unit(request, found), _key(facts, found))
    plans.put_on_staff(request.db, [(facts.view.id, found.id)])
    thing = f"session:{facts.view.id}"
    audit.note(request.db, request.now, f"person:{request.person}", "hand_over", thing, after={"to": found.id})
    return words.handed_over(request, facts.view, found) + _tell(request, facts, found)


def _was_shown(request: Request, facts: SessionFacts, found: Person) -> bool:
    """Within reach, or found by their code."""
    key = (*request.intent.args, "", "", "")[2]
    return found.unit_id in _reach(request, facts) or hmac.compare_digest(key.encode(), _key(facts, found).encode())


def _tell(request: Request, facts: SessionFacts, found: Person) -> Answer:
    theirs = desks.reachable_account(request.db, found.id)
    if theirs is None:
        return Answer()
    who = desks.named(request.db, request.person)[0]
    text, rows = words.for_stand_in(speaker(theirs.language), facts.view, who)
    return Answer((Reply(text, rows, to=(theirs.platform, theirs.address)),))


WAYS = {
    "notes": Way(notes),
    "note": Way(write_note),
    "handover": Way(hand_over),
    "stand_in": Way(stand_in),
}
DIALOGUES = {NOTE: written_note, STAND_IN: named}
