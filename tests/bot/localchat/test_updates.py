"""Polling and webhooks: what a bot gets, in which order, how often."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict

from bot.localchat.people import Person
from bot.localchat.queue import PRESS_EXPIRES
from bot.localchat.standalone import serving
from bot.localchat.world import World
from tests.bot.localchat.conftest import Time, client


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(ptb: Bot, lan: Person) -> None:
    for text in ("một", "hai", "ba"):
        lan.says(text)
    first = await ptb.get_updates(limit=2)
    assert texts(first) == ["một", "hai"] == texts(await ptb.get_updates(limit=2))
    assert texts(await ptb.get_updates(offset=first[0].update_id + 1)) == ["hai", "ba"]
    assert texts(await ptb.get_updates(offset=-1)) == ["ba"]
    assert texts(await ptb.get_updates(offset=first[0].update_id)) == ["ba"]


async def test_without_a_timeout_an_empty_queue_answers_at_once(ptb: Bot) -> None:
    async with asyncio.timeout(1):
        assert await ptb.get_updates(timeout=0) == ()


async def test_a_long_poll_wakes_when_somebody_writes(ptb: Bot, world: World, lan: Person) -> None:
    poll = asyncio.create_task(ptb.get_updates(timeout=30))
    await world.bot.polls()
    lan.says("lịch")
    async with asyncio.timeout(1):
        assert texts(await poll) == ["lịch"]


async def test_a_second_poller_and_the_first_get_in_each_others_way(world: World, url: str) -> None:
    async with client(world, url) as one, client(world, url) as other:
        first = asyncio.create_task(one.get_updates(timeout=30))
        await world.bot.polls()
        second = asyncio.create_task(other.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        first = asyncio.create_task(one.get_updates(timeout=30))
        with pytest.raises(Conflict):
            await second
        world.close()
        assert await first == ()


async def test_long_polls_are_cut_when_serving_ends(world: World) -> None:
    async with asyncio.timeout(3):
        async with serving(world) as url:
            bot = client(world, url)
            await bot.initialize()
            poll = asyncio.create_task(bot.get_updates(timeout=50))
            await world.bot.polls()
        assert await poll == ()
        await bot.shutdown()


async def test_a_bot_gets_only_the_kinds_it_asked_for(ptb: Bot, lan: Person) -> None:
    await ptb.get_updates(allowed_updates=["callback_query"])
    lan.says("không ai nghe")
    await ptb.send_message(1001, "?")
    lan.sends_payload("x")
    assert [update.callback_query is not None for update in await ptb.get_updates()] == [True]


async def test_presses_go_stale_long_before_messages(ptb: Bot, lan: Person, time: Time) -> None:
    await ptb.send_message(1001, "?")
    lan.sends_payload("x")
    lan.says("lịch")
    time.seconds += PRESS_EXPIRES + 1
    assert texts(await ptb.get_updates()) == ["lịch"]
    time.seconds += 24 * 3600
    assert await ptb.get_updates() == ()


async def test_a_press_can_be_answered_for_a_while_only(ptb: Bot, lan: Person, time: Time) -> None:
    await ptb.send_message(1001, "?")
    lan.sends_payload("x")
    (update,) = await ptb.get_updates()
    time.seconds += PRESS_EXPIRES + 1
    assert update.callback_query
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()


async def test_the_same_offset_again_waits_when_polling_is_strict(ptb: Bot, world: World) -> None:
    world.strict_polling = True
    await ptb.get_updates(timeout=0)
    again = asyncio.create_task(ptb.get_updates(timeout=0))
    await asyncio.sleep(0.05)
    assert not again.done()
    world.close()
    assert await again == ()


@dataclass
class Hook:
    """The bot's side of a webhook: keeps what came; the first so many are answered 500."""

    got: list[dict[str, object]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    failures: int = 0
    slow: str = ""  # a text whose delivery waits for `gate`
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    url: str = ""

    async def take(self, request: web.BaseRequest) -> web.Response:
        update = json.loads(await request.read())
        if self.slow and update.get("message", {}).get("text") == self.slow:
            await self.gate.wait()
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        async with self.came:
            self.got.append(update)
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.came.notify_all()
        return web.Response()

    async def has(self, count: int) -> list[str]:
        async with asyncio.timeout(3), self.came:
            await self.came.wait_for(lambda: len(self.got) >= count)
        updates = [Update.de_json(update, None) for update in self.got]
        return [u.callback_query.data or "" if u.callback_query else u.effective_message.text for u in updates]  # type: ignore[union-attr,misc]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.take))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hooks/telegram"
    yield hook
    hook.gate.set()
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_the_secret(ptb: Bot, hook: Hook, lan: Person) -> None:
    lan.says("trước")
    await ptb.set_webhook(hook.url, secret_token="s3-cret_X")
    lan.says("sau")
    assert await hook.has(2) == ["trước", "sau"]
    assert hook.secrets == ["s3-cret_X"] * 2
    with pytest.raises(Conflict, match="webhook is active"):
        await ptb.get_updates()
    assert (await ptb.get_webhook_info()).url == hook.url
    await ptb.delete_webhook()
    assert (await ptb.get_webhook_info()).url == ""
    assert await ptb.get_updates() == ()


async def test_a_refused_delivery_is_repeated_and_told(ptb: Bot, hook: Hook, world: World, lan: Person) -> None:
    world.webhook_delays = (0.0, 0.01)
    hook.failures = 3
    await ptb.set_webhook(hook.url)
    lan.says("một")
    lan.says("hai")
    assert await hook.has(2) == ["một", "hai"]
    info = await ptb.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    await ptb.delete_webhook()


async def test_a_slow_chat_keeps_its_order_and_holds_up_nobody_else(
    ptb: Bot, hook: Hook, lan: Person, minh: Person
) -> None:
    hook.slow = "chậm"
    await ptb.send_message(1001, "?")
    await ptb.set_webhook(hook.url)
    lan.says("chậm")
    lan.says("tiếp")
    minh.says("nhanh")
    lan.sends_payload("bấm")
    assert sorted(await hook.has(2)) == ["bấm", "nhanh"]
    hook.gate.set()
    assert (await hook.has(4))[2:] == ["chậm", "tiếp"]
    await ptb.delete_webhook()


async def test_what_a_dead_webhook_did_not_take_is_polled_later(ptb: Bot, world: World, lan: Person) -> None:
    await ptb.set_webhook("http://127.0.0.1:9/nobody")
    lan.says("lịch")
    await ptb.delete_webhook()
    assert texts(await ptb.get_updates()) == ["lịch"]


REFUSED = [
    ("https://vi.example/hook", "", "loopback"),
    ("ftp://127.0.0.1/", "", "invalid webhook URL"),
    ("http://127.0.0.1:9/", "dấu", "secret token contains unallowed"),
]


@pytest.mark.parametrize(("address", "secret", "reason"), REFUSED, ids=[row[2] for row in REFUSED])
async def test_a_webhook_elsewhere_is_refused(ptb: Bot, address: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await ptb.set_webhook(address, secret_token=secret or None)
