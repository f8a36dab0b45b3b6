"""What does not fit in a document, each finding with the two places that disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans import likeness
from training.reading.plans.blocks import Block, Paragraph
from training.reading.plans.draft import Candidate
from training.reading.plans.findings import Anomaly, Finding, Question
from training.reading.plans.header import Header
from training.reading.plans.letters import plain
from training.reading.plans.sums import counts, lessons, sums, table_sums
from training.reading.plans.themes import programmes
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of
from training.reading.plans.years import NoSuchDay, Years, resolved

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def document_findings(blocks: Sequence[Block], header: Header, candidates: Sequence[Candidate]) -> list[Anomaly]:
    """All contradictions that can be told from the whole document."""
    lines = _lines(blocks)
    return [
        *([] if _parent(header, lines) else _missing_in_header(header)),
        *_same_number(header, lines),
        *_ends_before_start(candidates),
        *_weekdays(lines, header.years()),
        *_before_issue(header, candidates),
        *_reviews(candidates),
        *_deadlines(candidates),
        *_told_apart(candidates),
        *sums(lines),
        *lessons(lines),
        *table_sums(blocks, lines),
        *counts(lines),
        *_appendices(lines),
        *programmes(blocks, header.subject or header.title),
        *_parent_paper(header, lines),
        *_cited_twice(lines),
        *_leads_as_partners(lines),
        *_outside_year(header, candidates),
    ]


def _quoted(candidate: Candidate) -> str:
    """Where it was read: its name and the words of the time, unless these hold the name."""
    known = plain(candidate.title.split(" – ")[0]) in plain(candidate.evidence)
    return candidate.evidence if known else f"{candidate.title}: {candidate.evidence}"


def questions_of(
    blocks: Sequence[Block], header: Header, candidates: Sequence[Candidate], anomalies: Sequence[Anomaly]
) -> tuple[Question, ...]:
    """What the organizer has to answer before the plan can be used."""
    questions = [Question(code, code.value) for code, missing in _missing(header) if missing]
    questions += [
        Question(code, candidate.title, number)
        for number, candidate in enumerate(candidates)
        if (code := _unsettled(candidate))
    ]
    quoted = {_quoted(candidate): number for number, candidate in reversed(list(enumerate(candidates)))}
    for anomaly in anomalies:
        if anomaly.code in (Finding.TWO_DEADLINES, Finding.TWO_DATES) and anomaly.first in quoted:
            pair = quoted[anomaly.first], quoted.get(anomaly.second or "")
            questions.append(Question(anomaly.code, anomaly.first, *pair, second=anomaly.second))
        elif anomaly.code in (Finding.ATTACHMENT_MISSING, Finding.APPENDIX_GAP, Finding.OTHER_PROGRAMME):
            questions.append(Question(anomaly.code, anomaly.first, second=anomaly.second))
    questions += _weekday_questions(_lines(blocks), header.years(), candidates)
    return tuple(dict.fromkeys(questions))


def _unsettled(candidate: Candidate) -> Finding | None:
    """What is open about the time of an activity."""
    if candidate.choose_days:
        return Finding.CHOOSE_DAY
    if candidate.period.precision is Precision.TBD:
        return Finding.NO_TIME
    return Finding.END_BEFORE_START if candidate.period.contradicts_itself else None


def _weekday_questions(lines: Sequence[str], years: Years, candidates: Sequence[Candidate]) -> Iterator[Question]:
    """Each with the first activity on the day, and the nearest day that is such a weekday."""
    for words, day, said in _wrong_weekdays(lines, years):
        gap = (said - day.weekday() + 3) % 7 - 3
        on_it = (number for number, one in enumerate(candidates) if day in (one.period.first_day, one.period.last_day))
        yield Question(
            Finding.WEEKDAY, words, next(on_it, None), second=_WEEKDAYS[day.weekday()], day=day + timedelta(days=gap)
        )


def _missing(header: Header) -> tuple[tuple[Finding, bool], ...]:
    return (Finding.NUMBER_MISSING, header.number is None), (Finding.ISSUED_MISSING, header.issued is None)


def _lines(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(_row_line(row) for row in block.rows)
    return lines


def _row_line(row: Sequence[str]) -> str:
    """Cells apart, so that no figure of one becomes a day of the next; a weekday alone belongs to its date."""
    line = " | ".join(dict.fromkeys(cell for cell in row if cell)).replace("\n", " ")
    return re.sub(r"((?:^|\| )(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy|[2-7])|Chủ nhật)) \| (?=(?:[Nn]gày )?\d)", r"\1 ", line)


def _missing_in_header(header: Header) -> list[Anomaly]:
    return [Anomaly(code, code.value) for code, missing in _missing(header) if missing]


def _same_number(header: Header, lines: Sequence[str]) -> Iterator[Anomaly]:
    if header.number is None:
        return
    figures = header.number.split("/")[0]
    for line in lines:
        same = re.search(rf"\b(?:Kế hoạch|Quyết định|Công văn)\s+(?:số\s*)?:?\s*0*{figures}\s*/\s*[\w-]+", line)
        if same and "kèm theo" not in line.lower() and likeness.ratio(_letters(same[0]), _letters(header.number)) < 75:
            yield Anomaly(Finding.SAME_NUMBER, header.number, same[0])
            return


def _letters(number: str) -> str:
    return number.partition("/")[2].lower()


def _ends_before_start(candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    for candidate in candidates:
        if candidate.period.contradicts_itself:
            start, end = candidate.period.iso()
            yield Anomaly(Finding.END_BEFORE_START, _quoted(candidate), f"{start} – {end}")


def _weekdays(lines: Sequence[str], years: Years) -> Iterator[Anomaly]:
    for words, day, _ in _wrong_weekdays(lines, years):
        yield Anomaly(Finding.WEEKDAY, words, _WEEKDAYS[day.weekday()])


def _wrong_weekdays(lines: Sequence[str], years: Years) -> Iterator[tuple[str, date, int]]:
    """(the words, the day, the weekday said with it: 0 for Monday)."""
    for line in lines:
        flat = plain(line)
        for token in tokens_of(flat):
            if not isinstance(token, Dates) or re.match(r"\W*ngay thu \w+\s*[:(–-]", flat) or _of_several(flat, token):
                continue
            for number, said in token.weekdays:
                day = _day_of(token, number, years)
                if day is not None and day.weekday() != said:
                    yield line[max(0, token.start - 20) : token.end + 14].strip(" ,.;"), day, said


_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn)"
_SEVERAL = lazily(rf"\b{_WEEKDAY}\s*(?:,|va|&|-|/|hoac)\s*{_WEEKDAY}\W*(?:(?:cac )?ngay\W*)?$")


def _of_several(flat: str, token: Dates) -> bool:
    """ "Thứ Bảy, Chủ nhật 11, 12, 18, 19/5": which of the weekdays a day is, the words do not say."""
    figures = re.search(r"\d{1,2}(?:\s*[,/.]|\s*$|\s*-|\s+va|\s+thang)", flat[token.start : token.end])
    first = token.start + figures.start() if figures else token.start
    return bool(_SEVERAL.search(flat[max(0, token.start - 40) : first]))


def _day_of(token: Dates, number: int, years: Years) -> date | None:
    try:
        found = resolved(*token.pairs[number], years)
    except NoSuchDay:
        return None
    return found[0] if found else None


def _before_issue(header: Header, candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    if header.issued is None:
        return
    for candidate in candidates:
        first, last = candidate.period.first_day, candidate.period.last_day
        early = first is not None and (last or first) < header.issued
        retroactive = (
            first is not None and (header.issued - first).days > 90 and not candidate.period.contradicts_itself
        )
        if early or retroactive:
            yield Anomaly(Finding.BEFORE_ISSUED, _quoted(candidate), header.issued.strftime("%d/%m/%Y"))


def _reviews(candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    """A review of one year that is dated no later than a year after what it reviews."""
    for review in candidates:
        if (
            not re.search(r"(?:tong ket|danh gia)[^.;]{0,40}\b0?1 nam\b|(?:01|mot) nam trien khai", plain(review.title))
            or not review.period.first_day
        ):
            continue
        first = review.period.first_day
        begun = [
            other
            for other in candidates
            if other is not review and other.period.first_day and 0 <= (first - other.period.first_day).days < 300
        ]
        if begun and (begin := min(begun, key=lambda other: (other.context != review.context, -other.order))):
            yield Anomaly(Finding.REVIEW_TOO_EARLY, _quoted(review), _quoted(begin))


def _deadlines(candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    late = [candidate for candidate in candidates if candidate.kind is Kind.DEADLINE and candidate.period.start]
    for one, other in combinations(late, 2):
        alike = likeness.token_set_ratio(_duty(one.title), _duty(other.title)) >= 85 or _same_list(one, other)
        rounds = [set(_LABELLED.findall(plain(f"{two.title} {two.evidence}"))) for two in (one, other)]
        if rounds[0] != rounds[1] and all(rounds):
            continue
        if alike and one.period.last_day != other.period.last_day and not one.from_table:
            yield Anomaly(Finding.TWO_DEADLINES, _quoted(one), _quoted(other))


_LABELLED = lazily(r"\b(?:dot|lop|khoa|giai doan|nhom|chuyen de|mo dun|ky)\s+(?:so\s+)?(?:\d{1,2}|[ivx]+|[a-e])\b")


def _told_apart(candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    """A round that has one day in the body and another in the table of the same document."""
    tables, body = defaultdict[str, list[Candidate]](list), defaultdict[str, list[Candidate]](list)
    for candidate in candidates:
        found = _LABELLED.search(plain(candidate.title))
        if found and candidate.period.precision in (Precision.DAY, Precision.MINUTE):
            (tables if candidate.from_table else body)[found[0]].append(candidate)
    for label in sorted(body.keys() & tables.keys()):
        told, others = body[label], tables[label]
        once = len(told) == len(others) == 1 and told[0].kind is others[0].kind
        if once and told[0].period.first_day != others[0].period.first_day:
            yield Anomaly(Finding.TWO_DATES, _quoted(told[0]), _quoted(others[0]))


_LIST = lazily(r"\bdanh sach(?: (?:hoc vien|giao vien|can bo|tham|cu|dang|nguoi)\b)?")


def _same_list(one: Candidate, other: Candidate) -> bool:
    """The same list for the same office, of no round or class of its own."""
    lists = _LIST.search(plain(one.title)), _LIST.search(plain(other.title))
    if not (lists[0] and lists[1] and lists[0][0] == lists[1][0]) or one.place is None:
        return False
    return plain(one.place) == plain(other.place or "") and not any(
        _LABELLED.search(plain(x.title)) for x in (one, other)
    )


def _duty(title: str) -> str:
    return re.sub(r"\b(?:han|thoi|cuoi|chot|cac truong|gv)\b", "", plain(title)).strip()


_APPENDIX = lazily(r"\bphu luc\s+(?:so\s+)?([ivx]+|\d{1,2})\b((?:\s*(?:,|va|-)\s*(?:[ivx]+|\d{1,2})\b)*)")


def _appendices(lines: Sequence[str]) -> Iterator[Anomaly]:
    """Appendices spoken of that are not in the document, and gaps in the numbers of those that are."""
    present: set[int] = set()
    named: dict[int, str] = {}
    for line in lines:
        flat = plain(line)
        for found in _APPENDIX.finditer(flat):
            numbers = [
                _ROMAN.get(word) or (int(word) if word.isdecimal() else 0)
                for word in re.findall(r"[ivx]+|\d{1,2}", found[1] + found[2])
            ]
            heading = found.start() <= 2 and (line.isupper() or len(line) < 80 or line[:7].isupper())
            if heading:
                present.update(numbers)
            elif not re.match(
                r"\s*(?:cua|kem theo) (?:ke hoach|cong van|quyet dinh|thong tu) so\b", flat[found.end() :]
            ):
                named |= {number: line for number in numbers if number and number not in named}
    for number, line in sorted(named.items()):
        if number not in present:
            code = Finding.APPENDIX_GAP if present else Finding.ATTACHMENT_MISSING
            yield Anomaly(code, str(number) if present else f"Phụ lục {number}", line)
    yield from _unnumbered_attachments(lines, bool(present or named))


def _unnumbered_attachments(lines: Sequence[str], numbered: bool) -> Iterator[Anomaly]:
    if any(line[:7].isupper() and plain(line).startswith("phu luc") for line in lines):
        return
    for line in lines:
        found = re.search(
            r"\((?:co |xem |theo )?(?:phu luc|danh sach|mau|bieu mau|lich|chuong trinh)[^()]{0,40}(?:kem theo|"
            r"dinh kem|gui kem)[^()]{0,20}\)"
            r"|\b(?:phu luc|danh sach|bieu mau|chuong trinh chi tiet|lich chi tiet)\s+(?:dinh kem|kem theo|gui kem)\b"
            r"|\((?:theo )?mau(?: kem theo)?\)"
            r"|\b(?:trong|tai) (?:cac )?phu luc cua ke hoach so [^;.]{0,40}",
            plain(line),
        )
        if found and not (numbered and "phu luc" in found[0] and "cua ke hoach" not in found[0]):
            yield Anomaly(Finding.ATTACHMENT_MISSING, line[found.start() : found.end()].strip("()"), line)


_PAPER = lazily(
    r"\b((?:quyet dinh|thong tu|nghi dinh|ke hoach|cong van)\s+(?:so\s+)?\d+[\d/]*/[a-z&-]+)"
    r"\s*,?\s*ngay (\d{1,2}/\d{1,2}/\d{4})"
)


def _cited_twice(lines: Sequence[str]) -> Iterator[Anomaly]:
    """One decision cited with two dates."""
    dates: dict[str, tuple[str, str]] = {}
    for line in lines:
        for found in _PAPER.finditer(plain(line)):
            day = "/".join(part.zfill(2) for part in found[2].split("/"))
            words = line[found.start() : found.end()]
            known = dates.setdefault(found[1], (day, words))
            if known[0] != day:
                yield Anomaly(Finding.TWO_DATES, known[1], words)


def _leads_as_partners(lines: Sequence[str]) -> Iterator[Anomaly]:
    """An office that leads and cooperates in the same record."""
    for above, below in pairwise(lines):
        lead = re.search(r"\bchủ trì\s*:\s*([^;.]+)", above, re.I)
        partners = re.search(r"\bphối hợp[^:]*:\s*(.+)", below, re.I)
        if (
            lead
            and partners
            and plain(lead[1]).strip() in [plain(part).strip(" .") for part in re.split("[;,]", partners[1])]
        ):
            yield Anomaly(Finding.LEAD_IS_PARTNER, above.strip(" -;"), below.strip(" -;"))


_PARENT = lazily(
    r"\bkem theo ((?:cong van|thong bao|ke hoach|quyet dinh) (?:so )?:?\s*\d+[\w./&-]*"
    r"(?:\s*ngay \d{1,2}/\d{1,2}/\d{4})?)"
)


def _parent_paper(header: Header, lines: Sequence[str]) -> Iterator[Anomaly]:
    """A timetable without number of its own that goes with a letter which is not here."""
    if (line := _parent(header, lines)) and (found := _PARENT.search(plain(line))):
        yield Anomaly(Finding.ATTACHMENT_MISSING, line[found.start(1) : found.end(1)], line)


def _parent(header: Header, lines: Sequence[str]) -> str | None:
    """The line that names the letter a timetable goes with: the number and day of issue are those of the letter."""
    return next((line for line in lines[:12] if header.number is None and _PARENT.search(plain(line))), None)


_TITLED = lazily(r"(?<!chuong trinh )(?<!gdpt )(?<!ct )(?<!pho thong )(?<![-/\d])(?<!- )\b(20\d\d)\b(?!\s?[-/]\s?\d)")


def _outside_year(header: Header, candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    """Days far from the year of the title: more than half a year after it, or of more than a year before."""
    titled = {int(hit[1]) for hit in _TITLED.finditer(plain(header.title))}
    if len(titled) != 1:
        return  # a school year, a stage of years, or none
    year = titled.pop()
    for candidate in candidates:
        first, last = candidate.period.first_day, candidate.period.last_day
        if first is None or last is None or candidate.period.contradicts_itself:
            continue
        if first >= date(year + 1, 7, 1) or last.year < year - 1:
            yield Anomaly(Finding.YEAR_OUTSIDE, _quoted(candidate), f"năm {year}")
