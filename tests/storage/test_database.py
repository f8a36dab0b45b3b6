"""Units of work: each is all or nothing, whoever else waits beside it."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError, OperationalError

from storage import schema
from storage.database import Database, sync_url


def put(db: Connection, name: str) -> None:
    db.execute(schema.setting.insert().values(name=name, value=1))


def names(database: Database) -> list[str]:
    query = select(schema.setting.c.name).order_by(schema.setting.c.name)
    return list(database.read_now(lambda db: db.execute(query).scalars().all()))


def test_an_exception_takes_back_its_own_unit_alone(database: Database) -> None:
    def fails(db: Connection) -> None:
        put(db, "b")
        raise ValueError("mistake")

    database.write_now(lambda db: put(db, "a"))
    with pytest.raises(ValueError, match="mistake"):
        database.write_now(fails)
    database.write_now(lambda db: put(db, "c"))
    assert names(database) == ["a", "c"]


async def test_units_that_wait_together_succeed_and_fail_each_for_itself(database: Database) -> None:
    async def one(number: int) -> str:
        try:
            await database.write(lambda db: put(db, f"{number % 50:02}"))
        except DBAPIError:
            return "twice"
        return "once"

    found = await asyncio.gather(*map(one, range(100)))
    assert (found.count("once"), found.count("twice")) == (50, 50)
    assert len(names(database)) == 50


async def test_a_caller_that_gives_up_does_not_stop_its_work(database: Database) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        begun.set()
        gate.wait(5)
        put(db, "a")

    task = asyncio.ensure_future(database.write(slow))
    await asyncio.to_thread(begun.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    await database.write(lambda db: put(db, "b"))
    assert names(database) == ["a", "b"]


def test_reading_cannot_write_and_leaves_writing_possible(database: Database) -> None:
    for _ in range(3):  # on whatever connection of the pool
        with pytest.raises(DBAPIError):
            database.read_now(lambda db: put(db, "a"))
        with pytest.raises(ValueError, match="mistake"):
            database.read_now(lambda db: (_ for _ in ()).throw(ValueError("mistake")))
    database.write_now(lambda db: put(db, "b"))
    assert names(database) == ["b"]


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    begun, gate = threading.Event(), threading.Event()

    def slow(db: Connection) -> None:
        put(db, "a")
        begun.set()
        gate.wait(5)

    writer = threading.Thread(target=lambda: database.write_now(slow))
    writer.start()
    begun.wait(5)
    assert names(database) == []
    gate.set()
    writer.join()
    assert names(database) == ["a"]


def test_many_threads_lose_nothing(database: Database) -> None:
    def count_up(db: Connection) -> None:
        number: Any = db.execute(select(func.count()).select_from(schema.setting)).scalar()
        put(db, f"{threading.get_ident()}-{number}-{next(numbers)}")

    numbers = iter(range(1000))
    threads = [threading.Thread(target=lambda: [database.write_now(count_up) for _ in range(10)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(database)) == 80


def test_a_closed_database_says_so(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    database.close()
    with pytest.raises(RuntimeError, match="closed"):
        database.write_now(lambda db: put(db, "a"))


def test_sqlite_is_durable_and_keeps_its_references(sqlite_database: Database) -> None:
    def pragmas(db: Connection) -> list[Any]:
        wanted = ("journal_mode", "synchronous", "foreign_keys")
        return [db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted]

    assert sqlite_database.write_now(pragmas) == ["wal", 2, 1]


def test_a_lock_held_by_another_program_is_waited_for(sqlite_url: str, sqlite_database: Database) -> None:
    other = Database(sqlite_url)
    release, held = threading.Event(), threading.Event()
    gate = threading.Timer(0.1, release.set)

    def hold(db: Connection) -> None:
        held.set()
        release.wait(5)

    holder = threading.Thread(target=lambda: other.write_now(hold))
    holder.start()
    held.wait(5)
    gate.start()
    sqlite_database.write_now(lambda db: put(db, "a"))
    holder.join()
    other.close()
    assert names(sqlite_database) == ["a"]


def test_values_stand_in_no_error(sqlite_database: Database) -> None:
    sqlite_database.write_now(lambda db: put(db, "Trần Thị Lan"))
    with pytest.raises(DBAPIError) as caught:
        sqlite_database.write_now(lambda db: put(db, "Trần Thị Lan"))
    assert "Lan" not in str(caught.value)
    assert not isinstance(caught.value, OperationalError)


URLS = [
    ("sqlite+aiosqlite:///data/a.db", "sqlite"),
    ("sqlite:///data/a.db", "sqlite"),
    ("postgresql://u@h/d", "postgresql+psycopg"),
    ("postgresql+asyncpg://u@h/d", "postgresql+psycopg"),
]


@pytest.mark.parametrize(("url", "driver"), URLS)
def test_any_spelling_of_the_url_gets_the_driver_in_use(url: str, driver: str) -> None:
    assert sync_url(url).drivername == driver


async def test_when_the_database_gives_up_a_shared_transaction_nobody_is_told_that_it_was_kept(
    sqlite_database: Database,
) -> None:
    gate = threading.Event()

    def loses_it(db: Connection) -> None:
        put(db, "b")
        db.connection.cursor().execute("ROLLBACK")  # as SQLite does by itself when the disk is full
        raise OperationalError("INSERT", None, Exception("disk full"))

    held = asyncio.ensure_future(sqlite_database.write(lambda _: gate.wait(5)))  # what comes now waits together
    units = [lambda db: put(db, "a"), loses_it, lambda db: put(db, "c")]
    waiting = [asyncio.ensure_future(sqlite_database.write(unit)) for unit in units]
    await asyncio.sleep(0)
    gate.set()
    first, second, third = await asyncio.gather(*waiting, return_exceptions=True)
    await held
    assert first is None
    assert third is None
    assert isinstance(second, OperationalError)
    assert names(sqlite_database) == ["a", "c"]


async def test_nobody_left_to_hear_of_a_commit_does_not_bring_it_about_twice(database: Database) -> None:
    gate, done = threading.Event(), []

    def gone() -> None:
        raise RuntimeError("the loop is closed")

    def adds(db: Connection, name: str) -> None:
        done.append(name)
        put(db, name)

    database.watch("setting", gone)
    held = [asyncio.ensure_future(database.write(lambda _: gate.wait(5))) for _ in range(2)]
    waiting = [asyncio.ensure_future(database.write(partial(adds, name=name))) for name in "abc"]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*held, *waiting)
    assert await database.read(lambda db: db.scalar(select(func.count()).select_from(schema.setting))) == 3
    assert sorted(done) == names(database) == ["a", "b", "c"]
