"""Around the start: a trainer in front of nobody is nudged, an organizer hears who is missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from handlers import scheduled
from storage import schema, sessions
from storage.database import Database
from tests.handlers.desk import Somebody
from tests.handlers.scans import Morning, at
from training.plan import Period, Precision


@pytest.fixture
def hall(sqlite_database: Database) -> Iterator[Morning]:
    made = Morning(sqlite_database)
    made.mai = made.somebody("Vũ Thị Mai", "SO", role="organizer")  # type: ignore[attr-defined]
    yield made


def heard(hall: Morning, who: Somebody, *, hour: int, minute: int) -> str:
    """What somebody hears at that moment."""
    before = len(who.chat)
    hall.now = at(hour, minute)
    hall.deliver()
    return "\n".join(one.plain for one in who.chat[before:])


def test_at_the_hour_the_trainer_hears_that_nobody_has_come(hall: Morning) -> None:
    assert "chưa có ai điểm danh" not in heard(hall, hall.hoa, hour=7, minute=29)
    said = heard(hall, hall.hoa, hour=7, minute=30)
    assert "chưa có ai điểm danh" in said
    assert "Buổi của lớp một" in said
    assert "Màn chiếu điểm danh" in hall.hoa.presses("Màn chiếu")
    assert "chưa có ai điểm danh" not in heard(hall, hall.hoa, hour=7, minute=31), "once"


def test_one_mark_is_enough_to_leave_the_trainer_in_peace(hall: Morning) -> None:
    hall.scan(hall.lan)
    assert "chưa có ai" not in heard(hall, hall.hoa, hour=7, minute=30)


def test_teachers_hear_nothing_of_it(hall: Morning) -> None:
    assert "chưa có ai" not in heard(hall, hall.lan, hour=7, minute=30)
    assert "còn vắng" not in heard(hall, hall.lan, hour=7, minute=40)


def test_ten_minutes_later_the_organizer_hears_who_is_missing_by_school(hall: Morning) -> None:
    hall.scan(hall.lan)
    said = heard(hall, hall.mai, hour=7, minute=40)  # type: ignore[attr-defined]
    assert "Sau 10 phút còn vắng 1 người, ở 1 đơn vị có 2 người" in said
    assert "• Trường TH-A: 1/2 – Lê Văn Tư" in said
    assert "Trần Thị Lan" not in said
    log = schema.audit
    told = select(log).where(log.c.action == "tell_missing", log.c.thing == f"session:{hall.session}")
    row = hall.run(lambda db: db.execute(told).one())
    assert row.who == "clock"
    assert row.after == {"to": hall.mai.person, "people": 1}  # type: ignore[attr-defined]


def test_when_all_are_there_the_organizer_hears_nothing(hall: Morning) -> None:
    hall.scan(hall.lan)
    hall.scan(hall.tu)
    hall.run(lambda db: sessions.set_state(db, hall.other, "cancelled"))
    assert "còn vắng" not in heard(hall, hall.mai, hour=7, minute=40)  # type: ignore[attr-defined]


def test_a_cancelled_session_is_silent(hall: Morning) -> None:
    hall.run(lambda db: sessions.set_state(db, hall.session, "cancelled"))
    assert "chưa có ai" not in heard(hall, hall.hoa, hour=7, minute=30)


def test_what_was_due_while_the_machine_was_down_is_not_said_too_late(hall: Morning) -> None:
    assert "chưa có ai" not in heard(hall, hall.hoa, hour=8, minute=1)


def test_it_moves_with_the_session(hall: Morning) -> None:
    later = Period(at(9), at(11), Precision.MINUTE)
    hall.run(lambda db: sessions.reschedule(db, hall.session, later))
    for _ in range(2):
        hall.run(lambda db: scheduled.plan_reminders(db, [hall.session], hall.now))
    mailing = schema.mailing
    planned = select(mailing.c.due_at).where(mailing.c.session_id == hall.session, mailing.c.kind == "nudge")
    assert sorted(hall.run(lambda db: list(db.scalars(planned)))) == [at(9), at(9, 10)]
    assert "chưa có ai" not in heard(hall, hall.hoa, hour=7, minute=30)
    assert "chưa có ai" in heard(hall, hall.hoa, hour=9, minute=0)
