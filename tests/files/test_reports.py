"""Tables that leave the house: as .xlsx and as .csv."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from files.reports import harmless, sheet_name, table_to_csv, table_to_xlsx

HEADERS = ("Họ và tên", "SĐT", "Ngày", "Lúc", "Số")
ROW = ("Lê Thị Mận", "0900000123", date(2022, 12, 10), datetime(2022, 12, 10, 0, 30, tzinfo=UTC), 3)
DANGEROUS = ["=1+1", "+84900000123", "-2", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"]


def test_a_sheet_has_title_header_and_rows_with_local_moments() -> None:
    sheet = load_workbook(io.BytesIO(table_to_xlsx("Kết quả gửi", HEADERS, [ROW, ("Vũ Ổi", None)]))).active
    assert sheet.title == "Kết quả gửi"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Kết quả gửi", None, None, None, None],
        [None] * 5,
        list(HEADERS),
        [*ROW[:2], datetime(2022, 12, 10), datetime(2022, 12, 10, 7, 30), 3],  # noqa: DTZ001 - sheets know no zones
        ["Vũ Ổi", None, None, None, None],
    ]
    assert sheet["C4"].number_format == "dd/mm/yyyy"
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref == "A3:E5"


@pytest.mark.parametrize("text", [*DANGEROUS, "http://a.vn", "0912", "x" * 40_000, "a\x01b", ""])
def test_every_text_stays_a_text_in_a_sheet(text: str) -> None:
    sheet = load_workbook(io.BytesIO(table_to_xlsx("", ("a",), [(text,)]))).active
    cell = sheet["A2"]
    assert (cell.value or "").replace("_x0001_", "\x01").replace("_x000D_", "\r") == text[:32_767]
    assert cell.data_type in ("s", "n")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("A/B: [1]*?\\", "A B   1"), ("x" * 50, "x" * 31), ("", "Sheet1"), ("''", "Sheet1"), ("Ước mơ", "Ước mơ")],
)
def test_any_title_gives_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_in_csv(text: str) -> None:
    assert _read(table_to_csv(("a",), [(text,)])) == [["a"], [f"'{text}"]]


def test_csv_opens_with_its_marks_in_excel_and_quotes_what_needs_it() -> None:
    data = table_to_csv(HEADERS, [("Lê, Mận", 'a "b"\nc', *ROW[2:])])
    assert data.startswith(b"\xef\xbb\xbf")
    assert _read(data) == [list(HEADERS), ["Lê, Mận", 'a "b"\nc', "10/12/2022", "10/12/2022 07:30", "3"]]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=4))
def test_csv_gives_back_what_went_in_and_starts_no_formula(texts: list[str]) -> None:
    [_, row] = _read(table_to_csv(["a"] * len(texts), [texts]))
    assert row == [harmless(text) for text in texts]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def _read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
