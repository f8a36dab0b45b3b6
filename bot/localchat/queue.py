"""Updates that wait for a bot, as getUpdates and webhooks take them."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from bot.localchat.chats import Bell

PRESS_EXPIRES = 150.0  # seconds; see Telegram's server source
UPDATE_EXPIRES = 24 * 3600.0


class Update(NamedTuple):
    """One waiting update. lane: what it must stay in order with (its chat, or the presses of its user)."""

    id: int
    kind: str
    body: bytes
    lane: str
    since: float  # monotonic seconds

    def is_stale(self, now: float) -> bool:
        age = now - self.since
        return age > (PRESS_EXPIRES if self.kind == "callback_query" else UPDATE_EXPIRES)


class UpdateQueue:
    """In order of arrival; numbered one by one."""

    def __init__(self, monotonic: Callable[[], float], first_id: int) -> None:
        self._monotonic = monotonic
        self._next_id = first_id
        self._waiting: deque[Update] = deque()
        self.bell = Bell()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, kind: str, content: dict[str, Any], lane: str) -> int:
        """Returns the update's id."""
        update_id, self._next_id = self._next_id, self._next_id + 1
        body = json.dumps({"update_id": update_id, kind: content}, separators=(",", ":")).encode()
        self._waiting.append(Update(update_id, kind, body, lane, self._monotonic()))
        self.bell.ring()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget what is below the offset; a negative one keeps only so many of the newest."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
            return
        while self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()

    def take(self, limit: int) -> list[Update]:
        """The oldest ones still worth delivering; they stay until confirmed."""
        now = self._monotonic()
        if self._waiting and self._waiting[0].is_stale(now):
            self._waiting = deque(update for update in self._waiting if not update.is_stale(now))
        taken: list[Update] = []
        for update in self._waiting:
            if len(taken) == limit:
                break
            if not update.is_stale(now):
                taken.append(update)
        return taken

    def done(self, update: Update) -> None:
        """Delivered out of order, by a webhook."""
        if update in self._waiting:
            self._waiting.remove(update)

    def clear(self) -> None:
        self._waiting.clear()
