"""The board of a session: its links, what stands on it, and how people check in, set by the trainer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.claims import window_of
from handlers.request import House, Request, Way
from handlers.talk import Answer
from handlers.things import session_for
from handlers.wording import board as words
from storage import audit, boards, sessions
from storage.boards import Arrivals, BoardLink
from storage.sessions import SessionFacts
from training import tokens
from training.attendance import CheckinWindow, Method, code_at
from training.checkin_rules import CheckinRules
from training.people import Action
from training.tokens import PREFIX

LINK_LIFE = timedelta(hours=12)  # after the session, or after the link was made
CHOICES = {  # what a tap goes on to, in this order
    "step_seconds": (10, 15, 20, 30, 60),
    "opens_before": (0, 15, 30, 45, 60, 90),
    "late_after": (0, 5, 10, 15, 20, 30),
    "closes_after": (15, 30, 45, 60, 90, 120),
}
SWITCHES = ("challenge", "names", "direct", "checkout")


def show(request: Request) -> Answer:
    """A new link to the board: `board|session`."""
    facts = session_for(request, Action.SHOW_BOARD)
    if facts is None:
        return words.not_there(request)
    if request.house.public_url is None:
        return words.no_pages(request, facts.view)
    over = facts.view.period.closes
    expires = max(over, request.now) + LINK_LIFE if over else request.now + LINK_LIFE
    secret = boards.open_board(request.db, facts.view.id, request.person, request.t.language, request.now, expires)
    _log(request, "show_board", facts)
    return words.link(request, facts.view, f"{request.house.public_url.rstrip('/')}/board/{secret}")


def revoke(request: Request) -> Answer:
    """All links to the board of a session end: `board_revoke|session`."""
    facts = session_for(request, Action.SHOW_BOARD)
    if facts is None:
        return words.not_there(request)
    many = boards.revoke(request.db, facts.view.id, request.now)
    _log(request, "revoke_board", facts)
    return words.revoked(request, facts.view, many)


def rules(request: Request) -> Answer:
    """How people check in to a session: `checkin_rules|session`."""
    facts = session_for(request, Action.CHANGE_CHECKIN)
    return words.rules(request, facts.view, facts.rules, _next(facts.rules)) if facts else words.not_there(request)


def change_rules(request: Request) -> Answer:
    """`set_checkin|session|name|value`; names of methods are switched with 0 and 1."""
    facts = session_for(request, Action.CHANGE_CHECKIN)
    value = request.number(2)
    if facts is None or value is None:
        return words.not_there(request)
    try:
        changed = _changed(facts.rules, request.intent.args[1], value)
    except ValueError:
        return words.not_there(request)
    sessions.set_rules(request.db, facts.view.id, changed)
    _log(request, _named(request.intent.args[1], value), facts, facts.rules, changed)
    return words.rules(request, facts.view, changed, _next(changed))


def _named(name: str, value: int) -> str:
    """What a switch does, as the log has it: whether a hall reads names is no matter of how people check in."""
    return ("show_names" if value else "hide_names") if name == "names" else "change_checkin"


def _changed(rules: CheckinRules, name: str, value: int) -> CheckinRules:
    if name in tuple(Method):
        return rules.with_method(Method(name), bool(value))
    return rules.with_number(name, value)


def _next(rules: CheckinRules) -> dict[str, int]:
    """What a tap on each setting leads to."""
    stored = rules.stored()
    ahead = {name: next((one for one in some if one > stored[name]), some[0]) for name, some in CHOICES.items()}
    return {**ahead, **{name: int(not stored[name]) for name in SWITCHES}}


def _log(
    request: Request,
    action: str,
    facts: SessionFacts,
    before: CheckinRules | None = None,
    after: CheckinRules | None = None,
) -> None:
    was, becomes = (one.stored() if one else None for one in (before, after))
    thing = f"session:{facts.view.id}"
    audit.note(request.db, request.now, f"person:{request.person}", action, thing, was, becomes)


WAYS = {
    "board": Way(show),
    "board_revoke": Way(revoke),
    "checkin_rules": Way(rules),
    "set_checkin": Way(change_rules),
}


# --- what stands on it ---


@dataclass(frozen=True, slots=True)
class Standing:
    """A session whose board is open, as far as the database knows."""

    facts: SessionFacts
    window: CheckinWindow | None
    arrivals: Arrivals
    last_mark: int


def opened(db: Connection, secret: str, now: datetime) -> tuple[BoardLink, SessionFacts] | None:
    """Behind a link; None for one that leads nowhere."""
    link = boards.board_at(db, secret, now)
    facts = sessions.session_facts(db, link.session_id) if link else None
    return (link, facts) if link and facts else None


def standings(db: Connection, known: Sequence[Standing], session_ids: Collection[int]) -> dict[int, Standing]:
    """How these sessions stand now. Only what has a new mark is counted again."""
    before = {one.facts.view.id: one for one in known}
    newest = boards.last_marks(db, session_ids)
    found = sessions.facts_of(db, session_ids)
    return {one.view.id: _standing(db, one, before.get(one.view.id), newest.get(one.view.id, 0)) for one in found}


def _standing(db: Connection, facts: SessionFacts, before: Standing | None, last_mark: int) -> Standing:
    same = before and before.last_mark == last_mark and before.facts.rules.names == facts.rules.names
    counted = before.arrivals if before and same else boards.arrivals(db, facts.view.id, facts.rules.names)
    return Standing(facts, window_of(facts), counted, last_mark)


def phase(standing: Standing, now: datetime) -> str:
    """cancelled, not_opened, before, open or over."""
    window = standing.window
    if standing.facts.view.cancelled:
        return "cancelled"
    if window is None:
        return "not_opened"
    if window.is_over(now):
        return "over"
    return "before" if now < window.opens else "open"


def step(facts: SessionFacts, now: datetime) -> tuple[int, int]:
    """What is shown changes whenever this does."""
    number = tokens.step_at(now, tokens.NUMBER_SECONDS) if facts.rules.challenge else 0
    return tokens.step_at(now, facts.rules.step_seconds), number


def shown_until(facts: SessionFacts, now: datetime) -> datetime:
    return tokens.step_ends(now, facts.rules.step_seconds)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the board shows to be scanned and typed, until it changes. target: what the QR code says, None: no QR."""

    target: str | None
    code: str | None
    number: int | None
    until: datetime


def shown(facts: SessionFacts, house: House, now: datetime) -> Shown:
    rules, number = facts.rules, facts.view.id
    code = code_at(facts.secret, number, now, rules.step_seconds) if Method.CODE in rules.methods else None
    challenge = tokens.number_at(facts.secret, number, now) if rules.challenge else None
    target = _target(facts, house, now) if Method.QR in rules.methods else None
    return Shown(target, code, challenge, shown_until(facts, now))


def _target(facts: SessionFacts, house: House, now: datetime) -> str | None:
    """Straight into Telegram when the trainer wants it so, or when there is no page to lead to."""
    token = tokens.token_at(facts.secret, facts.view.id, now, facts.rules.step_seconds)
    bot = house.bot_name("telegram")
    if bot and (facts.rules.direct or house.public_url is None):
        return f"https://t.me/{bot}?start={PREFIX}{token}"
    return f"{house.public_url.rstrip('/')}/c/{token}" if house.public_url else None


def switch(db: Connection, link: BoardLink, name: str, on: bool, now: datetime) -> bool:
    """Names or the way of the QR code, from the board itself. False for what cannot be switched there."""
    facts = sessions.session_facts(db, link.session_id)
    if facts is None or name not in ("names", "direct"):
        return False
    changed = facts.rules.with_number(name, int(on))
    sessions.set_rules(db, link.session_id, changed)
    before, after = ({name: getattr(one, name)} for one in (facts.rules, changed))
    # whoever stands at the projector has the link; who made it is all that is known
    made = {**after, "link_of": f"person:{link.created_by}"}
    audit.note(db, now, f"board:{link.id}", _named(name, int(on)), f"session:{link.session_id}", before, made)
    return True
