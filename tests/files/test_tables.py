"""Spreadsheets and text files as they come, whole and broken, honest and hostile."""

import io
import pickle
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from files import csv_tables
from files.refusals import FileProblem, FileRefused
from files.tables import COLUMN_LIMIT, ROW_LIMIT, SIZE_LIMIT, Sheet, column_letters, parse, read_table

XLS = Path(__file__).parent / "people.xls"
TABLE = (("Họ và tên", "Trường"), ("Lê Thị Mận", "THCS Mẫu, quận Thử"), ("Đỗ Ước", "Tiểu học Hoà Bình"))
TEXT = '"Họ và tên","Trường"\n"Lê Thị Mận","THCS Mẫu, quận Thử"\n"Đỗ Ước","Tiểu học Hoà Bình"\n'


def xlsx(fill: Callable[[Workbook], Any] = lambda book: None) -> bytes:
    book = Workbook()
    for row in TABLE:
        book.active.append(row)
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def repacked(package: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with its parts changed; a part changed to None is left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def ods(cells: str) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="DS">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return buffer.getvalue()


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def save(data: bytes, name: str = "ds.xlsx") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return save


def refusal(path: Path, reader: Callable[[Any], object] = parse) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        reader(path)
    return refused.value


def test_a_workbook_is_read_in_a_child_process_with_its_rows_as_people_see_them(saved: Callable[..., Path]) -> None:
    def fill(book: Workbook) -> None:
        book.active["A5"], book.active["C6"], book.active["D6"] = date(1980, 8, 5), 900000123, True

    [sheet] = read_table(saved(xlsx(fill), "Danh sách.xlsx"))
    assert sheet.rows == (*TABLE, (), (date(1980, 8, 5),), (None, None, 900000123.0, True))


@pytest.mark.parametrize("name", ["ds.xls", "ds.csv", "ds", "ds.pdf"])
def test_the_content_counts_and_not_the_name(saved: Callable[..., Path], name: str) -> None:
    assert parse(str(saved(xlsx(), name)))[0].rows == TABLE


@pytest.mark.parametrize("name", ["people.xls", "people.xlsx"])
def test_an_old_workbook_is_read_under_either_name(saved: Callable[..., Path], name: str) -> None:
    first, hidden = parse(str(saved(XLS.read_bytes(), name)))
    assert first.rows[3] == (1, "Lê Thị Mận", date(1980, 8, 5), 900000123.0)
    assert (hidden.hidden, hidden.rows) == (True, ())


def test_an_open_document_is_read(saved: Callable[..., Path]) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>Lê Mận</text:p></table:table-cell>'
    assert parse(str(saved(ods(f"<table:table-row>{cell}</table:table-row>"))))[0].rows == (("Lê Mận",),)


def test_hidden_sheets_are_named_and_not_read(saved: Callable[..., Path]) -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Ẩn").append(["bí mật"])
        book["Ẩn"].sheet_state = "veryHidden"

    assert parse(str(saved(xlsx(hide))))[1] == Sheet("Ẩn", (), hidden=True)


def test_formulas_saved_without_a_value_are_pointed_at(saved: Callable[..., Path]) -> None:
    def fill(book: Workbook) -> None:
        book.active["B3"], book.active["AA4"] = "=A1&A2", "=SUM(A1:A2)"
        book.create_sheet("2")["A1"] = "=1"

    first, second = parse(str(saved(xlsx(fill))))
    assert first.uncomputed == {(3, 1), (4, 26)}
    assert second.uncomputed == {(1, 0)}


def test_a_formula_with_its_value_is_that_value(saved: Callable[..., Path]) -> None:
    def compute(name: str, part: bytes) -> bytes:
        return part.replace(b"</f><v></v>", b"</f><v>7</v>").replace(b"</f><v/>", b"</f><v>7</v>")

    data = repacked(xlsx(lambda book: book.active.append(["=3+4"])), compute)
    [sheet] = parse(str(saved(data)))
    assert sheet.rows[3] == (7.0,)
    assert not sheet.uncomputed


def test_cells_merged_downwards_know_where_their_value_stands(saved: Callable[..., Path]) -> None:
    [sheet] = parse(str(saved(xlsx(lambda book: book.active.merge_cells("B2:B3")))))
    assert sheet.merged == {(3, 1): 2}


def test_a_1904_workbook_is_told_and_its_dates_are_right(saved: Callable[..., Path]) -> None:
    def fill(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active["A4"] = date(1980, 8, 5)

    [sheet] = parse(str(saved(xlsx(fill))))
    assert sheet.uses_1904
    assert sheet.rows[3] == (date(1980, 8, 5),)


@pytest.mark.parametrize("dimension", [b'ref="A1"', b'ref="A1:A1"', b'ref="A1:XFD1048576"'])
def test_a_wrong_dimension_loses_nothing(saved: Callable[..., Path], dimension: bytes) -> None:
    data = repacked(xlsx(), lambda name, part: part.replace(b'<dimension ref="A1:B3"', b"<dimension " + dimension))
    assert data != xlsx()
    assert parse(str(saved(data)))[0].rows == TABLE


@pytest.mark.parametrize(
    ("cell", "code", "value"),
    [
        ("XFD1048576", FileProblem.TOO_MANY_ROWS, "XFD1048576"),
        ("A1048576", FileProblem.TOO_MANY_ROWS, "B1048576"),
        ("XFD2", FileProblem.TOO_MANY_COLUMNS, "XFD3"),
        (f"A{ROW_LIMIT + 1}", FileProblem.TOO_MANY_ROWS, f"B{ROW_LIMIT + 1}"),
        ("BI1", FileProblem.TOO_MANY_COLUMNS, "BI3"),
    ],
)
def test_a_cell_far_away_is_told_at_once(saved: Callable[..., Path], cell: str, code: FileProblem, value: str) -> None:
    def fill(book: Workbook) -> None:
        book.active[cell] = 1

    refused = refusal(saved(xlsx(fill)))
    assert (refused.code, refused.values["cell"], refused.values["sheet"]) == (code, value, "Sheet")


@pytest.mark.parametrize("cell", [f"A{ROW_LIMIT}", "BH1"])
def test_the_limits_themselves_are_allowed(saved: Callable[..., Path], cell: str) -> None:
    def fill(book: Workbook) -> None:
        book.active[cell] = "x"

    assert column_letters(COLUMN_LIMIT - 1) == "BH"
    assert parse(str(saved(xlsx(fill))))[0].rows[1] == TABLE[1]


def test_formatted_but_empty_cells_far_away_are_no_matter(saved: Callable[..., Path]) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    data = repacked(xlsx(), lambda name, part: part.replace(b"</sheetData>", far))
    assert parse(str(saved(data)))[0].rows == TABLE


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def entities(name: str, part: bytes) -> bytes:
    return part.replace(b"<worksheet", LAUGHS + b"<worksheet", 1)


def locked(name: str, part: bytes) -> bytes:
    return b"<manifest><encryption-data/></manifest>" if name == "META-INF/manifest.xml" else part


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", FileProblem.EMPTY),
        (b"   \n\n", FileProblem.EMPTY),
        (b"\xef\xbb\xbf", FileProblem.EMPTY),
        (b" " * (SIZE_LIMIT + 1), FileProblem.TOO_BIG),
        (xlsx()[:2000], FileProblem.CUT_OFF),
        (xlsx()[:-30], FileProblem.CUT_OFF),
        (b"PK\x03\x04", FileProblem.CUT_OFF),
        (XLS.read_bytes()[:3000], FileProblem.CUT_OFF),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", FileProblem.WEB_PAGE),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><table></table>", FileProblem.WEB_PAGE),
        (b"<TABLE border=1>", FileProblem.WEB_PAGE),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, FileProblem.PASSWORD),
        (repacked(ods(""), locked), FileProblem.PASSWORD),
        (repacked(xlsx(), entities), FileProblem.ENTITIES),
        (b"%PDF-1.7 ...", FileProblem.WRONG_KIND),
        (b'<?xml version="1.0"?><Workbook/>', FileProblem.WRONG_KIND),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), FileProblem.WRONG_KIND),
        (repacked(xlsx(), lambda name, part: part if "xl/" not in name else None), FileProblem.WRONG_KIND),
        (bytes(range(1, 32)) * 50, FileProblem.UNREADABLE),
        (repacked(xlsx(), lambda name, part: b"<x" if "sheet1" in name else part), FileProblem.UNREADABLE),
        (repacked(xlsx(), lambda name, part: b"\xff" if name == "xl/workbook.xml" else part), FileProblem.UNREADABLE),
    ],
)
def test_each_broken_file_is_refused_with_its_reason(
    saved: Callable[..., Path], data: bytes, code: FileProblem
) -> None:
    assert refusal(saved(data), read_table).code is code


def test_a_document_under_a_spreadsheet_s_name_is_told_by_its_kind(saved: Callable[..., Path]) -> None:
    def as_document(name: str, part: bytes) -> bytes | None:
        return None if name.startswith("xl/") else part

    buffer = io.BytesIO(repacked(xlsx(), as_document))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/document.xml", "<w/>")
    assert refusal(saved(buffer.getvalue())).values == {"kind": "docx"}


def test_a_zip_bomb_is_refused_before_it_goes_off(saved: Callable[..., Path]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", bytes(201 << 20))
    assert len(buffer.getvalue()) < 2 << 20
    assert refusal(saved(buffer.getvalue())).code is FileProblem.UNPACKS_TOO_BIG


def test_a_bomb_that_lies_about_its_size_is_refused_too(saved: Callable[..., Path]) -> None:
    data = bytearray(xlsx(lambda book: [book.active.append(["x" * 100]) for _ in range(200)]))
    place = data.index(b"xl/worksheets/sheet1.xml", data.index(b"PK\x01\x02"))
    data[place - 46 + 24 : place - 46 + 28] = (10).to_bytes(4, "little")
    assert refusal(saved(bytes(data))).code in (FileProblem.CUT_OFF, FileProblem.UNREADABLE, FileProblem.EMPTY)


@pytest.mark.parametrize(
    ("rows", "columns", "code"),
    [
        (1_000_000, 60, FileProblem.TOO_HUNGRY),
        (1_048_576, 16_384, FileProblem.UNREADABLE),  # the reader itself declines
        (2, 61, FileProblem.TOO_MANY_COLUMNS),
        (ROW_LIMIT + 1, 2, FileProblem.TOO_MANY_ROWS),
    ],
)
def test_a_cell_repeated_without_end_costs_a_child_and_nothing_else(
    saved: Callable[..., Path], rows: int, columns: int, code: FileProblem
) -> None:
    attributes = f'office:value-type="string" table:number-columns-repeated="{columns}"'
    cell = f"<table:table-cell {attributes}><text:p>x</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    assert refusal(saved(ods(row), "ds.ods"), read_table).code is code


def test_a_file_that_is_not_there_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "none.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-8-nfd"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_text_is_read_in_every_encoding_with_every_delimiter(
    saved: Callable[..., Path], encoding: str, delimiter: str, line_end: str
) -> None:
    text = TEXT.replace('","', f'"{delimiter}"').replace("\n", line_end)
    if encoding == "utf-8-nfd":
        encoding, text = "utf-8", unicodedata.normalize("NFD", text)
    assert parse(str(saved(text.encode(encoding), "ds.csv")))[0].rows == TABLE


def test_windows_1258_is_read(saved: Callable[..., Path]) -> None:
    typed = "Họ và tên,Đơn vị\nLê Thị Mận,Trường Ước Mơ\nĐỗ Nguyễn,Tiểu học\n"
    data = _as_1258(typed)
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert csv_tables.decode(data) == typed


def _as_1258(text: str) -> bytes:
    """As Windows stores it: â ê ô ă ơ ư whole, tones as letters of their own."""
    out = b""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        out += (base + tones).encode("cp1258")
    return out


def test_bytes_of_an_old_font_stay_recognisable() -> None:
    assert csv_tables.decode("TrÇn ThÞ Hång,NguyÔn V¨n B×nh".encode("cp1252")) == "TrÇn ThÞ Hång,NguyÔn V¨n B×nh"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("sep=;\na;b,c\n", [("a", "b,c")]),
        (
            "DANH SÁCH\n\nTên;Trường\nA;THCS M, N\nB;THCS P, Q, R\n",
            [("DANH SÁCH",), (), ("Tên", "Trường"), ("A", "THCS M, N"), ("B", "THCS P, Q, R")],
        ),
        ('a,"b\nc"\n', [("a", "b\nc")]),
        ('a,"b ""c"""\n', [("a", 'b "c"')]),
        ("a\u2028b,c\n", [("a\u2028b", "c")]),
        ("một cột\nhai\n", [("một cột",), ("hai",)]),
        ('a,"không đóng\n', [("a", "không đóng\n")]),
    ],
)
def test_delimiters_are_told_by_what_the_lines_agree_on(text: str, rows: list[tuple[str, ...]]) -> None:
    assert list(csv_tables.rows_of(text)) == rows


def test_a_cell_of_a_text_file_beyond_all_measure_is_refused(saved: Callable[..., Path]) -> None:
    assert refusal(saved(b'a,"' + b"x" * 200_000, "ds.csv")).code is FileProblem.UNREADABLE


def test_text_with_too_many_rows_or_columns_is_refused(saved: Callable[..., Path]) -> None:
    assert refusal(saved(b"a,b\n" * (ROW_LIMIT + 1), "ds.csv")).code is FileProblem.TOO_MANY_ROWS
    assert refusal(saved(b"a," * 5000 + b"a", "ds.csv")).code is FileProblem.TOO_MANY_COLUMNS


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading_of_text(data: bytes) -> None:
    try:
        list(csv_tables.rows_of(csv_tables.decode(data)))
    except FileRefused as refused:
        assert refused.code is FileProblem.UNREADABLE


def test_a_refusal_travels_between_processes() -> None:
    refused = pickle.loads(pickle.dumps(FileRefused(FileProblem.TOO_BIG, size=3, limit=2)))
    assert (refused.code, refused.values) == (FileProblem.TOO_BIG, {"size": 3, "limit": 2})
