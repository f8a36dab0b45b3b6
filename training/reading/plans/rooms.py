"""Rooms of one programme and the house that they are in."""

from __future__ import annotations

from collections.abc import Sequence

from training.plan import Kind
from training.reading.lazily import lazily
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain

_ROOM = lazily(r"(?:phong|sanh|hoi truong|giang duong|tang|nha)\b(?!.*\b(?:truong|trung tam|khach san|so|ubnd)\b)")
_HOUSE = lazily(r"(?:truong|trung tam|hoc vien|khach san|dai hoc|nha (?:van hoa|thieu nhi)|cung)\b")


def with_house(told: Sequence[Candidate], house: str | None) -> None:
    """What meets on the day of a programme is in its house: rooms are told with it, what has no room is there."""
    for one in told:
        if one.period.is_exact and one.kind in (Kind.IN_PERSON, Kind.MEETING, Kind.MILESTONE):
            one.place = _in_house(one.place, house)


def _in_house(room: str | None, house: str | None) -> str | None:
    if not room or not house:
        return room or house
    return f"{room}, {house}" if _ROOM.match(plain(room)) and _HOUSE.match(plain(house)) else room
