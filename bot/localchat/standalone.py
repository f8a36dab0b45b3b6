"""The server by itself on a loopback port: for tests, benchmarks and programs that want it next door."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.localchat.server import BotApi, Scope
from bot.localchat.world import World

LEAVE_TIME = 1.0  # seconds that answers under way have when serving ends

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
    config = _config(app or api)
    state = ServerState()
    protocol = functools.partial(CuttableProtocol, config=config, server_state=state, app_state={})
    # Straight on the loop: uvicorn's own Server ticks ten times a second and takes a tick to stop, in every test.
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        await api.close()
        await _finish(state)


async def _finish(state: ServerState) -> None:
    """Let answers under way go out, then close what is left."""
    if state.tasks:
        await asyncio.wait(state.tasks, timeout=LEAVE_TIME)
    for task in list(state.tasks):
        task.cancel()
    for connection in list(state.connections):
        connection.shutdown()
    await asyncio.sleep(0)


def _config(app: Any) -> uvicorn.Config:
    config = uvicorn.Config(
        app, ws="none", lifespan="off", log_level="warning", log_config=None, access_log=False,
        timeout_keep_alive=60, server_header=False, date_header=False,
    )  # fmt: skip
    config.load()
    return config
