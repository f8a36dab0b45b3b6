"""One person of the lists, as organizers see them: data, accounts, what was done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Choice, Keyboard, Reply, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe, speaker
from handlers.wording.lists import cut
from handlers.wording.mailing_desk import phone
from storage.accounts import AccountRow, Binding
from storage.audit import Line
from storage.people import Person
from training.people import Action
from training.plan import ZONE

LOGGED = {
    "bind": lazy("account bound"),
    "unbind": lazy("account disconnected"),
    "correct_person": lazy("data corrected"),
    "invite_one": lazy("invited"),
    "see_person": lazy("looked at"),
    "see_log": lazy("log looked at"),
}


def _back(t: Speaker) -> Choice:
    return choice(t("Back"), "office")


def whom(request: Request) -> Answer:
    t = request.t
    text = t("Whom are you looking for? Please write a name, a phone number or a code.")
    return says(text, [choice(t("Cancel"), "cancel")])


def nobody(request: Request) -> Answer:
    t = request.t
    return says(t("I find nobody of that name, phone number or code in your units."), [_back(t)])


def not_there(request: Request) -> Answer:
    t = request.t
    return says(t("I find no such person in your units."), [_back(t)], edit=request.edits)


def which(request: Request, found: Sequence[Person], units: Mapping[int, str | None], *, more: bool) -> Answer:
    t = request.t
    rows = [[choice(cut(f"{one.name} – {units[one.id] or '–'} ({one.code})"), "member", one.id)] for one in found]
    text = t("Who is it?")
    if more:
        text += "\n" + t("There are more; please write more of the name.")
    return says(text, *rows, [_back(t)], protect=True)


def card(
    request: Request, found: Person, unit: str | None, bound: Sequence[Binding], may: Collection[Action]
) -> Answer:
    """may: what of the buttons they have a right to."""
    t = request.t
    lines = [f"<b>{safe(found.name)}</b> ({safe(found.code)})", safe(unit) or "–"]
    lines.append(f"{t('Phone')}: {phone(found.phone) or '–'}")
    lines += [_bound(t, one) for one in bound] or [t("No account yet.")]
    rows = []
    if Action.CORRECT_PERSON in may:
        rows.append([choice(t("Correct the phone"), "correct_person", found.id, "phone"),
                     choice(t("Correct the name"), "correct_person", found.id, "name")])  # fmt: skip
    if Action.INVITE in may and not any(one.reachable for one in bound):
        rows.append([choice(t("Invitation card"), "invite_one", found.id)])
    last = [_back(t), *([choice(t("Log"), "person_log", found.id)] if Action.SEE_AUDIT in may else [])]
    if Action.REVOKE_ACCOUNT in may:
        rows += [[_ending(t, found, one)] for one in bound if one.account_id != request.account.id]
    return says("\n".join(lines), *rows, last, edit=request.edits, protect=True)


def _ending(t: Speaker, found: Person, one: Binding) -> Choice:
    label = t("Disconnect {platform}").format(platform=one.platform.capitalize())
    return choice(label, "revoke", found.id, one.account_id, style=Style.DANGER)


def _bound(t: Speaker, one: Binding) -> str:
    since = f"{one.since.astimezone(ZONE):%d/%m/%Y}" if one.since else "–"
    text = t("• {platform} account since {day}").format(platform=one.platform.capitalize(), day=since)
    if not one.reachable:
        return f"{text} ({t('has blocked the bot')})"
    return text if one.consented else f"{text} ({t('has not agreed yet')})"


def not_this_one(request: Request, found: Person) -> Answer:
    t = request.t
    text = t("You are writing from this account; another organizer can disconnect it.")
    return says(text, [_to(t, found)], edit=request.edits)


def _to(t: Speaker, found: Person) -> Choice:
    return choice(t("Back"), "member", found.id)


def really(request: Request, found: Person, account: AccountRow) -> Answer:
    t = request.t
    text = t(
        "Disconnect the {platform} account of {name}? It gets no messages any more and sees nothing; "
        "browsers, calendar and codes end. {name} can be invited again."
    ).format(platform=account.platform.capitalize(), name=f"<b>{safe(found.name)}</b>")
    if found.phone:
        text += "\n" + t(
            "⚠ Whoever holds the number {phone} can come in again; if it is not theirs, please correct it first."
        ).format(phone=phone(found.phone))
    done = choice(t("Disconnect"), "revoke", found.id, account.id, "yes", style=Style.DANGER)
    first = [choice(t("Correct the phone"), "correct_person", found.id, "phone")] if found.phone else []
    return says(text, first, [_to(t, found), done], edit=request.edits, protect=True)


def revoked(request: Request, found: Person, account: AccountRow) -> Answer:
    t = request.t
    text = t("✅ The {platform} account of {name} is disconnected.").format(
        platform=account.platform.capitalize(), name=safe(found.name)
    )
    row = [_to(t, found), choice(t("Invitation card"), "invite_one", found.id)]
    return replace(says(text, row, edit=request.edits), toast=t("Saved"))


def for_guest(account: AccountRow) -> Reply:
    """What the account itself is told."""
    t = speaker(account.language)
    text = t(
        "The organizers have disconnected this account. If that is a mistake, please call them; /start begins anew."
    )
    return Reply(text, keyboard=Keyboard.NONE, to=(account.platform, account.address))


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def log(request: Request, found: Person, lines: Sequence[Line]) -> Answer:
    t = request.t
    shown = [f"• {dates.moment(t, one.at)}: {t(LOGGED[one.action])}{_by(one)}" for one in lines]
    text = f"<b>{t('Log')}: {safe(found.name)}</b>\n" + ("\n".join(shown) or t("Nothing yet."))
    return says(text, [_to(t, found)], edit=request.edits, protect=True)


def _by(one: Line) -> str:
    return f" ({safe(one.by)})" if one.by else ""
