"""What is said to somebody who checks in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.request import Request
from handlers.talk import Answer, Reply, choice, says
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from handlers.wording.lists import cut
from handlers.wording.teacher import day_row
from training.attendance import CLAIMS, MarkValue, Method, Refusal, Refused, Status
from training.calendar import SessionView
from training.checkin_rules import CheckinRules
from training.mailing import Lane
from training.people import Role


def nothing_now(request: Request, ahead: SessionView | None) -> Answer:
    t = request.t
    text = t("No session of yours can be checked in to right now.")
    if ahead:
        text += "\n" + t("Your next one: {when}.").format(when=dates.period(t, ahead.period))
    rows = [[choice(t("Next session"), "next_session"), choice(t("Ask the organizers"), "human")]]
    if any(grant.role is Role.TRAINER for grant in request.actor.grants):
        rows.insert(0, [choice(t("My sessions to teach"), "teaching")])
    if any(grant.role in (Role.ORGANIZER, Role.INSPECTOR, Role.ADMIN) for grant in request.actor.grants):
        rows.insert(0, [choice(t("Today's overview"), "overview")])
    return says(text, *rows)


def which(request: Request, candidates: Sequence[SessionView]) -> Answer:
    t = request.t
    rows = [[choice(_label(request, one), "checkin", one.id)] for one in candidates[:6]]
    return says(t("Which session are you in?"), *rows)


def _label(request: Request, session: SessionView) -> str:
    return cut(f"{dates.hours(request.t, session.period)} {session.title}", 40)


def checked_in(request: Request, session: SessionView, mark: MarkValue, checks_out: bool = False) -> Answer:
    """The same words for a repeat, since it is the same mark. checks_out: people say when they leave, too."""
    t = request.t
    lines = [f"<b>{receipt(t, mark)}</b>", safe(session.title), dates.period(t, session.period)]
    rows = ((choice(t("Check out"), "checkout", session.id),),) if checks_out and not _is_gone(mark) else ()
    return Answer((Reply("\n".join(lines), rows, lane=Lane.RECEIPT),), toast=t("Saved"))


def _is_gone(mark: MarkValue) -> bool:
    return mark.method is Method.CHECK_OUT


def receipt(t: Speaker, mark: MarkValue) -> str:
    if _is_gone(mark):
        return t("✅ Checked in, and checked out at {time}.").format(time=dates.clock(t, mark.at))
    if mark.method not in CLAIMS:
        return t("✅ You are marked as present.") if mark.status is Status.PRESENT else t("✅ You are marked as late.")
    done = (
        t("✅ Checked in at {time}: on time.") if mark.status is Status.PRESENT else t("✅ Checked in at {time}: late.")
    )
    return done.format(time=dates.clock(t, mark.at))


def refused(request: Request, session: SessionView, refusal: Refused, rules: CheckinRules | None = None) -> Answer:
    t = request.t
    shown = f"{why_not(t, refusal, rules)}\n{safe(session.title)}, {dates.period(t, session.period)}"
    again = [choice(t("Check in"), "checkin", session.id)] if refusal.code is Refusal.TOO_EARLY else []
    return replace(says(shown, again, day_row(request)), toast=None)


def why_not(t: Speaker, refusal: Refused, rules: CheckinRules | None = None) -> str:
    """One sentence. rules: of the session, to say by which ways it is checked in to."""
    at = dates.clock(t, refusal.at) if refusal.at else ""
    texts = {
        Refusal.TOO_EARLY: t("It is too early: check-in opens at {at}. Please try again then.").format(at=at),
        Refusal.CLOSED: t("Check-in closed at {at}. Please see the trainer, who can still mark you.").format(at=at),
        Refusal.NOT_OPENED: t("The trainer has not opened the check-in yet."),
        Refusal.NOT_ENROLLED: t("You are not on the list of this session. Please see the trainer."),
        Refusal.WRONG_CODE: t("That code is not right or has expired. Please type the one shown now."),
        Refusal.OTHER_WAY: _other_way(t, rules.methods if rules else frozenset()),
        Refusal.CANCELLED: t("This session was cancelled."),
        Refusal.MARKED_BY_TRAINER: t("The trainer has marked you already. Please see the trainer about it."),
        Refusal.NOT_TO_BE_ATTENDED: t("There is nothing to check in to: this is done alone and reported here."),
    }
    return texts.get(refusal.code, t("No session of yours can be checked in to right now."))


def _other_way(t: Speaker, methods: frozenset[Method]) -> str:
    if Method.CODE in methods and Method.QR in methods:
        return t("This session wants proof of being there: scan the QR code on the screen or type its number.")
    if Method.QR in methods:
        return t("This session wants proof of being there: please scan the QR code on the screen.")
    if Method.CODE in methods:
        return t("This session wants proof of being there: please type the number shown now.")
    return t("In this session the trainer calls the roll. Please see the trainer.")


def too_many_codes(request: Request) -> Answer:
    return says(request.t("Too many wrong codes. Please see the trainer, who can mark you on the list."))
