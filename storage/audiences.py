"""Audiences: who something is said to, as data that is turned into people at the last moment.

An audience is a dict. Everything it names narrows it, so `{"courses": [3], "units": [7]}` is the people of course 3
in unit 7 and below; values of one key widen it. Keys:

- "courses": ids; enrolled there. With "roles" ["trainer"] the trainers of their sessions, with ["organizer"] those
  who organize the units that issued their plans.
- "units": ids; of these units and everything below, as the tree stands on the day.
- "groups": names (person_group).
- "roles": trainee, trainer, organizer, inspector, admin.
- "session": id, or "sessions": ids; who takes part: enrolled and, where the session names groups, in one of them; and
  its staff. Once, in however many roles.
- "staff": session id; who trains it.
- "lead": only with "session"; whose own last reminder comes so many minutes before (null: whose is the rule's).
- "attendance": only with "session"; whose current mark there is this status, or "unmarked".
- "lms_not_done": session id; who takes part in it and has not reported it done.
- "not_acknowledged": mailing id; who got it and did not press "received".
- "organizers": course id; who organizes the unit that issued its plan, or a unit above.
- "everybody": true; all people of the lists.
- "people": ids; they are added to whatever the rest selects.
- "exclude": person ids, or audiences (dicts); they are taken away, from "people" as well.

An audience that names nothing is nobody. People who were erased are never in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union,
)

from storage import units
from storage.schema import (
    account,
    course,
    delivery,
    enrolment,
    grant,
    mark,
    person,
    person_group,
    plan,
    progress,
    session,
    staff,
)
from storage.sessions import takes_part
from training.mailing import DeliveryState
from training.plan import ZONE

Audience = Mapping[str, Any]
Condition = ColumnElement[bool]
UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an audience is, by the platform that each would be reached on, and how many on none."""

    total: int
    platforms: Mapping[str, int]
    unreachable: int


def people_of(db: Connection, audience: Audience, now: datetime, joined_by: datetime | None = None) -> Select[int]:
    """Ids of its people as one SELECT. joined_by: of the enrolled only those who were so by then."""
    query = _Query(db, now.astimezone(ZONE).date(), joined_by)
    return select(person.c.id).where(person.c.erased_at.is_(None), query.of(audience))


def best_account(person_id: Any) -> Any:
    """The account a person is written to: bound, with consent, not blocked; the one used last. A scalar subquery."""
    mine = account.alias("mine")
    return (
        select(mine.c.id)
        .where(mine.c.person_id == person_id, mine.c.reachable, mine.c.consent_at.is_not(None))
        .order_by(func.coalesce(mine.c.seen_at, mine.c.bound_at, mine.c.created_at).desc(), mine.c.id)
        .limit(1)
        .scalar_subquery()
    )


def audience_count(db: Connection, audience: Audience, now: datetime) -> Reach:
    """How many it is now, and how they would be reached."""
    rows = db.execute(
        select(account.c.platform, func.count())
        .select_from(person.outerjoin(account, account.c.id == best_account(person.c.id)))
        .where(person.c.id.in_(people_of(db, audience, now)))
        .group_by(account.c.platform)
    )
    found = {platform: many for platform, many in rows}
    unreachable = found.pop(None, 0)
    return Reach(sum(found.values()) + unreachable, found, unreachable)


def size(db: Connection, audience: Audience, now: datetime) -> int:
    """How many people it is now, however they would be reached."""
    found: int = db.execute(select(func.count()).select_from(people_of(db, audience, now).subquery())).scalar_one()
    return found


def languages(db: Connection, audience: Audience, now: datetime, default: str) -> dict[str, int]:
    """In which languages those who can be reached read it, and how many; default: of those who chose none."""
    language = func.coalesce(account.c.language, person.c.language, default)
    rows = db.execute(
        select(language.label("language"), account.c.id)
        .select_from(person.join(account, account.c.id == best_account(person.c.id)))
        .where(person.c.id.in_(people_of(db, audience, now)))
    )
    return dict(Counter(row.language for row in rows))


def unreached(db: Connection, audience: Audience, now: datetime) -> Sequence[Any]:
    """Who could not be written to: rows (id, code, name, phone, unit_id), by unit and name; for the clerk's list."""
    columns = (person.c.id, person.c.code, person.c.name, person.c.phone, person.c.unit_id)
    return db.execute(
        select(*columns)
        .where(person.c.id.in_(people_of(db, audience, now)), best_account(person.c.id).is_(None))
        .order_by(person.c.unit_id, person.c.folded)
    ).all()


class _Query:
    """Turns an audience into a condition on `person`."""

    def __init__(self, db: Connection, day: date, joined_by: datetime | None) -> None:
        self._db, self._day, self._joined_by = db, day, joined_by

    def of(self, audience: Audience) -> Condition:
        narrowing = self._narrowing(audience)
        found = and_(*narrowing) if narrowing else false()
        if added := audience.get("people"):
            found = or_(found, person.c.id.in_(list(added)))
        return and_(found, ~self._excluded(audience["exclude"])) if audience.get("exclude") else found

    def _narrowing(self, audience: Audience) -> list[Condition]:
        ways: dict[str, Callable[[Audience], Condition]] = {
            "courses": self._courses,
            "units": self._units,
            "groups": lambda a: person.c.id.in_(_ids(person_group, person_group.c.name.in_(list(a["groups"])))),
            "session": lambda a: self._sessions([a["session"]]),
            "sessions": lambda a: self._sessions(a["sessions"]),
            "staff": lambda a: person.c.id.in_(_ids(staff, staff.c.session_id == a["staff"])),
            "lead": lambda a: person.c.lead_minutes.is_not_distinct_from(a["lead"]),
            "attendance": lambda a: _attendance(a["session"], a["attendance"]),
            "lms_not_done": lambda a: and_(self._sessions([a["lms_not_done"]]), ~_done(a["lms_not_done"])),
            "not_acknowledged": lambda a: person.c.id.in_(_not_acknowledged(a["not_acknowledged"])),
            "organizers": lambda a: self._organizers([a["organizers"]], "organizer"),
            "everybody": lambda a: true() if a["everybody"] else false(),
        }
        found = [way(audience) for key, way in ways.items() if key in audience]
        if "roles" in audience and "courses" not in audience:
            found.append(or_(*(_in_role(role) for role in audience["roles"])))
        return found

    def _excluded(self, exclude: Iterable[int | Audience]) -> Condition:
        exclude = list(exclude)
        people = [one for one in exclude if isinstance(one, int)]
        nested = [self.of(one) for one in exclude if not isinstance(one, int)]
        return or_(person.c.id.in_(people), *nested)

    def _courses(self, audience: Audience) -> Condition:
        courses = list(audience["courses"])
        return or_(*(self._in_courses(role, courses) for role in audience.get("roles", ["trainee"])))

    def _in_courses(self, role: str, courses: list[int]) -> Condition:
        if role == "trainee":
            return person.c.id.in_(_ids(enrolment, enrolment.c.course_id.in_(courses), self._in_time()))
        if role == "trainer":
            of_courses = select(session.c.id).where(session.c.course_id.in_(courses))
            return person.c.id.in_(_ids(staff, staff.c.session_id.in_(of_courses)))
        return self._organizers(courses, role)

    def _organizers(self, courses: list[int], role: str) -> Condition:
        issuing = select(plan.c.unit_id).join(course, course.c.plan_id == plan.c.id).where(course.c.id.in_(courses))
        above = {up for low in self._db.scalars(issuing) for up in units.path_of(self._db, low, self._day)}
        return person.c.id.in_(_ids(grant, grant.c.role == role, grant.c.unit_id.in_(above)))

    def _units(self, audience: Audience) -> Condition:
        return person.c.unit_id.in_(units.ids_below(self._db, audience["units"], self._day))

    def _sessions(self, session_ids: Iterable[int]) -> Condition:
        chosen = list(session_ids)
        enrolled = (
            select(enrolment.c.person_id)
            .join(session, session.c.course_id == enrolment.c.course_id)
            .where(session.c.id.in_(chosen), takes_part(session.c.id, enrolment.c.person_id), self._in_time())
        )
        return person.c.id.in_(union(enrolled, _ids(staff, staff.c.session_id.in_(chosen))))

    def _in_time(self) -> Condition:
        return true() if self._joined_by is None else enrolment.c.created_at <= self._joined_by


def _ids(table: Any, *conditions: Condition) -> Select[int]:
    return select(table.c.person_id).where(*conditions)


def _in_role(role: str) -> Condition:
    granted = person.c.id.in_(_ids(grant, grant.c.role == role))
    if role == "trainer":
        return or_(person.c.role == role, person.c.id.in_(select(staff.c.person_id)))
    return or_(person.c.role == role, granted)


def _done(session_id: int) -> Condition:
    return person.c.id.in_(_ids(progress, progress.c.session_id == session_id, progress.c.done_at.is_not(None)))


def _attendance(session_id: int, status: str) -> Condition:
    later = mark.alias("later")
    superseded = exists().where(
        later.c.session_id == mark.c.session_id, later.c.person_id == mark.c.person_id, later.c.id > mark.c.id
    )
    current = _ids(mark, mark.c.session_id == session_id, mark.c.status != "none", ~superseded)
    if status == UNMARKED:
        return person.c.id.not_in(current)
    return person.c.id.in_(current.where(mark.c.status == literal(status)))


def _not_acknowledged(mailing_id: int) -> Select[int]:
    got = delivery.c.state.in_([DeliveryState.SENT, DeliveryState.UNKNOWN])
    return _ids(delivery, delivery.c.mailing_id == mailing_id, got, delivery.c.acknowledged_at.is_(None))
