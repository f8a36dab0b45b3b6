"""The program away for hours, or its event loop stuck: what is late is told as late, and nobody hears twice."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta

from sqlalchemy import Connection, select

from bot.clock import Clock
from handlers.scheduled import plan_reminders
from handlers.talk import Reply
from storage import mailings, outcomes, schema
from storage.database import Database
from tests import gatherings
from tests.bot.test_dispatcher import START, dispatching
from tests.fakes import Messenger
from tests.gatherings import SATURDAY, at
from training.mailing import Counts, MailingKind, MailingState

MANY = 200
FRIDAY = SATURDAY - timedelta(days=1)
DOWN, UP = at("12:00", FRIDAY - timedelta(days=1)), at("20:00", FRIDAY)


def _two_mornings(db: Connection) -> int:
    """Friday's reminders are of no use any more when the machine is back, that of Saturday is."""
    course = gatherings.a_course(db)
    gatherings.a_session(db, course, gatherings.morning(FRIDAY), key="friday")
    gatherings.a_session(db, course, gatherings.morning(SATURDAY))
    gatherings.enrol(db, course, gatherings.people(db, MANY))
    plan_reminders(db, None, DOWN)
    return course


async def test_what_fell_due_while_the_machine_was_down_is_sent_where_it_helps_and_counted_where_not(
    sqlite_database: Database,
) -> None:
    course = sqlite_database.write_now(_two_mornings)
    messenger = Messenger()
    async with dispatching(sqlite_database, messenger, Clock(UP, speed=0)) as dispatcher:
        await dispatcher.idle()
    told = sqlite_database.read_now(
        lambda db: [(one, outcomes.counts(db, one.id)) for one in mailings.timeline(db, course)]
    )
    over = [(one.state, counts) for one, counts in told if one.due_at and one.due_at <= UP]
    assert over == [
        (MailingState.MISSED, Counts(recipients=MANY, missed=MANY)),
        (MailingState.MISSED, Counts(recipients=MANY, missed=MANY)),
        (MailingState.DONE, Counts(recipients=MANY, sent=MANY)),
    ]
    assert set(Counter(messenger.everybody()).values()) == {1}
    assert len(messenger.everybody()) == MANY
    assert all("đến muộn" in reply.text for _, reply in messenger.replies)


async def test_a_stuck_event_loop_lets_leases_run_out_and_nobody_is_told_twice(sqlite_database: Database) -> None:
    def notice(db: Connection) -> int:
        people = gatherings.people(db, 12)
        return mailings.create(db, MailingKind.NOTICE, {"people": people}, {"text": "Họp lúc 8h"}, START, START)

    number = sqlite_database.write_now(notice)
    clock, messenger = Clock(START, speed=0), Messenger(takes=0.02)
    stuck = iter([True])

    def get_stuck(_address: str, _reply: Reply) -> None:
        if next(stuck, False):
            time.sleep(0.1)
            clock.set(clock.now() + timedelta(minutes=10))  # longer than any lease

    messenger.on_send = get_stuck
    async with dispatching(sqlite_database, messenger, clock) as dispatcher:
        await dispatcher.idle()
    assert sqlite_database.read_now(lambda db: outcomes.counts(db, number)) == Counts(recipients=12, sent=12)
    assert set(Counter(messenger.everybody()).values()) == {1}
    uncertain = sqlite_database.read_now(lambda db: list(db.scalars(select(schema.delivery.c.uncertain))))
    assert not any(uncertain)
