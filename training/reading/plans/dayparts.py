"""Hours told once for all mornings and all afternoons of a document, or of a part or some groups of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from training.plan import Kind, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.draft import Candidate
from training.reading.plans.endings import is_end, with_ends
from training.reading.plans.kinds import says_form
from training.reading.plans.letters import plain
from training.reading.plans.moments import clocked
from training.reading.plans.named_lessons import groups_named, meant
from training.reading.plans.outline import Node
from training.reading.plans.tokens import Clock, Dates, Token
from training.reading.plans.written import tokens_of

_NAMES = {"sang": "sáng", "chieu": "chiều", "toi": "tối"}
_LONGEST_CLASS = 6  # days; what lasts longer is no row of lessons from morning to evening
_PART = lazily(r"\b(sang|chieu|toi)\b")


def part_suffix(when: Period) -> str:
    """ " (sáng)" by the hour of the beginning."""
    hour = when.start.hour if when.start and when.is_exact else None
    if hour is None:
        return ""
    return " (sáng)" if hour < 12 else " (chiều)" if hour < 18 else " (tối)"


def part_in(flat: str) -> str | None:
    """The parts of the day that a text names, in their order: "sang", "sang chieu"; None for none."""
    named = set(_PART.findall(flat)) | ({"sang", "chieu"} if re.search(r"\b(?:ca|mot) ngay\b", flat) else set())
    return " ".join(part for part in ("sang", "chieu", "toi") if part in named) or None


def plain_parts(text: str) -> str:
    """A text folded, without the "sang" of "chuyển sang", which folds to a morning; kept in a text without marks."""
    flat = plain(text)
    if text.isascii():
        return flat
    return _PART.sub(lambda hit: " " * len(hit[0]) if text[hit.start() : hit.end()].lower() == "sang" else hit[0], flat)


def part_beside(text: str, begin: int, end: int) -> str | None:
    """The part of the day right before or right behind a date: "Chiều 12/3", "Thứ Bảy 05/4, sáng:", "12/3 (tối)"."""
    flat = plain_parts(text)
    behind = _PART_BEHIND.match(flat, end)
    weekly = _WEEKLY_PART.search(flat[:begin])
    before = weekly[0] if weekly else flat[max(0, begin - 16) : begin]
    return part_in(before) or (part_in(behind[0]) if behind else None) or only_part(flat, end)


def only_part(flat: str, begin: int) -> str | None:
    """The part of the day to which a later clause limits it: "ngày 17/8 …; chỉ học buổi sáng"."""
    found = _ONLY_PART.search(flat, begin)
    return found[1] if found else None


_ONLY_PART = lazily(r"\bchi (?:hoc|to chuc|day|tap huan)(?: vao)?(?: mot)? buoi (sang|chieu|toi)\b")


# "Tối thứ Hai và thứ Tư hằng tuần từ ngày"
_WEEKLY_PART = lazily(r"\b(?:sang|chieu|toi)\s+(?:cac\s+)?(?:thu|t[2-7]|chu nhat)\b[^.;:\d]{0,60}$")


_PART_BEHIND = lazily(
    r"\s*[,(–-]?\s*(?:vao )?(?:buoi |ca )?(?:sang|chieu|toi|ca ngay)(?: va (?:chieu|toi))?\b(?! nay| mai)"
)


def only_hours_of_parts(flat: str, clocks: Sequence[Clock]) -> bool:
    """ "Học trực tiếp thứ Bảy: buổi sáng 8h00 - 11h15, buổi chiều …": hours of parts of the day, and no lesson."""
    clocks = [clock for clock in whole_clocks(flat, clocks) if isinstance(clock, Clock)]
    if not all(_part_before(flat, clock) for clock in clocks):
        return False
    rest = flat
    for clock in reversed(clocks):
        rest = f"{rest[: clock.start]} {rest[clock.end :]}"
    return _FRAME_WORDS.fullmatch(re.sub(r"\b(?:tai|tren|qua|o)\s.*", "", rest)) is not None


_FRAME_WORDS = lazily(
    r"(?:\W|(?:sang|chieu|toi|buoi|ca|cac|moi|hang|ngay|tuan|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|hoc|va|vao|"
    r"truc tiep|truc tuyen|tap trung|tap huan|thoi gian|gio|lam viec|bat dau|ket thuc|luc|tu|den|la|hai|deu|co|gom|"
    r"doi voi|lop|dot|khoa|lich|chung|cu the|nhu sau|thuc hien|to chuc|mot)(?!\w))*"
)


@dataclass(frozen=True, slots=True)
class _Hours:
    """Hours of the days of all lessons of a kind, or of the groups named with them, and the line that tells them."""

    node: Node
    clocks: tuple[Clock, ...]
    groups: tuple[str, ...]
    kinds: tuple[Kind, ...]
    whole: bool  # where the names tell no lesson apart, they are those of all


def with_hours(candidates: Sequence[Candidate], root: Node) -> list[Candidate]:
    """Days of which no hour or only the part is told get the hours that the document tells for all of them."""
    nodes = [node for node in root.walk() if node.table is None]
    if hours := [told for node in nodes for told in _of_every_day(node)]:
        places = {node.order: node for node in root.walk()}
        told = [(one, meant(one.groups, one.node.order, candidates) if one.groups else []) for one in hours]
        told = [(one, lessons) for one, lessons in told if lessons or one.whole or not one.groups]
        candidates = [every for one in candidates for every in _each_day(one, _meant(one, told, places.get(one.order)))]
    if any(candidate.part for candidate in candidates):
        parts = _hours(node.text for node in nodes)
        candidates = [timed for candidate in candidates for timed in _timed(candidate, parts)]
    return with_ends(candidates, [node.text for node in nodes])


_CLAUSES = lazily(r"\.\s+(?!(?:Buổi )?[Cc]hiều\b)(?=[A-ZĐÀ-Ỹ])")  # the afternoon goes with its morning
_ALL = (
    r"(?:moi|hang|tat ca cac|cac|ca (?:hai|ba|bon|\d))\s+"
    r"(?:lop|ngay|dot|buoi(?! (?:sang|chieu|toi))|mon|cum|nhom|khoa|phien|diem|khu vuc|vung)\b"
)
_EVERY = lazily(
    rf"^\W*(?:thoi gian|gio hoc|gio)?(?: hoc)?\W*(?:cua |trong )?{_ALL}[^.;\d]{{0,40}}$"
    r"|^\W*(?:gio|khung gio|thoi gian) (?:hoc|tap huan|len lop|hang ngay|moi ngay|moi buoi)\b[^.;\d]{0,30}$"
)
_ONLY_FACE = lazily(r"\b(?:truc tiep|tap trung)\b")
_ONLY_VIRTUAL = lazily(r"\btruc tuyen\b|\bonline\b|\bzoom\b")
_REST = lazily(r"\b(?:nghi|giai lao)(?: trua| giua gio| giai lao)?\s*(?:tu|:|\()?\s*$")
_OFFICE = lazily(r"\b(?:tiep nhan|nop|ho so|hanh chinh|dang k[yi]|lien he|truc(?! t)|xe|an|don tiep|phat|cap|nhan)\b")
_WORK = lazily(r"\blam viec(?! (?:hai|2|02) buoi)\b")
_LEARNERS = lazily(r"\b(?:nhom|lop|dot|cum|khoa|hoc vien|dai bieu|hoi nghi|hoi thao|tap huan|boi duong|doan)\b")


def _of_every_day(node: Node) -> Iterator[_Hours]:
    """ "Thời gian mỗi lớp: từ 8h00 đến 16h30", told apart from any day; mornings and afternoons where both are told."""
    for clause in _CLAUSES.split(node.text):
        if not tokens_of(plain(clause)):
            continue
        for piece in _by_groups(clause):
            flat = plain(piece)
            tokens = whole_clocks(flat, tokens_of(flat))
            tokens = [token for token in tokens if not _REST.search(flat[: token.start])]
            told = tuple(token for token in tokens if isinstance(token, Clock) and token.ends)
            complete = len(told) == len(tokens)
            told = tuple(clock for clock in told if _part_before(flat, clock) != "toi") or told
            if complete and told and _of_all(flat, told):
                before = flat[: told[0].start]
                whole = len(told) > 1 or _EVERY.match(before) is not None
                yield _Hours(node, told, groups_named(before), _kinds_in(before), whole)


def tells_hours_of_several(text: str) -> bool:
    """Whether a sentence tells the hours of all days, and says so: "Ở cả ba khu vực, mỗi ngày …, buổi sáng từ …"."""
    flat = plain(text)
    told = tuple(token for token in tokens_of(flat) if isinstance(token, Clock) and token.ends)
    return bool(told) and _SEVERAL.search(flat[: told[0].start]) is not None and _of_all(flat, told)


_SEVERAL = lazily(rf"\b{_ALL}|\b(?:chung|deu)\b")


def _of_all(flat: str, told: Sequence[Clock]) -> bool:
    before = flat[: told[0].start]
    if len(told) == 1 and (_EVERY.match(before) or groups_named(before)):
        return True
    return [_part_before(flat, token) for token in told] == ["sang", "chieu"] and not _of_office(before)


def hours_of_others(flat: str, clocks: Sequence[Clock], *, parts_told: bool) -> bool:
    """Hours of the parts of the day told before, or mornings and afternoons in which an office is open."""
    parts = [_part_before(flat, clock) for clock in clocks]
    office = parts == ["sang", "chieu"] and _of_office(flat[: clocks[0].start])
    return office or (parts_told and only_hours_of_parts(flat, clocks))


def _of_office(flat: str) -> bool:
    """Hours in which papers are taken in, or people "làm việc" who are no learners."""
    if _OFFICE.search(flat):
        return True
    return _WORK.search(flat) is not None and _LEARNERS.search(flat) is None


def _kinds_in(flat: str) -> tuple[Kind, ...]:
    face, virtual = _ONLY_FACE.search(flat), _ONLY_VIRTUAL.search(flat)
    if bool(face) is bool(virtual):
        return (Kind.IN_PERSON, Kind.VIRTUAL)
    return (Kind.IN_PERSON,) if face else (Kind.VIRTUAL,)


def _by_groups(clause: str) -> list[str]:
    """ "Cụm 1: 7h30 - 10h30; cụm 2: 13h30 - 16h30" apart; any other text whole."""
    pieces = re.split(
        r"[;,]\s*(?=(?:còn |riêng |các )*(?:nhóm|lớp|đợt|cụm|khối|môn|nội dung|chuyên đề|mô đun)\s)", clause, flags=re.I
    )
    first = [next(iter(tokens_of(plain(piece))), None) for piece in pieces]
    before = [token and plain(piece)[: token.start] for piece, token in zip(pieces, first, strict=True)]
    named = [words and (groups_named(words) or _EVERY.match(words)) for words in before]
    return pieces if all(named) else [clause]


def _meant(one: Candidate, hours: Sequence[tuple[_Hours, Sequence[Candidate]]], node: Node | None) -> tuple[Clock, ...]:
    """The hours told for the group of a lesson; of several the ones told nearest in the outline."""
    # days in a virtual room, where no hours are told for those: the hours of the days they stand for
    apart = not one.from_table or says_form(one.title) or any(Kind.VIRTUAL in told.kinds for told, _ in hours)
    also = () if apart else (Kind.VIRTUAL,)
    free = [
        (told, bool(lessons))
        for told, lessons in hours
        if (one.kind in told.kinds or one.kind in also) and (not lessons or one in lessons)
    ]
    if not free or node is None:
        return free[0][0].clocks if free else ()
    line = [id(above) for above in node.above()]
    return min(free, key=lambda told: (not told[1], _distance(told[0].node, node, line)))[0].clocks


def _distance(told: Node, node: Node, line: Sequence[int]) -> tuple[int, bool, int]:
    """Steps up to what holds both; what follows a line is nearer than what stands before it."""
    steps = next((line.index(id(above)) for above in told.above() if id(above) in line), len(line))
    return steps, told.order < node.order, abs(told.order - node.order)


def _part_before(flat: str, clock: Clock) -> str | None:
    found = re.search(r"\b(sang|chieu|toi)\b[^.;\d]{0,30}$", flat[: clock.start])
    return found[1] if found else None


_EDGE = lazily(r"\W*(?:(?:le )?(?:khai|be) (?:giang|mac)|tong ket|kiem tra|thi|nghiem thu)\b")


def _each_day(candidate: Candidate, clocks: Sequence[Clock]) -> list[Candidate]:
    """The lessons of which only days are told, with their hours."""
    first, last = candidate.period.first_day, candidate.period.last_day
    taught = clocks and not candidate.part and candidate.choose_days is None
    if not taught or candidate.period.precision is not Precision.DAY or first is None or last is None:
        return [candidate]
    if (last - first).days >= _LONGEST_CLASS or (not candidate.from_table and _EDGE.match(plain(candidate.title))):
        return [candidate]
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    several = len(clocks) > 1
    periods = [clocked(day, clock) for day in days for clock in clocks]
    return [candidate.over(period, part_suffix(period) if several else "") for period in periods] or [candidate]


@dataclass(frozen=True, slots=True)
class _PartHours:
    """Hours of a part of the day, and the virtual room that is told with them."""

    clock: Clock
    room: str | None


def _hours(lines: Iterable[str]) -> dict[str, _PartHours]:
    """Hours of "Buổi sáng bắt đầu lúc 7h30" and the like; sentences with a day of their own do not speak for others."""
    hours: dict[str, _PartHours] = {}
    for clause in (piece for line in lines for piece in re.split(r";|\.\s", line)):
        flat = plain(clause)
        tokens = whole_clocks(flat, tokens_of(flat))
        if any(isinstance(token, Dates) for token in tokens):
            continue
        clocks = [token for token in tokens if isinstance(token, Clock) and not is_end(flat, token)]
        for number, clock in enumerate(clocks):
            if part := _part_before(flat, clock):
                hours.setdefault(part, _PartHours(clock, _room_told(clause, flat, clocks, number)))
    return hours


def _room_told(clause: str, flat: str, clocks: Sequence[Clock], number: int) -> str | None:
    """The virtual room between the hours before and the hours behind, when nothing there is face to face."""
    begin = _edge(flat, clocks[number - 1].end, clocks[number].start) if number else 0
    last = number + 1 == len(clocks)
    end = len(flat) if last else _edge(flat, clocks[number].end, clocks[number + 1].start)
    here = flat[begin:end]
    return details.virtual_room(clause[begin:end]) if not _ONLY_FACE.search(here) else None


def _edge(flat: str, begin: int, end: int) -> int:
    """Where the words of one hour end and those of the next begin."""
    mark = max(flat.rfind(",", begin, end), flat.rfind(" va ", begin, end))
    return mark if mark >= 0 else begin


def whole_clocks(flat: str, tokens: Sequence[Token]) -> list[Token]:
    """ "bắt đầu lúc 7h30, kết thúc lúc 11h00" as one clock with its end."""
    whole: list[Token] = []
    for token in tokens:
        above = whole[-1] if whole else None
        begun = isinstance(above, Clock) and not above.ends and isinstance(token, Clock) and not token.ends
        if (
            begun
            and isinstance(above, Clock)
            and isinstance(token, Clock)
            and _CLOSES.fullmatch(flat[above.end : token.start])
        ):
            whole[-1] = Clock(above.start, token.end, above.begins, token.begins)
        else:
            whole.append(token)
    return whole


_CLOSES = lazily(r"[\s,;(]*(?:va\s+)?ket thuc\s*(?:vao\s+)?(?:luc\s+)?")


def _timed(candidate: Candidate, hours: dict[str, _PartHours]) -> list[Candidate]:
    """One for each part of the day; the whole day where the hours of a part are not told."""
    day, parts = candidate.period.first_day, (candidate.part or "").split()
    exact_day = candidate.period.precision is Precision.DAY and day == candidate.period.last_day
    if day is None or not exact_day or not parts or not all(part in hours for part in parts):
        return [candidate]
    several = len(parts) > 1
    return [
        _met_in(candidate, hours[part].room).over(
            clocked(day, hours[part].clock), f" ({_NAMES[part]})" if several else ""
        )
        for part in parts
    ]


def _met_in(one: Candidate, room: str | None) -> Candidate:
    """A lesson that tells neither form nor place is where its hours are said to be: evenings on Zoom."""
    own = says_form(one.evidence) or details.place_in(one.evidence) or (one.place and one.place in one.evidence)
    return replace(one, kind=Kind.VIRTUAL, place=room, alt_kinds=()) if _is_met(one) and room and not own else one


def _is_met(one: Candidate) -> bool:
    return one.kind in (Kind.IN_PERSON, Kind.VIRTUAL)
