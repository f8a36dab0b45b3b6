"""Tells the platform which commands to list: for everybody per language, and for staff in their own chat."""

from __future__ import annotations

import structlog

from bot.platforms.platform import SendFailed
from bot.platforms.telegram import Telegram
from handlers.wording.language import LANGUAGES, speaker
from handlers.wording.menus import about, commands
from training.people import Role

log = structlog.get_logger()
EVERYBODY: frozenset[Role] = frozenset()


async def announce(telegram: Telegram) -> None:
    """The teachers' list and what the bot is, in each language and as the default."""
    for language in (None, *LANGUAGES):
        await _set(telegram, language, EVERYBODY, None)
        try:
            await telegram.set_about(about(speaker(language)), language)
        except SendFailed as failed:
            log.warning("the description could not be set", reason=failed.reason)


async def announce_to(telegram: Telegram, address: str, language: str | None, roles: frozenset[Role]) -> None:
    """The list of one person's roles, in the language that person chose."""
    await _set(telegram, None, roles, address, speaker(language).language)


async def _set(
    telegram: Telegram, code: str | None, roles: frozenset[Role], chat: str | None, spoken: str | None = None
) -> None:
    listed = commands(speaker(spoken or code), roles)
    try:
        await telegram.set_commands(listed, code, chat)
    except SendFailed as failed:  # a menu is a convenience: never a reason not to run
        log.warning("commands could not be listed", reason=failed.reason)
