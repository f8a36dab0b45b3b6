"""What does not fit in the rows of a table: cells left empty, months of another year."""

from __future__ import annotations

from collections.abc import Sequence

from training.reading.plans.draft import Candidate
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.years import Years


def leads_missing(candidates: Sequence[Candidate]) -> list[Anomaly]:
    """An empty cell among filled ones was forgotten; a column that is mostly empty was not."""
    without = [candidate for candidate in candidates if candidate.lead is None]
    forgotten = without if len(without) * 4 <= len(candidates) else []
    return [Anomaly(Finding.LEAD_MISSING, candidate.title) for candidate in forgotten]


def outside_school_year(label: str, years: Years) -> list[Anomaly]:
    """A heading, of the month that `years` stand under, outside the school year of the title."""
    school = years.school
    if not school or not years.group or not years.group[0]:
        return []
    year, month = years.group
    if (school, 7) <= (year, month) <= (school + 1, 8):
        return []
    return [Anomaly(Finding.YEAR_OUTSIDE, label, f"năm học {school}–{school + 1}")]
