"""The program as a process, killed with SIGKILL in the middle of a notice, against the local Bot API server."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.localchat.standalone import serving
from bot.localchat.world import World
from bot.platforms.telegram import Telegram
from bot.settings import Settings
from storage import mailings, outcomes, schema
from storage.database import Database
from tests import gatherings
from training.mailing import Counts, MailingKind
from training.plan import ZONE

PEOPLE, KILLS, N = 120, 3, 3
NOW = datetime(2022, 12, 9, 9, 0, tzinfo=ZONE)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    found = World(clock=lambda: NOW)
    found.faults.delay = (0.005, 0.04)  # so that there is always something in flight
    yield found


def _notice(db: Connection) -> int:
    people = gatherings.people(db, PEOPLE)
    return mailings.create(db, MailingKind.NOTICE, {"people": people}, {"text": "Họp lúc 8h"}, NOW, NOW)


def _in_flight(database: Database) -> int:
    query = select(func.count()).where(schema.delivery.c.state == "sending")
    return database.read_now(lambda db: int(db.scalar(query) or 0))


async def _until(world: World, many: int) -> None:
    async with asyncio.timeout(20):
        while len(world.accepted) < many:
            await world.bell.wait()


def _environment(world: World, api: str, url: str) -> Mapping[str, str]:
    return os.environ | {
        "TAPHUAN_TELEGRAM_TOKEN": world.bot.token,
        "TAPHUAN_TELEGRAM_API_URL": api,
        "TAPHUAN_DATABASE_URL": url,
        "TAPHUAN_WEB_LISTEN": "127.0.0.1:0",
        "TAPHUAN_NOW": NOW.isoformat(),
        "TAPHUAN_SEND_RATE": "100",  # faster than Telegram grants for nothing: the test is to be short
    }


async def _run_until(world: World, many: int, environment: Mapping[str, str]) -> None:
    """Start the program and kill it when so many messages have arrived in all."""
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stdout=quiet, stderr=quiet
    )
    try:
        await _until(world, many)
    finally:
        process.kill()
        await process.wait()


async def _finish(database: Database, world: World, api: str) -> None:
    """A last start, a minute later: what was in doubt has settled."""
    telegram = Telegram(world.bot.token, api)
    await telegram.start()
    clock = Clock(NOW + timedelta(minutes=1), speed=0)
    dispatcher = Dispatcher(database, {"telegram": telegram}, clock, Settings(_env_file=None))  # type: ignore[call-arg]
    running = asyncio.create_task(dispatcher.run())
    await dispatcher.idle()
    clock.set(clock.now() + timedelta(minutes=1))
    await dispatcher.idle()
    await dispatcher.stop()
    await running
    await telegram.stop()


@pytest.mark.timeout(90)
async def test_kill_9_in_the_middle_of_a_notice_loses_nobody_and_sends_few_twice(
    world: World, sqlite_database: Database, sqlite_url: str
) -> None:
    notice = sqlite_database.write_now(_notice)
    addresses = sqlite_database.read_now(lambda db: list(db.scalars(select(schema.account.c.address))))
    for address in addresses:
        world.person(int(address))
    chance, doubt = random.Random(), 0
    async with serving(world) as api:
        environment = _environment(world, api, sqlite_url)
        for number in range(KILLS):
            await _run_until(world, 30 * number + chance.randint(5, 30), environment)
            in_flight = _in_flight(sqlite_database)
            assert in_flight <= N + 5  # 22 ms on average at 100 a second, and what a busy machine adds
            doubt += in_flight
            counts = sqlite_database.read_now(lambda db: outcomes.counts(db, notice))
            assert counts.recipients == PEOPLE == counts.waiting + counts.sent + counts.unknown
        await _finish(sqlite_database, world, api)
    got = Counter(str(one.chat_id) for one in world.accepted)
    assert set(got) == set(addresses)  # nobody is left out
    assert sum(got.values()) - PEOPLE <= doubt
    counts = sqlite_database.read_now(lambda db: outcomes.counts(db, notice))
    assert counts == Counts(recipients=PEOPLE, sent=PEOPLE - counts.unknown, unknown=counts.unknown)
