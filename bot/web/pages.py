"""The routes: health, metrics, calendar feeds, webhooks; and the local chat when there is no token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.intake import Intake
from bot.web.rendering import body_of
from handlers import feeds
from storage.database import Database

log = structlog.get_logger()
MAX_HOOK = 1_000_000  # bytes of one update
MAX_ID = 2**53  # Telegram promises that its numbers fit a double


def pages(database: Database, clock: Clock, more: list[BaseRoute], healthy: Callable[[], dict[str, Any]]) -> Starlette:
    """The application with the routes that are always there, and `more`."""

    async def health(_request: Request) -> Response:
        state = healthy()
        return JSONResponse(state, 200 if state["ok"] else 503)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    async def calendar(request: Request) -> Response:
        token = request.path_params["token"]
        content = await database.read(lambda db: feeds.calendar_of_token(db, token, clock.now()))
        if content is None:
            return PlainTextResponse("404", 404)
        return Response(content, media_type="text/calendar; charset=utf-8", headers={"cache-control": "private"})

    routes = [
        Route("/health", health),
        Route("/metrics", metrics),
        Route("/calendar/{token:str}.ics", calendar),
    ]
    return Starlette(routes=[*routes, *more])


def telegram_hook(intake: Callable[[], Intake], secret: str) -> Route:
    """POST /hooks/telegram: answers 200 once the update is written down."""

    async def hook(request: Request) -> Response:
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("", 403)
        body = await body_of(request, MAX_HOOK)
        update = _update(body) if body is not None else None
        if update is None:
            return PlainTextResponse("", 400)
        try:
            await intake().take([update])
        except Exception:  # not written down: the platform shall send it again
            log.exception("an update could not be kept")
            return PlainTextResponse("", 503)
        return PlainTextResponse("")

    return Route("/hooks/telegram", hook, methods=["POST"])


def _update(body: bytes) -> dict[str, Any] | None:
    """An object with an id that a database holds; what is in it is read later, when it is safe."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if type(number) is int and 0 <= number < MAX_ID else None
