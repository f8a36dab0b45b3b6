"""Consent, and one's own data: see, take along, delete."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection, select

from handlers import feeds
from storage import accounts, attendance, logins, schema
from tests.handlers.desk import Somebody
from tests.handlers.dialogue import TEACHER, TRAINER, Town, at
from training.attendance import MarkValue, Method, Status

EVERYTHING = ["khi nào tôi học", "Lịch", "/lich", "điểm danh 1234", "xin nghỉ ngày mai", "/hoi", "/lopday", "tệp lịch"]


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


def test_nothing_is_told_before_consent(town: Town) -> None:
    lan = town.member(TEACHER, consented=False)
    for words in EVERYTHING:
        assert "đồng ý không" in (said := lan.says(words))
        assert "10/12/2022" not in said
    for payload in ("next_session", "days|2022-12-10|2022-12-10|0", "my_schedule", "human", "session|1", "lms_done|5"):
        assert "10/12/2022" not in lan.taps(payload)


def test_own_data_is_asked_for_in_words(lan: Somebody) -> None:
    for words in ("Dữ liệu của tôi", "cho em xem thông tin của em", "my data"):
        assert "Phạm Thị Phương Hạnh" in lan.says(words)
    lan.says("xoá dữ liệu của tôi")
    assert any("Xoá" in label for label in lan.last.labels)


def test_consent_names_who_runs_it_what_is_stored_why_and_how_long(town: Town) -> None:
    lan = town.member(TEACHER, consented=False)
    said = lan.says("/start")
    for part in ("Sở Ví Dụ", "họ tên", "số điện thoại", "chỉ để phục vụ tập huấn", "90 ngày", "12 tháng", "nước ngoài"):
        assert part in said
    assert lan.last.labels == ["Tôi đồng ý", "Không đồng ý", "Dữ liệu của tôi"]
    assert "rút lại" in lan.presses("Tôi đồng ý")
    assert "10/12/2022" in lan.says("khi nào tôi học")


def test_refusal_and_withdrawal_stop_everything_but_ones_own_data(town: Town, lan: Somebody) -> None:
    lan.says("/dulieu")
    assert "không nhận tin từ đây" in lan.presses("Rút đồng ý")
    assert "đồng ý không" in lan.says("khi nào tôi học")
    assert "Phạm Thị Phương Hạnh" in lan.says("/dulieu")
    lan.says("/start")
    lan.presses("Tôi đồng ý")
    assert "10/12/2022" in lan.says("khi nào tôi học")


def test_own_data_in_words(lan: Somebody) -> None:
    said = lan.says("/dulieu")
    for part in ("GV002", "Phạm Thị Phương Hạnh", "Trường Tiểu học Sao Biển", "0900 000 002", "hanh.gv002@"):
        assert part in said


def test_own_data_as_a_file_holds_all_of_it_and_nothing_of_others(town: Town, lan: Somebody) -> None:
    lan.says("Hỏi")
    lan.says("Có chỗ để xe không ạ?")
    lan.says("giá vàng hôm nay bao nhiêu")
    town.now = at(12, 20)
    lan.taps(f"lms_done|{town.session('Học trực tuyến')}")
    _checked_in_and_logged_in(town, lan)
    lan.says("/dulieu")
    lan.presses("Tải về tệp")
    [file] = lan.files
    data = json.loads(file.content)
    assert data["person"]["name"] == "Phạm Thị Phương Hạnh"
    assert [one["text"] for one in data["questions"]] == ["Có chỗ để xe không ạ?"]
    assert [one["text"] for one in data["asked_in_vain"]] == ["giá vàng hôm nay bao nhiêu"]
    assert len(data["sessions"]) == 6
    assert [one["title"] for one in data["sessions"] if one["done"]] == ["Học trực tuyến trên hệ thống LMS"]
    assert data["accounts"][0]["platform"] == "telegram"
    [tried] = data["check_ins_as_they_came"]
    assert (tried["method"], tried["outcome"], tried["platform"]) == ("code", "wrong_code", "telegram")
    assert [(one["status"], one["reason"]) for one in data["marks"]] == [("absent", "không thấy")]
    assert [one["revoked_at"] for one in data["logins"]] == [None]
    assert len(data["login_links"]) == 1
    assert data["location"] == []
    text = file.content.decode()
    assert "hash" not in text
    assert [name for name in town.names() if name in text] == ["Phạm Thị Phương Hạnh"]


def _checked_in_and_logged_in(town: Town, lan: Somebody) -> None:
    session = town.session("Khai giảng")
    town.now = at(10, 7, 20)
    lan.says("điểm danh 0001")
    seen = MarkValue(Status.ABSENT, Method.ROLL, town.person_id(TRAINER), town.now, "không thấy")

    def work(db: Connection) -> None:
        attendance.append_mark(db, session, lan.person or 0, seen)
        secret = logins.new_link(db, lan.person or 0, town.now)
        assert logins.log_in(db, secret, town.now)

    town.run(work)
    town.now = at(12, 20)


def test_erasing_asks_first_and_then_forgets(town: Town, lan: Somebody) -> None:
    token = town.run(lambda db: logins.feed_token(db, lan.person or 0))
    lan.says("/dulieu")
    assert "Không thể hoàn tác" in lan.presses("Xoá dữ liệu")
    assert "GV002" in lan.presses("Giữ lại")
    lan.taps("erase")
    assert "đã được xoá" in lan.presses("Xoá vĩnh viễn")
    said = lan.says("khi nào tôi học")
    assert "làm một trong ba cách" in said
    assert "Hạnh" not in said
    assert town.run(lambda db: feeds.calendar_of_token(db, token, town.now)) is None
    row = town.run(lambda db: db.execute(select(schema.person).where(schema.person.c.id == lan.person)).one())
    assert (row.name, row.phone, row.email) == (f"erased-{lan.person}", None, None)


def test_a_person_erased_with_a_second_message_under_way_meets_no_error(town: Town, lan: Somebody) -> None:
    lan.taps("erase_now")
    for payload in ("erase_now", "take_along", "my_data", "consent", "next_session"):
        assert "làm một trong ba cách" in lan.taps(payload)


def test_an_unknown_feed_gives_nothing(town: Town) -> None:
    for token in ("", "x", "None", "%", "' OR 1=1 --"):
        assert town.run(lambda db, token=token: feeds.calendar_of_token(db, token, town.now)) is None  # type: ignore[misc]


def test_consent_keeps_its_first_moment(town: Town, lan: Somebody) -> None:
    before = town.run(lambda db: accounts.account_at(db, "telegram", lan.address))
    town.later(days=1)
    lan.taps("consent")
    assert town.run(lambda db: accounts.account_at(db, "telegram", lan.address)) == before
