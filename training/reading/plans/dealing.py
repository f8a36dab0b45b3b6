"""Cells that a converter has left one below the other, dealt into rows under their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from training.reading.lazily import lazily
from training.reading.plans.columns import Column, column_of
from training.reading.plans.letters import plain

_NUMBER = lazily(r"0?(\d{1,3})[.)]?")
_TIMED = lazily(
    r"\d{1,2}\s?[/.-]\s?\d|\d\s?(?:[hg:]|giờ)\s?\d|\d\s?[hg]\b|\b(?:tháng|tuần|quý|ngày|học kỳ) (?:\d|[IVX])|"
    r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|cả ngày|sáng|chiều|tối|ca \d)\b|theo .{0,20}(?:công văn|kế hoạch|"
    r"thông báo)|thông báo sau|thường xuyên|hằng|hàng",
    re.I,
)
_PART = lazily(
    r"(?:buổi |cả )?(?:sáng|chiều|tối|ngày)\b|ca \d|(?:từ |lúc )?\d{1,2}\s?(?:[hg:]|giờ|\.\d\d(?!\s?[./]\s?\d))", re.I
)
_TEXT = lazily(r"(?:\d{1,2}|[IVX]{1,4})\.\s|[-+•]\s|Nơi nhận|Phụ lục|PHỤ LỤC|Lưu ý|Ghi chú")
_TIMES = frozenset((Column.TIME, Column.START, Column.END, Column.WEEKDAY, Column.PART, Column.CLOCK, Column.MONTH))


def rows_by_period(
    lines: Sequence[str], heads: Sequence[str], gaps: Sequence[int] = (0, 1, 2)
) -> tuple[list[list[str]], int] | None:
    """Rows of cells that stand at one distance, an empty line for an empty cell; and the number of lines they take.

    None when no distance fits: then empty cells, or parts of cells, are lost or too much.
    """
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    found = [dealt for gap in gaps if (dealt := _dealt_with_gap(lines, first, heads, gap))]
    return max(found, key=lambda dealt: len(dealt[0]), default=None)


def _dealt_with_gap(
    lines: Sequence[str], first: int, heads: Sequence[str], gap: int
) -> tuple[list[list[str]], int] | None:
    """Rows with `gap` empty lines between them."""
    rows: list[list[str]] = []
    at, taken, number = first, first, 1
    numbered = column_of(heads[0]) is Column.NUMBER or bool(re.fullmatch(r"0?1[.)]?", lines[first].strip()))
    while at < len(lines):
        row = [line.strip() for line in lines[at : at + len(heads)]]
        row += [""] * (len(heads) - len(row))
        behind = lines[at + len(heads) : at + len(heads) + gap]
        apart = not any(line.strip() for line in behind[:1])
        if apart and _is_row(row, heads, number, numbered=numbered):
            number += bool(_NUMBER.fullmatch(row[0]))
            rows.append(row)
            at = taken = at + len(heads) + gap
            if any(line.strip() for line in behind):
                taken -= gap
                break  # text, behind fewer empty lines than stand between rows
        elif _is_label(lines, at, gap, number):
            rows.append([lines[at].strip(), *[""] * (len(heads) - 1)])
            at += 1 + gap
        else:
            break
    while rows and not any(rows[-1][1:]):
        rows.pop()
    return (rows, min(taken, len(lines))) if sum(any(row[1:]) for row in rows) > 1 and _is_whole(lines, taken) else None


def _is_row(row: Sequence[str], heads: Sequence[str], number: int, *, numbered: bool) -> bool:
    """Whether cells stand under the right heads: the next number or none before them, and times under times."""
    if numbered:
        own = _NUMBER.fullmatch(row[0])
        if (own and int(own[1]) != number) or (not own and row[0]):
            return False
        if own and not any(row[1:]):
            return True
    roles = [Column.NUMBER if numbered and not at else column_of(head) for at, head in enumerate(heads)]
    timed = [(cell, role in _TIMES) for cell, role in zip(row, roles, strict=True) if cell]
    next_number = any(
        own and int(own[1]) == number + 1 and role not in (Column.NUMBER, Column.QUOTA, Column.OTHER, Column.NOTE)
        for cell, role in zip(row, roles, strict=True)
        if (own := _NUMBER.fullmatch(cell))
    )
    if next_number or (not row[0] and not _tells_time(timed)):
        return False
    wrong = sum(is_time and not _TIMED.search(cell) for cell, is_time in timed)
    alien = sum(not is_time and _is_bare_time(cell) for cell, is_time in timed)
    return len(timed) > 1 and not alien and wrong * 2 <= sum(is_time for _, is_time in timed)


def _tells_time(timed: Sequence[tuple[str, bool]]) -> bool:
    """Whether a row without a number has a time, and no heading or sentence that stands behind a table."""
    text = any(_TEXT.match(cell) or (len(cell) > 60 and cell.endswith(".")) for cell, _ in timed)
    return not text and any(is_time and len(cell) < 45 and _TIMED.search(cell) for cell, is_time in timed)


def _is_bare_time(cell: str) -> bool:
    """A day or an hour and hardly a word: no title and no place."""
    return bool(re.search(r"\d\s?[/:hg]\s?\d", cell)) and not re.search(r"[^\W\d_]{2,}", cell)


def _is_label(lines: Sequence[str], at: int, gap: int, number: int) -> bool:
    """Whether a line stands over the rows below it: alone between gaps, or right before the next number."""
    line = lines[at].strip()
    behind = lines[at + 1 : at + 1 + gap]
    following = lines[at + 1 + gap].strip() if at + 1 + gap < len(lines) else ""
    own = _NUMBER.fullmatch(following)
    return bool(line) and len(line) < 80 and not any(b.strip() for b in behind) and bool(own and int(own[1]) == number)


def _is_whole(lines: Sequence[str], taken: int) -> bool:
    """Whether no bare number stands soon behind the rows: else they have been cut short."""
    return not any(_NUMBER.fullmatch(line.strip()) for line in lines[taken : taken + 12])


def by_look(cells: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Fewer cells than heads: which columns are empty is told by what looks like a time and what does not."""
    roles = [column_of(head) for head in heads]
    best: list[str] = list(cells)
    score = None
    if len(cells) >= len(heads) or len(heads) > 10:
        return best
    for places in combinations(range(len(heads)), len(cells)):
        fit = sum(_fit(cell, roles[at]) for cell, at in zip(cells, places, strict=True))
        if score is None or fit > score:
            score = fit
            best = [""] * len(heads)
            for cell, at in zip(cells, places, strict=True):
                best[at] = cell
    return best


def _fit(cell: str, role: Column) -> int:
    number, timed = bool(_NUMBER.fullmatch(cell)), bool(_TIMED.search(cell))
    if role in (Column.NUMBER, Column.QUOTA):
        return 3 if number else -3 if role is Column.NUMBER else bool(re.match(r"\d", cell)) - 1
    if role in (Column.PART, Column.CLOCK):
        return 3 if _PART.match(cell) else -3
    if role in _TIMES:
        return 2 if timed and not _PART.match(cell) else 1 if timed else -3
    if role is Column.PLACE:
        return 2 if _PLACE.match(plain(cell)) else 0
    return -3 if number or _is_bare_time(cell) else 0


_PLACE = lazily(r"(?:tai |truong|hoi truong|phong|trung tam|nha|so|truc tuyen|https?|www|zoom|cum|giang duong)\b")
