"""Between a press and the slow work that it asks for may lie a night, when the program was stopped: rights are asked
again before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from handlers import scopes
from handlers.mailing_things import mailing_for
from handlers.request import Request
from handlers.talk import Errand
from handlers.things import course_for, person_for, session_for
from handlers.wording.language import Speaker
from storage import accounts
from storage.accounts import AccountRow
from training.intents import Intent
from training.people import Action

if TYPE_CHECKING:
    from handlers.errands import Bench


def request_of(db: Connection, bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Request:
    """As if whoever asked for it asked now; what the errand names stands where a button would carry it."""
    actor = accounts.actor_of(db, account, bench.house.admins)
    intent = Intent(errand.name, args=tuple(map(str, errand.args)))
    return Request(db, bench.now, bench.incoming, account, actor, t, bench.house, intent)


def still_may(request: Request, errand: Errand) -> bool:
    """Whether the person may still have it."""
    return errand.name in OWN or ASKED[errand.name](request, errand.args)


def _roll(request: Request, _args: tuple[Any, ...]) -> bool:
    return session_for(request, Action.EXPORT_ROLL) is not None


def _mailing(request: Request, _args: tuple[Any, ...]) -> bool:
    return mailing_for(request, Action.EXPORT_DELIVERIES) is not None


def _invitations(request: Request, _args: tuple[Any, ...]) -> bool:
    return scopes.unit_for(request, Action.INVITE, request.number()) is not None


def _invitation(request: Request, _args: tuple[Any, ...]) -> bool:
    return person_for(request, Action.INVITE, request.number()) is not None


def _rehearsal(request: Request, args: tuple[Any, ...]) -> bool:
    return all(course_for(request, Action.REHEARSE_PLAN, int(number)) for number in args[0])


def _audience(request: Request, args: tuple[Any, ...]) -> bool:
    """As far as an audience names units and courses; everything else of it only narrows these."""
    audience, reach = args[0], scopes.units_of(request, Action.EXPORT_PEOPLE)
    if reach is None:
        return True
    units = (scopes.unit_for(request, Action.EXPORT_PEOPLE, number) for number in audience.get("units", ()))
    courses = (course_for(request, Action.SEND_NOTICE, number) for number in audience.get("courses", ()))
    return bool(reach) and "everybody" not in audience and all(units) and all(courses)


# whose runners ask by themselves, or make what is one's own or nobody's
OWN = frozenset(
    {
        "calendar_file",
        "own_data",
        "menus",
        "leave_photo",
        "template_file",
        "read_upload",
        "preview_import",
        "do_import",
        "read_roll",
    }
)
ASKED: Mapping[str, Callable[[Request, tuple[Any, ...]], bool]] = {
    "paper_file": _roll,
    "chart_file": _roll,
    "mailing_file": _mailing,
    "invitation_cards": _invitations,
    "invitation_card": _invitation,
    "rehearsal": _rehearsal,
    "unreached_file": _audience,
}
