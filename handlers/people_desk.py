"""One person of an organizer's units: found by name, phone or code; their accounts, let go when they must be."""

from __future__ import annotations

import re

from files.phones import normalise
from handlers import heavy, scopes
from handlers.request import Request, Way
from handlers.talk import Answer, Errand
from handlers.things import person_for
from handlers.wording import front as front_words
from handlers.wording import office_files as file_words
from handlers.wording import people_desk as words
from storage import accounts, audit, desks, people, talks
from storage.accounts import AccountRow
from storage.people import Person
from storage.talks import Draft
from training.people import Action, Role
from training.reading import questions
from training.reading.vietnamese import fold

FIND = "find_person"
MOST = 8  # people on one screen
LINES = 12  # of the log
LONGEST = 80  # characters of what is looked for
READERS = frozenset({Role.ADMIN, Role.ORGANIZER, Role.INSPECTOR})
CHANGES = (Action.REVOKE_ACCOUNT, Action.CORRECT_PERSON, Action.INVITE, Action.SEE_AUDIT)

_TITLE = r"(?:nguoi|giao vien|hoc vien|gv|thay co|thay|co|tai khoan|cua|so dien thoai|sdt|ma|ten|person)"
_ASKS = re.compile(rf"(?:tim|tim kiem|tra cuu|find)(?P<title>(?: {_TITLE})*)(?: (?P<who>\S.*?))?[ .!]*")


def find(request: Request) -> Answer:
    """A name, a phone number or a code is asked for."""
    if not scopes.anywhere(request, Action.LIST_PEOPLE):
        return front_words.not_yours(request.t)
    talks.save_draft(request.db, request.account.id, FIND, {}, request.now)
    return words.whom(request)


def named(request: Request, _draft: Draft) -> Answer:
    """What was typed after `find`; while nobody is found one may try again."""
    found = _search(request, (request.incoming.text or "").strip()[:LONGEST])
    if found:
        talks.drop_draft(request.db, request.account.id)
    return _shown(request, found)


def typed(request: Request) -> Answer | None:
    """“tìm Nguyễn Thị Lan” of whoever may list people; None when no person can be meant by it."""
    text = (request.incoming.text or "").strip()
    if len(text) > LONGEST or not any(grant.role in READERS for grant in request.actor.grants):
        return None
    asked = _ASKS.fullmatch(fold(text))
    if asked is None or not scopes.anywhere(request, Action.LIST_PEOPLE):
        return None
    if asked["who"] is None:
        return find(request) if asked["title"] else None
    clear = asked["title"] or _is_name_or_number(text.split()[-len(asked["who"].split()) :])
    if not clear and questions.read(text, request.now).name != "out_of_scope":
        return None
    found = _search(request, asked["who"])
    return _shown(request, found) if found or clear else None


def _is_name_or_number(said: list[str]) -> bool:
    return all(word[:1].isupper() or word[:1].isdigit() or word[:1] == "+" for word in said)


def _search(request: Request, said: str) -> list[Person]:
    reach = scopes.units_of(request, Action.LIST_PEOPLE)
    if not said or (reach is not None and not reach):
        return []
    found = people.people_like_said(request.db, said, normalise(said).number, reach, MOST + 1)
    if found:
        _log(request, "find_people", "people", people=[one.id for one in found[:MOST]])
    return found


def _log(request: Request, action: str, thing: str, **what: object) -> None:
    audit.note(request.db, request.now, f"person:{request.person}", action, thing, after=what or None)


def _shown(request: Request, found: list[Person]) -> Answer:
    if len(found) == 1:
        return _card(request, found[0])
    units = {one.id: desks.named(request.db, one.id)[1] for one in found[:MOST]}
    return words.which(request, found[:MOST], units, more=len(found) > MOST) if found else words.nobody(request)


def member(request: Request) -> Answer:
    """`member|id`."""
    found = person_for(request, Action.LIST_PEOPLE, request.number())
    return _card(request, found) if found else words.not_there(request)


def _card(request: Request, found: Person) -> Answer:
    _log(request, "see_person", f"person:{found.id}")
    may = frozenset(action for action in CHANGES if person_for(request, action, found.id))
    unit = desks.named(request.db, found.id)[1]
    return words.card(request, found, unit, accounts.bindings_of(request.db, found.id), may)


def revoke(request: Request) -> Answer:
    """`revoke|person|account`, then with `yes`: the account is a guest's at once."""
    found = person_for(request, Action.REVOKE_ACCOUNT, request.number())
    account = accounts.account_by_id(request.db, request.number(1) or 0)
    if found is None or account is None or account.person_id != found.id:
        return words.not_there(request)
    if account.id == request.account.id:
        return words.not_this_one(request, found)
    if request.intent.args[2:] != ("yes",):
        return words.really(request, found, account)
    accounts.revoke(request.db, account.id, f"person:{request.person}", request.now)
    return words.revoked(request, found, account) + _tell(account)


def _tell(account: AccountRow) -> Answer:
    """Nobody is named there: whose hands it is in is just what is not known."""
    return Answer((words.for_guest(account),)) if account.reachable else Answer()


def invite(request: Request) -> Answer:
    """`invite_one|person`: a card for somebody who is on no channel."""
    found = person_for(request, Action.INVITE, request.number())
    if found is None:
        return words.not_there(request)
    if heavy.too_often(request, "cards"):
        return file_words.too_often(request)
    return Answer(toast=words.preparing(request), errands=(Errand("invitation_card", (found.id,)),))


def log(request: Request) -> Answer:
    """`person_log|person`: who bound, let go, corrected and looked at them."""
    found = person_for(request, Action.SEE_AUDIT, request.number())
    if found is None:
        return words.not_there(request)
    lines = audit.about_person(request.db, found.id, words.LOGGED, LINES)
    _log(request, "see_log", f"person:{found.id}")
    return words.log(request, found, lines)


WAYS = {
    "find_person": Way(find),
    "member": Way(member),
    "revoke": Way(revoke),
    "invite_one": Way(invite),
    "person_log": Way(log),
}
DIALOGUES = {FIND: named}
