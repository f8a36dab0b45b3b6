"""Who has to do something, and to whom it is handed in."""

from __future__ import annotations

import re

from training.reading.lazily import lazily
from training.reading.plans.letters import plain
from training.reading.plans.outline import Node

_OFFICE = (
    r"(?:phong gd|phong giao duc|phong|truong|so gd|so\b|don vi|to\b(?! chuc)|xa\b|phuong\b|ubnd|uy ban|co so|ban\b|"
    r"nha truong|trung tam|"
    r"khoa\b|"
    r"cum\b|doan\b|cong doan|van phong|hoi dong|thu vien|nhom|khoi)"
)
_ONE = (
    r"(?:giao vien|can bo|hoc vien|hieu truong|pho hieu truong|gv|cb|cbql|gvcn|thay co|quy thay|nguoi|vien chuc|"
    r"nhan vien|"
    r"to truong|ttcm|lanh dao|bao cao vien|giang vien|dong chi|d/c|tong phu trach|thu truong|dai bieu|chuyen vien|"
    r"ca nhan|ai\b|ban giam hieu|bgh)"
)
_MANY = r"(?:(?:cac|moi|tat ca(?: cac)?|toan the|nhung|quy|tung|\d+%?|100\s?%)\s+)*"
_VERB = (
    r"(?:hoan thien|cap nhat|trien khai|phoi hop|bo tri|tham muu|"
    r"(?<!cong )(?<!doc )lap|gui|nop|dang ky|dang ki|bao cao|hoan thanh|cu|"
    r"tong hop|xac nhan|thuc hien|chu dong|viet|lam|thuc hanh|"
    r"tu hoc|mo\b|(?<!dao )tao\b|"
    r"chon|tra loi|phan hoi|ra soat|day|chiu trach nhiem|phai|can|se|co trach nhiem|to chuc|hoc|chuan bi|gop|"
    r"dong gop|nhan)"
)
_SUBJECT = lazily(
    rf"(?:^|[^\w]|\b(?:de nghi|yeu cau|kinh de nghi|giao|sau (?:tap huan|khoa hoc|lop hoc),?)\s)"
    rf"({_MANY}(?:{_OFFICE}|{_ONE})[^:;.()]{{0,90}}?),?\s+{_VERB}\b"
)
_EACH = lazily(rf"\(((?:moi|tung) {_ONE})\s+\d")  # "Bài tập cuối khóa (mỗi học viên 01 đề)"
_BEFORE_COLON = lazily(rf"^\W*(?:doi voi\s+|trach nhiem cua\s+)?({_MANY}(?:{_OFFICE}|{_ONE})[^:;.]{{0,90}})$")
_HEADING = lazily(
    rf"^(?:doi voi|trach nhiem cua|nhiem vu cua|de nghi|yeu cau)\s+({_MANY}(?:{_OFFICE}|{_ONE}).{{0,90}})$"
)
_RECEIVED = lazily(
    r"\b(?:gui|nop|bao cao|dang ky|dang ki|xac nhan|phan hoi|tra loi|ho so|danh sach|ban|cham|ket qua|bai|"
    r"tai)\b[^.;]{0,140}?"
    rf"\b(?:ve|cho|den|toi|len|voi)\s+(?={_OFFICE}|(?:pho )?hieu truong)|"
    rf"\bbao cao\s+(?=(?:lanh dao\s+)?{_OFFICE}|lanh dao)"
)
_OFFICE_END = lazily(
    r"[;:\n(]|\.(?:\s|$)|,|\s(?:truoc|cham nhat|muon nhat|qua|bang|de|theo|trong|han|vao|ngay|ket qua|danh sach|"
    r"tinh hinh|"
    r"khi|tu|sau|dung|cung|lui|doi|bo sung|dia chi|tai|lop|gap|de nghi)\b|\s\d"
)


def _is_subject(text: str, flat: str, hit: re.Match[str]) -> bool:
    """Not "số" for Sở, and nobody who only leads."""
    told = flat[hit.start(1) : hit.end(1)]
    return (told.split()[:1] != ["so"] or text[hit.start(1) : hit.start(1) + 2].lower() == "sở") and not re.search(
        r"\b(?:chu tri|phoi hop)\b", told
    )


def obliged_in(text: str) -> str | None:
    """Who has to hand something in: the subject of the sentence, or the office before its colon."""
    flat = plain(text)
    if each := _EACH.search(flat):
        return text[each.start(1) : each.end(1)]
    found = next((hit for hit in _SUBJECT.finditer(flat) if _is_subject(text, flat, hit)), None)
    if found and not re.search(
        r"\b(?:ve|cho|den|toi|len|voi|cua|tai|do|boi|theo|danh sach|so)\s*$", flat[: found.start(1)]
    ):
        return text[found.start(1) : found.end(1)].strip(" ,;")
    return None


def begins_with(text: str) -> str | None:
    """Who a line of several clauses begins with: "Các trường rà soát đội ngũ; gửi báo cáo trước ngày 5/6"."""
    flat = plain(text)
    found = _SUBJECT.match(flat)
    return text[found.start(1) : found.end(1)].strip(" ,;") if found and _is_subject(text, flat, found) else None


_CARRIED_OUT = lazily(
    r"((?:to|toan truong|ban|phong|cong doan|nhom|khoi)\b[^:;.(),]{0,40}?)\s+"
    r"(?:thuc hien|to chuc|xay dung|trien khai)\b"
)


def carried_out_by(title: str) -> str | None:
    """ "Tổ KHXH thực hiện chuyên đề": the office that carries it out."""
    found = _CARRIED_OUT.match(plain(title))
    return title[: found.end(1)].strip() if found else None


def subject_over(node: Node) -> str | None:
    """The office or the people before the colon of the line, or in a heading over it."""
    head, colon, _ = node.text.partition(":")
    if colon and (found := _BEFORE_COLON.match(plain(head))):
        return head[found.start(1) :].strip(" ,.")
    for above in node.above():
        text = above.text.partition(":")[0].strip(" .:;")
        flat = plain(text)
        found = _HEADING.match(flat) or (_BEFORE_COLON.match(flat) if above.label is None and len(text) < 70 else None)
        if found:
            return text[found.start(1) : found.end(1)].strip()
    return None


def receiver_in(text: str) -> str | None:
    """The office to which something is handed in: "gửi về Phòng Tổ chức cán bộ", "báo cáo Sở"."""
    flat = plain(text)
    for found in _RECEIVED.finditer(flat):
        end = _OFFICE_END.search(flat, found.end() + 2)
        name = text[found.end() : end.start() if end else len(text)].strip(" ,.;:")
        if name and not re.match(r"(?:cac|moi|tung)\b", plain(name)):
            return name
    return None
