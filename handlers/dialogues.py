"""Dialogues of several steps: a draft row in storage, and the function that takes the next message."""

from __future__ import annotations

from collections.abc import Callable

from handlers import changes_desk, helpdesk, notices
from handlers.request import Request
from handlers.talk import Answer
from storage.talks import Draft

DIALOGUES: dict[str, Callable[[Request, Draft], Answer]] = {
    **helpdesk.DIALOGUES,
    **notices.DIALOGUES,
    **changes_desk.DIALOGUES,
}
