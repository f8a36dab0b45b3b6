"""Web addresses as organizers type them, and whether one may stand behind a button."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)


def web_address(text: str) -> str | None:
    """The first web address among words, with the https:// that was left out; None when there is none. A platform
    refuses a whole message for one button with a broken address, so only a host with a dot and letters counts."""
    found = (address for word in text.split() if "." in word and (address := _address(word.strip("<>()[],;\"'"))))
    return next(found, None)


def _address(word: str) -> str | None:
    link = word if "://" in word else f"https://{word}"
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    return link if parts.scheme in ("http", "https") and _HOST.fullmatch(host) and not parts.username else None
