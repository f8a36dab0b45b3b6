"""How many messages are under way at once: few, and as many as a slow platform needs; in virtual time."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection
from telegram.error import RetryAfter

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.localchat.faults import Bucket, Limits, Meter, Window
from bot.pacing import Pacing
from bot.platforms.platform import SendFailed, Sent
from bot.rates import MOST_PLACES, places_needed
from bot.settings import Settings
from handlers.talk import Capabilities, Reply
from storage import mailings, outcomes
from storage.database import Database
from tests import gatherings
from tests.virtual_time import run
from training.mailing import MailingKind, Outcome
from training.plan import ZONE

START = datetime(2022, 12, 9, 10, 0, tzinfo=ZONE)
T = TypeVar("T")


@pytest.mark.parametrize(
    ("rate", "seconds", "least", "places"),
    [
        (30, 0.0, 3, 3),
        (30, 0.005, 3, 3),
        (30, 0.05, 3, 3),
        (30, 0.1, 3, 4),
        (30, 0.1, 1, 4),
        (30, 0.1, 6, 6),  # whoever sets more gets more
        (30, 0.5, 3, 17),
        (30, 60.0, 3, MOST_PLACES),
        (1000, 0.002, 3, 3),
        (1000, 0.03, 3, 34),
        (1000, 0.5, 100, 100),
    ],
)
def test_there_are_more_places_only_as_far_as_slowness_asks_for_it(
    rate: float, seconds: float, least: int, places: int
) -> None:
    assert places_needed(rate, seconds, least) == places


class Inline:
    """A real database whose units of work take no time of the event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, work: Callable[[Connection], T]) -> T:
        return self._database.write_now(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return self._database.read_now(work)


class Far:
    """A platform behind a pacer and a server that counts halfway; each half takes its own time."""

    name, capabilities = "telegram", Capabilities()

    def __init__(self, pacing: Pacing, limits: Limits | None, seconds: tuple[float, float]) -> None:
        self._pacing, self._limits, self._seconds = pacing, limits, seconds
        self._random = random.Random(3)
        self.at_once: list[int] = []
        self.arrived: list[float] = []
        self._now = 0

    async def send(self, address: str, reply: Reply) -> Sent:
        self._now += 1
        self.at_once.append(self._now)
        data, arguments = {"chat_id": address}, (address,)
        try:
            await self._pacing.process_request(self._call, arguments, {}, "sendMessage", data, reply.lane)
        except RetryAfter as error:
            raise SendFailed(Outcome.SLOW_DOWN, "429", timedelta(seconds=float(str(error.retry_after)))) from error
        finally:
            self._now -= 1
        return Sent("1")

    async def _call(self, address: str) -> None:
        await asyncio.sleep(self._random.uniform(*self._seconds) / 2)
        now = asyncio.get_running_loop().time()
        refusal = self._limits and self._limits.refusal(1, int(address), is_group=False, now=now)
        await asyncio.sleep(self._random.uniform(*self._seconds) / 2)
        if refusal:
            raise RetryAfter(refusal)
        self.arrived.append(now)

    def rate(self, after: int = 0) -> float:
        """Messages a second from the one with this number on."""
        return (len(self.arrived) - 1 - after) / (self.arrived[-1] - self.arrived[after])

    async def fetch(self, file_id: str, limit: int) -> bytes:
        raise SendFailed(Outcome.REFUSED, file_id)


def _notice(db: Connection, many: int) -> int:
    people = gatherings.people(db, many)
    return mailings.create(db, MailingKind.NOTICE, {"people": people}, {"text": "Họp"}, START, START)


def _broadcast(database: Database, rate: float, many: int, limits: Limits | None, seconds: tuple[float, float]) -> Far:
    """Tell everybody by the program's own dispatcher with its settings as they are."""
    notice = database.write_now(lambda db: _notice(db, many))

    async def play() -> Far:
        loop, pacing = asyncio.get_running_loop(), Pacing(rate)
        clock = Clock(wall=lambda: START.timestamp() + loop.time())
        platform, settings = Far(pacing, limits, seconds), Settings(_env_file=None)  # type: ignore[call-arg]
        inline: Any = Inline(database)
        dispatcher = Dispatcher(inline, {"telegram": platform}, clock, settings, {"telegram": pacing})
        running = asyncio.create_task(dispatcher.run())
        while len(platform.arrived) < many:  # noqa: ASYNC110  virtual time costs nothing
            await asyncio.sleep(0.5)
        await dispatcher.stop()
        await running
        return platform

    far = run(play())
    assert database.read_now(lambda db: outcomes.counts(db, notice)).sent == many
    return far


@pytest.mark.parametrize(
    ("meter", "share", "refusals"), [(Bucket, 0.98, 0), (Window, 0.93, 10)], ids=["bucket", "window"]
)
def test_a_broadcast_reaches_the_limits_rate_with_the_settings_as_they_are(
    sqlite_database: Database, meter: Callable[[int, float], Meter], share: float, refusals: int
) -> None:
    limits = Limits((30, 1.0), None, None, meter=meter)
    far = _broadcast(sqlite_database, 30, 300, limits, (0.06, 0.14))
    assert limits.refused <= refusals
    assert far.rate(after=60) / 30 >= share  # by then a strict window is found out
    assert 4 <= max(far.at_once) <= 6


def test_with_a_fast_platform_no_more_than_three_are_ever_under_way(sqlite_database: Database) -> None:
    far = _broadcast(sqlite_database, 30, 120, None, (0.002, 0.02))
    assert max(far.at_once) == 3
    assert far.rate() / 30 >= 0.98


def test_a_thousand_a_second_get_as_many_places_as_they_need(sqlite_database: Database) -> None:
    far = _broadcast(sqlite_database, 1000, 600, None, (0.02, 0.04))
    assert 20 <= max(far.at_once) <= MOST_PLACES
    assert far.rate() >= 500
