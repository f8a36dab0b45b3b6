"""Attendance papers from the command line: of a day, of the course, of each unit."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection

from bot.console import CLI, Fault, speak
from handlers import papers
from handlers.wording import commands as words
from handlers.wording.papers import Rolls
from storage import audit, people, plans, sessions, units
from storage.sessions import SessionFacts
from training.calendar import TO_ATTEND, sort_key

SCOPES = {"attendance-day": "day", "attendance-course": "course", "attendance-units": "units"}
FORMATS = ("xlsx", "docx", "pdf")


def paper(
    db: Connection,
    kind: str,
    now: datetime,
    suffix: str,
    *,
    course_id: int,
    day: date | None,
    blank: bool,
    unit_id: int | None,
) -> bytes:
    """The file. day: of the sessions; None: the first day for a day's list, all of them for the others. That somebody
    took it is in the log. Raises Fault when there is nothing to attend then."""
    held = _held(db, course_id, day, first_day=kind == "attendance-day")
    if not held:
        raise Fault(words.no_session_then(speak()))
    rolls = _of_unit(db, papers.rolls_of(db, [one.view.id for one in held]), unit_id, now.date())
    issuer = plans.issuer_of(db, held[0].view.id)
    made = papers.written(SCOPES[kind], rolls, issuer, now, blank=blank)
    audit.note(db, now, CLI.who, "export_report", f"report:{kind}", after={"papers": len(made)})
    names = [one.lines[-1].partition(": ")[2] for one in made] if kind == "attendance-units" else []
    return papers.drawn(made, suffix, names)


def _held(db: Connection, course_id: int, day: date | None, *, first_day: bool) -> list[SessionFacts]:
    """Sessions that people attend and that take place, in order of time."""
    found = [one for one in sessions.sessions_of_course(db, course_id) if one.view.kind in TO_ATTEND]
    found = sorted((one for one in found if not one.view.cancelled), key=lambda one: sort_key(one.view))
    if day is None and first_day and found:
        day = found[0].view.period.first_day
    return [one for one in found if day is None or one.view.period.first_day == day]


def _of_unit(db: Connection, rolls: Rolls, unit_id: int | None, day: date) -> Rolls:
    """Only the people of a unit and of those below it."""
    if unit_id is None:
        return rolls
    listed = people.people_list(db, units.subtree_ids(db, unit_id, day))
    codes = {row["code"] for row in listed}
    return [(view, [row for row in rows if row.code in codes]) for view, rows in rolls]
