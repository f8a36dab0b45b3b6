"""Notices passed on from elsewhere: they tell of days and places and ask nothing, so no answer is due."""

from __future__ import annotations

import re

_SHORTEST = 12  # words; what is shorter is read as a question whatever it begins with
_PLURAL = "(?:dong chi|truong|don vi|lop|thay co|hoc vien|anh chi)"
_TELLING = re.compile(
    r"(?<!\w)kinh gui (?:quy|cac|ong|ba|hieu truong|phu huynh|toan)(?!\w)"
    r"|(?<!\w)(?:thong bao|chuyen tiep|fwd|fw) ?[:\]]|(?<!\w)tran trong (?:thong bao|kinh moi)"
    r"|\d ?/ ?(?:kh|cv|qd|tb)-|(?<!\w)v/v (?=\w)|(?<!\w)thay giay moi"
    r"|(?<!\w)can cu (?:ke hoach|cong van|quyet dinh|thong tu)|(?<!\w)theo cong van (?:so )?\d"
    rf"|(?<!\w)(?:de nghi|yeu cau|kinh moi|nhac) (?:cac|toan the|quy) {_PLURAL}"
    rf"|(?<!\w)cac {_PLURAL} (?:lop \d+ )?(?:luu y|chu y|thuc hien)"
    r"|(?<!\w)ban to chuc (?:xin )?(?:thong bao|de nghi|kinh moi)|(?<!\w)de nghi hoc vien"
)
_SENTENCE = re.compile(r"(?<=[.!])\s+")
_ASKING = re.compile(
    r"\?|(?<!\w)(?:cho (?:em|tôi|toi|minh|hoi)|xin (?:duoc |phep |duoc phep )?(?:nghi|vang|doi|den|ve|vao|cho)"
    r"|xin hoi|khong a|o dau|khi nao|bao gio|may gio|vay a?|la sao)(?!\w)"
)


def is_notice(form: str) -> bool:
    """Whether a pattern form is such a notice, with nothing asked around it."""
    return form.count(" ") >= _SHORTEST and bool(_TELLING.search(form)) and not _ASKING.search(form)


def question_beside(form: str) -> str:
    """Only what is asked when somebody passes a notice on and asks about it; the form itself otherwise."""
    if form.count(" ") < _SHORTEST or not _TELLING.search(form):
        return form
    asking = [each for each in _SENTENCE.split(form) if _ASKING.search(each)]
    return " ".join(asking) or form
