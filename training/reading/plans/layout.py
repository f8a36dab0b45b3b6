"""Plain text to blocks: which lines are tables in disguise, which belong together, which are only page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from training.reading.lazily import lazily
from training.reading.plans.aligned import rows_in_columns
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.cells import rows_of_lines, rows_of_tabbed
from training.reading.plans.columns import Column, column_of, is_head
from training.reading.plans.letters import one_line, plain, tidy

_BREAK = "\x0b"  # a line end inside a cell

_TAGS = (
    (lazily(r"<br\s*/?>", re.I), _BREAK),
    (lazily(r"<sup>.*?</sup>", re.I), ""),
    (lazily(r"</?(?:b|i|u|p|span|strong|em|sub|div|font|center)\b[^<>]{0,200}>", re.I), ""),
    (lazily(r"~~[^~\n]{1,300}~~"), ""),  # struck through: no longer valid
    (lazily(r"\[([^\]\n]{1,200})\]\((?:mailto:)?([^)\n]{1,300})\)"), r"\1"),
    (lazily(r"(?m)^[ \t]*#{1,6}[ \t]+"), ""),
    (lazily(r"(?m)^([ \t]*)\*[ \t]+(?=\S)"), r"\1- "),
    (lazily(r"\*{1,3}|_{2,}|`+"), ""),
    (lazily(r"&amp;"), "&"),
    (lazily(r"\\([-.*_&()#+])"), r"\1"),
    (lazily(r"\.{4,}|…{2,}"), "…"),
)
_PAGE = lazily(
    r"^[ \t]*(?:[-–][ ]?\d{1,3}[ ]?[-–]|trang\s*\d{1,3}(?:\s*[/|]\s*\d{1,3})?|page \d+.*|\d{1,3}/\d{1,3})[ \t]*$", re.I
)
_ITEM = lazily(
    r"^(?:[-–+•*>·]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s|\(?[a-zđ]{1}[.)]\s|[IVXLC]{1,5}[.)]\s|\d{1,2}[.)]"
    r"|(?:Điều|Mục|Phần|Chương|Đợt|Lớp|Khóa|Khoá|Nhóm|Buổi|Ngày|Bước|Phụ lục|PHỤ LỤC|Tuần|Tháng|Thứ)\b)"
)
_PART_OF_DAY = lazily(r"(?:buổi )?(?:sáng|chiều|tối)\b|từ \d|lúc \d")
_HOUR = lazily(r"(?:từ |lúc )?\d{1,2}\s?(?:[hg:]\s?\d|[hg]\b|giờ\b)", re.I)
_LABEL = lazily(r"^[^\W\d][^:;.\n]{1,45}:")


def blocks_of(text: str) -> list[Block]:
    """Paragraphs and tables of a text in its order. Any text gives an answer."""
    return _Layout(_cleaned(text).split("\n")).read()


def paragraphs_of(lines: Iterable[str]) -> list[Block]:
    """Lines that a page holds, wrapped ones joined to the paragraph that they are part of."""
    joined: list[str] = []
    lines = [line for line in lines if not _PAGE.match(line)]
    width = _wrap_width(lines)
    for line in lines:
        if joined and joined[-1] and line.strip() and _continues(joined[-1], line.strip(), width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(one_line(line))
    return [Paragraph(one_line(line.replace(_BREAK, " "))) for line in joined if line.strip()]


def filled(rows: Sequence[Sequence[str]]) -> Table:
    """Rows made equally wide."""
    width = max((len(row) for row in rows), default=0)
    return Table(tuple(tuple(_cell(cell) for cell in row) + ("",) * (width - len(row)) for row in rows))


def _cell(text: str) -> str:
    lines = (one_line(line) for line in text.replace(_BREAK, "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _cleaned(text: str) -> str:
    text = text.replace(_BREAK, "\n").replace("\x0c", "\n")
    for pattern, replacement in _TAGS:
        text = pattern.sub(replacement, text)
    return tidy(text)


def _wrap_width(lines: Sequence[str]) -> int:
    """The length at which lines were broken by hand or by a page; 0 when they were not."""
    lengths = sorted(len(line) for line in lines if len(line) > 30)
    if len(lengths) < 6:
        return 0
    widest = lengths[int(len(lengths) * 0.95)]
    near = sum(length >= widest * 0.8 for length in lengths)
    return widest if widest <= 130 and near * 4 >= len(lengths) else 0


def _continues(before: str, line: str, width: int) -> bool:
    if re.match(r"\(\d+ [^\W\d]", line) and not before.endswith((".", ";", ":")):
        return True
    if _ITEM.match(line) and not re.match(r"\d{1,2}\s?(?:[/h]|giờ)", line) and not _cut_date(before, line):
        return False
    if _HOUR.match(line) and _HOUR.match(before) and not before.endswith((",", "-", "–")):
        return False  # the next line of a programme
    if before.endswith(":") and re.search(r"[;,]\s[^;]{3,40}:$", before) and re.match(r"\d{1,2}\s?(?:giờ|[hg])", line):
        return True
    if before.endswith(";") and _PART_OF_DAY.match(line):
        return True  # "ngày 26/9/2023;" and its hours
    if before.endswith((".", ";", ":", "!", "?", "./.")):
        return False
    if line[0].islower() or _cut_date(before, line):
        return True
    wrapped = bool(width) and len(before.rsplit("\n", 1)[-1]) % (width + 1) >= width * 0.8
    return wrapped and not _LABEL.match(line) and not (line.isupper() and len(line) > 6)


def _cut_date(before: str, line: str) -> bool:
    """A line end in the middle of a date, a clock or before what a small word announces."""
    if before.isupper() or not line[0].isalnum():
        return False
    return bool(re.search(r"(?:\b(?:ngay|thang|nam|tu|den|va|cua|tai|cho|luc|vao|cac|voi)|,|/)$", plain(before[-12:])))


class _Layout:
    """Walks over the lines once; each kind of table takes the lines that are its own."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0
        self._blocks: list[Block] = []
        self._plain: list[str] = []

    def read(self) -> list[Block]:
        takers = (self._pipes, self._cells_with_tabs, self._tabs, self._columns, self._cells_one_a_line)
        while self._at < len(self._lines):
            rows = next((rows for taker in takers if (rows := taker())), None)
            if rows is None:
                self._plain.append(self._lines[self._at])
                self._at += 1
                continue
            self._flush()
            self._blocks.append(filled(rows))
        self._flush()
        return self._blocks

    def _flush(self) -> None:
        self._blocks.extend(paragraphs_of(line.replace("\t", " ") for line in self._plain))
        self._plain = []

    def _ahead(self, offset: int = 0) -> str:
        at = self._at + offset
        return self._lines[at] if at < len(self._lines) else ""

    def _pipes(self) -> list[list[str]] | None:
        """| a | b |"""
        rows: list[list[str]] = []
        end = self._at
        while end < len(self._lines) and self._lines[end].count("|") + self._lines[end].count("│") >= 2:
            line = self._lines[end].strip().replace("│", "|")
            if not re.fullmatch(r"[\s|:+–-]*", line):
                rows.append([cell.strip() for cell in line.strip("|").split("|")])
            end += 1
            if end + 1 < len(self._lines) and not self._lines[end].strip() and self._lines[end + 1].count("|") >= 2:
                end += 1
        if len(rows) < 2:
            return None
        self._at = end
        return rows

    def _tabs(self) -> list[list[str]] | None:
        """Cells between tabs, a row a line; a row cut by line ends inside its cells is put together again."""
        rows: list[list[str]] = []
        end = self._at
        while end < len(self._lines):
            line = self._lines[end]
            if not _has_cells(line):
                if rows and self._is_row_tail(rows, end):
                    rows[-1][-1] += "\n" + line.strip()
                elif not (rows and self._goes_on_after_gap(end)):
                    break
            else:
                _add_row(rows, line.split("\t"))
            end += 1
        if not rows:
            return None
        self._at = end
        return rows

    def _goes_on_after_gap(self, at: int) -> bool:
        """Blank lines and a page number may stand inside a table."""
        ahead = next((n for n in range(at, min(at + 6, len(self._lines))) if not _is_gap(self._lines[n])), None)
        return ahead is not None and ahead > at and _has_cells(self._lines[ahead])

    def _line(self, at: int) -> str:
        return self._lines[at] if at < len(self._lines) else ""

    def _is_row_tail(self, rows: list[list[str]], at: int) -> bool:
        """A line without tabs that the next line carries on to the width of the head."""
        line, missing = self._lines[at].strip(), len(rows[0]) - len(rows[-1])
        if not line or len(rows) < 2 or missing <= 0:
            return False
        ahead = self._line(at + 1)
        return _has_cells(ahead) and len(ahead.split("\t")) == missing + 1

    def _cells_with_tabs(self) -> list[list[str]] | None:
        """A cell a line, each begun by a tab (what text dumps of Word leave)."""
        chunks, end = _tabbed_chunks(self._lines, self._at)
        if sum(len(chunk) for chunk in chunks) < 4:
            return None
        if not any(is_head(chunk) for chunk in chunks[:3]) and rows_of_tabbed(chunks) is None:
            return None
        self._at = end
        return rows_of_tabbed(chunks) or _rows_of_chunks(chunks)

    def _columns(self) -> list[list[str]] | None:
        """Columns held apart by blanks, under a head whose words name columns."""
        return self._taken(rows_in_columns(self._lines, self._at))

    def _taken(self, found: tuple[list[list[str]], int] | None) -> list[list[str]] | None:
        if found is None:
            return None
        rows, self._at = found
        return rows

    def _cells_one_a_line(self) -> list[list[str]] | None:
        """A cell a line and nothing else: the head is a run of lines that name columns."""
        return self._taken(rows_of_lines(self._lines, self._at))


def _is_gap(line: str) -> bool:
    return not line.strip() or _is_page(line)


def _is_page(line: str) -> bool:
    return bool(_PAGE.match(line) or re.fullmatch(r" {0,60}\d{1,3} *", line))


def _has_cells(line: str) -> bool:
    return "\t" in line.strip("\t ") or bool(re.match(r"\s*\S.*\t\s*$", line))


def _add_row(rows: list[list[str]], cells: list[str]) -> None:
    last = rows[-1] if rows else []
    broken = len(rows) > 1 and len(last) < len(rows[0]) and len(last) + len(cells) - 1 == len(rows[0])
    if broken and not re.fullmatch(r"\s*\d{1,2}[.)]?\s*", cells[0]):
        last[-1] += "\n" + cells[0]
        last.extend(cells[1:])
    else:
        rows.append(cells)


def _tabbed_chunks(lines: list[str], at: int) -> tuple[list[list[str]], int]:
    """Runs of tab-begun lines, split at blank lines."""
    chunks: list[list[str]] = []
    fresh, end = True, at
    while end < len(lines):
        line = lines[end]
        if re.match(r"^ ?\t", line) and "\t" not in line.strip():
            if fresh:
                chunks.append([])
            chunks[-1].append(line.strip())
            fresh = False
        elif _is_gap(line):
            fresh = fresh or not line.strip()
        elif chunks and not fresh and not _ITEM.match(line):
            chunks[-1][-1] += "\n" + line.strip()
        else:
            break
        end += 1
    return chunks, end


def _rows_of_chunks(chunks: list[list[str]]) -> list[list[str]]:
    """A chunk is a row, unless the row before is not full and the chunk does not begin with a number."""
    rows: list[list[str]] = []
    full = max((len(chunk) for chunk in chunks if is_head(chunk)), default=0)
    for chunk in chunks:
        numbered = bool(re.fullmatch(r"\d{1,2}[.)]?", chunk[0]))
        open_row = bool(rows) and len(rows[-1]) > 2 and len(rows[-1]) < full
        if open_row and not numbered and len(rows[-1]) + len(chunk) <= full + 1 and not is_head(chunk):
            rows[-1].extend(chunk)
        else:
            rows.append(list(chunk))
    return _aligned(rows)


def _aligned(rows: list[list[str]]) -> list[list[str]]:
    """Numbers at the front are brought under one column, a split time under its two halves."""
    head = next((at for at, row in enumerate(rows) if is_head(row)), None)
    if head is None:
        return rows
    below = rows[head + 1] if head + 1 < len(rows) else []
    split = any(column_of(cell) in (Column.START, Column.END) for cell in below)
    top = _spread(rows[head], below) if split else rows[head]
    body = rows[head + 2 :] if split else rows[head + 1 :]
    return [*rows[:head], top, *(_without_extra_numbers(row, len(top)) for row in body)]


def _spread(top: list[str], below: list[str]) -> list[str]:
    """The head over two lines as one: the cell of the time gives way to its halves."""
    halves = [cell for cell in below if cell.strip()]
    heads: list[str] = []
    for cell in top:
        heads.extend(halves if column_of(cell) is Column.TIME else [cell])
    return heads


def _without_extra_numbers(row: list[str], width: int) -> list[str]:
    if len(row) > 2 and all(re.fullmatch(r"\d{1,3}[.)]?", cell) for cell in row[:2]):
        row = row[1:]
    while len(row) > width and len(row) > 1 and all(re.fullmatch(r"\d{0,3}[.)]?", cell) for cell in row[:2]):
        row = row[1:]
    return row
