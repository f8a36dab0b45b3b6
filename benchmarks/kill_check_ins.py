"""1,000 check-ins wait while the program is killed again and again: every one is recorded, none twice.

Beside it, killed at the same points: a bare python-telegram-bot bot and a bare aiogram bot that write each sender down
and echo. python -m benchmarks.kill_check_ins [--people 1000] [--kills 10] [--quick].
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from benchmarks import check_ins, rivals
from benchmarks.check_ins import STARTED, Rush
from benchmarks.harness import FIRST_ACCOUNT, Server, line, server, settings
from benchmarks.killing import Victim, kill_again_and_again, wait_until_calm
from training import tokens


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="200 people, 3 kills")
    asked = parser.parse_args()
    people, kills = (200, 3) if asked.quick else (asked.people, asked.kills)
    with tempfile.TemporaryDirectory() as folder:
        failed = _ours(Path(folder), people, kills)
        _rival("python-telegram-bot", [sys.executable, "-m", "benchmarks.rival_ptb"], Path(folder), people, kills)
        if aiogram := rivals.python():
            _rival("aiogram", [aiogram, rivals.script("aiogram"), "record"], Path(folder), people, kills)
    return int(failed)


def _ours(folder: Path, people: int, kills: int) -> bool:
    url = f"sqlite+aiosqlite:///{folder / 'hall.db'}"
    token = check_ins._prepare(url, Rush("kill", people, 0, broadcast=False, limit=0))
    begun = time.monotonic()

    def environment(api: Server) -> dict[str, str]:
        now = STARTED + timedelta(seconds=time.monotonic() - begun)
        return settings(api, url) | {"TAPHUAN_NOW": now.isoformat()}

    with server(people) as api:
        command = [sys.executable, "-m", "bot", "run"]
        done, answered = _killed(api, command, environment, f"/start {tokens.PREFIX}{token}", people, kills)
    marks, twice = check_ins._marks(url)
    line("this program: recorded, lost", f"{marks}, {people - marks}", f"twice {twice}", f"kills {done}")
    line("  answered at least once", f"{answered} of {people}")
    return marks != people or twice > 0 or answered != people


def _rival(name: str, command: list[str], folder: Path, people: int, kills: int) -> None:
    path = folder / f"{name}.db"
    with server(people) as api:
        last = [api.url, api.token, str(path)]
        done, answered = _killed(api, [*command, *last], lambda _api: {}, "điểm danh", people, kills)
    with sqlite3.connect(path) as seen:
        found = Counter(row[0] for row in seen.execute("SELECT person FROM seen"))
    twice = sum(1 for many in found.values() if many > 1)
    line(f"{name}: recorded, lost", f"{len(found)}, {people - len(found)}", f"twice {twice}", f"kills {done}")
    line("  answered at least once", f"{answered} of {people}")


def _killed(
    api: Server,
    command: list[str],
    environment: Callable[[Server], Mapping[str, str]],
    text: str,
    people: int,
    kills: int,
) -> tuple[int, int]:
    """(kills, people answered) of a bot for which everybody's message waits."""
    for number in range(people):
        api.post("says", {"person": FIRST_ACCOUNT + number, "text": text})
    victim = Victim(command, lambda: environment(api))
    each = max(1, people // (2 * kills))
    kill_again_and_again(api, victim, kills, lambda: each, people)
    wait_until_calm(api, 4)
    victim.end()
    return victim.kills, len({row[2] for row in api.get("accepted")})


if __name__ == "__main__":
    sys.exit(main())
