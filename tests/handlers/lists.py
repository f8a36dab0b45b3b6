"""Invented lists for tests of imports: a header and rows, read as a file would be, without the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from files.rosters import read_people
from files.tables import Cell, Sheet
from handlers import imports
from handlers.imports import Importer, ImportReport, LoadedList, Source
from storage import people, units
from storage.database import Database
from training.plan import ZONE, Activity, Completion, Course, Kind, Period, Plan
from training.reminders import QuietHours

NOW = datetime(2022, 12, 1, 8, 0, tzinfo=ZONE)
QUIET = QuietHours()
ADMIN = Importer("cli")
HEADER = ("Mã", "Họ và tên", "Ngày sinh", "Đơn vị", "SĐT", "Nhóm", "Vai trò")
MO, MAN, BUOI = (
    ("GV1", "Trần Thị Mơ", "05/08/1980", "THCS Hoa Mai", "0900000001", "", ""),
    ("GV2", "Lê Văn Mận", "06/08/1981", "THCS Hoa Mai", "0900000002", "TTCM", "Giảng viên"),
    ("", "Đỗ Thị Bưởi", "07/08/1982", "TH Sao Biển", "0900000003", "TTCM; GVCN", "Học viên"),
)
Row = Sequence[Cell]


def loaded(
    database: Database, *rows: Row, header: Sequence[str] = HEADER, importer: Importer = ADMIN, digest: str = "0"
) -> LoadedList:
    """The rows as of a file "ds.xlsx" whose header stands in row 1."""
    table = (tuple(header), *(tuple(cell if cell != "" else None for cell in row) for row in rows))
    sheet = Sheet("Danh sách", table)
    book = database.read_now(lambda db: imports.unit_book(db, importer))
    file = read_people([sheet], today=NOW.date(), units=book.known)
    return LoadedList(Source("ds.xlsx", digest), file, book, {sheet.name: sheet})


def take(
    database: Database,
    *rows: Row,
    header: Sequence[str] = HEADER,
    importer: Importer = ADMIN,
    course: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Import the rows as people, or into a course."""
    read = loaded(database, *rows, header=header, importer=importer)
    if course is None:
        return database.write_now(lambda db: imports.import_people(db, read, importer, NOW, dry_run=dry_run))
    return database.write_now(lambda db: imports.import_roster(db, read, course, importer, NOW, dry_run=dry_run))


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.read_now(lambda db: people.people_list(db, None))]


def problems(report: ImportReport) -> list[tuple[int, str, str | None]]:
    """(row, problem, column) of what was not taken."""
    return [(bad.row, bad.problem.value, bad.column) for bad in report.bad]


def figures(report: ImportReport) -> tuple[int, int, int, int]:
    """added, changed, unchanged, rows not taken."""
    return report.added, report.changed, report.unchanged, report.bad_rows


def unit_id(database: Database, name: str) -> int:
    return next(unit.id for unit in database.read_now(units.all_units) if unit.name == name)


def organizer(database: Database, *unit_names: str) -> Importer:
    """Somebody who may bring people of these units only."""
    return Importer("person:1", 1, frozenset(unit_id(database, name) for name in unit_names), False, False)


def activity(
    key: str, start: str = "2022-12-10T07:30", end: str | None = "2022-12-10T11:00", **more: object
) -> Activity:
    precision = "minute" if "T" in start else "day"
    given = {"title_key": f"Buổi {key}", "kind": Kind.IN_PERSON, "course": "L1", "key": key} | more
    return Activity(period=Period.parse(start, end, precision), **given)  # type: ignore[arg-type]


def a_plan(*activities: Activity, courses: Sequence[Course] = (), **more: object) -> Plan:
    given = {
        "code": "KH1",
        "number": "1/KH",
        "title": "Tập huấn",
        "issuer": "Sở GD&ĐT Ví Dụ",
        "issued": None,
        "anomalies": ("thiếu phụ lục",),
    }
    lots = tuple(courses) or (Course("L1", "Lớp 1", completion=Completion(min_attendance=0.8)),)
    return Plan(activities=activities, courses=lots, **(given | more))  # type: ignore[arg-type]


def put_plan(
    database: Database, plan: Plan, digest: str = "p0", importer: Importer = ADMIN, **more: object
) -> ImportReport:
    source = Source("kh.yaml", digest)
    return database.write_now(
        lambda db: imports.import_plan(db, plan, source, importer, NOW, quiet=QUIET, **more)  # type: ignore[arg-type]
    )


def take_back(database: Database, batch_id: int | None, importer: Importer = ADMIN) -> None:
    assert batch_id is not None
    database.write_now(lambda db: imports.undo(db, batch_id, importer, NOW, quiet=QUIET))
