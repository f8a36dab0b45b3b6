"""What staff see and do besides the panel: units, the missing, the unseen, lots, corrections, notes, stand-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from handlers import closing, papers
from storage import attendance, plans, schema, sessions
from storage.database import Database
from tests.handlers.test_roll_lists import Hall
from training.attendance import MarkValue, Method, Status
from training.plan import ZONE, Course


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


def audited(hall: Hall, action: str) -> list[dict[str, object] | None]:
    table = schema.audit
    query = select(table.c.after).where(table.c.action == action).order_by(table.c.id)
    return list(hall.desk.run(lambda db: db.execute(query).scalars().all()))


class TestCounts:
    def test_the_menu_of_a_session_counts_and_leads_on(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        said = hall.trainer.taps(f"more|{hall.morning}")
        assert "Tự điểm danh mà chưa ai thấy mặt: 1" in said
        assert {"Theo đơn vị", "Chưa có mặt (5)", "Chưa ai thấy (1)", "Bàn giao", "Ghi chú (0)"} <= set(
            hall.trainer.last.labels
        )

    def test_units_with_most_missing_come_first_and_lead_to_their_people(self, hall: Hall) -> None:
        late = hall.desk.somebody("Bùi Thị Hoa", "TH-B")
        hall.desk.enrol(1, late)
        for number in range(1, 6):
            hall.marked(number, Status.PRESENT)
        assert "Trường TH-A: có mặt 5/6, chưa có 1" in hall.trainer.taps(f"units|{hall.morning}|0")
        assert "Bùi Thị Hoa" in hall.trainer.presses("1 – Trường TH-B")
        assert "Vũ Thị Ước" in hall.trainer.taps(f"missing|{hall.morning}|all|0")

    def test_an_organizer_sees_the_same(self, hall: Hall) -> None:
        assert hall.organizer.taps(f"units|{hall.morning}|0") == hall.trainer.taps(f"units|{hall.morning}|0")


class TestSeeing:
    def test_a_claim_that_somebody_saw_is_open_no_more(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        hall.marked(2, Status.LATE)
        assert "chưa ai thấy mặt: 2" in hall.trainer.taps(f"claimed|{hall.morning}|0")
        assert "chưa ai thấy mặt: 1" in hall.trainer.presses("✓ Đỗ Thị An")
        mark = hall.marks(2)[-1]
        assert (mark.status, mark.method) == (Status.LATE, Method.ROLL)

    def test_a_claim_that_nobody_can_see_becomes_an_absence_and_the_teacher_is_told(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        hall.trainer.taps(f"claimed|{hall.morning}|0")
        hall.trainer.presses("✗ không có")
        assert hall.statuses()[0] == "absent"
        hall.desk.later(minutes=3)
        hall.desk.deliver()
        assert "có mặt → vắng" in hall.teachers[0].last.plain

    def test_a_draw_stays_the_same_while_it_is_looked_at_and_is_in_the_log(self, hall: Hall) -> None:
        for number in range(1, 7):
            hall.marked(number, Status.PRESENT)
        first = hall.trainer.taps(f"spot|{hall.morning}")
        assert "rút 1 người" in first
        drawn = audited(hall, "spot_check")[0]
        assert drawn is not None
        hall.trainer.presses("✓ ")
        assert "Còn phải xem: 0" in hall.trainer.taps(f"spot|{hall.morning}")
        assert audited(hall, "spot_check")[1] == drawn

    def test_an_inspector_looks_and_marks_nothing(self, hall: Hall) -> None:
        inspector = hall.desk.somebody("Ngô Văn Sơn", "SO", role="inspector")
        hall.marked(1, Status.PRESENT)
        assert "Cao Thị An" in inspector.taps(f"claimed|{hall.morning}|0")
        person = hall.teachers[0].person
        for payload in ("there", "not_there"):
            assert "không thấy buổi này" in inspector.taps(f"{payload}|{hall.morning}|{person}|claimed|0")
        assert len(hall.marks(1)) == 1

    def test_nobody_sees_themselves(self, hall: Hall) -> None:
        own = hall.teachers[0]
        hall.desk.staff(own, hall.morning)
        hall.marked(1, Status.PRESENT)
        own.taps(f"there|{hall.morning}|{own.person}|claimed|0")
        assert len(hall.marks(1)) == 1


class TestCorrecting:
    def test_a_correction_needs_a_reason_and_the_history_keeps_everything(self, hall: Hall) -> None:
        hall.marked(1, Status.ABSENT, Method.ROLL, hall.trainer)
        person = hall.teachers[0].person
        hall.organizer.taps(f"person|{hall.morning}|{person}")
        assert "ghi lý do" in hall.organizer.presses("Có mặt")
        assert hall.statuses()[0] == "absent"
        said = hall.organizer.says("đứng cuối hàng, giảng viên không thấy")
        assert "vắng (gọi tên – Đỗ Văn Minh)" in said
        assert "có mặt (sửa – Vũ Thị Hạnh): đứng cuối hàng" in said
        hall.desk.later(minutes=3)
        hall.desk.deliver()
        told = hall.teachers[0].last.plain
        assert "vắng → có mặt (Vũ Thị Hạnh)" in told
        assert "Lý do: đứng cuối hàng" in told

    def test_it_is_taken_back_by_whoever_made_it_for_ten_minutes(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        person = hall.teachers[0].person
        hall.trainer.taps(f"person|{hall.morning}|{person}")
        hall.trainer.presses("Vắng")
        hall.trainer.says("ra ngoài suốt từ đầu giờ")
        assert "không có gì của thầy/cô" in hall.organizer.taps(f"mark_undo|{hall.morning}|{person}").lower()
        hall.trainer.presses("Hoàn tác")
        assert hall.statuses()[0] == "present"
        hall.desk.later(minutes=10)
        hall.desk.deliver()
        assert hall.teachers[0].chat == []

    @pytest.mark.parametrize("who", ["teacher", "inspector"])
    def test_others_change_nothing(self, hall: Hall, who: str) -> None:
        other = hall.desk.somebody("Ngô Văn Sơn", "SO", role=who if who == "inspector" else None)
        person = hall.teachers[0].person
        assert "không thấy buổi này" in other.taps(f"correct|{hall.morning}|{person}|present")
        assert hall.marks(1) == []

    def test_rights_are_asked_again_when_the_reason_comes(self, hall: Hall) -> None:
        person = hall.teachers[0].person
        hall.trainer.taps(f"correct|{hall.morning}|{person}|absent")
        hall.desk.run(lambda db: db.execute(schema.staff.delete()))
        hall.trainer.says("lý do gì đó")
        assert hall.marks(1) == []

    @pytest.mark.parametrize(
        "payload", ["correct|{s}|{p}|nonsense", "correct|{s}|999|absent", "correct|{s}", "person|{s}|x"]
    )
    def test_invented_payloads_find_nothing(self, hall: Hall, payload: str) -> None:
        said = hall.trainer.taps(payload.format(s=hall.morning, p=hall.teachers[0].person))
        assert "không thấy buổi này" in said


class TestClosing:
    def test_absence_is_for_those_without_a_mark_and_only_after_closing(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        hall.marked(2, Status.EXCUSED, Method.LEAVE, hall.trainer)
        assert "chưa kết thúc" in hall.trainer.taps(f"closing|{hall.morning}")
        hall.trainer.presses("Đóng điểm danh")
        hall.desk.later(minutes=1)
        assert "Ghi vắng 4 người" in hall.trainer.taps(f"closing|{hall.morning}")
        assert hall.statuses()[2] == "-"
        hall.trainer.presses("Ghi 4 vắng")
        assert hall.statuses() == ["present", "excused", *["absent"] * 4]
        assert hall.marks(3)[-1].method is Method.CLOSING
        hall.trainer.presses("Hoàn tác")
        assert hall.statuses()[2:] == ["none"] * 4


class TestNotes:
    def test_what_one_writes_all_of_the_staff_read(self, hall: Hall) -> None:
        hall.trainer.taps(f"notes|{hall.morning}")
        hall.trainer.presses("Viết ghi chú")
        assert "mất điện 20 phút" in hall.trainer.says("mất điện 20 phút <b>đầu giờ</b>")
        assert "Đỗ Văn Minh: mất điện 20 phút <b>đầu giờ</b>" in hall.organizer.taps(f"notes|{hall.morning}")


class TestHandingOver:
    def test_a_stand_in_is_found_by_name_confirmed_and_told(self, hall: Hall) -> None:
        other = hall.desk.somebody("Hoàng Thị Yến", "TH-B")
        hall.trainer.taps(f"handover|{hall.morning}")
        assert "Người nào" in hall.trainer.says("hoang thi yen")
        assert "Bàn giao buổi này cho Hoàng Thị Yến" in hall.trainer.presses("Hoàng Thị Yến")
        assert other.person not in hall.desk.run(lambda db: sessions.staff_of(db, hall.morning))
        hall.trainer.presses("Bàn giao")
        assert other.person in hall.desk.run(lambda db: sessions.staff_of(db, hall.morning))
        assert audited(hall, "hand_over") == [{"to": other.person}]
        assert "Đỗ Văn Minh bàn giao" in other.chat[0].plain
        assert "Có mặt 0" in other.presses("Điều hành")

    def test_a_code_finds_exactly_one(self, hall: Hall) -> None:
        hall.desk.somebody("Hoàng Thị Yến", "TH-B", code="GV777")
        hall.trainer.taps(f"handover|{hall.morning}")
        hall.trainer.says("gv777")
        assert any(label.startswith("Hoàng Thị Yến") for label in hall.trainer.last.labels)

    def test_names_outside_the_reach_of_the_plan_s_unit_are_not_found(self, hall: Hall) -> None:
        hall.desk.units({"KHAC": None})
        hall.desk.somebody("Hoàng Thị Yến", "KHAC")
        hall.trainer.taps(f"handover|{hall.morning}")
        assert "không thấy ai" in hall.trainer.says("Hoàng Thị Yến")

    def test_an_invented_id_names_nobody_outside_that_reach_and_a_code_does(self, hall: Hall) -> None:
        hall.desk.units({"KHAC": None})
        far = hall.desk.somebody("Hoàng Thị Yến", "KHAC", code="GV888").person
        for payload in (f"{far}", f"{far}|yes", f"{far}||yes", f"{far}|00000000|yes"):
            assert "Hoàng Thị Yến" not in hall.trainer.taps(f"stand_in|{hall.morning}|{payload}")
        hall.trainer.taps(f"handover|{hall.morning}")
        hall.trainer.says("GV888")
        hall.trainer.presses("Hoàng Thị Yến")
        assert audited(hall, "look_for_stand_in") == [{"people": [far]}]
        assert "Hoàng Thị Yến" in hall.trainer.presses("Bàn giao")


def test_every_look_at_a_list_of_people_is_in_the_log(hall: Hall) -> None:
    first, number = hall.teachers[0].person, hall.morning
    hall.marked(1, Status.PRESENT)
    looks = {
        f"roll|{number}|0": "see_roll",
        f"missing|{number}|all|0": "see_missing",
        f"missing|{number}|0|0": "see_missing",
        f"claimed|{number}|0": "see_claimed",
        f"spot|{number}": "spot_check",
        f"spot|{number}|0": "spot_check",
        f"signals|{number}|0": "see_signals",
        f"staying|{number}|0": "see_staying",
        f"person|{number}|{first}": "see_marks",
        f"leaves|{number}": "see_leaves",
        f"roll_file|{number}": "export_roll",
        f"paper|{number}|units|full|pdf": "export_roll",
        f"chart|{number}": "export_roll",
    }
    table = schema.audit
    query = select(table.c.who, table.c.action, table.c.thing).order_by(table.c.id.desc()).limit(1)
    for payload, action in looks.items():
        hall.trainer.taps(payload)
        last = hall.desk.run(lambda db: db.execute(query).one())
        assert tuple(last) == (f"person:{hall.trainer.person}", action, f"session:{number}"), payload
    before = hall.desk.run(lambda db: db.execute(query).one())
    hall.teachers[1].taps(f"roll|{number}|0")  # who sees nothing has looked at nothing
    assert hall.desk.run(lambda db: db.execute(query).one()) == before


class TestWhoIsMissing:
    def test_staff_ask_in_words(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        assert "Chưa có mặt: 5" in hall.trainer.says("ai vắng")
        assert "Chưa có mặt: 5" in hall.organizer.says("còn ai chưa điểm danh sáng nay?")
        hall.trainer.taps(f"session|{hall.afternoon}")
        assert "Chưa có mặt: 6" in hall.trainer.says("vang")
        hall.desk.now = datetime(2022, 12, 10, 13, 10, tzinfo=ZONE)
        assert "buổi nào" in hall.organizer.says("danh sách vắng")
        assert "Chưa có mặt: 6" in hall.organizer.presses("10/12 13h30")
        assert "Chưa có mặt" not in hall.teachers[0].says("ai vắng")

    def test_where_nothing_has_begun_the_words_are_a_question_like_any_other(self, hall: Hall) -> None:
        hall.desk.now = datetime(2022, 12, 12, 8, 0, tzinfo=ZONE)
        assert "Chưa có mặt" not in hall.organizer.says("ai vắng")
        assert "Chưa có mặt" not in hall.trainer.says("tôi vắng buổi sáng thì sao")


def test_a_correction_says_whether_anybody_is_told(hall: Hall) -> None:
    first, second = hall.teachers[0].person, hall.teachers[1].person
    hall.marked(1, Status.PRESENT)
    hall.trainer.taps(f"correct|{hall.morning}|{first}|absent")
    assert "ba phút nữa em báo" in hall.trainer.says("bận họp")
    hall.trainer.taps(f"correct|{hall.morning}|{second}|absent")
    assert "em báo" not in hall.trainer.says("ra ngoài từ đầu giờ")  # there was nothing they knew of
    assert hall.marks(2)[-1].reason == "ra ngoài từ đầu giờ"


class TestAbsenceByItself:
    def test_whoever_has_no_mark_in_the_evening_is_absent_where_a_roll_was_taken(self, hall: Hall) -> None:
        run, desk = hall.desk.run, hall.desk
        hall.marked(1, Status.PRESENT)
        hall.marked(2, Status.EXCUSED, Method.LEAVE, hall.organizer)
        hall.teachers[2].taps(f"leave_for|{hall.morning}")
        hall.teachers[2].says("con ốm")
        assert run(lambda db: closing.close_out(db, desk.now)) == 0  # not while it is on
        desk.now = datetime(2022, 12, 10, 20, 30, tzinfo=ZONE)
        assert run(lambda db: closing.close_out(db, desk.now)) == 3
        assert hall.statuses() == ["present", "excused", "-", "absent", "absent", "absent"]
        assert hall.statuses(hall.afternoon) == ["-"] * 6  # nobody took a roll there
        assert (hall.marks(4)[-1].method, hall.marks(4)[-1].by_person) == (Method.CLOSING, None)
        assert audited(hall, "roll_closing")[0] is not None
        assert run(lambda db: closing.close_out(db, desk.now)) == 0
        hall.trainer.taps("list_undo|1")
        assert hall.statuses()[3:] == ["none"] * 3  # the trainer takes it back like any list

    def test_a_list_that_comes_later_says_better_than_the_program(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        hall.desk.now = datetime(2022, 12, 10, 20, 30, tzinfo=ZONE)
        hall.desk.run(lambda db: closing.close_out(db, hall.desk.now))
        hall.desk.later(hours=12)
        hall.trainer.taps(f"session|{hall.morning}")
        said = hall.trainer.says("vắng 6; còn lại có mặt")
        assert "Có mặt (4)" in said
        assert "Vắng (1): 6. Vũ Thị Ước" in said
        assert "đang được ghi khác" not in said
        hall.trainer.presses("Lưu")
        assert hall.statuses() == ["present"] * 5 + ["absent"]
        assert hall.marks(6)[-1].method is Method.LIST

    def test_a_session_of_long_ago_or_cancelled_is_left_alone(self, hall: Hall) -> None:
        hall.marked(1, Status.PRESENT)
        hall.desk.run(lambda db: sessions.set_state(db, hall.morning, "cancelled"))
        late = datetime(2022, 12, 10, 20, 30, tzinfo=ZONE)
        assert hall.desk.run(lambda db: closing.close_out(db, late)) == 0
        hall.desk.run(lambda db: sessions.set_state(db, hall.morning, "planned"))
        assert hall.desk.run(lambda db: closing.close_out(db, late + timedelta(days=8))) == 0
        assert hall.desk.run(lambda db: closing.close_out(db, late + timedelta(days=6))) == 5


class TestCheckingOut:
    def test_who_goes_before_the_end_left_early_and_who_stays_is_listed(self, hall: Hall) -> None:
        assert "không yêu cầu" in hall.teachers[0].taps(f"checkout|{hall.morning}")
        hall.trainer.taps(f"set_checkin|{hall.morning}|checkout|1")
        for number in (1, 2, 3):
            hall.marked(number, Status.LATE)
        assert "chưa điểm danh" in hall.teachers[3].taps(f"checkout|{hall.morning}")
        hall.desk.now = datetime(2022, 12, 10, 10, 0, tzinfo=ZONE)
        assert "trước khi kết thúc" in hall.teachers[0].taps(f"checkout|{hall.morning}")
        hall.desk.now = datetime(2022, 12, 10, 10, 50, tzinfo=ZONE)
        assert "Đã báo ra về lúc 10h50" in hall.teachers[1].taps(f"checkout|{hall.morning}")
        assert "đã báo ra về lúc 10h50" in hall.teachers[1].taps(f"checkout|{hall.morning}")
        assert "báo ra về lúc 10h50" in hall.teachers[1].taps(f"checkin|{hall.morning}")
        assert "Ra về" not in hall.teachers[1].last.labels
        assert "muộn 2 · phép 0 · vắng 0 · về sớm 1 · chưa điểm 3" in hall.trainer.taps(f"more|{hall.morning}")
        rolls = hall.desk.run(lambda db: papers.rolls_of(db, [hall.morning]))
        [made] = papers.written("session", rolls, "Sở", hall.desk.now, blank=False)
        assert [row[5] for row in made.rows][:3] == ["Về sớm 08:00–10:00", "Muộn 08:00–10:50", "Muộn 08:00"]
        assert hall.statuses()[:3] == ["left_early", "late", "late"]
        assert "Lê Văn Ân" in hall.trainer.taps(f"staying|{hall.morning}|0")
        hall.trainer.presses("Ghi 1 về sớm")
        assert hall.statuses()[2] == "left_early"

    def test_a_course_asks_for_it_in_all_its_sessions_unless_one_is_set_otherwise(self, hall: Hall) -> None:
        course = select(schema.session.c.course_id).where(schema.session.c.id == hall.morning)
        number = hall.desk.run(lambda db: db.execute(course).scalar_one())
        columns = plans.course_columns(Course("LOP-1", "Tập huấn ví dụ", checkout=True))
        hall.desk.run(lambda db: plans.change_course(db, number, columns))
        hall.trainer.taps(f"set_checkin|{hall.afternoon}|checkout|0")
        hall.desk.now = datetime(2022, 12, 10, 7, 20, tzinfo=ZONE)
        hall.teachers[0].taps(f"checkin|{hall.morning}")
        assert "Ra về" in hall.teachers[0].last.labels
        assert "không yêu cầu" in hall.teachers[0].taps(f"checkout|{hall.afternoon}")
        hall.desk.now = datetime(2022, 12, 10, 10, 50, tzinfo=ZONE)
        assert "Đã báo ra về lúc 10h50" in hall.teachers[0].taps(f"checkout|{hall.morning}")

    def test_the_receipt_offers_it_where_it_is_asked_for(self, hall: Hall) -> None:
        hall.trainer.taps(f"set_checkin|{hall.morning}|checkout|1")
        hall.desk.now = datetime(2022, 12, 10, 7, 20, tzinfo=ZONE)
        hall.teachers[0].taps(f"checkin|{hall.morning}")
        assert "Ra về" in hall.teachers[0].last.labels


class TestSignals:
    def test_several_people_of_one_account_and_fresh_bindings_are_shown(self, hall: Hall) -> None:
        from storage import accounts

        first, second = hall.teachers[0], hall.teachers[1]
        hall.marked(1, Status.PRESENT, Method.BUTTON)
        hall.desk.later(minutes=1)

        def rebind(db: object) -> None:
            account = accounts.account_at(db, "telegram", first.address)  # type: ignore[arg-type]
            assert account
            accounts.unbind(db, account.id, "person:1", hall.desk.now)  # type: ignore[arg-type]
            accounts.bind(db, account.id, second.person or 0, "approval", hall.desk.now)  # type: ignore[arg-type]

        hall.desk.run(rebind)
        hall.marked(2, Status.PRESENT, Method.BUTTON)
        said = hall.trainer.taps(f"signals|{hall.morning}|0")
        assert "Dấu hiệu: 2 người" in said
        assert "cùng một tài khoản đã điểm danh cho: Đỗ Thị An" in said
        assert "chưa đầy một ngày" in said
        assert hall.statuses()[:2] == ["present", "present"]
        inspector = hall.desk.somebody("Ngô Văn Sơn", "SO", role="inspector")
        assert "Dấu hiệu: 2 người" in inspector.taps(f"signals|{hall.morning}|0")


class TestLocation:
    HALL, FAR = (20.8650, 106.6830), (20.9500, 106.7500)

    def test_a_position_sent_without_consent_is_not_looked_at(self, hall: Hall) -> None:
        self._with_position(hall)
        assert "đang tắt" in self._sends(hall, self.FAR)
        assert self._kept(hall) == []

    def test_with_consent_only_near_or_not_is_kept_and_taken_back_it_is_forgotten(self, hall: Hall) -> None:
        self._with_position(hall)
        hall.teachers[0].taps("location")
        assert "đã đồng ý" in hall.teachers[0].presses("Tôi đồng ý")
        assert "không ở gần" in self._sends(hall, self.FAR)
        assert self._kept(hall) == [False]
        assert "không ở gần địa điểm" in hall.trainer.taps(f"signals|{hall.morning}|0")
        assert "ở gần địa điểm" in self._sends(hall, self.HALL)
        assert self._kept(hall) == [True]
        hall.teachers[0].presses("Tắt và xoá")
        assert self._kept(hall) == []

    def _sends(self, hall: Hall, position: tuple[float, float]) -> str:
        return hall.teachers[0]._does(text="", location=position, message=hall.desk.next_id())

    def _kept(self, hall: Hall) -> list[bool]:
        return list(hall.desk.run(lambda db: db.execute(select(schema.whereabouts.c.inside)).scalars().all()))

    def _with_position(self, hall: Hall) -> None:
        venue = {"name": "Hội trường A", "address": None, "latitude": self.HALL[0], "longitude": self.HALL[1]}
        table = schema.session
        hall.desk.run(lambda db: db.execute(table.update().where(table.c.id == hall.morning).values(venue=venue)))


def test_the_history_of_marks_always_explains_the_current_status(hall: Hall) -> None:
    """Whatever staff and teachers do in whatever order: nothing is overwritten, each mark says who and how."""
    import random

    chance = random.Random(20221210)
    before: dict[int, list[MarkValue]] = {}
    person = {number: hall.teachers[number - 1].person for number in range(1, 7)}
    for _ in range(40):
        number = chance.randint(1, 6)
        one = person[number]
        step = chance.choice(
            [
                lambda one=one: hall.trainer.taps(f"mark|{hall.morning}|{one}|0"),
                lambda number=number: hall.teachers[number - 1].taps(f"checkin|{hall.morning}"),
                lambda number=number: (
                    hall.trainer.says(f"vắng {number}; còn lại có mặt"),
                    hall.trainer.taps("list_save"),
                ),
                lambda: hall.trainer.taps(f"list_undo|{chance.randint(1, 20)}"),
                lambda one=one: hall.trainer.taps(f"there|{hall.morning}|{one}|claimed|0"),
                lambda one=one: hall.trainer.taps(f"not_there|{hall.morning}|{one}|spot|0"),
                lambda one=one: hall.trainer.taps(f"mark_undo|{hall.morning}|{one}"),
                lambda: hall.trainer.taps(f"closing|{hall.morning}|yes"),
            ]
        )
        step()
        hall.desk.now += timedelta(seconds=chance.randint(0, 240))
        rows = {row.person_id: row for row in hall.desk.run(lambda db: attendance.roll(db, hall.morning))}
        for each, number_of in ((person[n], n) for n in person):
            marks = hall.marks(number_of)
            known = before.get(number_of, [])
            assert marks[: len(known)] == known, "a mark was changed or went"
            shown = rows[each or 0].mark
            newest = marks[-1] if marks else None
            assert shown == (None if newest is None or newest.status is Status.NONE else newest)
            assert all(mark.by_person is not None for mark in marks)
            before[number_of] = marks
