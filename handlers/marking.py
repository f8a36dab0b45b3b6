"""Marks that staff set: appended, and whoever's standing mark they change is told once it has settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.wording import marking as words
from handlers.wording.language import Speaker
from storage import attendance, mailings, sessions
from storage.deliveries import Part
from storage.sessions import SessionFacts
from training.attendance import MarkValue, Status, current
from training.mailing import MailingKind

KEY = "mark"  # of the nudge
SETTLE = timedelta(minutes=3)  # a trainer's slip is put right before anybody hears of it
USEFUL = timedelta(days=2)


def append(db: Connection, facts: SessionFacts, person: int, value: MarkValue) -> None:
    """One mark by somebody of the staff."""
    before = current(attendance.marks_of(db, facts.view.id, person))
    attendance.append_mark(db, facts.view.id, person, value)
    if before and before.status is not value.status:
        note_changes(db, facts.view.id, {person: before}, value.by_person, value.at)


def note_changes(
    db: Connection, session_id: int, before: Mapping[int, MarkValue | None], by: int | None, now: datetime
) -> None:
    """Remember to tell those who had a mark. before: person id → the mark that counted. Who is told at last is seen
    at the moment of sending: a mark that is again as it was is nothing to tell."""
    was = {str(person): mark.status.value for person, mark in before.items() if mark and person != by}
    if not was:
        return
    pending = mailings.pending_nudge(db, session_id, KEY, by)
    if pending:
        known = pending.body["was"]
        mailings.change(
            db,
            pending.id,
            audience={"people": sorted({int(person) for person in (*known, *was)})},
            body={**pending.body, "was": {**was, **known}},
            due_at=now + SETTLE,
        )
        return
    mailings.create(
        db,
        MailingKind.NUDGE,
        {"people": sorted(map(int, was))},
        {"nudge": KEY, "session": session_id, "was": was},
        now + SETTLE,
        now,
        expires_at=now + USEFUL,
        session_id=session_id,
        rule_key=KEY,
        occurrence=f"{by or 0}@{now:%Y%m%d%H%M%S%f}",
        created_by=by,
    )


def lines(db: Connection, person: int, parts: Sequence[Part], t: Speaker) -> list[str]:
    """What is told to one person, a line for each session in which the mark is another one than they knew."""
    said = []
    for session_id, was in _known(person, parts):
        facts = sessions.session_facts(db, session_id)
        marks = attendance.marks_of(db, session_id, person)
        mark = current(marks)
        if facts and (mark.status if mark else Status.NONE) is not was:
            said.append(words.changed(t, facts.view, was, mark, _who(db, mark)))
    return said


def _who(db: Connection, mark: MarkValue | None) -> str | None:
    """The name of whoever set a mark; None: the program, or the mark was taken back."""
    by = mark.by_person if mark else None
    return attendance.names_of(db, [by]).get(by) if by is not None else None


def _known(person: int, parts: Sequence[Part]) -> Iterable[tuple[int, Status]]:
    """(session, the status that the person knew), each session once: what the oldest nudge says."""
    known: dict[int, Status] = {}
    for part in parts:
        was = part.body["was"].get(str(person))
        if was:
            known.setdefault(int(part.body["session"]), Status(was))
    return known.items()
