"""A person's own settings: reminders and language."""

from __future__ import annotations

import re

from handlers.request import Request, Way
from handlers.scheduled import plan_reminders
from handlers.talk import Answer, Errand
from handlers.wording import preferences as words
from handlers.wording.language import LANGUAGES, speaker
from storage import accounts, people, sessions
from training.people import Action
from training.reading.vietnamese import fold

LEADS = (30, 60, 120, 720)  # minutes before a start that may be chosen for the last reminder
_SPAN = re.compile(r"\b(\d{1,3}) ?(phut|p|minutes?|mins?|gio|tieng|h|hours?)\b")
_HALF_A_DAY = re.compile(r"\bnua ngay\b|\bhalf a day\b")
_OFF = re.compile(r"\b(tat|ngung|ngat|dung|khong nhac|khoi nhac|off|stop)\b")
_ON = re.compile(r"\b(bat|mo|on)\b")
_NAMES = {"en": re.compile(r"\b(english|tieng anh)\b"), "vi": re.compile(r"\b(tieng viet|vietnamese)\b")}


def reminder_settings(request: Request) -> Answer:
    """Show; or with `reminder_settings|on`, `|off`, `|MINUTES` and the same in words change."""
    asked = request.intent.args[0] if request.intent.args else _asked_in(request.incoming.text or "")
    if change := _change(asked):
        people.change_people(request.db, {request.person: change})
        _plan_anew(request)
    account = accounts.account_by_id(request.db, request.account.id)
    assert account
    return words.reminders(request, bool(account.reminders), account.lead_minutes, LEADS, saved=bool(change))


def _plan_anew(request: Request) -> None:
    """A lead of their own counts from now on."""
    own = [one.id for one in sessions.sessions_of(request.db, request.person, request.now)]
    plan_reminders(request.db, own, request.now, request.house.quiet)


def _asked_in(text: str) -> str:
    """ "nhắc tôi trước 30 phút" → "30", "tắt nhắc" → "off"; empty when nothing is to change."""
    said = fold(text)
    if span := _SPAN.search(said):
        return str(int(span[1]) * (1 if span[2][0] in "pm" else 60))
    if _HALF_A_DAY.search(said):
        return "720"
    return "off" if _OFF.search(said) else "on" if _ON.search(said) else ""


def _change(asked: str) -> dict[str, object] | None:
    if asked in ("on", "off"):
        return {"reminders": asked == "on"}
    if asked.isdecimal() and asked.isascii() and int(asked[:5]) in LEADS:
        return {"lead_minutes": int(asked[:5]), "reminders": True}
    return None


def change_language(request: Request) -> Answer:
    """Show the languages; or with `change_language|en`, or a language named in words, change."""
    asked = request.intent.args[0] if request.intent.args else _named_in(request.incoming.text or "")
    if asked not in LANGUAGES:
        return words.languages(request)
    accounts.set_language(request.db, request.account.id, asked)
    menus = (Errand("menus"),) if request.actor.person_id is not None else ()
    return words.language_changed(request.speaking(speaker(asked))) + Answer(errands=menus)


def _named_in(text: str) -> str:
    said = fold(text)
    named = [language for language, name in _NAMES.items() if name.search(said)]
    return named[0] if len(named) == 1 else ""


WAYS = {
    "reminder_settings": Way(reminder_settings, Action.CHANGE_OWN_SETTINGS),
    "change_language": Way(change_language, Action.CHANGE_LANGUAGE, for_guests=True),
}
