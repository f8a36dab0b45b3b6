"""`python -m bot run`: the program until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import sys
from collections.abc import Coroutine

from bot.app import App, StartFailed, running
from bot.settings import Settings, SettingsAtFault, load
from bot.web.serving import PortTaken
from storage.instance import DatabaseInUse

# Seconds a busy thread keeps the interpreter. The storage's writer lets go of it around every statement; with Python's
# 5 ms it would wait that long for the event loop each time, and a hall checking in waits behind it.
SWITCH = 0.0005


def main() -> int:
    """Exit code: 0 after a wanted stop, 1 with one sentence on stderr when it cannot run."""
    try:
        settings = load()
    except SettingsAtFault as fault:
        return _fail(f"Cài đặt sai / wrong settings:\n{fault}")
    sys.setswitchinterval(SWITCH)
    try:
        _loop(_run(settings))
    except StartFailed as failed:
        return _fail(f"Không khởi động được ở bước «{failed.step}»: {failed.reason}")
    except DatabaseInUse as taken:
        return _fail(f"Một chương trình khác đang dùng cơ sở dữ liệu này ({taken}).")
    except PortTaken as taken:
        return _fail(f"Cổng {taken} đã có chương trình khác dùng; hãy đặt TAPHUAN_WEB_LISTEN khác.")
    return 0


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  the command line's own voice
    return 1


def _loop(work: Coroutine[None, None, None]) -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


async def _run(settings: Settings) -> None:
    async with running(settings) as app:
        gc.freeze()  # what stands now stays: nobody need look through it again
        _say_where(app)
        await _until_stopped(app)


def _say_where(app: App) -> None:
    if app.local:
        print(f"Tập huấn – trò chuyện thử trong trình duyệt / web chat: {app.url}/", flush=True)  # noqa: T201
        print(f"Giờ diễn tập / rehearsal time: {app.clock.now():%d/%m/%Y %H:%M}", flush=True)  # noqa: T201
    else:
        print(f"Tập huấn: @{app.telegram.bot.username}, {app.url}", flush=True)  # noqa: T201


async def _until_stopped(app: App) -> None:
    """A signal, or a part of the program that ended though nobody asked it to."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(name, stop.set)
    waiting = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait([waiting, *app.tasks], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    for task in done - {waiting}:
        if isinstance(task.exception(), DatabaseInUse):  # the lock was lost, and another copy was quicker
            task.result()
        raise StartFailed(task.get_name(), repr(task.exception()))
