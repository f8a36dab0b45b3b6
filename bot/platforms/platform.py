"""What the rest of the program knows of a platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from handlers.talk import Capabilities, Reply
from training.mailing import Outcome


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the platform took. `message` is its id there."""

    message: str


class SendFailed(Exception):
    """A send that did not surely succeed. `pause` is what the platform asked for (429)."""

    def __init__(self, outcome: Outcome, reason: str, pause: timedelta | None = None) -> None:
        super().__init__(f"{outcome}: {reason}")
        self.outcome, self.reason, self.pause = outcome, reason, pause


class Platform(Protocol):
    """Sends replies in their lane, and fetches what people sent."""

    name: str
    capabilities: Capabilities

    async def send(self, address: str, reply: Reply) -> Sent:
        """Send or edit one message through the limiter, in `reply.lane`. Raises SendFailed."""

    async def fetch(self, file_id: str, limit: int) -> bytes:
        """The content of a file a person sent, at most `limit` bytes. Raises SendFailed."""
