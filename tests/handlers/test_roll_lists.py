"""A paper list typed as one sentence by the trainer, read back, saved, taken back."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from sqlalchemy import delete, select

from storage import attendance, roll_lists, schema
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, afternoon, morning
from training.attendance import MarkValue, Method, Status
from training.plan import ZONE

NOW = datetime(2022, 12, 10, 8, 0, tzinfo=ZONE)
# in the order of a printed list: by given name
NAMES = ["Cao Thị An", "Đỗ Thị An", "Lê Văn Ân", "Trần Văn Bình", "Lê Văn Đạt", "Vũ Thị Ước"]


class Hall:
    """Six teachers, a trainer with two sessions on a Saturday, at 8h00 in the first one."""

    def __init__(self, database: Database) -> None:
        self.desk = desk = Desk(database, NOW)
        desk.units({"SO": None, "TH-A": "SO", "TH-B": "SO"})
        self.teachers = [desk.somebody(name, "TH-A") for name in NAMES]
        self.trainer = desk.somebody("Đỗ Văn Minh", "TH-B")
        self.organizer = desk.somebody("Vũ Thị Hạnh", "SO", role="organizer")
        course, self.sessions = desk.course("SO", morning("2022-12-10"), afternoon("2022-12-10"))
        desk.enrol(course, *reversed(self.teachers))
        desk.staff(self.trainer, *self.sessions)
        self.morning, self.afternoon = self.sessions

    def marks(self, teacher: int, session: int | None = None) -> list[MarkValue]:
        """Of the teacher with this number in the list."""
        person = self.teachers[teacher - 1].person or 0
        return self.desk.run(lambda db: attendance.marks_of(db, session or self.morning, person))

    def statuses(self, session: int | None = None) -> list[str]:
        found = [self.marks(number, session) for number in range(1, 7)]
        return [marks[-1].status.value if marks else "-" for marks in found]

    def marked(self, teacher: int, status: Status, method: Method = Method.CODE, by: Somebody | None = None) -> None:
        who = self.teachers[teacher - 1]
        value = MarkValue(status, method, (by or who).person, self.desk.now)
        self.desk.run(lambda db: attendance.append_mark(db, self.morning, who.person or 0, value))


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


def test_a_sentence_is_read_back_by_name_and_nothing_is_stored_yet(hall: Hall) -> None:
    said = hall.trainer.says("vắng 3, 6; muộn 4; phép 5; còn lại có mặt")
    assert "Vắng (2): 3. Lê Văn Ân; 6. Vũ Thị Ước" in said
    assert "Muộn (1): 4. Trần Văn Bình" in said
    assert "Có phép (1): 5. Lê Văn Đạt" in said
    assert "Có mặt (2): 1. Cao Thị An; 2. Đỗ Thị An" in said
    assert hall.statuses() == ["-"] * 6


def test_one_tap_saves_it_and_one_more_takes_it_back(hall: Hall) -> None:
    hall.marked(6, Status.PRESENT)
    hall.trainer.says("vang 3 6 muon 4 phep 5 con lai co mat")
    assert "Có mặt 2 · muộn 1 · phép 1 · vắng 2" in hall.trainer.presses("Lưu")
    assert hall.statuses() == ["present", "present", "absent", "late", "excused", "absent"]
    mark = hall.marks(3)[-1]
    assert (mark.method, mark.by_person) == (Method.LIST, hall.trainer.person)
    hall.desk.later(minutes=10)
    assert "6 người trở lại như trước" in hall.trainer.presses("Hoàn tác")
    assert hall.statuses() == ["none"] * 5 + ["present"]
    assert [one.method for one in hall.marks(6)] == [Method.CODE, Method.LIST, Method.UNDO]


def test_taking_back_twice_is_as_once(hall: Hall) -> None:
    hall.trainer.says("vắng 3")
    hall.trainer.presses("Lưu")
    payload = next(one.payload for one in hall.trainer.last.choices if one.label == "Hoàn tác")
    hall.trainer.taps(payload)
    hall.trainer.taps(payload)
    assert len(hall.marks(3)) == 2


def test_after_ten_minutes_it_stays(hall: Hall) -> None:
    hall.trainer.says("vắng 3")
    hall.trainer.presses("Lưu")
    hall.desk.later(minutes=10, seconds=1)
    assert "quá mười phút" in hall.trainer.presses("Hoàn tác")
    assert hall.statuses()[2] == "absent"


def test_what_was_changed_again_meanwhile_stays_when_the_list_is_taken_back(hall: Hall) -> None:
    hall.trainer.says("vắng 3, 4")
    hall.trainer.presses("Lưu")
    hall.marked(3, Status.LATE, Method.ROLL, hall.trainer)
    assert "1 người đã được sửa sau đó" in hall.trainer.presses("Hoàn tác")
    assert hall.statuses()[2:4] == ["late", "none"]


def test_the_rest_are_only_those_without_a_mark(hall: Hall) -> None:
    hall.marked(1, Status.LATE)
    hall.trainer.says("vắng 2; còn lại có mặt")
    hall.trainer.presses("Lưu")
    assert hall.statuses() == ["late", "absent", "present", "present", "present", "present"]


def test_marks_that_it_changes_are_shown_before_it_is_saved(hall: Hall) -> None:
    hall.marked(3, Status.PRESENT)
    assert "⚠ 1 người đang được ghi khác: 3. Lê Văn Ân (có mặt)" in hall.trainer.says("vắng 3, 4")


def test_whoever_had_a_mark_is_told_once_that_it_was_changed(hall: Hall) -> None:
    hall.marked(3, Status.PRESENT)
    hall.trainer.says("vắng 3, 4")
    hall.trainer.presses("Lưu")
    hall.desk.later(minutes=3)
    hall.desk.deliver()
    told = hall.teachers[2].last.plain
    assert "có mặt → vắng (Đỗ Văn Minh)" in told
    assert hall.teachers[3].chat == []


def test_a_slip_that_is_put_right_at_once_is_not_told(hall: Hall) -> None:
    hall.marked(3, Status.PRESENT)
    hall.trainer.says("vắng 3")
    hall.trainer.presses("Lưu")
    hall.trainer.presses("Hoàn tác")
    hall.desk.later(minutes=10)
    hall.desk.deliver()
    assert hall.teachers[2].chat == []


def test_a_list_brought_in_later_keeps_the_true_hour(hall: Hall) -> None:
    hall.desk.now = datetime(2022, 12, 10, 20, 0, tzinfo=ZONE)
    hall.trainer.taps(f"session|{hall.morning}")
    assert "Thứ Bảy, 10/12/2022, 7h45" in hall.trainer.says("vắng 3 lúc 7h45")
    hall.trainer.presses("Lưu")
    assert hall.marks(3)[-1].at == datetime(2022, 12, 10, 7, 45, tzinfo=ZONE)
    hall.desk.later(minutes=9)  # entered at 20h00: ten minutes count from then
    hall.trainer.presses("Hoàn tác")
    assert hall.statuses()[2] == "none"


@pytest.mark.parametrize("hour", ["3h00", "20h00"])
def test_an_hour_that_cannot_be_is_refused(hall: Hall, hour: str) -> None:
    assert f"Không thể là lúc {hour}" in hall.trainer.says(f"vắng 3 lúc {hour}")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("vắng 3, 7", "Không có số 7: danh sách buổi này chỉ đến số 6"),
        ("vắng 3; muộn 3", "Số 3 được ghi hai kiểu"),
        ("vắng 3 hihi", "chưa đọc được “hihi”"),
    ],
)
def test_a_list_that_does_not_fit_gets_one_sentence(hall: Hall, said: str, answer: str) -> None:
    assert answer in hall.trainer.says(said)
    assert hall.statuses() == ["-"] * 6


class TestWhichSession:
    def test_the_one_on_the_screen(self, hall: Hall) -> None:
        hall.trainer.taps(f"session|{hall.afternoon}")
        hall.trainer.says("vắng 3")
        hall.trainer.presses("Lưu")
        assert hall.statuses(hall.afternoon)[2] == "absent"
        assert hall.statuses(hall.morning)[2] == "-"

    def test_the_one_that_is_named(self, hall: Hall) -> None:
        hall.desk.now = datetime(2022, 12, 10, 20, 0, tzinfo=ZONE)
        hall.trainer.says("chiều 10/12 vắng 3")
        hall.trainer.presses("Lưu")
        assert hall.statuses(hall.afternoon)[2] == "absent"

    def test_asked_when_it_is_not_clear(self, hall: Hall) -> None:
        hall.desk.now = datetime(2022, 12, 11, 9, 0, tzinfo=ZONE)
        assert "buổi nào" in hall.trainer.says("vắng 3")
        hall.trainer.presses("10/12 13h30")
        hall.trainer.presses("Lưu")
        assert hall.statuses(hall.afternoon)[2] == "absent"

    def test_an_organizer_needs_it_on_the_screen(self, hall: Hall) -> None:
        assert "mở buổi học" in hall.organizer.says("vắng 3")
        hall.organizer.taps(f"session|{hall.morning}")
        hall.organizer.says("vắng 3")
        hall.organizer.presses("Lưu")
        assert hall.statuses()[2] == "absent"


def test_to_a_teacher_the_same_words_are_a_question_like_any_other(hall: Hall) -> None:
    said = hall.teachers[0].says("vắng 3, 4")
    assert "Em đọc được" not in said


def test_nobody_lists_themselves(hall: Hall) -> None:
    own = hall.teachers[3]
    hall.desk.staff(own, hall.morning)
    assert "chính thầy/cô" in own.says("vắng 3, 4")
    own.says("vắng 3; còn lại có mặt")
    own.presses("Lưu")
    assert hall.statuses() == ["present", "present", "absent", "-", "present", "present"]


def test_somebody_who_trains_no_more_cannot_save_what_was_read_back(hall: Hall) -> None:
    hall.trainer.says("vắng 3")
    from sqlalchemy import delete

    from storage.schema import staff

    hall.desk.run(lambda db: db.execute(delete(staff)))
    assert "không còn chờ" in hall.trainer.presses("Lưu")
    assert hall.statuses() == ["-"] * 6


def test_all_present_can_be_taken_back_too(hall: Hall) -> None:
    hall.marked(2, Status.ABSENT, Method.ROLL, hall.trainer)
    hall.trainer.taps(f"all_present|{hall.morning}")
    hall.trainer.presses("Ghi 5 có mặt")
    assert hall.statuses() == ["present", "absent", *["present"] * 4]
    hall.trainer.presses("Hoàn tác")
    assert hall.statuses() == ["none", "absent", *["none"] * 4]


def test_a_screen_of_this_morning_is_forgotten_by_the_evening(hall: Hall) -> None:
    hall.trainer.taps(f"session|{hall.morning}")
    account = 7
    seen = hall.desk.run(lambda db: roll_lists.looked_at(db, account, NOW))
    assert seen == hall.morning
    assert hall.desk.run(lambda db: roll_lists.looked_at(db, account, NOW + timedelta(hours=4))) is None


def test_numbers_of_a_printed_list_stay_those_people_s(hall: Hall) -> None:
    desk, course = hall.desk, select(schema.session.c.course_id).where(schema.session.c.id == hall.morning)
    number = desk.run(lambda db: db.execute(course).scalar_one())
    early = desk.somebody("Bùi Văn Ái", "TH-A")  # before the first print the order is that of names
    desk.enrol(number, early)
    assert "Vắng (1): 1. Bùi Văn Ái" in hall.trainer.says("vắng 1")
    desk.run(lambda db: db.execute(delete(schema.enrolment).where(schema.enrolment.c.person_id == early.person)))

    hall.trainer.taps(f"roll_file|{hall.morning}")
    walk_in = desk.somebody("Bùi Văn Anh", "TH-B")
    desk.enrol(number, walk_in)
    gone = hall.teachers[1].person
    desk.run(lambda db: db.execute(delete(schema.enrolment).where(schema.enrolment.c.person_id == gone)))

    assert "Vắng (2): 3. Lê Văn Ân; 7. Bùi Văn Anh" in hall.trainer.says("vắng 3, 7")
    assert "Vắng (2): 3. Lê Văn Ân; 7. Bùi Văn Anh" in hall.trainer.says("chiều vắng 3, 7")
    assert "Không có số 2" in hall.trainer.says("vắng 2")
    assert "còn lại" not in hall.trainer.says("vắng 1; còn lại có mặt")
    assert hall.trainer.last.plain.count("Cao Thị An") == 1
    hall.trainer.taps(f"roll|{hall.morning}|0")
    assert [label.split(" – ")[0] for label in hall.trainer.last.labels][:6] == [
        "– 1. Cao Thị An",
        "– 3. Lê Văn Ân",
        "– 4. Trần Văn Bình",
        "– 5. Lê Văn Đạt",
        "– 6. Vũ Thị Ước",
        "– 7. Bùi Văn Anh",
    ]

    hall.trainer.taps(f"paper|{hall.morning}|day|blank|xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(hall.trainer.files[-1].content)).worksheets[0]
    printed = [(row[0], row[1]) for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert printed[:2] == [(1, "Cao Thị An"), (3, "Lê Văn Ân")]
    assert printed[-1] == (7, "Bùi Văn Anh")
