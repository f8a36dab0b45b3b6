"""The Bot API over HTTP: `/bot{token}/{method}` and `/file/bot{token}/{path}`, as one bare ASGI function.

Bare, since benchmarks compare bots on this server: routing and middleware would cost more than the calls.
"""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from bot.localchat import editing, profile, sending, updates
from bot.localchat.calls import Call, Json, Method
from bot.localchat.errors import (
    ENTITY_TOO_LARGE,
    NOT_FOUND,
    UNAUTHORIZED,
    BotApiError,
    ConnectionCut,
    too_many_requests,
)
from bot.localchat.faults import NOT_DONE, Fault, is_sending
from bot.localchat.parameters import Parameters, read_parameters
from bot.localchat.world import Accepted, Bot, World

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

METHODS: dict[str, Method] = {**sending.METHODS, **editing.METHODS, **profile.METHODS, **updates.METHODS}
LIMITED = frozenset(name for name in METHODS if is_sending(name))
MAX_BODY = 60_000_000
_UNREADABLE = b"<html><body>upstream connect error</body></html>"


class BotApi:
    """An ASGI application over a world; mount it at the root of another one, or serve it alone.

    cut: closes the connection of a request without an answer. Without it, an answer is begun and broken off.
    """

    def __init__(self, world: World, cut: Callable[[Scope], None] | None = None) -> None:
        self.world = world
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            status, body, kind = await self._answer(scope, receive)
        except ConnectionCut:
            await self._break(scope, receive, send)
            return
        await _respond(send, status, body, kind)

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, bytes, bytes]:
        path: str = scope["path"].removeprefix(scope.get("root_path", ""))
        try:
            if path.startswith("/file/bot"):
                return 200, self._file(path), b"application/octet-stream"
            bot, name = self._address(path)
            given = read_parameters(scope["query_string"], _content_type(scope), await _body(receive))
            return 200, await self.call(bot, name, given), b"application/json"
        except BotApiError as error:
            if error.code != 404:
                self.world.refused[error.code] += 1
            return error.code, json.dumps(error.body()).encode(), b"application/json"

    def _address(self, path: str) -> tuple[Bot, str]:
        token, _, name = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not token.partition(":")[0].isdigit():
            raise NOT_FOUND
        bot = self.world.bots.get(token)
        if bot is None:
            raise UNAUTHORIZED
        return bot, name.lower()

    def _file(self, path: str) -> bytes:
        token, _, file_path = path.removeprefix("/file/bot").partition("/")
        file = self.world.files.by_path(file_path)
        if token not in self.world.bots or file is None:
            raise NOT_FOUND
        return file.data

    async def call(self, bot: Bot, name: str, given: Parameters) -> bytes:
        """The answer's JSON to one call; name in lower case. Raises BotApiError, or ConnectionCut for a fault."""
        method = METHODS.get(name)
        if method is None:
            raise BotApiError(404, "Not Found: method not found")
        faults = self.world.faults
        if faults.is_quiet:
            return await self._perform(method, bot, name, given)
        if faults.delay and faults.concerns(name):
            await asyncio.sleep(faults.seconds_of_delay())
        fault = faults.next(name)
        if fault in NOT_DONE:
            raise self._mishap(fault)
        done = await self._perform(method, bot, name, given)
        return await self._spoil(fault, done)

    async def _perform(self, method: Method, bot: Bot, name: str, given: Parameters) -> bytes:
        if name in LIMITED and self.world.limits:
            self._check_limits(bot, given)
        result = method(Call(self.world, bot, given))
        if inspect.isawaitable(result):
            result = await result
        if name in LIMITED:
            self._record(name, given, result)
        content = result if isinstance(result, Json) else json.dumps(result, separators=(",", ":")).encode()
        return b'{"ok":true,"result":' + content + b"}"

    def _check_limits(self, bot: Bot, given: Parameters) -> None:
        chat_id = _number(given)
        assert self.world.limits
        now = self.world.monotonic()
        seconds = self.world.limits.refusal(bot.id, chat_id, is_group=chat_id < 0, now=now)
        if seconds is not None:
            raise too_many_requests(seconds)

    def _record(self, name: str, given: Parameters, result: Any) -> None:
        number = result.get("message_id", 0) if isinstance(result, dict) else 0
        self.world.accepted.append(Accepted(self.world.monotonic(), name, _number(given), number))
        self.world.bell.ring()

    def _mishap(self, fault: Fault | None) -> Exception:
        if fault is Fault.FLOOD:
            return too_many_requests(self.world.faults.retry_after)
        return ConnectionCut() if fault is Fault.CUT_BEFORE else BotApiError(502, "Bad Gateway")

    async def _spoil(self, fault: Fault | None, done: bytes) -> bytes:
        if fault is Fault.CUT_AFTER:
            raise ConnectionCut
        if fault is Fault.SERVER_ERROR_AFTER:
            raise BotApiError(502, "Bad Gateway")
        if fault is Fault.HANG:
            await asyncio.sleep(self.world.faults.hang_seconds)
            raise ConnectionCut
        return _UNREADABLE if fault is Fault.UNREADABLE else done

    async def _break(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._cut:
            self._cut(scope)
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await send(_head(200, 1_000, b"application/json"))

    async def close(self) -> None:
        """Cut long polls and stop webhooks."""
        self.world.close()
        for bot in self.world.bots.values():
            if bot.webhook:
                await bot.webhook.stop()


def _number(given: Parameters) -> int:
    value = given.text("chat_id")
    return int(value) if value.lstrip("-").isdigit() else 0


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return str(value, "latin-1")
    return ""


async def _body(receive: Receive) -> bytes:
    message = await receive()
    if not message.get("more_body"):
        return bytes(message.get("body", b""))
    chunks, size = [message["body"]], len(message["body"])
    while message.get("more_body"):
        message = await receive()
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > MAX_BODY:
            raise ENTITY_TOO_LARGE
    return b"".join(chunks)


def _head(status: int, length: int, kind: bytes) -> dict[str, Any]:
    headers = [(b"content-type", kind), (b"content-length", str(length).encode())]
    return {"type": "http.response.start", "status": status, "headers": headers}


async def _respond(send: Send, status: int, body: bytes, kind: bytes) -> None:
    await send(_head(status, len(body), kind))
    await send({"type": "http.response.body", "body": body})
