"""Dialogues of several steps: a draft row in storage, and the function that takes the next message."""

from __future__ import annotations

from collections.abc import Callable

from handlers import changes_desk, corrections, helpdesk, leave, notices, plan_draft_edits, session_staff
from handlers.request import Request
from handlers.talk import Answer
from storage.talks import Draft

Dialogues = dict[str, Callable[[Request, Draft], Answer | None]]

# these wait for a single message: whoever presses another button has gone on to something else
SHORT: Dialogues = {
    **helpdesk.DIALOGUES,
    **leave.DIALOGUES,
    **corrections.DIALOGUES,
    **session_staff.DIALOGUES,
}
# these take what is meant for them and leave everything else to the front desk: None
BESIDE_QUESTIONS: Dialogues = {**plan_draft_edits.DIALOGUES}
DIALOGUES: Dialogues = {
    **SHORT,
    **BESIDE_QUESTIONS,
    **notices.DIALOGUES,
    **changes_desk.DIALOGUES,
}
