"""What is said about the board and on it, and about how people check in to a session."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.request import Request
from handlers.talk import Answer, Choice, Style, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, lazy, safe
from handlers.wording.trainer import not_there
from training.attendance import CheckinWindow, Method
from training.calendar import SessionView
from training.checkin_rules import CheckinRules

__all__ = ["not_there"]
METHODS = {Method.BUTTON: lazy("Button"), Method.CODE: lazy("Number"), Method.QR: lazy("QR code")}
SWITCHES = {
    "challenge": lazy("Ask for screen number"),
    "names": lazy("Names on the board"),
    "direct": lazy("QR opens Telegram"),
    "checkout": lazy("Check out at the end"),
}
NUMBERS = {
    "step_seconds": lazy("Code changes: {n} s"),
    "opens_before": lazy("Opens {n} min before"),
    "late_after": lazy("Late after {n} min"),
    "closes_after": lazy("Closes after {n} min"),
}


def link(request: Request, session: SessionView, url: str) -> Answer:
    t = request.t
    lines = [
        f"<b>{t('Board for the projector')}</b>",
        _named(t, session),
        t("Whoever has this link sees this session's board and nothing else. Open it on the machine at the projector."),
    ]
    rows = [
        [Choice(t("Open the board"), url=url), Choice(t("Copy the link"), copy=url)],
        [choice(t("Back"), "session", session.id), _revoke(t, session)],
    ]
    return says("\n".join(lines), *rows, protect=True)


def _named(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def _revoke(t: Speaker, session: SessionView) -> Choice:
    return choice(t("Revoke the board"), "board_revoke", session.id, style=Style.DANGER)


def no_pages(request: Request, session: SessionView) -> Answer:
    t = request.t
    text = t("The board needs an address for our pages; the operator sets TAPHUAN_PUBLIC_URL.")
    return says(text, [choice(t("Back"), "session", session.id)])


def revoked(request: Request, session: SessionView, many: int) -> Answer:
    t = request.t
    text = t("Revoked: {n} links to the board of this session lead nowhere any more.").format(n=many)
    return says(f"{text}\n{_named(t, session)}", [choice(t("Back"), "session", session.id)], edit=request.edits)


def rules(request: Request, session: SessionView, now: CheckinRules, ahead: Mapping[str, int]) -> Answer:
    """Every setting is a button that shows how it stands and goes on to its next value."""
    t, number, stored = request.t, session.id, now.stored()
    lines = [f"<b>{t('How people check in')}</b>", _named(t, session), t("Tap a setting to change it."), _proof(t, now)]
    methods = [
        choice(_ticked(t(name), one in now.methods), "set_checkin", number, one, int(one not in now.methods))
        for one, name in METHODS.items()
    ]
    numbers = [
        choice(t(text).format(n=stored[name]), "set_checkin", number, name, ahead[name])
        for name, text in NUMBERS.items()
    ]
    switches = [
        [choice(_ticked(t(text), stored[name]), "set_checkin", number, name, ahead[name])]
        for name, text in SWITCHES.items()
    ]
    back = [choice(t("Back"), "session", number)]
    return says("\n".join(lines), methods, numbers[:2], numbers[2:], *switches, back, edit=request.edits)


def _ticked(text: str, on: bool) -> str:
    return f"{'☑' if on else '☐'} {text}"


def _proof(t: Speaker, rules: CheckinRules) -> str:
    if Method.BUTTON in rules.methods:
        return t("The button alone is enough: nobody proves to be in the room.")
    if rules.methods:
        return t("A code shown in the room is needed.")
    return t("Only your roll counts.")


def page(t: Speaker, session: SessionView) -> dict[str, str]:
    """What stands on the page, and what its script says."""
    return {
        "title": session.title,
        "when": dates.period(t, session.period),
        "course": session.course_title,
        "scan": t("Scan to check in"),
        "type": t("or type this number to the bot"),
        "type_only": t("Type this number to the bot"),
        "number": t("Number on the screen"),
        "present": t("Present"),
        "late": t("Late"),
        "expected": t("Expected"),
        "lately": t("Just arrived"),
        "seconds": t("seconds left"),
        "lost": t("Connection lost. The code may be out of date; trying again…"),
        "stale": t("This code is out of date"),
        "gone": t("This board was revoked or is over. Open a new one from the chat."),
        "before": t("Check-in opens at {at}"),
        "over": t("Check-in is closed"),
        "not_opened": t("Check-in is not open yet"),
        "cancelled": t("This session was cancelled"),
        "roll": t("The trainer calls the roll"),
        "theme": t("Light or dark"),
        "full": t("Full screen"),
        "names": t("Show names"),
        "direct": t("QR opens Telegram"),
        "keys": t("Keys: F full screen, D light or dark, N names"),
        "qr": t("QR code for checking in"),
        "no_script": t("This page needs JavaScript."),
    }


def opens(t: Speaker, window: CheckinWindow | None) -> str:
    """The hour at which a check-in opens."""
    return dates.clock(t, window.opens) if window else ""
