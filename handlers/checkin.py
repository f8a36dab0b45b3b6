"""A teacher checks in: by the button, or by the code that the trainer shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import trainer
from handlers.claims import By, claim, code_age, code_fits
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import checkin as words
from storage import invitations, sessions
from storage.claims import Claimant, claimant
from training import calendar
from training.attendance import Method, Refused
from training.calendar import TO_ATTEND, SessionView
from training.intents import Intent
from training.people import Action

SOON = timedelta(hours=3)  # how early somebody standing in the hall may ask
WRONG_CODES = 8  # in ten minutes; nobody types that many by mistake


def checkin(request: Request) -> Answer:
    """By words, a code, or a button `checkin|session`."""
    if request.intent.code:
        return _by_code(request, _candidates(request))
    candidates = _candidates(request) if request.number() is None else _named(request)
    if not candidates:
        mine = _as_trainer(request) if request.number() is None else None
        return mine or words.nothing_now(request, _next(request))
    if len(candidates) > 1:
        return words.which(request, candidates)
    return _record(request, candidates[0], _claimant(request, candidates[0]), Method.BUTTON, None)


def _as_trainer(request: Request) -> Answer | None:
    """Who trains a session now or soon means its roll by the same words."""
    own = sessions.sessions_of(request.db, request.person, request.now - timedelta(hours=1))
    taught = [one for one in own if one.role == "trainer" and one.kind in TO_ATTEND and not one.cancelled]
    here = list(calendar.at(taught, request.now, ahead=SOON))
    if len(here) == 1:
        return trainer.panel(request.with_intent(Intent("session", args=(str(here[0].id),))))
    return trainer.teaching(request) if here else None


def _candidates(request: Request) -> list[SessionView]:
    """Own sessions to attend that are on or begin soon; when all of these are cancelled, the cancelled ones."""
    own = sessions.sessions_of(request.db, request.person, request.now - timedelta(hours=1))
    mine = [one for one in own if _is_mine(one)]
    if found := list(calendar.at(mine, request.now, ahead=SOON)):
        return found
    cancelled = {one.id: one for one in mine if one.cancelled}
    as_planned = calendar.at((replace(one, cancelled=False) for one in cancelled.values()), request.now, ahead=SOON)
    return [cancelled[one.id] for one in as_planned]


def _named(request: Request) -> list[SessionView]:
    """The session of a button, whatever the hour: a repeat gets the same answer long afterwards."""
    own = sessions.sessions_of(request.db, request.person)
    return [one for one in own if one.id == request.number() and _is_mine(one)]


def _is_mine(session: SessionView) -> bool:
    return session.kind in TO_ATTEND and session.role == "trainee"


def _next(request: Request) -> SessionView | None:
    own = sessions.sessions_of(request.db, request.person, request.now)
    ahead = (one for one in calendar.upcoming(own, request.now) if one.kind in TO_ATTEND and one.counts_on.is_exact)
    return next(ahead, None)


def _by_code(request: Request, candidates: list[SessionView]) -> Answer:
    if not candidates:
        return words.nothing_now(request, _next(request))
    who = f"{request.incoming.platform}:{request.incoming.sender}"
    code = request.intent.code or ""
    mine = [(one, _claimant(request, one)) for one in candidates]
    right = next(((one, me) for one, me in mine if code_fits(me.facts, code, request.now)), None)
    if right:
        return _record(request, *right, Method.CODE, True)
    if not invitations.allowed(request.db, who, "code", request.now, WRONG_CODES, timedelta(minutes=10)):
        return words.too_many_codes(request)
    return _record(request, *mine[0], Method.CODE, False)


def _claimant(request: Request, session: SessionView) -> Claimant:
    found = claimant(request.db, session.id, request.person)
    assert found
    return found


def _record(request: Request, session: SessionView, me: Claimant, method: Method, code_ok: bool | None) -> Answer:
    age = code_age(me.facts, request.intent.code or "", request.now) if code_ok else None
    way = By(method, request.incoming.platform, age)
    outcome = claim(request.db, me, request.person, way, request.now, code_ok=code_ok)
    if isinstance(outcome, Refused):
        return words.refused(request, session, outcome, me.facts.rules)
    return words.checked_in(request, session, outcome, me.facts.rules.checkout)


WAYS = {"checkin": Way(checkin, Action.CHECK_IN)}
