"""A bucket per person: so many messages at once, then one a second. Real time, in memory: it guards this process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

KEPT = 20_000  # people remembered; the longest silent are forgotten first, and a forgotten bucket is a full one


class Flood:
    """`lets_in` counts one message; `should_say` is true once per flood, so that the warning is no flood itself."""

    def __init__(self, burst: int = 20, rate: float = 1.0, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._rate, self._now = burst, rate, monotonic
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._told: set[str] = set()

    def lets_in(self, who: str) -> bool:
        now = self._now()
        left, since = self._buckets.pop(who, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._rate)
        allowed = left >= 1
        self._buckets[who] = (left - 1 if allowed else left, now)
        if allowed:
            self._told.discard(who)
        if len(self._buckets) > KEPT:
            forgotten, _ = self._buckets.popitem(last=False)
            self._told.discard(forgotten)
        return allowed

    def should_say(self, who: str) -> bool:
        if who in self._told:
            return False
        self._told.add(who)
        return True
