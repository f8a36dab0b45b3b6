"""What is said of a whole drafted plan, or of two of its activities together: "công bố", "gộp buổi 2 và 3"."""

from __future__ import annotations

import re
from datetime import datetime

from training.plan import ZONE
from training.reading.dates import find_times
from training.reading.draft_deeds import NOUN, Deed, Edit, numbers_in
from training.reading.vietnamese import fold

_SOME_DAY = datetime(2022, 6, 15, 12, tzinfo=ZONE)  # only whether a text holds a day is asked here, not which
_TAIL = re.compile(r"(?:\s+(?:a|nhe|di|giup em|ho em|luon|nha|nay|cho em|voi))+$")

_WHOLE: tuple[tuple[Deed, re.Pattern[str]], ...] = (
    (Deed.UNDO, re.compile(r"hoan tac|undo|lay lai(?: nhu cu)?|(?:quay lai|tra lai) nhu cu")),
    (Deed.PUBLISH, re.compile(r"(?:cong bo|xuat ban|phat hanh|dang|publish|chot)(?: (?:ke hoach|ban nhap|lich))?")),
    (
        Deed.ASIDE,
        re.compile(r"huy|thoi|thoat|dung(?: lai)?|cancel|tam dung|(?:de |lam |tinh |sua )?(?:sau|luc khac|khi khac)"),
    ),
    (
        Deed.LIST,
        re.compile(
            r"luu(?: lai)?(?: ban nhap)?|xong(?: roi)?"
            r"|(?:cho )?(?:xem |mo |ve |quay lai )?(?:lai )?(?:danh sach|ban nhap)(?: ke hoach)?"
        ),
    ),
    (
        Deed.ASK,
        re.compile(
            r"(?:con |co )?(?:gi|cau hoi|cau|dieu|muc|cho) (?:nao |gi )?(?:con )?(?:chua ro|chua tra loi)(?: khong)?"
            r"|con (?:cau hoi|thieu) (?:nao|gi)(?: khong)?|tra loi(?: cau hoi| tiep)?|cau (?:hoi )?(?:tiep|ke tiep)"
        ),
    ),
    (
        Deed.DISCARD,
        re.compile(r"(?:xoa|bo|huy)(?: di)? (?:het|tat ca|toan bo|(?:ca )?(?:ban nhap|ke hoach))(?: ban nhap)?"),
    ),
)


def of_whole(flat: str) -> list[Edit]:
    """Words about the draft itself; flat: without marks."""
    bare = _TAIL.sub("", flat.rstrip(" ?.!"))
    return [Edit(deed) for deed, pattern in _WHOLE if pattern.fullmatch(bare)][:1]


_HEAD = (
    (Deed.NUMBER, re.compile(r"(?:so (?:van ban|ke hoach|cong van|hieu)|so)\s*(?:la|:|thanh)?\s*(?=\d[\d\w]*\s*/)")),
    (Deed.ISSUED, re.compile(r"(?:ngay ban hanh|ban hanh(?: ngay)?|ngay ky|ky ngay)\s*(?:la|:|thanh)?\s*(?=\S)")),
    (Deed.CODE, re.compile(r"(?:dat |doi )?ma (?:lop|khoa|khoa hoc)\s*(?:la|:|thanh|sang)?\s*(?=\w)")),
    (Deed.CODE, re.compile(r"(?:dat |doi )?lop\s*(?:la|:)\s*(?=[a-z0-9]+(?:-[a-z0-9]+)+$)")),
    (Deed.NAME, re.compile(r"(?:dat |doi )?ten (?:lop|khoa hoc|khoa)\s*(?:la|:|thanh)\s*(?=\w)")),
    (Deed.HEADING, re.compile(r"(?:dat |doi )?(?:ten|tieu de) (?:ke hoach|van ban)\s*(?:la|:|thanh)\s*(?=\w)")),
)


def of_head(part: str, flat: str) -> list[Edit]:
    """Its number, day of issue, title, and the code and title of its course."""
    for deed, pattern in _HEAD:
        if found := pattern.match(flat):
            words = part[found.end() :].strip(" .:")
            return [Edit(deed, words=words)] if deed is not Deed.ISSUED or _has_day(words) else []
    return []


def _has_day(words: str) -> bool:
    return any(item.first for item in find_times(words, _SOME_DAY))


_MERGE = re.compile(
    rf"(?:gop|ghep|nhap)\s+(?:chung\s+)?(?:cac\s+)?{NOUN}\s+"
    rf"(?P<numbers>\d{{1,3}}(?:\s*(?:,|-|–|den|va|voi|vao|cung)\s*(?:{NOUN}\s+)?\d{{1,3}})+)"
    rf"(?:\s+(?:lai|thanh|lam|mot|1|{NOUN}|vao nhau|chung|voi nhau))*"
)
_SPLIT = re.compile(
    rf"(?:tach|chia)\s+(?:rieng\s+)?{NOUN}\s+(?:so\s+)?(?P<number>\d{{1,3}})\s+(?:ra\s+)?(?:thanh|lam|ra)\b"
    rf"(?:\s*(?:hai|ba|\d)\s+(?:{NOUN}|ca|phan)\b)?\s*(?:rieng\b\s*)?[:,]?\s*"
)
_SWAP = re.compile(
    r"(?:hoan doi|trao doi|doi|dao|hoan)\s+(?:(?:cho|lich|gio|ngay|thoi gian|thu tu)\s+)*(?:cua\s+)?"
    rf"{NOUN}\s+(?P<one>\d{{1,3}})\s+(?:va|voi|cho|cung)\s+(?:{NOUN}\s+)?(?P<other>\d{{1,3}})(?:\s+(?:cho|voi) nhau)?"
)
_SOURCE = re.compile(
    rf"(?:xem\s+)?(?:cau goc|nguon|van ban goc|trich(?: dan)?)\s+(?:cua\s+)?{NOUN}\s+(?P<before>\d{{1,3}})"
    rf"|{NOUN}\s+(?P<after>\d{{1,3}})\s+(?:lay|doc|trich|rut)(?: ra)?\s+(?:o|tu)\s+(?:cau nao|dau|cho nao|doan nao)"
)


def of_several(flat: str, text: str) -> list[Edit]:
    """Two or more that become one, one that becomes some, two that change their times, the sentence of one.

    text: as it was written; flat: the same without marks.
    """
    if found := _SPLIT.match(flat):
        return [Edit(Deed.SPLIT, (int(found["number"]),), words=text[found.end() :].strip(" .:"))]
    bare = _TAIL.sub("", flat.rstrip(" ?.!"))
    if found := _MERGE.fullmatch(bare):
        numbers = numbers_in(re.sub(rf"(?:va|voi|vao|cung|{NOUN})", ",", found["numbers"]))
        return [Edit(Deed.MERGE, numbers)] if len(numbers) > 1 else []
    if found := _SWAP.fullmatch(bare):
        return [Edit(Deed.SWAP, (int(found["one"]), int(found["other"])))]
    if found := _SOURCE.fullmatch(bare):
        return [Edit(Deed.SHOW, (int(found["before"] or found["after"]),))]
    return []


# --- what was meant as an edit and is none ---

_ABOUT_ONE = re.compile(rf"(?<!\w){NOUN}\s+(?:(?:so|thu)\s+)?(?P<number>\d{{1,3}})(?![\d/h:]|\s*(?:gio|h)\b)")
_VERB = re.compile(
    rf"^(?:(?:em|nho|hay|giup|ho|a|da|cho)\s+)*(?:xoa|them|bo sung|gop|ghep|tach|chia|doi|sua|chuyen|lui|hoan|dat)\s"
    rf"(?:.{{0,30}}\s)?{NOUN}(?!\w)|^(?:ngay ban hanh|ban hanh|ngay ky|(?:doi |dat )?(?:ma|ten) (?:lop|ke hoach))(?!\w)"
)
_SOMETHING_ELSE = re.compile(
    r"(?<!\w)(?:diem danh|co mat|vang|xin (?:nghi|phep)|nghi hoc|bi om|nhac (?:em|toi|truoc)|thong bao cho"
    r"|gui (?:tin|cho)|toi|minh|chung chi|cua em|thay co nao|hay qua|cam on)(?!\w)"
)
_LONG = 160  # letters; longer ones are told to somebody else


def meant_of(text: str) -> int | None:
    """The number in the list that a sentence is about which could not be read; 0: about none; None: it is no edit."""
    flat = " ".join(fold(text).split())
    if len(flat) > _LONG or _SOMETHING_ELSE.search(flat):
        return None
    if found := _ABOUT_ONE.search(flat):
        return int(found["number"])
    return 0 if _VERB.match(flat) and "?" not in flat else None
