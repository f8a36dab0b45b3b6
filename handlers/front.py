"""The front desk: who is it, what do they want, which handler. One unit of work per message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from handlers import binding, organizer_files, people_desk, person_corrections, privacy, roll_lists, scan, signals
from handlers.dialogues import BESIDE_QUESTIONS, DIALOGUES, SHORT, gives_up
from handlers.request import House, Request, Way
from handlers.talk import Answer, Incoming, intent_of
from handlers.ways import COMMANDS, WAYS, by_label, wish
from handlers.wording import front as words
from handlers.wording.language import speaker
from storage import accounts, talks
from storage.accounts import AccountRow
from storage.talks import Draft, Talk
from training.intents import Intent
from training.people import Role, Thing, may
from training.reading import questions
from training.tokens import PREFIX

TOO_LONG = 4096
DESK = frozenset((Role.ADMIN, Role.ORGANIZER, Role.INSPECTOR))
ONE_MESSAGE = frozenset(SHORT)
BESIDE = frozenset(("cancel", "ack"))  # buttons that leave such a dialogue as it is


def handle(db: Connection, incoming: Incoming, now: datetime, house: House) -> Answer:
    """Answer one message. Nothing here raises for what people do; what raises is our own mistake."""
    account = _account(db, incoming, now)
    if incoming.blocked is not None:
        accounts.set_reachable(db, incoming.platform, incoming.address, not incoming.blocked)
        return Answer()
    if incoming.private and not account.reachable:  # whoever writes can be written to
        accounts.set_reachable(db, incoming.platform, incoming.address, True)
    request = Request(
        db=db,
        now=now,
        incoming=incoming,
        account=account,
        actor=accounts.actor_of(db, account, house.admins),
        t=speaker(account.language or incoming.language),
        house=house,
        intent=Intent("greeting"),
    )
    if not incoming.private:
        return words.in_private(request) if incoming.command else Answer()
    return Answer() if incoming.edited else _answer(request)


def _account(db: Connection, incoming: Incoming, now: datetime) -> AccountRow:
    found = accounts.account_at(db, incoming.platform, incoming.address)
    return found or accounts.open_account(db, incoming.platform, incoming.address, now, shown_name=incoming.shown_name)


def _answer(request: Request) -> Answer:
    incoming = request.incoming
    if incoming.contact:
        return binding.by_contact(request)
    if incoming.command == "start" and incoming.argument:
        is_scan = incoming.argument.startswith(PREFIX)
        return scan.by_link(request) if is_scan else binding.by_link(request)
    if incoming.payload is not None:
        return _pressed(request)
    if request.actor.person_id is None:
        return _guest(request)
    if not request.actor.consented:
        return _without_consent(request)
    return _typed(request)


def _guest(request: Request) -> Answer:
    """Language and help are open to everybody; all else shows the ways in."""
    way = WAYS.get(COMMANDS.get(request.incoming.command or "", ""))
    return way.handler(request) if way and way.for_guests else binding.guest(request)


def _pressed(request: Request) -> Answer:
    intent = intent_of(request.incoming.payload or "")
    way = WAYS.get(intent.name)
    if way is None:
        return words.stale(request.t)
    if intent.name not in BESIDE:  # gone on to something else: what is typed next is no question any more
        talks.drop_draft(request.db, request.account.id, ONE_MESSAGE)
    return _take(request.with_intent(intent), way)


def _take(request: Request, way: Way) -> Answer:
    """Through the door, if the person may at all; what the ids name is asked again by the handler."""
    if request.actor.person_id is None and not way.for_guests:
        return binding.guest(request)
    own = Thing(owner_id=request.actor.person_id)
    if way.action and not may(request.actor, way.action, own):
        return privacy.ask_consent(request) if not request.actor.consented else words.not_yours(request.t)
    return way.handler(request)


def _without_consent(request: Request) -> Answer:
    """Only what needs no consent is open: language, help, consent itself, own data and what is wrong in them."""
    if request.incoming.command:
        return _command(request)
    draft = talks.draft_of(request.db, request.account.id, request.now)
    correcting = draft and draft.kind == person_corrections.MINE and _in_dialogue(request, draft)
    return correcting or privacy.ask_consent(request)


def _typed(request: Request) -> Answer:
    incoming = request.incoming
    if incoming.command:
        return _command(request)
    if label := by_label(incoming.text or ""):
        talks.drop_draft(request.db, request.account.id)
        return _take(request.with_intent(Intent(label)), WAYS[label])
    talk = talks.talk_of(request.db, request.account.id, request.now)
    if talk.draft and talk.draft.kind in DIALOGUES and (answer := _in_dialogue(request, talk.draft)):
        return answer
    if incoming.file:
        return organizer_files.received(request)
    if incoming.location:
        return signals.sent_location(request)
    if not (incoming.text or "").strip():
        return words.nothing_to_read(request)
    return roll_lists.typed(request) or people_desk.typed(request) or _wished(request) or _asked(request, talk)


def _wished(request: Request) -> Answer | None:
    """An organizer's wish in words; None for everybody else and everything else."""
    staff = any(grant.role in DESK for grant in request.actor.grants)
    name = wish(request.incoming.text or "") if staff else None
    return _take(request.with_intent(Intent(name)), WAYS[name]) if name else None


def _command(request: Request) -> Answer:
    name = COMMANDS.get(request.incoming.command or "", "help")
    if name != "cancel":
        talks.drop_draft(request.db, request.account.id)
    return _take(request.with_intent(Intent(name)), WAYS[name])


def _in_dialogue(request: Request, draft: Draft) -> Answer | None:
    """None: what was written means something else, and the dialogue waits."""
    text = (request.incoming.text or "").strip()
    if draft.kind in BESIDE_QUESTIONS and (answer := DIALOGUES[draft.kind](request, draft)):
        return answer  # "huỷ buổi 4" is an edit there
    if gives_up(draft.kind, text, request.now):
        talks.drop_draft(request.db, request.account.id)
        return words.given_up(request)
    return None if draft.kind in BESIDE_QUESTIONS else DIALOGUES[draft.kind](request, draft)


def _asked(request: Request, talk: Talk) -> Answer:
    """Free text: one answer for each question in it."""
    text = (request.incoming.text or "")[:TOO_LONG]
    intents = questions.read_all(text, request.now, topics=talk.titles, previous=talk.topic)
    answer = Answer()
    for intent in _few(intents):
        answer += _read(request.with_intent(_own_days(intent, talk.topic)))
    if topics := [intent for intent in intents if _is_topic(intent)]:
        talks.remember_topic(request.db, request.account.id, topics[-1], request.now, talk)
    return answer


def _own_days(intent: Intent, before: Intent | None) -> Intent:
    """Who asks for what comes next or is owed asks for all of it, whatever days were spoken of before."""
    whole = intent.name in ("next_session", "deadline")
    carried = before is not None and whole and before.name != intent.name and intent.when == before.when
    return replace(intent, when=None, part=None) if carried else intent


def _few(intents: list[Intent]) -> Iterator[Intent]:
    """At most three different questions of one message."""
    seen: list[Intent] = []
    for intent in intents:
        if intent not in seen and len(seen) < 3:
            seen.append(intent)
            yield intent


def _is_topic(intent: Intent) -> bool:
    """Whether a follow-up may lean on it."""
    return not intent.unsure and intent.name not in ("out_of_scope", "thanks", "greeting", "cancel", "help", "human")


def _read(request: Request) -> Answer:
    intent = request.intent
    if intent.unsure and words.can_be_offered(request.t, intent):
        return words.which_one(request, intent)
    return _take(request, WAYS[intent.name])
