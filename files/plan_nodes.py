"""The common form of a plan file, YAML or sheet, before it is checked: values that know their place."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from files.plan_problems import NOWHERE, Problem, ProblemCode, Spot
from training.reading.vietnamese import clean

Value: TypeAlias = "str | list[Node] | dict[str, Node] | None"
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YES_NO = {"true": True, "false": False, "yes": True, "no": False}
_MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place. `plain` is a scalar without quotes, which facts may read as a number."""

    value: Value
    spot: Spot = NOWHERE
    plain: bool = True


class Fields:
    """One mapping of a file, read field by field. What is wrong with it is added to `problems`."""

    def __init__(self, node: Node, allowed: Collection[str], problems: list[Problem]) -> None:
        self.spot = node.spot
        self._problems = problems
        self._readable = isinstance(node.value, dict)
        self._fields = node.value if isinstance(node.value, dict) else {}
        if not self._readable:
            self.report(ProblemCode.WRONG_SHAPE, None, node)
        for name, child in self._fields.items():
            if name not in allowed:
                self.report(ProblemCode.UNKNOWN_KEY, name, child, name)

    def report(self, code: ProblemCode, field: str | None, node: Node | None = None, value: str | None = None) -> None:
        """Adds a problem at the node, or where the mapping itself stands."""
        if value is None and node is not None and isinstance(node.value, str):
            value = node.value
        self._problems.append(Problem.at(code, node.spot if node else self.spot, field, value))

    def node(self, name: str) -> Node | None:
        """The field when it is there and not empty."""
        node = self._fields.get(name)
        return None if node is None or node.value is None else node

    def text(self, name: str) -> str | None:
        """A tidy text; None when empty."""
        node = self.node(name)
        if node is None:
            return None
        if not isinstance(node.value, str):
            self.report(ProblemCode.WRONG_SHAPE, name, node)
            return None
        return tidy(node.value) or None

    def needed(self, name: str) -> str:
        """A text that must be there; reported, and empty here, when it is not."""
        text = self.text(name)
        if text is None:
            self.demand(name)
        return text or ""

    def demand(self, name: str) -> None:
        """Reports the field as missing; silent where it is there in a wrong shape, or the whole mapping is wrong."""
        node = self.node(name)
        there = node is not None and isinstance(node.value, (list, dict)) and bool(node.value)
        if self._readable and not there:
            self.report(ProblemCode.MISSING, name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        found = []
        for item in self.items(name):
            if isinstance(item.value, str):
                found.append(tidy(item.value))
            elif item.value is not None:
                self.report(ProblemCode.WRONG_SHAPE, name, item)
        return tuple(text for text in found if text)

    def items(self, name: str) -> list[Node]:
        """The nodes of a list; a single scalar is a list of one."""
        node = self.node(name)
        if node is None:
            return []
        if isinstance(node.value, dict):
            self.report(ProblemCode.WRONG_SHAPE, name, node)
            return []
        return node.value if isinstance(node.value, list) else [node]

    def pairs(self, name: str) -> dict[str, Node]:
        """The nodes of a mapping by key."""
        node = self.node(name)
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self.report(ProblemCode.WRONG_SHAPE, name, node)
            return {}
        return node.value

    def count(self, name: str, *, least: int = 0) -> int | None:
        """A whole number of at least `least`."""
        return self.count_in(name, self.node(name), least=least)

    def count_in(self, name: str, node: Node | None, *, least: int = 0) -> int | None:
        """A whole number from a node that is already at hand."""
        if node is None:
            return None
        text = node.value if isinstance(node.value, str) else ""
        if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and int(text) >= least:
            return int(text)
        self.report(ProblemCode.BAD_NUMBER, name, node)
        return None

    def real(self, name: str, low: float, high: float) -> float | None:
        """A number within low..high, both inclusive."""
        node = self.node(name)
        number = _real(node.value) if node else None
        if node is not None and (number is None or not low <= number <= high):
            self.report(ProblemCode.BAD_NUMBER, name, node)
            return None
        return number

    def flag(self, name: str) -> bool:
        """true or false; false when it is not there."""
        node = self.node(name)
        if node is None:
            return False
        answer = _YES_NO.get(node.value.casefold()) if isinstance(node.value, str) else None
        if answer is None:
            self.report(ProblemCode.WRONG_SHAPE, name, node)
        return bool(answer)

    def day(self, name: str) -> date | None:
        """A day written as 2022-12-10."""
        text = self.text(name)
        if text is None:
            return None
        day = iso_day(text)
        if day is None:
            self.report(ProblemCode.BAD_DATE, name, self.node(name))
        return day


def tidy(text: str) -> str:
    """One spelling for equal letters, nothing invisible, every run of white space one blank, none outside."""
    return " ".join(clean(text).split())


def iso_day(text: str) -> date | None:
    """2022-12-10 as a date within 1990..2100, None for anything else (2022-02-31 included)."""
    if not _ISO_DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1990 <= day.year <= 2100 else None


def free(node: Node) -> Any:
    """A node as plain Python values: numbers and true/false are read when they stand without quotes."""
    if isinstance(node.value, dict):
        return {name: free(child) for name, child in node.value.items()}
    if isinstance(node.value, list):
        return [free(child) for child in node.value]
    return _scalar(node.value, plain=node.plain)


def _scalar(text: str | None, *, plain: bool) -> str | int | float | bool | None:
    if text is None or not plain:
        return text
    if text in _YES_NO:
        return _YES_NO[text]
    if text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and (text == "0" or text[0] != "0"):
        return int(text)
    if re.fullmatch(r"-?\d{1,9}\.\d{1,9}", text, re.ASCII):
        return float(text)
    return tidy(text)


def _real(value: Value) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}([.,]\d{1,9})?", value, re.ASCII):
        return float(value.replace(",", "."))
    return None
