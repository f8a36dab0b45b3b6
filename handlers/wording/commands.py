"""What the command line says. Plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handlers.imports.plans import asked
from handlers.wording import dates
from handlers.wording.language import Speaker
from training.calendar import SessionView
from training.plan import Period
from training.reading.plans.draft import Draft
from training.reading.plans.findings import told


def lazy(msgid: str) -> str:
    """Marks a msgid for the catalogue where no reader is known yet."""
    return msgid


def our_mistake(t: Speaker, reference: str) -> str:
    return t("This is a mistake of the program, not yours. Please report it with the number {reference}.").format(
        reference=reference
    )


def wrong_settings(t: Speaker, lines: str) -> str:
    return t("These settings are wrong:\n{lines}").format(lines=lines)


def not_migrated(t: Speaker) -> str:
    return t("The database is from another version of the program. Run: python -m bot migrate")


def newer_database(t: Speaker, revision: str) -> str:
    return t("The database is from a newer version of the program (revision {revision}). Update the program.").format(
        revision=revision
    )


def migrated(t: Speaker) -> str:
    return t("The database is up to date.")


def database_in_use(t: Speaker, path: str) -> str:
    return t("The running bot holds this database ({path}). Stop it first.").format(path=path)


def database_fails(t: Speaker, reason: str) -> str:
    return t("The database does not answer: {reason}").format(reason=reason)


def file_fails(t: Speaker, path: str, reason: str) -> str:
    return t("The file “{path}” cannot be used: {reason}").format(path=path, reason=reason)


def is_a_folder(t: Speaker, path: str) -> str:
    return t("“{path}” is a folder, not a file.").format(path=path)


def no_folder(t: Speaker, path: str) -> str:
    return t("There is no folder “{path}”.").format(path=path)


def no_file(t: Speaker, path: str) -> str:
    return t("There is no file “{path}”.").format(path=path)


def file_there(t: Speaker, path: str) -> str:
    return t("There is already a file “{path}”; it is not overwritten.").format(path=path)


def written(t: Speaker, path: str) -> str:
    return t("Written: {path}").format(path=path)


def restored(t: Speaker, path: str) -> str:
    return t("Restored from “{path}”. Nothing is sent again by itself: what was due is held for an organizer.").format(
        path=path
    )


_NO_BACKUP = {
    "kind": lazy("“{path}” is no backup of this program."),
    "damaged": lazy("The backup “{path}” is damaged; nothing was changed."),
    "revision": lazy("The backup “{path}” is from a newer version of the program."),
}


def no_backup(t: Speaker, path: str, reason: str) -> str:
    return t(_NO_BACKUP[reason]).format(path=path)


def no_moment(t: Speaker, text: str) -> str:
    return t("“{text}” is no date and time such as 2022-12-09T18:00").format(text=text)


def no_person(t: Speaker, code: str) -> str:
    return t("There is nobody with the code “{code}”.").format(code=code)


def no_plan(t: Speaker, code: str) -> str:
    return t("There is no plan with the code “{code}”.").format(code=code)


def no_course(t: Speaker, code: str, known: Sequence[str]) -> str:
    said = t("There is no course “{value}”.").format(value=code)
    return f"{said} {t('There are: {known}.').format(known=', '.join(known))}" if known else said


def no_unit(t: Speaker, named: str, alike: Sequence[str]) -> str:
    if alike:
        known = ", ".join(alike)
        return t("Several units are called “{value}”; name the code: {known}").format(value=named, known=known)
    return t("There is no unit “{value}”.").format(value=named)


def no_kind(t: Speaker, kind: str, known: Sequence[str]) -> str:
    return t("“{kind}” is none of: {known}").format(kind=kind, known=", ".join(known))


def needs_course(t: Speaker) -> str:
    return t("this report is of one course: --course CODE")


def no_session_then(t: Speaker) -> str:
    return t("This course has no session to attend then.")


def no_utterance(t: Speaker, number: int) -> str:
    return t('Line {number} is not of the form {{"id": …, "text": …}}.').format(number=number)


def nobody_to_invite(t: Speaker, unit: str) -> str:
    return t("In “{unit}” everybody is on a channel already, or there is nobody.").format(unit=unit)


def bot_unnamed(t: Speaker) -> str:
    return t("Without --bot NAME the QR codes hold the code alone and open no chat.")


def nothing_taken(t: Speaker) -> str:
    return t("No row of the file could be taken; nothing is stored.")


def undone(t: Speaker, number: int, file_name: str) -> str:
    return t("Import {number} ({file_name}) is taken back.").format(number=number, file_name=file_name)


def answer(replies: Sequence[Mapping[str, Any]]) -> str:
    """Replies one below the other, their choices as [labels]."""
    parts = []
    for reply in replies:
        choices = " ".join(f"[{one['label']}]" for one in reply["choices"])
        extra = [str(reply[name]) for name in ("place", "file") if reply[name]]
        parts.append("\n".join(part for part in (reply["text"], *extra, choices) if part))
    return "\n\n".join(parts)


def plans(t: Speaker, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return t("No plan is stored.")
    lines = []
    for row in rows:
        number = f" ({row['number']})" if row["number"] else ""
        lines.append(f"{row['code']}{number}: {row['title']}")
        lines += [f"    {course['code']}: {course['title']}" for course in row["courses"]]
    return "\n".join(lines)


def plan(t: Speaker, found: Mapping[str, Any]) -> str:
    """A stored plan, an activity a line."""
    lines = [plans(t, [found])]
    lines += [activity(t, one) for one in found["activities"]]
    return "\n".join([*lines, *_anomalies(t, found["anomalies"])])


def activity(t: Speaker, one: Mapping[str, Any]) -> str:
    period = Period.parse(one["start"], one["end"], one["precision"])
    place = f" – {one['place']}" if one["place"] else ""
    return f"{dates.period(t, period)}: {one['title_key']} [{t(_KINDS[one['kind']])}]{place}"


_KINDS = {
    "in_person": lazy("face to face"),
    "virtual": lazy("virtual room"),
    "lms": lazy("LMS"),
    "practice": lazy("practice"),
    "meeting": lazy("meeting"),
    "deadline": lazy("deadline"),
    "milestone": lazy("milestone"),
}


def draft(t: Speaker, read: Draft) -> str:
    """A drafted plan with its contradictions and open questions."""
    start = [
        (one.period.iso(), one.period.precision.value, one.title_key, one.kind.value, one.place)
        for one in read.plan.activities
    ]
    rows = [
        {"start": period[0], "end": period[1], "precision": precision, "title_key": title, "kind": kind, "place": place}
        for period, precision, title, kind, place in start
    ]
    lines = [f"{read.plan.number or '…'}: {read.plan.title or '…'}", *(activity(t, row) for row in rows)]
    lines += _anomalies(t, [*read.plan.anomalies, *(told(one) for one in read.anomalies)])
    if read.questions:
        lines.append(t("To be settled before it can be imported:"))
        lines += [f"– {one}" for one in asked(read)]
    return "\n".join(lines)


def _anomalies(t: Speaker, said: Sequence[str]) -> list[str]:
    return [t("Contradictions and remarks:"), *(f"– {one}" for one in said)] if said else []


def people(t: Speaker, rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        "\t".join([row["code"], row["name"], row["unit"] or "", role(t, row["role"]), row["phone"] or ""])
        for row in rows
    ]
    return "\n".join([*lines, t("{n} people").format(n=len(rows))])


_ROLES = {
    "trainee": lazy("trainee"),
    "trainer": lazy("trainer"),
    "organizer": lazy("organizer"),
    "inspector": lazy("inspector"),
}


def role(t: Speaker, value: str) -> str:
    return t(_ROLES[value]) if value in _ROLES else value


def people_headers(t: Speaker) -> list[str]:
    return [t("Code"), t("Full name"), t("Unit"), t("Role"), t("Phone"), t("Groups")]


def session_header(t: Speaker, view: SessionView) -> str:
    """A session over its column: when, then what."""
    return f"{dates.period(t, view.period)}: {view.title}"


_TITLES = {
    "people": lazy("List of people"),
    "attendance": lazy("Attendance"),
    "unreached": lazy("People on no channel"),
}


def report_title(t: Speaker, kind: str) -> str:
    return t(_TITLES[kind])


_INTRO = {
    "people": lazy("Fill in one row for each person; delete nothing in the row of headings."),
    "roster": lazy("Fill in one row for each person of the course; delete nothing in the row of headings."),
    "plan": lazy("Fill in the plan above and one row for each activity; courses and seats have sheets of their own."),
}


def template_intro(t: Speaker, kind: str) -> list[str]:
    """The lines at the top of the sheet “Hướng dẫn”."""
    return [t(_INTRO[kind]), t("The row marked VD is an example and is not read.")]


def cards_heading(t: Speaker, operator: str) -> str:
    return t("Invitation of {operator}").format(operator=operator)


def cards_instructions(t: Speaker, *, opens: bool = True) -> list[str]:
    """opens: the QR code is a link that opens the chat; otherwise it holds the code alone."""
    if not opens:
        return [t("Send this code to the bot."), t("It works once, for 30 days.")]
    return [
        t("Scan the QR code and press Start,"),
        t("or send the code to the bot. It works once, for 30 days."),
    ]


_FINDINGS = {
    ("settings", "fine"): lazy("Settings are readable."),
    ("settings", "wrong"): lazy("Settings are wrong:\n{detail}"),
    ("database", "fine"): lazy("The database is up to date ({detail})."),
    ("database", "new"): lazy("There is no database yet; the first command makes it ({detail})."),
    ("database", "old"): lazy("The database ({detail}) is from another version. Run: python -m bot migrate"),
    ("database", "unreachable"): lazy("The database does not answer: {detail}"),
    ("telegram", "fine"): lazy("Telegram answers; the bot is {detail}."),
    ("telegram", "off"): lazy("No Telegram token: the web chat is used (TAPHUAN_TELEGRAM_TOKEN)."),
    ("telegram", "unanswered"): lazy("Telegram does not answer or refuses the token: {detail}"),
    ("zalo", "set"): lazy("A Zalo token is set."),
    ("zalo", "off"): lazy("No Zalo token: Zalo is off (TAPHUAN_ZALO_TOKEN)."),
    ("disk", "fine"): lazy("Free on disk: {detail}."),
    ("disk", "little"): lazy("Little is free on disk: {detail}. Make room before a rush."),
    ("output", "fine"): lazy("This terminal shows Vietnamese."),
    ("output", "other"): lazy("This terminal shows {detail}; set PYTHONUTF8=1 to see Vietnamese."),
}


def finding(t: Speaker, name: str, state: str, ok: bool, detail: str) -> str:
    return f"{'✓' if ok else '✗'} {t(_FINDINGS[name, state]).format(detail=detail)}"
