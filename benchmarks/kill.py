"""`kill -9` again and again in the middle of a notice: nobody is left out, at most N get it twice at each kill.

python -m benchmarks.kill [--people 2000] [--kills 100] [--rate 30] [--quick]. The whole program, its settings as they
are; the server takes 5–60 ms. Some four minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from benchmarks.harness import FIRST_ACCOUNT, NOW, Server, line, server, settings
from benchmarks.killing import Victim, accepted, kill_again_and_again, wait_until_calm
from storage import mailings, migrate, outcomes, schema
from storage import people as stored
from storage.database import Database
from training.mailing import Counts, MailingKind
from training.reading.vietnamese import fold

STARTED = datetime.fromisoformat(NOW)


class Ledger:
    """What the database says, looked at from outside while no program runs."""

    def __init__(self, url: str, people: int) -> None:
        migrate.upgrade(url)
        self._database = Database(url)
        self.mailing = self._database.write_now(lambda db: notice_to(db, people))

    def counts(self) -> Counts:
        return self._database.read_now(lambda db: outcomes.counts(db, self.mailing))

    def in_flight(self) -> int:
        d = schema.delivery
        query = select(func.count()).select_from(d).where(d.c.state == "sending")
        return int(self._database.read_now(lambda db: db.scalar(query)) or 0)

    def unknown(self) -> set[str]:
        """Addresses listed as uncertain, for an organizer to decide."""
        d = schema.delivery
        query = select(d.c.address).where(d.c.state == "unknown")
        return set(self._database.read_now(lambda db: list(db.scalars(query))))

    def due_at(self, due: datetime) -> None:
        self._database.write_now(lambda db: mailings.change(db, self.mailing, due_at=due))

    def close(self) -> None:
        self._database.close()


def notice_to(db: Connection, many: int) -> int:
    """A notice, due at once, to so many people with accounts."""
    names = [f"Người Mẫu {number}" for number in range(many)]
    rows = [{"code": None, "name": name, "folded": fold(name), "role": "trainee"} for name in names]
    people = stored.add_people(db, rows, STARTED)
    known = {"platform": "telegram", "created_at": STARTED, "consent_at": STARTED, "bound_at": STARTED}
    accounts = [
        {**known, "address": str(FIRST_ACCOUNT + number), "person_id": one} for number, one in enumerate(people)
    ]
    db.execute(insert(schema.account), accounts)
    body = {"text": "Thông báo ví dụ", "ack": True}
    return mailings.create(db, MailingKind.NOTICE, {"people": people}, body, STARTED, STARTED)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--quick", action="store_true", help="10 kills in 200 messages")
    asked = parser.parse_args()
    people, kills = (200, 10) if asked.quick else (asked.people, asked.kills)
    with tempfile.TemporaryDirectory() as folder, server(people) as api:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'kill.db'}"
        ledger = Ledger(url, people)
        api.post("faults", {"delay": [0.005, 0.06]})
        left = _kill(api, ledger, url, people, kills, asked.rate)
        ledger.close()
        return _tell(api, left, people, kills)


class Left:
    """What was found at each kill and in the end."""

    def __init__(self) -> None:
        self.in_flight: list[int] = []
        self.counts = Counts()
        self.unknown: set[str] = set()
        self.kills = 0


def _kill(api: Server, ledger: Ledger, url: str, people: int, kills: int, rate: float) -> Left:
    begun, left = time.monotonic(), Left()

    def environment() -> dict[str, str]:
        now = STARTED + timedelta(seconds=time.monotonic() - begun)
        return settings(api, url) | {"TAPHUAN_NOW": now.isoformat(), "TAPHUAN_SEND_RATE": str(rate)}

    class Watched(Victim):
        def kill(self) -> None:
            super().kill()
            left.in_flight.append(ledger.in_flight())

    victim = Watched([sys.executable, "-m", "bot", "run"], environment)
    each = max(1, people // (kills + 1))
    kill_again_and_again(api, victim, kills, lambda: each, people - each)
    wait_until_calm(api, 13, seconds=people / rate + 60)  # what was in doubt goes again after 10 s
    victim.end()
    left.counts, left.unknown, left.kills = ledger.counts(), ledger.unknown(), victim.kills
    return left


def _tell(api: Server, left: Left, people: int, kills: int) -> int:
    got = Counter(row[2] for row in api.get("accepted") if str(row[1]).lower() == "sendmessage")
    twice, c = sum(many - 1 for many in got.values()), left.counts
    missing = {str(FIRST_ACCOUNT + number) for number in range(people)} - {str(chat) for chat in got}
    lost = len(missing - left.unknown)
    most = max(left.in_flight, default=0)
    line("kills, messages accepted", f"{left.kills}, {accepted(api)}")
    line("lost unreported, sent twice", f"{lost}, {twice}", "(to reach: 0, at most N a kill)")
    line("listed as uncertain, of them not arrived", f"{c.unknown}, {len(missing & left.unknown)}")
    line("in flight at a kill: mean, most (N)", f"{sum(left.in_flight) / max(left.kills, 1):.2f}, {most}")
    line("counts", f"{c.recipients} = sent {c.sent} + unknown {c.unknown} + waiting {c.waiting} + failed {c.failed}")
    adds_up = c.recipients == people == c.sent + c.unknown
    return int(lost > 0 or twice > sum(left.in_flight) or not adds_up or left.kills < kills * 0.9)


if __name__ == "__main__":
    sys.exit(main())
