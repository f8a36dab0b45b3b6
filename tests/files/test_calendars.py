"""The calendar file, read back by a calendar library."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.calendars import CalendarEntry, has_days, to_ics
from training.plan import ZONE, Period

NOW = datetime(2022, 12, 1, 8, 0, tzinfo=ZONE)
SATURDAY = Period.parse("2022-12-10T07:30", "2022-12-10T11:00", "minute")
WINDOW = Period.parse("2022-12-13", "2022-12-17", "day")


def events(*entries: CalendarEntry) -> list[Any]:
    return icalendar.Calendar.from_ical(to_ics(entries, name="Lịch", now=NOW)).walk("VEVENT")


def one(period: Period = SATURDAY, **values: Any) -> Any:
    [event] = events(CalendarEntry("s1@vd", "Học trực tiếp", period, **values))
    return event


def test_a_session_to_the_minute_is_a_timed_event_at_the_right_instant() -> None:
    event = one()
    assert event.start == datetime(2022, 12, 10, 0, 30, tzinfo=UTC)
    assert event.end == datetime(2022, 12, 10, 4, 0, tzinfo=UTC)
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == ("s1@vd", "CONFIRMED", 0)
    assert event["DTSTAMP"].dt == NOW


@pytest.mark.parametrize(
    ("start", "end", "first", "day_after"),
    [
        ("2022-12-12", None, date(2022, 12, 12), date(2022, 12, 13)),
        ("2022-12-12", "2022-12-12", date(2022, 12, 12), date(2022, 12, 13)),
        ("2022-12-13", "2022-12-17", date(2022, 12, 13), date(2022, 12, 18)),
        ("2022-12-28", "2023-01-02", date(2022, 12, 28), date(2023, 1, 3)),
        ("2022-09-25", "2022-09-20", date(2022, 9, 25), date(2022, 9, 26)),  # a plan that contradicts itself
    ],
)
def test_days_are_all_day_events_that_block_no_time(start: str, end: str | None, first: date, day_after: date) -> None:
    event = one(Period.parse(start, end, "day"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, day_after)
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    "period",
    [
        Period.parse("2022-12-08", "2022-12-14", "week"),
        Period.parse("2022-12-01", "2022-12-31", "month"),
        Period.parse(None, None, "tbd"),
    ],
)
def test_what_has_no_days_is_left_out(period: Period) -> None:
    assert not events(CalendarEntry("s", "Hội nghị", period))
    assert not has_days(period)


@pytest.mark.parametrize("end", [None, "2022-12-10T06:00"])
def test_an_end_that_is_unknown_or_impossible_is_not_made_up(end: str | None) -> None:
    assert "DTEND" not in one(Period.parse("2022-12-10T07:30", end, "minute"))


def test_a_cancelled_session_keeps_its_uid_says_so_and_rings_no_more() -> None:
    event = one(cancelled=True, sequence=3, alarm=timedelta(hours=1))
    assert (event["UID"], event["STATUS"], event["SEQUENCE"]) == ("s1@vd", "CANCELLED", 3)
    assert not event.walk("VALARM")


def test_an_alarm_rings_before_a_timed_event_only() -> None:
    [alarm] = one(alarm=timedelta(minutes=60)).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-60)
    assert not one(WINDOW, alarm=timedelta(minutes=60)).walk("VALARM")


def test_place_link_and_words_arrive_as_they_were() -> None:
    event = one(
        place="Số 1, đường A; phường B",
        url="https://a.vn/x?y=1",
        description="Dòng 1\nDòng 2",
        position=(20.84, 106.69),
    )
    assert event["LOCATION"] == "Số 1, đường A; phường B"
    assert event["URL"] == "https://a.vn/x?y=1"
    assert event["DESCRIPTION"] == "Dòng 1\nDòng 2"
    assert event["GEO"].to_ical() == "20.84;106.69"


def test_lines_end_and_fold_as_the_standard_asks() -> None:
    data = to_ics([CalendarEntry("s", "Ước mơ " * 40, SATURDAY)], name="Lịch cô Lan", now=NOW)
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert b"X-WR-CALNAME:L\xe1\xbb\x8bch c\xc3\xb4 Lan" in lines


def test_the_same_entries_at_the_same_time_give_the_same_bytes() -> None:
    entries = [CalendarEntry("a", "A", SATURDAY), CalendarEntry("b", "B", WINDOW)]
    assert to_ics(entries, name="x", now=NOW) == to_ics(entries, name="x", now=NOW)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_words_can_break_out_of_their_line(title: str, place: str) -> None:
    [event] = events(CalendarEntry("s", title, SATURDAY, place=place))
    assert event["UID"] == "s"
    assert len(event.property_items()) <= 24
