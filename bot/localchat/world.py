"""The outside world in memory: bots, people, chats, files. No HTTP in here.

Test code or a page acts as people (`world.person(…).says(…)`), a bot acts through the Bot API (`server.py`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple

from bot.localchat.chats import Bell, Chat, Fields
from bot.localchat.faults import Faults, Limits
from bot.localchat.files import FileStore
from bot.localchat.people import Person
from bot.localchat.queue import UpdateQueue
from bot.localchat.webhooks import RETRY_DELAYS

Clock = Callable[[], datetime]

DEFAULT_TOKEN = "7000000001:local-chat-on-this-machine"  # noqa: S105 - opens nothing but this memory

# What a bot gets that named no kinds itself, of the kinds that happen here.
DEFAULT_UPDATES = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Press:
    """A pressed button that may still be answered."""

    id: str
    chat: Chat
    user: int
    since: float  # monotonic seconds


class Accepted(NamedTuple):
    """A sending call that was done. at: monotonic seconds; message_id 0 where the method makes none."""

    at: float
    method: str
    chat_id: int
    message_id: int


@dataclass(slots=True)
class Bot:
    """An account of a bot: its profile, its chats and what waits for it."""

    token: str
    user: Fields
    queue: UpdateQueue
    message_ids: count[int]
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  # name, descriptions: "name", "name/vi", …
    menu_buttons: dict[int, Fields] = field(default_factory=dict)
    allowed: frozenset[str] = DEFAULT_UPDATES
    webhook: Any = None  # a webhooks.Webhook when set
    poll: Any = None  # the long poll that waits now, see updates.py
    poll_began: Bell = field(default_factory=Bell)
    last_poll: tuple[int, float] = (0, float("-inf"))  # offset and monotonic seconds

    @property
    def id(self) -> int:
        return int(self.user["id"])

    @property
    def username(self) -> str:
        return str(self.user["username"])

    async def polls(self) -> None:
        """Returns once a long poll waits here: whoever runs the bot has taken everything there was."""
        while not self.poll:
            await self.poll_began.wait()

    def receives(self, kind: str, content: Fields, lane: str) -> int | None:
        """Queue an update; None when the bot did not ask for this kind."""
        return self.queue.put(kind, content, lane) if kind in self.allowed else None


class World:
    """Everything outside the program.

    clock gives the dates of messages (it may be a rehearsal clock); monotonic, in real seconds, drives limits and
    expiry. first_id numbers updates and messages; without it numbers go on from the real time, so that a program
    that remembers those of an earlier world does not take new ones for repeats.
    `accepted` and `refused` (by code) record what became of sending calls.
    """

    def __init__(
        self,
        clock: Clock = wall_clock,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        seed: int = 0,
        token: str = DEFAULT_TOKEN,
        first_id: int | None = None,
    ) -> None:
        self.clock = clock
        self.monotonic = monotonic
        self.faults = Faults(seed=seed)
        self.limits: Limits | None = None
        self.strict_polling = False  # Telegram's 3 s wait for a repeated offset
        self.webhook_delays: tuple[float, ...] = RETRY_DELAYS
        self.files = FileStore()
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.accepted: list[Accepted] = []
        self.bell = Bell()  # rung for each of them
        self.refused: Counter[int] = Counter()
        self.closing = False
        self._first_id = int(wall_clock().timestamp()) if first_id is None else first_id
        self._press_ids = count(1)
        self.bot = self.add_bot(token)

    def add_bot(self, token: str, username: str = "taphuan_bot", name: str = "Tập huấn") -> Bot:
        """Another bot; the part of the token before the colon is its id."""
        user = {
            "id": int(token.partition(":")[0]), "is_bot": True, "first_name": name, "username": username,
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
        }  # fmt: skip
        queue = UpdateQueue(self.monotonic, self._first_id)
        bot = Bot(token, user, queue, message_ids=count(self._first_id))
        self.bots[token] = bot
        return bot

    def person(
        self,
        code: str | int,
        *,
        name: str | None = None,
        phone: str | None = None,
        language: str | None = None,
        username: str | None = None,
        opened: bool = True,
    ) -> Person:
        """The person with this account id, made on first mention; what is given afterwards changes the profile.

        opened: has pressed Start some time before, so that the bot may write first.
        """
        number = int(code)
        person = self.people.get(number)
        if person is None:
            person = Person(self, self.bot, number, name or f"Người {number}", opened=opened)
            self.people[number] = person
        elif name:
            person.user["first_name"] = name
        person.describe(phone=phone, language=language, username=username)
        return person

    def group(self, code: str | int, title: str) -> Chat:
        """A group that the bot is in; its id is negative. `person.says(…, chat=group)` writes there."""
        fields = {"id": int(code), "type": "group", "title": title, "all_members_are_administrators": False}
        return self.bot.chats.setdefault(int(code), Chat(fields))

    def now(self) -> int:
        """Unix seconds by the world's clock."""
        return int(self.clock().timestamp())

    def press(self, bot: Bot, chat: Chat, user: int) -> Press:
        """Register a press so that it can be answered."""
        press = Press(f"{bot.id}{next(self._press_ids):09d}", chat, user, self.monotonic())
        bot.presses[press.id] = press
        return press

    def close(self) -> None:
        """Cut every long poll and every page that watches; later polls answer at once."""
        self.closing = True
        for bot in self.bots.values():
            bot.queue.bell.ring()
            for chat in bot.chats.values():
                chat.bell.ring()
