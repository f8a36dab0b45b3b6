"""Commands about plans, people and units: in, out, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlalchemy import Connection

from bot import console
from bot.console import CLI, Fault, opened, say, say_json, speak
from handlers.wording import commands as words
from storage import units as stored
from training.reading.vietnamese import fold

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.imports import ImportReport, LoadedList

Json = Annotated[bool, typer.Option("--json", help="một văn bản JSON trên stdout")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="chỉ xem trước, không lưu")]
File = Annotated[Path, typer.Argument(metavar="FILE")]
Out = Annotated[Path, typer.Option("--out", metavar="FILE")]
UnitCode = Annotated[str | None, typer.Option("--unit", metavar="U", help="mã hoặc tên đơn vị")]
Corrections = Annotated[
    Path | None, typer.Option("--corrections", metavar="OUT.xlsx", help="ghi lại các dòng sai để sửa")
]
NewUnits = Annotated[bool, typer.Option("--new-units", help="đơn vị lạ là đơn vị mới, kể cả khi giống tên đã có")]


def _group(name: str, about: str) -> typer.Typer:
    return typer.Typer(name=name, help=about, no_args_is_help=True, rich_markup_mode=None)


plan = _group("plan", "Kế hoạch: read, import, list, show")
people = _group("people", "Người: list, import")
roster = _group("roster", "Danh sách lớp: import")
batch = _group("import", "Lần nhập: undo")
units = _group("units", "Đơn vị: import, list")
GROUPS = (plan, people, roster, batch, units)


@plan.command("read", help="Đọc văn bản .txt .docx .pdf .xlsx thành bản nháp; không lưu gì")
def plan_read(file: File, as_json: Json = False) -> None:
    from handlers.imports.plans import read_draft
    from training.reading.documents import to_json

    draft = read_draft(_there(file))
    if as_json:
        found = to_json(draft)
        say_json({**found, "anomalies": [*draft.plan.anomalies, *found["anomalies"]]})
    else:
        say(words.draft(speak(), draft))


@plan.command("import", help="Nhập .yaml .xlsx, hoặc văn bản mà bản nháp không còn câu hỏi")
def plan_import(file: File, unit: UnitCode = None, dry_run: DryRun = False, as_json: Json = False) -> None:
    from handlers import imports

    read = imports.load_plan(_there(file))
    source = imports.Source.of(file)
    with opened() as (settings, database):
        now = console.now_of(settings)
        owner = _unit_code(database.read_now, unit) if unit else None

        def work(db: Connection) -> ImportReport:
            return imports.import_plan(
                db, read, source, CLI, now, quiet=settings.quiet_hours, unit=owner, dry_run=dry_run
            )

        report = database.write_now(work)
    _tell_report(report, as_json)


@plan.command("list", help="Các kế hoạch")
def plan_list(as_json: Json = False) -> None:
    from storage import plans

    with opened() as (_, database):
        rows = database.read_now(plans.plan_list)
    if as_json:
        say_json(rows)
    else:
        say(words.plans(speak(), rows))


@plan.command("show", help="Một kế hoạch với các hoạt động")
def plan_show(code: Annotated[str, typer.Argument(metavar="CODE")], as_json: Json = False) -> None:
    from storage import plans

    with opened() as (_, database):
        found = database.read_now(lambda db: plans.plan_json(db, code))
    if found is None:
        raise Fault(words.no_plan(speak(), code))
    if as_json:
        say_json(found)
    else:
        say(words.plan(speak(), found))


@people.command("list", help="Danh sách người")
def people_list(unit: UnitCode = None, as_json: Json = False) -> None:
    with opened() as (settings, database):
        now = console.now_of(settings)
        rows = database.write_now(lambda db: _people_of(db, unit, now))
    if as_json:
        say_json(rows)
    else:
        say(words.people(speak(), rows))


def _people_of(db: Connection, unit: str | None, now: Any) -> list[dict[str, Any]]:
    """The list, and a line in the log that somebody looked at it."""
    from storage import audit
    from storage import people as everybody

    ids = None
    if unit is not None:
        ids = stored.subtree_ids(db, _unit(db, unit).id, now.date())
    rows = everybody.people_list(db, ids)
    audit.note(db, now, CLI.who, "list_people", f"unit:{unit or 'all'}", after={"people": len(rows)})
    return rows


@people.command("import", help="Nhập danh sách người .xlsx .csv")
def people_import(
    file: File,
    dry_run: DryRun = False,
    as_json: Json = False,
    corrections: Corrections = None,
    new_units: NewUnits = False,
) -> None:
    def work(db: Connection, loaded: LoadedList, now: Any) -> ImportReport:
        from handlers.imports import import_people

        return import_people(db, loaded, CLI, now, dry_run=dry_run)

    _import_list(file, work, as_json, corrections, new_units)


@roster.command("import", help="Nhập danh sách của một lớp và ghi danh")
def roster_import(
    file: File,
    course: Annotated[str, typer.Option("--course", metavar="CODE", help="mã lớp")],
    dry_run: DryRun = False,
    as_json: Json = False,
    corrections: Corrections = None,
    new_units: NewUnits = False,
) -> None:
    def work(db: Connection, loaded: LoadedList, now: Any) -> ImportReport:
        from handlers.imports import import_roster

        return import_roster(db, loaded, course, CLI, now, dry_run=dry_run)

    _import_list(file, work, as_json, corrections, new_units)


def _import_list(
    file: Path,
    work: Callable[[Connection, LoadedList, Any], ImportReport],
    as_json: bool,
    corrections: Path | None,
    new_units: bool,
) -> None:
    from handlers import imports

    _there(file)
    if corrections is not None:
        console.writable(corrections)
    with opened() as (settings, database):
        now = console.now_of(settings)
        book = database.read_now(lambda db: imports.unit_book(db, CLI, take_all_new=new_units))
        loaded = imports.load_people(file, book, now.date())
        report = database.write_now(lambda db: work(db, loaded, now))
    if corrections is not None and report.bad:
        _write_corrections(corrections, report)
    _tell_report(report, as_json)


def _write_corrections(path: Path, report: ImportReport) -> None:
    from files.templates import corrections
    from handlers.wording.imports import advice

    t = speak()
    console.write_file(path, corrections(report.bad, report.headers, lambda bad: advice(t, bad)))


@batch.command("undo", help="Lấy lại một lần nhập")
def import_undo(number: Annotated[int, typer.Argument(metavar="ID")], as_json: Json = False) -> None:
    from handlers import imports

    with opened() as (settings, database):
        now = console.now_of(settings)
        undone = database.write_now(lambda db: imports.undo(db, number, CLI, now, quiet=settings.quiet_hours))
    if as_json:
        say_json({"undone": undone.id, "kind": undone.kind, "file": undone.file_name, **undone.summary})
    else:
        say(words.undone(speak(), undone.id, undone.file_name))


@units.command("import", help="Nhập cây đơn vị .yaml")
def units_import(file: File, dry_run: DryRun = False, as_json: Json = False) -> None:
    from handlers import imports

    rows = imports.load_units(_there(file))
    source = imports.Source.of(file)
    with opened() as (settings, database):
        now = console.now_of(settings)
        report = database.write_now(lambda db: imports.import_units(db, rows, source, CLI, now, dry_run=dry_run))
    _tell_report(report, as_json)


@units.command("list", help="Các đơn vị")
def units_list(as_json: Json = False) -> None:
    with opened() as (settings, database):
        day = console.now_of(settings).date()
        paths = database.read_now(lambda db: stored.code_paths(db, day))
        rows = [
            {"code": unit.code, "name": unit.name, "parent": next(iter(paths[unit.id][1:]), None)}
            for unit in database.read_now(stored.all_units)
        ]
    if as_json:
        say_json(rows)
    else:
        say("\n".join(f"{row['code']}\t{row['name']}" for row in rows))


def report(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="people attendance unreached attendance-day …-course …-units")
    ],
    out: Out,
    course: Annotated[str | None, typer.Option("--course", metavar="CODE")] = None,
    unit: UnitCode = None,
    day: Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="ngày của các buổi")] = None,
    blank: Annotated[bool, typer.Option("--blank", help="cột trống để ký")] = False,
    form: Annotated[str | None, typer.Option("--format", metavar="xlsx|csv|docx|pdf", help="thay cho đuôi tệp")] = None,
) -> None:
    from bot.paper_reports import FORMATS, SCOPES
    from bot.reports import KINDS

    if kind not in (*KINDS, *SCOPES):
        raise typer.BadParameter(words.no_kind(speak(), kind, [*KINDS, *SCOPES]), param_hint="KIND")
    if kind.startswith("attendance") and not course:
        raise typer.BadParameter(words.needs_course(speak()), param_hint="--course")
    suffix = form or out.suffix.lstrip(".").lower()
    if kind == "attendance" and suffix in ("docx", "pdf"):
        kind = "attendance-course"  # as a paper to sign; as a table it is .xlsx or .csv
    known = FORMATS if kind in SCOPES else ("xlsx", "csv")
    if suffix and suffix not in known:
        raise typer.BadParameter(words.no_kind(speak(), suffix, known), param_hint="--format" if form else "--out")
    console.writable(out)
    with opened() as (settings, database):
        now = console.now_of(settings)

        def work(db: Connection) -> bytes:
            unit_id = _unit(db, unit).id if unit else None
            return _report(db, kind, now, suffix, course, unit_id, day, blank)

        content = database.write_now(work)
    console.write_file(out, content)
    say(words.written(speak(), str(out)))


def _report(
    db: Connection,
    kind: str,
    now: datetime,
    suffix: str,
    course: str | None,
    unit_id: int | None,
    day: datetime | None,
    blank: bool,
) -> bytes:
    from bot import paper_reports, reports

    if kind not in paper_reports.SCOPES:
        return reports.table(db, kind, now, course=course, unit_id=unit_id).content(f".{suffix}")
    return paper_reports.paper(
        db,
        kind,
        now,
        suffix,
        course_id=reports.course_id(db, course or ""),
        day=day.date() if day else None,
        blank=blank,
        unit_id=unit_id,
    )


def template(
    kind: Annotated[str, typer.Argument(metavar="people|roster|plan")],
    out: Out,
) -> None:
    from files.plan_template import write_template
    from files.templates import people_template, roster_template

    t = speak()
    console.writable(out)
    if kind == "plan":
        write_template(out, words.template_intro(t, kind))
    elif kind in ("people", "roster"):
        make = people_template if kind == "people" else roster_template
        console.write_file(out, make(words.template_intro(t, kind)))
    else:
        raise typer.BadParameter(words.no_kind(t, kind, ("people", "roster", "plan")), param_hint="KIND")
    say(words.written(t, str(out)))


def cards(
    unit: Annotated[str, typer.Option("--unit", metavar="U", help="mã hoặc tên đơn vị")],
    out: Out,
    bot: Annotated[str | None, typer.Option("--bot", metavar="NAME", help="tên của bot trên Telegram")] = None,
) -> None:
    """New codes for the people of a unit who are on no channel yet; earlier unused codes of theirs stop working."""
    from files.cards import Card, cards_pdf
    from handlers.invitations import cards as invited

    t = speak()
    console.writable(out)
    with opened() as (settings, database):
        now, name = console.now_of(settings), bot or _bot_name(settings)

        def work(db: Connection) -> list[Card]:
            below = stored.subtree_ids(db, _unit(db, unit).id, now.date())
            return invited(db, below, CLI.who, name, now)

        made = database.write_now(work)
    if not made:
        raise Fault(words.nobody_to_invite(t, unit))
    instructions = words.cards_instructions(t, opens=name is not None)
    console.write_file(
        out, cards_pdf(made, heading=words.cards_heading(t, settings.operator), instructions=instructions)
    )
    if name is None:
        console.warn(words.bot_unnamed(t))
    say(words.written(t, str(out)))


def _bot_name(settings: Settings) -> str | None:
    from bot.whoami import Unanswered, bot_name

    try:
        return bot_name(settings)
    except Unanswered:
        return None


def _there(file: Path) -> Path:
    if not file.is_file():
        raise Fault(words.no_file(speak(), str(file)))
    return file


def _unit(db: Connection, named: str) -> Any:
    """The unit of a code, or of a name when only one has it."""
    if found := stored.unit_by_code(db, named):
        return found
    alike = stored.units_named(db, fold(named))
    if len(alike) != 1:
        raise Fault(words.no_unit(speak(), named, [unit.code for unit in alike]))
    return alike[0]


def _unit_code(read: Callable[[Callable[[Connection], str]], str], named: str) -> str:
    return read(lambda db: str(_unit(db, named).code))


def _tell_report(report: ImportReport, as_json: bool) -> None:
    from handlers.wording import imports as import_words

    if as_json:
        say_json(import_words.as_json(speak(), report))
    else:
        say(import_words.report(speak(), report))
    if report.bad and not report.added + report.changed + report.unchanged:
        raise Fault(words.nothing_taken(speak()))
