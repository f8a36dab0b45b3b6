"""Activities listed without a date of their own: groups with a number each, rounds, modules by audience."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import details
from training.reading.plans.columns import Column
from training.reading.plans.draft import UNKNOWN, Candidate
from training.reading.plans.groups import groups_in
from training.reading.plans.kinds import is_training, kind_of
from training.reading.plans.letters import one_line, plain
from training.reading.plans.outline import Node
from training.reading.plans.surroundings import Surroundings, heading_title
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of

_GROUP = lazily(
    r"^(?P<people>[^:]{3,90}):\s*(?:khoảng |dự kiến )?(?P<count>\d{1,3}(?:\.\d{3})+|\d{1,6})\s+(?:người|"
    r"học viên|giáo viên|GV|cán bộ)\b",
    re.I,
)
_TRAINED = (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS)
_ROUND = lazily(r"^(?:dot|khoa|lop)\s+(?:\d|[ivx]+|thu \w+)\b")
_MODULE = lazily(r"^(?:mo[ -]?dun|module|chuyen de)\s*\d")


_MODEL = lazily(r"\b0?7\s*-\s*0?2\s*-\s*0?7\b")


def with_model(candidates: Sequence[Candidate], lines: Sequence[str]) -> list[Candidate]:
    """Where a document trains by 7-2-7, its weeks are those on the LMS."""
    if not any(_MODEL.search(plain(line)) for line in lines):
        return list(candidates)
    return [
        replace(one, kind=Kind.LMS, alt_kinds=(), place="hệ thống LMS") if _is_week(one) else one for one in candidates
    ]


def _is_week(one: Candidate) -> bool:
    first, last = one.period.first_day, one.period.last_day
    if first is None or last is None or one.period.precision is not Precision.DAY or one.kind is not Kind.IN_PERSON:
        return False
    return 5 <= (last - first).days <= 7


def with_groups(candidates: Sequence[Candidate], root: Node) -> list[Candidate]:
    """A record whose description counts several groups is an activity for each of them."""
    records = {node.order: node for node in root.walk()}
    result: list[Candidate] = []
    for candidate in candidates:
        node = records.get(candidate.order)
        groups = _groups_beside(node) if node and not candidate.from_table and candidate.kind in _TRAINED else []
        result.extend(_for_groups(candidate, groups) or [candidate])
    return result


def _groups_beside(node: Node) -> list[tuple[str, int]]:
    """ "+ CBQL, GV cấp tiểu học: 7825 người" and its fellows in the same record."""
    if node.label is not Column.TIME or node.parent is None:
        return []
    fellows = [
        other
        for fellow in node.parent.children
        for other in (fellow, *fellow.walk())
        if fellow.label is not Column.TIME
    ]
    found = [_GROUP.match(other.text.strip()) for other in fellows]
    groups = [(match["people"].strip(), int(match["count"].replace(".", ""))) for match in found if match]
    return groups if len(groups) >= 2 else []


def _for_groups(candidate: Candidate, groups: Sequence[tuple[str, int]]) -> list[Candidate]:
    return [
        replace(candidate, title=f"{candidate.title} – {people}", audience=_level_of(people), quota=count)
        for people, count in groups
    ]


def _level_of(people: str) -> str:
    return re.split(r"\s+(?:nâng chuẩn|từ|tham gia)\b", people)[0].strip(" ,;")


def with_rounds(candidates: Sequence[Candidate], root: Node, around: Surroundings) -> list[Candidate]:
    """Rounds and module groups to which the document gives no day: still to come, and not forgotten."""
    result = list(candidates)
    dated = {candidate.order for candidate in candidates}
    for node in root.walk():
        told = any(above.label in (Column.PLACE, Column.AUDIENCE) for above in node.above())
        found = _ROUND.match(plain(node.text)) if node.table is None and not told else None
        if found and not _told_below(node, dated) and not _is_of_dated(found[0], node.text, candidates):
            result.extend(_round(node, around))
    for node in root.walk():
        if node.label is Column.FORM and not _told_below(node.parent or node, dated):
            result.extend(_module_groups(node, result))
    return result


def _is_of_dated(name: str, line: str, candidates: Sequence[Candidate]) -> bool:
    """A line that only tells people or place of a round whose days stand elsewhere."""
    if not groups_in([line], []):
        return False
    pattern = re.compile(rf"\b{re.escape(name)}(?!\w)")
    return any(
        pattern.search(plain(f"{one.group or ''} {one.title} {one.audience or ''} {one.evidence}"))
        for one in candidates
        if one.period.start
    )


def _told_below(node: Node, dated: set[int]) -> bool:
    family = [node, *node.walk()]
    if any(other.order in dated for other in family):
        return True
    return any(
        isinstance(token, (Dates, Clock))
        for other in family
        if other.table is None
        for token in tokens_of(plain(other.text))
    )


def _round(node: Node, around: Surroundings) -> list[Candidate]:
    title = heading_title(node) or node.text.strip(" .:;")
    words = " ".join(other.text for other in (node.parent.walk() if node.parent else ()))
    if not is_training(title) or len(title) > 160:
        return []
    kind, alternatives = kind_of(title, default=Kind.IN_PERSON)
    method = " ".join(filter(None, (words, *(above.text for above in node.above()), *_before(node))))
    if re.search(r"\b7\s*-\s*2\s*-\s*7\b|\blms\b", plain(method)) and kind is Kind.IN_PERSON:
        kind, alternatives = Kind.LMS, (Kind.IN_PERSON,)
    audience = details.audience_in(method) or next(
        (found for above in node.above() if (found := details.audience_in(above.text))), None
    )
    return [
        Candidate(
            title=title,
            kind=kind,
            alt_kinds=alternatives,
            period=UNKNOWN,
            evidence=one_line(node.text)[:300],
            audience=audience,
            order=node.order,
        )
    ]


def _before(node: Node) -> list[str]:
    """The lines that lead to the rounds."""
    fellows = node.parent.parent.children if node.parent and node.parent.parent else []
    return [fellow.text for fellow in fellows if fellow.order < node.order][-4:]


def _module_groups(form: Node, known: Sequence[Candidate]) -> list[Candidate]:
    """ "a. Đối với giáo viên: mô đun 2, 3 …" beside a method on the LMS: one open activity for each group."""
    words = " ".join([form.text, *(node.text for node in form.walk())])
    if form.parent is None or not re.search(r"\blms\b|tu boi duong|truc tuyen", plain(words)):
        return []
    if any(_ROUND.match(plain(node.text)) for node in form.walk()) or any(
        _ROUND.match(plain(other.text)) for other in form.parent.walk()
    ):
        return []
    groups = [
        node
        for node in form.parent.children
        if node is not form and sum(bool(_MODULE.match(plain(child.text))) for child in node.children) >= 2
    ]
    section = form.parent.text.strip(" .:")
    return [_module_group(group, section, words) for group in groups]


def _module_group(group: Node, section: str, words: str) -> Candidate:
    numbers = [found[1] for child in group.children if (found := re.match(r"\D+(\d+)", child.text))]
    people = re.sub(r"^(?:Đối với|Bồi dưỡng)\s+", "", group.text.strip(" .:"))
    mass = " đại trà" if "dai tra" in plain(section) and "dai tra" not in plain(people) else ""
    return Candidate(
        title=f"bồi dưỡng{mass} {people} mô đun {', '.join(dict.fromkeys(numbers))}",
        kind=Kind.LMS,
        period=UNKNOWN,
        evidence=one_line(words)[:300],
        place="hệ thống LMS",
        audience=f"{people}{mass}",
        order=group.order,
    )
