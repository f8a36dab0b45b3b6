"""Papers as .pdf: fonts embedded, the header row on every page, page numbers from the second page on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from files.cards import FAMILY, new_document
from files.papers.lines import balanced
from files.papers.model import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_TOP,
    MOTTO,
    NATION,
    RECIPIENTS,
    Paper,
)

_POINT = 25.4 / 72  # mm
_LEADING = 1.2
_PADDING = 1.2  # mm between a cell's border and its text
_RULE = 0.25  # mm
_LEFT_SHARE = 0.42  # of the width, for the issuing bodies
_WITH_FOOT = 2  # rows on the page of the signatures, at least: nobody signs a sheet without a name on it
_TO_SIGN = 28.0  # mm for a signature and the name under it


def papers_pdf(papers: Sequence[Paper]) -> bytes:
    """All of them in one document, each beginning on a page of its own with its own numbers."""
    pdf = new_document()
    if papers:
        pdf.set_title(papers[0].title)
    for paper in papers:
        _Writer(pdf, paper).write()
    return bytes(pdf.output())


class _Writer:
    """Draws one paper from the top down; `down` is where the next thing goes, in mm."""

    def __init__(self, pdf: Any, paper: Paper) -> None:
        self.pdf, self.paper = pdf, paper
        self.width, self.height = paper.page
        self.left, self.inner = MARGIN_LEFT, paper.inner_width
        self.down, self.pages = MARGIN_TOP, 0
        self._known: dict[tuple[str, float, str], list[str]] = {}
        self._words: dict[tuple[str, float, str], float] = {}

    def write(self) -> None:
        self._page()
        self._heading()
        self._title()
        self._table()
        self._foot()

    def _page(self) -> None:
        self.pdf.add_page(orientation="landscape" if self.paper.landscape else "portrait")
        self.pdf.set_line_width(_RULE)
        self.pages += 1
        self.down = MARGIN_TOP
        if self.pages > 1:
            self._centred(str(self.pages), 0, self.width, MARGIN_TOP - 9, "", 13)

    # --- text ---

    def _text_width(self, text: str, style: str, size: float) -> float:
        """Of one word mostly: lists say the same ones over and over."""
        key = (style, size, text)
        if key not in self._words:
            self.pdf.set_font(FAMILY, style, size)
            self._words[key] = self.pdf.get_string_width(text)
        return self._words[key]

    def _lines(self, text: str, width: float, style: str, size: float) -> list[str]:
        key = (style, size, f"{width:.2f}|{text}")
        if key not in self._known:
            broken = [line for part in text.split("\n") for line in self._broken(part, width, style, size)]
            self._known[key] = broken
        return self._known[key]

    def _broken(self, text: str, width: float, style: str, size: float) -> list[str]:
        """Broken between words; a word longer than the line is cut."""
        space = self._text_width(" ", style, size)
        lines: list[str] = []
        line, used = "", 0.0
        for word in self._pieces(text, width, style, size):
            wide = self._text_width(word, style, size)
            if line and used + space + wide > width:
                lines.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        return [*lines, line]

    def _pieces(self, text: str, width: float, style: str, size: float) -> list[str]:
        pieces: list[str] = []
        for word in text.split():
            rest = word
            while len(rest) > 1 and self._text_width(rest, style, size) > width:
                fits = next((n for n in range(len(rest) - 1, 1, -1) if self._fits(rest[:n], width, style, size)), 1)
                pieces.append(rest[:fits])
                rest = rest[fits:]
            pieces.append(rest)
        return pieces

    def _fits(self, text: str, width: float, style: str, size: float) -> bool:
        return self._text_width(text, style, size) <= width

    def _line(self, text: str, left: float, top: float, style: str, size: float) -> None:
        """The baseline lies where the letters' bodies fill a line from its top."""
        if not text:
            return
        self.pdf.set_font(FAMILY, style, size)
        self.pdf.text(left, top + 0.95 * size * _POINT, self._drawable(text))

    def _drawable(self, text: str) -> str:
        """Without letters that the font lacks, such as emoji: they would be drawn as empty boxes."""
        known = self.pdf.current_font.cmap
        return text if all(ord(one) in known for one in text) else "".join(one for one in text if ord(one) in known)

    def _centred(self, text: str, left: float, width: float, top: float, style: str, size: float) -> float:
        """Lines in the middle of a block; where it ends."""
        for line in self._even(text, width, style, size):
            self._line(line, left + (width - self._text_width(line, style, size)) / 2, top, style, size)
            top += _height(size)
        return top

    def _even(self, text: str, width: float, style: str, size: float) -> list[str]:
        broken = self._lines(text, width, style, size)
        if len(broken) < 2 or "\n" in text:
            return broken
        even = balanced(text, width, lambda line: self._text_width(line, style, size))
        return even if len(even) == len(broken) else broken  # a word longer than the line was cut

    # --- heading and title ---

    def _heading(self) -> None:
        block = self.inner * _LEFT_SHARE
        left_end = self._bodies(block - 4)
        right, width = self.left + block, self.inner - block
        end = self._centred(NATION, right, width, MARGIN_TOP, "B", 12 if not self.paper.landscape else 13)
        end = self._centred(MOTTO, right, width, end, "B", 13 if not self.paper.landscape else 14)
        size = 13 if not self.paper.landscape else 14
        self._rule(right + width / 2, end + 0.6, self._text_width(MOTTO, "B", size))
        self.down = max(left_end, end) + 6

    def _bodies(self, width: float) -> float:
        """The issuing bodies and, under them, a rule of a third of the width."""
        top = MARGIN_TOP
        size = 12 if not self.paper.landscape else 13
        if self.paper.superior:
            top = self._centred(self.paper.superior, self.left, width, top, "", size)
        top = self._centred(self.paper.issuer, self.left, width, top, "B", size)
        last = self._even(self.paper.issuer, width, "B", size)[-1]
        self._rule(self.left + width / 2, top + 0.6, min(self._text_width(last, "B", size) / 2, width / 2))
        return top

    def _rule(self, middle: float, down: float, length: float) -> None:
        self.pdf.line(middle - length / 2, down, middle + length / 2, down)

    def _title(self) -> None:
        self.down = self._centred(self.paper.title, self.left, self.inner, self.down, "B", 14)
        for line in self.paper.lines:
            self.down = self._centred(line, self.left, self.inner, self.down, "", 13)
        self.down += 4

    # --- the table ---

    def _table(self) -> None:
        self._row([column.title for column in self.paper.columns], head=True)
        for row in self.paper.rows[:-_WITH_FOOT]:
            self._row(row)
        last = self.paper.rows[-_WITH_FOOT:]
        self._room(sum(map(self._tall, last)) + self._foot_height(), head=True)
        for row in last:
            self._row(row)

    def _tall(self, cells: Sequence[str]) -> float:
        """Height of a row of the table."""
        size, widths = self.paper.size, self.paper.widths
        lines = (self._lines(cell, width - 2 * _PADDING, "", size) for cell, width in zip(cells, widths, strict=True))
        return max(max(map(len, lines)) * _height(size) + 2 * _PADDING, self.paper.row_height)

    def _row(self, cells: Sequence[str], *, head: bool = False) -> None:
        style, size = "B" if head else "", self.paper.size
        widths = self.paper.widths
        texts = [
            self._lines(cell, width - 2 * _PADDING, style, size) for cell, width in zip(cells, widths, strict=True)
        ]
        tall = max(len(lines) for lines in texts) * _height(size) + 2 * _PADDING
        tall = tall if head else max(tall, self.paper.row_height)
        if self.down + tall > self.height - MARGIN_BOTTOM and not head:
            self._page()
            self._row([column.title for column in self.paper.columns], head=True)
        left = self.left
        for column, width, lines in zip(self.paper.columns, widths, texts, strict=True):
            self._cell(lines, left, width, tall, style, centred=head or column.centred)
            left += width
        self.down += tall

    def _cell(self, lines: Sequence[str], left: float, width: float, tall: float, style: str, *, centred: bool) -> None:
        self.pdf.rect(left, self.down, width, tall)
        size = self.paper.size
        top = self.down + (tall - len(lines) * _height(size)) / 2
        for line in lines:
            free = width - self._text_width(line, style, size) if centred else 2 * _PADDING
            self._line(line, left + free / 2, top, style, size)
            top += _height(size)

    # --- the foot ---

    def _foot(self) -> None:
        self.down += 3
        for line in self.paper.totals:
            self._room(_height(13))
            for part in self._lines(line, self.inner, "I", 13):
                self._line(part, self.left, self.down, "I", 13)
                self.down += _height(13)
        self.down += 3
        self._room(self._signatures_height())
        self._signatures()
        self._recipients()

    def _room(self, needed: float, *, head: bool = False) -> None:
        """A new page where so much does not fit any more. head: the table goes on there."""
        if self.down + needed > self.height - MARGIN_BOTTOM:
            self._page()
            if head:
                self._row([column.title for column in self.paper.columns], head=True)

    def _foot_height(self) -> float:
        """Of totals, date and signatures, in mm."""
        totals = sum(len(self._lines(line, self.inner, "I", 13)) for line in self.paper.totals)
        return 6 + totals * _height(13) + self._signatures_height()

    def _signatures_height(self) -> float:
        blocks = len(self.paper.signers) or 1
        lines = max(
            (len(self._lines(one.title, self.inner / blocks, "B", 13)) for one in self.paper.signers), default=0
        )
        return (lines + 2) * _height(13) + (_TO_SIGN if self.paper.signers else 0)

    def _signatures(self) -> None:
        if self.paper.dated:
            half = self.inner / 2
            self.down = self._centred(self.paper.dated, self.left + half, half, self.down, "I", 13) + 1
        if not self.paper.signers:
            return
        width, ends = self.inner / len(self.paper.signers), []
        for place, signer in enumerate(self.paper.signers):
            left = self.left + place * width
            end = self._centred(signer.title, left, width, self.down, "B", 13)
            ends.append(self._centred(signer.note, left, width, end, "I", 12) if signer.note else end)
        self.down = max(ends) + _TO_SIGN

    def _recipients(self) -> None:
        if not self.paper.recipients:
            return
        self._room(_height(12) + len(self.paper.recipients) * _height(11))
        self._line(RECIPIENTS, self.left, self.down, "BI", 12)
        self.down += _height(12)
        for line in self.paper.recipients:
            self._line(f"- {line}", self.left, self.down, "", 11)
            self.down += _height(11)


def _height(size: float) -> float:
    """Of one line, in mm."""
    return size * _POINT * _LEADING
