"""The name of an activity out of the sentence that tells its time."""

from __future__ import annotations

import re

from training.reading.lazily import lazily
from training.reading.plans.letters import one_line, plain

_SMALL_END = lazily(
    r"(?:[\s,;:(\[–-]|\b(?:vào|lúc|từ|ngày|các ngày|thời gian|trong|trước|chậm nhất|muộn nhất|"
    r"hạn cuối|hạn chót|là|được|sẽ|tổ chức|diễn ra|bắt đầu|hoàn thành|"
    r"dự kiến|buổi|sáng|chiều|tối|cả ngày|thứ \w+|chủ nhật|h[ằà]ng tuần|hồi|đến|hết|và|khoảng|cụ thể|như sau|"
    r"tiến hành|thực hiện|có mặt|đúng|kể|cho tới|khai mạc lúc|trong thời gian|thời hạn|(?<!còn )lại|các|"
    r"vào hồi|cùng ngày|dành|"
    r"chuyển|dời|lùi|sang|thành|điều chỉnh|tại|nay)\b)+$",
    re.I,
)
_SMALL_START = lazily(
    r"^(?:[\s,;:.)\]–-]|\b(?:vào|lúc|từ|ngày|thời gian|buổi(?! \d)|sáng|chiều|tối|cả ngày|thứ (?:hai|"
    r"ba|tư|năm|sáu|bảy|\d)|chủ nhật|hằng tuần|hàng tuần|đến|hết|và|mỗi buổi|mỗi ngày|hằng|"
    r"hàng|tuần|dự kiến|cụ thể|là|sẽ)\b)+",
    re.I,
)
_SUBJECT = lazily(
    r"^.{0,110}?\b(?:tổ chức|mở|triệu tập|khai giảng|tham dự|dự|bổ sung)\s+(?=(?:các )?(?:lớp|khóa|"
    r"khoá|đợt|buổi|tập huấn|hội nghị|hội thảo|bồi dưỡng|tọa đàm|chuyên đề|kiểm tra|lễ|cuộc họp|họp|sinh hoạt|"
    r"sơ kết|giao lưu|tham quan|dự giờ|thao giảng)\b)",
    re.I,
)
_DUTY = lazily(
    r"^(?:.{0,40}?\b(?:đề nghị|yêu cầu) )?(?:các |mọi )?(?:phòng|trường|sở|đơn vị|tổ|giáo viên|cán bộ|học viên|"
    r"hiệu trưởng|ubnd|cơ sở|gv|"
    r"nhóm|thầy cô|ban giám hiệu|nhà trường)\b(?:(?!tự học|tự bồi dưỡng).){0,100}?\s(?=(?:lập danh sách|"
    r"gửi|nộp|đăng ký|đăng kí|báo cáo(?! viên)|hoàn thành|cử|tổng hợp|xác nhận)\b)",
    re.I,
)
_DUTY_END = lazily(
    r"\s+(?:về|cho|đến|tới|lên)\s+(?=[A-ZĐ])|\s+qua\s+(?:địa chỉ|email|hộp thư|link|đường)|"
    r"\s+(?:theo|tại)\s+(?:mẫu|phụ lục|địa chỉ|link|đường)",
    re.I,
)


_LENGTH = lazily(
    r"\s+(?:trong|gồm)\s+(?:một|hai|ba|bốn|năm|sáu|bảy)$|"
    r"\s+(?:(?:trong|gồm|thời gian)\s+)?0\d$|\s+(?:trong|gồm|thời gian)\s+\d{1,2}$"
)
_REASON = lazily(
    r"^(?:(?:Do|Vì|Về|Nhằm|Để|Thực hiện|Theo|Căn cứ|Trước khi|Sau khi|Trong khi)\b[^,]{3,160}|"
    r"Ngoài ra|Bên cạnh đó|Đồng thời|Sau đó|Tiếp theo|Sau (?:đợt |lớp |khi )?tập huấn),\s*"
)
_MOVED = lazily(r"^(?:Dời|Lùi|Chuyển|Hoãn|Điều chỉnh|Thay đổi)\s+(?:lịch |thời gian |ngày )?", re.I)
_MOVING = lazily(
    r"\s*[:,–-]\s*(?:được |sẽ |nay )?(?:hoãn|lùi|dời|chuyển|đẩy|gia hạn)"
    r"(?: lại| lịch| thời gian| sang| đến| từ| ngày)*\s*$",
    re.I,
)
_ROUND = lazily(r"(?:dot|lop|khoa|khoi|nhom|buoi|ca|cum|mo dun|bai)\s+(?:\d{1,2}|[ivx]+|[a-e])\b")


def trimmed(text: str) -> str:
    """Words around a date without the small words that led to it."""
    text = one_line(text)
    text = re.sub(r"\s*\((?:thay|trừ|ngoại trừ|hủy|lịch cũ|nghỉ|được nghỉ|không (?:học|kể))\b[^)]*\)?", "", text)
    text = re.sub(r"(?<=\w),? thay (?:cho|vì|thế)\b(?! cho)[^;:]*$", "", text)
    text = _LENGTH.sub("", _SMALL_END.sub("", _SMALL_START.sub("", text))).strip(" .;,:–-(")
    text = _SMALL_END.sub("", text)
    return text if text.count("(") == text.count(")") else re.sub(r"\s*[()]\s*", " ", text).strip()


def before_date(text: str) -> str:
    """A title out of the words that stand before the date."""
    text = re.split(r"\s+(?:trước đây|ban đầu|đã thông báo|dự kiến trước)\b", one_line(text))[0]
    text = trimmed(_MOVING.sub("", re.sub(r"^(?:Kính )?(?:[Đđ]ề nghị|[Yy]êu cầu)\s+(?=đăng|gửi|nộp|báo)", "", text)))
    head, colon, tail = text.rpartition(": ")
    if colon and len(head) > 5 and len(tail) < 14:
        text = head
    text = _MOVED.sub("", _REASON.sub("", text))
    text = _DUTY.sub("", _SUBJECT.sub("", text))
    cut = _DUTY_END.search(text)
    if cut and cut.start() > 8:
        text = text[: cut.start()]
    return without_place(text)


_PART_OF_DAY = lazily(r"^\(?(?:buổi )?(?:sáng|chiều|tối)\)?\s*[:–,-]\s*", re.I)
OPENING = r"(?:(?:Khai mạc|Khai giảng|Đón tiếp|Điểm danh|Ổn định tổ chức)[^;.:]{0,20};\s*)*"
_OPENING = lazily(OPENING)
# "Chuyên đề 1. Kỹ năng": the number has its point
_END_OF_CLAUSE = lazily(r"[;\n]|(?<!đề \d)(?<!bài \d)(?<!dung \d)(?<!đun \d)(?<!Bài \d)(?<!phần \d)\.\s+(?=[A-ZĐ])")
_FREE = lazily(r"\W*(?:nghỉ|không (?:học|tổ chức|bố trí)|trống)\b", re.I)


def is_free(text: str) -> bool:
    """Whether words say that nothing is: "Nghỉ, học viên tự hoàn thiện sản phẩm"."""
    return _FREE.match(text) is not None


def first_clause(text: str) -> str:
    """Up to its end; an opening goes with the lesson behind it."""
    opening = found[0] if (found := _OPENING.match(text)) else ""
    return opening + _END_OF_CLAUSE.split(text[len(opening) :], maxsplit=1)[0]


def after_date(text: str) -> str:
    """A title out of the words that stand behind the date: up to the end of the clause."""
    text = _PART_OF_DAY.sub("", text.lstrip(" :–-,)."))
    text = trimmed(first_clause(text))
    return without_place(_DUTY.sub("", _SUBJECT.sub("", text)))


def without_place(text: str) -> str:
    """The venue is told in a field of its own."""
    found = re.search(r",?\s*\b(?:tại|ở)\s*:?\s+(?=[A-ZĐ]|hội trường|phòng (?:họp|hội|học)|nhà)", text)
    text = text[: found.start()] if found and found.start() > 6 else text
    text = re.sub(r",?\s*(?:Link|link|ID|Địa điểm|địa điểm|https?:).*$", "", text)
    return text.strip(" .;,:–-")


def is_telling(text: str) -> bool:
    """Whether words are enough for a title."""
    flat = plain(text)
    words = re.findall(r"[a-z]{2,}", flat)
    return (len(words) >= 2 or _ROUND.match(flat) is not None) and not re.fullmatch(
        r"(?:thoi gian|dia diem|hinh thuc|so luong|lich|buoi|cac|trong|ngay|sang|chieu|toi|"
        r"thu (?:hai|ba|tu|nam|sau|bay)\b|chu nhat|ngoai ra|ben canh do|dong thoi|sau do|\W|"
        r"\d|cu the|du kien|to chuc|thuc hien|hang tuan|hoc|vao|va|tu|dinh ky)+",
        flat,
    )
