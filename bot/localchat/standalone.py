"""The server by itself on a loopback port: for tests, benchmarks and programs that want it next door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.localchat.server import BotApi, Scope
from bot.localchat.world import World
from bot.web.serving import listening

_transports: dict[tuple[str, int], asyncio.Transport] = {}


class CuttableProtocol(H11Protocol):
    """Remembers which connection a request came over: a fault has to cut it, and ASGI itself cannot."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.client:
            _transports[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.client:
            _transports.pop(self.client, None)


def cut(scope: Scope) -> None:
    """Close the connection that a request came over, at once and without a word."""
    transport = _transports.get(tuple(scope["client"]))
    if transport:
        transport.abort()


@contextlib.asynccontextmanager
async def serving(world: World, port: int = 0, app: Any = None) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 in this event loop; gives the root address, like "http://127.0.0.1:40001".

    app: an ASGI application to serve instead, with a BotApi in it.
    """
    api = BotApi(world, cut)
    async with listening(app or api, "127.0.0.1", port, CuttableProtocol) as root:
        try:
            yield root
        finally:
            await api.close()
