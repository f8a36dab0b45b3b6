"""Greetings, help, and what only people can answer: questions and leave, handed to the organizers and back."""

from __future__ import annotations

from handlers.request import Request, Way
from handlers.talk import Answer, Reply
from handlers.wording import helpdesk as words
from handlers.wording.language import speaker
from storage import accounts, desks, sessions, talks
from storage.talks import Draft
from training import calendar
from training.calendar import SessionView
from training.people import Action, Thing

QUESTION, LEAVE, REPLYING = "question", "leave", "replying"
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
    return words.out_of_scope(request)


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
    return _hand_over(request, text)


def _hand_over(request: Request, text: str) -> Answer:
    number = talks.ask(request.db, request.account.id, request.person, text, request.now)
    asker = desks.named(request.db, request.person)
    path = desks.unit_path_of(request.db, request.person, request.today)
    reached = desks.organizers_for(request.db, path, but=request.person)
    told = Answer(
        tuple(
            words.question_for(speaker(desk.language), number, text, asker, (desk.platform, desk.address))
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
    asker = accounts.account_at(request.db, found.platform, found.address)
    t = speaker(asker.language if asker else None)
    back = Reply(words.reply_for(t, found.text, text), to=(found.platform, found.address))
    return words.reply_sent(request) + Answer((back,))


def questions(request: Request) -> Answer:
    """Open questions of the people an organizer is responsible for."""
    found = [one for one in talks.open_questions(request.db, None, 200) if _may_reply(request, one)]
    return words.open_questions(request, found[:8])


def leave_request(request: Request) -> Answer:
    """Ask to be excused: which session, then why."""
    ahead = _to_attend(request)
    if when := request.intent.when:
        ahead = calendar.within(ahead, when.first, when.last, request.intent.part)
    if not ahead:
        return words.no_leave(request)
    return words.which_leave(request, ahead[:6])


def _to_attend(request: Request) -> tuple[SessionView, ...]:
    """Own sessions ahead that one can be excused from."""
    own = sessions.sessions_of(request.db, request.person, request.now)
    excusable = (one for one in own if one.kind in calendar.TO_ATTEND and one.role == "trainee")
    return calendar.upcoming(excusable, request.now)


def leave_for(request: Request) -> Answer:
    """A session was chosen; now the reason."""
    wanted = request.number()
    found = next((one for one in _to_attend(request) if one.id == wanted), None)
    if found is None:
        return words.no_leave(request)
    talks.save_draft(request.db, request.account.id, LEAVE, {"session": found.id}, request.now)
    return words.why_leave(request, found)


def written_leave(request: Request, draft: Draft) -> Answer:
    """The reason: the organizers get it as a question with the session named."""
    reason = (request.incoming.text or "").strip()[:500]
    found = sessions.session_facts(request.db, draft.data["session"])
    if not reason or found is None:
        return words.write_again(request)
    talks.drop_draft(request.db, request.account.id)
    talks.ask_leave(request.db, request.person, found.view.id, reason, request.now)
    return _hand_over(request, words.leave_text(request, found.view, reason))


WAYS = {
    "greeting": Way(greeting, None),
    "help": Way(help_, None, for_guests=True),
    "thanks": Way(thanks),
    "cancel": Way(cancel),
    "out_of_scope": Way(out_of_scope),
    "human": Way(human, Action.ASK_ORGANIZER),
    "leave_request": Way(leave_request, Action.ASK_LEAVE),
    "leave_for": Way(leave_for, Action.ASK_LEAVE),
    "reply_to": Way(reply_to),
    "questions": Way(questions),
}
DIALOGUES = {QUESTION: written_question, REPLYING: written_reply, LEAVE: written_leave}
