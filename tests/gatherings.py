"""A course with sessions and people to be reminded, for tests of what is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, update

from storage import schema
from training.plan import ZONE, Kind, Period, Precision

LONG_AGO = datetime(2022, 12, 1, 8, 0, tzinfo=ZONE)
SATURDAY = date(2022, 12, 10)


def at(hour: str, day: date = SATURDAY) -> datetime:
    """ "7:30" on a day."""
    hours, minutes = hour.split(":")
    return datetime(day.year, day.month, day.day, int(hours), int(minutes), tzinfo=ZONE)


def morning(day: date = SATURDAY) -> Period:
    return Period(at("7:30", day), at("11:00", day), Precision.MINUTE)


def afternoon(day: date = SATURDAY) -> Period:
    return Period(at("13:30", day), at("17:00", day), Precision.MINUTE)


def days(first: date, last: date | None = None) -> Period:
    return Period(at("0:00", first), at("0:00", last or first), Precision.DAY)


def a_course(db: Connection, code: str = "TA", unit_id: int | None = None) -> int:
    """A course of a plan of its own."""
    plan: dict[str, Any] = {
        "code": f"KH-{code}",
        "number": "12/KH",
        "title": "Kế hoạch",
        "anomalies": [],
        "unit_id": unit_id,
    }
    plan_id = _new(db, schema.plan, {**plan, "created_at": LONG_AGO})
    course = {"plan_id": plan_id, "code": code, "title": f"Lớp {code}", "completion": {}, "groups": [], "facts": {}}
    return _new(db, schema.course, course)


def a_session(
    db: Connection, course_id: int, period: Period, kind: Kind = Kind.IN_PERSON, key: str = "s", **columns: Any
) -> int:
    row = {
        "course_id": course_id,
        "key": key,
        "title": f"Buổi {key}",
        "kind": kind.value,
        "starts_at": period.start,
        "ends_at": period.end,
        "precision": period.precision.value,
        "closes_at": period.closes,
        "place": "Hội trường A",
        "groups": [],
        "notes": [],
        "alt_kinds": [],
        "checkin": {},
        "secret": b"secret",
    }
    return _new(db, schema.session, {**row, **columns})


def people(db: Connection, many: int, *, reachable: bool = True, unit_id: int | None = None) -> list[int]:
    """So many people; the account of person 12 is telegram:12."""
    ids: list[int] = []
    for _ in range(many):
        row = {"code": f"p{len(ids)}-{unit_id}-{reachable}", "name": "Lê Thị Na", "folded": "le thi na"}
        person = _new(db, schema.person, {**row, "unit_id": unit_id, "created_at": LONG_AGO})
        db.execute(update(schema.person).where(schema.person.c.id == person).values(code=f"P{person}"))
        ids.append(person)
        if reachable:
            an_account(db, person)
    return ids


def an_account(db: Connection, person: int, platform: str = "telegram", **columns: Any) -> None:
    row = {"platform": platform, "address": str(person), "person_id": person, "created_at": LONG_AGO}
    db.execute(insert(schema.account).values({**row, "consent_at": LONG_AGO, **columns}))


def enrol(db: Connection, course_id: int, persons: Iterable[int], since: datetime = LONG_AGO) -> None:
    db.execute(
        insert(schema.enrolment),
        [{"course_id": course_id, "person_id": person, "created_at": since} for person in persons],
    )


def teaches(db: Connection, session_id: int, person: int) -> None:
    db.execute(insert(schema.staff).values(session_id=session_id, person_id=person))


def in_group(db: Connection, person: int, name: str) -> None:
    db.execute(insert(schema.person_group).values(person_id=person, name=name))


def only_for(db: Connection, session_id: int, name: str) -> None:
    db.execute(insert(schema.session_group).values(session_id=session_id, name=name))


def has_leave(db: Connection, session_id: int, person: int, state: str = "accepted") -> None:
    row = {"session_id": session_id, "person_id": person, "state": state, "created_at": LONG_AGO}
    db.execute(insert(schema.leave).values(row))


def has_done(db: Connection, session_id: int, person: int) -> None:
    row = {"session_id": session_id, "person_id": person, "done_at": LONG_AGO + timedelta(days=1)}
    db.execute(insert(schema.progress).values(row))


def change(db: Connection, table: Any, row_id: int, **values: Any) -> None:
    db.execute(update(table).where(table.c.id == row_id).values(**values))


def _new(db: Connection, table: Any, row: dict[str, Any]) -> int:
    created: int = db.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return created
