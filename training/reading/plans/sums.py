"""Numbers that do not add up: totals against their parts, in sentences, over lines and in columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Table
from training.reading.plans.columns import Column
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.letters import plain
from training.reading.plans.rows import head_of

_TOTAL = lazily(r"\btong (?:so|cong)\b[^.;\d]{0,30}(\d[\d.]*)\s*([a-z]+)?")
_PART = lazily(
    r"(?<![\d/.])(\d{1,3}(?:\.\d{3})+|\d{1,6})\s*(?:nguoi|hoc vien|giao vien|gv|can bo|cbql|nguoi hoc|dai bieu)\b"
)


def sums(lines: Sequence[str]) -> Iterator[Anomaly]:
    """ "Tổng số 100 học viên, trong đó: 30, 40, 20"."""
    for at, line in enumerate(lines):
        flat = plain(line)
        total = _TOTAL.search(flat)
        if not total:
            continue
        parts = [_number(found[1]) for found in _PART.finditer(flat, total.end())]
        if not parts:
            parts = _over_lines(lines, at, flat, total)
        elif not re.search(r"trong do|gom|bao gom|:", flat[total.end() :][:40]):
            continue
        whole = _number(total[1])
        if len(parts) >= 2 and whole and sum(parts) != whole:
            yield _unequal(whole, parts)


_LESSONS = lazily(r"(?<![\d/.])(\d{1,4}) tiet\b[^.;:\d]{0,40}\btrong do(?! co)\s*:?")


def lessons(lines: Sequence[str]) -> Iterator[Anomaly]:
    """ "120 tiết, trong đó: chương trình 01: 40 tiết; chương trình 02: 50 tiết": lessons of all against their parts."""
    for line in lines:
        flat = plain(line)
        if total := _LESSONS.search(flat):
            rest = re.sub(r"\([^()]*\)", "", flat[total.end() :]).split(". ")[0]
            parts = [int(hit) for hit in re.findall(r"(?<![\d/.])(\d{1,4}) tiet\b", rest)]
            if len(parts) >= 2 and sum(parts) != int(total[1]):
                yield _unequal(int(total[1]), parts)


def _over_lines(lines: Sequence[str], at: int, flat: str, total: re.Match[str]) -> list[int]:
    """The parts told a line each: below "gồm:", else right above a line that begins with the total."""
    if re.search(r"(?:trong do|gom|cu the|sau day|nhu sau)?\s*:\s*$", flat[total.end() :]) and flat.endswith(":"):
        return _counted(lines[at + 1 :])
    if re.match(r"\W*tong\b", flat) and re.match(r"\s*[.,;]?\s*$", flat[total.end() :]):
        return _counted(lines[at - 1 :: -1] if at else ())
    return []


def _counted(lines: Sequence[str]) -> list[int]:
    """The one number of people of each line, as far as each line has one."""
    found = [_PART.findall(plain(line)) for line in takewhile(lambda line: _PART.search(plain(line)), lines[:20])]
    return [_number(numbers[0]) for numbers in found] if all(len(numbers) == 1 for numbers in found) else []


def _number(text: str) -> int:
    return int(text.replace(".", "") or 0)


def _unequal(whole: int, parts: Sequence[int]) -> Anomaly:
    return Anomaly(Finding.SUM, str(whole), " + ".join(str(part) for part in parts) + f" = {sum(parts)}")


_TOTAL_ROW = lazily(r"\W*(?:tong(?: so| cong)?|cong)\W*")
_ALL = lazily(
    r"\b(?:chi tieu|tong (?:so|cong)|tong)\b[^.;]{0,60}?(?<![\d./])(\d{1,3}(?:\.\d{3})+|\d{2,6})\s+(?:luot\s+)?"
    r"(?:nguoi|hoc vien|giao vien|can bo|dai bieu)\b"
)


def table_sums(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Anomaly]:
    """A column of numbers of people against its total row; without one, against the total that a line tells."""
    columns = [column for block in blocks if isinstance(block, Table) for column in _columns(block)]
    for parts, whole in columns:
        if whole and len(parts) >= 2 and whole not in (sum(parts), sum(part for part, _ in groupby(parts))):
            yield _unequal(whole, parts)
    if len(columns) != 1 or columns[0][1] or len(columns[0][0]) < 3:
        return
    parts = columns[0][0]
    told = {_number(hit[1]) for line in lines if " | " not in line and (hit := _ALL.search(plain(line)))}
    whole = told.pop() if len(told) == 1 else 0
    near = sum(parts) * 0.6 < whole < sum(parts) * 1.6
    if near and whole not in (sum(parts), sum(part for part, _ in groupby(parts))):
        yield _unequal(whole, parts)


def _columns(table: Table) -> Iterator[tuple[list[int], int | None]]:
    """The numbers of the column of people and its total; nothing where a number is no bare one."""
    head = head_of(table)
    if head is None or Column.QUOTA not in head[1]:
        return
    first, columns = head
    at = columns.index(Column.QUOTA)
    parts: list[int] = []
    whole = None
    for row in table.rows[first:]:
        cell = row[at].strip(" |.,;\n")
        if not cell or row.count(row[at]) > 2:
            continue  # a heading merged over the columns
        if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,6}", cell):
            return
        if whole is not None:
            return  # totals of groups
        if any(_TOTAL_ROW.fullmatch(plain(other)) for other in row[:3]):
            whole = _number(cell)
        else:
            parts.append(_number(cell))
    yield parts, whole


_ANNOUNCED = lazily(
    r"\b(0?[2-9])\s+(nhiem vu|noi dung|dot|giai doan|hoat dong|lop|chuyen de|mo dun)\b[^.;]{0,30}(?:sau day|"
    r"sau|nhu sau)\s*:?\s*$"
)


def counts(lines: Sequence[str]) -> Iterator[Anomaly]:
    """ "05 nhiệm vụ sau đây:" over four bullets."""
    for at, line in enumerate(lines):
        found = _ANNOUNCED.search(plain(line))
        if not found:
            continue
        mark = lines[at + 1].strip()[:1] if at + 1 < len(lines) else ""
        run = takewhile(lambda line: line.strip().startswith(("+", mark)), lines[at + 1 :])  # noqa: B023 - used at once
        bullets = sum(line.strip().startswith(mark) for line in run) if mark in ("-", "+", "•") else 0
        if 0 < bullets != int(found[1]):
            yield Anomaly(Finding.COUNT, line[found.start() : found.end()].strip(" :"), f"{bullets}")
