"""Fonts of .docx papers. They are written in Times New Roman, as offices must; where a machine has none, the letters of
Liberation Serif, which are as wide, come with the file: ECMA-376 part 1, 17.8.1 (embedded, obfuscated fonts)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from functools import lru_cache

from files.cards import FAMILY, FONTS

NAMED = "Times New Roman"
_STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_HIDDEN = 32  # bytes at the beginning of a font that are mixed with its key
_PARTS = "word/fontTable.xml", "word/settings.xml", "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"


def touched(name: str, content: bytes) -> bytes:
    """A part of a .docx that has to say that fonts come with it; other parts as they are."""
    if name not in _PARTS:
        return content
    text = content.decode()
    if name == "word/fontTable.xml":
        named = f'<w:font w:name="{NAMED}">'
        text = text.replace(named, f'{named}<w:altName w:val="{FAMILY}"/>').replace(
            "</w:fonts>", f"{_entry()}</w:fonts>"
        )
    elif name == "word/settings.xml":
        at = text.index("/>", text.index("<w:zoom")) + 2
        text = f"{text[:at]}<w:embedTrueTypeFonts/><w:saveSubsetFonts/>{text[at:]}"
    else:
        kind = '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
        text = text.replace("<Default ", f"{kind}<Default ", 1)
    return text.encode()


def added() -> Iterator[tuple[str, bytes]]:
    """(name, content) of the parts that are new: the fonts, and where the font table finds them."""
    related = "".join(
        f'<Relationship Id="font{style}" Type="{_KIND}" Target="fonts/{style}.odttf"/>' for style in _STYLES
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield (
        "word/_rels/fontTable.xml.rels",
        f'{head}<Relationships xmlns="{_RELATIONS}">{related}</Relationships>'.encode(),
    )
    for style in _STYLES:
        yield f"word/fonts/{style}.odttf", _obfuscated(style)


def _entry() -> str:
    """Liberation Serif in the font table."""
    embedded = "".join(f'<w:embed{one} r:id="font{one}" w:fontKey="{{{_key(one)}}}"/>' for one in _STYLES)
    return (
        f'<w:font w:name="{FAMILY}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>'
        f'<w:family w:val="roman"/><w:pitch w:val="variable"/>{embedded}</w:font>'
    )


def _key(style: str) -> str:
    """A name for the font, always the same: files with the same content are the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{FAMILY} {style}")).upper()


@lru_cache(maxsize=4)
def _obfuscated(style: str) -> bytes:
    font = (FONTS / "subset" / f"LiberationSerif-{style}.ttf").read_bytes()
    key = bytes.fromhex(_key(style).replace("-", ""))[::-1] * 2
    return bytes(one ^ other for one, other in zip(font, key, strict=False)) + font[_HIDDEN:]
