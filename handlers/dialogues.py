"""Dialogues of several steps: a draft row in storage, and the function that takes the next message."""

from __future__ import annotations

from collections.abc import Callable

from handlers import changes_desk, helpdesk, leave, notices
from handlers.request import Request
from handlers.talk import Answer
from storage.talks import Draft

Dialogues = dict[str, Callable[[Request, Draft], Answer]]

# these wait for a single message: whoever presses another button has gone on to something else
SHORT: Dialogues = {
    **helpdesk.DIALOGUES,
    **leave.DIALOGUES,
}
DIALOGUES: Dialogues = {
    **SHORT,
    **notices.DIALOGUES,
    **changes_desk.DIALOGUES,
}
