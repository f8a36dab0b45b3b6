"""What is in a file that an organizer sent, and what importing it would do or does."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from files.plan_problems import PlanFileError
from files.refusals import FileProblem, FileRefused
from handlers.changes import note_change
from storage import imports, plans, sessions
from storage.imports import Batch
from storage.uploads import KEY, Upload
from training.calendar import SessionView
from training.plan import Plan
from training.reminders import QuietHours

if TYPE_CHECKING:  # readers of files are heavy: they are imported when the first file comes
    from handlers.imports import Importer, ImportReport, LoadedList, Source
    from handlers.imports.reading import UnitBook
    from training.reading.plans.draft import Draft

LISTS = frozenset({".xlsx", ".xls", ".xlsm", ".ods", ".csv", ".tsv"})
PLANS = frozenset({".yaml", ".yml"})
DOCUMENTS = frozenset({".docx", ".doc", ".rtf", ".pdf", ".txt"})
NOT_A_LIST = frozenset({FileProblem.WRONG_TEMPLATE_PLAN, FileProblem.NO_TABLE, FileProblem.COLUMN_MISSING})


class Sort(StrEnum):
    """As what a file is imported; also the letter in buttons."""

    PEOPLE = "p"
    ROSTER = "r"
    PLAN = "k"


KIND = {Sort.PEOPLE: "people", Sort.ROSTER: "roster", Sort.PLAN: "plan"}  # of the import


def done_before(db: Connection, key: str, sort: str, person_id: int, course: str | None) -> Batch | None:
    """The import of an upload that is no longer kept, when it was done: a crash may have swallowed what was said of it.

    course: code of the course of a roster."""
    if len(key) != KEY or sort not in list(Sort):
        return None
    return imports.last_of_file(db, key, KIND[Sort(sort)], person_id, course)


@dataclass(frozen=True, slots=True)
class Read:
    """A file that could be read: a list, a plan, or a document that tells of one."""

    people: LoadedList | None = None
    plan: Plan | None = None
    draft: Draft | None = None


def _harmless(name: str) -> str:
    """A name for our own folder; a .csv lends its name to its only sheet, so people are to recognise it."""
    stem, suffix = Path(name).stem, Path(name).suffix.lower()
    letters = "".join(letter if letter.isalnum() or letter in " -_()" else "_" for letter in stem)[:60].strip()
    return f"{letters or 'tep'}{suffix if suffix in LISTS | PLANS | DOCUMENTS else ''}"


@contextmanager
def on_disk(upload: Upload) -> Iterator[Path]:
    """The upload as a file, since readers of files work in a child process."""
    with tempfile.TemporaryDirectory(prefix="taphuan-") as folder:
        path = Path(folder) / _harmless(upload.file_name)
        path.write_bytes(upload.content)
        yield path


def read(upload: Upload, book: UnitBook, today: date) -> Read:
    """Find out what it is and read it. Blocks for up to a minute: call it in a thread.

    Raises FileRefused, PlanFileError, ImportRefused with what people can do about it.
    """
    from handlers import imports

    suffix = Path(upload.file_name).suffix.lower()
    with on_disk(upload) as path:
        if suffix in PLANS:
            return Read(plan=imports.load_plan(path))
        if suffix in DOCUMENTS:
            return Read(draft=imports.read_draft(path))
        try:
            return Read(people=imports.load_people(path, book, today, name=upload.file_name))
        except FileRefused as refused:
            if suffix != ".xlsx" or refused.code not in NOT_A_LIST:
                raise
            return _plan_or(refused, path)


def _plan_or(refused: FileRefused, path: Path) -> Read:
    """A plan in a spreadsheet, ours or an office's; if it is none, what is wrong with it as the likelier one."""
    from handlers import imports

    try:
        found = imports.plan_or_draft(path)
    except PlanFileError:
        if refused.code is FileProblem.WRONG_TEMPLATE_PLAN:
            raise
        raise refused from None
    return Read(plan=found) if isinstance(found, Plan) else Read(draft=found)


def import_it(
    db: Connection,
    found: Read,
    upload: Upload,
    course: str | None,
    importer: Importer,
    now: datetime,
    quiet: QuietHours,
    *,
    dry_run: bool,
) -> ImportReport:
    """Store what was read, or say what that would do. course: code of the course of a roster. Raises ImportRefused."""
    from handlers import imports

    if found.people and course:
        return imports.import_roster(db, found.people, course, importer, now, dry_run=dry_run)
    if found.people:
        return imports.import_people(db, found.people, importer, now, dry_run=dry_run)
    assert found.plan
    plan, source = found.plan, _source(upload)

    def work() -> ImportReport:
        return imports.import_plan(db, plan, source, importer, now, quiet=quiet, dry_run=dry_run)

    return work() if dry_run else telling(db, plan, work, importer, now)


def _source(upload: Upload) -> Source:
    from handlers.imports import Source

    return Source(upload.file_name, hashlib.sha256(upload.content).hexdigest())


def telling(
    db: Connection, plan: Plan, work: Callable[[], ImportReport], importer: Importer, now: datetime
) -> ImportReport:
    """A plan that comes again changes sessions people rely on: they are told as of any other change."""
    before = _sessions_of(db, plan)
    report = work()
    for number, view in _sessions_of(db, plan).items():
        if number in before and number in report.session_ids:
            note_change(db, number, before[number], view, importer.person_id, now)
    return report


def _sessions_of(db: Connection, plan: Plan) -> dict[int, SessionView]:
    courses = plans.courses_by_code(db, [course.code for course in plan.courses])
    found = (facts for number, _, _ in courses.values() for facts in sessions.sessions_of_course(db, number))
    return {facts.view.id: facts.view for facts in found}
