"""Days told on one line of a document, to which other lines may give hours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from training.plan import Kind
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.moments import Moment
from training.reading.plans.outline import Node
from training.reading.plans.years import Years


@dataclass(slots=True)
class Anchor:
    """Days told on one line that lines below may give hours to."""

    node: Node
    sentence: str
    moment: Moment
    years: Years
    without: Collection[date]
    emitted: list[Candidate] = field(default_factory=list)
    repeat: str = ""  # weekdays that another line tells, folded

    @property
    def flat(self) -> str:
        """Its sentence, folded, with what another line tells of its days."""
        return ", ".join(filter(None, (plain(self.sentence), self.repeat)))

    @property
    def is_self_study(self) -> bool:
        """Days on which each learns at an own hour."""
        return any(one.kind is Kind.LMS for one in self.emitted)


def stretch_for(anchors: Sequence[Anchor], node: Node) -> Anchor | None:
    """The stretch of days over a line, or the last one told before it."""
    above = {id(one) for one in node.above()}
    stretches = [
        a for a in anchors[-12:] if a.moment.dates and (a.moment.dates.is_span or len(a.moment.dates.pairs) > 1)
    ]
    return next((a for a in reversed(stretches) if id(a.node) in above), stretches[-1] if stretches else None)
