"""What is gathered while a document is read: candidates for activities, findings, and the knowledge of the document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from training.plan import Kind, Period, Plan, Precision
from training.reading.plans.findings import Anomaly, Question
from training.reading.plans.header import Header
from training.reading.plans.years import Years

UNKNOWN = Period(None, None, Precision.TBD)


@dataclass(eq=False, slots=True)
class Candidate:
    """An activity on its way: fields may still be refined by lines below."""

    title: str
    kind: Kind
    period: Period
    evidence: str
    alt_kinds: tuple[Kind, ...] = ()
    place: str | None = None
    audience: str | None = None
    lead: str | None = None
    quota: int | None = None
    link: str | None = None
    choose_days: int | None = None
    from_table: bool = False
    order: int = 0  # of the block it was read from
    number: str = ""  # of its row
    notes: tuple[str, ...] = ()
    part: str | None = None  # sang, chieu or toi, when no hour is told with it
    context: str = ""  # title of the section or table
    group: str | None = None  # the class, group or round it is for
    inherited: bool = False  # audience and number of people are those of the whole document

    def over(self, period: Period, suffix: str = "") -> Candidate:
        """The same at another time."""
        return replace(self, period=period, title=f"{self.title}{suffix}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as read, with what does not fit in it and what has to be asked."""

    plan: Plan
    anomalies: tuple[Anomaly, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Gathering:
    """The state of one reading."""

    header: Header
    years: Years
    found: list[Candidate] = field(default_factory=list)
    anomalies: list[Anomaly] = field(default_factory=list)

    def remember_year(self, years: Years, month: int | None, year: int | None) -> None:
        """The last explicit month and year guide dates without one that follow."""
        if month and year:
            self.years = replace(years, group=None, recent=(year, month))
