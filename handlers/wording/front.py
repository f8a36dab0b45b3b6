"""What the front desk itself says."""

from __future__ import annotations

from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Keyboard, choice, meant, says
from handlers.wording.helpdesk import given_up, keyboard_labels
from handlers.wording.language import Speaker
from training.intents import Intent

__all__ = ["given_up"]


def in_private(request: Request) -> Answer:
    return says(request.t("Please write to me in a private chat: schedules and lists are personal."))


def stale(t: Speaker) -> Answer:
    text = t("This button is no longer in use. Here is the menu.")
    return says(text, [choice(t("Menu"), "greeting"), choice(t("Next session"), "next_session")])


def not_yours(t: Speaker) -> Answer:
    return says(t("I find nothing of that kind for you."), [choice(t("Menu"), "greeting")])


def nothing_to_read(request: Request) -> Answer:
    t = request.t
    text = t("I can only read text. Please type your question, such as “when is my next session”.")
    return says(text, [choice(t("Menu"), "greeting")], keyboard=Keyboard.MENU, labels=keyboard_labels(t))


def can_be_offered(t: Speaker, intent: Intent) -> bool:
    """Whether both readings have a name for a button; small talk and “no idea” have none."""
    return {intent.name, intent.unsure} <= intents(t).keys()


def which_one(request: Request, intent: Intent) -> Answer:
    """Unsure between two readings: ask instead of guessing. The buttons carry the days asked about."""
    t = request.t
    names = intents(t)
    readings = (replace(intent, unsure=None), replace(intent, name=intent.unsure or "", unsure=None))
    return says(t("Which one do you mean?"), [meant(names[one.name], one) for one in readings])


def intents(t: Speaker) -> dict[str, str]:
    """Short names of what can be asked, for buttons."""
    return {
        "next_session": t("Next session"),
        "schedule_range": t("Schedule"),
        "where": t("Place"),
        "lms_status": t("Self-study"),
        "deadline": t("What is due"),
        "checkin": t("Check in"),
        "attendance_record": t("My attendance"),
        "leave_request": t("Ask for leave"),
        "completion": t("What I still owe"),
        "certificate": t("Certificate"),
        "contact_organizer": t("Contact"),
        "materials": t("Materials"),
        "calendar_export": t("Calendar file"),
        "who_trainer": t("Trainer"),
        "reminder_settings": t("Reminders"),
        "change_language": t("Language"),
        "help": t("Help"),
        "human": t("Ask the organizers"),
        "greeting": t("Menu"),
    }


def broken(t: Speaker, reference: str) -> Answer:
    """Our own mistake: say so with a number that stands in the log."""
    text = t("Something went wrong on our side (reference {reference}). Please try again in a minute.")
    return says(text.format(reference=reference))


def slow_down(t: Speaker) -> Answer:
    return says(t("That was a lot at once. Please wait a few seconds."))


def alarm(t: Speaker, reference: str) -> str:
    """To admins: an update was set aside."""
    return t("⚠ A message could not be handled three times and was set aside (reference {reference}).").format(
        reference=reference
    )
