"""Answers to the questions of a drafted plan, pressed or written."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from training.draft_changes import edited
from training.drafting import (
    WHICH_COURSE,
    Change,
    Doubt,
    Edited,
    Item,
    Option,
    PlanDraft,
    Trouble,
    all_in,
    settled,
    with_changes,
)
from training.moving import Unclear, shifted
from training.plan import ZONE, Period, Precision
from training.reading.draft_deeds import Deed, Edit
from training.reading.plans.findings import Finding
from training.reading.vietnamese import fold


def options_of(draft: PlanDraft, doubt: Doubt) -> tuple[Option, ...]:
    """What can be pressed, the likeliest first; what fits several questions of a kind at once stands behind."""
    options = _options(draft, doubt)
    again = Option.KEEP in options and len(alike(draft, doubt)) > 1
    return (*options, Option.KEEP_ALL) if again else options


def alike(draft: PlanDraft, doubt: Doubt) -> tuple[Doubt, ...]:
    """The open questions of the same kind, this one among them."""
    return tuple(one for one in draft.open if one.code == doubt.code)


def _options(draft: PlanDraft, doubt: Doubt) -> tuple[Option, ...]:
    item = draft.item(doubt.item)
    if doubt.code == Finding.END_BEFORE_START and item and _a_year_later(item.activity.period):
        return Option.SWAP, Option.NEXT_YEAR, Option.TYPE, Option.KEEP, Option.DELETE
    if doubt.code in (Finding.NUMBER_MISSING, Finding.ISSUED_MISSING):
        return Option.TYPE, Option.KEEP
    if draft.item(doubt.item) is None:
        return (Option.KEEP,) if doubt.code != WHICH_COURSE else ()
    if doubt.code in (Finding.TWO_DEADLINES, Finding.TWO_DATES):
        both = draft.item(doubt.other) is not None
        return (Option.FIRST, Option.SECOND, Option.KEEP) if both else (Option.TYPE, Option.KEEP)
    return _OF_TIME.get(doubt.code, (Option.KEEP,))


_OF_TIME: dict[str, tuple[Option, ...]] = {
    Finding.CHOOSE_DAY: (Option.KEEP, Option.TYPE, Option.DELETE),
    Finding.NO_TIME: (Option.TYPE, Option.KEEP, Option.DELETE),
    Finding.END_BEFORE_START: (Option.SWAP, Option.TYPE, Option.KEEP, Option.DELETE),
    Finding.WEEKDAY: (Option.KEEP, Option.MOVE, Option.TYPE),
}


_SHORT, _SCHOOL_YEAR = timedelta(60), timedelta(330)


def _a_year_later(period: Period) -> Period | None:
    """ "tháng 10 đến tháng 5": the end in the next year, where that makes no more than a school year of it."""
    if not (period.contradicts_itself and period.start and period.end):
        return None
    try:
        end = period.end.astimezone(ZONE).replace(year=period.end.astimezone(ZONE).year + 1)
    except ValueError:  # 29 February
        return None
    longest = _SCHOOL_YEAR if period.precision is Precision.MONTH else _SHORT
    return replace(period, end=end) if timedelta(0) <= end - period.start <= longest else None


def corrected(period: Period, option: Option) -> Period:
    """A period that runs backwards, as this answer sets it right; as it is where it does not."""
    if option is Option.NEXT_YEAR:
        return _a_year_later(period) or period
    return replace(period, start=period.end, end=period.start) if option is Option.SWAP else period


def settle(draft: PlanDraft, key: str, option: str) -> Edited | Trouble:
    """A pressed answer; NOTHING for what the question does not offer or was answered before."""
    doubt = draft.doubt(key)
    if doubt is None or doubt.settled:
        return Trouble.NOTHING
    if doubt.code == WHICH_COURSE:
        return _choose_course(draft, doubt, option)
    if option not in options_of(draft, doubt) or option == Option.TYPE:
        return Trouble.NOTHING
    if option == Option.KEEP_ALL:
        return Edited(settled(draft, {one.key for one in alike(draft, doubt)}, kept=True))
    changes = _changes_of(draft, doubt, Option(option))
    done = settled(with_changes(draft, changes), {key}, kept=option == Option.KEEP)
    return Edited(done, tuple(changes))


def _changes_of(draft: PlanDraft, doubt: Doubt, option: Option) -> list[Change]:
    item, other = draft.item(doubt.item), draft.item(doubt.other)
    if option is Option.FIRST and other:
        return [Change(other.key, other.activity, None)]
    if item is None or option is Option.KEEP:
        return []
    if option in (Option.DELETE, Option.SECOND):
        return [Change(item.key, item.activity, None)]
    period = item.activity.period
    if option in (Option.SWAP, Option.NEXT_YEAR):
        return [_timed(item, corrected(period, option))]
    return _moved_to_weekday(draft, item, doubt)


def _moved_to_weekday(draft: PlanDraft, item: Item, doubt: Doubt) -> list[Change]:
    """All that was read of the same words on the wrong day goes to the right one."""
    wrong = item.activity.period.first_day
    if doubt.day is None or wrong is None:
        return []
    gap = (doubt.day - wrong).days
    fellows = [
        one
        for one in draft.items
        if one.activity.period.first_day == wrong and one.activity.evidence == item.activity.evidence
    ]
    return [_timed(one, shifted(one.activity.period, gap)) for one in fellows]


def _timed(item: Item, period: Period) -> Change:
    chosen = item.activity.choose_days if period.first_day != period.last_day else None
    return Change(item.key, item.activity, replace(item.activity, period=period, choose_days=chosen))


def _choose_course(draft: PlanDraft, doubt: Doubt, option: str) -> Edited | Trouble:
    at = int(option) if option.isdecimal() and len(option) < 4 else -1
    if not 0 <= at < len(draft.courses):
        return Trouble.NOTHING
    return Edited(settled(all_in(draft, draft.courses[at].code, new_only=True), {doubt.key}), head=True)


_SAID: tuple[tuple[Option, re.Pattern[str]], ...] = (
    (Option.KEEP_ALL, re.compile(r"(?:cu )?(?:giu|de) (?:nguyen )?(?:het|tat ca|toan bo)(?: nhu van ban| nguyen)?")),
    (
        Option.KEEP,
        re.compile(
            r"(?:cu )?(?:giu|de) (?:nguyen|vay|yen|trong|ca hai|nhu (?:cu|vay|the|van ban))|nhu van ban|bo qua"
            r"|(?:em |toi |minh )?(?:khong|chua) (?:ro|biet|co(?: so)?)|(?:moi nguoi |thay co )?tu chon"
            r"|(?:se )?thong bao sau"
        ),
    ),
    (Option.SWAP, re.compile(r"(?:doi|dao) (?:lai|nguoc(?: lai)?|cho)|nguoc lai")),
    (Option.DELETE, re.compile(r"(?:xoa|bo|huy)(?: di| muc nay| no| luon)?|khong to chuc(?: nua)?")),
    (Option.FIRST, re.compile(r"(?:theo )?(?:ngay|han|cai|cau|cho) (?:dau(?: tien)?|truoc|thu nhat|som hon)")),
    (Option.SECOND, re.compile(r"(?:theo )?(?:ngay|han|cai|cau|cho) (?:sau|cuoi|muon hon)")),
)
_TAIL = re.compile(r"(?:^(?:da|vang|thi|em oi)\s+|\s+(?:a|nhe|di|em|nha|thoi|luon|giup em))+$|^(?:da|vang|thi)\s+")


def said_option(draft: PlanDraft, key: str, words: str) -> Option | None:
    """An offered answer that was written instead of pressed: "giữ nguyên nhé", "theo hạn sau"."""
    doubt = draft.doubt(key)
    flat = _TAIL.sub("", _TAIL.sub("", fold(words).strip(" .!,")))
    found = next((option for option, pattern in _SAID if pattern.fullmatch(flat)), None)
    return found if doubt and found in options_of(draft, doubt) else None


def answered(draft: PlanDraft, key: str, words: str, now: datetime) -> Edited | Trouble | Unclear:
    """A written answer: the number, the day of issue, the time of the activity that the question is about."""
    doubt = draft.doubt(key)
    if doubt is None or doubt.settled:
        return Trouble.NOTHING
    if option := said_option(draft, key, words):
        return settle(draft, key, option)
    deeds: dict[str, Deed] = {Finding.NUMBER_MISSING: Deed.NUMBER, Finding.ISSUED_MISSING: Deed.ISSUED}
    place = draft.number_of(doubt.item)
    if doubt.code not in deeds and not place:
        return Trouble.NOTHING
    edit = Edit(deeds.get(doubt.code, Deed.TIME), (place,) if place else (), words=words)
    done = edited(draft, [edit], now)
    return replace(done, draft=settled(done.draft, {key})) if isinstance(done, Edited) else done
