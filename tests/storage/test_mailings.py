"""Mailings from planning to frozen recipients, on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from storage import deliveries, due, mailings, outcomes, schema
from storage.database import Database
from storage.mailings import Planned
from tests import gatherings
from tests.gatherings import LONG_AGO, at
from tests.storage.evenings import ALL, EXPIRES, NOW, a_notice, eve, notice_to, planned, sent, started, states
from training.mailing import MailingState

# Who gets a reminder: each row is one person and whether they get it


def _enrolled(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.enrol(db, course, [person])


def _twice(db: Connection, course: int, session: int, person: int) -> None:
    """A trainee in two groups of the session, and its trainer besides."""
    _enrolled(db, course, session, person)
    gatherings.teaches(db, session, person)


def _late(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.enrol(db, course, [person], NOW + timedelta(seconds=1))


def _in_time(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.enrol(db, course, [person], NOW)


def _trainer(db: Connection, course: int, session: int, person: int) -> None:
    gatherings.teaches(db, session, person)


def _with(table: Any, **values: Any) -> Callable[..., None]:
    def arrange(db: Connection, course: int, session: int, person: int) -> None:
        _enrolled(db, course, session, person)
        gatherings.change(db, table, person, **values)

    return arrange


def _done(db: Connection, course: int, session: int, person: int) -> None:
    _enrolled(db, course, session, person)
    gatherings.has_done(db, session, person)


def _leave(state: str) -> Callable[..., None]:
    def arrange(db: Connection, course: int, session: int, person: int) -> None:
        _enrolled(db, course, session, person)
        gatherings.has_leave(db, session, person, state)

    return arrange


def _account(**values: Any) -> Callable[..., None]:
    def arrange(db: Connection, course: int, session: int, person: int) -> None:
        _enrolled(db, course, session, person)
        db.execute(update(schema.account).where(schema.account.c.person_id == person).values(**values))

    return arrange


def _nothing(db: Connection, course: int, session: int, person: int) -> None:
    pass


@pytest.mark.parametrize(
    ("arrange", "unless_done", "state"),
    [
        (_enrolled, True, "waiting"),
        (_twice, True, "waiting"),
        (_in_time, True, "waiting"),
        (_trainer, True, "waiting"),
        (_nothing, True, None),
        (_late, True, None),
        (_done, True, None),
        (_done, False, "waiting"),
        (_leave("accepted"), True, None),
        (_leave("asked"), True, "waiting"),
        (_leave("refused"), True, "waiting"),
        (_with(schema.person, reminders=False), True, None),
        (_with(schema.person, erased_at=LONG_AGO), True, None),
        (_account(reachable=False), True, "unreachable"),
        (_account(consent_at=None), True, "unreachable"),
        (_account(person_id=None), True, "unreachable"),
    ],
)
def test_freezing_a_reminder_asks_the_rules_of_each_person(
    database: Database, arrange: Callable[..., None], unless_done: bool, state: str | None
) -> None:
    def play(db: Connection) -> dict[int, str]:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        [person] = gatherings.people(db, 1)
        arrange(db, course, session, person)
        planned(db, session, course, eve(session, unless_done))
        started(db)
        return states(db)

    assert list(database.write_now(play).values()) == ([state] if state else [])


def test_only_the_groups_of_a_session_are_reminded(database: Database) -> None:
    def play(db: Connection) -> tuple[dict[int, str], list[int]]:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        science, society, both = gatherings.people(db, 3)
        gatherings.enrol(db, course, [science, society, both])
        gatherings.only_for(db, session, "Tổ TN")
        gatherings.only_for(db, session, "Tổ Tin")
        for person, group in ((science, "Tổ TN"), (society, "Tổ XH"), (both, "Tổ TN"), (both, "Tổ Tin")):
            gatherings.in_group(db, person, group)
        planned(db, session, course)
        started(db)
        return states(db), [science, both]

    found, expected = database.write_now(play)
    assert sorted(found) == expected


def test_who_set_an_own_lead_gets_that_reminder_instead_of_the_rules(database: Database) -> None:
    def play(db: Connection) -> list[tuple[str | None, list[int]]]:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        usual, half_an_hour, two_hours = gatherings.people(db, 3)
        gatherings.enrol(db, course, [usual, half_an_hour, two_hours])
        gatherings.change(db, schema.person, half_an_hour, lead_minutes=30)
        gatherings.change(db, schema.person, two_hours, lead_minutes=120)
        soon, own = at("6:30"), at("7:00")
        # for two hours before nothing was planned, so that the rule's own must do
        planned(
            db, session, course, Planned("soon", soon, EXPIRES, False), Planned("soon@30", own, EXPIRES, False, lead=30)
        )
        started(db, own)
        rows = select(schema.mailing.c.rule_key, schema.delivery.c.person_id).join(
            schema.delivery, schema.delivery.c.mailing_id == schema.mailing.c.id
        )
        found: dict[str | None, list[int]] = {}
        for key, person in db.execute(rows.order_by(schema.delivery.c.person_id)):
            found.setdefault(key, []).append(person)
        assert found == {"soon": [usual, two_hours], "soon@30": [half_an_hour]}
        return list(found.items())

    database.write_now(play)


def test_freezing_twice_changes_nothing(database: Database) -> None:
    def play(db: Connection) -> tuple[int, int]:
        course = gatherings.a_course(db)
        gatherings.enrol(db, course, gatherings.people(db, 3))
        one = mailings.mailing_by_id(db, a_notice(db, {"courses": [course]}))
        assert one
        return deliveries.freeze(db, one, NOW), len(states(db))

    assert database.write_now(play) == (0, 3)


def test_planning_twice_is_as_once_and_another_time_replaces_what_was_planned(database: Database) -> None:
    def play(db: Connection) -> list[tuple[str | None, datetime | None]]:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        before = NOW - timedelta(days=1)
        soon = Planned("soon", at("6:30"), EXPIRES, False)
        for _ in range(2):
            mailings.plan_occurrences(db, session, course, [eve(session), soon], before)
        moved = [Planned("eve", NOW + timedelta(days=1), EXPIRES + timedelta(days=1), False), soon]
        past = Planned("late", before, EXPIRES, False)
        mailings.plan_occurrences(db, session, course, [*moved, past], before)
        return [(one.rule_key, one.due_at) for one in mailings.timeline(db, course)]

    assert database.write_now(play) == [("soon", at("6:30")), ("eve", NOW + timedelta(days=1))]


def test_moving_a_session_stops_what_is_being_sent_for_its_old_time_and_keeps_what_was_said(database: Database) -> None:
    def play(db: Connection) -> tuple[dict[int, str], list[MailingState]]:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        gatherings.enrol(db, course, gatherings.people(db, 2))
        planned(db, session, course)
        started(db)
        [first] = deliveries.claim(db, NOW, 1, ALL)
        sent(db, first)
        mailings.plan_occurrences(db, session, course, [], NOW)
        return states(db), [one.state for one in mailings.timeline(db, course)]

    found, kept = database.write_now(play)
    assert sorted(found.values()) == ["sent", "stopped"]
    assert kept == [MailingState.STOPPED]


def test_coming_back_to_an_hour_that_was_already_told_does_not_tell_it_again(database: Database) -> None:
    def play(db: Connection) -> int:
        course = gatherings.a_course(db)
        session = gatherings.a_session(db, course, gatherings.morning())
        planned(db, session, course)
        started(db)
        outcomes.sweep(db, NOW)
        planned(db, session, course)
        return len(mailings.timeline(db, course))

    assert database.write_now(play) == 1


# Size


def _many(db: Connection, many: int) -> int:
    course = gatherings.a_course(db)
    rows = [
        {"id": n, "code": f"P{n}", "name": "Na", "folded": "na", "created_at": LONG_AGO} for n in range(1, many + 1)
    ]
    db.execute(insert(schema.person), rows)
    accounts: Iterable[dict[str, Any]] = (
        {"platform": "telegram", "address": str(n), "person_id": n, "created_at": LONG_AGO, "consent_at": LONG_AGO}
        for n in range(1, many + 1)
    )
    db.execute(insert(schema.account), list(accounts))
    gatherings.enrol(db, course, range(1, many + 1))
    db.exec_driver_sql("ANALYZE")  # as autovacuum does within a minute of an import
    return course


def test_recipients_are_frozen_in_one_statement_whatever_their_number(database: Database) -> None:
    course = database.write_now(lambda db: _many(db, 2_000))

    def play(db: Connection) -> int:
        session = gatherings.a_session(db, course, gatherings.morning())
        planned(db, session, course)
        started(db)
        return len(states(db))

    assert database.write_now(play) == 2_000  # benchmarks/scale.py has the time for 17,616


def test_planning_costs_rows_by_sessions_and_not_by_people(database: Database) -> None:
    course = database.write_now(lambda db: _many(db, 2_000))

    def play(db: Connection) -> int:
        sessions = [gatherings.a_session(db, course, gatherings.morning(), key=str(n)) for n in range(4)]
        soon = Planned("soon", at("6:30"), EXPIRES, False)
        for session in sessions:
            planned(db, session, course, eve(session), soon)
        return len(mailings.timeline(db, course))

    assert database.write_now(play) == 8


PLANS = [
    (due.next_due, {"ix_mailing_state_due_at", "ix_delivery_open"}),
    (lambda db: deliveries.claim(db, NOW, 3, ALL), {"ix_delivery_mailing_open", "ix_account_person_id"}),
    (lambda db: due.take_due(db, NOW, ALL, 9), {"ix_mailing_state_due_at"}),
    (lambda db: outcomes.sweep(db, NOW), {"ix_delivery_mailing_open"}),
    (lambda db: outcomes.expire_leases(db, NOW, []), {"ix_delivery_open"}),
    (lambda db: outcomes.oldest_waiting(db, NOW), {"ix_delivery_mailing_open"}),
    (lambda db: mailings.pause(db, mailings.latest(db, ALL)[0].id), {"ix_delivery_mailing_open"}),
]


@pytest.mark.parametrize(("ask", "indexes"), PLANS)
def test_what_is_asked_again_and_again_is_answered_from_indexes(
    sqlite_database: Database, ask: Callable[[Connection], Any], indexes: set[str]
) -> None:
    """What ended long ago is not looked at: the cost grows with what is due."""

    def play(db: Connection) -> list[str]:
        notice_to(db, 3)
        asked: list[tuple[str, Any]] = []
        original = db.dialect.do_execute

        def remember(cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
            asked.append((statement, parameters))
            original(cursor, statement, parameters, context)

        db.dialect.do_execute = remember  # type: ignore[method-assign]
        try:
            ask(db)
        finally:
            del db.dialect.do_execute
        return [
            str(step[3])
            for statement, parameters in asked
            for step in db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]

    steps = sqlite_database.write_now(play)
    assert not [step for step in steps if step.startswith("SCAN delivery") and "USING" not in step]
    assert not [step for step in steps if step.startswith(("SCAN account", "SCAN person", "SCAN enrolment"))]
    for index in indexes:
        assert any(index in step for step in steps), (index, steps)
