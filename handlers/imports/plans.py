"""Plans come in: stored when new, brought up to date when known, and nothing touched that the file says no more."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from files.plan_files import SHEET_SUFFIXES, YAML_SUFFIXES, read_plan_file
from files.plan_problems import PlanFileError, ProblemCode
from files.refusals import FileProblem, FileRefused
from files.unit_names import KnownUnits
from handlers.imports.people import keep, plain, rehearsal
from handlers.imports.values import (
    Change,
    Importer,
    ImportHint,
    ImportRefused,
    ImportReport,
    Note,
    RefusalCode,
    Source,
)
from storage import imports, plans, units
from training.drafting import code_of
from training.plan import Activity, Course, Plan
from training.reading.plans.draft import Draft
from training.reading.plans.findings import Anomaly, told
from training.reminders import QuietHours

DOCUMENT_SUFFIXES = frozenset({".txt", ".docx", ".pdf"})


def load_plan(path: Path) -> Plan:
    """The plan of a .yaml or .xlsx file, or of a document that leaves no question. Blocks: call it in a thread.

    Raises PlanFileError, FileRefused, ImportRefused (OPEN_QUESTIONS, NOT_A_PLAN), OSError.
    """
    read = plan_or_draft(path)
    if isinstance(read, Plan):
        return read
    if read.questions:
        raise ImportRefused(RefusalCode.OPEN_QUESTIONS, questions=asked(read))
    anomalies = tuple(told(anomaly) for anomaly in read.anomalies)
    return _with_one_course(replace(read.plan, anomalies=anomalies))


def plan_or_draft(path: Path) -> Plan | Draft:
    """A plan file's plan, or the draft of a document. Our template with mistakes is told so and no document.

    Raises as load_plan, but for OPEN_QUESTIONS.
    """
    suffix = path.suffix.casefold()
    if suffix in YAML_SUFFIXES:
        return read_plan_file(path)
    if suffix not in SHEET_SUFFIXES | DOCUMENT_SUFFIXES:
        raise ImportRefused(RefusalCode.NOT_A_PLAN, value=suffix)
    return _read(path, suffix, for_import=True)


def read_draft(path: Path) -> Draft:
    """What a document (.txt, .docx, .pdf, .xlsx) or a plan file says, with its contradictions and open questions.

    Stores nothing. Raises FileRefused, PlanFileError, OSError.
    """
    suffix = path.suffix.casefold()
    read = read_plan_file(path) if suffix in YAML_SUFFIXES else _read(path, suffix, for_import=False)
    return Draft(read, (), ()) if isinstance(read, Plan) else read


def _read(path: Path, suffix: str, *, for_import: bool) -> Plan | Draft:
    """A sheet is our template or a document like any other; where it gives nothing as either, it is a bad template."""
    if suffix not in SHEET_SUFFIXES:
        return _read_document(path)
    try:
        return read_plan_file(path)
    except PlanFileError as fault:
        if {problem.code for problem in fault.problems} & _NOT_A_SHEET:
            raise
        draft = _sheet_as_document(path, fault.__cause__)
        if draft.plan.activities and not (for_import and _is_template(fault)):
            return draft
        _refuse_people(path, fault.__cause__)
        raise


def _read_document(path: Path) -> Draft:
    from files.documents import read_document
    from training.reading.documents import read_plan

    return read_plan(read_document(path))


def _sheet_as_document(path: Path, why: BaseException | None) -> Draft:
    """why: what the reader of tables said of it, where it says more than the reader of documents can."""
    if isinstance(why, FileRefused) and why.code is FileProblem.ENTITIES:
        raise why
    try:
        return _read_document(path)
    except FileRefused:
        if isinstance(why, FileRefused) and why.code in _OUT_OF_BOUNDS:
            raise why from None
        raise


def _refuse_people(path: Path, why: BaseException | None) -> None:
    """What is no plan may be a list of people that was given to the wrong command."""
    from files.rosters import holds_people
    from files.tables import read_table

    if isinstance(why, FileRefused):
        raise why
    if sheet := holds_people(read_table(path)):
        raise FileRefused(FileProblem.WRONG_TEMPLATE_PEOPLE, sheet=sheet)


_OUT_OF_BOUNDS = frozenset({FileProblem.TOO_MANY_ROWS, FileProblem.TOO_MANY_COLUMNS})
_NOT_A_SHEET = frozenset({ProblemCode.NOT_FOUND, ProblemCode.EMPTY, ProblemCode.TOO_LARGE})


def _is_template(fault: PlanFileError) -> bool:
    """Whether the sheets were ours, with mistakes in them."""
    foreign = {ProblemCode.NO_SHEET, ProblemCode.NO_TABLE, ProblemCode.UNREADABLE}
    return not {problem.code for problem in fault.problems} & foreign


def asked(draft: Draft) -> tuple[str, ...]:
    """The open questions in words, each once."""
    found = {(one.code, one.first): told(one) for one in draft.anomalies}
    words = (found.get((one.code, one.about)) or told(Anomaly(one.code, one.about)) for one in draft.questions)
    return tuple(dict.fromkeys(words))


def _with_one_course(plan: Plan) -> Plan:
    """A drafted plan names no courses: all its activities become those of one."""
    code = code_of(plan.number or plan.title)
    if not code:
        raise ImportRefused(RefusalCode.PLAN_WITHOUT_CODE)
    activities = tuple(replace(item, course=code) for item in plan.activities)
    return replace(plan, code=code, courses=(Course(code, plan.title),), activities=activities)


def import_plan(
    db: Connection,
    plan: Plan,
    source: Source,
    importer: Importer,
    now: datetime,
    *,
    quiet: QuietHours,
    unit: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Store a plan or bring it up to date. unit: code of whose it is; by default the unit that issued it.

    A session whose row changes gets the next version and its reminders anew. Raises ImportRefused.
    """
    code = plan.code or code_of(plan.number or plan.title)
    if not code:
        raise ImportRefused(RefusalCode.PLAN_WITHOUT_CODE)
    if _is_last_file(db, code, source):
        count = len(plan.activities)
        return ImportReport("plan", unchanged=count, notes=(ImportHint(Note.SAME_FILE),), code=code, dry_run=dry_run)
    with rehearsal(db, dry_run):
        merge = _Merge(db, now)
        merge.put_plan(plan, code, owner_of(db, plan, unit, importer, now), importer)
        merge.put_courses(plan.courses)
        merge.put_sessions(plan.activities)
        report = keep(db, merge.report(code), merge.undo(), source, importer, now)
        plan_reminders(db, report.session_ids, now, quiet)
    return replace(report, dry_run=dry_run, batch_id=None if dry_run else report.batch_id)


def _is_last_file(db: Connection, code: str, source: Source) -> bool:
    """Whether the newest import of this plan was this very file: what organizers changed since then stays."""
    mine = (batch for batch in imports.batches(db, kind="plan") if batch.summary.get("code") == code)
    newest = next(mine, None)
    return bool(newest and newest.digest == source.digest and plans.plan_id_of(db, code) is not None)


def owner_of(db: Connection, plan: Plan, unit: str | None, importer: Importer, now: datetime) -> int | None:
    """The unit whose organizers the plan is for. An organizer's plan is never another unit's."""
    if unit is not None:
        found = units.unit_by_code(db, unit)
        if found is None or not _may_own(found.id, importer):
            raise ImportRefused(RefusalCode.UNIT_UNKNOWN, value=unit)
        return found.id
    issuer = _unit_named(db, plan.issuer)
    if issuer is not None and _may_own(issuer, importer):
        return issuer
    return None if importer.is_admin else _topmost(db, importer, now.date())


def _may_own(unit_id: int, importer: Importer) -> bool:
    return importer.unit_ids is None or unit_id in importer.unit_ids


def _unit_named(db: Connection, issuer: str | None) -> int | None:
    if not issuer:
        return None
    ids = {unit.name: unit.id for unit in units.all_units(db)}
    name = KnownUnits(ids).match(issuer, date.min).name  # also where that office is no more
    return ids.get(name) if name else None


def _topmost(db: Connection, importer: Importer, today: date) -> int | None:
    """Of the units that the importer organizes, the one nearest to the root."""
    paths = {number: len(units.path_of(db, number, today)) for number in importer.unit_ids or ()}
    return min(paths, key=lambda number: (paths[number], number), default=None)


Pairs = dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class _Merge:
    """Goes through a plan and stores what is not so yet, keeping what was before."""

    db: Connection
    now: datetime
    plan_id: int = 0
    plan_added: bool = False
    course_ids: dict[str, int] = field(default_factory=dict)
    courses_added: list[int] = field(default_factory=list)
    sessions_added: list[int] = field(default_factory=list)
    unchanged: int = 0
    plan_changed: Pairs = field(default_factory=dict)
    courses_changed: dict[int, Pairs] = field(default_factory=dict)
    sessions_changed: dict[int, Pairs] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    notes: list[ImportHint] = field(default_factory=list)
    staffed: int = 0

    def put_plan(self, plan: Plan, code: str, unit_id: int | None, importer: Importer) -> None:
        known = plans.plan_id_of(self.db, code)
        if known is None:
            self.plan_id = plans.add_plan(self.db, plans.plan_columns(plan, code, unit_id), self.now)
            self.plan_added = True
        else:
            self.plan_id = known
            self._change_plan(plan, code, unit_id, importer)
        if unit_id is None and (self.plan_added or plans.plan_row(self.db, self.plan_id)["unit_id"] is None):
            self.notes.append(ImportHint(Note.PLAN_WITHOUT_UNIT, plan.issuer))

    def _change_plan(self, plan: Plan, code: str, unit_id: int | None, importer: Importer) -> None:
        stored = plans.plan_row(self.db, self.plan_id)
        if not importer.is_admin and (stored["unit_id"] is None or not _may_own(stored["unit_id"], importer)):
            raise ImportRefused(RefusalCode.PLAN_TAKEN, value=code)
        self.plan_changed = _differences(stored, plans.plan_columns(plan, code, unit_id or stored["unit_id"]))
        if self.plan_changed:
            plans.change_plan(self.db, self.plan_id, _after(self.plan_changed))

    def put_courses(self, courses: Sequence[Course]) -> None:
        stored = plans.courses_by_code(self.db, [course.code for course in courses])
        for course in courses:
            columns = _normal_course(plans.course_columns(course))
            if course.code not in stored:
                self.course_ids[course.code] = plans.add_course(self.db, self.plan_id, columns)
                self.courses_added.append(self.course_ids[course.code])
                continue
            course_id, plan_id, before = stored[course.code]
            if plan_id != self.plan_id:
                raise ImportRefused(RefusalCode.COURSE_TAKEN, value=course.code)
            self.course_ids[course.code] = course_id
            if pairs := _differences(before, columns):
                plans.change_course(self.db, course_id, _after(pairs))
                self.courses_changed[course_id] = pairs

    def put_sessions(self, activities: Sequence[Activity]) -> None:
        stored = plans.sessions_by_key(self.db, list(self.course_ids.values()))
        for position, activity in enumerate(activities):
            course_id = self.course_ids[activity.course or ""]
            key = activity.key or f"{position + 1}"
            known = stored.pop((course_id, key), None)
            if known is None:
                columns = plans.session_columns(activity)
                self.sessions_added.append(plans.add_session(self.db, course_id, key, position, columns))
            else:
                self._change_session(known, activity, position)
        self.notes += [ImportHint(Note.SESSION_GONE, columns["title"]) for _, columns in stored.values()]

        self._staff_new_rooms()

    def _staff_new_rooms(self) -> None:
        """Whoever trains every room of a course so far trains its new ones."""
        for course_id in set(self.course_ids.values()) - set(self.courses_added):
            rooms = set(plans.trainers_sessions(self.db, course_id))
            new = rooms & set(self.sessions_added)
            old = rooms - new
            held = plans.staff_of(self.db, old) if new else set()
            trainers = {person for _, person in held}
            always = {person for person in trainers if all((room, person) in held for room in old)}
            pairs = [(room, person) for room in sorted(new) for person in sorted(always)]
            plans.put_on_staff(self.db, pairs)
            self.staffed += len(pairs)

    def _change_session(self, known: tuple[int, dict[str, Any]], activity: Activity, position: int) -> None:
        session_id, before = known
        plans.place_session(self.db, session_id, position)
        if pairs := _differences(before, plans.session_columns(activity)):
            plans.change_session(self.db, session_id, _after(pairs))
            self.sessions_changed[session_id] = pairs
            self.titles[session_id] = activity.title_key
        else:
            self.unchanged += 1

    def report(self, code: str) -> ImportReport:
        return ImportReport(
            kind="plan",
            code=code,
            added=len(self.sessions_added),
            changed=len(self.sessions_changed),
            unchanged=self.unchanged,
            notes=tuple(self.notes),
            changes=tuple(
                Change(number, self.titles[number], {name: (plain(a), plain(b)) for name, (a, b) in pairs.items()})
                for number, pairs in self.sessions_changed.items()
            ),
            session_ids=(*self.sessions_added, *self.sessions_changed),
        )

    def undo(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "plan": self.plan_id if self.plan_added else None,
            "courses": self.courses_added,
            "sessions": self.sessions_added,
            "plan_changed": _pairs({self.plan_id: self.plan_changed} if self.plan_changed else {}),
            "courses_changed": _pairs(self.courses_changed),
            "sessions_changed": _pairs(self.sessions_changed),
            "staffed_new": self.staffed,
        }
        return {name: value for name, value in told.items() if value}


def _normal_course(columns: dict[str, Any]) -> dict[str, Any]:
    """As the database gives it back: exclusions have no order, facts are JSON."""
    facts = json.loads(json.dumps(columns["facts"], default=str))
    return {**columns, "facts": facts, "exclusions": sorted(set(columns["exclusions"]))}


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Pairs:
    return {name: (before[name], value) for name, value in after.items() if before[name] != value}


def _after(pairs: Pairs) -> dict[str, Any]:
    return {name: after for name, (_, after) in pairs.items()}


def _pairs(changed: Mapping[int, Pairs]) -> dict[str, dict[str, list[Any]]]:
    return {
        str(number): {name: [plain(before), plain(after)] for name, (before, after) in pairs.items()}
        for number, pairs in changed.items()
    }


def plan_reminders(db: Connection, session_ids: Sequence[int], now: datetime, quiet: QuietHours) -> None:
    from handlers.scheduled import plan_reminders

    if session_ids:
        plan_reminders(db, list(session_ids), now, quiet)
