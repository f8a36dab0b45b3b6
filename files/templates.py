"""The .xlsx templates of lists of people, and the file that gives bad rows back for correction."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from files.headers import Field, title_of
from files.people_values import BadRow
from files.person_rows import as_text
from files.reports import TEXT_ONLY, header_format, sheet_name, write_text
from files.rosters import EXAMPLE_MARK
from files.tables import column_letters

ROLE_WORDS = ("Học viên", "Giảng viên", "Ban tổ chức", "Thanh tra")
LIST_SHEET, GUIDE_SHEET = "Danh sách", "Hướng dẫn"
_ROWS_TO_FILL = 2000
_ADVICE_WIDTH = 60  # characters


class TemplateColumn(NamedTuple):
    """A column: what it holds, width in characters, whether it must be filled, and an example."""

    field: Field
    width: int
    needed: bool
    example: str


_NUMBER = TemplateColumn(Field.NUMBER, 5, False, EXAMPLE_MARK)
_CODE = TemplateColumn(Field.CODE, 10, False, "GV001")
_NAME = TemplateColumn(Field.NAME, 26, True, "Nguyễn Văn Ví Dụ")
_BIRTHDAY = TemplateColumn(Field.BIRTHDAY, 12, False, "05/08/1980")
_UNIT = TemplateColumn(Field.UNIT, 30, True, "Trường THCS Ví Dụ")
_SUBJECT = TemplateColumn(Field.SUBJECT, 14, False, "Tiếng Anh")
_POSITION = TemplateColumn(Field.POSITION, 16, False, "Giáo viên")
_PHONE = TemplateColumn(Field.PHONE, 14, True, "0900000000")
_EMAIL = TemplateColumn(Field.EMAIL, 26, False, "vi.du@truong.example.vn")
_GROUPS = TemplateColumn(Field.GROUPS, 18, False, "Tổ TN; GV trẻ")
_ROLE = TemplateColumn(Field.ROLE, 14, False, ROLE_WORDS[0])
_NOTE = TemplateColumn(Field.NOTE, 26, False, "")

PEOPLE_COLUMNS = (
    *(_NUMBER, _CODE, _NAME, _BIRTHDAY, _UNIT, _SUBJECT, _POSITION, _PHONE, _EMAIL, _GROUPS, _ROLE, _NOTE),
)
ROSTER_COLUMNS = (_NUMBER, _NAME, _BIRTHDAY, _UNIT, _SUBJECT, _PHONE, _EMAIL, _GROUPS, _ROLE, _NOTE)


def people_template(intro: Sequence[str]) -> bytes:
    """The list of a unit's people. intro: lines at the top of the sheet "Hướng dẫn"."""
    return _template(PEOPLE_COLUMNS, intro)


def roster_template(intro: Sequence[str]) -> bytes:
    """The list of those who take a course."""
    return _template(ROSTER_COLUMNS, intro)


def _template(columns: Sequence[TemplateColumn], intro: Sequence[str]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_ONLY}) as book:
        _list_sheet(book, columns)
        _guide_sheet(book, columns, intro)
    return buffer.getvalue()


def _list_sheet(book: Any, columns: Sequence[TemplateColumn]) -> None:
    sheet = book.add_worksheet(LIST_SHEET)
    # all cells are texts, so that Excel neither eats the 0 of a phone nor swaps day and month
    text, example = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "italic": True})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, text)
        sheet.write_string(0, index, title_of(column.field), header_format(book))
        sheet.write_string(1, index, column.example, example)
    role = [column.field for column in columns].index(Field.ROLE)
    sheet.data_validation(1, role, _ROWS_TO_FILL, role, {"validate": "list", "source": list(ROLE_WORDS)})
    sheet.freeze_panes(1, 0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _guide_sheet(book: Any, columns: Sequence[TemplateColumn], intro: Sequence[str]) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, 2, 70)
    for row, line in enumerate(intro):
        sheet.write_string(row, 0, line)
    rows = [("Cột", "Bắt buộc", "Ví dụ")]
    rows += [(title_of(column.field), "x" if column.needed else "", _examples(column)) for column in columns]
    for row, cells in enumerate(rows, len(intro) + bool(intro)):
        for index, cell in enumerate(cells):
            sheet.write_string(row, index, cell, header_format(book) if cells is rows[0] else None)


def _examples(column: TemplateColumn) -> str:
    return "; ".join(ROLE_WORDS) if column.field is Field.ROLE else column.example


def corrections(
    bad: Iterable[BadRow], headers: Mapping[str, tuple[str, ...]], sentence: Callable[[BadRow], str]
) -> bytes:
    """The bad rows, sheet by sheet, each with what is wrong in a column "Lỗi cần sửa", to be mended and sent again.

    headers: of the PeopleFile that bad comes from. sentence: what to say of one problem.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    rows = _by_sheet_and_row(bad)
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_ONLY}) as book:
        looks: dict[str, dict[str, Any]] = {
            "text": {},
            "wrong": {"bg_color": "#FFD9D9"},
            "advice": {"text_wrap": True, "font_color": "#9C0006"},
        }
        formats = {name: book.add_format({"num_format": "@", "valign": "top", **look}) for name, look in looks.items()}
        used: set[str] = set()
        for name, problems in rows.items():
            sheet = book.add_worksheet(_free_name(name, used))
            _correction_sheet(sheet, headers[name], problems, sentence, {**formats, "head": header_format(book)})
    return buffer.getvalue()


def _by_sheet_and_row(bad: Iterable[BadRow]) -> dict[str, dict[int, list[BadRow]]]:
    rows: dict[str, dict[int, list[BadRow]]] = {}
    for problem in bad:
        rows.setdefault(problem.sheet, {}).setdefault(problem.row, []).append(problem)
    return rows


def _free_name(name: str, used: set[str]) -> str:
    """A name that Excel takes and that no other sheet has; Excel does not tell capitals apart."""
    free, number = sheet_name(name), 2
    while free.lower() in used:
        free, number = f"{sheet_name(name)[:26]} ({number})", number + 1
    used.add(free.lower())
    return free


def _correction_sheet(
    sheet: Any,
    header: Sequence[str],
    rows: Mapping[int, Sequence[BadRow]],
    sentence: Callable[[BadRow], str],
    formats: Mapping[str, Any],
) -> None:
    kept = [index for index, words in enumerate(header) if words and words != title_of(Field.ADVICE)]
    for place, index in enumerate(kept):
        sheet.set_column(place, place, max(12, len(header[index]) + 2), formats["text"])
        sheet.write_string(0, place, header[index], formats["head"])
    sheet.set_column(len(kept), len(kept), _ADVICE_WIDTH)
    sheet.write_string(0, len(kept), title_of(Field.ADVICE), formats["head"])
    for number, problems in enumerate(rows.values(), 1):
        wrong = {problem.column for problem in problems}
        cells = problems[0].cells
        for place, index in enumerate(kept):
            text = as_text(cells[index]) if index < len(cells) else ""
            write_text(sheet, number, place, text, formats["wrong" if column_letters(index) in wrong else "text"])
        said = "\n".join(dict.fromkeys(sentence(problem) for problem in problems))
        sheet.write_string(number, len(kept), said, formats["advice"])
    sheet.freeze_panes(1, 0)
