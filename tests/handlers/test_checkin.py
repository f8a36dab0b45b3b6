"""A teacher checks in: the edges of the window to the minute, codes, repeats."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from storage import attendance, schema, sessions
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, morning
from tests.handlers.dialogue import OTHER_TEACHER, TEACHER, TRAINER, Town, at
from training.attendance import MarkValue, Method, Status, code_at


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


@pytest.fixture
def opening(town: Town) -> int:
    """The first session: 10 December, 7h30."""
    return town.session("Khai giảng", 10)


def shown(town: Town, session: int) -> str:
    """The code on the screen now."""
    facts = town.run(lambda db: sessions.session_facts(db, session))
    assert facts
    return code_at(facts.secret, session, town.now, facts.rules.step_seconds)


def marks(town: Town) -> int:
    count: int = town.run(lambda db: db.execute(select(func.count()).select_from(schema.mark)).scalar_one())
    return count


EDGES = [
    ((6, 59), "mở lúc 7h00", 0),
    ((7, 0), "đúng giờ", 1),
    ((7, 30), "đúng giờ", 1),
    ((7, 39), "đúng giờ", 1),
    ((7, 40), "đi muộn", 1),
    ((8, 15), "đi muộn", 1),
    ((8, 16), "Đã hết giờ điểm danh lúc 8h15", 0),
    ((10, 29), "Đã hết giờ điểm danh lúc 8h15", 0),
    ((4, 29), "không có buổi nào đang điểm danh", 0),
]


@pytest.mark.parametrize(("clock", "said", "stored"), EDGES, ids=[f"{h}h{m:02}" for (h, m), _, _ in EDGES])
def test_the_window_has_edges_to_the_minute(
    town: Town, lan: Somebody, clock: tuple[int, int], said: str, stored: int
) -> None:
    town.now = at(10, *clock)
    assert said in lan.says("điểm danh")
    assert marks(town) == stored


@pytest.mark.parametrize(
    "words", ["điểm danh", "diem danh", "Điểm danh", "/diemdanh", "em có mặt ạ, điểm danh giúp em"]
)
def test_any_way_of_saying_it(town: Town, lan: Somebody, words: str) -> None:
    town.now = at(10, 7, 10)
    assert "Đã điểm danh lúc 7h10" in lan.says(words)


@pytest.mark.parametrize("form", ["{}", "điểm danh {}", "dd {}", "mã {}"])
def test_the_code_on_the_screen(town: Town, lan: Somebody, opening: int, form: str) -> None:
    town.now = at(10, 7, 10)
    assert "đúng giờ" in lan.says(form.format(shown(town, opening)))


def test_a_code_lives_for_two_steps(town: Town, lan: Somebody, opening: int) -> None:
    town.now = at(10, 7, 10)
    code = shown(town, opening)
    town.later(seconds=59)
    assert "đúng giờ" in lan.says(code)
    other = town.member(OTHER_TEACHER)
    town.later(seconds=2)
    assert "chưa đúng hoặc đã hết hạn" in other.says(code)


def test_another_sessions_code_and_an_invented_one_are_wrong(town: Town, lan: Somebody) -> None:
    town.now = at(10, 7, 10)
    later = shown(town, town.session("Học trực tiếp (chiều)", 10))
    for code in (later, "0000"):
        assert "chưa đúng hoặc đã hết hạn" in lan.says(f"điểm danh {code}")
    assert marks(town) == 0


def test_guessing_codes_is_stopped(town: Town, lan: Somebody, opening: int) -> None:
    town.now = at(10, 7, 10)
    said = [lan.says("điểm danh 0001") for _ in range(10)]
    assert "chưa đúng" in said[7]
    assert "sai mã quá nhiều lần" in said[8]
    assert "chưa đúng" in town.member(OTHER_TEACHER).says("điểm danh 0001")
    assert "đúng giờ" in lan.says(f"điểm danh {shown(town, opening)}")


def test_a_code_before_the_hour_says_when_it_opens(town: Town, lan: Somebody, opening: int) -> None:
    town.now = at(10, 6, 30)
    assert "mở lúc 7h00" in lan.says(f"điểm danh {shown(town, opening)}")
    town.now = at(10, 7, 0)
    assert "đúng giờ" in lan.presses("Điểm danh")


def test_a_repeat_gets_the_same_answer_and_leaves_one_mark(town: Town, lan: Somebody, opening: int) -> None:
    town.now = at(10, 7, 10)
    first = lan.says("điểm danh")
    for later in (at(10, 7, 50), at(10, 9, 0), at(11, 6, 0)):
        town.now = later
        assert lan.taps(f"checkin|{opening}") == first
    assert marks(town) == 1


def test_what_the_trainer_marked_stands(town: Town, lan: Somebody, opening: int) -> None:
    trainer = town.member(TRAINER)
    town.now = at(10, 7, 10)
    for status, said in ((Status.ABSENT, "Giảng viên đã ghi nhận"), (Status.LATE, "đi muộn")):
        value = MarkValue(status, Method.ROLL, trainer.person, town.now)
        town.run(lambda db, value=value: attendance.append_mark(db, opening, lan.person or 0, value))  # type: ignore[misc]
        assert said in lan.says("điểm danh")


def test_somebody_not_enrolled_is_told_there_is_nothing(town: Town, opening: int) -> None:
    town.now = at(10, 7, 10)
    stranger = town.somebody("Đào Thị Tơ")
    nothing = stranger.says("điểm danh")
    assert "không có buổi nào đang điểm danh" in nothing
    assert stranger.taps(f"checkin|{opening}") == stranger.taps("checkin|999999") == nothing
    assert stranger.says(f"điểm danh {shown(town, opening)}") == nothing
    assert marks(town) == 0


def test_a_cancelled_session_says_so(town: Town, lan: Somebody, opening: int) -> None:
    town.change_session(opening, state="cancelled")
    town.now = at(10, 7, 10)
    assert "đã huỷ" in lan.says("điểm danh")
    assert marks(town) == 0


def test_two_sessions_at_once_are_asked_about(sqlite_database: Database) -> None:
    desk = Desk(sqlite_database)
    desk.units({"TH-A": None})
    lan = desk.somebody("Trần Thị Lan", "TH-A")
    for code in ("A", "B"):
        course, _ = desk.course("TH-A", morning("2022-12-10", f"Lớp {code}"), code=code)
        desk.enrol(course, lan)
    desk.now = at(10, 7, 10)
    assert "đang dự buổi nào" in lan.says("điểm danh")
    assert lan.last.labels == ["7h30–11h00 Lớp A", "7h30–11h00 Lớp B"]
    assert "Lớp B" in lan.presses("7h30–11h00 Lớp B")


def test_before_the_day_the_next_session_is_named(town: Town, lan: Somebody) -> None:
    assert "Buổi tới: Thứ Bảy, 10/12/2022, 7h30–11h00" in lan.says("điểm danh")


@pytest.mark.parametrize(
    "payload", ["checkin|-1", "checkin|x", "checkin|99999999999999999999", "checkin||", "checkin|1|2|3"]
)
def test_invented_payloads_mark_nobody(town: Town, lan: Somebody, payload: str) -> None:
    assert lan.taps(payload)
    assert marks(town) == 0
