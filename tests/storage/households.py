"""Invented units and people that tests of storage share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection

from storage import people, units
from storage.database import Database
from training.plan import ZONE

NOW = datetime(2022, 12, 8, 8, 0, tzinfo=ZONE)
TODAY = NOW.date()
REFORM = date(2025, 7, 1)
T = TypeVar("T")


def a_province(db: Connection) -> dict[str, int]:
    """Sở → two districts → schools; from 1/7/2025 the schools stand under communes of the Sở. code → id."""
    codes = ["SO", "QUAN1", "QUAN2", "XA1", "TH-A", "TH-B", "TH-C"]
    ids = units.add_units(db, [(code, f"Đơn vị {code}", None) for code in codes])
    tree: dict[str, list[tuple[str, date | None]]] = {
        "QUAN1": [("SO", None)],
        "QUAN2": [("SO", None)],
        "XA1": [("SO", REFORM)],
        "TH-A": [("QUAN1", None), ("XA1", REFORM)],
        "TH-B": [("QUAN1", None), ("XA1", REFORM)],
        "TH-C": [("QUAN2", None)],
    }
    for child, parents in tree.items():
        units.set_parents(db, ids[child], [(ids[parent], since) for parent, since in parents])
    return ids


def somebody(db: Connection, name: str = "Trần Thị Bưởi", **columns: Any) -> int:
    row = {"code": None, "name": name, "role": "trainee", **columns}
    return people.add_people(db, [row], NOW)[0]


def written(database: Database, work: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """One unit of work that calls one function."""
    return database.write_now(lambda db: work(db, *arguments, **named))
