"""The incoming side alone over a real database and the local Bot API server: no reminders, no pages."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from sqlalchemy import select, update

from bot import menus
from bot.clock import Clock
from bot.flood import Flood
from bot.intake import Intake
from bot.localchat.people import Person
from bot.localchat.standalone import serving
from bot.localchat.world import World
from bot.platforms.telegram import Telegram
from bot.polling import poll
from handlers import errands
from handlers.errands import Bench
from handlers.request import House
from handlers.talk import Answer, Errand, Incoming, Reply
from storage import accounts, inbox, people, plans, schema
from storage.database import Database
from training.people import Role
from training.plan import Activity, Course, Kind, Period, Plan, Venue

ADMIN = 9001
LESSON = Activity(
    "Học trực tiếp (sáng)",
    Kind.IN_PERSON,
    Period.parse("2022-12-10T07:30", "2022-12-10T11:00", "minute"),
    venue=Venue("Hội trường A", "số 1 đường Hoa Phượng", 20.85, 106.68),
)


class SmallHouse:
    """A running intake. `world` holds the people; nothing is polled until `runs`."""

    def __init__(self, database: Database, clock: Clock, world: World, telegram: Telegram) -> None:
        self.database, self.clock, self.world, self.telegram = database, clock, world, telegram
        self.house = House("Sở Ví Dụ", admins=(("telegram", str(ADMIN)),))
        self.before_delivery: Callable[[Reply], None] | None = None
        self.intake = self.new_intake()

    def new_intake(self) -> Intake:
        """As after a restart: nothing in memory."""
        return Intake(self.database, self.telegram, self.clock, self.house, self._deliver, self._run_errand)

    async def _deliver(self, reply: Reply, incoming: Incoming) -> None:
        if self.before_delivery:
            self.before_delivery(reply)
        platform, address = reply.to or (incoming.platform, incoming.address)
        assert platform == "telegram"
        await self.telegram.send(address, reply)

    async def _run_errand(self, errand: Errand, incoming: Incoming) -> Answer:
        bench = Bench(self.database, self.house, self.clock.now(), incoming, self.telegram.fetch, self._list_commands)
        return await errands.run(bench, errand)

    async def _list_commands(self, address: str, language: str, roles: frozenset[Role]) -> None:
        await menus.announce_to(self.telegram, address, language, roles)

    def never_too_fast(self) -> None:
        """For tests that send in a second what takes people an hour."""
        self.intake._flood = Flood(burst=100_000)

    @contextlib.asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        """Poll meanwhile."""
        task = asyncio.create_task(poll(self.telegram, self.intake, None))
        yield
        await self.settled()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def settled(self) -> None:
        """Until everything that people did is taken and answered."""
        async with asyncio.timeout(5):
            while len(self.world.bot.queue):  # noqa: ASYNC110  the queue has no bell for being empty
                await asyncio.sleep(0.002)
        await self.intake.idle()

    def teacher(self, number: int = 1001, name: str = "Trần Thị Lan", *, consented: bool = True) -> Person:
        """Somebody of the lists with an account, in a course with one session."""

        def store(db: Any) -> None:
            row = {"code": f"GV{number}", "name": name, "role": "trainee", "phone": f"+84900{number:06}"}
            person = people.add_people(db, [row], self.clock.now())[0]
            account = accounts.open_account(db, "telegram", str(number), self.clock.now(), shown_name=name)
            accounts.bind(db, account.id, person, "approval", self.clock.now())
            if consented:
                accounts.give_consent(db, account.id, self.clock.now())
            plans.enrol(db, self._course(db), [person], self.clock.now())

        self.database.write_now(store)
        return self.world.person(number, name=name, phone=f"+84900{number:06}", language="vi")

    def _course(self, db: Any) -> int:
        known: int | None = db.execute(select(schema.course.c.id)).scalar()
        if known is not None:
            return known
        plan = Plan("KH-1", "01/KH", "Kế hoạch ví dụ", None, None, (LESSON,))
        plan_id = plans.add_plan(db, plans.plan_columns(plan, "KH-1", None), self.clock.now())
        course: int = plans.add_course(db, plan_id, plans.course_columns(Course("LOP-1", "Tập huấn ví dụ")))
        plans.add_session(db, course, "1", 1, plans.session_columns(LESSON))
        return course

    def inbox(self) -> list[Any]:
        """Rows, oldest first."""
        query = select(schema.inbox).order_by(schema.inbox.c.id)
        return list(self.database.read_now(lambda db: db.execute(query).all()))

    def states(self) -> list[str]:
        return [row.state for row in self.inbox()]

    def spoil(self, person: Person) -> None:
        """Make every message of this chat fail in its handler: the topic stored for it cannot be read."""
        account = select(schema.account.c.id).where(schema.account.c.address == str(person.id)).scalar_subquery()

        def store(db: Any) -> None:
            number = db.execute(select(account)).scalar()
            later = self.clock.now().replace(year=2030)
            db.execute(schema.topic.insert().values(account_id=number, intent={"wrong": 1}, expires_at=later))

        self.database.write_now(store)

    def mend(self) -> None:
        self.database.write_now(lambda db: db.execute(schema.topic.delete()))

    def reset(self, *states: str) -> None:
        """Put inbox rows back, as a crash would have left them."""
        rows = self.inbox()
        for row, state in zip(rows, states, strict=True):
            query = update(schema.inbox).where(schema.inbox.c.id == row.id).values(state=state)
            self.database.write_now(lambda db, query=query: db.execute(query))  # type: ignore[misc]

    async def keep(self, *updates: dict[str, Any]) -> None:
        """Write updates down and then stop, as a crash right afterwards does."""
        rows: list[tuple[int, str | None, dict[str, Any]]] = [(one["update_id"], "1001", one) for one in updates]
        await self.database.write(lambda db: inbox.keep(db, self.intake.name, rows, self.clock.now()))


@contextlib.asynccontextmanager
async def opened(database: Database, clock: Clock) -> AsyncIterator[SmallHouse]:
    world = World(clock=clock.now, first_id=1)
    async with serving(world) as url:
        telegram = Telegram(world.bot.token, url)
        await telegram.start()
        yield SmallHouse(database, clock, world, telegram)
        await telegram.stop()
