"""What a date is doing in its sentence: naming an activity, a deadline, or nothing that will happen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from training.plan import Precision
from training.reading.lazily import lazily
from training.reading.plans.tokens import Clock, Dates, Token, Undated


class Role(StrEnum):
    """The use of a date or clock."""

    ACTIVITY = "activity"
    DEADLINE = "deadline"
    CITED = "cited"  # of a decision, a birth, an anniversary
    SUPERSEDED = "superseded"  # once planned, now moved or cancelled
    EXCEPTED = "excepted"  # a day left out of a weekly repeat


@dataclass(frozen=True, slots=True)
class Sorted:
    """A token with its role."""

    token: Token
    role: Role


_PAPER = (
    r"(?:quyet dinh|nghi dinh|nghi quyet|(?<!he )thong tu(?: lien tich)?|cong van|ke hoach|"
    r"chi thi|thong bao|huong dan|van ban|"
    r"to trinh|luat|phap lenh|bien ban|hop dong|(?:giay|thu) (?:moi|trieu tap)|cv|tt|qd|kh|de an|ket luan|cong dien|"
    r"chuong trinh|quy che|phu luc)"
)
_CITED = tuple(
    lazily(pattern)
    for pattern in (
        rf"\b{_PAPER}\b[^.;\n]{{0,60}}?\d[\w.]*\s?/\s?[\w]*[a-z][^;\n]{{0,40}}?(?:ngay\s*)?(?:,\s*)?$",
        r"\b(?:quyet dinh|nghi (?:dinh|quyet)|(?<!he )thong tu|cong (?:van|dien)|chi thi|to trinh|"
        r"luat|giay moi|ke hoach|thong bao)"
        r"\s*(?:so\s*)?:?\s*\d*\s*(?:ngay\s*)?$",
        r"\bso\s*:?\s*\d*\s?/\s?[a-z][\w&/-]*(?:\s*-\s*[a-z][\w&]*)?\s*,?\s*(?:ban hanh\s*)?(?:ngay\s*)?$",
        r"(?:^|\s)/\s?[a-z]{2,}[\w&-]*\s+(?:ngay\s*)?$",
        r"\bluat\b[^.;,\n]{0,40}ngay\s*$",
        # what was agreed upon before, and is the reason for what follows
        r"\b(?:theo|can cu|tren co so|thong nhat|y kien|ket luan|chi dao|tiep thu|dang ky|de nghi|phan cong)\b"
        r"[^.;:\d\n]{0,60}\b(?:hop|hoi nghi|giao ban|lam viec|hoi y)\b(?:(?!to chuc|vao)[^.;:,\d\n]){0,50}\bngay\s*$",
        rf"\b(?:theo|can cu|thuc hien|kem theo|tai|trong)\s+{_PAPER}\b(?! nay)(?:(?!truoc|cham nhat|muon nhat|"
        rf"vao)[^.;,:()\d\n]){{0,60}}?\bngay\s*$",
        rf"\b(?:ghi|neu)\s+(?:trong|tai|o)\s+{_PAPER}\b[^.;,:()\d\n]{{0,40}}$",
        r"\b\d+\s?-\s?[a-z]{1,4}\s?/\s?[a-z]{2,}\w*\s*,?\s*ngay\s*$",
        r"\bphan dau\b[^.;\n]{0,60}$|\b(?:khong ap dung|mien hoc)\b[^.;\n]{0,90}$",
        r"\b(?:(?<!hoc )sinh|(?<!cac )cap|(?<!hoc )(?<!cuoi )(?<!giua )(?<!dinh )ky|ban hanh|"
        r"phe duyet|thanh lap|hieu luc(?: thi hanh)?(?: ke)?(?: tu)?)\s*(?:ngay\s*)?:?\s*$",
    )
)
# of the days behind it only the first is the one that is celebrated
_CELEBRATED = lazily(r"\b(?:ky niem|chao mung|nhan dip|nhan ngay)\b[^.;\n]{0,60}$")
# "Do ảnh hưởng của đợt mưa lũ cuối tháng 10 …": why something is as it is
_REASON = lazily(
    r"^\W*(?:\d{1,2}[.)]\s*)?(?:do|vi(?: ly do)?|boi|nham khac phuc|khac phuc)\b(?! (?:vay|the|do|la)\b)"
    r"(?:(?!\b(?:nen|lui|chuyen|doi|hoan|to chuc|dieu chinh|thay doi|thoi gian|lich|lop|hoc)\b)[^,;:.\n]){3,120}$|"
    r"\b(?:do|vi)\s+(?:anh huong|mua|bao|lu|dich|trung|vuong|ky thi|thien tai|su co|mat dien|gan)\b[^,;:.\d\n]{0,60}$"
)
# "giáo viên nghỉ hưu trước tháng 12": who is meant, and nothing that is on
_OF_PEOPLE = lazily(
    r"\b(?:(?:nghi|ve) huu|huu tri|nghi che do|thai san|(?:duoc|moi|da) (?:tuyen dung|bo nhiem)|vao nganh|bien che)\b"
    r"[^,;:.\d\n]{0,24}$"
)
_PAST = lazily(
    r"\bda (?:duoc )?(?:to chuc|dien ra|trien khai|hoan thanh|tien hanh|thuc hien|hoc|du|tham gia|tham du|tap huan|"
    r"boi duong|chi ra|neu|ket luan|phat hien|thong nhat)\b[^.;\n]{0,80}$"
)
# "đến năm 2027 có 100% giáo viên đạt": what is hoped for on that day
_AIM_AFTER = lazily(r"\s*,?\s*(?:phan dau\b|(?:co|dat|it nhat|toi thieu)\s[^.;]{0,12}\d{1,3}\s?%)")
_DEAD_SENTENCE = lazily(
    r"\b(?:khong (?:to chuc|thuc hien|dien ra|con hieu luc|con gia tri|ap dung|hoc)(?: nua)?|"
    r"(?:bi|duoc|da|nay) (?:huy(?: bo)?|hoan)|tam (?:hoan|dung)(?=\s*(?:[.,;]|$))(?:\s*,[^.;\d]*(?:thong bao|"
    r"thoi gian)[^.;\d]*)?|bai bo|het hieu luc)\s*[.)\s]*$"
)
_ISSUER_AFTER = lazily(
    r"\s*,?\s*cua (?:bo|chinh phu|thu tuong|uy ban|ubnd|quoc hoi|hdnd|hoi dong|ban chap hanh|so|phong|cong ty|cuc)\b"
)
_PAPER_BEFORE = lazily(rf"\b{_PAPER}\b[^.;\n]{{0,120}}$")

_GONE = lazily(
    r"\b(?:thay (?:cho|vi|the|thoi gian|lich|ngay)|(?:lich|thoi gian|ngay|han|ke hoach) cu(?! the)|khong to chuc|"
    r"khong thuc hien|khong con|bai bo|(?<!phat )(?<!chi )huy(?! dong| chuong)(?: bo)?|tam dung|"
    r"hoan(?! thanh| tat| thien| canh| tra)(?: lai)?|khong phai)\b[^.;\n]{0,70}$"
    r"|\b(?:truoc day|(?:ngay|buoi|lich|thoi gian|ke hoach|du kien|thoi han|han|moc) (?:\w+ )?ban dau|"
    r"(?:^|[(,:-] ?)ban dau|ban dau(?= (?:du kien|la|vao|duoc|an dinh|xep|bo tri|to chuc|ngay|thong bao))|"
    r"da thong bao|da du kien)\b"
    r"[^.;,\n]{0,40}$"
    r"|\b(?:(?:(?<!chuyen )doi|chuyen)(?= (?:lich|buoi|ngay|tu|thoi gian)\b)|lui)[^.;:\d\n]{0,30}"
    r"\btu\s+(?:(?:sang|chieu|toi)\s+)?(?:thu \w+\W+)?(?:ngay\s*)?$"
)
# a form, and no day, is what is given up: "học qua Zoom (thay cho học trực tiếp): ngày 22/11"
_INSTEAD = lazily(
    r"\(\s*thay (?:cho|vi|the)\b[^()]*\)|"
    r"\bthay (?:cho|vi|the)(?: cho)? (?:(?:viec|hinh thuc) )?(?:(?:hoc|day|day hoc|tap huan|boi duong|hop) )?"
    r"(?:truc tiep|tap trung|truc tuyen|online)\b(?! ngay)"
)
_GONE_AFTER = lazily(
    r"\s*\)?\s*[:,-]?\s*\(?(?:nay |da |bi |se |duoc )*"
    r"(?:huy|hoan(?! thanh| tat| thien)|khong to chuc|bai bo|tam (?:dung|hoan)|nghi\b(?!\s*(?:ngay|cac|he|trua|thu|"
    r"le|tet|giai|giua|\d|chu nhat|t[2-7]\b|cn\b|(?:rieng |het |trong |vao )*(?:(?:mot|hai|ba|bon|nam) )?(?:cac )?"
    r"(?:ngay|buoi|tuan|sang|chieu|toi|thu|chu nhat)\b[^.;,)\d]{0,20}\d)))\b"
)
# later in the same sentence: "ngày 10/2 đã niêm yết trên bảng tin bị hủy do mất điện"
_OFF_LATER = lazily(
    r"(?:(?!hoc bu|day bu|bu cho|thay (?:cho|the)|buoi(?! giao ban| hop)|neu(?! tai| tren| trong| o))"
    r"(?:(?:thang|ngay|so) \d[\w/&-]*|[^.;\d])){0,70}\b(?:(?:bi|da|da bi|nay|duoc) (?:huy|hoan(?! thanh| tat| thien))|"
    r"khong (?:to chuc|dien ra|thuc hien)(?: nua)?\s*(?:[.,;]|$|do\b|vi\b))"
)
# "Ngày 20/4/2026, Sở … ban hành Kế hoạch số 874/KH-SGDĐT"
_ISSUED_THEN = lazily(
    r"\s*,?[^.;:\d]{0,70}\b(?:ban hanh|ky(?: ban hanh)?|phe duyet|co|gui|nhan duoc)\s+"
    + _PAPER
    + r"\s*(?:so\s*)?:?\s*\d+\s*/?\s?[\w-]*"
)
# "Kế hoạch này thay thế Kế hoạch số 39 (trong đó ấn định buổi đầu ngày 07/9)": up to what comes in its place
_REPLACED = lazily(rf"\b(?:thay (?:the|cho)(?: cho)?|bai bo|huy bo|thu hoi)\b[^.;\d]{{0,40}}\b{_PAPER}\b")
_ANEW = lazily(
    r"(?<!van ban )(?<!ke hoach )(?<!thong bao )(?<!cong van )\bnay\b|\b(?:sang|lich moi|thoi gian moi|ngay moi)\b"
)
_AS_BEFORE = lazily(
    r"\b(?:khong (?:thay )?doi|giu nguyen|van (?:giu|nhu|la)|nhu (?:cu|da thong bao))\b[^.;\d\n]{0,20}$"
)
_EXCEPT = lazily(
    r"\b(?:(?<!ban )(?<!noi )(?<!cu )(?<!luu )(?<!du )tru(?! so| bi| lieu)|ngoai tru|"
    r"(?<!hoi )(?<!de )(?<!kien )(?<!phong )(?<!noi )nghi|khong hoc|khong sinh hoat|"
    r"khong ke|loai tru)\b(?!\s+(?:truoc|huu))[^.;)\n]{0,30}$"
)
_MOVE = lazily(
    r"\b(?:chuyen(?! de| mon| vien| doi so| giao| sau| nganh)|(?<!chuyen )doi(?! tuong| voi| ngu| tuyen| moi| thoai)|"
    r"roi|lui|"
    r"hoan(?! thanh| tat| thien)|day (?:som|lui)|dieu chinh|thay doi|gia han)\b"
)
_MOVED_TO = lazily(r"\b(?:sang|thanh|xuong|qua(?=\s*(?:ngay|\d|thu|luc|sang|chieu))|lai vao|lai den|den|toi|vao)\b")
_BY = lazily(
    r"(?:\b(?:truoc|truoc het)\s*(?:(?:thoi diem|luc|gio)\s*)?(?:het\s*)?(?:thu (?:hai|ba|"
    r"tu|nam|sau|bay|[2-7])|chu nhat)?\s*,?\s*(?:ngay\s*)?"
    r"|\b(?:cham nhat|muon nhat|khong (?:qua|muon hon)|han (?:cuoi|chot|nop|gui|dang ky|bao cao|"
    r"hoan thanh|tiep nhan|nhan)|thoi han|deadline|het han|han(?= (?:la|:|den|moi|ngay))|(?<=: )han)\b"
    r"[^.;\d\n]{0,45}"
    r"|\bden het\s*(?:ngay\s*)?(?:thu \w+\s*,?\s*(?:ngay\s*)?)?)(?:\(?\s*(?:thu (?:hai|ba|"
    r"tu|nam|sau|bay|[2-7])|chu nhat)\s*,?\s*(?:ngay)?\s*)?$"
)
_AFTER = lazily(r"(?<!thu )\b(?:sau|qua)\s+(?:thoi (?:han|diem|gian)\s+)?(?:ngay\s*)?(?:\(\s*)?$")
_PRESENT_BY = lazily(
    r"\b(?:co mat|tap trung|den|mo link|vao phong|dang nhap|on dinh)\b[^.;]{0,25}\btruoc\s*(?:luc\s*)?$"
    r"|\b(?:ket noi thu|thu (?:duong truyen|ket noi|am thanh)|kiem tra (?:duong truyen|ket noi|thiet bi)|mo phong|"
    r"co mat)\b[^.;\d]{0,25}\b(?:tu|luc|truoc)\s*$"
)
_DONE_AFTER = lazily(
    r"[^.;\d]{0,60}\bda (?:duoc )?(?:ban hanh|to chuc|trien khai|dien ra|hoan thanh|co (?:cong van|"
    r"ke hoach|\d+ )|lam viec|kiem tra|khao sat|ghi nhan|cu\b)\b"
)
_LODGING = lazily(
    r"\b(?:com (?:trua|toi)|an (?:trua|toi)|lien hoan|tiec)\b[^.;]{0,30}$|"
    r"\b(?:nhan phong|tra phong|den som|ve som|xe (?:don|khoi hanh|xuat phat)|ve lai|phat lai)\b[^.;]{0,30}$"
)
_GATHER = lazily(r"\b(?:hoc vien|dai bieu|giao vien|lop)\b[^.;\d]{0,20}\btap trung\b[^.;]{0,60}$")
_ASKS = lazily(r"[^;.\d]{0,60}\b(?:gui|nop|dang k[yi]|bao cao|hoan thanh|xac nhan|lap danh sach)\b|\s*nay\b")
_ONLY_END = lazily(r"\bden (?:het\s*)?(?:ngay\s*)?$")
_HAND_IN = lazily(r"\b(?:gui|nop|dang ky|bao cao|hoan thanh|lap danh sach|cu danh sach|xac nhan|dang ki)\b")


def sorted_tokens(flat: str, tokens: Sequence[Token], *, notice_of_change: bool = False) -> list[Sorted]:
    """Each token of a sentence with its role; a "from old to new" pair is cut to the new date."""
    written, tokens = tokens, [_new_end(flat, token) for token in tokens]
    new = {number for number, token in enumerate(tokens) if token is not written[number]}
    gone = _moved_away(flat, tokens) - new
    if written and _is_all_off(flat, written):
        gone = set(range(len(tokens)))
    elif notice_of_change and (past := _told_before(flat, tokens)):
        gone = past
    elif notice_of_change and re.match(r"\W*theo (?:ke hoach|thong bao|lich|cong van|van ban|giay)\b", flat):
        gone = set(range(len(tokens))) if not _MOVE.search(flat) else gone
    gone |= _of_replaced(flat, tokens)
    sorted_ = [
        Sorted(token, _moved_role(flat, number, gone, new) or _role(flat, tokens, number))
        for number, token in enumerate(tokens)
    ]
    return _companions(flat, [_counted_from(entry) for entry in sorted_])


def _told_before(flat: str, tokens: Sequence[Token]) -> set[int]:
    """Numbers of the tokens that tell what an earlier paper said; a later clause may ask for something now."""
    said = re.search(r"\bda (?:ban hanh|thong bao|co cong van|gui)\b", flat)
    instead = re.search(r"\bthay (?:cho|vi|the)\b", flat)
    if said is None or (instead and any(token.end <= instead.start() for token in tokens)):
        return set()
    now = next((hit.start() for hit in re.finditer(";", flat) if _ASKS.match(flat, hit.end())), len(flat))
    end = now if now > said.start() else len(flat)
    return {number for number, token in enumerate(tokens) if token.start < end}


def _of_replaced(flat: str, tokens: Sequence[Token]) -> set[int]:
    """Numbers of the tokens that tell what stood in a paper that holds no longer."""
    found = _REPLACED.search(flat)
    if found is None:
        return set()
    behind = [number for number, token in enumerate(tokens) if token.start >= found.end()]
    return {number for number in behind if not _ANEW.search(flat, found.end(), tokens[number].start)}


def _is_all_off(flat: str, tokens: Sequence[Token]) -> bool:
    """ "Buổi học ngày 19/8 nêu trong thông báo … không tổ chức nữa": all that the sentence dates is off."""
    found = _DEAD_SENTENCE.search(flat)
    if found is None or found.start() < tokens[-1].end or _MOVE.search(flat):
        return False
    return not re.search(r"[,;]\s*(?:rieng\b|con lai)", flat[tokens[0].end : found.start()])


def _counted_from(entry: Sorted) -> Sorted:
    """ "Báo cáo trong vòng 10 ngày kể từ ngày": not the ten days, but the day that they end with."""
    token = entry.token
    if entry.role is Role.DEADLINE and isinstance(token, Dates) and token.shift and not token.shift[0]:
        last = token.shift[1] + 1
        return Sorted(replace(token, shift=(last, last)), Role.DEADLINE)
    return entry


def _moved_role(flat: str, number: int, gone: set[int], new: set[int]) -> Role | None:
    """What a change makes of a date; None when no change touches it."""
    if number in gone:
        return Role.SUPERSEDED
    if number not in new:
        return None
    return Role.DEADLINE if re.search(r"\b(?:thoi )?han\b|\bgia han\b", flat) else Role.ACTIVITY


def _new_end(flat: str, token: Token) -> Token:
    """ "Dời từ 7/10 đến 14/10" is no stretch of days: only the second is left."""
    if not isinstance(token, Dates) or len(token.pairs) != 1 or token.pairs[0][0] == token.pairs[0][1]:
        return token
    before = flat[max(0, token.start - 60) : token.start]
    moved = re.search(rf"{_MOVE.pattern}[^.;\d]{{0,45}}\btu\s*(?:ngay\s*)?$", before)
    if not moved or re.search(r"dieu chinh|thay doi", moved[0]):
        return token
    last = token.pairs[0][1]
    found = [hit for hit in re.finditer(r"\b(?:den|toi)\b|-", flat[token.start : token.end])]
    start = token.start + found[-1].end() if found else token.start
    return replace(token, start=start, pairs=((last, last),))


def _moved_away(flat: str, tokens: Sequence[Token]) -> set[int]:
    """Numbers of the tokens that stand before "sang", "thành" of a change."""
    gone: set[int] = set()
    for verb in _MOVE.finditer(flat):
        clause_end = _clause_end(flat, verb.end())
        later = [number for number, token in enumerate(tokens) if verb.end() <= token.start < clause_end]
        for target in _MOVED_TO.finditer(flat, verb.end(), clause_end):
            between = [number for number in later if tokens[number].end <= target.start()]
            after = [number for number in later if tokens[number].start >= target.end()]
            if not after or any(tokens[n].start < target.start() < tokens[n].end for n in later):
                continue
            clause_start = max(flat.rfind(". ", 0, verb.start()), flat.rfind(";", 0, verb.start())) + 1
            before = [n for n, token in enumerate(tokens) if clause_start <= token.start and token.end <= verb.start()]
            if between or before:
                gone.update(between or before)
                break
    return gone


def _clause_end(flat: str, start: int) -> int:
    ends = [at for mark in (". ", ";", "\n") if (at := flat.find(mark, start)) >= 0]
    return min(ends, default=len(flat))


def _role(flat: str, tokens: Sequence[Token], number: int) -> Role:
    token = tokens[number]
    if isinstance(token, Undated):
        return Role.ACTIVITY
    after_last = tokens[number - 1].end if number else 0
    begin = max(0, token.start - 200)
    begin = max([begin, *(flat.rfind(mark, begin, token.start) + 1 for mark in (";", "\n", ". "))])
    before = flat[begin : token.start]
    near = flat[max(begin, after_last) : token.start]
    if _is_cited(flat, before, near, token) or _is_afterwards(near, token):
        return Role.CITED
    if _EXCEPT.search(near if number else before):
        return Role.EXCEPTED
    if isinstance(token, Clock) and _AS_BEFORE.search(near):
        return Role.ACTIVITY
    told = near if number and not _open_bracket(before) else before
    if _GONE.search(_INSTEAD.sub(" ", told)) or _GONE_AFTER.match(flat[token.end :]):
        return Role.SUPERSEDED
    if isinstance(token, Dates) and (later := _told_later(flat, token)):
        return later
    if isinstance(token, Dates) and (_DONE_AFTER.match(flat[token.end :]) or _is_aim(flat, near, token)):
        return Role.CITED
    if number and isinstance(token, Dates) and _ONLY_END.search(near) and not _is_deadline(flat, before, near, token):
        return Role.CITED  # the end of what began before, not something of its own
    if (isinstance(token, Clock) and _PRESENT_BY.search(before)) or _is_lodging(before):
        return Role.CITED
    counted = isinstance(token, Dates) and token.shift and _HAND_IN.search(flat[: token.start] or flat)
    return Role.DEADLINE if counted or _is_deadline(flat, before, near, token) else Role.ACTIVITY


def _is_lodging(before: str) -> bool:
    """Rooms and meals; not the hour at which all have to be there, which may go with them."""
    return _LODGING.search(before) is not None and _GATHER.search(before) is None


def _told_later(flat: str, token: Dates) -> Role | None:
    """What the words behind a day make of it: off, or the day of a paper."""
    if _OFF_LATER.match(flat, token.end):
        return Role.SUPERSEDED
    return Role.CITED if _ISSUED_THEN.match(flat, token.end) else None


def _is_aim(flat: str, near: str, token: Dates) -> bool:
    """ "Đến tháng 12/2027 có 100% giáo viên đạt chuẩn"."""
    aimed = token.precision is not Precision.DAY or re.search(r"\bden (?:het )?(?:ngay )?$", near)
    return bool(aimed and _AIM_AFTER.match(flat[token.end :]))


def _is_afterwards(near: str, token: Token) -> bool:
    """ "Sau ngày 20/7" tells no day on which anything is."""
    return isinstance(token, Dates) and not token.shift and bool(_AFTER.search(near))


def _open_bracket(before: str) -> bool:
    return before.rfind("(") > before.rfind(")")


def _is_cited(flat: str, before: str, near: str, token: Token) -> bool:
    reason = re.match(r"\W*(?:can cu|xet de nghi)\b", flat) and not _BY.search(near)
    if reason or _PAST.search(before) or _REASON.search(before) or _OF_PEOPLE.search(before):
        return True
    if _CELEBRATED.search(near):
        return not _announces(near)
    if any(pattern.search(near if near != before and len(near) < 6 else before) for pattern in _CITED):
        return not _announces(near)
    issuer = _ISSUER_AFTER.match(flat[token.end :])
    # a citation whose first line stands elsewhere, in the other column of the page
    torn = (
        issuer
        and not before.strip(" ngay")
        and re.match(r"[^.;\d]{0,60}\b(?:ban hanh|quy dinh|phe duyet|ve viec)\b", flat[token.end :])
    )
    return bool(torn or (issuer and _PAPER_BEFORE.search(before)))


def _announces(near: str) -> bool:
    """A citation does not reach over the words that begin an activity of its own."""
    return bool(
        re.search(r"\b(?:to chuc|vao luc|vao ngay|tap huan|khai mac|dien ra|thoi gian|bat dau)\b[^.;\d]{0,40}$", near)
    ) and not (re.search(rf"\b{_PAPER}\s*so\b[^.;]*$", near))


def _is_deadline(flat: str, before: str, near: str, token: Token) -> bool:
    if not _BY.search(near) and not (len(near) < 16 and _BY.search(before)):
        return False
    if re.search(r"\bden het\s*(?:ngay\s*)?$", near):
        return bool(_HAND_IN.search(flat[: token.start])) and not re.search(r"\btu\b[^.;]{0,40}$", before)
    return True


_OF_NEXT_ROUND = lazily(
    r"\s*[,(]?\s*(?:(?:doi voi|cho|cua|voi)\s+)?(?:cac\s+)?(?:dot|lop|nhom|cum|khoa|khoi|cap|mon)\b"
    r"[^.;,\d]{0,12}(?:\d{1,2})?\)?\s*(?:,|;|va)\s*(?:va\s*)?(?:ngay\s*)?"
)


def _is_next_limit(flat: str, above: Sorted, here: Sorted) -> bool:
    """ "Muộn nhất ngày 01/6 đối với đợt 1 và ngày 15/6 đối với đợt 2": the limit of the next round."""
    late = above.role is Role.DEADLINE and here.role is Role.ACTIVITY
    dated = isinstance(above.token, Dates) and isinstance(here.token, Dates)
    return late and dated and _OF_NEXT_ROUND.fullmatch(flat[above.token.end : here.token.start]) is not None


def _companions(flat: str, sorted_: list[Sorted]) -> list[Sorted]:
    """The day of "trước 17h00 ngày 1/8" shares the role of its clock, as far as only small words part them."""
    result = list(sorted_)
    for at in range(1, len(result)):
        above, here = result[at - 1], result[at]
        gap = flat[above.token.end : here.token.start]
        joined = re.fullmatch(
            r"\s*[,(]?\s*(?:(?:cua|ngay|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|sang|chieu|toi|buoi|,)\s*)*", gap
        )
        inherits = above.role in (Role.DEADLINE, Role.SUPERSEDED, Role.EXCEPTED) and here.role is Role.ACTIVITY
        pair = isinstance(above.token, Clock) and isinstance(here.token, Dates)
        days = (
            above.role is Role.EXCEPTED
            and isinstance(above.token, Dates)
            and re.fullmatch(r"\s*(?:,|va)\s*(?:ngay)?\s*", gap)
        )
        if (inherits and ((joined and pair) or days)) or _is_next_limit(flat, above, here):
            result[at] = Sorted(here.token, above.role)
        elif pair and joined and here.role is Role.SUPERSEDED and above.role is Role.ACTIVITY:
            result[at - 1] = Sorted(above.token, here.role)
    return result
