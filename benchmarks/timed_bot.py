"""The program as `python -m bot run` runs it, noting for each update the time from its arrival to the commit of its
handler's work. The figures go to the file named by the environment's TIMED_TO when it is told to stop."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

from bot import app, intake, run

_arrived: dict[int, float] = {}
_took: list[float] = []


class TimedIntake(intake.Intake):
    """Received is when getUpdates or the webhook handed it over: writing it down counts."""

    async def take(self, updates: list[dict[str, Any]]) -> None:
        now = time.monotonic()
        _arrived.update((update["update_id"], now) for update in updates)
        await super().take(updates)

    async def _decide(self, kept: Any, incoming: Any) -> Any:
        answer = await super()._decide(kept, incoming)
        _took.append(time.monotonic() - _arrived[kept.payload["update_id"]])
        return answer


def main() -> None:
    app.Intake = TimedIntake  # type: ignore[misc]
    try:
        run.main()
    finally:
        Path(os.environ["TIMED_TO"]).write_text(json.dumps(_took), encoding="utf-8")


if __name__ == "__main__":
    main()
