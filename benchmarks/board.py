"""Share of a core that open boards cost: 200 pages of one session, and 200 of as many sessions, while people check in.

`python -m benchmarks.board [seconds]`. The pages are read by a client in a process of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import Connection

from benchmarks.harness import FIRST_ACCOUNT, NOW, ROOT, cpu_seconds, line, product, server
from storage import accounts, boards, migrate, people, plans, sessions
from storage.database import Database
from training.plan import Activity, Course, Kind, Period, Plan, Precision

PAGES = 200
LIMIT = 5.0  # percent of a core
STARTED = datetime.fromisoformat(NOW)
PORT = 18_437


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    shares = [_measure(pages_of_one, seconds) for pages_of_one in (True, False)]
    return int(shares[0] > LIMIT)


def _measure(of_one: bool, seconds: float) -> float:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'boards.db'}"
        secrets = _prepare(url, 1 if of_one else PAGES)
        listen = f"127.0.0.1:{PORT}"
        with (
            server(1) as api,
            product(api, url, TAPHUAN_WEB_LISTEN=listen, TAPHUAN_PUBLIC_URL=f"http://{listen}") as bot,
        ):
            api.wait_for_answer(FIRST_ACCOUNT, "/help")
            idle = _share(bot.pid, seconds / 3)
            with _pages(f"http://{listen}", secrets):
                time.sleep(3)
                share = _share(bot.pid, seconds) - idle
    name = f"{PAGES} pages of {'one session' if of_one else 'as many sessions'}"
    line(name, f"{share:.1f} % of a core", f"(to reach: under {LIMIT:.0f} %)" if of_one else "")
    return share


def _share(pid: int, seconds: float) -> float:
    before, begun = cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(pid) - before) / (time.monotonic() - begun) * 100


@contextlib.contextmanager
def _pages(root: str, secrets: list[str]) -> Iterator[None]:
    command = [sys.executable, "-m", "benchmarks.board", "--read", root, *secrets]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        assert process.stdout.readline() == f"{PAGES}\n", "not all pages were served"
        yield
    finally:
        process.terminate()
        process.wait(10)


async def _read(root: str, secrets: list[str]) -> None:
    """Open the events of PAGES pages and read them until told to stop."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
        answers = [
            await client.get(f"{root}/board/{secrets[number % len(secrets)]}/events", timeout=aiohttp.ClientTimeout())
            for number in range(PAGES)
        ]
        print(sum(1 for one in answers if one.status == 200), flush=True)
        await asyncio.gather(*(_drain(one) for one in answers))


async def _drain(answer: aiohttp.ClientResponse) -> None:
    async for _ in answer.content.iter_any():
        pass


def _prepare(url: str, many: int) -> list[str]:
    migrate.upgrade(url)
    database = Database(url)
    try:
        return database.write_now(lambda db: _boards(db, many))
    finally:
        database.close()


def _boards(db: Connection, many: int) -> list[str]:
    rows = [{"code": None, "name": f"Người Mẫu {n}", "role": "trainee", "unit_id": None} for n in range(500)]
    everybody = people.add_people(db, rows, STARTED)
    account = accounts.open_account(db, "telegram", str(FIRST_ACCOUNT), STARTED)
    accounts.bind(db, account.id, everybody[0], "setting", STARTED)
    accounts.give_consent(db, account.id, STARTED)
    begins = STARTED + timedelta(minutes=5)
    activity = Activity("Buổi ví dụ", Kind.IN_PERSON, Period(begins, begins + timedelta(hours=3), Precision.MINUTE))
    columns = plans.plan_columns(Plan("KH", "01/KH", "Kế hoạch", None, None, [activity]), "KH", None)
    course = plans.add_course(db, plans.add_plan(db, columns, STARTED), plans.course_columns(Course("LOP", "Lớp")))
    plans.enrol(db, course, everybody, STARTED)
    ids = [plans.add_session(db, course, str(n), n, plans.session_columns(activity)) for n in range(many)]
    until = STARTED + timedelta(hours=12)
    assert sessions.session_facts(db, ids[0])
    return [boards.open_board(db, one, everybody[0], "vi", STARTED, until) for one in ids]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        asyncio.run(_read(sys.argv[2], sys.argv[3:]))
    else:
        sys.exit(main())
