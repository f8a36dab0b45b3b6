"""Columns held apart by blanks: where they begin and end, told by all lines of a table; wrapped lines put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.reading.lazily import lazily
from training.reading.plans.columns import Column, column_of, is_head
from training.reading.plans.letters import plain

_PIECE = lazily(r"\S+(?:\s\S+)*")
_DAY = lazily(r"\d{1,2}\s?[/.-]\s?\d{1,2}|ngày \d|[Tt]háng \d|[Tt]uần \d")
_TIME = lazily(r"\d{1,2}\s?(?:[/:hg]|giờ)\s?\d|\d[hg]\b|ngày \d|[Tt]háng \d|[Tt]uần \d")
_OPEN_END = lazily(r"(?:[-–,/;:+]|\b(?:đến|từ|và|ngày|tháng|năm|tuần))$", re.I)
_OWN_LINE = lazily(
    r"[-+•*]\s|\d{1,2}\s?(?:[.)/hg:]|giờ)|[Tt]ừ \d|[Nn]gày |(?:Buổi )?(?:[Ss]áng|[Cc]hiều|[Tt]ối)(?:\s*\([^)]*\))?\s*:"
)
_TIMES = frozenset((Column.TIME, Column.START, Column.CLOCK, Column.PART))
_WIDEST_HEAD = 6  # lines


def rows_in_columns(lines: Sequence[str], at: int) -> tuple[list[list[str]], int] | None:
    """The rows of a table whose heads begin in this line, the heads first, and the number of the line behind it."""
    first = list(_PIECE.finditer(lines[at])) if at < len(lines) else []
    if len(first) < 3 or "\t" in lines[at] or not _may_be_heads([found[0] for found in first]):
        return None
    starts = [found.start() for found in first]
    end = _end(lines, at, starts)
    body = [line for line in lines[at:end] if line.strip() and not _is_rule(line)]
    edges = _edges(body, starts)
    cells = [_cells(line, edges) for line in body]
    height = _height(cells)
    heads = [" ".join(filter(None, column)) for column in zip(*cells[:height], strict=True)]
    if height >= len(cells) or not names_columns(heads):
        return None
    return [heads, *_rows(cells[height:], heads)], end


def names_columns(heads: Sequence[str]) -> bool:
    """Heads that all name columns; of four or more one may be a name of its own."""
    unknown = sum(column_of(head) is Column.OTHER for head in heads)
    capital = all(head[:1].isupper() for head in heads)
    return len(heads) >= 3 and (not unknown or (unknown == 1 < len(heads) - 2 and capital and is_head(heads)))


def _may_be_heads(pieces: Sequence[str]) -> bool:
    """Heads, or the first line of heads that go on below."""
    known = sum(column_of(piece) is not Column.OTHER for piece in pieces)
    return known >= 2 and known * 2 >= len(pieces) and all(len(piece) < 45 for piece in pieces)


def _end(lines: Sequence[str], at: int, starts: Sequence[int]) -> int:
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            if not re.search(r"\S\s{2,}\S", _line(lines, end + 1)):
                break
        elif not (_is_rule(line) or _fits(line, starts) or _is_label(lines, end)):
            break
        end += 1
    return end


def _line(lines: Sequence[str], at: int) -> str:
    return lines[at] if at < len(lines) else ""


def _is_rule(line: str) -> bool:
    """A line drawn under the heads or between rows."""
    return bool(re.fullmatch(r"[\s+=_–—-]{8,}", line))


def _fits(line: str, starts: Sequence[int]) -> bool:
    return bool(re.search(r"\S\s{2,}\S", line)) or (len(line) - len(line.lstrip()) >= starts[1] - 1)


def _is_label(lines: Sequence[str], at: int) -> bool:
    """A month, a day, a group over rows of several cells, or the last words of a wrapped first cell."""
    line = lines[at].strip()
    ahead = list(_PIECE.finditer(_line(lines, at + 1)))
    return len(line) < 60 and len(ahead) > 2 and not re.search(r"[.:;]$", line)


def _edges(lines: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of places that lines of several cells fill, when there are as many as heads; else by the heads."""
    width = max(map(len, lines))
    filled = [False] * (width + 2)
    for line in lines:
        pieces = list(_PIECE.finditer(line))
        if len(pieces) > 1 or len(line) - len(line.lstrip()) >= starts[1] - 1:
            for found in pieces:
                filled[found.start() : found.end()] = [True] * (found.end() - found.start())
    begins = [at for at in range(width + 1) if filled[at] and not (at and filled[at - 1])]
    stops = [next(end for end in range(at, width + 2) if not filled[end]) for at in begins]
    if len(begins) == len(starts):
        return list(zip(begins, stops, strict=True))
    return [(begin, stop) for begin, stop in zip(starts, [*starts[1:], width], strict=True)]


def _cells(line: str, edges: Sequence[tuple[int, int]]) -> list[str]:
    cells = [""] * len(edges)
    for found in _PIECE.finditer(line):
        nearest = min(range(len(edges)), key=lambda at: _distance(found, edges[at]))
        cells[nearest] = f"{cells[nearest]} {found[0]}".strip()
    return cells


def _distance(found: re.Match[str], edge: tuple[int, int]) -> int:
    return abs(edge[0] - found.start())


def _height(cells: Sequence[Sequence[str]]) -> int:
    """Lines of the heads: those before the first number, day or hour, and before a line after heads that are whole."""
    for at, row in enumerate(cells[1:_WIDEST_HEAD], 1):
        begins = bool(re.fullmatch(r"\d{1,3}[.)]?|[IVX]{1,4}\.?", row[0])) or any(map(_TIME.search, row))
        if begins or (at and row[0] and is_head([" ".join(filter(None, c)) for c in zip(*cells[:at], strict=True)])):
            return at
    return 1


def _rows(lines: Sequence[Sequence[str]], heads: Sequence[str]) -> list[list[str]]:
    roles = [column_of(head) for head in heads]
    rows: list[list[str]] = []
    for cells in lines:
        if not rows or _begins_row(cells, rows[-1], roles):
            rows.append(list(cells))
        else:
            rows[-1] = [_wrapped(above, cell) for above, cell in zip(rows[-1], cells, strict=True)]
    return rows


def _begins_row(cells: Sequence[str], above: Sequence[str], roles: Sequence[Column]) -> bool:
    """A line whose first cell is filled, or which tells a further time and, beside it, something else."""
    if cells[0]:
        if roles[0] is Column.NUMBER:
            return True
        wrapped = cells[0][:1].islower() or _OPEN_END.search(above[0]) or above[0].count("(") > above[0].count(")")
        return not wrapped or any(re.search(r"\d{1,2}\s?[/:hg]\s?\d", cell) for cell in cells[:1])
    begun = [(cell, old, role) for cell, old, role in zip(cells, above, roles, strict=True) if cell]
    times = [(cell, old) for cell, old, role in begun if role in _TIMES]
    if not times or len(times) == len(begun):
        return False
    further = any(_is_further(cell, old) for cell, old in times)
    return further and all(cell[:1].isupper() or not cell[:1].isalpha() for cell, _, _ in begun)


def _is_further(cell: str, above: str) -> bool:
    """Whether a time begins anew below one that is told to its end."""
    part = re.match(r"(?:buoi )?(?:sang|chieu|toi)\b", plain(cell))
    told = _DAY.search(cell) or part or re.match(r"(?:[Tt]ừ )?\d{1,2}\s?[hg:]", cell)
    return bool(told) and not _OPEN_END.search(above) and not cell.startswith(("-", "–")) and above != ""


def _wrapped(above: str, cell: str) -> str:
    """A line of a narrow cell goes on with the next, unless that begins an item or a time of its own."""
    own = _OWN_LINE.match(cell)
    return f"{above}{chr(10) if own else ' '}{cell}".strip()
