"""Days on which lessons of a series are off, made up for or moved, told in a sentence of its own.

"Ngày 18/10 lớp nghỉ, học bù sáng 19/10", "Không học các ngày 11/10 và 18/10", "Buổi ngày 18/10 chuyển sang 19/10".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from training.plan import ZONE, Kind, Period, Precision
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.dayparts import part_in, part_suffix, plain_parts
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import one_line, plain, without_alike
from training.reading.plans.moments import clocked
from training.reading.plans.sentences import blanked
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of
from training.reading.plans.years import NoSuchDay, Years, resolved

# "hội nghị", "đề nghị", "nhà nghỉ" are written alike without marks
REST = (
    r"(?:(?:duoc |tam )?(?<!hoi )(?<!de )(?<!kien )(?<!nha )(?<!khu )(?<!phong )(?<!noi )(?<!thanh )"
    r"nghi(?! trua| giua| giai| ngoi| dinh| huu| qua| quyet| thuc| luc| ngo| thai san| om| benh| phep|"
    r" viec| che do| sinh))"
)
_OFF = (
    rf"(?:{REST}|"
    r"khong (?:hoc|to chuc|len lop|day|co lich|sinh hoat)|tam (?:dung|hoan)|bi hoan|bi huy)"
)
_OFF_BEFORE = lazily(rf"\b{_OFF}\b[^.;]{{0,40}}$")
_BEGINS_OFF = lazily(
    rf"\W*(?:(?:luu y|ghi chu|rieng|cac|toan the|lop|lop hoc|hoc vien|giao vien|nha truong|truong)\b\W*)*{_OFF}\b"
)
_OFF_AFTER = lazily(rf"(?:\([^()]*\)|[^.;(]){{0,60}}?\b{_OFF}\b")  # not in a bracket: "(nghỉ ngày 19/10)"
_MOVED = r"(?:chuyen|doi|lui|day)(?: lich| lai)?\b[^.;\d]{0,25}\b(?:sang|den|vao|toi|qua)"
_MOVED_AFTER = lazily(rf"[^.;]{{0,40}}?\b{_MOVED}\b")
_MADE_UP = lazily(rf"\b(?:bu|thay bang(?: ngay| buoi)?|{_MOVED})\b[^.;]{{0,60}}$")
_FOR_THE_DAY = lazily(r"\bbu\s+(?:cho\s+(?:buoi|ngay)|buoi)(?:\s+(?:buoi|ngay|hoc))*\s*$")  # "bù cho buổi ngày 18/10"
_REASON = lazily(r"\b(?:do|vi|nhan|trung)\b[^.;\d]{0,40}$")
# of a holiday, behind the day that is off for it: "(dịp lễ 30/4 và 01/5)", "do trùng Tết Dương lịch 01/01"
_HOLIDAY = lazily(r"\b(?:do|vi|nhan|trung|dip|gan|le|tet|ky niem)\b[^.;\d]{0,40}$")
_ASIDE = lazily(r"\((?!\W*(?:(?:cac|ngay|buoi|sang|chieu|toi|thu \w+|chu nhat|t[2-7]|cn)\W+)*\d)[^()]*$")
_IS = lazily(r"\s*,?\s*(?:la|trung)\b")
_AND = lazily(r"\s*(?:\([^()]*\)\s*)?(?:,|va)\s*(?:(?:ngay|buoi|sang|chieu|toi)\s*)*")
_LIMIT = lazily(r"\b(?:truoc|cham nhat|muon nhat|han|sau|den het)\s*(?:ngay\s*)?$")
_NO_LESSON = lazily(r"\b(?:nop|gui|dang k[yi]|bao cao|han (?:nop|cuoi|chot))\b")
_NAMED_GROUP = lazily(r"\b(?:lop|nhom|cum|dot|mon|khoi)\s+(?:so\s+)?(?:\d{1,2}|[a-e]\d?|[ivx]{1,4}|thu \w+)(?!\w)")
_TAUGHT = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A day in the place of another; part and clocks as far as they are told."""

    day: date
    part: str | None
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, each with the part of it, on which a series is off, and the days in their place; order of the block."""

    order: int
    text: str
    off: tuple[tuple[date, str | None], ...]
    made_up: tuple[MadeUp, ...]


def absence_in(text: str, order: int, years: Years) -> Absence | None:
    """What a sentence takes off; None when it tells anything else with a day."""
    flat = without_alike(text)
    if _NO_LESSON.search(flat):
        return None
    tokens = [token for token in tokens_of(flat) if isinstance(token, (Dates, Clock))]
    days = [token for token in tokens if isinstance(token, Dates)]
    roles = _roles(blanked(flat, [token for token in tokens if isinstance(token, Clock)]), days)
    if not roles or "off" not in roles:
        return None
    parts = plain_parts(text)
    off: list[tuple[date, str | None]] = []
    made_up: list[MadeUp] = []
    for at, (token, role) in enumerate(zip(days, roles, strict=True)):
        begin = days[at - 1].end if at else 0
        end = days[at + 1].start if at + 1 < len(days) else len(flat)
        part = part_in(parts[max(begin, token.start - 24) : token.start]) or part_in(parts[token.end : token.end + 10])
        clocks = tuple(one for one in tokens if isinstance(one, Clock) and begin <= one.start < end)
        for day in _days_of(token, years):
            if role == "off":
                off.append((day, part))
            elif role == "new":
                made_up.append(MadeUp(day, part, clocks))
    return Absence(order, text, tuple(off), tuple(made_up)) if off else None


def _roles(flat: str, days: Sequence[Dates]) -> list[str]:
    """ "off", "new" or "why" of each day; none where one of them is anything else."""
    roles: list[str] = []
    for at, token in enumerate(days):
        begin = days[at - 1].end if at else 0
        end = days[at + 1].start if at + 1 < len(days) else len(flat)
        role = _role(flat[: token.start], begin, flat[token.end : end], roles, token)
        if role is None:
            return []
        roles.append(role)
    if "off" not in roles and "and" in roles:
        return []
    for at in range(len(roles) - 1, -1, -1):  # "ngày 11/10 và ngày 18/10 nghỉ": the first is told by the second
        if roles[at] == "and":
            roles[at] = roles[at + 1] if at + 1 < len(roles) else ""
    return roles if "" not in roles else []


def _role(flat: str, begin: int, after: str, told: Sequence[str], token: Dates) -> str | None:
    """flat: all before the token, of which what stands behind the token before it begins at `begin`."""
    before = flat[begin:]
    if token.precision is not Precision.DAY or _LIMIT.search(before):
        return None
    if _REASON.search(before) and _IS.match(after):
        return "why"
    if not told and _FOR_THE_DAY.search(before):
        return "off"
    if _MADE_UP.search(before):
        return "new"
    if told and told[-1] in ("off", "why") and (_HOLIDAY.search(before) or _ASIDE.search(flat)):
        return "why"
    if _AND.fullmatch(before) and told and told[-1] in ("off", "new", "why"):
        return told[-1]
    if _OFF_BEFORE.search(before) or _OFF_AFTER.match(after) or _MOVED_AFTER.match(after):
        return "off"
    if (
        told
        and told[-1] == "off"
        and re.fullmatch(r"\W*(?:vao |la )?(?:buoi )?(?:sang|chieu|toi)?\W*(?:ngay )?", before)
    ):
        return "new"  # "Học bù buổi ngày 18/10: sáng ngày 19/10"
    return "and" if _AND.fullmatch(after) else None


def joined_absences(clauses: Sequence[str]) -> list[str]:
    """Clauses of which one takes a day off and the next tells when that is made up for are one."""
    joined: list[str] = []
    for clause in clauses:
        flat = plain(clause)
        made_up = re.search(r"\b(?:hoc|day|duoc|to chuc) bu\b|\bbu (?:vao|lai)\b", flat) and not re.search(_OFF, flat)
        if joined and made_up and re.search(_OFF, plain(joined[-1])):
            joined[-1] = f"{joined[-1]}, {clause}"
        else:
            joined.append(clause)
    return joined


def is_day_off(absence: Absence) -> bool:
    """Whether a sentence begins with what is off, and puts nothing in its place: "Nghỉ Tết Dương lịch ngày 01/01"."""
    return not absence.made_up and _BEGINS_OFF.match(plain(absence.text)) is not None


_BU = lazily(r"\b(?:(?:hoc|day|to chuc|duoc)\s+)?bu\b")


def alone_in(absence: Absence) -> str:
    """What is read of it where no series is told: the days in the place of others, without those."""
    flat = plain(absence.text)
    days = [token for token in tokens_of(flat) if isinstance(token, Dates)]
    found = _BU.search(flat, days[0].end)
    later = found and absence.made_up and days[-1].start > found.end()
    return absence.text[found.start() :] if found and later else absence.text


def _days_of(token: Dates, years: Years) -> list[date]:
    days: list[date] = []
    for pair in token.pairs:
        try:
            found = resolved(*pair, years)
        except NoSuchDay:
            continue
        if found and (found[1] - found[0]).days < 30:
            days.extend(date.fromordinal(n) for n in range(found[0].toordinal(), found[1].toordinal() + 1))
    return days


def meant_by(absence: Absence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sessions that are off: of the groups that the sentence names, of the same block before any other."""
    there = [one for one in candidates if any(_is_on(one, day, part) for day, part in absence.off)]
    flat = plain(absence.text)
    if groups := [hit[0].replace("so ", "") for hit in _NAMED_GROUP.finditer(flat)]:
        return [one for one in there if any(_is_of(one, group) for group in groups)]
    named = [one for one in there if len(_name(one)) >= 4 and re.search(rf"\b{re.escape(_name(one))}\b", flat)]
    return named or [one for one in there if one.order == absence.order] or there


def _is_on(one: Candidate, day: date, part: str | None) -> bool:
    single = one.kind in _TAUGHT and one.period.first_day == day == one.period.last_day
    return single and (part is None or _part(one) in (part, None))


def _is_part(one: Candidate, absence: Absence) -> bool:
    """Whether only a part of the day is off, and the session does not tell which it is."""
    return one.part is None and any(part and one.period.first_day == day for day, part in absence.off)


def _is_of(one: Candidate, group: str) -> bool:
    told = plain(f"{one.group or ''} – {one.title} – {one.audience or ''}").replace(" so ", " ")
    return re.search(rf"\b{re.escape(group)}(?!\w)", told) is not None


def _name(one: Candidate) -> str:
    return plain(re.split(r" – | \(", one.title)[0]).strip()


def _part(one: Candidate) -> str | None:
    if not one.period.is_exact or one.period.start is None:
        return one.part
    hour = one.period.start.hour
    return "sang" if hour < 12 else "chieu" if hour < 18 else "toi"


def with_absences(candidates: Sequence[Candidate], absences: Sequence[Absence]) -> list[Candidate]:
    """Sessions without those that are off, and with those in their place."""
    candidates = list(candidates)
    for absence in absences:
        gone = [one for one in meant_by(absence, candidates) if one.period.is_exact or not _is_part(one, absence)]
        if gone:
            at = candidates.index(gone[-1])
            candidates[at + 1 : at + 1] = [
                one for new in _new_of(absence, gone) for one in _in_place(absence, *new, candidates)
            ]
            candidates = [one for one in candidates if one not in gone]
    return candidates


def _new_of(absence: Absence, gone: Sequence[Candidate]) -> list[tuple[MadeUp, list[Candidate]]]:
    """Each new day with the sessions that it takes the place of: in their order, where as many days are off."""
    days = [day for day, _ in absence.off]
    paired = len(days) == len(absence.made_up)
    return [
        (new, [one for one in gone if not paired or one.period.first_day == days[at]])
        for at, new in enumerate(absence.made_up)
    ]


def _in_place(absence: Absence, new: MadeUp, gone: Sequence[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    if not gone:
        return []
    place = details.place_in(absence.text)
    models = [replace(one, place=place or one.place, evidence=one_line(absence.text)[:300]) for one in gone]
    if new.clocks:
        return [_at(models[0], clocked(new.day, clock)) for clock in new.clocks]
    if new.part is None or any(_part(one) == new.part for one in models):
        kept = [one for one in models if new.part in (None, _part(one))]
        return [_at(one, _on(one.period, new.day)) for one in kept]
    series = [one for one in known if one.order == gone[0].order and one.period.is_exact and _part(one) == new.part]
    if series:
        return [_at(models[0], _on(series[0].period, new.day))]
    midnight = datetime(new.day.year, new.day.month, new.day.day, tzinfo=ZONE)
    return [replace(_at(models[0], Period(midnight, midnight, Precision.DAY)), part=new.part)]


def _at(one: Candidate, period: Period) -> Candidate:
    title = re.sub(r" \((?:sáng|chiều|tối)\)$", "", one.title)
    return replace(one, period=period, title=f"{title}{part_suffix(period) if title != one.title else ''}", part=None)


def _on(period: Period, day: date) -> Period:
    """The same hours on another day."""
    start, end = (moment and datetime.combine(day, moment.timetz()) for moment in (period.start, period.end))
    return Period(start, end, period.precision)
