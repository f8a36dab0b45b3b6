"""Notes on a session, and handing it over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut
from handlers.wording.trainer import not_there
from storage.people import Person
from storage.roll_lists import Note
from training.calendar import SessionView

__all__ = ["not_there"]
SHOWN = 6


def notes(request: Request, session: SessionView, found: Sequence[Note]) -> Answer:
    t = request.t
    lines = [f"<b>{t('Notes')}</b>", _about(t, session)]
    lines += [
        f"• {dates.moment(t, one.created_at)}, {safe(one.author) or '–'}: {safe(one.text)}" for one in found[-SHOWN:]
    ]
    if not found:
        lines.append(t("There are none yet."))
    row = [choice(t("Write a note"), "note", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), row, edit=request.edits, protect=True)


def _about(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def write_note(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("Please write the note in one message. The session's trainers and organizers can read it.")
    return says(f"{text}\n{_about(t, session)}", [choice(t("Cancel"), "cancel")])


def whom(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("Who stands in? Please write the person's code, or the full name.")
    return says(f"{text}\n{_about(t, session)}", [choice(t("Cancel"), "cancel")])


def nobody_like(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("I find nobody of that code or name. Please write it again, as it stands in the list.")
    return says(text, [choice(t("Cancel"), "cancel")])


def candidates(request: Request, session: SessionView, found: Sequence[tuple[Person, str | None, str]]) -> Answer:
    t = request.t
    rows = [
        [choice(cut(f"{one.name} – {unit or '–'} ({one.code})"), "stand_in", session.id, one.id, key)]
        for one, unit, key in found
    ]
    back = [choice(t("Back"), "more", session.id)]
    return says(f"{t('Who is it?')}\n{_about(t, session)}", *rows, back, protect=True)


def already_staff(request: Request, session: SessionView, found: Person) -> Answer:
    t = request.t
    text = t("{name} trains this session already.").format(name=safe(found.name))
    return says(text, [choice(t("Back"), "more", session.id)], edit=request.edits)


def really(request: Request, session: SessionView, found: Person, unit: str | None, key: str) -> Answer:
    t = request.t
    text = t("Hand this session over to {name}, {unit}? They can then open check-in, call the roll and see the list.")
    row = [
        choice(t("Back"), "more", session.id),
        choice(t("Hand over"), "stand_in", session.id, found.id, key, "yes", style=Style.GOOD),
    ]
    shown = text.format(name=safe(found.name), unit=safe(unit) or "–")
    return says(f"{shown}\n{_about(t, session)}", row, edit=request.edits, protect=True)


def handed_over(request: Request, session: SessionView, found: Person) -> Answer:
    t = request.t
    text = t("{name} trains this session now, too.").format(name=safe(found.name))
    row = [choice(t("Session"), "session", session.id)]
    return replace(says(f"{text}\n{_about(t, session)}", row, edit=request.edits), toast=t("Saved"))


def for_stand_in(t: Speaker, session: SessionView, who: str) -> tuple[str, tuple[tuple[Choice, ...], ...]]:
    """What the stand-in gets, unasked."""
    text = t("<b>{who} hands a session over to you:</b>").format(who=safe(who))
    lines = [text, _about(t, session)]
    if session.place:
        lines.append(safe(session.place))
    return "\n".join(lines), ((choice(t("Manage session"), "session", session.id),),)
