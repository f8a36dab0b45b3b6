"""Who listens to a table hears of writes once they are committed, and of nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, select

from storage import due, mailings, outcomes, schema
from storage.database import Database
from training.mailing import MailingKind


def _write(db: Connection) -> None:
    db.execute(schema.upload.insert().values(file_name="a", content=b"", created_at=datetime(2022, 1, 1, tzinfo=UTC)))


def _fail(db: Connection) -> None:
    raise KeyError("nothing was written")


def test_a_listener_hears_of_committed_writes_to_its_table(database: Database) -> None:
    heard: list[int] = []

    def count() -> None:
        heard.append(database.read_now(lambda db: len(db.execute(select(schema.upload.c.id)).all())))

    database.watch("upload", count)
    database.read_now(lambda db: db.execute(select(schema.upload)).all())
    database.write_now(lambda db: db.execute(select(schema.upload)).all())
    with pytest.raises(KeyError):
        database.write_now(_fail)
    database.write_now(_write)
    database.write_now(_write)
    database.close()
    assert heard == [1, 2]


def test_looking_whether_something_is_due_wakes_nobody(database: Database) -> None:
    """The dispatcher looks when a mailing was written; were looking a write, it would never rest again."""
    now, heard = datetime(2022, 1, 1, tzinfo=UTC), []
    database.watch("mailing", lambda: heard.append("mailing"))
    database.write_now(lambda db: (due.take_expired(db, now, 9), due.take_due(db, now, list(MailingKind), 9)))
    database.write_now(lambda db: outcomes.sweep(db, now))
    assert heard == []
    database.write_now(lambda db: mailings.create(db, MailingKind.NOTICE, {}, {}, now, now))
    database.close()
    assert heard == ["mailing"]
