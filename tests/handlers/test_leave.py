"""Asking for leave, as a teacher does, and deciding it, as trainers and organizers do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy import func, select, update

from storage import attendance, leaves, people, schema
from storage.database import Database
from storage.leaves import LeaveState
from storage.schema import account
from tests.handlers.desk import Desk, Somebody, afternoon, morning
from training.attendance import MarkValue, Method, Status
from training.plan import ZONE

NOW = datetime(2022, 12, 9, 8, 0, tzinfo=ZONE)


@dataclass
class Hall:
    desk: Desk
    lan: Somebody
    trainer: Somebody
    organizer: Somebody
    sessions: list[int]

    def marks(self, session: int) -> list[MarkValue]:
        assert self.lan.person
        person = self.lan.person
        return self.desk.run(lambda db: attendance.marks_of(db, session, person))

    def leave(self) -> leaves.Leave:
        person = self.lan.person or 0
        query = select(func.max(schema.leave.c.id)).where(schema.leave.c.person_id == person)
        found = self.desk.run(lambda db: leaves.leave_by_id(db, db.scalar(query) or 0))
        assert found
        return found


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    desk = Desk(sqlite_database, NOW)
    desk.units({"SO": None, "TH-A": "SO"})
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    trainer = desk.somebody("Đỗ Văn Minh", "TH-A")
    organizer = desk.somebody("Vũ Thị Hạnh", "SO", role="organizer")
    course, sessions = desk.course("SO", morning("2022-12-10"), afternoon("2022-12-10"))
    desk.enrol(course, lan)
    desk.staff(trainer, *sessions)
    return Hall(desk, lan, trainer, organizer, sessions)


def ask(hall: Hall, reason: str = "con ốm phải vào viện") -> str:
    assert "buổi nào" in hall.lan.says("xin nghỉ phép")
    assert "lý do" in hall.lan.presses("7h30")
    return hall.lan.says(reason)


def test_a_teacher_asks_with_a_reason_and_everybody_who_decides_gets_it(hall: Hall) -> None:
    answer = ask(hall)
    assert "đã được gửi" in answer
    assert "con ốm phải vào viện" in answer
    for who in (hall.trainer, hall.organizer):
        assert "Trần Thị Lan, Trường TH-A" in who.last.plain
        assert "con ốm phải vào viện" in who.last.plain
        assert who.last.labels == ["Đồng ý", "Từ chối"]


def test_a_reason_said_at_once_is_not_asked_again(hall: Hall) -> None:
    assert "buổi nào" in hall.lan.says("cho em xin nghỉ chiều mai vì họp phụ huynh ạ")
    said = hall.lan.presses("13h30")
    assert "đã được gửi" in said
    assert "Lý do: họp phụ huynh ạ" in said
    hall.lan.presses("Rút đơn")
    hall.lan.says("xin nghỉ vì con ốm")
    hall.lan.says("huỷ")
    hall.lan.taps(f"leave_for|{hall.sessions[0]}")
    assert "đã được gửi" in hall.lan.says("đi khám")
    assert hall.leave().reason == "đi khám"


def test_an_accepted_leave_is_an_excused_mark_and_the_teacher_is_told(hall: Hall) -> None:
    ask(hall)
    assert "đồng ý – Đỗ Văn Minh, lúc 8h00" in hall.trainer.presses("Đồng ý")
    mark = hall.marks(hall.sessions[0])[-1]
    assert (mark.status, mark.method, mark.by_person) == (Status.EXCUSED, Method.LEAVE, hall.trainer.person)
    assert mark.reason == "con ốm phải vào viện"
    assert "được đồng ý" in hall.lan.last.plain
    assert "không nhắc" in hall.lan.last.plain


def test_a_refused_leave_leaves_no_mark_and_the_teacher_is_told(hall: Hall) -> None:
    ask(hall)
    hall.organizer.presses("Từ chối")
    assert hall.marks(hall.sessions[0]) == []
    assert "không được đồng ý" in hall.lan.last.plain


def test_reminders_of_a_session_one_is_excused_from_stay_away(hall: Hall) -> None:
    ask(hall)
    hall.trainer.presses("Đồng ý")
    hall.desk.now = datetime(2022, 12, 9, 19, 0, tzinfo=ZONE)
    hall.desk.deliver()
    told = [one.plain for one in hall.lan.chat if "⏰" in one.text]
    assert len(told) == 1
    assert "13h30" in told[0]
    assert "7h30" not in told[0]


def test_the_second_to_decide_hears_who_was_faster(hall: Hall) -> None:
    ask(hall)
    hall.trainer.presses("Đồng ý")
    assert "đồng ý – Đỗ Văn Minh" in hall.organizer.presses("Từ chối")
    assert hall.leave().state is LeaveState.ACCEPTED
    assert len(hall.marks(hall.sessions[0])) == 1


def test_a_decision_is_taken_back_within_ten_minutes_with_its_mark(hall: Hall) -> None:
    ask(hall)
    hall.trainer.presses("Đồng ý")
    hall.desk.later(minutes=9)
    hall.trainer.presses("Hoàn tác")
    assert [one.status for one in hall.marks(hall.sessions[0])] == [Status.EXCUSED, Status.NONE]
    assert hall.leave().state is LeaveState.ASKED
    assert "rút lại" in hall.lan.last.plain
    hall.trainer.presses("Từ chối")
    hall.desk.later(minutes=11)
    hall.trainer.presses("Hoàn tác")
    assert hall.leave().state is LeaveState.REFUSED


def test_nobody_decides_their_own(hall: Hall) -> None:
    assert hall.lan.person
    person = hall.lan.person
    hall.desk.run(lambda db: people.give_grants(db, [(person, "admin", None)]))
    ask(hall)
    number = hall.leave().id
    assert "không thấy đơn" in hall.lan.taps(f"leave_yes|{number}")
    assert hall.leave().state is LeaveState.ASKED


@pytest.mark.parametrize("payload", ["leave_yes", "leave_no", "leave_undo", "leave_see", "leave_back", "leave_photo"])
def test_to_a_stranger_to_the_session_a_leave_does_not_exist(hall: Hall, payload: str) -> None:
    ask(hall)
    number = hall.leave().id
    other = hall.desk.somebody("Lê Thị Mai", "TH-A")
    assert "không thấy đơn" in other.taps(f"{payload}|{number}")
    assert hall.leave().state is LeaveState.ASKED


def test_a_photo_with_the_reason_beside_it_reaches_who_decides(hall: Hall) -> None:
    hall.lan.says("xin nghỉ")
    hall.lan.presses("7h30")
    hall.lan.sends("anh.jpg", b"jpg", "giấy nhập viện của con", kind="photo")
    assert hall.leave().reason == "giấy nhập viện của con"
    assert set(hall.leave().photo or {}) == {
        "platform",
        "address",
        "message",
        "file",
        "name",
        "picture",
    }  # the picture itself is not kept
    assert "giấy nhập viện của con" in hall.trainer.chat[-2].plain
    assert "Ảnh kèm theo" in hall.trainer.chat[-2].plain


def test_a_photo_reaches_who_decides_on_whatever_platform(hall: Hall) -> None:
    hall.desk.run(
        lambda db: db.execute(
            update(account).where(account.c.address == hall.organizer.address).values(platform="zalo")
        )
    )
    hall.lan.taps(f"leave_for|{hall.sessions[0]}")
    hall.lan.sends("anh.jpg", b"jpg", "giấy nhập viện", kind="photo")
    picture = hall.organizer.last
    assert picture.file
    assert (picture.file.content, picture.file.picture) == (b"jpg", True)
    assert "Ảnh kèm đơn của Trần Thị Lan" in picture.plain
    assert hall.organizer.chat[-2].labels == ["Đồng ý", "Từ chối"]
    assert hall.trainer.files == []  # where the photo stands already, it is copied
    number = hall.leave().id
    hall.trainer.taps(f"leave_see|{number}")
    assert hall.trainer.last.plain == "giấy nhập viện"  # and again when the request is looked at
    assert "Ảnh kèm theo" in hall.trainer.chat[-2].plain
    hall.desk.uploads.clear()
    hall.lan.taps(f"leave_for|{hall.sessions[1]}")
    hall.lan.sends("anh.pdf", b"pdf", "giấy mời")
    assert hall.organizer.last.file and hall.organizer.last.file.picture is False
    hall.desk.uploads = Gone()
    hall.lan.taps(f"leave_back|{hall.leave().id}")
    hall.lan.taps(f"leave_for|{hall.sessions[1]}")
    hall.lan.sends("anh.jpg", b"jpg", "giấy mời", kind="photo")
    assert "không chuyển được ảnh" in hall.organizer.last.plain
    assert "đã được gửi" in hall.lan.last.plain


class Gone(dict[str, bytes]):
    """A platform that gives nothing back."""

    def __getitem__(self, number: str) -> bytes:
        raise OSError(number)


def test_a_photo_alone_is_asked_its_reason(hall: Hall) -> None:
    hall.lan.says("xin nghỉ")
    hall.lan.presses("7h30")
    assert "ghi thêm lý do" in hall.lan.sends("anh.jpg", b"jpg", kind="photo")
    hall.lan.says("đi khám")
    assert hall.leave().photo is not None


def test_a_photo_can_come_afterwards(hall: Hall) -> None:
    ask(hall)
    hall.lan.presses("Gửi kèm ảnh")
    assert "đã được chuyển" in hall.lan.sends("anh.jpg", b"jpg", kind="photo")
    assert hall.leave().photo is not None


def test_leave_is_asked_afterwards_too_and_makes_an_absence_excused(hall: Hall) -> None:
    person = hall.lan.person
    assert person
    absent = MarkValue(Status.ABSENT, Method.ROLL, hall.trainer.person, NOW)
    hall.desk.run(lambda db: attendance.append_mark(db, hall.sessions[0], person, absent))
    hall.desk.now = datetime(2022, 12, 12, 8, 0, tzinfo=ZONE)
    hall.lan.says("xin nghỉ phép")
    hall.lan.presses("↩ 7h30")
    hall.lan.says("em bị tai nạn, nay mới báo được")
    hall.organizer.presses("Đồng ý")
    assert [one.status for one in hall.marks(hall.sessions[0])] == [Status.ABSENT, Status.EXCUSED]


def test_who_came_after_all_stays_present(hall: Hall) -> None:
    ask(hall)
    person = hall.lan.person
    assert person
    present = MarkValue(Status.PRESENT, Method.CODE, person, NOW)
    hall.desk.run(lambda db: attendance.append_mark(db, hall.sessions[0], person, present))
    assert "giữ nguyên" in hall.trainer.presses("Đồng ý")
    assert len(hall.marks(hall.sessions[0])) == 1


def test_a_request_is_withdrawn_while_nothing_is_decided(hall: Hall) -> None:
    ask(hall)
    assert "đã được rút" in hall.lan.presses("Rút đơn")
    hall.trainer.presses("Đồng ý")
    assert hall.leave().state is LeaveState.WITHDRAWN
    assert hall.marks(hall.sessions[0]) == []


def test_what_waits_is_listed_for_whom_it_concerns(hall: Hall) -> None:
    ask(hall)
    assert "1 đơn chờ" in hall.trainer.taps("leaves")
    assert "con ốm" in hall.trainer.presses("Trần Thị Lan")
    assert "Không có đơn" in hall.lan.taps("leaves")


def test_giving_up_leaves_nothing(hall: Hall) -> None:
    for words in (
        "huỷ",
        "Hủy bỏ",
        "thôi",
        "Thôi ạ",
        "thôi không xin nữa",
        "thôi em nhé",
        "dừng lại",
        "cancel",
        "STOP!",
    ):
        hall.lan.says("xin nghỉ")
        hall.lan.presses("7h30")
        hall.lan.says(words)
        assert hall.desk.run(leaves.sessions_asked) == [], words


REASONS = (
    *("ra ngoài từ đầu giờ", "con ốm", "bận họp", "ốm", "bận", "không đi được", "bỏ lỡ xe", "nghỉ", "đi hội nghị ở Sở"),
    *("thôi nôi cháu", "hủy lịch khám nên đổi", "tôi hủy chuyến bay", "dừng xe giữa đường", "mai học ở đâu cũng bận"),
    *("vắng 1", "7h30 họp", "xe 4 chỗ hỏng", "điểm danh hộ mẹ ở viện", "cảm", "cám ơn, em ốm", "?", "🤒"),
)


def test_whatever_short_words_are_given_as_a_reason_are_the_reason(hall: Hall) -> None:
    for reason in REASONS:
        hall.lan.taps(f"leave_for|{hall.sessions[0]}")
        assert "đã được gửi" in hall.lan.says(reason), reason
        assert hall.leave().reason == reason
        hall.lan.presses("Rút đơn")


def test_a_code_typed_in_the_middle_of_it_is_a_code_and_the_reason_is_still_waited_for(hall: Hall) -> None:
    hall.lan.taps(f"leave_for|{hall.sessions[1]}")
    hall.desk.now = datetime(2022, 12, 10, 7, 30, tzinfo=ZONE)
    assert "mã" in hall.lan.says("1234").lower()
    assert hall.desk.run(leaves.sessions_asked) == []
    hall.lan.taps(f"leave_for|{hall.sessions[1]}")
    assert "đã được gửi" in hall.lan.says("con ốm")
