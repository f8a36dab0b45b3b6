"""A plan document, as paragraphs and tables, to a draft plan with its contradictions and open questions.

Rules and no model; nothing is made up: what the document does not say is None, what it says twice differently is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from training.plan import Activity, Kind, Plan, Precision, Venue
from training.reading.plans.absences import Absence, with_absences
from training.reading.plans.agendas import with_agendas
from training.reading.plans.blocks import Block, Paragraph, Table
from training.reading.plans.checks import document_findings, questions_of
from training.reading.plans.columns import Column
from training.reading.plans.dayparts import with_hours
from training.reading.plans.draft import Candidate, Draft, Gathering
from training.reading.plans.exceptions import Exceptional, Moved, with_exceptions, with_moves
from training.reading.plans.findings import Anomaly, Finding, told
from training.reading.plans.groups import groups_in, with_people
from training.reading.plans.header import Header, header_of
from training.reading.plans.layout import blocks_of
from training.reading.plans.legends import with_names
from training.reading.plans.letters import plain
from training.reading.plans.merging import merged, with_hours_of_frame, without_bare_days, without_frame
from training.reading.plans.outline import Node, outline_of
from training.reading.plans.prose import Prose
from training.reading.plans.records import with_groups, with_model, with_rounds
from training.reading.plans.rows import continued
from training.reading.plans.schedule import Schedule
from training.reading.plans.surroundings import Surroundings

__all__ = ["Block", "Draft", "Paragraph", "Table", "read_plan", "read_text", "to_json"]

_BLOCK_LIMIT = 20_000
_ITEM_LEVEL = 4  # numbered headings and items; recipients have bullets


def read_text(text: str) -> Draft:
    """The draft of a plan given as plain text."""
    return read_plan(blocks_of(text))


def read_plan(blocks: Sequence[Block]) -> Draft:
    """The draft of a plan. Any blocks give an answer; a text that is no plan gives one without activities."""
    blocks = continued(list(blocks)[:_BLOCK_LIMIT])
    header = header_of(blocks)
    blocks = with_agendas(blocks)
    root = outline_of(blocks)
    gathering = Gathering(header, header.years())
    around = Surroundings(root, header.subject or header.title, header.issued)
    exceptions, moves, absences = _read_body(root, header, gathering, around)
    candidates = with_rounds(with_groups(with_moves(gathering.found, moves), root), root, around)
    candidates = with_names(with_model(candidates, _texts(root)), _texts(root))
    candidates = with_hours(candidates, root)
    candidates = with_hours_of_frame(candidates, header.subject)
    candidates = with_absences(with_exceptions(candidates, exceptions), absences)
    groups = groups_in(_texts(root), (block for block in blocks if isinstance(block, Table)))
    candidates = with_people(candidates, groups)
    candidates = merged(sorted(candidates, key=lambda candidate: candidate.order))
    candidates = without_bare_days(candidates)
    candidates = without_frame(candidates, header.subject)
    plan = _plan(header, candidates)
    anomalies = (*gathering.anomalies, *document_findings(blocks, header, candidates))
    anomalies = tuple(dict.fromkeys(anomalies))
    return Draft(plan=plan, anomalies=anomalies, questions=questions_of(blocks, header, candidates, anomalies))


def _texts(root: Node) -> list[str]:
    return [_as_place(node) for node in root.walk() if node.table is None]


def _as_place(node: Node) -> str:
    """ "Đợt 1: Trường A" under "Địa điểm" is where the round is."""
    name, colon, place = node.text.partition(":")
    under = any(above.label is Column.PLACE for above in node.above())
    return f"{name} tại {place.strip()}" if under and colon and len(name) < 40 else node.text


def _read_body(
    root: Node, header: Header, gathering: Gathering, around: Surroundings
) -> tuple[list[Exceptional], list[Moved], list[Absence]]:
    prose = Prose(gathering, around)
    schedule = Schedule(gathering, around, prose)
    in_recipients = False
    for node in root.walk():
        flat = plain(node.text)
        in_recipients = flat.startswith("noi nhan") or (
            in_recipients
            and node.table is None
            and len(flat) < 90
            and not flat.startswith("phu luc")
            and not (node.dotted and node.level <= _ITEM_LEVEL)  # the other column of the page goes on
        )
        if in_recipients or node.text in header.lines:
            continue
        if node.table is not None:
            schedule.read(node)
        else:
            prose.read(node)
    schedule.read_headless()
    absences = prose.absences()
    return prose.exceptions(), prose.moves, absences


def _plan(header: Header, candidates: Sequence[Candidate]) -> Plan:
    return Plan(
        code=None,
        number=header.number,
        title=header.title,
        issuer=header.issuer,
        issued=header.issued,
        activities=tuple(_activity(candidate) for candidate in candidates),
    )


def _activity(candidate: Candidate) -> Activity:
    face_to_face = candidate.kind in (Kind.IN_PERSON, Kind.MEETING) and candidate.place
    return Activity(
        title_key=candidate.title,
        kind=candidate.kind,
        period=candidate.period,
        place=candidate.place,
        audience=candidate.audience,
        lead=candidate.lead,
        quota=candidate.quota,
        evidence=candidate.evidence or None,
        venue=Venue(candidate.place) if face_to_face and candidate.place else None,
        link=candidate.link,
        notes=candidate.notes,
        choose_days=candidate.choose_days,
        alt_kinds=candidate.alt_kinds,
    )


def to_json(draft: Draft) -> dict[str, Any]:
    """The stable JSON of a drafted plan."""
    plan = draft.plan
    return {
        "number": plan.number,
        "title": plan.title or None,
        "issuer": plan.issuer,
        "issued": plan.issued.isoformat() if plan.issued else None,
        "activities": [_activity_json(activity) for activity in plan.activities],
        "anomalies": [told(anomaly) for anomaly in (*draft.anomalies, *_to_choose(draft))],
    }


def _to_choose(draft: Draft) -> list[Anomaly]:
    """Stretches out of which a day has to be chosen, for readers of the JSON, who are asked nothing."""
    chosen = (question for question in draft.questions if question.code is Finding.CHOOSE_DAY)
    return [Anomaly(Finding.CHOOSE_DAY, question.about) for question in chosen]


def _activity_json(activity: Activity) -> dict[str, Any]:
    start, end = activity.period.iso()
    undated = activity.period.precision is Precision.TBD
    return {
        "title_key": activity.title_key,
        "kind": activity.kind.value,
        "start": None if undated else start,
        "end": None if undated else end,
        "precision": activity.period.precision.value,
        "place": activity.place,
        "audience": activity.audience,
        "lead": activity.lead,
        "quota": activity.quota,
        "evidence": activity.evidence,
    }
