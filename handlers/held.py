"""Mailings held back after a jump of the clock or a restore: somebody says of each, or of all, go or not."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import scopes
from handlers.mailing_things import allowed, mailing_for
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import front as front_words
from handlers.wording import held as words
from storage import audit, due, mailings, sessions
from storage.mailings import MailingRow
from training.intents import Intent
from training.people import Action


def within_reach(request: Request) -> list[MailingRow]:
    """Those that the person may let go or drop, the oldest first."""
    if not scopes.anywhere(request, Action.STOP_NOTICE):
        return []
    return [one for one in due.held(request.db) if allowed(request, Action.STOP_NOTICE, one)]


def held_list(request: Request) -> Answer:
    """`held|page`."""
    if not scopes.anywhere(request, Action.STOP_NOTICE):
        return front_words.not_yours(request.t)
    found = within_reach(request)
    titles = {one.id: _session_title(request, one) for one in found}
    return words.held_list(request, found, titles, request.number())


def _session_title(request: Request, one: MailingRow) -> str | None:
    facts = sessions.session_facts(request.db, one.session_id) if one.session_id is not None else None
    return facts.view.title if facts else None


def let_go(request: Request) -> Answer:
    """Send one, or all of them: `held_go|id`, `held_go|all`."""
    chosen = _chosen(request)
    gone = [one for one in chosen if due.let_go(request.db, one.id, request.now)]
    return _done(request, gone, "release_mailing", words.let_go(request, len(gone)))


def drop(request: Request) -> Answer:
    """Give up one, or all of them: `held_drop|id`, `held_drop|all`."""
    chosen = _chosen(request)
    gone = [one for one in chosen if mailings.stop(request.db, one.id, request.now, reason="held")]
    return _done(request, gone, "drop_mailing", words.dropped(request, len(gone)))


def _chosen(request: Request) -> list[MailingRow]:
    if request.intent.args[:1] == (words.ALL,):
        return within_reach(request)
    one = mailing_for(request, Action.STOP_NOTICE)
    return [one] if one and one.id in {held.id for held in due.held(request.db)} else []


def _done(request: Request, gone: Iterable[MailingRow], action: str, toast: str) -> Answer:
    """Written into the log, and what is left shown."""
    for one in gone:
        audit.note(request.db, request.now, f"person:{request.person}", action, f"mailing:{one.id}")
    shown = held_list(request.with_intent(Intent("held")))
    return Answer(shown.replies, toast=toast)


WAYS = {
    "held": Way(held_list),
    "held_go": Way(let_go),
    "held_drop": Way(drop),
}
