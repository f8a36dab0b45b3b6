"""The example data behind the web chat: imported into an empty database, on a clock that stands in its time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.settings import Settings
from storage import people
from storage.database import Database
from training.plan import ZONE

log = structlog.get_logger()
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
REHEARSAL = datetime(2022, 12, 9, 18, 58, tzinfo=ZONE)  # two minutes before the evening reminder of plan A
FIRST_ACCOUNT = 1000  # account numbers of the local chat: 1000 + the person's id

PLANS = ("a-hai-phong-ngoai-khoa-2022", "b-*", "c-*", "d-*", "e-*")
ROSTERS = (("people/plan-a.csv", "HP-NK-2022"), ("people/plan-e.csv", None))


async def prepare(database: Database, settings: Settings, clock: Clock) -> Clock:
    """Fill an empty database; the clock to run on (the rehearsal one unless the settings name a time)."""
    if not await database.read(people.has_people):
        log.info("empty database: importing the example plans and people")
        await database.write(lambda db: load(db, clock.now() if settings.now else REHEARSAL))
    example = await database.read(_is_example)
    return Clock(REHEARSAL, settings.speed) if example and settings.now is None else clock
