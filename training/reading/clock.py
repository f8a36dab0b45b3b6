"""Clock times and parts of the day, as people write them, in the pattern form of a text (see plain.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from training.intents import Part
from training.reading.numerals import NUMBER, WORD, number
from training.reading.plain import pattern_form

TO = r"(?:->|→|-|cho đến|cho den|den|tới|toi)"
_PART_WORD = r"(?:sáng|sang|trua|chiều|chieu|tối|toi|đêm|dem|khuya|am|pm|a\.m|p\.m)(?!\w)"
_MINUTES = (
    rf"(?P<half>ruoi)(?!\w)|(?P<less>kem)\s{NUMBER}|[0-5]\d(?!\d|\s?/)(?:\s?(?:phut|ph|p)(?!\w))?"
    rf"|(?P<long>{NUMBER})\s?(?:phut|ph|p)(?!\w)|{WORD}(?:\s{WORD}){{1,2}}(?!\w)"
)
_CLOCK = re.compile(
    rf"(?P<hour>(?<![\d/.,])\d{{1,2}}|(?<!\w){WORD}(?:\s{WORD}){{0,2}}(?=\s(?:gio|ruoi)(?!\w)))"
    rf"(?:\s?(?:gio|gi|h|g)(?![a-z])(?:\s?(?P<minutes>{_MINUTES})|(?!\d))"
    rf"|\s?:\s?(?P<colon>[0-5]\d)(?!\d)(?::[0-5]\d)?"
    rf"|\.(?P<dot>[0-5]\d)(?![\d./])"
    rf"|\s(?P<bare_half>ruoi)(?!\w))"
    rf"(?:\s?(?P<part>{_PART_WORD}))?"
)
_SPAN = re.compile(rf"\s?(?:{TO})\s?(?:luc\s)?")
_HOUR_AHEAD = r"\d{1,2}\s?(?:h|g|gio)(?![a-z])"
_BARE_HOUR = re.compile(
    rf"(?<![\d/.,])(\d{{1,2}})(?=\s?-\s?{_HOUR_AHEAD})|(?<!\w)t[uừ]\s(\d{{1,2}})(?=\s(?:den|tới|toi)\s{_HOUR_AHEAD})"
)
_DURATION_BEFORE = re.compile(r"(?:truoc|trong|mat|keo dai|khoang|moi|them|tre|som|muon|sau|cach)\s(?:khoang\s)?$")
_DURATION_AFTER = re.compile(r"\s?(?:nua|dong ho|truoc(?! ngay)|/\s?(?:ngay|tuan))(?!\w)")
_PARTS = {
    "sang": Part.MORNING,
    "trua": Part.AFTERNOON,
    "chieu": Part.AFTERNOON,
    "toi": Part.EVENING,
    "dem": Part.EVENING,
    "khuya": Part.EVENING,
    "am": Part.MORNING,
    "pm": Part.AFTERNOON,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A clock time or a span of them found in the pattern form: text[start:end]. 24h00 is kept as 23:59."""

    start: int
    end: int
    clock: time
    until: time | None
    part: Part | None


def part_of(word: str) -> Part | None:
    """The part of the day that a word names, with or without marks."""
    bare = word.replace("á", "a").replace("ề", "e").replace("ố", "o").replace("đ", "d").replace("ê", "e")
    return _PARTS.get(bare.replace(".", "").strip())


def clock_times(text: str) -> Iterator[Moment]:
    """Every clock time in a pattern form, spans as one, durations ("trước 2 giờ", "2h nữa") left out."""
    place = 0
    while match := _CLOCK.search(text, place):
        place = match.end()
        first = _value(match)
        if first is None or _is_duration(text, match):
            continue
        moment = _with_end(text, match, first)
        place = moment.end
        yield _from_bare_hour(text, moment)


def read_clock(text: str) -> time | None:
    """The first clock time in a text: "7h30", "19.30", "bảy rưỡi", "2 giờ chiều"; None when there is none."""
    form = pattern_form(text)
    moment = next(clock_times(form), None)
    if moment:
        return moment.clock
    # "19.30" alone is a time here, where a date would have to be said
    dotted = re.search(r"(?<![\d./])([01]?\d|2[0-3])\.([0-5]\d)(?![\d./])", form)
    return time(int(dotted[1]), int(dotted[2])) if dotted else None


def _value(match: re.Match[str]) -> tuple[time, Part | None] | None:
    hour = number(match["hour"])
    minute = _minute(match)
    if hour is None or minute is None or hour > 24 or (hour == 24 and minute > 0):
        return None
    if match["dot"] and not _dot_is_clock(match, hour, minute):
        return None
    if match["less"]:
        hour, minute = (hour - 1) % 24, 60 - minute
        if minute >= 60:
            return None
    part = part_of(match["part"]) if match["part"] else None
    return _on_the_day(hour, minute, match["part"]), part


def _dot_is_clock(match: re.Match[str], hour: int, minute: int) -> bool:
    """7.30 can only be a time, 10.12 is rather a date unless a part of the day or "lúc" says otherwise."""
    if match["part"] or re.search(r"(?:luc|gio)\s?:?\s?$", match.string[: match.start()]):
        return True
    return (minute > 12 or minute == 0) and hour <= 23 and not re.search(r"ngay\s$", match.string[: match.start()])


def _minute(match: re.Match[str]) -> int | None:
    if match["half"] or match["bare_half"]:
        return 30
    if match["colon"] or match["dot"]:
        return int(match["colon"] or match["dot"])
    said = match["minutes"]
    if not said:
        return 0
    words = re.sub(r"^kem\s|\s?(?:phut|ph|p)$", "", said)
    value = number(words)
    return value if value is not None and value < 60 else None


def _on_the_day(hour: int, minute: int, part: str | None) -> time:
    """The time of day: 2h chiều is 14:00, 12h đêm is 0:00, 24h is 23:59."""
    if hour == 24:
        return time(23, 59)
    word = (part or "").replace("ố", "o").replace("đ", "d").replace("ê", "e").replace("ề", "e").replace(".", "")
    if word in ("chieu", "toi", "trua", "pm") and hour < 12 and not (word == "trua" and hour >= 10):
        hour += 12
    elif word in ("dem", "khuya"):
        hour = hour + 12 if 6 <= hour < 12 else hour % 12 if hour == 12 else hour
    elif (word in ("sang", "sáng", "am", "toi")) and hour == 12:
        hour = 0
    return time(hour % 24, minute)


def _with_end(text: str, match: re.Match[str], first: tuple[time, Part | None]) -> Moment:
    """Joined with the second half of "7h30 - 11h sáng" when there is one; the part of the day then serves both."""
    clock, part = first
    joint = _SPAN.match(text, match.end())
    second = _CLOCK.match(text, joint.end()) if joint else None
    value = _value(second) if second else None
    if not second or not value:
        return Moment(match.start(), match.end(), clock, None, part)
    until, late_part = value
    if late_part in (Part.AFTERNOON, Part.EVENING) and not part and clock.hour < 12 <= until.hour:
        later = clock.replace(hour=clock.hour + 12)
        clock = later if later < until else clock
    if until < clock and until.hour < 12 <= clock.hour:
        until = until.replace(hour=until.hour + 12)
    return Moment(match.start(), second.end(), clock, until, part or late_part)


def _from_bare_hour(text: str, moment: Moment) -> Moment:
    """ "7-9h", "từ 7 đến 9h": the hour before the first one that says it is an hour."""
    if moment.until:
        return moment
    before = list(_BARE_HOUR.finditer(text, max(0, moment.start - 14), moment.end))
    hour = int(before[-1][1] or before[-1][2]) if before else 99
    if hour > 23 or not before or not re.fullmatch(r"\s?(?:-|den|tới|toi)\s?", text[before[-1].end() : moment.start]):
        return moment
    first = time(hour + 12 if moment.clock.hour >= 12 > hour and hour + 12 < moment.clock.hour else hour)
    return Moment(before[-1].start(), moment.end, first, moment.clock, moment.part)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """ "trước 2h", "2 giờ nữa" say how long, "trước 10h30" and "sau 2h chiều" say when."""
    if (match["minutes"] and not (match["long"] or match["half"])) or match["part"] or match["colon"]:
        return False
    if _DURATION_AFTER.match(text, match.end()):
        return True
    return (
        bool(_DURATION_BEFORE.search(text[max(0, match.start() - 24) : match.start()]))
        and (number(match["hour"]) or 0) <= 6
    )
