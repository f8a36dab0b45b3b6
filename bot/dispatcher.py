"""Sends what is due: starts mailings, claims deliveries, hands them to their platform, records what came of each.

One unit of work at a time writes down what has come back and claims as many messages as there are free places: what
is between claimed and recorded is all that a crash can leave in doubt. There are `in_flight` places, and more only as
far as a platform answers too slowly to keep its rate with so few.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.clockwork import POLL, Clockwork, Jump, Jumps
from bot.platforms.platform import Platform, SendFailed
from bot.progress import Progress
from handlers import scheduled
from handlers.scheduled import Worded
from storage import deliveries, due, outcomes
from storage.database import Database, savepoint
from storage.deliveries import Claimed
from storage.outcomes import Result
from storage.owed import Known
from training.mailing import POLICY, MailingKind, Outcome, Policy, sendable
from training.reminders import QuietHours

log = structlog.get_logger(__name__)

IN_ORDER = ((MailingKind.CHANGE,), (MailingKind.REMINDER, MailingKind.NUDGE), (MailingKind.NOTICE,))
NOBODY = Result(Outcome.GONE, error="no account that can be reached")
MOST_DROPPED = 200  # messages found not owed in one unit of work; others wait for it
LAST_WAIT = 15.0  # real seconds for what is in flight when the program stops
TURNS = 20  # units of work over which their time is averaged
DOUBTFUL = frozenset({Outcome.UNKNOWN, Outcome.NOT_SENT})
MANY_DOUBTS = 16  # one after the other: the platform is away, and trying the others would only spoil their tries
FIRST_REST, LONGEST_REST = 5.0, 60.0  # real seconds that it is left alone then, twice as long each time
MOST_DOUBLINGS = 8  # enough for the longest; after a day of doubts the number would outgrow a float
BREATH = 1.0  # real seconds before another try when the database does not answer


class Limits(Protocol):
    """What the settings say of sending."""

    @property
    def in_flight(self) -> int: ...

    @property
    def quiet_hours(self) -> QuietHours: ...


class Paced(Protocol):
    """What the dispatcher asks a pacer: for how many real seconds bulk is closed there, and how many messages must be
    under way to keep the rate."""

    def bulk_closed_for(self) -> float: ...

    def places(self, own_seconds: float, least: int) -> int: ...


def _steady() -> float:
    """Seconds of the event loop, as the pacer counts them."""
    return asyncio.get_running_loop().time()


@dataclass(frozen=True, slots=True)
class _Back:
    """A claimed message that came back from its platform."""

    claimed: Claimed
    result: Result


@dataclass(frozen=True, slots=True)
class Turn:
    """What a unit of work gave: messages to send, mailings that are done now, whether more may be due at once."""

    ready: tuple[Worded, ...] = ()
    done: tuple[int, ...] = ()
    more: bool = False


class Dispatcher:
    """Runs beside everything else in one event loop. `wake` it after committing a mailing."""

    def __init__(
        self,
        database: Database,
        platforms: Mapping[str, Platform],
        clock: Clock,
        settings: Limits,
        pacing: Mapping[str, Paced] | None = None,
        *,
        clockwork: Clockwork | None = None,
        policy: Policy = POLICY,
        progress_every: float = 2.0,
    ) -> None:
        self._database, self._platforms, self._clock, self._settings = database, platforms, clock, settings
        self._pacing = pacing or {}
        self._own_clockwork = clockwork is None
        self._clockwork = clockwork or Clockwork(clock)
        self._jumps = Jumps(clock)
        self._policy = policy
        self._progress = Progress(database, platforms, clock, progress_every)
        self._woken, self._quiet, self._ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._look_again = True  # something may have fallen due
        self._jump: Jump | None = None  # not yet heeded
        self._started = self._stopping = False
        self._in_flight: dict[asyncio.Task[None], Claimed] = {}
        self._back: list[_Back] = []
        self._turnaround = 0.0  # seconds that a unit of work usually takes
        self._doubts: dict[str, int] = {}  # platform → tries without a clear answer since the last one with
        self._closed: dict[str, float] = {}  # platform → moment of the event loop at which it takes bulk again
        clock.on_change(self.wake)

    def wake(self) -> None:
        """Something may be due: a mailing was planned, resumed, let go; the clock was set."""
        self._look_again = True
        self._quiet.clear()
        self._woken.set()

    async def idle(self) -> None:
        """Until nothing is due and nothing is in flight; at once when it has ended."""
        if self._ended.is_set():
            return
        self.wake()
        await self._quiet.wait()

    @property
    def in_flight(self) -> int:
        """Messages claimed and not yet recorded."""
        return len(self._in_flight) + len(self._back)

    async def run(self) -> None:
        """Until `stop`. What a crash left in doubt is settled first."""
        self._started = True
        if self._own_clockwork:
            self._clockwork.start()
        watching = asyncio.create_task(self._progress.run())
        try:
            await self._recover()
            while not self._stopping:
                await self._pass()
            await self._finish()
        finally:
            for task in (watching, *self._in_flight):
                task.cancel()
            if self._own_clockwork:
                self._clockwork.stop()
            self._quiet.set()
            self._ended.set()

    async def stop(self) -> None:
        """Claim nothing more; what is in flight ends and is recorded."""
        self._stopping = True
        self._woken.set()
        if self._started:
            await self._ended.wait()

    async def _recover(self) -> None:
        def recover(db: Connection) -> int:
            return outcomes.recover(db, self._clock.now(), self._scaled())

        while not self._stopping:
            with contextlib.suppress(Exception):
                if found := await self._database.write(recover):
                    log.warning("deliveries in doubt after a crash", many=found)
                return
            log.error("cannot recover deliveries yet")
            await asyncio.sleep(BREATH)

    async def _pass(self) -> None:
        """One unit of work, and rest until there is reason for another."""
        self._woken.clear()
        order, begun = self._order(), _steady()
        try:
            turn = await self._database.write(order.carry_out)
        except Exception:
            log.exception("the dispatcher could not work")
            self._take_back(order)
            await asyncio.sleep(BREATH)
            return
        self._jump = None
        if order.back:
            self._turnaround += (min(_steady() - begun, BREATH) - self._turnaround) / TURNS
        self._progress.ended(turn.done)
        for worded in turn.ready:
            self._send_off(worded)
        if turn.more:
            self._look_again = True
            return
        if order.looking or any(one.result.outcome is not Outcome.SENT for one in order.back):
            await self._arm()
        await self._rest(turn)

    def _order(self) -> _Order:
        back, self._back = tuple(self._back), []
        looking, self._look_again = self._look_again, False
        if looking:
            self._jump = self._heed_jump() or self._jump
        return _Order(
            now=self._clock.now(),
            back=back,
            looking=looking,
            jump=self._jump,
            free=self._places() - len(self._in_flight) if not self._stopping else 0,
            in_flight=frozenset(part.id for one in self._in_flight.values() for part in one.parts),
            closed=self._closed_platforms(),
            open=frozenset(self._platforms),
            quiet=self._settings.quiet_hours,
            policy=self._scaled(),
        )

    def _places(self) -> int:
        """How many may be under way: as many as set, or as the slowest platform needs to keep its rate."""
        least = self._settings.in_flight
        return max((one.places(self._turnaround, least) for one in self._pacing.values()), default=least)

    def _take_back(self, order: _Order) -> None:
        """Nothing of it was written: what had come back is still to be recorded."""
        self._back[:0] = order.back
        self._look_again |= order.looking

    def _heed_jump(self) -> Jump | None:
        jump = self._jumps.look()
        if jump:
            log.warning("the clock jumped", expected=jump.expected.isoformat(), now=jump.now.isoformat())
        return jump if jump and jump.skipped_hours else None

    def _scaled(self) -> Policy:
        return self._policy.at_speed(self._clock.speed)

    def _closed_platforms(self) -> frozenset[str]:
        """Those that take nothing in bulk now; rung again when the first of them does."""
        now = _steady()
        waits = {name: until - now for name, until in self._closed.items()}
        for name, pacer in self._pacing.items():
            waits[name] = max(waits.get(name, 0.0), pacer.bulk_closed_for())
        closed = {name: wait for name, wait in waits.items() if wait > 0}
        if closed:
            asyncio.get_running_loop().call_later(min(closed.values()), self._woken.set)
        return frozenset(closed)

    def _send_off(self, worded: Worded) -> None:
        task = asyncio.create_task(self._send(worded))
        self._in_flight[task] = worded.claimed
        task.add_done_callback(lambda done: self._in_flight.pop(done, None))

    async def _send(self, worded: Worded) -> None:
        result = await self._result_of(worded)
        self._heed_doubt(worded.claimed.platform or "", result.outcome)
        if result.outcome is Outcome.SLOW_DOWN and result.pause:
            self._closed[worded.claimed.platform or ""] = _steady() + result.pause.total_seconds()
            result = replace(result, pause=result.pause * self._clock.speed)
        if task := asyncio.current_task():  # now, and not when the task is done: its place is free from here on
            self._in_flight.pop(task, None)
        self._back.append(_Back(worded.claimed, result))
        self._woken.set()

    def _heed_doubt(self, platform: str, outcome: Outcome) -> None:
        """A platform that does not answer is left alone for a while: what waits loses none of its few tries."""
        if outcome not in DOUBTFUL:
            self._doubts.pop(platform, None)
            return
        doubts = self._doubts[platform] = self._doubts.get(platform, 0) + 1
        if doubts >= MANY_DOUBTS:
            doublings = min((doubts - MANY_DOUBTS) // self._settings.in_flight, MOST_DOUBLINGS)
            rest = min(FIRST_REST * 2**doublings, LONGEST_REST)
            self._closed[platform] = max(self._closed.get(platform, 0.0), _steady() + rest)
            log.warning("a platform does not answer", platform=platform, tries=doubts, rest=rest)

    async def _result_of(self, worded: Worded) -> Result:
        one, reply = worded.claimed, worded.reply
        assert one.platform and one.address and reply
        try:
            sent = await self._platforms[one.platform].send(one.address, reply)
        except SendFailed as failure:
            return Result(failure.outcome, error=failure.reason, pause=failure.pause)
        except Exception as error:
            log.exception("a platform failed in an unknown way", platform=one.platform)
            return Result(Outcome.UNKNOWN, error=type(error).__name__)
        return Result(Outcome.SENT, sent.message)

    async def _arm(self) -> None:
        """Be woken when something falls due."""
        now, quiet = self._clock.now(), self._settings.quiet_hours
        moment = await self._database.read(lambda db: scheduled.next_wake(db, now, quiet))
        if moment:
            self._clockwork.wake_at(moment, self._ring)

    async def _ring(self) -> None:
        self.wake()

    async def _rest(self, turn: Turn) -> None:
        busy = self._in_flight or self._back or self._look_again or turn.ready or self._closed_platforms()
        if not busy:
            self._quiet.set()
        if self._back or self._look_again or self._stopping:
            return
        try:
            await asyncio.wait_for(self._woken.wait(), POLL)
        except TimeoutError:
            self._look_again = True

    async def _finish(self) -> None:
        """Let what is in flight end, and record it."""
        if self._in_flight:
            await asyncio.wait(list(self._in_flight), timeout=LAST_WAIT)
        order = self._order()
        if order.back:
            await self._database.write(order.carry_out)


@dataclass(frozen=True, slots=True)
class _Order:
    """All that a unit of work needs to know; it changes nothing outside the database and may be done again."""

    now: datetime
    back: tuple[_Back, ...]
    looking: bool
    jump: Jump | None
    free: int
    in_flight: frozenset[int]
    closed: frozenset[str]
    open: frozenset[str]
    quiet: QuietHours
    policy: Policy

    def carry_out(self, db: Connection) -> Turn:
        """Record, start what is due, claim and word."""
        for one in self.back:
            self._record(db, one.claimed, one.result)
        if self.looking and self._start(db):
            return Turn(more=True)
        ready, more = self._take(db)
        idle = not ready and not self.in_flight
        done = outcomes.sweep(db, self.now) if idle or self.looking else []
        return Turn(tuple(ready), tuple(done), more)

    def _record(self, db: Connection, claimed: Claimed, result: Result) -> None:
        try:
            with savepoint(db):
                outcomes.record(db, claimed, result, self.now, self.policy)
        except OperationalError:
            raise
        except Exception:
            log.exception("an outcome cannot be recorded", parts=[part.id for part in claimed.parts])

    def _start(self, db: Connection) -> bool:
        if self.jump and (held := due.hold_overdue(db, self.jump.expected, self.jump.now)):
            log.error("held after a jump of the clock; an organizer must let them go", mailings=held)
        outcomes.expire_leases(db, self.now, self.in_flight, self.policy)
        return scheduled.start_due(db, self.now, self.quiet) > 0

    def _take(self, db: Connection) -> tuple[list[Worded], bool]:
        """Messages for the free places, urgent ones first; whether it stopped early."""
        known, ready, dropped = Known(db), list[Worded](), 0
        for kinds in IN_ORDER:
            wanted = sendable(kinds, self.quiet.cover(self.now))
            while wanted and len(ready) < self.free and dropped < MOST_DROPPED:
                claimed = deliveries.claim(db, self.now, self.free - len(ready), wanted, self.policy, self.closed)
                worded = [found for one in claimed if (found := self._word(db, known, one))]
                ready.extend(worded)
                dropped += len(claimed) - len(worded)
                if not claimed:
                    break
        return ready, dropped >= MOST_DROPPED

    def _word(self, db: Connection, known: Known, claimed: Claimed) -> Worded | None:
        """None when nothing of it is to be sent; then it is written down why."""
        if claimed.platform not in self.open or not claimed.address:
            self._record(db, claimed, NOBODY)
            return None
        try:
            with savepoint(db):
                worded = scheduled.word(db, claimed, self.now, quiet=self.quiet, known=known)
                outcomes.drop(db, worded.dropped)
        except OperationalError:
            raise
        except Exception as error:
            log.exception("a message cannot be worded", parts=[part.id for part in claimed.parts])
            self._record(db, claimed, Result(Outcome.REFUSED, error=f"cannot be worded: {type(error).__name__}"))
            return None
        return worded if worded.reply else None
