"""Days told on one line of a document, to which other lines may give hours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans.columns import Column
from training.reading.plans.draft import Candidate
from training.reading.plans.letters import plain
from training.reading.plans.moments import Moment
from training.reading.plans.outline import Node
from training.reading.plans.years import Years

_EDGES = r"khai (?:mac|giang)|be (?:mac|giang)|don tiep"
_WHOLE = lazily(rf"^(?!.{{0,12}}\b(?:{_EDGES})).*\b(?:tap huan|boi duong|hoi nghi|hoi thao|hop|lop)\b")


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
    def is_of_days(self) -> bool:
        """Whether days are told, and no week or month."""
        return self.moment.dates is not None and self.moment.dates.precision is Precision.DAY

    @property
    def is_frame(self) -> bool:
        """Whether the whole is told, and nothing that is a part of it."""
        return self.node.label is Column.TIME or any(_WHOLE.search(plain(one.title)) for one in self.emitted)

    def day_told(self) -> DayOver:
        """Its day for a table below it."""
        dates = self.moment.dates
        place = next((one.place for one in self.emitted if one.place), None)
        return DayOver(self.sentence[dates.start : dates.end] if dates else "", place)

    @property
    def is_self_study(self) -> bool:
        """Days on which each learns at an own hour."""
        return any(one.kind is Kind.LMS for one in self.emitted)


@dataclass(frozen=True, slots=True)
class DayOver:
    """The words of the day over a table, and the place told with it."""

    words: str
    place: str | None


def stretch_for(anchors: Sequence[Anchor], node: Node) -> Anchor | None:
    """The stretch of days over a line, or the last one told before it."""
    above = {id(one) for one in node.above()}
    stretches = [
        a for a in anchors[-12:] if a.moment.dates and (a.moment.dates.is_span or len(a.moment.dates.pairs) > 1)
    ]
    return next((a for a in reversed(stretches) if id(a.node) in above), stretches[-1] if stretches else None)


def of_one_day(anchors: Sequence[Anchor]) -> list[Anchor]:
    """All that tell a day, when it is the same: "Thời gian: từ 7h30, thứ Bảy ngày 25/10/2025"; else none."""
    told = [anchor for anchor in anchors if anchor.is_of_days and not anchor.is_self_study]
    days = {anchor.moment.dates.pairs for anchor in told if anchor.moment.dates}
    return told if len(days) == 1 and all(first == last for first, last in next(iter(days))) else []
