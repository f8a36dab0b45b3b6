"""The Vietnamese lunar calendar, as far as holidays need it: which solar day a lunar day of a year falls on.

Astronomy after Jean Meeus, Astronomical Algorithms (new moons, chapter 49 shortened; longitude of the sun,
chapter 25 low accuracy); the months are counted at UTC+7: the month with the winter solstice is the eleventh.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache

_EPOCH = date(2000, 1, 1)
_EPOCH_JD = 2451544.5  # julian day of that midnight, UTC
_SYNODIC = 29.530588861
_UTC7 = 7 / 24


@cache
def new_moon_day(k: int) -> date:
    """The day in Vietnam of the k-th new moon after 6 January 2000."""
    t = k / 1236.85
    jde = 2451550.09766 + _SYNODIC * k + 0.00015437 * t * t
    sun, moon, node = (
        math.radians(angle)
        for angle in (
            2.5534 + 29.10535670 * k,
            201.5643 + 385.81693528 * k + 0.0107582 * t * t,
            160.7108 + 390.67050284 * k - 0.0016118 * t * t,
        )
    )
    jde += (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * node)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
        - 0.00111 * math.sin(moon - 2 * node)
    )
    delta_t = 70 / 86400  # terrestrial minus universal time, seconds, around the present
    return _EPOCH + timedelta(days=math.floor(jde - delta_t + _UTC7 - _EPOCH_JD))


def _sun_sector(day: date) -> int:
    """Which twelfth of the sun's way the given day begins in, at midnight in Vietnam: 9 from the winter solstice."""
    jd = _EPOCH_JD + (day - _EPOCH).days - _UTC7
    t = (jd - 2451545.0) / 36525
    anomaly = math.radians(357.52911 + 35999.05029 * t)
    longitude = 280.46646 + 36000.76983 * t + 1.914602 * math.sin(anomaly) + 0.019993 * math.sin(2 * anomaly)
    return int((longitude - 0.00569) % 360 // 30)


def _eleventh_month(year: int) -> int:
    """k of the new moon that begins the eleventh lunar month, the one with the winter solstice of a solar year."""
    k = round((date(year, 12, 21) - date(2000, 1, 6)).days / _SYNODIC) + 1
    while new_moon_day(k) > date(year, 12, 31) or _sun_sector(new_moon_day(k)) >= 9:
        k -= 1
    return k


@cache
def _month_starts(year: int) -> tuple[date, ...]:
    """First days of lunar months 1..12 of a lunar year and of the next first month; leap months left out."""
    before, after = _eleventh_month(year - 1), _eleventh_month(year)
    months = list(range(before, after))
    if len(months) == 13:
        months.remove(_leap(before))
    following = _eleventh_month(year + 1)
    tail = list(range(after, following))
    if len(tail) == 13:
        tail.remove(_leap(after))
    return tuple(new_moon_day(k) for k in (*months[2:], *tail[:3]))


def _leap(eleventh: int) -> int:
    """The first month after the eleventh in which the sun enters no new twelfth."""
    for k in range(eleventh + 1, eleventh + 13):
        if _sun_sector(new_moon_day(k)) == _sun_sector(new_moon_day(k + 1)):
            return k
    return eleventh + 12


def solar(day: int, month: int, year: int) -> date:
    """The solar date of a lunar day in a lunar year (that begins in the solar year of the same number)."""
    return _month_starts(year)[month - 1] + timedelta(days=day - 1)


def new_year(year: int) -> date:
    """Mùng 1 Tết."""
    return solar(1, 1, year)
