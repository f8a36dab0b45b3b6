"""Is everything there that the program needs? Each finding with what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.settings import Settings, SettingsAtFault, load
from bot.whoami import Unanswered, bot_name
from storage import migrate
from storage.database import sync_url

ENOUGH = 500 << 20  # bytes of free disk: a database of a province with a year of messages, and its backup


@dataclass(frozen=True, slots=True)
class Finding:
    """name: what was looked at. state: a code for the wording. detail: a value to show. ok: nothing to do."""

    name: str
    state: str
    ok: bool = True
    detail: str = ""


def examine() -> list[Finding]:
    """All findings, in the order in which they matter; changes nothing."""
    try:
        settings = load()
    except SettingsAtFault as fault:
        return [Finding("settings", "wrong", ok=False, detail=str(fault)), _output()]
    looks: tuple[Callable[[Settings], Finding], ...] = (_database, _telegram, _zalo, _disk)
    return [Finding("settings", "fine"), *(look(settings) for look in looks), _output()]


def _database(settings: Settings) -> Finding:
    url = sync_url(settings.database_url)
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return Finding("database", "new", detail=shown)
    try:
        if migrate.is_new(settings.database_url):
            return Finding("database", "new", detail=shown)
        current = migrate.is_current(settings.database_url)
    except (DBAPIError, OSError) as error:
        return Finding("database", "unreachable", ok=False, detail=str(error).splitlines()[0])
    return Finding("database", "fine" if current else "old", ok=current, detail=shown)


def _telegram(settings: Settings) -> Finding:
    try:
        name = bot_name(settings)
    except Unanswered as reason:
        return Finding("telegram", "unanswered", ok=False, detail=str(reason))
    return Finding("telegram", "fine", detail=f"@{name}") if name else Finding("telegram", "off")


def _zalo(settings: Settings) -> Finding:
    return Finding("zalo", "set" if settings.zalo_token else "off")


def _disk(settings: Settings) -> Finding:
    database = sync_url(settings.database_url).database
    place = Path(database or ".").absolute().parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    return Finding("disk", "fine" if free >= ENOUGH else "little", ok=free >= ENOUGH, detail=f"{free >> 20} MB")


def _output() -> Finding:
    """Whether this terminal can show Vietnamese."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return Finding("output", "fine" if encoding == "utf8" else "other", detail=encoding)
