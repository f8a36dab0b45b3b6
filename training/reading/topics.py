"""Which course or module a question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from training.reading.numerals import NUMBER, number
from training.reading.vietnamese import fold

_MODULE = re.compile(
    rf"(?<!\w)(?:mo ?dun|module|modul|chuyen de) ?(?:so |thứ |thu )?(?P<number>{NUMBER})(?! (?:buoi|ngay"
    rf"|tiet))"
)
# subjects of in-service training that name a course by themselves
_SUBJECTS = {
    "stem": "STEM",
    "steam": "STEAM",
    "khtn": "KHTN",
    "khoa hoc tu nhien": "KHTN",
    "ls-dl": "LS-ĐL",
    "lich su dia li": "LS-ĐL",
    "lich su dia ly": "LS-ĐL",
    "lich su va dia li": "LS-ĐL",
    "lich su va dia ly": "LS-ĐL",
    "tu van hoc duong": "tư vấn học đường",
    "tu van tam ly": "tư vấn tâm lý",
    "chuyen doi so": "chuyển đổi số",
}
_SUBJECT = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _SUBJECTS), key=len, reverse=True))})(?!\w)")
_SMALL_WORDS = """
    lop khoa hoc tap huan boi duong giao vien cho cua va ve chuyen de dot nam mon cac
"""
_SMALL = frozenset(_SMALL_WORDS.split())


def topic_in(form: str, topics: Sequence[str] = ()) -> str | None:
    """The topic named in a pattern form: a module, one of the person's courses, or a known subject; else None."""
    module = _MODULE.search(form)
    value = number(module["number"]) if module else None
    if module and value:
        return f"chuyên đề {value}" if module[0].startswith("chuyen") else f"mô đun {value}"
    bare = fold(form)
    named = (_named(bare, tuple(topics)) or _of_a_course(bare, topics)) if topics else None
    if named:
        return named
    subject = _SUBJECT.search(bare)
    return _SUBJECTS[subject[0]] if subject else None


def _named(bare: str, topics: tuple[str, ...]) -> str | None:
    """The title most of whose telling words are in the text; a single common one is not enough."""
    words = set(bare.split())
    scored = [(len(own & words) / len(own), len(own & words), topic) for topic in topics if (own := _telling(topic))]
    share, count, best = max(scored, default=(0.0, 0, ""))
    return best if share >= 0.6 and (count >= 2 or share == 1.0) else None


# "lớp tiếng Anh": two words behind such a noun that stand together in the title of one course
_COURSE_OF = re.compile(r"(?<!\w)(?:lop|khoa|mon|tap huan|boi duong|chuyen de|buoi)(?= (\w{2,} \w{2,}))")


def _of_a_course(bare: str, topics: Sequence[str]) -> str | None:
    for match in _COURSE_OF.finditer(bare):
        called = [topic for topic in topics if f" {match[1]} " in f" {fold(topic)} "]
        if len(called) == 1 and not set(match[1].split()) <= _SMALL:
            return called[0]
    return None


@lru_cache(maxsize=512)
def _telling(topic: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", fold(topic))) - _SMALL
