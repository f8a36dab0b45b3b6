"""What comes in: written down before it is confirmed, taken once, in order within a chat, answered.

An update is kept in the inbox first. Its handler runs in one unit of work that also writes down the answer; when
the answer is sent the row is done. What a crash leaves behind is taken up again at the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot import metrics
from bot.clock import Clock
from bot.flood import Flood
from bot.platforms.platform import SendFailed
from bot.platforms.telegram import Telegram
from bot.platforms.telegram_in import incoming_of, press_of
from handlers import front
from handlers.request import House
from handlers.talk import Answer, Errand, Incoming, Reply, answer_of_json, answer_to_json
from handlers.wording import front as words
from handlers.wording.language import speaker
from storage import inbox
from storage.database import Database
from storage.inbox import Kept
from training.mailing import Outcome

log = structlog.get_logger()
MAX_OPEN = 500  # updates under way before more are fetched: memory stays bounded
PATIENCE = (0.2, 1.0, 5.0)  # seconds before a handler that failed is tried again
# And before an answer that did not get through is sent again: for an hour, and soon after an outage has ended.
PERSISTENCE = (0.2, 1.0, 5.0, 15.0, 60.0, *(120.0,) * 30)
BREATH = 1.0  # seconds before outcomes that could not be written down are tried again
FINAL = (Outcome.GONE, Outcome.REFUSED)
RunErrand = Callable[[Errand, Incoming], Awaitable[Answer]]


class Intake:
    """One bot's incoming side. `deliver` sends a reply through the platform it names."""

    def __init__(
        self,
        database: Database,
        platform: Telegram,
        clock: Clock,
        house: House,
        deliver: Callable[[Reply, Incoming], Awaitable[None]],
        run_errand: RunErrand,
    ) -> None:
        self._database, self._platform, self._clock, self.house = database, platform, clock, house
        self._deliver, self._run_errand = deliver, run_errand
        self._tails: dict[str, asyncio.Task[None]] = {}
        self._open: set[asyncio.Task[None]] = set()
        self._given: list[int] = []  # answers that are out, and not yet written down as such
        self._noting: asyncio.Task[None] | None = None
        self._room = asyncio.Event()
        self._room.set()
        self._flood = Flood()
        metrics.UNDER_WAY.labels(self._platform.name).set_function(lambda: len(self._open))

    @property
    def name(self) -> str:
        return f"{self._platform.name}:{self._platform.bot.id}"

    async def recover(self) -> None:
        """Take up what the last run left."""
        left = await self._database.read(lambda db: inbox.unfinished(db, self.name))
        if left:
            log.info("taking up updates that a stop left", count=len(left))
        for kept in left:
            self._line_up(kept)

    async def take(self, updates: list[dict[str, Any]]) -> None:
        """Write updates down and begin to serve them; returns when they are safe, not when they are answered."""
        rows = [(update["update_id"], _chat(update), update) for update in updates]
        now = self._clock.now()
        kept = await self._database.write(lambda db: inbox.keep(db, self.name, rows, now))
        metrics.RECEIVED.labels(self._platform.name).inc(len(kept))
        for one in kept:
            self._line_up(one)
        await self._room.wait()

    def _line_up(self, kept: Kept) -> None:
        """Behind the same chat's last update, beside all others."""
        chat = kept.chat or ""
        task = asyncio.create_task(self._serve(kept, self._tails.get(chat)))
        self._tails[chat] = task
        self._open.add(task)
        if len(self._open) >= MAX_OPEN:
            self._room.clear()
        task.add_done_callback(lambda done: self._leave(chat, done))

    def _leave(self, chat: str, task: asyncio.Task[None]) -> None:
        self._open.discard(task)
        if self._tails.get(chat) is task:
            del self._tails[chat]
        if len(self._open) < MAX_OPEN:
            self._room.set()

    async def _serve(self, kept: Kept, before: asyncio.Task[None] | None) -> None:
        began = time.monotonic()
        if before:
            await asyncio.wait([before])
        try:
            outcome = await self._answer(kept)
        except Exception:  # nothing may end the intake
            log.exception("an update could not be served", inbox=kept.id)
            metrics.FAILURES.labels("intake").inc()
            outcome = await self._serve_again(kept)
        metrics.ANSWERED.labels(self._platform.name, outcome).inc()
        metrics.SECONDS.labels(self._platform.name).observe(time.monotonic() - began)

    async def _serve_again(self, kept: Kept) -> str:
        """The database was away, full or locked: once more when it may be back, by what the row says then, since a
        commit may have counted though nobody heard of it. At last the update is left for the next start."""
        for pause in PERSISTENCE:
            await asyncio.sleep(pause)
            try:
                left = await self._database.read(lambda db: inbox.unfinished(db, self.name, kept.id))
                return await self._answer(left[0], again=True) if left else "answered"
            except Exception as error:
                log.warning("an update could still not be served", inbox=kept.id, reason=type(error).__name__)
        return "left"

    async def _answer(self, kept: Kept, *, again: bool = False) -> str:
        """What came of it, for the metrics."""
        try:
            incoming, press = incoming_of(kept.payload), press_of(kept.payload)
        except Exception:  # no update as the platform documents them: reading it again would not help
            return await self._set_aside(kept)
        if incoming is None:
            await self._database.write(lambda db: inbox.decided(db, kept.id, None))
            return "ignored"
        if kept.answer is None and not again and not self._flood.lets_in(incoming.sender):
            return await self._too_fast(kept, incoming, press)
        answer = answer_of_json(kept.answer) if kept.answer else await self._decide(kept, incoming)
        if press:
            await self._stop_waiting(press, answer.toast)
        await self._send_all(answer, incoming)
        await self._run_errands(answer, incoming)
        if answer.replies or answer.errands:
            self._is_given(kept.id)
        return "answered" if answer.replies else "silent"

    def _is_given(self, inbox_id: int) -> None:
        """To be written down at once, together with what else gets out while the last were being written."""
        self._given.append(inbox_id)
        if self._noting is None:
            self._noting = asyncio.create_task(self._note_given())

    async def _note_given(self) -> None:
        """Until it succeeds: what is not written down is given again after the next start, be that in a month."""
        while given := self._given:
            self._given = []
            try:
                await self._database.write(partial(inbox.answered, inbox_ids=given))
            except Exception:
                log.exception("answers that are out could not be written down")
                metrics.FAILURES.labels("intake").inc()
                self._given[:0] = given
                await asyncio.sleep(BREATH)
        self._noting = None

    async def _set_aside(self, kept: Kept) -> str:
        reference = secrets.token_hex(3).upper()
        log.exception("an update could not be read", reference=reference, inbox=kept.id)
        metrics.FAILURES.labels("reading").inc()
        await self._database.write(lambda db: inbox.failed(db, kept.id, reference, limit=1))
        return "aside"

    async def _too_fast(self, kept: Kept, incoming: Incoming, press: str | None) -> str:
        """Not handled; said once per flood, but every button stops waiting."""
        await self._database.write(lambda db: inbox.decided(db, kept.id, None))
        t = speaker(incoming.language)
        if press:
            await self._stop_waiting(press, words.slow_down(t).replies[0].text)
        elif self._flood.should_say(incoming.sender):
            await self._send_all(words.slow_down(t), incoming)
        return "flood"

    async def _stop_waiting(self, press: str, toast: str | None) -> None:
        """A convenience: what a press brought about does not depend on it."""
        with contextlib.suppress(SendFailed):
            await self._platform.answer_press(press, toast)

    async def _decide(self, kept: Kept, incoming: Incoming) -> Answer:
        """The handler, in one unit of work with the written answer; three tries, then it is set aside."""
        for pause in PATIENCE:
            try:
                return await self._database.write(lambda db: self._handle(db, kept, incoming))
            except OperationalError:  # the database's trouble, and no mistake in handling this
                raise
            except Exception:
                reference = secrets.token_hex(3).upper()
                log.exception("a handler failed", reference=reference, inbox=kept.id)
                metrics.FAILURES.labels("handler").inc()
                if await self._database.write(partial(inbox.failed, inbox_id=kept.id, reference=reference)):
                    break
                await asyncio.sleep(pause)
        return words.broken(speaker(incoming.language), reference) + self._alarm(reference)

    def _handle(self, db: Connection, kept: Kept, incoming: Incoming) -> Answer:
        answer = front.handle(db, incoming, self._clock.now(), self.house)
        open_still = bool(answer.replies or answer.errands)
        inbox.decided(db, kept.id, answer_to_json(answer) if open_still else None)
        return answer

    def _alarm(self, reference: str) -> Answer:
        t = speaker(None)
        text = words.alarm(t, reference)
        return Answer(tuple(Reply(text, to=admin) for admin in self.house.admins))

    async def _send_all(self, answer: Answer, incoming: Incoming) -> None:
        for reply in answer.replies:
            await self._send(reply, incoming)

    async def _send(self, reply: Reply, incoming: Incoming) -> None:
        """An answer may arrive twice, but not never: tried again unless the platform's no is final."""
        for pause in (*PERSISTENCE, None):
            try:
                await self._deliver(reply, incoming)
                return
            except SendFailed as failed:
                if pause is None or failed.outcome in FINAL:
                    log.warning("an answer could not be sent", outcome=failed.outcome, reason=failed.reason)
                    metrics.UNSENT.labels(failed.outcome).inc()
                    return
                await asyncio.sleep(max(pause, failed.pause.total_seconds() if failed.pause else 0.0))
            except Exception:  # a message we made wrong: the others of the answer still go out
                log.exception("an answer could not be made")
                metrics.FAILURES.labels("sending").inc()
                return

    async def _run_errands(self, answer: Answer, incoming: Incoming) -> None:
        for errand in answer.errands:
            try:
                found = await self._run_errand(errand, incoming)
            except Exception:
                reference = secrets.token_hex(3).upper()
                log.exception("an errand failed", reference=reference, errand=errand.name)
                metrics.FAILURES.labels("errand").inc()
                found = words.broken(speaker(incoming.language), reference)
            await self._send_all(found, incoming)

    async def idle(self) -> None:
        """Until everything taken has been answered."""
        while under_way := self._open | ({self._noting} if self._noting else set()):
            await asyncio.wait(under_way)


def _chat(update: dict[str, Any]) -> str | None:
    """The chat an update belongs to, for keeping its order; presses count with their message's chat."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if found := _chat_id(update.get(kind)):
            return found
    query = update.get("callback_query")
    if not isinstance(query, dict):
        return None
    return _chat_id(query.get("message")) or _id(query.get("from"))


def _chat_id(message: Any) -> str | None:
    return _id(message.get("chat")) if isinstance(message, dict) else None


def _id(thing: Any) -> str | None:
    return str(thing["id"]) if isinstance(thing, dict) and "id" in thing else None
