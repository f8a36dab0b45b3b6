"""Methods by which a bot gets its updates: long polling or a webhook."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.localchat.calls import Call, Json, Method
from bot.localchat.chats import Fields
from bot.localchat.errors import bad_request, conflict
from bot.localchat.queue import Update
from bot.localchat.webhooks import Webhook
from bot.localchat.world import DEFAULT_UPDATES, Bot

MAX_TIMEOUT = 50
REPEAT_WAIT = 3.0  # seconds in which Telegram makes the same offset wait, see World.strict_polling
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")

_WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Poll:
    """A long poll that waits."""

    terminated: bool = False


async def get_updates(call: Call) -> Json:
    """The waiting updates, at once when there are any or timeout is 0. One poll waits at a time: an older one
    is told of the conflict."""
    bot, given = call.bot, call.given
    if bot.webhook:
        raise conflict(_WEBHOOK_SET)
    offset = given.integer("offset", 0)
    limit = min(max(given.integer("limit", 100), 1), 100)
    timeout = min(max(given.integer("timeout", 0), 0), MAX_TIMEOUT)
    _choose_kinds(call)
    if call.world.strict_polling:
        timeout = _slowed(call, offset, timeout)
    bot.queue.confirm(offset)
    updates = bot.queue.take(limit)
    if not updates and timeout and not call.world.closing:
        updates = await _wait(call, limit, timeout)
    return Json(b"[" + b",".join(update.body for update in updates) + b"]")


async def _wait(call: Call, limit: int, seconds: int) -> list[Update]:
    bot = call.bot
    _terminate(bot)
    poll = bot.poll = Poll()
    bot.poll_began.ring()
    try:
        async with asyncio.timeout(seconds):
            while True:
                await bot.queue.bell.wait()
                if poll.terminated:
                    raise conflict(_WEBHOOK_SET if bot.webhook else _OTHER_POLLER)
                updates = bot.queue.take(limit)
                if updates or call.world.closing:
                    return updates
    except TimeoutError:
        return []
    finally:
        if bot.poll is poll:
            bot.poll = None


def _terminate(bot: Bot) -> None:
    if bot.poll:
        bot.poll.terminated = True
        bot.queue.bell.ring()


def _slowed(call: Call, offset: int, timeout: int) -> int:
    now = call.world.monotonic()
    last, call.bot.last_poll = call.bot.last_poll, (offset, now)
    return max(timeout, int(REPEAT_WAIT)) if last[0] == offset and now < last[1] + REPEAT_WAIT else timeout


def _choose_kinds(call: Call) -> None:
    wanted = call.given.decoded("allowed_updates")
    if isinstance(wanted, list):
        call.bot.allowed = frozenset(map(str, wanted)) or DEFAULT_UPDATES


async def set_webhook(call: Call) -> bool:
    url = call.given.text("url")
    if not url:
        return await delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if parts.hostname not in _LOOPBACK:
        raise bad_request("bad webhook: only loopback addresses are reached from here")
    secret = call.given.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    await delete_webhook(call)
    _choose_kinds(call)
    connections = min(max(call.given.integer("max_connections", 40), 1), 100)
    webhook = Webhook(call.bot.queue, url, secret, connections, call.world.webhook_delays, call.world.now)
    call.bot.webhook = webhook
    _terminate(call.bot)
    webhook.start()
    return True


async def delete_webhook(call: Call) -> bool:
    if call.given.flag("drop_pending_updates"):
        call.bot.queue.clear()
    webhook, call.bot.webhook = call.bot.webhook, None
    if webhook:
        await webhook.stop()
    return True


def get_webhook_info(call: Call) -> Fields:
    webhook = call.bot.webhook
    info: Fields = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.queue),
    }
    if webhook:
        info |= {"max_connections": webhook.connections, "ip_address": "127.0.0.1", **webhook.last_error}
    if call.bot.allowed != DEFAULT_UPDATES:
        info["allowed_updates"] = sorted(call.bot.allowed)
    return info


METHODS: dict[str, Method] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
