"""A bare python-telegram-bot bot with its defaults: it echoes; given a file, it writes each sender down there before.

`python -m benchmarks.rival_ptb URL TOKEN [FILE]`.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    await update.message.reply_text(update.message.text or "")


def recording(path: str) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """A handler that commits before it answers."""
    seen = sqlite3.connect(path)
    seen.execute("CREATE TABLE IF NOT EXISTS seen (person INTEGER)")

    async def record(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        with seen:
            seen.execute("INSERT INTO seen VALUES (?)", (update.message.chat.id,))
        await echo(update, context)

    return record


def main(url: str, token: str, path: str | None = None) -> None:
    application = Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(MessageHandler(filters.ALL, recording(path) if path else echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
