"""Engine and unit of work.

A unit of work is a plain function from a Connection to a value. `write` runs it in one transaction, `read` in a
read-only one; both in threads of their own, so that an update costs one trip and the event loop stays free.
Units that wait at the same moment share one commit, which is what lets one file take a hall of check-ins. One that
fails spoils no other: on SQLite each has a savepoint, on PostgreSQL the batch is done again one by one.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import IntegrityError, OperationalError

T = TypeVar("T")
Work = Callable[[Connection], T]
MAX_SHARED = 64  # units of work in one commit; bounds how long the first one waits for the last


class TransactionLost(OperationalError):
    """The whole transaction is gone, as SQLite does with one when the disk is full: all of it is to be redone."""


class Database:
    """Runs units of work. Close it when done."""

    def __init__(self, url: str) -> None:
        """`url` as in TAPHUAN_DATABASE_URL: sqlite+aiosqlite:///path, sqlite:///path or postgresql://…"""
        self.url = sync_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = new_engine(url)
        self._readers = ThreadPoolExecutor(4 if not self.is_sqlite else 2, "storage-read")
        self._watches = Watches(self.engine)
        self._writer = _Writer(self.engine, self._watches, threads=1 if self.is_sqlite else 2)

    def watch(self, table: str, heard: Callable[[], object]) -> None:
        """Call `heard` after each commit that wrote to a table; from a thread of the storage's own."""
        self._watches.add(table, heard)

    async def write(self, work: Work[T]) -> T:
        """Run `work` in a transaction; its value once that is committed. Its exception rolls it back alone."""
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[T] = loop.create_future()

        def settle(value: Any, error: BaseException | None) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits, the work is done all the same
                loop.call_soon_threadsafe(_settle, waiting, value, error)

        self._writer.submit(work, settle)
        return await waiting

    async def read(self, work: Work[T]) -> T:
        """Run `work` in a transaction that cannot write."""
        return await asyncio.wrap_future(self._readers.submit(self.read_now, work))

    def write_now(self, work: Work[T]) -> T:
        """As `write`, for callers without an event loop (the command line)."""
        done: Future[T] = Future()
        self._writer.submit(work, lambda value, error: _settle(done, value, error))
        return done.result()

    def read_now(self, work: Work[T]) -> T:
        """As `read`, for callers without an event loop."""
        with self.engine.connect() as connection, _read_only(connection, self.is_sqlite):
            return work(connection)

    def close(self) -> None:
        self._writer.close()
        self._readers.shutdown()
        self.engine.dispose()


def sync_url(url: str) -> URL:
    """The URL for the driver in use: the threads are ours, so no async driver is needed (DECISIONS.md)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite")
    return parsed.set(drivername="postgresql+psycopg")


def new_engine(database_url: str) -> Engine:
    """An engine whose transactions begin as units of work need them. Dispose it when done.

    Its errors, which end in logs, show statements without their values: these are names and phones.
    """
    url = sync_url(database_url)
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=8, max_overflow=4, pool_pre_ping=True, hide_parameters=True)
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 15, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours: the driver's deferred one fails under load
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextlib.contextmanager
def _read_only(connection: Connection, is_sqlite: bool) -> Iterator[None]:
    connection.execution_options(reading=True)
    if is_sqlite:
        connection.connection.driver_connection.execute("PRAGMA query_only=ON")  # type: ignore[union-attr]
    try:
        with connection.begin():
            if not is_sqlite:
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield
    finally:  # the connection goes back to the pool, where the writer may take it
        if is_sqlite:
            connection.connection.driver_connection.execute("PRAGMA query_only=OFF")  # type: ignore[union-attr]


Settle = Callable[[Any, BaseException | None], None]  # told of the value or the error, from the writer's thread


UNHEARD = (
    "unheard"  # execution option of what a listener itself writes whenever it looks: it would wake itself for ever
)


class Watches:
    """Who wants to hear of writes to which tables of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._heard: dict[str, list[Callable[[], object]]] = {}
        event.listen(engine, "after_execute", self._note)

    def add(self, table: str, heard: Callable[[], object]) -> None:
        self._heard.setdefault(table, []).append(heard)

    def _note(self, connection: Connection, clause: Any, _many: Any, _one: Any, options: Any, _result: Any) -> None:
        name = getattr(getattr(clause, "table", None), "name", None)
        if name in self._heard and not options.get(UNHEARD):
            connection.info.setdefault("written", set()).add(name)

    def written(self, connection: Connection) -> set[str]:
        """Watched tables written to on this connection since it was last asked."""
        found: set[str] = connection.info.pop("written", set())
        return found

    def tell(self, tables: set[str]) -> None:
        for table in tables:
            for heard in self._heard[table]:
                with contextlib.suppress(RuntimeError):  # its loop has ended: nobody is there to be woken
                    heard()


_Item = tuple[Work[Any], Settle]
_Result = tuple[Settle, Any, BaseException | None]


class _Writer:
    """Threads that each take all that waits at the moment into one commit. One on SQLite; a second on PostgreSQL, so
    that a long unit of work, such as an import, does not keep a hall from checking in."""

    def __init__(self, engine: Engine, watches: Watches, threads: int) -> None:
        self._engine, self._watches = engine, watches
        self._apart = _in_savepoint if engine.dialect.name == "sqlite" else _among_others
        self._waiting: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._closing = False
        self._threads = [
            threading.Thread(target=self._serve, name="storage-write", daemon=True) for _ in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, work: Work[Any], settle: Settle) -> None:
        if self._closing:
            raise RuntimeError("the database is closed")
        self._waiting.put((work, settle))

    def close(self) -> None:
        self._closing = True
        self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while batch := self._take():
            if len(batch) == 1:
                self._run_alone(batch[0])
                continue
            try:
                results, written = self._run_together(batch)
            except Exception:  # the shared commit failed: each alone, so that one cannot spoil the others
                for item in batch:
                    self._run_alone(item)
                continue
            for settle, value, error in results:  # past the commit nothing may lead to doing it again
                settle(value, error)
            self._watches.tell(written)

    def _take(self) -> list[_Item]:
        """Everything waiting now, at least one; empty when closed: the sign left in the queue tells all threads."""
        item, batch = self._waiting.get(), []
        while item is not None:
            batch.append(item)
            if len(batch) == MAX_SHARED:
                return batch
            try:
                item = self._waiting.get_nowait()
            except queue.Empty:
                return batch
        self._waiting.put(None)
        return batch

    def _run_together(self, batch: list[_Item]) -> tuple[list[_Result], set[str]]:
        results: list[_Result] = []
        with self._engine.begin() as connection:
            for work, settle in batch:
                results.append((settle, *self._apart(connection, work)))
            return results, self._watches.written(connection)

    def _run_alone(self, item: _Item) -> None:
        work, settle = item
        try:
            try:
                value, written = self._run(work)
            except IntegrityError:  # somebody else was first, as with two marks for one person: now that is seen
                value, written = self._run(work)
        except Exception as error:
            settle(None, error)
        else:
            settle(value, None)
            self._watches.tell(written)

    def _run(self, work: Work[Any]) -> tuple[Any, set[str]]:
        with self._engine.begin() as connection:
            value = work(connection)
            return value, self._watches.written(connection)


@contextlib.contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """What raises in the block is undone alone, and raises on. Straight on the driver: SQLAlchemy's own savepoint takes
    longer than most units of work."""
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT apart")
    try:
        yield
    except Exception:
        try:
            driver.execute("ROLLBACK TO apart")
            driver.execute("RELEASE apart")
        except Exception as gone:
            raise TransactionLost("ROLLBACK TO apart", None, gone) from gone
        raise
    driver.execute("RELEASE apart")


def _in_savepoint(connection: Connection, work: Callable[[Connection], Any]) -> tuple[Any, BaseException | None]:
    try:
        with savepoint(connection):
            return work(connection), None
    except TransactionLost:
        raise
    except Exception as error:
        return None, error


def _among_others(connection: Connection, work: Callable[[Connection], Any]) -> tuple[Any, BaseException | None]:
    """PostgreSQL: two more trips for a savepoint cost more than doing the rare batch that fails again, one by one."""
    return work(connection), None


def _settle(waiting: asyncio.Future[Any] | Future[Any], value: Any, error: BaseException | None) -> None:
    if waiting.done():  # who waited was cancelled: the work is done all the same
        return
    if error is not None:
        waiting.set_exception(error)
    else:
        waiting.set_result(value)


def row_count(result: Any) -> int:
    """Rows an UPDATE, INSERT or DELETE touched."""
    return cast(int, result.rowcount)
