"""When a text speaks of: days, spans of days, parts of the day and clock times, seen from now.

find_times() gives everything with its place in the text; read_when() makes one value of it as questions need it;
read_date() and read_clock() read a single day or time ("dời sang 14h ngày 12/12"). Nothing is made up: what a text
does not say is None, and any text gives an answer. A weekday alone is the coming one, mốt and kia are two days
ahead, weeks go from Monday to Sunday, a date without a year lies as near to now as possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from training.intents import Part, When
from training.plan import ZONE
from training.reading.clock import clock_times, part_of, read_clock
from training.reading.days import RULES
from training.reading.numeric import digits_for_words, numeric_dates
from training.reading.plain import plain
from training.reading.seen import Lean, Seen

__all__ = ["Found", "Lean", "find_times", "read_clock", "read_date", "read_when", "times_in", "when_of"]

_LONGEST = 20_000  # letters looked at; plans are read paragraph by paragraph


@dataclass(frozen=True, slots=True)
class Found:
    """One thing a text says about time, at text[start:end].

    first, last: days, both inclusive, None when no day is said. clock, until: times of day. year_given: the year
    was written, not guessed. An item has days, or clock times (with their part of the day), or a part alone.
    """

    start: int
    end: int
    text: str
    first: date | None = None
    last: date | None = None
    clock: time | None = None
    until: time | None = None
    part: Part | None = None
    year_given: bool = False


def find_times(text: str, now: datetime, *, lean: Lean = None) -> list[Found]:
    """Everything a text says about time, in its order; "từ A đến B" is one item."""
    form = plain(text[:_LONGEST])
    items = _items(form.text, Seen(now.astimezone(ZONE).date(), lean))
    return [_placed(item, text, *form.span(item.start, item.end)) for item in items]


def read_when(text: str, now: datetime, *, lean: Lean = None) -> tuple[When | None, Part | None]:
    """The days and the part of the day that a question is about; (None, None) when it names none."""
    form = plain(text[:_LONGEST]).text
    return when_of(form, _items(form, Seen(now.astimezone(ZONE).date(), lean)))


def read_date(text: str, now: datetime, *, lean: Lean = None) -> date | None:
    """The first single day in a text; None when it names none or only weeks and months."""
    days = (item for item in find_times(text, now, lean=lean) if item.first and item.first == item.last)
    return next((item.first for item in days), None)


def times_in(form: str, now: datetime, *, lean: Lean = None) -> list[Found]:
    """find_times() for a pattern form; places are those in the form, texts are empty."""
    return _items(form[:_LONGEST], Seen(now.astimezone(ZONE).date(), lean))


def when_of(form: str, items: list[Found]) -> tuple[When | None, Part | None]:
    """read_when() for a pattern form whose items are known."""
    said = _not_taken_back(form, items)
    days = _days_meant(form, [item for item in said if item.first])
    part = _part_meant(said)
    if days is None:
        return None, part
    first, last = days
    if first != last:
        return When("range", first, last), part
    return When("session_part" if part else "day", first, last), part


def _placed(item: Found, text: str, start: int, end: int) -> Found:
    return replace(item, start=start, end=end, text=text[start:end])


# --- finding ---

_BLANK = "\x00"
_PARTS = re.compile(
    r"(?<!\w)(?:(?P<dusk>chiều tối|chieu toi(?= (?:nay|mai|mốt|mot|qua|hom|thu|t[2-7]|cn|chu nhat|\d)))"
    r"|(?<!chao )(?<!chuc )buoi (?P<sure>sáng|sang|trua|chiều|chieu|tối|toi|đêm|dem|khuya)"
    r"|(?P<marked>sáng|trua|chiều|tối|đêm|khuya)|(?P<bare>sang|chieu|chiêu|toi|dem)"
    r"|(?P<english>morning|afternoon|evening|tonight))(?!\w)"
)
_BARE_NEEDS = re.compile(
    r" (?:som |muon )?(?:nay|mai|mốt|mot|kia|qua|hom|ngay|thu |thứ|t[2-7]|cn|chu nhat|\d{1,2}[/\-.]\d"
    r"|\d{1,2}h|mung|va chieu|va toi|va sang|hay)"
)
# without marks "mai sang" is a morning, but "mai sang truong nao" is a way to go
_AFTER_A_DAY = re.compile(
    r"(?<!\w)(?:mai|mốt|mot|kia|hom nay|bua nay|(?:thu|thứ) (?:\d|hai|ba|tu|tư|nam|năm|sau|sáu|bay|bảy)|t[2-7]|cn"
    r"|chu nhat|\d[/.]\d{1,2}|tuan (?:sau|toi|nay)|tuần (?:sau|tới|này)) (?:thi )?$"
)
_WAY_TO_GO = re.compile(
    r" (?:truong|lop|nhom|so|phong|ben|ngay|tuan|tuần|buoi|dot|khoa|do|nha|nam|năm|thang|tháng|day|đây|hom|cho|co so"
    r"|hoi|thu|thứ|t\d|cum|noi|diem|ca|gap|zoom|hoc o|hoc cho)(?!\w)"
)
_NOT_A_PART_BEFORE = {
    "sang": re.compile(r"(?<!\w)(?:chuyen|doi|dich|lui|hoan|nhay|qua|bo|len|xuong)(?!\w).*$"),
    "toi": re.compile(
        r"(?:cho|cua|giup|nhac|bao|voi|gui|hoi|xin|mai|nay|tim|chung|de|nho|chi|bo|cua|giao|day|hom|qua|gap"
        r"|noi) $"
    ),
    "chieu": re.compile(r"(?:trinh|may|chieu|nhieu) $"),
    "chiêu": re.compile(r"(?:trinh|may|chieu|nhieu) $"),
    "dem": re.compile(r"(?:nhan|dem|di) $"),
}
_GREETING_BEFORE = re.compile(
    r"(?:chao|chuc|good|chuc (?:moi nguoi|ca nha|thay co|em|ban)|lam) (?:mot )?(?:buoi |ngay )?$"
)
_NO_PART = re.compile(
    r"(?<!\w)an (?:sáng|sang|trua|tối|toi)(?! (?:mai|nay))|"
    r"(?:\d|ban) (?:đêm|dem)(?! nay)|(?:tối|toi) (?:uu|thieu|da)(?!\w)|(?:sáng|sang) (?:kien|tao|suot|lap|mat|to)(?!\w)"
    r"|(?:chiều|chieu) (?:cao|dai|rong|long)(?!\w)"
)
_ENGLISH_PARTS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "tonight": Part.EVENING,
}


def _items(form: str, seen: Seen) -> list[Found]:
    """Days and clock times first, each blanked as soon as it is found; then parts of the day."""
    text = digits_for_words(form, seen)
    found: list[Found] = []
    for item in _numeric(text, seen):
        text = _blank(text, item, found)
    for item in _clock(text):
        text = _blank(text, item, found)
    for item in _said(text, seen):
        text = _blank(text, item, found)
    found += _parts(form, found)
    found.sort(key=lambda item: (item.start, item.end))
    return _joined(form, [item for item in found if item.first or item.clock or item.part], seen)


def _blank(text: str, item: Found, found: list[Found]) -> str:
    """Takes an item unless its place is taken already."""
    if any(item.start < other.end and other.start < item.end for other in found):
        return text
    found.append(item)
    return text[: item.start] + _BLANK * (item.end - item.start) + text[item.end :]


def _numeric(text: str, seen: Seen) -> Iterator[Found]:
    if not any(letter.isdigit() for letter in text) and "ngay" not in text and "mung" not in text:
        return
    for dated in numeric_dates(text, seen):
        end = dated.end
        while end < len(text) and text[end] == "\x01":
            end += 1
        first, last = dated.days or (None, None)
        yield Found(dated.start, end, "", first, last, year_given=dated.year_given)


def _clock(text: str) -> Iterator[Found]:
    for moment in clock_times(text):
        yield Found(moment.start, moment.end, "", clock=moment.clock, until=moment.until, part=moment.part)


def _said(text: str, seen: Seen) -> Iterator[Found]:
    for pattern, rule in RULES:
        for match in pattern.finditer(text):
            first, last = rule(match, seen) or (None, None)
            yield Found(match.start(), match.end(), "", first, last)


def _parts(form: str, found: list[Found]) -> list[Found]:
    clocks = [item for item in found if item.clock]
    parts = []
    for match in _PARTS.finditer(form):
        inside = any(item.start <= match.start() < item.end for item in clocks)
        # "hồi chiều" without marks, its hồi read as a day of its own
        since = match["bare"] in ("sang", "chieu") and any(item.first and item.end == match.start() for item in found)
        part = part_of(match["bare"]) if since else _part(match)
        if not inside and part:
            parts.append(Found(match.start(), match.end(), "", part=part))
    return parts


def _part(match: re.Match[str]) -> Part | None:
    before = match.string[max(0, match.start() - 48) : match.start()]
    if match["english"]:
        return None if _GREETING_BEFORE.search(before) else _ENGLISH_PARTS[match["english"]]
    if match["dusk"]:
        return Part.EVENING
    word = match["sure"] or match["marked"] or match["bare"]
    if _GREETING_BEFORE.search(before) or _NO_PART.search(before + word + match.string[match.end() : match.end() + 8]):
        return None
    return part_of(word) if not match["bare"] or _is_bare_part(match, before) else None


def _is_bare_part(match: re.Match[str], before: str) -> bool:
    """Whether sang, chieu, toi, dem typed without marks mean a part of the day here."""
    word, end = match["bare"], match.end()
    if word in ("sang", "chieu") and _AFTER_A_DAY.search(before):
        return not _WAY_TO_GO.match(match.string, end)
    return bool(_BARE_NEEDS.match(match.string, end)) and not _NOT_A_PART_BEFORE[word].search(before)


_UNTIL = re.compile(
    r"(?:(?:từ|tu) )?(?:nay |gio |bay gio |hom nay |day |đây )(?:cho |keo dai )?(?:den|đến|tới|toi) (?:tan )?(?:het )?"
    r"(?:ngay |hom )?$"
)
_TO_NOW = re.compile(r" (?:cho )?(?:den|đến|tới|toi) (?:nay|gio|bay gio|hien tai|hien nay|luc nay)(?!\w)")
_BETWEEN_SPAN = re.compile(
    r"\s*,?\s*(?:->|→|-|~|(?:(?:cho|keo dai) )?(?:den|tới|toi|đến)(?: het| tan)?(?: (?:ngay|hom|mung|mong))?)\s*"
)


def _joined(form: str, items: list[Found], seen: Seen) -> list[Found]:
    """ "thứ hai đến thứ sáu", "từ nay đến cuối tuần" as one item each."""
    joined: list[Found] = []
    for item in items:
        before = joined[-1] if joined else None
        if item.first and before and before.first and _BETWEEN_SPAN.fullmatch(form[before.end : item.start]):
            joined[-1] = _span(before, replace(item, last=_until(form, item)))
        elif item.first and item.first <= seen.today and _TO_NOW.match(form, item.end):
            joined.append(replace(item, last=seen.today))
        elif item.last and item.last >= seen.today and _is_from_now(form, item):
            joined.append(replace(item, first=seen.today, last=_until(form, item)))
        else:
            joined.append(item)
    return joined


def _until(form: str, item: Found) -> date | None:
    """The last day of "đến …"; what lasts until Tết ends on its eve."""
    ends_before = item.first and item.first != item.last and "tet" in form[item.start : item.end]
    return item.first - timedelta(days=1) if item.first and ends_before else item.last


def _is_from_now(form: str, item: Found) -> bool:
    until = _UNTIL.search(form[max(0, item.start - 30) : item.start])
    return until is not None


def _span(begin: Found, end: Found) -> Found:
    """From the first item's first day to the second one's last; a weekday before its beginning is a week later."""
    assert begin.first and end.last
    last = end.last
    if last < begin.first and not end.year_given and (begin.first - last).days <= 7:
        last += timedelta(days=7)
    return replace(begin, end=end.end, last=last, year_given=begin.year_given or end.year_given)


# --- making one value of what was found ---

_CORRECTION = re.compile(
    r"(?<!\w)(?:a |u |i |o |ui |oi )?(?:nham|lon|quen|viet nham|go nham|ghi nham|sorry|sr|xin loi|y (?:em"
    r"|toi|tôi|minh|la)|dung hon la|chinh xac la|dung ra(?: la)?|noi lai|viet lai|dinh chinh|sua lai(?: la)?"
    r"|khong phai(?= [^,]{1,20}ma))(?!\w)"
    r"|(?<=[,.] )(?:a|u|ua|o|oi|e)?,? ?khong(?: khong)?(?: phai)?(?=,)"
    r"|(?<!\w)(?:a|u|ua|o|oi|e),? khong(?: phai)?(?=,| )"
)
_NEGATED = re.compile(
    r"(?:khong phai|ko phai|k phai|hong phai|hok phai|chu khong(?: phai)?|dau phai|tru"
    r"|ngoai tru|(?:khong|ko|k|hong|dau co|chang) (?:hoi|noi)(?: ve| toi| den)?)(?: la)?(?: ngay| hom)? $"
)
_TOGETHER = re.compile(
    r"\s*(?:,?\s*(?:va|voi|hay|hoac|&|\+|lan|cung|or|and|,|-)?\s*(?:ca |la )?(?:ngay |sáng |sang |trua "
    r"|chiều |chieu |tối |toi |buoi )*)\s*"
)


# "hôm nay thì học rồi, còn mai thì sao": what was known already is not asked
_KNOWN_ALREADY = re.compile(r"(?<!\w)(?:thi )?(?:\w+ ){1,4}(?:roi|xong)(?: a| ha)?,? (?:con|the con|the|vay con) $")


def _not_taken_back(form: str, items: list[Found]) -> list[Found]:
    """Without what is negated, and after a correction only what follows it."""
    kept = [item for item in items if not _NEGATED.search(form[max(0, item.start - 24) : item.start])]
    for number, item in enumerate(kept[1:], start=1):
        if (item.first or item.part) and _KNOWN_ALREADY.search(form[kept[number - 1].end : item.start]):
            return kept[number:]
    marks = list(_CORRECTION.finditer(form))
    if marks:
        after = [item for item in kept if item.start >= marks[-1].end()]
        if any(item.first for item in after):
            return after
        if after:  # only a part of the day, or a time, was corrected
            return [item for item in kept if item.first] + after
    return kept or items[:0]


def _days_meant(form: str, items: list[Found]) -> tuple[date, date] | None:
    """The days of the first item; narrowed by a day inside its week, widened by "và" to the ones beside it."""
    if not items:
        return None
    chosen = items[0]
    assert chosen.first and chosen.last
    first, last, end = chosen.first, chosen.last, chosen.end
    for item in items[1:]:
        assert item.first and item.last
        if first <= item.first and item.last <= last:
            first, last, end = item.first, item.last, item.end
        elif item.first <= first and last <= item.last:
            end = item.end
        elif _TOGETHER.fullmatch(form[end : item.start]):
            first, last, end = min(first, item.first), max(last, item.last), item.end
        else:
            break
    return first, last


def _part_meant(items: list[Found]) -> Part | None:
    parts = {item.part for item in items if item.part}
    return parts.pop() if len(parts) == 1 else None
