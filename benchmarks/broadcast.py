"""A notice through the whole program, in real time: how near to the limit, how fast people are answered meanwhile,
how early reminders that are due at one second go out.

python -m benchmarks.broadcast [--messages 3000] [--quick]. About twelve minutes in full. Beside it: one APScheduler job
for each reminder in an SQLAlchemyJobStore. The loops with AIORateLimiter and sleep(0.05) are in benchmarks.pacing.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.events import EVENT_JOB_MISSED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from benchmarks.harness import FIRST_ACCOUNT, Server, line, product, running, server, settings
from benchmarks.kill import Ledger
from benchmarks.killing import wait_for

ASKERS = 400
AHEAD = 8.0  # seconds that the program sits idle before they are due


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=3000)
    parser.add_argument("--reminders", type=int, default=5000)
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    asked = parser.parse_args()
    many, reminders = (300, 500) if asked.quick else (asked.messages, asked.reminders)
    failed = 0
    for meter, least, most in (("bucket", 0.98, 0), ("window", 0.93, 10)):
        failed += _share(meter, many, least, most)
    failed += _answers(many)
    failed += _all_at_once(reminders)
    _apscheduler(reminders)
    failed += _paid(10 * many if asked.quick else many)
    return int(failed > 0)


def _run(many: int, rate: float, limits: dict[str, Any], delay: Any, seconds: float) -> tuple[Server, list[float], int]:
    """Moments at which a notice to so many was accepted, from the start of the program on; refusals."""
    with tempfile.TemporaryDirectory() as folder, server(many) as api:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'broadcast.db'}"
        Ledger(url, many).close()
        api.post("limits", limits)
        api.post("faults", {"delay": delay})
        with product(api, url, TAPHUAN_SEND_RATE=str(rate)):
            wait_for(api, many, seconds, calm=60)
            moments = [row[0] for row in api.get("accepted")]
            refused = api.get("counts")["refused"]
    return api, moments, sum(refused.values()) if isinstance(refused, dict) else int(refused)


def _limits(rate: int, meter: str) -> dict[str, Any]:
    return {"overall": [rate, 1], "chat": None, "group": None, "meter": meter}


def _share(meter: str, many: int, least: float, most: int) -> int:
    _, moments, refused = _run(many, 30, _limits(30, meter), [0.06, 0.14], many)
    share = (len(moments) - 1) / (moments[-1] - moments[0]) / 30
    line(f"{many} at 30/s, {meter}: share, refused", f"{share:.3f}, {refused}", f"(to reach: {least}, at most {most})")
    return int(share < least or refused > most or len(moments) < many)


def _answers(many: int) -> int:
    """10 questions a second beside the notice, with a server that takes 50 ms."""
    with tempfile.TemporaryDirectory() as folder, server(many + ASKERS) as api:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'answers.db'}"
        Ledger(url, many).close()
        api.post("limits", _limits(30, "bucket"))
        api.post("faults", {"delay": 0.05})
        waits: list[float] = []
        with product(api, url, TAPHUAN_SEND_RATE="30"):
            wait_for(api, 30, 30, calm=30)
            _ask(api, many, min(ASKERS, many), waits)
    p99 = sorted(waits)[int(0.99 * (len(waits) - 1))] if waits else float("inf")
    p50 = statistics.median(waits) if waits else float("inf")
    asked = min(ASKERS, many)
    line("answers during it at 10/s: p50, p99", f"{p50 * 1000:.0f}, {p99 * 1000:.0f} ms", "(to reach: p99 under 300)")
    line("  answered", f"{len(waits)} of {asked}")
    return int(p99 > 0.3 or len(waits) < asked)


def _ask(api: Server, many: int, questions: int, waits: list[float]) -> None:
    """By people who get no notice; the time on the server's clock from the question to the first answer."""
    asked: dict[int, float] = {}
    begun = time.monotonic()  # processes of one machine share this clock
    for number in range(questions):
        time.sleep(max(0.0, begun + number / 10 - time.monotonic()))
        person = FIRST_ACCOUNT + many + number
        asked[person] = time.monotonic()
        api.post("says", {"person": person, "text": "/help"})
    time.sleep(3)
    first: dict[int, float] = {}
    for at, _, chat, _ in api.get("accepted"):
        first.setdefault(chat, at)
    waits.extend(first[person] - at for person, at in asked.items() if person in first)


def _all_at_once(many: int) -> int:
    """All due in the same second at 100 a second: the first under 1 s late, the last as early as the limit allows."""
    rate = 100
    with tempfile.TemporaryDirectory() as folder, server(many) as api:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'due.db'}"
        ledger = Ledger(url, many)
        begun, due = time.monotonic() + AHEAD, datetime.now(UTC) + timedelta(seconds=AHEAD)
        ledger.due_at(due)
        ledger.close()
        own = settings(api, url) | {"TAPHUAN_SEND_RATE": str(rate), "TAPHUAN_QUIET_HOURS": "00:00-00:00"}
        del own["TAPHUAN_NOW"]  # the real clock: what is measured is when it wakes
        with running([sys.executable, "-m", "bot", "run"], **own):
            wait_for(api, many, many / rate + 60, calm=30)
            moments = [row[0] for row in api.get("accepted")]
    first, last, least = moments[0] - begun, moments[-1] - begun, many / rate
    line(f"{many} due at once: first late", f"{first:.2f} s", "(to reach: under 1 s)")
    line(
        "  last after the due time, the limit's least", f"{last:.2f}, {least:.2f} s", f"ratio {last / least:.3f} (1.02)"
    )
    return int(not 0 <= first < 1 or last > least * 1.02 or len(moments) < many)


async def _nothing() -> None:
    _fired.append(time.monotonic())


_fired: list[float] = []


def _apscheduler(many: int) -> None:
    """The rival: a stored job for each, default grace; then without."""
    logging.disable(logging.CRITICAL)
    for grace in (1, None):
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(_jobs(many, grace, f"sqlite:///{Path(folder) / 'jobs.db'}"))


async def _jobs(many: int, grace: int | None, url: str) -> None:
    _fired.clear()
    missed: list[Any] = []
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone=UTC)
    scheduler.add_listener(missed.append, EVENT_JOB_MISSED)
    scheduler.start(paused=True)
    begun = time.monotonic()
    due = datetime.now(UTC) + timedelta(seconds=1)
    for number in range(many):
        scheduler.add_job(_nothing, "date", run_date=due, misfire_grace_time=grace, id=str(number))
    added = time.monotonic() - begun
    at = time.monotonic() - (datetime.now(UTC) - due).total_seconds()
    scheduler.resume()
    for _ in range(300):
        await asyncio.sleep(0.1)
        if len(_fired) + len(missed) >= many:
            break
    late = _fired[-1] - max(at, begun + added) if _fired else float("nan")
    scheduler.shutdown(wait=False)
    line(f"APScheduler, a job each, grace {grace}", f"ran {len(_fired)}, dropped {len(missed)}, last {late:.1f} s late")
    line("  adding them", f"{added:.1f} s")


def _paid(many: int) -> int:
    _, moments, refused = _run(many, 1000, _limits(1000, "bucket"), [0.02, 0.04], 120)
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    line(f"{many} at a limit of 1,000/s", f"{rate:.0f} a second, refused {refused}", "(to reach: 500)")
    return int(rate < 500)


if __name__ == "__main__":
    sys.exit(main())
