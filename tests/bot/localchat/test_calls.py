"""Calls as they come over the wire: every kind of body, every refusal in Telegram's words, nothing that breaks it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.localchat.errors import BotApiError
from bot.localchat.parameters import Parameters, Upload
from bot.localchat.people import Person
from bot.localchat.server import METHODS, BotApi
from bot.localchat.world import World


@pytest.fixture
async def api(world: World, url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{url}/bot{world.bot.token}", verify=False) as client:
        yield client


BODIES: list[tuple[str, dict[str, Any]]] = [
    ("query", {"params": {"chat_id": "1001", "text": "chào"}}),
    ("form", {"data": {"chat_id": "1001", "text": "chào"}}),
    ("json", {"json": {"chat_id": 1001, "text": "chào"}}),
    ("multipart", {"data": {"chat_id": "1001", "text": "chào"}, "files": {"spare": ("a", b"b")}}),
    ("mixed", {"params": {"chat_id": "1001", "text": "cũ"}, "json": {"text": "chào"}}),
]


@pytest.mark.parametrize(("kind", "request_fields"), BODIES, ids=[row[0] for row in BODIES])
async def test_a_call_is_understood_in_any_kind_of_body(
    api: httpx.AsyncClient, lan: Person, kind: str, request_fields: dict[str, Any]
) -> None:
    answer = (await api.post("/SendMessage", **request_fields)).json()
    assert answer["ok"] and answer["result"]["text"] == "chào" == lan.last.text


async def test_a_person_is_found_by_username(api: httpx.AsyncClient, lan: Person) -> None:
    assert (await api.get("/sendMessage", params={"chat_id": "@Co_Lan", "text": "x"})).json()["ok"]
    assert lan.last.text == "x"


BUTTON: dict[str, Any] = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 1001}, "message text is empty"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "x y", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": "[1"}, "can't parse reply_markup JSON object"),
    ("sendMessage", {"chat_id": 1001, "text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [1]}},
        'field "inline_keyboard" must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [["a"]]}},
        "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"keyboard": [[5]]}},
        "can't parse keyboard button: KeyboardButton must be a String or an Object",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"keyboard": [["a"] * 101]}},
        "REPLY_MARKUP_TOO_LONG",
    ),
    (
        "sendMessage",
        {"chat_id": 1001, "text": "x", "reply_markup": {"keyboard": [[{"text": "a", "style": "pink"}]]}},
        "can't parse keyboard button: invalid button style specified",
    ),
    (
        "sendMessage",
        {
            "chat_id": 1001,
            "text": "x",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "copy_text": {"text": ""}}]]},
        },
        "BUTTON_COPY_TEXT_INVALID",
    ),
    ("sendVenue", {"chat_id": 1001, "longitude": 1, "title": "a", "address": "b"}, "latitude is empty"),
    ("sendVenue", {"chat_id": 1001, "latitude": 1, "longitude": 1, "address": "b"}, "title must be non-empty"),
    ("sendVenue", {"chat_id": 1001, "latitude": 1, "longitude": 1, "title": "b"}, "address must be non-empty"),
    ("sendLocation", {"chat_id": 1001, "latitude": 91, "longitude": 1}, "wrong location coordinates specified"),
    ("sendLocation", {"chat_id": 1001, "latitude": "x", "longitude": 1}, "can't parse latitude as Float"),
    ("sendContact", {"chat_id": 1001, "first_name": "a"}, "phone number must be non-empty"),
    ("sendContact", {"chat_id": 1001, "phone_number": "a"}, "first name must be non-empty"),
    ("sendChatAction", {"chat_id": 1001, "action": "sing"}, "wrong parameter action in request"),
    ("sendDocument", {"chat_id": 1001}, "there is no document in the request"),
    ("sendDocument", {"chat_id": 1001, "document": "https://vi.example/a"}, "failed to get HTTP URL content"),
    ("sendDocument", {"chat_id": 1001, "document": "nope"}, "wrong file identifier/HTTP URL specified"),
    ("getFile", {"file_id": "nope"}, "wrong file identifier/HTTP URL specified"),
    ("copyMessage", {"chat_id": 1001, "from_chat_id": 1001, "message_id": 9}, "message to copy not found"),
    ("forwardMessage", {"chat_id": 1001, "from_chat_id": 1001, "message_id": 9}, "message to forward not found"),
    ("editMessageText", {"chat_id": 1001, "message_id": 9, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"chat_id": 1001, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"chat_id": 1001, "message_id": "x", "text": "x"}, "can't parse message_id as Integer"),
    ("editMessageText", {"inline_message_id": "x", "text": "x"}, "MESSAGE_ID_INVALID"),
    ("pinChatMessage", {"chat_id": 1001, "message_id": 9}, "message to pin not found"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "9"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("setMyCommands", {"commands": 5}, "expected an Array of BotCommand"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [], "scope": {"type": "moon"}}, "unsupported type specified"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat not found"),
    (
        "setChatMenuButton",
        {"menu_button": {"type": "moon"}},
        "can't parse menu button: MenuButton has unsupported type",
    ),
]


@pytest.mark.parametrize(("method", "given_fields", "reason"), REFUSED)
async def test_a_wrong_call_is_refused_in_telegrams_words(
    api: httpx.AsyncClient, lan: Person, method: str, given_fields: dict[str, Any], reason: str
) -> None:
    answer = await api.post(f"/{method}", json=given_fields)
    assert answer.status_code == 400
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {reason}"}


async def test_only_the_bots_own_messages_can_be_edited(api: httpx.AsyncClient, lan: Person) -> None:
    theirs = lan.says("của cô")
    answer = await api.post("/editMessageText", json={"chat_id": 1001, "message_id": theirs.id, "text": "x"})
    assert answer.json()["description"] == "Bad Request: message can't be edited"


async def test_an_edit_needs_the_same_kind_of_content(api: httpx.AsyncClient, lan: Person) -> None:
    place = {"chat_id": 1001, "latitude": 1, "longitude": 1, "title": "a", "address": "b"}
    await api.post("/sendVenue", json=place)
    message = {"chat_id": 1001, "message_id": lan.last.id}
    document = {"type": "document", "media": "x"}
    for method, extra, reason in (
        ("editMessageText", {"text": "x"}, "there is no text in the message to edit"),
        ("editMessageCaption", {"caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageMedia", {"media": document}, "message content can't be edited"),
        ("editMessageReplyMarkup", {"reply_markup": {"keyboard": [["a"]]}}, "inline keyboard expected"),
    ):
        answer = await api.post(f"/{method}", json={**message, **extra})
        assert answer.json()["description"] == f"Bad Request: {reason}"


async def test_what_is_protected_is_not_forwarded(api: httpx.AsyncClient, lan: Person) -> None:
    await api.post("/sendMessage", json={"chat_id": 1001, "text": "riêng", "protect_content": True})
    message = {"chat_id": 1001, "from_chat_id": 1001, "message_id": lan.last.id}
    answer = await api.post("/forwardMessage", json=message)
    assert answer.json()["description"] == "Bad Request: message can't be forwarded"


async def test_several_are_deleted_and_the_unknown_passed_over(api: httpx.AsyncClient, lan: Person) -> None:
    numbers = [lan.says(text).id for text in ("a", "b", "c")]
    answer = await api.post("/deleteMessages", json={"chat_id": 1001, "message_ids": [numbers[0], 999, numbers[2]]})
    assert answer.json()["ok"] and [message.text for message in lan.chat] == ["b"]


SIZES = [(50_000_001, 413, "Request Entity Too Large"), (0, 400, "Bad Request: file must be non-empty")]


@pytest.mark.parametrize(("size", "code", "reason"), SIZES)
async def test_files_have_a_size(api: httpx.AsyncClient, lan: Person, size: int, code: int, reason: str) -> None:
    files = {"document": ("a.bin", b"0" * size)}
    answer = await api.post("/sendDocument", data={"chat_id": "1001"}, files=files)
    assert (answer.status_code, answer.json()["description"]) == (code, reason)


async def test_a_large_file_can_be_sent_but_not_downloaded_again(api: httpx.AsyncClient, lan: Person) -> None:
    sent = lan.sends_file("lớn.bin", b"0" * 20_000_001)
    answer = await api.get("/getFile", params={"file_id": sent.file_id or ""})
    assert answer.json()["description"] == "Bad Request: file is too big"


async def test_what_is_no_image_is_no_photo(api: httpx.AsyncClient, lan: Person) -> None:
    answer = await api.post("/sendPhoto", data={"chat_id": "1001"}, files={"photo": ("a.png", b"no image")})
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


BROKEN = [
    ("application/json", b"{", 400),
    ("application/json", b"[]", 400),
    ("multipart/form-data", b"--x", 400),
    ("multipart/form-data; boundary=x", b"--y\r\n", 400),
    ("application/x-www-form-urlencoded", b"text=\xff\xfe", 400),
]


@pytest.mark.parametrize(("kind", "body", "code"), BROKEN)
async def test_a_broken_body_is_refused(api: httpx.AsyncClient, kind: str, body: bytes, code: int) -> None:
    answer = await api.post("/sendMessage", content=body, headers={"Content-Type": kind})
    assert answer.status_code == code and answer.json()["ok"] is False


PATHS = [
    ("/", 404),
    ("/bot", 404),
    ("/botx:y/getMe", 404),
    ("/bot1:y/getMe", 401),
    ("/file/bot1:y/documents/file_0.txt", 404),
]


@pytest.mark.parametrize(("path", "code"), PATHS)
async def test_an_address_that_is_none_is_not_found(url: str, path: str, code: int) -> None:
    async with httpx.AsyncClient(base_url=url, verify=False) as client:
        assert (await client.get(path)).status_code == code


INNER = st.sampled_from([
    "type", "chat_id", "text", "keyboard", "inline_keyboard", "url", "callback_data", "copy_text", "style",
    "message_id", "command", "description", "offset", "length", "media", "remove_keyboard", "force_reply",
])  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER, inner, max_size=5),
    max_leaves=8,
)
NAMES = st.sampled_from([
    "chat_id", "text", "parse_mode", "reply_markup", "entities", "message_id", "from_chat_id", "media", "document",
    "photo", "commands", "scope", "menu_button", "offset", "limit", "allowed_updates", "reply_parameters", "caption",
    "message_ids", "latitude", "longitude", "title", "address", "url", "callback_query_id",
])  # fmt: skip
TIMELESS = sorted(set(METHODS) - {"setwebhook"})


async def _answered_or_refused(method: str, values: dict[str, Any]) -> None:
    world = World(first_id=1)
    world.person(1001).says("x")
    try:
        answer = await BotApi(world).call(world.bot, method, Parameters(values, {"photo": Upload("a", b"b")}))
    except BotApiError as refusal:
        assert refusal.code in (400, 403, 404, 409, 413)
    else:
        assert json.loads(answer)["ok"] is True


@settings(max_examples=100, deadline=None)
@given(values=st.dictionaries(NAMES, ANYTHING, min_size=6, max_size=20), flat=st.booleans())
async def test_whatever_a_bot_sends_is_answered_or_refused(values: dict[str, Any], flat: bool) -> None:
    """Every method gets each of them: inventing them takes longer than answering."""
    values = {"chat_id": 1001, "message_id": 1, **values}
    if flat:
        values = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    for method in TIMELESS:
        try:
            await _answered_or_refused(method, dict(values))
        except Exception as error:
            error.add_note(f"to {method}")
            raise
