"""Leave: a teacher asks, before or after; the session's trainers and organizers decide with a tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import structlog

from handlers.request import Request, Way
from handlers.talk import Answer, Copy, Errand, File, Reply
from handlers.things import looked, session_for, session_thing
from handlers.wording import leave as words
from handlers.wording.language import Speaker, speaker
from storage import attendance, audit, desks, leaves, sessions, talks
from storage.accounts import AccountRow
from storage.leaves import Leave, LeaveState
from storage.sessions import SessionFacts
from storage.talks import Draft
from training import calendar
from training.attendance import Method, Refused, current, undo
from training.calendar import SessionView
from training.leave import excusable, excused, reason_in
from training.people import Action, Thing

if TYPE_CHECKING:
    from handlers.errands import Bench, Runner

log = structlog.get_logger()
REASON, PHOTO, SAID = "leave", "leave_photo", "leave_said"
LONGEST = 500  # characters of a reason
SHOWN = 6
CODE = 4  # digits of a check-in code
LARGEST = 20 << 20  # bytes of a photo


def leave_request(request: Request) -> Answer:
    """Ask to be excused: which session, then why. Sessions ahead first, then those just past."""
    ahead, past = _own(request)
    if when := request.intent.when:
        ahead, past = (
            list(calendar.within(some, when.first, when.last, request.intent.part)) for some in (ahead, past)
        )
    if not ahead and not past:
        return words.none_to_ask(request)
    if reason := reason_in(request.incoming.text or ""):
        talks.save_draft(request.db, request.account.id, SAID, {"reason": reason[:LONGEST]}, request.now)
    else:
        talks.drop_draft(request.db, request.account.id, (SAID,))
    return words.which(request, ahead[:SHOWN], past[: SHOWN // 2])


def _own(request: Request) -> tuple[list[SessionView], list[SessionView]]:
    own = sessions.sessions_of(request.db, request.person)
    return excusable(own, attendance.current_marks_of(request.db, request.person), request.now)


def leave_for(request: Request) -> Answer:
    """A session was chosen; now the reason, unless it was said already: `leave_for|session`."""
    wanted = request.number()
    found = next((one for some in _own(request) for one in some if one.id == wanted), None)
    if found is None:
        return words.none_to_ask(request)
    draft = talks.draft_of(request.db, request.account.id, request.now)
    if draft and draft.kind == SAID:
        facts = sessions.session_facts(request.db, found.id)
        assert facts
        return _ask(request, facts, draft.data["reason"])
    talks.save_draft(request.db, request.account.id, REASON, {"session": found.id}, request.now)
    return words.why(request, found)


def written_reason(request: Request, draft: Draft) -> Answer | None:
    """The reason, a photo with or without it; asked as soon as there is a reason."""
    reason = (request.incoming.text or "").strip()[:LONGEST]
    if len(reason) == CODE and reason.isascii() and reason.isdigit():
        return None  # somebody in the hall types the code on the screen
    photo = _photo(request) or draft.data.get("photo")
    facts = sessions.session_facts(request.db, draft.data["session"])
    if facts is None:
        return words.none_to_ask(request)
    if not reason:
        talks.save_draft(request.db, request.account.id, REASON, {**draft.data, "photo": photo}, request.now)
        return words.why_besides(request) if photo else words.why(request, facts.view)
    return _ask(request, facts, reason, photo)


def _ask(request: Request, facts: SessionFacts, reason: str, photo: dict[str, Any] | None = None) -> Answer:
    talks.drop_draft(request.db, request.account.id)
    number = leaves.ask(request.db, request.person, facts.view.id, reason, request.now, photo)
    found = leaves.leave_by_id(request.db, number)
    assert found
    desks_told = _deciders(request, facts)
    return words.asked(request, facts.view, found, len(desks_told)) + _tell_deciders(facts, found, desks_told)


def _photo(request: Request) -> dict[str, Any] | None:
    """Where the picture stands in the chat: it is shown from there and kept nowhere else."""
    sent = request.incoming
    if sent.file is None or sent.message is None:
        return None
    stands = {"platform": sent.platform, "address": sent.address, "message": sent.message}
    return {**stands, "file": sent.file.id, "name": sent.file.name, "picture": sent.file.kind == "photo"}


def add_photo(request: Request) -> Answer:
    """`leave_photo|leave`: the next thing sent is the photo."""
    found = _mine(request)
    if found is None or found.state is not LeaveState.ASKED:
        return words.no_such(request)
    talks.save_draft(request.db, request.account.id, PHOTO, {"leave": found.id}, request.now)
    return words.send_photo(request)


def sent_photo(request: Request, draft: Draft) -> Answer:
    photo = _photo(request)
    found = leaves.leave_by_id(request.db, draft.data["leave"])
    facts = sessions.session_facts(request.db, found.session_id) if found else None
    if photo is None or found is None or facts is None:
        return words.send_photo(request)
    talks.drop_draft(request.db, request.account.id)
    leaves.add_photo(request.db, found.id, photo)
    fresh = leaves.leave_by_id(request.db, found.id)
    assert fresh
    return words.photo_added(request) + _tell_deciders(facts, fresh, _deciders(request, facts))


def withdraw(request: Request) -> Answer:
    """`leave_back|leave`: the teacher takes it back while nothing is decided."""
    found = _mine(request)
    if found is None or not leaves.decide(request.db, found.id, LeaveState.WITHDRAWN, request.person, request.now):
        return words.no_such(request)
    return words.withdrawn(request)


def _mine(request: Request) -> Leave | None:
    found = leaves.leave_by_id(request.db, request.number() or 0)
    return found if found and found.person_id == request.person else None


def _deciders(request: Request, facts: SessionFacts) -> list[AccountRow]:
    """Reachable accounts of the session's trainers and of the nearest organizers; never the one who asks."""
    trainers = sessions.staff_of(request.db, facts.view.id)
    found = [desks.reachable_account(request.db, one) for one in trainers if one != request.person]
    thing = session_thing(request, facts)
    found += desks.organizers_for(request.db, thing.unit_path, but=request.person)
    return list({one.id: one for one in found if one}.values())


def _tell_deciders(facts: SessionFacts, found: Leave, told: list[AccountRow]) -> Answer:
    """Copied where the photo's platform is theirs; brought over to all others, as an errand."""
    replies: list[Reply] = []
    elsewhere = []
    for desk in told:
        to = (desk.platform, desk.address)
        replies.append(words.for_decider(speaker(desk.language), facts.view, found, to))
        if copied := _copied(found, to):
            replies.append(copied)
        elif found.photo:
            elsewhere.append([*to, desk.language])
    errands = (Errand("leave_photo", (found.id, elsewhere)),) if elsewhere else ()
    return Answer(tuple(replies), errands=errands)


def _copied(found: Leave, to: tuple[str, str]) -> Reply | None:
    """The photo, from where it stands; None when there is none, or on another platform only."""
    if found.photo is None or found.photo["platform"] != to[0]:
        return None
    return Reply(copy=Copy(found.photo["address"], found.photo["message"]), to=to, protect=True)


async def bring_photo(bench: Bench, errand: Errand, _account: AccountRow, _t: Speaker) -> Answer:
    """(leave, [[platform, address, language] …]): the photo that was just sent, to those who are on other platforms."""
    number, whom = errand.args
    found = await bench.database.read(lambda db: leaves.leave_by_id(db, number))
    if found is None or found.photo is None:
        return Answer()
    try:
        content = await bench.fetch(found.photo["file"], LARGEST)
    except Exception as error:  # whatever a platform calls it: the request itself stands, and they are told
        log.warning("a photo could not be brought over", leave=number, reason=type(error).__name__)
        return Answer(tuple(Reply(words.no_photo(speaker(one), found), to=(at, to)) for at, to, one in whom))
    file = File(found.photo["name"], content, picture=found.photo["picture"])
    return Answer(
        tuple(Reply(words.photo_of(speaker(one), found), file=file, to=(at, to), protect=True) for at, to, one in whom)
    )


def accept(request: Request) -> Answer:
    """`leave_yes|leave`."""
    return _decide(request, LeaveState.ACCEPTED)


def refuse(request: Request) -> Answer:
    """`leave_no|leave`."""
    return _decide(request, LeaveState.REFUSED)


def _decide(request: Request, state: LeaveState) -> Answer:
    found, facts = _to_decide(request)
    if found is None or facts is None:
        return words.no_such(request)
    if not leaves.decide(request.db, found.id, state, request.person, request.now):
        return words.already_decided(request, facts.view, found)
    came = False
    if state is LeaveState.ACCEPTED:
        already = current(attendance.marks_of(request.db, facts.view.id, found.person_id))
        mark = excused(already, request.person, request.now, found.reason)
        came = mark is None
        if mark:
            attendance.append_mark(request.db, facts.view.id, found.person_id, mark)
    _log(request, f"leave_{state}", found)
    fresh = leaves.leave_by_id(request.db, found.id)
    assert fresh
    return words.decided(request, facts.view, fresh, came) + _tell_teacher(request, facts, fresh)


def _to_decide(request: Request, action: Action = Action.DECIDE_LEAVE) -> tuple[Leave | None, SessionFacts | None]:
    """A leave that the person may decide, which is never their own."""
    found = leaves.leave_by_id(request.db, request.number() or 0)
    facts = sessions.session_facts(request.db, found.session_id) if found else None
    if found is None or facts is None or not request.may(action, _thing(request, facts, found)):
        return None, None
    return found, facts


def _thing(request: Request, facts: SessionFacts, found: Leave) -> Thing:
    about = session_thing(request, facts)
    return Thing(about.unit_path, about.session_id, found.person_id)


def _log(request: Request, action: str, found: Leave) -> None:
    what = {"person": found.person_id, "session": found.session_id}
    audit.note(request.db, request.now, f"person:{request.person}", action, f"leave:{found.id}", after=what)


def _tell_teacher(request: Request, facts: SessionFacts, found: Leave) -> Answer:
    mine = desks.reachable_account(request.db, found.person_id)
    if mine is None:
        return Answer()
    return Answer((words.for_teacher(speaker(mine.language), facts.view, found, (mine.platform, mine.address)),))


def take_back(request: Request) -> Answer:
    """`leave_undo|leave`: within ten minutes a decision is taken back, with the mark that it made."""
    found, facts = _to_decide(request)
    if found is None or facts is None or found.decided_at is None or found.state is LeaveState.WITHDRAWN:
        return words.no_such(request)
    if request.now > found.decided_at + words.UNDO:
        return words.too_late(request)
    marks = attendance.marks_of(request.db, facts.view.id, found.person_id)
    if marks and marks[-1].method is Method.LEAVE:
        back = undo(marks, request.now, by_person=request.person)
        if not isinstance(back, Refused):
            attendance.append_mark(request.db, facts.view.id, found.person_id, back)
    leaves.reopen(request.db, found.id)
    _log(request, "leave_undo", found)
    fresh = leaves.leave_by_id(request.db, found.id)
    assert fresh
    return words.see(request, facts.view, fresh, True) + _tell_teacher(request, facts, fresh)


def see(request: Request) -> Answer:
    """One leave with what can be done: `leave_see|leave`."""
    found, facts = _to_decide(request, Action.SEE_LEAVE)
    if found is None or facts is None:
        return words.no_such(request)
    decides = request.may(Action.DECIDE_LEAVE, _thing(request, facts, found))
    copied = _copied(found, (request.incoming.platform, request.incoming.address))
    return words.see(request, facts.view, found, decides) + Answer((copied,) if copied else ())


def listed(request: Request) -> Answer:
    """Leaves not yet decided, of one session (`leaves|session`) or of all within reach (`leaves`)."""
    if request.number() is not None:
        facts = session_for(request, Action.SEE_LEAVE)
        found = leaves.asked_in(request.db, [facts.view.id]) if facts else []
        if facts:
            looked(request, facts.view.id, "see_leaves", people=len(found))
        return words.listed(request, found, facts.view.id if facts else None)
    within = [
        facts.view.id
        for facts in sessions.facts_of(request.db, leaves.sessions_asked(request.db))
        if request.may(Action.SEE_LEAVE, session_thing(request, facts))
    ]
    found = leaves.asked_in(request.db, within)
    for session_id in within:
        looked(request, session_id, "see_leaves", people=sum(one.session_id == session_id for one in found))
    return words.listed(request, found, None)


WAYS = {
    "leave_request": Way(leave_request, Action.ASK_LEAVE),
    "leave_for": Way(leave_for, Action.ASK_LEAVE),
    "leave_photo": Way(add_photo, Action.ASK_LEAVE),
    "leave_back": Way(withdraw, Action.ASK_LEAVE),
    "leave_yes": Way(accept),
    "leave_no": Way(refuse),
    "leave_undo": Way(take_back),
    "leave_see": Way(see),
    "leaves": Way(listed),
}
DIALOGUES: dict[str, Callable[[Request, Draft], Answer | None]] = {REASON: written_reason, PHOTO: sent_photo}
RUNNERS: Mapping[str, Runner] = {"leave_photo": bring_photo}
