"""Take an import back, unless something else has been built on it since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Table, select

from handlers.imports.plans import plan_reminders
from handlers.imports.values import Importer, ImportRefused, RefusalCode
from storage import audit, imports, people, plans, schema, sessions, units
from training.reminders import QuietHours

# What is built on a row that an import added: (what, its table, the column that points here)
_ON_PEOPLE = (
    ("marks", schema.mark, "person_id"),
    ("accounts", schema.account, "person_id"),
    ("progress", schema.progress, "person_id"),
    ("leaves", schema.leave, "person_id"),
    ("deliveries", schema.delivery, "person_id"),
    ("questions", schema.question, "person_id"),
)
_ON_SESSIONS = (
    ("marks", schema.mark, "session_id"),
    ("progress", schema.progress, "session_id"),
    ("leaves", schema.leave, "session_id"),
)


def undo(db: Connection, batch_id: int, importer: Importer, now: datetime, *, quiet: QuietHours) -> imports.Batch:
    """The batch that was taken back; changed sessions get their reminders anew.

    Raises ImportRefused: BATCH_UNKNOWN, UNDONE_BEFORE, UNDO_TOO_LATE.
    """
    imports.one_at_a_time(db)
    batch = imports.batch_by_id(db, batch_id)
    if batch is None or not (importer.is_admin or _is_theirs(db, batch, importer)):
        raise ImportRefused(RefusalCode.BATCH_UNKNOWN, value=batch_id)
    if batch.undone_at:
        raise ImportRefused(RefusalCode.UNDONE_BEFORE, value=batch_id)
    if built := _built_on(db, batch):
        later = sorted(one.id for one in _later_imports(db, batch))
        raise ImportRefused(RefusalCode.UNDO_TOO_LATE, what=built, later=later)
    _take_back_people(db, batch.undo)
    _take_back_plan(db, batch.undo)
    _take_back_units(db, batch.undo)
    plan_reminders(db, [int(number) for number in batch.undo.get("sessions_changed", {})], now, quiet)
    imports.close_batch(db, batch_id, now)
    audit.note(db, now, importer.who, "undo_import", f"import:{batch_id}", before=batch.summary)
    return batch


def _is_theirs(db: Connection, batch: imports.Batch, importer: Importer) -> bool:
    """They brought it, and all that it brought still lies within their reach: rights may have been taken since."""
    done, reach = batch.undo, importer.unit_ids or frozenset()
    touched = {*done.get("people", []), *map(int, done.get("changed", {}))}
    outside = people.count_outside(db, touched, reach)
    held = sessions.facts_of(db, {*done.get("sessions", []), *map(int, done.get("sessions_changed", {}))})
    course = sessions.course_by_id(db, done["course"]) if "course" in done else None
    issuing = {one.unit_id for one in held} | ({course.unit_id} if course else set())
    return batch.by_person_id == importer.person_id and bool(reach) and not outside and issuing <= reach | {None}


def _built_on(db: Connection, batch: imports.Batch) -> dict[str, int]:
    """What → how many rows stand in the way."""
    done = batch.undo
    found = Counter(_of_course(db, done))
    found.update(_counted(db, _ON_PEOPLE, done.get("people", [])))
    found.update(_counted(db, _ON_SESSIONS, done.get("sessions", [])))
    found |= Counter(
        {
            "trainers": _trainers(db, done),
            "deliveries": _deliveries(db, done),
            "enrolments": _enrolments(db, done),
            "sessions": _foreign_sessions(db, done),
            "people": _people_in(db, done),
            "changes": _changed_since(db, done),
            "imports": len(_later_imports(db, batch)),
        }
    )
    return {what: number for what, number in found.items() if number}


def _counted(db: Connection, kinds: Collection[tuple[str, Table, str]], ids: Collection[int]) -> dict[str, int]:
    return {what: imports.rows_about(db, table, column, ids) for what, table, column in kinds} if ids else {}


def _trainers(db: Connection, done: Mapping[str, Any]) -> int:
    """Of the batch's sessions, but for those whom it put there itself."""
    own: int = done.get("staffed_new", 0)
    return imports.rows_about(db, schema.staff, "session_id", done.get("sessions", [])) - own


def _deliveries(db: Connection, done: Mapping[str, Any]) -> int:
    """Messages about sessions of the batch that were already addressed, and messages to its people."""
    to_people = imports.rows_about(db, schema.delivery, "person_id", done.get("people", []))
    return to_people + plans.deliveries_about(db, done.get("sessions", []))


def _enrolments(db: Connection, done: Mapping[str, Any]) -> int:
    """In courses of the batch, or of its people in courses that the batch did not put them in."""
    in_courses = imports.rows_about(db, schema.enrolment, "course_id", done.get("courses", []))
    elsewhere = imports.rows_about(db, schema.enrolment, "person_id", done.get("people", []))
    own = set(done.get("people", [])) & set(done.get("enrolled", []))
    return in_courses + max(0, elsewhere - len(own))


def _foreign_sessions(db: Connection, done: Mapping[str, Any]) -> int:
    """Sessions in courses of the batch that came by another way."""
    total = imports.rows_about(db, schema.session, "course_id", done.get("courses", []))
    own = plans.sessions_among(db, done.get("courses", []), done.get("sessions", []))
    return max(0, total - own)


def _of_course(db: Connection, done: Mapping[str, Any]) -> dict[str, int]:
    """What people known before, whom the batch enrolled, have done in sessions of that course."""
    if "course" not in done:
        return {}
    course, enrolled = done["course"], set(done.get("enrolled", [])) - set(done.get("people", []))
    return {what: imports.rows_in_course(db, table, course, enrolled) for what, table, _ in _ON_SESSIONS}


def _people_in(db: Connection, done: Mapping[str, Any]) -> int:
    """People of another origin, and plans, in units that the batch added."""
    ids = done.get("units", [])
    in_units = sum(imports.rows_about(db, table, "unit_id", ids) for table in (schema.person, schema.plan))
    own = people.count_in_units(db, done.get("people", []), ids) if ids else 0
    moved = [number for number, pairs in done.get("changed", {}).items() if pairs.get("unit_id", [0, 0])[1] in ids]
    return max(0, in_units - own - len(moved))


_CHANGED = (
    ("changed", schema.person),
    ("plan_changed", schema.plan),
    ("courses_changed", schema.course),
    ("sessions_changed", schema.session),
)


def _changed_since(db: Connection, done: Mapping[str, Any]) -> int:
    """Rows that no longer hold what the batch wrote."""
    return sum(
        not _still_holds(db, table, int(number), pairs)
        for name, table in _CHANGED
        for number, pairs in done.get(name, {}).items()
    )


def _still_holds(db: Connection, table: Table, number: int, pairs: Mapping[str, list[Any]]) -> bool:
    row = db.execute(select(table).where(table.c.id == number)).mappings().first()
    return row is not None and all(
        row[name] == revived(table, name, after) for name, (_, after) in pairs.items() if name in table.c
    )


def revived(table: Table, column: str, value: Any) -> Any:
    """A JSON value as the column takes it."""
    if value is None or column not in table.c or not isinstance(value, str):
        return value
    kind = table.c[column].type
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if isinstance(kind, schema.Moment) else value


def _later_imports(db: Connection, batch: imports.Batch) -> list[imports.Batch]:
    """Later batches that changed or placed the same people, or changed the same sessions."""
    mine = _rows_of(batch.undo)
    return [later for later in imports.batches(db, after=batch.id) if mine & _rows_of(later.undo)]


def _rows_of(done: Mapping[str, Any]) -> set[tuple[str, int]]:
    named = {
        "person": [*done.get("people", []), *map(int, done.get("changed", {}))],
        "session": [*done.get("sessions", []), *map(int, done.get("sessions_changed", {}))],
        "course": [*done.get("courses", []), *map(int, done.get("courses_changed", {}))],
        "unit": [*done.get("units", []), *map(int, done.get("units_changed", {}))],
    }
    rows = {(kind, number) for kind, numbers in named.items() for number in numbers}
    placed = [*done.get("enrolled", []), *(pair[1] for pair in done.get("staffed", []))]
    grouped = [row[0] for name in ("joined", "left", "granted", "ungranted") for row in done.get(name, [])]
    return rows | {("person", number) for number in (*placed, *grouped)}


def _take_back_people(db: Connection, done: Mapping[str, Any]) -> None:
    if "course" in done:
        owner = ("course_id", done["course"])
        imports.remove_of(db, schema.enrolment, owner, "person_id", done.get("enrolled", []))
        imports.remove_of(db, schema.nomination, owner, "person_id", done.get("enrolled", []))
    imports.remove_pairs(db, schema.staff, ("session_id", "person_id"), done.get("staffed", []))
    people.leave_groups(db, done.get("joined", []))
    people.join_groups(db, done.get("left", []))
    people.take_grants(db, [(n, role, unit_id) for n, role, unit_id in done.get("granted", [])])
    people.give_grants(db, [(n, role, unit_id) for n, role, unit_id in done.get("ungranted", [])])
    people.change_people(
        db, {number: _before(schema.person, pairs) for number, pairs in _numbered(done.get("changed", {}))}
    )
    people.remove_people(db, done.get("people", []))


def _take_back_plan(db: Connection, done: Mapping[str, Any]) -> None:
    for number, pairs in _numbered(done.get("sessions_changed", {})):
        plans.change_session(db, number, _before(schema.session, pairs))
    for number, pairs in _numbered(done.get("courses_changed", {})):
        plans.change_course(db, number, _before(schema.course, pairs))
    for number, pairs in _numbered(done.get("plan_changed", {})):
        plans.change_plan(db, number, _before(schema.plan, pairs))
    plans.remove(db, schema.session, done.get("sessions", []))
    plans.remove(db, schema.course, done.get("courses", []))
    plans.remove(db, schema.plan, [done["plan"]] if "plan" in done else [])


def _numbered(changed: Mapping[str, Any]) -> list[tuple[int, Mapping[str, list[Any]]]]:
    return [(int(number), pairs) for number, pairs in changed.items()]


def _before(table: Table, pairs: Mapping[str, list[Any]]) -> dict[str, Any]:
    return {name: revived(table, name, before) for name, (before, _) in pairs.items()}


def _take_back_units(db: Connection, done: Mapping[str, Any]) -> None:
    codes = {unit.id: unit.code for unit in units.all_units(db)}
    for number, (name, closed, parents) in done.get("units_changed", {}).items():
        day = date.fromisoformat(closed) if closed else None
        units.add_units(db, [(codes[int(number)], name, day)])
        links = [(parent, date.fromisoformat(since) if since else None) for parent, since in parents]
        units.set_parents(db, int(number), links)
    units.remove_units(db, done.get("units", []))
