"""Where a scanned code leads: in a chat by /start, on our own page by a form, which one enters by a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers import binding, claims, privacy
from handlers.claims import Chosen, Scanned
from handlers.request import House, Request, Way
from handlers.talk import Answer
from handlers.wording import checkin as checkin_words
from handlers.wording import scan as words
from handlers.wording.language import Speaker
from storage import logins, sessions
from storage.claims import Claimant
from storage.logins import WebPerson
from storage.sessions import SessionFacts
from training import calendar, tokens
from training.attendance import MarkValue, Refusal, Refused, code_at, code_expires
from training.calendar import TO_ATTEND, SessionView
from training.people import Action, Thing
from training.tokens import PREFIX, Verdict

WEB = "web"  # the platform of who checks in on our own page
SOON = timedelta(hours=3)


def by_link(request: Request) -> Answer:
    """/start c-TOKEN. Who is not known, or has not consented, comes back with a fresh scan: this one is not kept."""
    if request.actor.person_id is None:
        return words.bind_first(request) + binding.guest(request)
    if not request.may(Action.CHECK_IN, Thing(owner_id=request.person)):
        return words.consent_first(request) + privacy.ask_consent(request)
    token = request.incoming.argument.removeprefix(PREFIX)
    scanned = claims.scan(request.db, token, request.person, request.incoming.platform, request.now)
    return _scanned(request, scanned)


def _scanned(request: Request, scanned: Scanned) -> Answer:
    who = scanned.who
    if who is None:
        return words.not_ours(request)
    if scanned.numbers:
        return words.which_number(request, who.facts.view, scanned.numbers)
    if scanned.outcome is None:
        return words.expired(request, who.facts.view)
    return _settled(request, who, scanned.outcome)


def _settled(request: Request, who: Claimant, outcome: MarkValue | Refused) -> Answer:
    session = who.facts.view
    if not isinstance(outcome, Refused):
        return checkin_words.checked_in(request, session, outcome, who.facts.rules.checkout)
    if outcome.code is Refusal.NOT_ENROLLED:
        return words.not_listed(request, session, own_now(request.db, request.person, request.now))
    return checkin_words.refused(request, session, outcome, who.facts.rules)


def own_now(db: Connection, person_id: int, now: datetime) -> SessionView | None:
    """The session that somebody should be in instead."""
    mine = [one for one in sessions.sessions_of(db, person_id, now) if one.kind in TO_ATTEND]
    return next(iter(calendar.at(mine, now, ahead=SOON)), None)


def seen(request: Request) -> Answer:
    """The number on the screen, chosen after a scan: `seen|session|number`."""
    session_id, number = request.number(), request.number(1)
    if session_id is None or number is None:
        return words.not_ours(request)
    chosen = claims.choose(request.db, session_id, number, request.person, request.incoming.platform, request.now)
    if chosen.who is None:
        return words.not_ours(request)
    if chosen.outcome is None:
        return words.wrong_number(request) if chosen.right is False else words.expired(request, chosen.who.facts.view)
    return _settled(request, chosen.who, chosen.outcome)


def web_login(request: Request) -> Answer:
    """A link by which one's browser is let in."""
    root = request.house.public_url
    if root is None:
        return words.web_link(request, None)
    secret = logins.new_link(request.db, request.person, request.now)
    return words.web_link(request, f"{root.rstrip('/')}/login/{secret}")


WAYS = {"seen": Way(seen, Action.CHECK_IN), "web_login": Way(web_login, Action.CHECK_IN)}


# --- our own page ---


@dataclass(frozen=True, slots=True)
class Landing:
    """What our page shows after a scan. session None: no code of ours. number: to be typed in a chat."""

    verdict: Verdict
    session: SessionView | None = None
    number: str | None = None
    number_until: datetime | None = None
    telegram: str | None = None


def landing(db: Connection, token: str, now: datetime, house: House) -> Landing:
    """Looking marks nobody."""
    said = tokens.read(token)
    facts = sessions.session_facts(db, said.session_id) if said else None
    if facts is None:
        return Landing(Verdict.FORGED)
    verdict = tokens.check(facts.secret, facts.view.id, token, now, facts.rules.step_seconds)
    if verdict is not Verdict.VALID:
        return Landing(verdict, facts.view if verdict is Verdict.EXPIRED else None)
    bot = house.bot_name("telegram")
    link = f"https://t.me/{bot}?start={PREFIX}{token}" if bot else None
    return Landing(verdict, facts.view, *_number(facts, now), link)


def _number(facts: SessionFacts, now: datetime) -> tuple[str, datetime]:
    """The code shown now, and until when it is taken."""
    step = facts.rules.step_seconds
    until = code_expires(now, step) + timedelta(seconds=step * claims.CODE_GRACE)
    return code_at(facts.secret, facts.view.id, now, step), until


@dataclass(frozen=True, slots=True)
class Said:
    """What our page answers to a check-in. ok None: one of the numbers is to be chosen first."""

    text: str
    ok: bool | None
    session: SessionView | None = None
    numbers: tuple[int, ...] = ()


def check_in_on_page(db: Connection, token: str, number: int | None, who: WebPerson, now: datetime, t: Speaker) -> Said:
    """With the token that was scanned, and the number on the screen once that was asked for."""
    if number is None:
        scanned = claims.scan(db, token, who.person_id, WEB, now)
        return _said(db, scanned, who, now, t)
    said = tokens.read(token)
    chosen = claims.choose(db, said.session_id, number, who.person_id, WEB, now) if said else Chosen(None)
    if chosen.who is None:
        return Said(words.forged(t), False)
    if chosen.outcome is None:
        text = words.not_that_number(t) if chosen.right is False else words.scan_again(t)
        return Said(text, False, chosen.who.facts.view)
    return _outcome(db, chosen.who, chosen.outcome, who, now, t)


def _said(db: Connection, scanned: Scanned, who: WebPerson, now: datetime, t: Speaker) -> Said:
    if scanned.who is None:
        return Said(words.forged(t), False)
    view = scanned.who.facts.view
    if scanned.numbers:
        return Said(words.number_asked(t), None, view, scanned.numbers)
    if scanned.outcome is None:
        return Said(words.scan_again(t), False, view)
    return _outcome(db, scanned.who, scanned.outcome, who, now, t)


def _outcome(
    db: Connection, claimant: Claimant, outcome: MarkValue | Refused, who: WebPerson, now: datetime, t: Speaker
) -> Said:
    view = claimant.facts.view
    if not isinstance(outcome, Refused):
        return Said(words.done(t, outcome), True, view)
    own = own_now(db, who.person_id, now) if outcome.code is Refusal.NOT_ENROLLED else None
    return Said(words.refusal(t, claimant, outcome, own), False, view)
