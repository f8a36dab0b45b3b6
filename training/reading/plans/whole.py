"""What a document says once, in running text, for all that it plans: where, for whom, in which virtual room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import takewhile

from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.columns import Column
from training.reading.plans.letters import plain
from training.reading.plans.outline import Node
from training.reading.plans.sentences import sentences_of
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of

_HELD = lazily(
    r"\b(?:hoc|lop|lop hoc|tap huan|boi duong|to chuc|tap trung|dia diem|khoa hoc|cac buoi|buoi hoc|phong hoc|noi hoc|"
    r"hoi nghi|dien ra|truc tiep)\b"
)
_SURELY = lazily(
    r"\b(?:hoc|to chuc|dat|tap trung|dien ra|mo lop|tap huan|boi duong|dia diem|lop hoc|cac lop|"
    r"truc tiep)\b[^.;]{0,25}\btai\b"
)
_NOT_HELD = lazily(
    r"\b(?:nop|gui|dang k[yi]|nhan (?:tai lieu|ho so|giay)|lien he|luu tru|cong tac|thuong tru|dong tai|an nghi|"
    r"nghi tai)\b"
)
_HANDED_IN = lazily(r"\b(?:dang k[yi]|nop|gui|khao sat|minh chung|tai lieu|bieu mau|danh sach|tra cuu|xem)\b")
_CONDITION = lazily(r"\W*(?:trong )?(?:truong hop|neu|phong khi|khi co)\b")
_IN_FORM = lazily(
    r"^(?!.*\b(?:neu|truong hop|khi|rieng|mot so)\b).*\b(?:theo|bang|duoi|qua|voi) hinh thuc\b[^.;]{0,12}\btruc tuyen\b"
)
_VIRTUAL_CLASS = lazily(r"\b(?:tap huan|boi duong|hoi nghi|lop|khoa hoc) truc tuyen\b")
_FACE = lazily(r"\btruc tiep\b(?! chi dao| quan ly)|\btap trung\b")
# a kind of school, and none by its name: "trường phổ thông"
_ANY_SCHOOL = lazily(
    r"(?:cac )?(?:nha )?(?:truong|co so|don vi)"
    r"(?: (?:hoc|pho thong|giao duc|tieu hoc|thcs|thpt|mam non|minh|thuc hanh))*"
)
_PAID = lazily(r"\b(?:kinh phi|cong tac phi|che do|tien (?:an|o|tau))\b")
_NEAR = 8  # lines
_FOR = lazily(r"\b(?:lop|khoa|tap huan|boi duong|tham du|tham gia|doi tuong|danh cho|trieu tap|cu|kinh moi|moi)\b")


class Whole:
    """Told once and far from any activity; two different ones tell nothing."""

    def __init__(self, root: Node, subject: str) -> None:
        self._root = root
        self._subject = subject

    def _undated(self) -> Iterator[str]:
        for node in self._root.walk():
            for sentence in sentences_of(node.text) if node.table is None else ():
                if not _CONDITION.match(plain(sentence)) and not any(
                    isinstance(token, Dates) for token in tokens_of(plain(sentence))
                ):
                    yield sentence

    def place_of(self, node: Node) -> str | None:
        """Where all lessons are; told in an item that has lessons of its own, it is the place of those."""
        item = self._item_of_place
        return self.place if item is None or item is node or any(above is item for above in node.above()) else None

    @cached_property
    def _item_of_place(self) -> Node | None:
        for node in self._root.walk():
            told = node.table is None and any(_held_at(one) == self.place for one in sentences_of(node.text))
            item = next((one for one in (node, *node.above()) if one.dotted and one.level == 2), None)
            if told and self.place and item is not None and (_has_lessons(node) or _is_of_record(node, item)):
                return item
        return None

    @cached_property
    def place(self) -> str | None:
        """Where all lessons are: "Các buổi học được tổ chức tại Hội trường A"."""
        told = [(sentence, place) for sentence in self._undated() if (place := _held_at(sentence))]
        surely = [place for sentence, place in told if _SURELY.search(plain(sentence))]
        places = surely or [place for _, place in told]
        return places[0] if len(set(places)) == 1 else None

    def place_over(self, table: Node) -> str | None:
        """The one place named in the lines right above a timetable, also with a day."""
        section = _section(table)
        nodes = [node for node in self._root.walk() if node.table is None and 0 < table.order - node.order <= _NEAR]
        nodes = [node for node in nodes if _section(node) is section or not _has_lessons(node)]
        told = {place for node in nodes for sentence in sentences_of(node.text) if (place := _held_at(sentence))}
        return told.pop() if len(told) == 1 else None

    @cached_property
    def room(self) -> str | None:
        """The one virtual room: "Phòng học: Zoom ID 812 000 4455, mật khẩu 123"."""
        told = [
            room
            for sentence in self._undated()
            if not _HANDED_IN.search(plain(sentence))
            if (room := details.virtual_room(sentence)) and room != "trực tuyến"
        ]
        return told[0] if len(set(told)) == 1 else None

    @cached_property
    def lms(self) -> str | None:
        """The learning system with its one address."""
        told = {details.lms_site(one) for one in self._undated() if "lms" in plain(one) and details.link_in(one)}
        return told.pop() if len(told) == 1 else None

    @cached_property
    def is_online(self) -> bool:
        """Whether the title or a sentence says that all lessons are online, and none that some meet."""
        if _VIRTUAL_CLASS.search(plain(self._subject)):
            return True
        flat = [plain(sentence) for sentence in self._undated()]
        return any(_IN_FORM.search(told) for told in flat) and not any(_FACE.search(told) for told in flat)

    @cached_property
    def receivers(self) -> str | None:
        """Those to whom a letter is written, on its line or in the list below it."""
        nodes = self._root.walk()
        head = next((node for node in nodes if plain(node.text).startswith("kinh gui")), None)
        if head is None:
            return None
        own = re.sub(r"^\W*kính gửi\s*:?", "", head.text, count=1, flags=re.I).strip(" .;:")
        below = [node.text.strip(" .;") for node in takewhile(lambda node: node.dotted and len(node.text) < 120, nodes)]
        return "; ".join(filter(None, (own, *below)))[:200] or None

    @cached_property
    def people(self) -> str | None:
        """Those whom the title names, else the one sentence that says for whom it is, else those the letter is to."""
        named = details.audience_in(self._subject) or details.trained_in(self._subject)
        if named:
            return named
        told = [
            people
            for sentence in self._undated()
            if _FOR.search(plain(sentence)) and not _PAID.search(plain(sentence))
            if (people := details.audience_in(sentence))
        ]
        return told[0] if len(set(told)) == 1 else _addressed(self._root)


def _is_of_record(node: Node, item: Node) -> bool:
    """Whether the label of a place stands in one of several items that each tell a time."""
    items = item.parent.children if item.parent else []
    timed = [other for other in items if any(one.label is Column.TIME and one.value for one in other.children)]
    return node.label is Column.PLACE and item in timed and len(timed) > 1


def _section(node: Node) -> Node | None:
    """The part of the document that holds a line, by its Roman number."""
    return next((above for above in node.above() if above.level == 1), None)


def _has_lessons(node: Node) -> bool:
    """Whether a paragraph tells days besides."""
    return any(isinstance(token, Dates) for token in tokens_of(plain(node.text)))


def _held_at(sentence: str) -> str | None:
    flat = plain(sentence)
    place = details.place_told(sentence)
    if place is None and _HELD.search(flat) and not _NOT_HELD.search(flat):
        place = details.place_in(sentence)
    named = place and details.is_building(place) and not _ANY_SCHOOL.fullmatch(plain(place).strip(" .,"))
    return place if named else None


def _addressed(root: Node) -> str | None:
    """The people to whom a letter is written; offices are none."""
    for node in root.walk():
        found = re.match(r"kinh (?:gui|moi)\s*:?\s*", plain(node.text))
        if found and (told := node.text[found.end() :].strip(" .;:")):
            people = re.match(
                r"(?:toan the|cac (?:dong chi|thay|co\b|giao vien|can bo)|quy thay|giao vien|can bo|gv|cb|cbql|"
                r"thay co)",
                plain(told),
            )
            return told if people and len(told) < 160 else None
    return None
