"""An organizer writes to people: audience, text, preview, confirm; 30 seconds in which it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers import mailing_desk, recipients
from handlers import notice_drafts as drafts
from handlers import notice_steps as steps
from handlers.mailing_things import mailing_for, things_of, watcher_of
from handlers.recipients import Chosen
from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import notices as words
from handlers.wording.language import speaker
from handlers.wording.notices import Outlook
from storage import accounts, audiences, audit, desks, mailings, talks
from storage.accounts import AccountRow
from storage.mailings import MailingRow
from storage.talks import Draft
from training.mailing import MailingKind, MailingState
from training.people import Action

SAME_WITHIN = timedelta(minutes=10)


def begin(request: Request) -> Answer:
    """An audience was chosen: `notice_to|reference…`; now the text."""
    one = recipients.chosen(request, request.intent.args)
    if one is None:
        return words.no_such_audience(request)
    drafts.save(request, {"to": list(one.ref), "step": drafts.WRITE})
    many = audiences.audience_count(request.db, one.audience, request.now).total
    return words.write(request, one.about, many)


def written(request: Request, draft: Draft) -> Answer:
    """A message while a notice is being made: its text, when to send it, or whom to leave out."""
    ways = {drafts.LATER: steps.put_off, drafts.WITHOUT: steps.leave_out, drafts.TRANSLATE: steps.translated}
    if way := ways.get(draft.data["step"]):
        return way(request, draft)
    if draft.data["step"] == drafts.PREVIEW:
        return words.decide_first(request) + drafts.preview(request, draft.data)
    body = steps.body_of(request)
    if body is None:
        return words.write_again(request)
    return drafts.show(request, {**draft.data, "body": body})


def send(request: Request) -> Answer:
    """`notice_send|key`, `notice_send|key|again` when the same was sent minutes ago."""
    data = drafts.ready(request)
    one = drafts.chosen(request, data) if data else None
    if data is None or one is None:
        return words.outdated(request)
    outlook = drafts.outlook_of(request, one, data)
    if not outlook.reach.total:
        return words.nobody(request)
    if request.intent.args[1:] != ("again",) and (before := _same(request, one, data["body"])):
        return words.same_again(request, before, data["key"])
    talks.drop_draft(request.db, request.account.id)
    number = _create(request, one, data, outlook)
    if outlook.needs_approval:
        return _ask_approval(request, number, outlook)
    return words.planned(request, number, outlook.reach.total, drafts.due_of(request, data)[0])


def _same(request: Request, one: Chosen, body: Mapping[str, Any]) -> MailingRow | None:
    """A notice of the last minutes with the same words for the same people; a copied message has another id each time,
    so the words are compared by their digest."""
    since = request.now - SAME_WITHIN
    over = (MailingState.DRAFT, MailingState.STOPPED)
    recent = mailings.latest(request.db, [MailingKind.NOTICE], limit=50)
    fresh = (before for before in recent if before.created_at >= since and before.state not in over)
    alike = (before for before in fresh if before.body.get("digest") == body["digest"])
    return next((before for before in alike if before.audience == one.audience), None)


def _create(request: Request, one: Chosen, data: Mapping[str, Any], outlook: Outlook) -> int:
    number = mailings.create(
        request.db,
        MailingKind.NOTICE,
        one.audience,
        {**data["body"], "about": one.about},
        drafts.due_of(request, data)[0],
        request.now,
        state=MailingState.DRAFT if outlook.needs_approval else MailingState.PLANNED,
        course_id=one.course_id,
        created_by=request.person,
        watcher=watcher_of(request),
    )
    after = {"audience": one.audience, "people": outlook.reach.total}
    audit.note(request.db, request.now, f"person:{request.person}", "send_notice", f"mailing:{number}", after=after)
    return number


def _ask_approval(request: Request, number: int, outlook: Outlook) -> Answer:
    """The notice goes to a second organizer, who sees it as its readers would."""
    one = mailings.mailing_by_id(request.db, number)
    assert one
    asked = _approvers(request, one)
    answer = words.waits_for_approval(request, number, outlook.reach.total, len(asked))
    for desk in asked:
        seen = drafts.as_received(one.body, request, speaker(desk.language).language, desk)
        answer += Answer((seen, words.approve_this(desk, one, outlook.reach.total, request.account.name)))
    return answer


def _approvers(request: Request, one: MailingRow) -> list[AccountRow]:
    """Other organizers, nearest unit first; admins where there is none."""
    for unit_id in (unit_id for thing in things_of(request, one) for unit_id in thing.unit_path):
        others = [desk for desk in desks.organizers_for(request.db, [unit_id]) if desk.person_id != request.person]
        if others:
            return others
    admins = (accounts.account_at(request.db, *address) for address in request.house.admins)
    return [desk for desk in admins if desk and desk.person_id not in (None, request.person)]


def approve(request: Request) -> Answer:
    """A second organizer says yes: `notice_approve|id`."""
    one = mailing_for(request, Action.APPROVE_NOTICE)
    if one is None:
        return mailing_desk.no_such(request)
    due, _ = drafts.due_of(request, {"due": one.due_at.isoformat() if one.due_at else None})
    if not mailings.move(request.db, one.id, (MailingState.DRAFT,), MailingState.PLANNED, due_at=due):
        return words.decided_before(request)
    audit.note(request.db, request.now, f"person:{request.person}", "approve_notice", f"mailing:{one.id}")
    return words.approved(request, due) + _tell_author(request, one, due)


def refuse(request: Request) -> Answer:
    """`notice_refuse|id`."""
    one = mailing_for(request, Action.APPROVE_NOTICE)
    if one is None:
        return mailing_desk.no_such(request)
    if one.state is not MailingState.DRAFT or not mailings.stop(request.db, one.id, request.now, reason="refused"):
        return words.decided_before(request)
    audit.note(request.db, request.now, f"person:{request.person}", "refuse_notice", f"mailing:{one.id}")
    return words.refused(request) + _tell_author(request, one, None)


def _tell_author(request: Request, one: MailingRow, due: datetime | None) -> Answer:
    """due None: it was refused."""
    known = accounts.accounts_of(request.db, one.created_by) if one.created_by else []
    desk = next((desk for desk in known if desk.reachable), None)
    return Answer((words.decision_for(desk, one, due, request.account.name),)) if desk else Answer()


def nag(request: Request) -> Answer:
    """The same message once more, to those who did not press “received”: `mailing_nag|id`."""
    one = mailing_for(request, Action.SEND_NOTICE)
    if one is None or one.kind is not MailingKind.NOTICE:
        return mailing_desk.no_such(request)
    body = {name: value for name, value in one.body.items() if name != "about"}
    return drafts.show(request, {"to": ["m", str(one.id)], "body": body})


def kinds(request: Request) -> Answer:
    talks.drop_draft(request.db, request.account.id)
    return recipients.kinds(request)


WAYS = {
    "notice": Way(kinds),
    "notice_courses": Way(recipients.courses),
    "notice_course": Way(recipients.of_course),
    "notice_sessions": Way(recipients.by_attendance),
    "notice_units": Way(recipients.in_units),
    "notice_groups": Way(recipients.in_groups),
    "notice_roles": Way(recipients.in_roles),
    "notice_to": Way(begin),
    "notice_send": Way(send),
    "notice_approve": Way(approve),
    "notice_refuse": Way(refuse),
    "mailing_nag": Way(nag),
    **steps.WAYS,
    **mailing_desk.WAYS,
}
DIALOGUES = {drafts.NOTICE: written}
