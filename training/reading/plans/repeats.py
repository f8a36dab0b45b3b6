"""Weekdays told in a line of their own for the stretch beside it: "Ngày học: thứ Bảy và Chủ nhật hằng tuần"."""

from __future__ import annotations

from dataclasses import replace

from training.plan import Kind
from training.reading.plans.anchors import Anchor
from training.reading.plans.draft import Candidate
from training.reading.plans.moments import Moment, Timed, periods_of
from training.reading.plans.outline import Node
from training.reading.plans.weekly import weekdays_named

_TAUGHT = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.PRACTICE)


class Repeats:
    """Lines that only tell weekdays, waiting for the stretches that follow beside or under them."""

    def __init__(self) -> None:
        self._told: list[tuple[Node, str]] = []

    def note(self, node: Node, flat: str) -> None:
        """Remember a line, folded."""
        self._told.append((node, f"{flat} hang tuan"))

    def over(self, node: Node, flat: str, moment: Moment, kind: Kind) -> str:
        """The weekdays that hold for a stretch of days of this line; empty where it tells its own."""
        dates = moment.dates
        if not self._told or kind not in _TAUGHT or dates is None or not dates.is_span or weekdays_named(flat):
            return ""
        above = {id(one) for one in node.above()}
        beside = [told for line, told in self._told if line.parent is node.parent or id(line) in above]
        return beside[-1] if beside else ""


def repeated(anchor: Anchor, flat: str) -> list[Timed]:
    """The sessions of a stretch told before, on the weekdays that a line tells behind it; empty for other days."""
    dates = anchor.moment.dates
    lessons = anchor.emitted and all(one.kind in _TAUGHT for one in anchor.emitted)
    if dates is None or not dates.is_span or not lessons or weekdays_named(anchor.flat):
        return []
    anchor.repeat = f"{flat} hang tuan"
    return periods_of(anchor.moment, anchor.flat, anchor.years, anchor.without)


def on_its_days(anchor: Anchor, timed: list[Timed]) -> list[Candidate]:
    """The lesson of a stretch on each of its days."""
    return [replace(anchor.emitted[0], period=entry.period) for entry in timed]
