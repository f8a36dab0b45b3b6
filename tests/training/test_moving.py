"""What an organizer writes when a session moves."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.moving import Unclear, day_in, moment_in, new_period, shifted
from training.plan import ZONE, Period

NOW = datetime(2022, 12, 9, 8, 0, tzinfo=ZONE)
MORNING = Period.parse("2022-12-10T07:30", "2022-12-10T11:00", "minute")
OPEN_END = Period.parse("2022-12-10T07:30", None, "minute")
DAY = Period.parse("2022-12-12", "2022-12-12", "day")
WINDOW = Period.parse("2022-12-13", "2022-12-17", "day")
UNDATED = Period.parse(None, None, "tbd")


@pytest.mark.parametrize(
    ("text", "old", "start", "end", "precision"),
    [
        ("14h ngày 12/12", MORNING, "2022-12-12T14:00", "2022-12-12T17:30", "minute"),
        ("14h ngày 12/12", OPEN_END, "2022-12-12T14:00", None, "minute"),
        ("lùi sang chiều mai 13h30-17h", MORNING, "2022-12-10T13:30", "2022-12-10T17:00", "minute"),
        ("chieu mai 2h", MORNING, "2022-12-10T14:00", "2022-12-10T17:30", "minute"),
        ("8h", MORNING, "2022-12-10T08:00", "2022-12-10T11:30", "minute"),
        ("từ 7h30 sang 8h", MORNING, "2022-12-10T08:00", "2022-12-10T11:30", "minute"),
        ("8h đến 11h30", MORNING, "2022-12-10T08:00", "2022-12-10T11:30", "minute"),
        ("15/12", MORNING, "2022-12-15T07:30", "2022-12-15T11:00", "minute"),
        ("dời từ 10/12 sang 12/12", MORNING, "2022-12-12T07:30", "2022-12-12T11:00", "minute"),
        ("lùi một tuần", MORNING, "2022-12-17T07:30", "2022-12-17T11:00", "minute"),
        ("lui lai 2 ngay", MORNING, "2022-12-12T07:30", "2022-12-12T11:00", "minute"),
        ("dời lên sớm 30 phút", MORNING, "2022-12-10T07:00", "2022-12-10T10:30", "minute"),
        ("muộn hơn 1 tiếng rưỡi nhé", MORNING, "2022-12-10T09:00", "2022-12-10T12:30", "minute"),
        ("lùi nửa tiếng", OPEN_END, "2022-12-10T08:00", None, "minute"),
        ("lùi 1 tuần", WINDOW, "2022-12-20", "2022-12-24", "day"),
        ("lùi ngày 12/12", MORNING, "2022-12-12T07:30", "2022-12-12T11:00", "minute"),
        ("sáng thứ hai", MORNING, "2022-12-12T07:30", "2022-12-12T11:00", "minute"),
        ("15/12", DAY, "2022-12-15", "2022-12-15", "day"),
        ("từ 14/12 đến 18/12", WINDOW, "2022-12-14", "2022-12-18", "day"),
        ("8h ngày 20/12", UNDATED, "2022-12-20T08:00", None, "minute"),
        ("tháng 1/2023", UNDATED, "2023-01-01", "2023-01-31", "month"),
        ("19h30-21h", DAY, "2022-12-12T19:30", "2022-12-12T21:00", "minute"),
        ("7h30 ngày 10/12 đến 11h ngày 11/12", WINDOW, "2022-12-10T07:30", "2022-12-11T11:00", "minute"),
    ],
)
def test_words_make_a_new_period_and_keep_what_they_do_not_say(
    text: str, old: Period, start: str, end: str | None, precision: str
) -> None:
    assert new_period(text, old, NOW) == Period.parse(start, end, precision)


@pytest.mark.parametrize(
    ("text", "old", "why"),
    [
        ("đổi giúp em", MORNING, Unclear.NO_TIME),
        ("", MORNING, Unclear.NO_TIME),
        ("chiều mai", MORNING, Unclear.NEEDS_HOUR),
        ("8h", WINDOW, Unclear.NEEDS_DAY),
        ("8h", UNDATED, Unclear.NEEDS_DAY),
        ("7h30 ngày 10/12", MORNING, Unclear.SAME),
        ("lùi 0 ngày", MORNING, Unclear.SAME),
        ("lùi 2 tiếng", WINDOW, Unclear.NEEDS_HOUR),
        ("lùi 2 ngày", UNDATED, Unclear.NEEDS_DAY),
        ("11h - 7h30 ngày 12/12", MORNING, Unclear.BACKWARDS),
    ],
)
def test_words_that_leave_a_question_say_which(text: str, old: Period, why: Unclear) -> None:
    assert new_period(text, old, NOW) is why


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("chuyển sang 15/12", date(2022, 12, 15)),
        ("từ 10/12 sang 17/12", date(2022, 12, 17)),
        ("ngày mai", date(2022, 12, 10)),
        ("8h ngày 15/12", None),
        ("tuần sau", None),
        ("không rõ", None),
    ],
)
def test_several_sessions_move_to_a_day(text: str, day: date | None) -> None:
    assert day_in(text, NOW) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("7h sáng mai", datetime(2022, 12, 10, 7, 0, tzinfo=ZONE)),
        ("18h30", datetime(2022, 12, 9, 18, 30, tzinfo=ZONE)),
        ("7h", datetime(2022, 12, 10, 7, 0, tzinfo=ZONE)),
        ("14h ngày 12/12", datetime(2022, 12, 12, 14, 0, tzinfo=ZONE)),
        ("chiều nay 3h", datetime(2022, 12, 9, 15, 0, tzinfo=ZONE)),
        ("ngày mai", None),
        ("gửi sau", None),
    ],
)
def test_a_moment_needs_an_hour(text: str, moment: datetime | None) -> None:
    assert moment_in(text, NOW) == moment


@given(st.text(max_size=80))
def test_any_words_give_a_period_that_ends_after_it_begins_or_a_reason(text: str) -> None:
    found = new_period(text, MORNING, NOW)
    assert isinstance(found, Unclear) or not found.contradicts_itself


@given(st.integers(-400, 400))
def test_shifting_there_and_back_changes_nothing(days: int) -> None:
    assert shifted(shifted(MORNING, days), -days) == MORNING
