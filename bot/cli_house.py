"""Commands about the house itself: doctor, migrate, backup, restore."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import console
from bot.cli_lists import Json
from bot.console import Fault, say, say_json, speak
from bot.settings import load
from handlers.wording import commands as words


def doctor(as_json: Json = False) -> None:
    """Kiểm tra cài đặt, cơ sở dữ liệu, token, đĩa"""
    from bot.doctor import examine

    findings = examine()
    if as_json:
        say_json([{"name": one.name, "ok": one.ok, "state": one.state, "detail": one.detail} for one in findings])
    else:
        say("\n".join(words.finding(speak(), one.name, one.state, one.ok, one.detail) for one in findings))
    if not all(one.ok for one in findings):
        raise typer.Exit(console.INPUT_AT_FAULT)


def migrate() -> None:
    """Đưa cơ sở dữ liệu lên phiên bản mới nhất"""
    from storage import migrate as migrations

    migrations.upgrade(load().database_url)
    say(words.migrated(speak()))


def backup(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Sao lưu vào một tệp, khi bot vẫn chạy"""
    from storage import backups

    settings = load()
    console.writable(file)
    if not backups.copies_as_it_is(settings.database_url):
        with console.opened(settings):
            pass  # makes a new database, refuses one of another version
    try:
        backups.backup(settings.database_url, file)
    except FileExistsError as there:
        raise Fault(words.file_there(speak(), str(file))) from there
    say(words.written(speak(), str(file)))


def restore(file: Annotated[Path, typer.Argument(metavar="FILE")]) -> None:
    """Phục hồi từ tệp sao lưu; không tự gửi lại gì"""
    from storage import backups

    settings = load()
    if not file.is_file():
        raise Fault(words.no_file(speak(), str(file)))
    try:
        backups.restore(settings.database_url, file, console.now_of(settings))
    except backups.NotABackup as fault:
        raise Fault(words.no_backup(speak(), str(file), str(fault))) from fault
    say(words.restored(speak(), str(file)))


COMMANDS: dict[str, Callable[..., None]] = {"doctor": doctor, "migrate": migrate, "backup": backup, "restore": restore}
