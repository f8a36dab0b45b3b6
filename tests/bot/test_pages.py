"""What our pages answer without a login: health, figures, calendar feeds, and Telegram's webhook."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from sqlalchemy import update

from bot.web.pages import MAX_HOOK, pages, telegram_hook
from bot.web.serving import PortTaken, listening
from storage import accounts, logins, schema
from tests.bot.small_house import SmallHouse

SECRET = "a-secret-of-the-webhook"
HEADERS = {"x-telegram-bot-api-secret-token": SECRET}


class Web:
    def __init__(self, root: str, client: aiohttp.ClientSession) -> None:
        self.root, self.client = root, client
        self.state: dict[str, Any] = {"ok": True}

    async def get(self, path: str) -> tuple[int, bytes, str]:
        async with self.client.get(self.root + path) as answer:
            return answer.status, await answer.read(), answer.headers.get("content-type", "")

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> int:
        async with self.client.post(self.root + path, data=body, headers=headers) as answer:
            return answer.status


@pytest.fixture
async def web(house: SmallHouse) -> AsyncIterator[Web]:
    shown: list[Web] = []
    hook = telegram_hook(lambda: house.intake, SECRET)
    site = pages(house.database, house.clock, [hook], lambda: shown[0].state)
    async with listening(site, "127.0.0.1", 0) as root, aiohttp.ClientSession() as client:
        shown.append(Web(root, client))
        yield shown[0]


async def test_health_tells_how_it_is(web: Web) -> None:
    assert (await web.get("/health"))[0] == 200
    web.state = {"ok": False}
    status, body, _ = await web.get("/health")
    assert (status, json.loads(body)) == (503, {"ok": False})


async def test_figures_count_what_came_in_and_what_became_of_it(web: Web, house: SmallHouse) -> None:
    lan = house.teacher()

    async def figure(name: str) -> float:
        text = (await web.get("/metrics"))[1].decode()
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(name))

    received, answered = (
        'taphuan_updates_received_total{bot="telegram"}',
        'taphuan_updates_answered_total{bot="telegram"',
    )
    before = [await figure(received), await figure(answered), await figure("taphuan_answer_seconds_count")]
    async with house.runs():
        await lan.asks("khi nào tôi học")
    after = [await figure(received), await figure(answered), await figure("taphuan_answer_seconds_count")]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]
    assert await figure("taphuan_updates_under_way") == 0


async def test_a_feed_opens_by_its_secret_address_alone(web: Web, house: SmallHouse) -> None:
    house.teacher(1001, "Trần Thị Lan")
    token = house.database.write_now(lambda db: logins.feed_token(db, 1))
    assert token == house.database.write_now(lambda db: logins.feed_token(db, 1))
    status, body, kind = await web.get(f"/calendar/{token}.ics")
    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    assert "Học trực tiếp (sáng)" in body.decode()
    for wrong in ("x", token[:-1], token + "a", "%2e%2e%2fsecret", "None", "null"):
        assert (await web.get(f"/calendar/{wrong}.ics"))[0] == 404
    house.database.write_now(lambda db: accounts.withdraw_consent(db, 1))
    assert (await web.get(f"/calendar/{token}.ics"))[0] == 404
    house.database.write_now(lambda db: accounts.give_consent(db, 1, house.clock.now()))
    assert (await web.get(f"/calendar/{token}.ics"))[0] == 200
    house.database.write_now(lambda db: accounts.unbind(db, 1, "cli", house.clock.now()))
    assert (await web.get(f"/calendar/{token}.ics"))[0] == 404
    erased = update(schema.person).values(erased_at=house.clock.now())
    house.database.write_now(lambda db: db.execute(erased))
    assert (await web.get(f"/calendar/{token}.ics"))[0] == 404


def an_update(number: int = 5, text: str = "khi nào tôi học") -> bytes:
    user = {"id": 1001, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
    chat = {"id": 1001, "type": "private"}
    said = {"message_id": 1, "from": user, "chat": chat, "date": 1670000000, "text": text}
    return json.dumps({"update_id": number, "message": said}).encode()


async def test_a_webhook_delivers_and_its_repeat_changes_nothing(web: Web, house: SmallHouse) -> None:
    lan = house.teacher()
    for _ in range(3):
        assert await web.post("/hooks/telegram", an_update(), HEADERS) == 200
    await house.intake.idle()
    assert len(lan.heard) == 1


WRONG = [
    ({}, an_update(), 403),
    ({"x-telegram-bot-api-secret-token": "wrong"}, an_update(), 403),
    ({"x-telegram-bot-api-secret-token": SECRET + "é"}, an_update(), 403),
    (HEADERS, b"", 400),
    (HEADERS, b"{", 400),
    (HEADERS, b"[]", 400),
    (HEADERS, b'{"update_id": "5"}', 400),
    (HEADERS, b'{"update_id": true}', 400),
    (HEADERS, b"\xff\xfe", 400),
    (HEADERS, b"[" * 100_000, 400),
    (HEADERS, b'{"update_id": 1, "x": "' + b"a" * MAX_HOOK + b'"}', 400),
    (HEADERS, b'{"update_id": 99999999999999999999999999}', 400),
]


@pytest.mark.parametrize(("headers", "body", "status"), WRONG, ids=range(len(WRONG)))
async def test_a_webhook_takes_nothing_else(
    web: Web, house: SmallHouse, headers: dict[str, str], body: bytes, status: int
) -> None:
    assert await web.post("/hooks/telegram", body, headers) == status
    assert house.states() == []


async def test_what_cannot_be_written_down_is_asked_for_again(
    web: Web, house: SmallHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_updates: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(house.intake, "take", full)
    assert await web.post("/hooks/telegram", an_update(), HEADERS) == 503


async def test_a_webhook_is_posted_to(web: Web) -> None:
    assert (await web.get("/hooks/telegram"))[0] == 405
    assert (await web.get("/hooks/zalo"))[0] == 404


async def test_a_taken_port_is_named(web: Web) -> None:
    port = int(web.root.rsplit(":", 1)[1])
    with pytest.raises(PortTaken, match=str(port)):
        async with listening(None, "127.0.0.1", port):
            pass
