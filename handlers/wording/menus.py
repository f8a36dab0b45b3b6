"""The list behind the menu button: at most five for a teacher, more for staff, in each language."""

from __future__ import annotations

from handlers.wording.language import Speaker
from training.people import Role

Commands = list[tuple[str, str]]


def commands(t: Speaker, roles: frozenset[Role]) -> Commands:
    """(command, what it does) for somebody with these roles."""
    listed = [
        ("lich", t("My schedule")),
        ("diadiem", t("Where the next session is")),
        ("diemdanh", t("Check in")),
        ("hoi", t("Ask the organizers")),
        ("trogiup", t("Help and settings")),
    ]
    if Role.TRAINER in roles:
        listed.insert(0, ("lopday", t("Sessions I teach")))
    if roles & {Role.ORGANIZER, Role.ADMIN, Role.INSPECTOR}:
        listed.insert(0, ("tongquan", t("Today's overview")))
    if roles & {Role.ORGANIZER, Role.ADMIN}:
        listed[1:1] = [
            ("thongbao", t("Send a notice")),
            ("doilich", t("Change a session")),
            ("danhsach", t("People and files")),
        ]
    return listed


def about(t: Speaker) -> str:
    """What the bot says of itself before anybody starts it; up to 512 characters."""
    return t("An automated assistant for teachers' in-service training: schedule, places, reminders, check-in.")
