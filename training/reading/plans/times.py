"""Cells that tell times: which columns hold days, what heads say for their cells, stretches between two cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.plan import Period, Precision, midnight
from training.reading.lazily import lazily
from training.reading.plans.columns import Column, column_of
from training.reading.plans.dayparts import part_in
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import one_line, plain
from training.reading.plans.rows import Row, has_day, has_ends, when_of
from training.reading.plans.tokens import Clock, Dates, Written
from training.reading.plans.weekly import is_weekly, weekdays_named
from training.reading.plans.written import tokens_of
from training.reading.plans.years import Years

_FINENESS = (Precision.MINUTE, Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.TBD)


@dataclass(frozen=True, slots=True)
class Under:
    """What the rows above say for the rows below: months, a subject, a day."""

    years: Years
    group: str = ""
    day: str = ""


def is_open(candidates: Sequence[Candidate]) -> bool:
    return all(candidate.period.precision is Precision.TBD for candidate in candidates)


def hours_of(head: str) -> str:
    """The hours in the head of a column of days."""
    tokens = tokens_of(plain(head))
    clocks = bool(tokens) and all(isinstance(token, Clock) for token in tokens)
    bracket = re.search(r"\(([^()]*)\)", head)
    return (bracket[1] if bracket else head[tokens[0].start :]) if clocks else ""


def day_told(row: Row) -> str:
    """The words of the one day that a row tells, for rows below that only tell hours."""
    when = when_of(row)
    days = [t for t in tokens_of(plain(when)) if isinstance(t, Dates) and t.precision is Precision.DAY]
    return when[days[0].start : days[0].end] if len(days) == 1 and not days[0].is_span and not has_ends(row) else ""


def only_hours(row: Row) -> bool:
    tokens = tokens_of(plain(when_of(row)))
    return bool(tokens) and all(isinstance(token, Clock) for token in tokens) and not has_ends(row)


def with_heads(row: Row, form: str, hours: str) -> Row:
    """A row with what the heads of its columns say."""
    cells = dict(row.cells)
    if form and not cells.get(Column.FORM):
        cells[Column.FORM] = form
    if hours and cells.get(Column.TIME) and not any(isinstance(t, Clock) for t in tokens_of(plain(when_of(row)))):
        cells[Column.TIME] = f"{cells[Column.TIME]} ({_of_part(hours, cells[Column.TIME])})"
    return Row(cells, row.number)


def _of_part(hours: str, cell: str) -> str:
    """The hours of the part of the day that a cell names; all of them where it names none."""
    named = (part_in(plain(cell)) or "").split()
    pieces = re.split(r"\s*[;,]\s*", hours)
    own = [piece for piece in pieces if (part_in(plain(piece)) or "") in named]
    return "; ".join(own) if own else hours


def only_clocks(text: str) -> bool:
    tokens = tokens_of(plain(text))
    return bool(tokens) and all(isinstance(token, Clock) for token in tokens)


def between(first: Period, last: Period) -> Period:
    """From one to the other, as fine as the finer of the two; an end before the start stays."""
    end = last.end or last.start
    if first.is_exact and last.precision is Precision.DAY and first.first_day and end:
        if first.first_day == last.last_day:
            return first
        return Period(midnight(first.first_day), end, Precision.DAY)  # the hour of the end is not told
    precision = min(first.precision, last.precision, key=_FINENESS.index)
    return Period(first.start, end, precision)


def month_of(year: int, month: int) -> Written:
    return Written(month=month, year=year)


def is_seven_two_seven(rows: Sequence[tuple[str, ...]], dated: Sequence[int]) -> bool:
    """Three columns of which each row has a week, two days and a week."""
    if len(dated) != 3:
        return False
    lengths = [[_length(row[at]) for at in dated] for row in rows if all(row[at] for at in dated)]
    return bool(lengths) and all(first in (6, 7) and middle <= 2 and last in (6, 7) for first, middle, last in lengths)


def _length(cell: str) -> int:
    """Days of a cell like "03/11 - 09/11/2025" or "11, 12/11/2025"; 0 when it crosses a month."""
    pairs = [pair for token in tokens_of(plain(cell)) if isinstance(token, Dates) for pair in token.pairs]
    days = 0
    for first, last in pairs:
        gap = (last.day or 0) - (first.day or 0) + 1
        days += gap if gap > 0 else gap + 30
    return days


def dated_columns(rows: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> list[int]:
    """Columns that no head calls a time, and whose cells are dates: "Đợt 1", "Đợt 2"."""
    dated = []
    for at, column in enumerate(columns):
        cells = [row[at] for row in rows if at < len(row) and row[at]]
        days = sum(has_day(cell) for cell in cells)
        if cells and days * 3 >= len(cells) * 2 and column is not Column.NUMBER:
            dated.append(at)
    return dated


_EVENT = lazily(r"\W*(?:ngay |thoi gian |le )?(?:khai giang|khai mac|be giang|be mac)\b")
_LIMIT = lazily(r"\W*(?:thoi )?han (?:dang k[yi]|nop|gui|nhan|bao cao|lap|chot)\b|\W*(?:dang k[yi]|nop|gui)\b")


def is_limit(head: str) -> bool:
    """Whether a column of days tells until when something is handed in: "Hạn đăng ký"."""
    return bool(_LIMIT.match(plain(head)))


def events_apart(rows: Sequence[tuple[str, ...]], columns: Sequence[Column], heads: Sequence[str]) -> list[int]:
    """Columns of days of which each tells of an event of its own.

    Beside the days of the lessons, the opening, the closing, an examination and a deadline are such; an opening and a
    closing without lessons between them are the first and the last day.
    """
    dated = dated_columns(rows, columns)
    times = [at for at in dated if columns[at] is Column.TIME]
    others = [
        at
        for at in dated
        if (columns[at] in (Column.START, Column.END) and (_EVENT.match(plain(heads[at])) or is_limit(heads[at])))
        or (columns[at] in (Column.TITLE, Column.NOTE) and _only_days(rows, at))
        or (columns[at] is Column.OTHER and column_of(heads[at]) is Column.OTHER and _only_days(rows, at))
    ]
    return sorted(times + others) if times else times


def _only_days(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    """Cells that hold days, and hardly another word."""
    return all(len(re.findall(r"[^\W\d_]{2,}", _without_times(row[at]))) <= 1 for row in rows if row[at])


def _without_times(cell: str) -> str:
    for token in reversed(tokens_of(plain(cell))):
        cell = cell[: token.start] + cell[token.end :]
    return cell


def tell_different_days(rows: Sequence[tuple[str, ...]], columns: Sequence[int]) -> bool:
    """Whether columns of days beside each other do not merely repeat or refine the day of the first."""
    told = [[_days(row[at]) for at in columns] for row in rows]
    apart = [all(later and not later & days[0] for later in days[1:]) for days in told if all(days)]
    return bool(apart) and sum(apart) * 2 >= len(apart)


def _days(cell: str) -> set[object]:
    tokens = tokens_of(plain(cell))
    return {pair for token in tokens if isinstance(token, Dates) for pair in token.pairs}


def outside(column: Column, rows: Sequence[tuple[str, ...]], at: int) -> Column:
    """Another column of dates is no title."""
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return Column.OTHER if cells and sum(has_day(cell) for cell in cells) * 3 >= len(cells) * 2 else column


def as_month(cell: str) -> str:
    return cell if "thang" in plain(cell) else f"Tháng {cell}"


_OF_THE_DAY = (Column.CLOCK, Column.PART, Column.WEEKDAY)


def columns_of_days(
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    at: int,
    dated: Sequence[int],
    self_study: Sequence[int],
) -> list[Column]:
    """The columns for one column of days: other days, and hours that stand beside others, are not its own."""
    beside = _hours_beside(columns, at, dated, self_study)
    own = [outside(column, rows, number) for number, column in enumerate(columns)]
    own[at] = Column.TIME
    return [
        Column.OTHER if column in _OF_THE_DAY and number not in beside else column for number, column in enumerate(own)
    ]


def _hours_beside(columns: Sequence[Column], at: int, dated: Sequence[int], self_study: Sequence[int]) -> list[int]:
    hours = [number for number, column in enumerate(columns) if column in _OF_THE_DAY]
    return [number for number in hours if at in _days_beside(columns, number, dated, self_study)]


def _days_beside(columns: Sequence[Column], number: int, dated: Sequence[int], self_study: Sequence[int]) -> list[int]:
    """The columns of days that stand without a gap before a column of hours, else behind it, else all."""
    for step in (-1, 1):
        beside: list[int] = []
        here = number + step
        while 0 <= here < len(columns) and (here in dated or (columns[here] in _OF_THE_DAY and not beside)):
            beside += [here] if here in dated else []
            here += step
        if taught := [one for one in beside if one not in self_study]:
            return taught
    return [one for one in dated if one not in self_study] or list(dated)


def rows_of_days(
    rows: Sequence[tuple[str, ...]],
    columns: Sequence[Column],
    at: int,
    before: Sequence[int],
    self_study: Sequence[int],
) -> list[tuple[str, ...]]:
    """The rows that a further column of days tells: without cells merged over both columns, or down over a group."""
    dated = [*before, at]
    times = {one: [one, *_hours_beside(columns, one, dated, self_study)] for one in dated}
    own = [row for row in rows if not any(_cells(row, times[one]) == _cells(row, times[at]) for one in before)]
    return _merged_down(own, columns, at) if before else own


def _cells(row: Sequence[str], numbers: Sequence[int]) -> list[str]:
    return [row[number] for number in numbers]


def _merged_down(rows: Sequence[tuple[str, ...]], columns: Sequence[Column], at: int) -> list[tuple[str, ...]]:
    """Rows of one group with one stretch of days are one; the people of all of them stay told."""
    own = [n for n, column in enumerate(columns) if column in (Column.GROUP, Column.QUOTA, Column.TITLE)]

    def alike(one: Sequence[str], other: Sequence[str]) -> bool:
        return all(not one[n] or not other[n] or one[n] == other[n] for n in own)

    kept: list[tuple[str, ...]] = []
    for row in rows:
        if kept and row[0] and row[at] and (row[0], row[at]) == (kept[-1][0], kept[-1][at]) and alike(row, kept[-1]):
            kept[-1] = tuple(
                f"{above}; {cell}" if columns[n] is Column.AUDIENCE and cell and cell not in above else above
                for n, (above, cell) in enumerate(zip(kept[-1], row, strict=True))
            )
        else:
            kept.append(row)
    return kept


_TOLD_WITH = (Column.TIME, Column.WEEKDAY, Column.PART, Column.CLOCK)


def repeat_between(row: Row) -> str:
    """A first and a last day in columns of their own, with the weekdays between them; empty where none are told."""
    when = ", ".join(one_line(row.get(column)) for column in _TOLD_WITH if row.get(column))
    if _dated(when) or not row.get(Column.START) or not row.get(Column.END) or not weekdays_named(plain(when)):
        return ""
    return f"{when}, hằng tuần từ {row.get(Column.START)} đến {row.get(Column.END)}"


def with_repeat(when: str, row: Row) -> str:
    """A stretch of days with the weekdays that another cell of its row tells: "Tối thứ Ba, thứ Năm hằng tuần"."""
    spans = [token for token in tokens_of(plain(when)) if isinstance(token, Dates) and token.is_span]
    if not spans or weekdays_named(plain(when)):
        return when
    told = (one_line(row.get(column)) for column in (Column.FORM, Column.NOTE, Column.TITLE, Column.AUDIENCE))
    repeats = [text for text in told if is_weekly(plain(text)) and weekdays_named(plain(text)) and not _dated(text)]
    return f"{repeats[0]}, {when}" if repeats else when


def _dated(text: str) -> bool:
    return any(isinstance(token, Dates) for token in tokens_of(plain(text)))
