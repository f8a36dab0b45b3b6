"""One program at a time on a database, through broken connections, too."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from storage.instance import ONE_PROGRAM, AdvisoryLock, DatabaseInUse, only_instance
from tests.postgres import Server


def test_a_second_program_is_refused_until_the_first_has_ended(database_url: str) -> None:
    with only_instance(database_url), pytest.raises(DatabaseInUse), only_instance(database_url):
        pass
    with only_instance(database_url):
        pass


def end_connections(url: str, lock: AdvisoryLock) -> None:
    """As a restart of the server does."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = %s", [lock.name]
        )


@pytest.fixture
def lock(postgres_url: str) -> Iterator[AdvisoryLock]:
    with only_instance(postgres_url) as held:
        assert held
        yield held


@pytest.mark.postgres
def test_a_lock_lost_with_its_connection_is_taken_again(lock: AdvisoryLock, postgres_url: str) -> None:
    assert lock.check(), "nothing has happened yet"
    end_connections(postgres_url, lock)
    with only_instance(postgres_url):
        pass  # anybody may have it now
    assert not lock.check(), "it was lost"
    assert lock.check(), "and is held again"
    with pytest.raises(DatabaseInUse), only_instance(postgres_url):
        pass


@pytest.mark.postgres
def test_who_lost_the_lock_to_another_program_is_told_so_until_that_one_ends(
    lock: AdvisoryLock, postgres_url: str
) -> None:
    end_connections(postgres_url, lock)
    with only_instance(postgres_url):
        for _ in range(2):
            with pytest.raises(DatabaseInUse, match="postgresql"):
                lock.check()
    assert not lock.check()
    with pytest.raises(DatabaseInUse), only_instance(postgres_url):
        pass


@pytest.mark.postgres
def test_a_connection_that_broke_unnoticed_by_the_server_is_no_other_program(
    lock: AdvisoryLock, postgres_url: str
) -> None:
    end_connections(postgres_url, lock)
    left = psycopg.connect(postgres_url, application_name=lock.name, autocommit=True)
    left.execute("SELECT pg_advisory_lock(%s)", [ONE_PROGRAM])
    assert not lock.check()
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    left.close()


@pytest.mark.postgres
def test_while_the_server_lets_nobody_in_the_lock_is_not_called_somebody_elses(postgres_server: Server) -> None:
    url = postgres_server.empty_database()
    name = make_url(url).database
    with only_instance(url) as lock:
        assert lock
        postgres_server.administer(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgres_server.administer(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        for _ in range(2):
            with pytest.raises(OperationalError):
                lock.check()
        postgres_server.administer(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert not lock.check()
        assert lock.check()
