"""Many people writing at once, and how long each waits for the answer: the measure of benchmarks."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Any

from bot.localchat.people import Person
from bot.localchat.world import World


@dataclass(frozen=True, slots=True)
class Outcome:
    """said and answered: messages. seconds: first message to last answer. latencies: seconds, sorted."""

    said: int
    answered: int
    seconds: float
    latencies: list[float]

    def as_json(self) -> dict[str, Any]:
        return {
            "said": self.said,
            "answered": self.answered,
            "seconds": self.seconds,
            "per_second": self.answered / self.seconds if self.seconds else 0.0,
            "p50": self.share(0.5),
            "p99": self.share(0.99),
        }

    def share(self, share: float) -> float | None:
        """The latency that this share of answers kept, in seconds; None without answers."""
        last = len(self.latencies) - 1
        return self.latencies[min(last, int(share * len(self.latencies)))] if self.latencies else None


async def rush(
    world: World, people: list[Person], messages: int, text: str, *, rate: float = 0.0, within: float = 60.0
) -> Outcome:
    """So many messages, people taking turns; all at once, or so many a second. The n-th message of the bot in a
    chat counts as the answer to the n-th that its person wrote; waits for them at most so many seconds."""
    first = len(world.accepted)
    said: dict[int, deque[float]] = defaultdict(deque)
    begun = world.monotonic()
    for index in range(messages):
        if rate:
            await asyncio.sleep(max(0.0, begun + index / rate - world.monotonic()))
        person = people[index % len(people)]
        said[person.id].append(world.monotonic())
        person.says(text)
    await _answered(world, first + messages, within)
    return _outcome(world, first, said, begun, messages)


async def _answered(world: World, wanted: int, within: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            while len(world.accepted) < wanted:
                await world.bell.wait()


def _outcome(world: World, first: int, said: dict[int, deque[float]], begun: float, messages: int) -> Outcome:
    latencies, last = [], begun
    for accepted in world.accepted[first:]:
        if said[accepted.chat_id]:
            latencies.append(accepted.at - said[accepted.chat_id].popleft())
            last = max(last, accepted.at)
    return Outcome(messages, len(latencies), last - begun, sorted(latencies))
