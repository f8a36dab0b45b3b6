"""What a person wants, read from what was typed: an Intent, never an error.

read() gives the one intent of a message, read_all() each when it holds two questions. How sure a reading is shows in
Intent.unsure: the name of a second intent that is nearly as likely, to be offered as a button.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from training.intents import Intent
from training.plan import ZONE
from training.reading import scorer
from training.reading.asked import asked, shortened, unquoted
from training.reading.clauses import clauses
from training.reading.dates import Found, Lean, times_in, when_of
from training.reading.evidence import ENOUGH
from training.reading.followups import leaning_on
from training.reading.heard import POLITE, WORDS, Heard, hear
from training.reading.lexicon import known, repaired
from training.reading.notices import is_notice, question_beside
from training.reading.plain import pattern_form
from training.reading.spheres import spheres_in
from training.reading.vietnamese import fold

# shares of the likelihood of the best: from when on a question counts as strange, a second reading as nearly as likely
STRANGE = 0.22
NEAR = 0.5
_ASKS_LEAVE = frozenset(("LEAVE", "XIN", "NGHI", "MAKEUP", "SELF", "PERMIT"))  # without one only a reason is told
CERTAIN = 0.9  # of a clause that is to speak for a message which is strange as a whole
_LEAST_SAID = 3
_MOST_CLAUSES = 4
_NEVER_BESIDE = POLITE | {"out_of_scope", "cancel", "help", "human", "checkin"}
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


_OWN_COURSE = 0.1  # what is left of the doubt whether a question is of training when it names a course of the person
_OF_CHILDREN = frozenset(("d ACTS", "d CHILD", "d PUPIL"))


def read(text: str, now: datetime, *, topics: Sequence[str] = (), previous: Intent | None = None) -> Intent:
    """The intent of a message. topics: titles of the person's courses. previous: the intent answered just before."""
    return _read(shortened(text), now, topics, previous)


def read_all(text: str, now: datetime, *, topics: Sequence[str] = (), previous: Intent | None = None) -> list[Intent]:
    """The intents of a message, one for each question in it, in their order; at least one."""
    minute = now.astimezone(ZONE).replace(second=0, microsecond=0)
    return list(_read_all(shortened(text), minute, tuple(topics), previous))


@lru_cache(maxsize=1024)
def _read_all(whole: str, now: datetime, topics: tuple[str, ...], previous: Intent | None) -> tuple[Intent, ...]:
    """Remembered for its minute: at 7h15 a hall of course mates asks the same few things in the same few words."""
    found: list[Intent] = []
    for clause in clauses(whole):
        intent = _read(clause, now, topics, found[-1] if found else previous)
        if intent.name not in POLITE | {"out_of_scope"} and intent.name not in [each.name for each in found]:
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
    form = question_beside(pattern_form(shortened(text)))
    return _features(hear(asked(repaired(form)), now, ()), unquoted(form))


def _features(heard: Heard, form: str) -> list[int]:
    signs = (*heard.ideas, f"r {heard.best}", f"n {_ruled(heard)}", f"x {_strange(heard):.1f}")
    said = {word for item in heard.times for word in WORDS.findall(fold(heard.form[item.start : item.end]))}
    typed = [word for word in WORDS.findall(fold(form)) if word not in said]
    return scorer.features(heard.words, typed, (*signs, *spheres_in(typed)))


def _read(text: str, now: datetime, topics: Sequence[str], previous: Intent | None) -> Intent:
    typed = question_beside(pattern_form(text))
    form = repaired(typed)
    heard = hear(asked(form), now, topics)
    name, unsure = _name(heard, unquoted(typed), heard.topic in topics)
    if name == "out_of_scope" or (name == "leave_request" and not heard.ideas & _ASKS_LEAVE):
        name = _said_beside(text, now, topics) or name
    when, part = when_of(form, _times(form, heard, now, name))
    intent = Intent(name, when, part, heard.topic, heard.code if name == "checkin" else None, unsure=unsure)
    return leaning_on(previous, intent, heard) if previous else intent


_REASON = re.compile(r"(?<!\w)(?:vì|vi|do|bởi|tại vì|lý do|ly do)(?!\w)", re.IGNORECASE)


def _said_beside(text: str, now: datetime, topics: Sequence[str]) -> str | None:
    """The intent of a clause that is certain by itself, when what stands around it made the whole something else."""
    parts = clauses(text)
    parts = parts if len(parts) > 1 else _REASON.split(text, maxsplit=1)
    if not 1 < len(parts) <= _MOST_CLAUSES or is_notice(pattern_form(text)):
        return None
    for part in parts:
        typed = pattern_form(part)
        heard = hear(repaired(typed), now, topics)
        if len(heard.words) < _LEAST_SAID or "ALIEN" in heard.ideas or _ruled(heard) in _NEVER_BESIDE:
            continue
        likely = scorer.likelihoods(_features(heard, typed))
        best = max(likely, key=likely.__getitem__)
        if likely[best] >= CERTAIN and best == _ruled(heard):
            return best
    return None


def _times(form: str, heard: Heard, now: datetime, name: str) -> list[Found]:
    lean: Lean = "past" if name in _BACKWARD else None
    return heard.times if form == heard.form and lean is None else times_in(form, now, lean=lean)


def _name(heard: Heard, typed: str, own_course: bool = False) -> tuple[str, str | None]:
    """own_course: it names a course of the person by its title."""
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
    likely = scorer.likelihoods(_features(heard, typed))
    if own_course and not _OF_CHILDREN & set(spheres_in(WORDS.findall(fold(typed)))):
        likely["out_of_scope"] *= _OWN_COURSE
    return _chosen(likely)


def _only_days(heard: Heard) -> bool:
    said = {word for word in heard.words if word not in ("0time", "0part")}
    return any(item.first for item in heard.times) and said <= _BESIDE_DAYS


def _chosen(likely: dict[str, float]) -> tuple[str, str | None]:
    """The likeliest intent and, when another is nearly as likely, that one."""
    first, second = sorted(likely, key=likely.__getitem__, reverse=True)[:2]
    if likely["out_of_scope"] >= STRANGE * likely[first]:
        return "out_of_scope", None
    if first == "out_of_scope":
        first, second = second, first
    close = second not in (*POLITE, "out_of_scope") and likely[second] >= NEAR * likely[first]
    return first, second if close else None


def _ruled(heard: Heard) -> str:
    """What the rules alone make of it."""
    ranked = heard.ranked
    if len(ranked) > 1 and ranked[0][1] in POLITE:
        ranked = [each for each in ranked if each[1] not in POLITE] or ranked
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


def _is_foreign(heard: Heard, weight: float, name: str) -> bool:
    """Little speaks for training and much of what is said is not of it: "mua điện thoại ở đâu rẻ"."""
    strange = _strange(heard)
    if name == "schedule_range" and not heard.ideas & _OF_DAYS:
        return any(word not in _SMALL for word in heard.words)
    if name in _ASKED_OF_ANYTHING and not heard.ideas & _OF_TRAINING and len(heard.words) > 2:
        return strange >= 0.2 or "ALIEN" in heard.ideas
    return (weight < 3.0 and strange >= 0.34) or weight - strange * len(heard.words) * 0.7 < ENOUGH


def _strange(heard: Heard) -> float:
    """The share of words that no training question is made of."""
    words = [word for word in heard.words if not word.startswith("0")]
    return sum(not known(word) for word in words) / len(words) if words else 0.0
