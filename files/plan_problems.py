"""What can be wrong with a plan or unit file: codes and where they were found. The wording is made elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """One kind of mistake in a file."""

    # the file as a whole
    WRONG_TYPE = "wrong_type"  # neither .yaml nor .xlsx; value: the suffix
    NOT_FOUND = "not_found"
    EMPTY = "empty"
    TOO_LARGE = "too_large"  # value: bytes
    TOO_MANY = "too_many"  # value: how many activities or courses
    NOT_UTF8 = "not_utf8"
    UNREADABLE = "unreadable"  # cut off, protected, or not what its suffix says
    TOO_DEEP = "too_deep"
    ALIAS = "alias"  # YAML references, by which a small file grows without bound
    TAG = "tag"  # YAML tags, which ask for objects
    # sheets
    NO_SHEET = "no_sheet"  # value: the name looked for
    NO_TABLE = "no_table"  # no header row found
    # structure and fields
    WRONG_SHAPE = "wrong_shape"  # a list where a text belongs, and the like
    UNKNOWN_KEY = "unknown_key"
    DUPLICATE_KEY = "duplicate_key"  # the same field, activity key or code twice
    MISSING = "missing"
    BAD_NUMBER = "bad_number"
    BAD_DATE = "bad_date"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_PRECISION = "unknown_precision"
    PRECISION_MISMATCH = "precision_mismatch"  # a clock with precision day, a day with precision minute …
    BAD_LINK = "bad_link"
    UNKNOWN_COURSE = "unknown_course"
    UNKNOWN_GROUP = "unknown_group"
    UNKNOWN_PARENT = "unknown_parent"  # units: a parent that is nowhere defined
    CYCLE = "cycle"  # units: a unit above itself


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file: sheet (None in YAML), row counted from 1, column letter (a column number in YAML)."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: what, where, in which field, and the value that was found there."""

    code: ProblemCode
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    field: str | None = None
    value: str | None = None

    @classmethod
    def at(cls, code: ProblemCode, spot: Spot, field: str | None = None, value: str | None = None) -> Problem:
        return cls(code, spot.sheet, spot.row, spot.column, field, value)


class InputFileError(Exception):
    """A file that is not taken; nothing of it is. Carries every problem found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(tuple(problems))  # as the only argument, so that it travels between processes
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return ", ".join(problem.code for problem in self.problems)


class PlanFileError(InputFileError):
    """A plan file that is not taken."""


class UnitFileError(InputFileError):
    """A unit file that is not taken."""
