"""Activities told in tables: a row each, a cell each in a grid of days, with what merged cells and group rows add."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import titles
from training.reading.plans.anchors import DayOver
from training.reading.plans.classes import (
    class_columns,
    heads_over,
    is_numbering,
    name_of_class,
    parallel_in,
    people_of_class,
    pieces_of,
    place_of_class,
)
from training.reading.plans.columns import Column, is_head
from training.reading.plans.dayparts import part_in
from training.reading.plans.describing_rows import RowDescriber, name_by_head
from training.reading.plans.draft import UNKNOWN, Candidate, Gathering
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.grids import grid_rows
from training.reading.plans.hours_told import parted
from training.reading.plans.kinds import is_self_study, is_training, says_form
from training.reading.plans.letters import one_line, plain, without_alike
from training.reading.plans.moments import Moment, Timed, days_to_choose, moments_of, periods_of
from training.reading.plans.outline import Node, without_numbering
from training.reading.plans.prose import Prose
from training.reading.plans.roles import Role, sorted_tokens
from training.reading.plans.rooms import with_house
from training.reading.plans.row_findings import leads_missing, outside_school_year
from training.reading.plans.rows import (
    Row,
    by_role,
    evidence_of,
    group_label,
    has_day,
    has_ends,
    head_of,
    title_of,
    when_of,
    with_cells_above,
    with_group_names,
    with_old_times,
    with_subject_column,
)
from training.reading.plans.sentences import closing, labelled, session_label
from training.reading.plans.surroundings import Surroundings
from training.reading.plans.times import (
    Under,
    as_month,
    between,
    columns_of_days,
    dated_columns,
    day_told,
    events_apart,
    hours_of,
    is_open,
    is_seven_two_seven,
    month_of,
    only_clocks,
    only_hours,
    repeat_between,
    rows_of_days,
    tell_different_days,
    with_heads,
    with_repeat,
)
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of, undated_in
from training.reading.plans.years import NoSuchDay, Years

_TOTAL = lazily(r"^\W*(?:tong (?:so|cong)|cong)\b|^\W*tong\W*$")
_BREAK = lazily(
    r"^\W*(?:x|khong hoc|khong to chuc|giai lao|nghi(?: giai lao| trua| giua gio| hoc| le)?|an trua|teabreak|"
    r"tea break)\W*$"
)


class Schedule:
    """Reads the tables of a document."""

    def __init__(self, gathering: Gathering, around: Surroundings, prose: Prose) -> None:
        self._gathering = gathering
        self._around = around
        self._prose = prose
        self._cells = RowDescriber(around)
        self._headless: list[Node] = []

    def read(self, node: Node) -> None:
        """Add what one table tells; a table without a time tells nothing."""
        assert node.table
        under = Under(self._gathering.years)
        if (grid := grid_rows(node.table)) is not None:
            for row in grid:
                self._read_row(node, row, under, taught=True)
            return
        if (parallel := parallel_in(node.table)) is not None:
            below = node.table.rows[parallel.first :]
            self._read_classes(node, below, parallel.columns, parallel.heads, parallel.classes)
            return
        head = head_of(node.table)
        if head is None:
            self._headless.append(node)
            return
        first, columns = head
        first, heads = heads_over(node.table, first)
        rows = with_old_times(with_group_names(node.table.rows[first:], heads), columns, heads)
        days_apart = events_apart(rows, columns, heads)
        if len(days_apart) > 1 and tell_different_days(rows, days_apart):
            self._read_dated(node, rows, columns, heads, days_apart)
            return
        if (classes := class_columns(heads, columns, rows)) and Column.TIME in columns:
            self._read_classes(node, rows, columns, heads, classes)
            return
        columns = with_subject_column(columns, heads, rows)
        if {Column.TIME, Column.START, Column.END, Column.CLOCK, Column.WEEKDAY} & set(columns):
            told = " ".join(head for head, column in zip(heads, columns, strict=True) if column is Column.TIME)
            self._read_rows(node, rows, columns, " ".join(node.table.rows[0]), hours=hours_of(told))
            return
        self._read_dated(node, rows, columns, heads, dated_columns(rows, columns))

    def read_headless(self) -> None:
        """Rows without heads that tell a day are read as sentences, after all else; a letterhead is none of them."""
        begun = len(self._gathering.found)
        for node in self._headless:
            for row in node.table.rows if node.table else ():
                text = one_line(" – ".join(dict.fromkeys(cell for cell in row if cell)))
                letterhead = re.search(r"doc lap|cong hoa xa hoi|ngay \d* *thang \d* *nam", plain(text))
                if any(has_day(cell) for cell in row) and not letterhead:
                    self._prose.read(Node(text, node.level, node.order, parent=node.parent))
        known = {one.period.first_day for one in self._gathering.found[:begun]}
        added = [
            one
            for one in self._gathering.found[begun:]
            if one.kind is Kind.DEADLINE or one.period.first_day not in known
        ]
        self._gathering.found[begun:] = added

    def _read_dated(
        self,
        node: Node,
        rows: Sequence[tuple[str, ...]],
        columns: Sequence[Column],
        heads: Sequence[str],
        dated: Sequence[int],
    ) -> None:
        """Several columns of days beside each other: each of them tells of something else."""
        model = is_seven_two_seven(rows, dated) and not any(says_form(heads[at]) for at in dated)
        apart = [at for at in dated if is_self_study(heads[at])]
        for number_of, at in enumerate(dated):
            one = columns_of_days(columns, rows, at, dated, apart)
            form = heads[at] if says_form(heads[at]) else ""
            form = (
                ("tự học trên hệ thống LMS", "học trực tiếp", "hoàn thành trên hệ thống LMS")[number_of]
                if model
                else form
            )
            own = rows_of_days(rows, columns, at, dated[:number_of], apart)
            self._read_rows(node, own, one, " ".join(heads), suffix=heads[at], form=form, hours=hours_of(heads[at]))

    def _read_classes(
        self,
        node: Node,
        rows: Sequence[tuple[str, ...]],
        columns: Sequence[Column],
        heads: Sequence[str],
        classes: Sequence[int],
    ) -> None:
        """Lessons of several classes beside each other: each of them has its own."""
        schools = {place for at in classes if (place := place_of_class(heads[at])) and place.startswith("Trường")}
        apart = len(schools) > 1  # what is taught alike in two of them is a lesson in each
        common = {row for row in rows if row[classes[0]] and len({row[at] for at in classes}) == 1 and not apart}
        if common:  # merged over all classes: one lesson of them together
            one = [Column.OTHER if number in classes[1:] else column for number, column in enumerate(columns)]
            one[classes[0]] = Column.TITLE
            self._read_rows(node, [row for row in rows if row in common], one, "lớp")
            rows = [row for row in rows if row not in common]
        for at in classes:
            one = [
                Column.OTHER if number in classes or is_numbering(rows, number) else column
                for number, column in enumerate(columns)
            ]
            one[at] = Column.TITLE
            begun = len(self._gathering.found)
            self._read_rows(node, rows, one, f"lớp {heads[at]}", suffix=name_of_class(heads[at]))
            for candidate in self._gathering.found[begun:]:
                place = place_of_class(heads[at])
                candidate.place = place if place and Column.PLACE not in one else candidate.place or place
                own = people_of_class(heads[at]) if candidate.inherited else candidate.audience
                candidate.audience = own or candidate.audience or name_of_class(heads[at])

    # --- one activity a row

    def _read_rows(
        self,
        node: Node,
        rows: Sequence[tuple[str, ...]],
        columns: list[Column],
        heads: str,
        suffix: str = "",
        form: str = "",
        hours: str = "",
    ) -> None:
        """form, hours: what the head of the column of days says for all of its cells."""
        over = self._day_before(node, rows)
        under = Under(self._gathering.years, day=over.words if over else "")
        begun = len(self._gathering.found)
        previous: tuple[str, ...] | None = None
        day = ""
        taught = is_training(self._caption(node, heads))
        for row, below in zip_longest(rows, rows[1:], fillvalue=()):
            if is_head(row) or not any(row) or _TOTAL.match(plain(" ".join(row)[:30])):
                continue
            label = group_label(row, columns, below)
            if label is not None:
                under, previous, day = self._under(label, under), None, ""
                continue
            if Column.MONTH in columns and (month := row[columns.index(Column.MONTH)]):
                under = self._under(as_month(month), under)
            previous = with_cells_above(row, previous, columns)
            told = by_role(previous, columns)
            day = day_told(told) or day
            for piece in pieces_of(told):
                beneath = under if under.day or not only_hours(piece) else replace(under, day=day)
                self._read_row(node, with_heads(piece, form, hours), beneath, taught=taught)
        if over:
            house = self._around.place(node) or over.place or self._around.place_of_all(node)
            with_house(self._gathering.found[begun:], house)
        if Column.LEAD in columns:
            self._gathering.anomalies.extend(leads_missing(self._gathering.found[begun:]))
        for candidate in self._gathering.found[begun:] if suffix else ():
            name_by_head(candidate, suffix)

    def _day_before(self, node: Node, rows: Sequence[tuple[str, ...]]) -> DayOver | None:
        """The day in the line over a table that only tells hours."""
        dated = any(isinstance(token, Dates) for row in rows for cell in row for token in tokens_of(plain(cell)))
        return None if dated else self._prose.day_over(node)

    def _caption(self, node: Node, heads: str) -> str:
        """What tells whether rows are lessons or work: the heads, else the line above the table."""
        flat = re.sub(r"\bmon(?: hoc)?\W+(?:va |hoac )?hoat dong\b", "mon", plain(heads))
        if re.search(r"hoat dong|cong viec|nhiem vu|noi dung thuc hien", flat):
            return ""
        return f"{heads} {self._around.heading(node)}"

    def _under(self, label: str, above: Under) -> Under:
        """A row over the rows that follow: a month, a day, or a subject."""
        tokens = [token for token in tokens_of(plain(label), cell=True) if isinstance(token, Dates)]
        if not tokens or len(label) >= 60:
            return replace(above, group=without_numbering(label))
        first = tokens[0].pairs[0][0]
        if tokens[0].precision is Precision.DAY:
            return replace(above, day=label, group="")
        years = self._gathering.years.under(first.year, first.month or 1)
        self._gathering.anomalies.extend(outside_school_year(label, years))
        return Under(years)

    def _read_row(self, node: Node, row: Row, under: Under, *, taught: bool) -> None:
        title, when = title_of(row), when_of(row)
        if _BREAK.match(plain(title)) or titles.is_free(title):
            return
        if not title and not under.group and not row.get(Column.AUDIENCE):
            return
        if title and not row.get(Column.TITLE) and len(title) < 40 and (heading := self._around.heading(node)):
            title = f"{title} – {heading}"  # the name of a group alone is no title
        if under.day and not any(isinstance(token, Dates) for token in tokens_of(plain(when))):
            when = f"{under.day}, {when}"
        named = title or under.group or self._untitled(node, row)
        model = self._cells.candidate(node, row, named, taught=taught, trains=is_training(self._gathering.header.title))
        model = replace(model, evidence=evidence_of(row, when), context=under.group or self._around.heading(node))
        years = under.years
        emitted = (
            self._spanned(model, row, years)
            if has_ends(row) and not under.day
            else self._timed(model, with_repeat(when, row), years)
        )
        other = self._times_elsewhere(model, row, years) if is_open(emitted) else []
        self._gathering.found.extend(other or emitted)

    def _times_elsewhere(self, model: Candidate, row: Row, years: Years) -> list[Candidate]:
        """A time cell that only points elsewhere: the hours stand with whoever is in charge, or in the remarks."""
        for column in (Column.LEAD, Column.NOTE, Column.TITLE):
            text = row.get(column)
            if not any(isinstance(token, Clock) for token in tokens_of(plain(text))):
                continue
            lead = re.split(r"\s*[(;]", text)[0] if column is Column.LEAD else model.lead
            emitted = self._timed(replace(model, lead=lead, evidence=text), text, years)
            if not is_open(emitted):
                return emitted
        return []

    def _untitled(self, node: Node, row: Row) -> str:
        """Rows that tell no more than where are told apart by that."""
        place = one_line(row.get(Column.PLACE))
        heading = self._around.heading(node)
        return f"{heading} – {place}" if place and len(place) < 60 else heading

    def _timed(self, model: Candidate, when: str, years: Years) -> list[Candidate]:
        """The sessions of one time cell."""
        text = re.sub(r"\s*\n\s*", ", ", when)
        flat = plain(text)
        if re.match(r"\W*(?:da |bi |tam )?(?:huy|hoan(?! thanh| thien)|khong to chuc|dung)\b", flat):
            return []
        tokens = tokens_of(flat, cell=True)
        sorted_ = sorted_tokens(without_alike(text), tokens, notice_of_change=self._gathering.header.is_change)
        live = [entry.token for entry in sorted_ if entry.role in (Role.ACTIVITY, Role.DEADLINE)]
        if any(entry.role is Role.DEADLINE for entry in sorted_):
            model = replace(model, kind=Kind.DEADLINE)
        moments = [moment for moment in moments_of(flat, parted(flat, live, tokens)) if moment.dates is not None]
        if not moments:
            return (
                []
                if any(entry.role is Role.SUPERSEDED for entry in sorted_)
                else [self._open(model, one_line(when), years)]
            )
        emitted: list[Candidate] = []
        without = self._prose.excepted([entry.token for entry in sorted_ if entry.role is Role.EXCEPTED])
        for moment in moments:
            emitted += self._of_moment(model, moment, text, flat, years, without)
        return emitted

    def _of_moment(
        self, model: Candidate, moment: Moment, text: str, flat: str, years: Years, without: Collection[date]
    ) -> list[Candidate]:
        try:
            timed: list[Timed] = periods_of(moment, flat, years, without)
        except NoSuchDay as impossible:
            self._gathering.anomalies.append(Anomaly(Finding.IMPOSSIBLE_DATE, model.evidence, str(impossible)))
            return [replace(model, period=UNKNOWN)]
        if not timed:
            return [replace(model, period=UNKNOWN)]
        several = len(moment.clocks) > 1
        if not moment.clocks:
            model = replace(model, part=part_in(flat))
        made = [
            labelled(model, entry.period, session_label(text, flat, moment, entry.clock), several=several)
            for entry in timed
        ]
        chosen = days_to_choose(flat, moment.start)
        if chosen and moment.dates and moment.dates.is_span:
            own = re.search(r"\b(?:tu chon|tu sap xep|tu bo tri)\b", plain(f"{model.title} {text}"))
            made = [replace(one, choose_days=chosen, kind=Kind.PRACTICE if own else one.kind) for one in made]
        return [replace(one, period=closing(one.period)) if one.kind is Kind.DEADLINE else one for one in made]

    def _open(self, model: Candidate, when: str, years: Years) -> Candidate:
        """No time in the cell: the month of the group, else still to come."""
        whole = re.search(r"\b(?:ca|trong|suot) thang\b", plain(when))
        if (whole or not when.strip(" ,.-")) and years.group and years.group[0]:
            if not whole:
                self._gathering.anomalies.append(Anomaly(Finding.NO_TIME, model.title))
            month = years.group[1]
            days = Dates(0, 0, ((month_of(years.group[0], month), month_of(years.group[0], month)),), Precision.MONTH)
            return replace(model, period=periods_of(Moment(0, 0, days), "", years)[0].period)
        if not undated_in(plain(when)):
            self._gathering.anomalies.append(Anomaly(Finding.NO_TIME, model.title))
        return replace(model, period=UNKNOWN)

    def _spanned(self, model: Candidate, row: Row, years: Years) -> list[Candidate]:
        """A column for the beginning and one for the end."""
        begins, ends = row.get(Column.START), row.get(Column.END)
        if weekly := repeat_between(row):
            return self._timed(model, weekly, years)
        if row.get(Column.TIME) and only_clocks(begins) and only_clocks(ends):
            return self._timed(model, f"{row.get(Column.TIME)} {begins} – {ends}", years)
        if len(tokens := tokens_of(plain(row.get(Column.TIME)))) > 1 and any(
            isinstance(token, Dates) and token.is_span for token in tokens
        ):
            return self._timed(model, row.get(Column.TIME), years)  # lessons of their own beside the first day
        first = self._timed(model, begins or row.get(Column.TIME) or ends, years)[:1]
        last = self._timed(model, ends, years)[:1] if ends and begins != ends else []
        if not first or not last or first[0].period.start is None or last[0].period.start is None:
            chosen = first if first and first[0].period.start else last or first
            only_end = bool(ends) and not begins and chosen and chosen[0].period.start
            return [
                replace(one, kind=Kind.DEADLINE, period=closing(one.period))
                if only_end and Column.TIME not in row.cells
                else one
                for one in chosen
            ]
        return [replace(first[0], period=between(first[0].period, last[0].period))]
