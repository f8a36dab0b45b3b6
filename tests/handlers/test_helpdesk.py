"""Greetings, help, and questions that people answer."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, select

from handlers import front
from handlers.request import Request
from handlers.talk import Answer, Incoming, intent_of
from handlers.wording.language import speaker
from storage import accounts, erasure, retention, schema
from storage.database import Database
from tests.handlers.desk import Desk, Somebody
from tests.handlers.dialogue import ORGANIZER, TEACHER, Town
from training.intents import Intent, When


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


SMALL_TALK = [
    ("/start", "Chào Phạm Thị Phương Hạnh"),
    ("xin chào em", "Chào Phạm Thị Phương Hạnh"),
    ("trợ giúp", "khi nào tôi học"),
    ("/help", "khi nào tôi học"),
    ("/khong_co", "khi nào tôi học"),
    ("cảm ơn em nhiều", "không có gì"),
    ("huỷ", "không có việc nào đang làm dở"),
    ("/huy", "không có việc nào đang làm dở"),
    ("giá vàng hôm nay bao nhiêu", "chỉ nắm việc tập huấn"),
    ("asdf qwer zxcv", "chỉ nắm việc tập huấn"),
    ("", "chỉ đọc được chữ"),
]


@pytest.mark.parametrize(("words", "said"), SMALL_TALK, ids=[row[0] or "nothing" for row in SMALL_TALK])
def test_small_talk(lan: Somebody, words: str, said: str) -> None:
    assert said in lan.says(words)


def test_what_is_not_understood_offers_a_way_on(lan: Somebody) -> None:
    lan.says("giá vàng hôm nay bao nhiêu")
    assert lan.last.labels == ["Buổi tiếp theo", "Hỏi ban tổ chức"]


def test_every_button_of_the_menu_leads_somewhere(lan: Somebody) -> None:
    lan.says("/start")
    for label in lan.last.labels:
        assert "không còn dùng" not in lan.presses(label)
        lan.says("/start")
    lan.says("trợ giúp")
    for label in lan.last.labels:
        assert "không còn dùng" not in lan.presses(label)
        lan.says("trợ giúp")


def test_an_unsure_reading_asks_with_two_buttons_that_keep_the_days(town: Town, lan: Somebody) -> None:
    days = When("range", date(2022, 12, 12), date(2022, 12, 18))
    read = Intent("schedule_range", days, unsure="deadline")

    def asked(db: Connection) -> Answer:
        account = accounts.account_at(db, "telegram", lan.address)
        assert account
        incoming = Incoming("telegram", lan.address, lan.address, text="tuần sau có hạn gì")
        actor = accounts.actor_of(db, account)
        return front._read(Request(db, town.now, incoming, account, actor, speaker("vi"), town.house, read))

    [reply] = town.run(asked).replies
    assert reply.text == "Ý thầy/cô là mục nào ạ?"
    assert [one.label for one in reply.choices[0]] == ["Lịch", "Việc đến hạn"]
    assert [intent_of(one.payload).when for one in reply.choices[0]] == [days, days]
    assert "12–18/12/2022" in lan.taps(reply.choices[0][0].payload)
    assert "Việc đến hạn" in lan.taps(reply.choices[0][1].payload)


def test_days_that_a_button_carries_are_answered(lan: Somebody) -> None:
    said = lan.taps("meant|schedule_range|20221211|20221211|afternoon|")
    assert "13h30–17h00" in said
    assert "7h30" not in said


def test_a_question_goes_to_the_organizers_and_the_reply_comes_back(town: Town, lan: Somebody) -> None:
    trung, my = town.member(ORGANIZER), town.member("TC02")
    lan.says("cho tôi hỏi ban tổ chức")
    assert "đã gửi ban tổ chức" in lan.says("Có chỗ để <b>xe</b> không ạ?")
    for organizer in (trung, my):
        assert "Phạm Thị Phương Hạnh, Trường Tiểu học Sao Biển" in organizer.last.plain
        assert "Có chỗ để <b>xe</b> không ạ?" in organizer.last.plain
    assert "Có chỗ để <b>xe</b> không" in trung.presses("Trả lời")
    assert "Đã gửi câu trả lời" in trung.says("Có ạ, ở sân sau.")
    assert "Ban tổ chức trả lời" in lan.last.plain
    assert "Có ạ, ở sân sau." in lan.last.plain
    assert "đã được trả lời" in my.presses("Trả lời")
    assert "10/12/2022" in lan.says("khi nào tôi học")  # the dialogue is over for both
    assert "Ban tổ chức" not in trung.says("cảm ơn")


def test_a_reply_that_comes_second_is_not_sent(town: Town, lan: Somebody) -> None:
    trung, my = town.member(ORGANIZER), town.member("TC02")
    lan.says("Hỏi")
    lan.says("Mấy giờ nghỉ trưa?")
    trung.presses("Trả lời")
    my.presses("Trả lời")
    trung.says("11h30 ạ")
    heard = len(lan.chat)
    assert "đã được trả lời" in my.says("12h ạ")
    assert len(lan.chat) == heard


def test_a_question_is_kept_when_no_organizer_is_reached(lan: Somebody) -> None:
    lan.says("Hỏi")
    assert "Em đã giữ câu hỏi" in lan.says("Có chỗ để xe không ạ?")


def test_a_question_can_be_given_up(town: Town, lan: Somebody) -> None:
    trung = town.member(ORGANIZER)
    for way in ("huỷ", "thôi", "/huy"):
        lan.says("Hỏi")
        assert "không có gì thay đổi" in lan.says(way)
    lan.says("Hỏi")
    assert "không có gì thay đổi" in lan.presses("Huỷ")
    assert "10/12/2022" in lan.says("khi nào tôi học")
    assert [message for message in trung.chat if not message.own] == []


def test_whoever_goes_on_to_something_else_has_not_asked(town: Town, lan: Somebody) -> None:
    trung = town.member(ORGANIZER)
    for act, what in ((lan.says, "Lịch"), (lan.says, "/lich"), (lan.taps, "next_session")):
        lan.says("Hỏi")
        act(what)
        assert "10/12/2022" in lan.says("khi nào tôi học")
    assert [message for message in trung.chat if not message.own] == []


def test_a_half_written_question_waits_half_a_day(town: Town, lan: Somebody) -> None:
    lan.says("Hỏi")
    town.later(hours=13)
    assert "10/12/2022" in lan.says("khi nào tôi học")


def test_a_picture_is_no_question(lan: Somebody) -> None:
    lan.says("Hỏi")
    assert "viết câu hỏi" in lan.sends("anh.jpg", b"1", kind="photo")


@pytest.fixture
def schools(sqlite_database: Database) -> tuple[Desk, Somebody, Somebody, Somebody]:
    desk = Desk(sqlite_database)
    desk.units({"SO": None, "TH-A": "SO", "TH-B": "SO"})
    return (
        desk,
        desk.somebody("Trần Thị Lan", "TH-A"),
        desk.somebody("Vũ Thị Hà", "TH-A", role="organizer"),
        desk.somebody("Bùi Văn Sơn", "TH-B", role="organizer"),
    )


def test_the_nearest_organizers_are_asked_and_no_others(schools: tuple[Desk, Somebody, Somebody, Somebody]) -> None:
    desk, lan, near, other = schools
    above = desk.somebody("Mai Thị Sở", "SO", role="organizer")
    lan.says("Hỏi")
    lan.says("Mấy giờ nghỉ trưa?")
    assert "Mấy giờ nghỉ trưa?" in near.last.plain
    assert other.chat == above.chat == []


def test_an_organizers_own_question_goes_further_up(schools: tuple[Desk, Somebody, Somebody, Somebody]) -> None:
    desk, _, near, _ = schools
    above = desk.somebody("Mai Thị Sở", "SO", role="organizer")
    near.says("Hỏi")
    near.says("Xin thêm một lớp?")
    assert "Xin thêm một lớp?" in above.last.plain


def test_somebody_elses_question_does_not_exist(schools: tuple[Desk, Somebody, Somebody, Somebody]) -> None:
    desk, lan, near, other = schools
    lan.says("Hỏi")
    lan.says("Mấy giờ nghỉ trưa?")
    payload = near.last.choices[0].payload
    assert other.taps(payload) == other.taps("reply_to|999") == lan.taps(payload) == lan.taps("reply_to|x")
    assert "nghỉ trưa" not in other.says("10h ạ")
    assert "nghỉ trưa" in near.taps("questions")
    assert "nghỉ trưa" not in other.taps("questions")
    lan.says("ai vô địch bóng đá")
    near.taps("unanswered_file")
    log = schema.audit.c
    looks = select(log.who, log.action).where(log.thing == "people").order_by(log.id)
    found = desk.run(lambda db: [tuple(row) for row in db.execute(looks)])
    assert found == [(f"person:{near.person}", action) for action in ("see_questions", "export_unanswered")]


def test_what_nobody_could_answer_is_seen_by_the_organizers_of_those_who_asked(
    schools: tuple[Desk, Somebody, Somebody, Somebody],
) -> None:
    desk, lan, near, other = schools
    for words in ("Căng tin có mở không ạ?", "căng tin có mở không ạ", "1+1", "giá vàng <hôm nay>", "khi nào tôi học"):
        lan.says(words)
    lan.says("bán đất gọi 0900.000.123 hoặc a.b@vi.du nhé")
    near.taps("office")
    said = near.presses("Câu bỏ ngỏ (3)")
    assert "bán đất gọi … hoặc … nhé" in said
    assert said.index("(×2)") < said.index("giá vàng <hôm nay>")
    assert "Lan" not in said
    near.presses("Tải hết")
    lines = near.files[-1].content.decode().splitlines()
    assert [line.casefold().strip("?") for line in lines] == [
        "căng tin có mở không ạ",
        "bán đất gọi … hoặc … nhé",
        "giá vàng <hôm nay>",
    ]
    assert "Căng tin" in near.says("câu hỏi chưa trả lời được")
    assert "Căng tin" not in other.taps("unanswered") + lan.taps("unanswered") + lan.taps("unanswered_file")
    for _ in range(40):
        lan.says("ai vô địch bóng đá")
    assert "(×26)" in near.taps("unanswered")
    desk.run(lambda db: erasure.erase(db, lan.person or 0, desk.now))
    assert "Không có câu hỏi nào" in near.taps("unanswered")
    near.says("trời có mưa không")
    desk.later(days=91)
    assert desk.run(lambda db: retention.forget(db, desk.now))["unanswered"] == 1


def test_open_questions_say_who_waits_since_when(schools: tuple[Desk, Somebody, Somebody, Somebody]) -> None:
    _, lan, near, _ = schools
    lan.says("Hỏi")
    lan.says("Mấy giờ nghỉ trưa?")
    assert "1. Mấy giờ nghỉ trưa? – Trần Thị Lan, 08/12" in near.says("câu hỏi đang chờ")


def test_a_very_long_question_is_kept_to_what_can_be_shown(schools: tuple[Desk, Somebody, Somebody, Somebody]) -> None:
    _, lan, near, _ = schools
    lan.says("Hỏi")
    lan.says("dài " * 1000)
    assert 1400 < len(near.last.plain) < 1700
