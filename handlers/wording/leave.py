"""What is said about leave: to who asks, to who decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.request import Request
from handlers.talk import Answer, Choice, Reply, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.lists import cut
from storage.leaves import Leave, LeaveState
from training.calendar import SessionView

UNDO = timedelta(minutes=10)
SHOWN = 10
STATES = {
    LeaveState.ASKED: lazy("waiting for a decision"),
    LeaveState.ACCEPTED: lazy("accepted"),
    LeaveState.REFUSED: lazy("not accepted"),
    LeaveState.WITHDRAWN: lazy("taken back"),
}


def none_to_ask(request: Request) -> Answer:
    t = request.t
    return says(t("I find no session then that you could ask leave for."), [choice(t("Ask the organizers"), "human")])


def which(request: Request, ahead: Sequence[SessionView], past: Sequence[SessionView]) -> Answer:
    t = request.t
    rows = [[choice(_label(t, one), "leave_for", one.id)] for one in ahead]
    rows += [[choice("↩ " + _label(t, one), "leave_for", one.id)] for one in past]
    text = t("For which session do you ask leave?")
    if past:
        text += "\n" + t("Those with ↩ are over already.")
    return says(text, *rows, [_cancel(t)])


def _label(t: Speaker, session: SessionView) -> str:
    first = session.period.first_day
    when = f"{dates.hours(t, session.period)} {dates.short_day(first)}".strip() if first else ""
    return cut(f"{when} {session.title}".strip(), 40)


def _cancel(t: Speaker) -> Choice:
    return choice(t("Cancel"), "cancel")


def why(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("Leave on {when}: please write the reason in one message.").format(when=dates.period(t, session.period))
    return says(text + "\n" + t("A photo (a summons, a medical paper) may come along."), [_cancel(t)])


def why_besides(request: Request) -> Answer:
    t = request.t
    return says(t("I have the photo. Now please write the reason."), [_cancel(t)])


def asked(request: Request, session: SessionView, found: Leave, reached: int) -> Answer:
    t = request.t
    head = t("Your request for leave is sent.") if reached else t("Your request for leave is kept.")
    lines = [f"<b>{head}</b>", _about(t, session), t("Reason: {reason}").format(reason=safe(found.reason))]
    if reached:
        lines.append(t("The answer will come here."))
    else:
        lines.append(t("Nobody who decides can be reached here yet; they will see it when they sign in."))
    row = [choice(t("Take it back"), "leave_back", found.id)]
    if not found.photo:
        row.insert(0, choice(t("Add a photo"), "leave_photo", found.id))
    return says("\n".join(lines), row)


def _about(t: Speaker, session: SessionView) -> str:
    return f"{dates.period(t, session.period)}: {safe(session.title)}"


def send_photo(request: Request) -> Answer:
    return says(request.t("Please send the photo now."), [_cancel(request.t)])


def photo_added(request: Request) -> Answer:
    return says(request.t("The photo was passed on."))


def no_such(request: Request) -> Answer:
    return says(request.t("There is no such request for leave."), [choice(request.t("Menu"), "greeting")])


def withdrawn(request: Request) -> Answer:
    t = request.t
    text = t("Your request for leave is taken back.")
    return replace(says(text, edit=request.edits), toast=t("Saved"))


def for_decider(t: Speaker, session: SessionView, found: Leave, to: tuple[str, str]) -> Reply:
    """With [Accept] [Refuse], for one account."""
    lines = [_card(t, session, found), *([t("A photo follows.")] if found.photo else [])]
    return Reply("\n".join(lines), (_decide(t, found),), to=to, protect=True)


def photo_of(t: Speaker, found: Leave) -> str:
    return t("The photo with {name}'s request for leave").format(name=safe(found.name))


def no_photo(t: Speaker, found: Leave) -> str:
    text = t("The photo with {name}'s request could not be brought over. It stands in {platform}.")
    return text.format(name=safe(found.name), platform=safe((found.photo or {}).get("platform")))


def _card(t: Speaker, session: SessionView, found: Leave) -> str:
    head = t("<b>Asks for leave:</b> {name}, {unit}").format(name=safe(found.name), unit=safe(found.unit) or "–")
    lines = [head, _about(t, session), t("Reason: {reason}").format(reason=safe(found.reason))]
    return "\n".join(lines)


def _decide(t: Speaker, found: Leave) -> tuple[Choice, ...]:
    return (
        choice(t("Accept"), "leave_yes", found.id, style=Style.GOOD),
        choice(t("Refuse"), "leave_no", found.id, style=Style.DANGER),
    )


def decided(request: Request, session: SessionView, found: Leave, came: bool) -> Answer:
    """came: the teacher was there after all, so the mark stays."""
    t = request.t
    lines = [_card(t, session, found), _state(t, found)]
    if came:
        lines.append(t("The teacher is marked as there; that mark stays."))
    row = [choice(t("Undo"), "leave_undo", found.id)]
    if found.state is LeaveState.ACCEPTED or found.state is LeaveState.REFUSED:
        row.append(choice(t("Session"), "session", session.id))
    return replace(says("\n".join(lines), row, edit=request.edits, protect=True), toast=t("Saved"))


def _state(t: Speaker, found: Leave) -> str:
    said = t(STATES[found.state])
    text = f"→ <b>{said}</b>"
    if found.decider and found.decided_at:
        text += " – " + t("{name}, at {time}").format(name=safe(found.decider), time=dates.clock(t, found.decided_at))
    return text


def already_decided(request: Request, session: SessionView, found: Leave) -> Answer:
    t = request.t
    text = _card(t, session, found) + "\n" + _state(t, found)
    return replace(says(text, edit=request.edits, protect=True), toast=t("Somebody has decided already."))


def too_late(request: Request) -> Answer:
    t = request.t
    text = t("More than ten minutes have passed. Correct the mark in the session instead.")
    return says(text, [choice(t("Menu"), "greeting")])


def for_teacher(t: Speaker, session: SessionView, found: Leave, to: tuple[str, str]) -> Reply:
    heads = {
        LeaveState.ACCEPTED: t("✅ Your leave is accepted."),
        LeaveState.REFUSED: t("✗ Your leave is not accepted."),
        LeaveState.ASKED: t("The decision about your leave was taken back; a new one will come."),
    }
    lines = [f"<b>{heads[found.state]}</b>", _about(t, session)]
    if found.decider:
        lines.append(t("Decided by {name}.").format(name=safe(found.decider)))
    if found.state is LeaveState.ACCEPTED:
        lines.append(t("You get no more reminders of this session."))
    ask = [choice(t("Ask the organizers"), "human")] if found.state is LeaveState.REFUSED else []
    rows = (tuple(ask),) if ask else ()
    return Reply("\n".join(lines), rows, to=to)


def see(request: Request, session: SessionView, found: Leave, decides: bool) -> Answer:
    t = request.t
    lines = [_card(t, session, found), _state(t, found)]
    if found.photo:
        here = found.photo["platform"] == request.incoming.platform
        lines.append(t("A photo follows.") if here else t("A photo came with the request."))
    rows = [list(_decide(t, found))] if decides and found.state is LeaveState.ASKED else []
    back = [choice(t("Back"), "leaves", session.id)]
    return says("\n".join(lines), *rows, back, edit=request.edits, protect=True)


def listed(request: Request, found: Sequence[Leave], session_id: int | None) -> Answer:
    t = request.t
    back = [choice(t("Back"), "session", session_id)] if session_id is not None else [choice(t("Menu"), "greeting")]
    if not found:
        return says(t("No request for leave is waiting."), back, edit=request.edits)
    rows = [[choice(cut(f"{one.name} – {one.unit or '–'}"), "leave_see", one.id)] for one in found[:SHOWN]]
    text = t("<b>Requests for leave</b>: {n} waiting").format(n=len(found))
    return says(text, *rows, back, edit=request.edits, protect=True)
