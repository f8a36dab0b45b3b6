"""The screens of a session besides its panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.organizer import session_label
from handlers.wording.study import status
from handlers.wording.trainer import SIGNS, not_there, tally
from storage.attendance import RollRow
from training.attendance import Counts, Status
from training.calendar import SessionView
from training.people import Action

__all__ = ["not_there"]
LINES = 12
ACTIONS = (
    Action.CALL_ROLL,
    Action.CORRECT_MARK,
    Action.SEE_SIGNALS,
    Action.SEE_LEAVE,
    Action.NOTE_SESSION,
    Action.HAND_OVER,
    Action.EXPORT_ROLL,
)


@dataclass(frozen=True, slots=True)
class Menu:
    """How a session stands, and what the reader may do with it."""

    counts: Counts
    unseen: int
    leaves: int
    notes: int
    may: set[Action]
    checks_out: bool


def more(request: Request, session: SessionView, menu: Menu) -> Answer:
    t, number = request.t, session.id
    lines = [f"<b>{safe(session.title)}</b>", dates.period(t, session.period), tally(t, menu.counts)]
    if menu.unseen:
        lines.append(t("Checked in themselves and not seen by anybody: {n}").format(n=menu.unseen))
    gone = menu.counts.unmarked + menu.counts.absent + menu.counts.left_early
    rows = [
        [
            choice(t("By unit"), "units", number, 0),
            choice(t("Missing ({n})").format(n=gone), "missing", number, "all", 0),
        ],
        [choice(t("Not seen ({n})").format(n=menu.unseen), "claimed", number, 0)],
        _leave_and_signals(t, number, menu),
        _for_callers(t, number, menu),
        _papers(t, number, menu),
        [*_notes(t, number, menu), choice(t("Back"), "session", number)],
    ]
    if Action.CALL_ROLL in menu.may:
        rows[1].append(choice(t("Spot check"), "spot", number))
    return says("\n".join(lines), *rows, edit=request.edits)


def _leave_and_signals(t: Speaker, number: int, menu: Menu) -> list[Choice]:
    row = []
    if Action.SEE_LEAVE in menu.may:
        row.append(choice(t("Leave ({n})").format(n=menu.leaves), "leaves", number))
    if Action.SEE_SIGNALS in menu.may:
        row.append(choice(t("Signals"), "signals", number, 0))
    return row


def _for_callers(t: Speaker, number: int, menu: Menu) -> list[Choice]:
    if Action.CALL_ROLL not in menu.may:
        return []
    row = [choice(t("Mark the absent"), "closing", number)]
    if menu.checks_out:
        row.append(choice(t("Not checked out"), "staying", number, 0))
    return row


def _papers(t: Speaker, number: int, menu: Menu) -> list[Choice]:
    if Action.EXPORT_ROLL not in menu.may:
        return []
    return [choice(t("Papers"), "papers", number), choice(t("Chart"), "chart", number)]


def _notes(t: Speaker, number: int, menu: Menu) -> list[Choice]:
    row = []
    if Action.NOTE_SESSION in menu.may:
        row.append(choice(t("Notes ({n})").format(n=menu.notes), "notes", number))
    if Action.HAND_OVER in menu.may:
        row.append(choice(t("Hand over"), "handover", number))
    return row


def units(
    request: Request, session: SessionView, counted: Sequence[tuple[int, str, Counts]], number: int | None
) -> Answer:
    """counted: (place among the units, name, counts)."""
    t = request.t
    shown = page(counted, number, 8)
    lines = [f"<b>{t('By unit')}</b>", safe(session.title)]
    lines += [
        "• "
        + t("{unit}: {there} of {all} there, {missing} missing").format(
            unit=safe(unit) or "–", there=one.present + one.late, all=one.expected, missing=_missing(one)
        )
        for _, unit, one in shown.items
    ]
    rows = [
        [choice(cut(f"{_missing(one)} – {unit or '–'}"), "missing", session.id, place, 0)]
        for place, unit, one in shown.items
        if _missing(one)
    ]
    back = [*turning(shown, "units", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), *rows, back, edit=request.edits)


def _missing(counts: Counts) -> int:
    return counts.unmarked + counts.absent + counts.left_early


def missing(
    request: Request,
    session: SessionView,
    rows: Sequence[RollRow],
    unit: str | None,
    place: int | None,
    number: int | None,
) -> Answer:
    """unit None: of all units, which then are named."""
    t = request.t
    shown = page(rows, number, LINES)
    head = t("Missing: {n}").format(n=len(rows)) + (f" – {safe(unit) or '–'}" if unit is not None else "")
    lines = [f"<b>{head}</b>", safe(session.title)]
    last = None
    for row in shown.items:
        if unit is None and row.unit != last:
            lines.append(f"<b>{safe(row.unit) or '–'}</b>")
            last = row.unit
        lines.append(f"{SIGNS[row.mark.status if row.mark else Status.NONE]} {safe(row.name)} – {status(t, row.mark)}")
    if not rows:
        lines.append(t("Nobody is missing."))
    of = "all" if place is None else place
    back = [*turning(shown, "missing", session.id, of), choice(t("Back"), "more", session.id)]
    people = [choice(cut(row.name, 20), "person", session.id, row.person_id) for row in shown.items]
    return says("\n".join(lines), *_in_rows(people, 3), back, edit=request.edits, protect=True)


def missing_where(request: Request, found: Sequence[SessionView]) -> Answer:
    t = request.t
    rows = [[choice(session_label(t, one), "missing", one.id, "all", 0)] for one in found[:6]]
    return says(t("Who is missing in which session?"), *rows, [choice(t("Menu"), "greeting")])


def _in_rows(choices: Sequence[Choice], width: int) -> list[list[Choice]]:
    return [list(choices[start : start + width]) for start in range(0, len(choices), width)]


def claimed(
    request: Request, session: SessionView, rows: Sequence[RollRow], called: bool, number: int, calls: bool
) -> Answer:
    """called: whether anybody was marked by eye at all. calls: whether the reader may."""
    t = request.t
    shown = page(rows, number, 6)
    head = t("Checked in themselves and not seen by anybody: {n}").format(n=len(rows))
    lines = [f"<b>{head}</b>", safe(session.title)]
    if not called and rows:
        lines.append(t("The roll has not been called yet, so this is everybody who checked in."))
    if not rows:
        lines.append(t("Everybody who checked in was seen."))
    buttons = [_look(t, session.id, row, "claimed", shown.number) for row in shown.items] if calls else []
    if not calls:
        lines += [f"• {safe(row.name)} – {safe(row.unit) or '–'}" for row in shown.items]
    back = [*turning(shown, "claimed", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), *buttons, back, edit=request.edits, protect=True)


def _look(t: Speaker, session_id: int, row: RollRow, screen: str, number: int) -> list[Choice]:
    return [
        choice(
            cut(f"✓ {row.name} – {row.unit or ''}".rstrip(" –")), "there", session_id, row.person_id, screen, number
        ),
        choice(t("✗ not there"), "not_there", session_id, row.person_id, screen, number, style=Style.DANGER),
    ]


def spot(request: Request, session: SessionView, drawn: Sequence[tuple[RollRow, bool | None]], number: int) -> Answer:
    """(who, whether they were seen; None: not looked at yet)."""
    t = request.t
    shown = page(drawn, number, 6)
    left = sum(1 for _, there in drawn if there is None)
    gone = sum(1 for _, there in drawn if there is False)
    lines = [
        f"<b>{t('Spot check: {n} drawn by lot').format(n=len(drawn))}</b>",
        safe(session.title),
        t("Still to look at: {left} · not there: {gone}").format(left=left, gone=gone),
        t("The draw is the same for whoever checks it later."),
    ]
    if not drawn:
        lines = [lines[0], t("Nobody has checked in yet.")]
    buttons = []
    for row, there in shown.items:
        if there is None:
            buttons.append(_look(t, session.id, row, "spot", shown.number))
        else:
            lines.append(f"{'✓' if there else '✗'} {safe(row.name)} – {safe(row.unit) or '–'}")
    back = [*turning(shown, "spot", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), *buttons, back, edit=request.edits, protect=True)
