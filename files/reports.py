"""Tables out: a titled .xlsx sheet or a .csv, with every text kept as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from training.plan import ZONE

ReportCell = str | int | float | bool | date | datetime | None

# Texts of people never become formulas, links or numbers.
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST_CELL = 32_767  # characters; XlsxWriter leaves a longer text out without a word
_LONGEST_SHEET_NAME = 31
_NARROWEST, _WIDEST = 5, 45  # characters
_DAY, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_to_xlsx(title: str, headers: Sequence[str], rows: Iterable[Sequence[ReportCell]]) -> bytes:
    """A sheet with the title above, filters on the header, A4 pages that repeat the header.

    Aware moments are shown in training.plan.ZONE. Rows may be shorter than the header.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    table = [list(row) for row in rows]
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet(sheet_name(title))
        first = 2 if title else 0
        if title:
            sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        _write_header(sheet, first, headers, header_format(book))
        _write_rows(sheet, first + 1, table, _formats(book))
        _fit_columns(sheet, headers, table)
        _set_pages(sheet, first, len(headers), len(table))
    return buffer.getvalue()


def table_to_csv(headers: Sequence[str], rows: Iterable[Sequence[ReportCell]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel shows the marks; a text like a formula gets a leading '."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([harmless(header) for header in headers])
    writer.writerows([harmless(_csv_cell(cell)) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text with a ' before what a spreadsheet would run: = + - @, tab, carriage return."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def _csv_cell(cell: ReportCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{_local(cell):%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def sheet_name(title: str) -> str:
    """What Excel takes as a sheet's name: 31 characters, none of []:*?/\\ and no ' at the ends."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title)[:_LONGEST_SHEET_NAME].strip(" '") or "Sheet1"


def header_format(book: Any) -> Any:
    """The look of a header cell, the same in every sheet that leaves the house."""
    look = {"bold": True, "border": 1, "bg_color": "#DCE6F1", "text_wrap": True, "valign": "vcenter", "align": "center"}
    return book.add_format(look)


def _formats(book: Any) -> dict[type, Any]:
    cell = {"border": 1, "valign": "top"}
    return {
        str: book.add_format({**cell, "num_format": "@", "text_wrap": True}),
        date: book.add_format({**cell, "num_format": _DAY, "align": "left"}),
        datetime: book.add_format({**cell, "num_format": _MOMENT, "align": "left"}),
        object: book.add_format(cell),
    }


def _write_header(sheet: Any, row: int, headers: Sequence[str], look: Any) -> None:
    for column, header in enumerate(headers):
        sheet.write_string(row, column, header, look)


def _write_rows(sheet: Any, first: int, table: Sequence[Sequence[ReportCell]], formats: dict[type, Any]) -> None:
    for row, cells in enumerate(table, first):
        for column, cell in enumerate(cells):
            write_cell(sheet, row, column, cell, formats)


def write_cell(sheet: Any, row: int, column: int, cell: ReportCell, formats: dict[type, Any]) -> None:
    """One value with the format of its type; formats needs str, date, datetime and object for the rest."""
    if cell is None:
        sheet.write_blank(row, column, None, formats[object])
    elif isinstance(cell, str):
        write_text(sheet, row, column, cell, formats[str])
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _local(cell), formats[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats[date])
    else:
        sheet.write(row, column, cell, formats[object])


def write_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """A text as text, and an empty one as an empty cell, not as a text of no letters."""
    if text:
        sheet.write_string(row, column, text[:_LONGEST_CELL], look)
    else:
        sheet.write_blank(row, column, None, look)


def _local(moment: datetime) -> datetime:
    """As the clock on the wall shows it; spreadsheets know no zones."""
    return moment.astimezone(ZONE).replace(tzinfo=None) if moment.tzinfo else moment


def _fit_columns(sheet: Any, headers: Sequence[str], table: Sequence[Sequence[ReportCell]]) -> None:
    for column, header in enumerate(headers):
        lengths = [len(_csv_cell(row[column])) for row in table[:1000] if column < len(row)]
        width = max([len(header), *lengths]) + 1
        sheet.set_column(column, column, min(max(width, _NARROWEST), _WIDEST))


def _set_pages(sheet: Any, header_row: int, columns: int, rows: int) -> None:
    sheet.freeze_panes(header_row + 1, 0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&C&P/&N")
    if columns:
        sheet.autofilter(header_row, 0, header_row + rows, columns - 1)
