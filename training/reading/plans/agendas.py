"""The programme of a day, as lines or a table without heads: "7h30 – 8h00 | Đón tiếp đại biểu | Sảnh nhà A5".

It becomes a table with heads, whose day stands in the lines before it. Groups that meet at one time have rows of their
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.columns import Column
from training.reading.plans.letters import one_line, plain
from training.reading.plans.outline import without_numbering
from training.reading.plans.parallel import sessions_in
from training.reading.plans.relative import is_day_alone
from training.reading.plans.rows import head_of
from training.reading.plans.tokens import Clock
from training.reading.plans.written import tokens_of

_FEWEST = 3  # lines that begin with an hour; fewer are no programme
_HEADS = ("Thời gian", "Nội dung", "Địa điểm", "Người thực hiện")
_OPENING = lazily(r"\W*(?:(?:tu|luc|vao luc|khoang)\s+)*")
_SEPARATOR = lazily(r"[\s:;,.|)–-]*")
_PART = lazily(r"\W*(?:buoi\s+|ca\s+)?(?:sang|chieu|toi)\W*")
_BULLET = lazily(r"\s*(?:[-+•*–·]\s*|[a-zđ]\)\s*)(?=\S)")
_GROUP = lazily(
    r"\W*(?:nhom|lop|tieu ban|phan ban|phong|cum|khoi|mon|to|hoi truong)\s+(?:so\s+)?"
    r"(?:\d{1,2}|[ivx]{1,4}|[a-e]|\w+)\b"
)
_CLOSES = lazily(r"\W*(?:ket thuc(?: chuong trinh| hoi nghi| buoi \w+)?|nghi an|an (?:trua|toi))\W*")
_ROOM_AT_END = lazily(r"\s*[(–-]\s*((?:Phòng|Hội trường|Sảnh|Nhà|Giảng đường|Trường|Tầng)\s[^()]{1,60}?)\)?$", re.I)
_PLACE_CELL = lazily(r"\W*(?:tai\s+)?(?:sanh|san|phong (?!gd|giao|noi|van)|hoi truong|nha|giang duong|truong|tang|p\.)")


@dataclass(frozen=True, slots=True)
class _Line:
    """when: the words of the hour, none for a group that meets at the hour above it."""

    when: str
    title: str
    place: str = ""
    people: str = ""
    of_day: bool = False  # only a day, over the hours of that day


def with_agendas(blocks: Sequence[Block]) -> list[Block]:
    """Programmes of a day as tables with heads; everything else as it is."""
    told: list[Block] = []
    at = 0
    while at < len(blocks):
        lines, end = _run(blocks, at)
        hours = sum(bool(line.when) for line in lines)
        led = told and isinstance(told[-1], Paragraph) and is_day_alone(plain(without_numbering(told[-1].text)))
        if hours >= _FEWEST and not (led and isinstance(blocks[at], Paragraph)):
            told.append(_table(lines))
            at = end
        else:
            block = blocks[at]
            told.append(_with_groups(block) if isinstance(block, Table) else block)
            at += 1
    return told


def _run(blocks: Sequence[Block], begin: int) -> tuple[list[_Line], int]:
    """The lines of a programme that begins with a block, and where it ends."""
    lines: list[_Line] = []
    dotted = False
    at = end = begin
    while at < len(blocks):
        block = blocks[at]
        told = _of_table(block) if isinstance(block, Table) else _of_paragraph(block.text, lines, dotted=dotted)
        if told is None:
            break
        if isinstance(block, Paragraph) and told and told[0].when:
            dotted = _BULLET.match(block.text) is not None
        lines.extend(told)
        at += 1
        end = at if told else end
    return lines, end


def _of_paragraph(text: str, above: Sequence[_Line], *, dotted: bool) -> list[_Line] | None:
    """None for a line that is no part of a programme; nothing for one that only names the part of the day."""
    cells = [cell.strip() for cell in re.split(r"\s*\|\s*", text.strip(" |"))]
    if (line := _line(without_numbering(cells[0]), cells[1:])) is not None:
        return _beside(line)
    if _PART.fullmatch(plain(text)):
        return []
    if not above or dotted or not _BULLET.match(text) or len(text) > 160 or tokens_of(plain(text)):
        return None
    bare = without_numbering(cells[0])
    return [_group(bare, cells[1:], above)] if _GROUP.match(plain(bare)) else []  # others tell of what is above them


def _line(text: str, cells: Sequence[str]) -> _Line | None:
    """A line that begins with an hour and has no day."""
    flat = plain(text)
    tokens = tokens_of(flat)
    if not tokens or not all(isinstance(token, Clock) for token in tokens):
        return None
    first = tokens[0]
    if not _OPENING.fullmatch(flat[: first.start]):
        return None
    rest = text[_SEPARATOR.match(text, first.end).end() :] if first.end < len(text) else ""  # type: ignore[union-attr]
    words, *others = [cell for cell in (rest, *cells) if cell] or [""]
    if len(words) > 200 or not re.search(r"[^\W\d_]{2,}", words):
        return None
    return _with_cells(text[first.start : first.end], words, others)


def _beside(line: _Line) -> list[_Line]:
    """Groups of which one line tells the rooms: a line each."""
    sessions = sessions_in(line.title)
    before = line.title.partition(":")[0] if sessions else ""
    return [_Line(line.when, f"{before} – {one.name}", one.place, line.people) for one in sessions] or [line]


def _group(text: str, cells: Sequence[str], above: Sequence[_Line]) -> _Line:
    """ "Nhóm Tiểu học: phòng 201" under "Thực hành" is no title: what is done stands above."""
    name, colon, place = text.strip(" .;").partition(":")
    if colon and _PLACE_CELL.match(plain(place)):
        whole = next((line.title for line in reversed(above) if line.when), "").strip(" :.")
        return _with_cells("", f"{whole} – {name}", [place.strip(), *cells])
    return _with_cells("", text, cells)


def _with_cells(when: str, words: str, cells: Sequence[str]) -> _Line:
    """Cells behind the title are places or people."""
    place = next((cell for cell in cells if _PLACE_CELL.match(plain(cell))), "")
    people = next((cell for cell in cells if cell and cell != place), "")
    words = words.strip(" .;")
    if not place and (found := _ROOM_AT_END.search(words)):
        words = f"{words[: found.start()]} tại {found[1].strip(' .')}"
    return _Line(when, words, place, people)


def _of_table(table: Table) -> list[_Line] | None:
    """The rows of a table without heads of which each begins with an hour, or stands under one."""
    if head_of(table) is not None:
        return None
    lines: list[_Line] = []
    for row in table.rows:
        cells = list(dict.fromkeys(one_line(cell) for cell in row if cell))
        if not cells or (len(cells) == 1 and _PART.fullmatch(plain(cells[0]))):
            continue
        if len(cells) == 1 and is_day_alone(plain(cells[0])):
            lines.append(_Line("", cells[0], of_day=True))
            continue
        if re.fullmatch(r"\d{1,2}[.)]?", cells[0]):
            cells = cells[1:] or [""]
        line = _line(cells[0], cells[1:])
        if line is None and not (lines and (not row[0] or _BULLET.match(cells[0]))):
            return None
        lines.append(line or _group(without_numbering(cells[0]), cells[1:], lines))
    return lines


def _table(lines: Sequence[_Line]) -> Table:
    rows = [
        (line.title,) * len(_HEADS) if line.of_day else (line.when, line.title, line.place, line.people)
        for line in lines
        if not _CLOSES.fullmatch(plain(line.title))
    ]
    used = [at for at in range(len(_HEADS)) if at < 2 or any(row[at] for row in rows if row[0] != row[1])]
    used = used if len(used) > 2 else [0, 1, 2]  # a row over all columns needs more than two of them
    return Table((tuple(_HEADS[at] for at in used), *(tuple(row[at] for at in used) for row in _at_their_hour(rows))))


def _at_their_hour(rows: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Rows without an hour below one that names several groups have its hour; it is none of them."""
    hour = ""
    for row, below in zip_longest(rows, rows[1:]):
        hour = row[0] or hour
        if below is None or below[0] or not row[0]:
            yield (hour, *row[1:]) if row[0] != row[1] else row


def _with_groups(table: Table) -> Table:
    """Rows of a table with heads, where the groups that meet at one time are told below it or in one cell."""
    head = head_of(table)
    if head is None:
        return table
    first, columns = head
    title = next((at for at, column in enumerate(columns) if column is Column.TITLE), None)
    when = [at for at, column in enumerate(columns) if column in (Column.TIME, Column.CLOCK)]
    if title is None or len(when) != 1:
        return table
    rows = [piece for row in table.rows[first:] for piece in _groups_in_cell(row, title)]
    parted = list(_groups_below(rows, when[0], title))
    return Table((*table.rows[:first], *parted)) if parted != list(table.rows[first:]) else table


def _groups_in_cell(row: tuple[str, ...], title: int) -> list[tuple[str, ...]]:
    """ "Tập huấn song song:\n- Nhóm 1: …\n- Nhóm 2: …" as rows; rooms told line by line go with them."""
    lines = row[title].split("\n")
    begin = next((at for at, line in enumerate(lines) if _BULLET.match(line) and _GROUP.match(plain(line))), len(lines))
    groups = [without_numbering(line) for line in lines[begin:]]
    if len(groups) < 2 or not all(_GROUP.match(plain(line)) for line in groups):
        return [row]
    cells = [cell.split("\n") for cell in row]
    return [
        tuple(
            group if at == title else lines[number] if len(lines) == len(groups) else row[at]
            for at, lines in enumerate(cells)
        )
        for number, group in enumerate(groups)
    ]


def _groups_below(rows: Sequence[tuple[str, ...]], when: int, title: int) -> Iterator[tuple[str, ...]]:
    """Rows of groups below the row of their hour, each with that hour."""
    at = 0
    while at < len(rows):
        row, end = rows[at], at + 1
        while end < len(rows) and _is_row_of_group(rows[end], row, when, title):
            end += 1
        if end - at < 3 or not row[when]:
            yield row
            at += 1
            continue
        for group in rows[at + 1 : end]:
            yield tuple(
                row[when] if n == when else without_numbering(cell) if n == title else cell or row[n]
                for n, cell in enumerate(group)
            )
        at = end


def _is_row_of_group(row: Sequence[str], above: Sequence[str], when: int, title: int) -> bool:
    named = _GROUP.match(plain(without_numbering(row[title])))
    return row[when] in ("", above[when]) and bool(named) and not _GROUP.match(plain(without_numbering(above[title])))
