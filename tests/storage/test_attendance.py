"""Marks as they are stored: appended and never changed, one chain for each person of a session; the roll over them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from storage import attendance, roll_lists, schema
from storage.database import Database
from tests import gatherings
from tests.gatherings import afternoon, at, morning
from training.attendance import MarkValue, Method, Status, current

NOW = at("7:40")


class Hall:
    """A course with a morning and an afternoon, three people enrolled and one who is not."""

    def __init__(self, db: Connection) -> None:
        self.course = gatherings.a_course(db)
        self.morning = gatherings.a_session(db, self.course, morning())
        self.afternoon = gatherings.a_session(db, self.course, afternoon(), key="c")
        self.first, self.second, self.third, self.guest = gatherings.people(db, 4)
        gatherings.enrol(db, self.course, [self.first, self.second, self.third])


@pytest.fixture
def hall(database: Database) -> Hall:
    return database.write_now(Hall)


def mark(status: Status, minutes: int = 0, method: Method = Method.ROLL, reason: str | None = None) -> MarkValue:
    return MarkValue(status, method, None, NOW + timedelta(minutes=minutes), reason)


def test_marks_are_kept_in_the_order_in_which_they_came_and_the_newest_counts(database: Database, hall: Hall) -> None:
    given = [mark(Status.PRESENT, method=Method.CODE), mark(Status.ABSENT, 5), mark(Status.LATE, -3, reason="kẹt xe")]

    def work(db: Connection) -> None:
        for one in given:  # the clock was set back before the last one
            attendance.append_mark(db, hall.morning, hall.first, one)

    database.write_now(work)
    found = database.read_now(lambda db: attendance.marks_of(db, hall.morning, hall.first))
    assert found == given
    [row] = [one for one in database.read_now(lambda db: attendance.roll(db, hall.morning)) if one.mark]
    assert (row.person_id, row.mark) == (hall.first, given[-1])
    assert row.mark == current(found)
    assert database.read_now(lambda db: attendance.current_marks_of(db, hall.first)) == {hall.morning: given[-1]}
    assert database.read_now(lambda db: attendance.last_marked_at(db, hall.morning)) == NOW + timedelta(minutes=5)


def test_of_two_marks_decided_on_the_same_one_before_the_database_takes_one(database: Database, hall: Hall) -> None:
    def work(db: Connection) -> None:
        attendance.append_after(db, hall.morning, hall.first, mark(Status.PRESENT), 0)

    database.write_now(work)
    with pytest.raises(IntegrityError):
        database.write_now(work)
    later = database.read_now(lambda db: roll_lists.newest_ids(db, hall.morning, [hall.first]))[hall.first]
    database.write_now(lambda db: attendance.append_after(db, hall.morning, hall.first, mark(Status.ABSENT, 1), later))
    # the same person elsewhere, and another one here, begin chains of their own
    database.write_now(lambda db: attendance.append_after(db, hall.afternoon, hall.first, mark(Status.PRESENT), 0))
    database.write_now(lambda db: attendance.append_after(db, hall.morning, hall.second, mark(Status.PRESENT), 0))
    follows = schema.mark.c.follows
    chains = database.read_now(lambda db: db.execute(select(func.count()).where(follows == 0)).scalar())
    assert chains == 3


def test_what_was_taken_back_leaves_somebody_unmarked_and_in_the_record(database: Database, hall: Hall) -> None:
    def work(db: Connection) -> None:
        attendance.append_marks(db, hall.morning, [hall.first, hall.second], mark(Status.PRESENT))
        attendance.append_mark(db, hall.morning, hall.first, mark(Status.NONE, 1, Method.UNDO))
        attendance.append_marks(db, hall.morning, [], mark(Status.ABSENT))

    database.write_now(work)
    roll = {row.person_id: row for row in database.read_now(lambda db: attendance.roll(db, hall.morning))}
    assert [roll[one].mark is None for one in (hall.first, hall.second, hall.third)] == [True, False, True]
    assert len(database.read_now(lambda db: attendance.marks_of(db, hall.morning, hall.first))) == 2
    assert hall.morning not in database.read_now(lambda db: attendance.current_marks_of(db, hall.first))


def test_expected_are_the_enrolled_of_the_session_s_groups_and_whoever_was_marked(
    database: Database, hall: Hall
) -> None:
    def work(db: Connection) -> None:
        gatherings.only_for(db, hall.afternoon, "Tổ TN")
        gatherings.in_group(db, hall.second, "Tổ TN")
        gatherings.in_group(db, hall.guest, "Tổ TN")
        attendance.append_mark(db, hall.afternoon, hall.first, mark(Status.PRESENT))

    database.write_now(work)

    def expected(session: int) -> list[int]:
        return [row.person_id for row in database.read_now(lambda db: attendance.roll(db, session))]

    assert expected(hall.morning) == [hall.first, hall.second, hall.third]
    assert expected(hall.afternoon) == [hall.first, hall.second]
    assert database.read_now(lambda db: attendance.roll(db, 999)) == []


def test_a_number_once_printed_stays_and_is_given_once(database: Database, hall: Hall) -> None:
    database.write_now(lambda db: roll_lists.keep_places(db, hall.morning, {hall.second: 1, hall.first: 2}))
    database.write_now(lambda db: roll_lists.keep_places(db, hall.morning, {hall.first: 1, hall.third: 3}))
    assert database.read_now(lambda db: roll_lists.places(db, hall.morning)) == {
        hall.second: 1,
        hall.first: 2,
        hall.third: 3,
    }
    roll = database.read_now(lambda db: attendance.roll(db, hall.morning))
    assert {row.person_id: row.number for row in roll} == {hall.first: 2, hall.second: 1, hall.third: 3}
    assert {row.number for row in database.read_now(lambda db: attendance.roll(db, hall.afternoon))} == {None}
    with pytest.raises(IntegrityError):
        database.write_now(lambda db: roll_lists.keep_places(db, hall.morning, {hall.guest: 3}))
