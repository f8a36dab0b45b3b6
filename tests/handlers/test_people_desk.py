"""Organizers find one person of their units, let an account go, and put a wrong number right."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import accounts, boards, invitations, logins, people, schema
from storage.database import Database
from tests.handlers.hall import Hall, heard

NOBODY = "Em không tìm thấy ai"
NOT_THERE = "Em không thấy người này"


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


def actions(hall: Hall, thing: str) -> list[str]:
    log = schema.audit
    chosen = select(log.c.action).where(log.c.thing == thing).order_by(log.c.id)
    return hall.run(lambda db: list(db.scalars(chosen)))


def test_an_account_is_let_go_with_all_that_it_opened_and_the_person_is_invited_again(hall: Hall) -> None:
    mai, lan = hall.mai, hall.lan
    person = lan.person or 0
    hall.staff(lan, hall.sessions[0])
    lan.says("/hoi")
    lan.says("Có chỗ để xe không ạ?")
    hall.write(text="Nội dung thứ nhất")
    mai.presses("Gửi tới")
    feed = hall.run(lambda db: logins.feed_token(db, person))
    link = hall.run(lambda db: logins.new_link(db, person, hall.now))
    browser = hall.run(lambda db: logins.log_in(db, link, hall.now))
    board = hall.run(
        lambda db: boards.open_board(db, hall.sessions[0], person, "vi", hall.now, hall.now.replace(hour=23))
    )
    [(_, code)] = hall.run(lambda db: invitations.invite(db, [person], hall.now))
    assert browser
    assert hall.run(lambda db: logins.who_is(db, browser, hall.now))

    said = mai.says("tìm trần thị lan")
    for part in ("Trần Thị Lan", "Trường TH-A", "0900000101", "Tài khoản Telegram từ 09/12/2022"):
        assert part in said
    assert lan.address not in said
    asked = mai.presses("Ngắt tài khoản Telegram")
    assert "Ngắt tài khoản Telegram của Trần Thị Lan ạ?" in asked
    assert "Ai giữ số 0900000101" in asked
    assert hall.run(lambda db: accounts.accounts_of(db, person))
    assert "Đã ngắt tài khoản Telegram của Trần Thị Lan" in mai.presses("Ngắt tài khoản")

    assert "Ban tổ chức đã ngắt tài khoản này" in heard(lan)[-1]
    assert "làm một trong ba cách" in lan.says("khi nào tôi học")
    before = len(heard(lan))
    hall.later(seconds=31)
    hall.deliver()
    mai.says("/tongquan")
    mai.taps(f"reply_to|{hall.run(lambda db: db.scalar(select(schema.question.c.id)))}")
    assert "không còn tài khoản nào" in mai.says("Có bãi xe ở cổng sau")
    assert len(heard(lan)) == before
    states = select(schema.delivery.c.state).where(schema.delivery.c.person_id == person)
    assert hall.run(lambda db: set(db.scalars(states))) == {"unreachable"}
    assert not hall.run(lambda db: logins.who_is(db, browser, hall.now))
    assert not hall.run(lambda db: logins.whose_feed(db, feed))
    assert not hall.run(lambda db: boards.board_at(db, board, hall.now))
    assert "chưa tìm được" in lan.says(code)
    assert actions(hall, f"person:{person}")[-2:] == ["see_person", "unbind"]

    mai.taps(f"invite_one|{person}")
    assert mai.files[-1].content.startswith(b"%PDF")
    log = mai.taps(f"person_log|{person}")
    assert "ngắt tài khoản (Vũ Thị Mai)" in log
    assert "làm thẻ mời (Vũ Thị Mai)" in log
    lan.shares_contact("0900000101")
    lan.presses("Tôi đồng ý")
    assert "Học trực tiếp" in lan.says("tuần này có gì")


def test_a_person_of_other_units_is_as_one_who_does_not_exist(hall: Hall) -> None:
    far = hall.somebody("Ngô Thị Xa", "KHAC", phone="+84900000109")
    near = hall.somebody("Bùi Văn Gần", "TH-B", role="organizer")
    reader = hall.somebody("Tạ Thị Soi", "SO", role="inspector")
    unknown = 9999
    account = hall.run(lambda db: accounts.accounts_of(db, far.person or 0))[0].id
    for said in ("tìm Ngô Thị Xa", "tìm người xa", "tìm 0900 000 109", "tìm 0900 000 999", "tìm Người Không Có"):
        assert NOBODY in hall.mai.says(said)
    for shape in (
        "member|{}",
        f"revoke|{{}}|{account}|yes",
        "correct_person|{}|phone",
        "person_log|{}",
        "invite_one|{}",
    ):
        assert hall.mai.taps(shape.format(far.person)) == hall.mai.taps(shape.format(unknown)), shape
    assert hall.run(lambda db: accounts.accounts_of(db, far.person or 0))
    lan = hall.run(lambda db: accounts.accounts_of(db, hall.lan.person or 0))[0].id
    stolen = f"revoke|{hall.tu.person}|{lan}|yes"  # the account of another person than the one named
    for who, payload in ((near, f"revoke|{hall.lan.person}|{lan}|yes"), (near, stolen), (reader, stolen)):
        assert NOT_THERE in who.taps(payload)
    assert NOT_THERE in hall.lan.taps(f"member|{hall.tu.person}")
    assert "Trần Thị Lan" in reader.says("tìm lan")
    assert reader.last.labels == ["Quay lại", "Nhật ký"]
    assert hall.run(lambda db: accounts.accounts_of(db, hall.lan.person or 0))


def test_people_are_found_by_part_of_a_name_by_code_and_by_button_and_other_wishes_stay_what_they_are(
    hall: Hall,
) -> None:
    mai = hall.mai
    code = hall.run(lambda db: people.person_by_id(db, hall.tu.person or 0))
    assert code
    mai.says("/danhsach")
    mai.presses("Tìm người")
    assert NOBODY in mai.says("Phạm Không Ai")
    assert "Lê Văn Tư" in mai.says("văn tư")  # the dialogue waited for a second try
    for said in (
        f"tìm mã {code.code}",
        "Tìm thầy Tư",
        "tìm giáo viên Lê Văn Tư",
        "tìm +84 900 000 102",
        "tra cứu lê văn tư",
    ):
        assert "Trường TH-B" in mai.says(said), said
    for number in range(12):
        hall.listed(f"Hoàng Thị Lan {'Anh' if number else 'Chi'}", "TH-B")
    assert "Còn người khác nữa" in mai.says("tìm Hoàng Thị Lan")
    assert "Chưa có tài khoản nào" in mai.says("tìm hoàng thị lan chi")
    for said in ("tìm địa điểm học", "tìm lịch tuần này"):
        assert NOBODY not in mai.says(said)
    assert NOBODY not in hall.lan.says("tìm Lê Văn Tư")
    assert "Lê Văn Tư" not in heard(hall.lan)[-1]
    mai.taps(f"member|{mai.person}")
    assert not any(label.startswith("Ngắt") for label in mai.last.labels)
    own = hall.run(lambda db: accounts.accounts_of(db, mai.person or 0))[0].id
    assert "chính tài khoản này" in mai.taps(f"revoke|{mai.person}|{own}|yes")


def test_a_wrong_number_is_put_right_and_whoever_it_is_about_hears_of_it(hall: Hall) -> None:
    mai, lan = hall.mai, hall.lan
    lan.says("/dulieu")
    lan.presses("Rút đồng ý")
    lan.says("/dulieu")
    lan.presses("Có chỗ sai")
    assert "không có gì thay đổi" in lan.presses("Huỷ")
    assert "đồng ý không" in lan.says("khi nào tôi học")
    lan.taps("correct_mine")
    said = lan.says("Số điện thoại của tôi nay là 0900000301")  # one's rights do not hang on consent
    assert "Em đã gửi ban tổ chức" in said
    lan.taps("consent")
    assert "0900000301" in heard(mai)[-1]
    assert "0900000101" in mai.presses("Xem người này")
    mai.presses("Sửa số điện thoại")
    assert "không phải là số điện thoại" in mai.says("không biết")
    assert "của một người khác" in mai.says("0900000102")
    assert "0900000101 → 0900000301" in mai.says("0900 000 301")
    assert "Điện thoại: 0900000301" in heard(lan)[-1]
    mai.taps(f"correct_person|{lan.person}|phone")
    assert "0900000301 → –" in mai.says("không có")
    mai.taps(f"correct_person|{lan.person}|name")
    assert "không đọc được" in mai.says("123")
    assert "Trần Thị Lan → Trần Thị Lân" in mai.says("TRẦN THỊ LÂN")
    assert "Trần Thị Lân" in mai.says("tìm trần thị lân")
    assert actions(hall, f"person:{lan.person}").count("correct_person") == 3
    mai.taps(f"correct_person|{lan.person}|role")
    assert NOT_THERE in mai.last.plain
