"""Slow work is done for whoever may have it when it is done, and not for whoever might when it was asked for."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select

from handlers import errands
from handlers.errand_rights import ASKED, OWN
from storage import accounts, erasure, schema
from storage.database import Database
from tests.handlers.hall import Hall


def test_each_errand_is_asked_for_or_asks_itself() -> None:
    assert OWN | ASKED.keys() == errands.RUNNERS.keys()
    assert not OWN & ASKED.keys()


def test_rights_taken_between_the_press_and_the_work_give_nothing(sqlite_database: Database) -> None:
    hall = Hall(sqlite_database)
    hall.send()
    [mailing] = hall.run(lambda db: list(db.scalars(select(func.max(schema.mailing.c.id)))))
    payloads = (
        f"roll_file|{hall.sessions[0]}",
        f"chart|{hall.sessions[0]}",
        f"mailing_list|{mailing}",
        "no_channel_file",
        f"rehearse|{hall.course_id}",
        f"invite_make|{hall.unit('TH-B')}",
    )
    for payload in payloads:
        before = len(hall.mai.files)
        hall.mai.taps(payload)
        assert len(hall.mai.files) > before, payload

    def taken(db: Connection) -> None:
        db.execute(delete(schema.grant))

    hall.meanwhile = lambda: hall.run(taken)
    grants = hall.run(lambda db: [dict(row) for row in db.execute(select(schema.grant)).mappings()])
    for payload in payloads:
        hall.run(lambda db: db.execute(delete(schema.attempt)))
        before = len(hall.mai.files)
        hall.mai.taps(payload)
        assert len(hall.mai.files) == before, payload
        hall.run(lambda db: db.execute(schema.grant.insert(), grants))


def test_nothing_is_made_for_an_account_that_was_let_go_or_forgotten_meanwhile(sqlite_database: Database) -> None:
    hall = Hall(sqlite_database)
    account = hall.run(lambda db: accounts.account_at(db, "telegram", hall.lan.address))
    assert account
    hall.meanwhile = lambda: hall.run(lambda db: accounts.unbind(db, account.id, "cli", hall.now))
    for payload in ("take_along", "calendar_export"):
        hall.lan.taps(payload)
    hall.meanwhile = lambda: hall.run(lambda db: erasure.erase(db, hall.tu.person or 0, hall.now))
    hall.tu.taps("take_along")
    assert not hall.lan.files
    assert not hall.tu.files
