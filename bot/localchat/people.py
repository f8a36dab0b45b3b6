"""People as test code or the page plays them: they write, press, share and wait for what the bot says."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from bot.localchat.chats import Button, Change, ChangeKind, Chat, Fields, Message, Toast
from bot.localchat.formatting import Formatted, read_text
from bot.localchat.parameters import Upload

if TYPE_CHECKING:
    from bot.localchat.world import Bot, World

_HEARD = (ChangeKind.SENT, ChangeKind.EDITED)
PATIENCE = 5.0  # seconds of real time that waiting takes at most


class NoSuchButton(LookupError):
    """Nobody can press a button that is not there; says which ones are."""


class Person:
    """One person, in a conversation with one bot.

    Acts are immediate: the update waits for the bot when they return. Waiting (`hears`, `asks`, `taps`,
    `sees_toast`) raises TimeoutError after so many real seconds and never sleeps.
    """

    def __init__(self, world: World, bot: Bot, number: int, name: str, *, opened: bool) -> None:
        self.world = world
        self.bot = bot
        self.id = number
        self.user: Fields = {"id": number, "is_bot": False, "first_name": name}
        self.phone: str | None = None
        self.deactivated = False
        self._opened = opened
        self._heard = 0
        self._toasted = 0

    def __repr__(self) -> str:
        return f"Person({self.id}, {self.name!r})"

    @property
    def name(self) -> str:
        return str(self.user["first_name"])

    @property
    def language(self) -> str:
        return str(self.user.get("language_code", ""))

    def describe(self, **profile: str | None) -> None:
        """Change phone, language, username; None leaves as it is."""
        self.phone = profile.get("phone") or self.phone
        for key, value in (("language_code", profile.get("language")), ("username", profile.get("username"))):
            if value:
                self.user[key] = value

    def to(self, bot: Bot) -> Person:
        """The same person in a conversation with another bot."""
        other = Person(self.world, bot, self.id, self.name, opened=self._opened)
        other.user, other.phone = self.user, self.phone
        return other

    # What they see

    @property
    def room(self) -> Chat:
        """Their private chat with the bot, with keyboard and every change."""
        chat = self.bot.chats.get(self.id)
        if chat is None:
            fields: Fields = {key: self.user[key] for key in ("id", "first_name", "username") if key in self.user}
            fields["type"] = "private"
            chat = self.bot.chats[self.id] = Chat(fields, opened=self._opened)
        return chat

    @property
    def chat(self) -> list[Message]:
        """All messages of the private chat as they look now, oldest first."""
        return list(self.room.messages.values())

    @property
    def heard(self) -> list[Message]:
        """The bot's messages as they look now."""
        return [message for message in self.chat if message.is_from_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message. Raises LookupError when it has said nothing."""
        for message in self.room.newest_first():
            if message.is_from_bot:
                return message
        raise LookupError(f"{self.name} has heard nothing")

    @property
    def toasts(self) -> list[Toast]:
        """Answers to presses that showed something, oldest first."""
        return [toast for toast in map(self._toast, self.room.changes) if toast and toast.text]

    @property
    def keyboard(self) -> list[list[str]]:
        """The labels of the keyboard open at the bottom, row by row."""
        markup = self.room.markup
        rows = markup.fields.get("keyboard", []) if markup else []
        return [[str(button["text"]) for button in row] for row in rows]

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The command menu that their Telegram shows: (command, description)."""
        from bot.localchat.profile import commands_shown

        shown = commands_shown(self.bot, self.id, self.language)
        return [(row["command"], row["description"]) for row in shown]

    # What they do

    def says(self, text: str, *, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Write a text, in the private chat or in a group."""
        extra = {"reply_to_message": reply_to.fields} if reply_to else {}
        return self._send({**_worded(text), **extra}, chat)

    def starts(self, payload: str = "") -> Message:
        """Press Start, or follow a link with this payload."""
        self.room.opened = True
        return self.says(f"/start {payload}".strip())

    def presses(self, what: str, message: Message | None = None) -> Message | None:
        """Press the button with this label or data: on this message, else the newest one that has it, else on
        the keyboard at the bottom. Returns what a keyboard button wrote. Raises NoSuchButton."""
        room = self.room
        candidates = [room.messages.get(message.id, message)] if message else room.newest_first()
        for candidate in candidates:
            for button in candidate.buttons:
                if what in (button.text, button.data):
                    self._press(button, candidate)
                    return None
        if message is None:
            return self.presses_key(what)
        raise self._no_button(what)

    def presses_key(self, label: str) -> Message:
        """Press a button of the keyboard at the bottom; returns what it wrote. Raises NoSuchButton."""
        markup = self.room.markup
        for row in markup.fields.get("keyboard", []) if markup else []:
            for button in row:
                if button["text"] == label:
                    return self._press_key(button)
        raise self._no_button(label)

    def sends_payload(self, data: str, message: Message | None = None) -> None:
        """Press a button that never was: anybody can send any payload for any message."""
        self._press(Button("", data), message or self.last)

    def shares_contact(self, *, forwarded: bool = False) -> Message:
        """Share one's own phone number, by the button or as a forwarded contact card."""
        return self.shares_contact_of(self, forwarded=forwarded)

    def shares_contact_of(self, other: Person, *, forwarded: bool = False) -> Message:
        """Share somebody's contact card; it names their account, as Telegram does for its users."""
        contact = {"phone_number": (other.phone or "").lstrip("+"), "first_name": other.name}
        extra: Fields = {"contact": {**contact, "user_id": other.id}}
        if forwarded:
            origin = {"type": "user", "sender_user": other.user, "date": self.world.now()}
            extra["forward_origin"] = origin
        return self._send(extra)

    def sends_file(self, name: str, data: bytes, *, caption: str = "", mime: str = "") -> Message:
        """Upload a document."""
        file = self.world.files.document(Upload(name, data, mime))
        return self._send({"document": file.as_document(), **_worded(caption, "caption")})

    def sends_photo(self, data: bytes, *, caption: str = "") -> Message:
        """Upload an image as a photo."""
        file = self.world.files.photo(Upload("photo.jpg", data))
        return self._send({"photo": file.as_photo(), **_worded(caption, "caption")})

    def sends_location(self, latitude: float, longitude: float) -> Message:
        """Share a place, in degrees."""
        return self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own earlier text."""
        chat = self.bot.chats[message.fields["chat"]["id"]]
        old = chat.messages[message.id].fields
        fields = {**{key: value for key, value in old.items() if key != "entities"}, **_worded(text)}
        fields["edit_date"] = self.world.now()
        self.bot.receives("edited_message", fields, f"chat {chat.id}")
        return chat.put(Message(fields), ChangeKind.EDITED, by_bot=False)

    def deletes(self, message: Message) -> None:
        """Delete a message for both; the bot is not told, as on Telegram."""
        self.room.drop(message.id, by_bot=False)

    def blocks_bot(self) -> None:
        """Stop the bot; it may not write any more."""
        self._member("kicked", "member")
        self.room.blocked = True

    def unblocks_bot(self) -> None:
        self.room.blocked = False
        self._member("member", "kicked")

    def deactivates(self) -> None:
        """Delete their account."""
        self.deactivated = True

    # Waiting

    async def hears(self, within: float = PATIENCE) -> Message:
        """The next message that the bot sends or edits, counting from the last one waited for."""
        async with self._patience(within):
            while True:
                changes = self.room.changes
                while self._heard < len(changes):
                    change = changes[self._heard]
                    self._heard += 1
                    if change.by_bot and change.kind in _HEARD and change.message:
                        return change.message
                await self.room.bell.wait()

    async def sees_toast(self, within: float = PATIENCE) -> Toast:
        """The next answer to a press of theirs, an empty one too."""
        async with self._patience(within):
            while True:
                changes = self.room.changes
                while self._toasted < len(changes):
                    toast = self._toast(changes[self._toasted])
                    self._toasted += 1
                    if toast:
                        return toast
                await self.room.bell.wait()

    async def asks(self, text: str, within: float = PATIENCE) -> Message:
        """Write, and wait for the first answer; what was said before is passed over."""
        self.ignores_what_was_said()
        self.says(text)
        return await self.hears(within)

    async def taps(self, what: str, message: Message | None = None, within: float = PATIENCE) -> Message:
        """Press, and wait for the message or the edit that follows."""
        self.ignores_what_was_said()
        self.presses(what, message)
        return await self.hears(within)

    def ignores_what_was_said(self) -> None:
        """Waiting counts from now on."""
        self._heard = self._toasted = len(self.room.changes)

    # How it is done

    @asynccontextmanager
    async def _patience(self, seconds: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            heard = self.heard[-1].text if self.heard else "nothing"
            raise TimeoutError(f"{self.name} waited {seconds} s in vain; heard last: {heard!r}") from None

    def _toast(self, change: Change) -> Toast | None:
        return change.toast if change.kind is ChangeKind.TOAST and change.user == self.id else None

    def _send(self, content: Fields, chat: Chat | None = None) -> Message:
        chat = chat or self.room
        fields: Fields = {
            "message_id": next(self.bot.message_ids),
            "from": self.user,
            "chat": chat.fields,
            "date": self.world.now(),
            **content,
        }
        chat.opened = True
        message = chat.put(Message(fields), ChangeKind.SAID, by_bot=False)
        self.bot.receives("message", fields, f"chat {chat.id}")
        return message

    def _press(self, button: Button, message: Message) -> None:
        if button.data is None:
            return  # links and copying stay in the client
        chat = self.bot.chats[message.fields["chat"]["id"]]
        press = self.world.press(self.bot, chat, self.id)
        query: dict[str, Any] = {
            "id": press.id,
            "from": self.user,
            "message": message.fields,
            "chat_instance": str(zlib.crc32(str(chat.id).encode())),
            "data": button.data,
        }
        self.bot.receives("callback_query", query, f"user {self.id}")

    def _press_key(self, button: Fields) -> Message:
        if button.get("request_contact"):
            message = self.shares_contact()
        elif button.get("request_location"):
            raise NoSuchButton("a location is shared by sends_location")
        else:
            message = self.says(button["text"])
        if self.room.markup and self.room.markup.fields.get("one_time_keyboard"):
            self.room.markup = None
        return message

    def _no_button(self, what: str) -> NoSuchButton:
        labels = [label for message in self.room.newest_first() for label in message.labels]
        below = [label for row in self.keyboard for label in row]
        return NoSuchButton(f"no button {what!r} for {self.name}; there are {labels + below}")

    def _member(self, new: str, old: str) -> None:
        bot = {key: self.bot.user[key] for key in ("id", "is_bot", "first_name", "username")}
        states = {"kicked": {"until_date": 0}, "member": {}}
        content = {
            "chat": self.room.fields, "from": self.user, "date": self.world.now(),
            "old_chat_member": {"user": bot, "status": old, **states[old]},
            "new_chat_member": {"user": bot, "status": new, **states[new]},
        }  # fmt: skip
        self.bot.receives("my_chat_member", content, f"chat {self.id}")


def _worded(text: str, name: str = "text") -> Fields:
    """The part of a message that holds a person's words, with what Telegram's client detects in them."""
    if not text:
        return {}
    formatted: Formatted = read_text(text)
    entities = {"text": "entities", "caption": "caption_entities"}[name]
    marked = {entities: formatted.entities} if formatted.entities else {}
    return {name: formatted.text, **marked}
