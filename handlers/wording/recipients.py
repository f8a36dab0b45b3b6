"""Whom a notice goes to, in words and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from handlers.request import Request
from handlers.talk import Answer, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from storage.sessions import CourseRow
from storage.units import Unit
from training.attendance import Status
from training.calendar import SessionView


class Named(Protocol):
    """An audience with a name and the reference that a button carries."""

    @property
    def ref(self) -> tuple[str, ...]: ...

    @property
    def about(self) -> str: ...


def kinds(request: Request) -> Answer:
    t = request.t
    rows = [
        [choice(t("A course"), "notice_courses", 0), choice(t("A unit and below"), "notice_units")],
        [choice(t("A group"), "notice_groups", 0), choice(t("A role"), "notice_roles")],
        [choice(t("What was sent"), "mailings", 0)],
    ]
    return says(f"<b>{t('New notice')}</b>\n{t('Who is to receive it?')}", *rows, edit=request.edits)


def of_course(request: Request, course: CourseRow, found: Sequence[tuple[Named, int]]) -> Answer:
    t = request.t
    rows = [[choice(cut(f"{one.about} ({many})"), "notice_to", *one.ref)] for one, many in found if many]
    more = choice(t("By attendance or LMS…"), "notice_sessions", course.id)
    back = [choice(t("Back"), "notice"), more]
    text = f"<b>{safe(course.title)}</b>\n{t('Who is to receive it? The number of people stands beside.')}"
    if not rows:
        text = f"<b>{safe(course.title)}</b>\n{t('There is nobody in it yet.')}"
    return says(text, *rows, back, edit=request.edits)


def by_attendance(request: Request, course: CourseRow, found: Sequence[tuple[Named, int]]) -> Answer:
    t = request.t
    rows = [[choice(cut(f"{one.about} ({many})"), "notice_to", *one.ref)] for one, many in found]
    text = t("Who is to receive it? The number of people stands beside.")
    if not rows:
        text = t("No session has begun yet of which anything could be known, or nothing is open there.")
    back = [choice(t("Back"), "notice_course", course.id)]
    return says(f"<b>{safe(course.title)}</b>\n{text}", *rows, back, edit=request.edits)


def in_units(
    request: Request, unit: Unit | None, one: Named | None, many: int, below: Sequence[Unit], number: int | None
) -> Answer:
    t = request.t
    shown = page(below, number)
    rows = [[choice(cut(t("All of it and below ({n})").format(n=many)), "notice_to", *one.ref)]] if one else []
    rows += [[choice(cut(other.name), "notice_units", other.id)] for other in shown.items]
    at = [unit.id] if unit else [""]
    title = safe(unit.name) if unit else t("Choose a unit")
    return says(f"<b>{title}</b>", *rows, [*turning(shown, "notice_units", *at), choice(t("Back"), "notice")],
                edit=request.edits)  # fmt: skip


def in_groups(request: Request, found: Sequence[tuple[str, int, str]], number: int | None) -> Answer:
    t = request.t
    shown = page(found, number)
    rows = [[choice(cut(f"{name} ({many})"), "notice_to", "g", key)] for name, many, key in shown.items]
    back = [*turning(shown, "notice_groups"), choice(t("Back"), "notice")]
    return says(f"<b>{t('Choose a group')}</b>", *rows, back, edit=request.edits)


def in_roles(request: Request, found: Sequence[tuple[Named, int]]) -> Answer:
    t = request.t
    rows = [[choice(cut(f"{one.about} ({many})"), "notice_to", *one.ref)] for one, many in found]
    return says(f"<b>{t('Choose a role')}</b>", *rows, [choice(t("Back"), "notice")], edit=request.edits)


def nobody_there(request: Request) -> Answer:
    t = request.t
    return says(t("There is nobody within your reach to choose there."), [choice(t("Back"), "notice")])


def whole_course(t: Speaker, course: CourseRow) -> str:
    return t("All of {course}").format(course=course.code)


def trainers(t: Speaker, course: CourseRow) -> str:
    return t("Trainers of {course}").format(course=course.code)


def group(t: Speaker, name: str, course: CourseRow | None = None) -> str:
    text = t("Group {name}").format(name=name)
    return f"{text} – {course.code}" if course else text


def unit(t: Speaker, one: Unit) -> str:
    return t("{unit} and all below").format(unit=one.name)


def unmarked(t: Speaker, session: SessionView) -> str:
    return t("No mark yet: {session}").format(session=_session(t, session))


def marked(t: Speaker, status: Status, session: SessionView) -> str:
    return f"{marks(t)[status]}: {_session(t, session)}"


def marks(t: Speaker) -> dict[Status, str]:
    return {
        Status.PRESENT: t("Present"),
        Status.LATE: t("Late"),
        Status.EXCUSED: t("Excused"),
        Status.ABSENT: t("Absent"),
        Status.LEFT_EARLY: t("Left early"),
    }


def not_done(t: Speaker, session: SessionView) -> str:
    return t("Not done yet: {session}").format(session=_session(t, session))


def _session(t: Speaker, session: SessionView) -> str:
    first = session.period.first_day
    hours = dates.hours(t, session.period)
    return " ".join(part for part in (hours, dates.short_day(first) if first else "", session.title) if part)


def not_acknowledged(t: Speaker, about: str | None) -> str:
    text = t("Not acknowledged yet")
    return f"{text}: {about}" if about else text


def role(t: Speaker, name: str) -> str:
    names = {"trainee": t("All trainees"), "trainer": t("All trainers"), "organizer": t("All organizers")}
    return names[name]
