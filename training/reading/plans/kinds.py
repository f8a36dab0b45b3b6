"""Hình thức: what kind of thing an activity is, told by its own words first and by its surroundings after."""

from __future__ import annotations

import re

from training.plan import Kind
from training.reading.lazily import lazily
from training.reading.plans.letters import plain

_LEAD_IN = (
    r"^[\W\d]*(?:(?:pl|muc)\s*[ivx\d.]+[:.]?\s*)?(?:(?:tham gia|tham du|to chuc|thuc hien(?! (?:boi duong|"
    r"dao tao|tap huan))|tiep tuc|phoi hop)\s+)*"
)
_HAND_IN = lazily(
    _LEAD_IN
    + (
        r"(?:nop|gui|han (?:nop|gui|dang|cuoi)|dang ky|dang ki|chot danh sach|lap danh sach[^.]{0,60}(?:gui|"
        r"nop)|lap ke hoach[^.]{0,60}ve (?:phong|so)|hoan thanh (?:ho so|dang ky|bao cao))\b"
    )
)
_DESK = lazily(
    _LEAD_IN
    + (
        r"(?:xay dung|lap|ra soat|khao sat|tham muu|lua chon|huong dan (?:cac )?(?:thu tuc|thuc hien|"
        r"cac don vi)|quan ly|giam sat|kiem tra|"
        r"danh gia|nghiem thu|tham dinh|bao cao(?! vien)|van hanh|tuyen truyen|truyen thong|cong tac truyen thong|"
        r"ban hanh|thi\b|so khao|chung khao|"
        r"hoi giang|hoi thi|cuoc thi|ngay hoi|(?:cap|tra|trao|phat) (?:chung|giay|ket qua|bang)|cong bo|tong hop|"
        r"thanh quyet toan|"
        r"quyet toan|phe duyet|trien khai(?! (?:tap huan|boi duong|lop|cac lop|tu hoc|hoc tap))|chuan bi|"
        r"don tiep|don dai bieu|cong nhan|mua sam|hoan thien|hoan thanh|cap nhat|phat hanh|in an|"
        r"theo doi|don doc|tong ket cong tac|xet|"
        r"bo sung(?! (?:them )?(?:\d+ )?(?:lop|buoi|dot|khoa|tap huan|boi duong|hoi nghi|cuoc|chuyen de))|"
        r"(?:thuc hien )?chuyen de (?:chuyen mon )?(?:cap|ngoai khoa)|mo (?:cong|he thong)|cap tai khoan|"
        r"phat dong|thu\b|tiep nhan)\b"
    )
)
# "Ban Giám hiệu kiểm tra hồ sơ": an office looks at what others have done
_LOOKS_AT = lazily(
    r"^\W*(?:ban|phong|so|to(?! chuc)|hoi dong|nha truong|bgh|doan)\b[^.;:,]{0,40}?"
    r"\s(?:kiem tra|danh gia|nghiem thu|giam sat|khao sat|tham dinh|ra soat)\b"
)
_SUMMING_UP = lazily(_LEAD_IN + r"tong ket\b")
# work at a desk by its words, and as often what a lesson is about
_TOPIC = lazily(
    r"^[\W\d]*(?:xay dung|lap|ra soat|huong dan|quan ly|giam sat|kiem tra|danh gia|nghiem thu|bao cao|van hanh|"
    r"tuyen truyen|truyen thong|trien khai|chuan bi|hoan thien|theo doi|bo sung|chuyen de|khao sat|tham muu|lua chon|"
    r"thuc hien)\b(?!.*\b(?:ve|gui|len|cho|trinh)\s+(?:so|phong|ubnd|uy ban|bo|truong|lanh dao)\b)"
)
_FINISHING = lazily(r"^\W*hoan (?:thanh|thien)\b[^.;:]{0,60}\b(?:tren|qua) (?:he thong )?lms\b")
_PRACTICE = lazily(
    r"\bthuc hanh\b[^.;]{0,90}\b(?:tai|o)\s+(?:(?:cac )?(?:truong|don vi|co so|nha truong|"
    r"(?:nhom )?lop)\b)|\btai (?:don vi|truong minh|co so)\b[^.;]{0,30}thuc hanh"
    r"|\b(?:to chuc|thuc hien)\s+day\s+(?:(?:it nhat|toi thieu)\s+)?(?:\d+|mot|hai|cac|chu de|bai|tiet)\b[^.;]{0,60}"
    r"\btai (?:don vi|truong(?= (?:minh|noi|dang)|\s*[.,;)]|$)|nha truong|lop minh)\b"
    r"|\b(?:van dung|ap dung|trien khai thu|day thu|thuc hien|to chuc hoat dong|thuc nghiem)\b[^.;]{0,70}"
    r"\btai (?:don vi|"
    r"truong(?! (?:dai hoc|cao dang|thpt|thcs|tieu hoc|mam non|mn|th|chuyen|chinh tri|boi duong))|"
    r"nha truong|co so giao duc)\b"
    r"|\b(?:van hanh thu|day thu|ap dung|van dung)\b[^.;]{0,40}\b(?:voi|tai|o) lop (?:minh|dang|chu nhiem)\b"
    r"|\bto chuc\b[^.;]{0,70}\btai (?:lien doi|chi doi|nhom lop|lop|truong|to)(?: cua)? minh\b"
    r"|\bthuc tap\b|^\W*(?:tu )?thuc hanh(?: day hoc| giang day)?(?: tai truong| tai don vi)"
)
_LMS = lazily(
    r"\blms\b|\btu (?:hoc|boi duong|nghien cuu)\b(?! thuong xuyen lien tuc)|\bhe thong (?:hoc tap |"
    r"boi duong |dao tao )?truc tuyen\b|\be-?learning\b|"
    r"\b(?:lam bai|hoan thanh|hoc)\b[^.;]{0,40}\btren (?:trang|cong|website|phan mem|he thong)\b|"
    r"\btaphuan\.|\btemis\b|hoc truc tuyen tren he thong|\bqua mang internet\b|\bmooc\b"
)
# people meet there, also when they learn how to use an LMS
_ON_PLATFORM = lazily(
    r"\b(?:qua|tren|bang) (?:phan mem |ung dung |nen tang )?(?:zoom|google meet|ms teams|teams|webex)\b|"
    r"\b(?:hop|hoi nghi|gap mat|giao ban) truc tuyen\b"
)
_ALONE = lazily(r"\btu (?:hoc|boi duong|nghien cuu)\b|\btren (?:he thong )?lms\b")
_VIRTUAL = lazily(
    r"(?<!day hoc )(?<!giang day )(?<! kiem tra )\btruc tuyen\b|\bonline\b|\bzoom\b|"
    r"\bgoogle meet\b|\bmeet\.google|\bms teams\b|\bmicrosoft teams\b|"
    r"\bteams\b|\bphong (?:hoc|hop) ao\b|"
    r"https?://|\bwebinar\b|\bwebex\b|\btruyen hinh\b|\bdiem cau\b|\bk12online\b|\bqua mang\b"
)
_MIXED = lazily(
    r"truc tiep\W{0,3}(?:/|hoac|va|ket hop|,)|ket hop (?:truc tuyen|truc tiep)|truc tuyen\W{0,3}(?:/|"
    r"hoac|va|,)\s?truc tiep"
)
# face to face, and something else for a few: "trực tiếp tại …; riêng … học trực tuyến"
_BUT_SOME = lazily(
    r"\b(?:truc tiep|tap trung)\b[^.]{0,90}[;,.(]\s*(?:rieng|truong hop|neu|so con lai|nhung (?:nguoi|giao vien)|"
    r"giao vien|hoc vien|ai)\b[^.]{0,60}\b(?:truc tuyen|online|zoom|meet|teams|phong (?:hoc|hop) ao)\b"
)
# "(học 01 ngày, riêng chuyên đề 2 học trực tuyến)": not what the rest is
_ONE_PART = lazily(
    r"[,;(]\s*(?:rieng|con|tru)\s+(?:chuyen de|noi dung|mo dun|phan|bai|mon|tiet|buoi cuoi|buoi toi)\b[^.;()]*"
)
# together before a screen: "trực tuyến qua Zoom, học viên dự tập trung tại trường"
_BEFORE_SCREENS = lazily(
    r"\b(?:truc tuyen|online|zoom|meet|teams)\b.*\b(?:diem cau\b.*\btap trung|"
    r"tap trung (?:theo doi |hoc |du |tham du )?(?:tai|o) (?:cac |mot )?"
    r"(?:diem cau|truong(?! (?:dai|cao|thpt|thcs|th|tieu|mam|mn)\b)|don vi|nha truong|co so|phong hop cua))"
)
_FACE = lazily(r"\btruc tiep\b(?! chi dao| quan ly)|\btap trung\b")
_MEETING = lazily(
    _LEAD_IN
    + (
        r"(?:hoi nghi(?! tap huan)|hoi thao|toa dam|hop\b|cuoc hop|sinh hoat (?:chuyen mon|to|"
        r"cum)|so ket|tong ket|giao ban|le (?:khai|be|tong)|gap mat|dai hoi|dien dan|"
        r"phien (?:toan the|khai mac|be mac|thao luan|hop)|tieu ban)"
    )
    # "Hội đồng đánh giá của trường họp xét": a body that meets
    # "Triển khai kế hoạch: cuộc họp Hội đồng trường"
    + r"|:\s*(?:tai |trong |qua )?(?:cuoc |buoi |phien )?hop\b(?! phan| dong| tac| phap| ly)"
    + r"|^\W*(?:hoi dong|ban (?:giam hieu|to chuc|chi dao|dieu hanh)|to|phong|truong|nha truong|so|cum)\b[^.;:,]{0,50}"
    r"(?<!phoi )(?<!tich )(?<!ket )\b(?:hop|so ket|tong ket|giao ban)\b(?! tac| dong| phap| ly)"
)
_TRAINING = lazily(
    r"\b(?:tap huan|boi duong|bd|hoc truc tiep|dao tao|lop|khai giang|khai mac|be giang|be mac|"
    r"khoa hoc|hoc tap|chuyen de|hoc\b|buoi|mo dun|mo-dun|module|giang day|bai|"
    r"huong dan su dung|thao luan|bdtx|bdgv|thac si|dai hoc|chung chi|ky nang|ki nang|phuong phap|cau lac bo|"
    r"(?:di )?thuc te\b|thuc hanh|kien tap|du gio|tham quan|giao luu|hoc hoi kinh nghiem|trao doi chuyen mon)"
)


def kind_of(
    title: str, form: str = "", place: str = "", default: Kind | None = None, *, lesson: bool = False
) -> tuple[Kind, tuple[Kind, ...]]:
    """The kind, and others that the words allow as well.

    default: what rows of the same table are. lesson: it stands with its hours in a timetable, where "Quản lý cảm xúc"
    and "Kiểm tra, đánh giá" are what is taught.
    """
    flat, form, place = plain(title), plain(form), plain(place)
    if _HAND_IN.search(flat):
        return Kind.DEADLINE, ()
    meeting = _MEETING.search(flat)
    held = (place and _SUMMING_UP.match(flat)) or (meeting and meeting[0].startswith(":"))  # people come together
    if _DESK.search(flat) and not held and not _FINISHING.search(flat) and not (lesson and _TOPIC.search(flat)):
        return Kind.MILESTONE, ()
    if meeting:
        told = f"{flat} {form} {place}"
        if not _VIRTUAL.search(told):
            return Kind.MEETING, ()
        return (Kind.MEETING, (Kind.VIRTUAL,)) if _MIXED.search(told) else (Kind.VIRTUAL, (Kind.MEETING,))
    if _LOOKS_AT.match(flat) and not lesson:
        return Kind.MILESTONE, ()
    return _taught(flat, form, place, default)


def _beside_lms(form: str) -> bool:
    """ "Trực tuyến qua Zoom, kết hợp tự học trên LMS": lessons in a virtual room, and something on the LMS besides."""
    pieces = re.split(r"\b(?:ket hop|va|dong thoi|xen ke)\b|[,;+&/]", form)
    on_lms = [piece for piece in pieces if _LMS.search(piece)]
    return bool(on_lms) and any(_VIRTUAL.search(piece) for piece in pieces if piece not in on_lms)


def _meets_online(flat: str) -> bool:
    return _ON_PLATFORM.search(flat) is not None and _ALONE.search(flat) is None


def _taught(flat: str, form: str, place: str, default: Kind | None) -> tuple[Kind, tuple[Kind, ...]]:
    form = _ONE_PART.sub(" ", form)
    for words in (flat, form, place):
        if _MIXED.search(words) or _BUT_SOME.search(words):
            return Kind.IN_PERSON, (Kind.VIRTUAL,)
        if words is form and _VIRTUAL.search(words) and _FACE.search(words) and not _BEFORE_SCREENS.search(words):
            return Kind.IN_PERSON, (Kind.VIRTUAL,)  # the form of the whole, in whatever order
        if words is form and _beside_lms(words):
            return Kind.VIRTUAL, (Kind.LMS,)  # what is learnt on the LMS says so itself
        if _PRACTICE.search(words):
            return Kind.PRACTICE, ()
        if _LMS.search(words) and not _meets_online(words):
            return Kind.LMS, ()
        if _VIRTUAL.search(words):
            return Kind.VIRTUAL, ()
        if _FACE.search(words):
            return Kind.IN_PERSON, ()
    if default is not None:
        return default, ()
    return (Kind.IN_PERSON, ()) if _TRAINING.search(flat) else (Kind.MILESTONE, ())


_OWN_SCHOOL = lazily(
    r"\b(?:tai|o)\s+(?:(?:chinh )?(?:don vi|lop|to|khoi)(?: minh| chu nhiem| cong tac| dang (?:cong tac|day))?|co so|"
    r"nha truong|"
    r"(?:cac )?truong(?= (?:minh|dang|noi|cua minh|so tai|pho thong)|\s*[.,;)]|$))"
)


def is_own_school(flat: str) -> bool:
    """Whether it is at the school or class of each person: "tại trường mình", "tại lớp chủ nhiệm"."""
    return bool(_OWN_SCHOOL.search(flat))


_NAMED_SCHOOL = lazily(
    r"\b(?:[Tt]iểu học|TH|THCS|THPT|[Mm]ầm non|[Mm]ẫu giáo|MN|[Đđ]ại học|[Cc]ao đẳng|TH ?& ?THCS)\s+[A-ZĐÀ-Ỹ\d]"
)


def is_named_school(place: str | None) -> bool:
    """Whether a place is one school by its name, not the school of each person."""
    return place is not None and _NAMED_SCHOOL.search(place) is not None


def is_training(text: str) -> bool:
    """Whether the words of a heading speak of teaching people rather than of work at a desk."""
    return bool(_TRAINING.search(plain(text)))


def says_form(text: str) -> bool:
    """Whether a text tells face to face, virtual, LMS or practice."""
    flat = plain(text)
    return any(pattern.search(flat) for pattern in (_LMS, _VIRTUAL, _FACE, _PRACTICE))


def is_self_study(text: str) -> bool:
    """Whether a text tells learning on a system, each at an own hour."""
    return bool(_LMS.search(plain(text)))


def practice_place(text: str) -> str | None:
    """One's own school, when that is where something is tried out."""
    found = re.search(
        r"\b(?:tại|với)\s+((?:các\s+)?(?:trường(?: phổ thông| học| mình| đang công tác)?|"
        r"(?:nhóm )?lớp(?: mình| chủ nhiệm| đang dạy)?|"
        r"liên đội(?: của mình| mình)?|đơn vị(?: công tác)?|nhà trường|cơ sở(?: giáo dục)?))",
        text,
        re.I,
    )
    return found[1] if found else None
