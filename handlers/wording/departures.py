"""What is said when somebody leaves a session that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import page, turning
from handlers.wording.teacher import day_row
from handlers.wording.trainer import not_there
from storage.attendance import RollRow
from training.attendance import MarkValue, Status
from training.calendar import SessionView
from training.departure import NoDeparture

__all__ = ["not_there"]


def checked_out(request: Request, session: SessionView, mark: MarkValue) -> Answer:
    t = request.t
    done = (
        t("You left at {time}: before the end.")
        if mark.status is Status.LEFT_EARLY
        else t("✅ Checked out at {time}. Thank you.")
    )
    text = f"<b>{done.format(time=dates.clock(t, mark.at))}</b>\n{_about(t, session)}"
    return replace(says(text, day_row(request)), toast=t("Saved"))


def _about(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def refused(request: Request, session: SessionView, why: NoDeparture, mark: MarkValue | None) -> Answer:
    t = request.t
    at = dates.clock(t, mark.at) if mark else ""
    texts = {
        NoDeparture.NOT_THERE: t("You are not checked in to this session. Please see the trainer."),
        NoDeparture.NOT_ASKED: t("This session does not ask for checking out; you may go."),
        NoDeparture.ALREADY: t("You checked out at {time} already.").format(time=at),
        NoDeparture.OVER: t("It is too late to check out. Please see the trainer."),
        NoDeparture.NO_END: t("The end of this session is not known. Please see the trainer."),
    }
    return says(f"{texts[why]}\n{_about(t, session)}", day_row(request))


def staying(request: Request, session: SessionView, rows: Sequence[RollRow], number: int | None) -> Answer:
    t = request.t
    shown = page(rows, number, 12)
    lines = [f"<b>{t('There and not checked out: {n}').format(n=len(rows))}</b>", _about(t, session)]
    lines += [f"• {safe(row.name)} – {safe(row.unit) or '–'}" for row in shown.items]
    act = [choice(t("Mark {n} left early").format(n=len(rows)), "staying", session.id, "yes", style=Style.DANGER)]
    back = [*turning(shown, "staying", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), act if rows else [], back, edit=request.edits, protect=True)
