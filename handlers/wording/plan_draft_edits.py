"""What is said while a draft is settled: questions with their answers, old → new, what could not be understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording import plan_drafts as list_words
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.lists import PAGE, cut
from handlers.wording.plan_drafts import period
from handlers.wording.teacher import KINDS
from storage.plan_drafts import DraftRow
from training.draft_answers import alike, corrected
from training.drafting import WHICH_COURSE, Change, Doubt, Item, Option, Trouble
from training.moving import Unclear
from training.plan import Activity, Kind
from training.reading.draft_deeds import Deed
from training.reading.plans.findings import Finding

TOLD = 8  # changes told one by one
_TELLING = re.compile(r"\d")
_KEEP: dict[str, str] = {
    Finding.NUMBER_MISSING: lazy("It has no number"),
    Finding.ISSUED_MISSING: lazy("Leave it open"),
    Finding.CHOOSE_DAY: lazy("Each one chooses"),
    Finding.NO_TIME: lazy("Announced later"),
    Finding.TWO_DEADLINES: lazy("Keep both"),
    Finding.TWO_DATES: lazy("Keep both"),
}
_TYPE: dict[str, str] = {
    Finding.NUMBER_MISSING: lazy("Write the number"),
    Finding.ISSUED_MISSING: lazy("Write the day"),
    Finding.CHOOSE_DAY: lazy("A fixed day"),
}


def question(t: Speaker, row: DraftRow, doubt: Doubt, options: Sequence[Option], *, edit: str | None = None) -> Answer:
    """One question with its answers; words answer it, too."""
    many = len(row.draft.open)
    left = f" ({t('{n} left').format(n=many)})" if many > 1 else ""
    item = row.draft.item(doubt.item)
    at = row.draft.number_of(doubt.item)
    about = f"{t('Item {n}').format(n=at)}: " if at else ""
    lines = [f"❓ {about}{list_words.ask(t, row.draft, doubt)}{left}"]
    if item and item.activity.evidence and doubt.about not in item.activity.evidence:
        lines.append(f"<blockquote>{safe(cut(item.activity.evidence, 400))}</blockquote>")
    chosen = [_option(t, row, doubt, one) for one in options]
    if doubt.code == WHICH_COURSE:
        chosen = [
            choice(cut(f"{one.code} – {one.title}"), "plan_a", row.id, doubt.key, number)
            for number, one in enumerate(row.draft.courses[:PAGE])
        ]
    rows = [[one] for one in chosen]
    return says("\n".join(lines), *rows, [choice(t("To the list"), "plan_draft", row.id, 0)], edit=edit)


def _option(t: Speaker, row: DraftRow, doubt: Doubt, option: Option) -> Choice:
    style = Style.DANGER if option is Option.DELETE else Style.PLAIN
    return choice(cut(_label(t, row, doubt, option)), "plan_a", row.id, doubt.key, option, style=style)


def _label(t: Speaker, row: DraftRow, doubt: Doubt, option: Option) -> str:
    item, other = row.draft.item(doubt.item), row.draft.item(doubt.other)
    match option:
        case Option.KEEP:
            return t(_KEEP.get(doubt.code, lazy("Keep as written")))
        case Option.KEEP_ALL:
            keep = t(_KEEP.get(doubt.code, lazy("Keep as written")))
            return t("{answer} (all {n})").format(answer=keep, n=len(alike(row.draft, doubt)))
        case Option.TYPE:
            return t(_TYPE.get(doubt.code, lazy("Write the time")))
        case Option.DELETE:
            return t("Delete it")
        case Option.FIRST:
            return dates.period(t, item.activity.period) if item else "…"
        case Option.SECOND:
            return dates.period(t, other.activity.period) if other else "…"
        case Option.SWAP | Option.NEXT_YEAR:
            return list_words.span(corrected(item.activity.period, option)) if item else "…"
        case Option.MOVE:
            return dates.Day(t, doubt.day) if doubt.day else "…"


def looks_like_an_answer(text: str) -> bool:
    """Whether words that give no answer were meant as one: short, with a figure, and no question."""
    return len(text) < 60 and bool(_TELLING.search(text)) and "?" not in text


def type_answer(request: Request, row: DraftRow, doubt: Doubt) -> Answer:
    t = request.t
    asked = t("Write the time, for example: 7h30-11h on 12/12; 13/12; October 2022.")
    if doubt.code == Finding.NUMBER_MISSING:
        asked = t("Write the number, for example: 12/KH-SGDĐT.")
    if doubt.code == Finding.ISSUED_MISSING:
        asked = t("Write the day of issue, for example: 5/9/2022.")
    return says(asked, [choice(t("Back"), "plan_q", row.id, doubt.key)], edit=request.edits)


def settled_before(t: Speaker, row: DraftRow) -> Answer:
    return says(t("This is settled already."), [choice(t("To the list"), "plan_draft", row.id, 0)])


# --- changes ---


def changed(t: Speaker, row: DraftRow, changes: Sequence[Change]) -> Answer:
    """Old → new of each, under the number that it has now."""
    lines = [text for one in changes[:TOLD] for text in _change(t, row, one)]
    if len(changes) > TOLD:
        lines.append(t("… and {n} more.").format(n=len(changes) - TOLD))
    if not lines:
        lines = [_of_head(t, row)]
    return says("\n".join(lines), _after(t, row))


def _of_head(t: Speaker, row: DraftRow) -> str:
    draft = row.draft
    issued = f"{draft.issued:%d/%m/%Y}" if draft.issued else "…"
    codes = ", ".join(one.code if one.title == draft.title else f"{one.code} – {one.title}" for one in draft.courses)
    text = t("✏️ Number {number}; issued on {issued}; course {codes}.")
    told = text.format(number=safe(draft.number or "…"), issued=issued, codes=safe(cut(codes, 300)))
    return f"{told}\n{safe(cut(draft.title, 200))}"


def _after(t: Speaker, row: DraftRow) -> list[Choice]:
    buttons = [choice(t("Undo"), "plan_undo", row.id), choice(t("To the list"), "plan_draft", row.id, 0)]
    if row.draft.open:
        many = len(row.draft.open)
        return [*buttons, choice(t("Answer ({n})").format(n=many), "plan_q", row.id, style=Style.GOOD)]
    return [*buttons, choice(t("Publish"), "plan_out", row.id, style=Style.GOOD)]


def _change(t: Speaker, row: DraftRow, one: Change) -> list[str]:
    number = row.draft.number_of(one.key)
    if one.after is None:
        assert one.before
        return [f"🗑 {t('Deleted')}: {safe(list_words.own_title(one.before, row.draft))} ({period(t, one.before)})"]
    if one.before is None:
        return [f"➕ {list_words.line(t, number, one.after, row.draft)}"]
    head = f"✏️ <b>{number}. {safe(list_words.own_title(one.after, row.draft))}</b>"
    return [head, *differences(t, one.before, one.after)]


def differences(t: Speaker, before: Activity, after: Activity) -> list[str]:
    """What differs between two states of an activity, old → new, a line each."""
    pairs = [
        (t("Title"), before.title_key, after.title_key),
        (t("Time"), period(t, before), period(t, after)),
        (t("Form"), t(KINDS[before.kind]), t(KINDS[after.kind])),
        (t("Place"), before.place, after.place),
        (t("Link"), before.link, after.link),
        (t("Audience"), before.audience, after.audience),
        (t("Number of people"), _count(before.quota), _count(after.quota)),
        (t("Course"), before.course, after.course),
    ]
    return [f"{name}: {_shown(old, new)} → <b>{_shown(new, old)}</b>" for name, old, new in pairs if old != new]


def _count(many: int | None) -> str | None:
    return str(many) if many else None


def _shown(value: str | None, beside: str | None) -> str:
    """Cut to what fits; its end where the beginnings are the same."""
    if not value:
        return "–"
    short = cut(value, 120)
    same = beside is not None and beside != value and short == cut(beside, 120)
    return safe(f"…{value[-100:]}" if same else short)


def taken_back(t: Speaker, row: DraftRow, changes: Sequence[Change]) -> Answer:
    told = changed(t, row, changes)
    text = f"↩ {t('Taken back:')}\n{told.replies[0].text}"
    return says(text, *told.replies[0].choices)


def nothing_to_take_back(t: Speaker, row: DraftRow) -> Answer:
    return says(t("There is nothing to take back."), [choice(t("To the list"), "plan_draft", row.id, 0)])


_TROUBLE: dict[Trouble | Unclear, str] = {
    Trouble.NO_SUCH_ITEM: lazy("The list has no such number; it goes from 1 to {n}."),
    Trouble.NONE_THEN: lazy("Nothing in the list is then. Please name it by its number, 1 to {n}."),
    Trouble.NO_DAY: lazy("I cannot read a day in that. For example: 5/9/2022."),
    Trouble.NO_LINK: lazy("I cannot read a link in that. For example: https://meet.example.vn/abc."),
    Trouble.NO_CODE: lazy("A code is made of letters and figures, for example: TOAN-9."),
    Trouble.NO_WORDS: lazy("I cannot read that. Please write it again."),
    Trouble.TOO_MANY: lazy("The draft is full."),
    Trouble.OTHER_DAYS: lazy("Only what is on the same day, or has no hours, can become one."),
    Trouble.NO_HOURS: lazy("What are the hours of each? For example: split session 3 into 7h30-11h and 13h30-17h."),
    Trouble.NOTHING: lazy("It is so already; nothing was changed."),
    Unclear.NO_TIME: lazy("I cannot read that. Please write it again, for example: 14h on 12/12."),
    Unclear.NEEDS_HOUR: lazy("At what hour? For example: tomorrow 13h30–17h."),
    Unclear.NEEDS_DAY: lazy("On which day? For example: 12/12."),
    Unclear.BACKWARDS: lazy("That would end before it begins. Please write it again."),
    Unclear.SAME: lazy("That is when it is already. Please write another time."),
}


def trouble(t: Speaker, row: DraftRow, why: Trouble | Unclear) -> Answer:
    text = t(_TROUBLE[why]).format(n=len(row.draft.items))
    return says(text, [choice(t("To the list"), "plan_draft", row.id, 0)])


def no_such_day(t: Speaker, row: DraftRow, day: str) -> Answer:
    text = t("No calendar has the day {day}; nothing was changed. Please write it again.").format(day=safe(day))
    return says(text, [choice(t("To the list"), "plan_draft", row.id, 0)])


def put_aside(t: Speaker, row: DraftRow) -> Answer:
    """What is typed next is no edit any more; nothing is lost."""
    text = t("The draft stays as it is; go on whenever you like.")
    return says(text, [choice(t("Go on"), "plan_draft", row.id, 0), choice(t("Drafts of plans"), "plan_drafts", 0)])


def not_understood(t: Speaker, row: DraftRow, item: Item | None) -> Answer:
    """It was about the draft, and it is not clear what is to change."""
    number = row.draft.number_of(item.key) if item else 1
    text = t(
        "I did not understand what is to change. For example: “{n} moves to 14h on 12/12”, “{n} at Hall B”, "
        "“merge 2 and 3”, “delete {n}”, “add morning 12/12 7h30-11h at …”."
    )
    buttons = [choice(t("To the list"), "plan_draft", row.id, 0)]
    if item:
        buttons.insert(0, choice(t("Item {n}").format(n=number), "plan_item", row.id, item.key))
    return says(text.format(n=number), buttons)


def no_such_item(t: Speaker, row: DraftRow) -> Answer:
    return trouble(t, row, Trouble.NO_SUCH_ITEM)


# --- asking ---


def ask(request: Request, row: DraftRow, one: Item, deed: Deed) -> Answer:
    t = request.t
    asked = {
        Deed.TIME: t("Write the new time, for example: 14h on 12/12; tomorrow afternoon 13h30–17h."),
        Deed.PLACE: t("Write the new place, or the link of a virtual room."),
        Deed.TITLE: t("Write the new title."),
        Deed.AUDIENCE: t("Write for whom it is, for example: teachers of English."),
    }[deed]
    text = f"<b>{row.draft.number_of(one.key)}. {safe(list_words.own_title(one.activity, row.draft))}</b>\n{asked}"
    return says(text, [choice(t("Back"), "plan_item", row.id, one.key)], edit=request.edits)


def kinds(request: Request, row: DraftRow, one: Item) -> Answer:
    t = request.t
    buttons = [
        choice(("✓ " if kind is one.activity.kind else "") + t(KINDS[kind]), "plan_kind", row.id, one.key, kind)
        for kind in Kind
    ]
    rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
    text = f"<b>{safe(list_words.own_title(one.activity, row.draft))}</b>\n{t('What form does it have?')}"
    return says(text, *rows, [choice(t("Back"), "plan_item", row.id, one.key)], edit=request.edits)


def courses(request: Request, row: DraftRow) -> Answer:
    """Who enrols in what: one course for all unless they are told apart."""
    t = request.t
    counted = {one.code: 0 for one in row.draft.courses}
    for item in row.draft.items:
        counted[item.activity.course or ""] = counted.get(item.activity.course or "", 0) + 1
    lines = [f"<b>{t('Courses of this plan')}</b>"]
    lines += [
        f"• <code>{safe(one.code)}</code> – {safe(cut(one.title, 90))}: {counted[one.code]}"
        for one in row.draft.courses
        if counted[one.code] or one is row.draft.courses[0]
    ]
    lines.append(t("Write “3 belongs to course X” to put one elsewhere. Trainers can be added later."))
    audiences = {item.activity.audience for item in row.draft.items if item.activity.audience}
    several = sum(1 for many in counted.values() if many) > 1
    how = [choice(t("All in one"), "plan_course", row.id, "one")] if several else []
    if len(audiences) > 1 and not several:
        how.append(choice(t("One for each audience"), "plan_course", row.id, "each"))
    code = [choice(t("Another code"), "plan_course", row.id, "code")]
    return says("\n".join(lines), how, [*code, choice(t("To the list"), "plan_draft", row.id, 0)], edit=request.edits)


def ask_code(request: Request, row: DraftRow) -> Answer:
    t = request.t
    text = t("Write the code of the course, for example: TOAN-9. It stands in lists and files.")
    proposed = choice(t("As the plan's"), "plan_code", row.id)
    return says(text, [proposed, choice(t("Back"), "plan_course", row.id)], edit=request.edits)
