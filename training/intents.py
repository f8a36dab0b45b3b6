"""What a person wants, read from words or carried by a button: the same value either way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

INTENTS = frozenset(
    [
        "next_session",
        "schedule_range",
        "where",
        "lms_status",
        "deadline",
        "checkin",
        "attendance_record",
        "leave_request",
        "completion",
        "certificate",
        "contact_organizer",
        "materials",
        "calendar_export",
        "who_trainer",
        "reminder_settings",
        "change_language",
        "help",
        "greeting",
        "thanks",
        "human",
        "out_of_scope",
        "cancel",
    ]
)


class Part(StrEnum):
    """A part of the day: before 12h, 12h to 18h, after 18h."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class When:
    """Days asked about, both inclusive. `session_part` is one day narrowed to a part of it."""

    kind: Literal["day", "range", "session_part"]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Intent:
    """name: one of INTENTS when read from words; any action name when it comes from a button.

    args: ids that a button carries. code: digits typed for a check-in ("điểm danh 4821").
    unsure: a second reading worth offering as a button; sure of it when None.
    """

    name: str
    when: When | None = None
    part: Part | None = None
    topic: str | None = None
    code: str | None = None
    args: tuple[str, ...] = ()
    unsure: str | None = None
