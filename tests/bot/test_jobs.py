"""What admins and organizers hear by themselves: alarms when something due does not go, the line of an evening."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection, update

from bot.clock import Clock
from bot.clockwork import Clockwork
from bot.jobs import Jobs, evening_before, troubles
from handlers.talk import Reply
from handlers.wording import alarms
from storage import mailings, outcomes, schema
from storage.database import Database
from tests import gatherings
from tests.gatherings import at
from tests.storage import evenings
from tests.storage.evenings import ALL, NOW
from training.mailing import DeliveryState, MailingKind, MailingState
from training.plan import ZONE

LATER = NOW + timedelta(minutes=6)


def due(
    kind: MailingKind, since: datetime = NOW, state: MailingState = MailingState.PLANNED
) -> Callable[[Connection], int]:
    """A mailing that fell due and has not begun."""
    return lambda db: mailings.create(db, kind, {"everybody": True}, {"text": "Họp"}, since, since, state=state)


def under_way(kind: MailingKind, sent: bool) -> Callable[[Connection], None]:
    """A mailing to two people of which one message has gone out just now, or none."""

    def play(db: Connection) -> None:
        gatherings.people(db, 2)
        due(kind)(db)
        evenings.started(db)
        first = db.scalar(schema.delivery.select().with_only_columns(schema.delivery.c.id))
        if sent:
            values = {"state": DeliveryState.SENT.value, "sent_at": LATER, "next_at": None}
            db.execute(update(schema.delivery).where(schema.delivery.c.id == first).values(values))

    return play


@pytest.mark.parametrize(
    ("play", "now", "found"),
    [
        (due(MailingKind.REMINDER), NOW + timedelta(minutes=5), {}),
        (due(MailingKind.REMINDER), LATER, {alarms.STUCK: 6}),
        (due(MailingKind.NOTICE), LATER, {alarms.STUCK: 6}),
        (under_way(MailingKind.CHANGE, sent=False), LATER, {alarms.STUCK: 6}),
        (under_way(MailingKind.CHANGE, sent=True), LATER, {alarms.LATE: 6}),
        (under_way(MailingKind.NOTICE, sent=True), LATER, {}),  # to thousands it takes its time
        (due(MailingKind.NOTICE, at("22:00")), at("22:30"), {}),  # waits for the morning
        (due(MailingKind.CHANGE, at("22:00")), at("22:30"), {alarms.STUCK: 30}),
        (due(MailingKind.REMINDER, state=MailingState.HELD), LATER, {alarms.HELD: 1}),
    ],
)
def test_what_was_due_and_did_not_go_is_told(
    sqlite_database: Database, play: Callable[[Connection], object], now: datetime, found: dict[str, int]
) -> None:
    def work(db: Connection) -> dict[str, int]:
        play(db)
        return troubles(db, now)

    assert sqlite_database.write_now(work) == found


def test_in_the_morning_what_waited_is_late_only_from_the_end_of_the_night(sqlite_database: Database) -> None:
    due_at, morning = at("22:00"), at("6:00", at("6:00").date() + timedelta(days=1))
    sqlite_database.write_now(due(MailingKind.NOTICE, due_at))
    look = [
        sqlite_database.read_now(lambda db, minutes=minutes: troubles(db, morning + timedelta(minutes=minutes)))  # type: ignore[misc]
        for minutes in (4, 7)
    ]
    assert look == [{}, {alarms.STUCK: 7}]


async def test_a_token_that_stopped_working_is_told_and_so_is_its_return(sqlite_database: Database) -> None:
    clock, heard, works = Clock(NOW, speed=0), list[Reply](), [True]

    async def tell(reply: Reply) -> None:
        heard.append(reply)

    async def token_works() -> bool:
        return works[0]

    admins = (("telegram", "9"), ("zalo", "z"))
    jobs = Jobs(sqlite_database, clock, Clockwork(clock), admins, tell, token_works=token_works)
    told, words = [], ""
    for minutes, state in ((0, True), (1, False), (2, False), (70, False), (90, True), (91, True)):
        clock.set(NOW + timedelta(minutes=minutes))
        works[0], heard[:] = state, []
        await jobs.look()
        told.append((len(heard), jobs.found.get(alarms.TOKEN)))
        words = heard[0].text if heard else words
    assert told == [(0, None), (2, 0), (0, 1), (2, 69), (2, None), (0, None)]
    assert "đã dùng lại được sau 89 phút" in words


async def test_an_alarm_is_not_repeated_within_the_hour(sqlite_database: Database) -> None:
    clock, heard = Clock(LATER, speed=0), list[Reply]()

    async def tell(reply: Reply) -> None:
        heard.append(reply)

    sqlite_database.write_now(due(MailingKind.REMINDER))
    jobs = Jobs(sqlite_database, clock, Clockwork(clock), (("telegram", "9"),), tell)
    for _ in range(3):
        await jobs.look()
    assert [reply.to for reply in heard] == [("telegram", "9")]
    clock.set(LATER + timedelta(minutes=61))
    await asyncio.gather(jobs.look())
    assert len(heard) == 2


async def test_dead_letters_are_told_again_only_when_there_are_more(sqlite_database: Database) -> None:
    clock, heard = Clock(LATER, speed=0), list[Reply]()

    async def tell(reply: Reply) -> None:
        heard.append(reply)

    def fail(db: Connection) -> None:
        under_way(MailingKind.CHANGE, sent=True)(db)
        db.execute(update(schema.delivery).values(state="failed", next_at=None))

    jobs = Jobs(sqlite_database, clock, Clockwork(clock), (("telegram", "9"),), tell)
    told = []
    for minutes in (0, 5, 70, 75, 140):
        if minutes in (0, 5):  # those of the second time wait until the hour is over
            sqlite_database.write_now(fail)
        clock.set(LATER + timedelta(minutes=minutes))
        heard.clear()
        await jobs.look()
        told.append([reply.text[:3] for reply in heard])
    assert [len(one) for one in told] == [1, 0, 1, 0, 0]


def test_what_is_tried_again_later_is_not_late(sqlite_database: Database) -> None:
    def work(db: Connection) -> datetime | None:
        under_way(MailingKind.CHANGE, sent=False)(db)
        db.execute(update(schema.delivery).values(next_at=LATER + timedelta(minutes=1)))
        return outcomes.oldest_waiting(db, LATER, ALL)

    assert sqlite_database.write_now(work) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [("09 20:29", 8), ("09 20:30", 9), ("09 23:59", 9), ("10 06:30", 9), ("10 20:30", 10)],
)
def test_an_evening_slept_through_is_told_of_in_the_morning(moment: str, day: int) -> None:
    now = datetime.strptime(f"2022-12-{moment}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
    assert evening_before(now) == date(2022, 12, day)


async def test_a_machine_that_is_off_at_night_forgets_soon_after_its_start_and_a_rehearsal_never(
    sqlite_database: Database,
) -> None:
    long_ago = NOW - timedelta(days=30)
    upload = {"file_name": "ds.xlsx", "content": b"", "created_at": long_ago}
    sqlite_database.write_now(lambda db: db.execute(schema.upload.insert().values(**upload)))

    def kept() -> int:
        return len(sqlite_database.read_now(lambda db: db.execute(schema.upload.select()).all()))

    async def tell(_reply: Reply) -> None: ...

    ahead = Clock(NOW + timedelta(days=3650), speed=0)
    await Jobs(sqlite_database, ahead, Clockwork(ahead), (), tell).forget()
    assert kept() == 1
    wall = [NOW.timestamp()]
    clock = Clock(wall=lambda: wall[0])
    clockwork = Clockwork(clock, poll=0.02)
    clockwork.start()
    Jobs(sqlite_database, clock, clockwork, (), tell).arrange()
    wall[0] += timedelta(minutes=10, seconds=1).total_seconds()
    async with asyncio.timeout(5):
        while kept():  # noqa: ASYNC110  a database has no bell
            await asyncio.sleep(0.01)
    clockwork.stop()
