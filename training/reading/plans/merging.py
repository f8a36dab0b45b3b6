"""One thing told in two places of a document becomes one activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import likeness
from training.reading.plans.dayparts import part_suffix
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain


def merged(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without those that only repeat another one; rows of one table never repeat each other."""
    kept: list[Candidate] = []
    for candidate in candidates:
        twin = next((at for at, other in enumerate(kept) if _same(other, candidate)), None)
        if twin is None:
            kept.append(candidate)
        else:
            kept[twin] = _fuller(kept[twin], candidate)
    return kept


_IN_BRACKETS = lazily(r"\s*\([^()]*\)\s*\.?\s*")


def without_bare_days(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A day told once as a whole and once with its hours is told by its hours; its place goes with them."""
    bare = [one for one in candidates if _is_bare_day(one)]
    told = list(candidates)
    for day in bare:
        if table := [one for one in told if _is_in_table_below(one, day)]:
            for one in table:
                told[told.index(one)] = _with_day(one, day)
            told.remove(day)
            continue
        exact = [one for one in told if _tells_hours_of(one, day)]
        if not exact:
            continue
        for one in exact:
            if day.kind is Kind.VIRTUAL:
                told[told.index(one)] = replace(one, kind=Kind.VIRTUAL, place=day.place, alt_kinds=())
                continue
            shared = one.place is None or _dated_place(one.place)
            told[told.index(one)] = replace(one, place=day.place or one.place) if shared else one
        told.remove(day)
    return told


_LEADS_A_TABLE = lazily(
    r"\b(?:chuong trinh|lich|noi dung|thoi gian)\b[^.;]{0,30}\b(?:bang|sau|duoi day|nhu sau)\b|\btheo bang\b"
)


def _is_in_table_below(one: Candidate, day: Candidate) -> bool:
    """ "Khu vực 1 tập huấn 02 ngày 20 và 21/9, chương trình theo bảng sau": the rows of that table are those days."""
    below = one.from_table and one.period.is_exact and one.order > day.order
    return below and one.period.first_day == day.period.first_day and bool(_LEADS_A_TABLE.search(plain(day.evidence)))


def _with_day(one: Candidate, day: Candidate) -> Candidate:
    people = day.audience if not day.inherited and (one.inherited or not one.audience) else one.audience
    return replace(one, place=one.place or day.place, audience=people, group=one.group or day.group)


def _is_bare_day(one: Candidate) -> bool:
    single = one.period.precision is Precision.DAY and one.period.first_day == one.period.last_day
    return single and not one.from_table and one.kind in (Kind.IN_PERSON, Kind.VIRTUAL) and one.choose_days is None


def _tells_hours_of(one: Candidate, day: Candidate) -> bool:
    exact = one.period.is_exact and one.period.first_day == day.period.first_day and not one.from_table
    named = likeness.token_set_ratio(plain(one.title), plain(day.title)) >= 85
    elsewhere = day.kind is Kind.VIRTUAL and one.kind is Kind.IN_PERSON and _only_form(day.title)
    alike = named and one.kind is day.kind
    return exact and (alike or elsewhere) and _compatible(one.audience, day.audience)


def _only_form(title: str) -> bool:
    """ "Buổi ngày 18/10 học trực tuyến qua Zoom": no lesson of its own."""
    return bool(re.match(r"\W*(?:cac )?(?:buoi|hoc|chuyen|to chuc|ngay)\b", plain(title))) and len(title) < 60


def _dated_place(place: str) -> bool:
    """ "11/10 tại Trường A; 25/10 tại Trường B": a place for each day, not yet taken apart."""
    return bool(re.search(r"\d{1,2}/\d{1,2}\b.*\btại\b", place))


def without_frame(candidates: Sequence[Candidate], subject: str) -> list[Candidate]:
    """ "(Từ ngày 22/7 đến ngày 28/7)" under a title only frames what is told day by day below it.

    So does the whole programme, of the name `subject`, from the first to the last of days that are told one by one.
    """
    return [
        one
        for one in candidates
        if not (_IN_BRACKETS.fullmatch(one.evidence) and _holds_others(one, candidates))
        and not (_is_programme(one, subject) and _is_told_day_by_day(one, candidates))
        and not (_is_whole(one, subject) and _is_told_hour_by_hour(one, candidates))
    ]


def _is_programme(one: Candidate, subject: str) -> bool:
    named = plain(subject)[:40]
    taught = one.kind in (Kind.IN_PERSON, Kind.VIRTUAL)
    return bool(named) and taught and not one.from_table and one.choose_days is None and named in plain(one.title)


_ONLY_TRAINING = lazily(r"(?:lop |khoa |dot )?(?:tap huan|boi duong|hoc tap trung|hoc)")


def _is_whole(one: Candidate, subject: str) -> bool:
    """The programme by its name, or by none: "Thời gian tập huấn được lùi sang ngày 24/8"."""
    return _is_programme(one, subject) or bool(not one.from_table and _ONLY_TRAINING.fullmatch(plain(one.title)))


def _is_told_hour_by_hour(frame: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Days of which the programme is told below: several things at their hours on each of them."""
    first, last = frame.period.first_day, frame.period.last_day
    if first is None or last is None or frame.period.precision is not Precision.DAY:
        return False
    exact = [one for one in candidates if one.order > frame.order and one.period.is_exact]
    told = [one.period.first_day for one in exact if one.kind is not Kind.DEADLINE and one.title != frame.title]
    days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    return 0 < len(days) < 8 and all(told.count(day) >= 2 for day in days)


def _is_told_day_by_day(frame: Candidate, candidates: Sequence[Candidate]) -> bool:
    first, last = frame.period.first_day, frame.period.last_day
    if first is None or last is None or first >= last or frame.period.precision is not Precision.DAY:
        return False
    days = {
        other.period.first_day
        for other in candidates
        if other.from_table
        and other.kind is not Kind.DEADLINE
        and other.period.precision in (Precision.MINUTE, Precision.DAY)
    }
    inside = {day for day in days if day is not None and first <= day <= last}
    return len(inside) >= 2 and min(inside) == first and max(inside) == last


def with_hours_of_frame(candidates: Sequence[Candidate], subject: str) -> list[Candidate]:
    """Hours told for the days of the whole programme are those of the lessons that a table tells by days alone."""
    frame = [one for one in candidates if _is_programme(one, subject) and one.period.is_exact]
    rows = [one for one in candidates if _is_lesson_of_a_day(one)]
    hours = {
        day: [one for one in frame if one.period.first_day == day] for day in {row.period.first_day for row in rows}
    }
    if len(rows) < 2 or not all(hours.values()):
        return list(candidates)
    used = {id(one) for sessions in hours.values() for one in sessions}
    told: list[Candidate] = []
    for one in candidates:
        if one in rows:
            told.extend(_at_hours(one, rows, hours[one.period.first_day]))
        elif id(one) not in used:
            told.append(one)
    return told


def _is_lesson_of_a_day(one: Candidate) -> bool:
    day = one.period.precision is Precision.DAY and one.period.first_day == one.period.last_day
    return day and one.from_table and one.part is None and one.kind in (Kind.IN_PERSON, Kind.VIRTUAL, Kind.PRACTICE)


def _at_hours(row: Candidate, rows: Sequence[Candidate], sessions: Sequence[Candidate]) -> list[Candidate]:
    """All hours of the day; where the day has as many lessons as hours, each its own."""
    fellows = [other for other in rows if other.period.first_day == row.period.first_day]
    if len(fellows) == len(sessions):
        sessions = [sessions[fellows.index(row)]]
    return [
        replace(row, period=one.period, place=row.place or one.place, title=f"{row.title}{_suffix(one, sessions)}")
        for one in sessions
    ]


def _suffix(one: Candidate, sessions: Sequence[Candidate]) -> str:
    return part_suffix(one.period) if len(sessions) > 1 else ""


def _holds_others(frame: Candidate, candidates: Sequence[Candidate]) -> bool:
    first, last = frame.period.first_day, frame.period.last_day
    if first is None or last is None or first >= last or frame.from_table:
        return False
    inside = (other.period.first_day for other in candidates if other is not frame and other.from_table)
    return sum(day is not None and first <= day <= last for day in inside) >= 2


def _same(one: Candidate, other: Candidate) -> bool:
    if one.from_table and other.from_table:
        return one.order != other.order and _repeats(one, other)
    if one.period.start != other.period.start or (one.kind is Kind.DEADLINE) != (other.kind is Kind.DEADLINE):
        return False
    if one.audience != other.audience and (one.order == other.order or one.period.precision is Precision.TBD):
        return False
    if one.period != other.period and one.period.end and other.period.end:
        return False
    return _compatible(one.place, other.place) and _alike(one, other)


def _repeats(one: Candidate, other: Candidate) -> bool:
    """A second table about the same lessons (who teaches them, say): the same day or hour under the same name."""
    dated = one.period.precision in (Precision.MINUTE, Precision.DAY) and one.period == other.period
    named = likeness.ratio(plain(one.title), plain(other.title)) >= 95 and one.kind is other.kind
    return dated and named and _compatible(one.place, other.place) and _compatible(one.audience, other.audience)


def _alike(one: Candidate, other: Candidate) -> bool:
    """How much two titles must share: less for a minute told in a table and again in a sentence."""
    alike = likeness.token_set_ratio(plain(one.title), plain(other.title))
    if one.from_table != other.from_table:
        return alike >= (20 if one.period.is_exact else 60)
    if _numbered_apart(one.title, other.title) or not _compatible(one.audience, other.audience, 100):
        return False
    if one.period.precision is Precision.TBD:
        return alike >= 90
    return alike >= (60 if one.order != other.order and not one.period.is_exact else 85)


def _compatible(one: str | None, other: str | None, least: float = 60) -> bool:
    """The same, or told only once; at 100 one may only say more than the other."""
    return not one or not other or likeness.token_set_ratio(plain(one), plain(other)) >= least


def _numbered_apart(one: str, other: str) -> bool:
    """Lớp 1 and Lớp 2, lớp A and lớp B are two, however alike the rest."""
    figures, others = (set(re.findall(r"\d+|\b[A-E]\b", title)) for title in (one, other))
    return bool(figures and others) and not (figures <= others or others <= figures)


def _fuller(one: Candidate, other: Candidate) -> Candidate:
    """The first, with what only the second tells."""
    period = other.period if one.period.end is None else one.period
    return replace(
        one,
        period=period,
        place=one.place or other.place,
        audience=one.audience or other.audience,
        lead=one.lead or other.lead,
        quota=one.quota or other.quota,
        link=one.link or other.link,
    )
