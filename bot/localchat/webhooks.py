"""Delivery of updates to a bot's webhook: strictly serial in a lane, lanes side by side, repeated until taken."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp

from bot.localchat.queue import Update, UpdateQueue

RETRY_DELAYS = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)  # seconds before each repeat; the last one goes on
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
ANSWER_WITHIN = 60.0  # seconds


class Webhook:
    """Posts updates of a queue to one address. `last_error` is what getWebhookInfo tells of failures."""

    def __init__(
        self,
        queue: UpdateQueue,
        url: str,
        secret: str,
        connections: int,
        delays: Sequence[float],
        now: Callable[[], int],
    ) -> None:
        self.url = url
        self.connections = connections
        self.last_error: dict[str, Any] = {}
        self._queue, self._delays, self._now = queue, delays, now
        self._headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret else {})
        self._free = asyncio.Semaphore(connections)
        self._lanes: dict[str, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    def start(self) -> None:
        self._spawn(self._distribute())

    async def stop(self) -> None:
        """Give up what is under way; undelivered updates stay in the queue."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    def _spawn(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _distribute(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN))
        newest = 0
        while True:
            for update in self._queue.take(len(self._queue)):
                if update.id > newest:
                    newest = update.id
                    self._line_up(update)
            await self._queue.bell.wait()

    def _line_up(self, update: Update) -> None:
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        self._spawn(self._work(update.lane))

    async def _work(self, name: str) -> None:
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane[0])
            self._queue.done(lane.popleft())
        del self._lanes[name]

    async def _deliver(self, update: Update) -> None:
        tries = 0
        while not await self._post(update):
            await asyncio.sleep(self._delays[min(tries, len(self._delays) - 1)])
            tries += 1

    async def _post(self, update: Update) -> bool:
        assert self._session
        try:
            async with (
                self._free,
                self._session.post(self.url, data=update.body, headers=self._headers) as answer,
            ):
                await answer.read()
                if answer.ok:
                    return True
                return self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            return self._failed(f"Connection failed: {type(error).__name__}")

    def _failed(self, reason: str) -> bool:
        self.last_error = {"last_error_date": self._now(), "last_error_message": reason}
        return False
