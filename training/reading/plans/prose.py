"""Activities told in sentences, bullets and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from training.plan import Kind, Period, Precision
from training.reading.plans import details, titles
from training.reading.plans.columns import Column
from training.reading.plans.draft import UNKNOWN, Candidate, Gathering
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.kinds import is_training, kind_of, says_form
from training.reading.plans.letters import one_line, plain
from training.reading.plans.moments import Moment, Timed, moments_of, periods_of
from training.reading.plans.outline import Node
from training.reading.plans.roles import Role, sorted_tokens
from training.reading.plans.surroundings import ROUND, Surroundings, heading_title
from training.reading.plans.written import Clock, Dates, Token, Undated, tokens_of, undated_in
from training.reading.plans.years import NoSuchDay, Years, period, resolved

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ\-+])|\n")
_ABBREVIATED = re.compile(r"(?:\b(?:TP|TS|ThS|PGS|GS|P|Q|TT|TX|H|Tr|St|ĐT|BS|CN|KT|TM|Mr|Ms)|\b[A-ZĐ])\.$")
_PART_START = re.compile(r"\W*(?:buoi\s+)?(sang|chieu|toi)\b")
_MODEL = re.compile(r"\b7\s*-\s*2\s*-\s*7\b")
_MONEY = re.compile(r"\b(?:kinh phi|du toan|ngan sach|quyet toan thue|hoa don)\b")


@dataclass(slots=True)
class Anchor:
    """Days told on one line that lines below may give hours to."""

    node: Node
    sentence: str
    moment: Moment
    years: Years
    without: Collection[date]
    emitted: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a node with its moments and their roles."""

    node: Node
    text: str
    flat: str
    moments: tuple[Moment, ...]
    deadline: frozenset[int]  # numbers of the moments that are deadlines
    without: frozenset[date]


class Prose:
    """Reads the paragraphs of a document in their order."""

    def __init__(self, gathering: Gathering, around: Surroundings) -> None:
        self._gathering = gathering
        self._around = around
        self._anchors: list[Anchor] = []

    def read(self, node: Node) -> None:
        """Add what one paragraph tells."""
        text = node.value if node.label is not None and node.value else node.text
        flat_all = plain(node.text)
        if _MONEY.match(flat_all) or (node.label is Column.NOTE):
            return
        for part in sentences_of(text):
            self._sentence(node, part)

    def _sentence(self, node: Node, text: str) -> None:
        flat = plain(text)
        timed_label = node.label in (Column.TIME, Column.END)
        tokens = tokens_of(flat, cell=timed_label)
        sorted_ = sorted_tokens(flat, tokens, notice_of_change=self._gathering.header.is_change)
        live = [entry.token for entry in sorted_ if entry.role in (Role.ACTIVITY, Role.DEADLINE)]
        live = [token for token in live if not isinstance(token, Undated)] or (live if timed_label else [])
        self._learn_years([entry.token for entry in sorted_ if entry.role is not Role.CITED])
        if not live:
            self._without_dates(node, text, flat, bool(tokens))
            return
        moments = moments_of(flat, live)
        late = {entry.token.start for entry in sorted_ if entry.role is Role.DEADLINE}
        deadline = frozenset(
            number for number, moment in enumerate(moments) if any(moment.start <= start < moment.end for start in late)
        )
        without = self._excepted([entry.token for entry in sorted_ if entry.role is Role.EXCEPTED])
        dead = [entry.token for entry in sorted_ if entry.role not in (Role.ACTIVITY, Role.DEADLINE)]
        self._moments(Sentence(node, _blanked(text, dead), flat, tuple(moments), deadline, without))

    def _learn_years(self, tokens: Sequence[object]) -> None:
        dated = [pair[1] for token in tokens if isinstance(token, Dates) for pair in token.pairs if pair[1].year]
        if dated:
            self._gathering.remember_year(self._gathering.years, dated[-1].month, dated[-1].year)

    def _excepted(self, tokens: Sequence[object]) -> frozenset[date]:
        days: set[date] = set()
        for token in tokens:
            for pair in token.pairs if isinstance(token, Dates) else ():
                try:
                    found = resolved(*pair, self._gathering.years)
                except NoSuchDay:
                    continue
                if found:
                    days.update(
                        found[0] + timedelta(days=number) for number in range(min(60, (found[1] - found[0]).days + 1))
                    )
        return frozenset(days)

    # --- sentences with dates or clocks

    def _moments(self, sentence: Sentence) -> None:
        if self._is_context(sentence):
            self._anchors.append(
                Anchor(sentence.node, sentence.text, sentence.moments[0], self._years(sentence.node), ())
            )
            return
        for number, moment in enumerate(sentence.moments):
            if moment.undated:
                self._undated(sentence.node, sentence.text)
            elif moment.dates is None:
                self._clock_only(sentence, number)
            else:
                self._dated(sentence, number)

    def _is_context(self, sentence: Sentence) -> bool:
        """ "Ngày 10/3/2025:" or "Tháng 9/2024" over lines of its own."""
        if len(sentence.moments) != 1 or sentence.moments[0].dates is None or not sentence.node.children:
            return False
        moment = sentence.moments[0]
        rest = titles.trimmed(sentence.text[: moment.start]) + titles.trimmed(sentence.text[moment.end :])
        return sentence.node.label is None and len(rest.strip(" .:*()")) < 4 and not moment.clocks

    def _years(self, node: Node) -> Years:
        """Months over a list give their year to the days below."""
        for above in node.above():
            for token in tokens_of(plain(above.text)):
                if isinstance(token, Dates) and token.precision is Precision.MONTH and len(above.text) < 60:
                    first = token.pairs[0][0]
                    return self._gathering.years.under(first.year, first.month or 1)
        return self._gathering.years

    def _dated(self, sentence: Sentence, number: int) -> None:
        moment, years = sentence.moments[number], self._years(sentence.node)
        model = self._candidate(sentence, number)
        try:
            timed = periods_of(moment, sentence.flat, years, sentence.without)
        except NoSuchDay as impossible:
            self._impossible(model, sentence.text[moment.start : moment.end], str(impossible))
            return
        if not timed:
            self._gathering.found.append(replace(model, period=UNKNOWN))
            return
        emitted = self._emit(model, moment, timed, sentence)
        if number not in sentence.deadline:
            self._anchors.append(Anchor(sentence.node, sentence.text, moment, years, sentence.without, emitted))

    def _impossible(self, model: Candidate, written: str, day: str) -> None:
        self._gathering.anomalies.append(Anomaly(Finding.IMPOSSIBLE_DATE, model.evidence or written, day))
        self._gathering.found.append(replace(model, period=UNKNOWN))

    def _emit(self, model: Candidate, moment: Moment, timed: Sequence[Timed], sentence: Sentence) -> list[Candidate]:
        emitted = self._by_model(model, moment, timed, sentence)
        if not emitted:
            for entry in timed:
                label = session_label(sentence.text, sentence.flat, moment, entry.clock)
                emitted.append(_labelled(model, entry.period, label, several=len(moment.clocks) > 1))
        if model.kind is Kind.DEADLINE:
            emitted = [replace(one, period=_closing(one.period)) for one in emitted]
        self._gathering.found.extend(emitted)
        return emitted

    def _by_model(
        self, model: Candidate, moment: Moment, timed: Sequence[Timed], sentence: Sentence
    ) -> list[Candidate]:
        """7-2-7 with only its first day, or only its whole stretch of sixteen days, told."""
        if not _MODEL.search(sentence.flat) or len(timed) != 1 or timed[0].period.precision is not Precision.DAY:
            return []
        first, last = timed[0].period.first_day, timed[0].period.last_day
        if first is None or last is None or (last - first).days not in (0, 15):
            return []
        days = [
            (0, 6, Kind.LMS, "tự học LMS"),
            (7, 8, Kind.IN_PERSON, "học trực tiếp"),
            (9, 15, Kind.LMS, "hoàn thành trên LMS"),
        ]
        return [
            replace(
                model,
                title=f"{model.title} – {words}",
                kind=kind,
                period=period(first + timedelta(days=begin), first + timedelta(days=end), Precision.DAY),
                place="hệ thống LMS" if kind is Kind.LMS else model.place,
            )
            for begin, end, kind, words in days
        ]

    def _clock_only(self, sentence: Sentence, number: int) -> None:
        """Hours whose day stands in the sentence, the line or the heading before."""
        moment = sentence.moments[number]
        anchor = self._anchor(sentence.node)
        if anchor is None or anchor.moment.dates is None:
            return
        own = self._own_title(sentence, number)
        joined = replace(anchor.moment, clocks=moment.clocks, until=None)
        try:
            timed = periods_of(joined, plain(anchor.sentence), anchor.years, anchor.without)
        except NoSuchDay:
            return
        timed = [entry for entry in timed if entry.clock is not None]
        if not timed:
            return
        model = self._candidate(sentence, number) if own or not anchor.emitted else replace(anchor.emitted[0])
        if not own and self._shared(sentence, anchor, moment):
            return
        self._retract(anchor)
        if not own and anchor.emitted:
            model = replace(model, evidence=one_line(f"{anchor.sentence} {sentence.text}")[:300])
        for entry in timed:
            label = session_label(sentence.text, sentence.flat, moment, entry.clock)
            refined = _labelled(model, entry.period, label, several=not own)
            self._gathering.found.append(refined)

    def _shared(self, sentence: Sentence, anchor: Anchor, moment: Moment) -> bool:
        """Hours told once, behind a list of days, belong to each of them."""
        fellows = [a for a in self._anchors if a.node.parent is anchor.node.parent and a.emitted and not a.moment.clocks]
        if len(fellows) < 2 or anchor.node is sentence.node or sentence.node.dotted:
            return False
        for fellow in fellows:
            self._retract(fellow)
            joined = replace(fellow.moment, clocks=moment.clocks, until=None)
            timed = periods_of(joined, plain(fellow.sentence), fellow.years, fellow.without)
            model = fellow.emitted[0]
            self._gathering.found.extend(
                _labelled(model, entry.period, None, several=len(moment.clocks) > 1) for entry in timed
            )
        return True

    def _anchor(self, node: Node) -> Anchor | None:
        """The last days told in this line, over it, or by a fellow line that only tells the day."""
        family = {id(node), *(id(above) for above in node.above())}
        for anchor in reversed(self._anchors[-12:]):
            if id(anchor.node) in family:
                return anchor
            fellow = anchor.node.parent is node.parent and not anchor.moment.clocks
            if fellow and (
                anchor.node.label is Column.TIME or _PART_START.match(plain(node.text)) or node.label is Column.TIME
            ):
                return anchor
        return None

    def day_over(self, node: Node) -> str:
        """The words of the day told right above a table, whose rows then give it hours."""
        above = set(map(id, node.above()))
        for anchor in reversed(self._anchors[-3:]):
            near = id(anchor.node) in above or (
                anchor.node.parent is node.parent and node.order - anchor.node.order <= 3
            )
            dates = anchor.moment.dates
            if near and dates and not anchor.moment.clocks and dates.precision is Precision.DAY:
                self._retract(anchor)
                return anchor.sentence[dates.start : dates.end]
        return ""

    def _retract(self, anchor: Anchor) -> None:
        """Whole days give way to their hours, once."""
        if anchor.moment.clocks:
            return
        gone = {id(candidate) for candidate in anchor.emitted}
        self._gathering.found = [candidate for candidate in self._gathering.found if id(candidate) not in gone]

    # --- sentences without dates

    def _without_dates(self, node: Node, text: str, flat: str, had_tokens: bool) -> None:
        if node.label in (Column.TIME, Column.END) and node.value and undated_in(flat):
            self._undated(node, text)
        elif not had_tokens and _PART_START.match(flat) and (anchor := self._anchor(node)) is not None:
            self._part_of_day(node, text, anchor)
        elif not had_tokens and self._under_month(node):
            self._in_month(node, text)
        elif _to_be_announced(flat) and not had_tokens:
            self._undated(node, text)

    def _undated(self, node: Node, text: str) -> None:
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        title = self._around.heading(node) if node.label is not None else titles.before_date(re.split(r":|\(", text)[0])
        self._gathering.found.append(
            self._described(sentence, title or self._around.heading(node), text, deadline=False)
        )

    def _part_of_day(self, node: Node, text: str, anchor: Anchor) -> None:
        """ "Sáng: Khai mạc" under a day: something of that day, its hours unknown."""
        title = titles.after_date(re.sub(r"^\W*(?:[Bb]uổi\s+)?\w+\s*:?\s*", "", text))
        if not titles.is_telling(title) or anchor.moment.dates is None:
            return
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        model = self._described(sentence, title, text, deadline=False)
        days = periods_of(replace(anchor.moment, clocks=(), until=None), "", anchor.years)
        self._retract(anchor)
        self._gathering.found.extend(model.over(entry.period) for entry in days)

    def _under_month(self, node: Node) -> Anchor | None:
        above = node.parent
        return next((a for a in reversed(self._anchors) if a.node is above and not a.emitted), None)

    def _in_month(self, node: Node, text: str) -> None:
        anchor = self._under_month(node)
        title = titles.before_date(text)
        if anchor is None or anchor.moment.dates is None or not titles.is_telling(title) or len(title) > 300:
            return
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        try:
            days = periods_of(anchor.moment, "", anchor.years)
        except NoSuchDay:
            return
        model = self._described(sentence, title, f"{anchor.sentence} {text}", deadline=False)
        self._gathering.found.extend(model.over(entry.period) for entry in days)

    # --- the words of an activity

    def _candidate(self, sentence: Sentence, number: int) -> Candidate:
        title = self._own_title(sentence, number) or self._title_around(sentence)
        deadline = number in sentence.deadline or sentence.node.label is Column.END
        candidate = self._described(sentence, title, _segment(sentence, number, whole=True), deadline=deadline)
        moment = sentence.moments[number]
        chosen = re.search(
            r"\b(0?[1-9])\s+(?:ngay|buoi)\s*\(?\s*(?:tu\s*)?(?:ngay\s*)?$", sentence.flat[: moment.start]
        )
        span = bool(moment.dates and moment.dates.is_span)
        return replace(
            candidate, choose_days=int(chosen[1]) if chosen and span and candidate.kind is Kind.PRACTICE else None
        )

    def _own_title(self, sentence: Sentence, number: int) -> str:
        """Words of the sentence that name the activity; empty when it only tells the time."""
        node, moment = sentence.node, sentence.moments[number]
        first_before = titles.before_date(sentence.text[: sentence.moments[0].start])
        begin = sentence.moments[number - 1].end if number else 0
        leading = titles.is_telling(first_before) and not _is_time_label(first_before)
        if leading or (
            number and titles.is_telling(titles.before_date(_last_clause(sentence.text[begin : moment.start])))
        ):
            words = (
                sentence.text[begin : moment.start]
                if number == 0
                else _last_clause(sentence.text[begin : moment.start])
            )
            title = titles.before_date(words)
            if titles.is_telling(title) and not _is_time_label(title):
                return title
        following = sentence.moments[number + 1].start if number + 1 < len(sentence.moments) else len(sentence.text)
        behind = titles.after_date(sentence.text[moment.end : following])
        if node.label is Column.TIME and not re.match(r"\s*\)?\s*:", sentence.text[moment.end :]):
            return ""
        if titles.is_telling(behind) and not _only_place(sentence.text[moment.end : following]):
            return behind
        return first_before if leading else ""

    def _title_around(self, sentence: Sentence) -> str:
        if sentence.node.label is Column.END:
            return re.sub(r"^(?:Thời hạn|Hạn (?:chót|cuối)?)\s*", "", sentence.node.text.partition(":")[0]) or sentence.node.text
        own = heading_title(sentence.node)
        return own if own and titles.is_telling(own) else self._around.heading(sentence.node)

    def _described(self, sentence: Sentence, title: str, evidence: str, *, deadline: bool) -> Candidate:
        node, around = sentence.node, self._around
        here = _segment_text(sentence, evidence)
        kind, alternatives = self._kind(node, title, here, deadline=deadline)
        round_ = around.round_of(node)
        candidate = Candidate(
            title=_full_title(title, round_, around.heading(node)),
            kind=kind,
            alt_kinds=alternatives,
            period=UNKNOWN,
            evidence=one_line(evidence)[:300],
            place=self._place(node, kind, title, sentence.text, here),
            link=details.link_in(sentence.text),
            order=node.order,
            context=around.heading(node),
        )
        return self._with_people(candidate, node, here)

    def _kind(self, node: Node, title: str, here: str, *, deadline: bool) -> tuple[Kind, tuple[Kind, ...]]:
        if deadline:
            return Kind.DEADLINE, ()
        heading = " ".join(filter(None, (self._around.round_of(node), self._around.heading(node))))
        form = f"{here if says_form(here) else ''} {self._around.form(node)}".strip()
        if not says_form(form) and says_form(heading) and is_training(heading):
            form = heading
        if _is_frame(node, title):
            return Kind.MILESTONE, ()
        leaning = node.label is not None or ROUND.match(plain(title)) or _PEOPLE.match(plain(title))
        taught = is_training(title) or (is_training(heading) and leaning) or (is_training(here) and not title)
        at_an_hour = any(isinstance(token, Clock) for token in tokens_of(plain(here)))
        in_programme = at_an_hour and is_training(self._gathering.header.title)
        default = Kind.IN_PERSON if taught or in_programme or self._is_subject(title) else None
        return kind_of(title, form, self._around.room(node) if "http" in self._around.room(node) else "", default)

    def _is_subject(self, title: str) -> bool:
        header = self._gathering.header
        return title == header.subject and is_training(f"{header.title}")

    def _place(self, node: Node, kind: Kind, title: str, sentence: str, here: str) -> str | None:
        near = details.place_in(here) or details.place_in(sentence)
        if kind is Kind.DEADLINE:
            return details.hand_in_place(here) or details.hand_in_place(sentence)
        if kind is Kind.VIRTUAL:
            told = (
                f"{here} {self._around.room(node)} {self._around.form(node)} {self._around.place(node) or ''} {title}"
            )
            return details.virtual_room(told) or near or "trực tuyến"
        if kind is Kind.LMS:
            return (
                details.lms_site(here)
                if re.search(r"\blms\b|he thong", plain(f"{here} {title} {self._around.form(node)}"))
                else near
            )
        if kind is Kind.MEETING and (room := details.virtual_room(sentence)):
            return near or room
        if kind is Kind.PRACTICE:
            return near or _practice_place(f"{here} {title}")
        if kind is Kind.MILESTONE or near:
            return near
        return self._around.place(node)

    def _with_people(self, candidate: Candidate, node: Node, here: str) -> Candidate:
        taught = candidate.kind in (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)
        if candidate.kind is Kind.DEADLINE:
            return replace(candidate, audience=details.obliged_in(here), lead=self._around.lead(node))
        audience = details.audience_in(here) or details.audience_in(candidate.title)
        if audience is None and _PEOPLE.match(plain(candidate.title)):
            audience = re.sub(r"^(?:Đối với|Dành cho)\s+", "", candidate.title.split(" – ")[0])
        if audience is None and (taught or self._around.value(node, Column.AUDIENCE, far=False)):
            audience = self._around.audience(node)
        quota = details.quota_in(here) or (self._around.quota(node) if taught or node.label is not None else None)
        lead = details.lead_in(here) or self._around.lead(node, far=taught)
        return replace(candidate, audience=audience, quota=quota, lead=lead)


_PEOPLE = re.compile(r"(?:doi voi|danh cho|giao vien|can bo|cbql|gv|khoi|cac truong|cap|cum|hieu truong|to)\b")


def _full_title(title: str, round_: str | None, heading: str) -> str:
    """A round or a group of people alone is no title: it is told with its subject."""
    flat = plain(title)
    if (ROUND.match(flat) or _PEOPLE.match(flat)) and len(title) < 50 and heading and heading not in title:
        return f"{title} – {heading}"
    return f"{title} ({round_})" if round_ and round_ not in title else title


def _blanked(text: str, tokens: Sequence[Token]) -> str:
    """Dates that no longer hold are no words of a title; places in the text stay what they are."""
    for token in tokens:
        text = text[: token.start] + " " * (token.end - token.start) + text[token.end :]
    return text


def sentences_of(text: str) -> list[str]:
    """Sentences, not cut behind abbreviations; semicolons part them where both halves tell a time."""
    parts: list[str] = []
    for part in _SENTENCE.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [piece for part in parts for piece in _clauses(part) if piece.strip()]


def _clauses(text: str) -> list[str]:
    """Clauses between semicolons outside brackets, as long as each names a day of its own."""
    pieces = re.split(r";\s+(?![^()]*\))", text)
    joined = pieces[:1]
    for piece in pieces[1:]:
        if any(isinstance(token, Dates) for token in tokens_of(plain(piece))):
            joined.append(piece)
        else:
            joined[-1] = f"{joined[-1]}; {piece}"
    return joined


def session_label(text: str, flat: str, moment: Moment, clock: Clock | None) -> str | None:
    """What one of several sessions is about, or for whom: words behind its hours, else between them and what stands before."""
    if clock is None:
        return None
    fellows = sorted(moment.clocks, key=lambda other: other.start)
    after = [other.start for other in fellows if other.start >= clock.end]
    behind = re.match(r"\s*\)?\s*:\s*([^;\n]{3,160})", text[clock.end : min(after, default=len(text))])
    if behind:
        words = re.sub(
            r"[\s;,.(–-]*(?:[Bb]uổi\s+)?(?:sáng|chiều|tối|Sáng|Chiều|Tối)?(?:\s*(?:từ|lúc))?[\s(:,]*$", "", behind[1]
        )
        return titles.without_place(words.split(". ")[0]) or None
    before = [other.end for other in fellows if other.end <= clock.start]
    if moment.dates and moment.dates.end <= clock.start:
        before.append(moment.dates.end)
    if len(fellows) < 2 or not before:
        return None
    between = titles.trimmed(re.sub(r"[()]", " ", text[max(before) : clock.start]))
    return (
        between
        if between
        and len(between) < 60
        and not re.fullmatch(r"(?:buoi|ca|sang|chieu|toi|\W|\d|va|tu|nghi|giua gio)*", plain(between))
        else None
    )


def _labelled(model: Candidate, when: Period, label: str | None, *, several: bool) -> Candidate:
    if label and titles.is_telling(label) and not re.match(r"(?:to|nhom|lop|khoi)\b", plain(label)):
        kind, alternatives = kind_of(label, default=model.kind)
        kind = kind if model.kind is not Kind.DEADLINE else model.kind
        return replace(model, period=when, title=label, kind=kind, alt_kinds=alternatives or model.alt_kinds)
    if label:
        audience = f"{model.audience} {label}" if model.audience else label
        return replace(model.over(when, f" – {label}"), audience=audience)
    return model.over(when, _part_suffix(when) if several else "")


def _part_suffix(when: Period) -> str:
    hour = when.start.hour if when.start and when.is_exact else None
    if hour is None:
        return ""
    return " (sáng)" if hour < 12 else " (chiều)" if hour < 18 else " (tối)"


def _closing(when: Period) -> Period:
    """A deadline to the minute begins and ends at its minute, as one to the day does on its day."""
    return Period(when.start, when.end or when.start, when.precision)


def _segment(sentence: Sentence, number: int, *, whole: bool) -> str:
    """The clause that a moment stands in."""
    begin = sentence.moments[number - 1].end if number else 0
    end = sentence.moments[number + 1].start if number + 1 < len(sentence.moments) else len(sentence.text)
    text = sentence.text[begin:end]
    return text if whole else text.strip()


def _segment_text(sentence: Sentence, evidence: str) -> str:
    return evidence if evidence and evidence in sentence.text else sentence.text


def _last_clause(text: str) -> str:
    return re.split(r";|\.\s|,\s+(?=[A-ZĐ])|\)\s*,", text)[-1]


def _only_place(text: str) -> bool:
    return bool(re.match(r"[\s,.);:-]*(?:tai|o)\s", plain(text)))


def _is_time_label(text: str) -> bool:
    return bool(re.fullmatch(r"(?:thoi gian|thoi diem|ngay|lich|tu ngay)[\w ]{0,20}", plain(text)))


def _to_be_announced(flat: str) -> bool:
    return bool(
        re.search(r"\bthoi gian[^.;]{0,40}\b(?:thong bao|co van ban|huong dan)[^.;]{0,12}\bsau\b", flat)
    ) and is_training(flat)


def _is_frame(node: Node, title: str) -> bool:
    """The time of the programme as a whole, told under a label, is a frame and no session."""
    flat = plain(node.text)
    return (
        node.label is Column.TIME
        and bool(re.match(r"thoi gian (?:boi duong|thuc hien ke hoach|chung|toan khoa)\s*:", flat))
        and bool(re.search(r"\btu\s+thang\b.*\bden\b", flat))
        and not says_form(title)
    )


def _practice_place(text: str) -> str | None:
    found = re.search(
        r"\btại\s+((?:các\s+)?(?:trường(?: phổ thông| học)?|đơn vị(?: công tác)?|nhà trường|cơ sở(?: giáo dục)?))",
        text,
        re.I,
    )
    return found[1] if found else None
