"""The database in trouble while people ask: nobody has to ask again, and nobody is answered twice."""

from __future__ import annotations

import asyncio
import contextlib
import io
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, select
from structlog.testing import capture_logs

from bot import intake, polling
from bot.clock import Clock
from bot.localchat.people import Person
from storage import people, schema
from storage.database import Database
from tests.bot.small_house import SmallHouse, opened
from tests.bot.test_intake import message
from tests.postgres import Server
from training.plan import ZONE

QUESTION, ANSWER = "khi nào tôi học", "10/12/2022"
CHECK_IN, ON_TIME = "điểm danh", "đúng giờ"
LONG = "zz " * 1300  # more than fits in the pages that are there
Trouble = Callable[[Database], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_next_pause", lambda error, pause: 0.02)
    monkeypatch.setattr(intake, "PERSISTENCE", (0.05,) * 200)
    monkeypatch.setattr(intake, "BREATH", 0.05)


@contextlib.contextmanager
def full(database: Database) -> Iterator[None]:
    """No page can be added, as on a full disk."""
    pages = [database.read_now(lambda db: db.exec_driver_sql("PRAGMA page_count").scalar())]

    def limit(connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages[0]}")

    event.listen(database.engine, "checkout", limit)
    yield
    pages[0] = 2**30


@contextlib.contextmanager
def locked(database: Database) -> Iterator[None]:
    """Another program writes for longer than we wait for it."""
    event.listen(database.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=20"))
    other = create_engine(database.url)
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        connection.rollback()
    other.dispose()


def answers(person: Person) -> int:
    return sum(ANSWER in said.text for said in person.heard)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110  several chats, each with a bell of its own
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("trouble", [full, locked])
async def test_what_cannot_be_written_down_is_fetched_when_it_can(house: SmallHouse, trouble: Trouble) -> None:
    lan = house.teacher()
    with capture_logs() as logged:
        async with house.runs():
            with trouble(house.database):
                for text in (LONG, QUESTION):
                    lan.says(text)
                await asyncio.sleep(0.2)
            await until(lambda: answers(lan) > 0)
    assert "polling failed" in {line["event"] for line in logged}
    assert answers(lan) == 1
    assert set(house.states()) == {"done"}


async def test_what_was_taken_before_the_trouble_is_answered_after_it_and_is_nobodys_mistake(house: SmallHouse) -> None:
    lan, minh = house.teacher(1001), house.teacher(1002, "Đỗ Văn Minh")
    await house.keep(message(text=QUESTION), message(text="lịch 10/12"))
    with capture_logs() as logged:
        with locked(house.database):
            await house.intake.recover()
            await asyncio.sleep(0.3)
            assert answers(lan) + answers(minh) == 0
        await house.intake.idle()
    assert "a handler failed" not in {line["event"] for line in logged}
    assert answers(lan) == 2
    assert house.states() == ["done", "done"]


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", bytes(201 << 20))
    return buffer.getvalue()


async def test_a_malicious_file_in_the_midst_of_a_rush_holds_up_nobody(house: SmallHouse) -> None:
    mai, everybody = house.teacher(1001, "Vũ Thị Mai"), [house.teacher(number) for number in range(1002, 1022)]
    house.database.write_now(lambda db: people.give_grants(db, [(1, "admin", None)]))
    slowest = 0.0
    async with house.runs():
        mai.sends_file("danh-sach.xlsx", await asyncio.to_thread(_bomb))
        for one in everybody:
            began = time.monotonic()
            await one.asks(QUESTION)
            slowest = max(slowest, time.monotonic() - began)
        await until(lambda: len(mai.heard) >= 2)
    assert "danh-sach.xlsx" in mai.heard[0].text
    assert "chỉ nhận tối đa 200 MB" in mai.heard[-1].text
    assert slowest < 1
    assert all(answers(one) == 1 for one in everybody)


def _marked(db: Connection) -> Counter[int]:
    return Counter(db.scalars(select(schema.mark.c.person_id)))


@pytest.mark.postgres
async def test_postgres_restarted_in_the_midst_of_a_rush_costs_nobody_their_answer_or_check_in(
    postgres_server: Server, clock: Clock
) -> None:
    database = Database(postgres_server.wiped_database())
    clock.set(datetime(2022, 12, 10, 7, 15, tzinfo=ZONE))
    try:
        async with opened(database, clock) as house:
            everybody = [house.teacher(number, f"Người {number}") for number in range(1001, 1061)]
            asking, checking_in = everybody[::3], [*everybody[1::3], *everybody[2::3]]
            async with house.runs():
                for one in everybody[:30]:
                    one.says(QUESTION if one in asking else CHECK_IN)
                restarting = asyncio.create_task(asyncio.to_thread(postgres_server.restart))
                for one in everybody[30:]:
                    one.says(QUESTION if one in asking else CHECK_IN)
                    await asyncio.sleep(0.005)
                await restarting
                await until(lambda: all(one.heard for one in everybody))
            assert all(answers(one) == 1 for one in asking), "an answer that is out is not given again"
            assert [[ON_TIME in said.text for said in one.heard] for one in checking_in] == [[True]] * len(checking_in)
            assert set(house.states()) == {"done"}
        marked = database.read_now(_marked)
        assert (len(marked), set(marked.values())) == (len(checking_in), {1})
    finally:
        database.close()
