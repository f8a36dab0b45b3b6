"""What first contact and one's own data say."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.request import Request
from handlers.talk import Answer, Keyboard, Style, choice, says
from handlers.wording.helpdesk import menu
from handlers.wording.language import safe
from storage.people import Person


def notice(request: Request) -> str:
    """Who runs the bot, what is stored, why, for how long, and where messages pass."""
    t = request.t
    return t(
        "This is an automated assistant run by {operator}. It stores your name, unit, phone, training schedule, "
        "attendance and what you write here, only to run your training: schedule, reminders, check-in, reports. "
        "Messages are kept 90 days, the rest until 12 months after the programme. Telegram's servers are abroad. "
        "You can see, correct or delete your data at any time."
    ).format(operator=f"<b>{safe(request.house.operator)}</b>")


def ask_consent(request: Request) -> Answer:
    t = request.t
    row = [choice(t("I agree"), "consent", style=Style.GOOD), choice(t("I do not agree"), "no_consent")]
    greeting = t("Hello {name}.").format(name=f"<b>{safe(request.account.name)}</b>")
    return says(f"{greeting}\n{notice(request)}\n{t('Do you agree?')}", row, [choice(t("My data"), "my_data")])


def consented(request: Request) -> Answer:
    return menu(request, request.t("✅ Thank you. You can withdraw this under “My data”."))


def refused(request: Request) -> Answer:
    t = request.t
    text = t("Understood: you will get no messages from here. Your organizers will inform you in another way.")
    return says(text, [choice(t("I agree after all"), "consent")], [choice(t("My data"), "my_data")])


def my_data(request: Request, person: Person, unit: str | None, groups: Sequence[str]) -> Answer:
    t = request.t
    facts = [
        (t("Code"), person.code),
        (t("Full name"), person.name),
        (t("Unit"), unit),
        (t("Subject"), person.subject),
        (t("Position"), person.position),
        (t("Phone"), _phone(person.phone)),
        (t("Email"), person.email),
        (t("Groups"), ", ".join(groups)),
    ]
    lines = [f"• {label}: {safe(value)}" for label, value in facts if value]
    text = f"<b>{t('What is stored about you')}</b>\n" + "\n".join(lines)
    text += "\n" + t("Also your sessions, marks and messages; all of it is in the file.")
    rows = [
        [choice(t("Get it as a file"), "take_along"), choice(t("Something is wrong"), "correct_mine")],
        [choice(t("Location"), "location")],
        [choice(t("Withdraw consent"), "no_consent"), choice(t("Delete my data"), "erase", style=Style.DANGER)],
    ]
    return says(text, *rows, protect=True)


def _phone(number: str | None) -> str | None:
    """ "+84912345678" as people write it: "0912 345 678"."""
    if number is None or not number.startswith("+84"):
        return number
    local = "0" + number[3:]
    return f"{local[:4]} {local[4:7]} {local[7:]}"


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def really_erase(request: Request) -> Answer:
    t = request.t
    text = t(
        "Delete your name, phone and all messages? Attendance records that must be kept stay under a pseudonym. "
        "This cannot be undone."
    )
    row = [choice(t("Keep"), "my_data"), choice(t("Delete for good"), "erase_now", style=Style.DANGER)]
    return says(text, row, edit=request.edits)


def erased(request: Request) -> Answer:
    return says(request.t("Your data was deleted. Goodbye."), keyboard=Keyboard.NONE)
