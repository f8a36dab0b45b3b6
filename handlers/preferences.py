"""A person's own settings: reminders and language."""

from __future__ import annotations

from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import preferences as words
from handlers.wording.language import LANGUAGES, speaker
from storage import accounts, people
from training.people import Action

LEADS = (30, 60, 120, 720)  # minutes before a start that may be chosen for the last reminder


def reminder_settings(request: Request) -> Answer:
    """Show; or with `reminder_settings|on`, `|off`, `|MINUTES` change."""
    asked = request.intent.args[0] if request.intent.args else ""
    if asked in ("on", "off"):
        people.change_people(request.db, {request.person: {"reminders": asked == "on"}})
    elif asked.isdecimal() and int(asked) in LEADS:
        people.change_people(request.db, {request.person: {"lead_minutes": int(asked), "reminders": True}})
    account = accounts.account_by_id(request.db, request.account.id)
    assert account
    return words.reminders(request, bool(account.reminders), account.lead_minutes, saved=bool(asked))


def change_language(request: Request) -> Answer:
    """Show the languages; or with `change_language|en` change."""
    asked = request.intent.args[0] if request.intent.args else ""
    if asked not in LANGUAGES:
        return words.languages(request)
    accounts.set_language(request.db, request.account.id, asked)
    return words.language_changed(request.speaking(speaker(asked)))


WAYS = {
    "reminder_settings": Way(reminder_settings, Action.CHANGE_OWN_SETTINGS),
    "change_language": Way(change_language, None, for_guests=True),
}
