"""One person's marks in one session, and what is said when they are corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.request import Request
from handlers.talk import Answer, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.study import STATUSES, status
from handlers.wording.trainer import not_there
from storage.attendance import RollRow
from training.attendance import MarkValue, Method, Status
from training.calendar import SessionView

__all__ = ["not_there"]
SHOWN = 12
METHODS = {
    Method.BUTTON: lazy("by the button"),
    Method.CODE: lazy("by the code"),
    Method.QR: lazy("by the QR code"),
    Method.ROLL: lazy("called"),
    Method.LIST: lazy("from a list"),
    Method.ALL_PRESENT: lazy("all present"),
    Method.CORRECTION: lazy("corrected"),
    Method.LEAVE: lazy("leave"),
    Method.CLOSING: lazy("after closing"),
    Method.SPOT: lazy("spot check"),
    Method.CHECK_OUT: lazy("checked out"),
    Method.UNDO: lazy("taken back"),
}
SET = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.LEFT_EARLY)


def person(
    request: Request,
    session: SessionView,
    row: RollRow,
    marks: Sequence[MarkValue],
    names: Mapping[int, str],
    may_correct: bool,
) -> Answer:
    """The history, oldest first, each line with its hour, way and author; buttons for what else it may be."""
    t = request.t
    lines = [
        f"<b>{safe(row.name)}</b>",
        safe(row.unit) or "–",
        f"{safe(session.title)}, {dates.period(t, session.period)}",
    ]
    lines.append(f"{t('Now')}: <b>{status(t, row.mark)}</b>")
    lines += [_line(t, mark, row.person_id, names) for mark in marks[-SHOWN:]]
    rows = []
    if may_correct:
        others = [one for one in SET if row.mark is None or row.mark.status is not one]
        buttons = [choice(t(STATUSES[one]).capitalize(), "correct", session.id, row.person_id, one) for one in others]
        rows = [buttons[:3], buttons[3:]]
        if marks and marks[-1].by_person == request.person and marks[-1].method is not Method.UNDO:
            rows.append([choice(t("Undo"), "mark_undo", session.id, row.person_id)])
    back = [choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), *rows, back, edit=request.edits, protect=True)


def _line(t: Speaker, mark: MarkValue, person_id: int, names: Mapping[int, str]) -> str:
    who = ""
    if mark.by_person is not None and mark.by_person != person_id:
        who = f" – {safe(names.get(mark.by_person, ''))}"
    why = f": {safe(mark.reason)}" if mark.reason else ""
    return f"• {dates.clock(t, mark.at)} {t(STATUSES[mark.status])} ({t(METHODS[mark.method])}{who}){why}"


def why(request: Request, row: RollRow, wanted: Status) -> Answer:
    t = request.t
    text = t("{name}: “{status}”. Please write the reason for the change in one message.")
    shown = text.format(name=safe(row.name), status=t(STATUSES[wanted]))
    return says(shown, [choice(t("Cancel"), "cancel")])


def corrected(request: Request, told: bool) -> Answer:
    """told: they had another mark, and hear of the change; a first mark is no news."""
    text = (
        request.t("Saved. The teacher will be told in three minutes if it stays so.") if told else request.t("Saved.")
    )
    return replace(says(text), toast=request.t("Saved"))


def nothing_to_undo(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("There is nothing of yours to take back here, or more than ten minutes have passed.")
    return says(text, [choice(t("Back"), "more", session.id)], edit=request.edits)


def not_over(request: Request, session: SessionView, closes: datetime | None) -> Answer:
    t = request.t
    text = t("Check-in is not over yet. Close it first; then those without a mark can be marked absent.")
    if closes:
        text += " " + t("It closes at {at}.").format(at=dates.clock(t, closes))
    row = [choice(t("Close check-in"), "close_checkin", session.id), choice(t("Back"), "more", session.id)]
    return says(text, row, edit=request.edits)


def nobody_left(request: Request, session: SessionView) -> Answer:
    t = request.t
    return says(t("Everybody has a mark already."), [choice(t("Back"), "more", session.id)], edit=request.edits)


def really_absent(request: Request, session: SessionView, many: int, asked: int) -> Answer:
    t = request.t
    lines = [t("Mark {n} people without a mark as absent? Marks that stand are not touched.").format(n=many)]
    if asked:
        lines.append(t("⚠ {n} requests for leave are not decided yet.").format(n=asked))
    row = [
        choice(t("Back"), "more", session.id),
        choice(t("Mark {n} absent").format(n=many), "closing", session.id, "yes", style=Style.DANGER),
    ]
    return says("\n".join(lines), row, edit=request.edits)
