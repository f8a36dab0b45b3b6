"""From what a person wants to who does it: intents, buttons, commands, and the four keys of the keyboard."""

from __future__ import annotations

import re
from functools import lru_cache

from handlers import (
    binding,
    board,
    changes_desk,
    checkin,
    corrections,
    departures,
    held,
    helpdesk,
    leave,
    notices,
    office,
    organizer,
    papers,
    people_desk,
    person_corrections,
    plan_draft_edits,
    plan_drafts,
    preferences,
    privacy,
    roll_lists,
    roll_review,
    rules_desk,
    scan,
    session_staff,
    signals,
    study,
    teacher,
    trainer,
)
from handlers.request import Way
from handlers.wording.helpdesk import keyboard_labels
from handlers.wording.language import LANGUAGES, speaker
from training.reading.vietnamese import fold

WAYS: dict[str, Way] = {
    **teacher.WAYS,
    **study.WAYS,
    **helpdesk.WAYS,
    **leave.WAYS,
    **preferences.WAYS,
    **privacy.WAYS,
    **binding.WAYS,
    **checkin.WAYS,
    **trainer.WAYS,
    **roll_lists.WAYS,
    **roll_review.WAYS,
    **corrections.WAYS,
    **session_staff.WAYS,
    **departures.WAYS,
    **papers.WAYS,
    **signals.WAYS,
    **board.WAYS,
    **scan.WAYS,
    **organizer.WAYS,
    **notices.WAYS,
    **changes_desk.WAYS,
    **office.WAYS,
    **people_desk.WAYS,
    **person_corrections.WAYS,
    **plan_drafts.WAYS,
    **plan_draft_edits.WAYS,
    **rules_desk.WAYS,
    **held.WAYS,
}

COMMANDS = {
    "start": "greeting",
    "menu": "greeting",
    "help": "help",
    "trogiup": "help",
    "lich": "schedule_range",
    "schedule": "schedule_range",
    "diadiem": "where",
    "place": "where",
    "diemdanh": "checkin",
    "checkin": "checkin",
    "hoi": "human",
    "ask": "human",
    "nhac": "reminder_settings",
    "reminders": "reminder_settings",
    "ngonngu": "change_language",
    "language": "change_language",
    "dulieu": "my_data",
    "mydata": "my_data",
    "huy": "cancel",
    "cancel": "cancel",
    "lopday": "teaching",
    "teaching": "teaching",
    "tongquan": "overview",
    "overview": "overview",
    "thongbao": "notice",
    "notice": "notice",
    "doilich": "changes",
    "change": "changes",
    "danhsach": "office",
    "web": "web_login",
    "office": "office",
}

# What organizers ask for in words, said without marks; teachers mean something else by some of them.
WISHES = (
    (r"(gui|soan|viet|phat|ra) (mot |cai )?(thong bao|tin chung)( |$)", "notice"),
    (r"thong bao moi$", "notice"),
    (r"(xem )?(bang )?(tong quan|tinh hinh)( chung| trong ngay| hom nay)?$", "overview"),
    (r"(doi|chuyen|lui|hoan) (lich|buoi|gio|ngay|dia diem|cho)( |$)", "changes"),
    (r"huy (mot |cac )?buoi( |$)", "changes"),
    (r"(xem )?(cac |nhung )?(tin|thong bao) da gui$", "mailings"),
    (r"(xem )?(cac |danh sach )lop$", "course_list"),
    (r"(nhap|nap|gui) danh sach$", "office"),
    (r"(xem |mo |tiep tuc )?(cac |nhung |danh sach )?ban nhap( ke hoach)?$", "plan_drafts"),
    (r"(xem )?(cac |nhung |danh sach )?cau( hoi)? (dang cho|cua (thay co|giao vien|hoc vien))$", "questions"),
    (r"(xem )?(cac |nhung |danh sach )?cau( hoi)? (chua|khong) (tra loi|hieu)( duoc)?$", "unanswered"),
    (r"(xem )?(lich nhac|nhac lich|loi nhac|quy tac nhac|dong thoi gian)( cua| cho)?( cac)? lop( |$)", "rules"),
    (r"(xem |doi |sua )?(quy tac nhac|dong thoi gian)$", "rules"),
)
_OF_MINE = r"(?:du lieu|thong tin)(?: ca nhan)?(?: dang luu)?(?: cua| ve) (?:toi|em|minh|chi|anh|co|thay)"
OWN_DATA = (
    (re.compile(rf"(?:toi |em )?(?:muon |hay |xin )?(?:xoa|huy)(?: het| toan bo)? {_OF_MINE}"), "erase"),
    (re.compile(rf"(?:cho (?:toi|em) )?(?:xem )?{_OF_MINE}"), "my_data"),
    (re.compile(r"(?:show |see )?my data"), "my_data"),
    (re.compile(r"delete my data"), "erase"),
)
_POLITE = re.compile(r"^(?:(?:em|toi|minh|cho em|cho toi|cho minh|giup em|giup toi) )?(?:muon |can |xin )?")
_ENDING = re.compile(r"(?: (?:giup (?:em|toi)|nhe|nha|a|voi|di|cho (?:em|toi)))*[ .!]*$")

KEYS = ("schedule_range", "where", "checkin", "human")


@lru_cache
def _labels() -> dict[str, str]:
    return {
        fold(label): name
        for language in LANGUAGES
        for label, name in zip(keyboard_labels(speaker(language)), KEYS, strict=True)
    }


def wish(text: str) -> str | None:
    """The intent of an organizer's own work that a short message begins with; for those who have such work."""
    said = _ENDING.sub("", _POLITE.sub("", fold(text).strip(), count=1))
    if len(said) > 80 or said.endswith("?"):
        return None
    return next((name for pattern, name in WISHES if re.match(pattern, said)), None)


def by_label(text: str) -> str | None:
    """The intent of a key of the keyboard, in any language, or of a wish about one's own data."""
    if len(text) > 60:
        return None
    said = fold(text).strip(" .!?")
    return _labels().get(said) or next((name for pattern, name in OWN_DATA if pattern.fullmatch(said)), None)
