"""Greetings, help, and what only people can answer: questions, handed to the organizers and back."""

from __future__ import annotations

import re
from collections.abc import Sized

from handlers import scopes
from handlers.request import Request, Way
from handlers.talk import Answer, Reply
from handlers.wording import front as front_words
from handlers.wording import helpdesk as words
from handlers.wording import teacher as teacher_words
from handlers.wording.language import speaker
from storage import accounts, audit, desks, talks, unanswered
from storage.accounts import AccountRow
from storage.talks import Draft
from training.people import Action, Thing
from training.reading.impossible import impossible_day
from training.reading.vietnamese import fold

QUESTION, REPLYING = "question", "replying"
LONGEST = 1500  # characters of a question handed on


def greeting(request: Request) -> Answer:
    return words.menu(request)


def help_(request: Request) -> Answer:
    return words.help_(request)


def thanks(request: Request) -> Answer:
    return words.thanks(request)


def cancel(request: Request) -> Answer:
    dropped = talks.drop_draft(request.db, request.account.id)
    return words.given_up(request) if dropped else words.nothing_to_give_up(request)


def out_of_scope(request: Request) -> Answer:
    if day := impossible_day(request.incoming.text or ""):
        return teacher_words.no_such_day(request, day)
    if request.incoming.payload is None:
        _remember(request, request.incoming.text or "")
    return words.out_of_scope(request)


# phone and other long numbers, e-mail addresses, links: they teach nothing and may be somebody's
_SOMEBODY_S = re.compile(r"\S+@\S+|https?://\S+|\+?\d(?:[ .\-]?\d){7,}")


def _remember(request: Request, text: str) -> None:
    """What could not be answered is kept where organizers see it; bare figures and signs teach nothing."""
    text = _SOMEBODY_S.sub("…", text)
    folded = " ".join(fold(text).split()).strip(" .?!")
    if sum(letter.isalpha() for letter in folded) > 3:
        unanswered.note(request.db, request.person, " ".join(text.split()), folded, request.now)


def not_answered(request: Request) -> Answer:
    """`unanswered|page`: what people within one's reach asked in vain."""
    if not scopes.anywhere(request, Action.SEE_QUESTIONS):
        return front_words.not_yours(request.t)
    found = unanswered.told(request.db, scopes.units_of(request, Action.SEE_QUESTIONS))
    return words.not_answered(request, found, request.number())


def not_answered_file(request: Request) -> Answer:
    """`unanswered_file`: all of them, one a line."""
    if not scopes.anywhere(request, Action.SEE_QUESTIONS):
        return front_words.not_yours(request.t)
    found = unanswered.told(request.db, scopes.units_of(request, Action.SEE_QUESTIONS))
    _looked(request, "export_unanswered", found)
    return words.not_answered_file(request, found)


def _looked(request: Request, action: str, found: Sized) -> None:
    """What people write is as good as a list of them: who looked is in the log."""
    audit.note(request.db, request.now, f"person:{request.person}", action, "people", after={"questions": len(found)})


def human(request: Request) -> Answer:
    """Begin to write to the organizers."""
    talks.save_draft(request.db, request.account.id, QUESTION, {}, request.now)
    return words.write_question(request)


def written_question(request: Request, _draft: Draft) -> Answer:
    """The question itself: kept, and passed to the organizers of the person's unit."""
    text = (request.incoming.text or "").strip()[:LONGEST]
    if not text:
        return words.write_question(request)
    talks.drop_draft(request.db, request.account.id)
    return hand_over(request, text)


def hand_over(request: Request, text: str, *, with_person: bool = False) -> Answer:
    """with_person: organizers get a button to whom it is about, too."""
    number = talks.ask(request.db, request.account.id, request.person, text, request.now)
    asker = desks.named(request.db, request.person)
    path = desks.unit_path_of(request.db, request.person, request.today)
    reached = desks.organizers_for(request.db, path, but=request.person)
    about = request.person if with_person else None
    told = Answer(
        tuple(
            words.question_for(speaker(desk.language), number, text, asker, (desk.platform, desk.address), about)
            for desk in reached
        )
    )
    return words.handed_over(request, len(reached)) + told


def reply_to(request: Request) -> Answer:
    """An organizer presses “reply” on a question."""
    found = talks.question(request.db, request.number() or 0)
    if found is None or not _may_reply(request, found):
        return words.no_such_question(request)
    if found.reply is not None:
        return words.already_replied(request, found)
    talks.save_draft(request.db, request.account.id, REPLYING, {"question": found.id}, request.now)
    return words.write_reply(request, found)


def _may_reply(request: Request, found: talks.Question) -> bool:
    path = desks.unit_path_of(request.db, found.person_id, request.today)
    return request.may(Action.ANSWER_QUESTION, Thing(unit_path=path))


def written_reply(request: Request, draft: Draft) -> Answer:
    """The organizer's reply goes back to whoever asked."""
    text = (request.incoming.text or "").strip()[:LONGEST]
    found = talks.question(request.db, draft.data["question"])
    if not text or found is None or not _may_reply(request, found):
        return words.write_again(request)
    talks.drop_draft(request.db, request.account.id)
    if not talks.reply(request.db, found.id, text, request.person, request.now):
        return words.already_replied(request, found)
    asker = _asker(request, found)
    if asker is None:
        return words.reply_kept(request)
    back = Reply(words.reply_for(speaker(asker.language), found.text, text), to=(asker.platform, asker.address))
    return words.reply_sent(request) + Answer((back,))


def _asker(request: Request, found: talks.Question) -> AccountRow | None:
    """Where it was asked from, or where the person is by now: an account that was let go hears nothing any more."""
    asked = accounts.account_at(request.db, found.platform, found.address)
    if asked and asked.person_id == found.person_id:
        return asked
    return desks.reachable_account(request.db, found.person_id) if found.person_id else None


def questions(request: Request) -> Answer:
    """Open questions of the people an organizer is responsible for."""
    found = [one for one in talks.open_questions(request.db, None, 200) if _may_reply(request, one)]
    if found:
        _looked(request, "see_questions", found[:8])
    askers = {one.id: desks.named(request.db, one.person_id)[0] if one.person_id else "" for one in found[:8]}
    return words.open_questions(request, found[:8], askers)


WAYS = {
    "greeting": Way(greeting),
    "help": Way(help_, Action.GREET, for_guests=True),
    "thanks": Way(thanks),
    "cancel": Way(cancel, Action.GREET),
    "out_of_scope": Way(out_of_scope),
    "human": Way(human, Action.ASK_ORGANIZER),
    "reply_to": Way(reply_to),
    "questions": Way(questions),
    "unanswered": Way(not_answered),
    "unanswered_file": Way(not_answered_file),
}
DIALOGUES = {QUESTION: written_question, REPLYING: written_reply}
