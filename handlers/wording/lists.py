"""Lists of buttons, a phone's screen at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.talk import Choice, choice

PAGE = 6
LONGEST = 44  # letters of a label; phones cut longer ones off
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list. number and last: from 0."""

    items: Sequence[T]
    number: int
    last: int


def page(items: Sequence[T], number: int | None, size: int = PAGE) -> Page[T]:
    """The page with that number; the nearest one where there is none."""
    last = max(len(items) - 1, 0) // size
    number = min(max(number or 0, 0), last)
    return Page(items[number * size : (number + 1) * size], number, last)


def turning(shown: Page[T], name: str, *args: object) -> list[Choice]:
    """‹ and › where there are more pages: `name|args…|page`."""
    row = []
    if shown.number:
        row.append(choice("‹", name, *args, shown.number - 1))
    if shown.number < shown.last:
        row.append(choice("›", name, *args, shown.number + 1))
    return row


def cut(text: str, most: int = LONGEST) -> str:
    """A label that fits."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
