"""Dates and clocks of one sentence bound together: which hours belong to which days, and the periods they make."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import zip_longest

from training.plan import ZONE, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans.tokens import Clock, Dates, Token
from training.reading.plans.weekly import each_week, hours_on, weekdays_of
from training.reading.plans.years import Years, period, resolved

_LONGEST_EXPANSION = 62  # days; a longer stretch with hours is kept as one

_FORWARD = lazily(
    r"\s*(?:\)|,|-)?\s*(?:(?:sang|chieu|toi|trua|cung|vao|cua|cac|tu|ngay|hang|trong|hai|ba|0?[23]|moi|buoi|phut|\(|,|"
    r"thu\s(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|va)\s*,?\s*\(?\s*)*"
)
_TIGHT = lazily(r"\s*\)?\s*[,:(-]*\s*(?:(?:luc|tu|vao|buoi|sang|chieu|toi|bat dau|hoi)\s*:?\s*)*")
_UNTIL = lazily(r"\s*,?\s*(?:den|toi|-+>?)\s*(?:het\s*)?(?:luc\s*)?")


@dataclass(frozen=True, slots=True)
class Moment:
    """Days with the hours that belong to them, at one place of a text."""

    start: int
    end: int
    dates: Dates | None = None
    clocks: tuple[Clock, ...] = ()
    until: tuple[Dates, Clock] | None = None  # "từ 7h30 ngày 10/3 đến 17h00 ngày 12/3"
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """One period out of a moment, and the clock that gave it."""

    period: Period
    clock: Clock | None = None


@dataclass(slots=True)
class _Binding:
    done: list[Moment] = field(default_factory=list)
    waiting: list[Clock] = field(default_factory=list)


def moments_of(flat: str, tokens: Sequence[Token]) -> list[Moment]:
    """Tokens bound to moments, in the order of the text."""
    binding = _Binding()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if (stretch := _stretch(flat, tokens[at : at + 4])) is not None:
            binding.done.append(stretch)
            at += 4
            continue
        if (whole := _until_a_clock(flat, tokens[at : at + 3])) is not None:
            binding.done.append(whole)
            at += 3
            continue
        if isinstance(token, Clock):
            _bind_clock(flat, tokens, at, binding)
        elif isinstance(token, Dates):
            begin = binding.waiting[0].start if binding.waiting else token.start
            binding.done.append(Moment(begin, token.end, token, tuple(binding.waiting)))
            binding.waiting = []
        else:
            binding.done.append(Moment(token.start, token.end, undated=True))
        at += 1
    return _with_leftovers(binding)


def _with_leftovers(binding: _Binding) -> list[Moment]:
    if binding.waiting:
        clocks = tuple(binding.waiting)
        binding.done.append(Moment(clocks[0].start, clocks[-1].end, None, clocks))
    return sorted(binding.done, key=lambda moment: moment.start)


def _stretch(flat: str, tokens: Sequence[Token]) -> Moment | None:
    """From a clock on one day to a clock on another."""
    if len(tokens) < 4:
        return None
    a, first, b, last = tokens
    if not (isinstance(a, Clock) and isinstance(first, Dates) and isinstance(b, Clock) and isinstance(last, Dates)):
        return None
    if a.ends or b.ends or not _UNTIL.fullmatch(flat[first.end : b.start]):
        return None
    if not _FORWARD.fullmatch(flat[a.end : first.start]) or not _FORWARD.fullmatch(flat[b.end : last.start]):
        return None
    return Moment(a.start, last.end, first, (a,), (last, b))


def _until_a_clock(flat: str, tokens: Sequence[Token]) -> Moment | None:
    """ "Từ ngày 10/3 đến 17h00 ngày 20/3": days, since the beginning has no hour."""
    if len(tokens) < 3:
        return None
    first, clock, last = tokens
    if not (isinstance(first, Dates) and isinstance(clock, Clock) and isinstance(last, Dates)) or clock.ends:
        return None
    begins = re.search(r"\btu\s*(?:ngay\s*)?$", flat[max(0, first.start - 12) : first.start])
    if not begins or not re.fullmatch(r"\s*,?\s*(?:den|toi)\s*(?:het\s*)?(?:truoc\s*)?", flat[first.end : clock.start]):
        return None
    if not _FORWARD.fullmatch(flat[clock.end : last.start]):
        return None
    pair = (first.pairs[0][0].completed(last.pairs[-1][1]), last.pairs[-1][1])
    return Moment(first.start, last.end, Dates(first.start, last.end, (pair,), first.precision))


def _bind_clock(flat: str, tokens: Sequence[Token], at: int, binding: _Binding) -> None:
    clock = tokens[at]
    assert isinstance(clock, Clock)
    current = binding.done[-1] if binding.done and binding.done[-1].dates else None
    if current is not None and current.clocks and not current.clocks[-1].ends and _is_end(flat, current, clock):
        ended = replace(current.clocks[-1], ends=clock.begins)
        binding.done[-1] = replace(current, end=clock.end, clocks=(*current.clocks[:-1], ended))
        return
    forward = _leads_to_dates(flat, tokens, at)
    if current is None or binding.waiting or (forward and not _hangs_on(flat, current, clock)):
        binding.waiting.append(clock)
    else:
        binding.done[-1] = replace(current, end=clock.end, clocks=(*current.clocks, clock))


def _is_end(flat: str, moment: Moment, clock: Clock) -> bool:
    """ "14 giờ ngày 20/10; dự kiến kết thúc lúc 16 giờ 30"."""
    gap = flat[moment.end : clock.start]
    closes = re.fullmatch(
        r"[\s,;)(]*(?:va |du kien |\(?thu \w+\)?[\s,;]*|chu nhat[\s,;]*)*ket thuc(?: du kien)?\s*(?:luc|vao luc|vao|"
        r"hoi)?\s*(?:khoang )?",
        gap,
    )
    closes = closes or _GOES_ON_UNTIL.fullmatch(gap)
    return bool(closes) and not clock.ends and clock.begins > moment.clocks[-1].begins


# "8h00 ngày 12/12 tại Hội trường A; ngay sau đó học viên nghe chuyên đề chung đến"
_GOES_ON_UNTIL = lazily(
    r"(?:\([^()]*\)|(?!\b(?:tu|luc|sang|chieu|toi|ngay \d|nghi|co mat)\b)[^.()\d\n]){3,160}\b(?:den|toi)\s*(?:het\s*)?"
)


def _leads_to_dates(flat: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but small words stand between this clock (and its fellows) and the next days."""
    for here, following in zip(tokens[at:], tokens[at + 1 :], strict=False):
        gap = flat[here.end : following.start]
        if not _FORWARD.fullmatch(gap):
            return False
        if isinstance(following, Dates):
            return True
    return False


def _hangs_on(flat: str, moment: Moment, clock: Clock) -> bool:
    """Days that began the sentence without hours take the hours right behind them."""
    if moment.clocks and min(clock.start for clock in moment.clocks) < (moment.dates.start if moment.dates else 0):
        return False
    return bool(_TIGHT.fullmatch(flat[moment.end : clock.start]))


def without_weeks_named(flat: str, tokens: Sequence[Token]) -> list[Token]:
    """ "Tuần 1 (03/11 - 07/11)": the days tell the time, the number only names the week."""
    kept: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        named = isinstance(token, Dates) and token.precision is Precision.WEEK
        told = isinstance(following, Dates) and following.precision is Precision.DAY
        if not (
            named and told and re.fullmatch(r"\s*[(:,-]\s*(?:tu\s*)?(?:ngay\s*)?", flat[token.end : following.start])
        ):
            kept.append(token)
    return kept


_CHOSEN = lazily(
    r"\b(0?[1-9])\s+(?:ngay|buoi)(?:\s+bat k[yi])?\s*\(?\s*(?:(?:trong|thuoc)\s+(?:khoang(?: thoi gian)?|cac ngay|"
    r"tuan|thoi gian)\s*)?"
    r"(?:tu\s*)?(?:ngay\s*)?$"
)
_FREELY = lazily(r"\b(?:tu (?:chon|sap xep|bo tri)|chon)\b[^.;\d]{0,40}$")


def days_to_choose(flat: str, start: int) -> int | None:
    """How many days of a stretch that begins at `start` are chosen by each person: "1 ngày trong khoảng từ"."""
    before = flat[:start]
    if found := _CHOSEN.search(before):
        return int(found[1])
    return 1 if _FREELY.search(before) else None


def periods_of(moment: Moment, flat: str, years: Years, without: Collection[date] = ()) -> list[Timed]:
    """The periods that a moment stands for: each day with each of its hours.

    without: days excepted. Raises NoSuchDay. A moment whose year nothing tells gives an empty list.
    """
    if moment.dates is None:
        return []
    if moment.until:
        return _one_stretch(moment, years)
    weekdays = weekdays_of(flat, moment.dates, moment.clocks)
    timed: list[Timed] = []
    for first, last in moment.dates.pairs:
        days = resolved(first, last, years)
        if days and moment.dates.shift:
            days = days[0] + timedelta(days=moment.dates.shift[0]), days[1] + timedelta(days=moment.dates.shift[1])
        if days:
            repeated = [day for day in each_week(flat, *days, weekdays) if day not in without]
            timed.extend(_each_week(moment, flat, repeated) or _expanded(moment, days, without))
    return timed


def _one_stretch(moment: Moment, years: Years) -> list[Timed]:
    assert moment.dates and moment.until
    last_dates, last_clock = moment.until
    (first, _), (last, _) = moment.dates.pairs[0], last_dates.pairs[-1]
    begin, end = resolved(first.completed(last), first.completed(last), years), resolved(last, last, years)
    if not begin or not end:
        return []
    clock = moment.clocks[0]
    return [Timed(Period(_at(begin[0], clock.begins), _at(end[1], last_clock.begins), Precision.MINUTE), clock)]


def _each_week(moment: Moment, flat: str, days: Sequence[date]) -> list[Timed]:
    return [timed for day in days for timed in _on_day(day, hours_on(flat, moment.clocks, day.weekday()))]


def _expanded(moment: Moment, days: tuple[date, date], without: Collection[date]) -> list[Timed]:
    assert moment.dates
    first, last = days
    length = (last - first).days
    if not moment.clocks or moment.dates.precision is not Precision.DAY or not 0 <= length <= _LONGEST_EXPANSION:
        return [Timed(period(first, last, moment.dates.precision))]
    return [timed for day in _each(first, last) if day not in without for timed in _on_day(day, moment.clocks)]


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _on_day(day: date, clocks: Sequence[Clock]) -> list[Timed]:
    if not clocks:
        return [Timed(period(day, day, Precision.DAY))]
    return [Timed(clocked(day, clock), clock) for clock in clocks]


def clocked(day: date, clock: Clock) -> Period:
    """A clock on a day."""
    return Period(_at(day, clock.begins), _at(day, clock.ends) if clock.ends else None, Precision.MINUTE)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZONE)
