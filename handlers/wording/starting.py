"""What is said unasked around the start of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.talk import Reply, choice
from handlers.wording import dates
from handlers.wording.language import Speaker, safe
from training.calendar import SessionView
from training.mailing import Lane

MANY_SCHOOLS, MANY_NAMES = 10, 3  # in one message: a phone's screen


@dataclass(frozen=True, slots=True)
class School:
    """A unit with those of its people who are missing, and how many were expected."""

    unit: str
    names: tuple[str, ...]
    expected: int


def nobody_yet(t: Speaker, session: SessionView) -> Reply:
    text = t("⏰ It is time, and nobody has checked in yet. Show the code, or call the roll.")
    rows = ((choice(t("Projector board"), "board", session.id), choice(t("Call the roll"), "roll", session.id, 0)),)
    return Reply(f"<b>{text}</b>\n{_named(t, session)}", rows, lane=Lane.REMINDER)


def missing(t: Speaker, session: SessionView, schools: Sequence[School]) -> Reply:
    """Counts add up over all schools, even where not all are named."""
    away, expected = sum(len(one.names) for one in schools), sum(one.expected for one in schools)
    head = t("Missing ten minutes after the start: {n}, in {schools} units with {expected} people.")
    lines = [f"<b>{head.format(n=away, schools=len(schools), expected=expected)}</b>", _named(t, session)]
    lines += [_line(t, one) for one in schools[:MANY_SCHOOLS]]
    if len(schools) > MANY_SCHOOLS:
        lines.append(t("… and {n} more units.").format(n=len(schools) - MANY_SCHOOLS))
    rows = ((choice(t("Open the session"), "session", session.id),),)
    return Reply("\n".join(lines), rows, lane=Lane.REMINDER, protect=True)


def _line(t: Speaker, school: School) -> str:
    names = ", ".join(safe(name) for name in school.names[:MANY_NAMES])
    more = "…" if len(school.names) > MANY_NAMES else ""
    unit = safe(school.unit) or t("no unit")
    return f"• {unit}: {len(school.names)}/{school.expected} – {names}{more}"


def _named(t: Speaker, session: SessionView) -> str:
    return f"{safe(session.title)}, {dates.period(t, session.period)}"
