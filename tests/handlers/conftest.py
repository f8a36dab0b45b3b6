"""The example plans and people, imported once; each test talks to a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot import localdata
from storage import migrate
from storage.database import Database
from tests.handlers.dialogue import Town
from training.plan import ZONE
from training.reminders import QuietHours

BEFORE_ALL = datetime(2021, 8, 1, 8, 0, tzinfo=ZONE)


@pytest.fixture(scope="session")
def _examples_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    migrate.upgrade(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    database.write_now(lambda db: localdata.load(db, BEFORE_ALL, QuietHours()))
    database.close()
    return path


@pytest.fixture
def town(_examples_template: Path, tmp_path: Path) -> Iterator[Town]:
    """Everybody of the example lists, on Thursday, 8 December 2022, 8h00."""
    database = Database(f"sqlite:///{shutil.copyfile(_examples_template, tmp_path / 'town.db')}")
    yield Town(database)
    database.close()
