"""One limiter for everything a bot sends: answers first, then receipts, changes, reminders, notices.

It stands in python-telegram-bot's own place for limiters (BaseRateLimiter); `turn` serves other platforms. Real time.
"""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Callable, Coroutine
from datetime import timedelta
from itertools import count
from types import TracebackType
from typing import Any, NamedTuple, Self

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.rates import Chats, Rate, Ticket, Way, places_needed
from training.mailing import Lane

log = structlog.get_logger(__name__)

ORDER = tuple(Lane)
BULK = frozenset({Lane.CHANGE, Lane.REMINDER, Lane.NOTICE})
COUNTED = ("send", "copy", "forward", "edit")  # methods that put something before people
TRIES = 5  # of an answer that the platform refuses for now


class _Waiter(NamedTuple):
    """Somebody who waits for a turn; ordered by arrival."""

    number: int
    lane: Lane
    chat: str
    granted: asyncio.Future[Ticket]


class Turn:
    """One message's right to go now. `async with pacing.turn(lane, chat) as turn`."""

    def __init__(self, pacing: Pacing, lane: Lane, chat: str) -> None:
        self._pacing, self._lane, self._chat = pacing, lane, chat
        self._ticket: Ticket | None = None

    async def __aenter__(self) -> Self:
        self._ticket = await self._pacing.admit(self._lane, self._chat)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ticket:
            self._pacing.ended(self._ticket, counted=error is None)

    def refused(self, pause: float) -> None:
        """The platform said to wait so many seconds (429)."""
        self._pacing.refused(self._lane, self._chat, pause)
        if self._ticket:
            self._pacing.ended(self._ticket, counted=False)


class Pacing(BaseRateLimiter[Lane]):
    """`rate`: messages a second that the platform grants over all chats."""

    def __init__(self, rate: float = 30.0, chats: Chats | None = None) -> None:
        self._limit = rate
        self._rate: Rate | None = None
        self._chats = chats or Chats()
        self._lanes: dict[Lane, list[_Waiter]] = {lane: [] for lane in ORDER}
        self._parked: list[tuple[float, _Waiter]] = []  # their chats must rest until then
        self._numbers = count()
        self._bulk_closed = self._all_closed = float("-inf")
        self._timer: asyncio.TimerHandle | None = None
        self.refusals = 0

    async def initialize(self) -> None:
        """Nothing is held."""

    async def shutdown(self) -> None:
        """Nobody is kept waiting by a limiter that has ended; those who wait are told by their own tasks."""
        if self._timer:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Any:
        """Called by python-telegram-bot for each request. An answer that is refused goes again; bulk raises RetryAfter,
        since its ledger knows when to come back."""
        name = endpoint.lower()
        if not name.startswith(COUNTED) or name == "sendchataction":
            return await callback(*args, **kwargs)
        lane, chat = rate_limit_args or Lane.ANSWER, str(data.get("chat_id") or "")
        for tries in range(1, TRIES + 1):
            async with self.turn(lane, chat) as turn:
                try:
                    return await callback(*args, **kwargs)
                except RetryAfter as error:
                    turn.refused(_seconds(error))
                    if lane in BULK or tries == TRIES:
                        raise
        raise AssertionError("the last try returns or raises")

    def turn(self, lane: Lane, chat: str) -> Turn:
        """A turn for one message; entering it waits."""
        return Turn(self, lane, chat)

    def bulk_closed_for(self) -> float:
        """Seconds for which the platform takes nothing in bulk."""
        return max(0.0, self._bulk_closed - asyncio.get_running_loop().time())

    def places(self, own_seconds: float, least: int) -> int:
        """Messages that bulk must have under way to keep the rate, its sender taking so many seconds over each turn."""
        return places_needed(self._limit, self._overall().usual + own_seconds, least)

    @property
    def way(self) -> Way:
        """How the rate is kept at present; for the metrics."""
        return self._rate.way if self._rate else Way.EVEN

    async def admit(self, lane: Lane, chat: str) -> Ticket:
        """Wait for a turn. Each must be `ended`."""
        now = self._now()
        if not self._anybody_before(lane) and self._wait(lane, now) <= 0 >= self._chats.wait(chat, now, lane in BULK):
            return self._take(lane, chat, now)
        waiter = _Waiter(next(self._numbers), lane, chat, asyncio.get_running_loop().create_future())
        heapq.heappush(self._lanes[lane], waiter)
        self._pump()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self.ended(waiter.granted.result(), counted=False)
            raise

    def ended(self, ticket: Ticket, counted: bool) -> None:
        """The message was answered, or will not be."""
        self._overall().answered(ticket, self._now(), counted)
        self._pump()

    def refused(self, lane: Lane, chat: str, pause: float) -> None:
        """A 429. The chat's own fault closes the chat, any other the bulk; answers close only by their own."""
        now = self._now()
        self.refusals += 1
        if self._chats.crowded(chat, now):
            log.info("a chat is told too much", pause=pause)
            self._chats.refused(chat, now, pause)
            return
        first = self._overall().refused(now, pause)
        self._bulk_closed = max(self._bulk_closed, now + pause)
        if lane not in BULK:
            self._all_closed = max(self._all_closed, now + pause)
        if first:
            log.warning("the platform asks to slow down", pause=pause, way=self.way.value, lane=lane.value)

    def _overall(self) -> Rate:
        if self._rate is None:
            self._rate = Rate(self._limit, self._now())
        return self._rate

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _anybody_before(self, lane: Lane) -> bool:
        return any(self._lanes[other] for other in ORDER[: ORDER.index(lane) + 1])

    def _wait(self, lane: Lane, now: float) -> float:
        closed = self._bulk_closed if lane in BULK else self._all_closed
        return max(closed - now, self._overall().wait(now, lane in BULK))

    def _take(self, lane: Lane, chat: str, now: float) -> Ticket:
        self._chats.take(chat, now)
        return self._overall().take(now, lane in BULK)

    def _pump(self) -> None:
        """Give out the turns that are free now, and come back when the next one is."""
        now = self._now()
        while self._parked and self._parked[0][0] <= now:
            rested = heapq.heappop(self._parked)[1]
            heapq.heappush(self._lanes[rested.lane], rested)
        while (waiter := self._first()) is not None:
            rest = self._wait(waiter.lane, now)
            if rest > 0:
                self._come_back(now, rest)
                return
            heapq.heappop(self._lanes[waiter.lane])
            self._grant_or_park(waiter, now)
        self._come_back(now, float("inf"))

    def _first(self) -> _Waiter | None:
        """The first of the first lane; who gave up meanwhile is forgotten."""
        for lane in ORDER:
            waiting = self._lanes[lane]
            while waiting and waiting[0].granted.done():
                heapq.heappop(waiting)
            if waiting:
                return waiting[0]
        return None

    def _grant_or_park(self, waiter: _Waiter, now: float) -> None:
        rest = self._chats.wait(waiter.chat, now, waiter.lane in BULK)
        if rest > 0:
            heapq.heappush(self._parked, (now + rest, waiter))
        else:
            waiter.granted.set_result(self._take(waiter.lane, waiter.chat, now))

    def _come_back(self, now: float, rest: float) -> None:
        if self._parked:
            rest = min(rest, self._parked[0][0] - now)
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if rest < float("inf"):
            self._timer = asyncio.get_running_loop().call_later(rest, self._pump)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
