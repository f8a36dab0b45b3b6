"""What somebody unknown is told: the ways in, and the same answer for unknown, wrong and taken."""

from __future__ import annotations

import re

from handlers.request import Request
from handlers.talk import Answer, Keyboard, Reply, Style, choice, says
from handlers.wording.language import safe, speaker
from handlers.wording.privacy import notice
from storage.accounts import AccountRow, Bound
from storage.people import Person
from training.reading.vietnamese import fold

_CODE = re.compile(r"^(lk\s*[:\-]?\s*)?((?:[0-9a-z]\s*-?\s*){10})$", re.IGNORECASE)
_NAMING = ("toi la", "em la", "minh la", "xin tham gia", "dang ky", "i am", "my name is", "co la", "thay la")


def code_in(text: str) -> str | None:
    """An invitation code typed by itself: `LK 7K4M2-Q9X3B`, spaces, dashes and case aside."""
    found = _CODE.match(text.strip())
    return found[2] if found and (found[1] or any(letter.isdigit() for letter in found[2])) else None


def asks_approval(text: str) -> bool:
    """Whether somebody says who they are: “tôi là Lan, THCS Hoa Sen”."""
    return fold(text).startswith(_NAMING)


def ways_in(request: Request, *, again: bool) -> Answer:
    """again: they have read before who runs this and what is stored."""
    t = request.t
    head = t("I do not know yet who you are, so I cannot tell you anything.") if again else notice(request)
    text = "\n".join(
        [
            head,
            "",
            t("To begin, please do one of these:"),
            t("1. Tap the button below to share your own phone number."),
            t("2. Type the code on your invitation card, such as LK 7K4M2-Q9X3B."),
            t("3. Write “I am …” with your full name and school, and an organizer will confirm."),
        ]
    )
    return says(text, keyboard=Keyboard.CONTACT, labels=(t("Share my phone number"),))


def not_found(request: Request) -> Answer:
    t = request.t
    text = t(
        "I could not match this with a person on the lists. Please check the code or number, or write “I am …” "
        "with your full name and school, and an organizer will help."
    )
    return says(text)


def not_your_contact(request: Request) -> Answer:
    return says(request.t("Please share your own number with the button below, not somebody else's contact."))


def too_many_tries(request: Request) -> Answer:
    return says(request.t("Too many tries. Please try again in an hour, or ask your organizers for help."))


def bound_already(request: Request) -> Answer:
    t = request.t
    text = t("This chat already belongs to {name}.").format(name=safe(request.account.name))
    return says(text, [choice(t("Next session"), "next_session"), choice(t("My data"), "my_data")])


def welcome(request: Request) -> Answer:
    t = request.t
    return says(t("✅ Welcome, {name}.").format(name=safe(request.account.name)), keyboard=Keyboard.NONE)


def approval_asked(request: Request) -> Answer:
    return says(request.t("Thank you. An organizer will look at it, and you will get a message here."))


def approval_for(desk: AccountRow, number: int, said: str, candidate: Person, shown: str | None) -> Answer:
    """What an organizer sees: who asks, whom it may be."""
    t = speaker(desk.language)
    text = t("An account named “{shown}” writes: “{said}”. Is this {name} ({code})?").format(
        shown=safe(shown), said=safe(said), name=f"<b>{safe(candidate.name)}</b>", code=safe(candidate.code)
    )
    row = (
        choice(t("Yes"), "approve", number, candidate.id, style=Style.GOOD),
        choice(t("No"), "approve", number, 0, style=Style.DANGER),
    )
    return Answer((Reply(text, (row,), to=(desk.platform, desk.address), protect=True),))


def no_such_request(request: Request) -> Answer:
    return says(request.t("This request is not open any more."), edit=request.edits)


def decided(request: Request, outcome: Bound, account: AccountRow | None) -> Answer:
    t = request.t
    if outcome not in (Bound.NOW, Bound.BEFORE) or account is None:
        return says(t("Refused; nobody was bound."), edit=request.edits)
    theirs = speaker(account.language)
    text = theirs("✅ An organizer has confirmed you: {name}. Type /start to begin.").format(name=safe(account.name))
    told = Reply(text, to=(account.platform, account.address))
    done = t("Confirmed: {name}.").format(name=safe(account.name))
    return says(done, edit=request.edits) + Answer((told,))
