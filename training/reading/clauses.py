"""Where one question of a message ends and the next begins."""

from __future__ import annotations

import re

from training.reading.plain import pattern_form

_BREAK = re.compile(
    r"[?;\n!]+|\.(?!\d)|,(?!\s?\d)"
    r"|(?<!\w)(?:voi lai|dong thoi|ngoai ra|san tien|tien the|sau do|va cho (?:em|toi|tôi|minh) hoi"
    r"|con)(?!\w)"
    r"|(?<!\w)va(?= (?:o dau|ai|may gio|hoc|khi nao|bao gio|phong|dia diem|link|cho|han|tai lieu|lich|xin|gui|slide"
    r"|nop|chung)(?!\w))"
    r"|(?<!\w)(?:roi|voi|kem)(?= (?:ca )?(?:tai lieu|slide|link|dia diem|lich)(?!\w))"
)
# question words of different things: a second one without a comma begins a second question
_ASKED = re.compile(
    r"(?<!\w)(?:(?P<place>(?:hoc )?o dau|phong nao|cho nao)|(?P<time>may gio|luc nao|khi nao|bao gio)"
    r"|(?P<person>ai (?:day|dạy|giang|dung lop)|(?:thay|co) nao (?:day|dạy|giang)))(?!\w)"
)
_DENIED = re.compile(r"\W*(?:(?:em|tôi|toi|minh) )?(?:khong|dau|chu khong) phai (?:hoi|xin|can|la)(?!\w)")


_CHILD = re.compile(
    r" (?:toi|tôi|em|minh|tui|gai|trai|nho|cai|chau|be|cua|o|oi|hoc|di|ve|nghi|thi|om|sot|bi|dau|an|duoc)(?!\w)"
)
_OF_CHILD = re.compile(r"(?:cho|cua|nho|nhac|don|dua|trong|cac|gui|vo|dat|cham) $")


def _is_child(text: str, found: re.Match[str]) -> bool:
    """Whether con is a child and not "còn": by its marks, or without any by the words around it."""
    if not text.isascii():
        return text[found.start() : found.end()].lower() == "con"
    form, start = found.string, found.start()
    return bool(_CHILD.match(form, found.end()) or _OF_CHILD.search(form[max(0, start - 8) : start]))


def clauses(text: str) -> list[str]:
    """The stretches of a text that may hold a question each; without those that say what is not asked."""
    form = pattern_form(text)
    if len(form) != len(text):
        text = form
    pieces, last = [], 0
    for match in _BREAK.finditer(form):
        if match[0] == "con" and _is_child(text, match):
            continue
        pieces.append((last, match.start()))
        last = match.end()
    pieces.append((last, len(form)))
    cut = [each for start, end in pieces for each in _between_question_words(form, start, end)]
    return [text[start:end] for start, end in cut if text[start:end].strip() and not _DENIED.match(form, start, end)]


def _between_question_words(form: str, start: int, end: int) -> list[tuple[int, int]]:
    """ "học ở đâu mấy giờ" is cut before "mấy giờ"."""
    pieces, kind = [], None
    for match in _ASKED.finditer(form, start, end):
        if kind and match.lastgroup != kind:
            pieces.append((start, match.start()))
            start = match.start()
        kind = match.lastgroup
    return [*pieces, (start, end)]
