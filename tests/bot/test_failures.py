"""Each row of the table of failures, end to end: the local Bot API server, python-telegram-bot, pacer, ledger."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
from sqlalchemy import Connection, select

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.localchat.faults import Fault
from bot.localchat.server import BotApi, Receive, Scope, Send
from bot.localchat.standalone import cut, serving
from bot.localchat.world import World
from bot.pacing import Pacing
from bot.platforms.telegram import Telegram
from bot.settings import Settings
from storage import mailings, outcomes, schema
from storage.database import Database
from tests import gatherings
from training.mailing import POLICY, Counts, MailingKind, Policy
from training.plan import ZONE

START = datetime(2022, 12, 9, 9, 0, tzinfo=ZONE)
SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]


@dataclass
class Post:
    """A notice to three people, a world with their chats, and the program's sending half."""

    database: Database
    world: World
    notice: int
    addresses: list[str]

    @property
    def counts(self) -> Counts:
        return self.database.read_now(lambda db: outcomes.counts(db, self.notice))

    def rows(self) -> list[Any]:
        d = schema.delivery
        return list(self.database.read_now(lambda db: db.execute(select(d).order_by(d.c.id)).all()))

    def arrived(self) -> list[str]:
        return [str(one.chat_id) for one in self.world.accepted]

    @contextlib.asynccontextmanager
    async def sending(self, url: str, clock: Clock, policy: Policy = POLICY) -> AsyncIterator[tuple[Any, Telegram]]:
        pacing = Pacing(1000)
        telegram = Telegram(self.world.bot.token, url, pacing)
        await telegram.start()
        platforms, limits = {"telegram": telegram}, {"telegram": pacing}
        dispatcher = Dispatcher(self.database, platforms, clock, SETTINGS, limits, policy=policy)
        yield dispatcher, telegram
        await dispatcher.stop()
        await telegram.stop()

    async def goes_out(self, url: str) -> None:
        """All that can be sent at once; the clock stands still, and so do the pauses before another try."""
        async with self.sending(url, Clock(START, speed=0)) as (dispatcher, _):
            running = asyncio.create_task(dispatcher.run())
            async with asyncio.timeout(10):
                while self.counts.waiting or not self.counts.recipients:
                    await dispatcher.idle()
                    await asyncio.sleep(0.01)
            await dispatcher.stop()
            await running


def _notice(db: Connection, text: str) -> tuple[int, list[str]]:
    people = gatherings.people(db, 3)
    notice = mailings.create(db, MailingKind.NOTICE, {"people": people}, {"text": text}, START, START)
    return notice, list(db.scalars(select(schema.account.c.address).order_by(schema.account.c.id)))


def post_of(database: Database, text: str = "Họp lúc 8h") -> Post:
    notice, addresses = database.write_now(lambda db: _notice(db, text))
    world = World(first_id=1_000)
    for address in addresses:
        world.person(int(address))
    return Post(database, world, notice, addresses)


@pytest.fixture
def post(sqlite_database: Database) -> Post:
    return post_of(sqlite_database)


@pytest.mark.parametrize(
    ("fault", "messages", "uncertain"),
    [
        (Fault.FLOOD, 3, 0),
        (Fault.SERVER_ERROR, 3, 1),
        (Fault.SERVER_ERROR_AFTER, 4, 1),
        (Fault.CUT_BEFORE, 3, 1),
        (Fault.CUT_AFTER, 4, 1),
        (Fault.UNREADABLE, 4, 1),
    ],
)
async def test_what_goes_wrong_once_goes_again_and_everybody_has_it(
    post: Post, fault: Fault, messages: int, uncertain: int
) -> None:
    post.world.faults.once(fault, "sendMessage")
    async with serving(post.world) as url:
        await post.goes_out(url)
    assert post.counts == Counts(recipients=3, sent=3)
    assert len(post.arrived()) == messages
    assert set(post.arrived()) == set(post.addresses)
    assert sum(row.uncertain for row in post.rows()) == uncertain
    if fault is Fault.FLOOD:
        assert [row.attempts for row in post.rows()] == [1, 1, 1]


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.UNREADABLE, Fault.SERVER_ERROR])
async def test_a_second_doubt_is_left_to_the_organizer(post: Post, fault: Fault) -> None:
    post.world.faults.once(fault, "sendMessage", times=6)
    async with serving(post.world) as url:
        await post.goes_out(url)
    assert post.counts == Counts(recipients=3, unknown=3)
    assert len(post.arrived()) == (0 if fault is Fault.SERVER_ERROR else 6)


async def test_who_blocked_the_bot_counts_as_unreachable_and_their_account_too(post: Post) -> None:
    post.world.person(int(post.addresses[1])).blocks_bot()
    async with serving(post.world) as url:
        await post.goes_out(url)
    assert post.counts == Counts(recipients=3, sent=2, unreachable=1)
    account = schema.account.c
    gone = post.database.read_now(lambda db: list(db.scalars(select(account.address).where(~account.reachable))))
    assert gone == [post.addresses[1]]


async def test_what_the_platform_cannot_read_fails_at_once_with_its_reason(sqlite_database: Database) -> None:
    post = post_of(sqlite_database, "<b>Họp")
    async with serving(post.world) as url:
        await post.goes_out(url)
    assert post.counts == Counts(recipients=3, failed=3)
    assert all("can't parse entities" in row.error and row.attempts == 1 for row in post.rows())


async def test_a_server_that_is_away_is_tried_again_and_nobody_gets_it_twice(post: Post) -> None:
    policy = Policy(first_pause=timedelta(seconds=0.1), attempts=8)
    async with serving(post.world) as url:
        port = int(url.rpartition(":")[2])
        sending = post.sending(url, Clock(START), policy)
        dispatcher, _ = await sending.__aenter__()
    running = asyncio.create_task(dispatcher.run())
    await _until(lambda: all(row.attempts >= 2 for row in post.rows()) and bool(post.rows()))
    async with serving(post.world, port):
        await _until(lambda: post.counts.sent == 3)
        await sending.__aexit__(None, None, None)
    await running
    assert len(post.arrived()) == 3
    assert [row.uncertain for row in post.rows()] == [0, 0, 0]


async def test_a_token_that_stopped_working_costs_nobody_their_message(post: Post) -> None:
    async with serving(post.world) as url:
        async with post.sending(url, Clock(START, speed=0)) as (dispatcher, telegram):
            telegram.bot._base_url = f"{url}/bot1:revoked"
            running = asyncio.create_task(dispatcher.run())
            await _until(lambda: sum(bool(row.error) for row in post.rows()) == 3)
            await dispatcher.stop()
            await running
        assert [(row.state, row.attempts) for row in post.rows()] == [("waiting", 0)] * 3
        await post.goes_out(url)  # as after a start with a new token
    assert post.counts == Counts(recipients=3, sent=3)


async def test_a_name_that_nobody_knows_fails_after_five_tries_and_is_no_doubt(post: Post) -> None:
    async with serving(post.world) as url, post.sending(url, Clock(START, speed=0)) as (dispatcher, telegram):
        telegram.bot._base_url = "http://nowhere.invalid/bot1:a"
        running = asyncio.create_task(dispatcher.run())
        await _until(lambda: post.counts.failed == 3)
        await dispatcher.stop()
        await running
    assert [(row.attempts, row.uncertain) for row in post.rows()] == [(5, 0)] * 3
    assert post.arrived() == []


class Moved:
    """The server, but one chat has got another number."""

    def __init__(self, world: World, old: str, new: int) -> None:
        self._api, self._old, self._new = BotApi(world, cut), old, new

    async def close(self) -> None:
        await self._api.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        message = await receive()
        body = message.get("body", b"")
        if scope["path"].endswith("sendMessage") and parse_qs(body.decode()).get("chat_id") == [self._old]:
            parameters = {"migrate_to_chat_id": self._new}
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            answer = json.dumps({"ok": False, "error_code": 400, "description": text, "parameters": parameters})
            await send(
                {"type": "http.response.start", "status": 400, "headers": [(b"content-type", b"application/json")]}
            )
            await send({"type": "http.response.body", "body": answer.encode()})
            return

        read = [message]

        async def again() -> Any:
            return read.pop() if read else await receive()

        await self._api(scope, again, send)


async def test_a_chat_with_a_new_number_gets_it_there(post: Post) -> None:
    post.world.person(777)
    async with serving(post.world, app=Moved(post.world, post.addresses[0], 777)) as url:
        await post.goes_out(url)
    assert post.counts == Counts(recipients=3, sent=3)
    assert sorted(post.arrived()) == sorted(["777", *post.addresses[1:]])


async def _until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110  the ledger has no bell
            await asyncio.sleep(0.02)
