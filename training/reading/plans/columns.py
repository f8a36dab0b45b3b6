"""What the columns of a schedule hold, told by the words of their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from training.reading.lazily import lazily
from training.reading.plans.letters import one_line, plain


class Column(StrEnum):
    """The roles a column can have."""

    NUMBER = "number"
    TIME = "time"
    START = "start"
    END = "end"
    WEEKDAY = "weekday"
    PART = "part"
    CLOCK = "clock"
    TITLE = "title"
    FORM = "form"
    PLACE = "place"
    AUDIENCE = "audience"
    GROUP = "group"
    SUBJECT = "subject"
    LEAD = "lead"
    PARTNERS = "partners"
    TRAINER = "trainer"
    QUOTA = "quota"
    LINK = "link"
    NOTE = "note"
    MONTH = "month"  # beside a finer time
    OTHER = "other"


# asked from top to bottom: the first one that fits
_HEADS: tuple[tuple[Column, str], ...] = (
    (Column.NUMBER, r"(?:s?tt|so tt|so thu tu|tt\.?|#|stt\.?)"),
    (Column.START, r"(?:thoi gian |ngay |tu ngay ?|gio )?(?:bat dau|khai giang|khai mac)|tu ngay|tu"),
    (Column.END, r"(?:thoi gian |ngay |gio )?(?:ket thuc|be giang|be mac|hoan thanh)|den ngay|den|"
                 r"(?:thoi )?han(?: .*)?|thoi gian hoan thanh|han (?:nop|cuoi|chot|gui).*"),
    (Column.PARTNERS, r".*phoi hop.*"),
    (Column.LEAD, r".*(?:chu tri|phu trach|thuc hien chinh|chiu trach nhiem|dau moi|phan cong)\b.*|"
                  r"(?:don vi|nguoi|bo phan|to chuc) thuc hien|don vi to chuc"),
    (Column.TRAINER, (
        r".*(?:bao cao vien|giang vien|huong dan vien|bcv|(?:giao vien|gv) huong dan|nguoi (?:bao cao|"
        r"trinh bay)).*"
    )),
    (Column.QUOTA, r"(?:tong )?(?:chi tieu|sl|si so|so (?:luong|nguoi|hoc vien|gv|giao vien|hv|dai bieu))\b.*"),
    (Column.LINK, r".*(?:link|lien ket|duong dan|phong hoc ao|id zoom|meeting id|phong zoom).*"),
    (Column.PLACE, r".*(?:dia diem|noi to chuc|noi hoc|dia chi|hoi truong|phong hoc|phong|noi tap huan|diem cau|"
                   r"dang cai).*|"
                   r"diem (?:tap huan|hoc|to chuc|boi duong)|co so(?: dao tao| hoc)?|tai|noi (?:to chuc|hoc|tap huan|"
                   r"boi duong|thuc hien)"),
    (Column.WEEKDAY, r"thu"),
    (Column.PART, r"(?:buoi|ca|phien)(?: hoc)?(?:\W+(?:khung )?gio(?: hoc)?)?"),
    (Column.CLOCK, r"(?:khung )?gio(?: hoc)?(?:\W+(?:buoi|ca)(?: hoc)?)?|thoi gian trong ngay"),
    (Column.TIME, r"(?:.*\b(?:thoi gian|thoi diem|lich|ngay|thang|tuan|moc)\b.*)"),
    (Column.FORM, r".*(?:hinh thuc|phuong thuc).*"),
    (Column.AUDIENCE, r".*(?:doi tuong|thanh phan|nguoi tham gia|nguoi tham du|hoc vien|nguoi hoc|nguoi du|tham du).*"),
    (Column.TITLE, r".*(?:noi dung|hoat dong|chuyen de|cong viec|nhiem vu|ten lop|khoa|chuong trinh|mo dun|mo-dun|"
                   r"module|viec|chu de|ten bai|dot|hoi nghi|tap huan|boi duong|bai hoc|nhiem vu trong tam).*"),
    (Column.GROUP, r"(?:nhom|lop|cum|khoi|cap|cap hoc|bac hoc|to|nhom lop|khu vuc)\b.*"),
    (Column.SUBJECT, r"(?:ten |cac )?(?:bo |phan )?mon(?: hoc| day)?(?:\W.*)?"),
    (Column.NOTE, r".*(?:ghi chu|san pham|ket qua|kinh phi|so tiet|thoi luong|so ngay|tiet|yeu cau|luu y).*"),
    (Column.AUDIENCE, r"(?:ten )?(?:don vi|truong|cac truong|don vi du).*"),
)  # fmt: skip
_COMPILED = tuple((role, lazily(pattern)) for role, pattern in _HEADS)


@lru_cache(maxsize=1024)
def column_of(head: str) -> Column:
    """The role that the head of a column names; OTHER when it names none."""
    flat = re.sub(r"\s*\(.*?\)?$", "", plain(one_line(head))).strip(" .:*")
    if not flat or len(flat) > 60:
        return Column.OTHER
    for role, pattern in _COMPILED:
        if pattern.fullmatch(flat):
            return role
    return Column.OTHER


_DATED = lazily(r"\b(?:ngay|thang|tuan|thu|nam|dot)\s*\d|\d\s?[/.-]\s?\d")
_CLOCK = lazily(r"\d\s?[hg:/]\s?\d|\d\s?h\b")


def is_head(cells: Sequence[str]) -> bool:
    """Whether a row names columns, a time and a subject among them, and holds neither a date nor its number."""
    if re.fullmatch(r"\d{1,3}[.)]?", next((cell for cell in cells if cell.strip()), "").strip()):
        return False
    roles = [column_of(cell) for cell in cells if cell.strip()]
    if (
        len(roles) < 2
        or any(_CLOCK.search(_without_hours_of_all(cell)) for cell in cells)
        or any(_DATED.search(_without_hours_of_all(cell)) and column_of(cell) is Column.TIME for cell in cells)
    ):
        return False
    known = [role for role in roles if role is not Column.OTHER]
    return len(known) >= 2 and len(known) * 3 >= len(roles) * 2


def _without_hours_of_all(head: str) -> str:
    """ "Ngày học (sáng 7h30 – 11h30)" tells the hours of all days below it and is a head all the same."""
    flat = plain(one_line(head))
    hours = re.search(r"\([^()]*\)$", flat)
    if hours is None or column_of(head) is not Column.TIME or not _CLOCK.search(hours[0]):
        return flat
    return flat if re.search(r"\b(?:ngay|thang|thu) \d|\d/\d", hours[0]) else flat[: hours.start()]
