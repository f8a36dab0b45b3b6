"""One call of a Bot API method, and what methods share: finding chats and messages, reading texts and files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.localchat.chats import Chat, Fields, Message
from bot.localchat.errors import bad_request, forbidden
from bot.localchat.files import StoredFile
from bot.localchat.formatting import Formatted, read_text
from bot.localchat.keyboards import Markup, read_markup
from bot.localchat.parameters import Parameters, Upload
from bot.localchat.world import Bot, World

MAX_TEXT = 4096  # code points, after the markup is read
MAX_CAPTION = 1024


@dataclass(slots=True)
class Call:
    """A method's arguments with the bot that calls."""

    world: World
    bot: Bot
    given: Parameters


class Json(bytes):
    """A result that is JSON already."""


Method = Callable[[Call], Any | Awaitable[Any]]


def chat_of(call: Call, name: str = "chat_id") -> Chat:
    """The chat meant, whether or not the bot may write there. Raises the 400 of an unknown one."""
    value = call.given.text(name)
    if not value:
        raise bad_request(f"{name} is empty")
    number = int(value) if value.lstrip("-").isdigit() else _by_username(call, value)
    chat = call.bot.chats.get(number)
    if chat is None and number in call.world.people:
        chat = call.world.people[number].to(call.bot).room
    if chat is None:
        raise bad_request("chat not found")
    return chat


def _by_username(call: Call, value: str) -> int:
    wanted = value.removeprefix("@").lower()
    for person in call.world.people.values():
        if str(person.user.get("username", "")).lower() == wanted:
            return person.id
    raise bad_request("chat not found")


def writable_chat(call: Call) -> Chat:
    """The chat meant, for writing. Raises 403 when its person cannot be written to."""
    chat = chat_of(call)
    person = call.world.people.get(chat.id)
    if person and person.deactivated:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.opened:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def message_of(call: Call, chat: Chat, purpose: str, name: str = "message_id") -> Message:
    """A message of this chat; purpose words the refusal: "message to edit"."""
    if call.given.text(name) in ("", "0"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.given.integer(name))
    if message is None:
        raise bad_request(f"{purpose} not found")
    return message


def text_of(call: Call, *, too_long: str = "message is too long") -> Formatted:
    """The text to send, between 1 and 4096 code points once its markup is read."""
    source = call.given.text("text")
    if not source:
        raise bad_request("message text is empty")
    read = read_text(source, call.given.text("parse_mode"), call.given.array("entities"))
    if not read.text:
        raise bad_request("text must be non-empty")
    if len(read.text) > MAX_TEXT:
        raise bad_request(too_long)
    return read


def caption_of(call: Call) -> Fields:
    """The fields that a caption adds to a message; none when there is no caption."""
    source = call.given.text("caption")
    read = read_text(source, call.given.text("parse_mode"), call.given.array("caption_entities"))
    if len(read.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return worded(read, "caption", "caption_entities")


def worded(read: Formatted, name: str = "text", entities: str = "entities") -> Fields:
    if not read.text:
        return {}
    return {name: read.text, entities: read.entities} if read.entities else {name: read.text}


def markup_of(call: Call) -> Markup | None:
    return read_markup(call.given.decoded("reply_markup"))


def file_of(call: Call, name: str, keep: Callable[[Upload], StoredFile]) -> StoredFile:
    """The file given under this name: uploaded, or one already here by its identifier."""
    upload = call.given.upload(name)
    if upload:
        return keep(upload)
    value = call.given.text(name)
    if not value:
        raise bad_request(f"there is no {name} in the request")
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return call.world.files.by_id(value)
