"""How people check in to a session: by which ways, how fast the code changes, when it counts. Set per session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from training.attendance import CLAIMS, Method, WindowSettings
from training.tokens import LONGEST, SHORTEST, STEP_SECONDS

LONGEST_WINDOW = 24 * 60  # minutes


@dataclass(frozen=True, slots=True)
class CheckinRules:
    """methods: by which a person may claim to be there; the trainer's roll always counts besides.

    challenge: after a scan the number on the screen is asked for. names: the board shows who came last. direct: the
    QR code leads straight into Telegram and not to our own page. checkout: people say when they leave, too.
    """

    window: WindowSettings = field(default_factory=WindowSettings)
    methods: frozenset[Method] = CLAIMS
    step_seconds: int = STEP_SECONDS
    challenge: bool = False
    names: bool = False
    direct: bool = False
    checkout: bool = False

    @classmethod
    def of(cls, stored: Mapping[str, Any], checkout: bool = False) -> CheckinRules:
        """From what a session stores. What is missing there is as it is for everybody; checkout: as its course asks."""
        usual = cls(checkout=checkout)
        minutes = {name: stored.get(name, getattr(usual.window, name)) for name in MINUTES}
        return cls(
            window=WindowSettings(**minutes),
            methods=frozenset(Method(one) for one in stored.get("methods", CLAIMS)),
            step_seconds=stored.get("step_seconds", usual.step_seconds),
            **{name: stored.get(name, getattr(usual, name)) for name in SWITCHES},
        )

    def stored(self) -> dict[str, Any]:
        """The whole of it, so that later defaults change nothing about a session that was held under these."""
        minutes = {name: getattr(self.window, name) for name in MINUTES}
        switches = {name: getattr(self, name) for name in SWITCHES}
        return {**minutes, "methods": sorted(self.methods), "step_seconds": self.step_seconds, **switches}

    def with_method(self, method: Method, on: bool) -> CheckinRules:
        """Raises ValueError for what is nobody's claim."""
        if method not in CLAIMS:
            raise ValueError(method)
        return replace(self, methods=self.methods | {method} if on else self.methods - {method})

    def with_number(self, name: str, value: int) -> CheckinRules:
        """One of MINUTES, SWITCHES (0 or 1) or "step_seconds". Raises ValueError out of its bounds."""
        least, most = BOUNDS.get(name, (1, 0))
        if not least <= value <= most:
            raise ValueError(name, value)
        if name in MINUTES:
            return replace(self, window=replace(self.window, **{name: value}))
        if name in SWITCHES:
            switched: dict[str, Any] = {name: bool(value)}
            return replace(self, **switched)
        return replace(self, step_seconds=value)


MINUTES = ("opens_before", "late_after", "closes_after")
SWITCHES = ("challenge", "names", "direct", "checkout")
BOUNDS = {
    **dict.fromkeys(MINUTES, (0, LONGEST_WINDOW)),
    **dict.fromkeys(SWITCHES, (0, 1)),
    "step_seconds": (SHORTEST, LONGEST),
}
