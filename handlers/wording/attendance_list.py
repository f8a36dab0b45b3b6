"""What stands on an attendance list taken home from the chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from files.attendance_sheet import AttendanceList, Attendee
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.study import status
from handlers.wording.trainer import tally
from storage.attendance import RollRow
from storage.sessions import SessionFacts
from training.attendance import Status, count
from training.calendar import SessionView
from training.plan import ZONE


def attendance_list(
    t: Speaker, session: SessionView, rows: Sequence[RollRow], issuer: str, now: datetime
) -> AttendanceList:
    """The list of one session with the marks that count now."""
    lines = [session.course_title, session.title, dates.period(t, session.period)]
    if session.plan_number:
        lines.insert(0, t("Plan No. {number}").format(number=session.plan_number))
    if session.place:
        lines.append(session.place)
    counts = count({row.person_id: row.mark for row in rows})
    return AttendanceList(
        issuer=issuer.upper(),
        people=[_attendee(t, row) for row in rows],
        lines=tuple(lines),
        columns=(t("Attendance"),),
        totals=(tally(t, counts),),
        dated=dated(t, now),
        signers=(t("Trainer"), t("Class organizer")),
    )


def _attendee(t: Speaker, row: RollRow) -> Attendee:
    mark = row.mark
    text = status(t, mark) if mark else ""
    if mark and mark.status in (Status.PRESENT, Status.LATE):
        text += f" {mark.at.astimezone(ZONE):%H:%M}"
    return Attendee(row.name, row.birthday, row.unit, row.subject, (text,), mark.reason if mark else None)


def dated(t: Speaker, now: datetime) -> str:
    """ "ngày 05 tháng 01 năm 2020": a zero before days under 10 and before months 1 and 2."""
    local = now.astimezone(ZONE)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return t("day {day} month {month} year {year}").format(day=f"{local.day:02d}", month=month, year=local.year)


def caption(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}\n{dates.period(t, session.period)}"


def file_name(facts: SessionFacts) -> str:
    """Code of the course and day: "HP-NK-2022-20221210-0730.xlsx"."""
    start = facts.view.period.start
    when = f"-{start.astimezone(ZONE):%Y%m%d-%H%M}" if start else ""
    return f"{facts.course_code}{when}.xlsx"
