"""What is said at the organizers' office: lists in and out, invitations, people to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.mailing_desk import phone
from storage.imports import Batch
from storage.invitations import BindingRequest
from storage.units import Unit
from training.plan import ZONE
from training.reading.vietnamese import fold

UNITS = 10  # named one by one


def file_name(title: str, suffix: str = "xlsx") -> str:
    """ "Danh sách: lớp 1" → "danh-sach-lop-1.xlsx"."""
    return f"{re.sub(r'[^a-z0-9]+', '-', fold(title)).strip('-')[:60] or 'danh-sach'}.{suffix}"


def unreached_title(t: Speaker) -> str:
    return t("People on no channel yet")


def unreached_columns(t: Speaker) -> list[str]:
    return [t("No."), t("Code"), t("Name"), t("Unit"), t("Phone")]


def unreached_row(number: int, row: Any, units: Mapping[int, str]) -> list[str | int | None]:
    """`row` as of audiences.unreached."""
    return [number, row.code, row.name, units.get(row.unit_id), phone(row.phone)]


def office(request: Request, asked: int, questions: int, in_vain: int, brings: bool) -> Answer:
    """in_vain: how many questions nobody answered. brings: whether they may bring lists and plans in."""
    t = request.t
    text = f"<b>{t('People and files')}</b>"
    find, no_channel = choice(t("Find a person"), "find_person"), choice(t("On no channel"), "no_channel")
    rows = [[no_channel, find]]
    if brings:
        how = t(
            "To import, just send me the file: a list of people or of a course, or a plan. "
            "You will see first what it changes."
        )
        text += f"\n{how}"
        rows = [
            [choice(t("Template: people"), "template", "people"), choice(t("Template: course"), "template", "roster")],
            [
                choice(t("Template: plan"), "template", "plan"),
                choice(t("Drafts of plans"), "plan_drafts", 0),
                choice(t("Imports"), "imports", 0),
            ],
            [choice(t("Invitation cards"), "invite"), no_channel, find],
            [
                choice(t("To be confirmed ({n})").format(n=asked), "bindings"),
                choice(t("Questions ({n})").format(n=questions), "questions"),
            ],
        ]
    if in_vain:
        rows[-1].append(choice(t("Not answered ({n})").format(n=in_vain), "unanswered"))
    return says(text, *rows, edit=request.edits)


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def template_caption(t: Speaker, kind: str) -> str:
    captions = {
        "people": t("The template of a list of people."),
        "roster": t("The template of the list of a course."),
        "plan": t("The template of a plan."),
    }
    return captions[kind]


def template_name(t: Speaker, kind: str) -> str:
    return file_name(template_caption(t, kind))


def forgotten(request: Request) -> Answer:
    return says(request.t("Nothing was imported; the file is forgotten."), edit=request.edits)


def _back(t: Speaker) -> Choice:
    return choice(t("Back"), "office")


def history(request: Request, found: Sequence[Batch], number: int | None) -> Answer:
    t = request.t
    if not found:
        return says(t("There is no import that could be taken back."), [_back(t)], edit=request.edits)
    shown = page(found, number)
    rows = [[choice(cut(f"{_day(t, one)} {one.file_name}"), "undo", one.id)] for one in shown.items]
    text = f"<b>{t('Imports')}</b>\n{t('Tap one to take it back.')}"
    return says(text, *rows, [*turning(shown, "imports"), _back(t)], edit=request.edits)


def _day(t: Speaker, one: Batch) -> str:
    return f"{dates.short_day(one.created_at.astimezone(ZONE).date())} {dates.clock(t, one.created_at)}"


def no_such_import(request: Request) -> Answer:
    t = request.t
    return says(t("I find no such import of yours."), [_back(t)])


def really_undo(request: Request, batch: Batch) -> Answer:
    t = request.t
    text = t("Take back the import of {file} ({at})? What it added goes, what it changed becomes as it was.")
    row = [_back(t), choice(t("Yes, take it back"), "undo", batch.id, "yes", style=Style.DANGER)]
    return says(text.format(file=safe(batch.file_name), at=_day(t, batch)), row, edit=request.edits)


def undone(request: Request, batch: Batch) -> Answer:
    t = request.t
    text = t("✅ The import of {file} was taken back.").format(file=safe(batch.file_name))
    return says(text, [_back(t)], edit=request.edits)


def invite(
    request: Request, unit: Unit | None, many: int, below: Sequence[Unit], number: int | None, most: int
) -> Answer:
    """A unit with how many there need a card, and the units below it."""
    t = request.t
    shown = page(below, number)
    rows = [[choice(cut(one.name), "invite", one.id)] for one in shown.items]
    lines = [f"<b>{t('Invitation cards')}</b>", safe(unit.name) if unit else t("Choose a unit")]
    if unit and not many:
        lines.append(t("Everybody there has an account already."))
    elif unit and many > most:
        lines.append(
            t("{n} people there have no account: too many for one document, please choose a smaller unit.").format(
                n=many
            )
        )
    elif unit:
        lines.append(t("{n} people there have no account. Their older unused codes will stop working.").format(n=many))
        rows.insert(0, [choice(t("Make {n} cards (.pdf)").format(n=many), "invite_make", unit.id, style=Style.GOOD)])
    turn = [*turning(shown, "invite", unit.id if unit else ""), _back(t)]
    return says("\n".join(lines), *rows, turn, edit=request.edits)


def cards_caption(t: Speaker, unit: str, many: int) -> str:
    return t("{unit}: {n} cards. Each code works once, for 30 days.").format(unit=safe(unit), n=many)


def cards_name(t: Speaker, unit: str) -> str:
    return file_name(t("Invitation cards {unit}").format(unit=unit), "pdf")


def nobody_to_invite(t: Speaker) -> Answer:
    return says(t("Everybody there has an account already."), [_back(t)])


def no_channel(request: Request, many: int, units: Sequence[tuple[str, int]]) -> Answer:
    """units: name and how many, the most first."""
    t = request.t
    if not many:
        return says(t("Everybody can be reached."), [_back(t)], edit=request.edits)
    lines = [f"<b>{t('{n} people are on no channel yet').format(n=many)}</b>"]
    lines += [f"• {safe(name)}: {number}" for name, number in units[:UNITS]]
    if len(units) > UNITS:
        lines.append(t("… and {n} more.").format(n=len(units) - UNITS))
    row = [choice(t("List (.xlsx)"), "no_channel_file"), choice(t("Invitation cards"), "invite")]
    return says("\n".join(lines), row, [_back(t)], edit=request.edits)


def bindings(request: Request, many: int) -> Answer:
    t = request.t
    if not many:
        return says(t("Nobody is waiting to be confirmed."), [_back(t)], edit=request.edits)
    return says(t("{n} people are waiting to be confirmed:").format(n=many), [_back(t)], edit=request.edits)


def nobody_like(request: Request, one: BindingRequest) -> Answer:
    """A request that names nobody on the lists."""
    t = request.t
    text = t("An account named “{shown}” writes: “{said}”. Nobody on the lists is named so.")
    row = [choice(t("Refuse"), "approve", one.id, 0, style=Style.DANGER)]
    return says(text.format(shown=safe(one.shown_name), said=safe(one.said)), row, protect=True)
