"""Changes of sessions: collected, and told once, old → new."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from handlers import changes, scheduled
from handlers.scheduled import Worded, plan_reminders, start_due
from handlers.talk import Reply
from storage import deliveries, mailings, schema, sessions
from storage.database import Database
from tests import gatherings
from tests.handlers.saturdays import ALL, NOON, a_saturday, view_of, worded
from training.mailing import DeliveryState, Lane

STOPPED = DeliveryState.STOPPED

# Changes


def edit(db: Connection, session: int, now: datetime, change: Callable[[], None], by: int | None = None) -> int | None:
    before = view_of(db, session)
    change()
    noted = changes.note_change(db, session, before, view_of(db, session), by, now)
    plan_reminders(db, [session], now)
    return noted


SETTLED = NOON + timedelta(minutes=3)


def test_a_burst_of_edits_is_one_message_old_to_new(database: Database) -> None:
    def play(db: Connection) -> tuple[str, list[Worded]]:
        course, first, _ = a_saturday(db)
        second = gatherings.a_session(db, course, gatherings.afternoon(), key="chiều")
        edit(db, first, NOON, lambda: sessions.reschedule(db, first, gatherings.afternoon(date(2022, 12, 11))))
        edit(db, second, NOON + timedelta(minutes=1), lambda: sessions.set_state(db, second, "cancelled"))
        edit(
            db,
            first,
            NOON + timedelta(minutes=2),
            lambda: sessions.reschedule(db, first, gatherings.morning(date(2022, 12, 11))),
        )
        assert worded(db, SETTLED) == []  # the last edit has not settled
        found = worded(db, SETTLED + timedelta(minutes=2))
        assert found[0].reply
        return found[0].reply.text, found[1:]

    text, others = database.write_now(play)
    assert not others
    assert "2 buổi đổi lịch" in text
    assert "Thứ Bảy, 10/12/2022, 7h30–11h00 → <b>Chủ nhật, 11/12/2022, 7h30–11h00</b>" in text
    assert "ĐÃ HUỶ: Thứ Bảy, 10/12/2022, 13h30–17h00" in text


def test_an_edit_taken_back_is_not_told(database: Database) -> None:
    def play(db: Connection) -> tuple[int | None, list[Worded]]:
        _, session, _ = a_saturday(db)
        edit(db, session, NOON, lambda: sessions.set_state(db, session, "cancelled"))
        back = edit(db, session, NOON + timedelta(minutes=1), lambda: sessions.set_state(db, session, "planned"))
        return back, worded(db, SETTLED + timedelta(hours=1))

    assert database.write_now(play) == (None, [])


def test_a_session_put_back_between_settling_and_sending_is_not_told_either(database: Database) -> None:
    def play(db: Connection) -> Worded:
        _, session, _ = a_saturday(db)
        edit(db, session, NOON, lambda: sessions.set_state(db, session, "cancelled"))
        while start_due(db, SETTLED):
            pass
        sessions.set_state(db, session, "planned")
        [claimed] = deliveries.claim(db, SETTLED, 1, ALL)
        return scheduled.word(db, claimed, SETTLED)

    one = database.write_now(play)
    assert one.reply is None
    assert [(state, why) for _, state, why in one.dropped] == [(STOPPED, "moved")]


def test_who_is_in_two_courses_changed_by_two_organizers_gets_one_message(database: Database) -> None:
    def play(db: Connection) -> list[str]:
        _, one, people = a_saturday(db)
        other_course = gatherings.a_course(db, "C2")
        other = gatherings.a_session(db, other_course, gatherings.afternoon(), key="chiều")
        gatherings.enrol(db, other_course, people)
        bosses = gatherings.people(db, 2)
        for session, boss in zip((one, other), bosses, strict=True):

            def cancel(session: int = session) -> None:
                sessions.set_state(db, session, "cancelled")

            edit(db, session, NOON, cancel, by=boss)
        return [found.reply.text for found in worded(db, SETTLED) if found.reply]

    [text] = database.write_now(play)
    assert "2 buổi đổi lịch" in text


def test_somebody_who_edits_for_an_hour_does_not_keep_people_waiting_for_an_hour(database: Database) -> None:
    def play(db: Connection) -> datetime | None:
        _, session, _ = a_saturday(db)
        for minute in range(0, 60, 2):

            def move(minute: int = minute) -> None:
                sessions.relocate(db, session, f"Phòng {minute}", None)

            edit(db, session, NOON + timedelta(minutes=minute), move)
            pending = mailings.pending_change(db, None)
        return pending.due_at if pending else None

    assert database.write_now(play) == NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda db, s: sessions.relocate(db, s, "Hội trường B", None), "Hội trường A → <b>Hội trường B</b>"),
        (lambda db, s: sessions.make_virtual(db, s, "https://hop.example/1"), "<b>Phòng ảo: https://hop.example/1</b>"),
        (lambda db, s: gatherings.change(db, schema.session, s, title="Tên mới"), "Buổi s → <b>Tên mới</b>"),
    ],
)
def test_each_kind_of_change_is_told_old_to_new(
    sqlite_database: Database, change: Callable[[Connection, int], None], line: str
) -> None:
    def play(db: Connection) -> Reply:
        _, session, _ = a_saturday(db)
        edit(db, session, NOON, lambda: change(db, session))
        [one] = worded(db, SETTLED)
        assert one.reply
        return one.reply

    reply = sqlite_database.write_now(play)
    assert line in reply.text
    assert reply.lane is Lane.CHANGE
    assert reply.choices[0][0].label == "Đã nhận" and reply.choices[0][0].payload.startswith("ack|")
