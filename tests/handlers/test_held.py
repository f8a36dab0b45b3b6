"""What a jump of the clock or a restore held back is shown, and goes or not as somebody says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from storage import due, mailings, outcomes, schema
from storage.database import Database
from tests.handlers.hall import TEXT, Hall, heard
from training.mailing import MailingKind, MailingState
from training.plan import ZONE

DUE = datetime(2022, 12, 9, 7, 30, tzinfo=ZONE)


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    hall = Hall(sqlite_database)
    hall.now = DUE + timedelta(hours=3)
    return hall


def held(hall: Hall, many: int = 1) -> list[int]:
    """So many notices to the course, held."""
    audience = {"courses": [hall.course_id]}
    more = {"state": MailingState.HELD, "course_id": hall.course_id}
    return [
        hall.run(lambda db: mailings.create(db, MailingKind.NOTICE, audience, {"text": TEXT}, DUE, DUE, **more))  # type: ignore[arg-type]
        for _ in range(many)
    ]


def state_of(hall: Hall, number: int) -> MailingState | None:
    found = hall.run(lambda db: mailings.mailing_by_id(db, number))
    return found.state if found else None


def test_the_overview_leads_to_what_is_held_and_it_goes_when_somebody_says_so(hall: Hall) -> None:
    held(hall)
    assert "Đang giữ lại (1)" in [*hall.mai.taps("overview"), *hall.mai.buttons]
    said = hall.mai.presses("Đang giữ lại (1)")
    assert "Thứ Sáu, 09/12/2022, 7h30" in said
    assert hall.deliver() == 0
    hall.mai.presses("1. Gửi")
    assert hall.mai.toast == "Đã cho gửi 1 tin"
    assert hall.deliver() == 2
    assert heard(hall.lan) == [TEXT]


def test_what_is_given_up_is_never_sent_and_stands_in_the_log(hall: Hall) -> None:
    [number] = held(hall)
    hall.mai.taps("held|0")
    assert "Không có tin nào" in hall.mai.presses("1. Bỏ")
    assert hall.deliver() == 0
    assert state_of(hall, number) is MailingState.STOPPED
    actions = hall.run(lambda db: db.execute(schema.audit.select()).all())
    assert [row.action for row in actions if row.thing == f"mailing:{number}"] == ["drop_mailing"]


def test_all_of_it_goes_with_one_tap(hall: Hall) -> None:
    numbers = held(hall, 8)
    hall.mai.taps("held|0")
    hall.mai.presses("›")
    hall.mai.presses("Tất cả: Gửi")
    assert hall.mai.toast == "Đã cho gửi 8 tin"
    assert {state_of(hall, number) for number in numbers} == {MailingState.PLANNED}


def test_after_a_restore_what_was_being_sent_goes_on_only_when_somebody_says_so(hall: Hall) -> None:
    hall.now = datetime(2022, 12, 8, 8, 0, tzinfo=ZONE)
    hall.run(lambda db: db.execute(update(schema.mailing).values(state="running")))
    reminders = hall.run(lambda db: mailings.latest(db, [MailingKind.REMINDER]))
    hall.run(lambda db: due.hold_all(db, hall.now))
    assert len(reminders) == len(hall.run(due.held))
    hall.mai.taps("held|0")
    hall.mai.presses("1. Gửi")
    assert len(hall.run(due.held)) == len(reminders) - 1


def test_outside_ones_reach_nothing_is_held(hall: Hall) -> None:
    [number] = held(hall)
    stranger = hall.somebody("Hồ Thị Xa", "KHAC", role="organizer")
    inspector = hall.somebody("Bùi Văn Tra", "SO", role="inspector")
    for who in (stranger, inspector, hall.lan):
        for payload in ("held|0", f"held_go|{number}", "held_go|all", f"held_drop|{number}"):
            who.taps(payload)
        assert not [label for label in who.buttons if label.startswith(("1. ", "Đang giữ lại"))]
    assert state_of(hall, number) is MailingState.HELD


def test_pressing_twice_is_as_once(hall: Hall) -> None:
    [number] = held(hall)
    for _ in range(2):
        hall.mai.taps(f"held_go|{number}")
    assert hall.mai.toast == "Đã cho gửi 0 tin"
    hall.deliver()
    assert hall.run(lambda db: outcomes.counts(db, number)).sent == 2
