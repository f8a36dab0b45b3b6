"""“khi nào tôi học” with a province in the database: updates a second beside a bare python-telegram-bot echo bot.

The same Bot API server process, the same burst of updates, one after the other, several rounds in turn; medians.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import province
from benchmarks.harness import FIRST_ACCOUNT, cpu_seconds, line, memory_mb, product, running, server

PEOPLE = MESSAGES = 2000
ROUNDS = 3
QUESTION = "khi nào tôi học"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        url = province.build(Path(folder), PEOPLE)
        ours = [_ours(url) for _ in range(ROUNDS)]
        echo = [_echo() for _ in range(ROUNDS)]
    rate, rival = _median(ours, "per_second"), _median(echo, "per_second")
    line("answers a second, this program", f"{rate:.0f}", f"p50 {_median(ours, 'p50') * 1000:.0f} ms of the burst")
    line("answers a second, bare echo bot (PTB)", f"{rival:.0f}")
    line("ratio to the echo bot", f"{rate / rival:.2f}", "(to reach: 0.5; later 1.0)")
    line("CPU ms an update: ours, echo", f"{_median(ours, 'cpu') * 1000:.2f}", f"{_median(echo, 'cpu') * 1000:.2f}")
    line("start to first answer, 17,616 people", f"{_median(ours, 'start'):.2f} s", "(to reach: under 2 s)")
    line("memory after start, 17,616 people", f"{_median(ours, 'memory'):.0f} MB", "(to reach: under 150 MB)")
    return int(rate / rival < 0.5)


def _median(rounds: list[dict[str, Any]], key: str) -> float:
    return statistics.median(one[key] for one in rounds)


def _ours(url: str) -> dict[str, Any]:
    with server(PEOPLE) as api:
        begun = time.monotonic()
        with product(api, url) as process:
            api.wait_for_answer(FIRST_ACCOUNT, QUESTION)
            started = {"start": time.monotonic() - begun, "memory": memory_mb(process.pid)}
            return started | _rush(api, process.pid)


def _echo() -> dict[str, Any]:
    with server(PEOPLE) as api, running([sys.executable, "-m", "benchmarks.rival_ptb", api.url, api.token]) as process:
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
