"""What admins are told when something that should go by itself does not."""

from __future__ import annotations

from handlers.wording.language import Speaker, lazy

LATE, HELD, ASIDE, DEAD = "late", "held", "aside", "dead"

TEXTS = {
    LATE: lazy("⚠ Messages that are due have been waiting for {n} minutes. Please look at the log and at /health."),
    HELD: lazy("⚠ {n} mailings are held after the clock jumped. Let them go or stop them in the list of mailings."),
    ASIDE: lazy("⚠ {n} messages of people could not be handled and were set aside; their numbers are in the log."),
    DEAD: lazy("⚠ {n} messages were refused by the platform for good. The list of mailings shows which."),
}


def alarm(t: Speaker, name: str, number: int) -> str:
    return t(TEXTS[name]).format(n=number)
