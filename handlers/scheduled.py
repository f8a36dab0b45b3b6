"""What the clock asks for: reminders planned, mailings started, each message worded from what is true now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers import changes, nudges, starting
from handlers.talk import Choice, Copy, Reply, choice
from handlers.wording import mailings as words
from handlers.wording.language import Speaker, speaker
from storage import deliveries, due, mailings
from storage.deliveries import Claimed, Part
from storage.mailings import Planned, occurrence_key
from storage.owed import Known, Standing, standing
from storage.rules import own_leads, rules_of, sessions_to_plan
from storage.sessions import period_of
from training.calendar import SessionView
from training.mailing import LANE_OF, DeliveryState, MailingKind, sendable
from training.plan import Kind
from training.reminders import (
    TOGETHER,
    NotOwed,
    Owed,
    QuietHours,
    Rule,
    is_evening,
    not_owed,
    occurrences,
    on_chosen_days,
    with_lead,
)

LATE = timedelta(minutes=15)  # after which a message says that it comes late
AT_ONCE = 500  # mailings started in one unit of work
QUIET = QuietHours()
EXPIRED = "expired"
Speakers = Callable[[str | None], Speaker]


def plan_reminders(db: Connection, session_ids: Iterable[int] | None, now: datetime, quiet: QuietHours = QUIET) -> None:
    """Make the reminders of these sessions (None: of all not yet over) what the rules say. Twice is as once.

    To be called after anything that they depend on: sessions, rules of a course, somebody's own lead.
    """
    rows = sessions_to_plan(db, session_ids, now)
    rules, leads = rules_of(db, {row.course_id for row in rows}), own_leads(db)
    for row in rows:
        planned = [] if row.state == "cancelled" else _planned(row, rules[row.course_id], leads, quiet)
        mailings.plan_occurrences(db, row.id, row.course_id, planned, now)
    starting.plan(db, rows, now)


def _planned(row: Any, rules: Sequence[Rule], leads: Iterable[int], quiet: QuietHours) -> list[Planned]:
    kind, period = Kind(row.kind), period_of(row)
    found = [Planned.of(one) for one in occurrences(kind, period, rules, quiet)]
    before_start = [rule for rule in rules if rule.minutes is not None]
    for lead in leads:
        own = occurrences(kind, period, with_lead(before_start, lead), quiet)
        found.extend(Planned.of(one, lead) for one in own)
    if row.choose_days:
        found.extend(replace(Planned.of(one), chosen=day) for day, one in on_chosen_days(kind, period, rules, quiet))
    return found


def start_due(db: Connection, now: datetime, quiet: QuietHours = QUIET) -> int:
    """Begin what is due: recipients frozen, or counted as missed where it is too late. How many mailings.

    In quiet hours only what cannot wait begins. At most AT_ONCE of a sort: call it until it answers 0.
    """
    missed = due.take_expired(db, now, AT_ONCE)
    _freeze(db, missed, now, DeliveryState.MISSED)
    kinds = sendable(MailingKind, quiet.cover(now))
    started = due.take_due(db, now, kinds, AT_ONCE)
    _freeze(db, started, now, DeliveryState.WAITING)
    reminders = [mailing_id for mailing_id, kind in started if kind is MailingKind.REMINDER]
    if reminders and is_evening(now, quiet):
        deliveries.hold_for(db, reminders, now, now + TOGETHER)
    return len(missed) + len(started)


def _freeze(db: Connection, taken: Sequence[tuple[int, MailingKind]], now: datetime, state: DeliveryState) -> None:
    reminders = [mailing_id for mailing_id, kind in taken if kind is MailingKind.REMINDER]
    if reminders:
        deliveries.freeze_reminders(db, reminders, state)
    for mailing_id, kind in taken:
        one = mailings.mailing_by_id(db, mailing_id) if kind is not MailingKind.REMINDER else None
        if one:
            deliveries.freeze(db, one, now, state)


def next_wake(db: Connection, now: datetime, quiet: QuietHours = QUIET) -> datetime | None:
    """When, later than now, there is something to do: what waits for the morning included."""
    ahead = due.next_due(db, now)
    if not quiet.cover(now):
        return ahead
    morning = quiet.over(now)
    return min(ahead, morning) if ahead else morning


@dataclass(frozen=True, slots=True)
class Worded:
    """A claimed message as it is to be sent. reply None: nothing of it is to be said after all.

    dropped: what was left out, how it ended and why.
    """

    claimed: Claimed
    reply: Reply | None
    dropped: tuple[tuple[Part, DeliveryState, str], ...] = ()


def word(
    db: Connection,
    claimed: Claimed,
    now: datetime,
    speakers: Speakers = speaker,
    quiet: QuietHours = QUIET,
    known: Known | None = None,
) -> Worded:
    """Decide and word at the moment of sending."""
    known = known or Known(db)
    dropped = [(part, DeliveryState.MISSED, EXPIRED) for part in claimed.parts if part.expires and now >= part.expires]
    claimed = claimed.without({part.id for part, _, _ in dropped})
    if not claimed.parts:
        return Worded(claimed, None, tuple(dropped))
    t = speakers(claimed.language)
    late = _is_late(claimed, now, quiet)
    if claimed.kind is MailingKind.REMINDER:
        worded = _reminder(db, known, claimed, now, t, late, quiet)
    else:
        worded = _other(db, known, claimed, now, t, late)
    reply = replace(worded.reply, silent=True) if worded.reply and quiet.cover(now) else worded.reply
    return Worded(worded.claimed, reply, (*dropped, *worded.dropped))


def _is_late(claimed: Claimed, now: datetime, quiet: QuietHours) -> bool:
    """Later than can be explained by a long run, by a night in which nothing is sent, or by having waited for another
    reminder of the same evening."""
    since = max(_since(part) for part in claimed.parts)
    return now - quiet.over(since) > LATE and not any(part.attempts > 1 for part in claimed.parts)


def _since(part: Part) -> datetime:
    waited = part.ready is not None and part.kind is MailingKind.REMINDER and part.ready - part.due <= TOGETHER
    return max(part.due, part.ready) if waited and part.ready else part.due


def _reminder(
    db: Connection, known: Known, claimed: Claimed, now: datetime, t: Speaker, late: bool, quiet: QuietHours
) -> Worded:
    said: dict[int, SessionView] = {}
    dropped: list[tuple[Part, DeliveryState, str]] = []
    for part in claimed.parts:
        view, mine = _here(db, known, claimed.person_id, part)
        reason = _reason(known, part, view, mine, now, quiet)
        if reason:
            dropped.append((part, _ended(reason), reason.value))
        elif view and mine:
            said[view.id] = mine.seen(view)
    claimed = claimed.without({part.id for part, _, _ in dropped})
    reply = words.reminder(t, list(said.values()), now, late) if said else None
    return Worded(claimed, reply, tuple(dropped))


def _here(db: Connection, known: Known, person_id: int, part: Part) -> tuple[SessionView | None, Standing | None]:
    if part.session_id is None:
        return None, None
    return known.session(part.session_id), standing(db, person_id, part.session_id)


def _ended(reason: NotOwed) -> DeliveryState:
    return DeliveryState.MISSED if reason is NotOwed.BEGUN else DeliveryState.STOPPED


def _reason(
    known: Known, part: Part, view: SessionView | None, mine: Standing | None, now: datetime, quiet: QuietHours
) -> NotOwed | None:
    if view is None or mine is None:
        return NotOwed.NOT_ENROLLED
    owed = Owed(
        due=part.due,
        expires=part.expires or now,
        still_planned=_still_planned(known, part, view, quiet),
        cancelled=view.cancelled,
        enrolled_at=mine.enrolled_at,
        wants_reminders=mine.wants_reminders,
        done=mine.done and bool(part.body.get("unless_done")),
        on_leave=mine.on_leave,
        other_day=(mine.chosen_day.isoformat() if mine.chosen_day else None) != part.body.get("chosen"),
    )
    return not_owed(owed, now)


def _still_planned(known: Known, part: Part, view: SessionView, quiet: QuietHours) -> bool:
    key, _, lead = (part.rule_key or "").partition("@")
    rules = with_lead(known.rules(view.course_id), int(lead) if lead else None)
    planned = occurrences(view.kind, view.period, rules, quiet)
    if part.body.get("chosen"):
        planned = [one for _, one in on_chosen_days(view.kind, view.period, rules, quiet)]
    return any(one.rule_key == key and occurrence_key(one.due) == occurrence_key(part.due) for one in planned)


def _other(db: Connection, known: Known, claimed: Claimed, now: datetime, t: Speaker, late: bool) -> Worded:
    if claimed.kind is MailingKind.CHANGE:
        reply = changes.word(db, known, claimed, now, t, late)
    elif claimed.kind is MailingKind.NUDGE:
        reply = nudges.word(db, claimed, now, t)
    else:
        reply = notice(claimed.parts[0], claimed.platform, t)
    if reply is None:
        return Worded(claimed.without({part.id for part in claimed.parts}), None, _all_moved(claimed))
    return Worded(claimed, reply)


def _all_moved(claimed: Claimed) -> tuple[tuple[Part, DeliveryState, str], ...]:
    return tuple((part, DeliveryState.STOPPED, NotOwed.MOVED.value) for part in claimed.parts)


def notice(part: Part, platform: str | None, t: Speaker) -> Reply:
    """A notice as its reader gets it; also for the preview.

    Body: {"text": our HTML, "texts": {language: HTML}, "copy": {"platform", "address", "message"}, "ack": bool,
    "in": {language: the same of another language}}. A message to copy is copied where it came from, elsewhere its text
    is sent.
    """
    body = {**part.body, **part.body.get("in", {}).get(t.language, {})}
    rows: tuple[tuple[Choice, ...], ...] = ()
    if body.get("ack", True):
        rows = ((choice(t("Received"), "ack", part.mailing_id),),)
    original = body.get("copy")
    copy = Copy(original["address"], original["message"]) if original and original["platform"] == platform else None
    text = body.get("texts", {}).get(t.language) or body.get("text", "")
    return Reply("" if copy else text, rows, copy=copy, lane=LANE_OF[part.kind])
