"""Tables of which a scan has left a cell a line and nothing else: the head is a run of lines that name columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.reading.lazily import lazily
from training.reading.plans.columns import Column, column_of
from training.reading.plans.dealing import by_look, rows_by_period
from training.reading.plans.outline import label_of

_TIMED = frozenset((Column.TIME, Column.START, Column.END, Column.CLOCK))
_TOLD = frozenset((Column.TITLE, Column.GROUP, Column.SUBJECT, Column.AUDIENCE, Column.FORM))
_DAY = lazily(r"\d{1,2}\s?[/.-]\s?\d|[Tt]háng \d|[Tt]uần \d|ngày \d")
_CLOCK = lazily(r"\d\s?(?:[hg:.]|giờ)\s?\d|\d\s?[hg]\b")
_PART = lazily(r"(?:[Bb]uổi )?(?:[Ss]áng|[Cc]hiều|[Tt]ối)\b|[Cc]ả ngày")
_LABEL = lazily(r"(?:(?:Năm học|Học kỳ|Quý|Tháng|Tuần|Ngày) [\d/IVX. -]{1,12}|[IVX]{1,4}\.\s.{3,60})", re.I)
_SPECKS = lazily(r"(?:[^\w\s]\s*){2,6}|[.,'`~]")  # of a scan; a single dash is an empty cell
_HEADING = lazily(r"\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=[^\W\d])|[a-zđ]\)\s")
_OVER = lazily(r"^(?:[IVX]{1,4}\.\s|[-–+*•]\s|Nơi nhận|Phụ lục|PHỤ LỤC|Lưu ý|Ghi chú)")


def rows_of_lines(lines: Sequence[str], at: int) -> tuple[list[list[str]], int] | None:
    """The rows of a table that begins here, its heads first, and the number of the line behind it."""
    heads, end = _head_lines(lines, at)
    if len(heads) < 3:
        return None
    if (dealt := rows_by_period(lines[end:], heads)) is not None:
        return [heads, *dealt[0]], end + dealt[1]
    cells, after = _cells_below(lines, end)
    if column_of(heads[0]) is Column.NUMBER:
        cells, after = _without_text_behind(cells, len(heads), after)
        rows = _rows_of_cells(heads, [cell for cell, _ in cells])
        return (rows, after) if len(rows) > 1 else None
    return _rows_by_time(heads, cells)


def _head_lines(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    heads: list[str] = []
    end = at
    numbered = at < len(lines) and column_of(lines[at].strip()) in (Column.NUMBER, Column.TITLE)
    first = _first_number(lines, at) if numbered else at
    numbered = first > at or (at < len(lines) and column_of(lines[at].strip()) is Column.NUMBER)
    while end < len(lines) and len(heads) < 12:
        line = lines[end].strip()
        if line and not (_is_head_cell(line) or (end < first and heads and _may_be_head(line))):
            break
        if not line and (not heads or not numbered):
            break
        if line:
            heads.append(line)
        end += 1
    roles = {column_of(head) for head in heads}
    unknown = sum(column_of(head) is Column.OTHER for head in heads)
    if unknown * 3 > len(heads) or (heads and heads[0].isupper() and not all(head.isupper() for head in heads[:2])):
        return ([], at) if not numbered or unknown * 3 > len(heads) else (heads, end)
    return (heads, end) if roles & _TIMED and (numbered or (len(roles) > 2 and roles & _TOLD)) else ([], at)


def _first_number(lines: Sequence[str], at: int) -> int:
    """Where the number of the first row stands alone on its line; `at` when it does not."""
    ahead = range(at, min(at + 30, len(lines)))
    return next((end for end in ahead if re.fullmatch(r"\s*(?:0?1|[lI])[.)]?\s*", lines[end])), at)


def _is_head_cell(line: str) -> bool:
    role = column_of(line)
    if _NO_CELL.search(line):
        return False
    return role is not Column.OTHER and not re.search(r":\s|[:;.]$" if role is Column.GROUP else r"\d|:\s|[:;.]$", line)


def _may_be_head(line: str) -> bool:
    return len(line) < 40 and not re.search(r"\d|[:;.]|\t", line)


_NO_CELL = lazily(r"\t|^(?:[A-Z]|[IVX]{1,4})[.)]\s")  # a row of cells, a heading


def _cells_below(lines: Sequence[str], at: int) -> tuple[list[tuple[str, int]], int]:
    """Cells under a head that stands a word a line, each with the number of its line: up to a heading or a sentence."""
    cells: list[tuple[str, int]] = []
    end = at
    while end < len(lines):
        line = lines[end].strip()
        if len(line) > 200 or _OVER.match(line):
            break
        if line and not _SPECKS.fullmatch(line):
            cells.append((line, end))
        end += 1
    return cells, end


def _without_text_behind(cells: list[tuple[str, int]], width: int, after: int) -> tuple[list[tuple[str, int]], int]:
    """Cells up to the heading, the labelled line or the sentence that goes on behind the last row."""
    numbers = [at for at, (cell, _) in enumerate(cells) if re.fullmatch(r"[\dlI]{1,2}[.)]?", cell)]
    last = numbers[-1] if numbers else 0
    lines_apart = [cells[at][1] - cells[at - 1][1] for at in range(1, len(cells))]
    widest = max(lines_apart[:last], default=1)
    for at in range(last + 2, len(cells)):
        line, number = cells[at]
        if _HEADING.match(line) or (at >= last + width and lines_apart[at - 1] > widest):
            return cells[:at], number
        if at < last + width:
            continue
        head = re.sub(r"^\d{1,2}[.)]\s+", "", line.split(": ")[0])
        label = label_of(f"{head}: x") if ": " in line else None
        if label is not None or (len(line) > 60 and line.endswith(".")):
            return cells[:at], number
    return cells, after


def _rows_of_cells(heads: list[str], cells: list[str]) -> list[list[str]]:
    """Cells dealt into rows: each next row number begins a row; a surplus is a cell over several lines."""
    rows: list[list[str]] = []
    labels: dict[int, str] = {}  # what stands over a row, by the number of the row
    for at, cell in enumerate(cells):
        following = cells[at + 1] if at + 1 < len(cells) else ""
        if _is_number(cell, len(rows) + 1):
            rows.append([cell])
        elif _LABEL.fullmatch(cell) and _is_number(following, len(rows) + 1):
            labels[len(rows)] = cell
        elif rows:
            rows[-1].append(cell)
    if rows:
        rows[-1], total = _without_total(rows[-1], heads)
        if not any(_begins_within(row, heads) for row in rows):
            rows[-1] = rows[-1][: len(heads) + 2]  # what follows the last row is text again
        dealt = [[_dealt(piece, heads) for piece in _rows_within(row, heads)] for row in rows]
        over = [[[labels[at], *[""] * (len(heads) - 1)]] if at in labels else [] for at in range(len(rows))]
        return [heads, *(row for at in range(len(rows)) for row in (*over[at], *dealt[at])), *total]
    return [heads]


def _is_number(cell: str, number: int) -> bool:
    return bool(re.fullmatch(rf"0?{number}[.)]?", re.sub(r"^[lI]$", "1", cell)))


def _rows_within(row: list[str], heads: list[str]) -> list[list[str]]:
    """Cells of a numbered row and of the rows without a number behind it, under cells merged over them."""
    begin = _begins_within(row, heads)
    if not begin:
        return [row]
    rest = by_look(["", *row[begin:]], heads) if len(row) - begin + 1 < len(heads) else ["", *row[begin:]]
    return [row[:begin], *_rows_within(rest, heads)]


def _begins_within(row: list[str], heads: list[str]) -> int:
    """Where a second row begins among the cells of a row: at its day, else at its part of the day; 0 for nowhere."""
    if len(row) < len(heads) + 3:
        return 0
    times = [at for at, head in enumerate(heads) if column_of(head) in _TIMED | {Column.PART}]
    looks = [(at, _CLOCK if column_of(heads[at]) in (Column.CLOCK, Column.PART) else _DAY) for at in times[:2]]
    for begin in range(len(heads) - 1, len(row) - len(heads) + len(times) + 1):
        if any(look.search(row[begin]) or (look is _CLOCK and _PART.match(row[begin])) for _, look in looks):
            return begin
    return 0


def _without_total(row: list[str], heads: list[str]) -> tuple[list[str], list[list[str]]]:
    """The last row, and "Tổng cộng" with its number as a row under the column of numbers."""
    at = next((at for at, cell in enumerate(row) if re.fullmatch(r"(?:Tổng(?: cộng| số)?|Cộng):?", cell, re.I)), None)
    column = next((n for n, head in enumerate(heads) if column_of(head) is Column.QUOTA), None)
    if at is None:
        return row, []
    number = next((cell for cell in row[at + 1 :] if re.fullmatch(r"\d[\d.]*", cell)), None)
    total = [""] * len(heads)
    if column is None or number is None:
        return row[:at], []
    total[0], total[column] = row[at], number
    return row[:at], [total]


def _rows_by_time(heads: list[str], cells: Sequence[tuple[str, int]]) -> tuple[list[list[str]], int] | None:
    """Without numbers each cell that looks like the first column of time tells where its row begins."""
    roles = [column_of(head) for head in heads]
    column = next(at for at, role in enumerate(roles) if role in _TIMED)
    look = _CLOCK if roles[column] is Column.CLOCK else _DAY
    marks = [at for at, (cell, _) in enumerate(cells) if look.search(cell) and at >= column]
    marks = [at for number, at in enumerate(marks) if not number or at - marks[number - 1] >= min(3, len(heads))]
    if not marks or marks[0] != column:
        return None
    starts = [mark - column for mark in marks]
    rows: list[list[str]] = []
    for begin, end in zip(starts, [*starts[1:], starts[-1] + len(heads)], strict=True):
        if end - begin > len(heads) + 3 or len(cells) < begin + len(heads) - 1:
            break  # text that happens to name a day
        rows.append([cell for cell, _ in cells[begin:end]])
    if not rows:
        return None
    return [heads, *(_dealt(row, heads) for row in rows)], cells[sum(map(len, rows)) - 1][1] + 1


def _dealt(row: list[str], heads: list[str]) -> list[str]:
    """Lines of one row under their heads: the time is found by its look, what is too much joins its neighbour."""
    width = len(heads)
    if len(row) < width:
        return by_look(row, heads)
    if len(row) == width:
        return row
    time_column = next((at for at, head in enumerate(heads) if column_of(head) is Column.TIME), 1)
    timed = [at for at, cell in enumerate(row) if re.search(r"\d{1,2}\s?/\s?\d|\d\s?[hg:]\s?\d|[Tt]háng \d", cell)]
    surplus = len(row) - width
    if timed and timed[0] > time_column:
        spare = min(surplus, timed[0] - time_column)
        row = [
            *row[: time_column - 1],
            "\n".join(row[time_column - 1 : time_column + spare]),
            *row[time_column + spare :],
        ]
        surplus -= spare
    if timed and surplus and len(timed) > 1:
        row = [
            *row[:time_column],
            "\n".join(row[time_column : time_column + surplus + 1]),
            *row[time_column + surplus + 1 :],
        ]
    if len(row) > width:
        row = [*row[: width - 1], "\n".join(row[width - 1 :])]
    return row


def rows_of_tabbed(chunks: Sequence[Sequence[str]]) -> list[list[str]] | None:
    """Rows of cells of which each, an empty one too, has a line of its own; their gaps do not count."""
    cells = [cell for chunk in chunks for cell in chunk]
    heads, end = _head_lines([cell.replace("\n", " ") for cell in cells], 0)
    dealt = rows_by_period(cells[end:], heads, gaps=(0,)) if len(heads) > 2 else None
    return [heads, *dealt[0]] if dealt and dealt[1] + end >= len(cells) - 1 else None
