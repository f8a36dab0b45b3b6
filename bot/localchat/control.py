"""A handle on a world that runs in another process: benchmarks act and count through it.

`POST /world/people`, `/world/says`, `/world/presses`, `/world/rush`, `/world/faults`, `/world/limits`;
`GET /world/counts`, `/world/accepted`. JSON in, JSON out.
"""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.localchat.faults import Bucket, Fault, Limits, Window
from bot.localchat.rush import rush
from bot.localchat.server import BotApi, Receive, Scope, Send
from bot.localchat.standalone import cut
from bot.localchat.world import World


class Controlled:
    """An ASGI application: the Bot API as ever, `/world/…` for who runs the benchmark."""

    def __init__(self, world: World) -> None:
        self._api = BotApi(world, cut)
        self._control = _Control(world).application()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        application = self._control if scope.get("path", "").startswith("/world/") else self._api
        await application(scope, receive, send)


class _Control:
    def __init__(self, world: World) -> None:
        self.world = world

    def application(self) -> Starlette:
        posts = (self.people, self.says, self.presses, self.rush, self.faults, self.limits)
        gets = (self.counts, self.accepted)
        routes = [Route(f"/world/{each.__name__}", each, methods=["POST"]) for each in posts]
        routes += [Route(f"/world/{each.__name__}", each) for each in gets]
        return Starlette(routes=routes)

    async def people(self, request: Request) -> JSONResponse:
        """{"first": 1001, "count": 500}: people with phones +84900 000 000 and up."""
        given = await request.json()
        for index in range(given["count"]):
            number = given["first"] + index
            self.world.person(number, phone=f"+84{900_000_000 + index}", language="vi")
        return JSONResponse(len(self.world.people))

    async def says(self, request: Request) -> JSONResponse:
        """{"person": 1001, "text": "lịch"}"""
        given = await request.json()
        return JSONResponse(self.world.person(given["person"]).says(given["text"]).id)

    async def presses(self, request: Request) -> JSONResponse:
        """{"person": 1001, "what": label or data}"""
        given = await request.json()
        self.world.person(given["person"]).presses(given["what"])
        return JSONResponse(True)

    async def rush(self, request: Request) -> JSONResponse:
        """{"messages": 2000, "text": "…", "rate": 0, "within": 60}: by everybody there is; see rush.py."""
        given = await request.json()
        people = list(self.world.people.values())
        outcome = await rush(
            self.world, people, given["messages"], given["text"],
            rate=given.get("rate", 0), within=given.get("within", 60),
        )  # fmt: skip
        return JSONResponse(outcome.as_json())

    async def faults(self, request: Request) -> JSONResponse:
        """{"shares": {"cut_after": 0.02}, "delay": 0.01 or [0.01, 0.05]}; {} for none."""
        given = await request.json()
        self.world.faults.clear()
        shares = given.get("shares", {}).items()
        self.world.faults.shares.update({Fault(name): share for name, share in shares})
        delay: Any = given.get("delay", 0.0)
        self.world.faults.delay = tuple(delay) if isinstance(delay, list) else delay
        return JSONResponse(True)

    async def limits(self, request: Request) -> JSONResponse:
        """null for none, else {"overall": [30, 1], "chat": [1, 1], "group": null, "meter": "window",
        "retry_after": null}"""
        given = await request.json()
        self.world.limits = None
        if given is not None:
            each = {name: tuple(given[name]) if given.get(name) else None for name in ("overall", "chat", "group")}
            meter = Window if given.get("meter") == "window" else Bucket
            self.world.limits = Limits(**each, meter=meter, retry_after=given.get("retry_after"))
        return JSONResponse(True)

    async def counts(self, _request: Request) -> JSONResponse:
        world = self.world
        waiting = sum(len(bot.queue) for bot in world.bots.values())
        return JSONResponse({
            "accepted": len(world.accepted), "refused": {str(k): v for k, v in world.refused.items()},
            "happened": world.faults.happened, "waiting": waiting, "people": len(world.people),
        })  # fmt: skip

    async def accepted(self, request: Request) -> JSONResponse:
        """Rows [at, method, chat_id, message_id] from index `since` on."""
        since = int(request.query_params.get("since", 0))
        return JSONResponse([list(row) for row in self.world.accepted[since:]])
