"""What the program does by itself besides sending what is due: the evening line, forgetting, looking after itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import structlog
from sqlalchemy import Connection, func, select

from bot.clock import Clock
from bot.clockwork import Clockwork
from handlers import closing, heartbeat
from handlers.talk import Reply
from handlers.wording import alarms as words
from handlers.wording.language import speaker
from storage import due, inbox, outcomes, retention, schema
from storage.database import Database
from training.mailing import MailingKind, sendable
from training.plan import ZONE
from training.reminders import QuietHours

log = structlog.get_logger()
EVENING_LINE, NIGHT = time(20, 30), time(2, 30)
SETTLED = timedelta(minutes=10)  # after the start
LOOK_EVERY = 60.0  # real seconds
LATE = timedelta(minutes=5)
AGAIN = timedelta(hours=1)  # the same alarm is not repeated within this
COUNTED = frozenset({words.ASIDE, words.DEAD})  # over the last day
LONG = frozenset({MailingKind.NOTICE})  # to thousands these take longer than LATE, and nothing is wrong


def evening_before(now: datetime) -> date:
    """The day of the last evening line's hour: a machine that slept through it tells of yesterday in the morning."""
    hour = timedelta(hours=EVENING_LINE.hour, minutes=EVENING_LINE.minute)
    return (now.astimezone(ZONE) - hour).date()


async def _always() -> bool:
    return True


class Jobs:
    """Nightly work, and alarms to the admins when something that was due did not go."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        clockwork: Clockwork,
        admins: tuple[tuple[str, str], ...],
        tell: Callable[[Reply], Awaitable[None]],
        quiet: QuietHours = QuietHours(),
        token_works: Callable[[], Awaitable[bool]] = _always,
    ) -> None:
        self._database, self._clock, self._clockwork = database, clock, clockwork
        self._admins, self._tell, self._quiet, self._token_works = admins, tell, quiet, token_works
        self._told: dict[str, datetime] = {}
        self._locked_out: datetime | None = None
        self._counted: dict[str, int] = {}
        self.found: dict[str, int] = {}  # what the last look found, for /health

    def arrange(self) -> None:
        """Ask to be called at the hours; and soon after the start, since a machine may be off every night."""
        self._clockwork.nightly(EVENING_LINE, self.evening_line)
        self._clockwork.nightly(NIGHT, self.forget)
        self._clockwork.wake_at(self._clock.now() + SETTLED, self.forget)

    async def evening_line(self) -> None:
        """Absence where a roll was taken, then the line that counts the day."""
        now = self._clock.now()
        absent = await self._database.write(lambda db: closing.close_out(db, now))
        log.info("sessions closed", absent=absent)
        day = evening_before(now)
        await self._database.write(lambda db: heartbeat.plan_heartbeats(db, now, day))

    async def forget(self) -> None:
        """Not in a rehearsal: its clock may be years ahead of the data, and what is forgotten does not come back."""
        if self._clock.rehearses:
            return
        now = self._clock.now()
        forgotten = await self._database.write(lambda db: retention.forget(db, now))
        log.info("forgotten", **{name: many for name, many in forgotten.items() if many})

    async def watch(self) -> None:
        """For ever: look, and tell the admins once an hour of what is wrong."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        """One look."""
        now = self._clock.now()
        found = await self._database.read(lambda db: troubles(db, now, self._quiet))
        found |= await self._token(now)
        self.found = {name: number for name, number in found.items() if name != words.BACK}
        for alarm, number in found.items():
            if self._is_news(alarm, number, now):
                self._told[alarm], self._counted[alarm] = now, number
                await self._alarm(words.alarm(speaker(None), alarm, number))
        self._counted = {alarm: min(self._counted.get(alarm, 0), found.get(alarm, 0)) for alarm in COUNTED}

    def _is_news(self, alarm: str, number: int, now: datetime) -> bool:
        """Not within the hour; of what stays counted for a day only when there is more of it."""
        if alarm in COUNTED and number <= self._counted.get(alarm, 0):
            return False
        return now - self._told.get(alarm, now - 2 * AGAIN) >= AGAIN

    async def _token(self, now: datetime) -> dict[str, int]:
        """A token that stopped working cannot tell so itself: it stands in the log and at /health, on other platforms,
        and is told when it works again."""
        if not await self._token_works():
            self._locked_out = self._locked_out or now
            return {words.TOKEN: _minutes(now - self._locked_out)}
        since, self._locked_out = self._locked_out, None
        if since is None:
            return {}
        self._told.pop(words.TOKEN, None)
        self._told.pop(words.BACK, None)
        return {words.BACK: _minutes(now - since)}

    async def _alarm(self, alarm: Reply) -> None:
        log.error("alarm", text=alarm.text)
        for admin in self._admins:
            await self._tell(replace(alarm, to=admin))


def troubles(db: Connection, now: datetime, quiet: QuietHours = QuietHours()) -> dict[str, int]:
    """What an admin should hear of, by name, with a number: minutes late, messages."""
    found = _late(db, now, quiet)
    if held := len(due.held(db)):
        found[words.HELD] = held
    if aside := inbox.set_aside_since(db, now - timedelta(days=1)):
        found[words.ASIDE] = aside
    if dead := _failed_since(db, now - timedelta(days=1)):
        found[words.DEAD] = dead
    return found


def _late(db: Connection, now: datetime, quiet: QuietHours) -> dict[str, int]:
    """Something was due and nothing goes, or what cannot take long is late. What waits for the morning is neither."""
    kinds = sendable(MailingKind, quiet.cover(now))
    waits = _waits(db, now, kinds, quiet)
    if waits > LATE and not outcomes.sent_since(db, now - LATE):
        return {words.STUCK: _minutes(waits)}
    waits = _waits(db, now, [kind for kind in kinds if kind not in LONG], quiet)
    return {words.LATE: _minutes(waits)} if waits > LATE else {}


def _waits(db: Connection, now: datetime, kinds: Sequence[MailingKind], quiet: QuietHours) -> timedelta:
    oldest = outcomes.oldest_waiting(db, now, kinds)
    if oldest is None:
        return timedelta()
    return now - (oldest if quiet.cover(now) else quiet.over(oldest))


def _minutes(gap: timedelta) -> int:
    return int(gap.total_seconds()) // 60


def _failed_since(db: Connection, since: datetime) -> int:
    """Deliveries that the platform refused for good, of mailings begun since."""
    d, m = schema.delivery, schema.mailing
    query = select(func.count()).select_from(d.join(m, m.c.id == d.c.mailing_id))
    return int(db.execute(query.where(d.c.state == "failed", m.c.due_at > since)).scalar_one())
