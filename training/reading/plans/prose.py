"""Activities told in sentences, bullets and labelled lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import titles
from training.reading.plans.absences import Absence, absence_in, alone_in, is_day_off, joined_absences, meant_by
from training.reading.plans.anchors import Anchor, DayOver, of_one_day, stretch_for
from training.reading.plans.columns import Column
from training.reading.plans.dayparts import hours_of_others, part_beside, part_in, tells_hours_of_several
from training.reading.plans.describing import Describer
from training.reading.plans.draft import UNKNOWN, Candidate, Gathering
from training.reading.plans.exceptions import Exceptional, Moved, altered, apart
from training.reading.plans.findings import Anomaly, Finding
from training.reading.plans.hours_ahead import HoursAhead
from training.reading.plans.hours_told import lasting, parted, same_hours, without_references
from training.reading.plans.kinds import is_self_study
from training.reading.plans.letters import one_line, plain, without_alike
from training.reading.plans.moments import Moment, Timed, moments_of, periods_of, without_weeks_named
from training.reading.plans.outline import Node
from training.reading.plans.parallel import beside_each_other
from training.reading.plans.relative import day_of_stretch, day_words
from training.reading.plans.repeats import Repeats, on_its_days, repeated
from training.reading.plans.roles import Role, sorted_tokens
from training.reading.plans.sentences import (
    PART_START,
    Sentence,
    blanked,
    by_model,
    charge,
    closing,
    first_named,
    is_context,
    is_remark,
    is_thing_of_day,
    labelled,
    sentences_of,
    session_label,
    to_be_announced,
)
from training.reading.plans.surroundings import Surroundings
from training.reading.plans.tokens import Clock, Dates, Token, Undated
from training.reading.plans.weekly import beside, only_weekdays
from training.reading.plans.written import tokens_of, undated_in
from training.reading.plans.years import NoSuchDay, Years, days_of

_EACH_DAY = lazily(
    r"^\W*(?:thoi gian )?(?:moi|tat ca cac|cac|trong moi) ngay(?: deu)? (?:hoc|to chuc|tap huan|gom|co)\b"
)
_MONEY = lazily(r"\b(?:kinh phi|du toan|ngan sach|quyet toan thue|hoa don)\b")


class Prose:
    """Reads the paragraphs of a document in their order."""

    def __init__(self, gathering: Gathering, around: Surroundings) -> None:
        self._gathering = gathering
        self._around = around
        self._words = Describer(gathering.header, around)
        self._anchors: list[Anchor] = []
        self._ahead = HoursAhead()
        self._repeats = Repeats()
        self.moves: list[Moved] = []
        self._exceptions: list[tuple[Node, str, Years]] = []
        self._absences: list[tuple[Node, Absence]] = []

    def read(self, node: Node) -> None:
        """Add what one paragraph tells."""
        text = node.value if node.label is not None and node.value else node.text
        if _MONEY.match(plain(node.text)):
            return
        text, clauses = apart(text)
        for part in joined_absences(sentences_of(text)):
            if (absence := absence_in(part, node.order, self._years(node))) is not None:
                self._absences.append((node, absence))
            elif not self._day_of_stretch(node, part):
                self._sentence(node, part)
        self._exceptions.extend((node, clause, self._years(node)) for clause in clauses)

    def _day_of_stretch(self, node: Node, text: str) -> bool:
        """ "Ngày thứ hai: …" under three days, "Thứ Năm: …" under a week: read with its date, shown as it stands."""
        named = day_words(text)
        anchor = stretch_for(self._anchors, node) if named else None
        if named is None or anchor is None or anchor.moment.dates is None:
            return False
        begin, end, number = named
        day = day_of_stretch(anchor.moment.dates, anchor.years, number, text[begin:end])
        if day is None:
            return False
        begun = len(self._gathering.found)
        self._sentence(node, f"{text[:begin]}Ngày {day:%d/%m/%Y}{text[end:]}")
        told = self._gathering.found[begun:]
        for candidate in told:
            candidate.evidence = one_line(text)[:300]
        if told:
            self._retract(anchor)
        return True

    def absences(self) -> list[Absence]:
        """Days off of series; what else a sentence about no day of any series tells is read as any other."""
        told = list(self._gathering.found)
        series = [absence for _, absence in self._absences if meant_by(absence, told)]
        for node, absence in self._absences:
            if absence not in series and not is_day_off(absence):
                self._sentence(node, alone_in(absence))
        return series

    def exceptions(self) -> list[Exceptional]:
        """What holds for one day of a series alone; a clause about no day of any series is read as a sentence."""
        alone = []
        for node, clause, years in self._exceptions:
            if altered(self._gathering.found, clause, years) is None:
                self._sentence(node, clause)
            else:
                alone.append(Exceptional(node.order, clause, years))
        return alone

    def _sentence(self, node: Node, text: str) -> None:
        flat = plain(text)
        timed_label = node.label in (Column.TIME, Column.END)
        tokens = tokens_of(flat, cell=timed_label)
        sorted_ = sorted_tokens(without_alike(text), tokens, notice_of_change=self._gathering.header.is_change)
        live = [entry.token for entry in sorted_ if entry.role in (Role.ACTIVITY, Role.DEADLINE)]
        live = parted(flat, without_weeks_named(flat, live), tokens)
        live = [token for token in live if not isinstance(token, Undated)] or (live if timed_label else [])
        if off := self.excepted([entry.token for entry in sorted_ if entry.role is Role.SUPERSEDED]):
            self.moves.append(Moved(node.order, flat, off))
        if node.label is Column.NOTE:  # remarks announce nothing but what has to be handed in
            told = {entry.role for entry in sorted_} & {Role.DEADLINE, Role.SUPERSEDED}
            live = live if (told or is_self_study(text)) and len(live) <= 2 else []
            if not live:
                return
        self._learn_years([entry.token for entry in sorted_ if entry.role is not Role.CITED])
        if not live:
            self._without_dates(node, text, flat, bool(tokens))
            return
        moments = moments_of(flat, live)
        late = {entry.token.start for entry in sorted_ if entry.role is Role.DEADLINE}
        deadline = frozenset(
            number for number, moment in enumerate(moments) if any(moment.start <= start < moment.end for start in late)
        )
        without = self.excepted([entry.token for entry in sorted_ if entry.role is Role.EXCEPTED])
        dead = [entry.token for entry in sorted_ if entry.role not in (Role.ACTIVITY, Role.DEADLINE)]
        text = without_references(blanked(text, dead), flat)
        self._moments(Sentence(node, text, flat, tuple(moments), deadline, without))

    def _learn_years(self, tokens: Sequence[object]) -> None:
        dated = [pair[1] for token in tokens if isinstance(token, Dates) for pair in token.pairs if pair[1].year]
        if dated:
            self._gathering.remember_year(self._gathering.years, dated[-1].month, dated[-1].year)

    def excepted(self, tokens: Sequence[Token]) -> frozenset[date]:
        """The days that dates of a text leave out."""
        return frozenset(
            day for token in tokens if isinstance(token, Dates) for day in days_of(token, self._gathering.years)
        )

    # --- sentences with dates or clocks

    def _moments(self, sentence: Sentence) -> None:
        if is_context(sentence):
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

    def _years(self, node: Node) -> Years:
        """Months over a list give their year to the days below."""
        for above in node.above():
            for token in tokens_of(plain(above.text)):
                if isinstance(token, Dates) and token.precision is Precision.MONTH and len(above.text) < 60:
                    first = token.pairs[0][0]
                    return self._gathering.years.under(first.year, first.month or 1)
        return self._gathering.years

    def _dated(self, sentence: Sentence, number: int) -> None:
        node, moment, years = sentence.node, sentence.moments[number], self._years(sentence.node)
        model = self._words.candidate(sentence, number)
        flat = f"{sentence.flat}, {(repeat := self._repeats.over(node, sentence.flat, moment, model.kind))}"
        try:
            timed = periods_of(moment, flat, years, sentence.without)
        except NoSuchDay as impossible:
            self._impossible(model, sentence.text[moment.start : moment.end], str(impossible))
            return
        if not timed:
            self._gathering.found.append(replace(model, period=UNKNOWN))
            return
        if number not in sentence.deadline and self._around.is_looking_back(node, sentence.flat, timed[-1].period):
            return
        if clocks := self._hours_elsewhere(model, sentence, number):
            moment = replace(moment, clocks=tuple(clocks))
            hourly = periods_of(moment, flat, years, sentence.without)
            emitted = [labelled(model, one.period, None, several=len(clocks) > 1) for one in hourly]
            self._gathering.found.extend(emitted)
            self._anchors.append(Anchor(node, sentence.text, moment, years, sentence.without, emitted, repeat))
            return
        emitted = self._emit(model, moment, timed, sentence)
        if number not in sentence.deadline:
            self._anchors.append(Anchor(node, sentence.text, moment, years, sentence.without, emitted, repeat))

    def _hours_elsewhere(self, model: Candidate, sentence: Sentence, number: int) -> Sequence[Clock]:
        """The hours of a day without any: those of all that follows a line, or of another session it points to."""
        moment = sentence.moments[number]
        if moment.clocks or number in sentence.deadline:
            return ()
        told = [(plain(anchor.sentence), anchor.moment.clocks) for anchor in self._anchors]
        if hours := same_hours(sentence.flat, told):
            return hours
        taught = model.kind in (Kind.IN_PERSON, Kind.VIRTUAL)
        return self._ahead.over(sentence.node, sentence.flat, moment) if taught else ()

    def _impossible(self, model: Candidate, written: str, day: str) -> None:
        self._gathering.anomalies.append(Anomaly(Finding.IMPOSSIBLE_DATE, model.evidence or written, day))
        self._gathering.found.append(replace(model, period=UNKNOWN))

    def _emit(self, model: Candidate, moment: Moment, timed: Sequence[Timed], sentence: Sentence) -> list[Candidate]:
        emitted = by_model(model, timed, sentence.flat)
        if not emitted:
            for entry in timed:
                if not moment.clocks:
                    model = replace(model, part=part_beside(sentence.text, moment.start, moment.end))
                label = session_label(sentence.text, sentence.flat, moment, entry.clock)
                emitted.append(labelled(model, entry.period, label, several=len(moment.clocks) > 1))
        if model.kind is Kind.DEADLINE:
            emitted = [replace(one, period=closing(one.period)) for one in emitted]
        else:
            emitted = [replace(one, period=lasting(one.period, sentence.flat)) for one in emitted]
            emitted = beside_each_other(emitted, sentence.text) if len(sentence.moments) == 1 else emitted
        self._gathering.found.extend(emitted)
        return emitted

    def _clock_only(self, sentence: Sentence, number: int) -> None:
        """Hours whose day stands in the sentence, the line or the heading before."""
        moment = sentence.moments[number]
        if hours_of_others(sentence.flat, moment.clocks, parts_told=any(one.part for one in self._gathering.found)):
            return
        open_days = [a for a in self._anchors if a.emitted and not a.moment.clocks and not a.is_self_study]
        if len(open_days) > 1 and tells_hours_of_several(sentence.text):
            return  # given to all at the end
        same_day = re.search(r"\bcung ngay\b", sentence.flat) and self._anchors
        anchor = self._anchors[-1] if same_day else self._anchor(sentence.node, sentence.text)
        if anchor is None or anchor.moment.dates is None:
            self._ahead.note(sentence.node, sentence.flat, moment)
            return
        own = "" if _EACH_DAY.search(sentence.flat) else self._words.own_title(sentence, number)
        flat, dates = beside(sentence.flat, anchor.moment.dates, anchor.flat)
        joined = replace(anchor.moment, dates=dates, clocks=moment.clocks, until=None)
        try:
            timed = periods_of(joined, flat, anchor.years, anchor.without)
        except NoSuchDay:
            return
        timed = [entry for entry in timed if entry.clock is not None]
        if not timed:
            return
        model = self._words.candidate(sentence, number) if own or not anchor.emitted else replace(anchor.emitted[0])
        if not own and self._shared(sentence, anchor, moment):
            return
        self._retract(anchor)
        if not own and anchor.emitted:
            model = replace(model, evidence=one_line(f"{anchor.sentence} {sentence.text}")[:300])
        for entry in timed:
            label = session_label(sentence.text, sentence.flat, moment, entry.clock)
            refined = [labelled(model, entry.period, label, several=not own)]
            refined = beside_each_other(refined, sentence.text) if len(sentence.moments) == 1 else refined
            self._gathering.found.extend(refined)

    def _shared(self, sentence: Sentence, anchor: Anchor, moment: Moment) -> bool:
        """Hours told once, behind a list of days, belong to each of them."""
        fellows = [
            a for a in self._anchors if a.node.parent is anchor.node.parent and a.emitted and not a.moment.clocks
        ]
        fellows = [a for a in fellows if not a.is_self_study]
        if len(fellows) < 2 or anchor.node is sentence.node or sentence.node.dotted:
            return False
        for fellow in fellows:
            self._retract(fellow)
            joined = replace(fellow.moment, clocks=moment.clocks, until=None)
            timed = periods_of(joined, plain(fellow.sentence), fellow.years, fellow.without)
            model = fellow.emitted[0]
            self._gathering.found.extend(
                labelled(model, entry.period, None, several=len(moment.clocks) > 1) for entry in timed
            )
        return True

    def _anchor(self, node: Node, sentence: str = "") -> Anchor | None:
        """The last days told in this line, over it, or by a fellow line that only tells the day."""
        family = {id(node), *(id(above) for above in node.above())}
        for anchor in reversed(self._anchors[-12:]):
            if anchor.is_self_study and anchor.sentence != sentence:
                continue  # hours told elsewhere are those of lessons
            if id(anchor.node) in family:
                return anchor
            fellow = anchor.node.parent is node.parent and not anchor.moment.clocks
            if fellow and (
                anchor.node.label is Column.TIME or PART_START.match(plain(node.text)) or node.label is Column.TIME
            ):
                return anchor
        return None

    def day_over(self, node: Node) -> DayOver | None:
        """The day told above a table, whose rows then give it hours: right above it, or the only one before it."""
        above = set(map(id, node.above()))
        for anchor in reversed(self._anchors[-3:]):
            near = id(anchor.node) in above or (
                anchor.node.parent is node.parent and (node.order - anchor.node.order <= 3 or len(self._anchors) == 1)
            )
            if near and not anchor.moment.clocks and anchor.is_of_days:
                self._retract(anchor)
                return anchor.day_told()
        for anchor in (told := of_one_day(self._anchors)):
            self._retract(anchor, whole=True)
        return max(told, key=lambda anchor: any(one.place for one in anchor.emitted)).day_told() if told else None

    def _retract(self, anchor: Anchor, *, whole: bool = False) -> None:
        """Whole days give way to their hours, once; whole: so does the frame of a programme, from its first hour."""
        if anchor.moment.clocks and not (whole and anchor.is_frame):
            return
        self._gathering.found = [one for one in self._gathering.found if one not in anchor.emitted]

    # --- sentences without dates

    def _without_dates(self, node: Node, text: str, flat: str, had_tokens: bool) -> None:
        if not had_tokens and only_weekdays(flat):
            self._on_weekdays(node, text, flat)
        elif node.label in (Column.TIME, Column.END) and node.value and undated_in(flat):
            self._undated(node, text)
        elif not had_tokens and PART_START.match(flat) and (anchor := self._anchor(node)) is not None:
            self._part_of_day(node, text, anchor)
        elif not had_tokens and is_remark(node, text):
            charge(self._gathering.found, node, text)
        elif not had_tokens and self._under_month(node):
            self._in_month(node, text)
        elif to_be_announced(flat, plain(node.text)):
            self._undated(node, text)

    def _on_weekdays(self, node: Node, text: str, flat: str) -> None:
        """Weekdays alone are those of the stretch told before them, else of the stretches that follow."""
        anchor = self._anchor(node, text)
        timed = repeated(anchor, flat) if anchor else []
        if anchor is None or not timed:
            self._repeats.note(node, flat)
            return
        self._gathering.found = [one for one in self._gathering.found if one not in anchor.emitted]
        anchor.emitted = on_its_days(anchor, timed)
        self._gathering.found.extend(anchor.emitted)

    def _undated(self, node: Node, text: str) -> None:
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        title = self._around.heading(node) if node.label is not None else titles.before_date(re.split(r":|\(", text)[0])
        if node.label is None and (not titles.is_telling(title) or sentence.flat.startswith("thoi gian")):
            title = first_named(node)
        self._gathering.found.append(
            self._words.described(sentence, title or self._around.heading(node), text, deadline=False)
        )

    def _part_of_day(self, node: Node, text: str, anchor: Anchor) -> None:
        """ "Sáng: Khai mạc" under a day: something of that day, its hours unknown."""
        title = titles.after_date(re.sub(r"^\W*(?:[Bb]uổi\s+)?\w+\s*:?\s*", "", text))
        if titles.is_free(title) or not titles.is_telling(title) or anchor.moment.dates is None:
            return
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        model = self._words.described(sentence, title, text, deadline=False)
        model = replace(model, part=part_in(sentence.flat[:12]))
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
        if titles.is_free(title) or (anchor.node.of_day and not is_thing_of_day(node, text)):
            return
        sentence = Sentence(node, text, plain(text), (), frozenset(), frozenset())
        try:
            days = periods_of(anchor.moment, "", anchor.years)
        except NoSuchDay:
            return
        model = self._words.described(sentence, title, f"{anchor.sentence} {text}", deadline=False)
        self._gathering.found.extend(model.over(entry.period) for entry in days)
