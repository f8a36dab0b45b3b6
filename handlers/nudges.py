"""Nudges of several sorts that are due for one person at the same moment become one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from handlers import heartbeat, marking, starting
from handlers.talk import Reply
from handlers.wording import marking as words
from handlers.wording.language import Speaker
from storage.deliveries import Claimed, Part


def word(db: Connection, claimed: Claimed, now: datetime, t: Speaker) -> Reply | None:
    """What is true now of all of it; None when nothing is left to say."""
    replies = []
    if changed := marking.lines(db, claimed.person_id, _of(claimed, marking.KEY), t):
        replies.append(words.told(t, changed))
    if beats := _of(claimed, heartbeat.KEY):
        replies += [reply for reply in [heartbeat.word(db, beats, now, t)] if reply]
    replies += starting.replies(db, claimed, now, t)
    return words.joined(replies)


def _of(claimed: Claimed, key: str) -> Sequence[Part]:
    return [part for part in claimed.parts if part.body.get("nudge") == key]
