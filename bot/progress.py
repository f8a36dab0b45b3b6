"""Live progress of mailings: one message each, edited every few seconds, with a last word at the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Connection

from bot.platforms.platform import Platform, SendFailed
from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import speaker
from storage import mailings, outcomes
from storage.database import Database
from storage.mailings import MailingRow
from training.mailing import Counts, MailingState

log = structlog.get_logger(__name__)

LIVE = (MailingState.RUNNING, MailingState.PAUSED)
FIRST_SECONDS = 1.0  # before that a rate says nothing


@dataclass(slots=True)
class _Shown:
    """What a watcher sees. since: monotonic seconds when it was first shown, with so many ended then."""

    text: str
    since: float
    ended: int


class Progress:
    """Edits the message of each mailing that somebody watches, at most once in `every` seconds."""

    def __init__(self, database: Database, platforms: Mapping[str, Platform], every: float = 2.0) -> None:
        self._database, self._platforms, self._every = database, platforms, every
        self._shown: dict[int, _Shown] = {}
        self._ended: set[int] = set()

    def ended(self, mailing_ids: Iterable[int]) -> None:
        """These are done: their last word is due."""
        self._ended.update(mailing_ids)

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._look()
            except Exception:
                log.exception("progress cannot be shown")
            await asyncio.sleep(self._every)

    async def _look(self) -> None:
        asked, self._ended = self._ended, set()
        for one, counts in await self._database.read(lambda db: _standings(db, asked | set(self._shown))):
            if one.state in LIVE:
                await self._show_live(one, counts)
            else:
                await self._show_end(one, counts)

    async def _show_live(self, one: MailingRow, counts: Counts) -> None:
        now = time.monotonic()
        shown = self._shown.setdefault(one.id, _Shown("", now, counts.ended))
        gone = now - shown.since
        rate = (counts.ended - shown.ended) / gone if gone >= FIRST_SECONDS else 0.0
        t = speaker((one.watcher or {}).get("language"))
        await self._edit(one, words.progress(t, one.id, counts, one.state, rate), shown)

    async def _show_end(self, one: MailingRow, counts: Counts) -> None:
        shown = self._shown.pop(one.id, None) or _Shown("", 0.0, 0)
        t = speaker((one.watcher or {}).get("language"))
        await self._edit(one, words.summary(t, one.id, counts, one.state), shown)

    async def _edit(self, one: MailingRow, reply: Reply, shown: _Shown) -> None:
        watcher = one.watcher or {}
        platform = self._platforms.get(watcher.get("platform", ""))
        if platform is None or reply.text == shown.text:
            return
        shown.text = reply.text
        try:
            await platform.send(watcher["address"], replace(reply, edit=watcher["message"]))
        except SendFailed as failure:
            log.info("progress not shown", mailing=one.id, reason=failure.reason)


def _standings(db: Connection, ended: Iterable[int]) -> list[tuple[MailingRow, Counts]]:
    """Mailings that are watched and under way, and those of `ended` that are watched, with their counts."""
    live = {one.id: one for one in mailings.watched(db)}
    others = (mailings.mailing_by_id(db, mailing_id) for mailing_id in ended if mailing_id not in live)
    found = [*live.values(), *(one for one in others if one and one.watcher)]
    return [(one, outcomes.counts(db, one.id)) for one in found]
