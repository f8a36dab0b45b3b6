"""What all commands share: the settings and database they open, how they speak, and how faults are told."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import sqlite3
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.settings import Settings, SettingsAtFault, load
from files.plan_problems import InputFileError
from files.refusals import FileRefused
from handlers.imports.values import Importer, ImportRefused
from handlers.wording import commands as words
from handlers.wording import import_refusals as refusal_words
from handlers.wording import imports as import_words
from handlers.wording.language import Speaker, speaker
from storage.database import Database
from storage.instance import DatabaseInUse
from storage.migrate import NewerDatabase

INPUT_AT_FAULT, OURS = 1, 3
CLI = Importer("cli")


class Fault(Exception):
    """The user's mistake, in one sentence for them."""


def speak() -> Speaker:
    """Vietnamese, unless TAPHUAN_LANGUAGE or the locale says English."""
    chosen = os.environ.get("TAPHUAN_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return speaker("en" if chosen.lower().startswith("en") else "vi")


def say(text: str) -> None:
    print(text)  # noqa: T201 - the command line's own voice


def say_json(value: Any) -> None:
    """The one document on stdout."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def warn(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201


def now_of(settings: Settings, given: datetime | None = None) -> datetime:
    """The moment a command works at: --now, else TAPHUAN_NOW, else the wall's."""
    return given or Clock(settings.now).now()


@contextlib.contextmanager
def opened(settings: Settings | None = None) -> Iterator[tuple[Settings, Database]]:
    """Settings and a database with all tables; a new one is made, an old one is asked to be migrated."""
    from storage import migrate

    settings = settings or load()
    if migrate.is_new(settings.database_url):
        migrate.upgrade(settings.database_url)
    elif not migrate.is_current(settings.database_url):
        raise Fault(words.not_migrated(speak()))
    database = Database(settings.database_url)
    try:
        yield settings, database
    finally:
        database.close()


def writable(path: Path) -> None:
    """Raises Fault where no file of this name can be: in a folder that is not there, or in the place of a folder."""
    if path.is_dir():
        raise Fault(words.is_a_folder(speak(), str(path)))
    if not path.absolute().parent.is_dir():
        raise Fault(words.no_folder(speak(), str(path.absolute().parent)))


def write_file(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    writable(path)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def tell(error: Exception) -> int:
    """One sentence on stderr for what went wrong; the exit code."""
    sentence = _sentence(error)
    if sentence is not None:
        warn(sentence)
        return INPUT_AT_FAULT
    reference = secrets.token_hex(4)
    warn(_log_line(error, reference))
    warn(words.our_mistake(speak(), reference))
    return OURS


def _sentence(error: Exception) -> str | None:
    """None when the mistake is ours."""
    t = speak()
    match error:
        case Fault():
            return str(error)
        case SettingsAtFault():
            return words.wrong_settings(t, str(error))
        case FileRefused():
            return import_words.file_refused(t, error)
        case InputFileError():
            return import_words.file_problems(t, error.problems)
        case ImportRefused():
            return refusal_words.refused(t, error)
        case OSError():
            return words.file_fails(t, str(error.filename or ""), error.strerror or str(error))
    return _of_database(t, error)


def _of_database(t: Speaker, error: Exception) -> str | None:
    match error:
        case NewerDatabase():
            return words.newer_database(t, error.revision)
        case DatabaseInUse():
            return words.database_in_use(t, str(error))
        case DBAPIError():
            return words.database_fails(t, str(error.orig).splitlines()[0])
        case sqlite3.Error():
            return words.database_fails(t, str(error).splitlines()[0])
    return None


def _log_line(error: Exception, reference: str) -> str:
    """Type and place, without values that may be personal."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"ERROR reference={reference} error={type(error).__name__} at={Path(place.filename).name}:{place.lineno}"
