"""A world with its server running, and a plain python-telegram-bot client for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.localchat.people import Person
from bot.localchat.standalone import serving
from bot.localchat.world import World

NOON = datetime(2022, 12, 9, 5, 0, tzinfo=UTC)


@dataclass
class Time:
    """Real seconds that pass only when a test says so."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def world(time: Time) -> World:
    return World(clock=lambda: NOON, monotonic=time, first_id=1)


@pytest.fixture
def lan(world: World) -> Person:
    return world.person("1001", name="Lan", phone="+84900000001", language="vi", username="co_lan")


@pytest.fixture
def minh(world: World) -> Person:
    return world.person("1002", name="Minh", phone="+84900000002", language="vi")


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serving(world) as address:
        yield address


def client(world: World, url: str, token: str | None = None) -> Bot:
    # Two transports a bot, each reading all certificates of the machine unless told not to: slow in so many tests.
    plain = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    return Bot(
        token or world.bot.token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=plain[0],
        get_updates_request=plain[1],
    )


@pytest.fixture
async def ptb(world: World, url: str) -> AsyncIterator[Bot]:
    """python-telegram-bot as it is, with its own transport."""
    async with client(world, url) as bot:
        yield bot


NO_CHROMIUM = "no Chromium at /usr/bin/chromium: apt install chromium"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    if any(NO_CHROMIUM in reason for reason in skipped):
        terminalreporter.section("WEB CHAT NOT TESTED IN A BROWSER", red=True, bold=True)
        terminalreporter.write_line(NO_CHROMIUM, red=True)
