"""What a document says once of each of its groups: "Nhóm 1 gồm 40 giáo viên tiểu học", "Sĩ số: Toán 64, Ngữ văn 71"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from training.plan import Kind
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain

_NAME = r"(?P<name>(?:nhom|lop|dot|khoa|cum|ca|mon|phong)\s+(?:so\s+)?(?:\d{1,2}|[ivx]{1,4}|[a-e])(?:\.\d)?)"
_PEOPLE = (
    r"(?:nguoi|giao vien|gv|gvcn|hoc vien|can bo|cbql|dai bieu|hieu truong|pho hieu truong|nha giao|hv|to truong|ttcm|"
    r"nhan vien|tong phu trach)"
)
_COUNTED = re.compile(
    rf"\b{_NAME}\s*(?:gom|co|la|:|-|\(|danh cho|,)+\s*(?:khoang |"
    rf"du kien )?(?P<count>\d{{1,4}})\s+(?P<people>{_PEOPLE}\b[^.;,()\n]{{0,70}})"
)
_BRACKET = re.compile(
    rf"\b{_NAME}\s*\((?P<people>(?:cac )?(?:{_PEOPLE}|"
    rf"can bo)\b[^(),;]{{0,80}}?)(?:\s*[,:-]\s*(?:khoang )?(?P<count>\d{{1,4}})\s*{_PEOPLE}?)?\)"
)
_ROLL = re.compile(r"\b(?:si so|so luong|chi tieu|so hoc vien|so nguoi)[^:;.]{0,30}:\s*(?P<list>[^.\n]+)")
_MEMBER = re.compile(
    r"^\W*(?:mon |lop |nhom )?(?P<name>[a-z][a-z ,&]{1,40}?(?: \d)?|(?:lop|nhom|mon|cum|dot|"
    r"khoa) [\w]{1,4})\s*[:(-]?\s*(?P<count>\d{1,4})"
    rf"(?:\s*{_PEOPLE})?\W*$"
)
_TAUGHT = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Group:
    """name: folded, as in titles. people: in the words of the document; None where only their number is told."""

    name: str
    people: str | None
    count: int | None


def groups_in(lines: Iterable[str]) -> list[Group]:
    """Every group of which the lines tell people or number, at most once each."""
    found: dict[str, Group] = {}
    for line in lines:
        for group in _of_line(line):
            found.setdefault(group.name, group)
    return list(found.values())


def _of_line(line: str) -> list[Group]:
    flat = plain(line)
    groups = [
        Group(_named(hit["name"]), line[hit.start("people") : hit.end("people")].strip(" ,;"), _count(hit))
        for pattern in (_COUNTED, _BRACKET)
        for hit in pattern.finditer(flat)
    ]
    if roll := _ROLL.search(flat):
        members = [_MEMBER.match(part) for part in re.split(r"[,;]", roll["list"])]
        if len(members) >= 2 and all(members):
            groups += [Group(_named(hit["name"]), None, int(hit["count"])) for hit in members if hit]
    return groups


def _named(name: str) -> str:
    return re.sub(r"\b(?:so )?0?(?=\d)", "", name).strip()


def _count(found: re.Match[str]) -> int | None:
    return int(found["count"]) if found["count"] else None


def with_people(candidates: Sequence[Candidate], groups: Sequence[Group]) -> list[Candidate]:
    """Lessons of a group with its people and their number, where the lesson itself tells none."""
    return [_with_people(candidate, groups) for candidate in candidates] if groups else list(candidates)


def _with_people(candidate: Candidate, groups: Sequence[Group]) -> Candidate:
    if candidate.kind not in _TAUGHT:
        return candidate
    told = f"{candidate.group or ''} {candidate.audience or ''} {candidate.title}"
    flat = _named(plain(told))
    own = [group for group in groups if re.search(rf"\b{re.escape(group.name)}\b", flat)]
    if len(own) != 1:
        return candidate
    group = own[0]
    audience = candidate.audience
    bare = audience is None or _named(plain(audience)) == group.name or candidate.inherited
    if bare and group.people:
        audience = group.people
    return replace(
        candidate,
        audience=audience,
        quota=group.count if candidate.quota is None or candidate.inherited else candidate.quota,
    )
