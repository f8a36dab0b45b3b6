"""What a course's rules will say, moment by moment and merged as people get it: for timelines and rehearsals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import Connection

from handlers import starting
from storage import audiences, rules, sessions
from training.calendar import TO_ATTEND, SessionView
from training.reminders import Occurrence, QuietHours, Rule, occurrences, on_chosen_days


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder of a session. chosen: only for those who chose this day."""

    session: SessionView
    occurrence: Occurrence
    chosen: date | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message to so many people: everything of which they are reminded at the same moment."""

    due: datetime
    lines: tuple[Line, ...]
    people: int


def lines(found: Iterable[SessionView], in_force: Mapping[int, Sequence[Rule]], quiet: QuietHours) -> list[Line]:
    """Every reminder of these sessions by the rules of their courses, in order of time; none of what is cancelled."""
    held = [one for one in found if not one.cancelled]
    return sorted(
        (line for one in held for line in _lines_of(one, in_force[one.course_id], quiet)),
        key=lambda line: (line.occurrence.due, line.session.begins or line.occurrence.due, line.session.id),
    )


def _lines_of(one: SessionView, in_force: Sequence[Rule], quiet: QuietHours) -> Iterator[Line]:
    for said in occurrences(one.kind, one.period, in_force, quiet):
        yield Line(one, said)
    if one.choose_days:
        for day, said in on_chosen_days(one.kind, one.period, in_force, quiet):
            yield Line(one, said, day)


class Crowd:
    """Who takes part in which sessions, asked once for each."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self._db, self._now = db, now
        self._people: dict[int, frozenset[int]] = {}
        self._chosen: dict[int, Mapping[date, int]] = {}

    def of(self, session_id: int) -> frozenset[int]:
        """Ids of the people of a session, staff included."""
        if session_id not in self._people:
            people = audiences.people_of(self._db, {"session": session_id}, self._now)
            self._people[session_id] = frozenset(self._db.scalars(people))
        return self._people[session_id]

    def who_chose(self, session_id: int, day: date) -> int:
        if session_id not in self._chosen:
            self._chosen[session_id] = rules.chosen_days(self._db, session_id)
        return self._chosen[session_id].get(day, 0)


def moments(found: Sequence[Line]) -> list[tuple[Line, ...]]:
    """What is said at the same moment, moment by moment; lines as `lines` gives them."""
    return [tuple(group) for _, group in groupby(found, key=lambda line: line.occurrence.due)]


def told(db: Connection, here: tuple[Line, ...], now: datetime) -> Message:
    """A moment with everybody who is reminded then; who chose a day is counted where nobody else is told."""
    ids = [line.session.id for line in here if line.chosen is None]
    many = audiences.size(db, {"sessions": ids}, now) if ids else 0
    own = sum(rules.chosen_days(db, line.session.id).get(line.chosen, 0) for line in here if line.chosen)
    return Message(here[0].occurrence.due, here, many or own)


def messages(found: Sequence[Line], crowd: Crowd) -> list[Message]:
    """A row for each different message: who is in two sessions of one moment gets both in one."""
    made = []
    for due, group in groupby(found, key=lambda line: line.occurrence.due):
        here = list(group)
        made += [Message(due, (line,), crowd.who_chose(line.session.id, line.chosen)) for line in here if line.chosen]
        made += _merged(due, [line for line in here if line.chosen is None], crowd)
    return made


def _merged(due: datetime, here: Sequence[Line], crowd: Crowd) -> list[Message]:
    """By what each person is in; sessions in which nobody is yet are a row of their own."""
    mine: dict[int, list[int]] = {}
    for place, line in enumerate(here):
        for person in crowd.of(line.session.id):
            mine.setdefault(person, []).append(place)
    counted = Counter(tuple(places) for places in mine.values())
    for place, line in enumerate(here):
        if not crowd.of(line.session.id):
            counted[place,] = 0
    return [Message(due, tuple(here[place] for place in places), many) for places, many in sorted(counted.items())]


@dataclass(frozen=True, slots=True)
class Aside:
    """What goes to trainers or organizers by itself: `key` of handlers/starting.py, sent only if it is so then."""

    due: datetime
    key: str
    session: SessionView
    people: int


def asides(db: Connection, found: Iterable[SessionView], now: datetime) -> list[Aside]:
    """What may be said around the starts of these sessions, in order of time."""
    made = []
    for one in found:
        if one.kind not in TO_ATTEND or one.cancelled or not one.period.is_exact or one.period.start is None:
            continue
        trainers = audiences.audience_count(db, {"staff": one.id}, now).total
        organizers = audiences.audience_count(db, {"organizers": one.course_id}, now).total
        made.append(Aside(one.period.start, starting.NOBODY, one, trainers))
        made.append(Aside(one.period.start + starting.AFTER, starting.MISSING, one, organizers))
    return sorted(made, key=lambda aside: (aside.due, aside.session.id))


def of_courses(db: Connection, course_ids: Sequence[int]) -> list[SessionView]:
    """All sessions of these courses."""
    return [facts.view for number in course_ids for facts in sessions.sessions_of_course(db, number)]
