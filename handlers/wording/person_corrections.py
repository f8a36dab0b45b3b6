"""What is wrong in the lists about a person, and put right."""

from __future__ import annotations

from enum import StrEnum

from handlers.request import Request
from handlers.talk import Answer, Reply, choice, says
from handlers.wording.language import Speaker, lazy, safe, speaker
from handlers.wording.mailing_desk import phone
from storage.accounts import AccountRow
from storage.people import Person

FIELDS = {"phone": lazy("Phone"), "name": lazy("Full name")}


class Wrong(StrEnum):
    """Why what was written is not taken."""

    NAME = "name"
    PHONE = "phone"
    TAKEN = "taken"


def write(request: Request, found: Person, field: str) -> Answer:
    t = request.t
    ask = {
        "phone": t("Please write the right phone number; “không có” if there is none."),
        "name": t("Please write the right full name."),
    }
    text = f"<b>{safe(found.name)}</b>\n{_value(t, field, getattr(found, field))}\n{ask[field]}"
    return says(text, [choice(t("Cancel"), "cancel")], protect=True)


def _value(t: Speaker, field: str, value: str | None) -> str:
    return f"{t(FIELDS[field])}: {_plain(field, value)}"


def _plain(field: str, value: str | None) -> str:
    return safe(phone(value) if field == "phone" else value) or "–"


def wrong(request: Request, why: Wrong) -> Answer:
    t = request.t
    said = {
        Wrong.NAME: t("This is no full name that I can read. Please write it again."),
        Wrong.PHONE: t("This is no phone number. Please write it again, such as 0900 000 001."),
        Wrong.TAKEN: t("This number is another person's in the lists already. Please check it and write it again."),
    }
    return says(said[why], [choice(t("Cancel"), "cancel")])


def corrected(request: Request, found: Person, field: str, before: str | None, value: str | None) -> Answer:
    t = request.t
    text = f"✅ {_value(t, field, before)}" + (f" → {_plain(field, value)}" if before != value else "")
    return says(text, [choice(t("Back"), "member", found.id)], protect=True)


def for_person(theirs: AccountRow, field: str, value: str | None) -> Reply:
    """What whoever it is about gets, unasked."""
    t = speaker(theirs.language)
    text = t("The organizers have corrected what is stored about you:")
    row = (choice(t("My data"), "my_data"), choice(t("Something is wrong"), "correct_mine"))
    return Reply(f"{text}\n{_value(t, field, value)}", (row,), to=(theirs.platform, theirs.address), protect=True)


def what_is_wrong(request: Request) -> Answer:
    t = request.t
    text = t("What is wrong, and how should it be? Please write it in one message; the organizers will put it right.")
    return says(text, [choice(t("Cancel"), "cancel")])
