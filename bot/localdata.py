"""The example data behind the web chat: imported into an empty database, on a clock that stands in its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import Connection, exists, select

from bot.clock import Clock
from bot.localchat.page import PersonCard
from bot.localchat.world import World
from bot.settings import Settings
from handlers import imports
from handlers.imports import Importer, Source
from storage import people, schema
from storage.database import Database
from training.people import Role
from training.plan import ZONE
from training.reminders import QuietHours

log = structlog.get_logger()
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REHEARSAL = datetime(2022, 12, 9, 18, 58, tzinfo=ZONE)  # two minutes before the evening reminder of plan A
FIRST_ACCOUNT = 1000  # account numbers of the local chat: 1000 + the person's id
ROSTERS = (
    ("people/plan-a.csv", "HP-NK-2022"),
    ("people/plan-e.csv", "DH-BD-2022"),
    ("clash/roster.csv", "CUM-TA-2022"),
)
MARK = "example_data"  # the setting that says whose data this is
ADMIN = Importer("example")


async def prepare(database: Database, settings: Settings, clock: Clock) -> Clock:
    """Fill an empty database; the clock to run on (the rehearsal one unless the settings name a time)."""
    if not await database.read(people.has_people):
        log.info("empty database: importing the example plans and people")
        start = clock.now() if settings.now else REHEARSAL
        await database.write(lambda db: load(db, start, settings.quiet_hours))
    example = await database.read(_is_example)
    return Clock(REHEARSAL, settings.speed) if example and settings.now is None else clock


def load(db: Connection, now: datetime, quiet: QuietHours) -> None:
    """Units, the five plans, the invented people of A and E, and one clash."""
    units = EXAMPLES / "units.yaml"
    imports.import_units(db, imports.load_units(units), Source.of(units), ADMIN, now)
    for path in [*sorted((EXAMPLES / "plans").glob("*.yaml")), EXAMPLES / "clash" / "plan.yaml"]:
        imports.import_plan(db, imports.load_plan(path), Source.of(path), ADMIN, now, quiet=quiet)
    for name, course in ROSTERS:
        book = imports.unit_book(db, ADMIN)
        loaded = imports.load_people(EXAMPLES / name, book, now.date())
        imports.import_roster(db, loaded, course, ADMIN, now)
    db.execute(schema.setting.insert().values(name=MARK, value=True))


def _is_example(db: Connection) -> bool:
    return bool(db.execute(select(exists().where(schema.setting.c.name == MARK))).scalar())


def cards(database: Database) -> list[PersonCard]:
    """Whom one can be in the web chat: all staff and the first teachers of each unit, by role and code."""
    return database.read_now(_cards)


def _cards(db: Connection) -> list[PersonCard]:
    table, grants = schema.person, schema.grant
    staffed = {row.person_id: row.role for row in db.execute(select(grants.c.person_id, grants.c.role))}
    trainers = set(db.execute(select(schema.staff.c.person_id).distinct()).scalars())
    rows = db.execute(
        select(table.c.id, table.c.code, table.c.name, table.c.phone, table.c.unit_id)
        .where(table.c.erased_at.is_(None))
        .order_by(table.c.id)  # as they were brought in: plan A first
        .limit(2000)
    ).all()
    found = [_card(row, _role(row.id, staffed, trainers)) for row in rows]
    teachers = _few_per_unit((card, row.unit_id) for card, row in zip(found, rows, strict=True))
    return [card for card in found if card.role != "teacher"] + teachers


def _role(person_id: int, staffed: dict[int, str], trainers: set[int]) -> str:
    if staffed.get(person_id) in (Role.ADMIN, Role.ORGANIZER, Role.INSPECTOR):
        return "organizer"
    return "trainer" if person_id in trainers else "teacher"


def _card(row: Any, role: str) -> PersonCard:
    return PersonCard(row.code, row.name, role, FIRST_ACCOUNT + row.id, row.phone)


def _few_per_unit(cards: Iterable[tuple[PersonCard, int | None]]) -> list[PersonCard]:
    """Two of a unit, so that schools differ and the list stays short."""
    seen: dict[int | None, int] = {}
    kept = []
    for card, unit in cards:
        if card.role == "teacher" and seen.get(unit, 0) < 2:
            seen[unit] = seen.get(unit, 0) + 1
            kept.append(card)
    return kept[:60]


def move_in(world: World, database: Database) -> None:
    """Give everybody who has a phone an account in the local chat's world; bound ones are known there at once."""
    for card in cards(database):
        world.person(card.chat_id, name=card.name, phone=card.phone, language="vi", opened=False)
