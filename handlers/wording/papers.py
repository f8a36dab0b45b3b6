"""Attendance papers: what stands on them, and the screens on which they are asked for.

Papers are in Vietnamese whatever the reader's language: they are signed and filed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from files.charts import MOST, Bar, Chart
from files.papers.model import Column, Paper, Signer
from handlers.request import Request
from handlers.talk import Answer, choice, says
from handlers.wording import dates
from handlers.wording.language import DEFAULT, Speaker, lazy, safe, speaker
from handlers.wording.study import STATUSES
from handlers.wording.trainer import not_there, tally
from storage.attendance import RollRow
from training.attendance import Counts, Status, count
from training.calendar import SessionView
from training.intents import Part
from training.plan import ZONE
from training.reading.vietnamese import sort_key
from training.roll_list import numbered, together

__all__ = ["not_there"]
FORMATS = ("xlsx", "docx", "pdf")
LETTERS = {
    Status.PRESENT: "x",
    Status.LATE: "M",
    Status.EXCUSED: "P",
    Status.ABSENT: "V",
    Status.LEFT_EARLY: "S",
}
NAMES = {
    Status.PRESENT: lazy("Present"),
    Status.LATE: lazy("Late"),
    Status.EXCUSED: lazy("Excused"),
    Status.ABSENT: lazy("Absent"),
    Status.LEFT_EARLY: lazy("Left early"),
}
BESIDE = 16  # sessions beside one another on a page of a matrix; more go on to another table
Rolls = Sequence[tuple[SessionView, Sequence[RollRow]]]


def choose(request: Request, session: SessionView, many: int) -> Answer:
    """many: sessions of the course that the reader may see."""
    t, number = request.t, session.id
    lines = [f"<b>{t('Papers')}</b>", f"{safe(session.title)}, {dates.period(t, session.period)}"]
    lines.append(t("For signing: empty columns. Filled: with the marks as they stand."))
    rows = [
        [
            choice(t("Day, for signing"), "paper", number, "day", "blank"),
            choice(t("Day, filled"), "paper", number, "day"),
        ],
        [choice(t("This session"), "paper", number, "session"), choice(t("By unit"), "paper", number, "units")],
    ]
    if many > 1:
        rows.append([choice(t("Whole course ({n} sessions)").format(n=many), "paper", number, "course")])
    rows.append([choice(t("Back"), "more", number)])
    return says("\n".join(lines), *rows, edit=request.edits)


def which_format(request: Request, session: SessionView, scope: str, blank: bool) -> Answer:
    t = request.t
    args = (scope, "blank" if blank else "full")
    row = [choice(f".{one}", "paper", session.id, *args, one) for one in FORMATS]
    text = t("As which kind of file? .docx can be changed, .pdf is for printing.")
    return says(text, row, [choice(t("Back"), "papers", session.id)], edit=request.edits)


def preparing(request: Request) -> str:
    return request.t("Preparing the file…")


def caption(t: Speaker, name: str, people: int) -> str:
    return t("{name}: {n} people").format(name=name, n=people)


def official() -> Speaker:
    """The language of papers."""
    return speaker(DEFAULT)


def session_paper(rolls: Rolls, issuer: str, now: datetime, *, blank: bool = False) -> Paper:
    """One session, or those of one day beside one another."""
    t = official()
    views = [view for view, _ in rolls]
    people = listed(rolls)
    marks = {view.id: {row.person_id: row for row in rows} for view, rows in rolls}
    heads = [_head(t, view, views, blank=blank) for view in views]
    wide = 19.0 if len(views) > 1 else 26.0
    columns = [
        Column("TT", 10, centred=True),
        Column(t("Full name"), 41),
        Column(t("Birthday"), 24, centred=True),
        Column(t("Unit"), 38),
        Column(t("Subject"), 17),
        *(Column(head, wide, centred=True) for head in heads),
        Column(t("Remarks"), 20),
    ]
    rows = []
    for number, one in people:
        cells = ["" if blank else _mark(t, marks[view.id].get(one.person_id)) for view in views]
        rows.append((str(number), one.name, _day(one), one.unit or "", one.subject or "", *cells, _remark(one, marks)))
    return Paper(
        issuer=issuer.upper(),
        title=t("ATTENDANCE LIST"),
        columns=columns,
        rows=rows if not blank else [(*row[:-1], "") for row in rows],
        lines=_about(t, views),
        totals=_totals(t, len(people), [] if blank else rolls),
        dated=dated(t, now),
        signers=_signers(t),
        landscape=len(views) > 2,
        row_height=9.0 if blank else 7.0,
        size=11.0,
    )


def everybody(rolls: Rolls) -> list[RollRow]:
    """All people of some sessions, each once, as lists sort them."""
    known = {row.person_id: row for _, rows in rolls for row in rows}
    return sorted(known.values(), key=lambda row: (sort_key(row.name), row.person_id))


def listed(rolls: Rolls) -> list[tuple[int, RollRow]]:
    """Everybody with their number: the one of the lists printed before, as long as these agree over the sessions."""
    people = {row.person_id: row for row in everybody(rolls)}
    known = together({row.person_id: row.number for row in rows if row.number} for _, rows in rolls)
    return [(number, people[person]) for person, number in numbered(list(people), known or {}).items()]


def _head(t: Speaker, view: SessionView, views: Sequence[SessionView], *, blank: bool) -> str:
    """ "Sáng ký", "Chiều ký"; the hours where a day has two of a kind."""
    name = _part(t, view)
    if sum(1 for one in views if _part(t, one) == name) > 1:
        name = f"{name} {dates.hours(t, view.period)}"
    if not blank:
        return name if len(views) > 1 else t("Attendance")
    return t("{part}: signature").format(part=name)


def _part(t: Speaker, view: SessionView) -> str:
    start = view.period.start
    if start is None or not view.period.is_exact:
        return t("Session")
    hour = start.astimezone(ZONE).hour
    part = Part.MORNING if hour < 12 else Part.AFTERNOON if hour < 18 else Part.EVENING
    return {Part.MORNING: t("Morning"), Part.AFTERNOON: t("Afternoon"), Part.EVENING: t("Evening")}[part]


def _mark(t: Speaker, row: RollRow | None) -> str:
    if row is None:
        return "–"  # not expected in this one
    mark = row.mark
    if mark is None:
        return ""
    text = t(NAMES[mark.status])
    if row.came:
        return f"{text} {row.came.astimezone(ZONE):%H:%M}–{mark.at.astimezone(ZONE):%H:%M}"
    return f"{text} {mark.at.astimezone(ZONE):%H:%M}" if mark.status in (Status.PRESENT, Status.LATE) else text


def _day(row: RollRow) -> str:
    return f"{row.birthday:%d/%m/%Y}" if row.birthday else ""


def _remark(one: RollRow, marks: Mapping[int, Mapping[int, RollRow]]) -> str:
    """Reasons that stand beside the marks."""
    found = [row.mark.reason for rows in marks.values() if (row := rows.get(one.person_id)) and row.mark]
    return "; ".join(dict.fromkeys(reason for reason in found if reason))


def _about(t: Speaker, views: Sequence[SessionView]) -> list[str]:
    first = views[0]
    lines = [first.course_title]
    if first.plan_number:
        lines.insert(0, t("Plan No. {number}").format(number=first.plan_number))
    if len(views) == 1:
        lines += [first.title, dates.period(t, first.period)]
    elif first.period.first_day:
        hours = "; ".join(dates.hours(t, view.period) for view in views if view.period.is_exact)
        lines.append(f"{dates.Day(t, first.period.first_day)}" + (f" ({hours})" if hours else ""))
    places = list(dict.fromkeys(view.place for view in views if view.place))
    return [*lines, *places[:2]]


def _totals(t: Speaker, people: int, rolls: Rolls) -> list[str]:
    lines = [t("This list comprises {n} people.").format(n=people)]
    for view, rows in rolls:
        counted = tally(t, count({row.person_id: row.mark for row in rows}))
        lines.append(counted if len(rolls) == 1 else f"{_part(t, view)}: {counted}")
    return lines


def dated(t: Speaker, now: datetime) -> str:
    """ "……, ngày 05 tháng 01 năm 2020": a zero before days under 10 and months 1 and 2. The place is left to whoever
    signs: a plan does not say where its lists are made up."""
    local = now.astimezone(ZONE)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return t("……………, day {day} month {month} year {year}").format(day=f"{local.day:02d}", month=month, year=local.year)


def _signers(t: Speaker) -> tuple[Signer, ...]:
    note = t("(Signature, full name)")
    return Signer(t("TRAINER"), note), Signer(t("FOR THE ORGANIZERS"), note)


def matrix_papers(rolls: Rolls, issuer: str, now: datetime) -> list[Paper]:
    """People × sessions with a letter for each mark; so many sessions beside one another as a page holds."""
    parts = [rolls[start : start + BESIDE] for start in range(0, len(rolls), BESIDE)] or [rolls]
    people = everybody(rolls)
    return [_matrix(part, people, rolls, issuer, now, last=part is parts[-1]) for part in parts]


def _matrix(part: Rolls, people: Sequence[RollRow], whole: Rolls, issuer: str, now: datetime, *, last: bool) -> Paper:
    t = official()
    marks = [{row.person_id: row for row in rows} for _, rows in part]
    all_marks = [{row.person_id: row for row in rows} for _, rows in whole] if last else []
    columns = [Column("TT", 10, centred=True), Column(t("Full name"), 46), Column(t("Unit"), 46)]
    columns += [Column(_short_head(t, view), 10, centred=True) for view, _ in part]
    if last:
        columns += [Column(t("Attended"), 17, centred=True)]
    rows = []
    for number, one in enumerate(people, 1):
        letters = [_letter(found.get(one.person_id)) for found in marks]
        attended = [_attended(one.person_id, all_marks)] if last else []
        rows.append((str(number), one.name, one.unit or "", *letters, *attended))
    view = whole[0][0]
    lines = [view.course_title, *([t("Plan No. {number}").format(number=view.plan_number)] if view.plan_number else [])]
    return Paper(
        issuer=issuer.upper(),
        title=t("ATTENDANCE OF THE COURSE"),
        columns=columns,
        rows=rows,
        lines=[*lines[::-1], _span(t, [one for one, _ in part])],
        totals=[
            t("This list comprises {n} people.").format(n=len(people)),
            t("x there · M late · P excused · V absent · S left early · – not in this session"),
        ],
        dated=dated(t, now) if last else None,
        signers=_signers(t) if last else (),
        landscape=True,
        size=11.0,
    )


def _short_head(t: Speaker, view: SessionView) -> str:
    first = view.period.first_day
    return f"{dates.short_day(first) if first else '?'} {_part(t, view)[:1]}"


def _letter(row: RollRow | None) -> str:
    if row is None:
        return "–"
    return LETTERS.get(row.mark.status, "") if row.mark else ""


def _attended(person: int, marks: Sequence[Mapping[int, RollRow]]) -> str:
    """ "3/4": sessions one was there in, of those one is expected in."""
    mine = [row for found in marks if (row := found.get(person))]
    there = sum(1 for row in mine if row.mark and row.mark.status in (Status.PRESENT, Status.LATE))
    return f"{there}/{len(mine)}"


def _span(t: Speaker, views: Sequence[SessionView]) -> str:
    days = [day for view in views for day in (view.period.first_day, view.period.last_day) if day]
    return dates.span(t, min(days), max(days)) if days else ""


def unit_papers(rolls: Rolls, issuer: str, now: datetime) -> list[Paper]:
    """A paper for each unit, for its head: who of it was there in these sessions."""
    units = sorted({row.unit or "" for _, rows in rolls for row in rows}, key=sort_key)
    return [_of_unit(unit, rolls, issuer, now) for unit in units]


def _of_unit(unit: str, rolls: Rolls, issuer: str, now: datetime) -> Paper:
    mine = [(view, [row for row in rows if (row.unit or "") == unit]) for view, rows in rolls]
    paper = session_paper([(view, rows) for view, rows in mine if rows], issuer, now)
    t = official()
    named = t("Unit: {unit}").format(unit=unit or "–")
    keep = [place for place, column in enumerate(paper.columns) if column.title != t("Unit")]
    return Paper(
        issuer=paper.issuer,
        title=paper.title,
        columns=[paper.columns[place] for place in keep],
        rows=[(str(tt), *(row[place] for place in keep[1:])) for tt, row in enumerate(_by_name(paper.rows), 1)],
        lines=[*paper.lines, named],
        totals=paper.totals,
        dated=paper.dated,
        signers=paper.signers,
        row_height=paper.row_height,
        size=paper.size,
    )


def _by_name(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """A unit's own list is numbered by itself: nobody reads marks out of it."""
    return sorted(rows, key=lambda row: sort_key(row[1]))


def unit_chart(t: Speaker, view: SessionView, rows: Sequence[RollRow]) -> Chart:
    """A bar for each unit, those with the smallest share there first."""
    by_unit: dict[str, list[RollRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit or "–", []).append(row)
    counted = [(unit, count({row.person_id: row.mark for row in some})) for unit, some in by_unit.items()]
    counted.sort(key=lambda one: (_share(one[1]), sort_key(one[0])))
    rest = counted[MOST - 1 :] if len(counted) > MOST else []
    shown = counted[: MOST - 1] if rest else counted
    bars = [_bar(unit, one) for unit, one in shown]
    if rest:
        summed = _summed([one for _, one in rest])
        bars.append(_bar(t("{n} other units").format(n=len(rest)), summed))
    whole = count({row.person_id: row.mark for row in rows})
    lines = (view.title, dates.period(t, view.period), tally(t, whole))
    return Chart(t("Attendance by unit"), lines, _legend(t), bars)


def session_chart(t: Speaker, rolls: Rolls) -> Chart:
    """A bar for each session, in order of time; the last ones where there are too many."""
    bars = [
        _bar(f"{dates.period(t, view.period)} – {view.title}", count({row.person_id: row.mark for row in rows}))
        for view, rows in rolls[-MOST:]
    ]
    return Chart(t("Attendance by session"), (rolls[0][0].course_title,), _legend(t), bars)


def _legend(t: Speaker) -> tuple[str, ...]:
    names = (Status.PRESENT, Status.LATE, Status.EXCUSED, Status.ABSENT, Status.NONE)
    return tuple(t(STATUSES[one]) for one in names)


def _bar(label: str, counts: Counts) -> Bar:
    there = counts.present + counts.late
    parts = (counts.present, counts.late, counts.excused, counts.absent + counts.left_early, counts.unmarked)
    return Bar(label, parts, f"{there}/{counts.expected} · {round(100 * _share(counts))}%")


def _share(counts: Counts) -> float:
    return (counts.present + counts.late) / counts.expected if counts.expected else 0.0


def _summed(some: Sequence[Counts]) -> Counts:
    names = ("present", "late", "excused", "absent", "left_early", "unmarked", "expected")
    return Counts(**{name: sum(getattr(one, name) for one in some) for name in names})


def file_name(code: str, scope: str, views: Sequence[SessionView], suffix: str) -> str:
    """ "HP-NK-2022-20221210-0730.pdf" of a session, "…-20221210.pdf" of a day, "HP-NK-2022.pdf" of a course."""
    start = views[0].period.start if views else None
    local = start.astimezone(ZONE) if start else None
    when = {"session": f"-{local:%Y%m%d-%H%M}", "day": f"-{local:%Y%m%d}"}.get(scope, "") if local else ""
    return f"{code}{when}{'-units' if scope == 'units' else ''}.{suffix}"
