"""What does not fit in a document, each finding with the two places that disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise, takewhile

from rapidfuzz import fuzz

from training.plan import Kind, Precision
from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph
from training.reading.plans.draft import Candidate
from training.reading.plans.findings import Anomaly, Finding, Question
from training.reading.plans.header import Header
from training.reading.plans.letters import plain
from training.reading.plans.tokens import Dates
from training.reading.plans.written import tokens_of
from training.reading.plans.years import NoSuchDay, Years, resolved

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def document_findings(blocks: Sequence[Block], header: Header, candidates: Sequence[Candidate]) -> list[Anomaly]:
    """All contradictions that can be told from the whole document."""
    lines = _lines(blocks)
    return [
        *_of_header(header, lines),
        *_ends_before_start(candidates),
        *_weekdays(lines, header.years()),
        *_before_issue(header, candidates),
        *_reviews(candidates),
        *_deadlines(candidates),
        *_told_apart(candidates),
        *_sums(lines),
        *_counts(lines),
        *_appendices(lines),
        *_programmes(blocks),
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
            lines.extend(" ".join(dict.fromkeys(cell for cell in row if cell)).replace("\n", " ") for row in block.rows)
    return lines


def _of_header(header: Header, lines: Sequence[str]) -> Iterator[Anomaly]:
    for code, missing in _missing(header):
        if missing:
            yield Anomaly(code, code.value)
    if header.number is None:
        return
    figures = header.number.split("/")[0]
    for line in lines:
        same = re.search(rf"\b(?:Kế hoạch|Quyết định|Công văn)\s+(?:số\s*)?:?\s*0*{figures}\s*/\s*[\w-]+", line)
        if same and "kèm theo" not in line.lower() and fuzz.ratio(_letters(same[0]), _letters(header.number)) < 75:
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
            if not isinstance(token, Dates) or re.match(r"\W*ngay thu \w+\s*[:(–-]", flat):
                continue
            for number, said in token.weekdays:
                day = _day_of(token, number, years)
                if day is not None and day.weekday() != said:
                    yield line[max(0, token.start - 20) : token.end + 14].strip(" ,.;"), day, said


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
        alike = fuzz.token_set_ratio(_duty(one.title), _duty(other.title)) >= 85
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


def _duty(title: str) -> str:
    return re.sub(r"\b(?:han|thoi|cuoi|chot|cac truong|gv)\b", "", plain(title)).strip()


_TOTAL = lazily(r"\btong (?:so|cong)\b[^.;\d]{0,30}(\d[\d.]*)\s*([a-z]+)?")
_PART = lazily(
    r"(?<![\d/.])(\d{1,3}(?:\.\d{3})+|\d{1,6})\s*(?:nguoi|hoc vien|giao vien|gv|can bo|cbql|nguoi hoc|dai bieu)\b"
)


def _sums(lines: Sequence[str]) -> Iterator[Anomaly]:
    """ "Tổng số 100 học viên, trong đó: 30, 40, 20"."""
    for line in lines:
        flat = plain(line)
        total = _TOTAL.search(flat)
        if not total or not re.search(r"trong do|gom|bao gom|:", flat[total.end() :][:40]):
            continue
        parts = [int(found[1].replace(".", "")) for found in _PART.finditer(flat, total.end())]
        whole = int(total[1].replace(".", "") or 0)
        if len(parts) >= 2 and whole and sum(parts) != whole:
            yield Anomaly(Finding.SUM, str(whole), " + ".join(str(part) for part in parts) + f" = {sum(parts)}")


_ANNOUNCED = lazily(
    r"\b(0?[2-9])\s+(nhiem vu|noi dung|dot|giai doan|hoat dong|lop|chuyen de|mo dun)\b[^.;]{0,30}(?:sau day|"
    r"sau|nhu sau)\s*:?\s*$"
)


def _counts(lines: Sequence[str]) -> Iterator[Anomaly]:
    """ "05 nhiệm vụ sau đây:" over four bullets."""
    for at, line in enumerate(lines):
        found = _ANNOUNCED.search(plain(line))
        if not found:
            continue
        mark = lines[at + 1].strip()[:1] if at + 1 < len(lines) else ""
        run = takewhile(lambda line: line.strip().startswith(("+", mark)), lines[at + 1 :])  # noqa: B023 - used at once
        bullets = sum(line.strip().startswith(mark) for line in run) if mark in ("-", "+", "•") else 0
        if 0 < bullets != int(found[1]):
            yield Anomaly(Finding.COUNT, line[found.start() : found.end()].strip(" :"), f"{bullets}")


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
            r"|\b(?:trong|tai) (?:cac )?phu luc cua ke hoach so [^;.]{0,40}",
            plain(line),
        )
        if found and not (numbered and "phu luc" in found[0] and "cua ke hoach" not in found[0]):
            yield Anomaly(Finding.ATTACHMENT_MISSING, line[found.start() : found.end()].strip("()"), line)


_STOP = frozenset(
    (
        *("bồi", "dưỡng", "tập", "huấn", "các", "lớp", "giáo", "viên", "gv", "cấp", "cho", "chi", "tiết", "phân"),
        *("công", "thực", "hiện", "nhiệm", "vụ", "tổ", "chức", "nội", "dung", "và", "hoạt", "động", "của", "theo"),
        *("kế", "hoạch", "trung", "học", "cơ", "sở", "triển", "khai", "xây", "dựng", "danh", "sách", "thủ", "tục"),
    )
)


def _programmes(blocks: Sequence[Block]) -> Iterator[Anomaly]:
    """A table whose rows keep naming what its title does not."""
    caption: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            upper = block.text.isupper() or plain(block.text).startswith("phu luc")
            caption = (
                [*caption, block.text][-4:] if upper or block.text.startswith("(") or block.text.startswith("/") else []
            )
            continue
        title = " ".join(line for line in caption if line.isupper() and not plain(line).startswith("phu luc"))
        if title and len(block.rows) >= 4 and (theme := _foreign_theme(title, block.rows)):
            yield Anomaly(Finding.OTHER_PROGRAMME, title, theme)
        caption = []


def _foreign_theme(title: str, rows: Sequence[Sequence[str]]) -> str | None:
    """What most rows name, when no row has the telling words of the title."""
    told = _words(title) - _STOP
    cells = [row[1] if len(row) > 2 else max(row, key=len, default="") for row in rows[1:]]
    if not told or any(len(told & _words(cell)) * 2 > len(told) for cell in cells):
        return None
    counted: dict[str, int] = defaultdict(int)
    for cell in cells:
        for phrase in _phrases(cell, told):
            counted[phrase] += 1
    theme = max(counted, key=lambda phrase: counted[phrase], default=None)
    if theme is None or counted[theme] * 2 < len(cells):
        return None
    return next(cell for cell in cells if theme in " ".join(re.findall(r"[^\W\d_]+", cell.lower())))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{2,}", text.lower()))


def _phrases(text: str, told: set[str]) -> set[str]:
    """Runs of four words with something to say that the title does not say."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    runs = [words[at : at + 4] for at in range(len(words) - 3)]
    return {" ".join(run) for run in runs if not set(run) & told and len(set(run) - _STOP) >= 3}


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


def _outside_year(header: Header, candidates: Sequence[Candidate]) -> Iterator[Anomaly]:
    """Days more than a year away from the year of the title."""
    year = header.years().year
    for candidate in candidates:
        first, last = candidate.period.first_day, candidate.period.last_day
        if year and first and last and not first.year - 1 <= year <= last.year + 1:
            yield Anomaly(Finding.YEAR_OUTSIDE, _quoted(candidate), f"năm {year}")
