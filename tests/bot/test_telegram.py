"""Replies as Telegram's messages, and what its failures mean."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.localchat.faults import Fault
from bot.localchat.formatting import read_text
from bot.localchat.people import Person
from bot.localchat.standalone import serving
from bot.localchat.world import World
from bot.platforms.platform import SendFailed
from bot.platforms.splitting import split
from bot.platforms.telegram import Telegram, failure
from handlers.talk import Choice, Copy, File, Keyboard, Place, Reply, Style, choice
from training.mailing import Outcome

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def world() -> World:
    return World(first_id=1)


@pytest.fixture
def lan(world: World) -> Person:
    return world.person(1001, name="Lan")


@pytest.fixture
async def telegram(world: World) -> AsyncIterator[Telegram]:
    async with serving(world) as url:
        platform = Telegram(world.bot.token, url + "/")
        await platform.start()
        yield platform
        await platform.stop()


async def test_text_comes_with_its_markup_and_buttons(telegram: Telegram, lan: Person) -> None:
    rows = (
        (choice("Xem", "days", 1), choice("Gửi", "send", style=Style.GOOD), choice("Xoá", "erase", style=Style.DANGER)),
        (Choice("Mở", url="https://a.example.vn/"), Choice("Chép", copy="số 1")),
    )
    sent = await telegram.send("1001", Reply("<b>Chào</b> &lt;cô&gt;", rows))
    assert lan.last.text == "Chào <cô>"
    assert sent.message == str(lan.last.id)
    buttons = {button.text: button for button in lan.last.buttons}
    assert [buttons[name].data for name in ("Xem", "Gửi", "Xoá")] == ["days|1", "send", "erase"]
    assert [buttons[name].style for name in ("Xem", "Gửi", "Xoá")] == [None, "success", "danger"]
    assert buttons["Mở"].url == "https://a.example.vn/"
    assert buttons["Chép"].copied == "số 1"


async def test_keyboards_below_the_typing_line(telegram: Telegram, lan: Person) -> None:
    await telegram.send("1001", Reply("a", keyboard=Keyboard.MENU, labels=("Lịch", "Hỏi")))
    assert lan.keyboard == [["Lịch", "Hỏi"]]
    await telegram.send("1001", Reply("b", keyboard=Keyboard.CONTACT, labels=("Chia sẻ",)))
    assert lan.keyboard == [["Chia sẻ"]]
    await telegram.send("1001", Reply("c", keyboard=Keyboard.NONE))
    assert lan.keyboard == []


async def test_places_files_pictures_and_copies(telegram: Telegram, lan: Person) -> None:
    await telegram.send("1001", Reply(place=Place("Hội trường A", "", 20.85, 106.68)))
    venue = lan.last.fields["venue"]
    assert (venue["title"], venue["address"]) == ("Hội trường A", "Hội trường A")
    await telegram.send("1001", Reply("Danh sách", file=File("a.xlsx", b"123")))
    assert (lan.last.text, lan.last.fields["document"]["file_name"]) == ("Danh sách", "a.xlsx")
    await telegram.send("1001", Reply("Mã", file=File("qr.png", PNG, picture=True)))
    assert lan.last.fields["photo"]
    said = lan.says("Thông báo")
    await telegram.send("1001", Reply(copy=Copy("1001", str(said.id)), choices=((choice("Đã nhận", "ack", 1),),)))
    assert (lan.last.text, lan.last.labels) == ("Thông báo", ["Đã nhận"])


async def test_personal_lists_are_protected_and_night_messages_silent(telegram: Telegram, lan: Person) -> None:
    await telegram.send("1001", Reply("dài\n" * 2000, protect=True, silent=True))
    assert len(lan.heard) == 2
    assert all(message.fields.get("has_protected_content") for message in lan.heard)


async def test_words_too_long_for_a_caption_go_before_the_file(telegram: Telegram, lan: Person) -> None:
    await telegram.send("1001", Reply("x" * 1025, file=File("a.txt", b"1"), protect=True))
    assert [len(message.text) for message in lan.heard] == [1025, 0]
    assert lan.last.fields["document"]


async def test_an_edit_changes_the_message_in_place(telegram: Telegram, lan: Person) -> None:
    sent = await telegram.send("1001", Reply("một", ((choice("A", "a"),),)))
    assert await telegram.send("1001", Reply("hai", ((choice("B", "b"),),), edit=sent.message)) == sent
    assert [(message.text, message.labels) for message in lan.heard] == [("hai", ["B"])]
    assert await telegram.send("1001", Reply("hai", ((choice("B", "b"),),), edit=sent.message)) == sent  # not modified


@pytest.mark.parametrize("how", ["gone", "document", "too long", "no id"])
async def test_what_cannot_be_edited_is_sent_anew(telegram: Telegram, lan: Person, how: str) -> None:
    sent = await telegram.send("1001", Reply("một", file=File("a.txt", b"1") if how == "document" else None))
    if how == "gone":
        lan.deletes(lan.last)
    text = "hai\n" * 1500 if how == "too long" else "hai"
    edit = "999999" if how == "no id" else sent.message
    again = await telegram.send("1001", Reply(text, edit=edit))
    assert again != sent
    assert lan.last.text.startswith("hai")


async def test_an_edit_that_is_refused_for_another_reason_fails(telegram: Telegram, lan: Person) -> None:
    sent = await telegram.send("1001", Reply("một"))
    with pytest.raises(SendFailed) as failed:
        await telegram.send("1001", Reply("<b>hai", edit=sent.message))
    assert failed.value.outcome is Outcome.REFUSED


async def test_whoever_blocked_or_left_is_gone(telegram: Telegram, lan: Person, world: World) -> None:
    lan.blocks_bot()
    minh = world.person(1002, name="Minh")
    minh.deactivates()
    for address in ("1001", "1002", "4444"):
        with pytest.raises(SendFailed) as failed:
            await telegram.send(address, Reply("a"))
        assert failed.value.outcome is Outcome.GONE


@pytest.mark.parametrize("reply", [Reply("a"), Reply("a", edit="x"), Reply(copy=Copy("y", "1"))])
async def test_what_is_no_id_of_telegram_is_refused(telegram: Telegram, lan: Person, reply: Reply) -> None:
    with pytest.raises(SendFailed) as failed:
        await telegram.send("abc" if reply == Reply("a") else "1001", reply)
    assert failed.value.outcome is Outcome.REFUSED


HAPPENED = [
    (Fault.FLOOD, Outcome.SLOW_DOWN),
    (Fault.SERVER_ERROR, Outcome.UNKNOWN),
    (Fault.SERVER_ERROR_AFTER, Outcome.UNKNOWN),
    (Fault.CUT_BEFORE, Outcome.UNKNOWN),
    (Fault.CUT_AFTER, Outcome.UNKNOWN),
    (Fault.UNREADABLE, Outcome.UNKNOWN),
]


@pytest.mark.parametrize(("fault", "outcome"), HAPPENED)
async def test_what_a_fault_on_the_way_means(
    telegram: Telegram, lan: Person, world: World, fault: Fault, outcome: Outcome
) -> None:
    world.faults.retry_after = 7
    world.faults.once(fault, "sendMessage")
    with pytest.raises(SendFailed) as failed:
        await telegram.send("1001", Reply("a"))
    assert failed.value.outcome is outcome
    assert failed.value.pause == (timedelta(seconds=7) if fault is Fault.FLOOD else None)


async def test_no_answer_in_time_may_have_arrived(world: World, lan: Person) -> None:
    async with serving(world) as url:
        platform = Telegram(world.bot.token, url)
        await platform.start()
        platform.bot.request._read = 0.05  # type: ignore[attr-defined]
        world.faults.once(Fault.HANG, "sendMessage")
        with pytest.raises(SendFailed) as failed:
            await platform.send("1001", Reply("a"))
        await platform.stop()
    assert failed.value.outcome is Outcome.UNKNOWN


async def test_a_server_that_is_not_there_took_nothing() -> None:
    platform = Telegram("1:" + "x" * 35, "http://127.0.0.1:1")
    with pytest.raises(SendFailed) as failed:
        await platform.start()
    assert failed.value.outcome is Outcome.NOT_SENT
    await platform.bot.request.shutdown()


async def test_a_wrong_token_says_so_at_the_start(world: World) -> None:
    async with serving(world) as url:
        platform = Telegram("1:" + "x" * 35, url)
        with pytest.raises(SendFailed):
            await platform.start()
        await platform.bot.request.shutdown()


def caused(error: TelegramError, cause: BaseException) -> TelegramError:
    error.__cause__ = cause
    return error


KEY: Any = None
MEANS = [
    (caused(NetworkError("x"), aiohttp.ClientConnectorDNSError(KEY, OSError())), Outcome.NOT_SENT),
    (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Outcome.NOT_SENT),
    (caused(TimedOut(), aiohttp.SocketTimeoutError()), Outcome.UNKNOWN),
    (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Outcome.UNKNOWN),
    (caused(NetworkError("x"), aiohttp.ClientOSError()), Outcome.UNKNOWN),
    (NetworkError("Bad Gateway"), Outcome.UNKNOWN),
    (NetworkError("Request Entity Too Large (413)"), Outcome.REFUSED),
    (RetryAfter(3), Outcome.SLOW_DOWN),
    (Forbidden("bot was blocked by the user"), Outcome.GONE),
    (Forbidden("user is deactivated"), Outcome.GONE),
    (BadRequest("Chat not found"), Outcome.GONE),
    (BadRequest("PEER_ID_INVALID"), Outcome.GONE),
    (BadRequest("can't parse entities"), Outcome.REFUSED),
    (BadRequest("message is too long"), Outcome.REFUSED),
    (ChatMigrated(-1005), Outcome.NOT_SENT),
    (InvalidToken(), Outcome.SLOW_DOWN),
    (TelegramError("Invalid server response"), Outcome.UNKNOWN),
]


@pytest.mark.parametrize(("error", "outcome"), MEANS, ids=lambda one: repr(one)[:40])
def test_what_an_exception_means(error: TelegramError, outcome: Outcome) -> None:
    assert failure(error).outcome is outcome


async def test_a_group_that_moved_is_followed(telegram: Telegram, lan: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    send = telegram._send

    async def moved_once(chat: int, reply: Reply) -> Any:
        if chat == -5:
            raise ChatMigrated(1001)
        return await send(chat, reply)

    monkeypatch.setattr(telegram, "_send", moved_once)
    await telegram.send("-5", Reply("đổi nhóm"))
    assert lan.last.text == "đổi nhóm"


async def test_a_sent_file_is_fetched_up_to_a_limit(telegram: Telegram, lan: Person) -> None:
    number = lan.sends_file("a.csv", b"x" * 100).fields["document"]["file_id"]
    assert await telegram.fetch(number, 100) == b"x" * 100
    for wrong, limit in ((number, 99), ("nothing", 100)):
        with pytest.raises(SendFailed) as failed:
            await telegram.fetch(wrong, limit)
        assert failed.value.outcome is Outcome.REFUSED


async def test_a_press_too_old_to_be_answered_is_no_fault(telegram: Telegram, lan: Person) -> None:
    await telegram.answer_press("123", "Đã lưu")


async def test_commands_are_listed_by_language_and_for_one_chat(telegram: Telegram, lan: Person) -> None:
    await telegram.set_commands([("lich", "Lịch")], None, None)
    await telegram.set_commands([("lich", "Schedule")], "en", None)
    assert lan.commands == [("lich", "Lịch")]
    lan.describe(language="en")
    assert lan.commands == [("lich", "Schedule")]
    await telegram.set_commands([("lopday", "Buổi dạy")], None, "1001")
    assert lan.commands == [("lopday", "Buổi dạy")]


class Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def visible(text: str) -> str:
    return "".join(read_text(text, "HTML").text.split())


WORDS = st.sampled_from(["chữ ", "dài\n", "&amp;", "&lt;", "ă" * 9, "\n\n", "👍🏽", "x"])
MARKED = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(["b", "i", "blockquote", 'a href="https://a.example.vn/?b=1"']),
        st.lists(inner, max_size=6),
    ),
    max_leaves=20,
)


@given(st.lists(MARKED, max_size=8).map("".join), st.integers(300, 400))
def test_parts_of_a_long_text_are_whole_in_themselves(text: str, limit: int) -> None:
    parts = split(text, limit)
    for part in parts:
        assert len(part) <= limit
        parser = Balanced()
        parser.feed(part)
        assert parser.open == []
        assert not re.search(r"&(?!amp;|lt;)", part)
    if len(text) > limit:
        assert "".join(visible(part) for part in parts) == visible(text)
    else:
        assert parts == [text]


def test_long_texts_are_cut_at_line_ends() -> None:
    lines = [f"• buổi {n}" for n in range(100)]
    parts = split("<b>" + "\n".join(lines) + "</b>", 300)
    assert all(part.startswith("<b>•") and part.endswith("</b>") for part in parts)
    assert [line for part in parts for line in part[3:-4].split("\n")] == lines


def test_one_endless_line_is_cut_where_it_must_be() -> None:
    assert split("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]
