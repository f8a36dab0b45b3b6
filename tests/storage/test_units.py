"""The tree of units, before and after the reorganisation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import units
from storage.database import Database
from tests.storage.households import REFORM, TODAY, a_province, written

BEFORE, AFTER = REFORM - timedelta(days=1), REFORM


@pytest.mark.parametrize(
    ("code", "on", "path"),
    [
        ("SO", BEFORE, ["SO"]),
        ("QUAN1", BEFORE, ["QUAN1", "SO"]),
        ("TH-A", BEFORE, ["TH-A", "QUAN1", "SO"]),
        ("TH-A", AFTER, ["TH-A", "XA1", "SO"]),
        ("TH-A", AFTER + timedelta(days=900), ["TH-A", "XA1", "SO"]),
        ("TH-C", AFTER, ["TH-C", "QUAN2", "SO"]),
        ("XA1", BEFORE, ["XA1"]),
    ],
)
def test_a_path_leads_to_the_root_under_the_parents_of_the_day(
    database: Database, code: str, on: date, path: list[str]
) -> None:
    ids = written(database, a_province)
    found = database.read_now(lambda db: units.path_of(db, ids[code], on))
    assert found == tuple(ids[step] for step in path)
    assert database.read_now(lambda db: units.code_paths(db, on))[ids[code]] == tuple(path)


@pytest.mark.parametrize(
    ("code", "on", "below"),
    [
        ("SO", BEFORE, {"SO", "QUAN1", "QUAN2", "TH-A", "TH-B", "TH-C"}),
        ("QUAN1", BEFORE, {"QUAN1", "TH-A", "TH-B"}),
        ("QUAN1", AFTER, {"QUAN1"}),
        ("XA1", AFTER, {"XA1", "TH-A", "TH-B"}),
        ("TH-C", AFTER, {"TH-C"}),
    ],
)
def test_below_a_unit_is_what_hangs_there_on_the_day(database: Database, code: str, on: date, below: set[str]) -> None:
    ids = written(database, a_province)
    assert database.read_now(lambda db: units.subtree_ids(db, ids[code], on)) == {ids[one] for one in below}


def test_nobody_s_unit_has_no_path_and_no_roots_have_nothing_below(database: Database) -> None:
    written(database, a_province)
    assert database.read_now(lambda db: units.path_of(db, None, TODAY)) == ()
    assert database.read_now(lambda db: units.ids_below(db, [], TODAY)) == frozenset()


def test_a_ring_of_units_ends(database: Database) -> None:
    ids = written(database, a_province)
    written(database, units.set_parents, ids["SO"], [(ids["TH-A"], None)])
    path = database.read_now(lambda db: units.path_of(db, ids["TH-A"], BEFORE))
    assert path == (ids["TH-A"], ids["QUAN1"], ids["SO"])
    assert ids["TH-B"] in database.read_now(lambda db: units.subtree_ids(db, ids["TH-A"], BEFORE))


def test_units_are_found_by_code_and_by_folded_name(database: Database) -> None:
    ids = written(database, a_province)
    found = database.read_now(lambda db: units.unit_by_code(db, "TH-A"))
    assert found
    assert (found.id, found.folded) == (ids["TH-A"], "don vi th-a")
    assert database.read_now(lambda db: units.units_named(db, "don vi th-a")) == [found]
    assert database.read_now(lambda db: units.unit_by_code(db, "TH-Z")) is None


def test_storing_a_unit_again_renames_it(database: Database) -> None:
    before = written(database, a_province)
    after = written(database, units.add_units, [("TH-A", "Trường Tiểu học Hoa Mơ", None), ("TH-D", "Mới", None)])
    assert after["TH-A"] == before["TH-A"]
    assert [unit.name for unit in database.read_now(units.all_units) if unit.code in ("TH-A", "TH-D")] == [
        "Trường Tiểu học Hoa Mơ",
        "Mới",
    ]


def test_the_parents_of_all_units_come_oldest_first(database: Database) -> None:
    ids = written(database, a_province)
    parents = database.read_now(units.parents_of_all)
    assert parents[ids["TH-A"]] == [(ids["QUAN1"], None), (ids["XA1"], REFORM)]
