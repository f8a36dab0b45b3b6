"""`ask`: the answer somebody would get, and nothing of it stays."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection, func, select

from bot.ask import NoSuchPerson, ask, without_markup
from storage import schema
from storage.database import Database
from tests.bot.small_house import SmallHouse


def rows(database: Database) -> dict[str, int]:
    """How many rows each table has."""

    def count(db: Connection) -> dict[str, int]:
        tables = schema.metadata.sorted_tables
        return {table.name: db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}

    return database.read_now(count)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("khi nào tôi học", "Thứ Bảy, 10/12/2022, 7h30–11h00"),
        ("khi nao toi hoc", "Thứ Bảy, 10/12/2022, 7h30–11h00"),
        ("/lich", "5–11/12/2022"),
        ("/start", "Trần Thị Lan"),
        ("/start i-7K4M2-Q9X3B", "đã gắn với"),
        ("cho tôi gặp người", "viết câu hỏi"),
        ("tắt nhắc", "đang tắt"),
        ("", "chỉ đọc được chữ"),
    ],
)
async def test_the_answer_is_the_chats_and_nothing_is_stored(house: SmallHouse, words: str, said: str) -> None:
    house.teacher(1001, "Trần Thị Lan")
    before = rows(house.database)
    answer = ask(house.database, words, "GV1001", house.clock.now(), "Sở Ví Dụ")
    assert any(said in reply["text"] for reply in answer["replies"])
    assert all("<b>" not in reply["text"] for reply in answer["replies"])
    assert json.loads(json.dumps(answer)) == answer
    assert rows(house.database) == before


async def test_choices_links_and_places_are_listed(house: SmallHouse) -> None:
    house.teacher(1001, "Trần Thị Lan")
    answer = ask(house.database, "học ở đâu", "GV1001", house.clock.now(), "Sở")
    assert [reply["place"] for reply in answer["replies"]] == [None, "Hội trường A"]
    assert answer["replies"][0]["choices"][0]["label"] == "Sao chép địa chỉ"


async def test_an_unknown_code_is_named(house: SmallHouse) -> None:
    with pytest.raises(NoSuchPerson, match="GV9"):
        ask(house.database, "lịch", "GV9", house.clock.now(), "Sở")


def test_markup_is_taken_away_and_entities_are_read() -> None:
    assert without_markup("<b>A &amp; B</b> &lt;x&gt;") == "A & B <x>"
