"""What stands on a paper: heading, title, one table, foot. The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MARGIN_BOTTOM = 30.0, 15.0, 20.0, 20.0  # mm
LONG, SHORT = 297.0, 210.0  # mm of an A4 page


@dataclass(frozen=True, slots=True)
class Column:
    """width: in mm of an upright page; all are stretched or shrunk together to fill the page."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, with what is written under it ("(Ký, ghi rõ họ tên)"); the signature itself stays blank."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """superior, issuer: the bodies at the top left, in capitals. lines: under the title. rows: a text for each column.

    totals: lines under the table. dated: "Hải Phòng, ngày 10 tháng 12 năm 2022". recipients: after "Nơi nhận:".
    row_height: mm, at least; room for a signature where one signs. size: points of the table's text.
    """

    issuer: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    superior: str | None = None
    lines: Sequence[str] = ()
    totals: Sequence[str] = ()
    dated: str | None = None
    signers: Sequence[Signer] = ()
    recipients: Sequence[str] = ()
    landscape: bool = False
    row_height: float = 7.0
    size: float = 12.0

    @property
    def page(self) -> tuple[float, float]:
        """Width and height in mm."""
        return (LONG, SHORT) if self.landscape else (SHORT, LONG)

    @property
    def inner_width(self) -> float:
        return self.page[0] - MARGIN_LEFT - MARGIN_RIGHT

    @property
    def widths(self) -> list[float]:
        """Of the columns, in mm; together they fill the page between the margins."""
        whole = sum(column.width for column in self.columns)
        return [column.width * self.inner_width / whole for column in self.columns]
