"""What admins are told when something that should go by itself does not."""

from __future__ import annotations

from handlers.talk import Reply, choice
from handlers.wording.language import Speaker, lazy

LATE, STUCK, HELD, ASIDE, DEAD = "late", "stuck", "held", "aside", "dead"
TOKEN, BACK = "token", "token_back"

TEXTS = {
    LATE: lazy("⚠ Messages that are due have been waiting for {n} minutes. Please look at the log and at /health."),
    STUCK: lazy("⚠ Nothing goes out: messages have been due for {n} minutes. Please look at the log and at /health."),
    TOKEN: lazy(
        "⚠ The bot's token is not accepted any more, for {n} minutes. Please put a valid one into the settings."
    ),
    BACK: lazy("✅ The bot's token works again after {n} minutes; what is still useful is being sent now."),
    HELD: lazy(
        "⚠ {n} mailings are held back after a jump of the clock or a restore. See and decide with the button below."
    ),
    ASIDE: lazy("⚠ {n} messages of people could not be handled and were set aside; their numbers are in the log."),
    DEAD: lazy("⚠ {n} messages were refused by the platform for good. The list of mailings shows which."),
}


LEADS_TO = {HELD: (lazy("Held back"), "held", 0), DEAD: (lazy("What was sent"), "mailings", 0)}


def alarm(t: Speaker, name: str, number: int) -> Reply:
    """With a button to where something can be done about it; to nobody yet."""
    rows = ((choice(t(LEADS_TO[name][0]), *LEADS_TO[name][1:]),),) if name in LEADS_TO else ()
    return Reply(t(TEXTS[name]).format(n=number), rows)
