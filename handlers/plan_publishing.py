"""A settled draft becomes a plan: first what that changes, then the import, which can be taken back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from handlers import uploads
from handlers.plan_drafts import draft_for, importer_of
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import office_files as file_words
from handlers.wording import plan_drafts as list_words
from handlers.wording import plan_publishing as words
from storage import audit, plan_drafts, plans, talks, units
from storage.plan_drafts import DraftRow, Known
from training.plan import Plan
from training.versions import Difference, next_version

if TYPE_CHECKING:  # readers of files are heavy: they are imported when the first file comes
    from handlers.imports import ImportReport


def ready(request: Request) -> Answer:
    """`plan_out|draft`: what publishing it would do."""
    row = draft_for(request, request.number())
    return preview(request, row) if row else list_words.no_such_draft(request.t)


def preview(request: Request, row: DraftRow) -> Answer:
    if row.batch_id is not None:
        return words.published_before(request, row)
    if row.draft.open:
        return words.questions_first(request, row)
    if not row.draft.items:
        return words.nothing_in_it(request, row)
    known, plan, difference = _next(request, row)
    taken = plan_drafts.taken_codes(request.db, [one.code for one in plan.courses], known.id if known else None)
    if taken:
        return words.code_taken(request, row, sorted(taken)[0])
    moved = {before.course for before, _ in difference.changed if before.course}
    told = plan_drafts.enrolled(request.db, moved) if moved else 0
    return words.preview(request, row, plan, difference, renews=known is not None, told=told)


def _next(request: Request, row: DraftRow) -> tuple[Known | None, Plan, Difference]:
    """The plan that stands so far, the one that would stand, and what differs."""
    importer = importer_of(request)
    known = plan_drafts.known_plan(request.db, row.draft.code, row.draft.number, importer.unit_ids)
    plan, difference = next_version(row.draft, known.sessions if known else {})
    if known:
        used = {one.code for one in plan.courses}
        rest = tuple(one for one in known.courses if one.code not in used)
        own = {one.code: one for one in known.courses}
        courses = tuple(own.get(one.code, one) for one in plan.courses)
        plan = replace(plan, code=known.code, contact=known.contact, courses=(*courses, *rest))
    return known, plan, difference


def publish(request: Request) -> Answer:
    """`plan_do|draft|version`: what the preview showed, unless something was edited since."""
    from handlers.imports import ImportRefused

    row = draft_for(request, request.number())
    if row is None:
        return list_words.no_such_draft(request.t)
    stale = row.version != request.number(1)
    if row.batch_id is not None or stale or row.draft.open or not row.draft.items:
        return preview(request, row)
    known, plan, difference = _next(request, row)
    try:
        report = _store(request, row, known, plan)
    except ImportRefused as refused:
        return file_words.import_refused(request.t, refused)
    talks.drop_draft(request.db, request.account.id)
    found = plans.courses_by_code(request.db, [one.code for one in plan.courses])
    course = next((found[one.code][0] for one in plan.courses if one.code in found), None)
    return words.published(request, row, report, difference, course)


def _store(request: Request, row: DraftRow, known: Known | None, plan: Plan) -> ImportReport:
    from handlers.imports import Source, import_plan

    importer = importer_of(request)
    unit_id = known.unit_id if known else row.unit_id
    unit = units.unit_by_id(request.db, unit_id) if unit_id is not None else None
    source = Source(row.file_name, _digest(row))

    def work() -> ImportReport:
        return import_plan(
            request.db,
            plan,
            source,
            importer,
            request.now,
            quiet=request.house.quiet,
            unit=unit.code if unit else None,
        )

    report = uploads.telling(request.db, plan, work, importer, request.now)
    plan_drafts.publish(request.db, row.id, report.batch_id, request.now)
    counts = {"file": row.file_name, "added": report.added, "changed": report.changed}
    audit.note(request.db, request.now, importer.who, "publish_plan", f"import:{report.batch_id}", after=counts)
    return report


def _digest(row: DraftRow) -> str:
    """Of the draft and not of its file: the same document with other answers is another plan."""
    return hashlib.sha256(json.dumps(plan_drafts.to_data(row.draft), sort_keys=True).encode()).hexdigest()


WAYS: Mapping[str, Way] = {
    "plan_out": Way(ready),
    "plan_do": Way(publish),
}
