"""The program that runs keeps its database to itself, whatever becomes of the connection that holds it."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from bot import holding
from bot.clock import Clock
from bot.run import _until_stopped
from storage.instance import DatabaseInUse, only_instance
from tests.bot.test_app import started
from tests.postgres import Server


def _break_all(server: Server, url: str) -> None:
    name = make_url(url).database
    server.administer(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")


@pytest.mark.postgres
async def test_a_program_whose_connections_broke_is_alone_again_or_stops_for_who_was_quicker(
    postgres_server: Server, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.wiped_database()
    monkeypatch.setattr(holding, "EVERY", 0.05)
    async with started(clock, url) as app, asyncio.timeout(10):
        with capture_logs() as logged:
            _break_all(postgres_server, url)
            while not any("taken again" in line["event"] for line in logged):  # noqa: ASYNC110  the log has no bell
                await asyncio.sleep(0.02)
        with pytest.raises(DatabaseInUse), only_instance(url):
            pass
        monkeypatch.setattr(holding, "EVERY", 0.5)
        await asyncio.sleep(0.1)
        _break_all(postgres_server, url)
        with only_instance(url), pytest.raises(DatabaseInUse):
            await _until_stopped(app)
