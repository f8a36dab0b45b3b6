"""Edits of a drafted plan: what an organizer says (training.reading.draft_edits), carried out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from training.draft_several import divided, merged, part_of, swapped
from training.drafting import (
    LONGEST,
    MOST_ITEMS,
    TOLD_WITH_PLAN,
    WHICH_COURSE,
    Change,
    Doubt,
    Edited,
    Item,
    PlanDraft,
    Trouble,
    code_of,
    in_order,
    recoded,
    settled,
    title_code,
    with_changes,
)
from training.intents import Part
from training.moving import Unclear, new_period
from training.plan import ZONE, Activity, Course, Kind, Period, Precision, Venue, midnight
from training.reading.dates import Found, find_times, read_date
from training.reading.draft_deeds import Deed, Edit
from training.reading.plans.findings import Finding
from training.reading.vietnamese import fold


def edited(draft: PlanDraft, edits: Iterable[Edit], now: datetime) -> Edited | Trouble | Unclear:
    """All of the edits, or the first reason why not. Numbers are those of the list before any of them."""
    changes: dict[str, Change] = {}
    after = draft
    same = False
    for edit in edits:
        done = _one(after, edit, draft, now)
        if done is Unclear.SAME:  # of two wishes the other one may be new
            same = True
            continue
        if not isinstance(done, Edited):
            return done
        after = done.draft
        for one in done.changes:
            first = changes.get(one.key)
            changes[one.key] = Change(one.key, first.before, one.after) if first else one
    real = tuple(one for one in changes.values() if one.before != one.after)
    head = replace(after, items=(), doubts=()) != replace(draft, items=(), doubts=(), made=after.made)
    if not real and not head:
        return Unclear.SAME if same else Trouble.NOTHING
    return Edited(after, real, head)


def _one(draft: PlanDraft, edit: Edit, listed: PlanDraft, now: datetime) -> Edited | Trouble | Unclear:
    if edit.deed in _OF_HEAD:
        return _of_head(draft, edit, now)
    if edit.deed is Deed.ADD:
        return _add(draft, edit, now)
    chosen = meant(listed, edit, now)
    if not chosen:
        return Trouble.NONE_THEN if edit.day or edit.all else Trouble.NO_SUCH_ITEM
    items = [item for key in chosen if (item := draft.item(key))]
    if edit.deed is Deed.COURSE:
        return _into_course(draft, edit.words, items)
    if edit.deed is Deed.SPLIT:
        return _split(draft, items[0], edit, now)
    together = _OF_SEVERAL.get(edit.deed)
    changes = together(items) if together else _each(items, edit, draft, now)
    if isinstance(changes, (Trouble, Unclear)):
        return changes
    touched = {one.key for one in draft.doubts if _is_answered_by(one, edit.deed, chosen)}
    return Edited(settled(with_changes(draft, changes), touched), tuple(changes))


def _each(items: Sequence[Item], edit: Edit, draft: PlanDraft, now: datetime) -> list[Change] | Trouble | Unclear:
    """The edit of each; one of several that is so already stays as it is."""
    changes = []
    for item in items:
        after = _edited_activity(item.activity, edit, draft, now)
        if after is Unclear.SAME and len(items) > 1:
            continue
        if isinstance(after, (Trouble, Unclear)):
            return after
        changes.append(Change(item.key, item.activity, after))
    return changes or Unclear.SAME


def meant(listed: PlanDraft, edit: Edit, now: datetime) -> list[str]:
    """Keys of the activities that an edit names; none when one of them does not exist."""
    many = len(listed.items)
    if edit.day:
        day = read_date(edit.day, _seen_from(edit.day, None, listed, now))
        on_it = (one for one in listed.items if day and _is_on(one.activity, day))
        return [one.key for one in on_it if edit.part in (None, part_of(one.activity.period))]
    if edit.all:
        return [one.key for one in listed.items if _is_session(one.activity, edit)]
    places = [many + number + 1 if number < 0 else number for number in edit.numbers]
    if not places or not all(1 <= place <= many for place in places):
        return []
    return [listed.items[place - 1].key for place in places]


def _is_session(one: Activity, edit: Edit) -> bool:
    """Whether "tất cả các buổi" means this one: for another hour what has hours, for a place what people go to."""
    if one.kind in (Kind.DEADLINE, Kind.MILESTONE):
        return False
    if edit.deed is Deed.PLACE and one.kind not in (Kind.IN_PERSON, Kind.MEETING, Kind.VIRTUAL):
        return False
    if edit.deed in (Deed.TIME, Deed.END) and not one.period.is_exact:
        return False
    return edit.part is None or edit.part is part_of(one.period)


def _is_on(one: Activity, day: date) -> bool:
    first, last = one.period.first_day, one.period.last_day
    if one.period.is_exact:
        return first == day
    return first is not None and last is not None and first <= day <= last and one.period.precision is Precision.DAY


def _is_answered_by(doubt: Doubt, deed: Deed, keys: Collection[str]) -> bool:
    about_time = doubt.code not in (*TOLD_WITH_PLAN, WHICH_COURSE)
    return about_time and deed in _OF_TIME and (doubt.item in keys or doubt.other in keys)


def _edited_activity(old: Activity, edit: Edit, draft: PlanDraft, now: datetime) -> Activity | Trouble | Unclear | None:
    words = edit.words[:LONGEST].strip()
    match edit.deed:
        case Deed.DELETE:
            return None
        case Deed.TIME:
            period = new_period(words, old.period, _seen_from(words, old, draft, now))
            return period if isinstance(period, Unclear) else _at(old, period)
        case Deed.SHIFT:
            return _shifted(old, edit.shift or timedelta())
        case Deed.END:
            return _ending(old, edit, _seen_from(words, old, draft, now))
        case Deed.OPEN:
            return replace(old, period=Period(None, None, Precision.TBD), choose_days=None)
        case Deed.QUOTA:
            many = re.search(r"\d{1,4}", words)
            return replace(old, quota=int(many[0])) if many and int(many[0]) else Trouble.NO_WORDS
        case Deed.KIND:
            return replace(old, kind=edit.kind or old.kind, alt_kinds=())
        case Deed.LINK:
            link = link_in(words)
            return replace(old, kind=Kind.VIRTUAL, link=link, place=None, venue=None) if link else Trouble.NO_LINK
    return _worded(old, edit.deed, words) if words else Trouble.NO_WORDS


def _worded(old: Activity, deed: Deed, words: str) -> Activity | Trouble:
    if deed is Deed.TITLE:
        return replace(old, title_key=words[:1].upper() + words[1:])
    if deed is Deed.AUDIENCE:
        return replace(old, audience=words)
    if deed is Deed.PLACE:
        return replace(old, place=words, venue=Venue(words), link=None, kind=_KIND_AT_PLACE.get(old.kind, old.kind))
    return Trouble.NOTHING


_KIND_AT_PLACE = {Kind.VIRTUAL: Kind.IN_PERSON}


def _at(old: Activity, period: Period) -> Activity:
    chosen = old.choose_days if period.first_day != period.last_day else None
    return replace(old, period=period, choose_days=chosen)


def _shifted(old: Activity, gap: timedelta) -> Activity | Unclear:
    period = old.period
    if period.start is None:
        return Unclear.NEEDS_DAY
    whole_days = not gap % timedelta(days=1)
    if not period.is_exact and not whole_days:
        return Unclear.NEEDS_HOUR
    moved = replace(period, start=period.start + gap, end=period.end + gap if period.end else None)
    if period.precision in (Precision.WEEK, Precision.MONTH):
        moved = replace(moved, precision=Precision.DAY)
    return _at(old, moved)


def _ending(old: Activity, edit: Edit, seen_from: datetime) -> Activity | Unclear:
    """Its end alone moves: to another hour of its last day, to another day, or by so much."""
    period = old.period
    if period.start is None:
        return Unclear.NEEDS_DAY
    last = period.end or period.start
    if edit.shift:
        end = last + edit.shift
    else:
        said = find_times(edit.words, seen_from)
        day = next((one.last for one in said if one.last), None) or last.astimezone(ZONE).date()
        clock = next((one.clock for one in said if one.clock), None)
        if clock is not None and not period.is_exact:
            return Unclear.NEEDS_HOUR
        afternoon = clock is not None and any(one.part in (Part.AFTERNOON, Part.EVENING) for one in said)
        clock = clock.replace(hour=clock.hour + 12) if clock and afternoon and clock.hour < 12 else clock
        end = datetime.combine(day, clock or last.astimezone(ZONE).time(), ZONE)
    if not period.is_exact and end.astimezone(ZONE).time() != time():
        return Unclear.NEEDS_HOUR
    found = replace(period, end=end, precision=period.precision if period.is_exact else Precision.DAY)
    if found.contradicts_itself:
        return Unclear.BACKWARDS
    return Unclear.SAME if found == period else _at(old, found)


_OF_SEVERAL = {Deed.SWAP: swapped, Deed.MERGE: merged}
_OF_TIME = (Deed.TIME, Deed.SHIFT, Deed.END, Deed.OPEN, Deed.SWAP, Deed.MERGE, Deed.SPLIT)
_NEAR_THE_PLAN = re.compile(r"\d\s*[/.-]\s*\d|thang|mung|\bthu\b|\bchu nhat\b|\bt[2-7]\b|\bcn\b|\bngay \d")


def _seen_from(words: str, old: Activity | None, draft: PlanDraft, now: datetime) -> datetime:
    """From where a day without a year is looked at: the plan's own time; "mai" and "tuần sau" are the reader's."""
    if not _NEAR_THE_PLAN.search(fold(words)):
        return now
    dated = [one.activity.period.start for one in draft.items if one.activity.period.start]
    own = old.period.start if old else None
    return own or (dated[0] if dated else midnight(draft.issued) if draft.issued else now)


_LINK = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?")


def link_in(words: str) -> str | None:
    """A web address, with its https:// put before where it was left out."""
    found = _LINK.search(words)
    if not found:
        return None
    return found[0] if "://" in found[0] else f"https://{found[0]}"


def _into_course(draft: PlanDraft, words: str, items: Sequence[Item]) -> Edited | Trouble:
    code = code_of(words)
    if not code:
        return Trouble.NO_CODE
    known = any(one.code == code for one in draft.courses)
    courses = draft.courses if known else (*draft.courses, Course(code, words.strip()[:LONGEST]))
    changes = [Change(one.key, one.activity, replace(one.activity, course=code)) for one in items]
    return Edited(replace(with_changes(draft, changes), courses=courses), tuple(changes))


_OF_HEAD = (Deed.NUMBER, Deed.ISSUED, Deed.CODE, Deed.NAME, Deed.HEADING)


def _of_head(draft: PlanDraft, edit: Edit, now: datetime) -> Edited | Trouble:
    words = edit.words.strip()[:80]
    if edit.deed in (Deed.NAME, Deed.HEADING):
        return _titled(draft, edit.deed, edit.words.strip()[:LONGEST])
    if edit.deed is Deed.NUMBER:
        return _numbered(draft, words) if re.search(r"\d", words) else Trouble.NO_WORDS
    if edit.deed is Deed.ISSUED:
        day = read_date(words, _seen_from(words, None, draft, now))
        if day is None:
            return Trouble.NO_DAY
        return Edited(_about_head(replace(draft, issued=day), Finding.ISSUED_MISSING), head=True)
    code = code_of(words)
    return Edited(recoded(draft, code), head=True) if code else Trouble.NO_CODE


def _titled(draft: PlanDraft, deed: Deed, words: str) -> Edited | Trouble:
    """Another title of the plan or of its first course; a course under the plan's title goes along."""
    if not words:
        return Trouble.NO_WORDS
    first, *rest = draft.courses
    goes_along = deed is Deed.NAME or first.title == draft.title
    courses = (replace(first, title=words) if goes_along else first, *rest)
    return Edited(replace(draft, courses=courses, title=words if deed is Deed.HEADING else draft.title), head=True)


def _numbered(draft: PlanDraft, words: str) -> Edited:
    """Under its number; a code that was made of the title for want of one goes along."""
    made_up, code = draft.code, code_of(words)
    after = _about_head(replace(draft, number=words), Finding.NUMBER_MISSING)
    if draft.number is None and made_up == title_code(draft.title) and code:
        after = replace(after, code=code)
        after = recoded(after, code) if draft.courses[0].code == made_up else after
    return Edited(after, head=True)


def _about_head(draft: PlanDraft, code: Finding) -> PlanDraft:
    return settled(draft, {one.key for one in draft.doubts if one.code == code})


def _split(draft: PlanDraft, item: Item, edit: Edit, now: datetime) -> Edited | Trouble | Unclear:
    """The first of them stays under its key, the others are new."""
    old = item.activity
    several = divided(old, edit.words[:LONGEST], _seen_from(edit.words, old, draft, now))
    if isinstance(several, (Trouble, Unclear)):
        return several
    if len(draft.items) + len(several) > MOST_ITEMS:
        return Trouble.TOO_MANY
    first, *rest = several
    added = [Item(f"a{draft.made + number}", one) for number, one in enumerate(rest, 1)]
    changes = (Change(item.key, old, first), *(Change(one.key, None, one.activity) for one in added))
    after = with_changes(draft, changes[:1])
    after = replace(after, items=(*after.items, *added), made=draft.made + len(added))
    touched = {one.key for one in draft.doubts if _is_answered_by(one, edit.deed, (item.key,))}
    return Edited(in_order(settled(after, touched)), changes)


_NAME = re.compile(r"^kế hoạch\s+(?:tổ chức\s+)?", re.IGNORECASE)


def _add(draft: PlanDraft, edit: Edit, now: datetime) -> Edited | Trouble | Unclear:
    if len(draft.items) >= MOST_ITEMS:
        return Trouble.TOO_MANY
    period = _period_in(edit.words, _seen_from(edit.words, None, draft, now))
    if isinstance(period, Unclear):
        return period
    kind = edit.kind or Kind.IN_PERSON
    activity = Activity(
        title_key=(edit.title or _NAME.sub("", draft.title) or draft.title)[:LONGEST],
        kind=kind,
        period=period,
        place=edit.place,
        venue=Venue(edit.place) if edit.place and kind in (Kind.IN_PERSON, Kind.MEETING) else None,
        link=link_in(edit.link) if edit.link else None,
        course=draft.courses[0].code,
    )
    key = f"a{draft.made + 1}"
    after = replace(draft, items=(*draft.items, Item(key, activity)), made=draft.made + 1)
    return Edited(in_order(after), (Change(key, None, activity),))


def _period_in(words: str, seen_from: datetime) -> Period | Unclear:
    found = new_period(words, Period(None, None, Precision.TBD), seen_from)
    if found is Unclear.SAME or isinstance(found, Period):
        return found if isinstance(found, Period) else Unclear.NO_TIME
    days: list[Found] = [one for one in find_times(words, seen_from) if one.first]
    return Unclear.NEEDS_DAY if found is Unclear.NEEDS_HOUR and not days else found
