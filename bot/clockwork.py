"""Wakes others at moments of the program's clock. It knows nothing of people: a handful of alarms, whatever is due."""

from __future__ import annotations

import asyncio
import time as real_time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from training.plan import ZONE

log = structlog.get_logger(__name__)

Woken = Callable[[], Awaitable[None]]
POLL = 30.0  # real seconds; the net below a wake that got lost
FAR = 86400.0 * 30  # real seconds; the poll arms what is further away
NOTABLE = timedelta(minutes=1)  # a jump of the clock that is told to the log
UNASKED = timedelta(hours=1)  # a jump after which nothing that fell due by it goes out by itself


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock did not go on as time did. expected: what it would show, had it not jumped."""

    expected: datetime
    now: datetime

    @property
    def skipped_hours(self) -> bool:
        return self.now - self.expected >= UNASKED


def steady() -> float:
    """Seconds that go on whatever the wall clock says, through a suspended machine too where the system counts it."""
    boottime: int | None = getattr(real_time, "CLOCK_BOOTTIME", None)
    return real_time.clock_gettime(boottime) if boottime is not None else real_time.monotonic()


class Jumps:
    """Compares the program's clock with time that cannot be set."""

    def __init__(self, clock: Clock, steady: Callable[[], float] = steady) -> None:
        self._clock, self._steady = clock, steady
        clock.on_change(self._begin)  # a rehearsal's jump is meant
        self._begin()

    def _begin(self) -> None:
        self._now, self._since = self._clock.now(), self._steady()

    def look(self) -> Jump | None:
        """The jump since the last look, when there was one worth telling."""
        gone = timedelta(seconds=(self._steady() - self._since) * self._clock.speed)
        jump = Jump(self._now + gone, self._clock.now())
        self._begin()
        return jump if abs(jump.now - jump.expected) > NOTABLE else None


@dataclass(slots=True)
class _Alarm:
    moment: datetime
    woken: Woken
    nightly: time | None = None


class Clockwork:
    """Alarms at program time over APScheduler, which sees real time only. Start it inside a running event loop."""

    def __init__(self, clock: Clock, poll: float = POLL) -> None:
        self._clock, self._poll = clock, poll
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        self._alarms: dict[str, _Alarm] = {}
        self._calls: set[asyncio.Task[None]] = set()
        clock.on_change(self._rearm)

    def start(self) -> None:
        self._scheduler.start()
        self._scheduler.add_job(self._look, "interval", seconds=self._poll, id="poll")
        self._rearm()

    def stop(self) -> None:
        """No alarm rings any more."""
        self._alarms.clear()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake_at(self, moment: datetime, woken: Woken) -> None:
        """Call `woken` once at this moment, at once when it is past. Another moment for the same one replaces it."""
        self._set(_name(woken), _Alarm(moment, woken))

    def nightly(self, at: time, woken: Woken) -> None:
        """Call `woken` every day at this hour of ZONE."""
        self._set(f"{_name(woken)}@{at}", _Alarm(next_at(at, self._clock.now()), woken, at))

    def _set(self, name: str, alarm: _Alarm) -> None:
        self._alarms[name] = alarm
        self._arm(name)

    def _arm(self, name: str) -> None:
        seconds = self._clock.real_seconds_until(self._alarms[name].moment)
        if not self._scheduler.running or seconds > FAR:
            return  # not started, or the clock stands still: `start`, `on_change` and the poll see to it
        at = datetime.fromtimestamp(real_time.time() + seconds, UTC)
        self._scheduler.add_job(self._ring, "date", run_date=at, args=[name], id=name, replace_existing=True)

    def _rearm(self) -> None:
        now = self._clock.now()
        for name, alarm in self._alarms.items():
            if alarm.nightly and alarm.moment > now:
                alarm.moment = min(alarm.moment, next_at(alarm.nightly, now))  # the clock may have been put back
            self._arm(name)

    async def _ring(self, name: str) -> None:
        alarm = self._alarms.get(name)
        if alarm is None:
            return
        if alarm.moment > self._clock.now():  # the clock was slowed down or put back meanwhile
            self._arm(name)
            return
        if alarm.nightly:
            alarm.moment = next_at(alarm.nightly, self._clock.now())
            self._arm(name)
        else:
            del self._alarms[name]
        task = asyncio.create_task(self._call(name, alarm.woken))  # not awaited: it may set its own next alarm
        self._calls.add(task)
        task.add_done_callback(self._calls.discard)

    async def _call(self, name: str, woken: Woken) -> None:
        try:
            await woken()
        except Exception:
            log.exception("alarm failed", alarm=name)

    async def _look(self) -> None:
        """Ring what should have rung, arm what has come near."""
        now = self._clock.now()
        for name, alarm in list(self._alarms.items()):
            if alarm.moment <= now:
                await self._ring(name)
            else:
                self._arm(name)


def _name(woken: Woken) -> str:
    return f"{getattr(woken, '__qualname__', repr(woken))}:{id(getattr(woken, '__self__', woken))}"


def next_at(hour: time, now: datetime) -> datetime:
    """The next moment after `now` at which it is that hour in ZONE."""
    today = datetime.combine(now.astimezone(ZONE).date(), hour, ZONE)
    return today if today > now else today + timedelta(days=1)
