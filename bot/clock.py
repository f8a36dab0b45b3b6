"""The only source of now. It may start elsewhere and run faster: the whole program rehearses on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from training.plan import ZONE


class Clock:
    """Program time = where it started + speed × real time gone by since. Listeners hear of every jump."""

    def __init__(
        self,
        start: datetime | None = None,
        speed: float = 1.0,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._follows_wall = start is None and speed == 1.0
        self._base = start or self._wall_now()
        self._since = monotonic()
        self.speed = speed
        self._listeners: list[Callable[[], None]] = []

    @property
    def rehearses(self) -> bool:
        """Whether it shows another time than the wall's."""
        return not self._follows_wall

    def now(self) -> datetime:
        """Aware, in ZONE."""
        if self._follows_wall:
            return self._wall_now()
        gone = self._monotonic() - self._since
        return (self._base + timedelta(seconds=gone * self.speed)).astimezone(ZONE)

    def real_seconds_until(self, moment: datetime) -> float:
        """How long to wait in real seconds; infinite while the clock stands still."""
        ahead = (moment - self.now()).total_seconds()
        if ahead <= 0:
            return 0.0
        return ahead / self.speed if self.speed else float("inf")

    def set(self, moment: datetime | None = None, speed: float | None = None) -> None:
        """Jump or change the pace (rehearsals only)."""
        now = self.now()
        self._follows_wall = False
        self._base, self._since = moment or now, self._monotonic()
        self.speed = self.speed if speed is None else speed
        for heard in tuple(self._listeners):
            heard()

    def on_change(self, heard: Callable[[], None]) -> None:
        self._listeners.append(heard)

    def _wall_now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), ZONE)
