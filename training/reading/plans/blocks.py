"""What is left of a document once its file format is gone: paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or heading, on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one width; a merged cell stands in every place that it covers."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table
