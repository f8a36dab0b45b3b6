"""Lists of people: rows matched with whom is stored, then stored, so that it can be taken back."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from files.headers import Field
from files.people_values import BadRow, PersonRole, PersonRow, RowProblem
from files.unit_names import unit_key
from handlers.imports.matching import Matched, Matcher, Mismatch
from handlers.imports.reading import LoadedList
from handlers.imports.values import Importer, ImportHint, ImportProblem, ImportReport, Note, Source
from storage import audit, imports, people, units
from training.reading.vietnamese import fold

_GRANTING = frozenset({PersonRole.ORGANIZER, PersonRole.INSPECTOR})
MANY = 500  # rows of an import after which the database counts anew
_COLUMNS = ("name", "birthday", "subject", "position", "phone", "email", "note")


def import_people(
    db: Connection, loaded: LoadedList, importer: Importer, now: datetime, *, dry_run: bool = False
) -> ImportReport:
    """Store the good rows of a list; the bad ones are told in the report. The same list twice changes nothing."""
    with rehearsal(db, dry_run):
        sorted_out = sort_out(db, loaded, importer)
        stored = store(db, loaded, sorted_out.good, now, replace_groups=True)
        report = ImportReport(
            kind="people",
            added=len(stored.added),
            changed=len(stored.changed_ids),
            unchanged=len(stored.ids) - len(stored.added) - len(stored.changed_ids),
            bad=in_order([*loaded.file.bad, *sorted_out.bad]),
            hints=tuple(loaded.file.hints),
            notes=stored.notes,
            headers=loaded.file.headers,
        )
        report = keep(db, report, stored.undo(), loaded.source, importer, now)
    return replace(report, dry_run=dry_run, batch_id=None if dry_run else report.batch_id)


@contextlib.contextmanager
def rehearsal(db: Connection, dry_run: bool) -> Iterator[None]:
    """What is done inside is taken back at the end of a dry run."""
    imports.one_at_a_time(db)
    savepoint = db.begin_nested()
    try:
        yield
    except BaseException:
        savepoint.rollback()
        raise
    if dry_run:
        savepoint.rollback()
    else:
        savepoint.commit()


@dataclass(frozen=True, slots=True)
class SortedOut:
    """The rows that can be stored, and those that cannot."""

    good: list[Matched]
    bad: list[BadRow]


def sort_out(db: Connection, loaded: LoadedList, importer: Importer) -> SortedOut:
    """Match the rows that read well with the people stored, and hold them against the importer's rights."""
    rows = loaded.file.rows
    alike = people.people_like(
        db,
        codes={row.code for row in rows if row.code},
        phones={row.phone for row in rows if row.phone},
        folded={fold(row.name) for row in rows},
    )
    located = [(row, loaded.book.ids.get(row.unit) if row.unit else None) for row in rows]
    good: list[Matched] = []
    bad: list[BadRow] = []
    for found in Matcher(alike).match(located):
        refused = _refused(found, loaded, importer)
        if refused:
            bad.append(refused)
        elif isinstance(found, Matched):
            good.append(found)
    return SortedOut(good, bad)


def _refused(found: Matched | Mismatch, loaded: LoadedList, importer: Importer) -> BadRow | None:
    if isinstance(found, Mismatch):
        name = found.other.name if found.other and _is_of(found.other.unit_id, importer) else None
        return loaded.refused(found.row, found.column, found.problem, found.value, name, found.count)
    refused = None if importer.is_admin else _out_of_reach(found, loaded, importer)
    return refused or (None if importer.gives_roles else _role_given(found, loaded))


def _out_of_reach(found: Matched, loaded: LoadedList, importer: Importer) -> BadRow | None:
    """An organizer brings people of their own units and takes nobody from others'."""
    row = found.row
    if row.unit is None and (found.person is None or found.person.unit_id is None):
        return loaded.refused(row, Field.UNIT, ImportProblem.UNIT_MISSING)
    if found.person and not _is_of(found.person.unit_id, importer):
        outside = loaded.refused(row, Field.UNIT, ImportProblem.UNIT_MISSING, row.unit)
        return replace(outside, problem=RowProblem.UNIT_OUTSIDE)
    return None


def _role_given(found: Matched, loaded: LoadedList) -> BadRow | None:
    """A row that would make somebody what carries rights, and they are not that yet."""
    row = found.row
    if row.role in _GRANTING and (found.person is None or found.person.role != row.role):
        return loaded.refused(row, Field.ROLE, ImportProblem.ROLE_NOT_YOURS, row.role.value)
    return None


def _is_of(unit_id: int | None, importer: Importer) -> bool:
    return importer.unit_ids is None or unit_id in importer.unit_ids


def in_order(bad: Sequence[BadRow]) -> tuple[BadRow, ...]:
    """By row within each sheet; the sheets as they come."""
    sheets = list(dict.fromkeys(row.sheet for row in bad))
    return tuple(sorted(bad, key=lambda row: (sheets.index(row.sheet), row.row)))


@dataclass(slots=True)
class Stored:
    """What was done, row by row and for undoing."""

    ids: list[int] = field(default_factory=list)  # of each good row
    added: list[int] = field(default_factory=list)
    changed: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    units_added: list[int] = field(default_factory=list)
    joined: list[tuple[int, str]] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)
    granted: list[tuple[int, str, int | None]] = field(default_factory=list)
    ungranted: list[tuple[int, str, int | None]] = field(default_factory=list)
    notes: tuple[ImportHint, ...] = ()

    @property
    def changed_ids(self) -> set[int]:
        """People known before in whom anything changed, groups and rights included."""
        moved = {row[0] for rows in (self.joined, self.left, self.granted, self.ungranted) for row in rows}
        return (set(self.changed) | moved) - set(self.added)

    def undo(self) -> dict[str, Any]:
        """As the batch keeps it; empty when nothing was done."""
        told: dict[str, Any] = {
            "units": self.units_added,
            "people": self.added,
            "changed": {str(number): plain_pairs(pairs) for number, pairs in self.changed.items()},
            "joined": self.joined,
            "left": self.left,
            "granted": self.granted,
            "ungranted": self.ungranted,
        }
        return {name: value for name, value in told.items() if value}


def plain_pairs(pairs: Mapping[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """column → [before, after] in JSON values."""
    return {name: [plain(before), plain(after)] for name, (before, after) in pairs.items()}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def store(
    db: Connection, loaded: LoadedList, good: Sequence[Matched], now: datetime, *, replace_groups: bool
) -> Stored:
    """Store matched rows: units, people, groups, rights."""
    stored = Stored()
    new_units = _add_units(db, loaded, stored)
    located = [replace(one, unit_id=new_units[one.row.unit]) if one.row.unit in new_units else one for one in good]
    _put_people(db, loaded, located, stored, now)
    rows = [(number, one.row) for number, one in zip(stored.ids, located, strict=True)]
    _put_groups(db, rows, stored, replace_groups=replace_groups)
    _put_grants(db, located, stored)
    return stored


def _add_units(db: Connection, loaded: LoadedList, stored: Stored) -> dict[str | None, int]:
    """Name → id of each unit that was not known. Only those of a good row: a unit of bad rows alone is none of ours."""
    named = {row.unit: row for row in reversed(loaded.file.rows)}  # the first row that names it
    names = [name for name in loaded.book.new if name in named]
    if not names:
        return {}
    taken = {unit.code for unit in units.all_units(db)}
    codes = {name: _free_code(name, taken) for name in names}
    ids = units.add_units(db, [(code, name, None) for name, code in codes.items()])
    stored.units_added = [ids[code] for code in codes.values()]
    stored.notes = tuple(ImportHint(Note.UNIT_NEW, name, named[name].sheet, named[name].row) for name in names)
    return {name: ids[code] for name, code in codes.items()}


def _free_code(name: str, taken: set[str]) -> str:
    """THCS-HOA-MAI out of the name; numbered when another unit has it."""
    stem = unit_key(name).upper().replace(" ", "-")[:50] or "DV"
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    taken.add(code)
    return code


def _put_people(db: Connection, loaded: LoadedList, good: Sequence[Matched], stored: Stored, now: datetime) -> None:
    new = [one for one in good if one.person is None]
    added = iter(people.add_people(db, [_columns_of(one) for one in new], now))
    for one in good:
        if one.person is None:
            stored.ids.append(next(added))
            stored.added.append(stored.ids[-1])
            continue
        stored.ids.append(one.person.id)
        if pairs := _changes(one, loaded):
            stored.changed[one.person.id] = pairs
    people.change_people(
        db, {number: {name: after for name, (_, after) in pairs.items()} for number, pairs in stored.changed.items()}
    )


def _columns_of(one: Matched) -> dict[str, Any]:
    row = one.row
    columns = {name: getattr(row, name) for name in _COLUMNS}
    return {**columns, "code": row.code, "unit_id": one.unit_id, "role": row.role.value}


def _changes(one: Matched, loaded: LoadedList) -> dict[str, tuple[Any, Any]]:
    """column → (stored, the row's), where the row says something else. An empty cell says nothing."""
    assert one.person
    told = {name: value for name, value in _columns_of(one).items() if value is not None}
    if not loaded.says(one.row, Field.ROLE):
        del told["role"]
    stored = {name: getattr(one.person, name) for name in told}
    return {name: (stored[name], value) for name, value in told.items() if stored[name] != value}


def _put_groups(db: Connection, rows: Sequence[tuple[int, PersonRow]], stored: Stored, *, replace_groups: bool) -> None:
    named = {number: set(row.groups) for number, row in rows if row.groups}
    held = people.groups_of(db, list(named))
    stored.joined = [(number, name) for number, names in named.items() for name in names - held.get(number, set())]
    if replace_groups:
        stored.left = [(number, name) for number, names in held.items() for name in names - named[number]]
    people.join_groups(db, sorted(stored.joined))
    people.leave_groups(db, stored.left)


def _put_grants(db: Connection, good: Sequence[Matched], stored: Stored) -> None:
    """An organizer or inspector of a list has the rights of that role over the unit; one moved takes them along."""
    wanted: set[tuple[int, str, int | None]] = set()
    given_up: set[tuple[int, str, int | None]] = set()
    for number, one in zip(stored.ids, good, strict=True):
        before = (number, one.person.role, one.person.unit_id) if one.person else None
        pairs = stored.changed.get(number, {})
        if before and ("role" in pairs or "unit_id" in pairs):
            given_up.add(before)
        after = _role_after(number, one, pairs)
        if after[1] in _GRANTING and after[2] is not None:
            wanted.add(after)
    held = people.granted(db, [number for number, _, _ in wanted | given_up])
    stored.granted = sorted(wanted - held, key=str)
    stored.ungranted = sorted((given_up & held) - wanted, key=str)
    people.give_grants(db, stored.granted)
    people.take_grants(db, stored.ungranted)


def _role_after(number: int, one: Matched, pairs: Mapping[str, tuple[Any, Any]]) -> tuple[int, str, int | None]:
    if one.person is None:
        return number, one.row.role.value, one.unit_id
    role = pairs["role"][1] if "role" in pairs else one.person.role
    return number, role, pairs["unit_id"][1] if "unit_id" in pairs else one.person.unit_id


def keep(
    db: Connection,
    report: ImportReport,
    undo: Mapping[str, Any],
    source: Source,
    importer: Importer,
    now: datetime,
) -> ImportReport:
    """Write down what was done, for undo and for the log; nothing when nothing was done."""
    if not undo:
        return report
    summary = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "bad": report.bad_rows,
        "code": report.code,
    }
    batch_id = imports.add_batch(
        db,
        {
            "kind": report.kind,
            "file_name": source.file_name,
            "digest": source.digest,
            "summary": summary,
            "undo": dict(undo),
            "by_person_id": importer.person_id,
            "created_at": now,
        },
    )
    if report.added + report.changed >= MANY:
        imports.freshen_statistics(db)
    audit.note(db, now, importer.who, f"import_{report.kind}", f"import:{batch_id}", after=summary)
    return replace(report, batch_id=batch_id)
