"""YAML text → nodes that know their line. Scalars stay texts: no dates, no objects, no references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from files.plan_nodes import Node
from files.plan_problems import Problem, ProblemCode, Spot

MAX_DEPTH = 12
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# the C parser reads 5 MB in a second; the Python one is the same language, thirty times slower
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(Exception):
    """A text that is no acceptable YAML; carries the one problem at which reading stopped."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_yaml(text: str) -> Node:
    """The single document of a YAML text as nodes. Raises YamlFault."""
    try:
        return _document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as fault:
        raise YamlFault(Problem.at(ProblemCode.UNREADABLE, _spot(fault.problem_mark))) from fault
    except yaml.YAMLError as fault:
        raise YamlFault(Problem(ProblemCode.UNREADABLE)) from fault


def _document(events: Iterator[Any]) -> Node:
    documents = [_node(next(events), events, depth=0) for event in events if isinstance(event, yaml.DocumentStartEvent)]
    if not documents or documents[0].value is None:
        raise YamlFault(Problem(ProblemCode.EMPTY))
    if len(documents) > 1:
        raise YamlFault(Problem.at(ProblemCode.WRONG_SHAPE, documents[1].spot))
    return documents[0]


def _node(event: Any, events: Iterator[Any], *, depth: int) -> Node:
    spot = _spot(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        raise YamlFault(Problem.at(ProblemCode.ALIAS, spot, value=event.anchor))
    if event.tag is not None and event.tag != "!":
        raise YamlFault(Problem.at(ProblemCode.TAG, spot, value=event.tag))
    if depth > MAX_DEPTH:
        raise YamlFault(Problem.at(ProblemCode.TOO_DEEP, spot))
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, spot)
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(list(_children(events, yaml.SequenceEndEvent, depth)), spot)
    return Node(_mapping(_children(events, yaml.MappingEndEvent, depth)), spot)


def _children(events: Iterator[Any], end: type[Any], depth: int) -> Iterator[Node]:
    for event in events:
        if isinstance(event, end):
            return
        yield _node(event, events, depth=depth + 1)


def _mapping(children: Iterator[Node]) -> dict[str, Node]:
    fields: dict[str, Node] = {}
    for key in children:
        value = next(children)
        if not isinstance(key.value, str):
            raise YamlFault(Problem.at(ProblemCode.WRONG_SHAPE, key.spot))
        if key.value in fields:
            raise YamlFault(Problem.at(ProblemCode.DUPLICATE_KEY, key.spot, key.value, key.value))
        fields[key.value] = value
    return fields


def _scalar(event: Any, spot: Spot) -> Node:
    plain = bool(event.implicit[0]) and not event.style
    return Node(None if plain and event.value in _NULLS else event.value, spot, plain)


def _spot(mark: Any) -> Spot:
    return Spot(row=mark.line + 1, column=str(mark.column + 1)) if mark else Spot()
