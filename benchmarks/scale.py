"""What does not grow with people: planning, waking, memory; and freezing a province's recipients.

python -m benchmarks.scale [--quick]: SQLite, some minutes in full, most of them for writing a million deliveries.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, literal, select, text

from benchmarks.harness import line, memory_mb
from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.platforms.platform import Sent
from bot.settings import Settings
from handlers import scheduled
from handlers.talk import Capabilities, Reply
from storage import deliveries, mailings, migrate, schema
from storage.database import Database
from tests import gatherings
from training.mailing import MailingKind, MailingState
from training.plan import ZONE

NOW = datetime(2022, 12, 9, 9, 0, tzinfo=ZONE)
ROUNDS = 30


class Silent:
    """A platform that takes everything and keeps nothing."""

    name, capabilities = "telegram", Capabilities()
    taken = 0

    async def send(self, address: str, reply: Reply) -> Sent:
        self.taken += 1
        return Sent("1")

    async def fetch(self, file_id: str, limit: int) -> bytes:
        return b""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the people and deliveries")
    tenth = 10 if parser.parse_args().quick else 1
    failed = _planning(20_000 // tenth)
    failed |= _freezing(17_616 // tenth)
    failed |= _waking(10_000 // tenth, 1_000_000 // tenth)
    failed |= _memory(1_000, 100_000 // tenth)
    return int(failed)


def _fresh(folder: str, name: str) -> Database:
    url = f"sqlite:///{Path(folder) / name}.db"
    migrate.upgrade(url)
    return Database(url)


def _people(db: Connection, many: int) -> None:
    """So many people with an account each, by whole statements: ids from 1."""
    counted = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :many) "
    db.execute(
        text(
            f"{counted} INSERT INTO person (id, code, name, folded, role, reminders, created_at) "
            "SELECT i, 'P' || i, 'Người Mẫu ' || i, 'nguoi mau ' || i, 'trainee', 1, '2022-12-01 01:00:00' FROM n"
        ),
        {"many": many},
    )
    db.execute(
        text(
            f"{counted} INSERT INTO account (platform, address, person_id, reachable, created_at, consent_at) "
            "SELECT 'telegram', i, i, 1, '2022-12-01 01:00:00', '2022-12-01 01:00:00' FROM n"
        ),
        {"many": many},
    )


def _course(db: Connection, many: int, sessions: int) -> int:
    course = gatherings.a_course(db)
    for number in range(sessions):
        gatherings.a_session(db, course, gatherings.morning(), key=str(number))
    _people(db, many)
    everybody = select(schema.person.c.id, schema.person.c.created_at, literal(course))
    columns = ["person_id", "created_at", "course_id"]
    db.execute(insert(schema.enrolment).from_select(columns, everybody))
    return course


def _planning(many: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        database = _fresh(folder, "planning")
        warm = database.write_now(
            lambda db: gatherings.a_session(db, gatherings.a_course(db, "0"), gatherings.morning())
        )
        database.write_now(lambda db: scheduled.plan_reminders(db, [warm], NOW - timedelta(days=2)))  # statements known
        course = database.write_now(lambda db: _course(db, many, 4))
        begun = time.perf_counter()
        database.write_now(lambda db: scheduled.plan_reminders(db, _ahead(db, course), NOW - timedelta(days=2)))
        took = (time.perf_counter() - begun) * 1000
        rows = database.read_now(lambda db: len(mailings.timeline(db, course)))
        database.close()
    line(f"planning {many} × 4 sessions × 2 rules", f"{took:.1f} ms, {rows} rows", "(to reach: under 50 ms)")
    return took >= 50 or rows != 8


def _ahead(db: Connection, course: int) -> list[int]:
    return list(db.scalars(select(schema.session.c.id).where(schema.session.c.course_id == course)))


def _freezing(many: int) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        database = _fresh(folder, "freezing")
        course = database.write_now(lambda db: _course(db, many, 1))

        def freeze(db: Connection) -> tuple[int, float]:
            audience = {"courses": [course]}
            number = mailings.create(db, MailingKind.NOTICE, audience, {"text": "x"}, NOW, NOW)
            one = mailings.mailing_by_id(db, number)
            assert one
            begun = time.perf_counter()
            return deliveries.freeze(db, one, NOW), time.perf_counter() - begun

        frozen, took = database.write_now(freeze)
        database.close()
    line(f"freezing {many} recipients", f"{took:.2f} s", "(to reach: under 1 s)")
    return took >= 1 or frozen != many


def _waking(few: int, many: int) -> bool:
    """The work of a wake when nothing is due, with so many deliveries ended long ago; medians, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        stored = {size: _with_ended(folder, size) for size in (few, many)}
        costs: dict[int, list[float]] = {few: [], many: []}
        for _ in range(ROUNDS):
            for size, database in stored.items():
                costs[size].append(_timed(partial(database.write_now, _wake)))
        for database in stored.values():
            database.close()
    one, other = (statistics.median(costs[size]) * 1000 for size in (few, many))
    line(f"a wake with {few}, {many} stored deliveries", f"{one:.2f}, {other:.2f} ms", f"ratio {other / one:.2f}")
    return other / one > 1.2


def _wake(db: Connection) -> None:
    """As the dispatcher's unit of work and the question when to wake next."""
    from storage import outcomes

    outcomes.expire_leases(db, NOW, [])
    scheduled.start_due(db, NOW)
    deliveries.claim(db, NOW, 3, tuple(MailingKind))
    outcomes.sweep(db, NOW)
    scheduled.next_wake(db, NOW)


def _with_ended(folder: str, many: int) -> Database:
    """A hundred mailings that are done, so many deliveries in all, and a session ahead."""
    database = _fresh(folder, f"waking{many}")

    def fill(db: Connection) -> None:
        people = max(many // 100, 1)
        _course(db, people, 1)
        scheduled.plan_reminders(db, None, NOW)
        for _ in range(100):
            number = mailings.create(db, MailingKind.NOTICE, {}, {"text": "x"}, NOW, NOW, state=MailingState.DONE)
            db.execute(
                text(
                    "INSERT INTO delivery (mailing_id, person_id, state, attempts, sent_at, platform, address) "
                    "SELECT :number, id, 'sent', 1, '2022-12-01 01:00:00', 'telegram', id FROM person"
                ),
                {"number": number},
            )

    database.write_now(fill)
    return database


def _timed(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _memory(few: int, many: int) -> bool:
    """Resident memory after a notice to so many, in this process; the smaller one warms it up."""
    sizes = {size: _sent_to(size) for size in (few, many)}
    grown = sizes[many] - sizes[few]
    line(f"memory after {few}, {many} recipients", f"{sizes[few]:.0f}, {sizes[many]:.0f} MB", f"grown {grown:.1f} MB")
    line("", "(to reach: within 20 MB)")
    return grown > 20


def _sent_to(many: int) -> float:
    import os

    with tempfile.TemporaryDirectory() as folder:
        database = _fresh(folder, f"memory{many}")

        def fill(db: Connection) -> None:
            course = _course(db, many, 1)
            mailings.create(db, MailingKind.NOTICE, {"courses": [course]}, {"text": "x"}, NOW, NOW)

        database.write_now(fill)
        silent = Silent()
        asyncio.run(_send_all(database, silent))
        assert silent.taken == many, silent.taken
        gc.collect()
        found = memory_mb(os.getpid())
        database.close()
    return found


async def _send_all(database: Database, silent: Silent) -> None:
    settings = Settings(_env_file=None, in_flight=64)  # type: ignore[call-arg]
    dispatcher = Dispatcher(database, {"telegram": silent}, Clock(NOW, speed=0), settings)
    running = asyncio.create_task(dispatcher.run())
    await dispatcher.idle()
    await dispatcher.stop()
    await running


if __name__ == "__main__":
    sys.exit(main())
