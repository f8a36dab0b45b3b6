"""The migrations make the tables of storage.schema, on both kinds of database, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect

from storage import migrate
from storage.database import new_engine
from storage.schema import metadata
from tests.conftest import BOTH


@pytest.fixture(params=BOTH)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.db'}"
    url: str = request.getfixturevalue("postgres_server").empty_database()
    return url


def tables(url: str) -> set[str]:
    engine = new_engine(url)
    try:
        with engine.connect() as connection:
            return set(inspect(connection).get_table_names())
    finally:
        engine.dispose()


def test_migrating_up_gives_exactly_the_tables_of_the_schema(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    assert tables(empty_url) - {"alembic_version"} == set(metadata.tables)
    assert migrate.differences(empty_url) == []


def test_migrating_down_leaves_no_table_and_up_again_brings_all_back(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.downgrade(empty_url, "base")
    assert tables(empty_url) <= {"alembic_version"}
    migrate.upgrade(empty_url)
    assert migrate.differences(empty_url) == []


def test_migrating_up_twice_is_harmless(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    migrate.upgrade(empty_url)
    assert migrate.is_current(empty_url)


def test_a_new_database_is_told_from_one_that_is_current(empty_url: str) -> None:
    assert migrate.is_new(empty_url)
    assert not migrate.is_current(empty_url)
    migrate.upgrade(empty_url)
    assert not migrate.is_new(empty_url)
    assert migrate.is_current(empty_url)


def test_a_database_with_a_table_too_few_is_noticed(empty_url: str) -> None:
    migrate.upgrade(empty_url)
    engine = new_engine(empty_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE setting")
    engine.dispose()
    assert migrate.differences(empty_url) != []


def test_the_newest_revision_is_told_by_the_name_of_its_file() -> None:
    assert migrate.revisions()
    assert max(migrate.revisions()) == migrate.HEAD
