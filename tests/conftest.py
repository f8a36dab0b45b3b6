"""What tests stand on: real databases, and a clock that stands still."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from bot.clock import Clock
from storage import migrate
from storage.database import Database
from tests import compiled, postgres
from training.plan import ZONE

# The suite stays quick; HYPOTHESIS_PROFILE=thorough looks longer.
settings.register_profile("suite", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

compiled.share()

# Databases of tests are in memory where there is room, so that a commit need not wait for a disk.
_MEMORY, _ROOM = Path("/dev/shm"), 2**30
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

_NO_POSTGRES = "PostgreSQL cannot start here"


@pytest.fixture
def clock() -> Clock:
    """Thursday, 8 December 2022, 8h00, and so it stays until the test sets it."""
    return Clock(datetime(2022, 12, 8, 8, 0, tzinfo=ZONE), speed=0)


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "migrated.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an SQLite database with all tables and nothing in them."""
    return f"sqlite:///{shutil.copyfile(_sqlite_template, tmp_path / 'taphuan.db')}"


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """For what does not depend on the kind of database."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def _postgres() -> Iterator[postgres.Server | postgres.CannotStart]:
    try:
        server = postgres.Server()
    except postgres.CannotStart as reason:
        yield reason
        return
    yield server
    server.stop()


@pytest.fixture
def postgres_server(_postgres: postgres.Server | postgres.CannotStart) -> postgres.Server:
    """A running server; the test is skipped, with the reason at the end of the run, when there can be none."""
    if isinstance(_postgres, postgres.CannotStart):
        pytest.skip(f"{_NO_POSTGRES}: {_postgres}")
    return _postgres


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> str:
    """The URL of a PostgreSQL database with all tables and nothing in them. A test leaves the tables as they are."""
    return postgres_server.wiped_database()


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """As `sqlite_url`, then as `postgres_url`."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Every test of storage runs on both kinds."""
    database = Database(database_url)
    yield database
    database.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reasons = {
        str(report.longrepr[2])
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and _NO_POSTGRES in report.longrepr[2]
    }
    for reason in reasons:
        terminalreporter.section("NOT TESTED ON POSTGRESQL", red=True, bold=True)
        terminalreporter.write_line(reason, red=True)
