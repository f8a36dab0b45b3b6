"""Claims and what came of them, on both kinds of database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from storage import deliveries, outcomes, schema
from storage.database import Database
from storage.deliveries import Claimed
from storage.outcomes import Result
from tests import gatherings
from tests.gatherings import LONG_AGO
from tests.storage.evenings import ALL, NOW, a_notice, notice_to, planned, sent, started, states
from training.mailing import POLICY, MailingKind, Outcome

# Claiming and recording


def test_a_claim_takes_no_more_than_asked_and_nothing_twice(database: Database) -> None:
    database.write_now(lambda db: notice_to(db, 5))
    taken = [database.write_now(lambda db: deliveries.claim(db, NOW, 2, ALL)) for _ in range(4)]
    people = [one.person_id for claimed in taken for one in claimed]
    assert [len(claimed) for claimed in taken] == [2, 2, 1, 0]
    assert len(set(people)) == 5


def test_nothing_is_claimed_before_it_is_due(database: Database) -> None:
    def play(db: Connection) -> list[Claimed]:
        notice_to(db, 1)
        return deliveries.claim(db, NOW - timedelta(seconds=1), 9, ALL)

    assert database.write_now(play) == []


def test_several_reminders_of_one_person_become_one_message_but_notices_do_not(database: Database) -> None:
    def play(db: Connection) -> list[list[MailingKind]]:
        one, other = gatherings.a_course(db, "C1"), gatherings.a_course(db, "C2")
        both, single = gatherings.people(db, 2)
        gatherings.enrol(db, one, [both, single])
        gatherings.enrol(db, other, [both])
        for course in (one, other):
            planned(db, gatherings.a_session(db, course, gatherings.morning()), course)
        started(db)
        a_notice(db, {"people": [both]})
        a_notice(db, {"people": [both]})
        claimed = deliveries.claim(db, NOW, 1, [MailingKind.REMINDER])
        claimed += deliveries.claim(db, NOW, 9, ALL)
        return [[part.kind for part in message.parts] for message in claimed]

    reminder, notice = MailingKind.REMINDER, MailingKind.NOTICE
    found = database.write_now(play)
    assert found[0] == [reminder, reminder]
    assert sorted(found[1:]) == [[notice], [notice], [reminder]]


def test_a_message_of_several_parts_is_recorded_as_one(database: Database) -> None:
    def play(db: Connection) -> tuple[set[str], list[Any]]:
        course = gatherings.a_course(db)
        gatherings.enrol(db, course, gatherings.people(db, 1))
        for key in "ab":
            planned(db, gatherings.a_session(db, course, gatherings.morning(), key=key), course)
        started(db)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        sent(db, one, "501")
        return set(states(db).values()), list(db.scalars(select(schema.delivery.c.message)))

    assert database.write_now(play) == ({"sent"}, ["501", "501"])


@pytest.mark.parametrize(
    ("outcome", "body", "state", "reachable"),
    [
        (Outcome.SENT, {}, "sent", True),
        (Outcome.NOT_SENT, {}, "waiting", True),
        (Outcome.UNKNOWN, {}, "waiting", True),
        (Outcome.UNKNOWN, {"once": True}, "unknown", True),
        (Outcome.SLOW_DOWN, {}, "waiting", True),
        (Outcome.REFUSED, {}, "failed", True),
        (Outcome.GONE, {}, "unreachable", False),
    ],
)
def test_each_outcome_is_written_down(
    database: Database, outcome: Outcome, body: dict[str, Any], state: str, reachable: bool
) -> None:
    def play(db: Connection) -> tuple[list[str], list[bool]]:
        notice_to(db, 1, {"text": "x", **body})
        [one] = deliveries.claim(db, NOW, 1, ALL)
        outcomes.record(db, one, Result(outcome, error="trouble"), NOW)
        return list(states(db).values()), list(db.scalars(select(schema.account.c.reachable)))

    assert database.write_now(play) == ([state], [reachable])


def test_who_blocked_the_bot_here_is_written_to_on_another_platform(database: Database) -> None:
    def play(db: Connection) -> tuple[str | None, str | None]:
        notice_to(db, 1)
        [person] = states(db)
        gatherings.an_account(db, person, "zalo", bound_at=LONG_AGO - timedelta(days=9))
        db.execute(update(schema.account).where(schema.account.c.platform == "telegram").values(seen_at=NOW))
        [first] = deliveries.claim(db, NOW, 1, ALL)
        outcomes.record(db, first, Result(Outcome.GONE), NOW)
        [second] = deliveries.claim(db, NOW, 1, ALL)
        return first.platform, second.platform

    assert database.write_now(play) == ("telegram", "zalo")


def test_a_closed_platform_is_left_alone(database: Database) -> None:
    def play(db: Connection) -> list[list[str | None]]:
        notice_to(db, 1)
        course = gatherings.a_course(db, "Z")
        [person] = gatherings.people(db, 1, reachable=False)
        gatherings.an_account(db, person, "zalo")
        gatherings.enrol(db, course, [person])
        a_notice(db, {"courses": [course]})
        claims = [deliveries.claim(db, NOW, 9, ALL, closed=closed) for closed in (["telegram"], [])]
        return [[one.platform for one in claimed] for claimed in claims]

    assert database.write_now(play) == [["zalo"], ["telegram"]]


def test_a_crash_while_sending_leaves_it_in_doubt_and_after_ten_seconds_it_goes_once_more(database: Database) -> None:
    database.write_now(lambda db: notice_to(db, 1))
    database.write_now(lambda db: deliveries.claim(db, NOW, 1, ALL))
    assert database.write_now(lambda db: outcomes.recover(db, NOW)) == 1

    def claims(seconds: int) -> int:
        now = NOW + timedelta(seconds=seconds)
        return len(database.write_now(lambda db: deliveries.claim(db, now, 1, ALL)))

    assert (claims(9), claims(10)) == (0, 1)
    database.write_now(lambda db: outcomes.recover(db, NOW))
    assert database.write_now(states).popitem()[1] == "unknown"


def test_a_lease_that_ended_is_in_doubt_unless_it_is_in_flight_here(database: Database) -> None:
    def play(db: Connection) -> tuple[int, int, int]:
        notice_to(db, 1)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        mine, over = [part.id for part in one.parts], NOW + POLICY.lease
        early = outcomes.expire_leases(db, over - timedelta(seconds=1), [])
        return early, outcomes.expire_leases(db, over, mine), outcomes.expire_leases(db, over, [])

    assert database.write_now(play) == (0, 0, 1)


def test_an_answer_that_comes_after_all_counts_as_sent(database: Database) -> None:
    def play(db: Connection) -> list[str]:
        notice_to(db, 1)
        [one] = deliveries.claim(db, NOW, 1, ALL)
        outcomes.recover(db, NOW)
        sent(db, one)
        return list(states(db).values())

    assert database.write_now(play) == ["sent"]


def test_an_old_failure_does_not_undo_a_newer_try(database: Database) -> None:
    def play(db: Connection) -> list[str]:
        notice_to(db, 1)
        [old] = deliveries.claim(db, NOW, 1, ALL)
        outcomes.recover(db, NOW)
        deliveries.claim(db, NOW + timedelta(seconds=10), 1, ALL)
        outcomes.record(db, old, Result(Outcome.REFUSED), NOW)
        return list(states(db).values())

    assert database.write_now(play) == ["sending"]
