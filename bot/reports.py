"""Tables that go out as .xlsx or .csv."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.console import CLI, Fault, speak
from files.reports import ReportCell, table_to_csv, table_to_xlsx
from handlers.wording import commands as words
from handlers.wording.study import status
from storage import attendance, audiences, audit, people, plans, sessions, units
from training.reading.vietnamese import sort_key

KINDS = ("people", "attendance", "unreached")


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[ReportCell]]

    def content(self, suffix: str) -> bytes:
        """As .csv, else as .xlsx."""
        if suffix.lower() == ".csv":
            return table_to_csv(self.headers, self.rows)
        return table_to_xlsx(self.title, self.headers, self.rows)


def table(db: Connection, kind: str, now: datetime, *, course: str | None, unit_id: int | None) -> Table:
    """A report of KINDS; that somebody looked is in the log. Raises Fault when there is no such course."""
    made = _attendance(db, course or "") if kind == "attendance" else _people(db, kind, now, course, unit_id)
    audit.note(db, now, CLI.who, "export_report", f"report:{kind}", after={"rows": len(made.rows)})
    return made


def _people(db: Connection, kind: str, now: datetime, course: str | None, unit_id: int | None) -> Table:
    t = speak()
    ids = units.subtree_ids(db, unit_id, now.date()) if unit_id is not None else None
    listed = people.people_list(db, ids, course_id=course_id(db, course) if course else None)
    if kind == "unreached":
        missing = {row.code for row in audiences.unreached(db, {"everybody": True}, now)}
        listed = [row for row in listed if row["code"] in missing]
    rows = [
        (row["code"], row["name"], row["unit"], words.role(t, row["role"]), row["phone"], ", ".join(row["groups"]))
        for row in listed
    ]
    return Table(words.report_title(t, kind), words.people_headers(t), rows)


def course_id(db: Connection, code: str) -> int:
    """Raises Fault when there is no such course."""
    found = plans.courses_by_code(db, [code]).get(code)
    if found is None:
        raise Fault(words.no_course(speak(), code, [known for _, known, _ in plans.course_titles(db)]))
    return found[0]


def _attendance(db: Connection, course: str) -> Table:
    """A row for each person, a column for each session that is attended in a room."""
    t = speak()
    held = [one for one in sessions.sessions_of_course(db, course_id(db, course)) if one.view.kind.value in _ROOMS]
    rolls = {one.view.id: {row.person_id: row for row in attendance.roll(db, one.view.id)} for one in held}
    everybody = {number: row for roll in rolls.values() for number, row in roll.items()}
    rows: list[list[ReportCell]] = []
    for number, who in sorted(everybody.items(), key=lambda one: (one[1].unit or "", sort_key(one[1].name))):
        found = [rolls[one.view.id].get(number) for one in held]
        marks = [status(t, row.mark if row else None) for row in found]
        rows.append([who.code, who.name, who.unit, *marks])
    headers = [*words.people_headers(t)[:3], *(words.session_header(t, one.view) for one in held)]
    return Table(words.report_title(t, "attendance"), headers, rows)


_ROOMS = frozenset({"in_person", "virtual", "meeting"})
