"""The tree of a document: sections, items, bullets and tables, each under the heading that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.columns import Column, column_of
from training.reading.plans.letters import plain
from training.reading.plans.relative import is_day_alone, tells_one_day

_TEXT = 9
_PART = 7  # "Sáng: …"
_DAY = 5.5  # a line that is only a day, over the lines of that day; weeks and months (5) hold days
_LEVELS = (
    (0, r"(?:phu luc|phan)\b(?=\s*(?:[ivx\d]+\b|[:.]|$))(?!\s*(?:so\s*)?\d+\s*(?:kem|dinh))"),
    (1, r"[ivx]{1,5}\s?[.)/-]\s|chuong [ivx\d]+|muc [ivx\d]+\b"),
    (4, r"\d{1,2}\.\d{1,2}\.\d{1,2}"),
    (3, r"\d{1,2}\.\d{1,2}[.):]?\s?(?!\d)(?!\d*/)"),
    (2, r"\d{1,2}\s?[.)/]\s?(?=[^\d\s])|dieu \d+|(?:buoc|nhiem vu|hoat dong|noi dung) \d+\s?[:.]"),
    (5, r"[a-z]{1,2}[.)]\s?(?=\S)"),
    (5, r"\(\d{1,2}\)|\([a-z]\)"),
    (
        5,
        r"(?:dot|lop|khoa|nhom|cum|ca|giai doan|chuyen de|mo dun|ngay(?: thu)?|tuan|thang)\s*(?:\d|"
        r"[ivx]+\b|hai|nhat|ba)|phan\s+[a-e]\s?[.:)]",
    ),
    (7, r"\+"),
    (6, r"[-•*–>·]\s*(?!\d+%?\s*-)"),
    (7, r"(?:buoi\s)?(?:sang|chieu|toi)\b\s*(?:ngay|\(|:|,|thu)"),
)
_COMPILED = tuple((level, lazily(pattern)) for level, pattern in _LEVELS)
_NUMBERING = lazily(
    r"^\s*(?:[-•*–>·+]\s*)*(?:(?:Điều \d{1,2}\s?[.:]|[IVX]{1,5}\s?[.)/-](?!v\s)|"
    r"\d{1,2}(?:\.\d{1,2})*\s?[.)](?!\d)|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\s(?!/)|"
    r"[a-zđ]{1,2}[.)]|\(\w\))\s*)?(?:[-•*+]\s*)?"
)

LABELS: tuple[tuple[Column, str], ...] = (
    (Column.PLACE, r"(?:dia diem|noi to chuc|noi hoc|diem hoc|hoi truong|dia chi|phong$)"),
    (Column.END, r"(?:thoi )?han (?:nop|gui|dang ky|cuoi|chot|hoan thanh|tiep nhan)|thoi han"),
    (Column.TIME, (
        r"(?:thoi gian|thoi diem|ngay gio|lich (?:hoc|tap huan|boi duong|to chuc)|ngay to chuc|"
        r"ngay hoc|gio hoc)"
    )),
    (Column.AUDIENCE, (
        r"(?:so luong,? (?:va )?)?(?:doi tuong|thanh phan|nguoi (?:tham gia|tham du|hoc)|"
        r"hoc vien(?! (?:quan ly|chinh tri|hanh chinh|bao chi|khoa hoc|nong nghiep|\w+ quoc gia)))"
    )),
    (Column.QUOTA, r"(?:so luong|chi tieu|si so|tong so|quy mo)"),
    (Column.FORM, r"(?:hinh thuc|phuong thuc)"),
    (Column.PARTNERS, r"(?:don vi |co quan )?phoi hop"),
    (Column.LEAD, (
        r"(?:(?:don vi|co quan|nguoi|bo phan|phong) )?(?:chu tri|phu trach|thuc hien|to chuc|dau moi|"
        r"chiu trach nhiem)(?: thuc hien| chinh| to chuc| trien khai| lop)*$"
    )),
    (Column.TRAINER, r"(?:giang vien|bao cao vien)"),
    (Column.LINK, r"(?:link|duong link|lien ket|duong dan|phong zoom|id|meeting id)"),
    (Column.TITLE, r"(?:noi dung|chuyen de|ten lop|chu de|ten khoa hoc|ten chuyen de)"),
    (Column.NOTE, r"(?:kinh phi|san pham|yeu cau|muc dich|muc tieu|ghi chu|luu y|tai lieu|lien he)"),
)  # fmt: skip
_LABELS = tuple((role, lazily(pattern + r"\b")) for role, pattern in LABELS)


@dataclass(eq=False, slots=True)
class Node:
    """A paragraph or a table with what stands under it."""

    text: str  # without its numbering
    level: float
    order: int
    parent: Node | None = None
    table: Table | None = None
    children: list[Node] = field(default_factory=list)
    label: Column | None = None
    value: str | None = None  # behind the label; None for a heading that is only a label
    dotted: bool = False  # it had a bullet or a number
    of_day: bool = False  # only a day, over lines of its own

    def above(self) -> Iterator[Node]:
        """The headings over it, nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """All below, in reading order."""
        for child in self.children:
            yield child
            yield from child.walk()


def outline_of(blocks: Sequence[Block]) -> Node:
    """The tree under an empty root."""
    root = Node("", -1, -1)
    stack = [root]
    unfolded = list(_unfolded(blocks))
    for order, (block, below) in enumerate(zip_longest(unfolded, unfolded[1:])):
        node = _node(block, order)
        if isinstance(below, Paragraph) and _leads_lines(node, below):
            node.of_day = True
            if node.level >= 5:
                node.level = _DAY if tells_one_day(plain(node.text)) else 5
        while stack[-1].level >= node.level and len(stack) > 1:
            stack.pop()
        while node.table is not None and stack[-1].value:
            stack.pop()  # a label with its value is complete: no table belongs under it
        while node.level == _TEXT and (_is_day_before(stack[-1], node) or _is_label_before(stack[-1], node)):
            stack.pop()
        if node.level == _TEXT and (_closes_lists(node) or _is_whole(stack[-1])):
            while len(stack) > 1 and stack[-1].level > 4:
                stack.pop()
        node.parent = stack[-1]
        stack[-1].children.append(node)
        if node.table is None:
            stack.append(node)
    return root


def _is_label_before(label: Node, node: Node) -> bool:
    """What stands over a programme goes on with no label: "CHƯƠNG TRÌNH TẬP HUẤN", "Lịch trình cụ thể:"."""
    words = re.match(r"(?:noi dung )?(?:chuong trinh|lich trinh|lich lam viec)\b", plain(node.text))
    caption = node.text.isupper() or (words and node.text.endswith(":"))
    return bool(label.value and caption) and len(node.text) < 120


def _is_whole(node: Node) -> bool:
    """An item that is a sentence of its own, and no heading over what follows."""
    return node.dotted is False and node.level == 5 and len(node.text) > 60 and node.text.endswith(".")


_DAY_OVER = lazily(
    r"(?:(?:buoi )?(?:sang|chieu|toi)\s+)?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|"
    r"t[2-7])?\W{0,3}(?:ngay\s*)?\d{1,2}\s?[/-]\s?\d{1,2}"
)
_HOUR_OR_PART = lazily(
    r"\W*(?:(?:tu|luc|vao|buoi|ca)\s+)*(?:(?:sang|chieu|toi)\b|\d{1,2}\s?(?:[hg:]\s?\d|[hg]\b|gio\b))"
)


def _leads_lines(node: Node, below: Paragraph) -> bool:
    """ "Thứ Hai, ngày 13/10:" is the heading of the lines below it, as is "Thứ Hai (13/10): tổ 1" over bullets."""
    flat, under = plain(node.text), below.text.strip()
    dotted = re.match(r"[-+•*–]\s", under) is not None
    if node.label is not None or node.table is not None:
        return False
    if not is_day_alone(flat):
        return node.level == _TEXT and dotted and _DAY_OVER.match(flat) is not None
    if is_day_alone(plain(without_numbering(under))) or under.isupper():
        return False
    if node.dotted:  # bullets of one kind: only hours show that the second is part of the first
        return _level(plain(under), under) > node.level or _HOUR_OR_PART.match(plain(under)) is not None
    return _level(plain(under), under) > 5


def _is_day_before(day: Node, node: Node) -> bool:
    """A line with a day of its own is no part of the day before it."""
    lines_of_day = day.of_day and tells_one_day(plain(day.text))
    return (lines_of_day or day.level == _PART) and not day.dotted and _DAY_OVER.match(plain(node.text)) is not None


def _closes_lists(node: Node) -> bool:
    """A sentence to everybody is not part of the last bullet."""
    return bool(
        re.match(
            r"(?:de nghi|yeu cau|tren day|trong qua trinh|moi vuong mac|nhan duoc|luu y|ghi chu|"
            r"phong|so|ubnd|noi nhan)\b",
            plain(node.text),
        )
    )


def _unfolded(blocks: Sequence[Block]) -> Iterator[Block]:
    """Tables whose first column is labels become labelled lines."""
    for block in blocks:
        rows = block.rows if isinstance(block, Table) else ()
        pairs = [tuple(cell for cell in row if cell) for row in rows]
        labelled = [pair for pair in pairs if len(pair) == 2 and label_of(f"{pair[0]}:") is not None]
        if len(labelled) >= 2 and len(labelled) * 2 >= len(pairs) and all(len(pair) <= 2 for pair in pairs):
            yield from (
                Paragraph(": ".join(part.strip(" :\n") for part in pair).replace("\n", "; ")) for pair in pairs if pair
            )
        else:
            yield block


def _node(block: Block, order: int) -> Node:
    if isinstance(block, Table):
        return Node("", _TEXT, order, table=block)
    text = re.sub(r"^-\s*\+", "+", block.text.strip())
    level = _level(plain(text), text)
    bare = without_numbering(text)
    found = label_of(bare)
    node = Node(bare, level, order, dotted=level != _TEXT and bare != text)
    if found:
        node.label, node.value = found
        if level == _TEXT:
            node.level = 8
    return node


def _level(flat: str, text: str) -> float:
    for level, pattern in _COMPILED:
        found = pattern.match(flat)
        if found and not (level == 1 and not text[0].isupper()) and not _is_date_start(flat):
            return level
    if text.isupper() and 8 < len(text) < 120:
        return 1 if re.match(r"(?:muc dich|noi dung|to chuc|doi tuong|thoi gian|kinh phi|hinh thuc)", flat) else _TEXT
    return _TEXT


def _is_date_start(flat: str) -> bool:
    return bool(re.match(r"\d{1,2}\s?(?:/\s?\d|[hg]\s?\d|gio|[.-]\d{1,2}[.-]20\d\d)", flat))


def without_numbering(text: str) -> str:
    """The text behind its bullet, number or letter."""
    if _is_date_start(plain(text)):
        return text.strip()
    return text[_NUMBERING.match(text).end() :].strip() if _NUMBERING.match(text) else text  # type: ignore[union-attr]


_ACTS = lazily(r"\b(?:nop|gui|dang ky|dang ki|hoan thanh|bao cao|co mat|cu|mang|lap|tu hoc|thu hoach)\b")


def label_of(text: str) -> tuple[Column, str | None] | None:
    """What a line announces ("Địa điểm: …"), with the words behind the colon; None behind a bare heading."""
    head, colon, value = text.partition(":")
    if len(head) > 60 or (not colon and len(text) > 60) or value.startswith("//"):  # of a web address
        return None
    flat = plain(head).strip(" *_()")
    if re.search(r"\d", flat):
        return None
    for role, pattern in _LABELS:
        if role is not Column.END and _ACTS.search(flat):
            continue
        if pattern.match(flat) and (colon or _is_bare_heading(role, flat)):
            return role, (value.strip() or None) if colon else None
    return None


def _is_bare_heading(role: Column, flat: str) -> bool:
    return role not in (Column.LEAD, Column.NOTE) and len(flat.split()) <= 9 and not flat.endswith((".", ";"))


def is_generic(text: str) -> bool:
    """A heading that names no subject: "Thời gian, địa điểm", "Tổ chức thực hiện", "Lịch cụ thể"."""
    flat = plain(text).strip(" .:;")
    if not flat or (label_of(flat) is not None and len(flat) < 60):
        return True
    return (
        bool(
            re.match(
                r"(?:muc dich|muc tieu|yeu cau|to chuc thuc hien|phan cong|noi dung(?:,| va|"
                r"$)|ke hoach (?:thuc hien|cu the)|lich |cong tac to chuc|"
                r"thoi gian|trach nhiem|mot so|cac giai phap|nhiem vu|kinh phi|phu luc|phan (?![a-e]\s?[.:)]\s)|"
                r"cu the|lo trinh|tien do|che do|ghi chu|luu y|thong tin|khung|"
                r"cac hoat dong|nhiem vu cu the|hinh thuc|phong |so |cac (?:phong|truong|don vi|"
                r"so)|doi voi|hieu truong|don vi|truong |to chuyen mon|ban giam hieu|ubnd|"
                r"uy ban)",
                flat,
            )
        )
        and column_of(text) is not Column.GROUP
    )
