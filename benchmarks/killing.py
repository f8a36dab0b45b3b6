"""Processes that are killed at random moments, started again, and what is left in the end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.harness import ROOT, Server

LOOK = 0.004  # seconds between looks at what has arrived


@dataclass
class Victim:
    """A bot that is started and killed. environment: asked for at each start, since the clock has gone on."""

    command: list[str]
    environment: Callable[[], Mapping[str, str]]
    process: subprocess.Popen[bytes] | None = None
    kills: int = 0
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        env = {**os.environ, **self.environment()}
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """SIGKILL: nothing of it gets to say good-bye."""
        assert self.process
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.kills += 1

    def end(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(20)


def accepted(api: Server) -> int:
    return int(api.get("counts")["accepted"])


def wait_for(api: Server, many: int, seconds: float, calm: float) -> bool:
    """Until so many messages have been accepted; False when it took too long, or when nothing waits to be fetched
    and nothing has come for `calm` seconds: what is missing is lost."""
    until, last, since = time.monotonic() + seconds, -1, time.monotonic()
    while (counts := api.get("counts"))["accepted"] < many:
        now = time.monotonic()
        if counts["accepted"] != last or counts["waiting"]:
            last, since = counts["accepted"], now
        if now > until or now - since > calm:
            return False
        time.sleep(LOOK)
    return True


def wait_until_calm(api: Server, calm: float, seconds: float = 120) -> None:
    """Until nothing has been accepted for so long and nothing waits to be fetched."""
    until, last, since = time.monotonic() + seconds, accepted(api), time.monotonic()
    while time.monotonic() < until:
        time.sleep(0.1)
        counts = api.get("counts")
        if counts["accepted"] != last or counts["waiting"]:
            last, since = counts["accepted"], time.monotonic()
        elif time.monotonic() - since > calm:
            return


def kill_again_and_again(
    api: Server, victim: Victim, kills: int, after: Callable[[], int], last: int, seed: int = 1
) -> None:
    """Start it, kill it a random number of accepted messages later (1 to twice `after()`), as often as asked or until
    `last` are accepted; it is left running."""
    chance = random.Random(seed)
    for _ in range(kills):
        begun = accepted(api)
        if begun >= last:
            break
        victim.start()
        if not wait_for(api, min(begun + chance.randint(1, 2 * after()), last), 60, calm=20.0):
            victim.kill()
            break
        time.sleep(chance.uniform(0, 0.02))
        victim.kill()
    victim.start()
