"""Tables that name another programme than the document they stand in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.letters import plain

_STOP = frozenset(
    (
        *("bồi", "dưỡng", "tập", "huấn", "các", "lớp", "giáo", "viên", "gv", "cấp", "cho", "chi", "tiết", "phân"),
        *("công", "thực", "hiện", "nhiệm", "vụ", "tổ", "chức", "nội", "dung", "và", "hoạt", "động", "của", "theo"),
        *("kế", "hoạch", "trung", "học", "cơ", "sở", "triển", "khai", "xây", "dựng", "danh", "sách", "thủ", "tục"),
    )
)


_TRAITS = (
    lazily(r"\blop (\d{1,2})\b(?!\.)"),
    lazily(r"\bmo[ -]?dun (\d{1,2})\b"),
    lazily(r"\bgiao vien (mam non|tieu hoc|trung hoc co so|thcs|trung hoc pho thong|thpt)\b"),
)
_SAME = {"trung hoc co so": "thcs", "trung hoc pho thong": "thpt"}


def programmes(blocks: Sequence[Block], subject: str) -> Iterator[Anomaly]:
    """A table whose rows keep naming what its title does not, or whose title names another grade, module or level."""
    for title, rows in _captioned(blocks):
        theme = _foreign_theme(title, rows) if len(rows) >= 4 else None
        if theme:
            yield Anomaly(Finding.OTHER_PROGRAMME, title, theme)
        elif _names_another(title, subject):
            yield Anomaly(Finding.OTHER_PROGRAMME, title, subject)


def _names_another(title: str, subject: str) -> bool:
    """Both name a grade, a module or a level of teachers, and none of them is the same."""
    for pattern in _TRAITS:
        told, meant = ({_SAME.get(hit, hit) for hit in pattern.findall(plain(text))} for text in (title, subject))
        if told and meant and not told & meant:
            return True
    return False


def _captioned(blocks: Sequence[Block]) -> Iterator[tuple[str, Sequence[Sequence[str]]]]:
    """Tables with the lines in capitals over them."""
    caption: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            upper = block.text.isupper() or plain(block.text).startswith("phu luc")
            caption = (
                [*caption, block.text][-4:] if upper or block.text.startswith("(") or block.text.startswith("/") else []
            )
            continue
        title = " ".join(line for line in caption if line.isupper() and not plain(line).startswith("phu luc"))
        if title:
            yield title, block.rows
        caption = []


def _foreign_theme(title: str, rows: Sequence[Sequence[str]]) -> str | None:
    """What most rows name, when no row has the telling words of the title."""
    told = _words(title) - _STOP
    cells = [row[1] if len(row) > 2 else max(row, key=len, default="") for row in rows[1:]]
    if not told or any(len(told & _words(cell)) * 2 > len(told) for cell in cells):
        return None
    counted: dict[str, int] = defaultdict(int)
    for cell in cells:
        for phrase in _phrases(cell, told):
            counted[phrase] += 1
    theme = max(counted, key=lambda phrase: counted[phrase], default=None)
    if theme is None or counted[theme] * 2 < len(cells):
        return None
    return next(cell for cell in cells if theme in " ".join(re.findall(r"[^\W\d_]+", cell.lower())))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))


def _phrases(text: str, told: set[str]) -> set[str]:
    """Runs of four words with something to say that the title does not say."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    runs = [words[at : at + 4] for at in range(len(words) - 3)]
    return {" ".join(run) for run in runs if not set(run) & told and len(set(run) - _STOP) >= 3}
