"""`understand`: utterances in, JSON of what was understood out, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot import console
from handlers.wording import commands as words
from training.reading.questions import read, to_json


def understood(lines: Iterable[str], now: datetime, *, jsonl: bool) -> Iterator[str]:
    """One JSON object for each line. Without jsonl an utterance's id is its line number. Raises console.Fault."""
    for number, line in enumerate(lines, start=1):
        if jsonl and not line.strip():
            continue
        name, text = _utterance(line, number) if jsonl else (str(number), line.rstrip("\r\n"))
        yield json.dumps(to_json(name, read(text, now)), ensure_ascii=False)


def _utterance(line: str, number: int) -> tuple[str, str]:
    try:
        value = json.loads(line)
        if not isinstance(value["text"], str):
            raise TypeError(value["text"])
        return value["id"], value["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise console.Fault(words.no_utterance(console.speak(), number)) from error
