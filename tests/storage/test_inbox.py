"""Updates: written down once, taken up again, set aside, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage import inbox, schema
from storage.database import Database
from tests.storage.households import NOW, written

BOT = "telegram:7"


def keep(database: Database, *numbers: int, bot: str = BOT, text: str = "lịch") -> list[inbox.Kept]:
    rows: list[tuple[int, str | None, dict[str, Any]]] = [
        (one, "1001", {"update_id": one, "t": text}) for one in numbers
    ]
    return written(database, inbox.keep, bot, rows, NOW)


def stored(database: Database) -> list[Any]:
    return list(database.read_now(lambda db: db.execute(select(schema.inbox).order_by(schema.inbox.c.id)).all()))


def unfinished(database: Database) -> list[inbox.Kept]:
    return database.read_now(lambda db: inbox.unfinished(db, BOT))


def test_an_update_is_taken_once(database: Database) -> None:
    assert [one.payload["update_id"] for one in keep(database, 5, 6, 5)] == [5, 6]
    assert keep(database, 6, 7)[0].payload["update_id"] == 7
    assert len(keep(database, 5, bot="telegram:8")) == 1  # another bot counts for itself


def test_any_text_can_be_written_down_and_comes_back(database: Database) -> None:
    for number, text in enumerate(("\ud83d", "a\0b", "ắ😀", "\u202e")):
        keep(database, number, text=text)
    assert [one.payload["t"] for one in unfinished(database)] == ["\ud83d", "a\0b", "ắ😀", "\u202e"]


def test_what_is_not_answered_is_unfinished_oldest_first(database: Database) -> None:
    first, second, third, fourth = keep(database, 1, 2, 3, 4)
    written(database, inbox.decided, first.id, None)
    written(database, inbox.decided, second.id, {"replies": []})
    written(database, inbox.decided, third.id, {"replies": [1]})
    written(database, inbox.answered, [third.id])
    left = unfinished(database)
    assert [(one.id, one.state, one.answer) for one in left] == [
        (second.id, "answering", {"replies": []}),
        (fourth.id, "new", None),
    ]
    assert [row.payload == "" for row in stored(database)] == [True, False, True, False]


def test_three_failures_set_aside_and_nothing_brings_it_back(database: Database) -> None:
    [one] = keep(database, 1)
    assert [written(database, inbox.failed, one.id, "A1") for _ in range(3)] == [False, False, True]
    written(database, inbox.answered, [one.id])
    [row] = stored(database)
    assert (row.state, row.tries, row.reference) == ("aside", 3, "A1")
    assert row.payload != ""
    assert unfinished(database) == []


def test_the_last_number_is_known_per_bot(database: Database) -> None:
    assert database.read_now(lambda db: inbox.last_update_id(db, BOT)) is None
    keep(database, 9, 4)
    keep(database, 30, bot="telegram:8")
    assert database.read_now(lambda db: inbox.last_update_id(db, BOT)) == 9


def test_what_is_done_or_set_aside_is_forgotten(database: Database) -> None:
    first, _, third = keep(database, 1, 2, 3)
    written(database, inbox.decided, first.id, None)
    written(database, inbox.failed, third.id, "A1", 1)
    assert written(database, inbox.forget_before, NOW) == 0
    assert written(database, inbox.forget_before, NOW + timedelta(seconds=1)) == 2
    assert [row.update_id for row in stored(database)] == [2]
