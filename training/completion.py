"""Who has completed a course, what is still owed, and the yearly ledger of periods (tiết)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.attendance import Status
from training.calendar import TO_ATTEND
from training.plan import Completion, Kind

ATTENDED = frozenset({Status.PRESENT, Status.LATE})  # who left early was not there to the end


class ItemKind(StrEnum):
    ATTENDANCE = "attendance"
    LMS = "lms"
    PRACTICE = "practice"
    PERIODS = "periods"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing done or owed. session_id None: the periods of the course, with its title empty.

    missed: the session is over and was not attended, so only a decision of the organizers can make it good.
    """

    kind: ItemKind
    session_id: int | None
    title: str
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A person in one session of a course. status: the current mark. done: LMS or practice reported done."""

    session_id: int
    title: str
    kind: Kind
    status: Status | None = None
    done: bool = False
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """share: of what is required that is done, 0..1, and 1 exactly when it is complete.

    Where nothing is required or nothing is planned yet, nothing is owed and nothing is complete either.
    """

    done: tuple[Item, ...]
    owed: tuple[Item, ...]
    complete: bool
    share: float


# a plan that names no condition wants all of it done: nothing is owed only when nothing is left
EVERYTHING = Completion(min_attendance=1.0, lms=True, practice=True)


def standing(rule: Completion, records: Sequence[Record], periods: int = 0) -> Standing:
    """How a person stands in a course. periods: tiết reached in it.

    Of attendance a share of all sessions to be attended is required, cancelled ones left out; leave that was
    granted excuses, it does not count as having been there.
    """
    rule = EVERYTHING if rule == Completion() else rule
    held = [record for record in records if not record.cancelled]
    parts = [
        _attendance(rule, held),
        _reported(rule.lms, Kind.LMS, held),
        _reported(rule.practice, Kind.PRACTICE, held),
        _reached(rule.periods, periods),
    ]
    owed = tuple(item for part in parts for item in part.owed)
    weight = sum(part.needed for part in parts)
    share = sum(part.got for part in parts) / weight if weight else 0.0
    done = tuple(item for part in parts for item in part.done)
    return Standing(done, owed, complete=weight > 0 and not owed, share=share)


@dataclass(frozen=True, slots=True)
class _Part:
    """One condition. got of needed, for the share."""

    done: tuple[Item, ...] = ()
    owed: tuple[Item, ...] = ()
    got: float = 0
    needed: int = 0


def _attendance(rule: Completion, records: Sequence[Record]) -> _Part:
    sessions = [record for record in records if record.kind in TO_ATTEND]
    there = tuple(_attended(record) for record in sessions if record.status in ATTENDED)
    needed = sessions_needed(rule.min_attendance or 0, len(sessions))
    away = tuple(_attended(record) for record in sessions if record.status not in ATTENDED)
    return _Part(there, away if len(there) < needed else (), min(len(there), needed), needed)


def sessions_needed(share: float, sessions: int) -> int:
    """The least number of sessions that makes the share: 0.8 of 4 is 4, of 5 is 4."""
    return math.ceil(share * sessions - 1e-9)  # 0.55 * 20 is 11.000000000000002


def _attended(record: Record) -> Item:
    missed = record.status in (Status.ABSENT, Status.EXCUSED, Status.LEFT_EARLY)
    return Item(ItemKind.ATTENDANCE, record.session_id, record.title, missed)


def _reported(required: bool, kind: Kind, records: Sequence[Record]) -> _Part:
    items = [
        (record.done, Item(ItemKind(kind), record.session_id, record.title))
        for record in records
        if record.kind is kind
    ]
    done = tuple(item for is_done, item in items if is_done)
    if not required:
        return _Part(done)
    owed = tuple(item for is_done, item in items if not is_done)
    return _Part(done, owed, len(done), len(items))


def _reached(required: int | None, periods: int) -> _Part:
    if not required:
        return _Part()
    item = Item(ItemKind.PERIODS, None, "")
    if periods >= required:
        return _Part(done=(item,), got=1, needed=1)
    return _Part(owed=(item,), got=max(periods, 0) / required, needed=1)


@dataclass(frozen=True, slots=True)
class PeriodsEntry:
    """Periods (tiết) credited to a person: in which block of the year (1, 2, 3), when, for what."""

    block: int
    periods: int
    on: date
    title: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a year's programme: tiết reached of tiết required."""

    number: int
    reached: int
    required: int

    @property
    def missing(self) -> int:
        return max(self.required - self.reached, 0)


@dataclass(frozen=True, slots=True)
class Ledger:
    """A year's periods. What is over in one block fills no other; other: entries in no block of the year."""

    blocks: tuple[Block, ...]
    reached: int
    required: int
    complete: bool
    other: tuple[PeriodsEntry, ...] = ()


YEARLY_BLOCKS = (40, 40, 40)  # Thông tư 17/2019 and 18/2019/TT-BGDĐT: 120 tiết a year in three programmes


def ledger(entries: Iterable[PeriodsEntry], first: date, last: date, required: Sequence[int] = YEARLY_BLOCKS) -> Ledger:
    """The ledger of the year from first to last day, both inclusive. required: tiết of block 1, 2, …"""
    year = [entry for entry in entries if first <= entry.on <= last]
    blocks = tuple(
        Block(number, sum(entry.periods for entry in year if entry.block == number), needed)
        for number, needed in enumerate(required, start=1)
    )
    return Ledger(
        blocks=blocks,
        reached=sum(block.reached for block in blocks),
        required=sum(required),
        complete=all(block.missing == 0 for block in blocks),
        other=tuple(entry for entry in year if not 1 <= entry.block <= len(blocks)),
    )
