"""Documents of every kind and every fault, made here, read through the real child process."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter
from fpdf import FPDF

from files.documents import NoText, parse, read_document
from files.refusals import FileProblem, FileRefused
from training.reading.documents import read_plan, to_json
from training.reading.plans.blocks import Block, Paragraph, Table

FONTS = [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    *Path(__file__).resolve().parents[2].glob("**/mpl-data/fonts/ttf/DejaVuSans.ttf"),
]
FONT = next((font for font in FONTS if font.exists()), None)
needs_font = pytest.mark.skipif(FONT is None, reason="no font with Vietnamese letters on this machine")


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def new_pdf() -> FPDF:
    pdf = FPDF()
    assert FONT
    pdf.add_font("dejavu", fname=str(FONT))
    pdf.add_font("dejavu", style="B", fname=str(FONT))
    pdf.set_font("dejavu", size=11)
    pdf.add_page()
    return pdf


def test_word_cells_merged_over_columns_and_rows_stand_in_each_of_their_places(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    grid = document.add_table(rows=4, cols=4)
    words = [
        "TT",
        "Nội dung",
        "Thời gian",
        "",
        "",
        "",
        "Sáng",
        "Chiều",
        "1",
        "Khai mạc",
        "7h30",
        "",
        "",
        "Mô đun 1",
        "",
        "13h30",
    ]
    for at, word in enumerate(words):
        grid.cell(at // 4, at % 4).text = word
    grid.cell(0, 2).merge(grid.cell(0, 3))
    grid.cell(2, 0).merge(grid.cell(3, 0))
    document.add_paragraph("Nơi nhận:")
    document.save(str(tmp_path / "plan.docx"))
    blocks = read_document(tmp_path / "plan.docx")
    assert texts(blocks) == ["KẾ HOẠCH", "Nơi nhận:"]
    assert tables(blocks)[0].rows == (
        ("TT", "Nội dung", "Thời gian", "Thời gian"),
        ("", "", "Sáng", "Chiều"),
        ("1", "Khai mạc", "7h30", ""),
        ("1", "Mô đun 1", "", "13h30"),
    )


def test_struck_through_words_are_no_longer_in_the_document(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ngày ")
    paragraph.add_run("10/3/2025").font.strike = True
    paragraph.add_run("17/3/2025")
    document.save(str(tmp_path / "plan.docx"))
    assert texts(read_document(tmp_path / "plan.docx")) == ["Ngày 17/3/2025"]


@needs_font
def test_a_pdf_gives_paragraphs_tables_and_no_page_numbers(tmp_path: Path) -> None:
    pdf = new_pdf()
    pdf.multi_cell(
        0, 6, "Sở Giáo dục tổ chức tập huấn cho giáo viên cốt cán các môn học của cấp trung học cơ sở năm học mới " * 2
    )
    with pdf.table(line_height=7) as table:
        for row in (
            ("TT", "Nội dung", "Thời gian"),
            ("1", "Khai giảng", "7h30 ngày 10/3/2025"),
            ("2", "Bế giảng", "12/3/2025"),
        ):
            table.row(row)
    pdf.set_y(-30)
    pdf.cell(0, 5, "1", align="C")
    pdf.add_page()
    pdf.multi_cell(0, 6, "Nơi nhận: các trường.")
    pdf.set_y(-30)
    pdf.cell(0, 5, "2", align="C")
    pdf.output(str(tmp_path / "plan.pdf"))
    blocks = read_document(tmp_path / "plan.pdf")
    assert len(texts(blocks)) == 2 and texts(blocks)[1] == "Nơi nhận: các trường."
    assert tables(blocks)[0].rows[1] == ("1", "Khai giảng", "7h30 ngày 10/3/2025")


@needs_font
def test_two_columns_of_a_pdf_are_read_one_after_the_other(tmp_path: Path) -> None:
    pdf = new_pdf()
    for number in range(14):
        pdf.set_xy(10, 20 + 7 * number)
        pdf.cell(80, 6, f"Dòng trái số {number} của cột thứ nhất.")
        pdf.set_xy(115, 20 + 7 * number)
        pdf.cell(80, 6, f"Dòng phải số {number} của cột thứ hai.")
    pdf.output(str(tmp_path / "plan.pdf"))
    told = " ".join(texts(read_document(tmp_path / "plan.pdf")))
    assert told.index("trái số 13") < told.index("phải số 0")


@needs_font
def test_two_columns_on_a_part_of_a_page_are_read_one_after_the_other(tmp_path: Path) -> None:
    pdf = new_pdf()
    pdf.multi_cell(0, 7, "KẾ HOẠCH\nTập huấn hè cho giáo viên, một dòng dài đi qua cả hai cột của trang giấy này.")
    top = pdf.get_y()
    for number in range(6):
        pdf.set_xy(10, top + 7 * number)
        pdf.cell(80, 6, f"Dòng trái số {number} của cột thứ nhất.")
        pdf.set_xy(115, top + 7 * number)
        pdf.cell(80, 6, f"Dòng phải số {number} của cột thứ hai.")
    pdf.set_xy(10, top + 50)
    pdf.multi_cell(0, 7, "Các trường tạo điều kiện để giáo viên tham dự đầy đủ, đúng thời gian như kế hoạch này.")
    pdf.output(str(tmp_path / "plan.pdf"))
    told = " ".join(texts(read_document(tmp_path / "plan.pdf")))
    assert told.index("KẾ HOẠCH") < told.index("trái số 5") < told.index("phải số 0") < told.index("Các trường")


def test_a_table_cut_by_the_end_of_a_page_is_one_table(tmp_path: Path) -> None:
    pdf = new_pdf()
    with pdf.table(line_height=7) as table:
        table.row(("TT", "Nội dung", "Thời gian"))
        for number in range(1, 60):
            table.row((str(number), f"Chuyên đề {number}", f"{number % 28 + 1}/3/2025"))
    pdf.output(str(tmp_path / "plan.pdf"))
    (table_read,) = tables(read_document(tmp_path / "plan.pdf"))
    assert [row[0] for row in table_read.rows[1:]] == [str(number) for number in range(1, 60)]


def test_a_workbook_gives_paragraphs_tables_and_dates_as_people_write_them(tmp_path: Path) -> None:
    import datetime as dt

    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        sheet = book.add_worksheet("Lịch")
        sheet.merge_range("A1:C1", "LỊCH TẬP HUẤN NĂM 2025")
        sheet.write_row("A3", ["TT", "Nội dung", "Ngày"])
        sheet.write_row("A4", [1, "Khai mạc"])
        sheet.write_datetime("C4", dt.datetime(2025, 3, 10), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001
        sheet.write("B5", "Bế mạc")
        sheet.write("C5", "11/3/2025")
        book.add_worksheet("Nháp").hide()
    blocks = read_document(tmp_path / "plan.xlsx")
    assert texts(blocks) == ["LỊCH TẬP HUẤN NĂM 2025"]
    assert tables(blocks)[0].rows[1:] == (("1", "Khai mạc", "10/3/2025"), ("", "Bế mạc", "11/3/2025"))


def docx_bytes() -> bytes:
    stream = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kế hoạch")
    document.save(stream)
    return stream.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TCVN3 = "KÕ ho¹ch båi d­ìng gi¸o viªn n¨m häc míi cña Së Gi¸o dôc vµ §µo t¹o ".encode() * 5
FAULTS = [
    ("empty.txt", b"", FileProblem.EMPTY),
    ("blank.txt", b" \n\n\t\n", FileProblem.EMPTY),
    ("page.xlsx", b"\xef\xbb\xbf\n<!DOCTYPE html><html><table><tr><td>1", FileProblem.WEB_PAGE),
    ("old.doc", OLE + "WordDocument".encode("utf-16-le"), FileProblem.WRONG_KIND),
    ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), FileProblem.PASSWORD),
    ("cut.docx", docx_bytes()[:-900], FileProblem.CUT_OFF),
    ("other.zip", zipped("readme.txt", b"hello"), FileProblem.WRONG_KIND),
    ("hollow.docx", zipped("word/document.xml", b"<a/>"), FileProblem.CUT_OFF),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat", FileProblem.CUT_OFF),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, FileProblem.WRONG_KIND),
    ("program.txt", b"MZ\x00\x01\x02", FileProblem.WRONG_KIND),
    ("font.txt", TCVN3, FileProblem.UNREADABLE),
]


@pytest.mark.parametrize(("name", "content", "code"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_what_cannot_be_taken_is_refused_with_its_code(
    tmp_path: Path, name: str, content: bytes, code: FileProblem
) -> None:
    (tmp_path / name).write_bytes(content)
    reader = read_document if name in ("empty.txt", "page.xlsx") else parse  # a child for each would take long
    with pytest.raises(FileRefused) as caught:
        reader(str(tmp_path / name))
    assert caught.value.code is code


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    (tmp_path / "bomb.docx").write_bytes(zipped("word/document.xml", bytes(220_000_000)))
    with pytest.raises(FileRefused) as caught:
        parse(str(tmp_path / "bomb.docx"))
    assert caught.value.code is FileProblem.UNPACKS_TOO_BIG


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.pdf").open("wb") as stream:
        stream.truncate(21 * 1024 * 1024)
    with pytest.raises(FileRefused) as caught:
        read_document(tmp_path / "huge.pdf")
    assert caught.value.code is FileProblem.TOO_BIG


def test_a_pdf_of_pictures_says_that_it_is_a_scan(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.image(_picture(), 10, 10, 100)
    pdf.output(str(tmp_path / "scan.pdf"))
    with pytest.raises(FileRefused) as caught:
        read_document(tmp_path / "scan.pdf")
    assert caught.value.values["why"] is NoText.SCANNED


def _picture() -> io.BytesIO:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "grey").save(stream, "PNG")
    stream.seek(0)
    return stream


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.output(str(tmp_path / "locked.pdf"))
    with pytest.raises(FileRefused) as caught:
        read_document(tmp_path / "locked.pdf")
    assert caught.value.code is FileProblem.PASSWORD


TEXTS = [
    ("utf-8-sig", "Kế hoạch"),
    ("utf-16", "Kế hoạch"),
    ("utf-8", "Kế hoạch"),
]


@pytest.mark.parametrize(("encoding", "words"), TEXTS)
def test_texts_in_the_usual_encodings_are_read(tmp_path: Path, encoding: str, words: str) -> None:
    (tmp_path / "plan.txt").write_bytes(words.encode(encoding))
    assert parse(str(tmp_path / "plan.txt")) == [Paragraph(words)]


def times(blocks: list[Block]) -> list[tuple[str, str, str | None]]:
    """Kind, start and place of each activity of a document."""
    return [(one["kind"], one["start"], one["place"]) for one in to_json(read_plan(blocks))["activities"]]


ROWS = [
    ("TT", "Nhóm", "Nội dung", "Ngày", "Buổi", "Địa điểm"),
    ("1", "Nhóm 1", "Tập huấn môn Toán", "10/3/2025", "Sáng (7h30 - 11h00)", "Phòng 101"),
    ("1", "Nhóm 1", "Tập huấn môn Toán", "10/3/2025", "Chiều (13h30 - 17h00)", "Phòng 102"),
    ("2", "Nhóm 2", "Tập huấn môn Văn", "11/3/2025", "Sáng (7h30 - 11h00)", "Phòng 101"),
]
WANTED = [
    ("in_person", "2025-03-10T07:30", "Phòng 101"),
    ("in_person", "2025-03-10T13:30", "Phòng 102"),
    ("in_person", "2025-03-11T07:30", "Phòng 101"),
]


def test_a_word_schedule_with_merged_cells_becomes_a_plan(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("TRƯỜNG THPT MẪU", "Số: 5/KH-THPT", "Mẫu, ngày 01 tháng 3 năm 2025", "KẾ HOẠCH", "Tập huấn giáo viên"):
        document.add_paragraph(line)
    grid = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for at, row in enumerate(ROWS):
        for column, cell in enumerate(row):
            grid.cell(at, column).text = "" if at == 2 and column < 4 else cell
    for column in range(4):
        grid.cell(1, column).merge(grid.cell(2, column))
    document.save(str(tmp_path / "plan.docx"))
    blocks = read_document(tmp_path / "plan.docx")
    assert times(blocks) == WANTED
    assert to_json(read_plan(blocks))["number"] == "5/KH-THPT"


@needs_font
def test_a_pdf_schedule_becomes_a_plan(tmp_path: Path) -> None:
    pdf = new_pdf()
    for line in ("TRƯỜNG THPT MẪU", "Số: 5/KH-THPT", "Mẫu, ngày 01 tháng 3 năm 2025", "KẾ HOẠCH", "Tập huấn giáo viên"):
        pdf.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(line_height=7) as table:
        for row in ROWS:
            table.row(row)
    pdf.ln(4)
    pdf.multi_cell(
        0, 7, "Các trường gửi danh sách về nhà trường trước 16h00 ngày 05/3/2025. " + "Đề nghị thực hiện. " * 6
    )
    pdf.output(str(tmp_path / "plan.pdf"))
    read = times(read_document(tmp_path / "plan.pdf"))
    assert read[:3] == WANTED
    assert read[3][:2] == ("deadline", "2025-03-05T16:00")


def test_a_workbook_schedule_becomes_a_plan(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        sheet = book.add_worksheet("Lịch")
        sheet.write("A1", "KẾ HOẠCH")
        sheet.write("A2", "Tập huấn giáo viên năm 2025")
        for at, row in enumerate(ROWS):
            sheet.write_row(at + 3, 0, row)
        for column in range(4):
            sheet.merge_range(4, column, 5, column, ROWS[1][column])
    assert times(read_document(tmp_path / "plan.xlsx")) == WANTED
