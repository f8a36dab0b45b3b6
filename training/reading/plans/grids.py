"""Grids: days over the columns and hours before the rows, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.blocks import Table
from training.reading.plans.columns import Column, column_of
from training.reading.plans.letters import one_line, plain
from training.reading.plans.rows import Row, group_named, has_day, has_token, head_of, weekday_of
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_FREE = lazily(r"^\W*(?:nghi(?: le| hoc)?|x|-|khong(?: hoc| to chuc| co lich)?|trong|off)?\W*$")
_ONLY_PART = lazily(r"\W*(?:buoi\s+)?(?:sang|chieu|toi)\W*")
_PART = lazily(r"\b(?:sang|chieu|toi|ca|buoi)\b")
_PART_WORDS = lazily(r"(?:\W|(?:buoi|ca|tiet|sang|chieu|toi|tu|den|luc|\d{1,2})(?!\w))*")
_GROUP = lazily(r"(?:nhom|lop|cum|khoi|to|doi)\s+(?:so\s+)?(?:[a-z]{0,2}\d{1,2}|[ivx]{1,4}|[a-e])(?!\w)")


def grid_rows(table: Table) -> list[Row] | None:
    """A row for each filled cell of a grid; None when the table is none."""
    head = _grid_head(table)
    if head is None:
        return None
    heads, body = table.rows[head], table.rows[head + 1 :]
    above = table.rows[head - 1] if head else heads
    over = ["" if cell == below else cell for cell, below in zip(above, heads, strict=True)]
    if body and _parts_days(heads, body[0]):
        heads, body = _days_with_parts(heads, body[0]), body[1:]
    return list(_cells(heads, body, over))


def _parts_days(heads: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row under a head of days only tells the parts of each day, or their hours."""
    days = next(at for at, head in enumerate(heads) if at and has_day(head)) if any(map(has_day, heads[1:])) else 0
    told = [cell for cell in below[days:] if cell]
    beside = all(cell in (head, "") for head, cell in zip(heads[:days], below[:days], strict=True))
    return bool(days) and beside and len(told) >= 2 and all(map(_is_part, told))


def _is_part(cell: str) -> bool:
    """ "Sáng", "Buổi chiều (13h30 - 16h30)", "7h30 - 11h00": no word of a lesson."""
    tokens = tokens_of(plain(cell))
    if not all(isinstance(token, Clock) for token in tokens) or not (tokens or _PART.search(plain(cell))):
        return False
    rest = plain(cell)
    for token in reversed(tokens):
        rest = f"{rest[: token.start]} {rest[token.end :]}"
    return _PART_WORDS.fullmatch(rest) is not None


def _days_with_parts(heads: Sequence[str], parts: Sequence[str]) -> tuple[str, ...]:
    """Each column with its day, which a cell over several columns may tell but once, and its part of the day."""
    told, day = [], ""
    for head, part in zip(heads, parts, strict=True):
        day = (head if has_day(head) else "") if head else day
        told.append(one_line(f"{day}, {part}") if day and part and part != day else head)
    return tuple(told)


def _grid_head(table: Table) -> int | None:
    """Number of the row whose cells are days, or hours over days."""
    if (head := head_of(table)) is not None:
        heads = table.rows[head[0] - 1]
        parts = [sum(bool(_ONLY_PART.fullmatch(plain(cell))) for cell in row) for row in table.rows[:3]]
        if max(parts) < 2 and not any(has_token(cell, Dates) or has_token(cell, Clock) for cell in heads):
            return None
    for at, row in enumerate(table.rows[:3]):
        dated = [cell for cell in row[1:] if has_day(cell)]
        clocked = [
            cell
            for cell in row[1:]
            if _ONLY_PART.fullmatch(plain(cell)) or (has_token(cell, Clock) and _PART.search(plain(cell)))
        ]
        below = table.rows[at + 1 :]
        if len(dated) >= 2 and below and not has_token(row[0], Dates) and not _dates_below(row, below):
            return at
        first = next((number for number, cell in enumerate(row) if number and cell in clocked), 1)
        days_below = sum(any(has_day(cell) for cell in other[:first]) for other in below)
        if len(clocked) >= 2 and days_below * 2 >= len(below) > 0:
            return at
    return None


def _dates_below(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the columns of days go on with days: then the row is one of records, and no head."""
    columns = [at for at, cell in enumerate(row) if at and has_day(cell)]
    cells = [other[at] for other in below for at in columns if other[at]]
    return sum(has_day(cell) for cell in cells) * 2 > len(cells)


def _cells(heads: Sequence[str], rows: Sequence[Sequence[str]], over: Sequence[str]) -> Iterator[Row]:
    timed = [
        at
        for at, head in enumerate(heads)
        if at and (has_token(head, Dates) or has_token(head, Clock) or _ONLY_PART.fullmatch(plain(head)))
    ]
    for row in rows:
        side = _side(heads, row, timed[0])
        places = [at for at, head in enumerate(heads) if at not in timed and column_of(head) is Column.PLACE]
        for at in timed:
            place = row[_place_of(at, places, timed)] if places else ""
            if not _FREE.match(plain(row[at])) and row[at] not in (row[0], side):
                for told in _told(heads[at], side, row[at], place):
                    yield _under(over[at], _with_people(told, heads[: timed[0]], row))


def _with_people(told: Row, heads: Sequence[str], row: Sequence[str]) -> Row:
    """With the people that a column before the grid names for all lessons of its row."""
    people = [cell for head, cell in zip(heads, row, strict=False) if column_of(head) is Column.AUDIENCE and cell]
    return Row({Column.AUDIENCE: people[0]} | told.cells, told.number) if people else told


_ROOM_BEHIND = lazily(r"\s+[-–]\s+|\s*[,;\n]\s*|\s*\((?=[^()]*\)$)|,?\s+tại\s+")


def _apart(cell: str) -> tuple[str, str]:
    """ "Lý thuyết - Hội trường A": what is taught, and where."""
    for mark in _ROOM_BEHIND.finditer(cell):
        room = cell[mark.end() :].strip(" ).")
        if mark.start() > 2 and details.is_building(room) and details.names_place(room):
            return cell[: mark.start()].strip(), room
    return cell, ""


def _place_of(at: int, places: Sequence[int], timed: Sequence[int]) -> int:
    """The column of rooms of a column of lessons: the one behind it, before the lessons that follow."""
    following = min((other for other in timed if other > at), default=len(timed) + max(*places, *timed))
    return next((place for place in places if at < place < following), places[0])


def _under(over: str, row: Row) -> Row:
    """With what stands over the head of the column: a room or a group. Days and hours there are part of the time."""
    if not over:
        return row
    if has_token(over, Dates) or has_token(over, Clock):
        return Row(row.cells | {Column.TIME: one_line(f"{over}, {row.get(Column.TIME)}")}, row.number)
    is_room = re.match(r"(?:phong|hoi truong|truong|diem|nha|co so|giang duong)\b", plain(over)) or "http" in over
    return Row({Column.PLACE if is_room else Column.GROUP: one_line(over)} | row.cells, row.number)


def _told(head: str, side: str, cell: str, place: str) -> Iterator[Row]:
    """What a cell tells; under a mere part of the day each of several things, some with an hour of their own."""
    if not _ONLY_PART.fullmatch(plain(head)):
        yield _cell(head, side, cell, place)
        return
    for piece in re.split(r"\s*[;\n]\s*", cell):
        clock = re.search(r"\s*\(?(?:từ |lúc )?(\d{1,2}[hg:]\d{0,2}[^()]*)\)?$", piece)
        hours = clock[1] if clock and has_token(clock[1], Clock) else ""
        title = piece[: clock.start()] if clock and hours else piece
        if title.strip(" .-"):
            yield _cell(f"{head} {hours}".strip(), side, title.strip(" .-:"), place)


def _side(heads: Sequence[str], row: Sequence[str], first: int) -> str:
    """What stands before the grid: hours, a day, a subject or a group."""
    cells = [
        weekday_of(cell) if column_of(heads[at]) is Column.WEEKDAY else group_named(cell, heads[at])
        for at, cell in enumerate(row[:first])
        if cell and column_of(heads[at]) is not Column.NUMBER
    ]
    return " ".join(cell for cell in cells if not (cell.isdecimal() and has_day(" ".join(cells))))


def _cell(head: str, side: str, cell: str, place: str) -> Row:
    cells = {Column.TITLE: cell, Column.TIME: one_line(f"{side}, {head}" if has_day(side) else f"{head}, {side}")}
    if not (has_token(side, Clock) or has_day(side) or _PART.search(plain(side))):
        cells = {Column.TITLE: side, Column.TIME: one_line(f"{head}, {cell}")}
        if not _is_part(cell) and not any(isinstance(token, Clock) for token in tokens_of(plain(cell))):
            cells = {Column.TITLE: f"{cell} – {side}", Column.TIME: head}
            if _GROUP.match(plain(side)):
                cells = {Column.TITLE: cell, Column.GROUP: side, Column.TIME: head}
    title, room = _apart(cells[Column.TITLE])
    if place or room:
        cells |= {Column.PLACE: place} if place else {Column.TITLE: title, Column.PLACE: room}
    return Row(cells, "")
