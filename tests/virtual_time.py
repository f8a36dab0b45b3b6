"""An event loop in which waiting takes no time: minutes of pacing in a blink, the same each time."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Does not wait for the network: it turns the clock on instead. patience: real seconds that it does wait before."""

    def __init__(self, patience: float) -> None:
        super().__init__()
        self.now, self._patience = 0.0, patience

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(self._patience if timeout else 0)
        if found and self._patience:
            return found
        self.now += timeout or 0.0
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """Its `time` is what was waited for so far."""

    def __init__(self, patience: float = 0.0) -> None:
        self._virtual = _Selector(patience)
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.now


def run(main: Coroutine[Any, Any, T], patience: float = 0.0) -> T:
    """Like asyncio.run. patience: where a server on this machine is in the same loop, long enough for its bytes."""
    with asyncio.Runner(loop_factory=lambda: VirtualLoop(patience)) as runner:
        return runner.run(main)
