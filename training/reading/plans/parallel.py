"""Sessions beside each other, told in one sentence: "Tiểu ban 1 họp tại phòng 301, Tiểu ban 2 họp tại phòng 302"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.plan import Kind
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import one_line, plain

_KIND = r"(?:tieu ban|phan ban|nhom|lop|phien|mon|khoi|cum|to)"
_NAME = rf"{_KIND}\s+(?:so\s+)?(?:\d{{1,2}}|[ivx]{{1,4}}|[a-e])(?:[a-e])?(?!\w)"
_PEOPLE = (
    r"(?:(?:lop|nhom)\s+)?(?:can bo quan ly|cbql|hieu truong|pho hieu truong|to truong(?: chuyen mon)?|"
    r"(?:giao vien|gv)(?: (?:mam non|tieu hoc|thcs|thpt|cot can|day lop \d{1,2}))?)"
    r"(?=\s+(?:hop|hoc|tap huan|sinh hoat|tai|o)\b)"
)
_PEOPLE_ALONE = lazily(_PEOPLE.partition("(?=")[0])
_TOPIC = r"(?:\s*\([^()]{3,80}\)|\s*:?\s*[\"“][^\"“”]{3,80}[\"”])?"
_HELD = lazily(
    rf"\b(?P<name>{_NAME}|{_PEOPLE})(?P<topic>{_TOPIC})\s*[:,-]?\s*"
    r"(?:(?:hop|hoc|to chuc|tap huan|thao luan|lam viec|sinh hoat)\s+)?(?:tai|o|(?=phong |hoi truong ))\s*"
    rf"(?P<place>[^;\n]{{4,80}}?)(?=\s*(?:,|;|\bva\b|\bcon\b)\s*(?:{_NAME}|{_PEOPLE})|;|\.(?:\s|$)|$)"
)
_SECTION = lazily(r"(?:tieu|phan) ban\b")
_BUILDING = lazily(r",\s*(?:nha|khu|day|toa|tang|truong|co so)\s")


@dataclass(frozen=True, slots=True)
class Session:
    """One of several groups that meet at one time."""

    name: str
    place: str


def beside_each_other(emitted: Sequence[Candidate], text: str) -> list[Candidate]:
    """Each session once for each of the groups that `text` gives a place of its own; else as they are."""
    sessions = sessions_in(text)
    if len(sessions) < 2 or not emitted or any(not _is_lesson(one) for one in emitted):
        return list(emitted)
    return [
        replace(
            one,
            title=" – ".join(filter(None, (_of_all(one.title), session.name))),
            audience=session.name if _PEOPLE_ALONE.fullmatch(plain(session.name)) else one.audience,
            kind=Kind.MEETING if _SECTION.match(plain(session.name)) else one.kind,
            place=session.place,
            group=session.name,
        )
        for one in emitted
        for session in sessions
    ]


def _is_lesson(one: Candidate) -> bool:
    return one.kind in (Kind.IN_PERSON, Kind.MEETING, Kind.MILESTONE) and one.period.is_exact


def _of_all(title: str) -> str:
    """What is told before the first of the groups."""
    found = re.search(rf"\b(?:{_NAME}|{_PEOPLE})", plain(title))
    return title[: found.start()].strip(" ,.;:–-(") if found else title


def sessions_in(text: str) -> list[Session]:
    """The groups to which a text gives places of their own, at least two; else none."""
    flat = plain(text)
    hits = list(_HELD.finditer(flat))
    places = [details.clean_place(text[hit.start("place") : hit.end("place")]) for hit in hits]
    told = [
        Session(one_line(text[hit.start("name") : hit.end("topic")]), place)
        for hit, place in zip(hits, places, strict=True)
        if place
    ]
    if len({session.name for session in told}) < len(told) or len({session.place for session in told}) < 2:
        return []
    return _in_one_building(told)


def _in_one_building(told: list[Session]) -> list[Session]:
    """ "phòng 301 và phòng 302, nhà A1": the building behind the last room is that of all rooms."""
    building = _BUILDING.search(plain(told[-1].place))
    if building is None or any(_BUILDING.search(plain(one.place)) for one in told[:-1]):
        return told
    behind = told[-1].place[building.start() :]
    rooms = all(re.match(r"phong\b", plain(one.place)) for one in told)
    return [replace(one, place=f"{one.place}{behind}") for one in told[:-1]] + told[-1:] if rooms else told
