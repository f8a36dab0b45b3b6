"""`python -m bot ask`: what the bot would answer a person, through the same front desk; nothing is stored."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers import front
from handlers.request import House
from handlers.talk import Answer, Incoming, Reply
from storage import accounts, people
from storage.database import Database

PLATFORM = "ask"


class NoSuchPerson(Exception):
    """Carries the code."""


class _TakenBack(Exception):
    """Ends the unit of work and carries its answer out. No frozen dataclass: a traceback is set on what is raised."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def ask(database: Database, text: str, code: str, now: datetime, operator: str) -> dict[str, Any]:
    """The answer as plain data. Raises NoSuchPerson."""
    try:
        database.write_now(lambda db: _answer(db, text, code, now, House(operator)))
    except _TakenBack as result:  # whatever the handler wrote is rolled back with it
        return {"person": code, "text": text, "replies": [_plain(reply) for reply in result.answer.replies]}
    raise AssertionError("the unit of work always ends by taking itself back")


def _answer(db: Connection, text: str, code: str, now: datetime, house: House) -> None:
    person = people.person_by_code(db, code)
    if person is None:
        raise NoSuchPerson(code)
    account = accounts.open_account(db, PLATFORM, f"ask-{person.id}", now)
    accounts.bind(db, account.id, person.id, "setting", now)
    accounts.give_consent(db, account.id, now)
    incoming = Incoming(PLATFORM, account.address, account.address, text=text)
    if text.startswith("/"):
        command, _, argument = text[1:].partition(" ")
        incoming = Incoming(PLATFORM, account.address, account.address, text=text, command=command, argument=argument)
    raise _TakenBack(front.handle(db, incoming, now, house))


def _plain(reply: Reply) -> dict[str, Any]:
    """A reply without markup, with its choices."""
    return {
        "text": without_markup(reply.text),
        "choices": [
            {"label": one.label, "payload": one.payload, "url": one.url} for row in reply.choices for one in row
        ],
        "place": reply.place.name if reply.place else None,
        "file": reply.file.name if reply.file else None,
        "to": list(reply.to) if reply.to else None,
    }


def without_markup(text: str) -> str:
    """Our HTML as plain text."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))
