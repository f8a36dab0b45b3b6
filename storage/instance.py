"""One program at a time on a database: a lock on a file beside SQLite's, an advisory lock on PostgreSQL."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, func, literal, select, table
from sqlalchemy import column as named
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from storage.database import sync_url

ONE_PROGRAM = 7_461_700_886  # key of the advisory lock; any number that stays
# A line that broke without a word is noticed in half a minute; the system's own patience is a quarter of an hour.
ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
ENDING, ENDINGS = 0.1, 30  # seconds between tries, and tries, while the server ends a connection of ours


class DatabaseInUse(Exception):
    """Another running program holds this database. Carries the path, or the URL without its password."""


class AdvisoryLock:
    """Holds a PostgreSQL database. The server lets go when our connection ends, which is not only when we do: whoever
    goes on after a restart of the server must take it again with `check`."""

    def __init__(self, url: URL) -> None:
        """Raises DatabaseInUse when another program holds it, an error of the database when there is none."""
        self.name = f"taphuan-{secrets.token_hex(8)}"  # by which the server knows connections of this one
        self._url = url
        arguments = {"application_name": self.name, "connect_timeout": 10, **ALIVE}
        self._engine: Engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=arguments
        )
        self._one_at_a_time = threading.Lock()
        self._connection: Connection | None = None
        try:
            self._connection = self._connected()
        except BaseException:
            self._engine.dispose()
            raise

    def check(self) -> bool:
        """Whether it is still held by the same connection; False when it had to be taken again, and was.

        Raises DatabaseInUse when another program took it meanwhile, DBAPIError while the server does not answer.
        """
        with self._one_at_a_time:
            if self._connection is not None:
                try:
                    self._connection.execute(select(1))
                    return True
                except DBAPIError:
                    self._let_go()
            self._connection = self._connected()
            return False

    def close(self) -> None:
        with self._one_at_a_time:
            self._let_go()

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(DBAPIError):
                connection.close()

    def _connected(self) -> Connection:
        connection = self._engine.connect()
        try:
            self._take(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _take(self, connection: Connection) -> None:
        """A connection of ours that broke may live on at the server, which has not noticed: it is ended there."""
        for _ in range(ENDINGS):
            if connection.execute(select(func.pg_try_advisory_lock(ONE_PROGRAM))).scalar():
                return
            if not self._end_our_last(connection):
                break
            time.sleep(ENDING)
        raise DatabaseInUse(self._url.render_as_string(hide_password=True))

    def _end_our_last(self, connection: Connection) -> bool:
        activity = table("pg_stat_activity", named("pid"), named("application_name"))
        ours = (activity.c.application_name == literal(self.name), activity.c.pid != func.pg_backend_pid())
        return bool(connection.execute(select(func.pg_terminate_backend(activity.c.pid)).where(*ours)).all())


@contextlib.contextmanager
def only_instance(url: str) -> Iterator[AdvisoryLock | None]:
    """Hold this database for as long as the program runs. Raises DatabaseInUse when another one holds it.

    Gives what must be checked now and then to stay held: on PostgreSQL the lock; None where only our end lets go.
    """
    parsed = sync_url(url)
    if parsed.get_backend_name() != "sqlite":
        with contextlib.closing(AdvisoryLock(parsed)) as lock:
            yield lock
    elif parsed.database and parsed.database != ":memory:":
        path = Path(parsed.database + ".lock")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as handle:
            _lock(handle.fileno(), path)
            yield None
    else:
        yield None


def _lock(descriptor: int, path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no flock; SQLite's own lock still guards the data
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise DatabaseInUse(str(path)) from error
