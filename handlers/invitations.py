"""Invitation cards: new codes for those of some units who are on no channel yet."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from files.cards import Card
from handlers.binding import LINK_PREFIX
from storage import accounts, audit, desks, invitations, people


def cards(db: Connection, unit_ids: Collection[int], who: str, bot_name: str | None, now: datetime) -> list[Card]:
    """A card each, by unit and name, for files.cards.cards_pdf. Earlier unused codes of these people stop working.

    bot_name: on Telegram; without one the QR holds the code alone. who: as in audit.note.
    """
    members = people.members_of(db, unit_ids)
    reached = accounts.reached(db, [number for number, _, _ in members])
    waiting = [member for member in members if member[0] not in reached]
    codes = dict(invitations.invite(db, [number for number, _, _ in waiting], now))
    audit.note(db, now, who, "invite", f"people:{len(waiting)}", after={"people": list(codes)})
    return [_card(name, unit, codes[number], bot_name) for number, name, unit in waiting]


def card(db: Connection, person_id: int, who: str, bot_name: str | None, now: datetime) -> list[Card]:
    """As `cards`, for one person; empty when an account reaches them or nobody is known by this id."""
    person = people.person_by_id(db, person_id)
    if person is None or accounts.reached(db, [person_id]):
        return []
    [(_, code)] = invitations.invite(db, [person_id], now)
    audit.note(db, now, who, "invite_one", f"person:{person_id}")
    return [_card(person.name, desks.named(db, person_id)[1] or "", code, bot_name)]


def _card(name: str, unit: str, code: str, bot_name: str | None) -> Card:
    link = f"https://t.me/{bot_name}?start={LINK_PREFIX}{code}" if bot_name else code
    return Card(name, unit, link, f"LK {code}")
