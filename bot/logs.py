"""One line an event on stderr, without tokens, phone numbers or invitation codes."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

TOKEN = re.compile(r"\b\d{3,}:[A-Za-z0-9_-]{20,}")
PHONE = re.compile(r"(?<![\d:.-])(?:\+84|0)\d{9}\b")
NOISY = ("httpx", "httpcore", "aiohttp.access", "telegram", "apscheduler", "uvicorn", "fontTools", "pdfminer")


def redacted(text: str) -> str:
    """The text with what must not stand in a log taken out."""
    return PHONE.sub("<phone>", TOKEN.sub("<token>", text))


class Redacting(logging.Filter):
    """On the handler, so that every library's lines pass through it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), None
        if record.exc_info:
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


def _redact_event(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: redacted(value) if isinstance(value, str) else value for name, value in event.items()}


def set_up(level: int = logging.INFO) -> None:
    """For structlog and for the standard library alike. Doing it again changes nothing."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redacting())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            _redact_event,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
