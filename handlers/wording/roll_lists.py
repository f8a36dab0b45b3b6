"""A paper list read back by name, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

from handlers.request import Request
from handlers.talk import Answer, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.organizer import session_label
from handlers.wording.trainer import tally
from storage.attendance import RollRow
from training.attendance import Counts, Status
from training.calendar import SessionView
from training.reading.roll_sentence import Misfit, Unfit
from training.roll_list import Planned

NAMED = 40  # people named one by one; of longer groups the number is enough
CHANGED = 6
HEADS = {
    Status.ABSENT: lazy("Absent ({n})"),
    Status.LATE: lazy("Late ({n})"),
    Status.EXCUSED: lazy("Excused ({n})"),
    Status.LEFT_EARLY: lazy("Left early ({n})"),
    Status.PRESENT: lazy("Present ({n})"),
}
Shown = tuple[SessionView, Sequence[RollRow], Planned]


def which_session(request: Request, found: Sequence[SessionView]) -> Answer:
    t = request.t
    if not found:
        text = t("For which session is this list? Open the session first, and then send it again.")
        return says(text, [choice(t("My sessions to teach"), "teaching"), choice(t("Courses"), "course_list", 0)])
    rows = [[choice(session_label(t, one), "list_for", one.id)] for one in found[:6]]
    return says(t("For which session is this list?"), *rows, [choice(t("Cancel"), "cancel")])


def misfit(request: Request, session: SessionView, why: Misfit, many: int) -> Answer:
    t = request.t
    items = safe(", ".join(why.items))
    texts = {
        Unfit.UNREAD: t(
            "I could not read “{items}”. Please write numbers of the list, such as “absent 7, 12; late 4”."
        ),
        Unfit.TWICE: t("Two different things are said of number {items}. Please send the list again."),
        Unfit.BEYOND: t("There is no number {items}: the list of this session ends at {many}."),
    }
    text = texts[why.code].format(items=items, many=many)
    back = [choice(t("List (.xlsx)"), "roll_file", session.id), choice(t("Session"), "session", session.id)]
    return says(f"{text}\n{_about(t, session)}", back)


def _about(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def not_oneself(request: Request) -> Answer:
    return says(request.t("Your own name is on this list; nobody marks themselves. Please leave it out."))


def cannot_be_then(request: Request, session: SessionView, said: time | None) -> Answer:
    t = request.t
    text = t("It cannot have been at {time}: that is before the session or still to come.")
    clock = f"{said.hour}h{said.minute:02d}" if said else ""
    return says(f"{text.format(time=clock)}\n{_about(t, session)}")


def nothing_new(request: Request) -> Answer:
    return says(request.t("Everything in this list stands in the record already; nothing was changed."))


def gone(request: Request) -> Answer:
    t = request.t
    return says(t("This list is no longer waiting. Please send it again."), [choice(t("Menu"), "greeting")])


def read_back(request: Request, lists: Sequence[Shown], at: datetime) -> Answer:
    """Names by status, what it changes, [Discard] [Save]."""
    t = request.t
    lines: list[str] = []
    for session, rows, planned in lists:
        lines += [f"<b>{t('I read this list:')}</b> {_about(t, session)}", *_by_status(t, rows, planned)]
        lines += _changes(t, rows, planned)
    if at != request.now:
        lines.append(t("As of {moment}.").format(moment=dates.moment(t, at)))
    total = sum(len(planned.marks) for _, _, planned in lists)
    row = [
        choice(t("Discard"), "cancel"),
        choice(t("Save {n} marks").format(n=total), "list_save", style=Style.GOOD),
    ]
    return says("\n".join(lines), row, protect=True)


def _by_status(t: Speaker, rows: Sequence[RollRow], planned: Planned) -> list[str]:
    lines = []
    for status, head in HEADS.items():
        named = [row for row in rows if planned.marks.get(row.person_id) is status]
        if named:
            shown = [f"{row.number}. {safe(row.name)}" for row in named[:NAMED]]
            many = status is Status.PRESENT and len(named) > 10
            lines.append(f"<b>{t(head).format(n=len(named))}</b>" + ("" if many else ": " + "; ".join(shown)))
            if len(named) > NAMED and not many:
                lines.append(t("… and {n} more").format(n=len(named) - NAMED))
    return lines


def _changes(t: Speaker, rows: Sequence[RollRow], planned: Planned) -> list[str]:
    """Marks that stand and become others, since those are what a slip of the finger would spoil."""
    changed = [row for row in rows if row.person_id in planned.changes]
    if not changed:
        return []
    words = t("⚠ {n} have another mark now:").format(n=len(changed))
    shown = "; ".join(_was(t, row) for row in changed[:CHANGED])
    return [f"{words} {shown}" + ("…" if len(changed) > CHANGED else "")]


def _was(t: Speaker, row: RollRow) -> str:
    from handlers.wording.study import status

    return f"{row.number}. {safe(row.name)} ({status(t, row.mark)})"


def saved(request: Request, tallies: Sequence[tuple[SessionView, Counts]], batches: Sequence[int], many: int) -> Answer:
    t = request.t
    lines = [f"<b>{t('Saved {n} marks.').format(n=many)}</b>"]
    for session, counts in tallies:
        lines += [_about(t, session), tally(t, counts)]
    lines.append(t("It can be taken back within ten minutes."))
    row = [choice(t("Undo"), "list_undo", *batches), choice(t("Session"), "session", tallies[0][0].id)]
    return replace(says("\n".join(lines), row, edit=request.edits), toast=t("Saved"))


def too_late(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("More than ten minutes have passed. Correct the mark in the session instead.")
    return says(text, [choice(t("Session"), "session", session.id)])


def undone(request: Request, sessions: Sequence[SessionView], many: int, kept: int) -> Answer:
    t = request.t
    lines = [t("Taken back: {n} marks are as they were before.").format(n=many)]
    if kept:
        lines.append(t("{n} were changed again since then and stay.").format(n=kept))
    row = [choice(t("Session"), "session", sessions[0].id)]
    return replace(says("\n".join(lines), row, edit=request.edits), toast=t("Taken back"))
