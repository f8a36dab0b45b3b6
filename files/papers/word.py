"""Papers as .docx: to be opened, finished and signed in an office."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from files.cards import FONTS
from files.papers import docx_fonts
from files.papers.lines import balanced
from files.papers.model import (
    MARGIN_BOTTOM,
    MARGIN_LEFT,
    MARGIN_RIGHT,
    MARGIN_TOP,
    MOTTO,
    NATION,
    RECIPIENTS,
    Column,
    Paper,
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONT = docx_fonts.NAMED
_TWIPS = 1440 / 25.4  # twentieths of a point in a millimetre
_LEFT_SHARE = 0.42
_WITH_FOOT = 2  # rows on the page of the signatures, at least
_INSET = 1.0  # mm between a cell's side and its text
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def papers_docx(papers: Sequence[Paper]) -> bytes:
    """All of them in one document, each in a section of its own with its own page numbers."""
    import docx

    document = docx.Document()
    _set_default(document)
    if papers:
        document.core_properties.title, document.core_properties.author = papers[0].title, papers[0].issuer[:200]
    body = document.element.body
    ending = body.sectPr
    for place, paper in enumerate(papers):
        _add_cell_styles(document, paper.size)
        for element in _elements(paper, place):
            ending.addprevious(element)
        if place < len(papers) - 1:
            ending.addprevious(_xml(f"<w:p><w:pPr>{_section(paper)}</w:pPr></w:p>"))
    if papers:
        body.replace(ending, _xml(_section(papers[-1])))
    for section in document.sections:
        section.header.is_linked_to_previous = False
        _number_pages(section)
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_tables(buffer, papers)


def _with_tables(saved: io.BytesIO, papers: Sequence[Paper]) -> bytes:
    """The file with its fonts, and the tables' rows where their marks stand. As text: a tree of 13,500 cells takes
    150 MB."""
    whole = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                for place, paper in enumerate(papers):
                    content = content.replace(_mark(place).encode(), _table(paper).encode())
            new.writestr(name, docx_fonts.touched(name, content))
        for name, content in docx_fonts.added():
            new.writestr(name, content)
    return whole.getvalue()


def _mark(place: int) -> str:
    """Stands for the table of a paper while the document is put together."""
    return f'<w:p w:rsidR="{place:08X}" w:rsidP="00000000"/>'


def _set_default(document: Any) -> None:
    """One font in all scripts: east Asian ones are named apart in Word."""
    style = document.styles["Normal"]
    style.font.name = _FONT
    fonts = style.element.rPr.rFonts
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(f"{{{_W}}}{name}", _FONT)


def _add_cell_styles(document: Any, size: float) -> None:
    """What the cells of a table of this size are written in: once, and not in each of them."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for kind, align in (
        ("L", WD_ALIGN_PARAGRAPH.LEFT),
        ("C", WD_ALIGN_PARAGRAPH.CENTER),
        ("H", WD_ALIGN_PARAGRAPH.CENTER),
    ):
        name = _style(kind, size)
        if name in [style.name for style in document.styles]:
            continue
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold = Pt(size), kind == "H"
        look = style.paragraph_format
        look.alignment, look.space_before, look.space_after, look.line_spacing = align, Pt(0), Pt(0), 1.0


def _style(kind: str, size: float) -> str:
    """L: left, C: in the middle, H: of the header row."""
    return f"Cell{kind}{round(size * 2)}"


def _number_pages(section: Any) -> None:
    """In the middle of the top margin, from the second page on."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]._p
    field = "".join(
        f"<w:r>{_run_look('', 13)}{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    paragraph.getparent().replace(paragraph, _xml(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{field}</w:p>'))


def _section(paper: Paper) -> str:
    width, height = (round(side * _TWIPS) for side in paper.page)
    turned = ' w:orient="landscape"' if paper.landscape else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{_twips(MARGIN_TOP)}" w:bottom="{_twips(MARGIN_BOTTOM)}" w:left="{_twips(MARGIN_LEFT)}" '
        f'w:right="{_twips(MARGIN_RIGHT)}" w:header="{_twips(10)}" w:footer="{_twips(10)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/></w:sectPr>'
    )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS)


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml

    at = text.index(">") if not text[: text.index(">")].endswith("/") else text.index("/>")
    return parse_xml(f'{text[:at]} xmlns:w="{_W}"{text[at:]}')


def _elements(paper: Paper, place: int) -> list[Any]:
    parts = [_heading(paper), _paragraph("", "", 8)]
    parts.append(_paragraph(paper.title, "B", 14))
    parts += [_paragraph(line, "", 13) for line in paper.lines]
    parts += [_paragraph("", "", 6), _mark(place), _paragraph("", "", 6, keep=True)]
    parts += [_paragraph(line, "I", 13, "left", keep=True) for line in paper.totals]
    if paper.dated or paper.signers:
        parts += [_paragraph("", "", 6, keep=True), _signatures(paper)]
    if paper.recipients:
        parts.append(_paragraph(RECIPIENTS, "BI", 12, "left"))
        parts += [_paragraph(f"- {line}", "", 11, "left") for line in paper.recipients]
    return [_xml(part) for part in parts]


def _heading(paper: Paper) -> str:
    """Bodies at the left, nation and motto at the right, each with a rule of its length below."""
    left = paper.inner_width * _LEFT_SHARE
    right = paper.inner_width - left
    large = int(paper.landscape)
    bodies = _paragraph(paper.superior, "", 12 + large) if paper.superior else ""
    issuer = balanced(paper.issuer, left - 4, lambda line: _width(line, 12 + large))
    bodies += _paragraph("\n".join(issuer), "B", 12 + large)
    bodies += _rule(left, min(_width(issuer[-1], 12 + large) / 2, left / 2))
    nation = _paragraph(NATION, "B", 12 + large) + _paragraph(MOTTO, "B", 13 + large)
    nation += _rule(right, _width(MOTTO, 13 + large))
    return _borderless([left, right], [bodies, nation])


def _rule(cell: float, length: float) -> str:
    """An empty paragraph whose upper border is as long as the text above."""
    inset = max(_twips((cell - length) / 2 - _INSET), 0)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="50" w:after="0" w:line="20" w:lineRule="exact"/><w:ind w:left="{inset}" '
        f'w:right="{inset}"/></w:pPr></w:p>'
    )


@lru_cache(maxsize=512)
def _width(text: str, size: int) -> float:
    """Of a bold line, in mm."""
    from PIL import ImageFont

    font = ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), 100)
    return float(font.getlength(text)) / 100 * size * 25.4 / 72


def _paragraph(text: str, style: str, size: float, align: str = "center", keep: bool = False) -> str:
    """style: "", "B", "I" or "BI". keep: with the paragraph after it, on one page."""
    together = "<w:keepNext/>" if keep else ""
    look = (
        f'<w:pPr>{together}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'<w:jc w:val="{align}"/></w:pPr>'
    )
    run_look = _run_look(style, size)
    mark = look.replace("</w:pPr>", f"{run_look}</w:pPr>")  # an empty line is as high as its mark
    return f"<w:p>{mark}<w:r>{run_look}{_text(text)}</w:r></w:p>"


def _run_look(style: str, size: float) -> str:
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/>'
    bold = "<w:b/>" if "B" in style else ""
    italic = "<w:i/>" if "I" in style else ""
    return f'<w:rPr>{fonts}{bold}{italic}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'


def _borderless(widths: Sequence[float], cells: Sequence[str], keep: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    row = "".join(_cell(cell, width, "top") for cell, width in zip(cells, widths, strict=True))
    return f"<w:tbl>{_table_look(widths)}<w:tblGrid>{grid}</w:tblGrid><w:tr>{keep}{row}</w:tr></w:tbl>"


def _table_look(widths: Sequence[float], borders: str = "") -> str:
    sides = (("top", 0.4), ("left", _INSET), ("bottom", 0.4), ("right", _INSET))
    inset = "".join(f'<w:{side} w:w="{_twips(wide)}" w:type="dxa"/>' for side, wide in sides)
    return (
        f'<w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{inset}</w:tblCellMar></w:tblPr>'
    )


def _cell(content: str, width: float, across: str = "center") -> str:
    look = f'<w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/><w:vAlign w:val="{across}"/></w:tcPr>'
    return f"<w:tc>{look}{content}</w:tc>"


def _table(paper: Paper) -> str:
    """The header row comes again on each page, no row is torn in two."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    widths = paper.widths
    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    rows = [_row([one.title for one in paper.columns], paper.columns, widths, paper, "B")]
    first = len(paper.rows) - _WITH_FOOT
    rows += [
        _row(cells, paper.columns, widths, paper, "", keep=place >= first) for place, cells in enumerate(paper.rows)
    ]
    look = _table_look(widths, f"<w:tblBorders>{lines}</w:tblBorders>")
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(
    cells: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[float],
    paper: Paper,
    style: str,
    keep: bool = False,
) -> str:
    """style: "B" for the header row. keep: on the page of what comes next."""
    head = "<w:tblHeader/>" if style else ""
    height = "" if style else f'<w:trHeight w:val="{_twips(paper.row_height)}" w:hRule="atLeast"/>'
    kinds = ("H" if style else "C" if column.centred else "L" for column in columns)
    made = "".join(
        _cell(_in_cell(cell, _style(kind, paper.size), keep), width)
        for cell, kind, width in zip(cells, kinds, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{head}</w:trPr>{made}</w:tr>"


def _in_cell(text: str, style: str, keep: bool) -> str:
    run = f"<w:r>{_text(text)}</w:r>" if text else ""
    together = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{together}</w:pPr>{run}</w:p>'


def _text(text: str) -> str:
    """With its line breaks, without what XML cannot hold."""
    lines = escape(text.translate(_CONTROLS)).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)


def _signatures(paper: Paper) -> str:
    """Date and signers in one row that is not torn; room for the signatures under them."""
    count = max(len(paper.signers), 2)
    widths = [paper.inner_width / count] * count
    cells = []
    for place in range(count):
        dated = paper.dated if place == count - 1 and paper.dated else ""
        signer = paper.signers[place] if place < len(paper.signers) else None
        text = _paragraph(dated, "I", 13)
        if signer:
            text += _paragraph(signer.title, "B", 13) + (_paragraph(signer.note, "I", 12) if signer.note else "")
            text += _paragraph("", "", 13) * 4
        cells.append(text)
    return _borderless(widths, cells, keep="<w:trPr><w:cantSplit/></w:trPr>")
