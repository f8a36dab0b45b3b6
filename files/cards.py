"""Invitation cards to print and cut: eight to an A4 page, each with a person's own QR and short code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Liberation Serif"
_STYLES = {"": "Regular", "B": "Bold", "I": "Italic", "BI": "BoldItalic"}

_PAGE_WIDTH, _PAGE_HEIGHT = 210.0, 297.0  # mm
_COLUMNS, _ROWS = 2, 4
_WIDTH, _HEIGHT = _PAGE_WIDTH / _COLUMNS, _PAGE_HEIGHT / _ROWS
_MARGIN = 7.0  # mm within a card; printers leave about 5 mm of the page's edge white
_QR = 36.0  # mm with its quiet zone: 1 mm a module, which old phones read at arm's length
_QUIET = 4  # modules around a QR code, ISO/IEC 18004
_POINT = 25.4 / 72  # mm
_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Card:
    """link: what the QR opens. code: what is typed where no camera is at hand, such as "LK 7K4-M2Q"."""

    name: str
    unit: str
    link: str
    code: str


def cards_pdf(cards: Iterable[Card], *, heading: str, instructions: Sequence[str]) -> bytes:
    """An A4 document, cards in the given order. heading and instructions (two lines): in the reader's language."""
    pdf = new_document()
    pdf.set_title(heading)
    for number, card in enumerate(cards):
        place = number % (_COLUMNS * _ROWS)
        if place == 0:
            _new_page(pdf)
        left, top = place % _COLUMNS * _WIDTH, place // _COLUMNS * _HEIGHT
        _draw_card(pdf, card, left, top, heading, instructions)
    return bytes(pdf.output())


def new_document() -> Any:
    """An empty A4 document of millimetres with the house's fonts, embedded as subsets."""
    from fpdf import FPDF

    pdf = FPDF(orientation="portrait", unit="mm", format="A4")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    for style, name in _STYLES.items():
        pdf.add_font(FAMILY, style, str(FONTS / f"LiberationSerif-{name}.ttf"))
    return pdf


def _new_page(pdf: Any) -> None:
    pdf.add_page()
    pdf.set_draw_color(150)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=2, gap=2)
    for column in range(1, _COLUMNS):
        pdf.line(column * _WIDTH, 0, column * _WIDTH, _PAGE_HEIGHT)
    for row in range(1, _ROWS):
        pdf.line(0, row * _HEIGHT, _PAGE_WIDTH, row * _HEIGHT)
    pdf.set_dash_pattern()


def _draw_card(pdf: Any, card: Card, left: float, top: float, heading: str, instructions: Sequence[str]) -> None:
    inner, text_width = left + _MARGIN, _WIDTH - _QR - 2 * _MARGIN - 2
    _draw_qr(pdf, card.link, left + _WIDTH - _MARGIN - _QR + 2, top + _MARGIN)
    down = _paragraph(pdf, heading, inner, top + _MARGIN, text_width, style="I", size=10, lines=2) + 3
    down = _paragraph(pdf, card.name, inner, down, text_width, style="B", size=14, lines=2) + 1
    _paragraph(pdf, card.unit, inner, down, text_width, style="", size=11, lines=3)
    foot = top + _MARGIN + _QR + 2
    down = _paragraph(pdf, card.code, inner, foot, _WIDTH - 2 * _MARGIN, style="B", size=16, lines=1) + 1
    for line in instructions:
        down = _paragraph(pdf, line, inner, down, _WIDTH - 2 * _MARGIN, style="", size=10, lines=2)


def _paragraph(
    pdf: Any, text: str, left: float, top: float, width: float, *, style: str, size: float, lines: int
) -> float:
    """Writes the text in at most so many lines, smaller when need be; returns where it ends, in mm from the top."""
    shown = _drawable(pdf, " ".join(text.split()), style)
    broken: list[str] = []
    for smaller in (1.0, 0.9, 0.8, 0.7):
        pdf.set_font(FAMILY, style, size * smaller)
        broken = list(_lines(pdf, shown, width))
        if len(broken) <= lines:
            break
    height = size * smaller * _POINT * _LEADING
    for number, line in enumerate(_shortened(broken, lines)):
        pdf.text(left, top + (number + 0.8) * height, line)
    return top + len(broken[:lines]) * height


def _drawable(pdf: Any, text: str, style: str) -> str:
    """The text without letters that the font lacks, such as emoji, which would be drawn as empty boxes."""
    pdf.set_font(FAMILY, style, 10)
    return "".join(letter for letter in text if ord(letter) in pdf.current_font.cmap)


def _lines(pdf: Any, text: str, width: float) -> Iterator[str]:
    line = ""
    for word in _breakable(pdf, text, width):
        longer = f"{line} {word}".strip()
        if line and pdf.get_string_width(longer) > width:
            yield line
            line = word
        else:
            line = longer
    yield line


def _breakable(pdf: Any, text: str, width: float) -> Iterator[str]:
    """Words, those wider than a line cut into pieces that fit."""
    for word in text.split():
        rest = word
        while pdf.get_string_width(rest) > width and len(rest) > 1:
            fits = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or pdf.get_string_width(rest[:n]) <= width)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _shortened(lines: list[str], most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1][:-1].rstrip()}…"]


def _draw_qr(pdf: Any, link: str, left: float, top: float) -> None:
    """Black boxes, one for each run of dark modules in a row: sharp at any size and small in the file."""
    import segno

    matrix = segno.make_qr(link, error="m").matrix
    module = _QR / (len(matrix) + 2 * _QUIET)
    pdf.set_fill_color(0)
    for row, modules in enumerate(matrix):
        column = 0
        for dark, run in groupby(modules):
            length = len(list(run))
            if dark:
                pdf.rect(
                    left + (column + _QUIET) * module, top + (row + _QUIET) * module, length * module, module, style="F"
                )
            column += length
