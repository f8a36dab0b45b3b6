"""The projector board: a page at a secret link, kept up to date by server-sent events.

One ticker serves all open boards. It reads the database when something came in (`stir`), at most twice a second, and
every POLL seconds as a net; what is to be shown is made once per session and language and sent to every page of it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

import segno
import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.clock import Clock
from bot.web.rendering import HEADERS, body_of, from_own_page, page
from handlers import board
from handlers.board import Standing
from handlers.request import House
from handlers.wording import board as words
from handlers.wording.language import speaker
from storage import boards
from storage.boards import BoardLink
from storage.database import Database
from storage.sessions import SessionFacts
from training.plan import ZONE

log = structlog.get_logger()
BREATH = 0.5  # real seconds between two reads of the database, however much comes in
POLL = 5.0  # real seconds after which it is read in any case; also how often a quiet page hears that all is well
LOOK = 1.0  # real seconds after which the ticker looks whether an hour has come
MOST_UNREAD = 50  # messages waiting for one page; a page that does not take them is let go
LONGEST_SWITCH = 1_000  # bytes
QUIET_ZONE = 4  # modules around a QR code, as the standard asks


@dataclass(eq=False)
class _Page:
    """One open page. None in `news` ends it."""

    link: BoardLink
    news: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)

    def tell(self, message: bytes | None) -> None:
        if self.news.qsize() > MOST_UNREAD:
            message = None
        self.news.put_nowait(message)


@dataclass
class _Show:
    """What all pages of one session in one language see."""

    standing: Standing
    language: str
    pages: set[_Page] = field(default_factory=set)
    shown_for: object = None
    counts: bytes = b""

    def tell(self, message: bytes) -> None:
        for one in tuple(self.pages):
            one.tell(message)


class Boards:
    """All open boards of this program."""

    def __init__(self, database: Database, clock: Clock, house: Callable[[], House]) -> None:
        self._database, self._clock, self._house = database, clock, house
        self._shows: dict[tuple[int, str], _Show] = {}
        self._stirred = asyncio.Event()
        self._read_at = self._beat_at = 0.0
        self._ticker: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        """`/board/SECRET` with its events and switches."""
        return [
            Route("/board/{secret:str}", self.show),
            Route("/board/{secret:str}/events", self.events),
            Route("/board/{secret:str}/switch", self.switch, methods=["POST"]),
        ]

    def stir(self) -> None:
        """Something came in that boards may have to show. Cheap, and harmless from anywhere in the event loop."""
        self._stirred.set()

    async def close(self) -> None:
        """Let all pages go; they will see that the connection is lost."""
        for show in self._shows.values():
            for one in show.pages:
                one.tell(None)
        if self._ticker:
            self._ticker.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._ticker

    # --- requests ---

    async def show(self, request: Request) -> Response:
        found = await self._behind(request)
        if found is None:
            return PlainTextResponse("404", 404, headers=HEADERS)
        link, facts = found
        t = speaker(link.language)
        texts = words.page(t, facts.view)
        spoken = json.dumps(texts, ensure_ascii=False)
        return page("board.html", texts=texts, spoken=spoken, language=t.language, rules=facts.rules)

    async def events(self, request: Request) -> Response:
        found = await self._behind(request)
        if found is None:  # 204 tells a browser not to try again
            return Response(status_code=204, headers=HEADERS)
        opened = _Page(found[0])
        return _Stream(self, opened, await self._join(opened))

    async def switch(self, request: Request) -> Response:
        """{"name": "names", "on": true}"""
        found = await self._behind(request)
        if found is None or not from_own_page(request):
            return PlainTextResponse("404", 404, headers=HEADERS)
        try:
            given = json.loads(await body_of(request, LONGEST_SWITCH) or b"")
            name, on = str(given["name"]), bool(given["on"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return Response(status_code=400)
        link, now = found[0], self._clock.now()
        done = await self._database.write(lambda db: board.switch(db, link, name, on, now))
        return Response(status_code=204 if done else 400, headers=HEADERS)

    async def _behind(self, request: Request) -> tuple[BoardLink, SessionFacts] | None:
        secret, now = request.path_params["secret"], self._clock.now()
        return await self._database.read(lambda db: board.opened(db, secret, now))

    # --- pages come and go ---

    async def _join(self, opened: _Page) -> _Show:
        key = (opened.link.session_id, opened.link.language)
        show = self._shows.get(key)
        if show is None:
            number = opened.link.session_id
            found = await self._database.read(lambda db: board.standings(db, [], [number]))
            show = self._shows.setdefault(key, _Show(found[number], opened.link.language))
        self._refresh(show)
        show.pages.add(opened)
        now = self._clock.now()
        opened.tell(_event("code", self._code(show, board.phase(show.standing, now), now)))
        opened.tell(show.counts)
        if self._ticker is None or self._ticker.done():
            self._ticker = asyncio.create_task(self._tick(), name="boards")
        return show

    def leave(self, show: _Show, left: _Page) -> None:
        show.pages.discard(left)
        key = (left.link.session_id, left.link.language)
        if not show.pages and self._shows.get(key) is show:
            del self._shows[key]

    # --- the ticker ---

    async def _tick(self) -> None:
        """For as long as a board is open."""
        while self._shows:
            try:
                await self._look()
            except Exception:  # a database away for a moment must not end all boards
                log.exception("boards could not be read")
                await asyncio.sleep(BREATH)
            await self._wait()

    async def _look(self) -> None:
        due = time.monotonic() - self._read_at
        if due >= POLL or (self._stirred.is_set() and due >= BREATH):
            self._stirred.clear()
            self._read_at = time.monotonic()
            await self._read()
        beats = time.monotonic() - self._beat_at >= POLL
        if beats:
            self._beat_at = time.monotonic()
        for show in tuple(self._shows.values()):
            self._refresh(show)
            if beats:
                show.tell(_event("beat", self._time()))
            await asyncio.sleep(0)  # codes of many sessions change at once; answers go in between

    async def _read(self) -> None:
        """How the sessions stand now, and which links still lead to them."""
        now, shows = self._clock.now(), tuple(self._shows.values())
        known = [show.standing for show in shows]
        sessions = {show.standing.facts.view.id for show in shows}
        links = {one.link.id for show in shows for one in show.pages}
        found, living = await self._database.read(
            lambda db: (board.standings(db, known, sessions), boards.living_links(db, links, now))
        )
        for show in shows:
            show.standing = found.get(show.standing.facts.view.id, show.standing)
            for one in tuple(show.pages):
                if one.link.id not in living:
                    one.tell(_event("gone", {}))
                    one.tell(None)

    async def _wait(self) -> None:
        """Until the next code, the next look, or news, but never less than a breath after the last read."""
        now = self._clock.now()
        steps = (board.shown_until(show.standing.facts, now) for show in self._shows.values())
        ahead = min((self._clock.real_seconds_until(one) for one in steps), default=LOOK)
        pause = min(LOOK, max(ahead, 0.02))
        if self._stirred.is_set():
            await asyncio.sleep(min(pause, max(0.02, BREATH - (time.monotonic() - self._read_at))))
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stirred.wait(), pause)

    # --- what is shown ---

    def _refresh(self, show: _Show) -> None:
        """Make and send what changed."""
        now, facts = self._clock.now(), show.standing.facts
        phase = board.phase(show.standing, now)
        shown_for = (phase, board.step(facts, now), facts.rules, facts.version)
        if shown_for != show.shown_for:
            show.shown_for = shown_for
            show.tell(_event("code", self._code(show, phase, now)))
        counts = _event("counts", _counts(show.standing))
        if counts != show.counts:
            show.counts = counts
            show.tell(counts)

    def _code(self, show: _Show, phase: str, now: datetime) -> dict[str, Any]:
        facts, t = show.standing.facts, speaker(show.language)
        rules = {"names": facts.rules.names, "direct": facts.rules.direct, "challenge": facts.rules.challenge}
        common = {"phase": phase, **self._time(), **rules, "opens": words.opens(t, show.standing.window)}
        if phase != "open":
            return common
        shown = board.shown(facts, self._house(), now)
        left = self._clock.real_seconds_until(shown.until)
        step = facts.rules.step_seconds / self._clock.speed if self._clock.speed else None
        return {
            **common,
            "qr": qr(shown.target) if shown.target else None,
            "code": shown.code,
            "number": shown.number,
            "left": left if step else None,
            "step": step,
        }

    def _time(self) -> dict[str, Any]:
        now = self._clock.now().astimezone(ZONE)
        seconds = now.hour * 3600 + now.minute * 60 + now.second + now.microsecond / 1e6
        return {"clock": round(seconds, 2), "speed": self._clock.speed}


def _counts(standing: Standing) -> dict[str, Any]:
    found = standing.arrivals
    return {"present": found.present, "late": found.late, "expected": found.expected, "names": found.names}


def _event(name: str, content: dict[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


@lru_cache(256)
def qr(text: str) -> dict[str, Any]:
    """A QR code as the path of an SVG whose viewBox is "0 0 size size"; runs of modules are strokes of width 1."""
    rows = segno.make(text, error="m", micro=False).matrix
    path = "".join(
        f"M{start + QUIET_ZONE} {y + QUIET_ZONE}.5h{length}"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return {"size": len(rows) + 2 * QUIET_ZONE, "path": path}


def _runs(row: Any) -> list[tuple[int, int]]:
    """(start, length) of the dark modules."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((x, 1))
    return found


class _Stream(StreamingResponse):
    """The events of one page, for as long as it stays open."""

    def __init__(self, house: Boards, opened: _Page, show: _Show) -> None:
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        super().__init__(self._messages(), media_type="text/event-stream", headers=headers)
        self._boards, self._page, self._show = house, opened, show

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._boards.leave(self._show, self._page)

    async def _messages(self) -> AsyncIterator[bytes]:
        yield b"retry: 2000\n\n"
        while (message := await self._page.news.get()) is not None:
            yield message
