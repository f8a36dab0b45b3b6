"""The local chat: a Bot API server of our own and the page over it, in the same process, when no token is set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.routing import BaseRoute

from bot import localdata
from bot.clock import Clock
from bot.localchat.page import chat_routes
from bot.localchat.server import BotApi
from bot.localchat.standalone import CuttableProtocol, cut
from bot.localchat.world import DEFAULT_TOKEN, World
from bot.rates import Chats
from bot.settings import Settings
from storage import due
from storage.database import Database


class OpenChats(Chats):
    """The local server takes as many messages in a chat as come; Telegram's one a second is not its own."""

    def wait(self, chat: str, now: float, bulk: bool) -> float:
        return 0.0


class Local:
    """Stands where Telegram stands otherwise; the ordinary Telegram module talks to it."""

    token = DEFAULT_TOKEN
    protocol = CuttableProtocol

    def __init__(self, database: Database, clock: Clock) -> None:
        self.clock = clock
        self.world = World(clock=clock.now)
        self._database = database
        self.chats = OpenChats()
        self._api = BotApi(self.world, cut)

    @classmethod
    async def open(cls, database: Database, settings: Settings, clock: Clock, example_data: bool) -> Local:
        """With the example data in an empty database, on the clock that goes with it."""
        if example_data:
            clock = await localdata.prepare(database, settings, clock)
        local = cls(database, clock)
        localdata.move_in(local.world, database)
        return local

    def routes(self) -> list[BaseRoute]:
        """The page."""
        return chat_routes(self.world, lambda: localdata.cards(self._database), self.travel)

    async def travel(self, by: str) -> None:
        """Move the rehearsal clock on: "next" to the next thing due, else so many minutes. Raises ValueError."""
        now = self.clock.now()
        if by != "next":
            self.clock.set(now + timedelta(minutes=min(int(by), 24 * 60)))
            return
        next_due = await self._database.read(lambda db: due.next_due(db, now))
        self.clock.set(max(now, next_due) if next_due else now + timedelta(hours=1))

    def around(self, site: Any) -> Any:
        """The Bot API and our pages behind one port."""

        async def both(scope: Any, receive: Any, send: Any) -> None:
            path = str(scope.get("path", "")).removeprefix("/file")
            inner = self._api if path.startswith("/bot") and path[4:5].isdigit() else site
            await inner(scope, receive, send)

        return both

    async def close(self) -> None:
        await self._api.close()
