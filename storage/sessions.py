"""Sessions as people see them, and as organizers change them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from storage import schema
from storage.prepared import Prepared
from training.attendance import WindowSettings
from training.calendar import SessionView
from training.checkin_rules import CheckinRules
from training.plan import ZONE, Kind, Period, Precision, Venue
from training.reading.vietnamese import sort_key

s, c, p = schema.session, schema.course, schema.plan

_VIEW = (
    s.c.id,
    s.c.key,
    s.c.title,
    s.c.kind,
    s.c.starts_at,
    s.c.ends_at,
    s.c.precision,
    s.c.place,
    s.c.venue,
    s.c.link,
    s.c.lead,
    s.c.choose_days,
    s.c.state,
    s.c.notes,
    s.c.version,
    s.c.course_id,
    c.c.title.label("course_title"),
    p.c.number,
    p.c.title.label("plan_title"),
)


def takes_part(session_id: Any, person_id: Any) -> Any:
    """The condition that a session is for everybody of its course or for a group of the person."""
    named = exists().where(schema.session_group.c.session_id == session_id)
    in_group = exists().where(
        schema.session_group.c.session_id == session_id,
        schema.session_group.c.name == schema.person_group.c.name,
        schema.person_group.c.person_id == person_id,
    )
    return or_(~named, in_group)


def _own_sessions() -> Any:
    """Sessions of a person (:person) still open at a moment (:since), as trainee or trainer: one statement."""
    person: Any = bindparam("person", None)
    since = bindparam("since", None, type_=schema.Moment())
    open_still = or_(s.c.closes_at.is_(None), s.c.closes_at > since)
    told, who = schema.progress, schema.staff.join(schema.person, schema.person.c.id == schema.staff.c.person_id)
    names = select(func.aggregate_strings(schema.person.c.name, "\n")).select_from(who)
    trainers = names.where(schema.staff.c.session_id == s.c.id).correlate(s).scalar_subquery().label("trainers")
    joined = s.join(c, c.c.id == s.c.course_id).join(p, p.c.id == c.c.plan_id)
    joined = joined.outerjoin(told, and_(told.c.session_id == s.c.id, told.c.person_id == person))
    extra = (told.c.done_at, told.c.chosen_day, trainers)
    trainee = (
        select(*_VIEW, *extra, literal("trainee").label("role"))
        .select_from(joined.join(schema.enrolment, schema.enrolment.c.course_id == s.c.course_id))
        .where(schema.enrolment.c.person_id == person, takes_part(s.c.id, person), open_still)
    )
    trainer = (
        select(*_VIEW, *extra, literal("trainer").label("role"))
        .select_from(joined.join(schema.staff, schema.staff.c.session_id == s.c.id))
        .where(schema.staff.c.person_id == person, open_still)
    )
    return union_all(trainee, trainer)


_OWN_SESSIONS = Prepared(_own_sessions())
BEGINNING = datetime(1900, 1, 1, tzinfo=ZONE)


def sessions_of(db: Connection, person_id: int, since: datetime = BEGINNING) -> list[SessionView]:
    """A person's sessions that are not over at `since`, each once; the trainer's role wins over the trainee's."""
    found: dict[int, SessionView] = {}
    for row in _OWN_SESSIONS.rows(db, person=person_id, since=since):
        if row.id not in found or row.role == "trainer":
            found[row.id] = _view(row)
    return [found[number] for number in sorted(found)]


def with_trainers(db: Connection, sessions: Sequence[SessionView]) -> list[SessionView]:
    """The same sessions with their trainers' names."""
    names = trainers_of(db, [session.id for session in sessions])
    return [replace(session, trainers=tuple(names.get(session.id, ()))) for session in sessions]


_TRAINERS = (
    select(schema.staff.c.session_id, schema.person.c.name)
    .join(schema.person, schema.person.c.id == schema.staff.c.person_id)
    .where(schema.staff.c.session_id.in_(bindparam("ids", expanding=True)))
)


def trainers_of(db: Connection, session_ids: Iterable[int]) -> dict[int, list[str]]:
    """Names by session id, in the order of lists."""
    rows = db.execute(_TRAINERS, {"ids": list(session_ids)})
    names: dict[int, list[str]] = {}
    for session_id, name in sorted(rows, key=lambda row: sort_key(row.name)):
        names.setdefault(session_id, []).append(name)
    return names


def staff_of(db: Connection, session_id: int) -> list[int]:
    """Ids of the people who train a session."""
    mine = select(schema.staff.c.person_id).where(schema.staff.c.session_id == session_id)
    return list(db.scalars(mine.order_by(schema.staff.c.person_id)))


def period_of(row: Any) -> Period:
    """The Period of a row with starts_at, ends_at and precision."""
    start = row.starts_at.astimezone(ZONE) if row.starts_at else None
    end = row.ends_at.astimezone(ZONE) if row.ends_at else None
    return Period(start, end, Precision(row.precision))


def _view(row: Row[Any]) -> SessionView:
    return SessionView(
        id=row.id,
        code=row.key,
        title=row.title,
        kind=Kind(row.kind),
        period=period_of(row),
        course_id=row.course_id,
        course_title=row.course_title,
        plan_number=row.number,
        plan_title=row.plan_title,
        place=row.place,
        venue=Venue(**row.venue) if row.venue else None,
        link=row.link,
        lead=row.lead,
        choose_days=row.choose_days,
        cancelled=row.state == "cancelled",
        notes=tuple(row.notes),
        done=getattr(row, "done_at", None) is not None,
        chosen_day=getattr(row, "chosen_day", None),
        role=getattr(row, "role", "trainee"),
        trainers=_names(getattr(row, "trainers", None)),
        version=row.version,
    )


def _names(joined: str | None) -> tuple[str, ...]:
    """Names that a query brought in one column, one a line."""
    return tuple(sorted(joined.split("\n"), key=sort_key)) if joined else ()


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as its staff handle it."""

    view: SessionView
    course_code: str
    unit_id: int | None  # of the plan: whose organizers it belongs to
    version: int
    opened_at: datetime | None
    closed_at: datetime | None
    secret: bytes
    rules: CheckinRules
    rules_stored: bool  # the whole of the rules stands in the session, whatever becomes of the defaults

    @property
    def settings(self) -> WindowSettings:
        return self.rules.window


_OF_COURSE = (c.c.code.label("course_code"), c.c.checkout.label("asks_checkout"))
_FACTS = (*_VIEW, *_OF_COURSE, p.c.unit_id, s.c.checkin, s.c.opened_at, s.c.closed_at)


def facts_query() -> Select[Any]:
    """Rows for `facts_of_row`; callers narrow it, or join more to it."""
    return select(*_FACTS, s.c.secret).select_from(s.join(c, c.c.id == s.c.course_id).join(p, p.c.id == c.c.plan_id))


_ONE = facts_query().where(s.c.id == bindparam("wanted"))
_SOME = facts_query().where(s.c.id.in_(bindparam("wanted", expanding=True))).order_by(s.c.id)


def session_facts(db: Connection, session_id: int) -> SessionFacts | None:
    """One session whole; None when there is none of that id."""
    row = db.execute(_ONE, {"wanted": session_id}).first()
    return facts_of_row(row) if row else None


def facts_of(db: Connection, session_ids: Iterable[int]) -> list[SessionFacts]:
    """Those of these sessions that are there, by id."""
    return [facts_of_row(row) for row in db.execute(_SOME, {"wanted": list(session_ids)})]


def facts_of_row(row: Row[Any]) -> SessionFacts:
    rules = CheckinRules.of(row.checkin, row.asks_checkout)
    return SessionFacts(
        view=_view(row),
        course_code=row.course_code,
        unit_id=row.unit_id,
        version=row.version,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        secret=row.secret,
        rules=rules,
        rules_stored=row.checkin == rules.stored(),
    )


def sessions_between(
    db: Connection, first: datetime, last: datetime, units: Iterable[int] | None, sessions: Iterable[int] = ()
) -> list[SessionFacts]:
    """Sessions touching [first, last) of plans of these units (None: of all) or with these ids, in time order."""
    query = facts_query().where(s.c.starts_at < last, or_(s.c.closes_at.is_(None), s.c.closes_at > first))
    if units is not None:
        query = query.where(or_(p.c.unit_id.in_(list(units)), s.c.id.in_(list(sessions))))
    return [facts_of_row(row) for row in db.execute(query.order_by(s.c.starts_at, s.c.id))]


def over_between(db: Connection, first: datetime, last: datetime) -> list[SessionFacts]:
    """Sessions that ended within [first, last), by id."""
    query = facts_query().where(s.c.closes_at >= first, s.c.closes_at < last)
    return [facts_of_row(row) for row in db.execute(query.order_by(s.c.id))]


def sessions_of_course(db: Connection, course_id: int) -> list[SessionFacts]:
    """All sessions of a course, in the order of the plan."""
    rows = db.execute(facts_query().where(s.c.course_id == course_id).order_by(s.c.position, s.c.id))
    return [facts_of_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course to choose from."""

    id: int
    code: str
    title: str
    plan_title: str
    plan_number: str | None
    plan_contact: str | None
    unit_id: int | None
    completion: dict[str, Any]
    enrolled: int = 0


_COURSE = (
    c.c.id,
    c.c.code,
    c.c.title,
    p.c.title.label("plan_title"),
    p.c.number.label("plan_number"),
    p.c.contact.label("plan_contact"),
    p.c.unit_id,
    c.c.completion,
)


def courses(db: Connection, units: Iterable[int] | None, now: datetime | None = None) -> list[CourseRow]:
    """Courses of plans of these units (None: all), by code; after `now` those with something to come first."""
    query = select(*_COURSE).select_from(c.join(p, p.c.id == c.c.plan_id))
    if now is not None:
        ahead = select(func.min(s.c.starts_at)).where(s.c.course_id == c.c.id, s.c.starts_at >= now).scalar_subquery()
        query = query.order_by(ahead.is_(None), ahead)
    query = query.order_by(c.c.code)
    if units is not None:
        query = query.where(p.c.unit_id.in_(list(units)))
    return [CourseRow(*row) for row in db.execute(query)]


def courses_of(db: Connection, person_id: int) -> list[CourseRow]:
    """Courses a person is enrolled in, by code."""
    joined = c.join(p, p.c.id == c.c.plan_id).join(schema.enrolment, schema.enrolment.c.course_id == c.c.id)
    query = select(*_COURSE).select_from(joined).where(schema.enrolment.c.person_id == person_id).order_by(c.c.code)
    return [CourseRow(*row) for row in db.execute(query)]


def course_by_id(db: Connection, course_id: int) -> CourseRow | None:
    row = db.execute(select(*_COURSE).select_from(c.join(p, p.c.id == c.c.plan_id)).where(c.c.id == course_id)).first()
    return CourseRow(*row) if row else None


def reschedule(db: Connection, session_id: int, period: Period) -> None:
    """Give a session another period; its reminders are planned anew by the caller. What a trainer opened or closed
    by hand was for the old hour."""
    when = {"starts_at": period.start, "ends_at": period.end, "precision": period.precision.value}
    _change(db, session_id, **when, closes_at=period.closes, opened_at=None, closed_at=None)


def relocate(db: Connection, session_id: int, place: str | None, venue: Venue | None) -> None:
    """Another place; a known venue with its address, or words alone."""
    _change(db, session_id, place=place, venue=_plain(venue))


def make_virtual(db: Connection, session_id: int, link: str) -> None:
    """Switch to a virtual room."""
    _change(db, session_id, kind=Kind.VIRTUAL.value, link=link)


def set_state(db: Connection, session_id: int, state: str) -> None:
    """planned or cancelled."""
    _change(db, session_id, state=state)


def set_opened(db: Connection, session_id: int, at: datetime) -> None:
    db.execute(update(s).where(s.c.id == session_id).values(opened_at=at))


def set_closed(db: Connection, session_id: int, at: datetime) -> None:
    db.execute(update(s).where(s.c.id == session_id).values(closed_at=at))


def set_rules(db: Connection, session_id: int, rules: CheckinRules) -> None:
    """How people check in, from now on."""
    db.execute(update(s).where(s.c.id == session_id).values(checkin=rules.stored()))


def _change(db: Connection, session_id: int, **values: Any) -> None:
    db.execute(update(s).where(s.c.id == session_id).values(version=s.c.version + 1, **values))


def _plain(venue: Venue | None) -> dict[str, Any] | None:
    if venue is None:
        return None
    return {
        "name": venue.name,
        "address": venue.address,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
    }


def report_done(db: Connection, session_id: int, person_id: int, at: datetime) -> None:
    """An LMS, practice or deadline session is done; doing it twice changes nothing."""
    _progress(db, session_id, person_id)
    told = schema.progress
    db.execute(
        update(told)
        .where(told.c.session_id == session_id, told.c.person_id == person_id, told.c.done_at.is_(None))
        .values(done_at=at)
    )


def choose_day(db: Connection, session_id: int, person_id: int, day: date) -> None:
    """The day a person chose within a practice window."""
    _progress(db, session_id, person_id)
    told = schema.progress
    db.execute(
        update(told).where(told.c.session_id == session_id, told.c.person_id == person_id).values(chosen_day=day)
    )


def _progress(db: Connection, session_id: int, person_id: int) -> None:
    told = schema.progress
    known = select(told.c.person_id).where(told.c.session_id == session_id, told.c.person_id == person_id)
    if not db.execute(known).first():
        db.execute(told.insert().values(session_id=session_id, person_id=person_id))
