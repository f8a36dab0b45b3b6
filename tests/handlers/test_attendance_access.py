"""Who gets where with buttons of attendance: every role × every payload, against a table written out by hand.

Payloads are user input: anybody can send any of them. Outside one's scope a session does not exist.
"""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage import leaves, schema
from storage.database import Database
from tests.handlers.desk import Somebody, morning
from tests.handlers.test_roll_lists import Hall
from training.attendance import Status

READ = "r"  # for whoever may look
ACT = "a"  # for whoever may call the roll, decide, note, hand over

# {s}: the session, {p}: a teacher of it, {l}: a leave asked for it, {b}: a list saved in it
PAYLOADS = {
    "leaves|{s}": READ,
    "session|{s}": READ,
    "roll|{s}|0": READ,
    "roll_file|{s}": READ,
    "open_checkin|{s}": ACT,
    "board|{s}": ACT,
    "board_revoke|{s}": ACT,
    "checkin_rules|{s}": ACT,
    "set_checkin|{s}|names|1": ACT,
    "mark|{s}|{p}|0": ACT,
    "all_present|{s}": ACT,
    "close_checkin|{s}": ACT,
    "more|{s}": READ,
    "units|{s}|0": READ,
    "missing|{s}|all|0": READ,
    "claimed|{s}|0": READ,
    "person|{s}|{p}": READ,
    "signals|{s}|0": READ,
    "leave_see|{l}": READ,
    "papers|{s}": READ,
    "paper|{s}|day|full|xlsx": READ,
    "chart|{s}": READ,
    "spot|{s}": ACT,
    "there|{s}|{p}|claimed|0": ACT,
    "not_there|{s}|{p}|claimed|0": ACT,
    "correct|{s}|{p}|absent": ACT,
    "mark_undo|{s}|{p}": ACT,
    "closing|{s}": ACT,
    "staying|{s}|0": ACT,
    "notes|{s}": ACT,
    "note|{s}": ACT,
    "handover|{s}": ACT,
    "stand_in|{s}|{p}": ACT,
    "list_for|{s}": ACT,
    "list_undo|{b}": ACT,
    "leave_yes|{l}": ACT,
    "leave_no|{l}": ACT,
    "leave_undo|{l}": ACT,
}
MAY = {
    "trainer": READ + ACT,
    "organizer": READ + ACT,
    "admin": READ + ACT,
    "inspector": READ,
    "teacher": "",
    "other trainer": "",
    "school organizer": "",  # below the plan's unit: the session is the department's
    "elsewhere": "",
    "guest": "",
}
NOTHING = ("Không có đơn", "không thấy buổi này", "không thấy đơn", "không còn chờ lưu", "Đây là trợ lý tự động")


class Place(Hall):
    def __init__(self, database: Database) -> None:
        super().__init__(database)
        desk = self.desk
        desk.units({"KHAC": None})
        other_course, (other,) = desk.course("SO", morning("2022-12-10"), code="LOP-2")
        assert other_course
        self.people: dict[str, Somebody] = {
            "trainer": self.trainer,
            "organizer": self.organizer,
            "admin": desk.somebody("Quản Trị", None, role="admin"),
            "inspector": desk.somebody("Thanh Tra", "SO", role="inspector"),
            "teacher": self.teachers[1],
            "other trainer": desk.somebody("Người Dạy Khác", "TH-B"),
            "school organizer": desk.somebody("Hiệu Trưởng", "TH-A", role="organizer"),
            "elsewhere": desk.somebody("Tỉnh Khác", "KHAC", role="organizer"),
            "guest": desk.stranger(),
        }
        desk.staff(self.people["other trainer"], other)
        self.marked(1, Status.PRESENT)
        self.trainer.says("vắng 3")
        self.trainer.presses("Lưu")
        person = self.teachers[0].person or 0
        self.leave = desk.run(lambda db: leaves.ask(db, person, self.morning, "ốm", desk.now))
        self.batch = desk.run(lambda db: db.execute(select(func.max(schema.roll_batch.c.id))).scalar_one())

    def payload(self, shape: str) -> str:
        return shape.format(s=self.morning, p=self.teachers[0].person, l=self.leave, b=self.batch)

    def traces(self) -> list[int]:
        tables = (schema.mark, schema.staff, schema.session_note, schema.roll_batch)
        queries = [select(func.count()).select_from(table) for table in tables]
        counts = self.desk.run(lambda db: [db.execute(query).scalar_one() for query in queries])
        return [*counts, len(self.desk.run(lambda db: leaves.asked_in(db, [self.morning])))]


@pytest.mark.parametrize("who", [who for who, may in MAY.items() if may != READ + ACT])
def test_what_is_not_one_s_own_does_not_exist_and_nothing_changes(sqlite_database: Database, who: str) -> None:
    place = Place(sqlite_database)
    person, before = place.people[who], place.traces()
    wrong = []
    for shape, sort in PAYLOADS.items():
        files = len(person.files)
        said = person.taps(place.payload(shape))
        denied = any(words in said for words in NOTHING) and len(person.files) == files
        if denied == (sort in MAY[who]):
            wrong.append((shape, said[:90]))
    assert wrong == []
    assert place.traces() == before


@pytest.mark.parametrize("who", [who for who, may in MAY.items() if may == READ + ACT])
def test_staff_get_everywhere(sqlite_database: Database, who: str) -> None:
    place = Place(sqlite_database)
    wrong = []
    for shape in PAYLOADS:
        said = place.people[who].taps(place.payload(shape))
        waits = shape == "list_for|{s}"  # there is no sentence that waits for a session
        if any(words in said for words in NOTHING) != waits:
            wrong.append((shape, said[:90]))
    assert wrong == []


def test_an_inspector_is_shown_no_code_and_no_button_that_changes_anything(sqlite_database: Database) -> None:
    place = Place(sqlite_database)
    place.trainer.taps(f"open_checkin|{place.morning}")
    assert "Mã hiện tại" in place.trainer.last.plain
    inspector = place.people["inspector"]
    said = inspector.taps(f"session|{place.morning}")
    assert "Mã hiện tại" not in said
    assert inspector.last.labels == ["Danh sách", "Danh sách .xlsx", "Thêm…"]
    assert "để xem" in inspector.presses("Danh sách")
    assert "(gõ" not in inspector.presses("✓ 1. Cao Thị An")
    changing = {shape.partition("|")[0] for shape, sort in PAYLOADS.items() if sort == ACT}
    for payload in (f"session|{place.morning}", f"more|{place.morning}", f"claimed|{place.morning}|0"):
        inspector.taps(payload)
        shown = {one.payload.partition("|")[0] for one in inspector.last.choices}
        assert shown & changing <= {"notes"}, payload
