"""gettext from .po files alone: read and merged in memory at start, so no compiled file can be stale."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "locales"
LANGUAGES = ("vi", "en")
DEFAULT = "vi"


class Speaker:
    """Says a msgid in one language. `speaker("vi")("Your next session")`."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, msgid: str) -> str:
        return self._texts.get(msgid) or msgid

    def many(self, one: str, more: str, number: int) -> str:
        """The right form for a number; Vietnamese has one form, the catalogue has both msgids."""
        return self(one if number == 1 else more)


@lru_cache
def speaker(language: str | None) -> Speaker:
    """The speaker of a language; Vietnamese when it is unknown."""
    chosen = language if language in LANGUAGES else DEFAULT
    texts: dict[str, str] = {}
    for path in sorted((LOCALES / chosen).glob("*.po")):
        with path.open(encoding="utf-8") as handle:
            texts.update({str(m.id): str(m.string) for m in read_po(handle) if m.id and m.string})
    return Speaker(chosen, texts)


def lazy(msgid: str) -> str:
    """Marks a msgid that stands in a table, so that it is found; the speaker says it later."""
    return msgid


def safe(text: str | None) -> str:
    """Text from data (names, titles, what people typed) made harmless inside our HTML."""
    return escape(text or "", quote=False)
