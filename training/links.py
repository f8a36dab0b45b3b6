"""Web addresses as organizers type them, and whether one may stand behind a button."""

from __future__ import annotations

import re

_ADDRESS = re.compile(
    r"(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::(\d{1,5}))?(?:[/?#]\S*)?",
    re.IGNORECASE | re.ASCII,
)
PORTS = 65535


def web_address(text: str) -> str | None:
    """The first web address among words, with the https:// that was left out; None when there is none. A platform
    refuses a whole message for one button with a broken address, so only a host with a dot and letters counts."""
    found = (address for word in text.split() if "." in word and (address := _address(word.strip("<>()[],;\"'"))))
    return next(found, None)


def _address(word: str) -> str | None:
    found = _ADDRESS.fullmatch(word)
    if not found or int(found.group(1) or 0) > PORTS:
        return None
    return word if word.lower().startswith(("http://", "https://")) else f"https://{word}"
