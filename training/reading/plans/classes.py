"""Tables with a column for each class, its lessons in the cells; and cells that tell several things with their days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.reading.plans import details
from training.reading.plans.columns import Column
from training.reading.plans.letters import one_line, plain
from training.reading.plans.written import Dates, Written, tokens_of

_CLASS = re.compile(r"(?:lop|nhom|cum|khoi|phong hoc|phong)\s+(?:so\s+)?[\w.]{1,6}(?:\s*[(-–:].*)?$")
_BULLET = re.compile(r"(?:^|\n|\s)[-–+•]\s+(?=[A-ZĐÀ-Ỹ])")
_OWN_TIME = re.compile(
    r"\s*[(,:–-]\s*(?:(?:hạn|hạn chót|trước|chậm nhất|vào|ngày|từ|lúc|dự kiến|tuần|thứ|sáng|chiều)\b|\d)[^()]*\)?\s*$",
    re.I,
)


def class_columns(heads: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """Numbers of the columns that are classes or rooms beside each other; none where the table has a title column."""
    if Column.TITLE in columns or Column.SUBJECT in columns:
        return []
    found = [at for at, head in enumerate(heads) if _CLASS.match(plain(one_line(head)).strip())]
    return found if len(found) >= 2 and len({heads[at] for at in found}) == len(found) else []


def place_of_class(head: str) -> str | None:
    """ "Lớp A (Trường TH Một)": where the class meets."""
    bracket = re.search(r"\(([^)]+)\)", head)
    if bracket and details.names_place(bracket[1]):
        return bracket[1].strip()
    return one_line(head) if re.match(r"phong\b", plain(head)) else None


def name_of_class(head: str) -> str:
    return re.sub(r"\s*\([^)]*\)", "", one_line(head))


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
