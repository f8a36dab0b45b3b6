"""Signals as staff read them, and the consent to being near or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut, page, turning
from handlers.wording.study import status
from handlers.wording.trainer import not_there
from storage.attendance import RollRow
from training.calendar import SessionView
from training.signals import Seen, Signal

__all__ = ["not_there"]
NAMED = 3


def show(
    request: Request,
    session: SessionView,
    found: Sequence[tuple[RollRow, Sequence[Seen]]],
    names: Mapping[int, str],
    number: int | None,
) -> Answer:
    t = request.t
    shown = page(found, number, 6)
    lines = [f"<b>{t('Signals: {n} people').format(n=len(found))}</b>", _about(t, session)]
    lines.append(t("They are reasons to look, and no proof: marks change only when somebody changes them."))
    for row, seen in shown.items:
        lines.append(f"• <b>{safe(row.name)}</b>, {safe(row.unit) or '–'} ({status(t, row.mark)})")
        lines += [f"  – {_said(t, one, names)}" for one in seen]
    if not found:
        lines.append(t("Nothing stands out."))
    people = [choice(cut(row.name, 20), "person", session.id, row.person_id) for row, _ in shown.items]
    rows = [people[start : start + 3] for start in range(0, len(people), 3)]
    back = [*turning(shown, "signals", session.id), choice(t("Back"), "more", session.id)]
    return says("\n".join(lines), *rows, back, edit=request.edits, protect=True)


def _about(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def _said(t: Speaker, one: Seen, names: Mapping[int, str]) -> str:
    others = ", ".join(safe(names.get(person, "?")) for person in one.others[:NAMED])
    texts = {
        Signal.SHARED_ACCOUNT: t("the same chat account checked in for: {names}").format(names=others),
        Signal.NEW_BINDING: t("the chat account was bound less than a day before"),
        Signal.LATE_BURST: t("one of {n} who used the same code in its last seconds").format(n=one.number),
        Signal.WRONG_CODES: t("{n} wrong codes").format(n=one.number),
        Signal.OUTSIDE: t("not near the place, by their own location"),
    }
    return texts[one.signal]


def about_location(request: Request, agreed: bool) -> Answer:
    t = request.t
    lines = [
        f"<b>{t('Location')}</b>",
        t("If you like, send me your location when you check in: I note only “near the place” or “not near”."),
        t("The position itself is not kept. It is a hint for the trainer, and never decides about your attendance."),
        t("Now: {state}.").format(state=t("allowed") if agreed else t("off")),
    ]
    change = (
        choice(t("Turn off and forget"), "location_set", 0)
        if agreed
        else choice(t("I agree"), "location_set", 1, style=Style.GOOD)
    )
    return says("\n".join(lines), [change, choice(t("Menu"), "greeting")], edit=request.edits)


def no_place(request: Request) -> Answer:
    text = request.t("No session of yours with a known position is on right now; nothing was noted.")
    return says(text, [choice(request.t("Next session"), "next_session")])


def location_kept(request: Request, session: SessionView, inside: bool) -> Answer:
    t = request.t
    said = t("Noted: near the place.") if inside else t("Noted: not near the place.")
    text = f"{said}\n{_about(t, session)}"
    return replace(says(text, [choice(t("Check in"), "checkin", session.id)]), toast=t("Saved"))
