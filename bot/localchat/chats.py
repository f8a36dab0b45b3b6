"""Chats with a bot: messages as people see them, and every change in order for those who watch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from bot.localchat.keyboards import Markup

Fields = dict[str, Any]

_MEDIA = ("document", "photo", "venue", "location", "contact")


class Bell:
    """Wakes everybody who waits for it. Knows no clock."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        if not self._waiting:
            return
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)


class Button(NamedTuple):
    """An inline button: its label and what it carries (exactly one of data, url, copied)."""

    text: str
    data: str | None = None
    url: str | None = None
    copied: str | None = None
    style: str | None = None


class Place(NamedTuple):
    """A venue card: name, address, degrees."""

    title: str
    address: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Message:
    """A message at one moment; an edit makes a new one. `fields` is the Bot API's JSON of it."""

    fields: Fields
    markup: Markup | None = None  # the keyboard of the chat that came with it, which the JSON does not show

    @property
    def id(self) -> int:
        return int(self.fields["message_id"])

    @property
    def text(self) -> str:
        """Its text, else its caption, else empty; without markup."""
        return str(self.fields.get("text", self.fields.get("caption", "")))

    @property
    def entities(self) -> list[Fields]:
        found: list[Fields] = self.fields.get("entities") or self.fields.get("caption_entities") or []
        return found

    @property
    def is_from_bot(self) -> bool:
        return bool(self.fields["from"]["is_bot"])

    @property
    def is_edited(self) -> bool:
        return "edit_date" in self.fields

    @property
    def sent_at(self) -> datetime:
        return datetime.fromtimestamp(self.fields["date"], UTC)

    @property
    def kind(self) -> str:
        """text, document, photo, venue, location, contact."""
        return next((name for name in _MEDIA[:3] if name in self.fields), None) or next(
            (name for name in _MEDIA if name in self.fields), "text"
        )

    @property
    def rows(self) -> list[list[Button]]:
        """Inline buttons as laid out."""
        markup = self.fields.get("reply_markup") or {}
        return [[_button(button) for button in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """The inline buttons' texts, in reading order."""
        return [button.text for button in self.buttons]

    @property
    def keyboard(self) -> list[list[str]]:
        """Texts of the reply keyboard that came with it, row by row."""
        rows = self.markup.fields.get("keyboard", []) if self.markup else []
        return [[str(button["text"]) for button in row] for row in rows]

    @property
    def document(self) -> str | None:
        """The file name of an attached document."""
        document = self.fields.get("document")
        return str(document.get("file_name", "")) if document else None

    @property
    def file_id(self) -> str | None:
        """Of the document or of the photo."""
        if "document" in self.fields:
            return str(self.fields["document"]["file_id"])
        return str(self.fields["photo"][-1]["file_id"]) if "photo" in self.fields else None

    @property
    def venue(self) -> Place | None:
        venue = self.fields.get("venue")
        if venue is None:
            return None
        spot = venue["location"]
        return Place(venue["title"], venue["address"], spot["latitude"], spot["longitude"])

    @property
    def is_protected(self) -> bool:
        return bool(self.fields.get("has_protected_content"))


def _button(fields: Fields) -> Button:
    return Button(
        fields["text"], fields.get("callback_data"), fields.get("url"),
        (fields.get("copy_text") or {}).get("text"), fields.get("style"),
    )  # fmt: skip


class Toast(NamedTuple):
    """The answer to a pressed button: shown for a moment, or as an alert to be closed. Empty text: nothing shown."""

    text: str
    alert: bool = False
    url: str | None = None


class ChangeKind(StrEnum):
    """What happened in a chat."""

    SENT = "sent"  # by the bot
    SAID = "said"  # by a person
    EDITED = "edited"
    DELETED = "deleted"
    TOAST = "toast"
    TYPING = "typing"


class Change(NamedTuple):
    """One change; `by_bot` tells whose it was, `user` whom a toast is for."""

    kind: ChangeKind
    by_bot: bool
    message: Message | None = None
    toast: Toast | None = None
    user: int | None = None


@dataclass(slots=True)
class Chat:
    """A conversation of one bot with a person or a group. Messages by id, in order, deleted ones gone."""

    fields: Fields
    messages: dict[int, Message] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    markup: Markup | None = None  # the keyboard now open at the bottom
    opened: bool = True  # whether the person has written to the bot before, so that it may write
    blocked: bool = False
    pinned: int | None = None
    bell: Bell = field(default_factory=Bell)

    @property
    def id(self) -> int:
        return int(self.fields["id"])

    @property
    def is_group(self) -> bool:
        return bool(self.fields["type"] != "private")

    def publish(self, change: Change) -> None:
        self.changes.append(change)
        self.bell.ring()

    def put(self, message: Message, kind: ChangeKind, *, by_bot: bool) -> Message:
        """Store a new or changed message and tell those who watch."""
        self.messages[message.id] = message
        if message.markup and kind is ChangeKind.SENT:
            self.markup = None if message.markup.kind == "remove" else message.markup
        self.publish(Change(kind, by_bot, message))
        return message

    def drop(self, message_id: int, *, by_bot: bool) -> bool:
        """Delete; False when there is no such message."""
        message = self.messages.pop(message_id, None)
        if message:
            self.publish(Change(ChangeKind.DELETED, by_bot, message))
        return message is not None

    def newest_first(self) -> Iterator[Message]:
        return reversed(self.messages.values())
