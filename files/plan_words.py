"""The Vietnamese words of a plan sheet: labels, headings, kinds; folded, as they are compared."""

from __future__ import annotations

from training.plan import Kind, Precision

PLAN_SHEET, COURSE_SHEET, QUOTA_SHEET, GUIDE_SHEET = "Kế hoạch", "Lớp", "Chỉ tiêu", "Hướng dẫn"

EXAMPLE = "vd"  # in the column TT of the rows that a template brings along


def _by_word(table: dict[str, str]) -> dict[str, str]:
    """{"title": "noi dung|hoat dong"} → {"noi dung": "title", "hoat dong": "title"}"""
    return {word: name for name, words in table.items() for word in words.split("|")}


# labels above the table, with their value in the next filled cell
LABELS = _by_word(
    {
        "code": "ma ke hoach",
        "number": "so|so ke hoach|so van ban",
        "title": "ten ke hoach|tieu de",
        "issuer": "co quan ban hanh|don vi ban hanh|noi ban hanh",
        "issued": "ngay ban hanh",
        "contact": "lien he|dau moi lien he",
        "anomalies": "diem can hoi|mau thuan|luu y",
        "course.code": "ma lop|ma khoa",
        "course.title": "ten lop|ten khoa",
    }
)
COLUMNS = _by_word(
    {
        "serial": "tt|stt",
        "key": "ma hoat dong|ma buoi",
        "course": "ma lop|lop|ma khoa|khoa",
        "title": "noi dung|hoat dong|noi dung hoat dong|ten hoat dong|hoat dong/noi dung hoat dong|ten buoi",
        "kind": "hinh thuc",
        "start": "bat dau|thoi gian bat dau|tu|thoi gian",
        "end": "ket thuc|thoi gian ket thuc|den",
        "precision": "do chinh xac",
        "place": "dia diem|noi hoc|phong hoc",
        "venue.address": "dia chi",
        "venue.latitude": "vi do",
        "venue.longitude": "kinh do",
        "link": "duong dan|lien ket|link",
        "audience": "thanh phan|doi tuong|doi tuong tham gia",
        "lead": "chu tri|don vi chu tri|nguoi phu trach",
        "quota": "chi tieu|so nguoi",
        "groups": "nhom",
        "choose_days": "so ngay chon|chon so ngay",
        "alt_kinds": "hinh thuc khac|hinh thuc thay the",
        "evidence": "can cu|trich van ban",
        "notes": "ghi chu",
    }
)
COURSE_COLUMNS = _by_word(
    {
        "serial": "tt|stt",
        "code": "ma lop|ma khoa",
        "title": "ten lop|ten khoa",
        "audience": "doi tuong|thanh phan",
        "quota": "chi tieu|so nguoi",
        "groups": "nhom",
        "exclusions": "khong lay nguoi cua|loai tru",
        "completion.min_attendance": "chuyen can toi thieu",
        "completion.lms": "can lms",
        "completion.practice": "can thuc hanh",
        "completion.periods": "so tiet",
        "group_size": "co nhom",
        "checkout": "bao ra ve|diem danh ra ve|diem danh ra",
    }
)
QUOTA_COLUMNS = _by_word({"serial": "tt|stt", "course": "ma lop", "unit": "ma don vi", "seats": "chi tieu|so nguoi"})

KINDS: dict[str, str] = _by_word(
    {
        Kind.IN_PERSON: "truc tiep|tap trung|in_person",
        Kind.VIRTUAL: "phong ao|truc tuyen|phong hoc ao|virtual",
        Kind.LMS: "lms|tu hoc lms|tu hoc tren lms|hoc tren lms",
        Kind.PRACTICE: "thuc hanh|thuc hanh tai truong|practice",
        Kind.MEETING: "hoi nghi|hop|hoi thao|meeting",
        Kind.DEADLINE: "han|han chot|han nop|deadline",
        Kind.MILESTONE: "moc|cong viec|milestone",
    }
)
PRECISIONS: dict[str, str] = _by_word(
    {
        Precision.MINUTE: "gio|phut|den phut|minute",
        Precision.DAY: "ngay|day",
        Precision.WEEK: "tuan|week",
        Precision.MONTH: "thang|month",
        Precision.TBD: "chua ro|thong bao sau|tbd",
    }
)
YES_NO = {"co": "true", "x": "true", "true": "true", "khong": "false", "false": "false"}
