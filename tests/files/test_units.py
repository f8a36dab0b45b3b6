"""The unit tree from a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from files.plan_problems import ProblemCode, UnitFileError
from files.units import UnitRow, read_units


def written(folder: Path, lines: str) -> Path:
    path = folder / "units.yaml"
    path.write_text(f"units:\n{lines}", encoding="utf-8")
    return path


def test_a_unit_may_get_a_new_parent_from_a_day_on(tmp_path: Path) -> None:
    lines = (
        "  - {code: S, name: Sở}\n"
        "  - {code: P, name: Phòng, parents: [{parent: S}], closed: 2025-07-01}\n"
        "  - {code: X, name: Xã, parents: [{parent: S, from: 2025-07-01}]}\n"
        "  - {code: T, name: Trường, parents: [{parent: P}, {parent: X, from: 2025-07-01}]}\n"
    )
    day = date(2025, 7, 1)
    assert read_units(written(tmp_path, lines)) == [
        UnitRow("S", "Sở"),
        UnitRow("P", "Phòng", (("S", None),), day),
        UnitRow("X", "Xã", (("S", day),)),
        UnitRow("T", "Trường", (("P", None), ("X", day))),
    ]


BAD = [
    ("  - {code: A, name: A, parents: [{parent: B}]}\n", ProblemCode.UNKNOWN_PARENT, 2),
    ("  - {code: A, name: A}\n  - {code: A, name: B}\n", ProblemCode.DUPLICATE_KEY, 3),
    ("  - {code: A}\n", ProblemCode.MISSING, 2),
    ("  - {code: A, name: A, parents: [{parent: A}]}\n", ProblemCode.CYCLE, 2),
    (
        "  - {code: A, name: A, parents: [{parent: B}]}\n  - {code: B, name: B, parents: [{parent: A}]}\n",
        ProblemCode.CYCLE,
        2,
    ),
    ("  - {code: A, name: A, since: 2025}\n", ProblemCode.UNKNOWN_KEY, 2),
    ("  - {code: A, name: A, closed: 2025-02-30}\n", ProblemCode.BAD_DATE, 2),
    (
        "  - {code: B, name: B}\n  - {code: A, name: A, parents: [{parent: B}, {parent: B}]}\n",
        ProblemCode.DUPLICATE_KEY,
        3,
    ),
    ("  - just a text\n", ProblemCode.WRONG_SHAPE, 2),
    ("  []\n", ProblemCode.EMPTY, None),
]


@pytest.mark.parametrize(("lines", "code", "row"), BAD)
def test_a_tree_that_does_not_hold_is_refused(tmp_path: Path, lines: str, code: ProblemCode, row: int | None) -> None:
    with pytest.raises(UnitFileError) as refused:
        read_units(written(tmp_path, lines))
    assert (code, row) == (refused.value.problems[0].code, refused.value.problems[0].row)


def test_two_units_may_change_places_over_time(tmp_path: Path) -> None:
    lines = (
        "  - {code: S, name: Sở}\n"
        "  - {code: A, name: A, parents: [{parent: S}, {parent: B, from: 2025-07-01}]}\n"
        "  - {code: B, name: B, parents: [{parent: A}, {parent: S, from: 2025-07-01}]}\n"
    )
    assert len(read_units(written(tmp_path, lines))) == 3
