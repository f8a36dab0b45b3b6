"""A Bot API server in a process of its own, and the bots that are measured against it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOW = "2022-03-09T08:00:00+07:00"  # within the months of plan B
FIRST_ACCOUNT = 1001


class Server:
    """The server's control side; `url` is the root of its Bot API."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def post(self, name: str, value: Any, timeout: float = 300) -> Any:
        body = json.dumps(value).encode()
        request = urllib.request.Request(f"{self.url}/world/{name}", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.load(answer)

    def get(self, name: str) -> Any:
        with urllib.request.urlopen(f"{self.url}/world/{name}", timeout=60) as answer:
            return json.load(answer)

    def wait_for_answer(self, person: int, text: str, seconds: float = 30) -> float:
        """Seconds until somebody who writes is answered: the bot is up."""
        begun, before = time.monotonic(), self.get("counts")["accepted"]
        self.post("says", {"person": person, "text": text})
        while self.get("counts")["accepted"] == before:
            if time.monotonic() - begun > seconds:
                raise TimeoutError("no answer")
            time.sleep(0.02)
        return time.monotonic() - begun


@contextlib.contextmanager
def server(people: int) -> Iterator[Server]:
    """A fresh world with so many people, and a bot of its own: nothing of an earlier round is known of it."""
    token = f"{time.time_ns() // 1_000_000}:benchmark-token-benchmark-token"
    command = [sys.executable, "-m", "bot.localchat", "--print-url", "--token", token]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        found = Server(process.stdout.readline().strip(), token)
        found.post("people", {"first": FIRST_ACCOUNT, "count": people})
        yield found
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A bot as a process; its log goes nowhere."""
    env = {**os.environ, **environment}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def settings(api: Server, database: str) -> dict[str, str]:
    """The program's settings on this server and database, at the platform's paid rate."""
    return {
        "TAPHUAN_TELEGRAM_TOKEN": api.token,
        "TAPHUAN_TELEGRAM_API_URL": api.url,
        "TAPHUAN_DATABASE_URL": database,
        "TAPHUAN_WEB_LISTEN": "127.0.0.1:0",
        "TAPHUAN_NOW": NOW,
        "TAPHUAN_SEND_RATE": "1000",
    }


def product(
    api: Server, database: str, module: tuple[str, ...] = ("bot", "run"), **more: str
) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    """The program itself, on this database; or another module that runs it."""
    return running([sys.executable, "-m", *module], **{**settings(api, database), **more})


def memory_mb(pid: int) -> float:
    """Resident memory now, in MB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("VmRSS")


def cpu_seconds(pid: int) -> float:
    """User and system seconds so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def line(name: str, *figures: str) -> None:
    print(f"{name:<44}" + "  ".join(figures), flush=True)
