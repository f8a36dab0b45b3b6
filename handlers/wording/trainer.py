"""What is said to trainers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut
from handlers.wording.study import STATUSES
from handlers.wording.teacher import place, source
from storage.attendance import RollRow
from training.attendance import CheckinWindow, Counts, Status
from training.calendar import TO_ATTEND, SessionView
from training.people import Action

SIGNS = {
    Status.PRESENT: "✓",
    Status.LATE: "◔",
    Status.EXCUSED: "P",
    Status.ABSENT: "✗",
    Status.LEFT_EARLY: "↩",
    Status.NONE: "–",
}


ACTIONS = (  # that have a button on the panel
    Action.OPEN_CHECKIN,
    Action.CLOSE_CHECKIN,
    Action.CALL_ROLL,
    Action.EXPORT_ROLL,
    Action.SHOW_BOARD,
    Action.CHANGE_CHECKIN,
)


@dataclass(frozen=True, slots=True)
class Doors:
    """What the reader may do with a session, and how many boards of it may be looked at."""

    may: Collection[Action]
    boards: int = 0


def not_there(request: Request) -> Answer:
    """For what is outside one's scope as for what does not exist."""
    return says(request.t("I find no such session among yours."), [choice(request.t("Menu"), "greeting")])


def teaching(request: Request, taught: Sequence[SessionView]) -> Answer:
    t = request.t
    if not taught:
        return says(t("No session of yours to teach is ahead."), [choice(t("Menu"), "greeting")])
    lines = [f"<b>{t('My sessions to teach')}</b>"]
    lines += [f"• {dates.period(t, one.counts_on)}: {safe(one.title)}" for one in taught[:8]]
    rows = [[choice(_label(t, one), "session", one.id)] for one in taught[:8] if one.kind in TO_ATTEND]
    return says("\n".join(lines), *rows, edit=request.edits)


def _label(t: Speaker, session: SessionView) -> str:
    first = session.period.first_day
    day = dates.short_day(first) if first else ""
    return cut(f"{day} {dates.hours(t, session.period)} {session.title}".strip(), 40)


def panel(
    request: Request,
    session: SessionView,
    counts: Counts,
    window: CheckinWindow | None,
    code: str | None,
    expires: timedelta,
    doors: Doors,
) -> Answer:
    """The session, how check-in stands, the counts, the code while it is open to whoever may show it."""
    t = request.t
    lines = [
        f"<b>{safe(session.title)}</b>",
        dates.period(t, session.period),
        place(t, session),
        _state(request, window),
        tally(t, counts),
    ]
    if code:
        seconds = max(int(expires.total_seconds()), 1)
        lines.append(t("Code now: <code>{code}</code> (changes in {n} s)").format(code=code, n=seconds))
    lines.append(source(t, session))
    return says("\n".join(lines), *_buttons(request, session, code, doors), edit=request.edits)


def _state(request: Request, window: CheckinWindow | None) -> str:
    t, now = request.t, request.now
    if window is None:
        return t("Check-in: not opened")
    if window.is_open(now):
        until = dates.clock(t, window.closes) if window.closes else "…"
        return t("Check-in: open until {at}").format(at=until)
    if now < window.opens:
        return t("Check-in: opens by itself at {at}").format(at=dates.clock(t, window.opens))
    return t("Check-in: closed")


def tally(t: Speaker, counts: Counts) -> str:
    text = t("Present {present} · late {late} · excused {excused} · absent {absent} · no mark {empty} · of {total}")
    if counts.left_early:
        text = t(
            "Present {present} · late {late} · excused {excused} · absent {absent} · left early {left}"
            " · no mark {empty} · of {total}"
        )
    return text.format(
        present=counts.present,
        late=counts.late,
        excused=counts.excused,
        absent=counts.absent,
        left=counts.left_early,
        empty=counts.unmarked,
        total=counts.expected,
    )


def _buttons(request: Request, session: SessionView, code: str | None, doors: Doors) -> list[list[Choice]]:
    """Those that lead somewhere: who only reads has none that change anything."""
    t, number = request.t, session.id
    opening = choice(t("Open check-in"), "open_checkin", number, style=Style.GOOD)
    calls = Action.CALL_ROLL in doors.may
    rows: list[list[tuple[Choice, bool]]] = [
        [
            (choice(t("New code"), "session", number) if code else opening, Action.OPEN_CHECKIN in doors.may),
            (choice(t("Call the roll") if calls else t("Roll"), "roll", number, 0), True),
        ],
        [
            (choice(t("All present"), "all_present", number), calls),
            (choice(t("List (.xlsx)"), "roll_file", number), Action.EXPORT_ROLL in doors.may),
            (choice(t("More"), "more", number), True),
        ],
        [(choice(t("Close check-in"), "close_checkin", number), bool(code) and Action.CLOSE_CHECKIN in doors.may)],
        [
            (choice(t("Projector board"), "board", number), Action.SHOW_BOARD in doors.may),
            (choice(t("Settings"), "checkin_rules", number), Action.CHANGE_CHECKIN in doors.may),
            (
                choice(t("Revoke the board"), "board_revoke", number, style=Style.DANGER),
                bool(doors.boards) and Action.SHOW_BOARD in doors.may,
            ),
        ],
    ]
    return [[one for one, is_there in row if is_there] for row in rows]


def roll(
    request: Request, session: SessionView, rows: Sequence[RollRow], page: int, last: int, calls: bool = True
) -> Answer:
    """calls: the reader may mark; to others a name leads to what was marked of it."""
    t = request.t
    title = t("Roll call – page {page} of {last}") if calls else t("Roll – page {page} of {last}")
    legend = " · ".join(f"{SIGNS[one]} {t(STATUSES[one])}" for one in (*list(SIGNS)[:4], Status.NONE))
    lines = [f"<b>{title.format(page=page + 1, last=last + 1)}</b>", safe(session.title), legend]
    lines.append(t("Tap a name to change its mark.") if calls else t("Tap a name to see what was marked."))
    if calls:
        names = [[choice(_name(row), "mark", session.id, row.person_id, page)] for row in rows]
    else:
        names = [[choice(_name(row), "person", session.id, row.person_id)] for row in rows]
    turning = [
        *([choice("‹", "roll", session.id, page - 1)] if page else []),
        choice(t("Back"), "session", session.id),
        *([choice("›", "roll", session.id, page + 1)] if page < last else []),
    ]
    return says("\n".join(lines), *names, turning, edit=request.edits, protect=True)


def _name(row: RollRow) -> str:
    sign = SIGNS[row.mark.status if row.mark else Status.NONE]
    return cut(f"{sign} {row.number}. {row.name} – {row.unit or ''}", 48)


def really_all(request: Request, session: SessionView, empty: int) -> Answer:
    t = request.t
    text = t("Mark {n} people without a mark as present? Marks that stand are not touched.").format(n=empty)
    row = [
        choice(t("Back"), "session", session.id),
        choice(t("Mark {n} present").format(n=empty), "all_present", session.id, "yes", style=Style.GOOD),
    ]
    return says(text, row, edit=request.edits)


def nobody_left(panel: Answer, request: Request) -> Answer:
    """Nobody is without a mark: the panel, and why nothing happened."""
    return replace(panel, toast=request.t("Everybody has a mark already."))


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")
