"""Long texts in several messages, without cutting a tag, an entity or what a tag encloses."""

from __future__ import annotations

import re

_TOKENS = re.compile(r"</?[a-z][^>]*>|&(?:#\d+|#x[0-9a-f]+|\w+);|\n|[^<&\n]|[<&]", re.IGNORECASE)


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` code points, cut at line ends where there are any; open tags are closed and opened
    again. Tags are counted as if they were text, which Telegram does not do: a part is rather too short."""
    if len(text) <= limit:
        return [text]
    rest: list[str] = _TOKENS.findall(text)
    opened: list[str] = []
    parts: list[str] = []
    while rest:
        taken, still_open = _fill(rest, opened, limit)
        parts.append("".join((*opened, *rest[:taken])).rstrip("\n") + _closing(still_open))
        rest, opened = rest[taken:], still_open
        while rest and rest[0] == "\n":
            rest = rest[1:]
    return [part for part in parts if re.sub(r"<[^>]*>", "", part).strip()]


def _fill(tokens: list[str], opened: list[str], limit: int) -> tuple[int, list[str]]:
    """How many tokens fit, to the last line end among them if there is one, and the tags open there."""
    size = sum(map(len, opened))
    now = list(opened)
    line_end: tuple[int, list[str]] | None = None
    for number, piece in enumerate(tokens):
        after = _after(now, piece)
        if size + len(piece) + len(_closing(after)) > limit:
            return line_end or ((number, now) if number else (1, after))
        size, now = size + len(piece), after
        if piece == "\n":
            line_end = number + 1, now
    return len(tokens), now


def _after(opened: list[str], piece: str) -> list[str]:
    """The tags that are open after a piece."""
    if len(piece) < 3 or not piece.startswith("<"):
        return opened
    return opened[:-1] if piece.startswith("</") else [*opened, piece]


def _closing(opened: list[str]) -> str:
    return "".join(f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>" for tag in reversed(opened))
