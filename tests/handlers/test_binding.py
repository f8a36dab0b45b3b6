"""From an unknown account to a person, and nobody learns anything on the way."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.request import House
from storage import accounts, invitations
from storage.database import Database
from tests.handlers.desk import Desk, Somebody
from tests.handlers.dialogue import ORGANIZER, TEACHER, Town

NOT_FOUND = "Em chưa tìm được thầy/cô trong danh sách"
WAYS_IN = "làm một trong ba cách"
PHONE = "0900000002"  # of TEACHER


@pytest.fixture
def guest(town: Town) -> Somebody:
    return town.stranger("Bình Minh")


def bound_to(town: Town, who: Somebody) -> str | None:
    found = town.run(lambda db: accounts.account_at(db, "telegram", who.address))
    return found.code if found else None


def invited(town: Town, code: str = TEACHER, days: int = 30) -> str:
    person = town.person_id(code)
    return town.run(lambda db: invitations.invite(db, [person], town.now, days))[0][1]


def test_first_contact_says_who_runs_it_and_shows_three_ways_in(guest: Somebody) -> None:
    said = guest.says("/start")
    for part in ("Sở Ví Dụ", "số điện thoại", WAYS_IN, "LK 7K4M2-Q9X3B", "Tôi là"):
        assert part in said


def test_who_has_read_that_is_told_only_the_ways_in(town: Town, guest: Somebody) -> None:
    guest.says("/start")
    town.later(minutes=1)
    said = guest.says("khi nào tôi học")
    assert "chưa biết thầy/cô là ai" in said
    assert WAYS_IN in said
    assert "Sở Ví Dụ" not in said
    assert "Sở Ví Dụ" in guest.says("/start")


@pytest.mark.parametrize("phone", ["0900000002", "+84900000002", "84900000002", "+84 900 000 002"])
def test_the_own_contact_binds(town: Town, guest: Somebody, phone: str) -> None:
    said = guest.shares_contact(phone)
    assert "Chào mừng Phạm Thị Phương Hạnh" in said
    assert "đồng ý không" in said
    assert bound_to(town, guest) == TEACHER
    guest.presses("Tôi đồng ý")
    assert "10/12/2022" in guest.says("khi nào tôi học")


def test_somebody_elses_contact_does_not(town: Town, guest: Somebody) -> None:
    said = guest.shares_contact(PHONE, own=False)
    assert "số của chính mình" in said
    assert "Hạnh" not in said
    assert bound_to(town, guest) is None


def test_an_unknown_phone_a_wrong_a_used_and_an_expired_code_sound_the_same(town: Town) -> None:
    used, expired = invited(town), invited(town, "GV003", 1)
    town.stranger().says(used)
    town.later(days=2)
    answers = {
        town.stranger().shares_contact("0999999999"),
        town.stranger().shares_contact("nothing"),
        town.stranger().says("LK 7K4M2-Q9X3B"),
        town.stranger().says(used),
        town.stranger().says(expired),
        town.stranger().says("/start i-7K4M2-Q9X3B"),
        town.stranger().says(f"/start i-{used}"),
    }
    assert len(answers) == 1
    assert NOT_FOUND in answers.pop()


CODE_FORMS = ["{}", "LK {}", "lk{}", " lk: {} ", "LK-{}"]


@pytest.mark.parametrize("form", CODE_FORMS)
def test_a_code_binds_however_it_is_typed(town: Town, guest: Somebody, form: str) -> None:
    assert "Chào mừng" in guest.says(form.format(invited(town).lower()))
    assert bound_to(town, guest) == TEACHER


def test_a_link_binds(town: Town, guest: Somebody) -> None:
    assert "Chào mừng" in guest.says(f"/start i-{invited(town)}")


def test_a_code_works_once_and_a_new_phone_takes_the_place_of_the_old(town: Town, guest: Somebody) -> None:
    guest.says(invited(town))
    other = town.stranger()
    other.shares_contact(PHONE)
    assert (bound_to(town, other), bound_to(town, guest)) == (TEACHER, None)
    assert WAYS_IN in guest.says("khi nào tôi học")


def test_five_tries_an_hour(town: Town, guest: Somebody) -> None:
    code = invited(town)
    for number in range(5):
        assert NOT_FOUND in guest.says(f"LK 7K4M2-Q9X3{number}")
    for attempt in (code, f"/start i-{code}"):
        assert "thử quá nhiều lần" in guest.says(attempt)
    assert "thử quá nhiều lần" in guest.shares_contact(PHONE)
    assert "Chào mừng" in town.stranger().says(code)  # nobody else is locked out
    town.later(hours=1)
    assert "Chào mừng" in guest.shares_contact(PHONE)


def test_a_bound_account_stays_what_it_is(town: Town) -> None:
    lan = town.member(TEACHER)
    for said in (lan.shares_contact("0900000003"), lan.says(f"/start i-{invited(town, 'GV003')}")):
        assert "đã gắn với Phạm Thị Phương Hạnh" in said
    assert bound_to(town, lan) == TEACHER


def test_an_organizer_approves_whoever_says_who_they_are(town: Town, guest: Somebody) -> None:
    trung = town.member(ORGANIZER)
    said = guest.says("Tôi là Phạm Thị Phương Hạnh, Trường Tiểu học Sao Biển")
    assert said == town.stranger().says("Tôi là Không Có Ai")
    asked = trung.last.plain
    assert "“Bình Minh”" in asked
    assert "Đây có phải Phạm Thị Phương Hạnh (GV002)" in asked
    assert "Đã xác nhận: Phạm Thị Phương Hạnh" in trung.presses("Đúng")
    assert "đã xác nhận" in guest.last.plain
    assert bound_to(town, guest) == TEACHER


def test_an_organizer_refuses(town: Town, guest: Somebody) -> None:
    trung = town.member(ORGANIZER)
    guest.says("Tôi là Phạm Thị Phương Hạnh")
    assert "không gắn tài khoản nào" in trung.presses("Không phải")
    assert bound_to(town, guest) is None


def sibling_units(database: Database) -> tuple[Desk, Somebody, Somebody, Somebody]:
    """(desk, the organizer of school A, that of school B, a guest who says to be Lan of school A)."""
    desk = Desk(database)
    desk.units({"SO": None, "TH-A": "SO", "TH-B": "SO"})
    mine = desk.somebody("Vũ Thị Hà", "TH-A", role="organizer")
    other = desk.somebody("Bùi Văn Sơn", "TH-B", role="organizer")
    desk.listed("Trần Thị Lan", "TH-A")
    guest = desk.stranger("Ai đó")
    guest.says("Tôi là Trần Thị Lan trường TH-A")
    return desk, mine, other, guest


def test_only_organizers_over_that_person_decide(sqlite_database: Database) -> None:
    desk, mine, other, _ = sibling_units(sqlite_database)
    assert other.chat == []
    [yes, no] = [one.payload for one in mine.last.choices]
    nothing = other.taps("approve|99|99")
    assert other.taps(yes) == other.taps(no) == nothing
    assert desk.somebody("Đào Thị Tơ", "TH-A").taps(yes) == nothing
    assert "Đã xác nhận" in mine.taps(yes)


def test_an_organizer_cannot_hand_the_account_to_somebody_outside_their_reach(sqlite_database: Database) -> None:
    desk, mine, _, guest = sibling_units(sqlite_database)
    outside = desk.listed("Đỗ Văn Minh", "TH-B")
    request = mine.last.choices[0].payload.split("|")[1]
    assert "không còn hiệu lực" in mine.taps(f"approve|{request}|{outside}")
    found = desk.run(lambda db: accounts.account_at(db, "telegram", guest.address))
    assert found
    assert found.person_id is None


def test_admins_named_in_the_settings_are_let_in(sqlite_database: Database) -> None:
    desk = Desk(sqlite_database)
    admin = desk.stranger("Quản trị")
    desk.house = House("Sở Ví Dụ", admins=(("telegram", admin.address),))
    assert "Chào mừng Quản trị" in admin.says("/start")
    admin.presses("Tôi đồng ý")
    assert "Tổng quan hôm nay" in admin.buttons
    assert WAYS_IN in desk.stranger("Quản trị").says("/start")


ANYTHING = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "Phạm Thị Phương Hạnh",
            "GV002",
            "0900000002",
            "danh sách",
            "khi nào Hạnh học",
            "/lopday",
            "/danhsach",
            "/dulieu",
        ]
    ),
)
PAYLOAD = st.one_of(
    st.text(max_size=30),
    st.builds(
        lambda name, ids: "|".join([name, *map(str, ids)]),
        st.sampled_from(
            ["session", "roll", "mark", "approve", "my_data", "take_along", "reply_to", "course", "checkin"]
        ),
        st.lists(st.integers(-1, 200), max_size=3),
    ),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANYTHING, payload=PAYLOAD)
def test_an_unbound_account_learns_nothing_about_anyone(town: Town, words: str, payload: str) -> None:
    guest = town.stranger("Ai đó")
    said = (
        guest.says(words) + guest.taps(payload) + guest.says("Tôi là " + words) + guest.shares_contact(words, own=False)
    )
    assert [name for name in town.names() if name in said and name not in words] == []
    assert guest.files == []
    assert bound_to(town, guest) is None
