"""Sees to it that the database stays ours alone: a restart of PostgreSQL ends the connection that holds its lock."""

from __future__ import annotations

import asyncio

import structlog
from sqlalchemy.exc import SQLAlchemyError

from storage.instance import AdvisoryLock

log = structlog.get_logger()
EVERY, SOON = 5.0, 1.0  # real seconds between looks, and while the server does not answer


async def hold(lock: AdvisoryLock) -> None:
    """For ever: look whether the lock is still held, and take it again where it is not.

    Raises DatabaseInUse when another program took it meanwhile: this one is to stop.
    """
    pause = EVERY
    while True:
        await asyncio.sleep(pause)
        try:
            if not await asyncio.to_thread(lock.check):
                log.warning("the lock on the database was lost with its connection, and taken again")
            pause = EVERY
        except SQLAlchemyError as error:
            if pause != SOON:
                log.warning("the lock on the database cannot be checked", reason=type(error).__name__)
            pause = SOON
