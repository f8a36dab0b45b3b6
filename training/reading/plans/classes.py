"""Tables with a column for each class, its lessons in the cells; and cells that tell several things with their days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.blocks import Table
from training.reading.plans.columns import Column, column_of
from training.reading.plans.dayparts import part_in
from training.reading.plans.letters import one_line, plain
from training.reading.plans.rows import Row, has_ends, is_lower_head, when_of
from training.reading.plans.tokens import Clock, Dates, Written
from training.reading.plans.written import tokens_of

_CLASS = lazily(r"(?:lop|nhom|cum|khoi|phong hoc|phong)\s+(?:so\s+)?[\w.]{1,6}(?:\s*[(-–:].*)?$")
# of a head over one or two lines: "Môn Ngữ văn", "Phòng A202"
_COLUMN = lazily(
    r"(?:lop|nhom|cum|khoi|phong(?: hoc)?|mon|giang duong|hoi truong|diem|to)\s+(?:so\s+)?"
    r"(?!hoc\b|hop\b|chuc\b|lop\b|day\b|truong\b|phu\b|thi\b|boi\b|tham\b|du\b|cau\b)[\w.]+"
)
_NUMBERING = lazily(r"(?:(?:Đợt|Khóa|Khoá|Tuần|Buổi|Bài|Kỳ) )?(?:\d{1,2}[.)]?|[IVX]{1,4}\.?)")
_BARE_CLASS = lazily(r"(?:lop|nhom|cum|khoi|mon|phong|to)")
_PEOPLE = r"(?:giáo viên|cán bộ|CBQL|GV|nhân viên|tổ trưởng|hiệu trưởng|phó hiệu trưởng)\b"
_PLACE_TOLD = lazily(r"\s*[(–-]?\s*(?:địa điểm|tại)\s*:\s*(?P<place>[^():]{4,80})\)?$", re.I)
_CLASS_OF = lazily(rf"(?:lớp|nhóm)\s+(?={_PEOPLE})", re.I)
_BESIDE = frozenset(
    (Column.NUMBER, Column.TIME, Column.START, Column.END, Column.WEEKDAY, Column.PART, Column.CLOCK, Column.NOTE)
)
_BULLET = lazily(r"(?:^|\n|\s)[-–+•]\s+(?=[A-ZĐÀ-Ỹ])")
_OWN_TIME = lazily(
    r"\s*[(,:–-]\s*(?:(?:hạn|hạn chót|trước|chậm nhất|vào|ngày|từ|lúc|dự kiến|tuần|thứ|sáng|chiều)\b|\d)[^()]*\)?\s*$",
    re.I,
)


def class_columns(heads: Sequence[str], columns: Sequence[Column], rows: Sequence[Sequence[str]] = ()) -> list[int]:
    """Numbers of the columns that are classes or rooms beside each other; none where the table has a title column.

    A column of bare numbers is no title: "1", "2" under "Đợt" or "Tuần".
    """
    told = [column for at, column in enumerate(columns) if not is_numbering(rows, at)]
    if Column.TITLE in told or Column.SUBJECT in told:
        return []
    found = [at for at, head in enumerate(heads) if _CLASS.match(plain(one_line(head)).strip())]
    return found if len(found) >= 2 and len({heads[at] for at in found}) == len(found) else []


def is_numbering(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds numbers and nothing else."""
    cells = [row[at] for row in rows if row[at]]
    return bool(cells) and all(_NUMBERING.fullmatch(cell) for cell in cells)


@dataclass(frozen=True, slots=True)
class Parallel:
    """Lessons of several classes beside each other: the first row below the heads, heads, roles and class columns."""

    first: int
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    classes: tuple[int, ...]


def parallel_in(table: Table) -> Parallel | None:
    """A table whose columns are times and classes, and nothing else; the classes may be told over two lines."""
    for at, row in enumerate(table.rows[:3]):
        below = table.rows[at + 1] if at + 1 < len(table.rows) else ()
        beside = [number for number, cell in enumerate(row) if _is_beside(cell)]
        double = bool(below) and all(below[number] in (row[number], "") for number in beside)
        heads = tuple(_over(a, b) for a, b in zip(row, below, strict=True)) if double else row
        classes = tuple(
            number
            for number, head in enumerate(heads)
            if number not in beside and _COLUMN.match(plain(head)) and len(head) < 90
        )
        timed = any(column_of(row[number]) is not Column.NOTE for number in beside)
        whole = len(classes) + len(beside) == len(row) and len({heads[number] for number in classes}) == len(classes)
        if len(classes) >= 2 and timed and whole:
            columns = tuple(column_of(cell) if n in beside else Column.OTHER for n, cell in enumerate(row))
            return Parallel(at + 1 + double, heads, columns, classes)
    return None


def _is_beside(cell: str) -> bool:
    return column_of(cell) in _BESIDE and not _COLUMN.match(plain(cell))


def _over(above: str, below: str) -> str:
    if below in (above, ""):
        return above
    return f"{above} {below}" if _BARE_CLASS.fullmatch(plain(above)) else f"{above} – {below}"


def place_of_class(head: str) -> str | None:
    """ "Lớp A (Trường TH Một)": where the class meets."""
    if told := _PLACE_TOLD.search(one_line(head)):
        return told["place"].strip()
    bracket = re.search(r"\(([^)]+)\)", head)
    if bracket and details.names_place(bracket[1]):
        return bracket[1].strip()
    room = re.search(r"\b(?:phong|giang duong|hoi truong)\s+\S.*$", plain(one_line(head)))
    return one_line(head)[room.start() :] if room else None


def is_class(head: str) -> bool:
    """Whether a head is the name of a class or group."""
    return bool(_CLASS.match(plain(one_line(head)).strip()))


def heads_over(table: Table, first: int) -> tuple[int, tuple[str, ...]]:
    """The first row of lessons, and the heads over them: a class in the line above tells more than "Ngày" under it."""
    if is_lower_head(table.rows[first - 1], table.rows[first : first + 1]):
        first += 1
    heads = table.rows[first - 1]
    over = table.rows[first - 2] if first > 1 else heads
    return first, tuple(upper if is_class(upper) else head for upper, head in zip(over, heads, strict=True))


def name_of_class(head: str) -> str:
    name = re.sub(r"\s*\([^)]*\)", "", _PLACE_TOLD.sub("", one_line(head)))
    first, *rooms = name.split(" – ")
    name = first if rooms and all(place_of_class(room) for room in rooms) else name
    return _CLASS_OF.sub("", name, 1)


def people_of_class(head: str) -> str | None:
    """ "Lớp Giáo viên Tin học (Trường A)", "Nhóm 1 (giáo viên tiểu học)": who learns; None for a bare number."""
    name = name_of_class(head)
    bracket = re.search(r"\(([^)]+)\)", head)
    if bracket and re.match(_PEOPLE, bracket[1], re.I):
        return one_line(bracket[1])
    return name if re.match(_PEOPLE, name, re.I) else None


def pieces_of(row: Row) -> list[Row]:
    """Lessons of the parts of a day in a cell, and several things of one month with days of their own, as rows."""
    when = plain(when_of(row))
    tokens = tokens_of(when, cell=True)
    dated = [token for token in tokens if isinstance(token, Dates)]
    timed = part_in(when) or any(isinstance(token, Clock) for token in tokens)
    if not timed and not has_ends(row) and (parts := parts_in(row.get(Column.TITLE))):
        return [Row(row.cells | {Column.TITLE: title, Column.PART: part}, row.number) for part, title in parts]
    coarse = not dated or all(token.precision is Precision.MONTH and not token.is_span for token in dated)
    told = several_in(row.get(Column.TITLE)) if coarse and not has_ends(row) else []
    if not any(own for _, own in told):
        return [row]
    month = dated[0].pairs[0][0] if dated else None
    return [
        Row(row.cells | {Column.TITLE: title} | ({Column.TIME: in_month(own, month)} if own else {}), row.number)
        for title, own in told
    ]


def several_in(cell: str) -> list[tuple[str, str]]:
    """(title, words of its own time) of each thing that a cell tells; one without time where it tells only one."""
    pieces = [piece for piece in _BULLET.split(cell) if piece.strip()] if _BULLET.match(cell.strip()) else [cell]
    return [_with_time(one_line(piece).strip(" ;.")) for piece in pieces]


def _with_time(piece: str) -> tuple[str, str]:
    own = _OWN_TIME.search(piece)
    tokens = tokens_of(plain(own[0])) if own else ()
    if own is None or not any(isinstance(token, Dates) for token in tokens) or own.start() < 6:
        return piece, ""
    return piece[: own.start()].strip(" ;.,:–-"), own[0].strip(" (),:–-")


def in_month(own: str, month: Written | None) -> str:
    """ "tuần 2, 3" of a row of November: the month is named with it, and the year where a day lacks it."""
    if month is None:
        return own
    said = f"tháng {month.month}" + (f"/{month.year}" if month.year else "")
    if re.match(r"(?:trong )?tuan\b", plain(own)) and "thang" not in plain(own):
        return f"{own} {said}"
    return re.sub(r"(?<![/\d])(\d{1,2}/\d{1,2})(?![/\d])", rf"\1/{month.year}", own) if month.year else own


_LABELLED = lazily(
    r"(?:^|(?<=[\n;.])|(?<=\s))[-–+•*]?\s*(?P<part>(?:buổi |ca )?(?:sáng|chiều|tối)(?:\s*\([^()\n]{1,40}\)|\s+(?:từ )?"
    r"\d{1,2}\s?[hg:][\d\s–hg:-]{0,16})?)\s*(?::|\s[-–]\s)\s*",
    re.I,
)


def parts_in(cell: str) -> list[tuple[str, str]]:
    """(part of the day, lesson) of a cell that tells "Sáng: … Chiều: …"; none where it does not begin so."""
    found = list(_LABELLED.finditer(cell))
    if not found or cell[: found[0].start()].strip():
        return []
    stops = [*(hit.start() for hit in found[1:]), len(cell)]
    told = ((hit["part"], cell[hit.end() : stop]) for hit, stop in zip(found, stops, strict=True))
    return [(part.strip(), lesson.strip(" \n;.")) for part, lesson in told if lesson.strip(" \n;.")]
