"""The server in a process of its own, as benchmarks run it."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot


@pytest.fixture
async def address() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.localchat", "--token", "1:a", "--print-url", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    yield (await process.stdout.readline()).decode().strip()
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def echo(bot: Bot) -> None:
    """The smallest bot there is."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset, timeout=5):
            offset = update.update_id + 1
            assert update.message and update.message.text
            await bot.send_message(update.message.chat_id, update.message.text)


async def test_a_benchmark_lets_people_write_and_counts_the_answers(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as control, Bot("1:a", base_url=f"{address}/bot") as bot:
        assert (await control.post("/world/people", json={"first": 1001, "count": 5})).json() == 5
        answering = asyncio.create_task(echo(bot))
        rush = {"messages": 20, "text": "điểm danh"}
        outcome = (await control.post("/world/rush", json=rush)).json()
        assert (outcome["said"], outcome["answered"]) == (20, 20)
        assert 0 < outcome["p50"] <= outcome["p99"] <= outcome["seconds"]
        await control.post("/world/limits", json={"overall": [1, 60], "meter": "window"})
        await bot.send_message(1001, "một")
        counts = (await control.get("/world/counts")).json()
        assert (counts["accepted"], counts["people"]) == (21, 5)
        assert len((await control.get("/world/accepted", params={"since": 20})).json()) == 1
        answering.cancel()
