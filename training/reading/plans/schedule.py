"""Activities told in tables: a row each, a cell each in a grid of days, with what merged cells and group rows add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.plan import Kind, Period, Precision
from training.reading.plans import details, titles
from training.reading.plans.blocks import Table
from training.reading.plans.columns import Column, column_of, is_head
from training.reading.plans.draft import UNKNOWN, Candidate, Gathering
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.kinds import is_training, kind_of, says_form
from training.reading.plans.letters import one_line, plain
from training.reading.plans.moments import Moment, Timed, moments_of, periods_of
from training.reading.plans.outline import Node, without_numbering
from training.reading.plans.prose import _closing, _labelled, _practice_place, session_label
from training.reading.plans.roles import Role, sorted_tokens
from training.reading.plans.surroundings import Surroundings
from training.reading.plans.written import Clock, Dates, Written, tokens_of, undated_in
from training.reading.plans.years import NoSuchDay, Years

_FINENESS = (Precision.MINUTE, Precision.DAY, Precision.WEEK, Precision.MONTH, Precision.TBD)
_TIMES = (Column.TIME, Column.WEEKDAY, Column.PART, Column.CLOCK)
_TOTAL = re.compile(r"^\W*(?:tong|cong|tong cong|tong so)\b")
_FREE = re.compile(r"^\W*(?:nghi|x|-|khong hoc|nghi le)?\W*$")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by the role of their column."""

    cells: dict[Column, str]
    numbered: bool

    def get(self, column: Column) -> str:
        return self.cells.get(column, "")


class Schedule:
    """Reads the tables of a document."""

    def __init__(self, gathering: Gathering, around: Surroundings) -> None:
        self._gathering = gathering
        self._around = around

    def read(self, node: Node) -> None:
        """Add what one table tells; a table without a time tells nothing."""
        assert node.table
        if (grid := _grid(node.table)) is not None:
            self._read_grid(node, *grid)
            return
        head = _head(node.table)
        if head is None:
            return
        first, columns = head
        if not {Column.TIME, Column.START, Column.END, Column.CLOCK, Column.WEEKDAY} & set(columns):
            return
        self._read_rows(node, node.table.rows[first:], columns, " ".join(node.table.rows[0]))

    # --- one activity a row

    def _read_rows(self, node: Node, rows: Sequence[tuple[str, ...]], columns: list[Column], heads: str) -> None:
        years, group = self._gathering.years, ""
        previous: tuple[str, ...] | None = None
        taught = is_training(self._caption(node, heads))
        for row in rows:
            if is_head(row) or not any(row) or _TOTAL.match(plain(" ".join(row)[:30])):
                continue
            label = _group_label(row, columns)
            if label is not None:
                years, group = self._under(label, years, group)
                previous = None
                continue
            row = _with_cells_above(row, previous, columns)
            previous = row
            self._read_row(node, _by_role(row, columns), years, group, taught=taught)

    def _caption(self, node: Node, heads: str) -> str:
        """What tells whether rows are lessons or work: the heads, else the line above the table."""
        flat = plain(heads)
        if re.search(r"hoat dong|cong viec|nhiem vu|noi dung thuc hien", flat):
            return ""
        return f"{heads} {self._around.heading(node)}"

    def _under(self, label: str, years: Years, group: str) -> tuple[Years, str]:
        """A row over the rows that follow: a month, or a subject."""
        tokens = [token for token in tokens_of(plain(label), cell=True) if isinstance(token, Dates)]
        months = [token for token in tokens if token.precision is Precision.MONTH]
        if months and len(label) < 40:
            month = months[0].pairs[0][0]
            years = self._gathering.years.under(month.year, month.month or 1)
            self._check_order(label, years)
            return years, ""
        return years, without_numbering(label)

    def _check_order(self, label: str, years: Years) -> None:
        """A month outside the school year of the title."""
        school = self._gathering.years.school
        if not school or not years.group or not years.group[0]:
            return
        year, month = years.group
        if not (school, 7) <= (year, month) <= (school + 1, 8):
            self._gathering.anomalies.append(Anomaly(Finding.YEAR_OUTSIDE, label, f"năm học {school}–{school + 1}"))

    def _read_row(self, node: Node, row: Row, years: Years, group: str, *, taught: bool) -> None:
        title = _title(row)
        when = _when(row)
        if not title and not group and not row.get(Column.AUDIENCE):
            return
        model = self._candidate(node, row, title or group or self._around.heading(node), taught=taught)
        model = replace(model, evidence=_evidence(row, when), context=group or self._around.heading(node))
        emitted = self._spanned(model, row, years) if _has_ends(row) else self._timed(model, when, years)
        other = self._times_elsewhere(model, row, years) if _is_open(emitted) else []
        self._gathering.found.extend(other or emitted)
        if not row.get(Column.LEAD) and Column.LEAD in row.cells:
            self._gathering.anomalies.append(Anomaly(Finding.LEAD_MISSING, model.title))

    def _times_elsewhere(self, model: Candidate, row: Row, years: Years) -> list[Candidate]:
        """A time cell that only points elsewhere, and the hours in the cell of whoever is in charge or of the remarks."""
        for column in (Column.LEAD, Column.NOTE, Column.TITLE):
            text = row.get(column)
            if not any(isinstance(token, Clock) for token in tokens_of(plain(text))):
                continue
            lead = re.split(r"\s*[(;]", text)[0] if column is Column.LEAD else model.lead
            emitted = self._timed(replace(model, lead=lead, evidence=text), text, years)
            if not _is_open(emitted):
                return [self._with_own_people(one, text) for one in emitted]
        return []

    def _with_own_people(self, candidate: Candidate, text: str) -> Candidate:
        return candidate

    def _timed(self, model: Candidate, when: str, years: Years) -> list[Candidate]:
        """The sessions of one time cell."""
        text = re.sub(r"\s*\n\s*", ", ", when)
        flat = plain(text)
        if re.match(r"\W*(?:da |bi |tam )?(?:huy|hoan(?! thanh| thien)|khong to chuc|dung)\b", flat):
            return []
        tokens = tokens_of(flat, cell=True)
        sorted_ = sorted_tokens(flat, tokens, notice_of_change=self._gathering.header.is_change)
        live = [entry.token for entry in sorted_ if entry.role in (Role.ACTIVITY, Role.DEADLINE)]
        if any(entry.role is Role.DEADLINE for entry in sorted_):
            model = replace(model, kind=Kind.DEADLINE)
        moments = [moment for moment in moments_of(flat, live) if moment.dates is not None]
        if not moments:
            return [] if any(entry.role is Role.SUPERSEDED for entry in sorted_) else [self._open(model, text, years)]
        emitted: list[Candidate] = []
        for moment in moments:
            emitted += self._of_moment(model, moment, text, flat, years)
        return emitted

    def _of_moment(self, model: Candidate, moment: Moment, text: str, flat: str, years: Years) -> list[Candidate]:
        try:
            timed: list[Timed] = periods_of(moment, flat, years)
        except NoSuchDay as impossible:
            self._gathering.anomalies.append(Anomaly(Finding.IMPOSSIBLE_DATE, model.evidence, str(impossible)))
            return [replace(model, period=UNKNOWN)]
        if not timed:
            return [replace(model, period=UNKNOWN)]
        several = len(moment.clocks) > 1
        made = [
            _labelled(model, entry.period, session_label(text, flat, moment, entry.clock), several=several)
            for entry in timed
        ]
        chosen = re.search(r"\b(0?[1-9])\s+(?:ngay|buoi)\s*\(?\s*(?:tu\s*)?(?:ngay\s*)?$", flat[: moment.start])
        if chosen and moment.dates and moment.dates.is_span:
            made = [replace(one, choose_days=int(chosen[1])) for one in made]
        return [replace(one, period=_closing(one.period)) if one.kind is Kind.DEADLINE else one for one in made]

    def _open(self, model: Candidate, when: str, years: Years) -> Candidate:
        """No time in the cell: the month of the group, else still to come."""
        if not when.strip(" ,.-") and years.group and years.group[0]:
            self._gathering.anomalies.append(Anomaly(Finding.NO_TIME, model.title))
            month = years.group[1]
            whole = Dates(0, 0, ((_month(years.group[0], month), _month(years.group[0], month)),), Precision.MONTH)
            return replace(model, period=periods_of(Moment(0, 0, whole), "", years)[0].period)
        if not undated_in(plain(when)):
            self._gathering.anomalies.append(Anomaly(Finding.NO_TIME, model.title))
        return replace(model, period=UNKNOWN)

    def _spanned(self, model: Candidate, row: Row, years: Years) -> list[Candidate]:
        """A column for the beginning and one for the end."""
        begins, ends = row.get(Column.START), row.get(Column.END)
        if row.get(Column.TIME) and _only_clocks(begins) and _only_clocks(ends):
            return self._timed(model, f"{row.get(Column.TIME)} {begins} – {ends}", years)
        first = self._timed(model, begins or row.get(Column.TIME) or ends, years)[:1]
        last = self._timed(model, ends, years)[:1] if ends and begins != ends else []
        if not first or not last or first[0].period.start is None or last[0].period.start is None:
            chosen = first if first and first[0].period.start else last or first
            only_end = bool(ends) and not begins and chosen and chosen[0].period.start
            return [
                replace(one, kind=Kind.DEADLINE, period=_closing(one.period))
                if only_end and Column.TIME not in row.cells
                else one
                for one in chosen
            ]
        return [replace(first[0], period=_between(first[0].period, last[0].period))]

    # --- a grid of days

    def _read_grid(self, node: Node, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Days over the columns and hours before the rows, or the other way round."""
        for row in rows:
            for at, cell in enumerate(row[1:], start=1):
                if (
                    not heads[at]
                    or _FREE.match(plain(cell))
                    or cell == row[0]
                    or column_of(heads[at]) in (Column.PLACE, Column.NOTE)
                ):
                    continue
                when = _grid_time(row[0], heads[at])
                cells = {Column.TITLE: cell, Column.TIME: when}
                place = next(
                    (row[other] for other in range(1, len(row)) if column_of(heads[other]) is Column.PLACE), ""
                )
                if place:
                    cells[Column.PLACE] = place
                self._read_row(node, Row(cells, numbered=False), self._gathering.years, "", taught=True)

    # --- the other cells

    def _candidate(self, node: Node, row: Row, title: str, *, taught: bool) -> Candidate:
        around, form = self._around, row.get(Column.FORM)
        place_cell = row.get(Column.PLACE) or row.get(Column.LINK)
        default = Kind.IN_PERSON if taught else None
        context_form = self._form_around(node, title) if not says_form(f"{title} {form} {place_cell}") else ""
        kind, alternatives = kind_of(title, form or context_form, place_cell, default)
        candidate = Candidate(
            title=title,
            kind=kind,
            alt_kinds=alternatives,
            period=UNKNOWN,
            evidence="",
            place=self._place(node, row, kind, title),
            link=details.link_in(" ".join(row.cells.values())),
            from_table=True,
            order=node.order,
        )
        return self._with_people(candidate, node, row)

    def _form_around(self, node: Node, title: str) -> str:
        caption = self._around.caption(node)
        return caption if says_form(caption) and is_training(title) else self._around.form(node)

    def _place(self, node: Node, row: Row, kind: Kind, title: str) -> str | None:
        told = details.clean_place(row.get(Column.PLACE))
        everything = " ".join(value for column, value in row.cells.items() if column is not Column.PARTNERS)
        if kind is Kind.VIRTUAL:
            return details.virtual_room(f"{everything} {self._around.room(node)}") or told or "trực tuyến"
        if told:
            return told
        named = next(
            (
                found
                for column in (Column.TITLE, Column.FORM, Column.TIME)
                if (found := details.place_in(row.get(column)))
            ),
            None,
        )
        noted = (
            details.clean_place(row.get(Column.NOTE)) if re.match(r"\W*tai\s", plain(row.get(Column.NOTE))) else None
        )
        if kind is Kind.LMS:
            return details.lms_site(everything)
        if kind is Kind.PRACTICE:
            return named or _practice_place(title)
        if kind is Kind.DEADLINE:
            return details.hand_in_place(everything)
        if named or noted or kind is not Kind.IN_PERSON or Column.PLACE in row.cells:
            return named or noted
        return self._around.place(node)

    def _with_people(self, candidate: Candidate, node: Node, row: Row) -> Candidate:
        taught = candidate.kind in (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)
        people = row.get(Column.AUDIENCE)
        audience = details.clean_audience(people)
        if audience is None and Column.AUDIENCE not in row.cells:
            told = details.audience_in(candidate.title)
            audience = told or (self._around.audience(node) if taught else None)
        lead = one_line(row.get(Column.LEAD)).strip(" ;.") or None
        if lead is None and Column.LEAD not in row.cells and taught:
            lead = self._around.lead(node)
        quota = details.quota_in(row.get(Column.QUOTA), labelled=True) or (details.quota_in(people) if people else None)
        return replace(candidate, audience=audience, lead=lead, quota=quota)


def _grid(table: Table) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]] | None:
    """The row of heads and the rows below when the heads are days, or hours over days."""
    if (head := _head(table)) is not None and not any(
        _has_token(cell, Dates) or _has_token(cell, Clock) for cell in table.rows[head[0] - 1]
    ):
        return None
    for at, row in enumerate(table.rows[:3]):
        dated = [cell for cell in row[1:] if _has_day(cell)]
        clocked = [
            cell for cell in row[1:] if _has_token(cell, Clock) and re.search(r"sang|chieu|toi|ca|buoi", plain(cell))
        ]
        below = table.rows[at + 1 :]
        if len(dated) >= 2 and below and not _has_token(row[0], Dates):
            return row, below
        days_below = sum(_has_day(other[0]) for other in below)
        if len(clocked) >= 2 and days_below * 2 >= len(below) > 0:
            return row, below
    return None


def _has_token(cell: str, kind: type) -> bool:
    return len(cell) < 60 and any(isinstance(token, kind) for token in tokens_of(plain(cell)))


def _has_day(cell: str) -> bool:
    return len(cell) < 60 and any(
        isinstance(token, Dates) and token.precision is Precision.DAY for token in tokens_of(plain(cell))
    )


def _grid_time(side: str, top: str) -> str:
    day, hours = (side, top) if _has_token(side, Dates) else (top, side)
    return one_line(f"{day}, {hours}")


def _head(table: Table) -> tuple[int, list[Column]] | None:
    """Number of the first row below the heads, and the role of each column."""
    for at, row in enumerate(table.rows[:6]):
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
        return at + 1, _without_doubles(columns, row)
    return None


def _is_second_head(row: Sequence[str], below: Sequence[str], roles: Sequence[Column]) -> bool:
    known = sum(role is not Column.OTHER for role in roles)
    return (
        known > 0
        and not any(re.search(r"\d", cell) for cell in below)
        and all(role is not Column.OTHER or not cell or cell in row for role, cell in zip(roles, below, strict=True))
    )


def _without_doubles(columns: list[Column], heads: Sequence[str]) -> list[Column]:
    """An old time beside a new one is not read; a second title column adds to the first."""
    return [
        Column.OTHER
        if column is Column.TIME and re.search(r"\b(?:cu|ban dau|truoc day|da thong bao|theo ke hoach)\b", plain(head))
        else column
        for column, head in zip(columns, heads, strict=True)
    ]


def _by_role(row: Sequence[str], columns: Sequence[Column]) -> Row:
    cells: dict[Column, str] = {}
    for column, cell in zip(columns, row, strict=False):
        if column in (Column.NUMBER, Column.OTHER):
            continue
        known = cells.get(column)
        cells[column] = f"{known}\n{cell}".strip() if known and cell and cell != known else known or cell
    numbered = any(column is Column.NUMBER and cell for column, cell in zip(columns, row, strict=False))
    return Row(cells, numbered)


def _group_label(row: Sequence[str], columns: Sequence[Column]) -> str | None:
    """The words of a row that stands over others: one cell besides its number, or one cell over all columns."""
    filled = [
        cell
        for cell, column in zip(row, columns, strict=False)
        if cell and not re.fullmatch(r"[\dIVX]{1,4}(?:\.\d+)*[.)]?|[a-zđA-Z][.)]?", cell)
    ]
    if not filled:
        return None
    distinct = set(filled)
    if len(distinct) == 1 and (len(filled) == 1 or len(filled) >= len(row) - 1) and len(row) > 2:
        at = next(number for number, cell in enumerate(row) if cell in distinct)
        tokens = tokens_of(plain(filled[0]), cell=True)
        number = next((cell for cell, column in zip(row, columns, strict=False) if column is Column.NUMBER), "")
        if columns[at] in (Column.TITLE, Column.SUBJECT) and re.fullmatch(r"\d+\.\d+\.?", number):
            return None
        is_last = columns[at] is Column.TITLE and not tokens
        return None if is_last and _looks_like_activity(row, columns) else filled[0]
    return None


def _looks_like_activity(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """Under months, a row may have a title and nothing else."""
    return sum(bool(re.fullmatch(r"\d{1,2}[.)]?", cell)) for cell in row) >= 1 and Column.START in columns


def _with_cells_above(
    row: tuple[str, ...], previous: tuple[str, ...] | None, columns: Sequence[Column]
) -> tuple[str, ...]:
    """Blank cells at the front of an unnumbered row belong to a cell merged from the row above."""
    if previous is None or len(previous) != len(row) or row[0]:
        return row
    leading = next((at for at, cell in enumerate(row) if cell), len(row))
    if leading == len(row):
        return row
    merged = [previous[at] if at < leading else cell for at, cell in enumerate(row)]
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


def _title(row: Row) -> str:
    parts = [one_line(row.get(column)) for column in (Column.TITLE, Column.GROUP, Column.SUBJECT)]
    title = " – ".join(without_numbering(part) for part in parts if part)
    return title or one_line(row.get(Column.FORM))


def _when(row: Row) -> str:
    """All cells that tell the time, days first."""
    parts = [part for column in _TIMES for part in row.get(column).split("\n") if part]
    if not parts and (row.get(Column.START) or row.get(Column.END)):
        return f"{row.get(Column.START)} – {row.get(Column.END)}".strip(" –")
    dated = [part for part in parts if _has_token(part, Dates)]
    return "\n".join(dict.fromkeys([*dated[:1], *(part for part in parts if part not in dated[:1])]))


def _evidence(row: Row, when: str) -> str:
    if _has_ends(row):
        ends = [part for part in (row.get(Column.START), row.get(Column.END)) if part]
        return one_line(" – ".join([*([row.get(Column.TIME)] if row.get(Column.TIME) else []), *ends]))
    return one_line(when)


def _has_ends(row: Row) -> bool:
    return bool(row.get(Column.START) or row.get(Column.END))


def _is_open(candidates: Sequence[Candidate]) -> bool:
    return all(candidate.period.precision is Precision.TBD for candidate in candidates)


def _only_clocks(text: str) -> bool:
    tokens = tokens_of(plain(text))
    return bool(tokens) and all(isinstance(token, Clock) for token in tokens)


def _between(first: Period, last: Period) -> Period:
    """From one to the other, as fine as the finer of the two; an end before the start stays."""
    precision = min(first.precision, last.precision, key=_FINENESS.index)
    return Period(first.start, last.end or last.start, precision)


def _month(year: int, month: int) -> Written:
    return Written(month=month, year=year)
