"""Which lessons a sentence means that tells something of some of them: "lớp số 4", "lớp 1, 2 và 3", "lớp tổ trưởng"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from training.reading.lazily import lazily
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain

_NOUN = r"(?:nhom|lop|dot|cum|khoi|mon|noi dung|chuyen de|mo dun|khoa|stt|tt|muc)"
_NUMBER = r"(?:\d{1,2}|[ivx]{1,4}|[a-e])(?!\w)"
_ONLY = r"(?:(?:rieng|con|doi voi)\s+)*"
_OF = rf"^\W*(?:thoi gian|gio hoc|gio)?(?: hoc)?(?: cua)?\W*{_ONLY}(?:cac\s+)?"
_OF_NUMBERED = lazily(rf"{_OF}{_NOUN}\s+(?:(?:so|co so thu tu|stt)\s+)?{_NUMBER}[^.;]{{0,60}}$")
_NO_NAME = (
    r"(?:chi|hoc|to chuc|tap huan|bat dau|deu|duoc|ca|buoi|tu|vao|sang|chieu|toi|thuc hien|se|con|khac|nay|tren|moi|"
    r"o|tai)\b"
)
_OF_NAMED = lazily(
    rf"{_OF}(?:nhom|lop|khoi|mon|noi dung|chuyen de|cap)\s+"
    rf"(?P<words>(?!{_NO_NAME})\w+(?: (?!{_NO_NAME})\w+){{0,7}})\s*[,:]?\s*"
    r"(?:(?:chi|deu|se|duoc|hoc|to chuc|tap huan|thuc hien|ca ngay|mot buoi|buoi|vao|trong)\s*)+[^.;\d]{0,30}$"
)
_BY_ROW = lazily(rf"\b(?:{_NOUN}\s+(?:so|co so thu tu|stt)|stt|tt|muc)\s+\d")


def groups_named(before: str) -> tuple[str, ...]:
    """The lessons that the words before some hours, folded, speak of: "cum 1, 2 va 3" as three names; none for all."""
    if _OF_NUMBERED.match(before):
        return _numbered(before)
    named = _OF_NAMED.match(before)
    return (named["words"],) if named else ()


def _numbered(flat: str) -> tuple[str, ...]:
    by_row = _BY_ROW.search(flat) is not None
    kind, names = "", []
    for hit in re.finditer(
        rf"\b({_NOUN})?\s*(?:(?:so|co so thu tu|stt)\s+)?(\d{{1,2}}|[ivx]{{1,4}}|[a-e])(?!\w)", flat
    ):
        kind = hit[1] or kind
        number = hit[2].removeprefix("0")
        names.append(f"#{number}" if by_row else f"{kind} {number}")
    return tuple(names)


def meant(groups: Sequence[str], order: int, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The lessons that the names of a sentence mean; order: of its block.

    A number is that of a row in the table that the sentence belongs to, where it says so ("lớp số 4") or where
    the lessons have no such names of their own; "lớp 4" in a title may be the form that is taught.
    """
    if all(not re.search(rf"(?:^#|\s){_NUMBER}$", name) for name in groups):
        return _with_words(groups, order, candidates)
    named = {name: [one for one in candidates if _names(name, _told(one))] for name in groups}
    if not any(name.startswith("#") for name in groups) and (
        all(named.values()) or not _rows(groups, order, candidates)
    ):
        return [one for told in named.values() for one in told]
    return _rows(groups, order, candidates)


def _rows(groups: Sequence[str], order: int, candidates: Sequence[Candidate]) -> list[Candidate]:
    numbers = {name.rpartition(" ")[2].lstrip("#") for name in groups}
    table = _table(order, candidates)
    rows = [one for one in table if plain(one.number).removeprefix("0") in numbers]
    return rows if len({plain(one.number).removeprefix("0") for one in rows}) == len(numbers) else []


def _table(order: int, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The lessons of the numbered table right before a line, else of the one behind it."""
    orders = sorted({one.order for one in candidates if one.from_table and one.number})
    before = [at for at in orders if at < order]
    nearest = before[-1] if before else orders[0] if orders else None
    return [one for one in candidates if one.order == nearest]


def _with_words(groups: Sequence[str], order: int, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The lessons of which a name tells words; none where they tell nothing apart."""
    table = [one for one in candidates if one.from_table]
    rows = [one for one in table if any(_names(name, _told(one)) for name in groups)]
    return rows if len(rows) < len(table) else []


def _told(one: Candidate) -> str:
    told = plain(f"{one.group or ''} – {one.title} – {one.audience or ''} – {one.context}")
    return re.sub(r"\bso (?=\d)|\b0(?=\d)", "", told)


def _names(name: str, told: str) -> bool:
    return re.search(rf"\b{re.escape(name)}(?!\w)", told) is not None
