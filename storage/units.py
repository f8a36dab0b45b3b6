"""The tree of units: any depth, and another parent from a date on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from storage.schema import unit, unit_parent
from training.reading.vietnamese import fold

_DEEPEST = 30  # levels; a ring, should one ever get in, ends there


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị. folded: the name as it is searched by. closed: the first day on which it is no more."""

    id: int
    code: str
    name: str
    folded: str
    closed: date | None = None


_COLUMNS = (unit.c.id, unit.c.code, unit.c.name, unit.c.folded, unit.c.closed)


def add_units(db: Connection, units: Sequence[tuple[str, str, date | None]]) -> dict[str, int]:
    """Store (code, name, closed) of each; a code already there gets the new name. All codes and ids of the database."""
    known = set(db.execute(select(unit.c.code)).scalars())
    rows = [{"code": code, "name": name, "folded": fold(name), "closed": closed} for code, name, closed in units]
    if new := [row for row in rows if row["code"] not in known]:
        db.execute(insert(unit), new)
    if old := [{**row, "which": row["code"]} for row in rows if row["code"] in known]:
        db.execute(update(unit).where(unit.c.code == bindparam("which")), old)
    return {code: number for number, code in db.execute(select(unit.c.id, unit.c.code))}


def set_parents(db: Connection, unit_id: int, parents: Sequence[tuple[int, date | None]]) -> None:
    """(parent's id, the day from which it holds; None: from the beginning). Replaces what was said before."""
    db.execute(delete(unit_parent).where(unit_parent.c.unit_id == unit_id))
    rows = [{"unit_id": unit_id, "parent_id": parent, "valid_from": since} for parent, since in parents]
    if rows:
        db.execute(insert(unit_parent), rows)


def parents_of_all(db: Connection) -> dict[int, list[tuple[int, date | None]]]:
    """unit id → its (parent id, valid from), oldest first."""
    found: dict[int, list[tuple[int, date | None]]] = {}
    columns = (unit_parent.c.unit_id, unit_parent.c.parent_id, unit_parent.c.valid_from)
    for child, parent, since in db.execute(select(*columns)):
        found.setdefault(child, []).append((parent, since))
    for parents in found.values():
        parents.sort(key=lambda parent: parent[1] or date.min)
    return found


def remove_units(db: Connection, unit_ids: Iterable[int]) -> None:
    db.execute(delete(unit).where(unit.c.id.in_(list(unit_ids))))


def unit_by_code(db: Connection, code: str) -> Unit | None:
    row = db.execute(select(*_COLUMNS).where(unit.c.code == code)).first()
    return Unit(*row) if row else None


def unit_by_id(db: Connection, unit_id: int) -> Unit | None:
    row = db.execute(select(*_COLUMNS).where(unit.c.id == unit_id)).first()
    return Unit(*row) if row else None


def units_named(db: Connection, folded: str) -> list[Unit]:
    """Those whose name folds to this: more than one where two places have a school of one name."""
    return [Unit(*row) for row in db.execute(select(*_COLUMNS).where(unit.c.folded == folded).order_by(unit.c.id))]


def all_units(db: Connection) -> list[Unit]:
    return [Unit(*row) for row in db.execute(select(*_COLUMNS).order_by(unit.c.id))]


def path_of(db: Connection, unit_id: int | None, on: date) -> tuple[int, ...]:
    """Ids from the unit itself up to the root, as the tree stands on a day."""
    if unit_id is None:
        return ()
    links = _links(on).subquery()
    start = select(cast(unit_id, BigInteger).label("id"), literal(0).label("depth"))
    above = start.cte("above", recursive=True)
    step = select(links.c.parent_id, above.c.depth + 1).where(links.c.unit_id == above.c.id, above.c.depth < _DEEPEST)
    above = above.union_all(step)
    upwards = db.execute(select(above.c.id).order_by(above.c.depth)).scalars()
    return tuple(dict.fromkeys(upwards))


def ids_below(db: Connection, unit_ids: Iterable[int], on: date) -> frozenset[int]:
    """The units given and everything below them, as the tree stands on a day."""
    roots = list(unit_ids)
    if not roots:
        return frozenset()
    links = _links(on).subquery()
    below = select(unit.c.id.label("id")).where(unit.c.id.in_(roots)).cte("below", recursive=True)
    below = below.union(select(links.c.unit_id).where(links.c.parent_id == below.c.id))
    return frozenset(db.execute(select(below.c.id)).scalars())


def subtree_ids(db: Connection, unit_id: int, on: date) -> frozenset[int]:
    """The unit and everything below it, as the tree stands on a day."""
    return ids_below(db, (unit_id,), on)


def code_paths(db: Connection, on: date) -> Mapping[int, tuple[str, ...]]:
    """unit id → codes from the unit up to the root, for all units: for judging whole lists."""
    codes = {number: code for number, code in db.execute(select(unit.c.id, unit.c.code))}
    parents = {child: parent for child, parent in db.execute(_links(on))}
    return {number: _climb(number, codes, parents) for number in codes}


def _climb(start: int, codes: Mapping[int, str], parents: Mapping[int, int]) -> tuple[str, ...]:
    path: list[str] = []
    place: int | None = start
    while place is not None and len(path) < _DEEPEST:
        path.append(codes[place])
        place = parents.get(place)
    return tuple(path)


def _links(on: date) -> Select[int, int]:
    """(unit, parent) as they hold on a day: the newest link that has begun by then."""
    later = unit_parent.alias("later")
    since, later_since = unit_parent.c.valid_from, later.c.valid_from
    superseded = exists().where(
        and_(
            later.c.unit_id == unit_parent.c.unit_id,
            later_since <= on,
            func.coalesce(later_since > since, later_since.is_not(None) & since.is_(None)),
        )
    )
    begun = or_(since.is_(None), since <= on)
    return select(unit_parent.c.unit_id, unit_parent.c.parent_id).where(begun, ~superseded)
