"""A copy of everything, and back, on both kinds of database; nothing is sent again by itself."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from storage import backups, migrate, people
from storage.database import Database
from storage.instance import DatabaseInUse, only_instance
from storage.schema import delivery, mailing, metadata, setting
from tests.storage.households import NOW, a_province, somebody, written


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return database.read_now(
        lambda db: {
            table.name: sorted((tuple(row) for row in db.execute(select(table))), key=str)
            for table in metadata.tables.values()
        }
    )


def filled(database: Database) -> None:
    ids = written(database, a_province)
    number = written(database, somebody, unit_id=ids["TH-A"], phone="+84900000001")
    written(database, people.join_groups, [(number, "Tổ TN")])
    mail = {"kind": "notice", "body": {"text": "Chào"}, "created_at": NOW}
    database.write_now(
        lambda db: db.execute(
            insert(mailing),
            [
                {**mail, "state": "planned", "due_at": NOW - timedelta(hours=1)},
                {**mail, "state": "planned", "due_at": NOW + timedelta(days=1)},
                {**mail, "state": "running", "due_at": NOW},
            ],
        )
    )
    sent = {"mailing_id": 3, "person_id": number, "state": "sending", "next_at": NOW}
    database.write_now(lambda db: db.execute(insert(delivery).values(sent)))
    database.write_now(lambda db: db.execute(insert(setting).values(name="số", value={"a": [1, None, "ă"]})))


def test_a_backup_holds_every_row(database: Database, database_url: str, tmp_path: Path) -> None:
    filled(database)
    backups.backup(database_url, tmp_path / "b.db")
    copy = Database(f"sqlite:///{tmp_path / 'b.db'}")
    assert rows(copy) == rows(database)
    copy.close()
    assert not list(tmp_path.glob("*.part*"))


def test_what_is_restored_is_what_was_kept_and_holds_what_is_due(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    filled(database)
    backups.backup(database_url, tmp_path / "b.db")
    before = rows(database)
    written(database, somebody, name="Người Về Sau")
    database.close()
    backups.restore(database_url, tmp_path / "b.db", NOW)
    again = Database(database_url)
    after = rows(again)
    for name in ("unit", "unit_parent", "person", "person_group", "setting"):
        assert after[name] == before[name]
    states = again.read_now(lambda db: list(db.execute(select(mailing.c.state).order_by(mailing.c.id)).scalars()))
    assert states == ["held", "planned", "paused"]
    assert again.read_now(lambda db: db.execute(select(delivery.c.state)).scalar_one()) == "unknown"
    assert written(again, somebody, name="Người Mới") == 2  # ids go on after those restored
    again.close()


def test_what_an_sqlite_file_held_before_stays_beside_it(sqlite_url: str, tmp_path: Path) -> None:
    backups.backup(sqlite_url, tmp_path / "b.db")
    database = Database(sqlite_url)
    written(database, somebody)
    database.close()
    backups.restore(sqlite_url, tmp_path / "b.db", NOW)
    kept = Database(f"{sqlite_url}.before-restore")
    assert kept.read_now(people.has_people)
    kept.close()


def test_a_running_program_keeps_its_database(sqlite_url: str, tmp_path: Path) -> None:
    backups.backup(sqlite_url, tmp_path / "b.db")
    with only_instance(sqlite_url), pytest.raises(DatabaseInUse):
        backups.restore(sqlite_url, tmp_path / "b.db", NOW)


def test_a_file_that_is_there_is_not_overwritten(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_text("mine")
    with pytest.raises(FileExistsError):
        backups.backup(sqlite_url, tmp_path / "b.db")
    assert (tmp_path / "b.db").read_text() == "mine"


def _text(path: Path) -> None:
    path.write_text("xin chào")


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()


def _cut(path: Path) -> None:
    migrate.upgrade(f"sqlite:///{path}")
    path.write_bytes(path.read_bytes()[:9000])


def _newer(path: Path) -> None:
    migrate.upgrade(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "reason"), [(_text, "kind"), (_foreign, "kind"), (_cut, "damaged"), (_newer, "revision")]
)
def test_what_is_no_backup_of_ours_changes_nothing(sqlite_url: str, tmp_path: Path, make: object, reason: str) -> None:
    assert callable(make)
    database = Database(sqlite_url)
    written(database, somebody)
    make(tmp_path / "b.db")
    with pytest.raises(backups.NotABackup) as refused:
        backups.restore(sqlite_url, tmp_path / "b.db", NOW)
    assert str(refused.value) == reason
    assert database.read_now(people.has_people)
    database.close()
