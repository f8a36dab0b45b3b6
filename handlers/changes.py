"""Changes of sessions: edits are collected until they have settled, then each person is told once, old → new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from handlers.talk import Reply
from handlers.wording import mailings as words
from handlers.wording.language import Speaker
from storage import mailings
from storage.deliveries import Claimed
from storage.mailings import MailingRow
from storage.owed import Known, standing
from training.calendar import SessionView
from training.mailing import MailingKind
from training.plan import Kind, Period, Venue

SETTLE = timedelta(minutes=3)
LONGEST_SETTLE = 5  # times SETTLE after the first edit: who edits for an hour still tells people in between


def note_change(
    db: Connection,
    session_id: int,
    before: SessionView,
    after: SessionView,
    by: int | None,
    now: datetime,
    settle: timedelta = SETTLE,
) -> int | None:
    """Remember that `by` changed a session. The mailing that will tell of it; None when all is as it was again.

    Everything one person edits until `settle` has passed without another edit becomes one mailing.
    """
    pending = mailings.pending_change(db, by)
    told: dict[str, Any] = dict(pending.body["changes"]) if pending else {}
    told.setdefault(str(session_id), snapshot(before))
    if told[str(session_id)] == snapshot(after):
        del told[str(session_id)]
    if pending is None:
        return _begin(db, told, after, by, now, settle) if told else None
    if not told:
        mailings.stop(db, pending.id, now, reason="undone")
        return None
    _extend(db, pending, told, after, now, settle)
    return pending.id


def _begin(
    db: Connection, told: Mapping[str, Any], after: SessionView, by: int | None, now: datetime, settle: timedelta
) -> int:
    return mailings.create(
        db,
        MailingKind.CHANGE,
        _audience(told),
        {"changes": told},
        now + settle,
        now,
        expires_at=_expires(told, after),
        course_id=after.course_id,
        created_by=by,
    )


def _extend(
    db: Connection, pending: MailingRow, told: Mapping[str, Any], after: SessionView, now: datetime, settle: timedelta
) -> None:
    latest = pending.created_at + settle * LONGEST_SETTLE
    own = _expires(told, after)
    expires = max(own, pending.expires_at) if own and pending.expires_at else None
    mailings.change(
        db,
        pending.id,
        audience=_audience(told),
        body={"changes": told},
        due_at=min(now + settle, latest),
        expires_at=expires,
    )


def _audience(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"sessions": sorted(int(session_id) for session_id in told)}


def _expires(told: Mapping[str, Any], after: SessionView) -> datetime | None:
    """When it is no use to tell any more: the session is over where it was and where it is."""
    was = told.get(str(after.id))
    moments = [after.period.closes, _period(was).closes if was else after.period.closes]
    return max((moment for moment in moments if moment), default=None) if all(moments) else None


def snapshot(view: SessionView) -> dict[str, Any]:
    """What people are told of when it differs, as JSON."""
    period = view.period
    return {
        "title": view.title,
        "kind": view.kind.value,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "precision": period.precision.value,
        "place": view.place,
        "venue": asdict(view.venue) if view.venue else None,
        "link": view.link,
        "cancelled": view.cancelled,
    }


def _period(data: Mapping[str, Any]) -> Period:
    return Period.parse(data["start"], data["end"], data["precision"])


def _as_it_was(view: SessionView, data: Mapping[str, Any]) -> SessionView:
    return replace(
        view,
        title=data["title"],
        kind=Kind(data["kind"]),
        period=_period(data),
        place=data["place"],
        venue=Venue(**data["venue"]) if data["venue"] else None,
        link=data["link"],
        cancelled=data["cancelled"],
        chosen_day=None,
    )


def word(db: Connection, known: Known, claimed: Claimed, now: datetime, t: Speaker, late: bool) -> Reply | None:
    """What changed for this person, from what is true now; None when nothing did after all."""
    told: dict[int, dict[str, Any]] = {}
    for part in claimed.parts:  # the oldest first: what people knew before any of these changes
        for session_id, data in part.body["changes"].items():
            told.setdefault(int(session_id), data)
    changed = [words.Changed(_as_it_was(view, data), view) for view, data in _seen(db, known, claimed, told)]
    changed = [one for one in changed if words.change_lines(t, one)]
    return words.change(t, changed, claimed.parts[0].mailing_id, late) if changed else None


def _seen(
    db: Connection, known: Known, claimed: Claimed, told: Mapping[int, dict[str, Any]]
) -> list[tuple[SessionView, dict[str, Any]]]:
    """The sessions of a message in which its reader still takes part, with how each was."""
    found = []
    for session_id, data in told.items():
        view, mine = known.session(session_id), standing(db, claimed.person_id, session_id)
        if view and mine and mine.enrolled_at and snapshot(view) != data:
            found.append((replace(view, role="trainer" if mine.is_staff else "trainee"), data))
    return found
