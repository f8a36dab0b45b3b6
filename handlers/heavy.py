"""Work that costs seconds of a processor is done a few times in ten minutes for one person, and no more."""

from __future__ import annotations

from datetime import timedelta

from handlers.request import Request
from storage import invitations

PER = timedelta(minutes=10)
TIMES = 3
FILES = 8  # a list, a plan, and each once more when it was corrected


def too_often(request: Request, what: str, times: int = TIMES) -> bool:
    """Whether this person has had enough of it for now; if not, this time is counted. what: up to 20 letters."""
    who = f"{request.incoming.platform}:{request.incoming.sender}"
    return not invitations.allowed(request.db, who, what, request.now, times, PER)
