"""What goes wrong on the way, and how much a bot may send: all off by default, all repeatable by a seed."""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Fault(StrEnum):
    """One thing that can happen to a call."""

    CUT_BEFORE = "cut_before"  # connection closed, nothing was done
    CUT_AFTER = "cut_after"  # done, but the answer is lost with the connection
    UNREADABLE = "unreadable"  # done, answered 200 with something that is no JSON
    SERVER_ERROR = "server_error"  # 502, nothing was done
    SERVER_ERROR_AFTER = "server_error_after"  # 502 although it was done
    FLOOD = "flood"  # 429 with `retry_after`, nothing was done
    HANG = "hang"  # done, and no answer for `hang_seconds`


NOT_DONE = frozenset({Fault.CUT_BEFORE, Fault.SERVER_ERROR, Fault.FLOOD})
SENDING = ("send", "copy", "forward", "edit")


def is_sending(method: str) -> bool:
    """Whether a method (lower case) puts something before people, so that limits and faults concern it."""
    return method.startswith(SENDING) and method != "sendchataction"


@dataclass(slots=True)
class Faults:
    """Which faults befall sending calls. shares: fault -> probability 0..1. delay: seconds, fixed or (least, most).

    `once` plans exact ones, taken in order before any chance. `all_methods` extends them to every method.
    """

    shares: dict[Fault, float] = field(default_factory=dict)
    delay: float | tuple[float, float] = 0.0
    retry_after: int = 1
    hang_seconds: float = 60.0
    all_methods: bool = False
    seed: int = 0
    happened: dict[Fault, int] = field(default_factory=dict)
    _planned: deque[tuple[Fault, str | None]] = field(default_factory=deque)
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._random.seed(self.seed)

    @property
    def is_quiet(self) -> bool:
        return not (self.shares or self.delay or self._planned)

    def once(self, fault: Fault, method: str | None = None, times: int = 1) -> None:
        """The next call (of this method, when one is named) meets this fault."""
        self._planned.extend([(fault, method.lower() if method else None)] * times)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.shares.clear()
        self._planned.clear()
        self.delay = 0.0

    def next(self, method: str) -> Fault | None:
        """What befalls this call (name in lower case)."""
        fault = self._next_planned(method) or self._by_chance(method)
        if fault:
            self.happened[fault] = self.happened.get(fault, 0) + 1
        return fault

    def seconds_of_delay(self) -> float:
        return self.delay if isinstance(self.delay, int | float) else self._random.uniform(*self.delay)

    def concerns(self, method: str) -> bool:
        return self.all_methods or is_sending(method)

    def _next_planned(self, method: str) -> Fault | None:
        for index, (fault, wanted) in enumerate(self._planned):
            if wanted == method or (wanted is None and self.concerns(method)):
                del self._planned[index]
                return fault
        return None

    def _by_chance(self, method: str) -> Fault | None:
        if not self.shares or not self.concerns(method):
            return None
        drawn = self._random.random()
        for fault, share in self.shares.items():
            if drawn < share:
                return fault
            drawn -= share
        return None


class Meter(Protocol):
    """Counts what was accepted in one scope."""

    def wait(self, now: float) -> float:
        """Seconds until one more would be accepted; 0 when it would be now."""

    def count(self, now: float) -> None:
        """One more was accepted."""


class Window:
    """At most `count` in any `per` seconds: a strict sliding window."""

    def __init__(self, count: int, per: float) -> None:
        self.limit, self.per = count, per
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._times and self._times[0] <= now - self.per:
            self._times.popleft()
        return self._times[0] + self.per - now if len(self._times) >= self.limit else 0.0

    def count(self, now: float) -> None:
        self._times.append(now)


class Bucket:
    """A token bucket: holds `burst` (default `count`), refilled at `count / per` a second."""

    def __init__(self, count: int, per: float, burst: int | None = None) -> None:
        self.limit, self.rate = burst or count, count / per
        self._level, self._at = float(self.limit), -math.inf

    def wait(self, now: float) -> float:
        self._refill(now)
        return 0.0 if self._level >= 1 else (1 - self._level) / self.rate

    def count(self, now: float) -> None:
        self._refill(now)
        self._level -= 1

    def _refill(self, now: float) -> None:
        self._level = min(self.limit, self._level + (now - self._at) * self.rate)
        self._at = now


@dataclass(slots=True)
class _Scope:
    meter: Meter
    closed_until: float = -math.inf


class Limits:
    """Telegram's limits on what a bot sends; a scope that was overrun stays closed until `retry_after` has passed.

    Each is (count, seconds) or None for no limit. meter: Window or Bucket. retry_after: fixed whole seconds,
    or None: what the meter says, rounded up.
    """

    def __init__(
        self,
        overall: tuple[int, float] | None = (30, 1.0),
        chat: tuple[int, float] | None = (1, 1.0),
        group: tuple[int, float] | None = (20, 60.0),
        *,
        meter: Callable[[int, float], Meter] = Bucket,
        retry_after: int | None = None,
    ) -> None:
        self.overall, self.chat, self.group = overall, chat, group
        self.meter, self.retry_after = meter, retry_after
        self.refused = 0
        self._scopes: dict[str, _Scope] = {}

    def refusal(self, bot_id: int, chat_id: int, *, is_group: bool, now: float) -> int | None:
        """Seconds to wait when one more message is too many; None, and counted, when it is accepted."""
        each = self.group if is_group else self.chat
        scopes = [self._scope(f"{bot_id}", self.overall), self._scope(f"{bot_id}/{chat_id}", each)]
        for scope in scopes:
            seconds = self._wait(scope, now) if scope else None
            if seconds is not None:
                self.refused += 1
                return seconds
        for scope in scopes:
            if scope:
                scope.meter.count(now)
        return None

    def _scope(self, name: str, limit: tuple[int, float] | None) -> _Scope | None:
        if limit is None:
            return None
        if name not in self._scopes:
            self._scopes[name] = _Scope(self.meter(*limit))
        return self._scopes[name]

    def _wait(self, scope: _Scope, now: float) -> int | None:
        if now < scope.closed_until:
            return math.ceil(scope.closed_until - now)
        wait = scope.meter.wait(now)
        if wait <= 0:
            return None
        seconds = self.retry_after or max(1, math.ceil(wait))
        scope.closed_until = now + seconds
        return seconds
