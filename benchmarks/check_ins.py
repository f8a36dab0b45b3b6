"""A hall checks in by QR code: from the arrival of an update to the commit of its mark, on SQLite and PostgreSQL.

`python -m benchmarks.check_ins [sqlite|postgres …]`. 500 within a second; 1,500 within ten seconds beside a broadcast.
17,616 people are in the database. SQLite with synchronous=FULL, PostgreSQL with fsync and synchronous_commit on.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from benchmarks.harness import FIRST_ACCOUNT, NOW, line, product, server
from storage import accounts, mailings, migrate, people, plans, schema, sessions, units
from storage.database import Database
from training import tokens
from training.checkin_rules import CheckinRules
from training.mailing import MailingKind
from training.plan import Activity, Course, Kind, Period, Plan, Precision
from training.reading.vietnamese import fold

PROVINCE, HALL = 17_616, 1_500
STARTED = datetime.fromisoformat(NOW)
STEP = 60  # seconds: so that one code serves the whole rush


@dataclass(frozen=True)
class Rush:
    """People who check in, how many a second, and whether a broadcast is under way; p99 in ms to be kept."""

    name: str
    people: int
    rate: float
    broadcast: bool
    limit: float


RUSHES = (
    Rush("500 check-ins within 1 s", 500, 500, broadcast=False, limit=100),
    Rush("1,500 within 10 s beside a broadcast", 1_500, 150, broadcast=True, limit=300),
)


def main() -> int:
    failed = False
    for kind in sys.argv[1:] or ["sqlite", "postgres"]:
        for rush in RUSHES:
            with tempfile.TemporaryDirectory() as folder, _database(kind, Path(folder)) as url:
                failed |= _measure(kind, rush, url, Path(folder))
    return int(failed)


@contextlib.contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'hall.db'}"
        return
    from tests import postgres

    postgres._OPTIONS = postgres._OPTIONS.replace("=off", "=on")  # tests may lose data, this may not
    server = postgres.Server()
    try:
        yield server.empty_database()
    finally:
        server.stop()


def _measure(kind: str, rush: Rush, url: str, folder: Path) -> bool:
    token = _prepare(url, rush)
    timed = folder / "timed.json"
    with server(rush.people) as api:
        with product(api, url, ("benchmarks.timed_bot",), TIMED_TO=str(timed)):
            api.wait_for_answer(FIRST_ACCOUNT, "/help")
            text = f"/start {tokens.PREFIX}{token}"
            said = {"messages": rush.people, "text": text, "rate": rush.rate, "within": 90}
            outcome = api.post("rush", said)
            _until_all_marked(url, rush.people)
        took = sorted(json.loads(timed.read_text("utf-8")))
    marks, twice = _marks(url)
    p50, p99 = (took[min(int(len(took) * share), len(took) - 1)] * 1000 for share in (0.5, 0.99))
    line(
        f"{kind}: {rush.name}",
        f"p50 {p50:.0f} ms, p99 {p99:.0f} ms to commit",
        f"(to reach: p99 under {rush.limit:.0f})",
    )
    line("  recorded, recorded twice", f"{marks} of {rush.people}, {twice}", f"answered {outcome['answered']}")
    return p99 > rush.limit or marks != rush.people or twice > 0


def _prepare(url: str, rush: Rush) -> str:
    """A province, a hall of people with accounts, a session that is open; the token that counts for the next minute."""
    migrate.upgrade(url)
    database = Database(url)
    try:
        return database.write_now(lambda db: _people_the(db, rush))
    finally:
        database.close()


def _people_the(db: Connection, rush: Rush) -> str:
    ids = units.add_units(db, [("SO", "Sở Ví Dụ", None)])
    names = [f"Người Mẫu {number}" for number in range(PROVINCE)]
    rows = [
        {"code": None, "name": name, "folded": fold(name), "role": "trainee", "unit_id": ids["SO"]} for name in names
    ]
    everybody = people.add_people(db, rows, STARTED)
    session_id = _session(db, everybody[:HALL])
    for number, person in enumerate(everybody[:HALL]):
        account = accounts.open_account(db, "telegram", str(FIRST_ACCOUNT + number), STARTED)
        accounts.bind(db, account.id, person, "setting", STARTED)
        accounts.give_consent(db, account.id, STARTED)
    if rush.broadcast:
        body = {"text": "Thông báo ví dụ", "ack": True}
        mailings.create(db, MailingKind.NOTICE, {"people": everybody[:HALL]}, body, STARTED, STARTED)
    facts = sessions.session_facts(db, session_id)
    assert facts
    return tokens.token_at(facts.secret, session_id, STARTED + timedelta(seconds=5), STEP)


def _session(db: Connection, trainees: list[int]) -> int:
    begins = STARTED + timedelta(minutes=5)
    hour = Period(begins, begins + timedelta(hours=3), Precision.MINUTE)
    activity = Activity("Buổi ví dụ", Kind.IN_PERSON, hour)
    plan = plans.add_plan(
        db, plans.plan_columns(Plan("KH", "01/KH", "Kế hoạch", None, None, [activity]), "KH", None), STARTED
    )
    course = plans.add_course(db, plan, plans.course_columns(Course("LOP", "Lớp ví dụ")))
    session_id = plans.add_session(db, course, "1", 0, plans.session_columns(activity))
    plans.enrol(db, course, trainees, STARTED)
    sessions.set_rules(db, session_id, CheckinRules(step_seconds=STEP))
    return session_id


def _until_all_marked(url: str, wanted: int, seconds: float = 20.0) -> None:
    """What the broadcast sends counts as an answer for the rush, which may thus end too soon."""
    begun = time.monotonic()
    while _marks(url)[0] < wanted and time.monotonic() - begun < seconds:
        time.sleep(0.2)


def _marks(url: str) -> tuple[int, int]:
    """People marked, and how many of them more than once."""
    mark: Any = schema.mark
    many = select(func.count().label("n")).group_by(mark.c.person_id).select_from(mark).subquery()
    database = Database(url)
    try:
        found = database.read_now(lambda db: list(db.scalars(select(many.c.n))))
    finally:
        database.close()
    return len(found), sum(1 for n in found if n > 1)


if __name__ == "__main__":
    sys.exit(main())
