"""One edit of one session: as it was, as it would be, and the deed with its line in the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from handlers.changes import snapshot
from storage import audit, plans, sessions
from storage.sessions import SessionFacts
from training.calendar import TO_LEARN, SessionView
from training.plan import Kind, Period, Venue

LONGEST = timedelta(days=1)  # of a session with hours; one that runs over night begins the day before


class What(StrEnum):
    """What is changed of a session."""

    TIME = "time"
    PLACE = "place"
    LINK = "link"
    CANCEL = "cancel"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Edit:
    """A session before and after."""

    what: What
    before: SessionView
    after: SessionView

    @classmethod
    def of(
        cls,
        view: SessionView,
        what: What,
        *,
        period: Period | None = None,
        place: str | None = None,
        venue: Venue | None = None,
        link: str | None = None,
    ) -> Edit:
        """The edit of a view; only what belongs to `what` is looked at."""
        match what:
            case What.TIME:
                assert period
                after = replace(view, period=period)
            case What.PLACE:
                kind = Kind.IN_PERSON if view.kind is Kind.VIRTUAL else view.kind
                after = replace(view, place=place, venue=venue, kind=kind)
            case What.LINK:
                after = replace(view, kind=Kind.VIRTUAL, link=link)
            case What.CANCEL | What.RESTORE:
                after = replace(view, cancelled=what is What.CANCEL)
        return cls(what, view, after)

    @property
    def begins(self) -> datetime | None:
        return self.after.period.closes if not self.after.period.is_exact else self.after.period.start

    def plain(self) -> dict[str, Any]:
        """For a draft: with how the session was, so that nobody's edit in between is overwritten unseen."""
        return {
            "session": self.before.id,
            "what": self.what.value,
            "was": snapshot(self.before),
            "new": snapshot(self.after),
        }

    @classmethod
    def again(cls, view: SessionView, item: dict[str, Any]) -> Edit | None:
        """The inverse of `plain`; None when the session is no longer as it was."""
        if snapshot(view) != item["was"]:
            return None
        new = item["new"]
        return cls.of(
            view,
            What(item["what"]),
            period=Period.parse(new["start"], new["end"], new["precision"]),
            place=new["place"],
            venue=Venue(**new["venue"]) if new["venue"] else None,
            link=new["link"],
        )


def apply(db: Connection, one: Edit, by: int, now: datetime) -> None:
    """Carry it out and write it into the log; telling people and planning reminders is the caller's part."""
    session_id, after = one.before.id, one.after
    match one.what:
        case What.TIME:
            sessions.reschedule(db, session_id, after.period)
        case What.PLACE:
            sessions.relocate(db, session_id, after.place, after.venue)
            if after.kind is not one.before.kind:
                plans.change_session(db, session_id, {"kind": after.kind.value})
        case What.LINK:
            assert after.link
            sessions.make_virtual(db, session_id, after.link)
        case What.CANCEL | What.RESTORE:
            sessions.set_state(db, session_id, "cancelled" if after.cancelled else "planned")
    names = "before", "after"
    told = dict(zip(names, (snapshot(one.before), snapshot(after)), strict=True))
    audit.note(db, now, f"person:{by}", f"change_session:{one.what}", f"session:{session_id}", **told)


def in_the_way(db: Connection, view: SessionView, without: Collection[int]) -> list[SessionFacts]:
    """Other sessions with hours that overlap with a view's; none when its hours are not known."""
    period = view.period
    if not period.is_exact or period.start is None or view.kind not in TO_LEARN:
        return []
    last = max(period.end or period.start, period.start) + LONGEST
    near = sessions.sessions_between(db, period.start - LONGEST, last, None)
    others = (one for one in near if one.view.id not in without and not one.view.cancelled)
    return [one for one in others if one.view.kind in TO_LEARN and one.view.period.overlaps(period)]
