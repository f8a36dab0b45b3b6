"""A plan that comes again: which activity of the new text is which of the old one, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from training.drafting import WHICH_COURSE, Doubt, Item, PlanDraft, plan_of
from training.plan import Activity, Course, Period, Plan
from training.reading.vietnamese import fold

LIKE = 60  # of 100: titles less alike than this are two things


@dataclass(frozen=True, slots=True)
class Difference:
    """What publishing would do. missing: session id → what is stored and no longer said; it stays as it is."""

    added: tuple[Activity, ...]
    changed: tuple[tuple[Activity, Activity], ...]
    missing: Mapping[int, Activity]
    same: int


def matched(old: Mapping[int, Activity], new: Mapping[str, Activity]) -> dict[str, int]:
    """Key of the new → id of the old activity that it continues, the surest pairs first, each used once.

    The same words on another day are the same activity moved; other words at the same time are it renamed, unless
    they have nothing in common.
    """
    scored = [
        (score, other, one)
        for one, after in new.items()
        for other, before in old.items()
        if (score := _likeness(before, after)) >= LIKE
    ]
    pairs: dict[str, int] = {}
    used: set[int] = set()
    for _, other, one in sorted(scored, key=lambda pair: (-pair[0], pair[2], pair[1])):
        if one not in pairs and other not in used:
            pairs[one] = other
            used.add(other)
    return pairs


def _likeness(before: Activity, after: Activity) -> float:
    titles = fuzz.token_sort_ratio(fold(before.title_key), fold(after.title_key))
    nearness = _nearness(before.period, after.period)
    if titles < LIKE and not (nearness == 100 and titles >= LIKE / 2):
        return 0
    return 0.6 * titles + 0.3 * nearness + 10 * (before.kind is after.kind)


def _nearness(one: Period, other: Period) -> float:
    """100: the same time; then the same day; then the fewer days lie between, the nearer."""
    if one == other:
        return 100
    if one.start is None or other.start is None:
        return 40
    gap = abs((one.start - other.start).total_seconds()) / 86_400
    return max(0.0, 90 - 2 * gap) if one.first_day == other.first_day else max(0.0, 70 - gap)


def renewed(draft: PlanDraft, stored: Mapping[int, Activity]) -> PlanDraft:
    """The draft with each activity that continues a stored session under its key and in its course."""
    keys = {(one.course, one.key): number for number, one in stored.items()}
    known = {one.key: keys[at] for one in draft.items if (at := (one.activity.course, one.activity.key)) in keys}
    open_old = {number: one for number, one in stored.items() if number not in known.values()}
    pairs = known | matched(open_old, {one.key: one.activity for one in draft.items if one.key not in known})
    items = (Item(one.key, _continued(stored.get(pairs.get(one.key, -1)), one.activity)) for one in draft.items)
    return replace(draft, items=tuple(items))


def continuing(draft: PlanDraft, code: str, courses: Sequence[Course], stored: Mapping[int, Activity]) -> PlanDraft:
    """A draft that turns out to be the next version of a stored plan: its own course becomes that plan's."""
    own, rest = draft.courses[0], draft.courses[1:]
    known = tuple(courses) or (own,)
    items = (
        Item(one.key, replace(one.activity, course=known[0].code)) if one.activity.course == own.code else one
        for one in draft.items
    )
    asked = any(one.code == WHICH_COURSE for one in draft.doubts)
    which = Doubt(f"q{len(draft.doubts) + 1}", WHICH_COURSE, draft.title)
    joined = replace(
        draft,
        code=code,
        courses=(*known, *(one for one in rest if one.code not in {other.code for other in known})),
        items=tuple(items),
        doubts=(*draft.doubts, which) if len(known) > 1 and not asked else draft.doubts,
    )
    return renewed(joined, stored)


def _continued(before: Activity | None, after: Activity) -> Activity:
    """What was added to a session by hand (an address, a link, groups) stays while the plan does not say it."""
    if before is None:
        return replace(after, key=None)
    same_place = (
        before.venue and after.place and fold(after.place) in (fold(before.venue.name), fold(before.place or ""))
    )
    return replace(
        after,
        key=before.key,
        course=before.course,
        venue=before.venue if same_place else after.venue,
        link=after.link or (before.link if after.kind is before.kind else None),
        groups=after.groups or before.groups,
    )


def next_version(draft: PlanDraft, stored: Mapping[int, Activity]) -> tuple[Plan, Difference]:
    """The plan to be stored, its activities under keys that are theirs alone, and what that changes."""
    draft = renewed(draft, stored)
    plan = plan_of(draft)
    by_key = {(one.course, one.key): number for number, one in stored.items()}
    continued = {one.key: by_key.get((one.activity.course, one.activity.key)) for one in draft.items}
    taken = {one.key for one in stored.values()}
    activities, changed, added = [], [], []
    for item, activity in zip(draft.items, plan.activities, strict=True):
        number = continued[item.key]
        activities.append(activity if number else replace(activity, key=_free(item.key, taken)))
        if number is None:
            added.append(activities[-1])
        elif _told(stored[number]) != _told(activity):
            changed.append((stored[number], activity))
    missing = {number: one for number, one in stored.items() if number not in continued.values()}
    same = len(activities) - len(added) - len(changed)
    return replace(plan, activities=tuple(activities)), Difference(tuple(added), tuple(changed), missing, same)


def _free(key: str, taken: set[str | None]) -> str:
    found = next(
        name for number in range(len(taken) + 1) if (name := f"{key}.{number}" if number else key) not in taken
    )
    taken.add(found)
    return found


def _told(one: Activity) -> tuple[object, ...]:
    """What people would notice."""
    return one.title_key, one.kind, one.period, one.place, one.link, one.audience
