"""Attendance as a picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from files.charts import COLOURS, WIDTH, Bar, Chart, chart_png

LEGEND = ("có mặt", "đi muộn", "có phép", "vắng", "chưa điểm danh")


def picture(*bars: Bar, title: str = "Điểm danh theo đơn vị", lines: tuple[str, ...] = ("Lớp mẫu",)) -> Image.Image:
    return Image.open(io.BytesIO(chart_png(Chart(title, lines, LEGEND, bars)))).convert("RGB")


def length_of(image: Image.Image, colour: tuple[int, int, int], row: int) -> int:
    return sum(1 for left in range(image.width) if image.getpixel((left, row)) == colour)


def test_a_bar_is_divided_as_the_people_are() -> None:
    image = picture(Bar("THCS Mẫu", (50, 25, 0, 25, 0), "75/100 · 75%"))
    row = image.height - 92  # within the only bar, above its numbers
    lengths = [length_of(image, colour, row) for colour in COLOURS]
    assert lengths[0] == pytest.approx(500, abs=3)
    assert lengths[1] == pytest.approx(250, abs=3)
    assert lengths[3] == pytest.approx(250, abs=3)
    assert lengths[2] == 0


@pytest.mark.parametrize(
    "bar",
    [
        Bar("", (0, 0, 0, 0, 0), "0/0 · 0%"),
        Bar("Trường " * 60, (1, 0, 0, 0, 1999), "1/2000 · 0%"),
        Bar("🙂\n<b>", (1, 1, 1, 1, 1), "2/5 · 40%"),
    ],
)
def test_whatever_is_in_it_a_picture_comes_out(bar: Bar) -> None:
    assert picture(bar, title="Điểm danh " * 20, lines=("x " * 300,)).width == WIDTH


def test_it_is_as_high_as_its_bars() -> None:
    bar = Bar("THCS Mẫu", (1, 0, 0, 0, 0), "1/1 · 100%")
    assert picture(*[bar] * 10).height - picture(bar).height == 9 * (32 + 34 + 26)
    assert picture().height > 0
