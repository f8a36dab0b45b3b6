"""Reminders and language, by tapping and in words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import schema
from tests.handlers.desk import Somebody
from tests.handlers.dialogue import TEACHER, Town


@pytest.fixture
def lan(town: Town) -> Somebody:
    return town.member(TEACHER)


def test_settings_show_their_state_and_change_in_place(lan: Somebody) -> None:
    assert "đang bật; lần nhắc cuối trước buổi học 1 giờ" in lan.says("cài đặt nhắc lịch")
    assert lan.last.labels == ["30 phút", "✓ 1 giờ", "2 giờ", "12 giờ", "Tắt nhắc"]
    shown = len(lan.chat)
    assert "2 giờ" in lan.presses("2 giờ")
    assert lan.toast == "Đã lưu"
    assert "đang tắt" in lan.presses("Tắt nhắc")
    assert "vẫn được gửi" in lan.last.plain
    assert "đang bật" in lan.presses("Bật nhắc")
    assert "✓ 2 giờ" in lan.last.labels
    assert len(lan.chat) == shown


SAID = [
    ("nhắc tôi trước 30 phút", "đang bật; lần nhắc cuối trước buổi học 30 phút"),
    ("nhac toi truoc 2 tieng", "2 giờ"),
    ("hẹn giờ nhắc tôi trước nửa ngày", "12 giờ"),
    ("đừng nhắc nữa, tắt nhắc đi", "đang tắt"),
    ("ngung gui tin nhan nhac nho", "đang tắt"),
    ("bật nhắc lịch", "đang bật"),
    ("nhắc trước 45 phút", "1 giờ"),  # not offered: shown as it is
]


@pytest.mark.parametrize(("words", "said"), SAID, ids=[row[0] for row in SAID])
def test_settings_in_words(lan: Somebody, words: str, said: str) -> None:
    assert said in lan.says(words)


@pytest.mark.parametrize(
    "payload", ["reminder_settings|9999", "reminder_settings|²", "reminder_settings|-5", "reminder_settings|x|y"]
)
def test_invented_settings_change_nothing(lan: Somebody, payload: str) -> None:
    assert "1 giờ" in lan.taps(payload)
    assert lan.toast is None


def test_the_language_changes_for_everything_after_it(town: Town, lan: Somebody) -> None:
    lan.says("đổi ngôn ngữ")
    assert lan.last.labels == ["Tiếng Việt", "English"]
    assert "I speak English now." in lan.presses("English")
    assert "You can ask me" in lan.says("help")
    assert "Em sẽ nói tiếng Việt" in lan.says("nói tiếng việt nhé")
    assert "Ý thầy/cô" not in lan.taps("change_language|xx")


def test_a_guest_chooses_a_language_too(town: Town) -> None:
    guest = town.stranger()
    assert "English" in str(guest.says("/language") and guest.last.labels)
    guest.presses("English")
    assert "This is an automated assistant" in guest.says("hello")


def test_a_lead_of_ones_own_counts_from_now_on(town: Town, lan: Somebody) -> None:
    def planned() -> set[str]:
        query = select(schema.mailing.c.rule_key).where(schema.mailing.c.kind == "reminder")
        return set(town.run(lambda db: db.execute(query).scalars().all()))

    assert "soon@30" not in planned()
    lan.says("nhắc tôi trước 30 phút")
    assert "soon@30" in planned()
