"""Seconds to import 17,616 people, as a ratio to bare reading (calamine) and bare inserting (sqlite3) of the same file.

python -m benchmarks.import_people [--people 17616] [--new-units]
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=17_616)
    parser.add_argument("--new-units", action="store_true", help="the units come with the list and not before it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _compare(Path(folder), asked.people, asked.new_units)


def _compare(folder: Path, people: int, new_units: bool) -> None:
    sheet, units = _made(folder, people)
    bare, rows = _timed(lambda: _bare_read(sheet))
    inserted, _ = _timed(lambda: _bare_insert(folder / "bare.db", rows))
    ours, report = _timed(lambda: _import(folder / "ours.db", sheet, None if new_units else units))
    again, _ = _timed(lambda: _import(folder / "ours.db", sheet, None))
    print(f"{report}")
    print(f"bare reading with calamine      {bare:6.2f} s")
    print(f"bare executemany with sqlite3   {inserted:6.2f} s")
    print(f"import of {people} people     {ours:6.2f} s   {ours / (bare + inserted):.1f} times both")
    print(f"the same file again             {again:6.2f} s")


def _made(folder: Path, people: int) -> tuple[Path, Path]:
    """The generated list as .xlsx, and the units."""
    import csv

    from examples.generate import main as generate
    from files.reports import table_to_xlsx

    plain, units = folder / "people.csv", folder / "units.yaml"
    generate(["--out", str(plain), "--people", str(people), "--units", str(units)])
    with plain.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    sheet = folder / "people.xlsx"
    sheet.write_bytes(table_to_xlsx("", header, rows))
    return sheet, units


def _bare_read(sheet: Path) -> list[list[object]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(sheet)).get_sheet_by_index(0).to_python()


def _bare_insert(path: Path, rows: list[list[object]]) -> None:
    columns = ", ".join(f"c{number}" for number in range(len(rows[0])))
    marks = ", ".join("?" for _ in rows[0])
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"CREATE TABLE person (id INTEGER PRIMARY KEY, {columns})")
    connection.executemany(f"INSERT INTO person ({columns}) VALUES ({marks})", rows[1:])
    connection.commit()
    connection.close()


def _import(path: Path, sheet: Path, units: Path | None) -> str:
    from datetime import datetime

    from handlers import imports
    from storage import migrate
    from storage.database import Database
    from training.plan import ZONE

    url, now, admin = f"sqlite:///{path}", datetime.now(ZONE), imports.Importer()
    migrate.upgrade(url)
    database = Database(url)
    if units:
        source = imports.Source.of(units)
        database.write_now(lambda db: imports.import_units(db, imports.load_units(units), source, admin, now))
    book = database.read_now(lambda db: imports.unit_book(db, admin))
    loaded = imports.load_people(sheet, book, now.date())
    report = database.write_now(lambda db: imports.import_people(db, loaded, admin, now))
    database.close()
    return f"added {report.added}, changed {report.changed}, unchanged {report.unchanged}, bad {report.bad_rows}"


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


if __name__ == "__main__":
    main()
