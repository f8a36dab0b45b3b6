"""Everything opens in order and closes in reverse; a start that fails names its step and leaves nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, select

from bot.app import App, StartFailed, running
from bot.clock import Clock
from bot.localchat.faults import Fault
from bot.localchat.standalone import serving
from bot.localchat.world import World
from bot.settings import Settings
from bot.web.serving import PortTaken
from storage import inbox, schema
from storage.database import Database
from storage.instance import DatabaseInUse, only_instance


def settings_for(url: str, **more: Any) -> Settings:
    return Settings(_env_file=None, database_url=url, **{"web_listen": "127.0.0.1:0", "telegram_token": None, **more})  # type: ignore[call-arg]


@contextlib.asynccontextmanager
async def far_away(**more: Any) -> AsyncIterator[tuple[World, dict[str, Any]]]:
    """A Bot API server elsewhere, and the settings that lead to it."""
    world = World(first_id=1)
    async with serving(world) as api:
        yield world, {"telegram_token": world.bot.token, "telegram_api_url": api, **more}


def started(clock: Clock, url: str, **more: Any) -> contextlib.AbstractAsyncContextManager[App]:
    return running(settings_for(url, **more), clock=clock, example_data=False)


def storage_threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("storage")]


@pytest.fixture
async def nothing_left(sqlite_url: str) -> AsyncIterator[Callable[[], None]]:
    """Asserts that whatever was opened is closed again: tasks, threads of the storage, the lock."""
    threads = storage_threads()

    def check() -> None:
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert storage_threads() == threads
        with only_instance(sqlite_url):
            pass

    yield check


async def test_a_program_that_runs_is_healthy_alone_on_its_data_and_leaves_nothing_open(
    sqlite_url: str, clock: Clock, nothing_left: Callable[[], None]
) -> None:
    async with started(clock, sqlite_url) as app, httpx.AsyncClient() as client:
        assert (await client.get(f"{app.url}/health")).json()["ok"] is True
        assert [task.get_name() for task in app.tasks] == ["dispatcher", "watch", "polling"]
        with pytest.raises(DatabaseInUse):
            async with started(clock, sqlite_url):
                raise AssertionError("two programs on one database")
        assert (await client.get(f"{app.url}/health")).json()["ok"] is True, "the first one goes on"
    nothing_left()
    assert all(task.done() for task in app.tasks)
    with pytest.raises(RuntimeError):
        app.database.write_now(lambda db: None)
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(f"{app.url}/health")
    async with started(clock, sqlite_url, web_listen=app.url.removeprefix("http://")) as again:
        assert again.url == app.url, "the port is free, too"
    nothing_left()


def _states(db: Connection) -> list[str]:
    return list(db.scalars(select(schema.inbox.c.state)))


async def test_what_was_taken_before_the_end_is_answered_before_anything_closes(sqlite_url: str, clock: Clock) -> None:
    """Fetching ends first; intake, platform, pages and database are there until the answer is out."""
    async with far_away() as (world, telegram):
        lan = world.person(1001, name="Lan", opened=True)
        async with started(clock, sqlite_url, **telegram) as app:
            world.faults.delay = 0.3
            lan.says("khi nào tôi học")
            async with asyncio.timeout(5):
                while await app.database.read(_states) != [inbox.ANSWERING]:  # noqa: ASYNC110  the inbox has no bell
                    await asyncio.sleep(0.005)
            assert lan.heard == [], "still under way"
            lan.says("và buổi sau?")
        assert len(lan.heard) == 1
        assert len(world.bot.queue) == 1, "what nobody took is left to the next start"
        database = Database(sqlite_url)
        assert database.read_now(_states) == [inbox.DONE]
        database.close()
        world.faults.clear()
        lan.ignores_what_was_said()
        async with started(clock, sqlite_url, **telegram) as app:
            await lan.hears()
            await app.idle()
        assert len(lan.heard) == 2


def _spoilt(path: Path) -> None:
    path.write_bytes(b"no database, but long enough to be read as one" * 100)


async def test_a_database_that_cannot_be_opened_is_the_step_named(
    sqlite_url: str, clock: Clock, nothing_left: Callable[[], None]
) -> None:
    _spoilt(Path(sqlite_url.removeprefix("sqlite:///")))
    with pytest.raises(StartFailed) as failed:
        async with started(clock, sqlite_url):
            raise AssertionError("started")
    assert failed.value.step == "database"
    assert "not a database" in str(failed.value)
    nothing_left()


async def test_a_taken_port_is_named_and_the_database_let_go(
    sqlite_url: str, clock: Clock, nothing_left: Callable[[], None]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(PortTaken, match=address):
            async with started(clock, sqlite_url, web_listen=address):
                raise AssertionError("started")
    nothing_left()


WHAT_FAILS = [
    ("getMe", Fault.UNREADABLE, {}),
    ("deleteWebhook", Fault.SERVER_ERROR, {}),
    ("setWebhook", Fault.SERVER_ERROR, {"public_url": "http://127.0.0.1:9", "webhook_secret": "x" * 20}),
]


@pytest.mark.parametrize(("method", "fault", "more"), WHAT_FAILS, ids=[row[0] for row in WHAT_FAILS])
async def test_a_platform_that_refuses_is_the_step_named_and_pages_and_database_are_closed(
    sqlite_url: str, clock: Clock, nothing_left: Callable[[], None], method: str, fault: Fault, more: dict[str, str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    async with far_away(web_listen=address, **more) as (world, telegram):
        world.faults.once(fault, method, times=10)
        with pytest.raises(StartFailed) as failed:
            async with started(clock, sqlite_url, **telegram):
                raise AssertionError("started")
        assert failed.value.step == "telegram"
        assert failed.value.reason
        assert world.bot.token not in str(failed.value)
        world.faults.clear()
        async with started(clock, sqlite_url, **telegram) as app:
            assert app.url == f"http://{address}", "a second try finds everything free"
    nothing_left()


async def test_menus_that_cannot_be_set_are_no_reason_not_to_run(sqlite_url: str, clock: Clock) -> None:
    async with far_away() as (world, telegram):
        world.faults.once(Fault.SERVER_ERROR, "setMyCommands", times=10)
        world.faults.once(Fault.SERVER_ERROR, "setMyDescription", times=10)
        lan = world.person(1001, name="Lan", opened=True)
        async with started(clock, sqlite_url, **telegram):
            assert await lan.asks("/start")
