"""A drafted plan as organizers see it: questions first, then its activities in time order, and each with its source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.lists import PAGE, cut, page, turning
from handlers.wording.teacher import KINDS
from storage.plan_drafts import DraftRow
from training.drafting import WHICH_COURSE, Doubt, Item, PlanDraft
from training.plan import ZONE, Activity, Period, Precision
from training.reading.draft_deeds import Deed
from training.reading.plans.findings import Finding
from training.reading.vietnamese import fold

ASKED = 3  # questions told in the list itself
REMARKS = 8
EVIDENCE = 700  # letters
TITLE = 84  # letters of one in a list
QUESTION = 220  # letters of one in the list

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
        "period": span(item.activity.period) if item else "…",
    }
    return t(ASKS[doubt.code]).format(**values)


def span(one: Period) -> str:
    """From when to when in figures, also where it runs backwards."""
    if one.first_day is None or one.last_day is None:
        return "…"
    if one.precision is Precision.MONTH:
        return f"{one.first_day:%m/%Y} – {one.last_day:%m/%Y}"
    if one.is_exact and one.first_day == one.last_day and one.start and one.end:
        hours = f"{one.start.astimezone(ZONE):%H:%M} – {one.end.astimezone(ZONE):%H:%M}"
        return f"{hours}, {one.first_day:%d/%m/%Y}"
    return f"{one.first_day:%d/%m/%Y} – {one.last_day:%d/%m/%Y}"


def listed(
    t: Speaker, row: DraftRow, number: int | None, others: Sequence[DraftRow] = (), *, edit: str | None = None
) -> Answer:
    """The draft: questions first, then a page of its activities. others: drafts of the same plan that wait, too."""
    draft = row.draft
    shown = page(draft.items, number)
    lines = [_head(t, draft)]
    if draft.open and not shown.number:
        lines += _questions(t, draft)
    if draft.remarks and not shown.number:
        lines.append(t("⚠ Things that do not fit in the document: {n}.").format(n=len(draft.remarks)))
    first = shown.number * PAGE + 1
    if len(lines) > 1:
        lines.append("")
    lines += _page(t, shown.items, first, draft)
    if not draft.items:
        lines.append(t("I found no dated activity. Write for example: add morning 12/12 7h30-11h at …"))
    elif not shown.number:
        lines.append("\n<i>" + t("Just write what is to change: “3 moves to 14h”, “delete 4”, “add …”.") + "</i>")
    numbers = [choice(str(first + at), "plan_item", row.id, one.key) for at, one in enumerate(shown.items)]
    below = _below(t, row, turning(shown, "plan_draft", row.id))
    if others:
        lines.append(t("Another draft of this plan waits, too ({when}).").format(when=_moment(others[0])))
        below[-1].insert(0, choice(t("The other draft"), "plan_draft", others[0].id, 0))
    return says("\n".join(lines), numbers, *below, edit=edit)


def _moment(row: DraftRow) -> str:
    at = row.changed_at.astimezone(ZONE)
    return f"{at:%d/%m} {at.hour}h{at:%M}"


def _page(t: Speaker, items: Sequence[Item], first: int, draft: PlanDraft) -> list[str]:
    """A page of the list; a place that is the one of the line above is not told again."""
    lines, above = [], None
    for number, one in enumerate(items, first):
        lines.append(line(t, number, one.activity, draft, above))
        above = one.activity.link or one.activity.place
    return lines


def _head(t: Speaker, draft: PlanDraft) -> str:
    number = t("No. {number}").format(number=safe(draft.number)) if draft.number else t("without a number")
    issued = f"{draft.issued:%d/%m/%Y}" if draft.issued else t("day of issue unknown")
    codes = ", ".join(safe(one.code) for one in draft.courses[:3])
    many = t("{n} activities").format(n=len(draft.items))
    return f"📄 <b>{safe(cut(draft.title or '…', 120))}</b>\n{number}; {issued}; {many}; {t('course')} {codes}"


def _questions(t: Speaker, draft: PlanDraft) -> list[str]:
    many = len(draft.open)
    lines = [f"❓ <b>{t.many('I am not sure of {n} thing:', 'I am not sure of {n} things:', many).format(n=many)}</b>"]
    counted = Counter(ask(t, draft, one) for one in draft.open)
    shown = list(counted.items())[:ASKED]
    lines += [f"• {_brief(text)}{f' (×{times})' if times > 1 else ''}" for text, times in shown]
    if rest := many - sum(times for _, times in shown):
        lines.append(t("… and {n} more.").format(n=rest))
    return lines


def _brief(text: str) -> str:
    """At most so many letters, and no half of an escaped one."""
    return text if len(text) <= QUESTION else safe(cut(unescape(text), QUESTION))


def line(t: Speaker, number: int, one: Activity, draft: PlanDraft, above: str | None = None) -> str:
    """One activity of the list. above: the place of the line before."""
    where = one.link or one.place
    where = t("same place") if where and where == above and len(where) > len(t("same place")) else where
    course = f"; {safe(one.course)}" if len({item.activity.course for item in draft.items}) > 1 else ""
    told = f"<b>{number}.</b> {period(t, one)}: {safe(own_title(one, draft))} ({t(KINDS[one.kind])}){course}"
    return f"{told}; {safe(cut(where, 60))}" if where else told


_HALF = re.compile(r"(?: \((?:sáng|chiều|tối)\))?$", re.IGNORECASE)


def own_title(one: Activity, draft: PlanDraft) -> str:
    """Its title without the plan's behind it, as far as a line of a list shows it."""
    half = _HALF.search(one.title_key)
    whole = one.title_key[: half.start()] if half else one.title_key
    head, _, tail = whole.rpartition(" – ")
    repeats = len(head) > 3 and len(tail) > 15 and fold(tail) in fold(draft.title)
    return _both_ends(head if repeats else whole) + (half[0] if half else "")


def _both_ends(title: str) -> str:
    """Activities of a programme differ in what stands behind the last dash: that stays to be seen."""
    behind = title.rpartition(" – ")[2]
    if len(title) <= TITLE or not 3 < len(behind) <= 40:
        return cut(title, TITLE)
    return f"{cut(title, TITLE - len(behind) - 3)} – {behind}"


def period(t: Speaker, one: Activity) -> str:
    """When it is; what runs backwards is told as the document has it."""
    if one.period.contradicts_itself:
        return f"⚠ {span(one.period)}"
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
        [
            choice(
                f"{cut(one.draft.number or one.draft.title or one.file_name, 28)} · {_moment(one)}",
                "plan_draft",
                one.id,
            )
        ]
        for one in shown.items
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
