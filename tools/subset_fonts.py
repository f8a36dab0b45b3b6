"""Makes files/fonts/subset/ from files/fonts/: the letters of Vietnamese and its neighbours, to be embedded in .docx.

`python tools/subset_fonts.py`. fontTools comes with fpdf2. A whole font would add 1.5 MB to every list of ten people.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).resolve().parent.parent / "files" / "fonts"
LETTERS = (
    *range(0x20, 0x7F),  # Latin
    *range(0xA0, 0x180),  # its neighbours, with ă â đ ê ô
    *(0x1A0, 0x1A1, 0x1AF, 0x1B0),  # ơ ư
    *(0x300, 0x301, 0x303, 0x309, 0x323),  # marks by themselves
    *range(0x1EA0, 0x1EFA),  # letters with two marks
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AB, 0x2116),
)


def main() -> None:
    options = subset.Options()
    options.hinting = False
    options.drop_tables += ["FFTM"]
    for path in sorted(FONTS.glob("*.ttf")):
        font = subset.load_font(str(path), options)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=LETTERS)
        worker.subset(font)
        subset.save_font(font, str(FONTS / "subset" / path.name), options)


if __name__ == "__main__":
    main()
