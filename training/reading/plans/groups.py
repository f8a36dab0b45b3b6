"""What a document says once of each of its groups: "Nhóm 1 gồm 40 giáo viên", "Lớp 3 tại Trường THCS Hồng Bàng"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from training.plan import Kind
from training.reading.lazily import lazily
from training.reading.plans import details, quotas
from training.reading.plans.blocks import Table
from training.reading.plans.columns import Column
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import one_line, plain
from training.reading.plans.rows import head_of
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of

_KIND = r"(?:nhom lop|nhom|lop|dot|khoa|cum|ca|mon|phong|khoi|cap|bac|diem|to|doi)"
_NUMBER = r"(?:[a-z]{1,3}\d{1,2}|\d{1,2}|[ivx]{1,4}|[a-e]|thu (?:nhat|hai|ba|tu|nam))"
_NAME = rf"{_KIND}\s+(?:so\s+)?{_NUMBER}(?:\.\d|[a-e])?(?!\w)"
_LEVEL = r"(?:mam non|mau giao|tieu hoc|thcs|thpt|gdtx)"
_NAMES = rf"(?P<names>{_NAME}(?:\s*(?:,|va|&|\+)\s*(?:{_NAME}|\d{{1,2}}(?!\w)))*)"
_PEOPLE = (
    r"(?:nguoi|giao vien|gv|gvcn|hoc vien|can bo|cbql|dai bieu|hieu truong|pho hieu truong|nha giao|hv|to truong|ttcm|"
    r"nhan vien|tong phu trach)"
)
_COUNTED = lazily(
    rf"\b{_NAMES}\s*(?:gom|co|la|:|-|\(|danh cho|,)+\s*(?:khoang |du kien )?(?P<count>\d{{1,4}})\s+"
    rf"(?P<people>{_PEOPLE}\b[^.;,()\n]{{0,70}})"
)
_BRACKET = lazily(
    rf"\b{_NAMES}\s*\((?P<people>(?:cac )?{_PEOPLE}\b[^(),;]{{0,80}}?)"
    rf"(?:\s*[,:-]\s*(?:khoang )?(?P<count>\d{{1,4}})\s*{_PEOPLE}?|\s*[,;]\s*do [^()]{{3,60}} cu)?\)"
)
_ANYBODY = lazily(r"(?:hoc vien|nguoi|hv|dai bieu)")
_BRACKET_ROOM = lazily(
    rf"\b{_NAMES}\s*\((?:[^()]{{0,50}}[,;]\s*)?"
    r"(?P<place>(?:phong (?!gd|giao duc)|hoi truong|giang duong)[^(),;]{1,50})"
)
_BRACKET_COUNT = lazily(rf"\b{_NAMES}\s*\([^()]{{0,60}}?\b(?P<count>\d{{1,4}})\s*{_PEOPLE}\)")
_MADE_OF = lazily(
    rf"\b{_NAMES}\s*(?:gom|danh cho|:|-|\()+\s*(?P<people>(?:cac |toan bo )*(?:{_PEOPLE}|truong|don vi|xa|"
    rf"phuong)\b[^.;()\n]{{3,160}})"
    rf"(?:\((?:(?:tong so|du kien|khoang|co|gom)\W*)*(?P<count>\d{{1,4}})\s*{_PEOPLE}\W*\))?"
)
_HELD_AT = lazily(
    rf"\b{_NAMES}\s*[:,(-]*\s*(?:hoc |to chuc |tap huan )?(?:tai|o)\s+(?P<place>[^;\n]+?)(?=;|\.(?:\s|$)|$|,\s*{_NAME})"
)
# of a list of places by kinds of schools: "Cấp THCS và cấp THPT tại Trường A"
_LEVELS_AT = lazily(
    rf"^\W*(?P<names>(?:(?:cap|khoi|bac|lop|nhom|giao vien|gv)\s+(?:hoc\s+)?)?{_LEVEL}"
    rf"(?:\s*(?:,|va|&|-)\s*(?:cap |khoi |bac )?{_LEVEL})*)"
    r"\s*[:,(-]*\s*(?:hoc |to chuc |tap huan )?(?:tai|o)\s+(?P<place>[^;\n]+?)[.;]?$"
)
_SUBJECT_AT = lazily(
    r"^\W*(?P<name>mon (?!hoc\b)[a-z]+(?: [a-z]+){0,4}?)\s*(?::|\btai\b)\s*(?:tai\s+)?(?P<place>[^;\n]+?)[.;]?$"
)
_PLACE_OF = lazily(rf"^\W*(?:dia diem|noi (?:hoc|to chuc|tap huan|boi duong))\b[^:\d]{{0,40}}?\b{_NAMES}\s*:\s*")
_ROLL = lazily(r"\b(?:si so|so luong|chi tieu|so hoc vien|so nguoi)[^:;.]{0,30}:\s*(?P<list>[^.\n]+)")
_MEMBER = lazily(
    rf"^\W*(?:{_KIND} )?(?P<name>[a-z][a-z ,&]{{1,40}}?|{_NAME})\s*[:(-]?\s*(?P<count>\d{{1,4}})(?:\s*{_PEOPLE})?\W*$"
)
_KEY = lazily(rf"{_KIND}(?: hoc| tap huan| boi duong| mon)?")
_TAUGHT = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Group:
    """name: folded, as in titles. people and place: in the words of the document; None where it does not tell."""

    name: str
    people: str | None = None
    count: int | None = None
    place: str | None = None
    room: str | None = None  # a virtual one

    def joined(self, other: Group) -> Group:
        """With what only the other tells."""
        return Group(
            self.name,
            self.people or other.people,
            self.count or other.count,
            self.place or other.place,
            self.room or other.room,
        )


def groups_in(lines: Iterable[str], tables: Iterable[Table]) -> list[Group]:
    """Every group of which lines, or tables without days, tell people, number or place."""
    found: dict[str, Group] = {}
    told = [group for line in lines for group in _of_line(line)]
    for group in [*told, *(group for table in tables for group in _of_table(table))]:
        found[group.name] = found[group.name].joined(group) if group.name in found else group
    return list(found.values())


def _of_line(line: str) -> Iterator[Group]:
    flat = plain(line)
    for pattern in (_COUNTED, _BRACKET, _MADE_OF):
        for hit in pattern.finditer(flat):
            people = re.sub(r",\s*\d+ \w+(?: \w+)?$", "", line[hit.start("people") : hit.end("people")]).strip(" ,;")
            if not tokens_of(plain(people)):
                count = hit["count"]
                people = "" if _ANYBODY.fullmatch(plain(people)) else people
                yield from (Group(name, people or None, int(count) if count else None) for name in _named(hit["names"]))
    yield from _places_of_line(line, flat)
    yield from _rooms_of_line(line, flat)
    yield from _in_bracket(line, flat)
    if roll := _ROLL.search(flat):
        members = [_MEMBER.match(part) for part in re.split(r"[,;]", roll["list"])]
        if len(members) >= 2 and all(members):
            yield from (Group(_bare(hit["name"]), None, int(hit["count"])) for hit in members if hit)


_ROOM_OF = lazily(
    rf"^\W*(?:phong hoc |phong |link )?{_NAMES}(?P<more>[^:;.\d]{{0,40}}):\s*(?=https?:|zoom|google|ms |teams|id\b)"
)


def _rooms_of_line(line: str, flat: str) -> Iterator[Group]:
    """ "Lớp A và lễ khai giảng: https://…": a link of one class."""
    if told := _ROOM_OF.match(flat):
        room = details.virtual_room(line[told.end() :])
        yield from (Group(name, room=room) for name in _named(told["names"]))
        yield from (Group(event, room=room) for event in re.findall(r"khai giang|be giang", told["more"]))


def _places_of_line(line: str, flat: str) -> Iterator[Group]:
    if any(isinstance(token, Dates) for token in tokens_of(flat)):
        return
    own = re.match(rf"\W*{_NAMES}", flat)
    if own and not re.search(_NAME, flat[own.end() :]) and (place := details.place_in(line)):
        yield from (Group(name, place=place) for name in _named(own["names"]))
    if labelled := _PLACE_OF.match(flat):  # "Địa điểm học đợt 1: Nhà A2"
        place = details.clean_place(line[labelled.end() :])
        yield from (Group(name, place=place) for name in _named(labelled["names"]))
    if levels := _LEVELS_AT.match(flat):
        place = details.clean_place(line[levels.start("place") : levels.end("place")])
        yield from (Group(name, place=place) for name in re.findall(_LEVEL, levels["names"]))
    if subject := _SUBJECT_AT.match(flat):  # of a list of places: "Môn Tin học tại Trường A"
        place = line[subject.start("place") : subject.end("place")]
        yield Group(subject["name"], place=details.clean_place(place) if details.is_building(place) else None)
    for hit in _HELD_AT.finditer(flat):
        place = details.clean_place(line[hit.start("place") : hit.end("place")])
        yield from (Group(name, place=place) for name in _named(hit["names"]))


def _in_bracket(line: str, flat: str) -> Iterator[Group]:
    """ "Lớp A1 (45 học viên, phòng 101)"."""
    for hit in _BRACKET_ROOM.finditer(flat):
        place = line[hit.start("place") : hit.end("place")].strip()
        yield from (Group(name, place=place) for name in _named(hit["names"]))
    for hit in _BRACKET_COUNT.finditer(flat):
        yield from (Group(name, None, int(hit["count"])) for name in _named(hit["names"]))


def _of_table(table: Table) -> Iterator[Group]:
    """A table of classes without days: who learns where, how many."""
    head = head_of(table)
    if head is None:
        return
    first, columns = head
    heads = table.rows[first - 1]
    timed = {Column.TIME, Column.START, Column.END, Column.CLOCK, Column.WEEKDAY} & set(columns)
    key = next((at for at, cell in enumerate(heads) if _KEY.fullmatch(plain(one_line(cell)).strip(" .:"))), None)
    if timed or key is None:
        return
    word = plain(one_line(heads[key])).split()[0]
    for row in table.rows[first:]:
        cells = {column: cell for column, cell in zip(columns, row, strict=True) if cell}
        name = _bare(plain(one_line(row[key])))
        if not name or len(name) > 60:
            continue
        yield Group(
            f"{word} {name}" if re.fullmatch(r"\d{1,2}|[a-z]", name) else name,
            details.clean_audience(cells.get(Column.AUDIENCE, "")),
            quotas.quota_in(cells.get(Column.QUOTA, ""), labelled=True),
            details.clean_place(cells.get(Column.PLACE, "")),
        )


def _named(names: str) -> list[str]:
    """ "lop 1, 2 va lop 3" as three names."""
    kind, found = "", []
    for hit in re.finditer(
        rf"(?P<kind>{_KIND}\s+)?(?:so\s+)?(?P<number>{_NUMBER})(?!\w)(?:\.\d|[a-e])?",
        names,
    ):
        kind = (hit["kind"] or kind).strip()
        found.append(_bare(f"{kind} {hit[0].removeprefix(hit['kind'] or '')}"))
    return found


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\bso (?=\d)|\b0(?=\d)", "", name)).strip()


def with_people(candidates: Sequence[Candidate], groups: Sequence[Group]) -> list[Candidate]:
    """Lessons of a group with its people, their number and its place, where the lesson itself tells none."""
    return [_with_people(candidate, groups) for candidate in candidates] if groups else list(candidates)


def _with_people(candidate: Candidate, groups: Sequence[Group]) -> Candidate:
    group = _group_of(candidate, groups) if candidate.kind in _TAUGHT else None
    if group is None:
        return candidate
    unsaid = candidate.audience is None or candidate.inherited or _bare(plain(candidate.audience)) == group.name
    shared = candidate.place is None or sum(_names(one.name, candidate.place) for one in groups) >= 2
    shared = shared or any(one.place == candidate.place for one in groups if one is not group)
    return replace(
        candidate,
        audience=_told_people(candidate, group) if unsaid and group.people else candidate.audience,
        quota=group.count if group.count and (candidate.quota is None or candidate.inherited) else candidate.quota,
        place=_place_of(candidate, group) if shared or group.room else candidate.place,
    )


def _place_of(candidate: Candidate, group: Group) -> str | None:
    if candidate.kind is Kind.VIRTUAL:
        return group.room or candidate.place
    at_a_place = candidate.kind in (Kind.IN_PERSON, Kind.PRACTICE)
    return group.place if group.place and at_a_place else candidate.place


def _told_people(candidate: Candidate, group: Group) -> str | None:
    """A kind of school alone is no people: the class is told with it."""
    own, people = candidate.group, group.people or ""
    named = own and _bare(plain(own)) == group.name and re.match(r"(?:truong|don vi)\b", plain(people))
    return f"{own} ({people})" if named else people


def _group_of(candidate: Candidate, groups: Sequence[Group]) -> Group | None:
    """The one group that the lesson names; what is nearest to it is asked first."""
    for told in (candidate.group, candidate.audience, candidate.title):
        own = [group for group in groups if told and _names(group.name, told)]
        own = [group for group in own if not any(group.name in other.name and group is not other for other in own)]
        if len(own) == 1:
            return own[0]
        if own and not (told is candidate.audience and candidate.inherited):  # those of all are asked no further
            return None
    return None


def _names(name: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(name)}(?!\w)", _bare(plain(text))))
