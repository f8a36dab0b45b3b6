"""Bring a database to the tables of storage.schema, and back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from storage.database import new_engine

if TYPE_CHECKING:
    from alembic.config import Config

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Take `url` (as in TAPHUAN_DATABASE_URL) up to `revision`; a database already there stays as it is."""
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
    with _connected(url, reading=True) as (config, connection):
        return _revision(connection) == _head(config)


def is_new(url: str) -> bool:
    """Whether the database has none of our tables yet."""
    with _connected(url, reading=True) as (_, connection):
        return _revision(connection) is None


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


def _revision(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _head(config: Config) -> str | None:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(config).get_current_head()
