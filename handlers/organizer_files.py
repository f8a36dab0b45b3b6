"""What happens when somebody sends a file."""

from __future__ import annotations

from handlers.request import Request
from handlers.talk import Answer
from handlers.wording import office as words


def received(request: Request) -> Answer:
    return words.no_files_needed(request)
