"""Papers as .xlsx: A4, the header row on each page, every text kept as text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from files.papers.lines import balanced, greedy
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
_LEFT_SHARE = 0.42  # of the width, for the issuing bodies
_CAPITALS = 0.8  # of them fit where so many digits do
_LINE = 16.5  # points of one line of text
_POINT = 72 / 25.4  # points in a millimetre
_INCH = 25.4
_FONT = {"font_name": "Times New Roman", "font_size": 11}  # its digits are what widths of columns are counted in
_NUMBER = '&C&"Times New Roman,Regular"&13&P'


def papers_xlsx(papers: Sequence[Paper], names: Sequence[str] = ()) -> bytes:
    """A sheet for each. names: of the sheets; their titles when there are none."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_format_properties": _FONT, **TEXT_ONLY}) as book:
        formats = _formats(book, papers[0].size if papers else 12)
        taken: set[str] = set()
        for place, paper in enumerate(papers):
            wanted = names[place] if place < len(names) else paper.title.capitalize()
            _Sheet(book.add_worksheet(_free(wanted, taken)), paper, formats).write()
    return _unnumbered_first_pages(buffer)


def _unnumbered_first_pages(saved: io.BytesIO) -> bytes:
    """Page one bears no number. The format knows a first page of its own, XlsxWriter does not."""
    whole = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                content = content.replace(b"<headerFooter>", b'<headerFooter differentFirst="1">')
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _free(wanted: str, taken: set[str]) -> str:
    """A name for a sheet that no other one has, whatever the case of its letters."""
    name, number = sheet_name(wanted), 1
    while name.lower() in taken:
        number += 1
        name = f"{sheet_name(wanted)[:26].rstrip()} ({number})"
    taken.add(name.lower())
    return name


def _formats(book: Any, size: float) -> dict[str, Any]:
    """size: points of the table's text."""
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": size}
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
        """Bodies at the left, nation and motto at the right; a body without a superior has both rows to itself."""
        split = self._split()
        left, right = sum(self.signs[: split + 1]), sum(self.signs[split + 1 :])
        issuer = "\n".join(balanced(self.paper.issuer, left * _CAPITALS, len))
        if self.paper.superior:
            self._across(0, 0, split, self.paper.superior, "superior")
            self._across(1, 0, split, issuer, "issuer")
            heights = [_lines_of(self.paper.superior, left), issuer.count("\n") + 1]
        else:
            self._block(0, 1, 0, split, issuer, "issuer")
            heights = [1, issuer.count("\n")]
        for row, (text, look) in enumerate(((NATION, "nation"), (MOTTO, "motto"))):
            self._across(row, split + 1, self.last, text, look)
            self.sheet.set_row(row, _LINE * max(1, heights[row], _lines_of(text, right)))
        self.row = 3
        for text, look in [(self.paper.title, "title"), *((line, "line") for line in self.paper.lines)]:
            self.sheet.set_row(self.row, _LINE * 1.1 * _lines_of(text, sum(self.signs)))
            self._across(self.row, 0, self.last, text, look)
            self.row += 1
        self.row += 1

    def _split(self) -> int:
        """The last column of the issuing bodies' block."""
        return max(self._column_at(_LEFT_SHARE) - 1, 0)

    def _across(self, row: int, first: int, last: int, text: str, look: str) -> None:
        self._block(row, row, first, last, text, look)

    def _block(self, top: int, bottom: int, first: int, last: int, text: str, look: str) -> None:
        if first >= last and top == bottom:
            self.sheet.write_string(top, first, text, self.formats[look])
        else:
            self.sheet.merge_range(top, first, bottom, max(first, last), text, self.formats[look])

    def _rows(self, first: int) -> None:
        columns = self.paper.columns
        for row, cells in enumerate(self.paper.rows, first):
            tall = max(map(self._lines, range(self.last + 1), cells))
            self.sheet.set_row(row, max(self.paper.row_height * _POINT, self.paper.size * 1.35 * tall + 3))
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
            self._across(self.row, *self._share(1, 2), self.paper.dated, "dated")
            self.row += 1
        self._signers()
        if self.paper.recipients:
            self.row += 5
            self.sheet.write_string(self.row, 0, RECIPIENTS, self.formats["recipients"])
            for place, line in enumerate(self.paper.recipients, 1):
                self.sheet.write_string(self.row + place, 0, f"- {line}", self.formats["recipient"])

    def _signers(self) -> None:
        for place, signer in enumerate(self.paper.signers):
            columns = self._share(place, len(self.paper.signers))
            self._across(self.row, *columns, signer.title, "signer")
            if signer.note:
                self._across(self.row + 1, *columns, signer.note, "under")

    def _share(self, place: int, count: int) -> tuple[int, int]:
        """First and last column of one of so many parts of about the same width."""
        first, after = (self._column_at(part / count) for part in (place, place + 1))
        return first, max(first, after - 1)

    def _column_at(self, share: float) -> int:
        """The column whose left side is nearest to this share of the width."""
        whole = sum(self.signs)
        sides = [sum(self.signs[:column]) / whole for column in range(self.last + 2)]
        return min(range(self.last + 2), key=lambda column: abs(sides[column] - share))

    def _page(self, header: int) -> None:
        self.sheet.set_paper(9)  # A4
        if self.paper.landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(
            left=MARGIN_LEFT / _INCH, right=MARGIN_RIGHT / _INCH, top=MARGIN_TOP / _INCH, bottom=MARGIN_BOTTOM / _INCH
        )
        self.sheet.set_header(_NUMBER, {"margin": 10 / _INCH})
        self.sheet.repeat_rows(header)
        self.sheet.freeze_panes(header + 1, 0)
        self.sheet.center_horizontally()


def _lines_of(text: str | None, signs: float) -> int:
    """How many lines a text takes between so many signs, broken between words. Capitals are wider than the signs by
    which widths are counted, other letters a little narrower."""
    wide = 1 / _CAPITALS if text and text.isupper() else 0.97
    return sum(max(1, len(greedy(line, signs, lambda some: len(some) * wide))) for line in (text or "").split("\n"))
