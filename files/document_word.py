"""Word documents: paragraphs and tables in their order, tracked deletions and struck-through text left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from files.refusals import FileProblem, FileRefused
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.layout import filled
from training.reading.plans.letters import one_line, tidy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = ("0", "false", "none")


def word_blocks(path: Path) -> list[Block]:
    """Raises FileRefused when the parts of the file do not open."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]  # lxml ships no types

    try:
        body = docx.Document(str(path)).element.body
    except (PackageNotFoundError, KeyError, zipfile.BadZipFile, XMLSyntaxError, EOFError):
        raise FileRefused(FileProblem.CUT_OFF) from None
    return list(_blocks(body))


def _blocks(parent: Any) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{_W}p":
            text = one_line(_text(child))
            if text:
                yield Paragraph(text)
        elif child.tag == f"{_W}tbl":
            table = _table(child)
            if any(any(row) for row in table.rows):
                yield table
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo"):
            yield from _blocks(child)


def _text(paragraph: Any) -> str:
    return tidy("".join(_pieces(paragraph)))


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in (_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}footnoteReference"):
            continue
        if child.tag == f"{_W}r" and _struck(child):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            yield from _pieces(child)


def _struck(run: Any) -> bool:
    marks = [run.find(f"{_W}rPr/{_W}{name}") for name in ("strike", "dstrike")]
    return any(mark is not None and mark.get(f"{_W}val", "1") not in _OFF for mark in marks)


def _table(element: Any) -> Table:
    """A cell merged over columns or rows is repeated in each of them."""
    rows: list[list[str]] = []
    for row in element.iterchildren(f"{_W}tr"):
        cells: list[str] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        for cell in _cells(row):
            text = _cell_text(cell)
            if _goes_on(cell) and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            cells.extend([text] * max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan"))))
        rows.append(cells)
    return filled(rows)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _cells(child)


def _cell_text(cell: Any) -> str:
    """Paragraphs of a cell a line each; a table inside it as lines of its cells."""
    lines: list[str] = []
    for block in _blocks(cell):
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(" ".join(row) for row in block.rows)
    return "\n".join(lines)


def _goes_on(cell: Any) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(element: Any) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return min(int(value), 100) if value and value.isdecimal() else 0
