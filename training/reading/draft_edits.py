"""What an organizer says about a draft: "buổi 3 lùi sang 14h", "xoá buổi 4", "thêm buổi sáng 12/12 7h30-11h tại …".

Values only: times stay words, to be read beside the activity that they are said of (training.drafting). Any text gives
an answer; what is no edit, or a question about a session, gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from training.plan import ZONE, Kind
from training.reading.dates import find_times
from training.reading.plans.letters import plain
from training.reading.vietnamese import clean

LONGEST = 1000  # letters read of one message
MOST_EDITS = 12
_SOME_DAY = datetime(2022, 6, 15, 12, tzinfo=ZONE)  # only whether a text holds a time is asked here, not which


class Deed(StrEnum):
    """What is to be done."""

    TIME = "time"  # words: the new time
    SHIFT = "shift"  # shift: later by so much, earlier when negative
    PLACE = "place"  # words
    LINK = "link"  # words: the address
    KIND = "kind"
    TITLE = "title"  # words
    AUDIENCE = "audience"  # words
    COURSE = "course"  # words: the code of a course
    DELETE = "delete"
    ADD = "add"  # words: the time; place, title, kind, link
    SHOW = "show"
    UNDO = "undo"
    PUBLISH = "publish"
    NUMBER = "number"  # words: the number of the document
    ISSUED = "issued"  # words: the day of issue
    CODE = "code"  # words: the code of the one course


@dataclass(frozen=True, slots=True)
class Edit:
    """One deed. numbers: of the activities in the list, from 1, the last one is -1; empty and not `all`: none named."""

    deed: Deed
    numbers: tuple[int, ...] = ()
    all: bool = False
    words: str = ""
    kind: Kind | None = None
    shift: timedelta | None = None
    place: str | None = None
    title: str | None = None
    link: str | None = None


def read_edits(text: str) -> tuple[Edit, ...]:
    """All edits of a message in their order; none when any part of it is no edit."""
    found: list[Edit] = []
    for part in _parts(clean(text[:LONGEST])):
        edits = _read(part)
        if not edits:
            return ()
        found += edits
    return tuple(found[:MOST_EDITS])


_NOUN = r"(?:buoi|muc|hoat dong|dong)"
_BREAK = re.compile(
    rf"\s*(?:;|\n|,(?=\s*(?:{_NOUN}\s+\d|xoa|huy|bo|them|doi)\b)|\.\s(?=\s*(?:{_NOUN}|xoa|huy|bo|them|doi)\b)"
    rf"|\s(?:va|con|roi)\s+(?={_NOUN}\s+\d+\s+\D))\s*"
)


def _parts(text: str) -> list[str]:
    flat, parts, start = plain(text), [], 0
    for found in _BREAK.finditer(flat):
        parts.append(text[start : found.start()])
        start = found.end()
    return [part.strip(" ,.") for part in (*parts, text[start:]) if part.strip(" ,.")]


_ASKS = re.compile(
    r"\?|\b(?:o dau|may gio|khi nao|bao gio|luc nao|ngay nao|the nao|phai khong|dung khong|khong a|"
    r"co phai|ai day|ai giang)\b|\bcho nao\b"
)
_POLITE = re.compile(
    r"^(?:(?:da|vang|a|em|nho|hay|giup|ho|thay|co|toi|minh|vui long|cho|xin|lam on|bot|oi|sua|chinh|cap nhat|lai|thi)"
    r"\b[\s,]*)+(?=\S)"
)


def _read(part: str) -> list[Edit]:
    flat = plain(part)
    if _ASKS.search(flat):
        return []
    polite = _POLITE.match(flat)
    if polite:
        part, flat = part[polite.end() :], flat[polite.end() :]
    for reader in _READERS:
        if edits := reader(part, flat):
            return edits
    return []


def _whole(part: str, flat: str) -> list[Edit]:
    """Words about the draft itself."""
    bare = re.sub(r"\s+(?:a|nhe|di|giup em|ho em|luon|nha)$", "", flat)
    if re.fullmatch(r"(?:hoan tac|undo|lay lai(?: nhu cu)?|quay lai nhu cu|tra lai nhu cu)", bare):
        return [Edit(Deed.UNDO)]
    if re.fullmatch(r"(?:cong bo|xuat ban|phat hanh|dang|publish|chot)(?: (?:ke hoach|ban nhap|lich))?(?: nay)?", bare):
        return [Edit(Deed.PUBLISH)]
    return []


_HEAD = (
    (Deed.NUMBER, re.compile(r"(?:so (?:van ban|ke hoach|cong van|hieu)|so)\s*(?:la|:|thanh)?\s*(?=\d[\d\w]*\s*/)")),
    (Deed.ISSUED, re.compile(r"(?:ngay ban hanh|ban hanh(?: ngay)?|ngay ky|ky ngay)\s*(?:la|:|thanh)?\s*(?=\S)")),
    (Deed.CODE, re.compile(r"(?:dat |doi )?ma (?:lop|khoa|khoa hoc)\s*(?:la|:|thanh|sang)?\s*(?=\w)")),
)


def _head(part: str, flat: str) -> list[Edit]:
    for deed, pattern in _HEAD:
        if found := pattern.match(flat):
            words = part[found.end() :].strip(" .:")
            return [Edit(deed, words=words)] if deed is not Deed.ISSUED or has_day(words) else []
    return []


def has_day(words: str) -> bool:
    return any(item.first for item in find_times(words, _SOME_DAY))


# --- which ---

_NUMBERS = r"\d{1,3}(?:\s*(?:,|va|-|–|den)\s*(?:buoi\s+)?\d{1,3}(?![\d/h]|:\d))*"
_WHICH = re.compile(
    rf"(?P<all>(?:tat ca|toan bo|het|moi|cac|tung)\s+(?:cac\s+)?{_NOUN})(?!\s*\d)|"
    rf"{_NOUN}\s+(?:(?:so|thu)\s+)?(?:(?P<numbers>{_NUMBERS})(?![\d/h]|:\d)|(?P<last>cuoi(?: cung)?)"
    rf"|(?P<first>dau(?: tien)?)|(?P<word>mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi))(?!\w)"
)
_WORDS = {
    word: number
    for number, word in enumerate(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), 1)
} | {"tu": 4}


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    if found["last"]:
        return (-1,)
    if found["first"]:
        return (1,)
    if found["word"]:
        return (_WORDS[found["word"]],)
    numbers: list[int] = []
    for span in re.finditer(r"(\d{1,3})(?:\s*(?:-|–|den)\s*(?:buoi\s+)?(\d{1,3}))?", found["numbers"] or ""):
        first, last = int(span[1]), int(span[2] or span[1])
        numbers += range(first, min(last, first + 60) + 1) if last >= first else (first, last)
    return tuple(dict.fromkeys(numbers))


_DELETE = re.compile(r"^(?:xoa|huy|bo|loai|khong co|delete)(?: bo| di| luon| het)?\s+(?=\S)")
_DELETE_AFTER = re.compile(r"^\s*(?:thi\s+)?(?:xoa|huy|bo|khong to chuc)(?: bo| di| luon| nua)?(?: nhe| a| nha)?$")
_BEFORE = re.compile(r"^(?:(?:cho|xem|chuyen|doi|lui|hoan|day|thay doi|dia diem|gio|thoi gian|ten|cua)\s+)*$")


def _of_items(part: str, flat: str) -> list[Edit]:
    which = _WHICH.search(flat)
    if which is None:
        return []
    one = Edit(Deed.SHOW, _numbers(which), bool(which["all"]))
    before, rest = flat[: which.start()], part[which.end() :].strip(" ,:–-")
    after = plain(rest)
    if _DELETE.match(f"{before.strip()} .") or (not before.strip() and _DELETE_AFTER.match(after)):
        deletes = not after or _DELETE_AFTER.match(after) or re.fullmatch(r"(?:di|nhe|a|luon|nha|giup em)+", after)
        return [_made(one, Deed.DELETE)] if deletes else []
    if not _BEFORE.match(f"{before.strip()} ".lstrip()):
        return []
    if not after:
        return [] if one.all else [one]
    return _changes(one, before, rest, after)


def _made(one: Edit, deed: Deed, words: str = "", kind: Kind | None = None, shift: timedelta | None = None) -> Edit:
    return Edit(deed, one.numbers, one.all, words.strip(" ,.;:"), kind, shift)


_TO = r"(?:thi\s+)?(?:(?:doi|chuyen|sua|dat|thay|doi lai|chuyen lai)\s+)?"
_TITLE = re.compile(rf"^{_TO}(?:(?:ten|tieu de|noi dung)\s*(?:la|thanh|:)|ten thanh)\s*(?=\S)")
_AUDIENCE = re.compile(rf"^{_TO}(?:danh cho|cho|doi tuong(?:\s*(?:la|:))?|thanh phan(?:\s*(?:la|:))?)\s+(?=\S)")
_COURSE = re.compile(rf"^{_TO}(?:(?:thuoc|vao|sang|cua)\s+)+(?:lop|khoa)\s+(?:ma\s+)?(?=\w)")
_PLACE = re.compile(
    rf"^{_TO}(?:(?:sang|ve|qua|thanh)\s+)?(?:(?:dia diem|noi hoc|cho|phong hoc)\s*(?:la|thanh|sang|:|tai|o)?|tai|o|ve|"
    r"(?=(?:hoi truong|phong \w|truong |trung tam|nha |so \d+|khach san)))\s*(?=\S)"
)
_LATER_PLACE = re.compile(r"(?<![\w])(?:tai|o|dia diem(?:\s*(?:la|:|tai))?)\s+(?=\S)")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]{3,200}|(?<![\w@.])(?:[\w-]+\.){1,4}(?:com|vn|us|net|org|edu)/[\w/?=&.-]+"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.DEADLINE, re.compile(r"(?:(?:thoi )?han(?: (?:nop|cuoi|chot|gui|bao cao|dang ky))?|deadline)\b")),
    (Kind.VIRTUAL, re.compile(r"(?:(?:hoc )?truc tuyen|online|phong(?: hoc| hop)? ao|zoom|meet|teams)\b")),
    (Kind.LMS, re.compile(r"(?:(?:tu )?hoc (?:tren |qua )?(?:he thong )?lms|lms|tu hoc|elearning)\b")),
    (Kind.PRACTICE, re.compile(r"(?:thuc hanh|van dung)\b")),
    (Kind.MEETING, re.compile(r"(?:hoi nghi|cuoc hop|hop|hoi thao|toa dam)\b")),
    (Kind.IN_PERSON, re.compile(r"(?:(?:hoc )?truc tiep|tap trung|offline)\b")),
    (Kind.MILESTONE, re.compile(r"(?:cot )?moc\b")),
)
_IS = re.compile(rf"^{_TO}(?:(?:hinh thuc|sang hinh thuc|thanh|sang|la|hoc|to chuc|hop|qua)\s*(?:la|:)?\s+)+")


def _changes(one: Edit, before: str, rest: str, after: str) -> list[Edit]:
    """What is said behind "buổi 3": one thing, or a time and a place."""
    if "dia diem" in before and not _PLACE.match(after):
        return [_made(one, Deed.PLACE, re.sub(r"^(?:là|thành|sang|tại|ở|:)\s*", "", rest, flags=re.I))]
    if re.search(r"\bten\b", before):
        return [_made(one, Deed.TITLE, re.sub(r"^(?:là|thành|sang|:)\s*", "", rest, flags=re.I))]
    if link := _LINK.search(rest):
        around = plain(rest[: link.start()])
        timed = [_made(one, Deed.TIME, rest[: link.start()])] if _has_time(around) else []
        return [*timed, _made(one, Deed.LINK, link[0])]
    for deed, pattern in ((Deed.TITLE, _TITLE), (Deed.COURSE, _COURSE), (Deed.AUDIENCE, _AUDIENCE)):
        if found := pattern.match(after):
            return [_made(one, deed, rest[found.end() :])]
    return _kind(one, after) or _shift(one, after) or _time_and_place(one, rest, after)


def _kind(one: Edit, after: str) -> list[Edit]:
    said = _IS.match(after)
    begin = said.end() if said else 0
    for kind, pattern in _KINDS:
        found = pattern.match(after, begin)
        tail = after[found.end() :].strip(" .,") if found else ""
        if found and (not tail or re.fullmatch(r"(?:tai truong|bao cao|danh sach|nhe|a|nha|thoi|luon| )+", tail)):
            return [_made(one, Deed.KIND, kind=kind)]
    return []


_UNITS = {"phut": 1, "tieng": 60, "gio": 60, "h": 60, "ngay": 1440, "hom": 1440, "tuan": 10080}
_SHIFT = re.compile(
    r"^(?:thi\s+)?(?:(?P<word>lui|hoan|doi|day|chuyen)\s*)?(?:lai\s*|lich\s*)?"
    r"(?P<way>len|som(?: hon)?|truoc|muon(?: hon)?|cham(?: hon| lai)?|sau|xuong|ra sau|them)?\s*(?:lai\s*)?"
    r"(?P<count>\d{1,3}|mot|hai|ba|nua)\s*(?P<unit>phut|tieng|gio(?! ?\d)|h(?= dong ho)|ngay(?! ?\d)|hom|tuan)"
    r"(?:\s*(?P<half>ruoi|nua))?\s*(?P<tail>som hon|muon hon|truoc|sau)?(?:\s*(?:nhe|a|nha))?$"
)
_COUNTS = {"mot": 1, "hai": 2, "ba": 3}


def _shift(one: Edit, after: str) -> list[Edit]:
    found = _SHIFT.match(after)
    if not found or not (found["word"] or found["way"] or found["tail"]):
        return []
    unit = _UNITS[found["unit"]]
    count = unit // 2 if found["count"] == "nua" else (_COUNTS.get(found["count"]) or _figure(found["count"])) * unit
    count += unit // 2 if found["half"] else 0
    way = f"{found['way'] or ''} {found['tail'] or ''}"
    earlier = re.search(r"\b(?:len|som|truoc)\b", way) is not None
    return [_made(one, Deed.SHIFT, shift=timedelta(minutes=-count if earlier else count))] if count else []


def _figure(text: str) -> int:
    return int(text) if text.isdecimal() else 0


_CUT = re.compile(r"\s*,?\s*(?:\b(?:luc|vao luc|vao|tu|ngay)\s+(?=\d)|\b(?:luc|vao)\s+(?=(?:sang|chieu|toi|ngay)\b))")


def _time_and_place(one: Edit, rest: str, after: str) -> list[Edit]:
    at = _PLACE.match(after)
    begin = at.end() if at else None
    if at is None and (later := _LATER_PLACE.search(after)):
        at, begin = later, later.end()
    if at is None or begin is None:
        return [_made(one, Deed.TIME, rest)] if _has_time(after) else []
    cut = _CUT.search(after, begin)
    end = cut.start() if cut and _has_time(after[cut.start() :]) else len(after)
    when = f"{rest[: at.start()]} {rest[end:]}"
    timed = [_made(one, Deed.TIME, when)] if _has_time(plain(when)) else []
    place = rest[begin:end].strip(" ,.")
    return [*timed, _made(one, Deed.PLACE, place)] if place else timed


def _has_time(flat: str) -> bool:
    return bool(flat.strip()) and any(item.first or item.clock for item in find_times(flat, _SOME_DAY))


# --- a new one ---

_ADD = re.compile(rf"^(?:them|bo sung|tao|add)(?:\s+(?:mot|1))?(?:\s+{_NOUN})?(?:\s+moi)?(?:\s*:)?\s+(?=\S)")


def _added(part: str, flat: str) -> list[Edit]:
    found = _ADD.match(flat)
    if not found:
        return []
    rest = part[found.end() :]
    link = _LINK.search(rest)
    if link:
        rest = f"{rest[: link.start()].rstrip()} {rest[link.end() :].strip()}".strip()
    at = _LATER_PLACE.search(plain(rest))
    place, when = "", rest
    if at:
        cut = _CUT.search(plain(rest), at.end())
        end = cut.start() if cut and _has_time(plain(rest[cut.start() :])) else len(rest)
        place, when = rest[at.end() : end].strip(" ,."), f"{rest[: at.start()]} {rest[end:]}"
    if not _has_time(plain(when)):
        return []
    title, kind = _title(when)
    kind = Kind.VIRTUAL if link and kind is None else kind
    return [
        Edit(
            Deed.ADD,
            words=when.strip(),
            kind=kind,
            place=place or None,
            title=title,
            link=link[0] if link else None,
        )
    ]


def _title(words: str) -> tuple[str | None, Kind | None]:
    """What is left when the times are taken out, and the kind that it tells."""
    left, end = "", 0
    for item in find_times(words, _SOME_DAY):
        left += f"{words[end : item.start]} "
        end = item.end
    left = re.sub(r"\b(?:ngày|lúc|vào|từ|đến|buổi)\s*(?=$|\s|,)", " ", left + words[end:], flags=re.I)
    title = re.sub(r"\s+", " ", left).strip(" ,.:;–-()")
    flat = plain(title)
    kind = next((kind for kind, pattern in _KINDS if re.search(rf"(?<!\w){pattern.pattern}", flat)), None)
    bare = len(title) < 4 or any(pattern.fullmatch(flat) for _, pattern in _KINDS)
    return (None if bare else title), kind


_READERS: tuple[Callable[[str, str], list[Edit]], ...] = (_whole, _head, _added, _of_items)
