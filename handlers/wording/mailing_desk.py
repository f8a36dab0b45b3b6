"""Mailings as organizers watch them, and the few words to those who receive them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import unescape
from itertools import groupby
from typing import Any

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from storage.mailings import MailingRow
from training.mailing import Counts, DeliveryState, MailingKind, MailingState
from training.plan import ZONE

PEOPLE = 20  # on one screen
ENDED = (MailingState.DONE, MailingState.STOPPED)
GLIMPSE = 160  # letters of a notice by which it is known again
SIGNS = {
    MailingState.DRAFT: "✎",
    MailingState.PLANNED: "◷",
    MailingState.HELD: "◷",
    MailingState.RUNNING: "⏳",
    MailingState.PAUSED: "⏸",
    MailingState.DONE: "✓",
    MailingState.STOPPED: "✗",
    MailingState.MISSED: "✗",
}


def states(t: Speaker) -> dict[MailingState, str]:
    return {
        MailingState.DRAFT: t("waits for a second organizer"),
        MailingState.PLANNED: t("planned"),
        MailingState.HELD: t("held back"),
        MailingState.RUNNING: t("being sent"),
        MailingState.PAUSED: t("paused"),
        MailingState.DONE: t("sent"),
        MailingState.STOPPED: t("stopped"),
        MailingState.MISSED: t("missed"),
    }


def delivery_states(t: Speaker) -> dict[DeliveryState, str]:
    return {
        DeliveryState.WAITING: t("waiting"),
        DeliveryState.SENDING: t("being sent"),
        DeliveryState.SENT: t("delivered"),
        DeliveryState.FAILED: t("failed"),
        DeliveryState.UNREACHABLE: t("unreachable"),
        DeliveryState.MISSED: t("missed"),
        DeliveryState.UNKNOWN: t("uncertain"),
        DeliveryState.STOPPED: t("stopped"),
    }


def no_such(request: Request) -> Answer:
    return says(request.t("I find no such mailing within your reach."), [choice(request.t("Menu"), "greeting")])


def title(t: Speaker, one: MailingRow) -> str:
    """What a mailing is called."""
    if one.kind is MailingKind.CHANGE:
        return t.many("Change of 1 session", "Changes of {n} sessions", _changed(one)).format(n=_changed(one))
    return str(one.body.get("about") or t("Notice"))


def _changed(one: MailingRow) -> int:
    return len(one.body.get("changes", ()))


def mailing_list(request: Request, found: Sequence[MailingRow], number: int | None, writes: bool) -> Answer:
    """writes: whether there is anybody to whom the reader may send a notice."""
    t = request.t
    if not found:
        row = [choice(t("New notice"), "notice")] if writes else []
        return says(t("Nothing was sent yet."), row, edit=request.edits)
    shown = page(found, number)
    rows = [
        [choice(cut(f"{SIGNS[one.state]} {_day(t, one)} {title(t, one)}"), "mailing", one.id)] for one in shown.items
    ]
    new = [choice(t("New notice"), "notice")] if writes else []
    back = [*turning(shown, "mailings"), choice(t("Overview"), "overview"), *new]
    return says(f"<b>{t('What was sent')}</b>", *rows, back, edit=request.edits)


def _day(t: Speaker, one: MailingRow) -> str:
    at = one.due_at or one.created_at
    return f"{dates.short_day(at.astimezone(ZONE).date())} {dates.clock(t, at)}"


def mailing(request: Request, one: MailingRow, counts: Counts, organizes: bool, come: int) -> Answer:
    """Results, or when it will begin. come: how many could not be reached then and can be now."""
    t = request.t
    lines = [f"<b>{safe(title(t, one))}</b>", f"{SIGNS[one.state]} {states(t)[one.state]}"]
    if one.due_at:
        lines.append(dates.moment(t, one.due_at))
    if counts.recipients:
        lines.append(tally(t, counts))
    elif one.state is MailingState.STOPPED:
        lines.append(t("It was taken back before anybody got it."))
    if text := one.body.get("text"):
        lines.append(f"<blockquote>{safe(cut(unescape(re.sub(r'<[^>]+>', '', text)), GLIMPSE))}</blockquote>")
    return says("\n".join(lines), *_rows(t, one, counts, organizes, come), edit=request.edits)


def tally(t: Speaker, counts: Counts) -> str:
    text = t("{all} people: delivered {sent} · acknowledged {acked} · failed {failed} · unreachable {unreachable}")
    shown = text.format(
        all=counts.recipients,
        sent=counts.sent,
        acked=counts.acknowledged,
        failed=counts.failed,
        unreachable=counts.unreachable,
    )
    more = ((counts.waiting, t("waiting {n}")), (counts.missed, t("missed {n}")), (counts.unknown, t("uncertain {n}")))
    stopped = (counts.stopped, t("stopped {n}"))
    return shown + "".join(f" · {words.format(n=many)}" for many, words in (*more, stopped) if many)


def _rows(t: Speaker, one: MailingRow, counts: Counts, organizes: bool, come: int) -> list[list[Choice]]:
    rows = []
    if counts.recipients:
        row = [choice(t("List (.xlsx)"), "mailing_list", one.id)]
        if counts.sent > counts.acknowledged:
            row.append(choice(t("Not acknowledged"), "mailing_open", one.id, 0))
        rows.append(row)
    if organizes:
        rows.append(_deeds(t, one, counts))
        if one.state in ENDED:
            rows.append(_once_more(t, one, counts, come))
    return [*rows, [choice(t("Refresh"), "mailing", one.id), choice(t("What was sent"), "mailings", 0)]]


def _deeds(t: Speaker, one: MailingRow, counts: Counts) -> list[Choice]:
    back = choice(t("Take back"), "mailing_stop", one.id, style=Style.DANGER)
    if one.state is MailingState.HELD:
        return [choice(t("Go on"), "mailing_resume", one.id), back]
    if one.state in (MailingState.PLANNED, MailingState.DRAFT):
        return [back]
    deeds = []
    if counts.failed:
        deeds.append(choice(t("Send again to failed"), "mailing_retry", one.id))
    if one.kind is MailingKind.NOTICE and counts.sent > counts.acknowledged:
        deeds.append(choice(t("Remind the others"), "mailing_nag", one.id))
    return deeds


def _once_more(t: Speaker, one: MailingRow, counts: Counts, come: int) -> list[Choice]:
    """What only the organizer can decide: they may have got it already; they have come onto a channel since."""
    row = []
    if counts.unknown:
        label = t("Again to {n} uncertain?").format(n=counts.unknown)
        row.append(choice(label, "mailing_retry", one.id, "unknown", style=Style.DANGER))
    if come:
        row.append(choice(t("To {n} reachable now").format(n=come), "mailing_retry", one.id, "unreachable"))
    return row


def too_late(request: Request, mailing_id: int) -> Answer:
    t = request.t
    text = t("It is over already and can not be taken back.")
    return says(text, [choice(t("Results"), "mailing", mailing_id)], edit=request.edits)


def again(request: Request, many: int) -> str:
    return request.t("Sending again to {n}").format(n=many)


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def unacknowledged(
    request: Request, mailing_id: int, rows: Sequence[Any], number: int | None, organizes: bool, is_notice: bool
) -> Answer:
    """Names and phones by unit; rows as of outcomes.recipients, by unit."""
    t = request.t
    back = choice(t("Back"), "mailing", mailing_id)
    if not rows:
        return says(t("Everybody has acknowledged."), [back], edit=request.edits)
    shown = page(rows, number, PEOPLE)
    lines = [f"<b>{t('Not acknowledged ({n})').format(n=len(rows))}</b>"]
    for unit, people in groupby(shown.items, key=lambda row: row.unit):
        lines.append(f"<b>{safe(unit or '–')}</b>")
        lines += [_person(t, row) for row in people]
    act = [choice(t("List (.xlsx)"), "mailing_list", mailing_id)]
    if organizes:
        again = choice(t("Remind them"), "mailing_nag", mailing_id) if is_notice else None
        act.append(again or choice(t("Write to them"), "notice_to", "m", mailing_id))
    turn = [*turning(shown, "mailing_open", mailing_id), back]
    return says("\n".join(lines), act, turn, edit=request.edits, protect=True)


def _person(t: Speaker, row: Any) -> str:
    state = DeliveryState(row.state)
    why = "" if state is DeliveryState.SENT else f" ({delivery_states(t)[state]})"
    return f"• {safe(row.name)} – {phone(row.phone) or t('no phone')}{why}"


def phone(number: str | None) -> str:
    """As people dial it: 0900000001."""
    return f"0{number[3:]}" if number and number.startswith("+84") else number or ""


def columns(t: Speaker) -> list[str]:
    """Of the list of recipients."""
    return [t("No."), t("Code"), t("Name"), t("Unit"), t("Phone"), t("State"), t("Channel"), t("Sent at"),
            t("Acknowledged at"), t("Remark")]  # fmt: skip


def row(t: Speaker, number: int, one: Any) -> list[str | int | datetime | None]:
    """A row of the list of recipients, as of outcomes.recipients."""
    state = delivery_states(t)[DeliveryState(one.state)]
    platform = one.platform.capitalize() if one.platform else ""
    error = one.error if DeliveryState(one.state) in (DeliveryState.FAILED, DeliveryState.UNKNOWN) else None
    return [number, one.code, one.name, one.unit, phone(one.phone), state, platform, one.sent_at, one.acknowledged_at,
            error]  # fmt: skip


def file_title(t: Speaker, one: MailingRow) -> str:
    return t("Recipients: {title}").format(title=title(t, one))


def to_results(t: Speaker, mailing_id: int) -> Answer:
    """A message of its own: one with a file cannot be edited into the results."""
    return says(t("Numbers, and who has not acknowledged:"), [choice(t("Results"), "mailing", mailing_id)])


def acknowledged(request: Request) -> Answer:
    return Answer(toast=request.t("Noted. Thank you!"))


def not_addressed(request: Request) -> Answer:
    return Answer(toast=request.t("This message was not addressed to you."))


def only_a_preview(request: Request) -> Answer:
    return Answer(toast=request.t("This is only the preview."))
