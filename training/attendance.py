"""Attendance: the check-in window, marks that are only ever appended, the roll and its counts.

A code is a claim, the trainer's roll is the proof: a check-in never overrides what somebody else marked.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from training.calendar import TO_ATTEND
from training.plan import Kind, Period


class Status(StrEnum):
    """NONE takes the marks before it back: the person is unmarked again."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    LEFT_EARLY = "left_early"
    NONE = "none"


class Method(StrEnum):
    """How a mark came about. BUTTON, CODE and QR are the person's claims, the rest is somebody's decision."""

    BUTTON = "button"
    CODE = "code"
    QR = "qr"
    ROLL = "roll"
    LIST = "list"
    ALL_PRESENT = "all_present"
    CORRECTION = "correction"
    LEAVE = "leave"
    CLOSING = "closing"
    SPOT = "spot"  # looked at by eye, among a few drawn by lot
    CHECK_OUT = "check_out"
    UNDO = "undo"


CLAIMS = frozenset({Method.BUTTON, Method.CODE, Method.QR})
_THERE = frozenset({Status.PRESENT, Status.LATE})
_SENT_AWAY = frozenset({Status.ABSENT, Status.LEFT_EARLY})


@dataclass(frozen=True, slots=True)
class MarkValue:
    """One mark. by_person: who set it, None: the program. at: when it was received. reason: of a change."""

    status: Status
    method: Method
    by_person: int | None
    at: datetime
    reason: str | None = None


class Refusal(StrEnum):
    """Why there is no mark. Refused.at: when it opens (TOO_EARLY), closed (CLOSED), ended (TOO_LATE)."""

    TOO_EARLY = "too_early"
    CLOSED = "closed"
    NOT_OPENED = "not_opened"
    NOT_ENROLLED = "not_enrolled"
    WRONG_CODE = "wrong_code"
    OTHER_WAY = "other_way"  # the session is checked in to by other methods
    CANCELLED = "cancelled"
    NO_SESSION = "no_session"
    NOT_TO_BE_ATTENDED = "not_to_be_attended"
    MARKED_BY_TRAINER = "marked_by_trainer"
    NOTHING_TO_UNDO = "nothing_to_undo"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Refused:
    code: Refusal
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Minutes before and after the start of a session. Raises ValueError when one is negative."""

    opens_before: int = 30
    late_after: int = 10
    closes_after: int = 45

    def __post_init__(self) -> None:
        if min(self.opens_before, self.late_after, self.closes_after) < 0:
            raise ValueError(self)


_CLOCK_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class CheckinWindow:
    """When a check-in counts. late_from None: no hour is known, nobody is late. closes None: only by hand.

    by_hand: the trainer closed it at that moment; otherwise the minute of `closes` still counts to its end,
    since people read clocks by the minute.
    """

    opens: datetime
    late_from: datetime | None
    closes: datetime | None
    by_hand: bool = False

    def is_over(self, now: datetime) -> bool:
        if self.closes is None:
            return False
        return now >= (self.closes if self.by_hand else self.closes + _CLOCK_MINUTE)

    def is_open(self, now: datetime) -> bool:
        return self.opens <= now and not self.is_over(now)


def checkin_window(
    period: Period,
    settings: WindowSettings | None = None,
    *,
    opened_at: datetime | None = None,
    closed_at: datetime | None = None,
) -> CheckinWindow | None:
    """The window of a session, None when it has no hour and nobody has opened it.

    opened_at, closed_at: the trainer's last opening and closing by hand; an opening after a closing opens
    again, for as long as a window lasts after the start.
    """
    settings = settings or WindowSettings()
    closed = closed_at if closed_at and not (opened_at and opened_at > closed_at) else None
    if not period.is_exact or period.start is None:
        return _window_without_hour(period, opened_at, closed)
    opens = period.start - timedelta(minutes=settings.opens_before)
    closes = period.start + timedelta(minutes=settings.closes_after)
    if opened_at and opened_at >= closes:
        closes = opened_at + timedelta(minutes=settings.closes_after)
    by_hand = closed is not None and closed < closes + _CLOCK_MINUTE
    return CheckinWindow(
        opens=min(opens, opened_at or opens),
        late_from=period.start + timedelta(minutes=settings.late_after),
        closes=closed if by_hand else closes,
        by_hand=by_hand,
    )


def _window_without_hour(period: Period, opened_at: datetime | None, closed: datetime | None) -> CheckinWindow | None:
    opens = opened_at or closed
    return CheckinWindow(opens, None, closed or period.closes, closed is not None) if opens else None


def check_in(
    window: CheckinWindow | None,
    now: datetime,
    *,
    person: int,
    already: MarkValue | None = None,
    enrolled: bool = True,
    code_ok: bool | None = None,
    cancelled: bool = False,
    kind: Kind | None = Kind.IN_PERSON,
    method: Method = Method.BUTTON,
) -> MarkValue | Refused:
    """A person's claim to be there. A repeat gives back the mark that is there, whatever the hour.

    kind None: no session was found. code_ok None: no code is asked for. already: the current mark.
    """
    if refusal := _no_business(kind, enrolled=enrolled, cancelled=cancelled):
        return Refused(refusal)
    if already and already.status in _THERE:
        return already
    if already and already.status in _SENT_AWAY and already.by_person not in (None, person):
        return Refused(Refusal.MARKED_BY_TRAINER)
    if refused := _out_of_window(window, now):
        return refused
    if code_ok is False:
        return Refused(Refusal.WRONG_CODE)
    return MarkValue(_status_at(window, now), method, person, now)


def _no_business(kind: Kind | None, *, enrolled: bool, cancelled: bool) -> Refusal | None:
    if kind is None:
        return Refusal.NO_SESSION
    if not enrolled:
        return Refusal.NOT_ENROLLED
    if cancelled:
        return Refusal.CANCELLED
    return None if kind in TO_ATTEND else Refusal.NOT_TO_BE_ATTENDED


def _out_of_window(window: CheckinWindow | None, now: datetime) -> Refused | None:
    if window is None:
        return Refused(Refusal.NOT_OPENED)
    if window.is_over(now):
        return Refused(Refusal.CLOSED, window.closes)
    return Refused(Refusal.TOO_EARLY, window.opens) if now < window.opens else None


def _status_at(window: CheckinWindow | None, now: datetime) -> Status:
    late = window is not None and window.late_from is not None and now >= window.late_from
    return Status.LATE if late else Status.PRESENT


def current(marks: Sequence[MarkValue]) -> MarkValue | None:
    """The mark that counts: the last one appended. None: unmarked, or everything was taken back.

    marks: of one person in one session, in the order they were appended: a clock set back must not let an older
    mark win.
    """
    newest = marks[-1] if marks else None
    return None if newest is None or newest.status is Status.NONE else newest


def undo(
    marks: Sequence[MarkValue], now: datetime, *, by_person: int, allowed: timedelta = timedelta(minutes=10)
) -> MarkValue | Refused:
    """One more mark that says what was said before the newest one. Undoing an undo says it again."""
    if not marks:
        return Refused(Refusal.NOTHING_TO_UNDO)
    if now > marks[-1].at + allowed:
        return Refused(Refusal.TOO_LATE, marks[-1].at + allowed)
    before = marks[-2].status if len(marks) > 1 else Status.NONE
    return MarkValue(before, Method.UNDO, by_person, now)


Roll = Mapping[int, MarkValue | None]  # person id → current mark, for everybody expected


def fill_present(roll: Roll) -> list[int]:
    """Whom "all present" marks, and absence after closing: those without a mark, in the roll's order."""
    return [person for person, mark in roll.items() if mark is None or mark.status is Status.NONE]


def claimed_not_seen(roll: Roll) -> list[int]:
    """Who says to be there and was not marked by anybody else, in the roll's order."""
    return [person for person, mark in roll.items() if mark and mark.method in CLAIMS]


@dataclass(frozen=True, slots=True)
class Counts:
    """People by status; they add up to `expected`."""

    present: int
    late: int
    excused: int
    absent: int
    left_early: int
    unmarked: int
    expected: int


def count(roll: Roll) -> Counts:
    found = Counter(mark.status if mark else Status.NONE for mark in roll.values())
    return Counts(
        present=found[Status.PRESENT],
        late=found[Status.LATE],
        excused=found[Status.EXCUSED],
        absent=found[Status.ABSENT],
        left_early=found[Status.LEFT_EARLY],
        unmarked=found[Status.NONE],
        expected=len(roll),
    )


# The rotating code is stateless: HMAC-SHA256 over session and time step, after RFC 6238 (TOTP) in everything but the
# digits: "0000" to "0099" are left out, since who drops the zeros types what reads as a seat number.
STEP_SECONDS = 30
_LOWEST, _HIGHEST = 100, 9999


def code_at(secret: bytes, session_id: int, now: datetime, step_seconds: int = STEP_SECONDS) -> str:
    """The code shown at a moment: four ASCII digits, "0100" to "9999"."""
    return _code(secret, session_id, _step(now, step_seconds), step_seconds)


def code_matches(
    secret: bytes,
    session_id: int,
    now: datetime,
    text: str,
    step_seconds: int = STEP_SECONDS,
    *,
    grace: int = 1,
) -> bool:
    """Whether the text is the code shown now or up to `grace` steps ago, spaces and full-width digits aside."""
    given = "".join(unicodedata.normalize("NFKC", text).split()).encode(errors="replace")
    step = _step(now, step_seconds)
    # every code is compared, so that the time taken tells nothing
    found = [
        hmac.compare_digest(_code(secret, session_id, step - back, step_seconds).encode(), given)
        for back in range(grace + 1)
    ]
    return any(found)


def code_expires(now: datetime, step_seconds: int = STEP_SECONDS) -> datetime:
    """When the code shown at a moment gives way to the next one, in UTC."""
    return datetime.fromtimestamp((_step(now, step_seconds) + 1) * step_seconds, UTC)


def _step(now: datetime, step_seconds: int) -> int:
    return int(now.timestamp()) // step_seconds


def _code(secret: bytes, session_id: int, step: int, step_seconds: int) -> str:
    message = f"check-in:{session_id}:{step_seconds}:{step}".encode()
    number = int.from_bytes(hmac.digest(secret, message, "sha256")[:8], "big")
    return f"{_LOWEST + number % (_HIGHEST - _LOWEST + 1):04d}"
