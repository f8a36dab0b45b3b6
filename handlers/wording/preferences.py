"""Settings shown and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.request import Request
from handlers.talk import Answer, choice, says
from handlers.wording import dates
from handlers.wording.helpdesk import menu

HOUSE_LEAD = 60


def reminders(request: Request, on: bool, minutes: int | None, offered: Sequence[int], saved: bool) -> Answer:
    t = request.t
    lead = dates.left(t, timedelta(minutes=minutes or HOUSE_LEAD))
    state = t("on") if on else t("off")
    text = t("Reminders are <b>{state}</b>; the last one comes {lead} before a session.").format(state=state, lead=lead)
    if not on:
        text += "\n" + t("Changes and cancellations still reach you.")
    toggle = (
        choice(t("Turn off"), "reminder_settings", "off") if on else choice(t("Turn on"), "reminder_settings", "on")
    )
    leads = [
        choice(_label(dates.left(t, timedelta(minutes=one)), one == (minutes or HOUSE_LEAD)), "reminder_settings", one)
        for one in offered
    ]
    shown = says(text, leads, [toggle], edit=request.edits)
    return replace(shown, toast=t("Saved") if saved else None)


def _label(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


def languages(request: Request) -> Answer:
    row = [choice("Tiếng Việt", "change_language", "vi"), choice("English", "change_language", "en")]
    return says(request.t("Which language shall I use?"), row)


def language_changed(request: Request) -> Answer:
    said = request.t("I speak English now.")
    return menu(request, said) if request.actor.person_id is not None else says(said)
