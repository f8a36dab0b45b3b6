"""Statements run straight on the driver give what SQLAlchemy's own way gives."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, func, literal, select, union_all, update

from storage import schema
from storage.database import Database
from storage.prepared import Prepared
from tests.storage.households import written

a, i = schema.account, schema.inbox
LATE = datetime(2022, 12, 31, 23, 59, 59, tzinfo=UTC)
VALUES: list[dict[str, Any]] = [
    {"update_id": 1, "chat": "5", "answer": {"toast": "Đã lưu", "rows": [1, None]}, "received_at": LATE},
    {"update_id": 2, "chat": None, "answer": None, "received_at": LATE},
]


def _filled(database: Database) -> None:
    rows = [{"bot": "telegram:1", "payload": "{}", "state": "new", **row} for row in VALUES]
    database.write_now(lambda db: [db.execute(i.insert().values(row)) for row in rows])


def test_rows_are_those_of_the_ordinary_way_with_the_same_types(database: Database) -> None:
    _filled(database)
    query = select(i).where(i.c.bot == bindparam("bot")).order_by(i.c.update_id)
    prepared = Prepared(query)
    usual = database.read_now(lambda db: [tuple(row) for row in db.execute(query, {"bot": "telegram:1"})])
    for _ in range(2):
        found = database.read_now(lambda db: prepared.rows(db, bot="telegram:1"))
        assert [tuple(row) for row in found] == usual
    assert [row.chat for row in found] == ["5", None]
    assert database.read_now(lambda db: prepared.first(db, bot="telegram:2")) is None


def test_unions_literals_and_moments_go_in_and_come_out(database: Database) -> None:
    _filled(database)
    since = bindparam("since", None, type_=schema.Moment())
    late = select(i.c.received_at, literal("late").label("word"), func.count().label("count")).group_by(i.c.received_at)
    both = Prepared(union_all(late.where(i.c.received_at >= since), late.where(i.c.received_at < since)))
    rows = database.read_now(lambda db: both.rows(db, since=LATE))
    assert [(row.received_at, row.word, row[2]) for row in rows] == [(LATE, "late", 2)]


def test_an_update_tells_how_many_rows_it_touched_and_is_part_of_the_unit_of_work(database: Database) -> None:
    _filled(database)
    change = Prepared(
        update(i).where(i.c.chat == bindparam("where")).values(answer=bindparam("what", None, i.c.answer.type))
    )
    assert written(database, change.run, where="5", what={"toast": "mới"}) == 1
    assert written(database, change.run, where="6", what=None) == 0

    def broken(db: Any) -> None:
        change.run(db, where="5", what=None)
        raise LookupError

    with pytest.raises(LookupError):
        database.write_now(broken)
    answers = database.read_now(lambda db: db.execute(select(i.c.answer).where(i.c.chat == "5")).scalars().all())
    assert answers == [{"toast": "mới"}]


def test_a_value_that_is_missing_or_unknown_is_our_own_mistake(database: Database) -> None:
    prepared = Prepared(select(a.c.id).where(a.c.address == bindparam("chat")))
    with pytest.raises(LookupError):
        database.read_now(prepared.rows)
    with pytest.raises(LookupError):
        database.read_now(lambda db: prepared.rows(db, chat="1", other=2))


def test_an_insert_names_its_columns(database: Database) -> None:
    columns = ("bot", "update_id", "chat", "payload", "state", "received_at")
    add = Prepared(i.insert(), columns)
    row = {"bot": "b", "update_id": 7, "chat": None, "payload": "{}", "state": "new", "received_at": LATE}
    assert written(database, add.run, **row) == 1
    stored = database.read_now(lambda db: db.execute(select(*(i.c[name] for name in columns))).one())
    assert dict(zip(columns, stored, strict=True)) == row
