"""What is said to organizers about their day and their courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.request import Request
from handlers.talk import Answer, Choice, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.teacher import kind
from handlers.wording.trainer import tally
from storage.audiences import Reach
from storage.sessions import CourseRow
from training.attendance import Counts
from training.calendar import TO_ATTEND, SessionView
from training.mailing import DeliveryState

LINES = 6
STATES = {
    DeliveryState.FAILED: "failed",
    DeliveryState.UNREACHABLE: "unreachable",
    DeliveryState.UNKNOWN: "uncertain",
    DeliveryState.MISSED: "missed",
}


@dataclass(frozen=True, slots=True)
class Today:
    """A session of today. counts: of its roll; None where nobody is to come or it is too much for one screen."""

    session: SessionView
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Day:
    """What an organizer should know today. sent, trouble: deliveries of the last 24 hours. held: mailings that wait for
    a word. writes: whether there is anybody to whom the reader may send a notice."""

    today: Sequence[Today]
    tomorrow: Sequence[SessionView]
    questions: int
    sent: int
    trouble: Mapping[DeliveryState, int]
    held: int
    writes: bool


def overview(request: Request, day: Day) -> Answer:
    t = request.t
    lines = [f"<b>{t('Overview')} – {dates.day(t, request.today)}</b>", *_today(t, day.today)]
    lines.append(f"<b>{t('Tomorrow')}</b>")
    lines += [f"• {_session(t, one)}" for one in day.tomorrow[:LINES]] or [t("No session.")]
    lines += _more(t, len(day.tomorrow))
    lines.append(t("Open questions: {n}").format(n=day.questions))
    lines.append(_sent(t, day))
    return says("\n".join(lines), *_rows(t, day), edit=request.edits)


def _today(t: Speaker, found: Sequence[Today]) -> list[str]:
    if not found:
        return [t("No session today.")]
    lines = []
    for one in found[:LINES]:
        lines.append(f"• {_session(t, one.session)}")
        if one.counts:
            lines.append(f"  {tally(t, one.counts)}")
    return lines + _more(t, len(found))


def _session(t: Speaker, session: SessionView) -> str:
    off = t("⚠ CANCELLED") + " – " if session.cancelled else ""
    hours = dates.hours(t, session.period)
    return f"{off}{hours + ' ' if hours else ''}{safe(session.title)} ({kind(t, session)})"


def _more(t: Speaker, total: int) -> list[str]:
    return [t("… and {n} more.").format(n=total - LINES)] if total > LINES else []


def _sent(t: Speaker, day: Day) -> str:
    text = t("Messages of the last 24 hours: {n} sent").format(n=day.sent)
    names = {"failed": t("failed {n}"), "unreachable": t("unreachable {n}"), "uncertain": t("uncertain {n}")}
    names["missed"] = t("missed {n}")
    return text + "".join(f" · {names[STATES[state]].format(n=many)}" for state, many in day.trouble.items())


def _rows(t: Speaker, day: Day) -> list[list[Choice]]:
    to_come = [one.session for one in day.today[:4] if one.session.kind in TO_ATTEND]
    rows = [[choice(session_label(t, one), "session", one.id)] for one in to_come]
    row = [choice(t("Courses"), "course_list", 0)]
    if day.questions:
        row.append(choice(t("Questions ({n})").format(n=day.questions), "questions"))
    if day.trouble:
        row.append(choice(t("Mailings"), "mailings", 0))
    waiting = [choice(t("Held back ({n})").format(n=day.held), "held", 0)] if day.held else []
    write = [choice(t("New notice"), "notice")] if day.writes else []
    return [row for row in (*rows, row, waiting, [*write, choice(t("Refresh"), "overview")]) if row]


def session_label(t: Speaker, session: SessionView) -> str:
    """A session as a button: day, hours, title."""
    first = session.period.first_day
    sign = "✗ " if session.cancelled else ""
    parts = (dates.short_day(first) if first else "", dates.hours(t, session.period), session.title)
    return cut(sign + " ".join(part for part in parts if part))


def no_courses(request: Request) -> Answer:
    t = request.t
    text = t("There is no course within your reach yet. Send me a plan as a file (.xlsx, .yaml, .docx) to begin.")
    return says(text, [choice(t("People and files"), "office")], edit=request.edits)


def course_list(
    request: Request,
    found: Sequence[CourseRow],
    number: int | None,
    then: str = "course",
    turn: str = "course_list",
) -> Answer:
    """Courses as buttons, each leading to `then`|id; the pages are `turn`|page."""
    t = request.t
    shown = page(found, number)
    rows = [[choice(cut(f"{one.code} – {one.title}"), then, one.id)] for one in shown.items]
    back = [*turning(shown, turn), choice(t("Overview"), "overview")]
    return says(f"<b>{t('Choose a course')}</b>", *rows, back, edit=request.edits)


def no_such_course(request: Request) -> Answer:
    """For what is outside one's reach as for what does not exist."""
    return says(request.t("I find no such course within your reach."), [choice(request.t("Courses"), "course_list", 0)])


def course(
    request: Request,
    found: CourseRow,
    reach: Reach,
    sessions: Sequence[SessionView],
    number: int | None,
    organizes: bool,
) -> Answer:
    """organizes: whether there are buttons to change anything."""
    t = request.t
    shown = page(sessions, number)
    people = t("{n} people enrolled, {m} of them on no channel.").format(n=reach.total, m=reach.unreachable)
    lines = [f"<b>{safe(found.title)}</b> ({safe(found.code)})", people]
    lines += [f"• {dates.period(t, one.period)}: {safe(cut(one.title, 80))} ({kind(t, one)})" for one in shown.items]
    rows = [[choice(session_label(t, one), "session", one.id)] for one in shown.items if one.kind in TO_ATTEND]
    act = [choice(t("Notice"), "notice_course", found.id), choice(t("Change"), "change_course", found.id)]
    act.append(choice(t("Reminders"), "rules", found.id))
    seen = [choice(t("Reminders"), "rules", found.id)]
    back = [*turning(shown, "course", found.id), choice(t("Courses"), "course_list", 0)]
    return says("\n".join(lines), *rows, act if organizes else seen, back, edit=request.edits)
