"""What will be said in a course, when and to how many; the rules behind it, to be changed; a rehearsal as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from handlers import heavy, scopes
from handlers.request import Request, Way
from handlers.scheduled import plan_reminders
from handlers.talk import Answer, Errand
from handlers.things import course_for
from handlers.timelines import Line, lines, moments, told
from handlers.wording import front as front_words
from handlers.wording import office_files as file_words
from handlers.wording import organizer as organizer_words
from handlers.wording import rules_desk as words
from handlers.wording.lists import Page, page
from storage import audit, mailings, rules, sessions, talks
from storage.mailings import MailingRow
from storage.sessions import CourseRow
from storage.talks import Draft
from training.calendar import SessionView
from training.intents import Intent
from training.mailing import MailingKind, MailingState
from training.people import Action
from training.reading.vietnamese import fold
from training.reminders import (
    EVENING,
    EVENTS,
    HOUSE_RULES,
    STUDY,
    Anchor,
    Rule,
    Shape,
    shape_of,
)
from training.rule_words import FARTHEST, Verb, Wish, added, changed, meant, rule_wish

RULES = "rules"
BY_HAND = (MailingKind.NOTICE, MailingKind.CHANGE)
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


def timeline(request: Request) -> Answer:
    """What is still to be said in a course: `rules|course|page`; without a course the one that is named, or all."""
    course = course_for(request, Action.SEE_RULES, request.number()) if request.intent.args else _named(request)
    if course is None:
        return organizer_words.no_such_course(request) if request.intent.args else courses(request)
    ahead = moments(_ahead(request, course, _in_force(request, course)))
    shown = page(ahead, request.number(1), words.LINES)
    counted = [told(request.db, here, request.now) for here in shown.items]
    _expect_words(request, course, None)
    return words.timeline(request, course, Page(counted, shown.number, shown.last), _planned_by_hand(request, course))


def _named(request: Request) -> CourseRow | None:
    """The course whose code stands in what was typed."""
    said = fold(request.incoming.text or "")
    found = scopes.courses(request, Action.SEE_RULES) if said else []
    return next((one for one in found if fold(one.code) in said), None)


def _in_force(request: Request, course: CourseRow) -> tuple[Rule, ...]:
    return rules.rules_of(request.db, [course.id])[course.id]


def _ahead(request: Request, course: CourseRow, in_force: tuple[Rule, ...]) -> list[Line]:
    found = lines(_sessions(request, course), {course.id: in_force}, request.house.quiet)
    return [one for one in found if one.occurrence.due > request.now]


def _planned_by_hand(request: Request, course: CourseRow) -> list[MailingRow]:
    """Notices and changes that wait for their time."""
    own = mailings.timeline(request.db, course.id)
    return [one for one in own if one.kind in BY_HAND and one.state is MailingState.PLANNED]


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


def rule_list(request: Request) -> Answer:
    """The rules that apply to what the course has, switched-off ones too: `rule_list|course|page`."""
    course = course_for(request, Action.SEE_RULES, request.number())
    if course is None:
        return organizer_words.no_such_course(request)
    changes = course_for(request, Action.CHANGE_RULES, course.id) is not None
    _expect_words(request, course, None)
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
    return _shown(request, course, rule)


def _shown(request: Request, course: CourseRow, rule: Rule) -> Answer:
    """A rule, and when it will speak next."""
    changes = course_for(request, Action.CHANGE_RULES, course.id) is not None
    own = rule.key in {one.key for one in rules.own_rules(request.db, course.id)}
    ahead = [one for one in _ahead(request, course, _in_force(request, course)) if one.occurrence.rule_key == rule.key]
    _expect_words(request, course, rule)
    return words.one_rule(request, course, rule, own, changes, ahead)


def _expect_words(request: Request, course: CourseRow, rule: Rule | None) -> None:
    """What is typed next may be about these rules, unless it belongs to a dialogue under way."""
    known = talks.draft_of(request.db, request.account.id, request.now)
    if (known is None or known.kind == RULES) and course_for(request, Action.CHANGE_RULES, course.id):
        data = {"course": course.id, "key": rule.key if rule else None}
        talks.save_draft(request.db, request.account.id, RULES, data, request.now)


def written(request: Request, draft: Draft) -> Answer | None:
    """A wish about the rules of the course that was just looked at; None for everything else."""
    course = course_for(request, Action.CHANGE_RULES, draft.data["course"])
    known = _all(request, course) if course else {}
    looked_at = known.get(draft.data["key"] or "")
    wish = rule_wish(request.incoming.text or "", alone=looked_at is not None)
    if course is None or wish is None:
        return None
    if wish.verb is Verb.ADD:
        rule = added(wish)
        return _put(request, course, rule, rule) if rule else words.impossible(request)
    found = meant(_applicable(request, course), wish) if wish.which or looked_at is None else [looked_at]
    if len(found) != 1:
        return words.which_rule(request, course, found)
    return _carry_out(request, course, found[0], wish)


def _carry_out(request: Request, course: CourseRow, rule: Rule, wish: Wish) -> Answer:
    if wish.verb is Verb.RESET:
        return _reset(request, course, rule)
    off = wish.verb is Verb.OFF
    after = changed(rule, wish.new) if wish.verb is Verb.SET else replace(rule, enabled=not off)
    return _put(request, course, rule, after) if after else words.impossible(request)


def _put(request: Request, course: CourseRow, before: Rule, after: Rule) -> Answer:
    rules.set_rule(request.db, course.id, after)
    _plan_anew(request, course, before, after)
    return _shown(request, course, after)


def _reset(request: Request, course: CourseRow, rule: Rule) -> Answer:
    """Back to the house's; a line of the course's own goes."""
    rules.forget_rule(request.db, course.id, rule.key)
    _plan_anew(request, course, rule, None)
    before = _all(request, course).get(rule.key)
    if before is None:
        return timeline(request.with_intent(Intent("rules", args=(str(course.id),))))
    return _shown(request, course, before)


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
        return _reset(request, course, rule)
    after = _changed(rule, what)
    return _put(request, course, rule, after) if after else organizer_words.no_such_course(request)


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
    return _put(request, course, wanted, wanted)


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
DIALOGUES = {RULES: written}
