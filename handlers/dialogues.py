"""Dialogues of several steps: a draft row in storage, and the function that takes the next message."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from handlers import (
    changes_desk,
    corrections,
    helpdesk,
    leave,
    notices,
    people_desk,
    person_corrections,
    plan_draft_edits,
    rules_desk,
    session_staff,
)
from handlers.request import Request
from handlers.talk import Answer
from storage.talks import Draft
from training.reading import questions
from training.reading.vietnamese import fold

Dialogues = dict[str, Callable[[Request, Draft], Answer | None]]

# these wait for a single message: whoever presses another button has gone on to something else
SHORT: Dialogues = {
    **helpdesk.DIALOGUES,
    **leave.DIALOGUES,
    **corrections.DIALOGUES,
    **session_staff.DIALOGUES,
    **people_desk.DIALOGUES,
    **person_corrections.DIALOGUES,
    **rules_desk.DIALOGUES,
}
# these take what is meant for them and leave everything else to the front desk: None
BESIDE_QUESTIONS: Dialogues = {**plan_draft_edits.DIALOGUES, **rules_desk.DIALOGUES}
DIALOGUES: Dialogues = {
    **SHORT,
    **BESIDE_QUESTIONS,
    **notices.DIALOGUES,
    **changes_desk.DIALOGUES,
}

# what a dialogue of one message waits for may be any words: "ra ngoài từ đầu giờ" is a reason and no wish to stop
_GIVES_UP = re.compile(
    r"(?:a )?(?:huy|huy bo|huy don|thoi|thoi khoi|dung|dung lai|bo qua|khong can nua|thoat|quay lai|cancel|stop|exit)"
    r"(?: (?:khong|xin|nghi|hoi|gui|nua|di|a|em|bot|nhe|nha|vay))*"
)


def gives_up(kind: str, text: str, now: datetime) -> bool:
    """Whether somebody in the middle of a dialogue of this kind wants to leave it."""
    if kind in SHORT:
        return _GIVES_UP.fullmatch(" ".join(fold(text).split()).strip(" .!")) is not None
    return bool(text) and len(text) < 20 and questions.read(text, now).name == "cancel"
