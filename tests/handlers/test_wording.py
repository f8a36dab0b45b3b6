"""Days, hours and short texts as teachers write them; catalogues whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.wording import dates, menus
from handlers.wording.front import intents
from handlers.wording.helpdesk import keyboard_labels
from handlers.wording.language import LANGUAGES, safe, speaker
from training.intents import INTENTS, Part, When
from training.people import Role
from training.plan import Period

VI, EN = speaker("vi"), speaker("en")
THURSDAY = date(2022, 12, 8)

PERIODS = [
    ("2022-12-10T07:30", "2022-12-10T11:00", "minute", "Thứ Bảy, 10/12/2022, 7h30–11h00"),
    ("2022-12-10T11:00", "2022-12-10T11:00", "minute", "Thứ Bảy, 10/12/2022, 11h00"),
    ("2022-12-10T07:30", "2022-12-12T17:00", "minute", "Thứ Bảy, 10/12/2022, 7h30 – 12/12/2022, 17h00"),
    ("2022-12-11T13:30", None, "minute", "Chủ nhật, 11/12/2022, 13h30"),
    ("2022-09-16T20:30", "2022-09-16T22:30", "minute", "Thứ Sáu, 16/09/2022, 20h30–22h30"),
    ("2022-12-12", "2022-12-12", "day", "Thứ Hai, 12/12/2022"),
    ("2022-12-12", None, "day", "Thứ Hai, 12/12/2022"),
    ("2022-12-13", "2022-12-17", "day", "13–17/12/2022"),
    ("2022-12-30", "2023-01-02", "day", "30/12/2022 – 02/01/2023"),
    ("2022-09-25", "2022-09-20", "day", "25/09/2022 – 20/09/2022"),
    ("2022-09-08", "2022-09-14", "week", "Từ 08/09/2022 đến 14/09/2022 (theo tuần)"),
    ("2022-03-01", "2022-03-31", "month", "Tháng 3/2022 (ngày cụ thể sẽ báo sau)"),
    ("2022-10-01", "2023-05-31", "month", "Từ tháng 10/2022 đến tháng 5/2023"),
    (None, None, "tbd", "Thời gian sẽ thông báo sau"),
]


@pytest.mark.parametrize(("first", "last", "precision", "said"), PERIODS, ids=[row[3] for row in PERIODS])
def test_a_period_is_told_as_exactly_as_the_plan_gives_it(
    first: str | None, last: str | None, precision: str, said: str
) -> None:
    assert dates.period(VI, Period.parse(first, last, precision)) == said


LEFT = [
    (timedelta(seconds=20), "1 phút"),
    (timedelta(minutes=89), "1 giờ 29 phút"),
    (timedelta(hours=2), "2 giờ"),
    (timedelta(hours=23, minutes=59), "23 giờ 59 phút"),
    (timedelta(days=1, minutes=5), "1 ngày"),
    (timedelta(days=1, hours=23, minutes=30), "1 ngày 23 giờ"),
    (timedelta(days=3, hours=5), "3 ngày"),
]


@pytest.mark.parametrize(("gap", "said"), LEFT)
def test_the_time_left_is_as_exact_as_it_is_of_use(gap: timedelta, said: str) -> None:
    assert dates.left(VI, gap) == said


def test_english_has_its_own_plurals() -> None:
    assert dates.left(EN, timedelta(days=1, hours=2)) == "1 day 2 hours"
    assert dates.left(EN, timedelta(minutes=1)) == "1 minute"


ASKED = [
    (When("day", THURSDAY, THURSDAY), None, "hôm nay, thứ Năm, 08/12/2022"),
    (When("day", date(2022, 12, 9), date(2022, 12, 9)), Part.AFTERNOON, "chiều ngày mai, thứ Sáu, 09/12/2022"),
    (When("day", date(2022, 12, 11), date(2022, 12, 11)), Part.MORNING, "sáng Chủ nhật, 11/12/2022"),
    (When("range", date(2022, 12, 5), date(2022, 12, 11)), None, "5–11/12/2022"),
]


@pytest.mark.parametrize(("when", "part", "said"), ASKED)
def test_the_days_asked_about(when: When, part: Part | None, said: str) -> None:
    assert dates.asked(VI, when, part, THURSDAY) == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_what_can_be_asked_fit_on_a_button(language: str) -> None:
    t = speaker(language)
    assert intents(t).keys() <= INTENTS
    assert [name for name in intents(t).values() if len(name) > 20] == []
    assert len(set(intents(t).values())) == len(intents(t))
    assert [label for label in keyboard_labels(t) if len(label) > 20] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_teacher_sees_at_most_five_commands_and_staff_more(language: str) -> None:
    t = speaker(language)
    assert len(menus.commands(t, frozenset())) == 5
    for role in (Role.TRAINER, Role.ORGANIZER, Role.ADMIN):
        assert len(menus.commands(t, frozenset({role}))) > 5
    assert len(menus.about(t)) <= 512


def test_an_unknown_language_is_vietnamese() -> None:
    assert speaker("de").language == speaker(None).language == "vi"


def test_a_text_that_is_in_no_catalogue_is_said_as_it_is() -> None:
    assert VI("no such text") == "no such text"


def test_text_from_data_loses_its_markup() -> None:
    assert safe("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert safe(None) == ""
