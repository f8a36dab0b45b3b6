"""Invitation cards, read back from the PDF."""

import io
from typing import Any

import pdfplumber
import pytest
import segno

from files.cards import Card, cards_pdf

INSTRUCTIONS = ("Quét mã bằng máy ảnh điện thoại.", "Hoặc mở trợ lý rồi gõ mã trên.")
LAN = Card("Nguyễn Thị Ánh Tuyết", "Trường THCS Cánh Buồm", "https://t.me/vi_du_bot?start=LK7K4M2Q", "LK 7K4-M2Q")


def pages(*cards: Card) -> list[Any]:
    data = cards_pdf(cards, heading="Thư mời tập huấn", instructions=INSTRUCTIONS)
    return list(pdfplumber.open(io.BytesIO(data)).pages)


def test_a_card_shows_name_unit_code_and_what_to_do_with_vietnamese_letters() -> None:
    [page] = pages(LAN)
    text = page.extract_text()
    for words in ("Thư mời tập huấn", LAN.name, LAN.unit, LAN.code, *INSTRUCTIONS):
        assert words in text
    fonts = {char["fontname"].split("+")[-1] for char in page.chars}
    assert fonts == {"LiberationSerif", "LiberationSerifBold", "LiberationSerifItalic"}


def test_the_qr_of_a_card_is_that_of_its_link() -> None:
    [page] = pages(LAN)
    matrix = segno.make_qr(LAN.link, error="m").matrix
    left, top = min(box["x0"] for box in page.rects), min(box["top"] for box in page.rects)
    size = (max(box["x1"] for box in page.rects) - left) / len(matrix)
    drawn = [[0] * len(matrix) for _ in matrix]
    for box in page.rects:
        row = round((box["top"] - top) / size)
        for column in range(round((box["x0"] - left) / size), round((box["x1"] - left) / size)):
            drawn[row][column] = 1
    assert drawn == [list(row) for row in matrix]
    assert size / 72 * 25.4 > 0.8  # mm a module


@pytest.mark.parametrize(("cards", "sheets"), [(0, 0), (1, 1), (8, 1), (9, 2), (16, 2), (17, 3)])
def test_eight_cards_stand_on_an_a4_page_with_lines_to_cut_along(cards: int, sheets: int) -> None:
    read = pages(*[LAN] * cards) if cards else []
    assert len(read) == sheets
    for page in read:
        assert (round(page.width), round(page.height)) == (595, 842)
        assert len(page.lines) == 4


def test_nobody_s_words_leave_their_own_card() -> None:
    long = Card("Tôn Nữ " * 20 + "A" * 80, "Trường Phổ thông Dân tộc Bán trú " * 8, LAN.link, "LK 7K4-M2Q")
    [page] = pages(*[long] * 8)
    for char in page.chars:
        column, row = int(char["x0"] // (page.width / 2)), int(char["top"] // (page.height / 4))
        assert char["x1"] <= (column + 1) * page.width / 2
        assert char["bottom"] <= (row + 1) * page.height / 4
    assert "…" in page.extract_text()


def test_letters_that_the_font_lacks_are_left_out_and_break_nothing() -> None:
    [page] = pages(Card("Lê 😀 An", "", LAN.link, "LK"))
    assert "Lê An" in page.extract_text()


def test_no_cards_are_an_empty_document() -> None:
    assert cards_pdf([], heading="x", instructions=INSTRUCTIONS).startswith(b"%PDF")
