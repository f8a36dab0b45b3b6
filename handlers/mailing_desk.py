"""Mailings under way and afterwards: progress, pause, stop, results, who received and who acknowledged."""

from __future__ import annotations

from dataclasses import replace

from handlers import scopes
from handlers.mailing_things import allowed, mailing_for
from handlers.request import Request, Way
from handlers.talk import Answer, Errand
from handlers.wording import front as front_words
from handlers.wording import mailing_desk as words
from handlers.wording import mailings as mailing_words
from storage import audit, due, mailings, outcomes
from storage.mailings import MailingRow
from training.mailing import DeliveryState, MailingKind, MailingState
from training.people import Action

SHOWN = (MailingKind.NOTICE, MailingKind.CHANGE)
LATEST = 60  # mailings looked through, of oneself and of everybody
UNDER_WAY = (MailingState.RUNNING, MailingState.PAUSED)


def no_such(request: Request) -> Answer:
    return words.no_such(request)


def mailing_list(request: Request) -> Answer:
    """Notices and changes within reach, the newest first: `mailings|page`."""
    if not scopes.anywhere(request, Action.SEE_DELIVERIES):
        return front_words.not_yours(request.t)
    mine = mailings.latest(request.db, SHOWN, created_by=request.person, limit=LATEST)
    others = mailings.latest(request.db, SHOWN, limit=LATEST)
    found = {one.id: one for one in (*mine, *others) if allowed(request, Action.SEE_DELIVERIES, one)}
    newest = [found[number] for number in sorted(found, reverse=True)]
    return words.mailing_list(request, newest, request.number(), scopes.anywhere(request, Action.SEND_NOTICE))


def mailing(request: Request) -> Answer:
    """How one stands: `mailing|id`."""
    one = mailing_for(request, Action.SEE_DELIVERIES)
    return _shown(request, one) if one else no_such(request)


def _shown(request: Request, one: MailingRow) -> Answer:
    counts = outcomes.counts(request.db, one.id)
    organizes = allowed(request, Action.STOP_NOTICE, one)
    if one.state in UNDER_WAY:
        progress = mailing_words.progress(request.t, one.id, counts, one.state, 0.0, words.title(request.t, one))
        return Answer((replace(progress, edit=request.edits, choices=progress.choices if organizes else ()),))
    come = outcomes.reachable_now(request.db, one.id) if organizes and counts.unreachable else 0
    return words.mailing(request, one, counts, organizes, come)


def pause(request: Request) -> Answer:
    """`mailing_pause|id`."""
    one = mailing_for(request, Action.STOP_NOTICE)
    if one is None:
        return no_such(request)
    mailings.pause(request.db, one.id)
    return _changed(request, one, "pause_notice")


def resume(request: Request) -> Answer:
    """Go on, also with what a jump of the clock has held back: `mailing_resume|id`."""
    one = mailing_for(request, Action.STOP_NOTICE)
    if one is None:
        return no_such(request)
    if not mailings.resume(request.db, one.id, request.now):
        due.release(request.db, one.id)
    return _changed(request, one, "resume_notice")


def stop(request: Request) -> Answer:
    """Take it back, or stop the rest: `mailing_stop|id`."""
    one = mailing_for(request, Action.STOP_NOTICE)
    if one is None:
        return no_such(request)
    if not mailings.stop(request.db, one.id, request.now, reason="stopped"):
        return words.too_late(request, one.id)
    return _changed(request, one, "stop_notice")


def retry(request: Request) -> Answer:
    """Once more to those it failed for, `mailing_retry|id`; `…|unknown`: to those of whom nobody knows whether they got
    it; `…|unreachable`: to those who have come onto a channel since."""
    one = mailing_for(request, Action.SEND_NOTICE)
    which = AGAIN.get((*request.intent.args, "", "")[1])
    if one is None or which is None:
        return no_such(request)
    many = mailings.retry_failed(request.db, one.id, request.now, [which])
    return replace(_changed(request, one, "retry_notice"), toast=words.again(request, many))


AGAIN = {"": DeliveryState.FAILED, "unknown": DeliveryState.UNKNOWN, "unreachable": DeliveryState.UNREACHABLE}


def _changed(request: Request, one: MailingRow, action: str) -> Answer:
    """Written into the log when anything came of it, and shown as it is now."""
    after = mailings.mailing_by_id(request.db, one.id)
    assert after
    if after.state is not one.state:
        who = f"person:{request.person}"
        states = {"state": one.state.value}, {"state": after.state.value}
        audit.note(request.db, request.now, who, action, f"mailing:{one.id}", *states)
    return _shown(request, after)


def received_list(request: Request) -> Answer:
    """Everybody with what became of their message, as .xlsx: `mailing_list|id`."""
    one = mailing_for(request, Action.EXPORT_DELIVERIES)
    if one is None:
        return no_such(request)
    audit.note(request.db, request.now, f"person:{request.person}", "export_deliveries", f"mailing:{one.id}")
    return Answer(toast=words.preparing(request), errands=(Errand("mailing_file", (one.id,)),))


def unacknowledged(request: Request) -> Answer:
    """Who did not press “received”, by unit, with phones: `mailing_open|id|page`."""
    one = mailing_for(request, Action.SEE_DELIVERIES)
    if one is None:
        return no_such(request)
    rows = outcomes.recipients(request.db, one.id, acknowledged=False)
    audit.note(request.db, request.now, f"person:{request.person}", "list_unacknowledged", f"mailing:{one.id}")
    organizes = allowed(request, Action.SEND_NOTICE, one)
    return words.unacknowledged(request, one.id, rows, request.number(1), organizes, one.kind is MailingKind.NOTICE)


def acknowledge(request: Request) -> Answer:
    """The reader's “received”, `ack|mailing`: recorded once, nothing is edited."""
    number = request.number()
    if number == 0:
        return words.only_a_preview(request)
    if number is None or not outcomes.acknowledge(request.db, number, request.person, request.now):
        return words.not_addressed(request)
    return words.acknowledged(request)


WAYS = {
    "mailings": Way(mailing_list),
    "mailing": Way(mailing),
    "mailing_pause": Way(pause),
    "mailing_resume": Way(resume),
    "mailing_stop": Way(stop),
    "mailing_retry": Way(retry),
    "mailing_list": Way(received_list),
    "mailing_open": Way(unacknowledged),
    "ack": Way(acknowledge, Action.ACKNOWLEDGE),
}
