"""What happens in the chats of a page, as server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from bot.localchat.chats import Change, ChangeKind
from bot.localchat.page_views import keyboard_html, message_html
from bot.localchat.page_words import Words
from bot.localchat.people import Person
from bot.localchat.world import World

TICK = 1.0  # real seconds between two clocks

Event = dict[str, str]


class Watched:
    """One chat on a page: whose it is, and up to which change the page has seen it."""

    def __init__(self, code: str, person: Person, seen: int) -> None:
        self.code, self.person, self.seen = code, person, seen

    @property
    def is_lost(self) -> bool:
        """The page has seen changes that are not there: the server began anew."""
        return self.seen > len(self.person.room.changes)

    def news(self, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
        """Events with their content, oldest first; moves on."""
        changes = self.person.room.changes[self.seen :]
        self.seen += len(changes)
        for change in changes:
            yield from self._told(change, words)

    def _told(self, change: Change, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
        if change.kind is ChangeKind.TOAST:
            if change.toast and change.user == self.person.id:
                yield "toast", change.toast._asdict()
        elif change.kind is ChangeKind.TYPING:
            yield "typing", {}
        elif change.message and change.kind is ChangeKind.DELETED:
            yield "delete", {"id": change.message.id}
        elif change.message:
            yield from self._shown(change, change.message.id, words)

    def _shown(self, change: Change, number: int, words: Words) -> Iterator[tuple[str, dict[str, Any]]]:
        message = self.person.room.messages.get(number)
        if message is None:
            return  # deleted since
        html = message_html(self.code, self.person, message, words)
        yield "message", {"id": number, "by_bot": change.by_bot, "html": html}
        if change.kind is not ChangeKind.EDITED:
            yield "keyboard", {"html": keyboard_html(self.code, self.person, words)}


async def events(world: World, watched: Sequence[Watched], words: Words) -> AsyncIterator[Event]:
    """Everything new in these chats, and the clock once a second. Ends when the world closes."""
    if any(each.is_lost for each in watched):
        yield {"event": "reload", "data": "{}"}
        return
    while not world.closing:
        for each in watched:
            for name, content in each.news(words):
                yield _event(name, {"person": each.code, **content}, watched)
        yield _event("clock", {"text": words.clock(world.clock())}, watched)
        await _next_change(watched)


def _event(name: str, content: dict[str, Any], watched: Sequence[Watched]) -> Event:
    position = json.dumps({each.code: each.seen for each in watched}, separators=(",", ":"))
    return {"event": name, "data": json.dumps(content, ensure_ascii=False), "id": position}


async def _next_change(watched: Sequence[Watched]) -> None:
    waiting = [asyncio.ensure_future(each.person.room.bell.wait()) for each in watched]
    if not waiting:
        await asyncio.sleep(TICK)
        return
    try:
        await asyncio.wait(waiting, timeout=TICK, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for future in waiting:
            future.cancel()
