"""Who answers for whom: the organizers nearest to a person in the unit tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from storage import accounts, schema, units
from storage.accounts import AccountRow
from training.people import Role


def unit_path_of(db: Connection, person_id: int | None, on: date) -> tuple[int, ...]:
    """Unit ids from the person's unit up to the root, as the tree stands on a day."""
    unit_id = db.execute(select(schema.person.c.unit_id).where(schema.person.c.id == person_id)).scalar()
    return units.path_of(db, unit_id, on)


def named(db: Connection, person_id: int) -> tuple[str, str | None]:
    """A person's name and unit."""
    joined = schema.person.outerjoin(schema.unit)
    query = select(schema.person.c.name, schema.unit.c.name).select_from(joined)
    row = db.execute(query.where(schema.person.c.id == person_id)).one()
    return row[0], row[1]


def organizers_for(db: Connection, path: Sequence[int], but: int | None = None) -> list[AccountRow]:
    """Reachable accounts of the organizers of the nearest unit in a path that has any; not those of person `but`."""
    for unit_id in path:
        if found := [one for one in _organizers_at(db, unit_id) if one.person_id != but]:
            return found
    return []


def _organizers_at(db: Connection, unit_id: int) -> list[AccountRow]:
    grant = schema.grant
    query = select(grant.c.person_id).where(grant.c.unit_id == unit_id, grant.c.role == Role.ORGANIZER.value)
    people = db.execute(query.order_by(grant.c.person_id)).scalars()
    return [one for person in people if (one := reachable_account(db, person))]


def reachable_account(db: Connection, person_id: int) -> AccountRow | None:
    """Through which a person can be written to now, the newest binding first; without consent nobody is."""
    return next((one for one in accounts.accounts_of(db, person_id) if one.reachable and one.consent_at), None)
