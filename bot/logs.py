"""One line an event on stderr, without tokens, phone numbers, invitation codes, or what an exception quotes."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{20,}")  # an address has it right behind "bot"
PHONE = re.compile(r"(?<![\w.+-])(?:\+?84[ .-]?|0)(?:\d{9}|\d{2,3}[ .-]\d{3}[ .-]\d{3,4})(?!\d)")
CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|«[^»\n]*»|“[^”\n]*”")
FOREIGN = re.compile(r"\S*[^\x00-\x7f]\S*")  # our own messages are ASCII: letters beyond it came from data
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*")  # PostgreSQL shows the row it refuses, or the line of a copy
CODE_LINE = re.compile(r' {2}File "| {4} *[^ |+]')  # all lines of a group of exceptions are indented, but with a bar
NOISY = (
    "alembic",
    "httpx",
    "httpcore",
    "aiohttp.access",
    "telegram",
    "apscheduler",
    "uvicorn",
    "fontTools",
    "pdfminer",
)


def redacted(text: str) -> str:
    """The text with what must not stand in a log taken out."""
    return CODE.sub("<code>", PHONE.sub("<phone>", TOKEN.sub("<token>", text)))


def harmless(traceback: str) -> str:
    """A traceback whose messages quote no values: these are names and words of people as often as not."""
    lines = (line if CODE_LINE.match(line) else _harmless_line(line) for line in traceback.split("\n"))
    return redacted("\n".join(lines))


def _harmless_line(line: str) -> str:
    return DETAIL.sub(r"\1 …", FOREIGN.sub("…", QUOTED.sub("'…'", line)))


class Redacting(logging.Filter):
    """On the handler, so that every library's lines pass through it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info:
            record.exc_text = harmless(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def _redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if "exception" in event:
        event["exception"] = harmless(str(event["exception"]))
    return event


def _write(line: str) -> None:
    """To wherever stderr is now. A full disk behind it, or nobody reading any more, must not end anything."""
    with contextlib.suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201  this is the log


class _Logger:
    """What structlog hands its lines to."""

    def msg(self, line: str) -> None:
        _write(line)

    debug = info = warning = error = critical = msg


class _Handler(logging.Handler):
    """What the standard library hands its records to."""

    def emit(self, record: logging.LogRecord) -> None:
        _write(self.format(record))


_RENDER = structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])


def _line(logger: Any, method: str, event: MutableMapping[str, Any]) -> str:
    """Redacted as a whole, so that nothing hides in a list or an object."""
    return redacted(_RENDER(logger, method, event))


def set_up(level: int = logging.INFO) -> None:
    """For structlog and for the standard library alike. Doing it again changes nothing."""
    handler = _Handler()
    handler.addFilter(Redacting())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.handlers = [*(one for one in root.handlers if not isinstance(one, _Handler)), handler]
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            _redact_event,
            _line,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: _Logger(),
        cache_logger_on_first_use=False,
    )
