"""Checks a plan in its common form and makes the values of training.plan from it: all of it or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from files.plan_nodes import Fields, Node, free, iso_day
from files.plan_problems import PlanFileError, Problem, ProblemCode
from training.plan import Activity, Completion, Course, Kind, Period, Plan, Precision, Venue
from training.reading.vietnamese import fold

PLAN_KEYS = ("code", "number", "title", "issuer", "issued", "contact", "anomalies", "courses", "activities")
COURSE_KEYS = (
    *("code", "title", "audience", "quota", "quotas", "exclusions", "groups"),
    *("completion", "group_size", "checkout", "facts"),
)
COMPLETION_KEYS = ("min_attendance", "lms", "practice", "periods")
ACTIVITY_KEYS = (
    *("key", "course", "title", "kind", "start", "end", "precision", "place", "venue", "link", "audience", "lead"),
    *("quota", "groups", "evidence", "notes", "choose_days", "alt_kinds"),
)
VENUE_KEYS = ("name", "address", "latitude", "longitude")
MOST_ITEMS = 5_000  # activities or courses of one plan; a year of a province has some dozens
MOST_PROBLEMS = 200
END_BEFORE_START = "end_before_start"  # a note in code, for activities whose file has no words of its own about it
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", re.ASCII)
_KEY = re.compile(r"[\w./-]{1,60}")
_Choice = TypeVar("_Choice", bound=StrEnum)


def plan_from(root: Node) -> Plan:
    """The plan that a file's nodes describe. Raises PlanFileError with every problem found, up to MOST_PROBLEMS."""
    problems: list[Problem] = []
    fields = Fields(root, PLAN_KEYS, problems)
    _refuse_too_many(fields)
    courses = [_course(node, problems) for node in fields.items("courses")]
    only = courses[0][0].code if len(courses) == 1 else None
    activities = [_activity(node, only, problems) for node in fields.items("activities")]
    _check_codes(fields, courses, activities, problems)
    plan = _plan(fields, courses, _keyed([activity for activity, _ in activities]))
    if problems:
        in_order = sorted(problems, key=lambda problem: (problem.sheet or "", problem.row or 0))
        raise PlanFileError(in_order[:MOST_PROBLEMS])
    return plan


def _refuse_too_many(fields: Fields) -> None:
    for name in ("courses", "activities"):
        node = fields.node(name)
        if node and isinstance(node.value, list) and len(node.value) > MOST_ITEMS:
            raise PlanFileError([Problem.at(ProblemCode.TOO_MANY, node.spot, name, str(len(node.value)))])


def _plan(fields: Fields, courses: Sequence[tuple[Course, Fields]], activities: Sequence[Activity]) -> Plan:
    unspoken = [f"{END_BEFORE_START}:{item.key}" for item in activities if END_BEFORE_START in item.notes]
    return Plan(
        code=_code(fields, "code"),
        number=fields.text("number"),
        title=fields.needed("title"),
        issuer=fields.text("issuer"),
        issued=fields.day("issued"),
        activities=tuple(activities),
        anomalies=(*fields.texts("anomalies"), *unspoken),
        courses=tuple(course for course, _ in courses),
        contact=fields.text("contact"),
    )


def _course(node: Node, problems: list[Problem]) -> tuple[Course, Fields]:
    fields = Fields(node, COURSE_KEYS, problems)
    facts = fields.pairs("facts")
    course = Course(
        code=_code(fields, "code"),
        title=fields.needed("title"),
        audience=fields.text("audience"),
        quota=fields.count("quota"),
        quotas=_quotas(fields),
        exclusions=fields.texts("exclusions"),
        groups=fields.texts("groups"),
        completion=_completion(fields, problems),
        group_size=fields.count("group_size", least=1),
        checkout=fields.flag("checkout"),
        facts={name: free(child) for name, child in facts.items()},
    )
    return course, fields


def _quotas(fields: Fields) -> dict[str, int]:
    counted = {unit: fields.count_in(unit, node) for unit, node in fields.pairs("quotas").items()}
    return {unit: seats for unit, seats in counted.items() if seats is not None}


def _completion(course: Fields, problems: list[Problem]) -> Completion:
    node = course.node("completion")
    if node is None:
        return Completion()
    fields = Fields(node, COMPLETION_KEYS, problems)
    return Completion(
        min_attendance=fields.real("min_attendance", 0, 1),
        lms=fields.flag("lms"),
        practice=fields.flag("practice"),
        periods=fields.count("periods", least=1),
    )


def _activity(node: Node, only_course: str | None, problems: list[Problem]) -> tuple[Activity, Fields]:
    """An activity that names no course belongs to the only one of its plan."""
    fields = Fields(node, ACTIVITY_KEYS, problems)
    period = _period(fields)
    notes = fields.texts("notes") or ((END_BEFORE_START,) if period.contradicts_itself else ())
    activity = Activity(
        title_key=fields.needed("title"),
        kind=_choice(fields, "kind", Kind, ProblemCode.UNKNOWN_KIND) or Kind.MILESTONE,
        period=period,
        place=fields.text("place"),
        audience=fields.text("audience"),
        lead=fields.text("lead"),
        quota=fields.count("quota"),
        evidence=fields.text("evidence"),
        key=_key(fields),
        course=fields.text("course") or only_course or fields.needed("course"),
        venue=_venue(fields, problems),
        link=_link(fields),
        groups=fields.texts("groups"),
        notes=notes,
        choose_days=fields.count("choose_days", least=1),
        alt_kinds=_alt_kinds(fields),
    )
    return activity, fields


def _choice(fields: Fields, name: str, choices: type[_Choice], code: ProblemCode) -> _Choice | None:
    text = fields.needed(name)
    if not text:
        return None
    if text in set(choices):
        return choices(text)
    fields.report(code, name, fields.node(name))
    return None


def _alt_kinds(fields: Fields) -> tuple[Kind, ...]:
    known = set(Kind)
    for node in fields.items("alt_kinds"):
        if isinstance(node.value, str) and node.value not in known:
            fields.report(ProblemCode.UNKNOWN_KIND, "alt_kinds", node)
    return tuple(Kind(text) for text in fields.texts("alt_kinds") if text in known)


def _period(fields: Fields) -> Period:
    """The period as written; undated when something is wrong with it, which is then reported."""
    precision = _choice(fields, "precision", Precision, ProblemCode.UNKNOWN_PRECISION)
    start, end = (_moment(fields, name, precision) for name in ("start", "end"))
    if precision not in (None, Precision.TBD) and fields.node("start") is None:
        fields.demand("start")
    if precision is None or start is None:
        return Period(None, None, Precision.TBD)
    return Period.parse(start, end, precision)


def _moment(fields: Fields, name: str, precision: Precision | None) -> str | None:
    """An ISO text that Period.parse takes and that fits the precision, or None."""
    text = fields.text(name)
    if text is None:
        return None
    clock = _CLOCK.fullmatch(text)
    if iso_day(clock[1] if clock else text) is None:
        fields.report(ProblemCode.BAD_DATE, name, fields.node(name))
        return None
    if precision is Precision.TBD or bool(clock) != (precision is Precision.MINUTE):
        if precision is not None:
            fields.report(ProblemCode.PRECISION_MISMATCH, name, fields.node(name))
        return None
    return text.replace(" ", "T")


def _venue(activity: Fields, problems: list[Problem]) -> Venue | None:
    node = activity.node("venue")
    if node is None:
        return None
    fields = Fields(node, VENUE_KEYS, problems)
    latitude, longitude = fields.real("latitude", -90, 90), fields.real("longitude", -180, 180)
    if (fields.node("latitude") is None) != (fields.node("longitude") is None):
        fields.demand("longitude" if fields.node("latitude") else "latitude")
    return Venue(fields.needed("name"), fields.text("address"), latitude, longitude)


def _link(fields: Fields) -> str | None:
    """A link that a person may be shown: http or https only."""
    link = fields.text("link")
    if link and (not re.match(r"https?://[^\s/]+", link) or re.search(r"\s", link)):
        fields.report(ProblemCode.BAD_LINK, "link", fields.node("link"))
    return link


def _key(fields: Fields) -> str | None:
    key = fields.text("key")
    if key and not _KEY.fullmatch(key):
        fields.report(ProblemCode.WRONG_SHAPE, "key", fields.node("key"))
    return key


def _code(fields: Fields, name: str) -> str:
    """Letters of ASCII, digits, dot, dash and underscore, up to 32: it is typed in commands and carried by buttons."""
    code = fields.needed(name)
    if code and not _CODE.fullmatch(code):
        fields.report(ProblemCode.WRONG_SHAPE, name, fields.node(name))
    return code


def _check_codes(
    plan: Fields,
    courses: Sequence[tuple[Course, Fields]],
    activities: Sequence[tuple[Activity, Fields]],
    problems: list[Problem],
) -> None:
    """Codes once each, every activity in a known course and for known groups of it."""
    for name in ("courses", "activities"):
        node = plan.node(name)
        if node is None or node.value == []:
            plan.demand(name)
    _check_once("code", [(course.code, fields) for course, fields in courses])
    _check_once("key", [(activity.key, fields) for activity, fields in activities])
    by_code = {course.code: course for course, _ in courses}
    for activity, fields in activities:
        _check_course(activity, fields, by_code)


def _check_once(name: str, named: Sequence[tuple[str | None, Fields]]) -> None:
    seen: set[str] = set()
    for value, fields in named:
        if value and value in seen:
            fields.report(ProblemCode.DUPLICATE_KEY, name, fields.node(name))
        seen.add(value or "")


def _check_course(activity: Activity, fields: Fields, courses: Mapping[str, Course]) -> None:
    course = courses.get(activity.course or "")
    if course is None:
        if activity.course:
            fields.report(ProblemCode.UNKNOWN_COURSE, "course", fields.node("course"))
        return
    for group in activity.groups:
        if group not in course.groups:
            fields.report(ProblemCode.UNKNOWN_GROUP, "groups", fields.node("groups"), group)


def _keyed(activities: Sequence[Activity]) -> list[Activity]:
    """Gives a key to those without: from the title, so that a moved date keeps it; numbered when titles repeat."""
    taken = {activity.key for activity in activities if activity.key}
    repeats: Counter[str] = Counter()
    return [item if item.key else _with_key(item, taken, repeats) for item in activities]


def _with_key(activity: Activity, taken: set[str], repeats: Counter[str]) -> Activity:
    stem = slug(activity.title_key)
    while True:
        repeats[stem] += 1
        key = stem if repeats[stem] == 1 else f"{stem}-{repeats[stem]}"
        if key not in taken:
            taken.add(key)
            return replace(activity, key=key)


def slug(text: str) -> str:
    """Up to 40 letters and digits of ASCII joined by dashes: "Học trực tiếp (sáng)" → hoc-truc-tiep-sang."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40].rstrip("-") or "hoat-dong"
