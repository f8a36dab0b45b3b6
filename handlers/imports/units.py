"""The tree of units comes in from its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from files.units import UnitRow, read_units
from handlers.imports.people import keep, plain, rehearsal
from handlers.imports.values import Importer, ImportReport, Source
from storage import units

Parents = list[tuple[int, date | None]]


def load_units(path: Path) -> list[UnitRow]:
    """The units of a .yaml file. Raises UnitFileError, OSError."""
    return read_units(path)


def import_units(
    db: Connection,
    rows: Sequence[UnitRow],
    source: Source,
    importer: Importer,
    now: datetime,
    *,
    dry_run: bool = False,
) -> ImportReport:
    """Store units with their parents; those known by code get the file's name and parents."""
    with rehearsal(db, dry_run):
        before = _as_stored(db)
        ids = units.add_units(db, [(row.code, row.name, row.closed) for row in rows])
        after = {row.code: _wanted(row, ids) for row in rows}
        differing = [code for code in after if before.get(code) != after[code]]
        for code in differing:
            units.set_parents(db, ids[code], after[code][2])
        added = [ids[code] for code in differing if code not in before]
        changed = {ids[code]: before[code] for code in differing if code in before}
        report = ImportReport(
            kind="units", added=len(added), changed=len(changed), unchanged=len(rows) - len(differing)
        )
        told: dict[str, Any] = {"units": added, "units_changed": {str(n): _plain(old) for n, old in changed.items()}}
        undo = {name: value for name, value in told.items() if value}
        report = keep(db, report, undo, source, importer, now)
    return replace(report, dry_run=dry_run, batch_id=None if dry_run else report.batch_id)


Stored = tuple[str, date | None, Parents]  # name, closed, parents


def _as_stored(db: Connection) -> dict[str, Stored]:
    parents = units.parents_of_all(db)
    return {unit.code: (unit.name, unit.closed, parents.get(unit.id, [])) for unit in units.all_units(db)}


def _wanted(row: UnitRow, ids: dict[str, int]) -> Stored:
    return row.name, row.closed, [(ids[code], since) for code, since in row.parents]


def _plain(stored: Stored) -> list[Any]:
    name, closed, parents = stored
    return [name, plain(closed), [[parent, plain(since)] for parent, since in parents]]
