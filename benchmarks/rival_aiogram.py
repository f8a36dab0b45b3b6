"""aiogram bots as its documentation writes them: `echo` echoes, `read` reads a row by SQLAlchemy for each update,
`record` writes the sender down and echoes. Run by an interpreter of its own: `rival_aiogram.py KIND URL TOKEN FILE`."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

CREATE = "CREATE TABLE IF NOT EXISTS seen (person INTEGER)"


async def main(kind: str, url: str, token: str, path: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot, dispatcher = Bot(token, session=session), Dispatcher()
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    async with engine.begin() as connection:
        await connection.execute(text(CREATE))

    async def read(message: Message) -> None:
        async with engine.connect() as connection:
            who = {"who": message.chat.id}
            await connection.execute(text("SELECT person FROM seen WHERE person = :who"), who)

    async def record(message: Message) -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO seen VALUES (:who)"), {"who": message.chat.id})

    @dispatcher.message()
    async def answer(message: Message) -> None:
        if kind != "echo":
            await (read if kind == "read" else record)(message)
        await message.answer(message.text or "")

    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
