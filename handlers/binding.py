"""From an unknown account to a person: the own contact, an invitation, or an organizer's approval."""

from __future__ import annotations

import re

from files.phones import normalise
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import binding as words
from handlers.wording import privacy as privacy_words
from storage import accounts, desks, invitations, people
from storage.accounts import Bound
from training.people import Action, Thing

_SIGNS = re.compile(r"\s*([,.;:!?()/–-])\s*")  # set apart, so that a name before a comma is still found
LINK_PREFIX = "i-"  # of the start parameter of an invitation link


def guest(request: Request) -> Answer:
    """Somebody not bound yet: who runs this, and the three ways in. Nothing about anybody is said."""
    if _is_admin(request):
        accounts.bind_admin(request.db, request.account, request.now)
        return _bound(request)
    text = (request.incoming.text or "").strip()
    if code := words.code_in(text):
        return _redeem(request, code)
    if text and not request.incoming.command and len(text) > 3 and words.asks_approval(text):
        return _ask_approval(request, text)
    again = request.incoming.command is None and invitations.met_before(request.db, request.account.id, request.now)
    return words.ways_in(request, again=again)


def _is_admin(request: Request) -> bool:
    return (request.incoming.platform, request.incoming.sender) in request.house.admins


def by_contact(request: Request) -> Answer:
    """A shared contact: only the sender's own, and only for the person with exactly that phone."""
    contact = request.incoming.contact
    assert contact
    if request.account.person_id is not None:
        return words.bound_already(request)
    if not contact.own:
        return words.not_your_contact(request)
    if not _may_try(request):
        return words.too_many_tries(request)
    phone = normalise(contact.phone).number
    person = people.person_by_phone(request.db, phone) if phone else None
    if person is None:
        return words.not_found(request)
    return _settle(request, accounts.bind(request.db, request.account.id, person.id, "contact", request.now))


def by_link(request: Request) -> Answer:
    """/start with a payload: an invitation link; anything else is shown the ways in."""
    argument = request.incoming.argument
    if not argument.startswith(LINK_PREFIX) or request.account.person_id is not None:
        return guest(request) if request.account.person_id is None else words.bound_already(request)
    return _redeem(request, argument.removeprefix(LINK_PREFIX))


def _redeem(request: Request, code: str) -> Answer:
    if not _may_try(request):
        return words.too_many_tries(request)
    if invitations.redeem(request.db, code, request.account.id, request.now) is None:
        return words.not_found(request)
    return _bound(request)


def _may_try(request: Request) -> bool:
    who = f"{request.incoming.platform}:{request.incoming.sender}"
    return request.may(Action.BIND) and invitations.allowed(request.db, who, "bind", request.now)


def _settle(request: Request, outcome: Bound) -> Answer:
    return _bound(request) if outcome in (Bound.NOW, Bound.BEFORE) else words.not_found(request)


def _bound(request: Request) -> Answer:
    """Known now: consent comes next."""
    account = accounts.account_by_id(request.db, request.account.id)
    assert account
    known = request.known_as(account, accounts.actor_of(request.db, account, request.house.admins))
    return words.welcome(known) + privacy_words.ask_consent(known)


def _ask_approval(request: Request, text: str) -> Answer:
    """What somebody says of themselves goes to organizers of the people it may mean; nothing is confirmed."""
    if not _may_try(request):
        return words.too_many_tries(request)
    said = _SIGNS.sub(r" \1 ", text[:300]).strip()
    number = invitations.ask_binding(request.db, request.account.id, said, request.now)
    answer = words.approval_asked(request)
    for candidate in people.people_named_in(request.db, said, None)[:3]:
        path = desks.unit_path_of(request.db, candidate.id, request.today)
        for desk in desks.organizers_for(request.db, path):
            answer += words.approval_for(desk, number, said, candidate, request.account.shown_name)
    return answer


def approve(request: Request) -> Answer:
    """An organizer says who it is: `approve|request|person`, person 0 for nobody."""
    number, person_id = request.number(), request.number(1)
    asked = invitations.request_of(request.db, number) if number else None
    if not (number and asked) or person_id is None or not _may_decide(request, person_id, asked[1]):
        return words.no_such_request(request)
    outcome = invitations.decide(request.db, number, person_id or None, request.person, request.now)
    if outcome is None:
        return words.no_such_request(request)
    account = accounts.account_by_id(request.db, asked[0])
    return words.decided(request, outcome, account)


def _may_decide(request: Request, person_id: int, said: str) -> bool:
    """To say who it is: over that person; to say that it is nobody: over one of those it may be."""
    if person_id:
        return _may_approve(request, person_id)
    named = people.people_named_in(request.db, said, None)
    return request.may(Action.APPROVE_BINDING) or any(_may_approve(request, one.id) for one in named)


def _may_approve(request: Request, person_id: int) -> bool:
    path = desks.unit_path_of(request.db, person_id, request.today)
    return request.may(Action.APPROVE_BINDING, Thing(unit_path=path, owner_id=person_id))


WAYS = {"approve": Way(approve)}
