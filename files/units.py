"""The tree of units as a YAML file: codes, names, and from when on a unit stands under which parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from files.plan_files import yaml_nodes
from files.plan_nodes import Fields, Node
from files.plan_problems import InputFileError, Problem, ProblemCode, UnitFileError


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of any level. parents: (code, day from which it holds; None: from the beginning), oldest first.

    closed: the first day on which the unit is no more (a Phòng GD&ĐT after the reorganisation of 2025).
    """

    code: str
    name: str
    parents: tuple[tuple[str, date | None], ...] = ()
    closed: date | None = None


def read_units(path: Path) -> list[UnitRow]:
    """The units of a file, in its order. Raises UnitFileError with all that is wrong; nothing is half read."""
    try:
        root = yaml_nodes(path)
    except InputFileError as fault:
        raise UnitFileError(fault.problems) from fault
    problems: list[Problem] = []
    found = [_unit(node, problems) for node in Fields(root, {"units"}, problems).items("units")]
    _check_tree(found, problems)
    if not found and not problems:
        problems.append(Problem(ProblemCode.EMPTY))
    if problems:
        raise UnitFileError(problems)
    return [unit for unit, _ in found]


def _unit(node: Node, problems: list[Problem]) -> tuple[UnitRow, Fields]:
    fields = Fields(node, {"code", "name", "parents", "closed"}, problems)
    parents = [_parent(child, problems) for child in fields.items("parents")]
    days = [day or date.min for _, day in parents]
    if days != sorted(set(days)):  # a parent's day must be later than that of the one before
        fields.report(ProblemCode.DUPLICATE_KEY, "parents", fields.node("parents"))
    return UnitRow(fields.needed("code"), fields.needed("name"), tuple(parents), fields.day("closed")), fields


def _parent(node: Node, problems: list[Problem]) -> tuple[str, date | None]:
    fields = Fields(node, {"parent", "from"}, problems)
    return fields.needed("parent"), fields.day("from")


def _check_tree(found: Sequence[tuple[UnitRow, Fields]], problems: list[Problem]) -> None:
    units: dict[str, UnitRow] = {}
    for unit, fields in found:
        if unit.code in units:
            fields.report(ProblemCode.DUPLICATE_KEY, "code", fields.node("code"))
        units.setdefault(unit.code, unit)
    for unit, fields in found:
        for parent, day in unit.parents:
            if parent not in units:
                fields.report(ProblemCode.UNKNOWN_PARENT, "parents", fields.node("parents"), parent)
            elif unit.code in _above(parent, day, units):
                fields.report(ProblemCode.CYCLE, "parents", fields.node("parents"), parent)


def _above(code: str, day: date | None, units: dict[str, UnitRow]) -> Iterator[str]:
    """The unit itself and those above it on a day, upwards; stops when it comes round."""
    seen: set[str] = set()
    while code in units and code not in seen:
        yield code
        seen.add(code)
        valid = [parent for parent, since in units[code].parents if (since or date.min) <= (day or date.min)]
        code = valid[-1] if valid else ""
