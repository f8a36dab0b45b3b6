"""The trainer's side of the board: links that show one session, and how people check in to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers import board
from handlers.board import Standing
from handlers.request import House
from storage import boards, schema, sessions
from storage.boards import Arrivals
from storage.database import Database
from tests.handlers.desk import Somebody
from tests.handlers.scans import Morning, at
from training.attendance import Method
from training.checkin_rules import CheckinRules

HOUSE = House("Sở Ví Dụ", public_url="https://tap-huan.example/", bot_names=(("telegram", "TapHuanBot"),))


@pytest.fixture
def hall(database: Database) -> Iterator[Morning]:
    yield Morning(database)


def opened(hall: Morning, who: Somebody | None = None) -> str:
    """The secret of a new link."""
    who = who or hall.hoa
    who.taps(f"board|{hall.session}")
    url = next(one.url for one in who.last.choices if one.url)
    assert url and url.startswith("https://tap-huan.example/board/")
    return url.rpartition("/")[2]


def leads(hall: Morning, secret: str) -> int | None:
    found = hall.run(lambda db: board.opened(db, secret, hall.now))
    return found[1].view.id if found else None


def standing(hall: Morning) -> Standing:
    return hall.run(lambda db: board.standings(db, [], [hall.session]))[hall.session]


def arrivals(hall: Morning) -> Arrivals:
    return standing(hall).arrivals


def test_a_trainer_opens_and_revokes_the_board_from_the_session(hall: Morning) -> None:
    hall.hoa.taps(f"session|{hall.session}")
    assert "Thu hồi màn chiếu" not in hall.hoa.last.labels
    hall.hoa.presses("Màn chiếu")
    secret = next(one.url for one in hall.hoa.last.choices if one.url).rpartition("/")[2]
    assert leads(hall, secret) == hall.session
    assert leads(hall, secret[:-1]) is None
    hall.hoa.taps(f"session|{hall.session}")
    assert "Đã thu hồi: 1 liên kết" in hall.hoa.presses("Thu hồi màn chiếu")
    assert leads(hall, secret) is None


def test_the_secret_is_not_stored(hall: Morning) -> None:
    secret = opened(hall)
    (stored,) = hall.run(lambda db: list(db.scalars(select(schema.board_link.c.secret_hash))))
    assert len(secret) >= 43
    assert secret not in stored


def test_a_link_ends_twelve_hours_after_the_session(hall: Morning) -> None:
    secret = opened(hall)
    hall.now = at(22, 59)
    assert leads(hall, secret) == hall.session
    hall.now = at(23, 0)
    assert leads(hall, secret) is None


@pytest.mark.parametrize("payload", ["board|{}", "board_revoke|{}", "checkin_rules|{}", "set_checkin|{}|names|1"])
def test_nobody_else_may(hall: Morning, payload: str) -> None:
    tam = hall.somebody("Võ Văn Tâm", "KHAC", role="organizer")
    thanh = hall.somebody("Đỗ Thị Thanh", "SO", role="inspector")
    secret = opened(hall)
    before = hall.facts()
    for who in (hall.lan, hall.ban, tam, thanh):
        assert "không thấy buổi này" in who.taps(payload.format(hall.session))
    assert "không thấy buổi này" in hall.hoa.taps(payload.format(hall.other)), "a trainer of this session only"
    assert hall.facts() == before
    assert leads(hall, secret) == hall.session


def test_the_organizer_of_the_unit_may(hall: Morning) -> None:
    mai = hall.somebody("Vũ Thị Mai", "SO", role="organizer")
    assert leads(hall, opened(hall, mai)) == hall.session


def test_without_an_address_the_board_says_what_is_missing(sqlite_database: Database) -> None:
    hall = Morning(sqlite_database, public_url=None)
    assert "TAPHUAN_PUBLIC_URL" in hall.hoa.taps(f"board|{hall.session}")


class TestSettings:
    def test_every_setting_is_a_tap_away_and_shows_how_it_stands(self, hall: Morning) -> None:
        hall.hoa.taps(f"checkin_rules|{hall.session}")
        assert hall.hoa.last.labels[:3] == ["☑ Nút bấm", "☑ Mã số", "☑ Mã QR"]
        hall.hoa.presses("☑ Nút bấm")
        assert "Phải có mã đang hiện" in hall.hoa.last.plain
        hall.hoa.presses("Đổi mã: 20 giây")
        hall.hoa.presses("Muộn sau 10 phút")
        hall.hoa.presses("☐ Hỏi số trên màn hình")
        rules = hall.facts().rules
        assert rules.methods == {Method.CODE, Method.QR}
        assert (rules.step_seconds, rules.window.late_after, rules.challenge) == (30, 15, True)

    def test_values_come_round_again(self, hall: Morning) -> None:
        hall.hoa.taps(f"checkin_rules|{hall.session}")
        seen = []
        for _ in range(5):
            hall.hoa.presses("Đổi mã")
            seen.append(hall.facts().rules.step_seconds)
        assert seen == [30, 60, 10, 15, 20]

    def test_a_change_is_in_the_log_with_before_and_after(self, hall: Morning) -> None:
        hall.hoa.taps(f"set_checkin|{hall.session}|late_after|5")
        audit = schema.audit
        rows = hall.run(lambda db: db.execute(select(audit).where(audit.c.action == "change_checkin")).all())
        (row,) = rows
        assert (row.who, row.thing) == (f"person:{hall.hoa.person}", f"session:{hall.session}")
        assert (row.before["late_after"], row.after["late_after"]) == (10, 5)

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "step_seconds",
            "step_seconds|9",
            "step_seconds|61",
            "late_after|-1",
            "roll|1",
            "window|1",
            "names|2",
            "x|1",
        ],
    )
    def test_invented_settings_change_nothing(self, hall: Morning, value: str) -> None:
        before = hall.facts()
        assert hall.hoa.taps(f"set_checkin|{hall.session}|{value}")
        assert hall.facts() == before

    def test_opening_by_hand_fixes_the_rules(self, hall: Morning) -> None:
        hall.run(lambda db: db.execute(schema.session.update().values(checkin={"late_after": 15})))
        hall.hoa.taps(f"open_checkin|{hall.session}")
        assert hall.facts().rules_stored


class TestNumbers:
    def test_they_follow_marks_corrections_and_lists(self, hall: Morning) -> None:
        assert arrivals(hall) == Arrivals(0, 0, 2)
        hall.scan(hall.lan)
        assert arrivals(hall) == Arrivals(1, 0, 2)
        hall.now = at(7, 45)
        hall.scan(hall.tu)
        assert arrivals(hall) == Arrivals(1, 1, 2)
        assert hall.tu.person
        hall.hoa.taps(f"mark|{hall.session}|{hall.tu.person}|0")
        assert arrivals(hall).late == 0

    def test_names_are_shown_when_wanted_the_newest_first(self, hall: Morning) -> None:
        hall.scan(hall.lan)
        hall.scan(hall.tu)
        assert arrivals(hall).names == ()
        hall.rules(names=True)
        assert arrivals(hall).names == ("Lê Văn Tư", "Trần Thị Lan")

    def test_what_was_counted_is_not_counted_again(self, hall: Morning) -> None:
        first = standing(hall)
        counted: list[str] = []

        def listen(_c: object, _u: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        from sqlalchemy import event

        event.listen(hall.database.engine, "before_cursor_execute", listen)
        again = hall.database.read_now(lambda db: board.standings(db, [first], [hall.session]))
        event.remove(hall.database.engine, "before_cursor_execute", listen)
        assert again[hall.session] == first
        assert not [one for one in counted if "count(" in one]


class TestWhatIsShown:
    def test_the_code_of_the_moment_and_the_page_behind_it(self, hall: Morning) -> None:
        shown = board.shown(hall.facts(), HOUSE, hall.now)
        assert shown.target == f"https://tap-huan.example/c/{hall.token()}"
        assert shown.code
        assert "Đã điểm danh" in hall.lan.says(f"điểm danh {shown.code}")
        assert shown.number is None
        assert hall.now < shown.until <= hall.now + timedelta(seconds=20)

    @pytest.mark.parametrize(("direct", "address"), [(True, "https://tap-huan.example"), (False, None)])
    def test_straight_into_telegram_when_wanted_or_there_is_no_page(
        self, hall: Morning, direct: bool, address: str | None
    ) -> None:
        hall.rules(direct=direct)
        house = House("Sở", public_url=address, bot_names=(("telegram", "TapHuanBot"),))
        shown = board.shown(hall.facts(), house, hall.now)
        assert shown.target == f"https://t.me/TapHuanBot?start=c-{hall.token()}"
        assert len(f"c-{hall.token()}") <= 64

    def test_what_is_off_is_not_shown(self, hall: Morning) -> None:
        hall.rules(methods=["button"], challenge=True)
        shown = board.shown(hall.facts(), HOUSE, hall.now)
        assert (shown.target, shown.code, shown.number) == (None, None, hall.number())

    @pytest.mark.parametrize(
        ("moment", "phase"),
        [(at(6, 59), "before"), (at(7, 0), "open"), (at(8, 15, 59), "open"), (at(8, 16), "over")],
    )
    def test_it_knows_the_hour(self, hall: Morning, moment: object, phase: str) -> None:
        assert board.phase(standing(hall), moment) == phase  # type: ignore[arg-type]

    def test_a_cancelled_session_is_told_as_such(self, hall: Morning) -> None:
        hall.run(lambda db: sessions.set_state(db, hall.session, "cancelled"))
        assert board.phase(standing(hall), hall.now) == "cancelled"


def test_the_board_itself_switches_names_and_way_and_nothing_else(hall: Morning) -> None:
    secret = opened(hall)
    found = hall.run(lambda db: boards.board_at(db, secret, hall.now))
    assert found
    for name, done in (("names", True), ("direct", True), ("challenge", False), ("step_seconds", False), ("x", False)):
        assert hall.run(lambda db, name=name: board.switch(db, found, name, True, hall.now)) is done  # type: ignore[misc]
    rules = hall.facts().rules
    assert rules == CheckinRules.of({**CheckinRules().stored(), "names": True, "direct": True})
    hall.hoa.taps(f"set_checkin|{hall.session}|names|0")
    log = schema.audit
    rows = hall.run(lambda db: db.execute(select(log).where(log.c.id > 0).order_by(log.c.id)).all())[-3:]
    by = f"board:{found.id}"
    assert [(row.who, row.action, row.thing) for row in rows] == [
        (by, "show_names", f"session:{hall.session}"),
        (by, "change_checkin", f"session:{hall.session}"),
        (f"person:{hall.hoa.person}", "hide_names", f"session:{hall.session}"),
    ]
    assert (rows[0].before, rows[0].after) == (
        {"names": False},
        {"names": True, "link_of": f"person:{hall.hoa.person}"},
    )
