"""Sessions as an .ics calendar (RFC 5545) for Google, Apple and Outlook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from training.plan import ZONE, Period, Precision

PRODUCT = "-//Tap huan//taphuan//VI"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_REFRESH = timedelta(hours=1)  # how often a subscribed calendar is asked to look again


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A session as a calendar shows it.

    uid: the same for ever for one session and reader, so that a later file updates it; sequence: grows with each
    change. position: latitude and longitude in degrees. alarm: how long before the start to ring; None: not at all.
    """

    uid: str
    title: str
    period: Period
    place: str | None = None
    url: str | None = None
    description: str | None = None
    cancelled: bool = False
    sequence: int = 0
    position: tuple[float, float] | None = None
    alarm: timedelta | None = None


def to_ics(entries: Iterable[CalendarEntry], *, name: str, now: datetime) -> bytes:
    """A calendar of the entries that have days. name: shown by programs that subscribe. now: aware.

    What is known to the minute becomes a timed event, in UTC, which no program misreads; a day or a window of days an
    all-day one that blocks no time. A week, a month or an unknown time is left out: a calendar would make up a day.
    """
    import icalendar

    calendar = icalendar.Calendar()
    about = {"prodid": PRODUCT, "version": "2.0", "calscale": "GREGORIAN", "method": "PUBLISH"}
    shown = {"x-wr-calname": _text(name), "x-wr-timezone": ZONE.key, "x-published-ttl": "PT1H"}
    for key, value in {**about, **shown}.items():
        calendar.add(key, value)
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    for entry in entries:
        if has_days(entry.period):
            calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def has_days(period: Period) -> bool:
    """Whether a calendar can show it."""
    return period.start is not None and period.precision in (Precision.MINUTE, Precision.DAY)


def _event(entry: CalendarEntry, now: datetime) -> Any:
    import icalendar

    event = icalendar.Event()
    event.add("uid", _text(entry.uid))
    event.add("dtstamp", _utc(now))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", _text(entry.title))
    _add_time(event, entry.period)
    _add_details(event, entry)
    if entry.alarm is not None and entry.period.is_exact and not entry.cancelled:
        event.add_component(_alarm(entry.title, entry.alarm))
    return event


def _add_time(event: Any, period: Period) -> None:
    assert period.start
    if not period.is_exact:
        _add_days(event, period)
        return
    event.add("dtstart", _utc(period.start))
    if period.end and not period.contradicts_itself:
        event.add("dtend", _utc(period.end))


def _add_days(event: Any, period: Period) -> None:
    """All-day: the end is the day after the last one, as RFC 5545 counts. A contradiction shows its first day."""
    first, last = period.first_day, period.last_day
    assert first and last
    event.add("dtstart", first)
    event.add("dtend", max(first, last) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _add_details(event: Any, entry: CalendarEntry) -> None:
    if entry.place:
        event.add("location", _text(entry.place))
    if entry.description:
        event.add("description", _text(entry.description))
    if entry.url:
        event.add("url", _text(entry.url))
    if entry.position:
        event.add("geo", entry.position)


def _alarm(title: str, before: timedelta) -> Any:
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(title))
    alarm.add("trigger", -before)
    return alarm


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _text(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
