"""“khi nào tôi học” with a province in the database: updates a second beside a bare python-telegram-bot echo bot, and
beside aiogram: a bare echo bot, and one that reads a row by SQLAlchemy for each update.

The same Bot API server process, the same burst of updates, one after the other, several rounds in turn; medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import province, rivals
from benchmarks.harness import FIRST_ACCOUNT, cpu_seconds, line, memory_mb, product, running, server

PEOPLE = MESSAGES = 2000
ROUNDS = 3
KINDS = {"echo": "bare echo", "read": "one SQLAlchemy read (1.5)"}
QUESTION = "khi nào tôi học"
UNBOUND = "1000000"  # messages a second: the limiter stays in the way, but what is measured is not its limit


def main() -> int:
    rounds = 1 if "--quick" in sys.argv else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        url = province.build(Path(folder), PEOPLE)
        ours = [_ours(url) for _ in range(rounds)]
        echo = [_echo() for _ in range(rounds)]
        aiogram = rivals.python()
        others = {kind: [_aiogram(aiogram, kind, folder) for _ in range(rounds)] for kind in KINDS if aiogram}
    rate, rival = _median(ours, "per_second"), _median(echo, "per_second")
    line("answers a second, this program", f"{rate:.0f}", f"p50 {_median(ours, 'p50') * 1000:.0f} ms of the burst")
    line("answers a second, bare echo bot (PTB)", f"{rival:.0f}")
    line("ratio to the echo bot", f"{rate / rival:.2f}", "(to reach: 1.0)")
    for kind, measured in others.items():
        other = _median(measured, "per_second")
        line(f"aiogram, {KINDS[kind]}", f"{other:.0f}", f"ratio of this program to it {rate / other:.2f}")
    line("CPU ms an update: ours, echo", f"{_median(ours, 'cpu') * 1000:.2f}", f"{_median(echo, 'cpu') * 1000:.2f}")
    line("start to first answer, 17,616 people", f"{_median(ours, 'start'):.2f} s", "(to reach: under 2 s)")
    line("memory after start, 17,616 people", f"{_median(ours, 'memory'):.0f} MB", "(to reach: under 150 MB)")
    return int(rate / rival < 1.0)


def _median(rounds: list[dict[str, Any]], key: str) -> float:
    return statistics.median(one[key] for one in rounds)


def _ours(url: str) -> dict[str, Any]:
    with server(PEOPLE) as api:
        begun = time.monotonic()
        with product(api, url, TAPHUAN_SEND_RATE=UNBOUND) as process:
            api.wait_for_answer(FIRST_ACCOUNT, QUESTION)
            started = {"start": time.monotonic() - begun, "memory": memory_mb(process.pid)}
            return started | _rush(api, process.pid)


def _echo() -> dict[str, Any]:
    with server(PEOPLE) as api, running([sys.executable, "-m", "benchmarks.rival_ptb", api.url, api.token]) as process:
        api.wait_for_answer(FIRST_ACCOUNT, QUESTION)
        return _rush(api, process.pid)


def _aiogram(python: str, kind: str, folder: str) -> dict[str, Any]:
    command = [python, rivals.script("aiogram"), kind]
    with server(PEOPLE) as api, running([*command, api.url, api.token, f"{folder}/{kind}.db"]) as process:
        api.wait_for_answer(FIRST_ACCOUNT, QUESTION)
        return _rush(api, process.pid)


def _rush(api: Any, pid: int) -> dict[str, Any]:
    before = cpu_seconds(pid)
    found: dict[str, Any] = api.post("rush", {"messages": MESSAGES, "text": QUESTION, "within": 120})
    if found["answered"] < MESSAGES:
        raise SystemExit(f"only {found['answered']} of {MESSAGES} were answered")
    return found | {"cpu": (cpu_seconds(pid) - before) / MESSAGES}


if __name__ == "__main__":
    sys.exit(main())
