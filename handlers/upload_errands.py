"""Files that organizers send: fetched, read, previewed, imported. Rights are asked anew at each step."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from files.plan_problems import PlanFileError
from files.refusals import FileRefused
from handlers import plan_drafts, scopes, uploads
from handlers.talk import Answer, Errand, File, Reply
from handlers.uploads import Read, Sort
from handlers.wording import office_files as words
from handlers.wording.language import Speaker
from storage import accounts, audit, sessions, units
from storage import uploads as stored
from storage.accounts import AccountRow
from storage.sessions import CourseRow
from storage.uploads import Upload
from training.people import Action, Thing, may
from training.reading.vietnamese import fold

if TYPE_CHECKING:
    from handlers.errands import Bench, Runner
    from handlers.imports import Importer, ImportReport
    from training.reading.plans.draft import Draft

LIMIT = 20 << 20  # bytes


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who imports, and the courses whose lists they may bring."""

    importer: Importer
    courses: tuple[CourseRow, ...]


def _desk(db: Connection, bench: Bench, account: AccountRow) -> _Desk | None:
    """None for whoever may not bring anything in (any more)."""
    from handlers.imports import Importer

    actor = accounts.actor_of(db, account, bench.house.admins)
    today = bench.now.astimezone(words.ZONE).date()
    reach = scopes.reach_of(db, actor, Action.IMPORT_PEOPLE, today)
    if reach is not None and not reach:
        return None
    found = sessions.courses(db, reach, bench.now)
    mine = (
        one for one in found if may(actor, Action.IMPORT_ROSTER, Thing(unit_path=units.path_of(db, one.unit_id, today)))
    )
    gives, adds = may(actor, Action.MANAGE_ROLES), may(actor, Action.MANAGE_UNITS)
    return _Desk(Importer(f"person:{account.person_id}", account.person_id, reach, gives, adds), tuple(mine))


async def read_upload(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """(file id, name, what was written beside it): fetch it, say what it is, ask as what to import it."""
    number, name, caption = errand.args
    content = await bench.fetch(number, LIMIT)
    desk = await bench.database.read(lambda db: _desk(db, bench, account))
    if desk is None:
        return words.not_yours(t)
    upload = Upload(0, name, content)
    found = await _read(bench, upload, desk, t)
    if isinstance(found, Answer):
        return found
    if found.draft:
        return await _drafted(bench, found.draft, name, desk, account, t)
    upload = await bench.database.write(lambda db: stored.keep(db, name, content, bench.now))
    if found.plan:
        return await _preview(bench, upload, found, Sort.PLAN, None, desk, t)
    named = _named(desk, caption)
    if named:
        return await _preview(bench, upload, found, Sort.ROSTER, named, desk, t)
    assert found.people
    return words.as_what(t, upload, len(found.people.file.rows), desk.courses, 0)


async def _drafted(bench: Bench, read: Draft, name: str, desk: _Desk, account: AccountRow, t: Speaker) -> Answer:
    """A document is settled before anything of it is imported; of the file itself nothing is kept."""

    def work(db: Connection) -> Answer:
        row = plan_drafts.keep(db, read, name, desk.importer, bench.now)
        plan_drafts.go_on(db, account.id, row, bench.now)
        return plan_drafts.listed(db, t, row, 0)

    return await bench.database.write(work)


def _named(desk: _Desk, caption: str) -> CourseRow | None:
    """The course whose code stands beside the file."""
    said = f" {fold(caption)} "
    return next((one for one in desk.courses if f" {fold(one.code)} " in said), None)


async def _read(bench: Bench, upload: Upload, desk: _Desk, t: Speaker) -> Read | Answer:
    """What the file holds; or the sentence that says why it is not taken."""
    from handlers.imports import ImportRefused, unit_book

    book = await bench.database.read(lambda db: unit_book(db, desk.importer))
    today = bench.now.astimezone(words.ZONE).date()
    try:
        return await asyncio.to_thread(uploads.read, upload, book, today)
    except FileRefused as refused:
        return words.file_refused(t, refused)
    except PlanFileError as error:
        return words.plan_refused(t, error)
    except ImportRefused as refused:
        return words.import_refused(t, refused)


async def preview_import(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """(upload, key, sort, course id): what it would do."""
    return await _with_upload(bench, errand, account, t, dry_run=True)


async def do_import(bench: Bench, errand: Errand, account: AccountRow, t: Speaker) -> Answer:
    """(upload, key, sort, course id): do it."""
    return await _with_upload(bench, errand, account, t, dry_run=False)


async def _with_upload(bench: Bench, errand: Errand, account: AccountRow, t: Speaker, *, dry_run: bool) -> Answer:
    number, key, sort, course_id = errand.args
    upload = await bench.database.read(lambda db: stored.upload_of(db, int(number), key))
    desk = await bench.database.read(lambda db: _desk(db, bench, account))
    course = next((one for one in desk.courses if one.id == course_id), None) if desk else None
    if desk is None or (sort == Sort.ROSTER and course is None):
        return words.gone(t)
    if upload is None:
        return words.gone(t) if dry_run else await _done_before(bench, errand, course, account, t)
    found = await _read(bench, upload, desk, t)
    if isinstance(found, Answer):
        return found
    if dry_run:
        return await _preview(bench, upload, found, Sort(sort), course, desk, t)
    return await _store(bench, upload, found, course if sort == Sort.ROSTER else None, desk, t)


async def _done_before(
    bench: Bench, errand: Errand, course: CourseRow | None, account: AccountRow, t: Speaker
) -> Answer:
    """After a crash an errand is run again: what it had committed by then is told as done."""
    _, key, sort, _ = errand.args
    person, code = account.person_id, course.code if course and sort == Sort.ROSTER else None
    assert person is not None
    batch = await bench.database.read(lambda db: uploads.done_before(db, key, sort, person, code))
    return words.imported_before(t, batch) if batch else words.gone(t)


async def _preview(
    bench: Bench, upload: Upload, found: Read, sort: Sort, course: CourseRow | None, desk: _Desk, t: Speaker
) -> Answer:
    from handlers.imports import ImportRefused

    code = course.code if course and sort is Sort.ROSTER else None
    try:
        report = await bench.database.write(
            lambda db: uploads.import_it(
                db, found, upload, code, desk.importer, bench.now, bench.house.quiet, dry_run=True
            )
        )
    except ImportRefused as refused:
        return words.import_refused(t, refused)
    doubts = found.plan.anomalies if found.plan else ()
    shown = words.preview(t, upload, report, sort, course.id if course and code else 0, doubts)
    return shown + await _corrections(report, t)


async def _corrections(report: ImportReport, t: Speaker) -> Answer:
    """The rows not taken, to be mended and sent again."""
    if not report.bad or not report.headers:
        return Answer()
    from files.templates import corrections
    from handlers.wording.imports import advice

    content = await asyncio.to_thread(corrections, report.bad, report.headers, lambda bad: advice(t, bad))
    return Answer(
        (Reply(words.corrections_caption(t, report.bad_rows), file=File(words.corrections_name(t), content)),)
    )


async def _store(
    bench: Bench, upload: Upload, found: Read, course: CourseRow | None, desk: _Desk, t: Speaker
) -> Answer:
    from handlers.imports import ImportRefused

    def work(db: Connection) -> ImportReport:
        code = course.code if course else None
        report = uploads.import_it(db, found, upload, code, desk.importer, bench.now, bench.house.quiet, dry_run=False)
        stored.drop(db, upload.id)
        counts = {"file": upload.file_name, "added": report.added, "changed": report.changed, "bad": report.bad_rows}
        audit.note(db, bench.now, desk.importer.who, f"import_{report.kind}", f"import:{report.batch_id}", after=counts)
        return report

    try:
        report = await bench.database.write(work)
    except ImportRefused as refused:
        return words.import_refused(t, refused)
    return words.imported(t, upload, report)


RUNNERS: Mapping[str, Runner] = {
    "read_upload": read_upload,
    "preview_import": preview_import,
    "do_import": do_import,
}
