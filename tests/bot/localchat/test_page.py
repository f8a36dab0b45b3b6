"""The page's routes, without a browser."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from bot.localchat.page import POLICY, PersonCard, chat_application, chat_routes
from bot.localchat.page_words import WORDS, Words
from bot.localchat.people import Person
from bot.localchat.standalone import serving
from bot.localchat.world import World

PEOPLE = [
    PersonCard("GV 01", "Lan <img src=x>", "teacher", 1001, "+84900000001"),
    PersonCard("TC01", "Bình", "organizer", 3001),
]


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    async with serving(world, app=chat_application(world, PEOPLE)) as url:
        yield url


@pytest.fixture
async def browser(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, verify=False) as client:
        yield client


@pytest.fixture
async def lan(world: World) -> Person:
    return world.person("1001", name="Lan <img src=x>", phone="+84900000001", language="vi")


async def say(world: World, text: str, **fields: Any) -> None:
    """The bot says something to Lan."""
    async with httpx.AsyncClient(base_url=fields.pop("url"), verify=False) as client:
        content = {"chat_id": 1001, "text": text, **fields}
        (await client.post(f"/bot{world.bot.token}/sendMessage", json=content)).raise_for_status()


async def test_the_page_allows_nothing_from_outside(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")
    assert answer.headers["content-security-policy"] == POLICY
    assert "script-src 'self'" in POLICY and "unsafe" not in POLICY
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
    assert not re.findall(r"<script(?![^>]*src=)| style=| on[a-z]+=", answer.text)
    assert "Lan &lt;img src=x&gt;" in answer.text and "<img src=x>" not in answer.text


async def test_everything_the_page_names_is_there(browser: httpx.AsyncClient) -> None:
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', (await browser.get("/")).text)
    style = (await browser.get("/static/chat.css")).text
    named += [f"/static/{path}" for path in re.findall(r"url\(([^)]+)\)", style)]
    assert len(named) > 8
    for path in named:
        assert (await browser.get(path)).status_code == 200, path
    assert (await browser.get("/static/fonts/LICENSE-be-vietnam-pro.txt")).status_code == 200


async def test_a_role_without_people_says_so(browser: httpx.AsyncClient) -> None:
    assert "Chưa có người mẫu nào cho vai này." in (await browser.get("/")).text


async def test_words_of_both_languages_are_complete() -> None:
    assert all(vietnamese and english for vietnamese, english in WORDS.values())
    assert Words("fr").language == "vi"


async def test_another_site_cannot_make_people_act(browser: httpx.AsyncClient, lan: Person) -> None:
    foreign = {"Origin": "https://evil.example"}
    refused = await browser.post("/chat/GV 01/say", json={"text": "x"}, headers=foreign)
    assert refused.status_code == 404 and lan.chat == []
    own = {"Origin": str(browser.base_url).rstrip("/")}
    assert (await browser.post("/chat/GV 01/say", json={"text": "x"}, headers=own)).status_code == 204
    assert [message.text for message in lan.chat] == ["x"]


WRONG = [
    ("/chat/KHONG/say", {"text": "x"}, 404),
    ("/chat/GV 01/say", {}, 400),
    ("/chat/GV 01/say", ["x"], 400),
    ("/chat/GV 01/press", {"message": 99, "data": "x"}, 409),
    ("/chat/GV 01/press", {"message": "x", "data": "x"}, 400),
    ("/chat/GV 01/key", {"row": 0, "column": 0}, 409),
    ("/chat/GV 01/location", {"latitude": "x", "longitude": 1}, 400),
    ("/chat/GV 01/file", {"file": "x"}, 400),
]


@pytest.mark.parametrize(("path", "content", "code"), WRONG)
async def test_a_wrong_wish_gets_a_plain_refusal(
    browser: httpx.AsyncClient, path: str, content: Any, code: int
) -> None:
    assert (await browser.post(path, json=content)).status_code == code


async def test_a_button_that_has_gone_is_told(
    browser: httpx.AsyncClient, world: World, lan: Person, address: str
) -> None:
    keys = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    await say(world, "?", reply_markup=keys, url=address)
    pressed = {"message": lan.last.id, "data": "yes"}
    assert (await browser.post("/chat/GV 01/press", json=pressed)).status_code == 204
    pressed["data"] = "no"
    assert (await browser.post("/chat/GV 01/press", json=pressed)).status_code == 409
    assert len(world.bot.queue) == 1


async def test_a_very_long_text_goes_in_pieces_as_telegrams_apps_send_it(
    browser: httpx.AsyncClient, lan: Person
) -> None:
    await browser.post("/chat/GV 01/say", json={"text": "ă" * 5000})
    assert [len(message.text) for message in lan.chat] == [4096, 904]


async def test_a_file_comes_back_as_it_was_and_never_as_a_page(browser: httpx.AsyncClient, lan: Person) -> None:
    page = {"file": ("trang.html", b"<script>1</script>", "text/html")}
    assert (await browser.post("/chat/GV 01/file", files=page)).status_code == 204
    answer = await browser.get(f"/chat/files/{lan.chat[0].file_id}")
    assert answer.content == b"<script>1</script>"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await browser.get("/chat/files/none")).status_code == 404


async def test_the_column_of_another_person_is_given(browser: httpx.AsyncClient, lan: Person) -> None:
    lan.says("chào")
    room = await browser.get("/chat/GV 01")
    assert 'data-seen="1"' in room.text and "chào" in room.text
    assert (await browser.get("/chat/KHONG")).status_code == 404
    assert (await browser.get("/chat/KHONG/commands")).status_code == 404


def since(seen: int) -> dict[str, str]:
    return {"at": json.dumps({"GV 01": seen})}


class Listener:
    """An EventSource, in short."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self.lines = lines

    async def next(self, *names: str) -> tuple[dict[str, Any], str]:
        """The content and the id of the next event with one of these names."""
        event: dict[str, str] = {}
        async for line in self.lines:
            if line:
                key, _, value = line.partition(": ")
                event[key] = value
            elif event.get("event") in names:
                return json.loads(event["data"]), event.get("id", "")
            else:
                event = {}
        raise AssertionError("the stream ended")


async def test_what_happens_is_told_in_order_and_from_where_one_left_off(
    browser: httpx.AsyncClient, world: World, lan: Person, address: str
) -> None:
    lan.says("cũ")
    async with asyncio.timeout(5):
        async with browser.stream("GET", "/chat/events", params=since(1)) as stream:
            listener = Listener(stream.aiter_lines())
            clock, _ = await listener.next("clock")
            assert clock == {"text": "Thứ Sáu, 09/12/2022, 12:00:00"}
            await say(world, "<b>mới</b>", parse_mode="HTML", url=address)
            told, position = await listener.next("message")
            assert told["person"] == "GV 01" and "<b>mới</b>" in told["html"] and json.loads(position) == {"GV 01": 2}
        await say(world, "trong lúc vắng", url=address)
        async with browser.stream("GET", "/chat/events", headers={"Last-Event-ID": position}) as stream:
            told, _ = await Listener(stream.aiter_lines()).next("message")
            assert "trong lúc vắng" in told["html"]


async def test_deleted_messages_typing_and_toasts_are_told(
    browser: httpx.AsyncClient, world: World, lan: Person, address: str
) -> None:
    methods = f"/bot{world.bot.token}"
    keys = {"inline_keyboard": [[{"text": "Có", "callback_data": "yes"}]]}
    await say(world, "?", reply_markup=keys, url=address)
    lan.presses("Có")
    number = lan.last.id
    press = next(iter(world.bot.presses))
    await browser.post(f"{methods}/answerCallbackQuery", data={"callback_query_id": press, "text": "đã lưu"})
    await browser.post(f"{methods}/sendChatAction", data={"chat_id": 1001, "action": "typing"})
    await browser.post(f"{methods}/deleteMessage", data={"chat_id": 1001, "message_id": number})
    async with asyncio.timeout(5), browser.stream("GET", "/chat/events", params=since(1)) as stream:
        listener = Listener(stream.aiter_lines())
        toast, _ = await listener.next("toast")
        assert (toast["text"], toast["alert"]) == ("đã lưu", False)
        await listener.next("typing")
        assert (await listener.next("delete"))[0]["id"] == number


async def test_a_page_from_before_a_restart_is_asked_to_load_anew(browser: httpx.AsyncClient, lan: Person) -> None:
    async with asyncio.timeout(5), browser.stream("GET", "/chat/events", params=since(500)) as stream:
        await Listener(stream.aiter_lines()).next("reload")


@pytest.mark.parametrize("position", ["GV01:1", "[]", '"x"', "{"])
async def test_a_position_that_is_none_is_refused(browser: httpx.AsyncClient, position: str) -> None:
    assert (await browser.get("/chat/events", params={"at": position})).status_code == 400


async def test_streams_end_when_serving_ends(world: World, lan: Person) -> None:
    async with asyncio.timeout(5):
        async with serving(world, app=chat_application(world, PEOPLE)) as url, httpx.AsyncClient() as client:
            request = client.build_request("GET", f"{url}/chat/events", params=since(0))
            listener = Listener((await client.send(request, stream=True)).aiter_lines())
            await listener.next("clock")
            world.close()
            with pytest.raises(AssertionError, match="stream ended"):
                await listener.next("never")


async def test_the_rehearsal_clock_is_moved_only_where_the_program_allows_it() -> None:
    moved: list[str] = []

    async def travel(by: str) -> None:
        if by != "next":
            int(by)
        moved.append(by)

    world = World()
    for given, expected in ((None, 404), (travel, 204)):
        app = Starlette(routes=chat_routes(world, [], given))
        async with AsyncClient(transport=ASGITransport(app=app), base_url="http://here") as page:
            assert (await page.post("/chat/clock", json={"by": "next"})).status_code == expected
            assert ("data-travel" in (await page.get("/")).text) is (given is not None)
    app = Starlette(routes=chat_routes(world, [], travel))
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://here") as page:
        assert (await page.post("/chat/clock", json={"by": "soon"})).status_code == 400
        elsewhere = {"origin": "http://elsewhere"}
        assert (await page.post("/chat/clock", json={"by": "10"}, headers=elsewhere)).status_code == 404
    assert moved == ["next"]
