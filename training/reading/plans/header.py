"""Number, title, issuer and day of issue of a document, and the years that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.blocks import Block, Paragraph
from training.reading.plans.letters import one_line, plain
from training.reading.plans.signatures import feet_of
from training.reading.plans.tokens import Clock, Dates, Undated
from training.reading.plans.written import tokens_of
from training.reading.plans.years import Years


@dataclass(frozen=True, slots=True)
class Header:
    """What the first page says of the document itself; None where it is silent or only stamped."""

    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    issued_year: int | None
    place: str | None
    lines: frozenset[str]  # texts that are no part of the body
    subject: str = ""  # the title without its kind of paper
    is_change: bool = False  # it moves what an earlier paper planned

    def years(self) -> Years:
        """What title and date of issue say of years."""
        flat = plain(self.title)
        school = re.search(r"(?:nam hoc|hoc ky \w+)?\s*(20\d\d)\s*-\s*(20\d\d)", flat)
        if school and int(school[2]) == int(school[1]) + 1:
            return Years(school=int(school[1]), issued=self.issued)
        single = re.findall(r"(?:(?<![\d/])nam |thang \d{1,2}\s?[/-]\s?|quy \w+\s?/\s?)(20\d\d)", flat)
        year = int(single[-1]) if single else None
        return Years(year=year if year or self.issued else self.issued_year, issued=self.issued)


_NUMBER = lazily(
    r"\bSố\s*:?\s*([\d.…\s]*[a-z]?(?:[-–][A-ZĐ]{2,4})?)\s*/\s*((?:\d{4}\s?/\s?)?[A-ZĐ][\wĐ&.]*(?:\s?[-–]\s?[A-ZĐ][\w&]*)*)"
)
_ISSUED = lazily(
    r"^(?:(?P<place>[^,;:()\x22“”\n]{2,40}?)(?:,|(?<=[^\s-])(?=\s))\s*)?ngay\s*(?P<day>\d{1,2})?[\s.…_]*(?:thang|/)\s*"
    r"(?P<month>\d{1,2})?[\s.…_]*(?:nam|"
    r"/)\s*(?P<year>20\d\d)?[\s.…_,'’:-]*$"
)
_PAPERS = {
    name: name.capitalize()
    for name in (
        *("KẾ HOẠCH", "THÔNG BÁO", "CÔNG VĂN", "HƯỚNG DẪN", "GIẤY TRIỆU TẬP", "GIẤY MỜI", "THƯ MỜI"),
        *(
            "LỊCH",
            "THỜI GIAN BIỂU",
            "THỜI KHÓA BIỂU",
            "THỜI KHOÁ BIỂU",
            "CHƯƠNG TRÌNH",
            "QUYẾT ĐỊNH",
            "PHƯƠNG ÁN",
            "TỜ TRÌNH",
            "THƯ NGỎ",
        ),
    )
}
_PAPER = lazily("|".join(plain(name) for name in _PAPERS))  # without marks: scans lose them
_STOP = lazily(
    r"^(?:can cu|thuc hien (?:ke|cong|quyet|chi|nghi|thong|huong|nhiem|van)|kinh gui|theo |"
    r"xet |tiep theo|de |nham |[ivx]{1,4}\s?[./-]\s|phan |1\s?[.)]|a[.)]|so :|so:|"
    r"doi tuong|thoi gian|dia diem|noi dung|thanh phan|muc dich|uy ban nhan dan .* ban hanh|"
    r"(?:so|phong|truong) [^.]{0,80}(?:ban hanh|xay dung|thong bao|to chuc|trieu tap))"
)
_SIGNER = lazily(
    r"(?:TRƯỞNG (?:PHÒNG|BAN)|GIÁM ĐỐC|HIỆU TRƯỞNG|CHỦ TỊCH|BỘ TRƯỞNG|CỤC TRƯỞNG|VIỆN TRƯỞNG|ỦY BAN|UỶ BAN)\b"
)
_UNITS = lazily(
    r"^(?:uy ban nhan dan|ubnd|so |phong |truong |bo |cuc |trung tam|vien |hoc vien|dai hoc|"
    r"ban |lien doan|cong doan|vu |cong ty |nha xuat ban|hoi (?:dong|lien hiep|khuyen hoc)|tong cong ty )"
)
_REPLACES = lazily(
    r"\bthay (?:cho|the)(?: cho)?(?: cac)? (?:lich|thoi gian|ngay)\b[^.;]{0,40}\b(?:tai|nay|trong|theo|neu|cua)\b"
    r"|\bthong bao lich (?:hoc )?moi\b"
)
_REGION = lazily(r"^(?:tinh|thanh pho|tp\.?|huyen|quan|xa|phuong|thi xa|thi tran|dac khu)\s")


def header_of(blocks: Sequence[Block]) -> Header:
    """Read from the lines before the body begins; a letterhead laid out as a table is lines as well."""
    lines = _top_lines(blocks)
    number = next((found for line in lines if (found := _NUMBER.search(line))), None)
    feet = feet_of([block.text if isinstance(block, Paragraph) else "" for block in blocks])
    place_line = next((line for line in [*lines, *feet.values()] if _is_issue(line)), "")
    issued = _ISSUED.match(plain(place_line)) if place_line else None
    place = place_line[: issued.end("place")].strip(" ,-") if issued and issued["place"] else None
    title, subject, title_lines = _title(lines)
    if not subject:
        subject = _subject_of_body(lines)
        title = f"{title} {_BEGINS.get(title, 'về')} {_lower_first(subject)}" if title and subject else title
    day, year = _issue_day(issued)
    return Header(
        number=_number(number),
        title=title,
        issuer=_issuer(lines, number, place),
        issued=day,
        issued_year=year,
        place=place,
        lines=_whole_lines(blocks, {place_line, *title_lines, *(line for line in lines if _NUMBER.match(line))} - {""})
        | set(feet),
        subject=subject,
        is_change=bool(
            re.search(
                r"\b(?:dieu chinh|thay doi|hoan\b(?! thanh| thien)|lui|doi lich|doi thoi gian|"
                r"chuyen lich|tam hoan|dinh chinh|bo sung)",
                plain(title),
            )
            or any(_replaces_all(plain(sentence)) for line in lines for sentence in re.split(r"\.\s", line))
        ),
    )


def _is_issue(line: str) -> bool:
    """ "Huế, ngày 3 tháng 11 năm 2025": place and day, and no words of a sentence that leads to a day."""
    found = _ISSUED.match(plain(line))
    if found is None or not found["place"]:
        return found is not None
    words = line[: found.end("place")].split()
    return words[0][:1] not in "-+•–" and all(not word[:1].islower() or plain(word) in _DISTRICTS for word in words)


_DISTRICTS = frozenset(
    ("thanh", "pho", "tinh", "huyen", "quan", "thi", "xa", "tran", "phuong", "tp", "tp.", "dac", "khu")
)


def _replaces_all(flat: str) -> bool:
    """A schedule that a sentence puts in the place of another; behind a day of its own it speaks of that day alone."""
    found = _REPLACES.search(flat)
    return found is not None and not any(isinstance(token, Dates) for token in tokens_of(flat[: found.start()]))


def _whole_lines(blocks: Sequence[Block], parts: set[str]) -> frozenset[str]:
    """The lines of the body that the head was read from, whole or in halves."""
    top = [block.text for block in blocks[:45] if isinstance(block, Paragraph)]
    return frozenset(parts | {line for line in top if parts & set(_halves(line))})


def _top_lines(blocks: Sequence[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks[:45]:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif len(block.rows) <= 8 and len({column for column in zip(*block.rows, strict=True) if any(column)}) <= 3:
            lines.extend(
                part
                for column in dict.fromkeys(zip(*block.rows, strict=True))
                for cell in dict.fromkeys(column)
                for part in cell.split("\n")
                if part
            )
    return [part for line in lines for part in _halves(line)][:60]


def _halves(line: str) -> list[str]:
    """A letterhead written over one line falls into its left and right half."""
    parts = re.split(r"\s+(?=V/v\s)|\s*(?=CỘNG HÒA|CỘNG HOÀ|Cộng hòa xã hội|Độc lập\s*[-–])|(?<=Hạnh phúc)\s+", line)
    parts = [piece for part in parts if part for piece in re.split(r"(?<=[A-ZĐ])\s{2,}(?=[A-ZĐ])", part)]
    return [piece.strip() for part in parts if part for piece in _date_apart(part) if piece.strip()]


_DATED = lazily(r"\s+(?=[A-ZĐ][^\s,]*(?: [A-ZĐ\d][^\s,]*){0,4}, ngày [\d…. ]*\s*(?:tháng|/))")

_DATE_AMID = lazily(r"\s([A-ZĐ][^\s,]*(?: [A-ZĐ\d][^\s,]*){0,4}, ngày \d{1,2} tháng \d{1,2} năm 20\d\d)\s+(?=\S)")


def _date_apart(line: str) -> list[str]:
    """Number or office on the left, place and date on the right, written over one line."""
    amid = _DATE_AMID.search(line) if line.startswith("V/v") else None
    if amid:  # both columns of a letterhead, line by line
        return [f"{line[: amid.start()]} {line[amid.end() :].strip()}", amid[1]]
    found = _DATED.search(line)
    if not found or not re.search(r"/[\w&-]+$|[A-ZĐ]{3,}$", line[: found.start()]):
        return [line]
    return [line[: found.start()], line[found.end() :]]


def _number(found: re.Match[str] | None) -> str | None:
    if not found:
        return None
    figures = re.sub(r"[\s.…]", "", found[1])
    suffix = re.sub(r"\s*[-–]\s*", "-", found[2]).replace(" ", "").rstrip(".")
    return f"{figures}/{suffix}" if figures else None


def _issue_day(found: re.Match[str] | None) -> tuple[date | None, int | None]:
    if not found or not found["year"]:
        return None, None
    year = int(found["year"])
    try:
        return date(year, int(found["month"]), int(found["day"])), year
    except (TypeError, ValueError):
        return None, year


def _title(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """The whole title, its subject alone, and the lines it was taken from."""
    for at, line in enumerate(lines):
        if line.isupper() and _PAPER.match(plain(line)):
            return _title_from(lines, at)
    about = next((line for line in lines if re.match(r"v\s?/\s?v|(?:v/v|ve viec)\b", plain(line))), None)
    if about:
        subject = re.sub(r"^(?:V\s?/\s?v|Về việc)\s*:?\s*", "", about, flags=re.I).strip(" .;")
        return about.strip(" .;"), subject, [about]
    for line in lines:
        if (found := re.match(r"(Kế hoạch|Thông báo)\s+(?!số)(.{8,200})", line)) and not line.endswith((";", ".")):
            return line, found[2], [line]
    return "", "", []


_BEGINS = {"Giấy mời": "tham dự", "Thư mời": "tham dự", "Giấy triệu tập": "tham dự"}
_INVITED = lazily(
    r"\b(?:tham dự|tham gia|dự|tổ chức|mở|triệu tập)\s+(?:(?:các )?(?:lớp|khóa|khoá|đợt|buổi)\s+)?"
    r"(?=(?:hội nghị|hội thảo|tập huấn|bồi dưỡng|chuyên đề|tọa đàm|cuộc họp|họp)\b)([^.;:]{6,160})",
    re.I,
)


def _subject_of_body(lines: Sequence[str]) -> str:
    """What an invitation without a title of its own invites to."""
    for line in lines:
        found = _INVITED.search(line)
        if found and not plain(line).startswith(("can cu", "thuc hien", "theo ", "tiep theo")):
            return re.split(r",?\s+(?:như sau|cụ thể|theo lịch|theo kế hoạch|vào|tại|ngày|từ)\b|\s*\(", found[1])[
                0
            ].strip(" ,")
    return ""


def _title_from(lines: Sequence[str], at: int) -> tuple[str, str, list[str]]:
    paper = _PAPER.match(plain(lines[at]))
    assert paper
    rest = lines[at][paper.end() :].strip(" :*")
    taken, parts = [lines[at]], [rest] if rest else []
    for line in lines[at + 1 : at + 5]:
        flat = plain(line)
        if (
            _STOP.match(flat)
            or _SIGNER.match(line)
            or _ISSUED.match(flat)
            or _NUMBER.match(line)
            or (parts and not _goes_on(parts[-1], line))
        ):
            break
        if re.fullmatch(r"[\W_]*", line):
            continue
        parts.append(line)
        taken.append(line)
    subject = re.sub(r"\s*\((?:Thực hiện|Kèm theo|Ban hành)[^)]*\)?", "", one_line(" ".join(parts)))
    subject = re.sub(r"^(?:V/v|Về việc|về việc)\s*:?\s*", "", subject).strip(" .;*-")
    if subject.isupper():
        subject = sentence_case(subject)
    name = next(usual for written, usual in _PAPERS.items() if plain(written) == paper[0])
    return f"{name} {_lower_first(subject)}".strip(), subject, taken


def _goes_on(before: str, line: str) -> bool:
    if line.endswith((".", ":")) or any(
        isinstance(token, Clock) or token.precision is Precision.DAY
        for token in tokens_of(plain(line))
        if not isinstance(token, Undated)
    ):
        return False
    if before.endswith((".", ":")) or line.endswith((";", ":")) or line.startswith(("-", "+")):
        return False
    caption = re.match(r"(?:BẢNG|LỊCH|DANH SÁCH|THỜI KH|PHỤ LỤC|PHÂN CÔNG)", line)
    return len(line) < 160 and not (caption and not before.isupper())


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


_SMALL = frozenset(
    (
        *("nhân", "dân", "và", "dục", "đào", "tạo", "thông", "nghiệp", "thường", "xuyên", "học", "cơ", "sở", "sư"),
        *("phạm", "quản", "lý", "cán", "bộ", "giáo", "chuyên", "môn", "nghề", "hóa", "thao", "phổ", "mầm", "non"),
        *("tiểu", "trung", "trực", "thuộc", "nhà", "của", "các"),
    )
)


def proper_case(text: str) -> str:
    """An office in capitals as it is written in running text: "Sở Giáo dục và Đào tạo", "Ủy ban nhân dân Quận 7"."""
    if not text.isupper():
        return text
    words = [
        word
        if re.match(r"^(?:THCS|THPT|UBND|GD&ĐT|GDĐT|GDTX|GDNN.*|TH|MN|PTDT.*|TP\.?|[IVX]+)$", word)
        else _cased(word)
        for word in text.split()
    ]
    joined = " ".join(words)
    for written, usual in _USUAL:
        joined = re.sub(written, usual, joined, flags=re.I)
    return joined[:1].upper() + joined[1:]


_USUAL = (
    (r"giáo dục và đào tạo", "Giáo dục và Đào tạo"),
    (r"ủy ban nhân dân|uỷ ban nhân dân", "Ủy ban nhân dân"),
    (r"trung học cơ sở", "Trung học cơ sở"),
    (r"trung học phổ thông", "Trung học phổ thông"),
    (r"tiểu học", "Tiểu học"),
    (r"mầm non", "Mầm non"),
    (r"giáo dục thường xuyên", "Giáo dục thường xuyên"),
    (r"nhà giáo và cán bộ quản lý giáo dục", "Nhà giáo và Cán bộ quản lý giáo dục"),
    (r"\b(tỉnh|huyện|xã|phường|thành phố|thị xã)\b", lambda found: found[0].lower()),
)  # fmt: skip


def _cased(word: str) -> str:
    return word.lower() if word.lower() in _SMALL else word.capitalize()


def sentence_case(text: str) -> str:
    """A title in capitals as a sentence; abbreviations keep theirs."""
    words = [word if _is_short(word) else word.lower() for word in text.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _is_short(word: str) -> bool:
    if re.fullmatch(r"(?:II|III|IV|VI|VII|VIII|IX|XI|XII)\W*", word):
        return True
    return bool(re.search(r"[&\d]", word)) or bool(
        re.fullmatch(r"(?:[BCDĐGHKLMNPQRSTVX]{2,}|THCS|UBND|CBQL|STEM|LMS|GDPT|AI|GV|GVCN|GVPT)\W*", word)
    )


def _issuer(lines: Sequence[str], number: re.Match[str] | None, place: str | None) -> str | None:
    """The lowest office of the letterhead; else what the letters of the number stand for."""
    offices: list[str] = []
    for line in lines[:12]:
        flat = plain(line)
        if (line.isupper() and _PAPER.match(flat)) or flat.startswith(("can cu", "kinh gui")):
            break
        if offices and _REGION.match(flat) and line.isupper() == offices[-1].isupper():
            offices[-1] = f"{offices[-1]} {line}"
        elif _UNITS.match(flat) and not _NUMBER.match(line) and len(line) < 90 and not line.endswith((";", ".", ":")):
            offices.append(line.strip(" -–*"))
    suffix = number[2] if number else ""
    if offices:
        return _with_region(proper_case(offices[-1]), [proper_case(office) for office in offices[:-1]], place)
    for letters, office in (
        ("PGD", "Phòng Giáo dục và Đào tạo"),
        ("SGD", "Sở Giáo dục và Đào tạo"),
        ("UBND", "Ủy ban nhân dân"),
    ):
        if letters in suffix and place:
            return f"{office} {place}"
    return None


def _with_region(office: str, above: Sequence[str], place: str | None) -> str:
    bare = re.fullmatch(r"(?:sở|phòng) (?:giáo dục và đào tạo|gd\s?&\s?đt|gdđt)|ủy ban nhân dân", office.lower())
    if not bare:
        return office
    region = next((found[1] for line in above if (found := re.search(r"(?:nhân dân|UBND)\s+(.+)$", line))), place)
    return f"{office} {region}" if region else office
