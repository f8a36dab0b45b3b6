"""Place, link, audience, lead and number of people out of the words around a date."""

from __future__ import annotations

import re

from training.reading.lazily import lazily
from training.reading.plans.letters import one_line, plain

_PLACE_NOUN = (
    r"(?:hoi truong|phong|nha|truong|trung tam|ubnd|uy ban|san|thu vien|khach san|co so|diem|"
    r"don vi|van phong|so gd|so giao duc|"
    r"giang duong|hoc vien|dai hoc|thcs|thpt|tieu hoc|mam non|th |khu|toa|tang|lop|tru so|"
    r"cung|cac truong|cac diem|cum|tt|ban quan ly|di tich|bao tang)"
)
_NOT_PLACE = lazily(
    r"(?:ke hoach|cong van|quyet dinh|phu luc|muc|diem [a-z\d]\b|khoan|cho\b|thong tu|van ban|"
    r"nghi dinh|luat|thoi diem|dieu|bang|day|thong bao|"
    r"chuong trinh|bieu|mau|do|kien|danh sach|gia|huong dan|quy che|dia phuong|phan|noi dung|"
    r"nghi quyet|cong thong tin|cac don vi$|nha$|dia ban)\b"
)
_AT = lazily(
    r"(?:\btai|\bo(?=\s+(?:hoi truong|phong|truong|trung tam|nha|cung|san|thu vien|khach san|giang duong|"
    r"so \d)))\s*:?\s+"
)
_PLACE_END = lazily(
    r"[;\n]|\.(?:\s|$)|:\s|,?\s*\(?\b(?:vao|luc|tu (?:ngay|\d+(?:\s?(?:h|gio)\d*)?)|voi|cho (?:cac|giao|can|hoc|doi|"
    r"cb|gv)|chu tri|do (?:dong chi|ong|ba|so|phong|thay|co|d/c|to|truong|bch|bgh)|"
    r"thoi gian|ngay \d{1,2}|doi voi|truoc|ngoai tru|tru(?= (?:ngay|thu|chu|buoi|\d))|"
    r"ngay cu the|lich cu the|gom\b|bao gom|theo hinh thuc|thanh phan|doi tuong|de (?:duoc|trien|"
    r"hoc|tham|chuan|du|phuc|to chuc)|hoan thanh|chon \d|duoi|so luong|bat dau|khai mac|danh cho|trong (?:ngay|"
    r"tuan|thang|thoi)|thu (?:hai|ba|tu|nam|sau|bay|[2-7])\b|chu nhat|buoi|sang|chieu|toi)\b"
    r"|,\s*(?=(?:chuong trinh|noi dung|lich)\b)|"
    r",\s*moi (?:ngay|buoi|lop|nhom)\b|"
    r",\s*(?=\d{1,2}\s?(?:h|g|gio|:|/)\s?\d?)|\s[–-]\s(?=\d{1,2}\s?[h:])|[,;(]\s*(?=(?:khoang |"
    r"du kien )?\d{1,4}\s+(?:ngay|buoi|tiet|nguoi|gv|giao vien|hoc vien|can bo|cbql|dai bieu)\b)"
)
_ONLY_PLACE = lazily(
    r"(?:hoi truong|truong (?:th\b|tieu hoc|thcs|thpt|mn\b|mam non|dai hoc|dh|cao dang|cd|chinh tri|pt|pho thong|"
    r"mau giao|trung hoc)|trung tam|nha van hoa|"
    r"phong (?:hoc |hop |may |tin hoc |lab )?(?:so )?[a-z]?\.?\d)(?!.*\b(?:chuan bi|nop|gui|lap|bao cao|cu)\b)"
)
_EMAIL = lazily(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = lazily(
    r"(?:https?://|www\.)[^\s<>\"')\]]+|(?<![\w@.-])(?:[\w-]+\.){1,4}(?:com|vn|us|gle|ly|net|org|me)/[^\s<>\"')\]]*",
    re.I,
)
_PLATFORM = lazily(
    r"\b(Zoom(?: Meetings?)?|Google Meet|(?:MS|Microsoft) Teams|Teams|Webex|K12Online|VNPT Meeting|"
    r"Viettel Meet|Zavi|TrueConf)\b",
    re.I,
)
_ROOM = lazily(r"\(?\s*(?:\bID|Meeting ID|mã phòng|ID phòng)(?:(?!\s(?:từ|vào|lúc|ngày)\s)[^;.\n)]){3,60}", re.I)
_TO_OFFICE = lazily(
    r"\b(?:ve|cho|den|toi|len)\s+(?=(?:so\b|phong\b|ubnd|uy ban|bo\b|truong\b|ban (?:giam|"
    r"to chuc|cong|quan|chu|chi)|to truong|(?:pho )?hieu truong|trung tam|van phong|cuc\b|khoa\b))"
)
_BY_PROGRAM = lazily(r"\b(?:qua|tren|bang|len|vao)\s+(?=(?:phan mem|ung dung|cong thong tin|app|he thong)\b)(\w+)")
_OFFICE_END = lazily(
    r"[;\n(]|\.(?:\s|$)|,|\s(?:truoc|cham nhat|muon nhat|qua|bang|de|theo|trong|han|vao|ngay|"
    r"de duoc|khi|tu|sau|dung|cung)\b"
)
_MOVED_TO = lazily(
    r"\b(?:dia diem|noi hoc|chuyen)\b[^;.\n]{0,60}?\b(?:ve|sang|den|thanh|qua)\s+"
    r"(?=truong|hoi truong|trung tam|phong \w*\d|nha van hoa)"
)
_KEPT_PLACE = lazily(
    r"\bdia diem\b[^.;(\n]{0,20}\b(?:khong (?:thay )?doi|giu nguyen|nhu cu|nhu tren)\s*[:(]\s*([^()\n;]{5,70})"
)
_TOLD_PLACE = lazily(
    r"\b(?:phong (?:hoc|tap huan)|noi hoc|diem hoc|dia diem)\b(?!\s+(?:truc tuyen|ao|online|nhan|nop|dang))"
    r"[^:.;\n]{0,40}:\s+(?!.{0,9}https?:)"
)


def place_told(text: str) -> str | None:
    """The value of a label for places in the midst of a text: "Phòng học trực tiếp: phòng 402, nhà G"."""
    flat = plain(text)
    found = _TOLD_PLACE.search(flat)
    if found is None:
        return None
    rest = re.split(r"[,;(]?\s*\b(?:trừ|ngoại trừ|riêng)\b", text[found.end() :])[0]
    place = clean_place(rest[: _stop(plain(rest), rest)])
    bare = place and re.fullmatch(r"(?:[A-ZĐ]\w?)?[-.]?\d[\w.-]*", place)
    return f"Phòng {place}" if bare and found[0].startswith("phong") else place


_NOT_THERE = lazily(r"\bkhong (?:to chuc|hoc|tap huan|con)(?: nua)?\s*$")
_NOT_AT = lazily(r"\bt[àảáã]i\b", re.I)


def place_in(text: str) -> str | None:
    """What stands behind "tại", or behind "chuyển về", as far as it names a place."""
    flat = plain(text)
    if (kept := _KEPT_PLACE.search(flat)) and names_place(place := text[kept.start(1) : kept.end(1)]):
        return place.strip()
    for found in (*_MOVED_TO.finditer(flat), *_AT.finditer(flat)):
        rest = flat[found.end() :]
        if _NOT_PLACE.match(rest) or _NOT_THERE.search(flat[: found.start()]):
            continue
        if _NOT_AT.search(text[found.start() : found.end()]):
            continue  # "tài sản", "tải", "tái" are no "tại"
        stop = _stop(rest, text[found.end() :])
        name = text[found.end() : found.end() + stop].strip(" ,-–:*.")
        inside = re.match(r"\(([^()]{5,70})\)", text[found.end() + stop :])
        if inside and names_place(inside[1]):
            return f"{name}, {inside[1]}"
        if name and (name[:1].isupper() or re.match(_PLACE_NOUN, rest)) and len(name) < 200:
            return _unbracketed(name)
    return None


_BARE_PLACE = lazily(
    r"[\s,;)–-]*(?=(?:hoi truong|truong (?:th\b|tieu hoc|thcs|thpt|mn\b|mam non|dai hoc|cao dang|chinh tri|bd)|"
    r"trung tam|"
    r"nha (?:van hoa|thieu nhi|[a-z]\d)|cung (?:thieu nhi|van hoa)|giang duong|phong (?:hop|hoc|may|tin hoc|"
    r"bo mon|hoi dong|da nang|thi nghiem|thuc hanh|truyen thong|nghe nhin|[a-z]?\.?\d)|"
    r"san (?:truong|van dong)|thu vien|khach san)\b)"
)
_ROOM_NAMED = lazily(r"[\s,;)–-]*(?=phòng [A-ZĐÀ-Ỹ\d])")  # "Phòng Đào tạo" is an office, "phòng Âm nhạc" a room


def place_behind(text: str) -> str | None:
    """A place named right behind a date, with nothing before it: "8h00 ngày 6/3/2025, Trường THCS Ba Đồn"."""
    flat = plain(text)
    found = _BARE_PLACE.match(flat) or _ROOM_NAMED.match(text)
    if not found or not re.search(r"[,;)–-]", text[: found.end()]):
        return None
    rest = flat[found.end() :]
    name = text[found.end() : found.end() + _stop(rest, text[found.end() :])].strip(" ,-–:*.")
    return _unbracketed(name) if 4 < len(name) < 120 else None


_ROOM_IN_BRACKET = lazily(
    r"[(;]\s*((?:phòng|hội trường) (?:[A-ZĐ]?\.?\d\w*|[A-ZĐ]\d*\b)"
    r"(?:, (?:nhà|tầng|khu|tòa|dãy) [^;().]{1,40})?)\s*[;)]",
    re.I,
)


def room_in_bracket(text: str) -> str | None:
    """A room by its number among the remarks on a date: "(dành cho tổ Tự nhiên; phòng 201, nhà B)"."""
    found = _ROOM_IN_BRACKET.search(text)
    return found[1] if found else None


_BUILDING = lazily(
    r"(?:tai )?(?:hoi truong|truong|trung tam|nha|cung|khach san|giang duong|phong (?!giao duc|gd|noi vu|zoom|hoc ao|"
    r"hop ao|\w+ (?:so )?ao)|san|thu vien|hoc vien|so \d|co so|tang|khu|p\.?\d)\b"
)


def is_building(text: str) -> bool:
    """Whether a text begins with a building or a room where people meet."""
    return bool(_BUILDING.match(plain(text)))


def names_place(text: str) -> bool:
    """Whether a remark is the name of a place and nothing else: "Trường THCS Hoa Lư"."""
    name = text.strip(" .;")
    return 4 < len(name) < 70 and name[:1].isupper() and bool(_ONLY_PLACE.match(plain(name)))


def _stop(flat: str, text: str) -> int:
    """Where a place ends; a bracket right behind its name may still be its address."""
    end = min(
        (found.start() for found in _PLACE_END.finditer(flat) if found.start() > 2 and not _in_address(flat, found)),
        default=len(flat),
    )
    bracket = text.find("(")
    if 0 < bracket < end and not re.match(
        r"\((?:dia chi|so \d|duong|phuong|xa|quan|tang|thon|mon|khu|toa|co so|\d)", flat[bracket:]
    ):
        return bracket
    closing = text.find(")", bracket)
    if 0 < bracket < end <= closing:
        return closing + 1
    return end


def _in_address(flat: str, found: re.Match[str]) -> bool:
    """TP. Hồ Chí Minh, số 12. Only a point behind a short word."""
    return found[0].startswith(".") and bool(re.search(r"\b(?:tp|tx|tt|p|q|h|ts|ths|pgs|so|d)$", flat[: found.start()]))


def _unbracketed(name: str) -> str:
    return name if name.count("(") == name.count(")") else name.replace("(", "").replace(")", "")


def clean_place(text: str) -> str | None:
    """The value of a place label or cell; None when it says that the place is still open."""
    value = one_line(re.sub(r"\s*\n\s*", "; ", text.strip()))
    value = re.split(
        r"(?:(?<=[^\W\d_]{3})|(?<=\)))\.\s+(?=(?:Dành|Tổng|Số|Thành|Đối|Đề|Các|Học|Mỗi|Lưu|Ghi|Đại|Thời|Yêu|"
        r"Riêng|Trường hợp|Nếu|Khi)\b)",
        value,
    )[0]
    if moved := re.search(r"(?:địa điểm|nơi học|phòng) mới\s*(?:là)?\s*:?\s+(.+)$", value, re.I):
        value = moved[1]
    value = re.sub(r"^(?:tại|Tại|Tổ chức tại)\s*:?\s+", "", value).strip(" .;,:-–")
    value = re.sub(r"\(\s*[Đđ]ịa chỉ\s*:?\s*", "(", value)
    flat = plain(value)
    if not value or re.fullmatch(
        r"(?:se )?(?:thong bao|co thong bao|bao) sau.*|theo (?:thong bao|lich|giay moi|cong van).*|[-x.…\d]+", flat
    ):
        return None
    return value


def link_in(text: str) -> str | None:
    """The first web address."""
    found = _URL.search(text)
    return found[0].rstrip(".,;") if found else None


def virtual_room(text: str) -> str | None:
    """Platform, room number and link, as far as they are told."""
    link = link_in(text)
    text = text.replace(link, " ", 1) if link else text
    platform, room = _PLATFORM.search(text), _ROOM.search(text)
    room = room if room and re.search(r"\d", room[0]) else None
    parts = [
        platform[0] if platform else "",
        f"({room[0].strip(' (,')})" if room and platform else room[0].strip(" (") if room else "",
        link or "",
    ]
    told = " ".join(part for part in parts if part)
    if told:
        return told
    return "trực tuyến" if re.search(r"truc tuyen|online|phong (?:hoc|hop) ao|qua mang", plain(text)) else None


def lms_site(text: str) -> str:
    """The learning system with its address when one is told."""
    site = link_in(text) or next(iter(re.findall(r"\b[a-z][\w.-]+\.(?:edu\.vn|vn|com|org)\b", text)), None)
    site = site or site_named(text)
    return f"hệ thống LMS {site}" if site else "hệ thống LMS"


def site_named(text: str) -> str | None:
    """ "trên trang boiduong.example": the address of what is learnt on."""
    found = re.search(r"\b(?:trang(?: web)?|website|địa chỉ|cổng)\s+([a-z][\w-]*(?:\.[a-z][\w-]+)+)", text)
    return found[1] if found else None


def site_in(text: str) -> str | None:
    """ "nộp lên hệ thống LMS": the system it is handed in on."""
    return lms_site(text) if re.search(r"\b(?:len|tren|qua|vao)\s+(?:he thong |trang )?lms\b", plain(text)) else None


_TO_PERSON = lazily(
    r"[Đđ]ăng k[ýí]\s+(?:[^\W\d]+\s+){0,3}(?:với|qua|cho)\s+"
    r"((?:cô|thầy|ông|bà|đ/c|đồng chí)(?:\s+[A-ZĐÀ-Ỹ][^\W\d]*){2,5})"
)


def hand_in_place(text: str) -> str | None:
    """Where something is handed in: an address of mail or web, else the office."""
    email, link = _EMAIL.search(text), link_in(text)
    if person := _TO_PERSON.search(text):
        return person[1]
    if email:
        return f"email {email[0].rstrip('.')}"
    if link:
        return link
    flat = plain(text)
    if by := _BY_PROGRAM.search(flat):
        end = _OFFICE_END.search(flat, by.start(1) + 4)
        return text[by.start(1) : end.start() if end else len(text)].strip(" ,.;:")
    found = _TO_OFFICE.search(flat)
    if not found:
        return site_named(text)
    end = _OFFICE_END.search(flat, found.end() + 2)
    name = text[found.end() : end.start() if end else len(text)].strip(" ,.;:")
    return name or None


def clean_audience(text: str) -> str | None:
    """The people of a label, cell or sentence, without remarks in brackets about their number."""
    value = re.split(r"(?<=[^\W\d]{3})\.\s+(?=[A-ZĐ])", one_line(text.replace("\n", "; ")))[0]
    value = re.sub(
        r"\s*\((?:số lượng|chỉ tiêu|theo|danh sách|có danh sách|dự kiến|khoảng|\d+ (?:người|"
        r"giáo viên|học viên|đại biểu|GV))[^)]*\)",
        "",
        value,
    )
    value = re.sub(
        r"^(?:khoảng |dự kiến )?\d[\d.]*\s*(?:người|học viên|đại biểu)\s*[,:;]?\s*(?:gồm|là|bao gồm)?\s*:?\s*(?=\w)",
        "",
        value,
    )
    value = re.sub(r"\s*[:;,–-]\s*\d[\d.]*\s*(?:người|học viên)\b.*$", "", value)
    value = re.sub(r"\s*,\s*mỗi (?:trường|đơn vị|cơ sở|cụm|tổ)\b(?: cử)?\s*\d.*$", "", value)
    return value.strip(" .;,:-–") or None


_FOR_WHOM = lazily(
    r"\b(?:danh cho|doi voi|cho)\s+(?=(?:\d+%?\s)?(?:\d+ )?(?:can bo|giao vien|gv|cb|cbql|"
    r"to truong|ttcm|toan the|hieu truong|pho|doi ngu|cac (?:giao|truong|to|dong chi|phong)|"
    r"cot can|nhan vien|hoc vien|lanh dao|chuyen vien|tat ca|nhom|tong phu|d/c|giang vien|"
    r"bao cao vien|ke toan|nha giao))"
)
_PERSON = (
    r"(?:can bo|giao vien|gv|cb|cbql|gvcn|gvpt|nv|nhan vien|to truong|ttcm|hieu truong|pho hieu truong|ht|pht|hoc vien|"
    r"chuyen vien|lanh dao|ban giam hieu|bgh|tong phu trach|quan ly|nha giao|ke toan|giang vien|bao cao vien|tct)"
)
# those who are trained, right behind the word for it; those in a bracket of abbreviations; all of them
_TRAINED = lazily(
    rf"\b(?:tap huan|boi duong|bd|trieu tap|dao tao)(?:,? giam sat)?\s+(?:(?:toan the|cac|doi ngu)\s+)?(?={_PERSON}\b)"
)
_BRACKET = lazily(rf"\(({_PERSON}(?:\s*[,&]\s*{_PERSON})+)\)")
_EVERYBODY = lazily(rf"\b100\s?%\s*{_PERSON}(?:\s*(?:,|va|-)\s*{_PERSON})*")
_WHOM_END = lazily(
    r"[;:()\n”\"]|\.(?:\s|$)|\b(?:tai|vao|luc|tu ngay|ngay \d+|ve (?:su|cong|ky|phuong|viec|noi|"
    r"cach)|su dung|truoc|thuc hien|day hoc theo|tham gia|tham du|chuyen(?! mon| vien| trach)|theo|bang|qua|va \d+|"
    r"to chuc|xay dung|nhu sau|mo dun|module|nam hoc|nam 20\d\d|ung dung|nang cao)\b"
    rf"|,(?!\s*{_PERSON}\b)|\s[–-]\s"
)

_SPREAD_TO = lazily(
    r"\b(?:pho bien|quan triet|trien khai)\b[^.;:]{0,60}\b(?:den|toi)\s+"
    rf"(?:(?:cac|toan the|tat ca)\s+)*(?={_PERSON}\b)"
)


def audience_in(text: str) -> str | None:
    """Those for whom a sentence says it is."""
    flat = plain(text)
    if spread := _SPREAD_TO.search(flat):
        return _people_from(text, flat, spread.end())
    if everybody := _EVERYBODY.search(flat):
        return text[everybody.start() : everybody.end()]
    if bracket := _BRACKET.search(flat):
        return text[bracket.start(1) : bracket.end(1)]
    found = next((hit for hit in _FOR_WHOM.finditer(flat) if not _in_quotes(text, hit.start())), None)
    return _people_from(text, flat, found.end()) if found else None


def _in_quotes(text: str, at: int) -> bool:
    """Inside a name: “AI cho giáo viên”."""
    return text.count("“", 0, at) > text.count("”", 0, at) or text.count('"', 0, at) % 2 == 1


_DEGREE = lazily(
    r"\W*(?:hoc |lop )?(?:thac s[iy]|tien s[iy]|cao hoc|dai hoc|cu nhan|van bang 2|trung cap ly luan|cao cap ly luan)\b"
)


def is_degree(title: str) -> bool:
    """Whether a course of study for single people is named."""
    return bool(_DEGREE.match(plain(title)))


def is_name(text: str) -> bool:
    """Whether a text is the name of one person and nothing else."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() and word[1:].islower() for word in words)


def trained_in(title: str) -> str | None:
    """Those who are taught, in the name of what they are taught: "tập huấn giáo viên Toán"."""
    flat = plain(title)
    found = _TRAINED.search(flat)
    return _people_from(title, flat, found.end()) if found else None


def _people_from(text: str, flat: str, begin: int) -> str | None:
    end = _WHOM_END.search(flat, begin + 3)
    return clean_audience(text[begin : end.start() if end else len(text)])


_LEADS = lazily(
    r"(?:^|[.;:]\s*|giao (?:cho )?)([^.;:\n]{3,90}?)\s*[,:]?\s+(?:la (?:don vi|phong|co quan|"
    r"bo phan|dau moi|thuong truc)(?: (?:dau moi|thuong truc))?,? (?:va )?)?(?:chu tri|"
    r"chiu trach nhiem chinh)\b(?!\s*:)"
)
_LED_BY = lazily(
    r"\b(?:do|giao(?: cho)?)\s+(.{3,70}?)\s+(?:chu tri|phu trach|trien khai|bao cao|tap huan|thuc hien|huong dan)\b"
)
# "thầy Nông Văn Mẫu báo cáo", "đồng chí Hiệu trưởng trực tiếp triển khai"
_PERSON_LEADS = lazily(
    r"(?:^|[,;:.(-]\s*)((?:thay|co|ong|ba|d/c|dong chi|(?:ths|ts|pgs)\.?)\s+[^\W\d][^,;.:()\d]{2,40}?)\s+"
    r"(?:truc tiep\s+)?(?:bao cao(?! (?:ve|ket|so|phong|kinh))|phu trach|trinh bay|trien khai|chu tri)\b"
)


def lead_in(text: str) -> str | None:
    """Who leads: "X chủ trì, phối hợp với Y", "do X phụ trách"."""
    flat = plain(text)
    for pattern in (_LED_BY, _LEADS):
        found = pattern.search(flat)
        if found and "giáo" in text[found.start() : found.start(1)].lower():  # the noun, not the verb
            continue
        if found and not re.match(r"(?:la|chu tri|duoi su|phoi hop|su|cho|trung lich)\b", flat[found.start(1) :]):
            return text[found.start(1) : found.end(1)].strip(" ,-–+*") or None
    if person := _PERSON_LEADS.search(flat):
        return text[person.start(1) : person.end(1)].strip()
    labelled = re.search(r"\b(?:(?:don vi |nguoi )?(?:chu tri|phu trach|thuc hien))\s*:\s*([^.;\n]{2,80})", flat)
    return text[labelled.start(1) : labelled.end(1)].strip(" ,") if labelled else None
