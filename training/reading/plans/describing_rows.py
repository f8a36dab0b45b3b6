"""The words of an activity told in a row of a table: its kind, place and people."""

from __future__ import annotations

import re
from dataclasses import replace

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import details, duties, quotas
from training.reading.plans.classes import is_class, name_of_class
from training.reading.plans.columns import Column
from training.reading.plans.dayparts import part_in
from training.reading.plans.draft import UNKNOWN, Candidate
from training.reading.plans.kinds import is_training, kind_of, practice_place, says_form
from training.reading.plans.letters import one_line, plain
from training.reading.plans.outline import Node
from training.reading.plans.rows import Row, title_of, when_of
from training.reading.plans.sentences import closing
from training.reading.plans.surroundings import Surroundings
from training.reading.plans.times import is_limit
from training.reading.plans.tokens import Clock, Dates
from training.reading.plans.written import tokens_of


def _is_dated(row: Row) -> bool:
    tokens = tokens_of(plain(" ".join((when_of(row), row.get(Column.START)))), cell=True)
    return any(
        isinstance(token, Clock) or (isinstance(token, Dates) and token.precision is Precision.DAY) for token in tokens
    )


def is_session(row: Row) -> bool:
    """Whether a row tells an hour or a part of the day, as lessons do and work of a plan does not."""
    when = plain(when_of(row))
    return any(isinstance(token, Clock) for token in tokens_of(when, cell=True)) or part_in(when) is not None


_ALONE = lazily(r"\btu (?:hoc|boi duong|nghien cuu)\b")
_LIMIT = lazily(r"\W*(?:truoc|cham nhat|muon nhat|han(?: cuoi| chot)?)\b")


def _has_learners(row: Row) -> bool:
    """Whether a row tells who comes, how many they are, and where: "Xây dựng môi trường …" is what they learn."""
    counted = quotas.quota_in(row.get(Column.QUOTA), labelled=True)
    return bool(counted and row.get(Column.AUDIENCE) and row.get(Column.PLACE)) and _is_dated(row)


_COUNTED = lazily(r"\(((?:khoảng |dự kiến )?\d[\d.]* (?:người|học viên|giáo viên|GV))\)")


def _of_subject(people: str | None, subject: str) -> str | None:
    """Those of "các môn" who are taught in the row of one subject."""
    return re.sub(r"\b(?:các|từng) (?:bộ )?môn\b(?! học)", f"môn {subject}", people) if people and subject else people


# a heading that tells how lessons are held, not one that is about what is online
_HOW = lazily(
    r"\b(?:tap huan|boi duong|hoc|lop|hinh thuc|buoi)\b[^.;,]{0,12}\b(?:truc tuyen|online|truc tiep|tap trung)\b"
    r"|(?:[(:–-]|^)\s*(?:hoc )?(?:truc tuyen|online|truc tiep|tap trung)\b"
    r"|\btu hoc\b|\blms\b"
)


def _is_room(cell: str) -> bool:
    """Whether a virtual room is named by its platform or link."""
    return details.virtual_room(cell) not in (None, "trực tuyến")


class RowDescriber:
    """Fills in what the cells of a row and the lines around its table say of an activity."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def candidate(self, node: Node, row: Row, title: str, *, taught: bool, trains: bool) -> Candidate:
        """The activity of a row, its time still open; taught: rows of this table are lessons; trains: so the title."""
        form = row.get(Column.FORM) or (when if says_form(when := when_of(row)) else "")
        place_cell = row.get(Column.PLACE) or row.get(Column.LINK)
        default = Kind.IN_PERSON if taught or (trains and is_session(row)) else None
        own = says_form(f"{title} {form} {place_cell}") or details.is_building(place_cell)
        context_form = "" if own else self._form_around(node, title)
        lesson = taught and (is_session(row) or _has_learners(row))
        kind, alternatives = kind_of(title, form or context_form, place_cell, default, lesson=lesson)
        if kind is Kind.IN_PERSON and not own and not says_form(context_form) and self._around.is_online():
            kind = Kind.VIRTUAL
        if kind is Kind.VIRTUAL and details.is_building(place_cell) and not says_form(f"{form} {place_cell}"):
            kind = kind if details.virtual_room(title) != "trực tuyến" else Kind.IN_PERSON  # taught about, in a room
        if kind is Kind.LMS and lesson and _is_room(place_cell) and not _ALONE.search(plain(title)):
            kind = Kind.VIRTUAL  # about an LMS, in a room of its own
        if kind is Kind.MILESTONE and taught and row.get(Column.TRAINER):
            kind = Kind.IN_PERSON  # "Quản lý …" with somebody who teaches it is a lesson and no duty
        if _LIMIT.match(plain(when_of(row))):
            kind, alternatives = Kind.DEADLINE, ()
        candidate = Candidate(
            title=title,
            kind=kind,
            alt_kinds=alternatives,
            period=UNKNOWN,
            evidence="",
            place=self._place(node, row, kind, title),
            link=details.link_in(" ".join(row.cells.values())),
            from_table=True,
            order=node.order,
            number=row.number,
        )
        return self._with_people(candidate, node, row)

    def _form_around(self, node: Node, title: str) -> str:
        caption = self._around.caption(node)
        if says_form(caption) and is_training(title):
            return caption
        form, heading = self._around.form(node), self._around.heading(node)
        return heading if not says_form(form) and _HOW.search(plain(heading)) and is_training(heading) else form

    def _place(self, node: Node, row: Row, kind: Kind, title: str) -> str | None:
        told = details.clean_place(row.get(Column.PLACE))
        everything = "; ".join(value for column, value in row.cells.items() if value and column is not Column.PARTNERS)
        if kind is Kind.VIRTUAL:
            return details.virtual_room(f"{everything}; {self._around.room(node)}") or told or "trực tuyến"
        if kind is Kind.LMS and told and not re.search(r"lms|http|he thong|truc tuyen|trang", plain(told)):
            told = None  # the column is for the days face to face
        if told:
            return told
        named = next(
            (
                found
                for column in (Column.TITLE, Column.FORM, Column.TIME)
                if (found := details.place_in(row.get(column)))
            ),
            None,
        )
        note = row.get(Column.NOTE)
        is_place = re.match(r"\W*tai\s", plain(note)) or details.names_place(note)
        noted = details.clean_place(note) if is_place else None
        if kind is Kind.LMS:
            return details.lms_site(everything)
        if kind is Kind.PRACTICE:
            return named or practice_place(title)
        if kind is Kind.DEADLINE:
            return details.hand_in_place(everything) or duties.receiver_in(title)
        if kind is Kind.MILESTONE and Column.PLACE in row.cells:
            return noted  # the column is there, and empty: "kiểm tra tại các trường" is no place
        if named or noted or kind not in (Kind.IN_PERSON, Kind.MEETING) or Column.PLACE in row.cells:
            return named or noted
        if kind is Kind.MEETING and self._around.place_only_for_lessons():
            return None
        return self._around.place(node) or (self._around.place_of_all(node) if _is_dated(row) else None)

    def _with_people(self, candidate: Candidate, node: Node, row: Row) -> Candidate:
        taught = candidate.kind in (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)
        people = row.get(Column.AUDIENCE)
        audience = details.clean_audience(people)
        group = one_line(row.get(Column.GROUP)) or None
        inherited = False
        if audience is None and Column.AUDIENCE not in row.cells:
            audience = details.audience_in(title_of(row) or candidate.title)
            if audience and len(audience.split()) <= 2 and self._around.audience(node):
                audience = None  # "Động lực làm việc cho giáo viên" is what is taught, and not to whom
            if audience is None and taught:
                audience = details.trained_in(title_of(row) or candidate.title) or group
            if audience is None and taught:
                told = _of_subject(self._around.audience(node), one_line(row.get(Column.SUBJECT)))
                audience = told or details.audience_in(candidate.title) or self._around.addressed()
                inherited = True
        if audience is None and candidate.kind is Kind.DEADLINE and Column.AUDIENCE not in row.cells:
            audience = duties.obliged_in(candidate.title)
        lead = re.sub(r"\b([A-ZĐ]{1,2}\.) (?=[A-ZĐ]{2})", r"\1", one_line(row.get(Column.LEAD)).strip(" ;.")) or None
        if lead and details.is_degree(candidate.title) and details.is_name(lead):
            audience, lead = lead, None  # whoever "carries out" a course of study is who studies
        if lead is None and Column.LEAD not in row.cells and taught:
            lead = self._around.lead(node)
        quota = quotas.quota_in(row.get(Column.QUOTA), labelled=True) or (quotas.quota_in(people) if people else None)
        if quota is None and inherited and Column.QUOTA not in row.cells:
            quota = self._around.quota(node)
        if quota is None and taught and (counted := _COUNTED.search(candidate.title)):
            quota = quotas.quota_in(counted[1])
        return replace(candidate, audience=audience, lead=lead, quota=quota, group=group, inherited=inherited)


def name_by_head(candidate: Candidate, head: str) -> None:
    """What the head of a column of days says of the rows that it tells."""
    candidate.title = f"{candidate.title} ({one_line(head)})"
    if is_limit(head):
        candidate.kind, candidate.alt_kinds, candidate.period = Kind.DEADLINE, (), closing(candidate.period)
    if is_class(head):
        candidate.audience, candidate.group = candidate.audience or name_of_class(head), head
