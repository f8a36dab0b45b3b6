"""What will be said in a course, when and to how many; the rules behind it, to be changed; a rehearsal as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time

from handlers import heavy, scopes
from handlers.request import Request, Way
from handlers.scheduled import plan_reminders
from handlers.talk import Answer, Errand
from handlers.things import course_for
from handlers.wording import front as front_words
from handlers.wording import office_files as file_words
from handlers.wording import organizer as organizer_words
from handlers.wording import rules_desk as words
from storage import audiences, audit, rules, sessions
from storage.sessions import CourseRow
from training.calendar import SessionView
from training.people import Action
from training.reminders import (
    EVENING,
    EVENTS,
    HOUSE_RULES,
    STUDY,
    Anchor,
    Occurrence,
    QuietHours,
    Rule,
    Shape,
    occurrences,
    shape_of,
)

FARTHEST = 14  # days ahead
EXTRA = {  # lines that an organizer may add to a course
    rule.key: rule
    for rule in (
        Rule("own_15_minutes", EVENTS, Shape.CLOCK, Anchor.START, minutes=15),
        Rule("own_3_hours", EVENTS, Shape.CLOCK, Anchor.START, minutes=180),
        Rule("own_3_days", EVENTS, Shape.CLOCK, Anchor.FIRST_DAY, days=-3, at=EVENING),
        Rule("own_7_days", EVENTS, Shape.CLOCK, Anchor.FIRST_DAY, days=-7, at=EVENING),
        Rule("own_noon", STUDY, Shape.ONE_DAY, Anchor.FIRST_DAY, at=time(12, 0), unless_done=True),
        Rule("own_eve_of_study", STUDY, Shape.ONE_DAY, Anchor.FIRST_DAY, days=-1, at=EVENING),
    )
}


@dataclass(frozen=True, slots=True)
class Line:
    """A reminder of a session."""

    session: SessionView
    occurrence: Occurrence


def timeline(request: Request) -> Answer:
    """What is still to be said in a course: `rules|course|page`; without a course the courses."""
    if not request.intent.args:
        return courses(request)
    course = course_for(request, Action.SEE_RULES, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    in_force = rules.rules_of(request.db, [course.id])[course.id]
    ahead = [one for one in lines(_sessions(request, course), in_force, request.house.quiet) if _is_ahead(request, one)]
    many = {one.session.id: 0 for one in ahead}
    for number in many:
        many[number] = audiences.audience_count(request.db, {"session": number}, request.now).total
    return words.timeline(request, course, [(one, many[one.session.id]) for one in ahead], request.number(1))


def courses(request: Request) -> Answer:
    """`rules_courses|page`."""
    if not scopes.anywhere(request, Action.SEE_RULES):
        return front_words.not_yours(request.t)
    found = scopes.courses(request, Action.SEE_RULES)
    if not found:
        return organizer_words.no_courses(request)
    return organizer_words.course_list(request, found, request.number(), "rules", "rules_courses")


def _sessions(request: Request, course: CourseRow) -> list[SessionView]:
    return [facts.view for facts in sessions.sessions_of_course(request.db, course.id)]


def _is_ahead(request: Request, one: Line) -> bool:
    return one.occurrence.due > request.now


def lines(found: Iterable[SessionView], in_force: tuple[Rule, ...], quiet: QuietHours) -> list[Line]:
    """Every reminder of these sessions by these rules, in order of time; none of what is cancelled."""
    held = (one for one in found if not one.cancelled)
    told = [Line(one, said) for one in held for said in occurrences(one.kind, one.period, in_force, quiet)]
    return sorted(told, key=lambda line: (line.occurrence.due, line.session.id))


def rule_list(request: Request) -> Answer:
    """The rules that apply to what the course has, switched-off ones too: `rule_list|course|page`."""
    course = course_for(request, Action.SEE_RULES, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    changes = course_for(request, Action.CHANGE_RULES, course.id) is not None
    return words.rule_list(request, course, _applicable(request, course), request.number(1), changes)


def _applicable(request: Request, course: CourseRow) -> list[Rule]:
    held = {(one.kind, shape_of(one.period)) for one in _sessions(request, course)}
    found = _all(request, course).values()
    return [rule for rule in found if any(kind in rule.kinds and shape is rule.shape for kind, shape in held)]


def _all(request: Request, course: CourseRow) -> dict[str, Rule]:
    """key → rule, as the house has it and the course has changed it."""
    merged = {rule.key: rule for rule in HOUSE_RULES}
    for of_whom in (None, course.id):
        merged |= {rule.key: rule for rule in rules.own_rules(request.db, of_whom)}
    return merged


def one_rule(request: Request) -> Answer:
    """`rule|course|key`."""
    course, rule = _rule(request, Action.SEE_RULES)
    if course is None or rule is None:
        return organizer_words.no_such_course(request)
    changes = course_for(request, Action.CHANGE_RULES, course.id) is not None
    own = rule.key in {one.key for one in rules.own_rules(request.db, course.id)}
    return words.one_rule(request, course, rule, own, changes)


def _rule(request: Request, action: Action) -> tuple[CourseRow | None, Rule | None]:
    course = course_for(request, action, request.number())
    key = (*request.intent.args, "", "")[1]
    return course, _all(request, course).get(key) if course else None


def set_rule(request: Request) -> Answer:
    """`rule_set|course|key|what`: on, off, reset, m30 minutes, t1900 hour, d-3 days."""
    course, rule = _rule(request, Action.CHANGE_RULES)
    what = (*request.intent.args, "", "", "")[2]
    if course is None or rule is None:
        return organizer_words.no_such_course(request)
    if what == "reset":
        rules.forget_rule(request.db, course.id, rule.key)
        _plan_anew(request, course, rule, None)
        return timeline(request) if rule.key in EXTRA else one_rule(request)
    changed = _changed(rule, what)
    if changed is None:
        return organizer_words.no_such_course(request)
    rules.set_rule(request.db, course.id, changed)
    _plan_anew(request, course, rule, changed)
    return one_rule(request)


def _changed(rule: Rule, what: str) -> Rule | None:
    """The rule with one thing changed; None for what no button says."""
    if what in ("on", "off"):
        return replace(rule, enabled=what == "on")
    letter, number = what[:1], what[1:]
    if not number.removeprefix("-").isdecimal() or len(number) > 4:
        return None
    value = int(number)
    if letter == "m" and rule.minutes is not None and 0 < value <= 24 * 60:
        return replace(rule, minutes=value)
    if letter == "d" and rule.minutes is None and -FARTHEST <= value <= 0:
        return replace(rule, days=value)
    if letter == "t" and rule.minutes is None and 0 <= value // 100 < 24 and value % 100 < 60:
        return replace(rule, at=time(value // 100, value % 100))
    return None


def _plan_anew(request: Request, course: CourseRow, before: Rule, after: Rule | None) -> None:
    ids = [one.id for one in _sessions(request, course)]
    plan_reminders(request.db, ids, request.now, request.house.quiet)
    told = before.spec(), after.spec() if after else None
    who, thing = f"person:{request.person}", f"course:{course.id}"
    audit.note(request.db, request.now, who, "change_rule", thing, *told)


def add(request: Request) -> Answer:
    """`rule_add|course` shows what can be added, `rule_add|course|key` adds it."""
    course = course_for(request, Action.CHANGE_RULES, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    wanted = EXTRA.get((*request.intent.args, "", "")[1])
    if wanted is None:
        known = {rule.key for rule in rules.own_rules(request.db, course.id)}
        return words.to_add(request, course, [rule for key, rule in EXTRA.items() if key not in known])
    rules.set_rule(request.db, course.id, wanted)
    _plan_anew(request, course, wanted, wanted)
    return timeline(request)


def rehearse(request: Request) -> Answer:
    """All messages of the course's plan against nobody, as .xlsx: `rehearse|course`."""
    course = course_for(request, Action.REHEARSE_PLAN, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    if heavy.too_often(request, "rehearsal"):
        return file_words.too_often(request)
    same_plan = (course.plan_title, course.plan_number, course.unit_id)
    found = scopes.courses(request, Action.REHEARSE_PLAN)
    ids = [one.id for one in found if (one.plan_title, one.plan_number, one.unit_id) == same_plan]
    return Answer(toast=words.preparing(request), errands=(Errand("rehearsal", (ids,)),))


WAYS = {
    "rules": Way(timeline),
    "rules_courses": Way(courses),
    "rule_list": Way(rule_list),
    "rule": Way(one_rule),
    "rule_set": Way(set_rule),
    "rule_add": Way(add),
    "rehearse": Way(rehearse),
}
