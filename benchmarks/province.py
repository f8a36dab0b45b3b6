"""A database with the 17,616 people of plan B, the first of them bound to accounts; made once per run."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from benchmarks.harness import FIRST_ACCOUNT, NOW, ROOT
from bot import localdata
from handlers import imports
from handlers.imports import Source
from storage import accounts, migrate, schema
from storage.database import Database
from training.reminders import QuietHours

LEVELS = (("th", "HP-MD-TH-2022"), ("thcs", "HP-MD-THCS-2022"), ("thpt", "HP-MD-THPT-2022"))


def build(folder: Path, bound: int) -> str:
    """Import plan B and its people, bind `bound` accounts; the database's URL. Prints how long the import took."""
    url = f"sqlite+aiosqlite:///{folder / 'province.db'}"
    migrate.upgrade(url)
    database = Database(url)
    now = datetime.fromisoformat(NOW)
    try:
        _import(database, folder, now)
        database.write_now(lambda db: _bind(db, bound, now))
    finally:
        database.close()
    return url


def _import(database: Database, folder: Path, now: datetime) -> None:
    plan = next((ROOT / "examples" / "plans").glob("b-*.yaml"))
    units = folder / "units.yaml"
    seconds = 0.0
    for level, course in LEVELS:
        roster = folder / f"{level}.csv"
        command = [sys.executable, "-m", "examples.generate", "--out", str(roster), "--level", level]
        subprocess.run([*command, "--units", str(units)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        if level == "th":
            database.write_now(
                lambda db: imports.import_units(db, imports.load_units(units), Source.of(units), localdata.ADMIN, now)
            )
            database.write_now(
                lambda db: imports.import_plan(
                    db, imports.load_plan(plan), Source.of(plan), localdata.ADMIN, now, quiet=QuietHours()
                )
            )
        begun = time.monotonic()
        book = database.read_now(lambda db: imports.unit_book(db, localdata.ADMIN))
        loaded = imports.load_people(roster, book, now.date())
        database.write_now(
            partial(imports.import_roster, loaded=loaded, course_code=course, importer=localdata.ADMIN, now=now)
        )
        seconds += time.monotonic() - begun
    print(f"import of {_count(database)} people with their enrolment: {seconds:.1f} s (to reach: under 15 s)")


def _count(database: Database) -> int:
    return len(database.read_now(lambda db: db.execute(select(schema.person.c.id)).all()))


def _bind(db: Connection, bound: int, now: datetime) -> None:
    people = db.execute(select(schema.enrolment.c.person_id).order_by(schema.enrolment.c.person_id).limit(bound))
    for index, (person_id,) in enumerate(people.all()):
        account = accounts.open_account(db, "telegram", str(FIRST_ACCOUNT + index), now)
        accounts.bind(db, account.id, person_id, "setting", now)
        accounts.give_consent(db, account.id, now)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        build(Path(made), 10)
