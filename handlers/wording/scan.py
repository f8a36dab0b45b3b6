"""What is said to somebody who scanned a code, in the chat and on our own page."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.request import Request
from handlers.talk import Answer, Choice, choice, says
from handlers.wording import dates
from handlers.wording.checkin import receipt, why_not
from handlers.wording.language import Speaker, safe
from handlers.wording.teacher import day_row
from storage.claims import Claimant
from training.attendance import MarkValue, Refusal, Refused
from training.calendar import SessionView


def bind_first(request: Request) -> Answer:
    """A scan by somebody unknown is no attendance: who says who it was?"""
    text = request.t("Before checking in I must know who you are. Once that is done, please scan the code again.")
    return says(text)


def consent_first(request: Request) -> Answer:
    return says(request.t("Please answer this first, and then scan the code again."))


def scan_again(t: Speaker) -> str:
    return t("This code has changed. Please scan again the one shown now.")


def forged(t: Speaker) -> str:
    return t("This is not a code of ours. Please scan the one on the screen.")


def expired(request: Request, session: SessionView) -> Answer:
    return says(f"{scan_again(request.t)}\n{_session(request.t, session)}")


def not_ours(request: Request) -> Answer:
    return says(forged(request.t), day_row(request))


def elsewhere(t: Speaker, session: SessionView, own: SessionView | None) -> str:
    """The code of a session that one is not on the list of."""
    text = t("This code belongs to another session: {session}. You are not on its list.")
    shown = text.format(session=_session(t, session))
    if own:
        shown += "\n" + t("Yours is: {session}.").format(session=_session(t, own))
    return shown


def not_listed(request: Request, session: SessionView, own: SessionView | None) -> Answer:
    return says(elsewhere(request.t, session, own), day_row(request))


def _session(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"


def which_number(request: Request, session: SessionView, numbers: Sequence[int]) -> Answer:
    t = request.t
    row: list[Choice] = [choice(str(number), "seen", session.id, number) for number in numbers]
    return says(f"<b>{number_asked(t)}</b>\n{_session(t, session)}", row)


def number_asked(t: Speaker) -> str:
    return t("Which number is on the screen now?")


def wrong_number(request: Request) -> Answer:
    return says(not_that_number(request.t), edit=request.edits)


def not_that_number(t: Speaker) -> str:
    return t("That is not the number on the screen. Please scan the code again.")


def refusal(t: Speaker, who: Claimant, refused: Refused, own: SessionView | None) -> str:
    """For the page: one sentence, or two."""
    if refused.code is Refusal.NOT_ENROLLED:
        return elsewhere(t, who.facts.view, own)
    return why_not(t, refused, who.facts.rules)


def web_link(request: Request, url: str | None) -> Answer:
    t = request.t
    if url is None:
        return says(t("Our pages cannot be reached from outside here; please check in in this chat."))
    text = t("Open this link in your browser within ten minutes; it works once and only for you.")
    return says(text, [Choice(t("Sign in there"), url=url)], [Choice(t("Copy the link"), copy=url)], protect=True)


def page(t: Speaker) -> dict[str, str]:
    """What the pages themselves say."""
    return {
        "title": t("Check-in"),
        "number": t("Number for this session"),
        "number_hint": t("Send it to the bot in Zalo, or in any chat with it, within {n} seconds."),
        "telegram": t("Open Telegram"),
        "telegram_hint": t("Checks you in as soon as the chat opens."),
        "here": t("Check in here"),
        "as": t("You are signed in as {name}."),
        "not_me": t("Not you? Sign out"),
        "sign_in": t("To check in on this page, get a link for signing in: write /web to the bot."),
        "over": t("Too late for this code: scan again the one on the screen."),
        "login": t("Sign in"),
        "login_as": t("Sign in on this device as {name}?"),
        "login_hint": t("Do this on your own phone only. It lasts seven days."),
        "login_over": t("This link has been used or is over. Write /web to the bot for a new one."),
        "logged_in": t("You are signed in as {name}. Now scan the code on the screen with your camera."),
        "logged_out": t("You are signed out."),
    }


def when(t: Speaker, session: SessionView) -> str:
    return dates.period(t, session.period)


def done(t: Speaker, mark: MarkValue) -> str:
    return receipt(t, mark)
