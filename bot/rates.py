"""How fast a bot may send, found out while sending. Plain counting over moments given as arguments; no waiting here.

Platforms do not publish how they count. Two ways are told apart by their refusals: a bucket of tokens takes an even
stream at the full rate; a strict window of a second refuses that, since messages arrive a little earlier or later
than they were sent. Refused once, we keep to what even a strict window must accept: a place in the window is free again
one second after the latest moment at which its message can have been counted.
"""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

EVEN_SHARE = 0.995  # of the limit, for an even stream
BURST_SHARE = 0.8  # of a second's messages that answers may use at once after a pause
CATCH_UP = 0.15  # seconds of an even stream that may be made good after a hiccup of our own
MARGIN = 0.004  # seconds added to a window: clocks, and what lies between a turn and the wire
OWN_SECOND = 1.5  # within so many seconds another message to the same chat may be why it is refused
NO_TIME = 1e-5  # seconds; what rounding leaves is not waited for
LONGEST_DOUBT = 2.0  # seconds after which a message not yet answered no longer holds its place
CALM = 600.0  # seconds without a refusal before the even stream is tried again
LONGEST_CALM = 4 * 3600.0
USUAL_OVER = 20  # answers over which the usual time of one is averaged
SLACK, SPARE = 1.1, 0.3  # places kept beyond those that the rate fills on average
MOST_PLACES = 64  # messages under way at once, however slow the platform
STEP_UP = 60.0  # seconds without a refusal before a reduced window gets one place back


class Way(StrEnum):
    """How the overall rate is kept."""

    EVEN = "even"
    WINDOW = "window"


@dataclass(slots=True, eq=False)
class Ticket:
    """One message on its way; moments in seconds of a steady clock."""

    sent: float
    answered: float | None = None


class Latency:
    """Times to an answer seen lately. shortest: what two messages surely have in common on their way. usual: a moving
    average, in which one answer that hung weighs no more than LONGEST_DOUBT."""

    def __init__(self, block: int = 500) -> None:
        self._block, self._count = block, 0
        self._before = self._current = float("inf")
        self.usual = 0.0

    def add(self, seconds: float) -> None:
        self.usual += (min(seconds, LONGEST_DOUBT) - self.usual) / USUAL_OVER
        self._current = min(self._current, seconds)
        self._count += 1
        if self._count == self._block:
            self._before, self._current, self._count = self._current, float("inf"), 0

    @property
    def shortest(self) -> float:
        least = min(self._before, self._current)
        return 0.0 if least == float("inf") else least


def places_needed(rate: float, seconds: float, least: int) -> int:
    """Messages that must be under way at once so that `rate` a second leave when each takes so many seconds from its
    claim to its record; `least` where that is enough, never more than MOST_PLACES beyond it (Little's law)."""
    return max(least, min(math.ceil(rate * seconds * SLACK + SPARE), MOST_PLACES))


class Rate:
    """The limit over all chats. `limit`: messages a second that the platform grants."""

    def __init__(self, limit: float, now: float) -> None:
        self.limit = limit
        self._length = 1.0 if limit >= 1 else 1 / limit  # seconds of the window
        self._most = self.places = max(int(limit), 1)  # messages in it
        self.way = Way.EVEN
        self._rate = limit * EVEN_SHARE
        self._capacity = max(limit * BURST_SHARE, 1.0)
        self._level, self._level_at = self._capacity, now
        self._next_bulk = now
        self._sent: deque[float] = deque(maxlen=self._most)
        self._under_way: deque[Ticket] = deque()
        self._leaving: list[float] = []  # when places in the window get free, a heap
        self._latency = Latency()
        self._calm_since, self._calm_needed, self._stepped = now, CALM, now
        self._struck_until = float("-inf")

    @property
    def usual(self) -> float:
        """Seconds that an answer usually takes."""
        return self._latency.usual

    def wait(self, now: float, bulk: bool) -> float:
        """Seconds until one more may go; infinite when only an answer can tell."""
        self._recover(now)
        rest = self._bucket_wait(now, bulk) if self.way is Way.EVEN else self._window_wait(now)
        rest = max(rest, self._next_bulk - now if bulk else 0.0)
        return rest if rest > NO_TIME else 0.0

    def take(self, now: float, bulk: bool) -> Ticket:
        """One more goes now."""
        self._refill(now)
        self._level -= 1
        if bulk:
            gap = 1 / self._rate if self.way is Way.EVEN else 0.9 * self._length / self.places
            self._next_bulk = max(self._next_bulk, now - CATCH_UP) + gap
        ticket = Ticket(now)
        self._sent.append(now)
        self._under_way.append(ticket)
        return ticket

    def answered(self, ticket: Ticket, now: float, counted: bool = True) -> None:
        """It was answered; `counted`: by the platform, as far as we know."""
        if ticket.answered is not None:
            return
        ticket.answered = now
        if counted:
            self._latency.add(now - ticket.sent)

    def refused(self, now: float, pause: float) -> bool:
        """The platform had one too many. What comes back during the same pause is the same refusal: False."""
        again = now < self._struck_until
        self._struck_until = max(self._struck_until, now + pause)
        if again:
            return False
        if self.way is Way.EVEN:
            self.way = Way.WINDOW
        else:
            self.places = max(1, self.places - max(1, self.places // 20))
        self._calm_since = self._stepped = self._struck_until
        self._level = min(self._level, 0.0)
        return True

    def _recover(self, now: float) -> None:
        """After calm: first the places of the window come back, then the even stream is tried again."""
        if self.way is Way.EVEN:
            return
        if self.places < self._most and now - self._stepped >= STEP_UP:
            self.places, self._stepped = self.places + 1, now
        if self.places == self._most and now - self._calm_since >= self._calm_needed:
            self.way = Way.EVEN
            self._calm_needed = min(2 * self._calm_needed, LONGEST_CALM)

    def _refill(self, now: float) -> None:
        self._level = min(self._capacity, self._level + (now - self._level_at) * self._rate)
        self._level_at = now

    def _bucket_wait(self, now: float, bulk: bool) -> float:
        """Bulk leaves half of the bucket to answers; together they are no more in a second than the limit."""
        self._refill(now)
        self._leave(now)
        needed = 1.0 + (min(self._capacity - 1, self._capacity / 2) if bulk else 0.0)
        full = self._sent[0] + self._length + MARGIN - now if len(self._sent) == self._most else 0.0
        return max(0.0, (needed - self._level) / self._rate, full)

    def _window_wait(self, now: float) -> float:
        self._leave(now)
        taken = len(self._under_way) + len(self._leaving)
        if taken < self.places:
            return 0.0
        earliest = self._leaving[0] - now if self._leaving else float("inf")
        doubtful = self._under_way[0].sent + LONGEST_DOUBT - now if self._under_way else float("inf")
        return max(min(earliest, doubtful), 0.0)

    def _leave(self, now: float) -> None:
        """Let go the places of messages that can no longer count."""
        for ticket in self._settled(now):
            answered = ticket.sent + LONGEST_DOUBT if ticket.answered is None else ticket.answered
            counted_by = max(answered - self._latency.shortest, ticket.sent)
            heapq.heappush(self._leaving, counted_by + self._length + MARGIN)
        while self._leaving and self._leaving[0] <= now + NO_TIME:
            heapq.heappop(self._leaving)

    def _settled(self, now: float) -> Iterator[Ticket]:
        """Those answered, or waited for long enough, taken from those under way."""
        rest: deque[Ticket] = deque()
        for ticket in self._under_way:
            if ticket.answered is not None or now - ticket.sent > LONGEST_DOUBT:
                yield ticket
            else:
                rest.append(ticket)
        self._under_way = rest


class Chats:
    """The limits of single chats: one message a second, a few more at once for answers; groups so many a minute."""

    def __init__(self, burst: int = 3, group: tuple[int, float] = (20, 60.0)) -> None:
        self._burst, self._group = burst, group
        self._sent: dict[str, deque[float]] = {}
        self._closed: dict[str, float] = {}
        self._cleaned = float("-inf")

    def wait(self, chat: str, now: float, bulk: bool) -> float:
        """Seconds until one more may go there."""
        closed = max(self._closed.get(chat, now) - now, 0.0)
        sent = self._sent.get(chat)
        if not sent:
            return closed
        if is_group(chat):
            return max(closed, _wait(sent, *self._group, now))
        most = 1 if bulk else self._burst
        return max(closed, _wait(sent, most, float(most), now))

    def take(self, chat: str, now: float) -> None:
        if chat:
            self._sent.setdefault(chat, deque(maxlen=max(self._burst, self._group[0]))).append(now)
        if now - self._cleaned > self._group[1]:
            self._clean(now)

    def crowded(self, chat: str, now: float) -> bool:
        """Whether a refusal may well be the chat's own: more than one message in its last second, a group near full."""
        sent = self._sent.get(chat, ())
        if is_group(chat):
            return len([moment for moment in sent if now - moment < self._group[1]]) >= 0.9 * self._group[0]
        return len([moment for moment in sent if now - moment < OWN_SECOND]) > 1

    def refused(self, chat: str, now: float, pause: float) -> None:
        """The chat takes nothing for so long, and no chat takes bursts any more."""
        self._closed[chat] = now + pause
        self._burst = 1

    def _clean(self, now: float) -> None:
        """Forget chats in which nothing happened for long: memory does not grow with recipients."""
        self._cleaned = now
        length = self._group[1]
        self._sent = {chat: sent for chat, sent in self._sent.items() if now - sent[-1] < length}
        self._closed = {chat: until for chat, until in self._closed.items() if until > now}


def _wait(sent: deque[float], most: int, length: float, now: float) -> float:
    """Until fewer than `most` lie within the last `length` seconds, with a margin."""
    if len(sent) < most:
        return 0.0
    rest = sent[-most] + length + MARGIN - now
    return rest if rest > NO_TIME else 0.0


def is_group(chat: str) -> bool:
    """Telegram's ids of groups and channels are negative, or names."""
    return chat.startswith(("-", "@"))
