"""What a person wants, read from what was typed: an Intent, never an error.

read() gives the one intent of a message, read_all() each when it holds two questions. How sure a reading is shows in
Intent.unsure: the name of a second intent that is nearly as likely, to be offered as a button.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from training.intents import Intent, When
from training.plan import ZONE
from training.reading import scorer
from training.reading.clauses import clauses
from training.reading.dates import Found, Lean, times_in, when_of
from training.reading.evidence import ENOUGH, ideas_in, weigh
from training.reading.keyboards import with_marks
from training.reading.lexicon import known, repaired
from training.reading.notices import is_notice, question_beside
from training.reading.plain import pattern_form
from training.reading.topics import topic_in
from training.reading.vietnamese import fold

_LONGEST = 600  # letters read of a message; of a longer one its beginning and end
_CODE = re.compile(r"(?<![\w/.,:-])\d{4,6}(?![\w/:-]|[.,]\d)")
_DIGITS = 4  # of the codes on the screen; another number alone is a bare number
_WORDS = re.compile(r"[a-z0-9]+|%")
# two words that their marks alone tell from dạy (teach) and bạn (you)
_HERE = re.compile(r"(?<!\w)đ[âấ]y(?!\w)")
_SCHOOL_CLASS = re.compile(r"(?<!\w)lop \d{1,2} ?[a-h]\d{0,2}(?!\w)")
_BUSY = re.compile(r"(?<!\w)bận(?!\w)")
# shares of likelihood: from when on a question counts as strange, and a second reading as nearly as likely
STRANGE = 0.32
NEAR = 0.5
_ASKS_LEAVE = frozenset(("LEAVE", "XIN", "NGHI", "MAKEUP", "SELF", "PERMIT"))  # without one only a reason is told
CERTAIN = 0.9  # of a clause that is to speak for a message which is strange as a whole
_LEAST_SAID = 3
_MOST_CLAUSES = 4
_POLITE = frozenset(("greeting", "thanks"))
_NEVER_BESIDE = _POLITE | {"out_of_scope", "cancel", "help", "human", "checkin"}
_BACKWARD = frozenset(("attendance_record", "materials"))
_KEYWORDS = {
    "lich": "schedule_range",
    "huy": "cancel",
    "dung": "cancel",
    "thoi": "cancel",
    "bat dau": "help",
    "menu": "help",
    "tro giup": "help",
    "diem danh": "checkin",
    "diem danh cua toi": "attendance_record",
    "thuc hanh": "lms_status",
    "ngay thuc hanh": "lms_status",
    "viec con thieu": "completion",
}
# beside a day they ask for nothing of their own: "hôm nay", "10/12 nhé", "thế còn tuần sau"
_BESIDE_DAYS = frozenset(
    [
        "a",
        "the",
        "con",
        "thi",
        "sao",
        "nao",
        "ha",
        "nhe",
        "nha",
        "voi",
        "oi",
        "em",
        "thay",
        "co",
        "ngay",
        "tu",
        "den",
        "toi",
    ]
)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A stretch of a message with all that speaks in it."""

    form: str
    words: tuple[str, ...]
    times: list[Found]
    ideas: set[str]
    weights: dict[str, float]
    code: str | None
    topic: str | None

    @property
    def best(self) -> str:
        return self.ranked[0][1] if self.ranked else "out_of_scope"

    @property
    def ranked(self) -> list[tuple[float, str]]:
        return sorted(((weight, name) for name, weight in self.weights.items() if weight >= ENOUGH), reverse=True)


def read(text: str, now: datetime, *, topics: Sequence[str] = (), previous: Intent | None = None) -> Intent:
    """The intent of a message. topics: titles of the person's courses. previous: the intent answered just before."""
    return _read(_shortened(text), now, topics, previous)


def read_all(text: str, now: datetime, *, topics: Sequence[str] = (), previous: Intent | None = None) -> list[Intent]:
    """The intents of a message, one for each question in it, in their order; at least one."""
    minute = now.astimezone(ZONE).replace(second=0, microsecond=0)
    return list(_read_all(_shortened(text), minute, tuple(topics), previous))


@lru_cache(maxsize=1024)
def _read_all(whole: str, now: datetime, topics: tuple[str, ...], previous: Intent | None) -> tuple[Intent, ...]:
    """Remembered for its minute: at 7h15 a hall of course mates asks the same few things in the same few words."""
    found: list[Intent] = []
    for clause in clauses(whole):
        intent = _read(clause, now, topics, found[-1] if found else previous)
        if intent.name not in _POLITE | {"out_of_scope"} and intent.name not in [each.name for each in found]:
            found.append(intent)
    return tuple(found) if len(found) > 1 else (_read(whole, now, topics, previous),)


def to_json(name: str, intent: Intent) -> dict[str, Any]:
    """The JSON of an understood utterance; name is its id."""
    when = intent.when
    days = {"kind": when.kind, "from": when.first.isoformat(), "to": when.last.isoformat()} if when else None
    part = intent.part.value if intent.part else None
    return {"id": name, "intent": intent.name, "when": days, "part": part, "topic": intent.topic}


def features_of(text: str, now: datetime) -> list[int]:
    """What the scorer sees of a message: the places of its weights."""
    form = question_beside(pattern_form(_shortened(text)))
    return _features(_hear(_asked(repaired(form)), now, ()), _unquoted(form))


def _features(heard: _Heard, form: str) -> list[int]:
    signs = (*heard.ideas, f"r {heard.best}", f"n {_ruled(heard)}", f"x {_strange(heard):.1f}")
    said = {word for item in heard.times for word in _WORDS.findall(fold(heard.form[item.start : item.end]))}
    typed = [word for word in _WORDS.findall(fold(form)) if word not in said]
    return scorer.features(heard.words, typed, signs)


def _read(text: str, now: datetime, topics: Sequence[str], previous: Intent | None) -> Intent:
    typed = question_beside(pattern_form(text))
    form = repaired(typed)
    heard = _hear(_asked(form), now, topics)
    name, unsure = _name(heard, _unquoted(typed))
    if name == "out_of_scope" or (name == "leave_request" and not heard.ideas & _ASKS_LEAVE):
        name = _said_beside(text, now, topics) or name
    when, part = when_of(form, _times(form, heard, now, name))
    intent = Intent(name, when, part, heard.topic, heard.code if name == "checkin" else None, unsure=unsure)
    return _leaning_on(previous, intent, heard) if previous else intent


def _said_beside(text: str, now: datetime, topics: Sequence[str]) -> str | None:
    """The intent of a clause that is certain by itself, when what stands around it made the whole something else."""
    parts = clauses(text)
    if not 1 < len(parts) <= _MOST_CLAUSES or is_notice(pattern_form(text)):
        return None
    for part in parts:
        typed = pattern_form(part)
        heard = _hear(repaired(typed), now, topics)
        if len(heard.words) < _LEAST_SAID or "ALIEN" in heard.ideas or _ruled(heard) in _NEVER_BESIDE:
            continue
        likely = scorer.likelihoods(_features(heard, typed))
        best = max(likely, key=likely.__getitem__)
        if likely[best] >= CERTAIN and best == _ruled(heard):
            return best
    return None


def _times(form: str, heard: _Heard, now: datetime, name: str) -> list[Found]:
    lean: Lean = "past" if name in _BACKWARD else None
    return heard.times if form == heard.form and lean is None else times_in(form, now, lean=lean)


def _hear(form: str, now: datetime, topics: Sequence[str]) -> _Heard:
    times = times_in(form, now)
    words = tuple(_WORDS.findall(fold(_HERE.sub("kday", _without(form, times)))))
    ideas = ideas_in(words) | _shape(words, times, now) | ({"BUSY"} if _BUSY.search(form) else set())
    code = _code(form, words, ideas)
    topic = topic_in(form, topics)
    ideas |= {"SCHOOL_CLASS"} if _SCHOOL_CLASS.search(form) else set()
    ideas |= ({"CODE"} if code else set()) | ({"MODULE"} if topic else set())
    return _Heard(form, words, times, ideas, weigh(ideas), code, topic)


def _without(form: str, times: list[Found]) -> str:
    """The form with a sign for each time in it, so that "tuần tới" is not heard as "tới"."""
    pieces: list[str] = []
    last = 0
    for item in sorted(times, key=lambda item: (item.start, -item.end)):
        if item.start >= last:
            pieces += (form[last : item.start], " 0time " if item.first or item.clock else " 0part ")
            last = item.end
    return "".join(pieces) + form[last:]


def _shape(words: tuple[str, ...], times: list[Found], now: datetime) -> set[str]:
    shape = {"SHORT"} if len(words) <= 4 else {"LONG"} if len(words) > 8 else set()
    if any(item.first for item in times):
        shape.add("DATE")
    today = now.astimezone(ZONE).date()
    if any(item.first and item.first > today for item in times):
        shape.add("AHEAD")
    if any(item.last and item.last < today for item in times):
        shape.add("PAST")
    if any(item.clock for item in times):
        shape.add("CLOCK")
    if any(item.part for item in times):
        shape.add("PART")
    return shape


def _code(form: str, words: tuple[str, ...], ideas: set[str]) -> str | None:
    """The digits of a check-in: alone in the message, or beside a word of checking in."""
    match = _CODE.search(form)
    if not match:
        return None
    alone = fold(form).strip(" .,!#") == match[0] and len(match[0]) == _DIGITS
    return match[0] if alone or "CHECKIN" in ideas or "ma" in words else None


def _name(heard: _Heard, typed: str) -> tuple[str, str | None]:
    whole = " ".join(heard.words)
    if whole in _KEYWORDS:
        return _KEYWORDS[whole], None
    if heard.code and len(heard.words) <= 2:
        return "checkin", None
    if _only_days(heard):
        return "schedule_range", None
    if is_notice(heard.form):
        return "out_of_scope", None
    if not any(letter.isalpha() for letter in whole.replace("0time", "").replace("0part", "")) and not heard.times:
        return "out_of_scope", None
    return _chosen(scorer.likelihoods(_features(heard, typed)))


def _only_days(heard: _Heard) -> bool:
    said = {word for word in heard.words if word not in ("0time", "0part")}
    return any(item.first for item in heard.times) and said <= _BESIDE_DAYS


def _chosen(likely: dict[str, float]) -> tuple[str, str | None]:
    """The likeliest intent and, when another is nearly as likely, that one."""
    first, second = sorted(likely, key=likely.__getitem__, reverse=True)[:2]
    if likely["out_of_scope"] >= STRANGE:
        return "out_of_scope", None
    if first == "out_of_scope":
        first, second = second, first
    close = second not in (*_POLITE, "out_of_scope") and likely[second] >= NEAR * likely[first]
    return first, second if close else None


def _ruled(heard: _Heard) -> str:
    """What the rules alone make of it."""
    ranked = heard.ranked
    if len(ranked) > 1 and ranked[0][1] in _POLITE:
        ranked = [each for each in ranked if each[1] not in _POLITE] or ranked
    return "out_of_scope" if not ranked or _is_foreign(heard, *ranked[0]) else ranked[0][1]


_ASKED_OF_ANYTHING = frozenset(("where", "schedule_range", "next_session", "who_trainer"))
_OF_TRAINING = frozenset(["STUDY", "TIMETABLE", "LINK", "TRAINER", "NEXT", "CHECKIN", "SUBMIT", "MATERIAL"])


_OF_DAYS = frozenset(
    [
        "STUDY",
        "TIMETABLE",
        "SCHEDULE",
        "WHETHER",
        "TIME_OF_DAY",
        "WHEN",
        "NEXT",
        "MODULE",
        "MODULEWORD",
        "ACTIVITY",
        "TEACH",
    ]
)
_SMALL_WORDS = """
    0time 0part buoi a da thua em toi minh ban thay co anh chi oi cho hoi xin giup voi nhe nha vay the con thi sao
    la nao o gi ad admin bot ngay cua khong va biet muon hoac hay nua roi not luon ca cai dum gium nay do
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def _is_foreign(heard: _Heard, weight: float, name: str) -> bool:
    """Little speaks for training and much of what is said is not of it: "mua điện thoại ở đâu rẻ"."""
    strange = _strange(heard)
    if name == "schedule_range" and not heard.ideas & _OF_DAYS:
        return any(word not in _SMALL for word in heard.words)
    if name in _ASKED_OF_ANYTHING and not heard.ideas & _OF_TRAINING and len(heard.words) > 2:
        return strange >= 0.2 or "ALIEN" in heard.ideas
    return (weight < 3.0 and strange >= 0.34) or weight - strange * len(heard.words) * 0.7 < ENOUGH


def _strange(heard: _Heard) -> float:
    """The share of words that no training question is made of."""
    words = [word for word in heard.words if not word.startswith("0")]
    return sum(not known(word) for word in words) / len(words) if words else 0.0


# --- what is asked, and what is only around it ---

_QUOTED = re.compile(r"[\"“«„](?:[^\"”»“]){12,}[\"”»“]")
_NOT_THIS = re.compile(
    r"(?<!\w)khong phai (?:hoi )?[^,.?]{1,30}?,? ma (?:la )?|(?<!\w)chu khong phai [^,.?]{1,30}"
    r"|(?<!\w)khong (?:muon|xin|can|dinh) (?:nghi|vang|huy|doi)(?: hoc| phep)?(?=,|\.| ma | nhung )"
)
_SLIP = re.compile(r"(?<!\w)(?:a |u |i |o |ui |oi )?(?:nham|lon|quen|viet nham|go nham)(?: roi)?(?: a)?[,. ]+")


def _shortened(text: str) -> str:
    kept = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"
    return with_marks(kept)


def _unquoted(form: str) -> str:
    bare = _QUOTED.sub(" ", form)
    return bare if bare.strip(" ?.,!") else form


def _asked(form: str) -> str:
    """Without quotations, what was corrected, and what is said not to be meant; the form itself if nothing is left."""
    kept = _NOT_THIS.sub(" ", _unquoted(form))
    slips = list(_SLIP.finditer(kept))
    if slips and ideas_in(_WORDS.findall(fold(kept[slips[-1].end() :]))) - {"STUDY", "GET", "DONE", "WHEN"}:
        kept = kept[slips[-1].end() :]
    return kept if kept.strip(" ?.,!") else form


# --- follow-ups ---

_CARRIED = frozenset(
    ("where", "who_trainer", "schedule_range", "materials", "leave_request", "next_session", "attendance_record")
)


def _leaning_on(previous: Intent, intent: Intent, heard: _Heard) -> Intent:
    """Filled up from the intent before: "còn chiều?" keeps what was asked, "ở đâu vậy?" keeps the day."""
    if _only_time(heard) and previous.name not in (*_POLITE, "out_of_scope", "cancel", "checkin", "help"):
        intent = replace(intent, name=previous.name, unsure=None)
    elif intent.name == "out_of_scope" and _only_the_hour(heard) and previous.name in _CARRIED:
        intent = replace(intent, name="schedule_range")
    elif not (len(heard.words) <= 6 and intent.name in _CARRIED):
        return intent
    if intent.when is None and previous.when:
        intent = _same_days(previous.when, intent)
    return replace(intent, topic=intent.topic or previous.topic)


_SAID_ANYWAY = frozenset(
    (
        "DATE",
        "PART",
        "CLOCK",
        "SHORT",
        "STUDY",
        "MODULE",
        "DONE",
        "GET",
        "SWITCH",
        "WHETHER",
        "ACTIVITY",
        "AHEAD",
        "PAST",
    )
)


def _only_time(heard: _Heard) -> bool:
    """Nothing said but a time or a topic."""
    told = heard.ideas - _SAID_ANYWAY
    return bool(heard.ideas & {"DATE", "PART", "MODULE"}) and not told


def _only_the_hour(heard: _Heard) -> bool:
    """ "mấy giờ?", "lúc mấy giờ vậy?" after an answer about days."""
    return "TIME_OF_DAY" in heard.ideas and len(heard.words) <= 4 and "ALIEN" not in heard.ideas


def _same_days(when: When, intent: Intent) -> Intent:
    if intent.part and when.kind == "day":
        when = When("session_part", when.first, when.last)
    elif intent.part is None and when.kind == "session_part":
        return replace(intent, when=when)
    return replace(intent, when=when)
