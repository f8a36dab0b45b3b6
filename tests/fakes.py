"""Fakes of the outside world, with words of their own."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta

from bot.platforms.platform import SendFailed, Sent
from handlers.talk import Capabilities, Reply
from training.mailing import Outcome


class Messenger:
    """A platform that remembers what it was told to say, and fails when it is told to.

    `takes`: real seconds a message takes.
    """

    def __init__(self, name: str = "telegram", takes: float = 0.0) -> None:
        self.name, self.takes = name, takes
        self.capabilities = Capabilities()
        self.replies: list[tuple[str, Reply]] = []
        self.at_once = self.most_at_once = 0
        self.on_send: Callable[[str, Reply], None] | None = None
        self._blocked: set[str] = set()
        self._trouble: deque[tuple[Outcome, bool, timedelta | None]] = deque()

    def told(self, address: str) -> list[str]:
        """The texts that arrived there, in order; edits are not among them."""
        return [reply.text for to, reply in self.replies if to == address and not reply.edit]

    def edits(self, address: str, message: str) -> list[str]:
        """What a message showed, one text after the other."""
        return [reply.text for to, reply in self.replies if to == address and reply.edit == message]

    def everybody(self) -> list[str]:
        """Addresses in the order in which something arrived there."""
        return [to for to, reply in self.replies if not reply.edit]

    def blocked_by(self, address: str) -> None:
        self._blocked.add(address)

    def fails(self, outcome: Outcome, *, times: int = 1, arrives: bool = False, pause: float | None = None) -> None:
        """The next messages meet this; `arrives`: although the sender learns nothing of it."""
        waits = timedelta(seconds=pause) if pause is not None else None
        self._trouble.extend([(outcome, arrives, waits)] * times)

    async def send(self, address: str, reply: Reply) -> Sent:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.takes)
            return self._take(address, reply)
        finally:
            self.at_once -= 1

    def _take(self, address: str, reply: Reply) -> Sent:
        if self.on_send:
            self.on_send(address, reply)
        if address in self._blocked:
            raise SendFailed(Outcome.GONE, "Forbidden: bot was blocked by the user")
        if self._trouble and not reply.edit:
            outcome, arrives, pause = self._trouble.popleft()
            if arrives:
                self.replies.append((address, reply))
            raise SendFailed(outcome, "trouble", pause)
        self.replies.append((address, reply))
        return Sent(str(len(self.replies)))

    async def fetch(self, file_id: str, limit: int) -> bytes:
        raise SendFailed(Outcome.REFUSED, f"no such file: {file_id}")
