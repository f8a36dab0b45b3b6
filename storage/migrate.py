"""Bring a database to the tables of storage.schema, and back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import new_engine

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"
# files are named after their revisions, which count upwards: 0001_initial_tables.py
HEAD = max(path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("[0-9]*.py"))


class NewerDatabase(Exception):
    """Made by a version of the program that came after this one."""

    def __init__(self, revision: str) -> None:
        super().__init__(f"the database stands at revision {revision}, which this program does not know")
        self.revision = revision


def upgrade(url: str, revision: str = "head") -> None:
    """Take `url` (as in TAPHUAN_DATABASE_URL) up to `revision`; a database already there stays as it is.

    Raises NewerDatabase.
    """
    stands_at = _revision(url)
    if revision == "head" and stands_at == HEAD:
        return
    if stands_at is not None and stands_at not in revisions():
        raise NewerDatabase(stands_at)
    from alembic import command

    with _connected(url) as (config, _):
        command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Take `url` back to `revision`; "base" leaves no table of ours."""
    from alembic import command

    with _connected(url) as (config, _):
        command.downgrade(config, revision)


def is_current(url: str) -> bool:
    """Whether the database stands at the newest revision. Creates nothing but an empty SQLite file."""
    return _revision(url) == HEAD


def is_new(url: str) -> bool:
    """Whether the database has none of our tables yet."""
    return _revision(url) is None


def revisions() -> frozenset[str]:
    """All that this program knows how to bring to its own tables."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def differences(url: str) -> list[object]:
    """What storage.schema has and the migrated database has not, or the other way round; empty when equal."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from storage.schema import metadata

    with _connected(url, reading=True) as (_, connection):
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        return list(compare_metadata(context, metadata))


def draft(url: str, message: str, number: str) -> None:
    """For developers: write the next migration from what `differences` finds, to be read and corrected by hand."""
    from alembic import command

    with _connected(url) as (config, _):
        command.revision(config, message, autogenerate=True, rev_id=number)


@contextlib.contextmanager
def _connected(url: str, *, reading: bool = False) -> Iterator[tuple[Config, Connection]]:
    from alembic.config import Config

    engine = new_engine(url)
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    try:
        with engine.execution_options(reading=reading).begin() as connection:
            config.attributes["connection"] = connection
            yield config, connection
    finally:
        engine.dispose()


def _revision(url: str) -> str | None:
    """Asked at every start, and so without loading Alembic."""
    engine = new_engine(url)
    try:
        with engine.execution_options(reading=True).connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found
    finally:
        engine.dispose()
