"""People of the lists: found, stored in bulk, listed, and forgotten when they ask for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from storage.schema import enrolment, grant, person, person_group, unit
from training.reading.vietnamese import fold, sort_key

_AT_ONCE = 5_000  # values in one IN (…): SQLite takes 32,766, PostgreSQL 65,535
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the lists. phone: "+84…". role: as in the list: trainee, trainer, organizer, inspector."""

    id: int
    code: str
    name: str
    folded: str
    birthday: date | None
    unit_id: int | None
    subject: str | None
    position: str | None
    phone: str | None
    email: str | None
    role: str
    note: str | None
    language: str | None
    reminders: bool
    lead_minutes: int | None


_COLUMNS = tuple(person.c[name] for name in Person.__dataclass_fields__)
_LIVING = person.c.erased_at.is_(None)


def person_by_id(db: Connection, person_id: int) -> Person | None:
    return _one(db, person.c.id == person_id)


def person_by_code(db: Connection, code: str) -> Person | None:
    return _one(db, person.c.code == code)


def person_by_phone(db: Connection, phone: str) -> Person | None:
    """`phone` in the form "+84…"."""
    return _one(db, person.c.phone == phone)


def _one(db: Connection, condition: ColumnElement[bool]) -> Person | None:
    row = db.execute(select(*_COLUMNS).where(condition, _LIVING)).first()
    return Person(*row) if row else None


def people_by_ids(db: Connection, ids: Collection[int]) -> dict[int, Person]:
    found = _any_of(db, person.c.id, ids)
    return {one.id: one for one in found}


def people_like(
    db: Connection, *, codes: Collection[str], phones: Collection[str], folded: Collection[str]
) -> list[Person]:
    """Everybody with one of these codes, phones or folded names: those whom the rows of a list may mean."""
    wanted = [(person.c.code, codes), (person.c.phone, phones), (person.c.folded, folded)]
    found = {one.id: one for column, values in wanted for one in _any_of(db, column, values)}
    return list(found.values())


def _any_of(db: Connection, column: Any, values: Collection[Any]) -> Iterator[Person]:
    for some in _portions(values):
        for row in db.execute(select(*_COLUMNS).where(column.in_(some), _LIVING)):
            yield Person(*row)


def _portions(values: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(values)
    while some := list(islice(remaining, _AT_ONCE)):
        yield some


def add_people(db: Connection, rows: Sequence[Mapping[str, Any]], now: datetime) -> list[int]:
    """Store new people, one mapping of columns each; `code` None gets the next free one. Their ids, in that order."""
    if not rows:
        return []
    codes = _free_codes(db)
    complete = [
        {**row, "code": row["code"] or next(codes), "folded": fold(row["name"]), "created_at": now} for row in rows
    ]
    db.execute(insert(person), complete)
    ids = _ids_of(db, [row["code"] for row in complete])
    return [ids[row["code"]] for row in complete]


def _ids_of(db: Connection, codes: Sequence[str]) -> dict[str, int]:
    return {
        code: number
        for some in _portions(codes)
        for code, number in db.execute(select(person.c.code, person.c.id).where(person.c.code.in_(some)))
    }


def _free_codes(db: Connection) -> Iterator[str]:
    """TH000001 and so on, after the last one given."""
    ours = select(func.max(person.c.code)).where(person.c.code.like("TH______"))
    last = str(db.execute(ours).scalar() or "TH000000")[2:]
    number = int(last) if last.isdecimal() else 0
    taken = set(db.execute(select(person.c.code).where(person.c.code > f"TH{number:06}")).scalars())
    while True:
        number += 1
        if (code := f"TH{number:06}") not in taken:
            yield code


def change_people(db: Connection, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """person id → the columns to set. Rows with the same columns go in one statement."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for number, columns in changes.items():
        row = {**columns, "folded": fold(columns["name"])} if "name" in columns else dict(columns)
        alike.setdefault(tuple(sorted(row)), []).append({**row, "which": number})
    for names, rows in alike.items():
        if names:
            db.execute(update(person).where(person.c.id == bindparam("which")), rows)


def remove_people(db: Connection, ids: Collection[int]) -> None:
    """Take back people that an import brought. Whoever asks to be forgotten goes through storage.erasure."""
    for some in _portions(ids):
        db.execute(delete(person).where(person.c.id.in_(some)))


def groups_of(db: Connection, ids: Collection[int]) -> dict[int, set[str]]:
    """person id → groups; people without any are missing."""
    found: dict[int, set[str]] = {}
    for some in _portions(ids):
        chosen = select(person_group.c.person_id, person_group.c.name).where(person_group.c.person_id.in_(some))
        for number, name in db.execute(chosen):
            found.setdefault(number, set()).add(name)
    return found


def join_groups(db: Connection, members: Iterable[tuple[int, str]]) -> None:
    """(person id, group) that are not stored yet."""
    rows = [{"person_id": number, "name": name} for number, name in members]
    if rows:
        db.execute(insert(person_group), rows)


def leave_groups(db: Connection, members: Iterable[tuple[int, str]]) -> None:
    rows = [{"who": number, "group": name} for number, name in members]
    which = person_group.c.person_id == bindparam("who"), person_group.c.name == bindparam("group")
    if rows:
        db.execute(delete(person_group).where(*which), rows)


def granted(db: Connection, ids: Collection[int]) -> set[tuple[int, str, int | None]]:
    """(person id, role, unit id) of these people."""
    columns = (grant.c.person_id, grant.c.role, grant.c.unit_id)
    return {
        (number, role, unit_id)
        for some in _portions(ids)
        for number, role, unit_id in db.execute(select(*columns).where(grant.c.person_id.in_(some)))
    }


def give_grants(db: Connection, grants: Iterable[tuple[int, str, int | None]]) -> None:
    """(person id, role, unit id) that are not given yet."""
    rows = [{"person_id": number, "role": role, "unit_id": unit_id} for number, role, unit_id in grants]
    if rows:
        db.execute(insert(grant), rows)


def take_grants(db: Connection, grants: Iterable[tuple[int, str, int | None]]) -> None:
    for number, role, unit_id in grants:
        where = grant.c.unit_id.is_(None) if unit_id is None else grant.c.unit_id == unit_id
        db.execute(delete(grant).where(grant.c.person_id == number, grant.c.role == role, where))


def people_list(
    db: Connection,
    unit_ids: Collection[int] | None,
    *,
    course_id: int | None = None,
    group: str | None = None,
) -> list[dict[str, Any]]:
    """People as docs/formats.md lists them, by unit and then as Vietnamese lists sort. unit_ids None: everybody."""
    columns = (person.c.id, person.c.code, person.c.name, unit.c.name.label("unit"), person.c.role, person.c.phone)
    chosen = select(*columns).select_from(person.outerjoin(unit)).where(_LIVING)
    if unit_ids is not None:
        chosen = chosen.where(person.c.unit_id.in_(unit_ids))
    if course_id is not None:
        enrolled = select(enrolment.c.person_id).where(enrolment.c.course_id == course_id)
        chosen = chosen.where(person.c.id.in_(enrolled))
    if group is not None:
        members = select(person_group.c.person_id).where(person_group.c.name == group)
        chosen = chosen.where(person.c.id.in_(members))
    rows = db.execute(chosen).all()
    groups = groups_of(db, [row.id for row in rows])
    listed = sorted(rows, key=lambda row: (row.unit or "", sort_key(row.name), row.code))
    return [
        {
            "code": row.code,
            "name": row.name,
            "unit": row.unit,
            "role": row.role,
            "phone": row.phone,
            "groups": sorted(groups.get(row.id, ())),
        }
        for row in listed
    ]


def members_of(db: Connection, unit_ids: Collection[int]) -> list[tuple[int, str, str]]:
    """(id, name, unit's name) of the people of these units, by unit and then as Vietnamese lists sort."""
    columns = (person.c.id, person.c.name, unit.c.name)
    rows = db.execute(select(*columns).join(unit).where(_LIVING, person.c.unit_id.in_(unit_ids))).all()
    return [tuple(row) for row in sorted(rows, key=lambda row: (row[2], sort_key(row[1]), row[0]))]


_BETWEEN = re.compile(r"[,;:.!?()\[\]{}\"“”'‘’/|–—\n\t]")  # what stands beside names and in none


def people_named_in(db: Connection, text: str, unit_ids: Collection[int] | None) -> list[Person]:
    """People whose whole name stands in what somebody wrote; at most 20, for an organizer to choose from."""
    said = f" {' '.join(_BETWEEN.sub(' ', fold(text)).split())} "
    named = func.replace(bindparam("said", said), " " + person.c.folded + " ", "") != said
    chosen = select(*_COLUMNS).where(_LIVING, person.c.folded != "", named)
    if unit_ids is not None:
        chosen = chosen.where(person.c.unit_id.in_(unit_ids))
    return [Person(*row) for row in db.execute(chosen.order_by(person.c.id).limit(20))]


def people_like_said(
    db: Connection, said: str, phone: str | None, unit_ids: Collection[int] | None, most: int
) -> list[Person]:
    """Whose name holds these words side by side, whose code or phone ("+84…") it is; else as `people_named_in`."""
    named = (" " + person.c.folded + " ").contains(f" {fold(said)} ", autoescape=True)
    meant = [named, person.c.code == said.strip().upper(), *([person.c.phone == phone] if phone else [])]
    chosen = select(*_COLUMNS).where(_LIVING, person.c.folded != "", or_(*meant))
    if unit_ids is not None:
        chosen = chosen.where(person.c.unit_id.in_(unit_ids))
    found = [Person(*row) for row in db.execute(chosen.order_by(person.c.id).limit(most))]
    return found or people_named_in(db, said, unit_ids)[:most]


def has_people(db: Connection) -> bool:
    return db.execute(select(person.c.id).where(_LIVING).limit(1)).first() is not None


def count_in_units(db: Connection, ids: Collection[int], unit_ids: Collection[int]) -> int:
    """How many of these people are of these units."""
    return sum(
        int(db.execute(select(func.count()).where(person.c.id.in_(some), person.c.unit_id.in_(unit_ids))).scalar_one())
        for some in _portions(ids)
    )


def count_outside(db: Connection, ids: Collection[int], unit_ids: Collection[int]) -> int:
    """How many of these people are of other units than these."""
    others = person.c.unit_id.not_in(unit_ids)
    return sum(
        int(db.execute(select(func.count()).where(person.c.id.in_(some), others)).scalar_one())
        for some in _portions(ids)
    )
