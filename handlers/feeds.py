"""A person's calendar, as a file and as a feed to subscribe to; and everything stored about a person."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, Table, select

from files import calendars
from files.calendars import CalendarEntry
from handlers.wording import calendar as words
from handlers.wording.language import Speaker, speaker
from storage import accounts, attendance, logins, people, schema, sessions
from training.attendance import MarkValue
from training.calendar import SessionView


def calendar_of(db: Connection, person_id: int, t: Speaker, now: datetime) -> bytes:
    """The person's sessions as .ics, in their language."""
    entries = [_entry(t, one, person_id) for one in sessions.sessions_of(db, person_id)]
    return calendars.to_ics(entries, name=words.calendar_name(t), now=now)


def _entry(t: Speaker, session: SessionView, person_id: int) -> CalendarEntry:
    return CalendarEntry(
        uid=f"session-{session.id}-{person_id}@taphuan",
        sequence=session.version,
        position=_position(session),
        title=session.title,
        period=session.counts_on,
        place=words.place(session),
        url=session.link,
        description=words.description(t, session),
        cancelled=session.cancelled,
    )


def _position(session: SessionView) -> tuple[float, float] | None:
    venue = session.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def calendar_of_token(db: Connection, token: str, now: datetime) -> bytes | None:
    """The feed behind a secret link; None for a link nobody has any more."""
    who = logins.whose_feed(db, token)
    return calendar_of(db, who.person_id, speaker(who.language), now) if who else None


def own_data(db: Connection, person_id: int, now: datetime) -> bytes:
    """Everything stored about a person as JSON, in UTF-8."""
    person = people.person_by_id(db, person_id)
    assert person
    marks = attendance.current_marks_of(db, person_id)
    data = {
        "exported_at": now.isoformat(),
        "person": {name: getattr(person, name) for name in person.__slots__},
        "groups": sorted(people.groups_of(db, [person_id]).get(person_id, ())),
        "accounts": [
            {"platform": one.platform, "address": one.address, "consent_at": one.consent_at}
            for one in accounts.accounts_of(db, person_id)
        ],
        "sessions": [_plain(one, marks) for one in sessions.sessions_of(db, person_id)],
        "questions": [
            {"text": row.text, "reply": row.reply, "at": row.created_at}
            for row in db.execute(select(schema.question).where(schema.question.c.person_id == person_id))
        ],
        "leave": [
            {"session": row.session_id, "reason": row.reason, "state": row.state}
            for row in db.execute(select(schema.leave).where(schema.leave.c.person_id == person_id))
        ],
        **{name: _rows_of(db, person_id, *which) for name, which in _WHOLE.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()


_m, _s, _w, _at = schema.mark, schema.scan, schema.web_login, schema.whereabouts
_WHOLE: dict[str, tuple[Table, tuple[str, ...]]] = {  # no secrets, nor who else had to do with it
    "marks": (_m, ("session_id", "status", "method", "at", "reason")),
    "check_ins_as_they_came": (_s, ("session_id", "at", "platform", "method", "outcome", "age")),
    "location": (_at, ("session_id", "inside", "at")),
    "login_links": (schema.login_link, ("created_at", "expires_at", "used_at")),
    "logins": (_w, ("created_at", "expires_at", "revoked_at")),
    "asked_in_vain": (schema.unanswered, ("text", "asked_at")),
    "nominations": (schema.nomination, ("course_id", "outcome", "created_at")),
}


def _rows_of(db: Connection, person_id: int, table: Table, columns: tuple[str, ...]) -> list[dict[str, object]]:
    """What a table keeps of a person, oldest first."""
    order = table.c[next(name for name in ("at", "created_at", "asked_at") if name in table.c)]
    query = select(*(table.c[name] for name in columns)).where(table.c.person_id == person_id)
    return [dict(row) for row in db.execute(query.order_by(order)).mappings()]


def _plain(session: SessionView, marks: dict[int, MarkValue]) -> dict[str, object]:
    start, end = session.period.iso()
    mark = marks.get(session.id)
    return {
        "title": session.title,
        "course": session.course_title,
        "start": start,
        "end": end,
        "role": session.role,
        "done": session.done,
        "chosen_day": session.chosen_day,
        "mark": mark.status if mark else None,
    }
