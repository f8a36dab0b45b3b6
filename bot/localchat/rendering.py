"""Messages as HTML for the page: text and entities only, never markup that came from somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from bot.localchat.formatting import Entity

_PLAIN = {
    "bold": ("<b>", "</b>"), "italic": ("<i>", "</i>"), "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"), "code": ("<code>", "</code>"), "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote>", "</blockquote>"),
    "spoiler": ('<button type="button" class="spoiler" data-reveal aria-expanded="false">', "</button>"),
}  # fmt: skip
_LINK = '<a href="{}" target="_blank" rel="noopener noreferrer">'
_SAFE_URL = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_AROUND_BLOCKS = re.compile(r"\n?(<(?:blockquote|pre)>)|(</(?:blockquote|pre)>)\n?")


def to_html(text: str, entities: list[Entity]) -> Markup:
    """Escaped text with its entities as elements. Entities may nest or cross; offsets in UTF-16 code units."""
    units = text.encode("utf-16-le", "surrogatepass")
    pieces = "".join(_pieces(units, entities))
    return Markup(_AROUND_BLOCKS.sub(r"\1\2", pieces))  # noqa: S704 - every piece was escaped


def _pieces(units: bytes, entities: list[Entity]) -> Iterator[str]:
    edges = sorted({0, len(units) // 2, *(edge for entity in entities for edge in _edges(entity))})
    waiting = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    opened: list[Entity] = []
    for start, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        yield from _closed(opened, start, units)
        while waiting and waiting[0]["offset"] == start:
            opened.append(waiting.pop(0))
            yield _tags(opened[-1], units)[0]
        yield escape(_cut(units, start, end))
    yield from (_tags(entity, units)[1] for entity in reversed(opened))


def _edges(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _cut(units: bytes, start: int, end: int) -> str:
    return units[start * 2 : end * 2].decode("utf-16-le", "replace")


def _closed(opened: list[Entity], at: int, units: bytes) -> Iterator[str]:
    """Close what ends here; what crosses it is closed too and opened again."""
    first = next((index for index, entity in enumerate(opened) if _edges(entity)[1] <= at), None)
    if first is None:
        return
    crossing = [entity for entity in opened[first:] if _edges(entity)[1] > at]
    yield from (_tags(entity, units)[1] for entity in reversed(opened[first:]))
    yield from (_tags(entity, units)[0] for entity in crossing)
    opened[first:] = crossing


def _tags(entity: Entity, units: bytes) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _PLAIN:
        return _PLAIN[kind]
    inside = _cut(units, *_edges(entity))
    if kind in ("text_link", "url", "email"):
        return _link(entity.get("url") or (f"mailto:{inside}" if kind == "email" else inside))
    if kind == "bot_command":
        return f'<button type="button" class="command" data-say="{escape(inside)}">', "</button>"
    if kind == "date_time":
        return f'<time data-unix="{int(entity["unix_time"])}">', "</time>"
    return "", ""


def _link(url: str) -> tuple[str, str]:
    return (_LINK.format(escape(url)), "</a>") if _SAFE_URL.match(url) else ("", "")
