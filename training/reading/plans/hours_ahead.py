"""Hours told once ahead of a list whose lines only tell days: "Sáng: từ 8h00 đến 11h00. Chiều: …", then the days."""

from __future__ import annotations

from collections.abc import Sequence

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.dayparts import only_part, part_in
from training.reading.plans.letters import plain
from training.reading.plans.moments import Moment
from training.reading.plans.outline import Node
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_OF_ALL = lazily(
    r"^\W*(?:buoi\s+)?(?:sang|chieu|toi)\b[^.;\d]{0,20}$"
    r"|^\W*(?:(?:thoi gian|gio hoc)\W+)?(?:moi|tat ca cac|cac)\s+(?:lop|ngay|dot|buoi|cum|nhom|mon)\b[^.;\d]{0,30}$"
)


def leads_days(node: Node) -> bool:
    """Whether lines with days of their own stand under a heading: the hours that it tells are theirs."""
    below = [child for child in node.children if child.table is None and child.label is None]
    dated = [any(isinstance(token, Dates) for token in tokens_of(plain(child.text))) for child in below]
    return node.dotted and not node.text.endswith(".") and sum(dated) >= 1 and sum(dated) * 2 >= len(dated)


class HoursAhead:
    """Hours without a day, waiting for the days that follow beside or under their line."""

    def __init__(self) -> None:
        self._node: Node | None = None
        self._clocks: list[Clock] = []
        self._only_below = False

    def note(self, node: Node, flat: str, moment: Moment) -> None:
        """Remember the hours of a sentence, folded, when it tells them for all that follows."""
        if not all(clock.ends for clock in moment.clocks):
            return
        of_all = _OF_ALL.match(flat[: moment.start]) is not None
        if not of_all and not leads_days(node):
            return
        if self._node is not node:
            self._node, self._clocks, self._only_below = node, [], not of_all
        self._clocks.extend(moment.clocks)

    def over(self, node: Node, flat: str, moment: Moment) -> Sequence[Clock]:
        """The hours that wait for a day of this line; none for a day that has its own hours or part."""
        dates = moment.dates
        if self._node is None or moment.clocks or dates is None or dates.precision is not Precision.DAY:
            return ()
        beside = node.parent is self._node.parent and not self._only_below
        beside = beside or any(above is self._node for above in node.above())
        partly = part_in(flat[max(0, moment.start - 16) : moment.start]) or part_in(flat[moment.end : moment.end + 16])
        partly = partly or only_part(flat, moment.end)
        return self._clocks if beside and not partly and not dates.is_span else ()
