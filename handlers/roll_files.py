"""An attendance list sent back filled in: which session it is of, who its lines are, and then the same preview as a
typed one."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from files.refusals import FileRefused
from files.roll_sheet import FilledList, Line, read_filled
from handlers import roll_lists, roll_numbers, scopes
from handlers.errand_rights import request_of
from handlers.request import Request
from handlers.roll_lists import STAFF, Listed
from handlers.talk import Answer, Errand
from handlers.things import session_thing
from handlers.wording import office_files as office_words
from handlers.wording import roll_files as words
from handlers.wording.language import Speaker
from storage import accounts, plans, sessions
from storage import roll_lists as stored
from storage.accounts import AccountRow
from storage.attendance import RollRow
from storage.sessions import SessionFacts
from training.attendance import Method, Status
from training.calendar import TO_ATTEND, sort_key
from training.people import Action
from training.plan import ZONE
from training.reading.clock import read_clock
from training.reading.vietnamese import fold, same_name
from training.roll_list import plan, true_time

if TYPE_CHECKING:
    from handlers.errands import Bench, Runner

LIMIT = 20 << 20  # bytes
TABLES = frozenset({".xlsx", ".xls", ".ods", ".csv"})
_NAMED = re.compile(r"^(?P<code>.+?)-(?P<day>\d{8})(?:-(?P<hour>\d{4}))?(?!\d)")  # as our lists are named


def errand_for(request: Request) -> Errand | None:
    """Whether a sent file may be a list filled in: from staff, a table, named as ours or with a session on screen."""
    file = request.incoming.file
    if file is None or Path(file.name).suffix.lower() not in TABLES:
        return None
    roles = {grant.role for grant in request.actor.grants}
    if not roles & STAFF:
        return None
    on_screen = stored.looked_at(request.db, request.account.id, request.now)
    if not _NAMED.match(file.name) and on_screen is None and scopes.anywhere(request, Action.IMPORT_PEOPLE):
        return None
    return Errand("read_roll", (file.id, file.name[-120:], (request.incoming.text or "")[:200]))


async def read_roll(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """(file id, name, what was written beside it). Any other list goes the way of lists to import."""
    from handlers import upload_errands

    number, name, _ = errand.args
    content = await bench.fetch(number, LIMIT)
    try:
        found = await asyncio.to_thread(_read, name, content)
    except FileRefused as refused:
        return office_words.file_refused(t, refused)
    if found is None:
        imports = await bench.database.read(lambda db: _may_import(db, bench, account))
        return await upload_errands.read_upload(bench, errand, account, t) if imports else words.no_list(t)
    return await bench.database.write(lambda db: _preview(request_of(db, bench, errand, account, t), found, errand))


def _read(name: str, content: bytes) -> FilledList | None:
    """Blocks: reading works in a child process of its own."""
    with tempfile.TemporaryDirectory(prefix="taphuan-") as folder:
        path = Path(folder) / f"list{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return read_filled(path)


def _may_import(db: Connection, bench: Bench, account: AccountRow) -> bool:
    actor = accounts.actor_of(db, account, bench.house.admins)
    reach = scopes.reach_of(db, actor, Action.IMPORT_PEOPLE, bench.now.astimezone(ZONE).date())
    return reach is None or bool(reach)


def _preview(request: Request, found: FilledList, errand: Errand) -> Answer:
    _, name, caption = errand.args
    meant = _sessions(request, name, len(found.columns))
    if len(meant) != len(found.columns):
        return words.which_session(request, len(found.columns))
    at = true_time(read_clock(caption), meant[0].view.period, request.now)
    if at is None:
        return words.cannot_be_then(request)
    lists, problems = [], words.Problems()
    for column, facts in enumerate(meant):
        rows = roll_numbers.in_order(request, facts.view.id)
        named = _statuses(found.lines, column, rows, problems)
        marks = {row.person_id: row.mark for row in rows}
        lists.append(Listed(facts, rows, plan(marks, named, but=(request.person,)), Method.LIST))
    return words.problems(request, problems) + roll_lists.preview(request, lists, at)


def _sessions(request: Request, name: str, columns: int) -> list[SessionFacts]:
    """By the file's name, else the one on the screen and, for more columns, those of its day; in order of time."""
    found = _by_name(request, name)
    if not found:
        on_screen = stored.looked_at(request.db, request.account.id, request.now)
        facts = sessions.session_facts(request.db, on_screen) if on_screen is not None else None
        if facts is None:
            return []
        day = facts.view.period.first_day
        found = [facts] if columns == 1 or day is None else _of_day(request, facts.view.course_id, day)
    return [one for one in found if request.may(Action.CALL_ROLL, session_thing(request, one))]


def _by_name(request: Request, name: str) -> list[SessionFacts]:
    named = _NAMED.match(name)
    if named is None:
        return []
    course = plans.courses_by_code(request.db, [named["code"]]).get(named["code"])
    try:
        day = date(int(named["day"][:4]), int(named["day"][4:6]), int(named["day"][6:]))
    except ValueError:
        return []
    found = _of_day(request, course[0], day) if course else []
    return [one for one in found if named["hour"] is None or _hour(one) == named["hour"]]


def _hour(facts: SessionFacts) -> str:
    start = facts.view.period.start
    return f"{start.astimezone(ZONE):%H%M}" if start else ""


def _of_day(request: Request, course_id: int, day: date) -> list[SessionFacts]:
    held = [
        one
        for one in sessions.sessions_of_course(request.db, course_id)
        if one.view.period.first_day == day and one.view.kind in TO_ATTEND and not one.view.cancelled
    ]
    return sorted(held, key=lambda one: sort_key(one.view))


def _statuses(
    lines: Sequence[Line], column: int, rows: Sequence[RollRow], problems: words.Problems
) -> dict[int, Status]:
    """Person id → what the line says. Lines of nobody, or of two people, and marks that cannot be read are told."""
    by_name: dict[str, list[RollRow]] = {}
    for row in rows:
        by_name.setdefault(fold(row.name), []).append(row)
    named: dict[int, Status] = {}
    for line in lines:
        status = line.marks[column]
        if status is Status.NONE:
            continue
        who = _who(line, by_name)
        if status is None:
            problems.unread.append((line.row, line.written[column]))
        elif who is None:
            problems.unknown.append((line.row, line.name))
        else:
            named[who.person_id] = status
    return named


def _who(line: Line, by_name: Mapping[str, Sequence[RollRow]]) -> RollRow | None:
    """The one person of that name; of namesakes the one of that unit or birthday."""
    alike = by_name.get(fold(line.name), [])
    exact = [row for row in alike if same_name(row.name, line.name)] or list(alike)
    narrower = (
        lambda row: fold(row.unit or "") == fold(line.unit or ""),
        lambda row: row.birthday == line.birthday,
    )
    for fits in narrower:
        if len(exact) > 1:
            exact = [row for row in exact if fits(row)] or exact
    return exact[0] if len(exact) == 1 else None


RUNNERS: Mapping[str, Runner] = {"read_roll": read_roll}
