"""What is said to somebody whose mark was changed by somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.talk import Reply, choice
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.study import STATUSES
from training.attendance import MarkValue, Status
from training.calendar import SessionView
from training.mailing import Lane


def changed(t: Speaker, session: SessionView, was: Status, mark: MarkValue | None, who: str | None) -> str:
    """One session's line: old → new, by whom, why."""
    now = t(STATUSES[mark.status if mark else Status.NONE])
    lines = [
        f"• {dates.period(t, session.period)}: {safe(session.title)}",
        f"  {t(STATUSES[was])} → <b>{now}</b>" + (f" ({safe(who)})" if who else ""),
    ]
    if mark and mark.reason:
        lines.append("  " + t("Reason: {reason}").format(reason=safe(mark.reason)))
    return "\n".join(lines)


def told(t: Speaker, lines: Sequence[str]) -> Reply:
    head = f"<b>{t('Your attendance was changed:')}</b>"
    foot = t("If this is not right, please tell the trainer or the organizers.")
    row = (choice(t("My attendance"), "attendance_record"), choice(t("Ask the organizers"), "human"))
    return Reply("\n".join([head, *lines, foot]), (row,), lane=Lane.REMINDER, protect=True)


def joined(replies: Sequence[Reply]) -> Reply | None:
    """Several in one message, with the buttons of all."""
    if not replies:
        return None
    rows = tuple(row for reply in replies for row in reply.choices)
    text = "\n\n".join(reply.text for reply in replies)
    return replace(replies[0], text=text, choices=rows, protect=any(reply.protect for reply in replies))
