"""What is said about self-study, practice, attendance so far and completion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from handlers.request import Request
from handlers.talk import Answer, Choice, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.teacher import about, day_row, source
from storage.sessions import CourseRow
from training.attendance import MarkValue, Status
from training.calendar import SessionView
from training.completion import Item, ItemKind, Standing
from training.plan import Kind

__all__ = ["about"]
MANY = 8

STATUSES = {
    Status.PRESENT: lazy("present"),
    Status.LATE: lazy("late"),
    Status.EXCUSED: lazy("excused"),
    Status.ABSENT: lazy("absent"),
    Status.LEFT_EARLY: lazy("left early"),
    Status.NONE: lazy("no mark"),
}


def status(t: Speaker, mark: MarkValue | None) -> str:
    return t(STATUSES[mark.status if mark else Status.NONE])


def study_status(request: Request, found: Sequence[SessionView]) -> Answer:
    t = request.t
    if not found:
        return says(t("Your courses have no LMS day and no practice day."), day_row(request))
    lines = [f"<b>{t('Self-study and practice')}</b>"]
    lines += [_study_line(t, one) for one in found[:MANY]]
    lines.append(t("I only know what you report here; your score stands on the LMS itself."))
    lines.append(source(t, found[0]))
    rows = [_study_buttons(t, one) for one in found if not one.done][:3]
    return says("\n".join(lines), *rows, [choice(t("I need help"), "human")], edit=request.edits)


def _study_line(t: Speaker, session: SessionView) -> str:
    state = t("reported done") if session.done else t("not reported yet")
    return f"• {dates.period(t, session.counts_on)}: {safe(session.title)} – {state}"


def _study_buttons(t: Speaker, session: SessionView) -> list[Choice]:
    if session.kind is Kind.LMS:
        return [choice(t("I have finished"), "lms_done", session.id)]
    row = [choice(t("Practice done"), "practice_done", session.id)]
    if session.choose_days:
        row.insert(0, choice(t("Choose a day"), "practice_day", session.id))
    return row


def no_such(request: Request) -> Answer:
    t = request.t
    text = t("That session is not in your schedule any more. Here is what you can look at.")
    return says(text, day_row(request))


def too_soon(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("This only begins on {when}; please report it then.").format(when=dates.period(t, session.period))
    return replace(says(text), toast=t("Not yet"))


def thanks_done(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("✅ Noted: you have finished “{title}”. Thank you.").format(title=safe(session.title))
    return replace(says(text, [choice(t("What I still owe"), "deadline")]), toast=t("Saved"))


def choose_day(request: Request, session: SessionView, days: Sequence[date]) -> Answer:
    t = request.t
    if not days:
        return says(t("The days to choose from are over. Please ask the organizers."), [_ask(t)])
    text = t("On which day will you do “{title}”?").format(title=safe(session.title))
    labels = [
        choice(f"{dates.weekday(t, day).capitalize()} {dates.short_day(day)}", "practice_day", session.id, day)
        for day in days[:12]
    ]
    rows = [labels[n : n + 3] for n in range(0, len(labels), 3)]
    return says(text, *rows, edit=request.edits)


def _ask(t: Speaker) -> Choice:
    return choice(t("Ask the organizers"), "human")


def day_chosen(request: Request, session: SessionView, day: date) -> Answer:
    t = request.t
    text = t("Noted: “{title}” on {day}. I will remind you that morning.").format(
        title=safe(session.title), day=dates.day(t, day)
    )
    row = [
        choice(t("Change the day"), "practice_day", session.id),
        choice(t("Practice done"), "practice_done", session.id),
    ]
    return replace(says(text, row, edit=request.edits), toast=t("Saved"))


def record(request: Request, held: Sequence[SessionView], marks: Mapping[int, MarkValue]) -> Answer:
    t = request.t
    if not held:
        if request.intent.when is None:
            text = t("None of your sessions has been held yet, so there is no attendance to show.")
            return says(text, [choice(t("Next session"), "next_session")])
        return says(t("You have no session with attendance then."), day_row(request))
    there = sum(1 for one in held if (mark := marks.get(one.id)) and mark.status in (Status.PRESENT, Status.LATE))
    title = t("Your attendance: {n} of {total} sessions").format(n=there, total=len(held))
    lines = [f"<b>{title}</b>"]
    lines += [f"• {dates.period(t, one.period)}: {status(t, marks.get(one.id))}" for one in held[-MANY:]]
    lines.append(source(t, held[-1]))
    return says("\n".join(lines), [choice(t("What I still owe"), "completion"), _ask(t)], edit=request.edits)


def standings(
    request: Request, found: Iterable[tuple[CourseRow, Standing]], sessions: Mapping[int | None, SessionView]
) -> Answer:
    """Per course; `sessions` by id, for their days."""
    t = request.t
    blocks = [_standing(t, course, standing, sessions) for course, standing in found]
    if not blocks:
        return says(t("You are enrolled in no course yet."), [_ask(t)])
    row = [choice(t("My attendance"), "attendance_record"), choice(t("What is due"), "deadline")]
    return says("\n\n".join(blocks), row, edit=request.edits)


def _standing(t: Speaker, course: CourseRow, standing: Standing, sessions: Mapping[int | None, SessionView]) -> str:
    share = round(standing.share * 100)
    head = f"<b>{safe(course.title)}</b>\n" + t("Done: {share}%").format(share=share)
    head += "\n" + source(t, course)
    if standing.complete:
        return head + "\n" + t("✅ Everything the plan asks for is done.")
    owed = [_owed(t, item, sessions.get(item.session_id)) for item in standing.owed[:MANY]]
    return head + "\n" + t("Still owed:") + "\n" + "\n".join(owed)


def _owed(t: Speaker, item: Item, session: SessionView | None) -> str:
    if item.kind is ItemKind.PERIODS:
        return "• " + t("periods still to be reached")
    when = f"{dates.period(t, session.counts_on)}: " if session else ""
    text = f"• {when}{safe(item.title)}"
    return text + " – " + t("missed, please ask the organizers") if item.missed else text
