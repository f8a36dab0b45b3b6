"""A plan on its way from a document to publication: its activities in time order, what is open, and each edit of it.

Values in, values out. Activities keep a key while their numbers in the list change; a doubt is an open question and is
settled by an answer, by saying to keep what the document says, or by an edit of what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from training.plan import ZONE, Activity, Course, Plan, midnight
from training.reading.plans.findings import Anomaly, Finding, told
from training.reading.vietnamese import fold

if TYPE_CHECKING:  # reading documents is heavy, and a draft is more often shown than read
    from training.reading.plans.draft import Draft

MOST_ITEMS = 400
LONGEST = 300  # letters of a title, place or link
SHORT_CODE = 20  # letters of a code out of a title
WHICH_COURSE = "which_course"  # a doubt of ours: the plan is known and has several courses


class Option(StrEnum):
    """An answer that is pressed; the courses of WHICH_COURSE are answered by their numbers."""

    KEEP = "keep"  # as the document says
    KEEP_ALL = "keep_all"  # so do all questions of this kind
    FIRST = "first"  # the first of two days counts, the other activity goes
    SECOND = "second"
    SWAP = "swap"  # start and end change places
    NEXT_YEAR = "next_year"  # the end is a year later
    MOVE = "move"  # to the day that fits the weekday
    TYPE = "type"  # to be written
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    activity: Activity


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question. code: a Finding or WHICH_COURSE; about, second: words of the document; item, other: keys."""

    key: str
    code: str
    about: str
    second: str | None = None
    item: str | None = None
    other: str | None = None
    day: date | None = None
    settled: bool = False
    kept: bool = False  # settled by leaving it as the document has it


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """All of it. made: how many keys were given. remarks: contradictions that ask nothing, in words."""

    code: str
    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    courses: tuple[Course, ...]
    items: tuple[Item, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()
    made: int = 0
    source: str | None = None  # digest of what the document said: the same one again is known by it

    @property
    def open(self) -> tuple[Doubt, ...]:
        """What still has to be answered."""
        return tuple(one for one in self.doubts if not one.settled)

    def item(self, key: str | None) -> Item | None:
        return next((one for one in self.items if one.key == key), None)

    def number_of(self, key: str | None) -> int:
        """Its place in the list, from 1; 0 when it is not there."""
        return next((number for number, one in enumerate(self.items, 1) if one.key == key), 0)

    def doubt(self, key: str) -> Doubt | None:
        return next((one for one in self.doubts if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Change:
    """An activity before and after; None where it was or is not there."""

    key: str
    before: Activity | None
    after: Activity | None


class Trouble(StrEnum):
    """Why an edit cannot be made; beside training.moving.Unclear."""

    NO_SUCH_ITEM = "no_such_item"
    NONE_THEN = "none_then"  # none of the list is on that day
    NO_DAY = "no_day"
    NO_LINK = "no_link"
    NO_CODE = "no_code"
    NO_WORDS = "no_words"
    TOO_MANY = "too_many"
    NOTHING = "nothing"  # all is so already
    OTHER_DAYS = "other_days"  # what is of several days does not become one
    NO_HOURS = "no_hours"  # of each of two that one is to become


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of edits: the new draft and what is another in it. head: also its number, day of issue or courses."""

    draft: PlanDraft
    changes: tuple[Change, ...] = ()
    head: bool = False


# --- beginning ---

_REMARKS = frozenset(Finding) - {
    Finding.NUMBER_MISSING,
    Finding.ISSUED_MISSING,
    Finding.END_BEFORE_START,
    Finding.WEEKDAY,
    Finding.TWO_DEADLINES,
    Finding.NO_TIME,
    Finding.ATTACHMENT_MISSING,
    Finding.APPENDIX_GAP,
    Finding.OTHER_PROGRAMME,
}


def begin(read: Draft, code: str, courses: Sequence[Course]) -> PlanDraft:
    """A draft of what was read. courses: at least one, the first is that of all activities; of several it is asked."""
    plan = read.plan
    items = tuple(
        Item(f"a{number}", replace(one, course=courses[0].code, key=None))
        for number, one in enumerate(plan.activities[:MOST_ITEMS], 1)
    )
    doubts = [
        Doubt(
            "",
            one.code.value,
            one.about,
            one.second,
            f"a{one.activity + 1}" if one.activity is not None else None,
            f"a{one.other + 1}" if one.other is not None else None,
            one.day,
        )
        for one in read.questions
    ]
    if len(courses) > 1:
        doubts.append(Doubt("", WHICH_COURSE, plan.title))
    asked = {one.about for one in doubts}
    remarks = (told(one) for one in read.anomalies if one.code in _REMARKS and one.first not in asked)
    return in_order(
        PlanDraft(
            code=code,
            number=plan.number,
            title=plan.title,
            issuer=plan.issuer,
            issued=plan.issued,
            courses=tuple(courses),
            items=items,
            doubts=tuple(replace(one, key=f"q{number}") for number, one in enumerate(doubts, 1)),
            remarks=tuple(dict.fromkeys((*plan.anomalies, *remarks))),
            made=len(items),
        )
    )


_NEVER = datetime.max.replace(tzinfo=ZONE) - timedelta(days=2)


def order(activity: Activity) -> tuple[bool, datetime, bool, datetime]:
    """Time order: by day, the hour known before the whole day, what has no time last."""
    start = activity.period.start
    if start is None:
        return True, _NEVER, True, _NEVER
    day = midnight(start.astimezone(ZONE).date())
    return False, day, not activity.period.is_exact, start


def in_order(draft: PlanDraft) -> PlanDraft:
    """Of two at the same time the one made first stands first."""
    return replace(draft, items=tuple(sorted(draft.items, key=lambda one: (order(one.activity), int(one.key[1:])))))


def plan_of(draft: PlanDraft) -> Plan:
    """The plan to be stored. What was kept against a contradiction stays told with it."""
    used = {one.activity.course for one in draft.items}
    kept = (_kept_words(one) for one in draft.doubts)
    return Plan(
        code=draft.code,
        number=draft.number,
        title=draft.title,
        issuer=draft.issuer,
        issued=draft.issued,
        activities=tuple(replace(one.activity, key=one.activity.key or one.key) for one in draft.items),
        anomalies=tuple(dict.fromkeys((*draft.remarks, *(words for words in kept if words)))),
        courses=tuple(one for one in draft.courses if one.code in used) or draft.courses[:1],
    )


TOLD_WITH_PLAN = (Finding.ATTACHMENT_MISSING, Finding.APPENDIX_GAP, Finding.OTHER_PROGRAMME)


def _kept_words(doubt: Doubt) -> str | None:
    """A contradiction that was left goes on being told with the plan."""
    if not doubt.kept or doubt.code in (Finding.CHOOSE_DAY, Finding.NO_TIME, WHICH_COURSE):
        return None
    return told(Anomaly(Finding(doubt.code), doubt.about, doubt.second))


# --- what every change is made of ---


def with_changes(draft: PlanDraft, changes: Iterable[Change]) -> PlanDraft:
    """With these activities instead. What is gone takes the questions about it along."""
    new = {one.key: one.after for one in changes}
    kept = [Item(one.key, new.get(one.key, one.activity) or one.activity) for one in draft.items if _stays(one, new)]
    gone = {key for key, after in new.items() if after is None}
    doubts = tuple(replace(one, settled=True) if one.item in gone or one.other in gone else one for one in draft.doubts)
    return in_order(replace(draft, items=tuple(kept), doubts=doubts))


def _stays(item: Item, new: dict[str, Activity | None]) -> bool:
    return item.key not in new or new[item.key] is not None


def settled(draft: PlanDraft, keys: Collection[str], *, kept: bool = False) -> PlanDraft:
    """With these questions answered; kept: by leaving all as it is."""
    doubts = tuple(replace(one, settled=True, kept=kept) if one.key in keys else one for one in draft.doubts)
    return replace(draft, doubts=doubts)


def all_in(draft: PlanDraft, code: str, *, new_only: bool = False) -> PlanDraft:
    """All activities in one course; new_only: but those that continue a stored session."""
    items = (
        one if new_only and one.activity.key else Item(one.key, replace(one.activity, course=code))
        for one in draft.items
    )
    return replace(draft, items=tuple(items))


def by_audience(draft: PlanDraft) -> PlanDraft:
    """A course for each audience that the document names; what is for nobody in particular stays in the first one."""
    base, codes = draft.courses[0], dict[str, Course]()
    for one in draft.items:
        people = one.activity.audience
        if people and people not in codes:
            title = f"{base.title} – {people}"[:LONGEST]
            codes[people] = replace(base, code=f"{base.code[:28]}-{len(codes) + 1}", title=title, audience=people)
    items = tuple(
        Item(one.key, replace(one.activity, course=codes.get(one.activity.audience or "", base).code))
        for one in draft.items
    )
    return replace(draft, courses=(base, *codes.values()), items=items)


def recoded(draft: PlanDraft, code: str) -> PlanDraft:
    """The first course under another code."""
    old = draft.courses[0].code
    courses = (replace(draft.courses[0], code=code), *(one for one in draft.courses[1:] if one.code != code))
    items = tuple(
        Item(one.key, replace(one.activity, course=code)) if one.activity.course == old else one for one in draft.items
    )
    return replace(draft, courses=courses, items=items)


def code_of(text: str) -> str:
    """A code out of words: "Toán 9" → "TOAN-9"; up to 32 letters."""
    return re.sub(r"[^A-Z0-9]+", "-", fold(text).upper()).strip("-")[:32].strip("-")


_EMPTY = re.compile(r"^(?:KE-HOACH|THONG-BAO|CONG-VAN|V-V|VE-VIEC|GIAY-MOI|TO-CHUC|TRIEN-KHAI|THOI-KHOA-BIEU)-")


def title_code(title: str) -> str:
    """A code for want of a number: the first words of the title that tell one plan from another; up to 20 letters."""
    whole = re.sub(r"[^A-Z0-9]+", "-", fold(title).upper()).strip("-")
    while (rest := _EMPTY.sub("", whole)) != whole:
        whole = rest
    if len(whole) <= SHORT_CODE:
        return whole
    return whole[: SHORT_CODE + 1].rpartition("-")[0] or whole[:SHORT_CODE]
