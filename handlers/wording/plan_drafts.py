"""A drafted plan as organizers see it: questions first, then its activities in time order, and each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.lists import PAGE, cut, page, turning
from handlers.wording.teacher import KINDS
from storage.plan_drafts import DraftRow
from training.drafting import WHICH_COURSE, Doubt, Item, PlanDraft
from training.plan import Activity
from training.reading.draft_edits import Deed
from training.reading.plans.findings import Finding

ASKED = 3  # questions told in the list itself
REMARKS = 8
EVIDENCE = 700  # letters

# msgids; about: words of the document, second: those of the other place
ASKS: dict[str, str] = {
    Finding.NUMBER_MISSING: lazy("What is the number of the plan? The document leaves it blank."),
    Finding.ISSUED_MISSING: lazy("On which day was the plan issued? The document does not say it, or unreadably."),
    Finding.CHOOSE_DAY: lazy("“{about}” is {n} day to be chosen. Does each teacher choose, or is there a fixed day?"),
    Finding.NO_TIME: lazy("When is “{about}”? The document gives no time."),
    Finding.END_BEFORE_START: lazy("“{about}” would end before it begins ({period}). What is right?"),
    Finding.TWO_DEADLINES: lazy("Two deadlines for the same thing: “{about}” and “{second}”. Which one counts?"),
    Finding.TWO_DATES: lazy("Two dates for the same thing: “{about}” and “{second}”. Which one counts?"),
    Finding.WEEKDAY: lazy("Weekday and date do not fit: “{about}”; by the calendar it is {second}. What is right?"),
    Finding.ATTACHMENT_MISSING: lazy("{about} is mentioned and is not in the document. Leave it so?"),
    Finding.APPENDIX_GAP: lazy("Appendix {about} is mentioned and is not in the document. Leave it so?"),
    Finding.OTHER_PROGRAMME: lazy(
        "The table under “{about}” speaks of something else: “{second}”. Is it to stay in the plan?"
    ),
    WHICH_COURSE: lazy("This plan has several courses already. To which do the new activities belong?"),
}


def ask(t: Speaker, draft: PlanDraft, doubt: Doubt) -> str:
    """A question in one sentence."""
    item = draft.item(doubt.item)
    values = {
        "about": safe(cut(doubt.about, 160)),
        "second": safe(cut(doubt.second or "…", 160)),
        "n": (item.activity.choose_days or 1) if item else 1,
        "period": _as_written(item.activity) if item else "…",
    }
    return t(ASKS[doubt.code]).format(**values)


def _as_written(one: Activity) -> str:
    start, end = one.period.iso()
    return f"{start} – {end}"


def listed(t: Speaker, row: DraftRow, number: int | None, *, edit: str | None = None) -> Answer:
    """The draft: questions first, then a page of its activities."""
    draft = row.draft
    shown = page(draft.items, number)
    lines = [_head(t, draft)]
    if draft.open and not shown.number:
        lines += _questions(t, draft)
    if draft.remarks and not shown.number:
        lines.append(t("⚠ Things that do not fit in the document: {n}.").format(n=len(draft.remarks)))
    first = shown.number * PAGE + 1
    lines += [line(t, number, one.activity, draft) for number, one in enumerate(shown.items, first)]
    if not draft.items:
        lines.append(t("I found no dated activity. Write for example: add morning 12/12 7h30-11h at …"))
    elif not shown.number:
        lines.append("<i>" + t("Just write what is to change: “3 moves to 14h”, “delete 4”, “add …”.") + "</i>")
    numbers = [choice(str(first + at), "plan_item", row.id, one.key) for at, one in enumerate(shown.items)]
    return says("\n".join(lines), numbers, *_below(t, row, turning(shown, "plan_draft", row.id)), edit=edit)


def _head(t: Speaker, draft: PlanDraft) -> str:
    number = t("No. {number}").format(number=safe(draft.number)) if draft.number else t("without a number")
    issued = f"{draft.issued:%d/%m/%Y}" if draft.issued else t("day of issue unknown")
    codes = ", ".join(safe(one.code) for one in draft.courses[:3])
    many = t("{n} activities").format(n=len(draft.items))
    return f"📄 <b>{safe(cut(draft.title or '…', 120))}</b>\n{number}; {issued}; {many}; {t('course')} {codes}"


def _questions(t: Speaker, draft: PlanDraft) -> list[str]:
    many = len(draft.open)
    lines = [f"❓ <b>{t.many('I am not sure of {n} thing:', 'I am not sure of {n} things:', many).format(n=many)}</b>"]
    lines += [f"• {cut(ask(t, draft, one), 220)}" for one in draft.open[:ASKED]]
    if many > ASKED:
        lines.append(t("… and {n} more.").format(n=many - ASKED))
    return lines


def line(t: Speaker, number: int, one: Activity, draft: PlanDraft) -> str:
    """One activity of the list."""
    where = one.link or one.place
    course = f"; {safe(one.course)}" if len({item.activity.course for item in draft.items}) > 1 else ""
    told = f"<b>{number}.</b> {period(t, one)}: {safe(cut(one.title_key, 90))} ({t(KINDS[one.kind])}){course}"
    return f"{told}; {safe(cut(where, 60))}" if where else told


def period(t: Speaker, one: Activity) -> str:
    """When it is; what runs backwards is told as the document has it."""
    if one.period.contradicts_itself and one.period.first_day and one.period.last_day:
        return f"⚠ {one.period.first_day:%d/%m/%Y} – {one.period.last_day:%d/%m/%Y}"
    return dates.period(t, one.period)


def _below(t: Speaker, row: DraftRow, turn: list[Choice]) -> list[list[Choice]]:
    many = len(row.draft.open)
    asked = [choice(t("Answer ({n})").format(n=many), "plan_q", row.id, style=Style.GOOD)] if many else []
    if row.draft.remarks:
        asked.append(choice(t("What does not fit"), "plan_remarks", row.id))
    undo = [choice(t("Undo"), "plan_undo", row.id)] if row.steps else []
    last = [choice(t("Discard"), "plan_drop", row.id, style=Style.DANGER)]
    if not many and row.draft.items:
        last.append(choice(t("Publish"), "plan_out", row.id, style=Style.GOOD))
    return [asked, [*turn, choice(t("Course"), "plan_course", row.id), *undo], last]


def item(t: Speaker, row: DraftRow, one: Item, *, edit: str | None = None) -> Answer:
    """Everything about one activity, with the sentence it was read from."""
    number, activity = row.draft.number_of(one.key), one.activity
    lines = [f"<b>{number}. {safe(activity.title_key)}</b>", period(t, activity)]
    lines += [f"{name}: {safe(value)}" for name, value in _facts(t, activity) if value]
    if activity.choose_days:
        lines.append(t("Each teacher chooses {n} day within this span.").format(n=activity.choose_days))
    if activity.evidence:
        lines.append(f"{t('Read from:')}\n<blockquote>{safe(cut(activity.evidence, EVIDENCE))}</blockquote>")
    at = (row.id, one.key)
    rows = [
        [choice(t("Time"), "plan_to", *at, Deed.TIME), choice(t("Place"), "plan_to", *at, Deed.PLACE)],
        [
            choice(t("Form"), "plan_to", *at, Deed.KIND),
            choice(t("Title"), "plan_to", *at, Deed.TITLE),
            choice(t("Audience"), "plan_to", *at, Deed.AUDIENCE),
        ],
        [
            choice(t("Back"), "plan_draft", row.id, (number - 1) // PAGE),
            choice(t("Delete"), "plan_to", *at, Deed.DELETE, style=Style.DANGER),
        ],
    ]
    return says("\n".join(lines), *rows, edit=edit)


def _facts(t: Speaker, one: Activity) -> list[tuple[str, str | None]]:
    return [
        (t("Form"), t(KINDS[one.kind])),
        (t("Place"), one.place),
        (t("Link"), one.link),
        (t("Audience"), one.audience),
        (t("Lead"), one.lead),
        (t("Number of people"), str(one.quota) if one.quota else None),
        (t("Course"), one.course),
    ]


def remarks(t: Speaker, row: DraftRow, *, edit: str | None = None) -> Answer:
    lines = [f"<b>{t('What does not fit')}</b>"]
    lines += [f"• {safe(cut(one, 300))}" for one in row.draft.remarks[:REMARKS]]
    if len(row.draft.remarks) > REMARKS:
        lines.append(t("… and {n} more.").format(n=len(row.draft.remarks) - REMARKS))
    lines.append(t("They are kept with the plan when it is published."))
    return says("\n".join(lines), [choice(t("Back"), "plan_draft", row.id, 0)], edit=edit)


def overview(request: Request, found: Sequence[DraftRow], number: int | None) -> Answer:
    t = request.t
    back = choice(t("People and files"), "office")
    if not found:
        return says(t("No draft is waiting. Send me a plan as .docx, .pdf, .xlsx or .txt."), [back], edit=request.edits)
    shown = page(found, number)
    rows = [
        [choice(cut(one.draft.number or one.draft.title or one.file_name), "plan_draft", one.id)] for one in shown.items
    ]
    turn = [*turning(shown, "plan_drafts"), back]
    return says(f"<b>{t('Drafts of plans')}</b>", *rows, turn, edit=request.edits)


def no_such_draft(t: Speaker) -> Answer:
    """For what is outside one's reach as for what does not exist."""
    return says(t("I find no such draft within your reach."), [choice(t("Menu"), "greeting")])


def really_discard(request: Request, row: DraftRow) -> Answer:
    t = request.t
    text = t("Discard the draft of “{title}” with all that was changed in it?").format(
        title=safe(cut(row.draft.title or row.file_name, 120))
    )
    keep = choice(t("Keep"), "plan_draft", row.id, 0)
    return says(text, [keep, choice(t("Discard"), "plan_drop", row.id, "yes", style=Style.DANGER)], edit=request.edits)


def discarded(request: Request) -> Answer:
    text = request.t("Discarded; nothing of it was stored.")
    return says(text, [choice(request.t("People and files"), "office")], edit=request.edits)
