"""The platform answers 502 to everything for ten minutes, in the middle of a notice and of questions; virtual time."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.localchat.faults import Fault
from bot.localchat.people import Person
from bot.localchat.standalone import serving
from bot.localchat.world import World
from bot.pacing import Pacing
from bot.platforms.telegram import Telegram
from bot.settings import Settings
from storage import mailings, outcomes, people, schema
from storage.database import Database
from tests import gatherings
from tests.bot.small_house import SmallHouse
from tests.virtual_time import run
from training.mailing import Counts, MailingKind
from training.plan import ZONE

START = datetime(2022, 12, 9, 9, 0, tzinfo=ZONE)
QUESTION, ANSWER = "khi nào tôi học", "10/12/2022"
AWAY = 600.0  # seconds
T = TypeVar("T")


class Inline(Database):
    """Its units of work take no time of the event loop."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        return self.write_now(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return self.read_now(work)


@dataclass
class Town:
    """An organizer who watches a notice, those it is for, and teachers with questions."""

    house: SmallHouse
    mai: Person
    notice: int
    many: int

    @property
    def counts(self) -> Counts:
        return self.house.database.read_now(lambda db: outcomes.counts(db, self.notice))

    def deliveries(self) -> list[Any]:
        d = schema.delivery.c
        query = select(d.state, d.uncertain, d.address).where(d.mailing_id == self.notice)
        return list(self.house.database.read_now(lambda db: db.execute(query).all()))

    def arrived(self) -> Counter[str]:
        """How often the notice came, by address."""
        heard = {row.address: self.house.world.person(int(row.address)).heard for row in self.deliveries()}
        return Counter({one: sum("Họp lúc 8h" in said.text for said in told) for one, told in heard.items()})

    def fails(self, *faults: tuple[Fault, float]) -> None:
        self.house.world.faults.all_methods = True
        self.house.world.faults.shares.update(faults)

    @property
    def calls(self) -> int:
        """That were answered 502."""
        return sum(self.house.world.faults.happened.values())


@contextlib.asynccontextmanager
async def town_of(database: Database, many: int) -> AsyncIterator[Town]:
    loop = asyncio.get_running_loop()
    clock = Clock(wall=lambda: START.timestamp() + loop.time())
    world, pacing = World(clock=clock.now, first_id=1), Pacing(30)
    async with serving(world) as url:
        telegram = Telegram(world.bot.token, url, pacing)
        await telegram.start()
        house = SmallHouse(database, clock, world, telegram)
        mai = house.teacher(9000, "Vũ Thị Mai")
        database.write_now(lambda db: people.give_grants(db, [(1, "admin", None)]))
        settings: Any = Settings(_env_file=None)  # type: ignore[call-arg]
        dispatcher = Dispatcher(database, {"telegram": telegram}, clock, settings, {"telegram": pacing})
        async with house.runs():
            card = await mai.asks(QUESTION)
            watcher = {"platform": "telegram", "address": "9000", "message": str(card.id), "language": "vi"}
            notice = database.write_now(lambda db: _notice(db, world, many, watcher))
            running = asyncio.create_task(dispatcher.run())
            yield Town(house, mai, notice, many)
            await dispatcher.stop()
            await running
        await telegram.stop()


def _notice(db: Connection, world: World, many: int, watcher: dict[str, str]) -> int:
    everybody = gatherings.people(db, many)
    for one in everybody:
        world.person(one)
    body = {"text": "Họp lúc 8h"}
    return mailings.create(db, MailingKind.NOTICE, {"people": everybody}, body, START, START, watcher=watcher)


async def _until(happened: Callable[[], object], within: float, every: float = 1.0) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not happened():
        assert loop.time() - began < within, "too late"
        await asyncio.sleep(every)


@pytest.fixture
def inline(sqlite_url: str) -> Any:
    database = Inline(sqlite_url)
    yield database
    database.close()


@dataclass(frozen=True)
class Outage:
    """How many a notice is for, how many of them have it when it begins, the share of calls done all the same."""

    many: int
    before: int
    done_share: float
    to_the_end: bool  # whether the notice ends while it lasts


async def _ten_minutes(database: Database, outage: Outage) -> None:
    async with town_of(database, outage.many) as town:
        lan, minh, hoa = (town.house.teacher(9000 + n, name) for n, name in ((1, "Lan"), (2, "Minh"), (3, "Hoa")))
        await _until(lambda: town.counts.sent >= outage.before, 10, every=0.05)
        lan.says(QUESTION)  # the poll that is under way still brings this; the answer meets the outage
        await asyncio.sleep(0)
        town.fails((Fault.SERVER_ERROR_AFTER, outage.done_share), (Fault.SERVER_ERROR, 1.0))
        await asyncio.sleep(60)
        first_minute = town.calls
        minh.says(QUESTION)
        await asyncio.sleep(AWAY - 70)
        hoa.says(QUESTION)
        await asyncio.sleep(10)
        assert first_minute < 80
        assert (town.counts.waiting == 0) == outage.to_the_end
        assert town.calls - first_minute < 9 * 10, "ten a minute"
        town.house.world.faults.clear()
        await _until(lambda: all(_answered(one) for one in (lan, minh, hoa)), 120)
        await _until(lambda: not town.counts.waiting, 180)
        await asyncio.sleep(60)
        _nothing_is_lost_unreported(town)
        await _the_organizer_sees_it(town)


def _answered(person: Person) -> bool:
    return any(ANSWER in said.text for said in person.heard)


def _nothing_is_lost_unreported(town: Town) -> None:
    arrived, rows = town.arrived(), town.deliveries()
    assert len(rows) == town.many
    for row in rows:
        assert row.state == "unknown" or (row.state == "sent" and arrived[row.address])
        assert arrived[row.address] <= 2
        assert row.uncertain <= 2
        assert row.state == "sent" or row.uncertain == 2
    assert sum(arrived.values()) - len(+arrived) <= sum(row.uncertain for row in rows)


async def _the_organizer_sees_it(town: Town) -> None:
    counts, card = town.counts, town.mai.heard[0]
    assert f"Đã gửi {counts.sent}/{town.many}" in card.text, "the message that showed its progress"
    town.mai.ignores_what_was_said()
    town.mai.sends_payload(f"mailing|{town.notice}")
    shown = (await town.mai.hears()).text
    for text in (card.text, shown):
        assert (f"chưa rõ {counts.unknown}" in text) == bool(counts.unknown)
    town.mai.sends_payload(f"mailing_retry|{town.notice}|unknown")
    await _until(lambda: town.counts.sent == town.many, 60)
    assert len(+town.arrived()) == town.many


@pytest.mark.parametrize(
    "outage", [Outage(90, 30, 0.2, False), Outage(14, 2, 0.0, True)], ids=["in the middle", "to the end"]
)
def test_ten_minutes_of_502_lose_nothing_unreported(inline: Database, outage: Outage) -> None:
    run(_ten_minutes(inline, outage), patience=0.001)
