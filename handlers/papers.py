"""Attendance papers from the chat: which, as what kind of file; and attendance as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from files.papers.model import Paper
from handlers import heavy, roll_numbers
from handlers.request import Request, Way
from handlers.talk import Answer, Errand, File, Reply
from handlers.things import session_for, session_thing
from handlers.wording import office_files as file_words
from handlers.wording import papers as words
from handlers.wording.language import Speaker
from storage import attendance, audit, plans, sessions
from storage.accounts import AccountRow
from storage.sessions import SessionFacts
from training.calendar import TO_ATTEND, sort_key
from training.people import Action

if TYPE_CHECKING:
    from handlers.errands import Bench, Runner

SCOPES = ("session", "day", "course", "units")
NUMBERED = ("session", "day")  # whose numbers a trainer reads out: "absent 7, 12"


def papers(request: Request) -> Answer:
    """Which paper: `papers|session`."""
    facts = session_for(request, Action.EXPORT_ROLL)
    if facts is None:
        return words.not_there(request)
    return words.choose(request, facts.view, len(_seen(request, facts)))


def _seen(request: Request, facts: SessionFacts) -> list[SessionFacts]:
    """Sessions of the course that people attend and whose list this person may take home, in order of time."""
    held = (
        one
        for one in sessions.sessions_of_course(request.db, facts.view.course_id)
        if one.view.kind in TO_ATTEND and not one.view.cancelled
    )
    mine = [one for one in held if request.may(Action.EXPORT_ROLL, session_thing(request, one))]
    return sorted(mine, key=lambda one: sort_key(one.view))


def paper(request: Request) -> Answer:
    """`paper|session|scope|blank or full|format`; without a format it is asked for."""
    facts = session_for(request, Action.EXPORT_ROLL)
    scope, blank, suffix = (*request.intent.args[1:4], "", "", "")[:3]
    if facts is None or scope not in SCOPES:
        return words.not_there(request)
    if suffix not in words.FORMATS:
        return words.which_format(request, facts.view, scope, blank == "blank")
    return taken_home(request, facts, scope, blank, suffix, _of_scope(request, facts, scope))


def taken_home(
    request: Request, facts: SessionFacts, scope: str, blank: str, suffix: str, chosen: Sequence[SessionFacts]
) -> Answer:
    """The paper is made; from now on the numbers on it are those people's."""
    if heavy.too_often(request, "paper", heavy.FILES):
        return file_words.too_often(request)
    if scope in NUMBERED:
        roll_numbers.go_out(request, chosen)
    log(request, facts, scope)
    errand = Errand("paper_file", (facts.view.id, scope, blank, suffix, *(one.view.id for one in chosen)))
    return Answer(toast=words.preparing(request), errands=(errand,))


def _of_scope(request: Request, facts: SessionFacts, scope: str) -> list[SessionFacts]:
    day = facts.view.period.first_day
    if scope == "course":
        return _seen(request, facts)
    if scope == "day" and day:
        return [one for one in _seen(request, facts) if one.view.period.first_day == day] or [facts]
    return [facts]


def log(request: Request, facts: SessionFacts, what: str) -> None:
    """That somebody took a list home."""
    thing = f"session:{facts.view.id}"
    audit.note(request.db, request.now, f"person:{request.person}", "export_roll", thing, after={"paper": what})


def chart(request: Request) -> Answer:
    """Two pictures: this session by unit, the course by session: `chart|session`."""
    facts = session_for(request, Action.EXPORT_ROLL)
    if facts is None:
        return words.not_there(request)
    if heavy.too_often(request, "paper", heavy.FILES):
        return file_words.too_often(request)
    log(request, facts, "chart")
    chosen = [one.view.id for one in _seen(request, facts)]
    return Answer(toast=words.preparing(request), errands=(Errand("chart_file", (facts.view.id, *chosen)),))


def rolls_of(db: Connection, session_ids: Sequence[int]) -> words.Rolls:
    """Sessions with everybody expected, in the order of the ids given."""
    facts = {one.view.id: one.view for one in sessions.facts_of(db, session_ids)}
    return [(facts[number], attendance.roll(db, number)) for number in session_ids if number in facts]


def written(scope: str, rolls: words.Rolls, issuer: str, now: datetime, *, blank: bool) -> list[Paper]:
    """The papers of a scope; of "units" one for each."""
    if scope == "course":
        return words.matrix_papers(rolls, issuer, now)
    if scope == "units":
        return words.unit_papers(rolls, issuer, now)
    return [words.session_paper(rolls, issuer, now, blank=blank)]


def drawn(made: Sequence[Paper], suffix: str, names: Sequence[str] = ()) -> bytes:
    """As .pdf, .docx or .xlsx. names: of an .xlsx's sheets."""
    if suffix == "pdf":
        from files.papers.pdf import papers_pdf

        return papers_pdf(made)
    if suffix == "docx":
        from files.papers.word import papers_docx

        return papers_docx(made)
    from files.papers.sheet import papers_xlsx

    return papers_xlsx(made, names)


async def paper_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """(session, scope, "blank" or not, format, ids of the sessions)."""
    from handlers.errands import in_thread

    number, scope, blank, suffix, *chosen = errand.args
    rolls, issuer, facts = await bench.database.read(
        lambda db: (rolls_of(db, chosen), plans.issuer_of(db, number), sessions.session_facts(db, number))
    )
    assert facts
    made = written(scope, rolls, issuer, bench.now, blank=blank == "blank")
    units = [paper.lines[-1].partition(": ")[2] for paper in made] if scope == "units" else []
    content = await in_thread(lambda: drawn(made, suffix, units))
    name = words.file_name(facts.course_code, scope, [view for view, _ in rolls], suffix)
    caption = words.caption(t, name, len(words.everybody(rolls)))
    return Answer((Reply(caption, file=File(name, content), protect=True),))


async def chart_file(bench: Bench, errand: Errand, _account: AccountRow, t: Speaker) -> Answer:
    """(session, ids of the sessions of its course)."""
    from files.charts import chart_png
    from handlers.errands import in_thread

    number, *chosen = errand.args
    rolls = await bench.database.read(lambda db: rolls_of(db, chosen or [number]))
    view, rows = next((one for one in rolls if one[0].id == number), rolls[0])
    pictures = [words.unit_chart(t, view, rows), *([words.session_chart(t, rolls)] if len(rolls) > 1 else [])]
    replies = []
    for place, picture in enumerate(pictures):
        content = await in_thread(partial(chart_png, picture))
        replies.append(Reply(picture.title, file=File(f"chart-{place + 1}.png", content, picture=True), protect=True))
    return Answer(tuple(replies))


WAYS = {
    "papers": Way(papers),
    "paper": Way(paper),
    "chart": Way(chart),
}
RUNNERS: Mapping[str, Runner] = {"paper_file": paper_file, "chart_file": chart_file}
