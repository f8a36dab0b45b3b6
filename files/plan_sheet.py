"""A plan as a spreadsheet → nodes: labels above, then a table of activities, its header found by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

from files import plan_words
from files.plan_moments import read_moment
from files.plan_nodes import Node
from files.plan_problems import PlanFileError, Problem, ProblemCode, Spot
from files.refusals import FileRefused
from files.tables import Cell, Sheet, column_letters, read_table
from training.plan import Precision
from training.reading.vietnamese import fold

_HEADER_WITHIN = 60  # rows from the top
_LISTS = {"groups": ";,\n", "alt_kinds": ";,\n", "notes": "\n", "exclusions": ";\n"}  # the marks that separate
_WORDS: dict[str, Mapping[str, str]] = {
    "kind": plan_words.KINDS,
    "alt_kinds": plan_words.KINDS,
    "precision": plan_words.PRECISIONS,
    "completion.lms": plan_words.YES_NO,
    "completion.practice": plan_words.YES_NO,
    "checkout": plan_words.YES_NO,
}
Row = dict[str, Node]


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in a sheet. header: its row from 0. columns: field, or the heading itself where it is unknown."""

    sheet: Sheet
    header: int
    columns: tuple[tuple[int, str, bool], ...]  # column from 0, field or heading, whether it is a known field


def sheet_nodes(path: Path) -> Node:
    """The nodes of a plan in .xlsx. Raises PlanFileError when there is no plan in it to check."""
    try:
        sheets = [sheet for sheet in read_table(path) if not sheet.hidden]
    except FileRefused as refused:
        raise PlanFileError([Problem(ProblemCode.UNREADABLE, value=refused.code.value)]) from refused
    plan = _plan_table(sheets)
    fields = _labels(plan)
    fields["courses"] = Node(list(_courses(sheets, fields)), Spot(plan.sheet.name))
    for label in ("course.code", "course.title"):
        fields.pop(label, None)
    fields["activities"] = Node(list(_activities(plan)), Spot(plan.sheet.name, plan.header + 1))
    return Node(fields, Spot(plan.sheet.name, 1))


def _plan_table(sheets: Sequence[Sheet]) -> Table:
    """The table of the sheet named "Kế hoạch", else of the only sheet that has one."""
    named = _named(sheets, plan_words.PLAN_SHEET)
    tables = [table for sheet in ([named] if named else sheets) if (table := _table(sheet, plan_words.COLUMNS))]
    if len(tables) == 1:
        return tables[0]
    if named:
        raise PlanFileError([Problem(ProblemCode.NO_TABLE, named.name)])
    raise PlanFileError([Problem(ProblemCode.NO_SHEET, value=plan_words.PLAN_SHEET)])


def _named(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    return next((sheet for sheet in sheets if fold(sheet.name) == fold(name)), None)


def _table(sheet: Sheet, known: Mapping[str, str], least: int = 3) -> Table | None:
    """The table under the first row that has `least` known headings."""
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        headings = [(column, _text(cell)) for column, cell in enumerate(row) if _text(cell)]
        columns = tuple(_columns(headings, known))
        if sum(is_field for _, _, is_field in columns) >= least:
            return Table(sheet, index, columns)
    return None


def _columns(headings: Sequence[tuple[int, str]], known: Mapping[str, str]) -> Iterator[tuple[int, str, bool]]:
    """A heading that we know stands for its field; the second one for the same field is like one unknown."""
    taken: set[str] = set()
    for column, text in headings:
        field = known.get(fold(text).rstrip(" :*"), "")
        is_field = bool(field) and field not in taken
        taken.add(field)
        yield column, field if is_field else text, is_field


def _labels(plan: Table) -> Row:
    """The fields of the plan itself, from the rows above its table; a row with one filled cell is a heading."""
    fields: Row = {}
    unknown: list[Problem] = []
    for number, row in enumerate(plan.sheet.rows[: plan.header]):
        filled = [(column, cell) for column, cell in enumerate(row) if _text(cell)]
        if len(filled) < 2:
            continue
        name = plan_words.LABELS.get(fold(_text(filled[0][1])).rstrip(" :*"))
        spot = Spot(plan.sheet.name, number + 1, column_letters(filled[1][0]))
        if name is None:
            unknown.append(Problem.at(ProblemCode.UNKNOWN_KEY, spot, value=_text(filled[0][1])))
        else:
            _set_label(fields, name, Node(_label_text(name, filled[1][1]), spot, plain=False), unknown)
    if unknown:
        raise PlanFileError(unknown)
    return fields


def _set_label(fields: Row, name: str, node: Node, problems: list[Problem]) -> None:
    if name == "anomalies":
        before = fields[name].value if name in fields else []
        assert isinstance(before, list)
        fields[name] = Node([*before, node], node.spot)
    elif name in fields:
        problems.append(Problem.at(ProblemCode.DUPLICATE_KEY, node.spot, name))
    else:
        fields[name] = node


def _label_text(name: str, cell: Cell) -> str:
    text = _text(cell)
    moment = read_moment(text) if name == "issued" else None
    return moment.first if moment else text


def _courses(sheets: Sequence[Sheet], labels: Row) -> Iterator[Node]:
    """The rows of the sheet "Lớp", with their seats from "Chỉ tiêu"; without it the one course of the labels."""
    sheet = _named(sheets, plan_words.COURSE_SHEET)
    if sheet is None:
        if "course.code" in labels:
            fields = {name: labels[f"course.{name}"] for name in ("code", "title") if f"course.{name}" in labels}
            yield Node(fields, labels["course.code"].spot)
        return
    table = _table(sheet, plan_words.COURSE_COLUMNS, least=2)
    if table is None:
        raise PlanFileError([Problem(ProblemCode.NO_TABLE, sheet.name)])
    quotas = _quotas(sheets)
    for row in _rows(table):
        code = row.value["code"].value if isinstance(row.value, dict) and "code" in row.value else None
        seats = quotas.get(code) if isinstance(code, str) else None
        assert isinstance(row.value, dict)
        yield replace(row, value={**row.value, "quotas": Node(seats, row.spot)}) if seats else row


def _quotas(sheets: Sequence[Sheet]) -> dict[str, Row]:
    sheet = _named(sheets, plan_words.QUOTA_SHEET)
    table = _table(sheet, plan_words.QUOTA_COLUMNS) if sheet else None
    if sheet and not table:
        raise PlanFileError([Problem(ProblemCode.NO_TABLE, sheet.name)])
    quotas: dict[str, Row] = {}
    problems: list[Problem] = []
    for row in _rows(table) if table else ():
        assert isinstance(row.value, dict)
        course, unit = (_said(row.value, name) for name in ("course", "unit"))
        seats = quotas.setdefault(course, {})
        if not course or not unit or "seats" not in row.value:
            problems.append(Problem.at(ProblemCode.MISSING, row.spot, "quotas"))
        elif unit in seats:
            problems.append(Problem.at(ProblemCode.DUPLICATE_KEY, row.spot, "quotas", unit))
        else:
            seats[unit] = row.value["seats"]
    if problems:
        raise PlanFileError(problems)
    return quotas


def _said(fields: Row, name: str) -> str:
    value = fields[name].value if name in fields else None
    return value if isinstance(value, str) else ""


def _activities(table: Table) -> Iterator[Node]:
    for row in _rows(table):
        assert isinstance(row.value, dict)
        yield replace(row, value=_with_place(_with_period(row.value, row.spot)))


def _rows(table: Table) -> Iterator[Node]:
    """A mapping for each row below the header, but the examples and what has its only cell beside the texts."""
    for number in range(table.header + 1, len(table.sheet.rows)):
        fields = _fields(table, number)
        is_example = fold(_said(fields, "serial")) == plan_words.EXAMPLE
        fields.pop("serial", None)
        if fields and not is_example and not (len(fields) == 1 and not {"title", "code", "course"} & fields.keys()):
            yield Node(_nested(fields), Spot(table.sheet.name, number + 1))


def _fields(table: Table, number: int) -> Row:
    """The filled cells of a row by field; a column that we do not know becomes a note under its heading."""
    cells = table.sheet.rows[number]
    fields: Row = {}
    extra: list[Node] = []
    for column, name, known in table.columns:
        text = _text(cells[column]) if column < len(cells) else ""
        spot = Spot(table.sheet.name, number + 1, column_letters(column))
        if text and known:
            fields[name] = _value(name, text, spot)
        elif text:
            extra.append(Node(f"{name}: {text}", spot))
    notes = fields["notes"].value if "notes" in fields else []
    if extra and isinstance(notes, list):
        fields["notes"] = Node([*notes, *extra], extra[0].spot)
    return fields


def _value(name: str, text: str, spot: Spot) -> Node:
    """A cell as a text or a list of texts, with the words for kinds and the like in their stable form."""
    words = _WORDS.get(name, {})
    if name not in _LISTS:
        return Node(words.get(fold(text), text), spot)
    parts = (part.strip() for part in re.split(f"[{_LISTS[name]}]", text))
    return Node([Node(words.get(fold(part), part), spot) for part in parts if part], spot)


def _nested(fields: Row) -> Row:
    """{"completion.lms": …} → {"completion": {"lms": …}}"""
    nested: Row = {}
    for name, node in fields.items():
        outer, _, inner = name.partition(".")
        if not inner or " " in name:
            nested[name] = node
            continue
        group = nested.setdefault(outer, Node({}, node.spot)).value
        assert isinstance(group, dict)
        group[inner] = node
    return nested


def _with_place(fields: Row) -> Row:
    """A place with an address or a position on the map is a venue of that name."""
    venue = fields.get("venue")
    if venue is None or not isinstance(venue.value, dict):
        return fields
    name = {"name": fields["place"]} if "place" in fields else {}
    return {**fields, "venue": Node({**name, **venue.value}, venue.spot)}


def _with_period(fields: Row, spot: Spot) -> Row:
    """Start, end and precision as ISO texts. What cannot be read stays as it is, to be reported as a bad date."""
    said = _said(fields, "start")
    if not re.search(r"\d", said):  # nothing, or "theo công văn": a thing not yet dated
        undated = {name: node for name, node in fields.items() if name != "start"}
        words = {"evidence": fields["start"]} if said and "evidence" not in fields else {}
        return {**undated, **words, "precision": fields.get("precision", Node(Precision.TBD, spot))}
    start = read_moment(said)
    day = start.first[:10] if start and start.precision in (Precision.DAY, Precision.MINUTE) else None
    end = read_moment(_said(fields, "end"), day)
    precision = start.precision if start else Precision.DAY
    read: Row = {"precision": Node(precision, fields["start"].spot)}
    if start:
        read["start"] = replace(fields["start"], value=start.first)
        if "end" not in fields and start.precision is not Precision.MINUTE:
            read["end"] = replace(fields["start"], value=start.last)
    if end:
        read["end"] = replace(fields["end"], value=end.last)
    kept = {"precision": fields["precision"]} if "precision" in fields else {}
    return {**fields, **read, **kept}


def _text(cell: Cell) -> str:
    """A cell as a text; dates in ISO form, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d" if cell.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M")
    if isinstance(cell, bool):
        return str(cell).casefold()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()
