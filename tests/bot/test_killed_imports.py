"""Imports killed in the middle: nothing of them is half stored, and they can be done again."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, select

from handlers.talk import Reply
from storage import people, plans, schema
from storage.database import Database
from tests.bot.shell import Shell
from tests.bot.small_house import SmallHouse
from training.plan import ZONE, Course, Plan

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2022, 12, 1, 8, 0, tzinfo=ZONE)
MANY = 5_000
SOONEST_END = 0.08  # seconds; the fastest machine takes longer to write so many
HEADER = "Mã,Họ và tên,Ngày sinh,Đơn vị,SĐT"
FAMILY, GIVEN = ("Trần", "Lê", "Đỗ", "Ngô", "Vũ"), ("Mơ", "Mận", "Mít", "Bưởi", "Cam", "Na", "Sim")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    rows = (
        f"GV{n},{FAMILY[n % 5]} Thị {GIVEN[n % 7]},{1 + n % 28:02}/05/1980,Trường {n % 40:02},09{n:08}"
        for n in range(MANY)
    )
    path = tmp_path / "lop.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


def _course(db: Any) -> None:
    plan = Plan("KH-1", "01/KH", "Kế hoạch ví dụ", None, None, ())
    plan_id = plans.add_plan(db, plans.plan_columns(plan, "KH-1", None), NOW)
    plans.add_course(db, plan_id, plans.course_columns(Course("LOP-1", "Tập huấn ví dụ")))


def _rows(database: Database) -> dict[str, int]:
    def count(db: Any) -> dict[str, int]:
        tables = schema.metadata.sorted_tables
        return {table.name: db.execute(select(func.count()).select_from(table)).scalar() for table in tables}

    return database.read_now(count)


class _Watch:
    """Sees whether some program is in the middle of writing."""

    def __init__(self, database: Database) -> None:
        self._file = self._server = None
        if database.is_sqlite:
            self._file = sqlite3.connect(database.url.database or "", isolation_level=None, timeout=0)
        else:
            url = database.url.set(drivername="postgresql").render_as_string()
            self._server = psycopg.connect(url, autocommit=True)

    def writes(self) -> bool:
        if self._server:
            busy = "SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"
            return self._server.execute(busy).fetchone() is not None
        assert self._file
        try:
            self._file.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        self._file.execute("ROLLBACK")
        return False

    def close(self) -> None:
        for one in (self._file, self._server):
            if one:
                one.close()


def _killed_while(writes: Callable[[], bool], words: list[str], later: float) -> bool:
    """Start a command and kill it so many seconds after it began to write; whether it was still writing then."""
    command = [sys.executable, "-m", "bot", *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not writes():
            assert process.poll() is None, "it ended before it was seen to write"
            time.sleep(0.002)
        time.sleep(later)
        return writes()
    finally:
        process.kill()
        process.wait()


def test_kill_9_in_the_middle_of_a_roster_leaves_nothing_and_it_comes_in_again(
    database: Database,
    database_url: str,
    roster: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TAPHUAN_DATABASE_URL", database_url)
    monkeypatch.setenv("TAPHUAN_NOW", NOW.isoformat())
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(roster.parent)  # where there is no .env
    database.write_now(_course)
    before, words = _rows(database), ["roster", "import", str(roster), "--course", "LOP-1"]
    with contextlib.closing(_Watch(database)) as watch:
        later = random.uniform(0, SOONEST_END)
        assert _killed_while(watch.writes, words, later), "killed in the middle, and not after the end"
        while watch.writes():
            time.sleep(0.01)  # the server of a database learns of a death a moment later
    assert _rows(database) == before, f"killed {later:.3f} s after the first write"
    done = Shell(capsys).json(*words)
    assert (done["added"], done["changed"], done["unchanged"], done["bad"]) == (MANY, 0, 0, [])
    after = _rows(database)
    assert (after["person"], after["enrolment"], after["import_batch"]) == (MANY, MANY, 1)


async def test_an_import_by_chat_whose_program_dies_before_saying_so_is_told_at_the_next_start(
    house: SmallHouse,
) -> None:
    mai = house.teacher(1001, "Vũ Thị Mai")
    house.database.write_now(lambda db: people.give_grants(db, [(1, "admin", None)]))

    def die(reply: Reply) -> None:
        if "✅" in reply.text:
            raise asyncio.CancelledError

    house.before_delivery = die
    async with house.runs():
        mai.sends_file("danh-sach.csv", f"{HEADER}\nGV7,Lê Văn Mận,01/02/1980,,0900000002".encode())
        await _until(lambda: mai.heard and "nhập thành gì" in mai.last.text)
        await mai.taps("Chỉ danh sách người")
        mai.presses("Nhập")
    assert "✅" not in mai.last.text
    stored = _rows(house.database)
    assert stored["import_batch"] == 1, "it was done, and nobody said so"
    house.before_delivery = None
    house.intake = house.new_intake()
    await house.intake.recover()
    await house.intake.idle()
    assert "đã được nhập rồi" in mai.last.text
    assert "thêm 1" in mai.last.text
    async with house.runs():
        await mai.taps("Lấy lại lần nhập này")
    assert _rows(house.database)["import_batch"] == stored["import_batch"]
    assert set(house.states()) == {"done"}


async def _until(happened: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not happened():  # noqa: ASYNC110  a file is answered twice, at once and when it is read
            await asyncio.sleep(0.02)
