"""The words of an activity told in a sentence: its name, kind, place and people."""

from __future__ import annotations

import re
from dataclasses import replace

from training.plan import Kind
from training.reading.lazily import lazily
from training.reading.plans import details, duties, quotas, titles
from training.reading.plans.columns import Column
from training.reading.plans.draft import UNKNOWN, Candidate
from training.reading.plans.header import Header
from training.reading.plans.kinds import is_named_school, is_own_school, is_training, kind_of, practice_place, says_form
from training.reading.plans.letters import one_line, plain
from training.reading.plans.moments import days_to_choose
from training.reading.plans.outline import Node
from training.reading.plans.sentences import Sentence, segment
from training.reading.plans.surroundings import ROUND, Surroundings, heading_title
from training.reading.plans.tokens import Clock
from training.reading.plans.written import tokens_of

_PEOPLE = lazily(
    r"(?:doi voi|danh cho|giao vien|can bo|cbql|gv|khoi|khu vuc|"
    r"cac (?:truong|tinh|huyen|xa|so|phong|don vi)|cap(?= (?:hoc|tieu|thcs|thpt|mam|mn|th|truong|\d|"
    r"i))|cum|hieu truong|to(?! (?:chuc|ng)))\b"
)


_NAMED = lazily(r"(?:chuyen de|mo ?-?dun|bai)\s*\d+\s*[.:]\s*\w+ \w+")  # "Chuyên đề 3. Tâm lý học sinh"
_PART_OF_DAY = lazily(r"\b(?:sang|chieu|toi)\s+(?:ngay\s+)?(?:thu \w+\W+)?(?:ngay\s+)?\d{1,2}\s?[/.-]\s?\d")
_SUBJECT_CLASS = lazily(r"Lớp\s+(môn\s+[A-ZĐÀ-Ỹ][^():–]{2,60})")
_NO_PEOPLE = lazily(
    r"\s+(?:\(|(?:được )?(?:tập huấn|bồi dưỡng|học|tham gia|tham dự|dự|mở|tổ chức|xem|làm|họp|giải đáp)\b)"
)
_OF_COURSE = lazily(r"\W*(?:kiem tra (?:dau|cuoi)|thi cuoi|khai giang|be giang|le (?:khai|be) giang)\b")

_LEARNERS_DUTY = lazily(
    r"\bdang k[yi]\b|\b(?:nop|nhan) ho so\b|\bnop\b[^.;]{0,20}"
    r"\b(?:bai (?:thu hoach|tap|kiem tra|cuoi khoa)|de tai|tieu luan)\b"
)
_MEETS = lazily(r"to (?:sinh hoat|hop|tap huan|hoc)\b")  # "Tổ sinh hoạt các ngày thứ Sáu" names nobody
_PERSON = lazily(r"(?:to truong|to pho|nhom truong|lop truong|giang vien|giao vien|don vi dang cai|nha truong$)\b")
_OWN_CHOICE = lazily(r"\btu (?:chon|sap xep|bo tri)\b")
_EACH_CHOOSES = lazily(
    r"\b(?:moi|tung|cac)\s+(?:truong|don vi|co so|giao vien|hoc vien|to|nhom|lop)\b[^.;\d]{0,25}"
    r"\b(?:chon|tu (?:dang k[yi]|sap xep|bo tri|lua chon))\b"
)


_AS_IT_WAS = lazily(r"\W*(?:thu \w+\W+)?(?:van )?(?:giu nguyen|nhu cu|khong (?:thay )?doi)\b")


class Describer:
    """Fills in what a sentence and the lines around it say of an activity."""

    def __init__(self, header: Header, around: Surroundings) -> None:
        self._header = header
        self._around = around

    def candidate(self, sentence: Sentence, number: int) -> Candidate:
        """The activity of one moment of a sentence, its time still open."""
        title = self.own_title(sentence, number) or self._title_around(sentence)
        if number and ROUND.match(plain(title)):
            title = self._with_duty(sentence, title)
        deadline = number in sentence.deadline or sentence.node.label is Column.END
        candidate = self.described(sentence, title, segment(sentence, number), deadline=deadline)
        moment = sentence.moments[number]
        if candidate.kind is Kind.PRACTICE and moment.clocks and is_named_school(candidate.place):
            candidate = replace(candidate, kind=Kind.IN_PERSON)  # with others, at an hour
        span = bool(moment.dates and moment.dates.is_span)
        chosen = days_to_choose(sentence.flat, moment.start) if span else None
        own = is_own_school(sentence.flat) or _OWN_CHOICE.search(sentence.flat)
        left = (span and _EACH_CHOOSES.search(sentence.flat)) or (chosen and own)
        if left and candidate.kind in (Kind.IN_PERSON, Kind.MILESTONE):
            kind, place = Kind.PRACTICE, self._place(sentence.node, Kind.PRACTICE, title, sentence.text, sentence.text)
            candidate = replace(candidate, kind=kind, alt_kinds=(), place=place)
        return replace(candidate, choose_days=chosen if candidate.kind is Kind.PRACTICE else None)

    def _with_duty(self, sentence: Sentence, title: str) -> str:
        """ "Nộp bài: đợt 1 ngày …, đợt 2 ngày …": each round is told with what is handed in."""
        duty = self.own_title(sentence, 0)
        return f"{duty} – {title}" if kind_of(duty)[0] is Kind.DEADLINE else title

    def own_title(self, sentence: Sentence, number: int) -> str:
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
            purpose = re.match(r"[\s),]*để\s+([^.;]{8,160})", sentence.text[moment.end :])
            if purpose and re.fullmatch(r"[^:]*\bchon(?: \d+ \w+)?", plain(title)):
                return purpose[1].strip()  # "mỗi trường chọn 01 ngày … để tổ chức tiết dạy"
            if titles.is_telling(title) and not _is_time_label(title) and not _only_place(title):
                return title
        following = sentence.moments[number + 1].start if number + 1 < len(sentence.moments) else len(sentence.text)
        behind = titles.after_date(sentence.text[moment.end : following])
        if node.label is Column.TIME and not re.match(r"\s*\)?\s*:", sentence.text[moment.end :]):
            return ""
        if (
            titles.is_telling(behind)
            and not _AS_IT_WAS.match(plain(behind))
            and not _only_place(sentence.text[moment.end : following])
        ):
            return behind
        return first_before if leading else ""

    def _title_around(self, sentence: Sentence) -> str:
        if sentence.node.label is Column.END:
            return (
                re.sub(r"^(?:Thời hạn|Hạn (?:chót|cuối)?)\s*", "", sentence.node.text.partition(":")[0])
                or sentence.node.text
            )
        own = heading_title(sentence.node)
        return own if own and titles.is_telling(own) else self._around.heading(sentence.node)

    def described(self, sentence: Sentence, title: str, evidence: str, *, deadline: bool) -> Candidate:
        """The activity of a title, its time still open; evidence is the part of the sentence that tells of it."""
        node, around = sentence.node, self._around
        here = _segment_text(sentence, evidence)
        kind, alternatives = self._kind(node, title, here, deadline=deadline)
        if kind is Kind.VIRTUAL and self._meets_in_a_room(node, title, here):
            kind, alternatives = Kind.IN_PERSON, ()
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
        form = here if says_form(here) else self._around.form(node)
        if not says_form(form) and says_form(heading) and is_training(heading):
            form = heading
        if _is_frame(node, title):
            return Kind.MILESTONE, ()
        leaning = node.label is not None or ROUND.match(plain(title)) or _PEOPLE.match(plain(title))
        taught = is_training(title) or (is_training(heading) and leaning) or (is_training(here) and not title)
        tokens = tokens_of(plain(here))
        at_an_hour = any(isinstance(token, Clock) for token in tokens) or bool(_PART_OF_DAY.search(plain(here)))
        of_day = any(above.of_day for above in node.above())
        in_programme = (at_an_hour or of_day) and is_training(self._header.title)
        default = Kind.IN_PERSON if taught or in_programme or self._is_subject(title) else None
        linked = self._around.linked(node) if "http" in self._around.linked(node) else ""
        kind, alternatives = kind_of(title, form, linked, default)
        if kind is Kind.IN_PERSON and self._around.is_online() and not says_form(f"{title} {form}"):
            near = details.place_in(here) or _place_behind(here) or self._around.place(node) or ""
            kind = kind if details.is_building(near) else Kind.VIRTUAL
        return kind, alternatives

    def _meets_in_a_room(self, node: Node, title: str, here: str) -> bool:
        """A room told with the record outweighs a subject of the whole that speaks of "trực tuyến"."""
        told = f"{here} {self._around.form(node)} {self._around.linked(node)}"
        if title not in (self._header.subject, self._around.heading(node)) or says_form(told):
            return False
        place = self._around.bare_place(node) or self._around.value(node, Column.PLACE, far=False)
        return place is not None and details.names_place(place)

    def _is_subject(self, title: str) -> bool:
        header = self._header
        return title == header.subject and is_training(f"{header.title}")

    def _place(self, node: Node, kind: Kind, title: str, sentence: str, here: str) -> str | None:
        near = details.place_in(here) or details.place_in(sentence) or _place_behind(here)
        if kind is Kind.DEADLINE:
            handed = details.hand_in_place(here) or details.hand_in_place(sentence) or duties.receiver_in(here)
            office = None if handed and _PERSON.match(plain(handed)) else handed
            return office or near or details.site_in(here)
        if kind is Kind.VIRTUAL:
            told = (
                f"{here} {self._around.room(node)} {self._around.form(node)} {self._around.place(node) or ''} {title}"
            )
            return details.virtual_room(told) or near or "trực tuyến"
        if kind is Kind.LMS:
            site = details.lms_site(here)
            return (
                (self._around.lms() or site if site == "hệ thống LMS" else site)
                if re.search(r"\blms\b|he thong", plain(f"{here} {title} {self._around.form(node)}"))
                else details.site_named(here) or near
            )
        if kind is Kind.MEETING and (room := details.virtual_room(sentence)):
            return near or room
        if kind is Kind.PRACTICE:
            return near or practice_place(f"{here} {title}")
        if kind is Kind.MILESTONE or near:
            return near
        near = near or self._around.place(node) or details.place_in(self._around.form(node))
        return near or (self._around.place_of_all(node) if tokens_of(plain(here)) else None)

    def _with_people(self, candidate: Candidate, node: Node, here: str) -> Candidate:
        taught = candidate.kind in (Kind.IN_PERSON, Kind.VIRTUAL, Kind.LMS, Kind.PRACTICE)
        taught = taught or bool(_OF_COURSE.match(plain(candidate.title)))
        if candidate.kind is Kind.DEADLINE:
            return self._with_duty_of(candidate, node, here)
        own = self._own_people(candidate, node, here)
        audience = own
        if audience is None and (taught or self._around.value(node, Column.AUDIENCE, far=False)):
            audience = self._around.audience(node)
        if audience is None and taught:
            audience = details.trained_in(candidate.title) or self._around.addressed()
        quota = quotas.quota_in(here) or (self._around.quota(node) if taught or node.label is not None else None)
        lead = details.lead_in(here) or self._around.lead(node)
        if candidate.kind is Kind.MILESTONE and (office := duties.carried_out_by(candidate.title)):
            audience, lead = None, office
        round_ = self._around.round_of(node) or node.text[:40]
        return replace(candidate, audience=audience, quota=quota, lead=lead, group=round_, inherited=own is None)

    def _own_people(self, candidate: Candidate, node: Node, here: str) -> str | None:
        """For whom it is, in the words of the line itself."""
        audience = details.audience_in(here)
        title = candidate.title.split(" – ")[0]
        if audience is None and candidate.kind is Kind.PRACTICE:
            audience = duties.obliged_in(here)
        if audience is None and (subject := _SUBJECT_CLASS.match(candidate.title)):
            audience = subject[1].strip(" ,")
        if audience is None and plain(title[:30]) in plain(node.text):
            audience = details.audience_in(title)
        if audience is None and _PEOPLE.match(plain(candidate.title)):
            audience = duties.obliged_in(title)
            audience = audience or _NO_PEOPLE.split(re.sub(r"^(?:Đối với|Dành cho)\s+", "", title))[0]
            audience = None if _MEETS.match(plain(audience)) else audience
        if audience is None and (trained := details.trained_in(title)) and trained in node.text:
            audience = trained
        return audience

    def _with_duty_of(self, candidate: Candidate, node: Node, here: str) -> Candidate:
        """Who has to hand something in; in charge is who receives it, else who leads the whole."""
        obliged = duties.obliged_in(here) or duties.subject_over(node) or _beginning(node.text, here)
        obliged = obliged or self._unnamed_duty_of(node, plain(here))
        receiver = duties.receiver_in(here) or duties.receiver_in(node.text)
        if receiver and len(receiver.split()) == 1:  # "Sở", "trường": which one only the letterhead tells
            issuer = self._header.issuer or ""
            receiver = issuer if issuer.lower().startswith(receiver.lower()) else None
        if obliged and re.fullmatch(r"(?:ban giam hieu|bgh)", plain(obliged)):
            return replace(candidate, audience=None, lead=obliged)  # the school itself, to an office above it
        return replace(candidate, audience=obliged, lead=receiver or self._around.lead(node))

    def _unnamed_duty_of(self, node: Node, flat: str) -> str | None:
        """Learners register and hand in what they have made; a letter asks those it is written to for their lists."""
        if _LEARNERS_DUTY.search(flat):
            return self._around.audience(node)
        return self._around.receivers() if re.search(r"\bdanh sach\b", flat) else None


def _beginning(line: str, here: str) -> str | None:
    """Whom the first sentence of a line begins with, where this clause is part of that sentence."""
    first = re.split(r"(?<=[^\W\d]{2})\.\s", line)[0]
    return duties.begins_with(first) if here.strip(" .;")[:60] in first else None


def _place_behind(here: str) -> str | None:
    tokens = tokens_of(plain(here))
    return details.place_behind(here[tokens[-1].end :]) or details.room_in_bracket(here) if tokens else None


def _full_title(title: str, round_: str | None, heading: str) -> str:
    """A round or a group of people alone is no title: it is told with its subject."""
    flat = plain(title)
    bare = re.sub(r"\s*\([^()]*\)", "", title)
    if (
        (ROUND.match(flat) or _PEOPLE.match(flat))
        and not _NAMED.match(flat)
        and (len(title) < 50 or len(bare) < 20)
        and heading
        and heading not in title
    ):
        return f"{title} – {heading}"
    return f"{title} ({round_})" if round_ and round_ not in title else title


def _segment_text(sentence: Sentence, evidence: str) -> str:
    return evidence if evidence and evidence in sentence.text else sentence.text


def _last_clause(text: str) -> str:
    return re.split(r";|\.\s|,\s+(?=[A-ZĐ])|\)\s*,", text)[-1]


def _only_place(text: str) -> bool:
    return bool(re.match(r"[\s,.);:-]*(?:tai|o)\s", plain(text)))


def _is_time_label(text: str) -> bool:
    flat = plain(text)
    label = re.fullmatch(r"(?:thoi gian|thoi diem|ngay|lich|tu ngay)[\w ]{0,20}", flat)
    return bool(label or _PLANNED.fullmatch(flat))


_PLANNED = lazily(
    r"(?:(?:thoi gian|thoi diem|lich|ngay)\s+)"
    r"(?:(?:tap huan|hoc|boi duong|to chuc|mo lop|lop|khoa|du kien|da thong bao|tu|ngay|den|neu|duoc|nay|tren)\s*)+"
)


def _is_frame(node: Node, title: str) -> bool:
    """The time of the programme as a whole, told under a label, is a frame and no session."""
    flat = plain(node.text)
    return (
        node.label is Column.TIME
        and bool(re.match(r"thoi gian (?:boi duong|thuc hien ke hoach|chung|toan khoa)\s*:", flat))
        and bool(re.search(r"\btu\s+thang\b.*\bden\b", flat))
        and not says_form(title)
    )
