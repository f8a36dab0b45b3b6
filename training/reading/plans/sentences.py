"""Sentences of a document with the moments that they tell, and the words that belong to each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from training.plan import Kind, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans import titles
from training.reading.plans.columns import Column
from training.reading.plans.dayparts import part_suffix
from training.reading.plans.draft import Candidate
from training.reading.plans.kinds import is_training, kind_of
from training.reading.plans.letters import plain
from training.reading.plans.moments import Moment, Timed
from training.reading.plans.outline import Node, label_of
from training.reading.plans.relative import is_day_alone
from training.reading.plans.tokens import Clock, Dates, Token
from training.reading.plans.written import tokens_of
from training.reading.plans.years import period

PART_START = lazily(r"\W*(?:buoi\s+)?(sang|chieu|toi)\b")
_SENTENCE = lazily(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ\-+])|\n")
_EXCEPTED = lazily(r"\W*(?:rieng )?(?:tru|ngoai tru|nghi|khong hoc)\b")  # days left out of what stands before
_BELONGS = lazily(r"(?:duong )?link\s*:|(?:meeting )?id\b[^.]{0,12}:|mat khau\s*:|pass(?:code|word)?\s*:")
_ABBREVIATED = lazily(
    r"(?:\b(?:TP|TS|ThS|PGS|GS|P|Q|TT|TX|H|Tr|St|ĐT|BS|CN|KT|TM|Mr|Ms)|\b[A-ZĐ]|"
    r"\b(?:[Cc]huyên đề|[Bb]ài|[Pp]hần|[Mm]ô đun|[Nn]ội dung|[Mm]ục|[Cc]hương|[Ll]ớp|[Bb]uổi|[Pp]hòng|P) \d{1,3})\.$"
)


# a room or a class in running text ends its sentence: "tại phòng 204."
_ENDED_BY_ROOM = lazily(
    r"(?<=\w )(?:lớp|phòng) \d{1,3}\.$|(?:tại|ở) Phòng \d{1,3}\.$|"
    r"\b(?:[Hh]ội trường|[Nn]hà|[Kk]hu|[Dd]ãy|[Tt]òa|[Ll]ớp|[Nn]hóm|[Cc]ụm|[Tt]ổ) [A-ZĐ]\.$"
)
# "…, khu vực ven biển tập huấn ngày 18/7", "…; lớp B …", outside brackets
_NEXT = lazily(
    r"(;\s+|,\s+(?=(?:còn |riêng )?(?:khu vực|vùng|lớp|đợt|cụm|nhóm|khối|khóa|tổ|môn|miền|"
    r"các (?:trường|tỉnh|xã|huyện|đơn vị)|"
    r"(?:cán bộ|giáo viên) (?:quản lý|các|cấp|tiểu|trung|mầm|THCS|THPT))\b))(?![^()]*\))"
)


_EARLIER = lazily(r"\b(?:da (?:ban hanh|thong bao|gui|co)|theo do|truoc day|ban dau)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a node with its moments and their roles."""

    node: Node
    text: str
    flat: str
    moments: tuple[Moment, ...]
    deadline: frozenset[int]  # numbers of the moments that are deadlines
    without: frozenset[date]


def blanked(text: str, tokens: Sequence[Token]) -> str:
    """Dates that no longer hold are no words of a title; places in the text stay what they are."""
    for token in tokens:
        text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text


def sentences_of(text: str) -> list[str]:
    """Sentences, not cut behind abbreviations; semicolons part them where both halves tell a time."""
    parts: list[str] = []
    for part in _SENTENCE.split(text):
        if parts and (
            (_ABBREVIATED.search(parts[-1]) and not _ENDED_BY_ROOM.search(parts[-1])) or _BELONGS.match(plain(part))
        ):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [piece for part in parts for piece in _clauses(part) if piece.strip()]


def _clauses(text: str) -> list[str]:
    """Clauses between semicolons outside brackets, as long as each names a day of its own."""
    pieces = _NEXT.split(text)
    joined = pieces[:1]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        flat = plain(piece)
        told_before = mark.startswith(",") and _EARLIER.search(plain(joined[-1]))
        begun = not told_before and any(isinstance(token, Dates) for token in tokens_of(plain(joined[-1])))
        if begun and any(isinstance(token, Dates) for token in tokens_of(flat)) and not _EXCEPTED.match(flat):
            joined.append(piece)
        else:
            joined[-1] = f"{joined[-1]}{mark}{piece}"
    return joined


def session_label(text: str, flat: str, moment: Moment, clock: Clock | None) -> str | None:
    """What one of several sessions is about, or for whom: words behind its hours, else those before them."""
    if clock is None:
        return None
    fellows = sorted(moment.clocks, key=lambda other: other.start)
    after = [other.start for other in fellows if other.start >= clock.end]
    following = text[clock.end : min(after, default=len(text))]
    behind = re.match(rf"\s*\)?\s*:\s*({titles.OPENING}[^;\n]{{3,160}})", following)
    if behind is None and len(fellows) > 1 and _each_told_behind(text, fellows):
        behind = re.match(r"\s*\)\s*[–-]?\s*([^\W\d][^;\n]{3,160})", following)
    if behind:
        words = re.sub(
            r"[\s;,.(–-]*(?:[Bb]uổi\s+)?(?:sáng|chiều|tối|Sáng|Chiều|Tối)?(?:\s*(?:từ|lúc))?[\s(:,]*$", "", behind[1]
        )
        return titles.without_place(titles.first_clause(words)) or None
    before = [other.end for other in fellows if other.end <= clock.start]
    if moment.dates and moment.dates.end <= clock.start:
        before.append(moment.dates.end)
    if len(fellows) < 2 or not before:
        return None
    between = titles.trimmed(re.sub(r"[()]", " ", text[max(before) : clock.start]))
    return (
        between
        if between
        and len(between) < 60
        and not re.fullmatch(r"(?:buoi|ca|sang|chieu|toi|\W|\d|va|tu|nghi|giua gio)*", plain(between))
        else None
    )


def _each_told_behind(text: str, clocks: Sequence[Clock]) -> bool:
    """ "sáng (8h00 - 11h30) lý thuyết; chiều (13h30 - 17h00) thực hành": what is done stands behind each hour."""
    return all(re.match(r"\s*\)\s*[–-]?\s*[^\W\d]{2,}\s+[^\W\d]{2,}", text[clock.end :]) for clock in clocks)


def labelled(model: Candidate, when: Period, label: str | None, *, several: bool) -> Candidate:
    """One of the sessions of a candidate, named by its own label or by its part of the day."""
    if label and titles.is_telling(label) and not re.match(r"(?:to|nhom|lop|khoi)\b", plain(label)):
        kind, alternatives = kind_of(label, default=model.kind)
        kind = kind if model.kind is not Kind.DEADLINE else model.kind
        return replace(model, period=when, title=label, kind=kind, alt_kinds=alternatives or model.alt_kinds)
    if label:
        told = plain(model.audience or "")
        audience = label if told in plain(label) else f"{model.audience} {label}"
        suffix = "" if plain(label) in plain(model.title) else f" – {label}"
        return replace(model.over(when, suffix), audience=audience)
    return model.over(when, part_suffix(when) if several else "")


_MODEL = lazily(r"\b7\s*-\s*2\s*-\s*7\b")


def by_model(model: Candidate, timed: Sequence[Timed], flat: str) -> list[Candidate]:
    """7-2-7 with only its first day, or only its whole stretch of sixteen days, told."""
    if not _MODEL.search(flat) or len(timed) != 1 or timed[0].period.precision is not Precision.DAY:
        return []
    first, last = timed[0].period.first_day, timed[0].period.last_day
    if first is None or last is None or (last - first).days not in (0, 15):
        return []
    days = [
        (0, 6, Kind.LMS, "tự học LMS"),
        (7, 8, Kind.IN_PERSON, "học trực tiếp"),
        (9, 15, Kind.LMS, "hoàn thành trên LMS"),
    ]
    return [
        replace(
            model,
            title=f"{model.title} – {words}",
            kind=kind,
            period=period(first + timedelta(days=begin), first + timedelta(days=end), Precision.DAY),
            place="hệ thống LMS" if kind is Kind.LMS else model.place,
        )
        for begin, end, kind, words in days
    ]


def closing(when: Period) -> Period:
    """A deadline to the minute begins and ends at its minute, as one to the day does on its day."""
    return Period(when.start, when.end or when.start, when.precision)


def segment(sentence: Sentence, number: int) -> str:
    """The clause that a moment stands in."""
    begin = sentence.moments[number - 1].end if number else 0
    end = sentence.moments[number + 1].start if number + 1 < len(sentence.moments) else len(sentence.text)
    here = sentence.moments[number]
    begin = max(begin, sentence.text.rfind("; ", begin, here.start) + 1)
    cut = sentence.text.rfind("; ", here.end, end) if end < len(sentence.text) else -1
    return sentence.text[begin : cut if cut > 0 else end]


def to_be_announced(flat: str, whole: str) -> bool:
    """Whether a later paper will tell the time; whole: the paragraph, whose other sentences may name what it is of."""
    announced = re.search(r"\bthoi gian[^.;]{0,40}\b(?:thong bao|co van ban|huong dan)[^.;]{0,12}\bsau\b", flat)
    put_off = re.match(r"\W*(?:hoan|tam hoan|lui|dung)\b(?! thanh| thien)", whole)
    apart = re.search(r"\b(?:to|lop|nhom|truong|mon|khoi|cum)\b[^.;]{0,60}\bco lich rieng\b", flat)
    round_ = re.match(r"(?:dot|lop|nhom|cum|khoa)\s+(?:\d|[ivx]+\b)", flat)
    put_off = put_off or round_
    return apart is not None or (bool(announced) and (is_training(flat) or put_off is not None))


def first_named(node: Node) -> str:
    """What the first sentence of a paragraph is about."""
    first = next(iter(sentences_of(node.text)), "")
    tokens = tokens_of(plain(first))
    return titles.before_date(first[: tokens[0].start] if tokens else first)


def is_context(sentence: Sentence) -> bool:
    """ "Ngày 10/3/2025:" or "Tháng 9/2024" over lines of its own."""
    if len(sentence.moments) != 1 or sentence.moments[0].dates is None or not sentence.node.children:
        return False
    moment = sentence.moments[0]
    rest = titles.trimmed(sentence.text[: moment.start]) + titles.trimmed(sentence.text[moment.end :])
    bare = sentence.node.of_day and is_day_alone(plain(sentence.text))
    return sentence.node.label is None and (bare or len(rest.strip(" .:*()")) < 4) and not moment.clocks


def is_thing_of_day(node: Node, text: str) -> bool:
    """A line under a day is something of that day, unless lines beside it tell the hours or parts of the day."""
    fellows = [plain(fellow.text) for fellow in node.parent.children if not fellow.of_day] if node.parent else []
    timed = any(PART_START.match(flat) or tokens_of(flat) for flat in fellows)
    return not timed and node.label in (None, Column.TITLE) and node.text.startswith(text)


def is_remark(node: Node, text: str) -> bool:
    """Whether a sentence only adds to the one before it in its line: "Phụ trách: đ/c Lan"."""
    label = label_of(text)
    return not node.text.startswith(text) and label is not None and label[0] is not Column.TITLE


def charge(found: Sequence[Candidate], node: Node, text: str) -> None:
    """Who leads what the sentences of the same line tell, when the remark behind them says so."""
    label, told = label_of(text) or (None, None)
    for one in found:
        if one.order == node.order and label is Column.LEAD:
            one.lead = one.lead or (told or "").strip(" .;") or None
