"""Consent, and everybody's own data: see, take along, correct, delete."""

from __future__ import annotations

from handlers.request import Request, Way
from handlers.talk import Answer, Errand
from handlers.wording import privacy as words
from storage import accounts, desks, erasure, people
from training.people import Action


def ask_consent(request: Request) -> Answer:
    """Who runs this, what is stored, why, how long; nothing is ticked beforehand."""
    return words.ask_consent(request)


def consent(request: Request) -> Answer:
    accounts.give_consent(request.db, request.account.id, request.now)
    return words.consented(request) + Answer(errands=(Errand("menus"),))


def refuse(request: Request) -> Answer:
    accounts.withdraw_consent(request.db, request.account.id)
    return words.refused(request)


def my_data(request: Request) -> Answer:
    """What is stored about the person, in words."""
    person = people.person_by_id(request.db, request.person)
    assert person
    unit = desks.named(request.db, request.person)[1]
    return words.my_data(request, person, unit, sorted(people.groups_of(request.db, [person.id]).get(person.id, ())))


def take_along(request: Request) -> Answer:
    """Everything as a file."""
    return Answer(toast=words.preparing(request), errands=(Errand("own_data", (request.person,)),))


def erase(request: Request) -> Answer:
    return words.really_erase(request)


def erase_now(request: Request) -> Answer:
    erasure.erase(request.db, request.person, request.now)
    return words.erased(request)


WAYS = {
    "consent": Way(consent, Action.GIVE_CONSENT),
    "no_consent": Way(refuse, Action.GIVE_CONSENT),
    "my_data": Way(my_data, Action.SEE_OWN_DATA),
    "take_along": Way(take_along, Action.SEE_OWN_DATA),
    "erase": Way(erase, Action.ERASE_OWN),
    "erase_now": Way(erase_now, Action.ERASE_OWN),
}
