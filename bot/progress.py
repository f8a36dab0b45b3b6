"""Live progress of mailings: one message each, edited every few seconds, with a last word at the end."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import structlog
from sqlalchemy import Connection

from bot.clock import Clock
from bot.platforms.platform import Platform, SendFailed
from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import speaker
from handlers.wording.mailing_desk import title
from storage import mailings, outcomes
from storage.database import Database
from storage.mailings import MailingRow
from training.mailing import Counts, MailingState, Outcome

log = structlog.get_logger(__name__)

FINAL = frozenset({Outcome.GONE, Outcome.REFUSED})
LIVE = (MailingState.RUNNING, MailingState.PAUSED)
FIRST_SECONDS = 1.0  # before that a rate says nothing
STILL = 3  # looks at the same number: it waits for something
LOOKS = 6  # over which a rate is taken
LONGEST_REST = 60.0  # seconds before another try while the platform does not take an edit
LATELY = timedelta(hours=1)  # what ended longer ago needs no last word any more


@dataclass(slots=True)
class _Shown:
    """What a watcher sees. seen: the last looks, as (monotonic seconds, how many had ended). rest: seconds that a
    platform that failed is left alone, until the moment `again`."""

    text: str = ""
    rest: float = 0.0
    again: float = float("-inf")
    seen: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=LOOKS))

    def rate(self, now: float, ended: int) -> float:
        """Messages a second, over the last looks; 0 while that says nothing, or nothing goes at all."""
        self.seen.append((now, ended))
        since, before = self.seen[0]
        if len(self.seen) >= STILL and self.seen[-STILL][1] == ended:
            return 0.0
        return (ended - before) / (now - since) if now - since >= FIRST_SECONDS else 0.0

    def failed(self, now: float, every: float) -> None:
        """Not seen: again, twice as late each time."""
        self.text, self.rest = "", min(max(2 * self.rest, every), LONGEST_REST)
        self.again = now + self.rest


class Progress:
    """Edits the message of each mailing that somebody watches, at most once in `every` seconds."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], clock: Clock, every: float = 2.0) -> None:
        self._database, self._platforms, self._clock, self._every = database, platforms, clock, every
        self._shown: dict[int, _Shown] = {}
        self._ended: set[int] = set()

    def ended(self, mailing_ids: Iterable[int]) -> None:
        """These are done: their last word is due."""
        self._ended.update(mailing_ids)

    async def run(self) -> None:
        """Until cancelled. What ended while nobody could say so comes first."""
        since = self._clock.now() - LATELY
        with contextlib.suppress(Exception):
            self._ended.update(await self._database.read(lambda db: mailings.ended_untold(db, since)))
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("progress cannot be shown")
            await asyncio.sleep(self._every)

    async def _look(self) -> None:
        asked, self._ended, now = self._ended, set(), _now()
        for one, counts in await self._database.read(lambda db: _standings(db, asked | set(self._shown))):
            if self._shown.setdefault(one.id, _Shown()).again > now:
                continue
            if one.state in LIVE:
                await self._show_live(one, counts)
            else:
                await self._show_end(one, counts)

    async def _show_live(self, one: MailingRow, counts: Counts) -> None:
        shown = self._shown[one.id]
        if one.state is MailingState.PAUSED:
            shown.seen.clear()
        rate = shown.rate(_now(), counts.ended)
        t = speaker((one.watcher or {}).get("language"))
        await self._edit(one, words.progress(t, one.id, counts, one.state, rate, title(t, one)), shown)

    async def _show_end(self, one: MailingRow, counts: Counts) -> None:
        shown, t = self._shown[one.id], speaker((one.watcher or {}).get("language"))
        seen = await self._edit(one, words.summary(t, one.id, counts, one.state, title(t, one)), shown)
        if seen is None:
            return
        if seen:
            await self._database.write(lambda db: mailings.told_watcher(db, one.id))
        self._shown.pop(one.id, None)

    async def _edit(self, one: MailingRow, reply: Reply, shown: _Shown) -> bool | None:
        """Whether the watcher sees it now; None when it is worth another try."""
        watcher = one.watcher or {}
        platform = self._platforms.get(watcher.get("platform", ""))
        if platform is None or reply.text == shown.text:
            return platform is not None
        shown.text = reply.text
        try:
            await platform.send(watcher["address"], replace(reply, edit=watcher["message"]))
        except SendFailed as failure:
            log.info("progress not shown", mailing=one.id, reason=failure.reason)
            if failure.outcome in FINAL:
                return False
            shown.failed(_now(), self._every)
            return None
        shown.rest = 0.0
        return True


def _now() -> float:
    return asyncio.get_running_loop().time()


def _standings(db: Connection, ended: Iterable[int]) -> list[tuple[MailingRow, Counts]]:
    """Mailings that are watched and under way, and those of `ended` that are watched, with their counts."""
    live = {one.id: one for one in mailings.watched(db)}
    others = (mailings.mailing_by_id(db, mailing_id) for mailing_id in ended if mailing_id not in live)
    found = [*live.values(), *(one for one in others if one and one.watcher)]
    return [(one, outcomes.counts(db, one.id)) for one in found]
