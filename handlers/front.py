"""The front desk: who is it, what do they want, which handler. One unit of work per message."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from handlers import binding, organizer_files, privacy
from handlers.dialogues import DIALOGUES
from handlers.request import House, Request, Way
from handlers.talk import Answer, Incoming, intent_of
from handlers.ways import COMMANDS, WAYS, by_label
from handlers.wording import front as words
from handlers.wording.language import speaker
from storage import accounts, desks, talks
from storage.accounts import AccountRow
from training.intents import Intent
from training.people import Thing, may
from training.reading import questions

TOO_LONG = 4096


def handle(db: Connection, incoming: Incoming, now: datetime, house: House) -> Answer:
    """Answer one message. Nothing here raises for what people do; what raises is our own mistake."""
    account = _account(db, incoming, now)
    if incoming.blocked is not None:
        accounts.set_reachable(db, incoming.platform, incoming.address, not incoming.blocked)
        return Answer()
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
        return binding.by_link(request)
    if incoming.payload is not None:
        return _pressed(request)
    if request.actor.person_id is None:
        return binding.guest(request)
    if not request.actor.consented:
        return _without_consent(request)
    return _typed(request)


def _pressed(request: Request) -> Answer:
    intent = intent_of(request.incoming.payload or "")
    way = WAYS.get(intent.name)
    if way is None:
        return words.stale(request.t)
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
    """Only what needs no consent is open: language, own data, and consent itself."""
    command = COMMANDS.get(request.incoming.command or "")
    if command and not WAYS[command].action:
        return WAYS[command].handler(request)
    return privacy.ask_consent(request)


def _typed(request: Request) -> Answer:
    incoming = request.incoming
    if incoming.command:
        return _command(request)
    draft = talks.draft_of(request.db, request.account.id, request.now)
    label = by_label(incoming.text or "")
    if draft and not label:
        return _in_dialogue(request, draft)
    if incoming.file:
        return organizer_files.received(request)
    if label:
        talks.drop_draft(request.db, request.account.id)
        return _take(request.with_intent(Intent(label)), WAYS[label])
    if not (incoming.text or "").strip():
        return words.nothing_to_read(request)
    return _asked(request)


def _command(request: Request) -> Answer:
    name = COMMANDS.get(request.incoming.command or "", "help")
    talks.drop_draft(request.db, request.account.id)
    return _take(request.with_intent(Intent(name)), WAYS[name])


def _in_dialogue(request: Request, draft: talks.Draft) -> Answer:
    text = (request.incoming.text or "").strip()
    if text and len(text) < 20 and questions.read(text, request.now).name == "cancel":
        talks.drop_draft(request.db, request.account.id)
        return words.given_up(request)
    return DIALOGUES[draft.kind](request, draft)


def _asked(request: Request) -> Answer:
    """Free text: one answer for each question in it."""
    text = (request.incoming.text or "")[:TOO_LONG]
    previous = talks.topic_of(request.db, request.account.id, request.now)
    intents = questions.read_all(text, request.now, topics=_topics(request), previous=previous)
    answer = Answer()
    for intent in _few(intents):
        answer += _read(request.with_intent(intent))
    return answer


def _few(intents: list[Intent]) -> Iterator[Intent]:
    """At most three different questions of one message."""
    seen: list[Intent] = []
    for intent in intents:
        if intent not in seen and len(seen) < 3:
            seen.append(intent)
            yield intent


def _read(request: Request) -> Answer:
    intent = request.intent
    if intent.unsure and intent.unsure in WAYS:
        return words.which_one(request, intent.name, intent.unsure)
    if intent.name not in ("out_of_scope", "thanks", "greeting", "cancel", "help"):
        talks.remember_topic(request.db, request.account.id, intent, request.now)
    return _take(request, WAYS[intent.name])


def _topics(request: Request) -> tuple[str, ...]:
    return desks.topics_of(request.db, request.person)
