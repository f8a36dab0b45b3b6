"""Hours told once ahead of a list whose lines only tell days: "Sáng: từ 8h00 đến 11h00. Chiều: …", then the days."""

from __future__ import annotations

from collections.abc import Sequence

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.dayparts import part_in
from training.reading.plans.moments import Moment
from training.reading.plans.outline import Node
from training.reading.plans.tokens import Clock

_OF_ALL = lazily(
    r"^\W*(?:buoi\s+)?(?:sang|chieu|toi)\b[^.;\d]{0,20}$"
    r"|^\W*(?:(?:thoi gian|gio hoc)\W+)?(?:moi|tat ca cac|cac)\s+(?:lop|ngay|dot|buoi|cum|nhom|mon)\b[^.;\d]{0,30}$"
)


class HoursAhead:
    """Hours without a day, waiting for the days that follow beside or under their line."""

    def __init__(self) -> None:
        self._node: Node | None = None
        self._clocks: list[Clock] = []

    def note(self, node: Node, flat: str, moment: Moment) -> None:
        """Remember the hours of a sentence, folded, when it tells them for all that follows."""
        if not _OF_ALL.match(flat[: moment.start]) or not all(clock.ends for clock in moment.clocks):
            return
        if self._node is not node:
            self._node, self._clocks = node, []
        self._clocks.extend(moment.clocks)

    def over(self, node: Node, flat: str, moment: Moment) -> Sequence[Clock]:
        """The hours that wait for a day of this line; none for a day that has its own hours or part."""
        dates = moment.dates
        if self._node is None or moment.clocks or dates is None or dates.precision is not Precision.DAY:
            return ()
        beside = node.parent is self._node.parent or any(above is self._node for above in node.above())
        partly = part_in(flat[max(0, moment.start - 16) : moment.start]) or part_in(flat[moment.end : moment.end + 16])
        return self._clocks if beside and not partly and not dates.is_span else ()
