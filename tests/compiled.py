"""Statements are compiled once per process of tests. Every test has an engine of its own, and engines do not share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event


class _Compiled(dict[Any, Any]):
    """SQLAlchemy's keys begin with the dialect, an object of each engine's own; ours with its name."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), compiled)


_COMPILED = _Compiled()


def _share(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_COMPILED)


def share() -> None:
    """For all engines of this process."""
    event.listen(Engine, "engine_connect", _share)
