"""A small house to knock at."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import logs
from bot.clock import Clock
from storage.database import Database
from tests.bot.shell import Shell
from tests.bot.small_house import SmallHouse, opened


@pytest.fixture
async def house(sqlite_database: Database, clock: Clock) -> AsyncIterator[SmallHouse]:
    logs.set_up()
    async with opened(sqlite_database, clock) as made:
        yield made


@pytest.fixture
def shell(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Shell:
    monkeypatch.chdir(tmp_path)  # where there is no .env
    monkeypatch.setenv("TAPHUAN_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("TAPHUAN_NOW", "2022-12-01T08:00")
    monkeypatch.setenv("TAPHUAN_LANGUAGE", "vi")
    return Shell(capsys)
