"""What an organizer says about a draft: "buổi 3 lùi sang 14h", "xoá buổi 4", "thêm buổi sáng 12/12 7h30-11h tại …".

Values only: times stay words, to be read beside the activity that they are said of (training.drafting). Any text gives
an answer; what is no edit, or a question about a session, gives none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from training.intents import Part
from training.plan import ZONE, Kind
from training.reading.dates import find_times
from training.reading.draft_deeds import DATED, NOUN, WHICH, Deed, Edit, numbers_of
from training.reading.draft_whole import of_head, of_several, of_whole
from training.reading.plans.letters import plain
from training.reading.vietnamese import clean

LONGEST = 1000  # letters read of one message
MOST_EDITS = 12
_SOME_DAY = datetime(2022, 6, 15, 12, tzinfo=ZONE)  # only whether a text holds a time is asked here, not which


def read_edits(text: str) -> tuple[Edit, ...]:
    """All edits of a message in their order; none when any part of it is no edit."""
    text = clean(text[:LONGEST])
    said = _said(text)
    if together := of_several(said, text[len(text) - len(said) :]):
        return tuple(together)
    found: list[Edit] = []
    for part in _parts(text):
        edits = _read(part)
        if not edits:
            return ()
        found += edits
    return tuple(found[:MOST_EDITS])


_BREAK = re.compile(
    rf"\s*(?:;|\n|,(?=\s*(?:{NOUN}\s+\d|xoa|huy|bo|them|doi)\b)|\.\s(?=\s*(?:{NOUN}|xoa|huy|bo|them|doi)\b)"
    rf"|\s(?:va|con|roi)\s+(?={NOUN}\s+\d+\s+\D))\s*"
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


def _said(part: str) -> str:
    """Without marks, and without the polite words before."""
    flat = plain(part)
    polite = _POLITE.match(flat)
    return flat[polite.end() :] if polite else flat


def _read(part: str) -> list[Edit]:
    flat = _said(part)
    part = part[len(part) - len(flat) :]
    if whole := of_whole(flat):
        return whole
    if _ASKS.search(flat):
        return []
    for reader in _READERS:
        if edits := reader(part, flat):
            return edits
    return []


_DELETE = re.compile(r"^(?:xoa|huy|bo|loai|khong co|delete)(?: bo| di| luon| het)?\s+(?=\S)")
_DELETE_AFTER = re.compile(r"^\s*(?:thi\s+)?(?:xoa|huy|bo|khong to chuc)(?: bo| di| luon| nua)?(?: nhe| a| nha)?$")
_BEFORE = re.compile(
    r"^(?:(?:cho|xem|chuyen|doi|lui|hoan|day|thay doi|dia diem|gio|thoi gian|ten|doi tuong|thanh phan|hinh thuc"
    r"|so luong|chi tieu|si so|cua|dat)\s+)*$"
)
_SHOWS = re.compile(r"^(?:(?:cho|xem|cua)\s+)*$")
_PUT_OFF = re.compile(r"^(?:tam )?hoan(?: lich)?\s*$")
_LATER = (
    r"(?:se )?(?:thong )?bao sau|(?:cho )?(?:den|toi) khi co (?:thong bao|lich)(?: moi)?"
    r"|cho (?:thong bao|lich)(?: moi)?"
)
_PUT_OFF_AFTER = re.compile(
    rf"(?:thi\s+)?(?:(?:(?:tam )?(?:hoan|lui|dung)(?: lai| lich)?[ ,]+)?(?:{_LATER})|(?:tam )?hoan(?: lai| lich)?"
    rf"|chua (?:co|ro|xac dinh|chot)(?: lich| ngay| thoi gian| gio)?(?: cu the)?(?:[ ,]+(?:{_LATER}))?)"
    r"(?:\s+(?:nhe|a|nha))?"
)
_PARTS_OF_DAY = {"sáng": Part.MORNING, "chiều": Part.AFTERNOON, "chieu": Part.AFTERNOON, "tối": Part.EVENING}


def _of_items(part: str, flat: str) -> list[Edit]:
    which = DATED.search(flat) or WHICH.search(flat)
    if which is None:
        return []
    half = _PARTS_OF_DAY.get(part[slice(*which.span("part"))].casefold()) if which["part"] else None
    if "day" in which.groupdict():
        half = half or (Part.MORNING if which["part"] == "sang" else None)
        one, end = Edit(Deed.SHOW, part=half, day=which["day"]), which.end()
    else:
        end = which.start("part") if which["part"] and half is None else which.end()  # "các buổi sang 8h"
        one = Edit(Deed.SHOW, numbers_of(which), bool(which["all"]), part=half)
    before, rest = flat[: which.start()], part[end:].strip(" ,:–-")
    after = plain(rest)
    if _DELETE.match(f"{before.strip()} .") or (not before.strip() and _DELETE_AFTER.match(after)):
        deletes = not after or _DELETE_AFTER.match(after) or re.fullmatch(r"(?:di|nhe|a|luon|nha|giup em)+", after)
        return [_made(one, Deed.DELETE)] if deletes else []
    if not _BEFORE.match(f"{before.strip()} ".lstrip()):
        return []
    if _PUT_OFF_AFTER.fullmatch(after) or (not after and _PUT_OFF.match(before)):
        return [_made(one, Deed.OPEN)]
    if not after:
        return [one] if not one.all and _SHOWS.match(f"{before.strip()} ".lstrip()) else []
    return _changes(one, before, rest, after)


def _made(one: Edit, deed: Deed, words: str = "", kind: Kind | None = None, shift: timedelta | None = None) -> Edit:
    said = re.sub(r"(?:\s+(?:nhé|nha|ạ|giúp em|luôn))+$", "", words.strip(" ,.;:!"))
    return replace(one, deed=deed, words=said, kind=kind, shift=shift)


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
    for deed, field in _FIELDS:
        if re.search(field, before):
            return [_made(one, deed, re.sub(r"^(?:là|thành|sang|:)\s*", "", rest, flags=re.I))]
    if many := _QUOTA.fullmatch(after):
        return [_made(one, Deed.QUOTA, many["said"] or many["bare"])]
    if link := _LINK.search(rest):
        around = plain(rest[: link.start()])
        timed = [_made(one, Deed.TIME, rest[: link.start()])] if _has_time(around) else []
        return [*timed, _made(one, Deed.LINK, link[0])]
    for deed, pattern in ((Deed.TITLE, _TITLE), (Deed.COURSE, _COURSE), (Deed.AUDIENCE, _AUDIENCE)):
        if found := pattern.match(after):
            return [_made(one, deed, rest[found.end() :])]
    return _kind(one, after) or _end(one, rest, after) or _shift(one, after) or _time_and_place(one, rest, after)


_FIELDS = (
    (Deed.TITLE, r"\bten\b"),
    (Deed.AUDIENCE, r"\b(?:doi tuong|thanh phan)\b"),
    (Deed.QUOTA, r"\b(?:so luong|chi tieu|si so)\b"),
)
_QUOTA = re.compile(
    r"(?:co\s+)?(?:(?:so luong|chi tieu|si so)\s*(?:la|:)?\s*(?P<said>\d{1,4})(?:\s+(?:nguoi|hoc vien|giao vien|gv))?"
    r"|(?P<bare>\d{1,4})\s+(?:nguoi|hoc vien|giao vien|gv))(?:\s+(?:a|nhe))?"
)


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
_END = re.compile(
    r"^(?:thi\s+)?(?:(?:ket thuc|tan|nghi|xong)(?:\s+(?:luc|vao|vao luc|som|muon|ngay|den|toi|hon))*"
    r"|keo dai(?:\s+(?P<more>them)|(?:\s+(?:den|toi|sang|qua|het))*)"
    r"|(?:chi\s+)?(?:hoc\s+)?(?:den|toi)(?:\s+het)?)\s+(?=\S)"
)


def _end(one: Edit, rest: str, after: str) -> list[Edit]:
    """ "buổi 2 kết thúc lúc 11h30", "kéo dài đến 14/12", "kéo dài thêm 30 phút"."""
    found = _END.match(after)
    if not found:
        return []
    if found["more"] and (longer := _shift(one, f"them {after[found.end() :]}")):
        return [_made(one, Deed.END, shift=longer[0].shift)]
    return [_made(one, Deed.END, rest[found.end() :])] if _has_time(after[found.end() :]) else []


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

_ADD = re.compile(rf"^(?:them|bo sung|tao|add)(?:\s+(?:mot|1))?(?:\s+{NOUN})?(?:\s+moi)?(?:\s*:)?\s+(?=\S)")


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


_READERS: tuple[Callable[[str, str], list[Edit]], ...] = (of_head, _added, _of_items)
