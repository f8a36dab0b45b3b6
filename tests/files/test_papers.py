"""Papers of an office: read back from the .pdf, the .docx and the .xlsx as others will open them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from files.papers.lines import balanced
from files.papers.model import MOTTO, NATION, Column, Paper, Signer
from files.papers.pdf import papers_pdf
from files.papers.sheet import papers_xlsx
from files.papers.word import papers_docx

COLUMNS = (Column("TT", 9, centred=True), Column("Họ và tên", 40), Column("Đơn vị", 45), Column("Sáng ký", 20))
LONG = "Trường Phổ thông Dân tộc Bán trú Tiểu học và Trung học cơ sở Mẫu Sơn Thượng"


def paper(people: int = 3, **values: Any) -> Paper:
    named = [(number, LONG if number % 3 else "THCS Mẫu") for number in range(1, people + 1)]
    rows = [(str(number), f"Nguyễn Thị Số {number}", unit, "") for number, unit in named]
    usual: dict[str, Any] = {
        "superior": "UBND THÀNH PHỐ MẪU",
        "lines": ("Lớp tập huấn mẫu", "Thứ Bảy, 10/12/2022"),
        "totals": (f"Danh sách ấn định {people} người.",),
        "dated": "Mẫu, ngày 05 tháng 01 năm 2023",
        "signers": (Signer("GIẢNG VIÊN", "(Ký, ghi rõ họ tên)"), Signer("TM. BAN TỔ CHỨC")),
        "recipients": ("Sở GDĐT;", "Lưu: VT."),
    }
    return Paper("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "DANH SÁCH ĐIỂM DANH", COLUMNS, rows, **{**usual, **values})


def pages(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


class TestPdf:
    def test_the_heading_title_table_and_foot_stand_on_it(self) -> None:
        text = "\n".join(pages(papers_pdf([paper()])))
        heading = (NATION, MOTTO, "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "DANH SÁCH ĐIỂM DANH")
        foot = ("Danh sách ấn định 3 người.", "Mẫu, ngày 05 tháng 01 năm 2023", "TM. BAN TỔ CHỨC", "Nơi nhận:")
        assert [words for words in (*heading, "Nguyễn Thị Số 3", *foot) if words not in text] == []

    def test_the_header_comes_again_and_pages_are_numbered_from_the_second(self) -> None:
        read = pages(papers_pdf([paper(60)]))
        assert len(read) > 2
        assert all("Họ và tên" in page for page in read)
        assert [page.splitlines()[0] for page in read[1:]] == [str(number) for number in range(2, len(read) + 1)]
        assert read[0].splitlines()[0] != "1"

    def test_every_person_stands_on_it_once(self) -> None:
        words = "\n".join(pages(papers_pdf([paper(200)])))
        found = [len(re.findall(rf"Nguyễn Thị Số {number}(?!\d)", words)) for number in range(1, 201)]
        assert found == [1] * 200

    def test_nothing_leaves_the_page(self) -> None:
        with pdfplumber.open(io.BytesIO(papers_pdf([paper(30), paper(30, landscape=True)]))) as pdf:
            for page in pdf.pages:
                assert all(one["x0"] > 20 and one["x1"] < page.width - 20 for one in page.chars)
                assert all(one["bottom"] < page.height - 20 for one in page.chars)
                assert all(rect["bottom"] < page.height - 50 for rect in page.rects)

    def test_the_rule_under_the_motto_is_as_long_as_the_motto(self) -> None:
        with pdfplumber.open(io.BytesIO(papers_pdf([paper()]))) as pdf:
            page = pdf.pages[0]
            motto = next(line for line in page.extract_text_lines() if MOTTO in line["text"])
            right = [one for one in motto["chars"] if one["x0"] > page.width * 0.5]
            longest = max(line["x1"] - line["x0"] for line in page.lines)
        assert longest == pytest.approx(right[-1]["x1"] - right[0]["x0"], abs=2)

    def test_fonts_are_embedded(self) -> None:
        with pdfplumber.open(io.BytesIO(papers_pdf([paper()]))) as pdf:
            names = {char["fontname"] for char in pdf.pages[0].chars}
        assert names
        assert all("+LiberationSerif" in name for name in names)

    def test_signatures_are_not_torn_from_their_date(self) -> None:
        for people in (9, 14, 19):
            last = pages(papers_pdf([paper(people)]))
            holding = [page for page in last if "TM. BAN TỔ CHỨC" in page]
            assert "ngày 05 tháng 01" in holding[0]

    def test_several_papers_begin_on_pages_and_numbers_of_their_own(self) -> None:
        read = pages(papers_pdf([paper(1), paper(40), paper(1)]))
        assert [page.splitlines()[0] == "2" for page in read].count(True) == 1
        assert sum(NATION in page for page in read) == 3

    @pytest.mark.parametrize("name", ["x" * 200, "", "🙂 Nguyễn", "A\nB", "<b>Lan</b>", " ".join(["dài"] * 200)])
    def test_whatever_a_name_is_it_stays_in_its_cell(self, name: str) -> None:
        with pdfplumber.open(io.BytesIO(papers_pdf([_named(name)]))) as pdf:
            page = pdf.pages[0]
            rows = [rect for rect in page.rects if rect["height"] > 1]
            left, right = rows[5]["x0"], rows[5]["x1"]  # the name's cell in the first row under the header's four
            beside = [one for one in page.chars if rows[5]["top"] < one["top"] < rows[5]["bottom"]]
            inside = [one for one in beside if left <= one["x0"] < right]
            assert all(one["x1"] <= right + 0.5 for one in inside)


def _named(name: str) -> Paper:
    return Paper("SỞ MẪU", "DANH SÁCH", COLUMNS, [("1", name, "THCS Mẫu", "")])


class TestWord:
    def test_it_opens_with_heading_header_row_and_signatures(self) -> None:
        document = docx.Document(io.BytesIO(papers_docx([paper()])))
        heading, table, signed = document.tables
        assert MOTTO in heading.cell(0, 1).text
        assert "UBND THÀNH PHỐ MẪU" in heading.cell(0, 0).text
        assert [cell.text for cell in table.rows[0].cells] == ["TT", "Họ và tên", "Đơn vị", "Sáng ký"]
        assert [row.cells[1].text for row in table.rows[1:]] == [f"Nguyễn Thị Số {number}" for number in (1, 2, 3)]
        assert "TM. BAN TỔ CHỨC" in signed.cell(0, 1).text
        assert "Danh sách ấn định 3 người." in [one.text for one in document.paragraphs]

    def test_the_header_row_repeats_rows_hold_together_and_page_one_has_no_number(self) -> None:
        document = docx.Document(io.BytesIO(papers_docx([paper()])))
        rows = document.tables[1].rows
        assert rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in rows)
        section = document.sections[0]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml

    def test_margins_are_those_of_an_office_and_the_font_is_one(self) -> None:
        document = docx.Document(io.BytesIO(papers_docx([paper(landscape=True)])))
        section = document.sections[0]
        assert section.page_width > section.page_height
        assert round(section.left_margin.mm) == 30
        assert round(section.right_margin.mm) == 15
        assert document.styles["Normal"].font.name == "Times New Roman"
        used = {one.style.name for row in document.tables[1].rows for cell in row.cells for one in cell.paragraphs}
        assert {document.styles[name].base_style.name for name in used} == {"Normal"}

    def test_letters_as_wide_as_those_named_come_with_the_file(self) -> None:
        with zipfile.ZipFile(io.BytesIO(papers_docx([paper()]))) as parts:
            table = parts.read("word/fontTable.xml").decode()
            related = parts.read("word/_rels/fontTable.xml.rels").decode()
            assert 'w:name="Times New Roman"><w:altName w:val="Liberation Serif"/>' in table
            assert "<w:embedTrueTypeFonts/>" in parts.read("word/settings.xml").decode()
            assert 'Extension="odttf"' in parts.read("[Content_Types].xml").decode()
            for number, key in re.findall(r'<w:embed\w+ r:id="(\w+)" w:fontKey="\{(.*?)\}"', table):
                [target] = re.findall(f'Id="{number}" [^>]*Target="(.*?)"', related)
                font = bytearray(parts.read(f"word/{target}"))
                for place, mask in enumerate(bytes.fromhex(key.replace("-", ""))[::-1] * 2):
                    font[place] ^= mask
                letters = TTFont(io.BytesIO(bytes(font))).getBestCmap()
                assert all(ord(one) in letters for one in f"{NATION}{MOTTO}{LONG}ẰẲẴẶằẳẵặỢỰỹỵ–…”")
            assert table.count("<w:embed") == 4

    def test_each_paper_has_its_own_section_and_numbers(self) -> None:
        document = docx.Document(io.BytesIO(papers_docx([paper(), paper(landscape=True), paper()])))
        assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
        assert document.element.xml.count('w:pgNumType w:start="1"') == 3

    @pytest.mark.parametrize("name", ["<w:p/>", "a & b", "\x0b\x00x", "A\nB", "]]>"])
    def test_whatever_a_name_is_it_stays_text(self, name: str) -> None:
        document = docx.Document(io.BytesIO(papers_docx([_named(name)])))
        assert document.tables[1].cell(1, 1).text == name.replace("\x0b", "").replace("\x00", "")


class TestSheet:
    def test_it_opens_with_heading_header_and_numbers(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(papers_xlsx([paper()]))).active
        assert sheet is not None
        texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
        header = next(place for place, row in enumerate(texts) if row[0] == "TT")
        assert texts[header] == ["TT", "Họ và tên", "Đơn vị", "Sáng ký"]
        assert [row[:2] for row in texts[header + 1 : header + 3]] == [[1, "Nguyễn Thị Số 1"], [2, "Nguyễn Thị Số 2"]]
        assert sheet.print_title_rows == f"${header + 1}:${header + 1}"
        assert any(NATION in row for row in texts)

    def test_pages_are_numbered_from_the_second(self) -> None:
        read = openpyxl.load_workbook(io.BytesIO(papers_xlsx([paper(), paper()], ["a", "b"])))
        for sheet in read.worksheets:
            assert sheet.HeaderFooter.differentFirst
            first, others = sheet.firstHeader, sheet.oddHeader
            assert others.center.text.endswith("&P")
            assert first is None or not first.center or not first.center.text

    def test_each_paper_gets_a_sheet_with_a_name_of_its_own(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(papers_xlsx([paper()] * 3, ["Trường A/B", "trường a b", "x" * 60])))
        assert len({name.lower() for name in book.sheetnames}) == 3
        assert all(len(name) <= 31 for name in book.sheetnames)

    def test_no_text_becomes_a_formula(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(papers_xlsx([_named("=1+1")]))).active
        assert sheet is not None
        assert next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1").data_type == "s"


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=12), st.integers(9, 40))
@settings(max_examples=50)
def test_balanced_lines_are_no_more_than_needed_and_lose_nothing(words: list[str], width: int) -> None:
    lines = balanced(" ".join(words), width, len)
    assert " ".join(lines).split() == words
    assert all(len(line) <= width for line in lines)
    assert balanced("SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG", 30, len) == ["SỞ GIÁO DỤC VÀ", "ĐÀO TẠO HẢI PHÒNG"]
