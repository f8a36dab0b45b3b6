"""A wrong name or phone number in the lists: an organizer puts it right, whoever it is about asks for it."""

from __future__ import annotations

from files.person_rows import in_old_font, proper_name
from files.phones import normalise
from handlers import helpdesk
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.things import person_for
from handlers.wording import people_desk as desk_words
from handlers.wording import person_corrections as words
from handlers.wording.person_corrections import Wrong
from storage import audit, desks, people, talks
from storage.people import Person
from storage.talks import Draft
from training.people import Action
from training.reading.vietnamese import clean

CORRECT, MINE = "correct_person", "correct_mine"
LONGEST_NAME = 120  # characters, as in a list


def ask(request: Request) -> Answer:
    """`correct_person|id|phone`, or name: the next message is what is right."""
    found = person_for(request, Action.CORRECT_PERSON, request.number())
    field = (*request.intent.args, "", "")[1]
    if found is None or field not in words.FIELDS:
        return desk_words.not_there(request)
    talks.save_draft(request.db, request.account.id, CORRECT, {"person": found.id, "field": field}, request.now)
    return words.write(request, found, field)


def written(request: Request, draft: Draft) -> Answer:
    """Put right at once: old → new is shown, and said to whom it is about."""
    found = person_for(request, Action.CORRECT_PERSON, draft.data["person"])
    if found is None:
        talks.drop_draft(request.db, request.account.id)
        return desk_words.not_there(request)
    field, text = draft.data["field"], clean(request.incoming.text or "")
    value = _name(text) if field == "name" else _phone(request, found, text)
    if isinstance(value, Wrong):
        return words.wrong(request, value)
    talks.drop_draft(request.db, request.account.id)
    return _put(request, found, field, value)


def _name(text: str) -> str | Wrong:
    one_line = proper_name(" ".join(text.split()))
    readable = any(letter.isalpha() for letter in one_line) and not any(map(str.isdigit, one_line))
    return one_line if readable and len(one_line) <= LONGEST_NAME and not in_old_font(one_line) else Wrong.NAME


def _phone(request: Request, found: Person, text: str) -> str | Wrong | None:
    """None: there is none. A number belongs to one person alone, because by it they are known."""
    read = normalise(text)
    if not text or read.problem:
        return Wrong.PHONE
    other = people.person_by_phone(request.db, read.number) if read.number else None
    return Wrong.TAKEN if other and other.id != found.id else read.number


def _put(request: Request, found: Person, field: str, value: str | None) -> Answer:
    before = getattr(found, field)
    if before != value:
        people.change_people(request.db, {found.id: {field: value}})
        who, thing = f"person:{request.person}", f"person:{found.id}"
        audit.note(request.db, request.now, who, "correct_person", thing, {field: before}, {field: value})
    done = words.corrected(request, found, field, before, value)
    theirs = desks.reachable_account(request.db, found.id)
    if before == value or theirs is None or theirs.id == request.account.id:
        return done
    return done + Answer((words.for_person(theirs, field, value),))


def mine(request: Request) -> Answer:
    """Something stored about oneself is wrong: what, is written in one message."""
    talks.save_draft(request.db, request.account.id, MINE, {}, request.now)
    return words.what_is_wrong(request)


def of_mine(request: Request, _draft: Draft) -> Answer:
    """It goes to the organizers, who can put it right from there."""
    text = (request.incoming.text or "").strip()[: helpdesk.LONGEST]
    if not text:
        return words.what_is_wrong(request)
    talks.drop_draft(request.db, request.account.id)
    return helpdesk.hand_over(request, text, with_person=True)


WAYS = {
    "correct_person": Way(ask),
    "correct_mine": Way(mine, Action.CORRECT_OWN_DATA),
}
DIALOGUES = {CORRECT: written, MINE: of_mine}
