"""A copy of everything in one SQLite file, whatever the database is, and back."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, text

from storage import audit, due, migrate
from storage.database import new_engine, sync_url
from storage.instance import only_instance
from storage.schema import metadata

_HEADER = b"SQLite format 3\x00"
_AT_ONCE = 1_000  # rows


class NotABackup(Exception):
    """The file is none, or of a newer program. Carries the reason as a code: kind, damaged, revision."""


def backup(url: str, path: Path) -> None:
    """Write everything to `path`, whole or not at all, while the program may go on running. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(17, "File exists", str(path))
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        _write(url, part)
        part.replace(path)
    finally:
        _remove(part)


def copies_as_it_is(url: str) -> bool:
    """Whether a backup is the file itself, so that it can be made before an old database is migrated."""
    source = sync_url(url)
    return source.get_backend_name() == "sqlite" and bool(source.database) and Path(str(source.database)).is_file()


def _write(url: str, part: Path) -> None:
    source = sync_url(url)
    if source.get_backend_name() == "sqlite":
        with contextlib.closing(sqlite3.connect(source.database or "", timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        return
    migrate.upgrade(f"sqlite:///{part}")
    _copy(url, f"sqlite:///{part}")


def _copy(source_url: str, target_url: str) -> None:
    """All rows of one database into another that has the tables and nothing in them that must stay."""
    source, target = new_engine(source_url), new_engine(target_url)
    try:
        level = {} if source.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with source.connect().execution_options(reading=True, **level) as old, target.begin() as new:
            for table in reversed(metadata.sorted_tables):
                new.execute(delete(table))
            for table in metadata.sorted_tables:
                rows = (dict(row) for row in old.execute(select(table)).mappings())
                while some := list(islice(rows, _AT_ONCE)):
                    new.execute(insert(table), some)
            _continue_ids(new)
    finally:
        source.dispose()
        target.dispose()


def _continue_ids(db: Connection) -> None:
    """PostgreSQL counts ids apart from the rows: it goes on after the highest."""
    if db.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        if "id" in table.c:
            highest = f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name})"  # noqa: S608 - names of our own tables
            db.execute(text(f"SELECT setval('{table.name}_id_seq', {highest}, false)"))


def restore(url: str, path: Path, now: datetime) -> None:
    """Put a backup in the place of what is stored, and hold everything that would be sent again by itself.

    What an SQLite database held before stays beside it as ….before-restore. Raises NotABackup, DatabaseInUse, OSError.
    """
    with only_instance(url):
        _check(path)
        target = sync_url(url)
        if target.get_backend_name() != "sqlite":
            _into_server(url, path, now)
            return
        place = Path(target.database or "")
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f"{place.name}.restoring")
        try:
            _prepare(path, fresh, now)
            if place.exists():
                _settle(place)
                place.replace(place.with_name(f"{place.name}.before-restore"))
            fresh.replace(place)
        finally:
            _remove(fresh)


def _check(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise NotABackup("kind")
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        try:
            sound = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise NotABackup("damaged" if "malformed" in str(error) else "kind") from error
    if not sound:
        raise NotABackup("damaged")
    if not revision or revision[0] not in migrate.revisions():
        raise NotABackup("revision")


def _prepare(path: Path, fresh: Path, now: datetime) -> None:
    """A copy with today's tables, in which nothing is about to be sent."""
    shutil.copyfile(path, fresh)
    url = f"sqlite:///{fresh}"
    migrate.upgrade(url)
    engine = new_engine(url)
    with engine.begin() as db:
        _mark(db, path, now)
    engine.dispose()
    _settle(fresh)


def _mark(db: Connection, path: Path, now: datetime) -> None:
    due.hold_all(db, now)
    audit.note(db, now, "cli", "restore", f"file:{path.name}"[:90])


def _into_server(url: str, path: Path, now: datetime) -> None:
    migrate.upgrade(url)
    fresh = path.with_name(f"{path.name}.restoring")
    try:
        _prepare(path, fresh, now)
        _copy(f"sqlite:///{fresh}", url)
    finally:
        _remove(fresh)


def _settle(place: Path) -> None:
    """Bring what stands in the log beside the file into the file."""
    with contextlib.closing(sqlite3.connect(place, timeout=15)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
