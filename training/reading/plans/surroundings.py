"""What a line inherits from the lines around it: titles of headings, places, people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from training.plan import Period
from training.reading.lazily import lazily
from training.reading.plans.columns import Column
from training.reading.plans.details import clean_audience, clean_place, lead_in, names_place, room_in_bracket
from training.reading.plans.letters import plain
from training.reading.plans.outline import LABELS, Node, is_generic
from training.reading.plans.quotas import quota_in
from training.reading.plans.relative import is_day_words
from training.reading.plans.whole import Whole
from training.reading.plans.written import tokens_of

ROUND = lazily(
    r"^(?:buoi(?= \d)|dot|lop|khoa|nhom|mo ?-?dun|module|cum|giai doan|chuyen de|khoi|mon|phan(?= [a-e]\b))\b"
)

_WHY = lazily(
    r"\W*(?:muc dich|muc tieu|yeu cau|can cu|co so|danh gia|thuc trang|dac diem tinh hinh|su can thiet|ket qua)\b"
)
_BASIS = lazily(r"\W*(?:theo|can cu|tren co so|tiep theo|sau khi|tiep thu|qua (?:theo doi|kiem tra|khao sat))\b")
# courses that have begun and been held are told to say that nobody can join them any more
_IS_OVER = lazily(
    r"\bda (?:du|khai giang|be giang|to chuc|dien ra|ket thuc|hoan thanh|hoan tat|thuc hien|hoc xong|mo|"
    r"duoc (?:to chuc|thuc hien|mo))\b|\bkhong nhan them\b"
)


class Surroundings:
    """Looks things up in the tree: the nearest line that tells wins, the whole document comes last."""

    def __init__(self, root: Node, subject: str, issued: date | None) -> None:
        self._issued = issued
        self._subject = subject
        self._labelled = [node for node in root.walk() if node.label is not None]
        self._lead = _document_lead(root)
        self._whole = Whole(root, subject)

    def heading(self, node: Node) -> str:
        """The subject that a line stands under: its nearest heading that names one, else that of the document."""
        for above in node.above():
            title = heading_title(above)
            if title and not ROUND.match(plain(title)):
                return title
        return self._subject

    def round_of(self, node: Node) -> str | None:
        """The round, class or module that a line stands under ("Đợt 1: Mô đun 6")."""
        for above in node.above():
            title = heading_title(above)
            if title and ROUND.match(plain(title)):
                return title
        return None

    def value(self, node: Node, column: Column, *, far: bool = True) -> str | None:
        """The words of the nearest label of this kind; without `far` only of the same record."""
        for level, holder in enumerate(self._holders(node)):
            if level > 2 and not far:
                return None
            if level < 2 and (told := inline_value(holder.text, column)):
                return told
            labelled = [child for child in holder.children if child.label is column and child is not node]
            for child in _by_nearness(labelled, node):
                if found := label_value(child):
                    return found
        return self._only(column, node) if far else None

    def _holders(self, node: Node) -> Iterator[Node]:
        yield node
        yield from node.above()

    def _only(self, column: Column, node: Node) -> str | None:
        """The one label of its kind in the document, when it does not belong to another record."""
        told = [other for other in self._labelled if other.label is column and (other.value or other.children)]
        free = [other for other in told if not self._of_another_record(other, node)]
        if len(told) == 1 and node.table is not None:
            free = told  # the one place of the document is that of its timetable
        return label_value(free[0]) if len(free) == 1 else None

    def _of_another_record(self, other: Node, node: Node) -> bool:
        fellows = other.parent.children if other.parent else []
        timed = any(fellow.label is Column.TIME and fellow.value for fellow in fellows)
        return timed and other.parent is not node.parent

    def place(self, node: Node) -> str | None:
        """Where it is, from labels around."""
        near = clean_place(self.value(node, Column.PLACE, far=False) or "")
        over = room_in_bracket(self._line_over(node)) if node.table is not None else None
        return near or over or self.bare_place(node) or clean_place(self.value(node, Column.PLACE) or "")

    @staticmethod
    def _line_over(node: Node) -> str:
        """The line right above a table: its heading, or the last line of the same section."""
        fellows = [fellow for fellow in (node.parent.children if node.parent else ()) if fellow.order < node.order]
        return fellows[-1].text if fellows else node.parent.text if node.parent else ""

    def bare_place(self, node: Node) -> str | None:
        """A line of the same record that is the name of a room and nothing else."""
        return next((told for other in _fellows(node) if names_place(told := other.text.strip(" .;|"))), None)

    def bare_people(self, node: Node) -> str | None:
        """A line of the same record that names people and nothing else."""
        return next((other.text for other in _fellows(node) if _is_people(other.text)), None)

    def place_of_all(self, node: Node) -> str | None:
        """Where all is that has a day or an hour: told once, far from it."""
        return self._whole.place_of(node) or (self._whole.place_over(node) if node.table is not None else None)

    def lms(self) -> str | None:
        """The learning system with its address, when the document tells one."""
        return self._whole.lms

    def place_only_for_lessons(self) -> bool:
        """Whether the place label says that it is where lessons are: "Địa điểm các buổi tập huấn"."""
        labels = (plain(other.text.partition(":")[0]) for other in self._labelled if other.label is Column.PLACE)
        return any(re.search(r"\b(?:buoi|lop)\b.*\b(?:tap huan|boi duong|hoc)\b", label) for label in labels)

    def audience(self, node: Node) -> str | None:
        """For whom, from labels around."""
        told = self.value(node, Column.AUDIENCE, far=False) or self.bare_people(node)
        return clean_audience(told or self.value(node, Column.AUDIENCE) or "")

    def lead(self, node: Node, *, far: bool = True) -> str | None:
        """Who leads: of the record, else of the whole plan."""
        near = self.value(node, Column.LEAD, far=False)
        return near.strip(" .;") if near else (self._lead if far else None)

    def addressed(self) -> str | None:
        """For whom the whole is."""
        return self._whole.people

    def is_looking_back(self, node: Node, flat: str, told: Period) -> bool:
        """Whether a time before the paper was issued is told among its purposes or reasons; flat: the sentence."""
        past = self._issued is not None and told.last_day is not None and told.last_day < self._issued
        told_as_past = _BASIS.match(flat) or _IS_OVER.search(flat)
        return past and (told_as_past is not None or any(_WHY.match(plain(above.text)) for above in node.above()))

    def receivers(self) -> str | None:
        """Those to whom a letter is written, people or offices."""
        return self._whole.receivers

    def quota(self, node: Node) -> int | None:
        """How many, from a label of the record or a number in its description."""
        told = self.value(node, Column.QUOTA)
        if told and (number := quota_in(told, labelled=True)):
            return number
        people = self.value(node, Column.AUDIENCE, far=False) or self.bare_people(node)
        if people and (number := quota_in(people)):
            return number
        described = self.value(node, Column.TITLE, far=False)
        if described and (number := quota_in(described)):
            return number
        people = self.value(node, Column.AUDIENCE) or ""
        return quota_in(people) if _COUNTED_PEOPLE.match(plain(people)) else None

    def form(self, node: Node) -> str:
        """Hình thức, from labels around."""
        told = self.value(node, Column.FORM) or ""
        told = re.split(r"(?<=\w\w)\s*\.\s+(?=[A-ZĐ])", told)[0]
        return told if len(told) < 160 else ""

    def is_online(self) -> bool:
        """Whether all lessons that tell no form and no room are online."""
        return self._whole.is_online

    def caption(self, node: Node) -> str:
        """The lines in capitals right above a table."""
        fellows = node.parent.children if node.parent else []
        above = [fellow.text for fellow in fellows if fellow.order < node.order and fellow.table is None][-4:]
        titles = [text for text in (*above, node.parent.text if node.parent else "") if text.isupper()]
        return " ".join(titles)

    def room(self, node: Node) -> str:
        """Words about a link or virtual room around."""
        return self.linked(node) or self._whole.room or ""

    def linked(self, node: Node) -> str:
        """The words of a label for links around."""
        return self.value(node, Column.LINK) or ""


_COUNTED_PEOPLE = lazily(r"\W*(?:\d+|(?:\w+ )?muoi(?: \w+)?) (?:giao vien|gv|can bo|cbql|hoc vien|nguoi)\b")
_ONLY_PEOPLE = lazily(
    r"\W*(?:(?:cac|toan the|toan bo|tat ca)\s+)*(?:giao vien|can bo|cbql|gv|gvcn|nhan vien|to truong|hieu truong)\b"
    r"(?!.*(?:\b(?:nop|gui|phai|can|se|co trach nhiem|hoan thanh|lap|dang ky|chuan bi|mang|hoc|nghi|tham gia|bao)\b|:))"
    r".{0,120}$"
)


def _is_people(text: str) -> bool:
    return not text.isupper() and bool(_ONLY_PEOPLE.match(plain(text)))


def _fellows(node: Node) -> list[Node]:
    """Lines without label or day beside a line of a numbered record."""
    record = node.parent
    if record is None or record.level < 2 or node.table is not None:
        return []
    return [other for other in record.children if other.label is None and other.table is None and other is not node]


_INLINE = tuple(
    (column, lazily(rf"(?:^|[.;,(]\s+|\s[–-]\s|\s)(?P<label>{pattern})[^:;.()]{{0,24}}:\s*"))
    for column, pattern in LABELS
)


def inline_value(text: str, column: Column) -> str | None:
    """The value of a label in the midst of a line: "Đợt 1: ngày 10/7. Thành phần: giáo viên Toán."."""
    flat = plain(text)
    if flat.count(":") < 1 or column not in (Column.PLACE, Column.AUDIENCE, Column.LEAD, Column.FORM, Column.QUOTA):
        return None
    for role, pattern in _INLINE:
        found = pattern.search(flat, 1) if role is column else None
        before = flat[: found.start("label")] if found else ""
        if found and re.search(r"[:.;(]\s", before):  # "Thời gian, địa điểm:" is one label
            rest = flat[found.end() :]
            stops = [hit.start() for _, other in _INLINE if (hit := other.search(rest)) and hit.start()]
            stop = re.search(r"[;\n]|\.(?:\s|$)|\)\s*[.;]?$", rest)
            end = min([len(rest), *stops, *([stop.start()] if stop else [])])
            return text[found.end() : found.end() + end].strip(" ,.;:–-(") or None
    return None


def _by_nearness(nodes: list[Node], node: Node) -> list[Node]:
    """What follows the line before what stands ahead of it."""
    return sorted(nodes, key=lambda other: (other.order < node.order, abs(other.order - node.order)))


def label_value(node: Node) -> str | None:
    """The value of a label: its own words and the plain lines under it."""
    lines = [node.value] if node.value else []
    closed = bool(node.value) and node.text.endswith(".")
    for child in node.children:
        if child.label is not None or child.table is not None or (closed and not child.dotted):
            continue
        if child.text.startswith("(") and lines:
            lines[-1] += f" {child.text}"
        elif child.dotted or not (lines and node.label is Column.AUDIENCE):
            lines.append(child.text.strip(" ;."))
    return "; ".join(line for line in lines if line) or None


_LEADS_TO_TIME = lazily(
    r"[\s,(:–-]*(?:\b(?:từ|vào|ngày|thời gian|lúc|các|trong|dự kiến|sáng|chiều|tối|buổi|cả)\b\W*)*$", re.I
)


def heading_title(node: Node) -> str | None:
    """The subject of a heading: what it says before its colon, dates and remarks left out; None for a generic one."""
    if node.table is not None or node.level < 0 or node.of_day or node.label not in (None, Column.TITLE):
        return None
    text = node.text
    if len(text) > 220 or is_generic(text):
        return None
    flat = plain(text)
    tokens = tokens_of(flat)
    if tokens:
        text = re.sub(r"\s*\([^()]*$", "", text[: tokens[0].start])
        text = _LEADS_TO_TIME.sub("", text)
    text = text.strip(" .:;,-–(")
    return text if len(text) > 2 and not is_generic(text) and not is_day_words(plain(text)) else None


def _leads(text: str) -> str | None:
    """Who leads, in the first sentence that says so; one with a day of its own before it speaks only for that day."""
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-ZĐ])", text):
        flat = plain(sentence)
        before = flat.partition("chu tri")[0]
        if len(before) < len(flat) and not tokens_of(before):
            return lead_in(sentence)
    return None


def _document_lead(root: Node) -> str | None:
    """The office that "chủ trì" the whole, from the part on who does what."""
    for node in root.walk():
        flat = plain(node.text)
        if node.label is Column.LEAD and node.value and node.parent is not None and node.parent.level <= 1:
            return node.value.strip(" .;")
        if (
            re.match(r"la (?:phong|don vi|co quan|bo phan)[^.;]{0,20}\bchu tri", flat)
            and node.parent
            and node.parent.text
        ):
            return node.parent.text.strip(" .:;")
        if (
            re.match(r"(?:chu tri|chiu trach nhiem chu tri)\b", flat)
            and node.parent
            and re.match(r"(?:phong|so|truong|to|ban|van phong)\b", plain(node.parent.text))
        ):
            return node.parent.text.strip(" .:;")
        if (
            node.table is None
            and node.label in (None, Column.TRAINER, Column.NOTE)
            and "chu tri" in flat
            and (found := _leads(node.text))
        ):
            return found
    return None
