"""The people of a course: as a list of people, and enrolled within the seats; trainers go on the staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from files.headers import Field
from files.people_values import BadRow, PersonRole
from handlers.imports.matching import Matched
from handlers.imports.people import SortedOut, Stored, in_order, keep, rehearsal, sort_out, store
from handlers.imports.reading import LoadedList
from handlers.imports.values import (
    Importer,
    ImportHint,
    ImportProblem,
    ImportRefused,
    ImportReport,
    Note,
    RefusalCode,
)
from storage import people, plans, units
from training.nomination import Accepted, Nomination, Rejected, judge
from training.reading.vietnamese import fold

Verdict = Accepted | Rejected


def import_roster(
    db: Connection, loaded: LoadedList, course_code: str, importer: Importer, now: datetime, *, dry_run: bool = False
) -> ImportReport:
    """Enrol the trainees and staff the trainers of a list. Raises ImportRefused(COURSE_UNKNOWN)."""
    course = _course(db, course_code)
    with rehearsal(db, dry_run):
        sorted_out = sort_out(db, loaded, importer)
        judged = _judge(db, loaded, sorted_out, course, now)
        stored = store(db, loaded, judged.good, now, replace_groups=False)
        placed = _place(db, course.id, stored, judged, now)
        added = placed.people | set(stored.added)
        changed = stored.changed_ids - added
        report = ImportReport(
            kind="roster",
            code=course.code,
            added=len(added),
            changed=len(changed),
            unchanged=len(set(stored.ids) - added - changed),
            bad=in_order([*loaded.file.bad, *sorted_out.bad, *judged.bad]),
            hints=tuple(loaded.file.hints),
            notes=(*stored.notes, *placed.notes),
            people_added=len(stored.added),
            headers=loaded.file.headers,
        )
        report = keep(db, report, stored.undo() | placed.undo(course.id), loaded.source, importer, now)
    return replace(report, dry_run=dry_run, batch_id=None if dry_run else report.batch_id)


@dataclass(frozen=True, slots=True)
class _Course:
    id: int
    code: str
    quota: int | None
    quotas: Mapping[str, int]
    exclusions: Sequence[str]


def _course(db: Connection, code: str) -> _Course:
    found = plans.courses_by_code(db, [code]).get(code)
    if found is None:
        known = tuple(known for _, known, _ in plans.course_titles(db))
        raise ImportRefused(RefusalCode.COURSE_UNKNOWN, value=code, known=known)
    course_id, _, columns = found
    return _Course(course_id, code, columns["quota"], columns["quotas"], columns["exclusions"])


@dataclass(frozen=True, slots=True)
class _Judged:
    good: list[Matched]
    bad: list[BadRow]
    nominations: list[dict[str, Any]]  # of people stored before: {person_id, outcome, detail}


def _judge(db: Connection, loaded: LoadedList, sorted_out: SortedOut, course: _Course, now: datetime) -> _Judged:
    """Hold the trainees who are not enrolled yet against seats and exclusions; the enrolled keep their seats."""
    enrolled = plans.enrolled_in(db, course.id)
    seated = set(enrolled)
    paths = units.code_paths(db, now.date())
    asking = {
        -index: one
        for index, one in enumerate(sorted_out.good, start=1)
        if one.row.role is PersonRole.TRAINEE and not (one.person and one.person.id in seated)
    }
    nominations = [
        *_nominations_of(db, enrolled, paths),
        *(Nomination(one.person.id if one.person else number, _path(one, paths)) for number, one in asking.items()),
    ]
    verdicts = judge(nominations, course.quotas, _excluded(db, course), course.quota)[len(enrolled) :]
    rejected = {
        id(one): verdict
        for one, verdict in zip(asking.values(), verdicts, strict=True)
        if isinstance(verdict, Rejected)
    }
    return _Judged(
        good=[one for one in sorted_out.good if id(one) not in rejected],
        bad=[_rejected_row(loaded, one, rejected[id(one)]) for one in asking.values() if id(one) in rejected],
        nominations=[_nomination(verdict) for verdict in verdicts if verdict.nomination.person_id > 0],
    )


def _nominations_of(
    db: Connection, person_ids: Sequence[int], paths: Mapping[int, tuple[str, ...]]
) -> Iterable[Nomination]:
    known = people.people_by_ids(db, person_ids)
    for number in person_ids:
        unit_id = known[number].unit_id if number in known else None
        yield Nomination(number, paths.get(unit_id, ()) if unit_id else ())


def _path(one: Matched, paths: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    unit_id = one.unit_id or (one.person.unit_id if one.person else None)
    return paths.get(unit_id, ()) if unit_id else ()


def _excluded(db: Connection, course: _Course) -> dict[int, str]:
    """person id → the other course they are on already."""
    wanted = {fold(title): title for title in course.exclusions}
    return {
        person_id: wanted.get(fold(title)) or wanted[fold(code)]
        for course_id, code, title in plans.course_titles(db)
        if fold(title) in wanted or fold(code) in wanted
        for person_id in plans.enrolled_in(db, course_id)
    }


def _rejected_row(loaded: LoadedList, one: Matched, verdict: Rejected) -> BadRow:
    seats = str(verdict.seats) if verdict.seats is not None else None
    suggestion = verdict.other_course or seats
    return loaded.refused(
        one.row, Field.UNIT, ImportProblem(verdict.code.value), one.row.unit, suggestion, verdict.asked
    )


def _nomination(verdict: Verdict) -> dict[str, Any]:
    person_id = verdict.nomination.person_id
    if isinstance(verdict, Accepted):
        return {"person_id": person_id, "outcome": "accepted", "detail": {"unit": verdict.unit}}
    detail = {name: getattr(verdict, name) for name in ("unit", "seats", "asked", "other_course")}
    return {"person_id": person_id, "outcome": verdict.code.value, "detail": detail}


@dataclass(frozen=True, slots=True)
class _Placed:
    enrolled: list[int]
    staffed: list[tuple[int, int]]  # (session id, person id)
    notes: tuple[ImportHint, ...]

    @property
    def people(self) -> set[int]:
        return set(self.enrolled) | {person_id for _, person_id in self.staffed}

    def undo(self, course_id: int) -> dict[str, Any]:
        if not self.people:
            return {}
        return {"course": course_id, "enrolled": self.enrolled, "staffed": self.staffed}


def _place(db: Connection, course_id: int, stored: Stored, judged: _Judged, now: datetime) -> _Placed:
    pairs = list(zip(stored.ids, judged.good, strict=True))
    seated = set(plans.enrolled_in(db, course_id))
    trainees = [number for number, one in pairs if one.row.role is PersonRole.TRAINEE]
    enrolled = [number for number in dict.fromkeys(trainees) if number not in seated]
    plans.enrol(db, course_id, enrolled, now)
    new = set(stored.added) & set(enrolled)
    accepted = [{"person_id": number, "outcome": "accepted", "detail": {}} for number in sorted(new)]
    plans.record_nominations(db, course_id, [*judged.nominations, *accepted], now)
    trainers = {number: one.row.name for number, one in pairs if one.row.role is PersonRole.TRAINER}
    rooms = plans.trainers_sessions(db, course_id)
    held = plans.staff_of(db, rooms)
    staffed = [(room, number) for number in trainers for room in rooms if (room, number) not in held]
    plans.put_on_staff(db, staffed)
    notes = [] if rooms else [ImportHint(Note.TRAINER_WITHOUT_SESSION, name) for name in trainers.values()]
    return _Placed(enrolled, staffed, tuple(notes))
