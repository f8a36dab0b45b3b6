"""Menus, help, and the words around questions that people answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.request import Request
from handlers.talk import Answer, Choice, File, Keyboard, Reply, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.teacher import day_row
from storage.talks import Question
from storage.unanswered import Unanswered
from training.people import Role, chief_role
from training.plan import ZONE

IN_VAIN = 10  # questions on a page


def keyboard_labels(t: Speaker) -> tuple[str, ...]:
    """The four that always stand below the typing line."""
    return t("Schedule"), t("Place"), t("Check in"), t("Ask")


def menu(request: Request, lead: str = "") -> Answer:
    """The keyboard with a greeting (or `lead`), then the buttons: Telegram takes only one of them in a message."""
    t = request.t
    text = t("<b>Hello {name}</b>\nI keep your training schedule: when, where, what is due. Type a question or tap.")
    shown = says(
        lead or text.format(name=safe(request.account.name or request.account.shown_name)),
        keyboard=Keyboard.MENU,
        labels=keyboard_labels(t),
    )
    return shown + says(t("What would you like to see?"), *_menu_rows(request))


def _menu_rows(request: Request) -> list[list[Choice]]:
    t = request.t
    rows = [
        [choice(t("Next session"), "next_session"), choice(t("This week"), "schedule_range")],
        [choice(t("What is due"), "deadline"), choice(t("My attendance"), "attendance_record")],
    ]
    return rows + staff_rows(request)


def staff_rows(request: Request) -> list[list[Choice]]:
    """What trainers and organizers find besides."""
    t, roles = request.t, {grant.role for grant in request.actor.grants}
    rows = []
    if Role.TRAINER in roles:
        rows.append([choice(t("My sessions to teach"), "teaching")])
    if roles & {Role.ADMIN, Role.ORGANIZER}:
        rows.append([choice(t("Today's overview"), "overview"), choice(t("New notice"), "notice")])
        rows.append([choice(t("Change a session"), "changes"), choice(t("People and files"), "office")])
    elif Role.INSPECTOR in roles:
        rows.append([choice(t("Today's overview"), "overview")])
    return rows


def help_(request: Request) -> Answer:
    t = request.t
    examples = [
        t("when is my next session"),
        t("what do I have tomorrow afternoon"),
        t("where is Saturday's session"),
        t("what is due this week"),
        t("check in 4821"),
    ]
    text = f"<b>{t('You can ask me, for example:')}</b>\n" + "\n".join(f"• {one}" for one in examples)
    text += "\n" + t("Typing without accents is fine. “cancel” gives up whatever you have begun.")
    rows = [
        [choice(t("Reminders"), "reminder_settings"), choice(t("Language"), "change_language")],
        [choice(t("Calendar file"), "calendar_export"), choice(t("My data"), "my_data")],
        [choice(t("Ask the organizers"), "human")],
    ]
    if request.actor.person_id is None:
        rows = [[choice(t("Language"), "change_language")]]
    return says(text, *rows, *(staff_rows(request) if chief_role(request.actor) else []))


def thanks(request: Request) -> Answer:
    return says(request.t("You are welcome. Have a good session!"))


def given_up(request: Request) -> Answer:
    return says(request.t("Given up; nothing was changed."), day_row(request))


def nothing_to_give_up(request: Request) -> Answer:
    return says(request.t("There is nothing under way to give up."), day_row(request))


def out_of_scope(request: Request) -> Answer:
    t = request.t
    text = t("I only know about your training: schedule, place, deadlines, check-in. Shall I ask the organizers?")
    return says(text, [choice(t("Next session"), "next_session"), choice(t("Ask the organizers"), "human")])


def write_question(request: Request) -> Answer:
    t = request.t
    return says(t("Please write your question in one message; I will pass it on. “cancel” gives up."), [_cancel(t)])


def _cancel(t: Speaker) -> Choice:
    return choice(t("Cancel"), "cancel")


def handed_over(request: Request, reached: int) -> Answer:
    t = request.t
    if reached:
        return says(t("Sent to the organizers. Their reply will come here."))
    return says(t("Your question is kept. No organizer can be reached here yet; they will see it when they sign in."))


def question_for(
    t: Speaker, number: int, text: str, asker: tuple[str, str | None], to: tuple[str, str], about: int | None = None
) -> Reply:
    """A question as an organizer sees it. `asker`: name and unit; about: the person whose data it is about."""
    head = t("<b>Question</b> from {name}, {unit}:").format(name=safe(asker[0]), unit=safe(asker[1]) or "–")
    row = [choice(t("Reply"), "reply_to", number)]
    if about is not None:
        row.append(choice(t("Open the person"), "member", about))
    return Reply(f"{head}\n{safe(text)}", (tuple(row),), to=to, protect=True)


def no_such_question(request: Request) -> Answer:
    return says(request.t("There is no such question."))


def already_replied(request: Request, found: Question) -> Answer:
    return says(request.t("This has been replied to: {text}").format(text=safe(found.reply)))


def write_reply(request: Request, found: Question) -> Answer:
    t = request.t
    text = t("Please write the reply to “{text}” in one message.").format(text=safe(found.text[:200]))
    return says(text, [_cancel(t)])


def write_again(request: Request) -> Answer:
    return says(request.t("Please write it in words, in one message."), [_cancel(request.t)])


def reply_for(t: Speaker, question: str, text: str) -> str:
    quote = f"<blockquote>{safe(question[:300])}</blockquote>"
    return t("<b>The organizers reply:</b>") + f"\n{quote}\n{safe(text)}"


def reply_sent(request: Request) -> Answer:
    return says(request.t("Your reply was sent."))


def reply_kept(request: Request) -> Answer:
    text = request.t("Your reply is kept, but the person has no account any more; please call them.")
    return says(text)


def not_answered(request: Request, found: Sequence[Unanswered], number: int | None) -> Answer:
    """What people asked in vain, without who asked it."""
    t = request.t
    back = choice(t("Back"), "office")
    if not found:
        return says(t("There is no question that I could not answer."), [back], edit=request.edits)
    shown = page(found, number, IN_VAIN)
    lines = [f"<b>{t('Questions I could not answer')}</b>"]
    for one in shown.items:
        times = f" (×{one.times})" if one.times > 1 else ""
        lines.append(f"• {safe(cut(one.text, 120))}{times}, {dates.short_day(one.last.astimezone(ZONE).date())}")
    if not shown.number:
        lines.append(f"<i>{t('They are kept for 90 days, without names, so that I can learn them.')}</i>")
    turn = [*turning(shown, "unanswered"), choice(t("All (.txt)"), "unanswered_file"), back]
    return says("\n".join(lines), turn, edit=request.edits, protect=True)


def not_answered_file(request: Request, found: Sequence[Unanswered]) -> Answer:
    """One a line: the form that `python -m bot understand` reads."""
    content = "".join(f"{one.text}\n" for one in found).encode()
    caption = request.t("Questions I could not answer")
    return Answer((Reply(caption, file=File("cau-hoi-chua-tra-loi.txt", content), protect=True),))


def open_questions(request: Request, found: Sequence[Question], askers: Mapping[int, str]) -> Answer:
    """askers: question id → who asked it."""
    t = request.t
    if not found:
        return says(t("No open questions."))
    lines = [f"{n}. {_waiting(one, askers.get(one.id, ''))}" for n, one in enumerate(found, 1)]
    row = [choice(str(n), "reply_to", one.id) for n, one in enumerate(found, 1)]
    rows = [row[n : n + 4] for n in range(0, len(row), 4)]
    return says(f"<b>{t('Open questions')}</b>\n" + "\n".join(lines), *rows, protect=True)


def _waiting(one: Question, asker: str) -> str:
    day = dates.short_day(one.created_at.astimezone(ZONE).date())
    return f"{safe(cut(one.text, 120))} – {safe(asker)}, {day}" if asker else f"{safe(cut(one.text, 120))} – {day}"
