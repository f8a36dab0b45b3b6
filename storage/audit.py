"""The log of everything that people rely on: who changed or looked at what, and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, cast, insert, literal, select

from storage.schema import audit, person


def note(
    db: Connection,
    at: datetime,
    who: str,
    action: str,
    thing: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One line. `who`: "person:12", "cli", "clock", "board:7" (whoever has that link); `thing`: "session:3"; before and
    after: JSON values."""
    line = {"at": at, "who": who, "action": action, "thing": thing, "before": before, "after": after}
    db.execute(insert(audit).values(line))


@dataclass(frozen=True, slots=True)
class Line:
    """One line about somebody. by: the name of the person who did it; None for the program, a guest, the forgotten."""

    at: datetime
    action: str
    by: str | None


def about_person(db: Connection, person_id: int, actions: Collection[str], most: int) -> list[Line]:
    """The newest lines of these actions about a person, newest first."""
    doer = literal("person:") + cast(person.c.id, String)
    found = select(audit.c.at, audit.c.action, person.c.name).outerjoin_from(audit, person, audit.c.who == doer)
    about = audit.c.thing == f"person:{person_id}", audit.c.action.in_(list(actions))
    return [Line(*row) for row in db.execute(found.where(*about).order_by(audit.c.id.desc()).limit(most))]
