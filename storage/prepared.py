"""Statements asked for with every message: compiled once a dialect, run straight on the driver.

SQLAlchemy's own way through a statement it has compiled before takes 15 to 75 µs, several times what SQLite takes to
answer it; with five of them to a message that was a fifth of the whole answer. Statements, types and their conversion
stay SQLAlchemy's. For what is read or written now and then, `Connection.execute` is the way.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any] | None


class Prepared:
    """A statement whose values are all bindparams; of an INSERT the columns are named. Errors are the driver's own."""

    def __init__(self, statement: Any, columns: Sequence[str] | None = None) -> None:
        self._statement, self._columns = statement, columns
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, db: Connection, **values: Any) -> list[Any]:
        """All rows of a query, as named tuples."""
        compiled = self._for(db.dialect)
        cursor = db.connection.cursor()
        cursor.execute(compiled.sql, compiled.arguments(values))
        found = [compiled.row(row) for row in cursor.fetchall()]
        cursor.close()
        return found

    def first(self, db: Connection, **values: Any) -> Any | None:
        """The first row, or None."""
        return next(iter(self.rows(db, **values)), None)

    def run(self, db: Connection, **values: Any) -> int:
        """The number of rows touched, for what is no query. Watches (storage.database) do not hear of it."""
        compiled = self._for(db.dialect)
        cursor = db.connection.cursor()
        cursor.execute(compiled.sql, compiled.arguments(values))
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def _for(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, self._columns, dialect)
        return compiled


class _Compiled:
    """SQL of one dialect, with how values go in and out of it."""

    def __init__(self, statement: ClauseElement, inserted: Sequence[str] | None, dialect: Dialect) -> None:
        how: Any = {"column_keys": list(inserted)} if inserted else {"compile_kwargs": {"render_postcompile": True}}
        compiled: Any = statement.compile(dialect=dialect, **how)
        self.sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        self._into = {name: _bind(bound.type, dialect) for bound, name in compiled.bind_names.items()}
        self._required = {name for bound, name in compiled.bind_names.items() if bound.required}
        known = {name: bound.effective_value for bound, name in compiled.bind_names.items() if not bound.required}
        self._fixed = {name: self._ready(name, value) for name, value in known.items()}
        columns = list(getattr(statement, "selected_columns", ()))
        self._out = [_result(column.type, dialect) for column in columns]
        self._plain = not any(self._out)
        names = [column.key for column in columns]
        self._row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # its names are the query's

    def arguments(self, values: dict[str, Any]) -> Any:
        """What the driver takes, in its order. LookupError for a name too few or too many: our own mistake."""
        if not self._required <= values.keys():
            raise LookupError(self._required - values.keys())
        ready = self._fixed | {name: self._ready(name, value) for name, value in values.items()}
        return ready if self._order is None else [ready[name] for name in self._order]

    def _ready(self, name: str, value: Any) -> Any:
        convert = self._into[name]
        return value if convert is None else convert(value)

    def row(self, raw: Any) -> Any:
        if not self._plain:
            raw = [value if out is None else out(value) for out, value in zip(self._out, raw, strict=True)]
        return self._row._make(raw)


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
