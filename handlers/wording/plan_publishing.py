"""What is said when a draft is published: what it changes first, then what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from handlers.request import Request
from handlers.talk import Answer, Style, choice, says
from handlers.wording import imports as import_words
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import PAGE, cut
from handlers.wording.plan_draft_edits import differences
from handlers.wording.plan_drafts import period
from storage.plan_drafts import DraftRow
from training.plan import Activity, Plan
from training.versions import Difference

if TYPE_CHECKING:  # readers of files are heavy
    from handlers.imports import ImportReport


def questions_first(request: Request, row: DraftRow) -> Answer:
    t, many = request.t, len(row.draft.open)
    text = t("Before it can be published, please answer what is open ({n}), or say to keep it as written.")
    answer = choice(t("Answer ({n})").format(n=many), "plan_q", row.id, style=Style.GOOD)
    return says(text.format(n=many), [choice(t("To the list"), "plan_draft", row.id, 0), answer])


def nothing_in_it(request: Request, row: DraftRow) -> Answer:
    t = request.t
    text = t("There is no activity in this draft yet. Write for example: add morning 12/12 7h30-11h at …")
    return says(text, [choice(t("To the list"), "plan_draft", row.id, 0)])


def code_taken(request: Request, row: DraftRow, code: str) -> Answer:
    t = request.t
    text = t("The course code “{value}” belongs to another plan.").format(value=safe(code))
    return says(text, [choice(t("Another code"), "plan_course", row.id, "code")])


def preview(request: Request, row: DraftRow, plan: Plan, found: Difference, *, renews: bool, told: int) -> Answer:
    """renews: there is a plan of this number or code, and this is its next version. told: how many hear of changes."""
    t = request.t
    lines = [f"<b>{safe(cut(plan.title or plan.code or '…', 120))}</b>"]
    if renews:
        lines.append(t("This plan ({code}) is here already. The new version against it:").format(code=safe(plan.code)))
        lines += _renewing(t, found)
    else:
        many, codes = len(plan.activities), ", ".join(one.code for one in plan.courses)
        lines.append(t("{n} activities will be published; course {codes}.").format(n=many, codes=safe(codes)))
    if renews and not (found.added or found.changed):
        lines.append(t("There is nothing in it that is not known already."))
    if told:
        lines.append(t("{n} people of these courses are told what changes.").format(n=told))
    back = choice(t("To the list"), "plan_draft", row.id, 0)
    go = choice(t("Publish"), "plan_do", row.id, row.version, style=Style.GOOD)
    return says("\n".join(lines), [back, go], edit=request.edits)


def _renewing(t: Speaker, found: Difference) -> list[str]:
    lines = [
        t("Added: {a}; changed: {c}; no longer said: {m}; the same: {s}.").format(
            a=len(found.added), c=len(found.changed), m=len(found.missing), s=found.same
        )
    ]
    lines += _some(t, [f"➕ {_brief(t, one)}" for one in found.added])
    lines += _some(t, [_changed(t, before, after) for before, after in found.changed])
    lines += _some(t, [f"➖ {_brief(t, one)}" for one in found.missing.values()])
    if found.missing:
        lines.append(t("What is no longer said stays as it is; cancel it if it is not to take place."))
    return lines


def _brief(t: Speaker, one: Activity) -> str:
    return f"{period(t, one)}: {safe(cut(one.title_key, 80))}"


def _changed(t: Speaker, before: Activity, after: Activity) -> str:
    return "\n".join([f"✏️ {safe(cut(before.title_key, 80))}", *(f"  {one}" for one in differences(t, before, after))])


def _some(t: Speaker, lines: Sequence[str]) -> list[str]:
    more = [t("… and {n} more.").format(n=len(lines) - PAGE)] if len(lines) > PAGE else []
    return [*lines[:PAGE], *more]


def published(request: Request, row: DraftRow, report: ImportReport, found: Difference, course: int | None) -> Answer:
    """What was stored, how to take it back, and what to do about sessions that the plan names no more.

    course: the first of the plan, whose reminders can be seen.
    """
    t = request.t
    lines = [f"✅ <b>{safe(cut(row.draft.title or row.file_name, 120))}</b>", safe(import_words.counts(t, report))]
    lines += [safe(import_words.note(t, one)) for one in report.notes[:3]]
    lines.append(t("Now send me the list of the course; trainers stand in the same list."))
    rows = [
        [choice(cut(t("Cancel: {title}").format(title=one.title_key)), "change", f"s.{number}")]
        for number, one in list(found.missing.items())[:3]
    ]
    last = [choice(t("People and files"), "office")]
    if course is not None:
        last.insert(0, choice(t("Reminders"), "rules", course))
    if report.batch_id is not None:
        last.append(choice(t("Undo this import"), "undo", report.batch_id, style=Style.DANGER))
    return says("\n".join(lines), *rows, last, edit=request.edits)


def published_before(request: Request, row: DraftRow) -> Answer:
    t = request.t
    text = t("This draft is published already. To change a session now, use “Change a session”.")
    return says(text, [choice(t("Change a session"), "changes"), choice(t("Imports"), "imports", 0)])
