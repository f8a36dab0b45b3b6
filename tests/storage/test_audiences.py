"""Who an audience is, on both kinds of database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from storage import audiences, schema
from storage.database import Database
from tests import gatherings
from tests.storage.evenings import NOW
from tests.storage.households import a_province
from training.people import Role
from training.plan import Kind

# Audiences


def _district(db: Connection) -> dict[str, Any]:
    """Two courses; people of two schools, one of them in both courses, and one organizer of the district."""
    units = a_province(db)
    one, other = gatherings.a_course(db, "C1", units["QUAN1"]), gatherings.a_course(db, "C2", units["SO"])
    session = gatherings.a_session(db, one, gatherings.morning())
    lms = gatherings.a_session(db, one, gatherings.days(date(2022, 12, 12)), Kind.LMS, "lms")
    a1, a2 = gatherings.people(db, 2, unit_id=units["TH-A"])
    [c1] = gatherings.people(db, 1, unit_id=units["TH-C"], reachable=False)
    [trainer] = gatherings.people(db, 1, unit_id=units["SO"])
    [boss] = gatherings.people(db, 1, unit_id=units["QUAN1"])
    gatherings.enrol(db, one, [a1, a2])
    gatherings.enrol(db, other, [a1, c1])
    gatherings.teaches(db, session, trainer)
    gatherings.in_group(db, a2, "TTCM")
    gatherings.has_done(db, lms, a2)
    grant = {"person_id": boss, "role": Role.ORGANIZER.value, "unit_id": units["QUAN1"]}
    db.execute(insert(schema.grant).values(grant))
    marks = [("present", a1), ("none", a1), ("present", a2)]
    for status, person in marks:
        row = {"session_id": session, "person_id": person, "status": status, "method": "roll", "at": NOW}
        db.execute(insert(schema.mark).values(row))
    people = {"a1": a1, "a2": a2, "c1": c1, "guide": trainer, "boss": boss}
    return {"one": one, "other": other, "session": session, "lms": lms, **units, **people}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ({}, ""),
        ({"courses": ["one"]}, "a1 a2"),
        ({"courses": ["one", "other"]}, "a1 a2 c1"),
        ({"courses": ["one", "other"], "units": ["TH-A"]}, "a1 a2"),
        ({"courses": ["other"], "units": ["QUAN2"]}, "c1"),
        ({"units": ["SO"]}, "a1 a2 c1 guide boss"),
        ({"units": ["QUAN1"]}, "a1 a2 boss"),
        ({"groups": ["TTCM"]}, "a2"),
        ({"courses": ["other"], "groups": ["TTCM"]}, ""),
        ({"roles": ["trainer"]}, "guide"),
        ({"roles": ["organizer", "trainer"]}, "guide boss"),
        ({"courses": ["one"], "roles": ["trainer"]}, "guide"),
        ({"courses": ["one"], "roles": ["trainee", "trainer"]}, "a1 a2 guide"),
        ({"courses": ["one"], "roles": ["organizer"]}, "boss"),
        ({"courses": ["other"], "roles": ["organizer"]}, ""),  # a plan of the province, above the district
        ({"organizers": "one"}, "boss"),
        ({"session": "session"}, "a1 a2 guide"),
        ({"sessions": ["session", "lms"]}, "a1 a2 guide"),
        ({"session": "session", "attendance": "unmarked"}, "a1 guide"),
        ({"session": "session", "attendance": "present"}, "a2"),
        ({"lms_not_done": "lms"}, "a1"),
        ({"courses": ["one"], "exclude": ["a1"]}, "a2"),
        ({"courses": ["one"], "exclude": [{"groups": ["TTCM"]}]}, "a1"),
        ({"courses": ["one"], "people": ["c1"]}, "a1 a2 c1"),
        ({"people": ["c1", "boss"], "exclude": ["boss"]}, "c1"),
        ({"everybody": True}, "a1 a2 c1 guide boss"),
        ({"everybody": True, "groups": ["TTCM"]}, "a2"),
    ],
)
def test_an_audience_is_these_people(database: Database, audience: dict[str, Any], expected: str) -> None:
    def play(db: Connection) -> set[str]:
        names = _district(db)
        given = {key: _resolved(value, names) for key, value in audience.items()}
        found = set(db.scalars(audiences.people_of(db, given, NOW)))
        return {name for name in ("a1", "a2", "c1", "guide", "boss") if names[name] in found}

    assert database.write_now(play) == set(expected.split())


def _resolved(value: Any, names: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_resolved(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def test_the_reach_of_an_audience_is_told_by_platform_with_the_list_of_those_left_out(database: Database) -> None:
    def play(db: Connection) -> None:
        names = _district(db)
        gatherings.an_account(db, names["a2"], "zalo", seen_at=NOW)  # used last: that is where a2 is written to
        audience = {"courses": [names["one"], names["other"]]}
        reach = audiences.audience_count(db, audience, NOW)
        assert reach == audiences.Reach(3, {"telegram": 1, "zalo": 1}, 1)
        assert [row.id for row in audiences.unreached(db, audience, NOW)] == [names["c1"]]

    database.write_now(play)
