"""Clock times in every spelling, and what only looks like one; lunar days against known ones."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reading.clock import clock_times, read_clock
from training.reading.lunar import new_year, solar
from training.reading.numerals import number
from training.reading.plain import pattern_form

ROWS = """
7h30 | 07:30
7h30 10/12 | 07:30
7h 10/12 | 07:00
7h30 7 người | 07:30
7g30 | 07:30
7:30 | 07:30
07 giờ 30 phút | 07:30
07 giờ 30 | 07:30
7 giờ 30 | 07:30
19.30 | 19:30
7h | 07:00
7 h 30 | 07:30
7giờ30 | 07:30
7H30 | 07:30
7h30p | 07:30
7h30' | 07:30
lúc 8.00 | 08:00
bảy rưỡi | 07:30
bay ruoi | 07:30
7 rưỡi | 07:30
7h rưỡi | 07:30
bảy giờ | 07:00
bảy giờ ba mươi | 07:30
bảy giờ mười lăm phút | 07:15
mười chín giờ ba mươi phút | 19:30
8 giờ kém 15 | 07:45
tám giờ kém mười | 07:50
2h chiều | 14:00
2 giờ chiều | 14:00
hai giờ rưỡi chiều | 14:30
7h tối | 19:00
7h30 tối | 19:30
7h sáng | 07:00
12h trưa | 12:00
11h trưa | 11:00
1h trưa | 13:00
12h đêm | 00:00
12h tối | 00:00
10h đêm | 22:00
1h sáng | 01:00
0h | 00:00
0h00 | 00:00
24h | 23:59
23:59 | 23:59
7h30 am | 07:30
7h30 pm | 19:30
sau 2h chiều | 14:00
trước 10h30 | 10:30
7h30-11h sáng | 07:30-11:00
7h30 – 11h00 | 07:30-11:00
từ 7h30 đến 11h | 07:30-11:00
từ 13h30 đến 17h00 | 13:30-17:00
7-9h sáng | 07:00-09:00
2-4h chiều | 14:00-16:00
từ 7 đến 9h | 07:00-09:00
2 giờ chiều đến 5 giờ | 14:00-17:00
20h-22h30 | 20:00-22:30
14h30 tới 16h | 14:30-16:00
25h | -
7h75 | -
7:60 | -
nhắc trước 2h | -
2 giờ nữa | -
trong 3 giờ | -
mấy giờ | -
10/12 | -
10.12.2022 | -
lớp 7 | -
2022 | -
giờ học | -
"""


@pytest.mark.parametrize(
    ("text", "expected"), [[cell.strip() for cell in row.split(" | ")] for row in ROWS.strip().splitlines()]
)
def test_a_clock_time(text: str, expected: str) -> None:
    moment = next(clock_times(pattern_form(text)), None)
    shown = "-" if moment is None else f"{moment.clock:%H:%M}" + (f"-{moment.until:%H:%M}" if moment.until else "")
    assert shown == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dời sang 14h ngày 12/12", time(14)),
        ("buổi 3 lùi sang 14h", time(14)),
        ("10.15", time(10, 15)),
        ("không", None),
    ],
)
def test_reading_one_time(text: str, expected: time | None) -> None:
    assert read_clock(text) == expected


@given(st.text(alphabet="0123456789hgp:.- giờrưỡikémsángchiềutốiđêm", max_size=60))
def test_any_text_gives_times_or_none(text: str) -> None:
    assert all(moment.start < moment.end for moment in clock_times(pattern_form(text)))


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["{h}h{m:02}", "{h}g{m:02}", "{h}:{m:02}", "{h} giờ {m:02} phút"]),
)
def test_every_minute_of_the_day_is_read(hour: int, minute: int, spelling: str) -> None:
    assert read_clock(spelling.format(h=hour, m=minute)) == time(hour, minute)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("một", 1),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mốt", 21),
        ("hăm ba", 23),
        ("ba mươi", 30),
        ("ba mươi tư", 34),
        ("bốn mươi nhăm", 45),
        ("12", 12),
        ("học", None),
        ("", None),
    ],
)
def test_number_words(text: str, value: int | None) -> None:
    assert number(text) == value


NEW_YEARS = (
    "2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10"
)
LATER = "2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2007-02-17"


@pytest.mark.parametrize("day", [date.fromisoformat(text) for text in f"{NEW_YEARS} {LATER}".split()])
def test_the_lunar_new_year_falls_on_the_day_of_the_almanac(day: date) -> None:
    assert new_year(day.year) == day


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        (10, 3, 2022, "2022-04-10"),
        (10, 3, 2023, "2023-04-29"),
        (15, 8, 2023, "2023-09-29"),
        (15, 8, 2025, "2025-10-06"),
    ],
)
def test_lunar_feasts_in_years_with_and_without_a_leap_month(day: int, month: int, year: int, expected: str) -> None:
    assert solar(day, month, year) == date.fromisoformat(expected)
