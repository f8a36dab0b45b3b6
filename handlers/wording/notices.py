"""What is said while a notice is made: asking for its text, the preview with its numbers, the approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.request import Request
from handlers.talk import Answer, Choice, Reply, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe, speaker
from storage.accounts import AccountRow
from storage.audiences import Reach
from storage.mailings import MailingRow
from training.reminders import QuietHours

NAMES = 6  # of those left out
A_WHILE = 120  # seconds that are counted as such


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of sending now. at: when, if not at once. hushed: the quiet hours have put it off. left_out: who
    is, by name. others: how many read it in another language; translated: the languages it was written in as well."""

    reach: Reach
    at: datetime | None
    hushed: bool
    needs_approval: bool
    left_out: tuple[str, ...]
    others: Mapping[str, int]
    translated: frozenset[str]


def _cancel(t: Speaker) -> Choice:
    return choice(t("Cancel"), "cancel")


def no_such_audience(request: Request) -> Answer:
    t = request.t
    return says(t("I find no such people within your reach."), [choice(t("New notice"), "notice")])


def write(request: Request, about: str, many: int) -> Answer:
    t = request.t
    text = t("To: {about} – {n} people.").format(about=f"<b>{safe(about)}</b>", n=many)
    how = t("Write the notice in one message, or send a photo, a document or a message to be forwarded.")
    return says(f"{text}\n{how}", [_cancel(t)], edit=request.edits)


def write_again(request: Request) -> Answer:
    t = request.t
    return says(t("I can send on a text, a photo or a document. Please write the notice."), [_cancel(t)])


def write_anew(request: Request) -> Answer:
    return says(request.t("Please write the new text."), [_cancel(request.t)])


def only_a_file(t: Speaker) -> str:
    """Instead of a picture without words, where pictures cannot be copied to."""
    return t("The organizers have sent a picture or a file that cannot be shown here. Please ask them for it.")


def preview(request: Request, about: str, outlook: Outlook, key: str) -> Answer:
    """What stands below the notice as its readers see it."""
    t = request.t
    lines = [f"<b>{t('This is how it will look.')}</b> {t('To: {about}').format(about=safe(about))}"]
    lines.append(reached(t, outlook.reach))
    if outlook.left_out:
        names = ", ".join(safe(name) for name in outlook.left_out[:NAMES])
        more = "…" if len(outlook.left_out) > NAMES else ""
        lines.append(t("Left out: {names}").format(names=names + more))
    lines += [_reads(t, language, many, outlook) for language, many in outlook.others.items()]
    if outlook.hushed and outlook.at:
        lines.append(t("It is quiet at night: it goes out on {at}.").format(at=dates.moment(t, outlook.at)))
    elif outlook.at:
        lines.append(t("It goes out on {at}.").format(at=dates.moment(t, outlook.at)))
    if outlook.needs_approval:
        lines.append(t("It is for so many people that a second organizer has to agree."))
    return says("\n".join(lines), *_preview_rows(t, outlook, key))


def _reads(t: Speaker, language: str, many: int, outlook: Outlook) -> str:
    name = language_name(t, language)
    if language in outlook.translated:
        return t("{n} of them read it in {language}, as shown below it.").format(n=many, language=name)
    return t("{n} of them use {language}: they see your words and the button as shown below it.").format(
        n=many, language=name
    )


def language_name(t: Speaker, language: str) -> str:
    return {"vi": t("Vietnamese"), "en": t("English")}.get(language, language)


def reached(t: Speaker, reach: Reach) -> str:
    """ "46 người nhận: 40 qua Telegram, 6 chưa có kênh nào"."""
    text = t("{n} receivers").format(n=reach.total)
    ways = [t("{n} by {platform}").format(n=many, platform=name.capitalize()) for name, many in reach.platforms.items()]
    if reach.unreachable:
        ways.append(t("{n} on no channel yet").format(n=reach.unreachable))
    return f"{text}: {', '.join(ways)}" if ways else text


def _preview_rows(t: Speaker, outlook: Outlook, key: str) -> list[list[Choice]]:
    many = outlook.reach.total
    rows = [[choice(t("Rewrite"), "notice_rewrite", key), choice(t("Send at…"), "notice_later", key)]]
    row = [choice(t("Leave out…"), "notice_without", key)]
    if outlook.left_out:
        row.append(choice(t("Leave nobody out"), "notice_without", key, "nobody"))
    rows.append(row)
    if outlook.reach.unreachable:
        rows.append([choice(t("On no channel (.xlsx)"), "notice_unreached", key)])
    for language in outlook.others:
        label = t("Words in {language}…").format(language=language_name(t, language))
        rows.append([choice(label, "notice_in", key, language)])
    last = [_cancel(t)]
    if many:
        last.append(choice(t("Send to {n} people?").format(n=many), "notice_send", key, style=Style.DANGER))
    return [*rows, last]


def decide_first(request: Request) -> Answer:
    return says(request.t("A notice is waiting for your decision: send it, rewrite it, or cancel."))


def outdated(request: Request) -> Answer:
    t = request.t
    text = t("This preview is no longer in use; nothing was sent by this button.")
    return says(text, [choice(t("What was sent"), "mailings", 0), choice(t("New notice"), "notice")])


def when(request: Request) -> Answer:
    t = request.t
    return says(t("When is it to go out? For example: 7h tomorrow morning, 14h on 12/12."), [_cancel(t)])


def when_again(request: Request) -> Answer:
    t = request.t
    return says(
        t("I need an hour, and a day if it is not the coming one: 7h tomorrow morning, 14h on 12/12."), [_cancel(t)]
    )


def is_quiet(
    request: Request, moment: datetime, quiet: QuietHours, instead: Sequence[tuple[datetime, str]], key: str
) -> Answer:
    """A moment in the night was given. instead: moments around it, each with its stamp for a button."""
    t = request.t
    text = t(
        "At {at} it is quiet ({begins}–{ends}), nothing is sent then. When instead? Choose, or write another time."
    )
    begins, ends = (f"{hour.hour}h{hour.minute:02d}" for hour in (quiet.begins, quiet.ends))
    rows = [[choice(dates.moment(t, one), "notice_at", key, stamp)] for one, stamp in instead]
    return says(text.format(at=dates.moment(t, moment), begins=begins, ends=ends), *rows, [_cancel(t)])


def write_in(request: Request, language: str) -> Answer:
    t = request.t
    text = t("Please write the notice in {language}; only those who use it get these words.")
    return says(text.format(language=language_name(t, language)), [_cancel(t)])


def group_name(t: Speaker, name: str) -> str:
    return t("group {name}").format(name=name)


def not_ahead(request: Request, moment: datetime) -> Answer:
    t = request.t
    text = t("{at} is not within the year ahead. Please give another time.").format(at=dates.moment(t, moment))
    return says(text, [_cancel(t)])


def whom_not(request: Request) -> Answer:
    t = request.t
    return says(
        t("Who is to be left out? Write full names, or a unit, a group or a course, one on each line."), [_cancel(t)]
    )


def nobody_named(request: Request) -> Answer:
    t = request.t
    text = t(
        "None of the receivers is called so. Please write the name of a person, unit, group or course as in the list."
    )
    return says(text, [_cancel(t)])


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def nobody(request: Request) -> Answer:
    t = request.t
    return says(t("There is nobody left to send it to."), [choice(t("New notice"), "notice")])


def same_again(request: Request, before: MailingRow, key: str) -> Answer:
    t = request.t
    text = t("The same text went to the same people at {at}. Really once more?")
    at = dates.clock(t, before.created_at)
    row = [_cancel(t), choice(t("Yes, once more"), "notice_send", key, "again", style=Style.DANGER)]
    return says(text.format(at=at), row, edit=request.edits)


def planned(request: Request, number: int, many: int, due: datetime) -> Answer:
    """Edited as it goes: the dispatcher shows its progress in the same message."""
    t = request.t
    seconds = round((due - request.now).total_seconds())
    text = t("⏳ It goes to {n} people on {at}.").format(n=many, at=dates.moment(t, due))
    if seconds < A_WHILE:
        text = t("⏳ It goes to {n} people in {seconds} seconds.").format(n=many, seconds=seconds)
    back = choice(t("Take back"), "mailing_stop", number, style=Style.DANGER)
    row = [choice(t("How it stands"), "mailing", number), back]
    return says(f"{text}\n{t('Until then you can take it back.')}", row, edit=request.edits)


def waits_for_approval(request: Request, number: int, many: int, asked: int) -> Answer:
    t = request.t
    text = t("For {n} people a second organizer has to agree.").format(n=many)
    told = t("{n} organizers were asked.").format(n=asked)
    alone = t("There is no other organizer who could be asked here; somebody must be given that role first.")
    back = choice(t("Take back"), "mailing_stop", number, style=Style.DANGER)
    row = [choice(t("How it stands"), "mailing", number), back]
    return says(f"{text} {told if asked else alone}", row, edit=request.edits)


def approve_this(desk: AccountRow, one: MailingRow, many: int, author: str | None) -> Reply:
    """Below the notice, for a second organizer."""
    t = speaker(desk.language)
    text = t("{name} wants to send this to {n} people ({about}). Do you agree?").format(
        name=safe(author), n=many, about=safe(one.body.get("about"))
    )
    row = (
        choice(t("Do not agree"), "notice_refuse", one.id),
        choice(t("Send to {n} people?").format(n=many), "notice_approve", one.id, style=Style.DANGER),
    )
    return Reply(text, (row,), to=(desk.platform, desk.address))


def decided_before(request: Request) -> Answer:
    return says(request.t("This has been decided already."), edit=request.edits)


def approved(request: Request, due: datetime) -> Answer:
    t = request.t
    return says(t("Agreed. It goes out on {at}.").format(at=dates.moment(t, due)), edit=request.edits)


def refused(request: Request) -> Answer:
    return says(request.t("Refused; it is not sent."), edit=request.edits)


def decision_for(desk: AccountRow, one: MailingRow, due: datetime | None, by: str | None) -> Reply:
    """What the author hears. due None: refused."""
    t = speaker(desk.language)
    about = safe(one.body.get("about"))
    text = t("{name} does not agree to your notice ({about}); it is not sent.").format(name=safe(by), about=about)
    if due:
        text = t("{name} agrees to your notice ({about}); it goes out on {at}.").format(
            name=safe(by), about=about, at=dates.moment(t, due)
        )
    row = (choice(t("How it stands"), "mailing", one.id),)
    return Reply(text, (row,), to=(desk.platform, desk.address))
