"""A listening socket for an ASGI application in this event loop."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from typing import Any

import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol
from uvicorn.server import ServerState

LEAVE_TIME = 1.0  # seconds that answers under way have when serving ends


class PortTaken(Exception):
    """Somebody listens there already. Carries host and port."""


@contextlib.asynccontextmanager
async def listening(app: Any, host: str, port: int, protocol: Any = None) -> AsyncIterator[str]:
    """Serve until the block ends; gives the root address. Raises PortTaken.

    Straight on the loop: uvicorn's own Server ticks ten times a second and takes a tick to stop.
    """
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=60,
        server_header=False,
        h11_max_incomplete_event_size=64 * 1024,
    )
    config.load()
    state = ServerState()
    kind: Any = protocol or AutoHTTPProtocol
    factory = functools.partial(kind, config=config, server_state=state, app_state={})
    try:
        server = await asyncio.get_running_loop().create_server(factory, host, port)
    except OSError as error:
        raise PortTaken(f"{host}:{port}") from error
    try:
        yield f"http://{'[' + host + ']' if ':' in host else host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
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
