"""Papers as .xlsx: A4, the header row on each page, every text kept as text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from files.papers.model import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    MOTTO,
    NATION,
    RECIPIENTS,
    Paper,
)
from files.reports import TEXT_ONLY, sheet_name, write_text

_SIGN_MM = 2.05  # of one sign of a column's width in Times at 12 points
_LINE = 16.5  # points of one line of text
_POINT = 72 / 25.4  # points in a millimetre
_INCH = 25.4


def papers_xlsx(papers: Sequence[Paper], names: Sequence[str] = ()) -> bytes:
    """A sheet for each. names: of the sheets; their titles when there are none."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_ONLY}) as book:
        formats = _formats(book)
        taken: set[str] = set()
        for place, paper in enumerate(papers):
            wanted = names[place] if place < len(names) else paper.title.capitalize()
            _Sheet(book.add_worksheet(_free(wanted, taken)), paper, formats).write()
    return buffer.getvalue()


def _free(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that no other one has, whatever the case of its letters."""
    name, number = sheet_name(wanted), 1
    while name.lower() in taken:
        number += 1
        name = f"{sheet_name(wanted)[:26].rstrip()} ({number})"
    taken.add(name.lower())
    return name


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 12}
    middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
    looks: dict[str, dict[str, Any]] = {
        "superior": {**middle, "font_size": 12},
        "issuer": {**middle, "font_size": 12, "bold": True, "underline": 1},
        "nation": {**middle, "font_size": 12, "bold": True},
        "motto": {**middle, "font_size": 13, "bold": True, "underline": 1},
        "title": {**middle, "font_size": 14, "bold": True},
        "line": {**middle, "font_size": 13},
        "dated": {**middle, "font_size": 13, "italic": True},
        "signer": {**middle, "font_size": 13, "bold": True},
        "under": {**middle, "font_size": 12, "italic": True},
        "total": {"font_size": 13, "italic": True},
        "recipients": {"font_size": 12, "italic": True, "bold": True},
        "recipient": {"font_size": 11},
        "head": {**cell, "bold": True, "align": "center"},
        "text": {**cell, "num_format": "@"},
        "centred": {**cell, "num_format": "@", "align": "center"},
        "number": {**cell, "align": "center"},
    }
    return {name: book.add_format({"font_name": "Times New Roman", **look}) for name, look in looks.items()}


class _Sheet:
    """Writes one paper; `row` is the next one, from 0."""

    def __init__(self, sheet: Any, paper: Paper, formats: Mapping[str, Any]) -> None:
        self.sheet, self.paper, self.formats = sheet, paper, formats
        self.last = len(paper.columns) - 1
        self.signs = [max(width / _SIGN_MM, 3) for width in paper.widths]
        self.row = 0

    def write(self) -> None:
        for column, width in enumerate(self.signs):
            self.sheet.set_column(column, column, width)
        self._heading()
        header = self.row
        for column, one in enumerate(self.paper.columns):
            self.sheet.write_string(header, column, one.title, self.formats["head"])
        self.sheet.set_row(header, _LINE * max(map(self._lines, range(self.last + 1), self._titles())) + 4)
        self._rows(header + 1)
        self._foot()
        self._page(header)

    def _titles(self) -> list[str]:
        return [one.title for one in self.paper.columns]

    def _lines(self, column: int, text: str) -> int:
        """How many lines a text takes in a column."""
        return _lines_of(text, self.signs[column])

    def _heading(self) -> None:
        split = self._split()
        left = [(self.paper.superior, "superior")] if self.paper.superior else []
        left.append((self.paper.issuer, "issuer"))
        right = [(NATION, "nation"), (MOTTO, "motto")]
        for row in range(max(len(left), len(right))):
            tall = 1
            if row < len(left):
                tall = _lines_of(left[row][0], sum(self.signs[: split + 1]))
                self._across(row, 0, split, *left[row])
            if row < len(right):
                tall = max(tall, _lines_of(right[row][0], sum(self.signs[split + 1 :])))
                self._across(row, split + 1, self.last, *right[row])
            self.sheet.set_row(row, _LINE * tall)
        self.row = max(len(left), len(right)) + 1
        for text, look in [(self.paper.title, "title"), *((line, "line") for line in self.paper.lines)]:
            self.sheet.set_row(self.row, _LINE * 1.1 * _lines_of(text, sum(self.signs)))
            self._across(self.row, 0, self.last, text, look)
            self.row += 1
        self.row += 1

    def _split(self) -> int:
        """The last column of the issuing bodies' block: about two fifths of the width."""
        whole, used = sum(self.signs), 0.0
        for column, width in enumerate(self.signs[:-1]):
            used += width
            if used >= 0.36 * whole:
                return column
        return max(self.last - 1, 0)

    def _across(self, row: int, first: int, last: int, text: str | None, look: str) -> None:
        if first >= last:
            self.sheet.write_string(row, first, text or "", self.formats[look])
        else:
            self.sheet.merge_range(row, first, row, last, text or "", self.formats[look])

    def _rows(self, first: int) -> None:
        columns = self.paper.columns
        for row, cells in enumerate(self.paper.rows, first):
            tall = max(map(self._lines, range(self.last + 1), cells))
            self.sheet.set_row(row, max(self.paper.row_height * _POINT, _LINE * tall + 2))
            for column, text in enumerate(cells):
                if column == 0 and text.isascii() and text.isdigit():
                    self.sheet.write_number(row, 0, int(text), self.formats["number"])
                else:
                    look = self.formats["centred" if columns[column].centred else "text"]
                    write_text(self.sheet, row, column, text, look)
        self.row = first + len(self.paper.rows)

    def _foot(self) -> None:
        for line in self.paper.totals:
            self.row += 1
            self.sheet.write_string(self.row, 0, line, self.formats["total"])
        self.row += 2
        if self.paper.dated:
            self._across(self.row, self.last // 2 + 1, self.last, self.paper.dated, "dated")
            self.row += 1
        self._signers()
        if self.paper.recipients:
            self.row += 5
            self.sheet.write_string(self.row, 0, RECIPIENTS, self.formats["recipients"])
            for place, line in enumerate(self.paper.recipients, 1):
                self.sheet.write_string(self.row + place, 0, f"- {line}", self.formats["recipient"])

    def _signers(self) -> None:
        count = len(self.paper.signers)
        for place, signer in enumerate(self.paper.signers):
            first = place * (self.last + 1) // count
            last = (place + 1) * (self.last + 1) // count - 1
            self._across(self.row, first, last, signer.title, "signer")
            if signer.note:
                self._across(self.row + 1, first, last, signer.note, "under")

    def _page(self, header: int) -> None:
        self.sheet.set_paper(9)  # A4
        if self.paper.landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(
            left=MARGIN_LEFT / _INCH, right=MARGIN_RIGHT / _INCH, top=MARGIN_TOP / _INCH, bottom=MARGIN_BOTTOM / _INCH
        )
        self.sheet.set_header("&C&P", {"margin": 10 / _INCH})
        self.sheet.repeat_rows(header)
        self.sheet.freeze_panes(header + 1, 0)
        self.sheet.center_horizontally()


def _lines_of(text: str | None, signs: float) -> int:
    """Capitals are a quarter wider than the signs by which widths are counted."""
    wide = 1.25 if text and text.isupper() else 1.08
    return sum(
        max(1, -(-round(len(line) * wide * 10) // max(int(signs * 10), 10))) for line in (text or "").split("\n")
    )
