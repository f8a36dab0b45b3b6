"""PDF files: the text layer in reading order, ruled tables, two columns, page furniture dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

from files.refusals import FileProblem, FileRefused
from training.reading.plans.blocks import Block, Table
from training.reading.plans.layout import blocks_of, filled
from training.reading.plans.letters import tidy

PAGE_LIMIT = 200
_GAP = 18  # points between words that no justified line has


def pdf_blocks(path: Path, data: bytes) -> list[Block]:
    """Raises FileRefused: PASSWORD, CUT_OFF, or UNREADABLE with why="scanned" when pages are only pictures."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    from files.documents import NoText

    try:
        with pdfplumber.open(path) as document:
            pages = [_page(page) for page in document.pages[:PAGE_LIMIT]]
            pictures = any(page.images for page in document.pages[:3])
    except PdfminerException as error:
        raise _refusal(error, data) from None
    if not any(pages):
        raise FileRefused(FileProblem.UNREADABLE, why=NoText.SCANNED) if pictures else _nothing(data)
    return _joined([piece for page in _without_running_heads(pages) for piece in page])


def _refusal(error: Exception, data: bytes) -> FileRefused:
    cause = type(error.args[0]).__name__ if error.args else ""
    if "Password" in cause or "Encryption" in cause or b"/Encrypt" in data:
        return FileRefused(FileProblem.PASSWORD)
    return _nothing(data)


def _nothing(data: bytes) -> FileRefused:
    cut = b"%%EOF" not in data[-2048:]
    return FileRefused(FileProblem.CUT_OFF if cut else FileProblem.EMPTY)


Piece = str | Table


def _page(page: Any) -> list[Piece]:
    """Lines and tables from top to bottom."""
    tables = [found for found in page.find_tables() if len(found.cells) >= 4]
    placed: list[tuple[float, Piece]] = [(found.bbox[1], _ruled(found)) for found in tables]
    words = [word for word in page.extract_words(x_tolerance=2) if not _inside(word, tables)]
    placed += _lines(words, page.width)
    placed.sort(key=lambda piece: piece[0])
    return [piece for _, piece in placed]


def _ruled(found: Any) -> Table:
    """Cells that a merge covers come as None: they take what stands left or above."""
    rows = [list(row) for row in found.extract()]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                row[column] = _covering(rows, at, column)
    return filled([[tidy(cell or "") for cell in row] for row in rows])


def _covering(rows: list[list[str | None]], at: int, column: int) -> str:
    left = rows[at][column - 1] if column else None
    above = rows[at - 1][column] if at else None
    own_row = [cell for cell in rows[at] if cell]
    if left and (len(own_row) == 1 or at == 0):
        return left
    return above or left or ""


def _inside(word: dict[str, Any], tables: Sequence[Any]) -> bool:
    middle_x, middle_y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return any(
        left <= middle_x <= right and top <= middle_y <= bottom
        for left, top, right, bottom in (found.bbox for found in tables)
    )


def _lines(words: list[dict[str, Any]], width: float) -> list[tuple[float, Piece]]:
    lines = _grouped(words)
    gutter = _gutter(lines, width)
    if gutter is not None:
        return _two_columns(words, gutter)
    placed: list[tuple[float, Piece]] = []
    at = 0
    while at < len(lines):
        band = _band(lines[at:], width)
        if band is None:
            placed.append((lines[at][0]["top"], _written(lines[at])))
            at += 1
        else:
            x, count = band
            placed += _two_columns([word for line in lines[at : at + count] for word in line], x)
            at += count
    return placed


def _band(lines: list[list[dict[str, Any]]], width: float) -> tuple[float, int] | None:
    """Where two columns of running text begin on a page that is not wholly of them: their gutter and lines."""
    found = [(len(run), x) for x in _middle(width) if (run := _run(lines, x))]
    return (max(found)[1], max(found)[0]) if found else None


def _middle(width: float) -> list[float]:
    return [width * share / 100 for share in range(42, 59, 2)]


def _run(lines: list[list[dict[str, Any]]], x: float) -> list[list[dict[str, Any]]]:
    """The lines from the first one on that leave x free, when they are two columns of text."""
    if not lines or not _splits(lines[0], x) or _is_table_like(lines[0]):
        return []
    run = list(takewhile(lambda line: _gap_at(line, x) >= _NARROW or _beside(line, x), lines))
    while run and run[-1][-1]["x1"] <= x:
        run.pop()  # what stands left alone at the end is text again
    split = [line for line in run if _splits(line, x)]
    written = " ".join(_written(line) for line in run)
    tables = sum(map(_is_table_like, split))
    return run if len(split) >= 5 and tables * 5 <= len(split) and not _LETTERHEAD.search(written) else []


_NARROW = 5  # points: more than a blank between words
_LETTERHEAD = re.compile(r"Độc lập\W+Tự do", re.I)


def _is_table_like(line: list[dict[str, Any]]) -> bool:
    """More than two cells beside each other, or a short word before a gap: numbers and labels of a table."""
    cells = _written(line).split("\t")
    return len(cells) > 2 or (len(cells) == 2 and len(cells[0]) < 6)


def _beside(line: list[dict[str, Any]], x: float) -> bool:
    return bool(line[-1]["x1"] <= x or line[0]["x0"] >= x)


def _grouped(words: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words on one height, left to right."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        if lines and abs(lines[-1][0]["bottom"] - word["bottom"]) <= 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word["x0"]) for line in lines]


def _gutter(lines: list[list[dict[str, Any]]], width: float) -> float | None:
    """Where the page falls into two columns of running text: a gap at one place in most of its lines."""
    best = max(_middle(width), key=lambda x: sum(_splits(line, x) for line in lines))
    split = sum(_splits(line, best) for line in lines)
    return best if split >= 10 and split * 3 >= len(lines) * 2 else None


def _splits(line: list[dict[str, Any]], x: float) -> bool:
    crossing = any(word["x0"] < x < word["x1"] for word in line)
    return not crossing and line[0]["x0"] < x < line[-1]["x1"] and _gap_at(line, x) >= _GAP * 0.6


def _gap_at(line: list[dict[str, Any]], x: float) -> float:
    return float(max((b["x0"] - a["x1"] for a, b in pairwise(line) if a["x1"] <= x <= b["x0"]), default=0))


def _two_columns(words: list[dict[str, Any]], gutter: float) -> list[tuple[float, Piece]]:
    """The left column whole, then the right one; both are placed where the left one begins."""
    left = _grouped([word for word in words if word["x1"] <= gutter])
    right = _grouped([word for word in words if word["x1"] > gutter])
    top = min((line[0]["top"] for line in left), default=0.0)
    return [(top + number / 10_000, _written(line)) for number, line in enumerate([*left, *right])]


def _written(line: list[dict[str, Any]]) -> str:
    """Wide gaps become tabs: columns without rules are found again by the layout."""
    text = str(line[0]["text"])
    for before, word in pairwise(line):
        text += ("\t" if word["x0"] - before["x1"] > _GAP else " ") + str(word["text"])
    return text


def _without_running_heads(pages: list[list[Piece]]) -> list[list[Piece]]:
    """First and last lines that hold only a page number, or stand the same on most pages."""
    edges = [piece for page in pages for piece in (page[:1] + page[-1:]) if isinstance(piece, str)]
    repeated = {piece for piece in edges if len(pages) > 2 and edges.count(piece) * 3 >= len(pages) * 2}
    return [
        [piece for at, piece in enumerate(page) if not (at in (0, len(page) - 1) and _furniture(piece, repeated))]
        for page in pages
    ]


def _furniture(piece: Piece, repeated: set[str]) -> bool:
    return isinstance(piece, str) and (
        piece in repeated or bool(re.fullmatch(r"\W*(?:[Tt]rang )?\d{1,3}(?:/\d+)?\W*", piece))
    )


def _joined(pieces: list[Piece]) -> list[Block]:
    """Runs of lines go through the layout; a table cut by the end of a page is one again."""
    blocks: list[Block] = []
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            lines.append(piece)
            continue
        blocks.extend(blocks_of("\n".join(lines)))
        lines = []
        last = blocks[-1] if blocks else None
        if isinstance(last, Table) and len(last.rows[0]) == len(piece.rows[0]):
            blocks[-1] = _carried_on(last, piece)
        else:
            blocks.append(piece)
    return blocks + blocks_of("\n".join(lines))


def _carried_on(above: Table, below: Table) -> Table:
    rows = below.rows[1:] if below.rows[0] == above.rows[0] else below.rows
    first = rows[0] if rows else ()
    if first and not first[0].strip() and len(above.rows) > 1 and re.fullmatch(r"\d+\.?", above.rows[-1][0]):
        merged = tuple("\n".join(part for part in pair if part) for pair in zip(above.rows[-1], first, strict=True))
        return Table((*above.rows[:-1], merged, *rows[1:]))
    return Table((*above.rows, *rows))
