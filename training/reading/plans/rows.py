"""Rows of a schedule by the role of their columns: heads, groups, cells merged from above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.columns import Column, column_of, is_head
from training.reading.plans.letters import one_line, plain
from training.reading.plans.outline import label_of, without_numbering
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_WRAPPED = lazily(
    r"(?<=/)\s*\n\s*|(?<=[-–(,:])\s*\n\s*|\s*\n\s*(?=[-–)/]|(?:đến|tháng|năm|ngày|và|phút|giờ|h\d)\b)"
    r"|(?<=từ)\s*\n\s*|(?<=đến)\s*\n\s*|(?<=ngày)\s*\n\s*|(?<=tháng)\s*\n\s*|(?<=năm)\s*\n\s*"
)
_WHEN = (Column.TIME, Column.START, Column.END, Column.WEEKDAY, Column.PART, Column.CLOCK)
_TIMES = (Column.TIME, Column.WEEKDAY, Column.PART, Column.CLOCK)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the role of their column."""

    cells: dict[Column, str]
    number: str  # as written; empty for none

    def get(self, column: Column) -> str:
        return self.cells.get(column, "")


def continued(blocks: Sequence[Block]) -> list[Block]:
    """Tables that a page or a line over all columns has cut in two are one again; the line is a row of its own."""
    whole: list[Block] = []
    for block in (piece for whole_block in blocks for piece in _without_notes(whole_block)):
        begun = _open_table(whole)
        if isinstance(block, Table) and begun is not None and _goes_on(whole[begun], block):
            between = [other.text for other in whole[begun + 1 :] if isinstance(other, Paragraph)]
            between = [text for text in between if not re.fullmatch(r"\W*\d{1,3}\W*", text)]  # of pages
            rows = [tuple([text] * len(block.rows[0])) for text in between]
            first = whole[begun]
            assert isinstance(first, Table)
            whole[begun:] = [Table((*first.rows, *rows, *block.rows))]
        else:
            whole.append(block)
    return whole


def _without_notes(block: Block) -> list[Block]:
    """Rows of a sheet before the heads of a table ("Địa điểm", "Trường A") and notes behind it are lines."""
    if not isinstance(block, Table) or (head := head_of(block)) is None:
        return [block]
    first = next((at for at, row in enumerate(block.rows) if is_head(row)), 0)
    if any(len({cell for cell in row if cell}) > 2 for row in block.rows[:first]):
        first = 0  # heads over two lines
    last = len(block.rows)
    while last > head[0] and _is_note(block.rows[last - 1]):
        last -= 1
    before = [_as_line(row) for row in block.rows[:first]]
    behind = [_as_line(row) for row in block.rows[last:]]
    if not any(before) and not any(behind):
        return [block]
    lines = [Paragraph(line) for line in before if line], [Paragraph(line) for line in behind if line]
    return [*lines[0], Table(block.rows[first:last]), *lines[1]]


def _is_note(row: Sequence[str]) -> bool:
    told = {cell for cell in row if cell}
    if not told:
        return True
    text = next(iter(told))
    return len(told) == 1 and (label_of(text) is not None or len(text) > 60) and not has_day(text)


def _as_line(row: Sequence[str]) -> str:
    return one_line(
        " ".join(
            f"{cell}:" if at == 0 and label_of(f"{cell}:") else cell
            for at, cell in enumerate(dict.fromkeys(c for c in row if c))
        )
    ).replace("::", ":")


def _open_table(blocks: Sequence[Block]) -> int | None:
    """The table right before, with at most one short line behind it."""
    for at in range(len(blocks) - 1, max(len(blocks) - 3, -1), -1):
        block = blocks[at]
        if isinstance(block, Table):
            return at
        if len(block.text) > 80 or block.text.endswith((".", ";", ":")) or plain(block.text).startswith("phu luc"):
            return None
    return None


def _goes_on(first: Block, second: Table) -> bool:
    """Whether a table without heads of its own has the columns of the one before."""
    return (
        isinstance(first, Table)
        and bool(first.rows and second.rows)
        and len(first.rows[0]) == len(second.rows[0]) >= 3
        and head_of(first) is not None
        and head_of(second) is None
    )


def head_of(table: Table) -> tuple[int, list[Column]] | None:
    """Number of the first row below the heads, and the role of each column."""
    for at, row in enumerate(table.rows[:6]):
        if _is_hour(row[0] if row else ""):
            break  # a programme without heads
        if not is_head(row):
            continue
        columns = [column_of(cell) for cell in row]
        below = table.rows[at + 1] if at + 1 < len(table.rows) else ()
        second = [column_of(cell) for cell in below]
        if below and _is_second_head(row, below, second):
            columns = [
                under if under not in (Column.OTHER, Column.NUMBER) else over
                for over, under in zip(columns, second, strict=True)
            ]
            return at + 2, _without_doubles(columns, row)
        return at + 1, _with_months(_without_doubles(columns, row), row)
    return (1, [column_of(cell) for cell in table.rows[0]]) if _is_over_days(table.rows) else None


def _is_hour(cell: str) -> bool:
    tokens = tokens_of(plain(cell)) if cell[:1].isdecimal() else []
    return bool(tokens) and all(isinstance(token, Clock) for token in tokens)


def _is_over_days(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names what the days below it are: "Cấp học", "Giai đoạn 1 (LMS)", "Giai đoạn 2"."""
    if len(rows) < 3 or any(has_day(cell) or not cell or len(cell) > 60 for cell in rows[0]):
        return False
    below = [[row[at] for row in rows[1:]] for at in range(len(rows[0]))]
    dated = [all(map(has_day, cells)) for cells in below]
    return any(dated) and not dated[0] and len(set(rows[0])) == len(rows[0])


def _is_second_head(row: Sequence[str], below: Sequence[str], roles: Sequence[Column]) -> bool:
    known = sum(role is not Column.OTHER for role in roles)
    return (
        known > 0
        and len(set(below)) > 1  # a line over all columns is the name of a group
        and not any(re.search(r"\d", cell) for cell in below)
        and all(role is not Column.OTHER or not cell or cell in row for role, cell in zip(roles, below, strict=True))
    )


def is_lower_head(heads: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether the row under the heads repeats some of them and tells the rest apart: heads over two lines."""
    row = below[0] if below else ()
    same = sum(bool(cell) and cell == head for cell, head in zip(row, heads, strict=False))
    parted = [cell for cell, head in zip(row, heads, strict=False) if cell != head]
    over = [head for cell, head in zip(row, heads, strict=False) if cell != head]
    return same >= 2 and len(parted) >= 2 and len(set(over)) < len(over) and not any(map(has_day, parted))


def _with_months(columns: list[Column], heads: Sequence[str]) -> list[Column]:
    """A column of months beside a finer time is the month of that time."""
    finer = {Column.TIME, Column.START, Column.END, Column.CLOCK}
    months = [at for at, head in enumerate(heads) if plain(head).strip(" .") in ("thang", "thang/nam", "thang, nam")]
    others = [at for at, column in enumerate(columns) if column in finer and at not in months]
    return [Column.MONTH if at in months and others else column for at, column in enumerate(columns)]


def _without_doubles(columns: list[Column], heads: Sequence[str]) -> list[Column]:
    """An old time beside a new one is not read; a second title column adds to the first."""
    return [
        Column.OTHER if column is Column.TIME and _OLD.search(plain(head)) else column
        for column, head in zip(columns, heads, strict=True)
    ]


_NAMING = frozenset((Column.TITLE, Column.SUBJECT, Column.GROUP, Column.AUDIENCE))


def with_subject_column(
    columns: Sequence[Column], heads: Sequence[str], rows: Sequence[tuple[str, ...]]
) -> list[Column]:
    """Where no head says what is taught, the first column of words under a head of its own does: "SGK", "Phân môn"."""
    if _NAMING & set(columns):
        return list(columns)
    unknown = (at for at, column in enumerate(columns) if column is Column.OTHER and heads[at] and _names(rows, at))
    subject = next(unknown, None)
    return [Column.TITLE if at == subject else column for at, column in enumerate(columns)]


def _names(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    """Whether most cells of a column are words and no times."""
    cells = [row[at] for row in rows]
    named = [cell for cell in cells if re.search(r"[^\W\d_]{2,}", cell) and not has_day(cell)]
    return bool(cells) and len(named) * 3 >= len(cells) * 2


_OLD = lazily(r"\b(?:cu(?! the)|ban dau|truoc day|da thong bao|theo ke hoach)\b")
_UNCHANGED = lazily(r"\W*(?:khong (?:thay )?doi|giu nguyen|nhu cu|van giu nguyen)\W*")


def with_old_times(
    rows: Sequence[tuple[str, ...]], columns: Sequence[Column], heads: Sequence[str]
) -> list[tuple[str, ...]]:
    """Where the new time is "không thay đổi", the old one beside it goes on to hold."""
    old = next(
        (at for at, head in enumerate(heads) if column_of(head) is Column.TIME and _OLD.search(plain(head))), None
    )
    if old is None:
        return list(rows)
    return [
        tuple(
            row[old] if column in _TIMES and _UNCHANGED.fullmatch(plain(cell)) else cell
            for cell, column in zip(row, columns, strict=False)
        )
        for row in rows
    ]


_NUMBERED = lazily(r"(?:lop|nhom|cum|khoi|dot|khoa)(?: hoc| so)?")


def with_group_names(rows: Sequence[tuple[str, ...]], heads: Sequence[str]) -> list[tuple[str, ...]]:
    """ "1" under "Cụm" is Cụm 1."""
    groups = [at for at, head in enumerate(heads) if _NUMBERED.fullmatch(plain(one_line(head)))]
    return [
        tuple(group_named(cell, heads[at]) if at in groups else cell for at, cell in enumerate(row)) for row in rows
    ]


def group_named(cell: str, head: str) -> str:
    """ "1" under "Cụm" is Cụm 1."""
    bare = re.fullmatch(r"\d{1,2}|[IVX]{1,4}|[A-E]\d?", cell)
    return f"{head.split(maxsplit=1)[0]} {cell}" if bare and _NUMBERED.fullmatch(plain(one_line(head))) else cell


def by_role(row: Sequence[str], columns: Sequence[Column]) -> Row:
    """Cells under their roles; two columns of one role are told one below the other."""
    cells: dict[Column, str] = {}
    for column, written in zip(columns, row, strict=False):
        if column in (Column.NUMBER, Column.OTHER):
            continue
        cell = unwrapped(written) if column in _WHEN else written
        if column is Column.WEEKDAY or (column is Column.TIME and _WEEKDAY_NAMED.match(cell)):
            cell = weekday_of(cell)
        known = cells.get(column)
        cells[column] = f"{known}\n{cell}".strip() if known and cell and cell != known else known or cell
    number = next((cell for column, cell in zip(columns, row, strict=False) if column is Column.NUMBER), "")
    return Row(cells, number.strip(" .)"))


_WEEKDAY_NAMED = lazily(r"(?:hai|ba|tư|năm|sáu|bảy)\b\W{0,4}(?:ngày )?\d{1,2}\s?[/.-]\s?\d", re.I)


def weekday_of(cell: str) -> str:
    """ "Hai", "2" or "Bảy, Chủ nhật" under "Thứ"."""
    if _WEEKDAY_NAMED.match(cell):
        return f"Thứ {cell}"  # "Sáu 26/9" is no "sau"
    if not _WEEKDAYS.fullmatch(plain(cell).strip(" .")):
        return cell
    return re.sub(r"\b(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b", lambda day: f"Thứ {day[0]}", cell, flags=re.I)


_WEEKDAY = r"(?:hai|ba|tu|nam|sau|bay|[2-7]|chu nhat|cn)"
_WEEKDAYS = lazily(rf"{_WEEKDAY}(?:\s*(?:,|;|-|&|\+|va|den)\s*{_WEEKDAY})*")


def group_label(row: Sequence[str], columns: Sequence[Column], below: Sequence[str] = ()) -> str | None:
    """The words of a row that stands over others: one cell besides its number, or one cell over all columns."""
    filled = [
        cell
        for cell, column in zip(row, columns, strict=False)
        if cell and not re.fullmatch(r"[\dIVX]{1,4}(?:\.\d+)*[.)]?|[a-zđA-Z][.)]?", cell)
    ]
    if not filled:
        return None
    distinct = set(filled)
    if (
        len(distinct) == 1
        and (len(filled) == 1 or len(filled) >= len(row) - 1)
        and (len(row) > 2 or has_day(filled[0]))
    ):
        at = next(number for number, cell in enumerate(row) if cell in distinct)
        tokens = tokens_of(plain(filled[0]), cell=True)
        number = next((cell for cell, column in zip(row, columns, strict=False) if column is Column.NUMBER), "")
        if columns[at] in (Column.TITLE, Column.SUBJECT) and re.fullmatch(r"\d+\.\d+\.?", number):
            return None
        if not tokens and _is_next_number(number, below):
            return None
        is_last = columns[at] is Column.TITLE and not tokens
        return None if is_last and _looks_like_activity(row, columns) else filled[0]
    return None


def _is_next_number(number: str, below: Sequence[str]) -> bool:
    """A numbered row before the next number, or at the end, is one of the activities: its time is missing."""
    if not re.fullmatch(r"\d{1,3}[.)]?", number):
        return False
    following = re.fullmatch(r"(\d{1,3})[.)]?", below[0]) if below else None
    return not below or (following is not None and int(following[1]) == int(number.rstrip(".)")) + 1)


def _looks_like_activity(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Under months, a row may have a title and nothing else."""
    return sum(bool(re.fullmatch(r"\d{1,2}[.)]?", cell)) for cell in row) >= 1 and Column.START in columns


def with_cells_above(
    row: tuple[str, ...], previous: tuple[str, ...] | None, columns: Sequence[Column]
) -> tuple[str, ...]:
    """Blank cells at the front of an unnumbered row belong to a cell merged from the row above."""
    if previous is None or len(previous) != len(row) or row[0]:
        return row
    leading = next((at for at, cell in enumerate(row) if cell), len(row))
    if leading == len(row):
        return row
    merged = [previous[at] if at < leading else cell for at, cell in enumerate(row)]
    for at, column in enumerate(columns):  # the room of a class goes on with the class
        if leading and not merged[at] and column in (Column.LINK, Column.FORM):
            merged[at] = previous[at]
    title_told = any(columns[at] is Column.TITLE and row[at] for at in range(len(row)))
    if not title_told:
        for at, column in enumerate(columns):
            if not merged[at] and column in (
                Column.PLACE,
                Column.AUDIENCE,
                Column.LEAD,
                Column.TITLE,
                Column.QUOTA,
                Column.FORM,
            ):
                merged[at] = previous[at]
    return tuple(merged)


def title_of(row: Row) -> str:
    parts = [one_line(row.get(column)) for column in (Column.TITLE, Column.GROUP, Column.SUBJECT)]
    title = " – ".join(without_numbering(part) for part in parts if part)
    return title or one_line(row.get(Column.FORM))


def when_of(row: Row) -> str:
    """All cells that tell the time, days first."""
    parts = [part for column in _TIMES for part in row.get(column).split("\n") if part]
    if not parts and (row.get(Column.START) or row.get(Column.END)):
        return f"{row.get(Column.START)} – {row.get(Column.END)}".strip(" –")
    dated = [part for part in parts if has_token(part, Dates)]
    return "\n".join(dict.fromkeys([*dated[:1], *(part for part in parts if part not in dated[:1])]))


def evidence_of(row: Row, when: str) -> str:
    if has_ends(row):
        ends = [part for part in (row.get(Column.START), row.get(Column.END)) if part]
        return one_line(" – ".join([*([row.get(Column.TIME)] if row.get(Column.TIME) else []), *ends]))
    return one_line(when)


def has_ends(row: Row) -> bool:
    return bool(row.get(Column.START) or row.get(Column.END))


def unwrapped(cell: str) -> str:
    """A time broken over lines by a narrow cell, on one line again; lines of their own stay."""
    return _WRAPPED.sub(lambda found: "" if found.start() and cell[found.start() - 1] == "/" else " ", cell)


def has_token(cell: str, kind: type) -> bool:
    return len(cell) < 60 and any(isinstance(token, kind) for token in tokens_of(plain(cell)))


def has_day(cell: str) -> bool:
    return len(cell) < 60 and any(
        isinstance(token, Dates) and token.precision is Precision.DAY for token in tokens_of(plain(cell))
    )
