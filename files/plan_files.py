"""Plan files in and out: .yaml and .xlsx → training.plan.Plan, and the .xlsx template."""

from __future__ import annotations

from pathlib import Path

from files.plan_nodes import Node
from files.plan_problems import PlanFileError, Problem, ProblemCode
from files.plan_values import plan_from
from files.plan_yaml import YamlFault, read_yaml
from training.plan import Plan

MAX_BYTES = 5_000_000
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
SHEET_SUFFIXES = frozenset({".xlsx"})


def read_plan_file(path: Path) -> Plan:
    """The plan of a .yaml or .xlsx file (examples/README.md). Raises PlanFileError with all that is wrong."""
    suffix = path.suffix.casefold()
    if suffix in YAML_SUFFIXES:
        return plan_from(yaml_nodes(path))
    if suffix in SHEET_SUFFIXES:
        from files.plan_sheet import sheet_nodes

        _content(path)  # the limits of a plan file are narrower than those of a list of people
        return plan_from(sheet_nodes(path))
    raise PlanFileError([Problem(ProblemCode.WRONG_TYPE, value=suffix)])


def yaml_nodes(path: Path) -> Node:
    """What a YAML file holds, unchecked. Raises PlanFileError when it cannot be read as one."""
    return _yaml(_content(path))


def _content(path: Path) -> bytes:
    """The bytes of a file that is there, not empty and not too large; a larger one is not read to its end."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as fault:
        raise PlanFileError([Problem(ProblemCode.NOT_FOUND, value=path.name)]) from fault
    if len(content) > MAX_BYTES:
        raise PlanFileError([Problem(ProblemCode.TOO_LARGE, value=str(path.stat().st_size))])
    if not content.strip():
        raise PlanFileError([Problem(ProblemCode.EMPTY)])
    return content


def _yaml(content: bytes) -> Node:
    try:
        return read_yaml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise PlanFileError([Problem(ProblemCode.NOT_UTF8, row=_row_of(content, fault.start))]) from fault
    except YamlFault as fault:
        raise PlanFileError([fault.problem]) from fault


def _row_of(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1
