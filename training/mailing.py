"""Mailings and deliveries: states, what an outcome leads to, what the counts must add up to.

The states follow one message to one person: waiting → sending → sent, or how else it ended. `unknown` means the
platform may or may not have taken it; nobody can ask (no idempotency keys), so the kind decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class MailingKind(StrEnum):
    REMINDER = "reminder"
    NOTICE = "notice"
    CHANGE = "change"
    NUDGE = "nudge"


class MailingState(StrEnum):
    DRAFT = "draft"  # being written
    PLANNED = "planned"  # will start at its due time
    RUNNING = "running"  # recipients are frozen, deliveries are under way
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"  # taken back or stopped by an organizer
    MISSED = "missed"  # its time was over before anything could be sent
    HELD = "held"  # fell due only by a jump of the clock or after a restore: somebody must say go


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    MISSED = "missed"
    UNKNOWN = "unknown"
    STOPPED = "stopped"


class Lane(StrEnum):
    """Who goes first when the platform's limit is shared; in this order."""

    ANSWER = "answer"
    RECEIPT = "receipt"
    CHANGE = "change"
    REMINDER = "reminder"
    NOTICE = "notice"


LANE_OF = {
    MailingKind.CHANGE: Lane.CHANGE,
    MailingKind.REMINDER: Lane.REMINDER,
    MailingKind.NUDGE: Lane.REMINDER,
    MailingKind.NOTICE: Lane.NOTICE,
}


NEVER_HUSHED = frozenset({MailingKind.CHANGE})


def sendable(kinds: Iterable[MailingKind], hushed: bool) -> tuple[MailingKind, ...]:
    """Those that may go out; in quiet hours only what cannot wait until the morning (silently)."""
    return tuple(kind for kind in kinds if not hushed or kind in NEVER_HUSHED)


class Outcome(StrEnum):
    """What came of one try to send."""

    SENT = "sent"
    NOT_SENT = "not_sent"  # surely not taken: refused connection, DNS, TLS, pool exhausted
    UNKNOWN = "unknown"  # broke off, unreadable, 5xx: perhaps taken
    SLOW_DOWN = "slow_down"  # 429; not an attempt
    GONE = "gone"  # blocked, deactivated, chat not found
    REFUSED = "refused"  # the message itself is at fault


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of trying again."""

    attempts: int = 5
    uncertain_tries: int = 2
    lease: timedelta = timedelta(seconds=60)
    settle: timedelta = timedelta(seconds=10)  # wait after an uncertain send, an answer may still arrive
    first_pause: timedelta = timedelta(seconds=2)
    longest_pause: timedelta = timedelta(minutes=5)

    def at_speed(self, speed: float) -> Policy:
        """The same real waits on a clock that runs `speed` times as fast (rehearsals)."""
        if speed == 1.0:
            return self
        return replace(
            self,
            lease=self.lease * speed,
            settle=self.settle * speed,
            first_pause=self.first_pause * speed,
            longest_pause=self.longest_pause * speed,
        )


POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Try:
    """A delivery as far as trying is concerned. `next_at`: not before (None: at once)."""

    state: DeliveryState
    attempts: int = 0
    uncertain: int = 0
    next_at: datetime | None = None


def claimed(one: Try, now: datetime, policy: Policy) -> Try:
    """Written down before the call: whoever finds the lease expired knows that the outcome is unknown."""
    return replace(one, state=DeliveryState.SENDING, attempts=one.attempts + 1, next_at=now + policy.lease)


def after(
    one: Try,
    outcome: Outcome,
    now: datetime,
    policy: Policy,
    pause: timedelta | None = None,
    again: bool = True,
) -> Try:
    """The state after a try. `again`: whether an uncertain send of this kind may be repeated."""
    match outcome:
        case Outcome.SENT:
            return replace(one, state=DeliveryState.SENT, next_at=None)
        case Outcome.GONE:
            return replace(one, state=DeliveryState.UNREACHABLE, next_at=None)
        case Outcome.REFUSED:
            return replace(one, state=DeliveryState.FAILED, next_at=None)
        case Outcome.SLOW_DOWN:
            wait = pause or policy.first_pause
            return replace(one, state=DeliveryState.WAITING, attempts=one.attempts - 1, next_at=now + wait)
        case Outcome.NOT_SENT:
            return _again(one, now, policy)
        case Outcome.UNKNOWN:
            return _uncertain(one, now, policy, again)


def _again(one: Try, now: datetime, policy: Policy) -> Try:
    if one.attempts >= policy.attempts:
        return replace(one, state=DeliveryState.FAILED, next_at=None)
    pause = min(policy.first_pause * 2 ** (one.attempts - 1), policy.longest_pause)
    return replace(one, state=DeliveryState.WAITING, next_at=now + pause)


def _uncertain(one: Try, now: datetime, policy: Policy, again: bool) -> Try:
    uncertain = one.uncertain + 1
    if not again or uncertain >= policy.uncertain_tries:
        return replace(one, state=DeliveryState.UNKNOWN, uncertain=uncertain, next_at=None)
    return replace(one, state=DeliveryState.WAITING, uncertain=uncertain, next_at=now + policy.settle)


@dataclass(frozen=True, slots=True)
class Counts:
    """How a mailing stands. The states always add up to the recipients."""

    recipients: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    unreachable: int = 0
    missed: int = 0
    unknown: int = 0
    stopped: int = 0
    acknowledged: int = 0

    @property
    def ended(self) -> int:
        return self.recipients - self.waiting


def count(states: Iterable[tuple[str, int, int]]) -> Counts:
    """From (state, how many, how many of them acknowledged)."""
    numbers = dict.fromkeys(("waiting", "sent", "failed", "unreachable", "missed", "unknown", "stopped"), 0)
    acknowledged = 0
    for state, many, confirmed in states:
        numbers["waiting" if state == DeliveryState.SENDING else state] += many
        acknowledged += confirmed
    return Counts(recipients=sum(numbers.values()), acknowledged=acknowledged, **numbers)
