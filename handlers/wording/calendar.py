"""What stands in a calendar file."""

from __future__ import annotations

from handlers.wording.language import Speaker
from training.calendar import SessionView


def calendar_name(t: Speaker) -> str:
    return t("Training schedule")


def place(session: SessionView) -> str | None:
    """The address for the calendar's own map."""
    if session.venue:
        return ", ".join(part for part in (session.venue.name, session.venue.address) if part)
    return session.link or session.place


def description(t: Speaker, session: SessionView) -> str:
    """Course, plan and trainers, a line each."""
    lines = [session.course_title]
    if session.plan_number:
        lines.append(t("Plan No. {number}").format(number=session.plan_number))
    if session.trainers:
        lines.append(t("Trainer: {names}").format(names=", ".join(session.trainers)))
    return "\n".join(lines)


def feed_hint(t: Speaker, url: str) -> str:
    """For people who want their calendar to follow changes by itself."""
    return t("To let your calendar follow changes by itself, subscribe to this address: {url}").format(url=url)


def file_name(t: Speaker) -> str:
    return t("training-schedule") + ".ics"


def data_caption(t: Speaker) -> str:
    return t("Everything stored about you.")
