"""Plans read from documents: the draft as a list in time order with its questions first, and each of its activities.

Buttons carry a draft's number and an activity's key; rights to the draft are asked anew at each step, and whoever has
none gets the answer of a draft that does not exist.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from handlers import scopes
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import front as front_words
from handlers.wording import plan_drafts as words
from handlers.wording.language import Speaker
from storage import audit, plan_drafts, talks, units
from storage.plan_drafts import DraftRow, Known
from training.drafting import Item, PlanDraft, begin, code_of, title_code
from training.people import Action, Thing
from training.plan import Course, Plan
from training.reading.vietnamese import fold
from training.versions import continuing, renewed

if TYPE_CHECKING:  # readers of files are heavy: they are imported when the first file comes
    from handlers.imports import Importer
    from training.reading.plans.draft import Draft

DIALOGUE = "plan_draft"


def keep(db: Connection, read: Draft, file_name: str, importer: Importer, now: datetime) -> DraftRow:
    """Store what was read of a document, beside the plan that it renews if there is one.

    What is read of the same document again is the draft that waits already.
    """
    from handlers.imports.plans import owner_of

    plan = read.plan
    known = _known(db, plan, importer)
    if known:
        draft = renewed(begin(read, known.code, known.courses or _course(db, plan.title, known.code)), known.sessions)
        unit = known.unit_id
    else:
        code = code_of(plan.number) if plan.number else title_code(plan.title)
        course = _course(db, plan.title, code or f"KH-{now:%Y%m%d-%H%M}")
        draft, unit = begin(read, course[0].code, course), owner_of(db, plan, None, importer, now)
    draft = replace(draft, source=hashlib.sha256(repr(read).encode()).hexdigest())
    row = plan_drafts.keep(db, draft, file_name, unit, importer.person_id, now)
    before = next((one for one in plan_drafts.fellows(db, row) if one.draft.source == draft.source), None)
    if before:
        plan_drafts.drop(db, row.id)
        return before
    audit.note(db, now, importer.who, "keep_plan_draft", f"plan_draft:{row.id}", after={"file": file_name})
    return row


def _known(db: Connection, plan: Plan, importer: Importer) -> Known | None:
    """The plan of this number; without one, of this title: codes of two titles may be the same."""
    if plan.number:
        return plan_drafts.known_plan(db, code_of(plan.number), plan.number, importer.unit_ids)
    codes = (title_code(plan.title), code_of(plan.title))
    found = (plan_drafts.known_plan(db, code, None, importer.unit_ids) for code in codes if code)
    return next((one for one in found if one and fold(one.title) == fold(plan.title)), None)


def _course(db: Connection, title: str, code: str) -> tuple[Course]:
    """One course for all, under the plan's code or the next free one."""
    codes = [code, *(f"{code[:29]}-{number}" for number in range(2, 100))]
    taken = plan_drafts.taken_codes(db, codes, None)
    return (Course(next((one for one in codes if one not in taken), codes[-1]), title or code),)


def go_on(db: Connection, account_id: int, row: DraftRow, now: datetime, **data: str) -> None:
    """What is typed next is about this draft. data: the question (q) or activity and what of it (item, what) asked."""
    talks.save_draft(db, account_id, DIALOGUE, {"draft": row.id, **data}, now)


def draft_for(request: Request, number: int | None) -> DraftRow | None:
    """The draft of a button, if the person may publish it."""
    row = plan_drafts.draft_row(request.db, number) if number is not None else None
    if row is None:
        return None
    path = units.path_of(request.db, row.unit_id, request.today) if row.unit_id is not None else ()
    return row if request.may(Action.IMPORT_PLAN, Thing(unit_path=path)) else None


def item_for(request: Request, row: DraftRow, place: int = 1) -> Item | None:
    return row.draft.item((*request.intent.args, "", "", "")[place])


def importer_of(request: Request) -> Importer:
    from handlers.imports import Importer

    reach = scopes.units_of(request, Action.IMPORT_PLAN)
    return Importer(f"person:{request.person}", request.person, reach)


def overview(request: Request) -> Answer:
    """Drafts that wait: `plan_drafts|page`."""
    if not scopes.anywhere(request, Action.IMPORT_PLAN):
        return front_words.not_yours(request.t)
    found = plan_drafts.open_drafts(request.db, scopes.units_of(request, Action.IMPORT_PLAN))
    return words.overview(request, found, request.number())


def show(request: Request) -> Answer:
    """`plan_draft|draft|page`: the list, and what is typed next is about it."""
    row = draft_for(request, request.number())
    if row is None:
        return words.no_such_draft(request.t)
    go_on(request.db, request.account.id, row, request.now)
    return listed(request.db, request.t, row, request.number(1), edit=request.edits)


def listed(db: Connection, t: Speaker, row: DraftRow, number: int | None, *, edit: str | None = None) -> Answer:
    """The list, and which other draft of the same plan still waits."""
    others = plan_drafts.fellows(db, row) if row.batch_id is None and not number else []
    return words.listed(t, row, number, others[:1], edit=edit)


def item(request: Request) -> Answer:
    """`plan_item|draft|key`: everything about one activity, and the sentence it was read from."""
    row = draft_for(request, request.number())
    one = item_for(request, row) if row else None
    if row is None or one is None:
        return words.no_such_draft(request.t)
    go_on(request.db, request.account.id, row, request.now)
    return words.item(request.t, row, one, edit=request.edits)


def remarks(request: Request) -> Answer:
    """`plan_remarks|draft`: what does not fit in the document and asks nothing."""
    row = draft_for(request, request.number())
    return words.remarks(request.t, row, edit=request.edits) if row else words.no_such_draft(request.t)


def discard(request: Request) -> Answer:
    """`plan_drop|draft` asks, `plan_drop|draft|yes` does."""
    row = draft_for(request, request.number())
    if row is None:
        return words.no_such_draft(request.t)
    if request.intent.args[1:] != ("yes",):
        return words.really_discard(request, row)
    plan_drafts.drop(request.db, row.id)
    talks.drop_draft(request.db, request.account.id, (DIALOGUE,))
    audit.note(request.db, request.now, f"person:{request.person}", "drop_plan_draft", f"plan_draft:{row.id}")
    return words.discarded(request)


def store(request: Request, row: DraftRow, after: PlanDraft) -> DraftRow:
    """An edit, written down; the row as it is then. With a number it may turn out to be a plan that is known."""
    if after.number and after.number != row.draft.number:
        known = plan_drafts.known_plan(request.db, after.code, after.number, importer_of(request).unit_ids)
        if known and known.code != row.draft.code:
            after = continuing(after, known.code, known.courses, known.sessions)
    plan_drafts.change(request.db, row.id, after, request.now)
    found = plan_drafts.draft_row(request.db, row.id)
    assert found
    return found


WAYS: Mapping[str, Way] = {
    "plan_drafts": Way(overview),
    "plan_draft": Way(show),
    "plan_item": Way(item),
    "plan_remarks": Way(remarks),
    "plan_drop": Way(discard),
}
