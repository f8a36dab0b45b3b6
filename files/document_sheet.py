"""Workbooks that hold a plan: rows with one filled cell are paragraphs, the others tables."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from files.refusals import FileProblem, FileRefused
from files.tables import column_letters
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.layout import filled
from training.reading.plans.letters import one_line, tidy

ROW_LIMIT = 20_000
COLUMN_LIMIT = 60


def sheet_blocks(path: Path) -> list[Block]:
    """Visible sheets one after the other. Raises FileRefused."""
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError:
        raise FileRefused(FileProblem.PASSWORD) from None
    except (python_calamine.CalamineError, OSError):
        raise FileRefused(FileProblem.CUT_OFF) from None
    visible = python_calamine.SheetVisibleEnum.Visible
    names = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == visible]
    return [block for name in names for block in _blocks(workbook.get_sheet_by_name(name))]


def _blocks(sheet: Any) -> list[Block]:
    height, width = sheet.total_height, sheet.total_width
    cell = f"{column_letters(max(width - 1, 0))}{height}"
    if height > ROW_LIMIT:
        raise FileRefused(FileProblem.TOO_MANY_ROWS, sheet=sheet.name, rows=height, limit=ROW_LIMIT, cell=cell)
    if width > COLUMN_LIMIT * 10:
        raise FileRefused(FileProblem.TOO_MANY_COLUMNS, sheet=sheet.name, columns=width, limit=COLUMN_LIMIT, cell=cell)
    rows = [[_shown(value) for value in row[:COLUMN_LIMIT]] for row in sheet.to_python(skip_empty_area=False)]
    single = _spread_merged(rows, sheet.merged_cell_ranges or [])
    return _split(rows, single)


def _spread_merged(rows: list[list[str]], ranges: list[Any]) -> set[int]:
    """Fill merged areas with their value; returns the rows whose only content is one merged cell."""
    alone = {at for at, row in enumerate(rows) if sum(bool(cell) for cell in row) == 1}
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for at in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[at]))):
                rows[at][column] = rows[top][left]
    return alone


def _split(rows: list[list[str]], alone: set[int]) -> list[Block]:
    blocks: list[Block] = []
    run: list[list[str]] = []
    for at, row in enumerate(rows):
        in_table = len(run) > 1 and any(row)  # group rows inside a table stay in it
        if at in alone and not in_table:
            _close(run, blocks)
            blocks.append(Paragraph(one_line(next(cell for cell in row if cell))))
        elif any(row):
            run.append(row)
        else:
            _close(run, blocks)
    _close(run, blocks)
    return blocks


def _close(run: list[list[str]], blocks: list[Block]) -> None:
    if run:
        used = [column for column in range(len(run[0])) if any(row[column] for row in run)]
        blocks.append(_table([[row[column] for column in used] for row in run]))
        run.clear()


def _table(rows: list[list[str]]) -> Table:
    return filled(rows)


def _shown(value: Any) -> str:
    """A cell as people write it: 10/3/2025, 7h30, 40 rather than 40.0."""
    if isinstance(value, datetime):
        clock = f"{value.hour}h{value.minute:02} " if value.time() != time() else ""
        return f"{clock}{value.day}/{value.month}/{value.year}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time):
        return f"{value.hour}h{value.minute:02}"
    if isinstance(value, timedelta):
        return f"{int(value.total_seconds() // 3600)}h{int(value.total_seconds() % 3600 // 60):02}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value)).strip()
