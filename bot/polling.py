"""Long polling: the next offset confirms updates, so it is asked for only once they are written down."""

from __future__ import annotations

import asyncio
import warnings
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.intake import Intake
from bot.platforms.telegram import Telegram

log = structlog.get_logger()
# The JSON as it came is what is written down, and `get_updates` gives parsed objects only.
warnings.filterwarnings("ignore", message=r".*do_api_request\(\"getUpdates\"")
WAIT = 25  # seconds the server may hold an empty poll
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


async def poll(platform: Telegram, intake: Intake, offset: int | None) -> None:
    """Fetch for ever; ends by being cancelled. What failed is tried again, more slowly each time: a refused poll,
    and writing down what came (a full disk), since without that nothing is confirmed."""
    pause = 0.0
    while True:
        try:
            updates = await _fetch(platform, offset)
            if updates:
                await intake.take(updates)
                offset = max(update["update_id"] for update in updates) + 1
            pause = 0.0
        except Exception as error:
            pause = _next_pause(error, pause)
            reason = str(error) if isinstance(error, TelegramError) else type(error).__name__
            log.warning("polling failed", reason=reason, pause=pause)
            await asyncio.sleep(pause)


async def _fetch(platform: Telegram, offset: int | None) -> list[dict[str, Any]]:
    wanted = {"offset": offset, "timeout": WAIT, "limit": 100, "allowed_updates": KINDS}
    asked = {name: value for name, value in wanted.items() if value is not None}
    result: list[dict[str, Any]] = await platform.bot.do_api_request(
        "getUpdates", api_kwargs=asked, read_timeout=WAIT + 10
    )
    return result


def _next_pause(error: Exception, pause: float) -> float:
    if isinstance(error, RetryAfter):
        after = error.retry_after
        return float(after if isinstance(after, int) else after.total_seconds())
    if isinstance(error, Conflict):  # a second poller: wait until it is gone, do not fight
        return 5.0
    longest = 300.0 if isinstance(error, InvalidToken) else 30.0
    return min(max(pause * 2, 0.5), longest)
