"""What is said of files that come in: problems by sheet, row and column, and what was done with the rest.

Plain text: whoever shows it in a chat escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from files.headers import title_of
from files.people_values import BadRow, Hint, HintCode, RowProblem
from files.plan_problems import Problem, ProblemCode
from files.plan_template import heading_of
from files.refusals import FileProblem, FileRefused
from handlers.imports.values import (
    Change,
    ImportHint,
    ImportProblem,
    ImportReport,
    Note,
)
from handlers.wording.language import Speaker
from storage.imports import Batch

SHOWN = 20  # problems told one by one; the corrections file has them all


def lazy(msgid: str) -> str:
    """Marks a msgid for the catalogue where no reader is known yet."""
    return msgid


_FILE: dict[FileProblem, str] = {
    FileProblem.EMPTY: lazy("The file is empty."),
    FileProblem.TOO_BIG: lazy("The file is too big: {size_mb} MB; at most {limit_mb} MB are taken."),
    FileProblem.TOO_MANY_ROWS: lazy(
        "Sheet “{sheet}” reaches down to cell {cell}; at most {limit} rows are taken. Delete what is below the list."
    ),
    FileProblem.TOO_MANY_COLUMNS: lazy(
        "Sheet “{sheet}” reaches to cell {cell}; at most {limit} columns are taken. Delete what is far to the right."
    ),
    FileProblem.CUT_OFF: lazy("The file is cut off: it did not arrive whole. Please send it again."),
    FileProblem.PASSWORD: lazy("The file is protected by a password. Please save it without one and send it again."),
    FileProblem.WEB_PAGE: lazy(
        "This is a web page under the name of a spreadsheet. Open it in Excel and save it as .xlsx."
    ),
    FileProblem.UNPACKS_TOO_BIG: lazy("The file unpacks to {size_mb} MB; at most {limit_mb} MB are taken."),
    FileProblem.ENTITIES: lazy("The file holds constructions that no office program writes; it is not opened."),
    FileProblem.WRONG_KIND: lazy("The file is of another kind ({kind}). Lists come as .xlsx or .csv."),
    FileProblem.UNREADABLE: lazy("The file cannot be read. Please save it again as .xlsx or .csv."),
    FileProblem.NO_TABLE: lazy(
        "No list was found: one row must hold the headings, among them “Họ và tên”. The template shows how."
    ),
    FileProblem.COLUMN_MISSING: lazy(
        "Sheet “{sheet}”, row {row}: the column “{column}” is missing among the headings."
    ),
    FileProblem.HIDDEN: lazy(
        "No list was found in the sheets that can be seen; sheet “{sheet}” is hidden. "
        "Unhide it and send the file again."
    ),
    FileProblem.NO_ROWS: lazy("Sheet “{sheet}” has headings and nobody below them."),
    FileProblem.WRONG_TEMPLATE_PLAN: lazy(
        "Sheet “{sheet}” looks like a schedule and not like a list of people. Is it to be imported as a plan?"
    ),
    FileProblem.WRONG_TEMPLATE_PEOPLE: lazy(
        "Sheet “{sheet}” looks like a list of people and not like a plan. Is it to be imported as a list?"
    ),
    FileProblem.OLD_FONT: lazy(
        "Sheet “{sheet}”, row {row}, column {column}: “{value}” is typed in an old font (VNI, TCVN3). "
        "Convert the file to Unicode first."
    ),
    FileProblem.TOO_SLOW: lazy("Reading the file took longer than {limit} seconds; it was given up."),
    FileProblem.TOO_HUNGRY: lazy("Reading the file takes more than {limit_mb} MB of memory; it was given up."),
}
_UNKNOWN_KIND = lazy("The file is of a kind that cannot be read here. Lists come as .xlsx or .csv.")
_MEGABYTE = 1 << 20
_DOCUMENT: dict[FileProblem, str] = {
    FileProblem.WRONG_KIND: lazy("Plans come as .docx, .pdf, .xlsx or .txt; this is another kind of file."),
    FileProblem.UNREADABLE: lazy("The document cannot be opened. Please save it again as .docx or .pdf and send that."),
    FileProblem.EMPTY: lazy("There is no text in this document."),
    FileProblem.PASSWORD: lazy("The document has a password. Please save it without one and send it again."),
    FileProblem.WEB_PAGE: lazy("This is a web page. Open it in Word and save it as .docx."),
}
# by what the document is, or why there is no text in it
_DOCUMENT_MORE: dict[str, str] = {
    "scanned": lazy(
        "These are pictures of pages, without text. Please send the file that was scanned or printed (.docx, .xlsx), "
        "or type the plan into the template."
    ),
    "old_font": lazy(
        "The document is typed in an old font (VNI, TCVN3). Convert it to Unicode with Unikey and send it again."
    ),
    "doc": lazy("This is an old Word file (.doc). Open it in Word, save it as .docx and send that."),
    "xls": lazy("This is an old Excel file (.xls). Open it in Excel, save it as .xlsx and send that."),
    "rtf": lazy("This is an .rtf file. Open it in Word, save it as .docx and send that."),
}


def _document_refused(t: Speaker, refused: FileRefused) -> str | None:
    """Why a document is not read, with what to do; None where the sentence for lists says it, too."""
    known = (_DOCUMENT_MORE.get(str(refused.values.get(name))) for name in ("why", "kind"))
    said = next((one for one in known if one), None) or _DOCUMENT.get(refused.code)
    return t(said) if said else None


def file_refused(t: Speaker, refused: FileRefused) -> str:
    """Why a file as a whole is not taken."""
    if refused.values.get("document") and (said := _document_refused(t, refused)):
        return said
    if refused.code is FileProblem.WRONG_KIND and not refused.values.get("kind"):
        return t(_UNKNOWN_KIND)
    values = dict(refused.values)
    for name in ("size", "limit"):
        if isinstance(values.get(name), int):
            values[f"{name}_mb"] = max(1, round(values[name] / _MEGABYTE))
    if refused.code is FileProblem.COLUMN_MISSING:
        values["column"] = title_of(values["column"])
    return t(_FILE[refused.code]).format_map(Forgiving(values))


class Forgiving(dict[str, Any]):
    """A value that did not come along shows as an ellipsis and never as a traceback."""

    def __missing__(self, key: str) -> str:
        return "…"


_ROW: dict[RowProblem | ImportProblem, str] = {
    RowProblem.NAME_MISSING: lazy("the name is missing"),
    RowProblem.NAME_UNREADABLE: lazy("“{value}” is no name"),
    RowProblem.OLD_FONT: lazy("“{value}” is typed in an old font (VNI, TCVN3); convert it to Unicode"),
    RowProblem.PHONE_UNREADABLE: lazy("“{value}” is no phone number"),
    RowProblem.PHONE_SEVERAL: lazy("“{value}” holds several phone numbers ({suggestion}); keep one"),
    RowProblem.PHONE_OTHER_NAME: lazy("the phone number {value} is also that of {suggestion} in row {other}"),
    RowProblem.CODE_OTHER_NAME: lazy("the code {value} is also that of {suggestion} in row {other}"),
    RowProblem.EMAIL_MALFORMED: lazy("“{value}” is no e-mail address"),
    RowProblem.ROLE_UNKNOWN: lazy(
        "the role “{value}” is unknown; there are Học viên, Giảng viên, Ban tổ chức, Thanh tra"
    ),
    RowProblem.DATE_UNREADABLE: lazy("“{value}” is no date; write day/month/year"),
    RowProblem.DATE_IMPOSSIBLE: lazy("“{value}” is not in the calendar"),
    RowProblem.DATE_IMPLAUSIBLE: lazy("“{value}” cannot be a date of birth of somebody who works"),
    RowProblem.UNIT_UNKNOWN: lazy("the unit “{value}” is unknown"),
    RowProblem.UNIT_OUTSIDE: lazy("“{value}” is not among your units"),
    RowProblem.UNIT_CLOSED: lazy("the unit “{value}” is no more since {suggestion}; write the one of today"),
    RowProblem.VALUE_UNCOMPUTED: lazy("the formula has no stored value; paste it as a value"),
    RowProblem.TOO_LONG: lazy("the text “{value}…” is too long"),
    ImportProblem.AMBIGUOUS: lazy(
        "“{value}” may be one of several people ({other}) known in this unit; add the code, phone or date of birth"
    ),
    ImportProblem.PHONE_OF_OTHER: lazy("the phone number {value} belongs to somebody else"),
    ImportProblem.CODE_OF_OTHER: lazy("the code {value} does not fit the person known by it"),
    ImportProblem.ROLE_NOT_YOURS: lazy("only the administrator can give the role “{value}”"),
    ImportProblem.UNIT_MISSING: lazy("the unit is missing"),
    ImportProblem.OVER_QUOTA: lazy("“{value}” has {suggestion} seats and proposes {other} people"),
    ImportProblem.COURSE_FULL: lazy("the course has {suggestion} seats and {other} people are proposed"),
    ImportProblem.EXCLUDED: lazy("is already on the course “{suggestion}”, whose people do not take part"),
    ImportProblem.TWICE: lazy("stands twice in the list"),
    ImportProblem.UNKNOWN_UNIT: lazy("“{value}” has no seats in this course"),
}
_SUGGESTED: dict[RowProblem | ImportProblem, str] = {
    RowProblem.UNIT_UNKNOWN: lazy("perhaps “{suggestion}” is meant"),
    ImportProblem.PHONE_OF_OTHER: lazy("it is that of {suggestion}"),
    ImportProblem.CODE_OF_OTHER: lazy("it is that of {suggestion}"),
}


def advice(t: Speaker, bad: BadRow) -> str:
    """What is wrong with one cell, without saying where: for the column beside the row in the corrections file."""
    problem: RowProblem | ImportProblem = bad.problem
    values = {"value": bad.value, "suggestion": bad.suggestion, "other": bad.other}
    filled = Forgiving({name: value for name, value in values.items() if value is not None})
    said = t(_ROW[problem]).format_map(filled)
    if bad.suggestion and problem in _SUGGESTED:
        said = f"{said}; {t(_SUGGESTED[problem]).format_map(filled)}"
    return f"{said[:1].upper()}{said[1:]}."


def bad_row(t: Speaker, bad: BadRow) -> str:
    """One problem with its place: "Trang “Danh sách”, dòng 5, cột H (SĐT): …"."""
    return f"{_place(t, bad.sheet, bad.row, bad.column, bad.header)}: {advice(t, bad)}"


def _place(t: Speaker, sheet: str | None, row: int | None, column: str | None, header: str | None = None) -> str:
    parts = [t("sheet “{sheet}”").format(sheet=sheet)] if sheet else []
    parts += [t("row {row}").format(row=row)] if row else []
    if column:
        words = f"{column} ({header})" if header else column
        parts.append(t("column {column}").format(column=words))
    where = ", ".join(parts)
    return where[:1].upper() + where[1:]


_HINT: dict[HintCode, str] = {
    HintCode.SAME_ROW: lazy("the same as row {other}; taken once"),
    HintCode.SAME_PERSON: lazy("the same person as in row {other}; made one"),
    HintCode.SAME_NAME: lazy("the same name in the same unit as in row {other}; taken as two people"),
    HintCode.NEAR_NAME: lazy("“{value}” differs only by marks from “{suggestion}” in row {other}; taken as two people"),
    HintCode.PHONE_RENUMBERED: lazy("“{value}” is an old number of 11 digits; taken as {suggestion}"),
    HintCode.DATE_INCOMPLETE: lazy("“{value}” is no whole date of birth; left out"),
    HintCode.YEAR_GUESSED: lazy("“{value}” was taken as {suggestion}"),
    HintCode.DATE_SERIAL: lazy("“{value}” was taken as {suggestion}"),
    HintCode.UNIT_RESPELT: lazy("“{value}” was taken as “{suggestion}”"),
    HintCode.UNIT_MERGED: lazy("“{value}” is now part of “{suggestion}”"),
    HintCode.FORMULA_LIKE: lazy("“{value}” begins like a formula; kept as text"),
    HintCode.ROW_IGNORED: lazy("“{value}” was taken for a heading and passed over"),
    HintCode.SHEET_HIDDEN: lazy("the sheet is hidden and was not read"),
    HintCode.SHEET_IGNORED: lazy("the sheet holds no list of people and was not read"),
    HintCode.COLUMN_UNKNOWN: lazy("the heading “{value}” is unknown; the column is not stored"),
}


def hint(t: Speaker, about: Hint) -> str:
    """A remark that stops nothing, with its place."""
    values = {"value": about.value or about.header, "suggestion": about.suggestion, "other": about.other}
    said = t(_HINT[about.code]).format_map(Forgiving({k: v for k, v in values.items() if v is not None}))
    return f"{_place(t, about.sheet, about.row, about.column)}: {said}."


_NOTE: dict[Note, str] = {
    Note.UNIT_NEW: lazy("New unit: {value}."),
    Note.SESSION_GONE: lazy(
        "“{value}” is no longer in the file; it stays as it is. Cancel it if it is not to take place."
    ),
    Note.PLAN_WITHOUT_UNIT: lazy(
        "The issuer “{value}” is no unit known here, so only administrators see this plan. Import the units first."
    ),
    Note.SAME_FILE: lazy("The last import of this plan was this very file."),
    Note.TRAINER_WITHOUT_SESSION: lazy("{value} is a trainer, but the course has no session held in a room."),
}


def note(t: Speaker, about: ImportHint) -> str:
    """A remark on a whole import, with the first place in the file that gave rise to it, where it was one."""
    said = t(_NOTE[about.code]).format(value=about.value or "…")
    where = _place(t, about.sheet, about.row, None)
    return f"{where}: {said}" if where else said


_PLAN: dict[ProblemCode, str] = {
    ProblemCode.WRONG_TYPE: lazy("the file is neither .yaml nor .xlsx ({value})"),
    ProblemCode.NOT_FOUND: lazy("there is no file “{value}”"),
    ProblemCode.EMPTY: lazy("the file is empty"),
    ProblemCode.TOO_LARGE: lazy("the file is too big ({value} bytes)"),
    ProblemCode.TOO_MANY: lazy("there are too many entries ({value})"),
    ProblemCode.NOT_UTF8: lazy("the file is not UTF-8"),
    ProblemCode.UNREADABLE: lazy("this cannot be read"),
    ProblemCode.TOO_DEEP: lazy("the entries are nested too deep"),
    ProblemCode.ALIAS: lazy("references (& and *) are not taken"),
    ProblemCode.TAG: lazy("tags (!) are not taken"),
    ProblemCode.NO_SHEET: lazy("the sheet “{value}” with its table of activities is missing; the template shows how"),
    ProblemCode.NO_TABLE: lazy("no row of headings was found"),
    ProblemCode.WRONG_SHAPE: lazy("“{field}” has the wrong form"),
    ProblemCode.UNKNOWN_KEY: lazy("“{field}” is not known here"),
    ProblemCode.DUPLICATE_KEY: lazy("“{field}” stands twice"),
    ProblemCode.MISSING: lazy("“{field}” is missing"),
    ProblemCode.BAD_NUMBER: lazy("“{field}”: “{value}” is no number that fits"),
    ProblemCode.BAD_DATE: lazy(
        "“{field}”: “{value}” is no day of the calendar, or of another weekday; write it as 10/12/2022 7h30"
    ),
    ProblemCode.UNKNOWN_KIND: lazy("“{field}”: “{value}” is no kind of activity"),
    ProblemCode.UNKNOWN_PRECISION: lazy("“{field}”: “{value}” is no precision"),
    ProblemCode.PRECISION_MISMATCH: lazy("“{field}”: “{value}” does not fit the precision"),
    ProblemCode.BAD_LINK: lazy("“{field}”: “{value}” is no web link"),
    ProblemCode.UNKNOWN_COURSE: lazy("“{field}”: there is no course “{value}” in the plan"),
    ProblemCode.UNKNOWN_GROUP: lazy("“{field}”: there is no group “{value}” in the course"),
    ProblemCode.UNKNOWN_PARENT: lazy("“{field}”: there is no unit “{value}” in the file"),
    ProblemCode.CYCLE: lazy("“{field}”: the unit would stand above itself through “{value}”"),
}


def file_problem(t: Speaker, problem: Problem) -> str:
    """One mistake of a plan or unit file, with its place."""
    field = problem.field or "…"
    if problem.sheet:  # in a sheet people see headings, and not the names that a .yaml has
        field = heading_of(field, of_plan=problem.column is None and problem.row == 1)
    values = Forgiving({"field": field, "value": problem.value or "…"})
    said = t(_PLAN[problem.code]).format_map(values)
    where = _place(t, problem.sheet, problem.row, problem.column)
    return f"{where}: {said}." if where else f"{said[:1].upper()}{said[1:]}."


def file_problems(t: Speaker, problems: Sequence[Problem]) -> str:
    """All mistakes of a file, the first ones in words."""
    lines = [file_problem(t, problem) for problem in problems[:SHOWN]]
    return "\n".join([*lines, *_more(t, len(problems))])


def _more(t: Speaker, count: int) -> list[str]:
    return [t("… and {n} more.").format(n=count - SHOWN)] if count > SHOWN else []


_COUNTED: dict[str, str] = {
    "people": lazy("People: {added} added, {changed} changed, {unchanged} unchanged, {bad} rows not taken."),
    "roster": lazy(
        "Course {code}: {added} added ({people_added} of them new people), {changed} changed, {unchanged} unchanged, "
        "{bad} rows not taken."
    ),
    "plan": lazy("Plan {code}: {added} activities added, {changed} changed, {unchanged} unchanged."),
    "units": lazy("Units: {added} added, {changed} changed, {unchanged} unchanged."),
}


def counts(t: Speaker, done: ImportReport) -> str:
    """The one line that adds up."""
    values = {name: getattr(done, name) for name in ("added", "changed", "unchanged", "people_added", "code")}
    return t(_COUNTED[done.kind]).format(**values, bad=done.bad_rows)


def counts_of(t: Speaker, batch: Batch) -> str:
    """The same line of an import done before."""
    return t(_COUNTED[batch.kind]).format(**batch.summary, people_added=len(batch.undo.get("people", ())))


def report(t: Speaker, done: ImportReport) -> str:
    """What was done or would be: counts, what was not taken and why, remarks, and how to take it back."""
    lines = [t("Trial run: nothing is stored.")] if done.dry_run else []
    lines.append(counts(t, done))
    lines += _listed(t, [bad_row(t, bad) for bad in done.bad])
    lines += [change(t, one) for one in done.changes[:SHOWN]]
    lines += _listed(t, [note(t, one) for one in done.notes])
    lines += _listed(t, [hint(t, one) for one in done.hints])
    if done.batch_id is not None:
        lines.append(t("This is import {id}; it can be taken back.").format(id=done.batch_id))
    return "\n".join(lines)


def _listed(t: Speaker, lines: Sequence[str]) -> Iterable[str]:
    return [*(f"– {line}" for line in lines[:SHOWN]), *_more(t, len(lines))]


def change(t: Speaker, one: Change) -> str:
    """A session that the file moves or renames."""
    said = "; ".join(f"{name}: {_shown(before)} → {_shown(after)}" for name, (before, after) in one.fields.items())
    return t("– Changed: {title}: {fields}").format(title=one.title, fields=said)


def _shown(value: Any) -> str:
    text = "…" if value in (None, "", [], {}) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def as_json(t: Speaker, done: ImportReport) -> dict[str, Any]:
    """A report as the commands print it with --json; docs/formats.md."""
    return {
        "id": done.batch_id,
        "kind": done.kind,
        "code": done.code,
        "dry_run": done.dry_run,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "bad": [_bad_json(t, bad) for bad in done.bad],
        "changes": [
            {"session": one.session_id, "title": one.title, "fields": {k: list(v) for k, v in one.fields.items()}}
            for one in done.changes
        ],
        "notes": [{"code": one.code.value, "value": one.value, "text": note(t, one)} for one in done.notes],
        "hints": [_hint_json(t, one) for one in done.hints],
    }


def _bad_json(t: Speaker, bad: BadRow) -> dict[str, Any]:
    names = ("sheet", "row", "column", "header", "value", "suggestion")
    told = {name: getattr(bad, name) for name in names}
    return {**told, "problem": bad.problem.value, "text": bad_row(t, bad)}


def _hint_json(t: Speaker, about: Hint) -> dict[str, Any]:
    names = ("sheet", "row", "column", "value", "suggestion")
    return {**{name: getattr(about, name) for name in names}, "code": about.code.value, "text": hint(t, about)}
