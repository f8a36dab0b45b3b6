"""The log of everything that people rely on: who changed or looked at what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from storage.schema import audit


def note(
    db: Connection,
    at: datetime,
    who: str,
    action: str,
    thing: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One line. `who`: "person:12", "cli", "clock", "board:7" (whoever has that link); `thing`: "session:3"; before and
    after: JSON values."""
    line = {"at": at, "who": who, "action": action, "thing": thing, "before": before, "after": after}
    db.execute(insert(audit).values(line))
