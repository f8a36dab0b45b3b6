"""3,000 messages at a limit of 30 a second with 60–140 ms latency, against servers that count in two ways.

Beside our pacer: a loop with python-telegram-bot's AIORateLimiter (5 retries), and a loop with sleep(0.05).
Run: python -m benchmarks.pacing [--messages 3000]. In real time: about two minutes a row.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter, BaseRateLimiter

from bot.localchat.faults import Bucket, Limits, Meter, Window
from bot.pacing import Pacing
from training.mailing import Lane

LIMIT, LEAST, MOST = 30, 0.06, 0.14
Send = Callable[[int], Awaitable[bool]]


class Server:
    """Half of the latency lies before the counting, half after."""

    def __init__(self, meter: Callable[[int, float], Meter]) -> None:
        self.limits = Limits((LIMIT, 1.0), None, None, meter=meter)
        self.accepted = 0
        self._random = random.Random(1)

    async def send(self, chat: int) -> bool:
        half = self._random.uniform(LEAST, MOST) / 2
        await asyncio.sleep(half)
        refusal = self.limits.refusal(1, chat, is_group=False, now=time.monotonic())
        self.accepted += refusal is None
        await asyncio.sleep(half)
        if refusal is not None:
            raise RetryAfter(refusal)
        return True


async def ours(server: Server, many: int, in_flight: int = 6) -> None:
    """As the dispatcher does: so many in flight, again where refused."""
    pacing = Pacing(LIMIT)
    waiting = deque(range(1, many + 1))

    async def work() -> None:
        while waiting:
            chat = waiting.popleft()
            await asyncio.sleep(pacing.bulk_closed_for())
            try:
                await _through(pacing, server, chat, Lane.NOTICE)
            except RetryAfter:
                waiting.append(chat)

    await asyncio.gather(*(work() for _ in range(in_flight)))


async def aio_rate_limiter(server: Server, many: int) -> None:
    limiter = AIORateLimiter(max_retries=5)
    await limiter.initialize()
    done = await asyncio.gather(
        *(_through(limiter, server, chat, None) for chat in range(1, many + 1)), return_exceptions=True
    )
    assert len(done) == many


async def sleeping(server: Server, many: int) -> None:
    for chat in range(1, many + 1):
        try:
            await server.send(chat)
        except RetryAfter:
            continue
        await asyncio.sleep(0.05)


async def _through(limiter: BaseRateLimiter[Any], server: Server, chat: int, lane: Lane | None) -> Any:
    return await limiter.process_request(server.send, (chat,), {}, "sendMessage", {"chat_id": chat}, lane)


def main() -> None:
    """Print a row for each way of sending and each way of counting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3000)
    many = parser.parse_args().messages
    logging.disable(logging.CRITICAL)
    print(f"{'counts with':12} {'sent by':18} {'share of limit':>14} {'refused':>8} {'lost':>6}")
    for meter in (Bucket, Window):
        for send in (ours, aio_rate_limiter, sleeping):
            server, begun = Server(meter), time.monotonic()
            asyncio.run(send(server, many))
            share = server.accepted / (time.monotonic() - begun) / LIMIT
            row = f"{meter.__name__:12} {send.__name__:18} {share:14.3f} {server.limits.refused:8} "
            print(row + f"{many - server.accepted:6}", flush=True)


if __name__ == "__main__":
    main()
