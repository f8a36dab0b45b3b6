"""Scanned codes in the chat: checked in, too late, too early, elsewhere, not known yet; the number on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from storage import accounts, attendance, erasure, logins, schema
from storage.database import Database
from tests.handlers.scans import Morning, at
from training.attendance import MarkValue, Method, Status

IN = ("present", "qr")


@pytest.fixture
def hall(sqlite_database: Database) -> Iterator[Morning]:
    yield Morning(sqlite_database)


def test_a_scan_checks_in_and_a_second_one_says_the_same(hall: Morning) -> None:
    first = hall.scan(hall.lan)
    assert "Đã điểm danh lúc 7h20: đúng giờ" in first
    hall.later(minutes=3)
    assert hall.scan(hall.lan) == first
    assert hall.marks(hall.lan) == [IN]


def test_who_comes_late_is_late(hall: Morning) -> None:
    hall.now = at(7, 40)
    assert "muộn" in hall.scan(hall.lan)
    assert hall.marks(hall.lan) == [("late", "qr")]


def test_an_old_code_says_to_scan_again_and_marks_nobody(hall: Morning) -> None:
    token = hall.token()
    hall.later(seconds=40)
    assert "quét lại mã đang hiện" in hall.scan(hall.lan, token)
    assert hall.marks(hall.lan) == []
    assert "Đã điểm danh" in hall.scan(hall.lan)
    assert "Đã điểm danh" in hall.scan(hall.lan, token), "who is marked hears that, whatever they scan"


def test_too_early_says_when_it_opens_and_leaves_no_trace(hall: Morning) -> None:
    hall.now = at(6, 59)
    assert "7h00" in hall.scan(hall.lan)
    hall.now = at(7, 0)
    assert "đúng giờ" in hall.scan(hall.lan)


def test_after_closing_it_says_so(hall: Morning) -> None:
    hall.now = at(8, 16)
    assert "8h15" in hall.scan(hall.lan)
    assert hall.marks(hall.lan) == []


def test_the_code_of_another_course_says_whose_it_is_and_where_one_belongs(hall: Morning) -> None:
    said = hall.scan(hall.ban)
    assert "Mã này của buổi khác: Buổi của lớp một" in said
    assert "Buổi của thầy/cô: Buổi của lớp hai" in said
    assert hall.marks(hall.ban) == []


@pytest.mark.parametrize("token", ["", "x", "A" * 24, "_" * 24, "{}x", "x{}"])
def test_what_is_no_code_is_told_as_such(hall: Morning, token: str) -> None:
    assert "không phải mã điểm danh" in hall.scan(hall.lan, token.format(hall.token()) or "-")
    assert hall.scans() == []


def test_a_stranger_is_asked_who_they_are_and_the_scan_is_not_kept(hall: Morning) -> None:
    stranger = hall.stranger()
    assert "quét lại mã" in hall.scan(stranger)
    assert hall.scans() == []


def test_without_consent_the_scan_is_not_kept_either(hall: Morning) -> None:
    hall.run(lambda db: db.execute(schema.account.update().values(consent_at=None)))
    assert "quét lại mã" in hall.scan(hall.lan)
    assert hall.marks(hall.lan) == []


def test_a_trainers_mark_is_not_overruled_by_a_scan(hall: Morning) -> None:
    assert hall.lan.person
    absent = MarkValue(Status.ABSENT, Method.ROLL, hall.hoa.person, hall.now)
    person = hall.lan.person
    hall.run(lambda db: attendance.append_mark(db, hall.session, person, absent))
    assert "giảng viên" in hall.scan(hall.lan)
    assert hall.marks(hall.lan) == [("absent", "roll")]


def test_scans_are_kept_for_who_looks_for_signals(hall: Morning) -> None:
    token = hall.token()
    hall.later(seconds=39)
    hall.scan(hall.lan, token)
    hall.later(seconds=1)
    hall.scan(hall.tu, token)
    hall.tu.says("điểm danh 0000")
    person, other = hall.lan.person, hall.tu.person
    assert hall.scans() == [
        (person, "qr", "taken", 39),
        (other, "qr", "expired", 40),
        (other, "code", "wrong_code", None),
    ]


class TestNumberOnTheScreen:
    @pytest.fixture(autouse=True)
    def _asked(self, hall: Morning) -> None:
        hall.rules(challenge=True)

    def test_the_scan_alone_marks_nobody_and_the_right_number_does(self, hall: Morning) -> None:
        assert "Số đang hiện trên màn hình" in hall.scan(hall.lan)
        assert hall.marks(hall.lan) == []
        assert len(hall.lan.last.labels) == 3
        assert "Đã điểm danh" in hall.lan.presses(str(hall.number()))
        assert hall.marks(hall.lan) == [IN]
        assert "Đã điểm danh" in hall.scan(hall.lan), "nobody is asked twice"

    def test_a_wrong_number_costs_the_scan(self, hall: Morning) -> None:
        hall.scan(hall.lan)
        right = f"seen|{hall.session}|{hall.number()}"
        wrong = next(one for one in hall.lan.last.labels if one != str(hall.number()))
        assert "Không phải số" in hall.lan.presses(wrong)
        assert "quét lại" in hall.lan.taps(right), "one try for each scan"
        assert hall.marks(hall.lan) == []
        hall.scan(hall.lan)
        assert "Đã điểm danh" in hall.lan.taps(right)

    def test_the_number_without_a_scan_is_nothing(self, hall: Morning) -> None:
        assert "quét lại" in hall.lan.taps(f"seen|{hall.session}|{hall.number()}")
        assert hall.marks(hall.lan) == []

    def test_a_scan_does_not_wait_for_ever(self, hall: Morning) -> None:
        hall.scan(hall.lan)
        hall.later(minutes=2, seconds=1)
        assert "quét lại" in hall.lan.taps(f"seen|{hall.session}|{hall.number()}")

    def test_a_number_that_changed_while_one_looked_still_counts(self, hall: Morning) -> None:
        hall.now = at(7, 20, 55)
        number = hall.number()
        hall.scan(hall.lan)
        hall.now = at(7, 21, 9)
        assert number != hall.number()
        assert "Đã điểm danh" in hall.lan.presses(str(number))

    @pytest.mark.parametrize("payload", ["seen", "seen|x|y", "seen|999|12", "seen|-1|12", "seen||"])
    def test_invented_presses_do_nothing(self, hall: Morning, payload: str) -> None:
        assert hall.lan.taps(payload)
        assert hall.marks(hall.lan) == []


def test_ways_that_are_off_say_which_are_on(hall: Morning) -> None:
    hall.rules(methods=["qr"])
    assert "quét mã QR" in hall.lan.says("điểm danh")
    code = _code(hall)
    assert "quét mã QR" in hall.lan.says(f"điểm danh {code}")
    assert hall.marks(hall.lan) == []
    assert "Đã điểm danh" in hall.scan(hall.lan)
    assert "Đã điểm danh" in hall.lan.says("điểm danh"), "a repeat is a repeat, by whatever way"
    hall.rules(methods=["code"])
    assert "nhắn số" in hall.scan(hall.tu)
    hall.rules(methods=[])
    assert "giảng viên gọi tên" in hall.scan(hall.tu)


def _code(hall: Morning) -> str:
    from training.attendance import code_at

    facts = hall.facts()
    return code_at(facts.secret, facts.view.id, hall.now, facts.rules.step_seconds)


def test_a_typed_code_counts_two_steps_longer(hall: Morning) -> None:
    hall.now = at(7, 20, 0)
    code = _code(hall)
    hall.later(seconds=59)
    assert "Đã điểm danh" in hall.lan.says(f"điểm danh {code}")
    hall.later(seconds=1)
    assert "đã hết hạn" in hall.tu.says(f"điểm danh {code}")


def test_the_rules_of_the_first_check_in_stay_with_the_session(hall: Morning) -> None:
    hall.run(lambda db: db.execute(schema.session.update().values(checkin={"late_after": 15})))
    hall.scan(hall.lan)
    assert hall.facts().rules_stored
    assert hall.facts().rules.window.late_after == 15


def test_two_marks_cannot_follow_the_same_one(database: Database) -> None:
    """Of two check-ins that race, the database takes one; the other is done again and finds it."""
    hall = Morning(database)
    hall.scan(hall.lan)
    row = {"session_id": hall.session, "person_id": hall.lan.person, "status": "late", "method": "qr", "follows": 0}
    with pytest.raises(IntegrityError):
        hall.run(lambda db: db.execute(schema.mark.insert().values(**row, at=hall.now)))
    assert hall.marks(hall.lan) == [IN]


def test_ten_scans_at_once_are_one_mark(database: Database) -> None:
    import asyncio

    from handlers import claims

    hall = Morning(database)
    token, person = hall.token(), hall.lan.person
    assert person

    async def all_at_once() -> list[object]:
        scans = [database.write(lambda db: claims.scan(db, token, person, "telegram", hall.now)) for _ in range(10)]
        return [found.outcome for found in await asyncio.gather(*scans)]

    outcomes = asyncio.run(all_at_once())
    assert all(isinstance(one, MarkValue) and one.status is Status.PRESENT for one in outcomes)
    assert hall.marks(hall.lan) == [IN]


def test_a_link_for_the_browser_works_once_and_for_ten_minutes(hall: Morning) -> None:
    hall.lan.says("/web")
    url = hall.lan.last.choices[0].url
    assert url and url.startswith("https://tap-huan.example/login/")
    secret = url.rpartition("/")[2]
    looks = [hall.run(lambda db: logins.whose_link(db, secret, hall.now)) for _ in range(2)]
    assert all(who and who.person_id == hall.lan.person for who in looks), "looking uses nothing up"
    kept = hall.run(lambda db: logins.log_in(db, secret, hall.now))
    assert kept
    assert hall.run(lambda db: logins.log_in(db, secret, hall.now)) is None
    who = hall.run(lambda db: logins.who_is(db, kept, hall.now + timedelta(days=6)))
    assert who and who.name == "Trần Thị Lan"
    assert hall.run(lambda db: logins.who_is(db, kept, hall.now + timedelta(days=7))) is None
    account = hall.run(lambda db: accounts.accounts_of(db, who.person_id))[0].id
    hall.run(lambda db: accounts.withdraw_consent(db, account))
    assert hall.run(lambda db: logins.who_is(db, kept, hall.now)) is None, (
        "without consent nothing is shown here, either"
    )
    hall.run(lambda db: accounts.give_consent(db, account, hall.now))
    assert hall.run(lambda db: logins.who_is(db, kept, hall.now))
    unused = hall.run(lambda db: logins.new_link(db, who.person_id, hall.now))
    hall.run(lambda db: accounts.unbind(db, account, "cli", hall.now))
    hall.run(lambda db: accounts.bind(db, account, who.person_id, "approval", hall.now))
    hall.run(lambda db: accounts.give_consent(db, account, hall.now))
    assert hall.run(lambda db: logins.who_is(db, kept, hall.now)) is None, "a lost phone's browser stays closed"
    assert hall.run(lambda db: logins.log_in(db, unused, hall.now)) is None


def test_an_older_link_is_void_once_there_is_a_newer_one(hall: Morning) -> None:
    person = hall.lan.person
    assert person
    old, new = (hall.run(lambda db: logins.new_link(db, person, hall.now)) for _ in range(2))
    assert hall.run(lambda db: logins.log_in(db, old, hall.now)) is None
    assert hall.run(lambda db: logins.log_in(db, new, hall.now + timedelta(minutes=10))) is None
    assert hall.run(lambda db: logins.log_in(db, new, hall.now + timedelta(minutes=9))) is not None


def test_without_an_address_there_is_no_link(sqlite_database: Database) -> None:
    hall = Morning(sqlite_database, public_url=None)
    assert "chưa mở được trang web" in hall.lan.says("/web")


def test_who_asks_to_be_forgotten_is_signed_out_and_leaves_no_scans(hall: Morning) -> None:
    person = hall.lan.person
    assert person
    hall.scan(hall.lan)
    kept = hall.run(lambda db: logins.log_in(db, logins.new_link(db, person, hall.now), hall.now))
    assert kept
    hall.run(lambda db: erasure.erase(db, person, hall.now))
    assert hall.run(lambda db: logins.who_is(db, kept, hall.now)) is None
    assert hall.scans() == []
    assert hall.marks(hall.lan) == [IN], "the record itself stays"
