"""Questions that lean on the answer before: "còn chiều?", "ở đâu vậy?"."""

from __future__ import annotations

from dataclasses import replace

from training.intents import Intent, When
from training.reading.heard import POLITE, Heard

_CARRIED = frozenset(
    ("where", "who_trainer", "schedule_range", "materials", "leave_request", "next_session", "attendance_record")
)


def leaning_on(previous: Intent, intent: Intent, heard: Heard) -> Intent:
    """Filled up from the intent before: "còn chiều?" keeps what was asked, "ở đâu vậy?" keeps the day."""
    if _only_time(heard) and previous.name not in (*POLITE, "out_of_scope", "cancel", "checkin", "help"):
        intent = replace(intent, name=previous.name, unsure=None)
    elif intent.name == "out_of_scope" and _only_the_hour(heard) and previous.name in _CARRIED:
        intent = replace(intent, name="schedule_range")
    elif not (len(heard.words) <= 6 and intent.name in _CARRIED):
        return intent
    if intent.when is None and previous.when:
        intent = _same_days(previous, previous.when, intent)
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


def _only_time(heard: Heard) -> bool:
    """Nothing said but a time or a topic."""
    told = heard.ideas - _SAID_ANYWAY
    if {"STUDY", "WHETHER"} <= heard.ideas:  # "mai có học không" asks by itself
        return False
    return bool(heard.ideas & {"DATE", "PART", "MODULE"}) and not told


def _only_the_hour(heard: Heard) -> bool:
    """ "mấy giờ?", "lúc mấy giờ vậy?" after an answer about days."""
    return "TIME_OF_DAY" in heard.ideas and len(heard.words) <= 4 and "ALIEN" not in heard.ideas


def _same_days(previous: Intent, when: When, intent: Intent) -> Intent:
    """Of the same days; of the same part of them, too, unless another is named."""
    if intent.part and when.kind == "day":
        when = When("session_part", when.first, when.last)
    return replace(intent, when=when, part=intent.part or previous.part)
