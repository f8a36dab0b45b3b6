"""Why a file cannot be taken: a code and values; the sentence is made in handlers/wording."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class FileProblem(StrEnum):
    """What is wrong with a file as a whole. In brackets: the values that come with the code."""

    EMPTY = "empty"
    TOO_BIG = "too_big"  # [size, limit] in bytes
    TOO_MANY_ROWS = "too_many_rows"  # [sheet, rows, limit, cell]
    TOO_MANY_COLUMNS = "too_many_columns"  # [sheet, columns, limit, cell]
    CUT_OFF = "cut_off"
    PASSWORD = "password"  # noqa: S105 - a code, not a secret
    WEB_PAGE = "web_page"
    UNPACKS_TOO_BIG = "unpacks_too_big"  # [size, limit] in bytes
    ENTITIES = "entities"
    WRONG_KIND = "wrong_kind"  # [kind]: what it is instead, as a file ending, or None
    UNREADABLE = "unreadable"
    NO_TABLE = "no_table"  # no header row was found
    COLUMN_MISSING = "column_missing"  # [sheet, row, column]: column is a files.headers.Field
    HIDDEN = "hidden"  # [sheet]: the only list is in a hidden sheet
    NO_ROWS = "no_rows"  # [sheet]: a header and nobody below it
    WRONG_TEMPLATE_PLAN = "wrong_template_plan"  # [sheet]: a schedule where people were expected
    WRONG_TEMPLATE_PEOPLE = "wrong_template_people"  # [sheet]: a list of people where a plan was expected
    OLD_FONT = "old_font"  # [sheet, row, column, value]: names or headings typed in a VNI or TCVN3 font
    TOO_SLOW = "too_slow"  # [limit] in seconds
    TOO_HUNGRY = "too_hungry"  # [limit] in bytes


class FileRefused(Exception):
    """Nothing of the file is taken. `values` name what the sentence needs."""

    def __init__(self, code: FileProblem, **values: Any) -> None:
        super().__init__(code.value, values)
        self.code = code
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels from the child process that parses to the one that asked."""
        return _again, (self.code, self.values)


def _again(code: FileProblem, values: dict[str, Any]) -> FileRefused:
    return FileRefused(code, **values)
