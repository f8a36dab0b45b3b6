"""What organizers are told of the files they send."""

from __future__ import annotations

from collections.abc import Sequence

from files.plan_problems import PlanFileError
from files.refusals import FileRefused
from handlers.imports.values import ImportRefused, ImportReport
from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.uploads import Sort
from handlers.wording import dates
from handlers.wording import import_refusals as refusal_words
from handlers.wording import imports as import_words
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from storage.imports import Batch
from storage.sessions import CourseRow
from storage.uploads import Upload
from training.plan import ZONE

__all__ = ["ZONE"]
LINES = 5  # problems told in the chat; the corrections file has them all
LONGEST = 1500  # letters of a refusal


def no_files_needed(request: Request) -> Answer:
    """To whoever may not bring anything in."""
    return not_yours(request.t)


def not_yours(t: Speaker) -> Answer:
    text = t("Thank you, but I need no files from you. Please type your question.")
    return says(text, [choice(t("Next session"), "next_session"), choice(t("Ask the organizers"), "human")])


def no_pictures(request: Request) -> Answer:
    t = request.t
    text = t("I cannot read lists from a picture. Please send the file itself (.xlsx, .csv, .yaml, .docx, .pdf).")
    return says(text, [choice(t("Templates"), "office")])


def reading(request: Request, name: str) -> Answer:
    return says(request.t("⏳ I am reading {name}…").format(name=safe(cut(name, 60))))


def too_often(request: Request) -> Answer:
    return says(request.t("This is heavy work and you have asked for it several times. Please wait ten minutes."))


def working(request: Request) -> str:
    return request.t("One moment…")


def gone(t: Speaker) -> Answer:
    text = t("This file is no longer kept here. Please send it again.")
    return says(text, [choice(t("People and files"), "office")])


def _help(t: Speaker) -> list[Choice]:
    return [choice(t("Templates"), "office"), choice(t("Menu"), "greeting")]


def file_refused(t: Speaker, refused: FileRefused) -> Answer:
    return says(safe(import_words.file_refused(t, refused)), _help(t))


def plan_refused(t: Speaker, error: PlanFileError) -> Answer:
    return says(safe(cut(import_words.file_problems(t, error.problems), LONGEST)), _help(t))


def import_refused(t: Speaker, refused: ImportRefused) -> Answer:
    return says(safe(cut(refusal_words.refused(t, refused), LONGEST)), _help(t))


def as_what(t: Speaker, upload: Upload, rows: int, courses: Sequence[CourseRow], number: int) -> Answer:
    """A list of people: alone, or as the list of a course."""
    text = t("{name}: a list of {n} people. What is it to be?").format(name=f"<b>{safe(upload.file_name)}</b>", n=rows)
    return says(text, *_choices(t, upload, courses, number))


def _choices(t: Speaker, upload: Upload, courses: Sequence[CourseRow], number: int | None) -> list[list[Choice]]:
    shown = page(courses, number)
    at = (upload.id, upload.key)
    choices = [[choice(t("People only"), "import_as", *at, Sort.PEOPLE.value)]]
    choices += [
        [choice(cut(t("List of {course}").format(course=f"{one.code} – {one.title}")), "import_as", *at, "r", one.id)]
        for one in shown.items
    ]
    turn = [*turning(shown, "import_which", *at), choice(t("Cancel"), "import_no", *at)]
    return [*choices, turn]


def courses(request: Request, upload: Upload, found: Sequence[CourseRow], number: int | None) -> Answer:
    """Another page of the courses that a list may be for."""
    t = request.t
    text = t("{name}: a list of people. What is it to be?").format(name=f"<b>{safe(upload.file_name)}</b>")
    return says(text, *_choices(t, upload, found, number), edit=request.edits)


def preview(
    t: Speaker, upload: Upload, report: ImportReport, sort: Sort, course: int, doubts: Sequence[str] = ()
) -> Answer:
    """What would be done, the first rows that are not taken, and the question. doubts: what a plan leaves open."""
    lines = [f"<b>{safe(upload.file_name)}</b>", safe(import_words.counts(t, report))]
    lines += _problems(t, report)
    if doubts:
        lines.append(t("The plan leaves {n} things open; they are kept with it:").format(n=len(doubts)))
        lines += [f"• {safe(cut(one, 160))}" for one in doubts[:LINES]]
    if len(doubts) > LINES:
        lines.append(t("… and {n} more.").format(n=len(doubts) - LINES))
    at = (upload.id, upload.key)
    row = [choice(t("Cancel"), "import_no", *at)]
    if report.added or report.changed:
        row.append(choice(t("Import"), "import_do", *at, sort.value, course, style=Style.GOOD))
    else:
        lines.append(t("There is nothing in it that is not known already."))
    return says("\n".join(lines), row, protect=True)


def _problems(t: Speaker, report: ImportReport) -> list[str]:
    bad = [f"• {safe(import_words.bad_row(t, one))}" for one in report.bad[:LINES]]
    if len(report.bad) > LINES:
        bad.append(t("… and {n} more, see the file.").format(n=len(report.bad) - LINES))
    changed = [f"• {safe(cut(import_words.change(t, one), 160))}" for one in report.changes[:LINES]]
    notes = [f"• {safe(import_words.note(t, one))}" for one in report.notes[:LINES]]
    hints = [f"• {safe(import_words.hint(t, one))}" for one in report.hints[:LINES]]
    if len(report.hints) > LINES:
        hints.append(t("… and {n} more.").format(n=len(report.hints) - LINES))
    return [*bad, *changed, *notes, *hints]


def corrections_caption(t: Speaker, many: int) -> str:
    return t("{n} rows to be corrected: mend them in this file and send it again.").format(n=many)


def corrections_name(t: Speaker) -> str:
    return t("rows-to-correct.xlsx")


def imported_before(t: Speaker, batch: Batch) -> Answer:
    """The answer to a confirmation whose import is done: the first one may have been lost with the machine."""
    when = t("This was imported already: {when}.").format(when=dates.moment(t, batch.created_at))
    lines = [f"✅ <b>{safe(batch.file_name)}</b>", safe(when), safe(import_words.counts_of(t, batch))]
    undo = choice(t("Undo this import"), "undo", batch.id, style=Style.DANGER)
    return says("\n".join(lines), [choice(t("People and files"), "office"), undo])


def imported(t: Speaker, upload: Upload, report: ImportReport) -> Answer:
    lines = [f"✅ <b>{safe(upload.file_name)}</b>", safe(import_words.counts(t, report))]
    row = [choice(t("People and files"), "office")]
    if report.batch_id is not None:
        row.append(choice(t("Undo this import"), "undo", report.batch_id, style=Style.DANGER))
    return says("\n".join(lines), row)
