"""An organizer writes to people: audience, text, preview, confirm; 30 seconds in which it can be taken back."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import mailing_desk, recipients, scheduled
from handlers.mailing_things import mailing_for, things_of
from handlers.recipients import Chosen
from handlers.request import Request, Way
from handlers.talk import Answer, Errand, Reply
from handlers.wording import notices as words
from handlers.wording.language import safe, speaker
from handlers.wording.notices import Outlook
from storage import accounts, audiences, audit, desks, mailings, overviews, people, talks
from storage.accounts import AccountRow
from storage.deliveries import Part
from storage.mailings import MailingRow
from storage.talks import Draft
from training.mailing import Lane, MailingKind, MailingState
from training.moving import moment_in
from training.people import Action
from training.reading.vietnamese import fold

NOTICE = "notice"
WRITE, PREVIEW, LATER, WITHOUT = "write", "preview", "later", "without"  # what the next typed message is
TAKE_BACK = timedelta(seconds=30)
SAME_WITHIN = timedelta(minutes=10)
FARTHEST = timedelta(days=366)


def begin(request: Request) -> Answer:
    """An audience was chosen: `notice_to|reference…`; now the text."""
    one = recipients.chosen(request, request.intent.args)
    if one is None:
        return words.no_such_audience(request)
    _save(request, {"to": list(one.ref), "step": WRITE})
    many = audiences.audience_count(request.db, one.audience, request.now).total
    return words.write(request, one.about, many)


def _save(request: Request, data: dict[str, Any]) -> None:
    talks.save_draft(request.db, request.account.id, NOTICE, data, request.now)


def written(request: Request, draft: Draft) -> Answer:
    """A message while a notice is being made: its text, when to send it, or whom to leave out."""
    step = draft.data["step"]
    if step == LATER:
        return _put_off(request, draft)
    if step == WITHOUT:
        return _leave_out(request, draft)
    if step == PREVIEW:
        return words.decide_first(request) + _preview(request, draft.data)
    body = _body(request)
    if body is None:
        return words.write_again(request)
    return _show(request, {**draft.data, "body": body})


def _body(request: Request) -> dict[str, Any] | None:
    """The organizer's own message, to be copied as it is; its words for where that is impossible."""
    incoming = request.incoming
    text = (incoming.text or "").strip()
    if incoming.message is None or not (text or incoming.file):
        return None
    original = {"platform": incoming.platform, "address": incoming.address, "message": incoming.message}
    same = f"{fold(text)}|{incoming.file.name if incoming.file else ''}|{incoming.file.size if incoming.file else 0}"
    return {
        "copy": original,
        "text": safe(text) or words.only_a_file(request.t),
        "ack": True,
        "digest": hashlib.sha256(same.encode()).hexdigest()[:16],
    }


def _show(request: Request, data: Mapping[str, Any]) -> Answer:
    """The preview, and a draft whose key only its own buttons carry."""
    fresh = {**data, "step": PREVIEW, "key": secrets.token_hex(4)}
    _save(request, fresh)
    return _preview(request, fresh)


def _preview(request: Request, data: Mapping[str, Any]) -> Answer:
    one = _chosen(request, data)
    if one is None:
        return words.no_such_audience(request)
    seen = _as_received(data["body"], request)
    return Answer((seen,)) + words.preview(request, one.about, _outlook(request, one, data), data["key"])


def _chosen(request: Request, data: Mapping[str, Any]) -> Chosen | None:
    """The audience without those left out."""
    one = recipients.chosen(request, data["to"])
    if one is None or not data.get("without"):
        return one
    return replace(one, audience={**one.audience, "exclude": list(data["without"])})


def _as_received(body: Mapping[str, Any], request: Request, desk: AccountRow | None = None) -> Reply:
    """The notice as its readers get it, in the chat of whoever is to judge it."""
    part = Part(0, 0, MailingKind.NOTICE, 0, 0, request.now, None, None, None, None, dict(body))
    t = speaker(desk.language) if desk else request.t
    seen = scheduled.notice(part, desk.platform if desk else request.incoming.platform, t)
    return replace(seen, lane=Lane.ANSWER, to=(desk.platform, desk.address) if desk else None)


def _outlook(request: Request, one: Chosen, data: Mapping[str, Any]) -> Outlook:
    reach = audiences.audience_count(request.db, one.audience, request.now)
    due, hushed = _due(request, data)
    return Outlook(
        reach=reach,
        at=due if hushed or data.get("due") else None,
        hushed=hushed,
        needs_approval=reach.total > request.house.approval_above,
        left_out=len(data.get("without", ())),
    )


def _due(request: Request, data: Mapping[str, Any]) -> tuple[datetime, bool]:
    """When it goes out at the earliest, and whether the night has put it off."""
    wanted = datetime.fromisoformat(data["due"]) if data.get("due") else request.now
    due = max(wanted, request.now + TAKE_BACK)
    over = request.house.quiet.over(due)
    return over, over != due


def _ready(request: Request) -> dict[str, Any] | None:
    """The draft that a preview's button belongs to: an older preview's buttons are no good."""
    draft = talks.talk_of(request.db, request.account.id, request.now).draft
    if draft is None or draft.kind != NOTICE or "body" not in draft.data:
        return None
    return draft.data if draft.data.get("key") == (request.intent.args or ("",))[0] else None


def rewrite(request: Request) -> Answer:
    """`notice_rewrite|key`."""
    data = _ready(request)
    if data is None:
        return words.outdated(request)
    _save(request, {**data, "step": WRITE})
    return words.write_anew(request)


def later(request: Request) -> Answer:
    """`notice_later|key`: ask when."""
    data = _ready(request)
    if data is None:
        return words.outdated(request)
    _save(request, {**data, "step": LATER})
    return words.when(request)


def _put_off(request: Request, draft: Draft) -> Answer:
    moment = moment_in(request.incoming.text or "", request.now)
    if moment is None:
        return words.when_again(request)
    if not request.now < moment < request.now + FARTHEST:
        return words.not_ahead(request, moment)
    return _show(request, {**draft.data, "due": moment.isoformat()})


def without(request: Request) -> Answer:
    """`notice_without|key`: ask whom to leave out."""
    data = _ready(request)
    if data is None:
        return words.outdated(request)
    _save(request, {**data, "step": WITHOUT})
    return words.whom_not(request)


def _leave_out(request: Request, draft: Draft) -> Answer:
    """People whose whole name stands in the message; only of those who would get it."""
    one = recipients.chosen(request, draft.data["to"])
    if one is None:
        return words.no_such_audience(request)
    said = re.sub(r"[,;.:()]", " ", (request.incoming.text or "")[:1000])
    named = people.people_named_in(request.db, said, None)
    reached = overviews.members(request.db, one.audience, [person.id for person in named], request.now)
    if not reached:
        return words.nobody_named(request)
    return _show(request, {**draft.data, "without": sorted({*draft.data.get("without", ()), *reached})})


def unreached(request: Request) -> Answer:
    """Who is on no channel, as .xlsx: `notice_unreached|key`."""
    data = _ready(request)
    one = _chosen(request, data) if data else None
    if one is None:
        return words.outdated(request)
    who, after = f"person:{request.person}", {"audience": one.audience}
    audit.note(request.db, request.now, who, "export_unreached", "people", after=after)
    return Answer(toast=words.preparing(request), errands=(Errand("unreached_file", (one.audience,)),))


def send(request: Request) -> Answer:
    """`notice_send|key`, `notice_send|key|again` when the same was sent minutes ago."""
    data = _ready(request)
    one = _chosen(request, data) if data else None
    if data is None or one is None:
        return words.outdated(request)
    outlook = _outlook(request, one, data)
    if not outlook.reach.total:
        return words.nobody(request)
    if request.intent.args[1:] != ("again",) and (before := _same(request, one, data["body"])):
        return words.same_again(request, before, data["key"])
    talks.drop_draft(request.db, request.account.id)
    number = _create(request, one, data, outlook)
    if outlook.needs_approval:
        return _ask_approval(request, number, outlook)
    return words.planned(request, number, outlook.reach.total, _due(request, data)[0])


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
        _due(request, data)[0],
        request.now,
        state=MailingState.DRAFT if outlook.needs_approval else MailingState.PLANNED,
        course_id=one.course_id,
        created_by=request.person,
        watcher=_watcher(request),
    )
    after = {"audience": one.audience, "people": outlook.reach.total}
    audit.note(request.db, request.now, f"person:{request.person}", "send_notice", f"mailing:{number}", after=after)
    return number


def _watcher(request: Request) -> dict[str, str] | None:
    incoming = request.incoming
    if incoming.message is None:
        return None
    where = {"platform": incoming.platform, "address": incoming.address, "message": incoming.message}
    return {**where, "language": request.t.language}


def _ask_approval(request: Request, number: int, outlook: Outlook) -> Answer:
    """The notice goes to a second organizer, who sees it as its readers would."""
    one = mailings.mailing_by_id(request.db, number)
    assert one
    asked = _approvers(request, one)
    answer = words.waits_for_approval(request, number, outlook.reach.total, len(asked))
    for desk in asked:
        seen = _as_received(one.body, request, desk)
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
    due, _ = _due(request, {"due": one.due_at.isoformat() if one.due_at else None})
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
    return _show(request, {"to": ["m", str(one.id)], "body": body})


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
    "notice_rewrite": Way(rewrite),
    "notice_later": Way(later),
    "notice_without": Way(without),
    "notice_unreached": Way(unreached),
    "notice_send": Way(send),
    "notice_approve": Way(approve),
    "notice_refuse": Way(refuse),
    "mailing_nag": Way(nag),
    **mailing_desk.WAYS,
}
DIALOGUES = {NOTICE: written}
