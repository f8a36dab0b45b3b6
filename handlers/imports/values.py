"""What imports take and give: values only, worded in handlers.wording.imports."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from files.people_values import BadRow, Hint


@dataclass(frozen=True, slots=True)
class Importer:
    """Who brings the file. who: as in the audit log. unit_ids: whom they may bring; None: everybody.

    gives_roles: organizers and inspectors of a list become such. adds_units: units that nobody knows are stored.
    """

    who: str = "cli"
    person_id: int | None = None
    unit_ids: frozenset[int] | None = None
    gives_roles: bool = True
    adds_units: bool = True

    @property
    def is_admin(self) -> bool:
        return self.unit_ids is None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came."""

    file_name: str
    digest: str  # sha256 in hex

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> Source:
        """`name`: what the sender calls it, when the path is only where we keep it. Raises OSError."""
        with path.open("rb") as file:
            return cls(name or path.name, hashlib.file_digest(file, "sha256").hexdigest())


class ImportProblem(StrEnum):
    """Why a row that reads well is not taken; beside files.people_values.RowProblem. In brackets: value,
    suggestion and other of the BadRow."""

    AMBIGUOUS = "ambiguous"  # [name; how many people it may mean as other]
    PHONE_OF_OTHER = "phone_of_other"  # [phone; the other's name where the importer may know it]
    CODE_OF_OTHER = "code_of_other"  # [code; the other's name where the importer may know it]
    ROLE_NOT_YOURS = "role_not_yours"  # [role]: only admins give such rights
    UNIT_MISSING = "unit_missing"
    OVER_QUOTA = "over_quota"  # [unit; seats; asked]
    COURSE_FULL = "course_full"  # [-; seats; asked]
    EXCLUDED = "excluded"  # [-; the other course]
    TWICE = "twice"
    UNKNOWN_UNIT = "unknown_unit"  # [unit]: it has no seats in this course


class Note(StrEnum):
    """Remarks on a whole import. In brackets: what `value` holds."""

    UNIT_NEW = "unit_new"  # [name] not known before; stored
    SESSION_GONE = "session_gone"  # [title] stored earlier and no longer in the file; it stays
    PLAN_WITHOUT_UNIT = "plan_without_unit"  # [issuer] is no unit we know: only admins see the plan
    SAME_FILE = "same_file"  # the last import of this plan was this very file
    TRAINER_WITHOUT_SESSION = "trainer_without_session"  # [name] the course has nothing to be held in a room


@dataclass(frozen=True, slots=True)
class ImportHint:
    code: Note
    value: str | None = None
    sheet: str | None = None  # with row: where the file first says so
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A session that the file has otherwise than stored. fields: column → (before, after) in JSON values."""

    session_id: int
    title: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do when dry_run. added + changed + unchanged + bad rows = the rows of the file.

    kind: people, roster, plan, units. batch_id: for undo; None when nothing was stored. code: of the plan or course.
    What is counted are people, enrolments and trainers of a roster, sessions of a plan, units.
    """

    kind: str
    batch_id: int | None = None
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()
    hints: tuple[Hint, ...] = ()
    notes: tuple[ImportHint, ...] = ()
    changes: tuple[Change, ...] = ()
    dry_run: bool = False
    code: str | None = None
    people_added: int = 0  # of a roster: persons who were not known before
    session_ids: tuple[int, ...] = ()  # of a plan: added or changed
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # sheet → its header words, for corrections

    @property
    def bad_rows(self) -> int:
        """Rows not taken; one row can have several problems."""
        return len({(row.sheet, row.row) for row in self.bad})


class RefusalCode(StrEnum):
    """Why nothing of an import, or of an undo, is done. In brackets: values."""

    COURSE_UNKNOWN = "course_unknown"  # [value, known]
    UNIT_UNKNOWN = "unit_unknown"  # [value]
    PLAN_TAKEN = "plan_taken"  # [value] a plan of this code is not yours
    COURSE_TAKEN = "course_taken"  # [value] the code belongs to a course of another plan
    PLAN_WITHOUT_CODE = "plan_without_code"
    OPEN_QUESTIONS = "open_questions"  # [questions]: a document whose draft is not certain
    NOT_A_PLAN = "not_a_plan"  # [value] the suffix
    BATCH_UNKNOWN = "batch_unknown"  # [value]
    UNDONE_BEFORE = "undone_before"  # [value]
    UNDO_TOO_LATE = "undo_too_late"  # [what: {table: number of rows built on it}]


class ImportRefused(Exception):
    """Nothing is stored. `values` name what the sentence needs."""

    def __init__(self, code: RefusalCode, **values: Any) -> None:
        super().__init__(code.value, values)
        self.code = code
        self.values = values
