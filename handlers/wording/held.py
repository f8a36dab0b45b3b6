"""Mailings held back, as organizers see them and decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording import mailing_desk as desk
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import PAGE, cut, page, turning
from storage.mailings import MailingRow
from training.mailing import MailingKind

ALL = "all"  # in the place of an id


def held_list(
    request: Request, found: Sequence[MailingRow], titles: Mapping[int, str | None], number: int | None
) -> Answer:
    """titles: of a mailing's session, where it has one."""
    t = request.t
    if not found:
        return says(t("Nothing is held back."), [choice(t("What was sent"), "mailings", 0)], edit=request.edits)
    shown = page(found, number)
    lines = [f"<b>{t('Held back ({n})').format(n=len(found))}</b>"]
    lines.append(t("The clock jumped or a backup was restored, so this waits for your word:"))
    counted = list(enumerate(shown.items, shown.number * PAGE + 1))
    lines += [f"{place}. {_line(t, request, one, titles[one.id])}" for place, one in counted]
    rows = [_pair(t, str(one.id), f"{place}. ") for place, one in counted]
    whole = [_pair(t, ALL, f"{t('All')}: ")] if len(found) > 1 else []
    return says("\n".join(lines), *rows, *whole, turning(shown, "held"), edit=request.edits)


def _pair(t: Speaker, which: str, name: str) -> list[Choice]:
    send = choice(f"{name}{t('Send')}", "held_go", which, style=Style.GOOD)
    return [send, choice(f"{name}{t('Give up')}", "held_drop", which, style=Style.DANGER)]


def _line(t: Speaker, request: Request, one: MailingRow, title: str | None) -> str:
    at = dates.moment(t, one.due_at or one.created_at)
    over = f" ({t('too late to be sent')})" if one.expires_at and one.expires_at <= request.now else ""
    return f"{at}: {safe(cut(_name(t, one, title), 60))}{over}"


def _name(t: Speaker, one: MailingRow, title: str | None) -> str:
    if one.kind is MailingKind.REMINDER and title:
        return t("Reminder of “{title}”").format(title=title)
    if one.kind is MailingKind.NUDGE:
        return t("Word to organizers")
    return desk.title(t, one)


def let_go(request: Request, many: int) -> str:
    return request.t("{n} let go").format(n=many)


def dropped(request: Request, many: int) -> str:
    return request.t("{n} given up").format(n=many)
