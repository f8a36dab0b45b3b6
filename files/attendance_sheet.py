"""The attendance list of a session as .xlsx: to be signed by hand, or with the marks that were recorded.

The form follows Nghị định 30/2020/NĐ-CP, Phụ lục I, as far as a spreadsheet can.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from files.reports import TEXT_ONLY, sheet_name, write_text
from training.reading.vietnamese import sort_key

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
TITLE = "DANH SÁCH ĐIỂM DANH"
TO_SIGN = ("Sáng ký", "Chiều ký")
_FIXED = (("TT", 5), ("Họ và tên", 25), ("Ngày sinh", 11), ("Đơn vị", 26), ("Môn", 12))
_MARK_WIDTH, _NOTE = 11, ("Ghi chú", 14)
_LEFT_BLOCK = 2  # the last column of the issuer's block; the nation's begins after it
_ROW_TO_SIGN = 24  # points, room for a signature
_LINE = 17  # points of one line of text; programs do not fit the height of merged and wrapped cells by themselves
_CM = 1 / 2.54  # inches


@dataclass(frozen=True, slots=True)
class Attendee:
    """A line of the list. marks: one text for each mark column, such as "Có mặt 07:25"; empty where one signs."""

    name: str
    birthday: date | None = None
    unit: str | None = None
    subject: str | None = None
    marks: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """superior, issuer: the bodies at the top left. lines: what stands under the title (plan, course, session, place).

    columns: over the marks. totals: lines after the count of people. dated: "Hải Phòng, ngày 10 tháng 12 năm 2022".
    signers: who signs, left to right; names and signatures stay blank.
    """

    issuer: str
    people: Sequence[Attendee]
    superior: str | None = None
    title: str = TITLE
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = TO_SIGN
    totals: tuple[str, ...] = ()
    dated: str | None = None
    signers: tuple[str, ...] = ()


def attendance_xlsx(values: AttendanceList) -> bytes:
    """An A4 sheet, people by given name in Vietnamese order, the header row repeated on each page."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **TEXT_ONLY}) as book:
        sheet = book.add_worksheet(sheet_name(values.title.capitalize()))
        formats = _formats(book)
        widths = [*_FIXED, *((column, _MARK_WIDTH) for column in values.columns), _NOTE]
        for column, (_, width) in enumerate(widths):
            sheet.set_column(column, column, width)
        header = _write_heading(sheet, values, len(widths) - 1, formats)
        for column, (words, _) in enumerate(widths):
            sheet.write_string(header, column, words, formats["head"])
        foot = _write_people(sheet, values, header + 1, formats)
        _write_foot(sheet, values, foot, len(widths) - 1, formats)
        _set_page(sheet, header)
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 12}
    middle = {"align": "center", "valign": "vcenter", "text_wrap": True}
    looks: dict[str, dict[str, Any]] = {
        "superior": {**middle, "font_size": 12},
        "issuer": {**middle, "font_size": 12, "bold": True, "underline": 1},
        "nation": {**middle, "font_size": 12, "bold": True},
        "motto": {**middle, "font_size": 13, "bold": True, "underline": 1},
        "title": {**middle, "font_size": 14, "bold": True},
        "line": {**middle, "font_size": 13},
        "dated": {**middle, "font_size": 13, "italic": True},
        "signer": {**middle, "font_size": 13, "bold": True},
        "total": {"font_size": 13, "italic": True},
        "head": {**cell, "bold": True, "align": "center"},
        "text": {**cell, "num_format": "@"},
        "centre": {**cell, "align": "center"},
        "day": {**cell, "num_format": "dd/mm/yyyy", "align": "center"},
    }
    return {name: book.add_format({"font_name": "Times New Roman", **look}) for name, look in looks.items()}


def _write_heading(sheet: Any, values: AttendanceList, last: int, formats: Mapping[str, Any]) -> int:
    """The national heading, the title and its lines; returns the row for the table's header."""
    left = [(values.superior, "superior")] if values.superior else []
    left.append((values.issuer, "issuer"))
    right = [(NATION, "nation"), (MOTTO, "motto")]
    for row, (text, look) in enumerate(left):
        _across(sheet, row, 0, _LEFT_BLOCK, text, formats[look])
    for row, (text, look) in enumerate(right):
        sheet.merge_range(row, _LEFT_BLOCK + 1, row, last, text, formats[look])
    row = max(len(left), len(right)) + 1
    for text, look in [(values.title, "title"), *((line, "line") for line in values.lines)]:
        _across(sheet, row, 0, last, text, formats[look])
        row += 1
    return row + 1


def _across(sheet: Any, row: int, first: int, last: int, text: str, look: Any) -> None:
    """A text over several columns, the row as high as its lines need."""
    width = sum(width for _, width in _FIXED[first : last + 1]) + max(0, last - len(_FIXED) + 1) * _MARK_WIDTH
    sheet.set_row(row, _LINE * _lines_of(text, width))
    sheet.merge_range(row, first, row, last, text, look)


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column; capitals are a quarter wider than the widths count."""
    wide = 1.25 if text.isupper() else 1.1
    return sum(max(1, -(-int(len(line) * wide) // width)) for line in text.split("\n"))


def _write_people(sheet: Any, values: AttendanceList, first: int, formats: Mapping[str, Any]) -> int:
    people = sorted(values.people, key=lambda person: sort_key(person.name))
    for row, person in enumerate(people, first):
        marks = [*person.marks, *[""] * len(values.columns)][: len(values.columns)]
        texts = [person.unit or "", person.subject or "", *marks, person.note or ""]
        widths = [width for _, width in _FIXED[3:]] + [_MARK_WIDTH] * len(marks) + [_NOTE[1]]
        lines = [_lines_of(text, width) for text, width in zip(texts, widths, strict=True)]
        sheet.set_row(row, max(_ROW_TO_SIGN, _LINE * max(*lines, _lines_of(person.name, _FIXED[1][1]))))
        sheet.write_number(row, 0, row - first + 1, formats["centre"])
        sheet.write_string(row, 1, person.name, formats["text"])
        _write_day(sheet, row, person.birthday, formats)
        for column, text in enumerate(texts, 3):
            write_text(sheet, row, column, text, formats["text"])
    return first + len(people)


def _write_day(sheet: Any, row: int, day: date | None, formats: Mapping[str, Any]) -> None:
    if day:
        sheet.write_datetime(row, 2, day, formats["day"])
    else:
        sheet.write_blank(row, 2, None, formats["day"])


def _write_foot(sheet: Any, values: AttendanceList, row: int, last: int, formats: Mapping[str, Any]) -> None:
    for line in (f"Danh sách ấn định {len(values.people)} người.", *values.totals):
        row += 1
        sheet.write_string(row, 1, line, formats["total"])
    row += 2
    if values.dated:
        sheet.merge_range(row, _LEFT_BLOCK + 1, row, last, values.dated, formats["dated"])
        row += 1
    for number, signer in enumerate(values.signers):
        begin = number * (last + 1) // len(values.signers)
        end = (number + 1) * (last + 1) // len(values.signers) - 1
        sheet.merge_range(row, begin, row, end, signer, formats["signer"])


def _set_page(sheet: Any, header: int) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=3 * _CM, right=1.5 * _CM, top=2 * _CM, bottom=2 * _CM)
    sheet.set_header("&C&P")
    sheet.repeat_rows(header)
    sheet.freeze_panes(header + 1, 0)
    sheet.center_horizontally()
