"""What a teacher does alone and reports: LMS days, practice days, deadlines met; and how things stand."""

from __future__ import annotations

from datetime import date, datetime

from handlers.request import Request, Way
from handlers.talk import Answer
from handlers.wording import study as words
from storage import attendance, sessions
from training import calendar, completion
from training.attendance import MarkValue
from training.calendar import TO_REPORT, SessionView
from training.people import Action
from training.plan import Completion, Kind


def lms_status(request: Request) -> Answer:
    """LMS and practice sessions with what was reported of them."""
    found = [one for one in _all(request) if one.kind in TO_REPORT and not one.cancelled]
    if request.intent.topic:
        found = words.about(found, request.intent.topic) or found
    return words.study_status(request, sorted(found, key=calendar.sort_key))


def report_done(request: Request) -> Answer:
    """A button on an LMS day, a practice window or a deadline: it is done."""
    session = _own(request)
    if session is None or session.kind not in (*TO_REPORT, Kind.DEADLINE):
        return words.no_such(request)
    if _not_yet(session, request.today):
        return words.too_soon(request, session)
    sessions.report_done(request.db, session.id, request.person, request.now)
    return words.thanks_done(request, session)


def _not_yet(session: SessionView, today: date) -> bool:
    first = session.period.first_day
    return session.kind is not Kind.DEADLINE and first is not None and today < first


def practice_day(request: Request) -> Answer:
    """Choose the day of a practice window (`practice_day|session|date`), or be shown the days."""
    session = _own(request)
    if session is None or not session.choose_days:
        return words.no_such(request)
    days = calendar.days_to_choose(session, request.now)
    chosen = _date(request.intent.args[1:2])
    if chosen is None or chosen not in days:
        return words.choose_day(request, session, days)
    sessions.choose_day(request.db, session.id, request.person, chosen)
    return words.day_chosen(request, session, chosen)


def _date(args: tuple[str, ...]) -> date | None:
    try:
        return date.fromisoformat(args[0]) if args else None
    except ValueError:
        return None


def attendance_record(request: Request) -> Answer:
    """What was marked of the person, in the order of the sessions."""
    marks = attendance.current_marks_of(request.db, request.person)
    held = [one for one in _all(request) if one.kind in calendar.TO_ATTEND and one.role == "trainee"]
    if when := request.intent.when:
        held = list(calendar.within(held, when.first, when.last, request.intent.part))
    else:
        held = [one for one in held if one.id in marks or _has_begun(one, request.now)]
    return words.record(request, sorted(held, key=calendar.sort_key), marks)


def _has_begun(session: SessionView, now: datetime) -> bool:
    return session.period.start is not None and session.period.start <= now and not session.cancelled


def standing(request: Request) -> Answer:
    """Per course: what is done, what is owed."""
    marks = attendance.current_marks_of(request.db, request.person)
    everything = _all(request)
    found = []
    for course in sessions.courses_of(request.db, request.person):
        records = [_record(one, marks) for one in everything if one.course_id == course.id]
        found.append((course, completion.standing(Completion(**course.completion), records)))
    return words.standings(request, found, {one.id: one for one in everything})


def _record(session: SessionView, marks: dict[int, MarkValue]) -> completion.Record:
    mark = marks.get(session.id)
    return completion.Record(
        session_id=session.id,
        title=session.title,
        kind=session.kind,
        status=mark.status if mark else None,
        done=session.done,
        cancelled=session.cancelled,
    )


def _all(request: Request) -> list[SessionView]:
    return sessions.sessions_of(request.db, request.person)


def _own(request: Request) -> SessionView | None:
    """The session a button names, if it is one of the person's own."""
    wanted = request.number()
    return next((one for one in _all(request) if one.id == wanted and not one.cancelled), None)


WAYS = {
    "lms_status": Way(lms_status),
    "lms_done": Way(report_done, Action.REPORT_PROGRESS),
    "practice_done": Way(report_done, Action.REPORT_PROGRESS),
    "deadline_done": Way(report_done, Action.REPORT_PROGRESS),
    "practice_day": Way(practice_day, Action.CHOOSE_DAY),
    "attendance_record": Way(attendance_record),
    "completion": Way(standing),
}
