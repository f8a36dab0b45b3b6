"""What is said of an attendance list that came as a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.request import Request
from handlers.talk import Answer, choice, says
from handlers.wording.language import Speaker, safe

SHOWN = 6


@dataclass(slots=True)
class Problems:
    """(row of the sheet, what stands there): names that are not in the list, marks that say nothing."""

    unknown: list[tuple[int, str]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)


def no_list(t: Speaker) -> Answer:
    text = t("This is no attendance list. Take one from “Papers” of the session, fill it in and send it back.")
    return says(text, [choice(t("My sessions to teach"), "teaching")])


def which_session(request: Request, columns: int) -> Answer:
    t = request.t
    text = t(
        "I cannot tell of which session this list is (it has {n} columns of marks). Open the session, then send it."
    )
    return says(text.format(n=columns), [choice(t("My sessions to teach"), "teaching")])


def cannot_be_then(request: Request) -> Answer:
    return says(request.t("It cannot have been at that hour: it is before the session or still to come."))


def problems(request: Request, found: Problems) -> Answer:
    """Nothing when every line was understood."""
    t = request.t
    if not found.unknown and not found.unread:
        return Answer()
    lines = [f"<b>{t('Not taken from the file:')}</b>"]
    lines += [
        "• " + t("row {row}: {name} is not in the list of this session").format(row=row, name=safe(name))
        for row, name in found.unknown[:SHOWN]
    ]
    lines += [
        "• " + t("row {row}: “{text}” says nothing to me (x, V, P, M, S)").format(row=row, text=safe(text[:30]))
        for row, text in found.unread[:SHOWN]
    ]
    rest = max(len(found.unknown) - SHOWN, 0) + max(len(found.unread) - SHOWN, 0)
    if rest:
        lines.append(t("… and {n} more.").format(n=rest))
    return says("\n".join(lines), protect=True)
