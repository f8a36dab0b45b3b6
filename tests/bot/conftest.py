"""A small house to knock at."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import logs
from bot.clock import Clock
from storage.database import Database
from tests.bot.small_house import SmallHouse, opened


@pytest.fixture
async def house(sqlite_database: Database, clock: Clock) -> AsyncIterator[SmallHouse]:
    logs.set_up()
    async with opened(sqlite_database, clock) as made:
        yield made
