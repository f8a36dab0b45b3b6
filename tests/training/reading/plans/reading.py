"""What the tests of the plan reader look at."""

from __future__ import annotations

from typing import Any

from training.reading.documents import read_text, to_json


def activities_of(text: str) -> list[dict[str, Any]]:
    """The activities of a plan given as text, in the stable JSON."""
    found: list[dict[str, Any]] = to_json(read_text(text))["activities"]
    return found
