"""Attendance as a picture: a bar for each unit or session, to be read on a phone."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from files.cards import FONTS

WIDTH = 1080  # pixels: what phones show without shrinking
MOST = 18  # bars; of more, the rest is summed up by the caller
_MARGIN, _BAR, _GAP, _TEXT = 40, 34, 26, 32
_BEYOND = 0x2500  # the font has Latin with all marks, and the usual signs
_WHITE, _INK, _QUIET, _GRID = (255, 255, 255), (33, 37, 41), (95, 102, 110), (222, 226, 230)
# apart in lightness as well as in hue, for eyes that see no red or green
COLOURS = ((27, 120, 55), (255, 183, 3), (69, 123, 217), (178, 24, 43), (206, 212, 218))


@dataclass(frozen=True, slots=True)
class Bar:
    """parts: people by status, in the order of the legend. note: at the right, such as "46/50 · 92%"."""

    label: str
    parts: tuple[int, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Chart:
    """legend: names of the parts of all bars, at most as many as there are COLOURS."""

    title: str
    lines: tuple[str, ...]
    legend: tuple[str, ...]
    bars: Sequence[Bar]


def chart_png(chart: Chart) -> bytes:
    """As high as its bars need."""
    from PIL import Image, ImageDraw

    height = _heading_height(chart) + len(chart.bars) * (_TEXT + _BAR + _GAP) + _MARGIN
    image = Image.new("RGB", (WIDTH, height), _WHITE)
    draw = ImageDraw.Draw(image)
    down = _heading(draw, chart)
    for bar in chart.bars:
        down = _bar(draw, bar, down)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@lru_cache(maxsize=8)
def _font(size: int, name: str = "Regular") -> Any:
    from PIL import ImageFont

    path = str(FONTS / f"LiberationSerif-{name}.ttf")
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _drawable(text: str) -> str:
    """One line, without signs that the font lacks: they would be drawn as empty boxes."""
    return " ".join("".join(letter for letter in text if ord(letter) < _BEYOND).split())


def _heading_height(chart: Chart) -> int:
    titles = len(_wrapped(chart.title, 46, "Bold"))
    return _MARGIN + titles * 56 + sum(40 for _ in _lines(chart)) + _legend_rows(chart) * 46 + 30


def _lines(chart: Chart) -> list[str]:
    return [part for line in chart.lines for part in _wrapped(line, 32, "Regular")]


def _wrapped(text: str, size: int, name: str) -> list[str]:
    """Broken between words so that each line fits the picture."""
    font, lines, line = _font(size, name), [], ""
    for word in _drawable(text).split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > WIDTH - 2 * _MARGIN:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _heading(draw: Any, chart: Chart) -> int:
    down = _MARGIN
    for line in _wrapped(chart.title, 46, "Bold"):
        draw.text((_MARGIN, down), line, _INK, _font(46, "Bold"))
        down += 56
    for line in _lines(chart):
        draw.text((_MARGIN, down), line, _QUIET, _font(32))
        down += 40
    return _legend(draw, chart, down + 10) + 20


def _legend_places(chart: Chart) -> list[tuple[int, int, str]]:
    """(row, left, name) of each part."""
    places, row, left = [], 0, _MARGIN
    for name in chart.legend:
        wide = 36 + int(_font(30).getlength(name)) + 34
        if left + wide > WIDTH - _MARGIN and left > _MARGIN:
            row, left = row + 1, _MARGIN
        places.append((row, left, name))
        left += wide
    return places


def _legend_rows(chart: Chart) -> int:
    return max((row for row, _, _ in _legend_places(chart)), default=-1) + 1


def _legend(draw: Any, chart: Chart, down: int) -> int:
    for (row, left, name), colour in zip(_legend_places(chart), COLOURS, strict=False):
        top = down + row * 46
        draw.rectangle((left, top + 6, left + 26, top + 32), colour)
        draw.text((left + 36, top), name, _INK, _font(30))
    return down + _legend_rows(chart) * 46


def _bar(draw: Any, bar: Bar, down: int) -> int:
    note = int(_font(30, "Bold").getlength(bar.note))
    draw.text((_MARGIN, down), _cut(bar.label, WIDTH - 2 * _MARGIN - note - 30), _INK, _font(30))
    draw.text((WIDTH - _MARGIN - note, down), bar.note, _INK, _font(30, "Bold"))
    top, left, whole = down + _TEXT + 6, float(_MARGIN), sum(bar.parts)
    draw.rectangle((_MARGIN, top, WIDTH - _MARGIN, top + _BAR), _GRID)
    for number, colour in zip(bar.parts, COLOURS, strict=False):
        wide = (WIDTH - 2 * _MARGIN) * number / whole if whole else 0.0
        if wide:
            draw.rectangle((round(left), top, round(left + wide), top + _BAR), colour)
            _number(draw, number, left, wide, top, colour)
        left += wide
    return top + _BAR + _GAP - 6


def _number(draw: Any, number: int, left: float, wide: float, top: int, colour: tuple[int, int, int]) -> None:
    """In its part, where there is room: colours alone tell nothing to some eyes."""
    text, font = str(number), _font(26, "Bold")
    if font.getlength(text) + 10 > wide:
        return
    light = sum(colour) > 440
    draw.text((left + wide / 2, top + _BAR / 2), text, _INK if light else _WHITE, font, anchor="mm")


def _cut(text: str, width: float) -> str:
    font, text = _font(30), _drawable(text)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"
