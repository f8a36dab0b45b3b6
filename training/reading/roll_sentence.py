"""A paper list said in one sentence: "vắng 7, 12, 31; muộn 4; phép 20; còn lại có mặt; lúc 7h45".

The numbers are those of the printed list (TT). Read with and without marks, in short forms, with spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from training.attendance import Status
from training.reading.clock import clock_times
from training.reading.plain import pattern_form

LONGEST = 2000  # letters; a list of 300 numbers needs half of it
MOST_UNREAD = 3  # words; with more of them it was a sentence about something else

# longest first: "khong phep" is absent, "co phep" excused, "ve som" left early
_STATUSES = (
    (Status.ABSENT, r"(?:vang |nghi )?(?:mat )?(?:khong|ko|k|hok|kh|0) ?(?:phep|p|xin phep)|vang (?:k|0)p|kp|vkp"),
    (Status.EXCUSED, r"(?:vang |nghi )?(?:co |xin |nghi )(?:phep|p)|vang phep|vang cp|cp|phep|p"),
    (Status.LEFT_EARLY, r"(?:xin )?ve (?:truoc|sớm|som)|bo ve|vs"),
    (Status.LATE, r"(?:di |den |vao |toi |tới )?(?:muon|tre|mụn|mun)(?: gio)?|m|dm|late"),
    (Status.PRESENT, r"(?:co |có )(?:mat|đi|di)(?! (?:đủ|du))|hien dien|cm|present"),
    (Status.ABSENT, r"vang(?: mat)?|vag|vg|v|nghi(?: hoc)?|bo|absent"),
)
_REST = r"(?:(?:so |nhung nguoi |cac (?:ban|bạn|thay co|tc|nguoi) |tat ca )?(?:con )?lai|cl|tat ca|ca lop|moi nguoi)"
_EVERYBODY = r"(?:(?:ca )?lop )?(?:co mat |(?:co )?(?:di|đi) )?(?:đủ|du)(?: ca| het| lop| mat| nguoi)*"
_NUMBER = r"\d{1,4}"
_NOBODY = r"(?:khong|ko|k|hok|chang) (?:co )?(?:ai )?"
_COUNTED = r"(?:nguoi|ban|thay co|gv|hv|giao vien|hoc vien|dong chi|d/c|dc)(?!\w)"
_TOKENS = re.compile(
    rf"(?P<rest>{_REST})(?: (?:la|deu|thi))*(?= )"
    rf"|(?P<nobody>{_NOBODY}(?=vang|muon|tre|nghi))"
    + "".join(rf"|(?P<s{place}>{words})(?![\w])" for place, (_, words) in enumerate(_STATUSES))
    + rf"|(?P<all>{_EVERYBODY})(?!\w)"
    rf"|(?P<count>{_NUMBER}\s{_COUNTED})"
    rf"|(?P<span>(?:từ|tu )?\s?(?P<low>{_NUMBER})\s?(?:-|den|đến|tới|toi|>)\s?(?P<high>{_NUMBER}))(?![\d/])"
    rf"|(?P<number>{_NUMBER})(?![\d/])"
    r"|(?P<filler>(?:so|stt|tt|thu tu|cac|các|nhung|gom|la|va|và|voi|cung|nguoi|ban|bạn|thay co|thay|co|có|cô|tc|gv|hv|"
    r"hom nay|sang nay|chieu nay|nhe|nha|a|ạ|ah|em|nhé|dc|duoc|roi|rồi|rui|luc|lúc|vao|vào|buoi|buổi|sang|sáng|chieu|"
    r"chiều|toi|tối|nay|ngay|ngày|danh sach|ds|diem danh|dd)(?!\w))"
    r"|(?P<sign>[,;.:&+()\n/|-])"
    r"|(?P<word>\S+)"
)
_GLUED = re.compile(r"(?<!\w)(v|vg|vang|m|muon|tre|p|phep|cp|kp)(?=\d)")
_SPEAKER = re.compile(r"(?<!\w)(?:tôi|toi|em|minh|mình|xin|cho|con|nha)(?!\w)")
_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?!\d)")
_DENIED = rf"{_NOBODY}(?:vang|muon|tre|nghi)"
_FIRST = re.compile(rf"(?<!\w)(?:{_DENIED}|{'|'.join(words for _, words in _STATUSES)}|{_REST}|{_EVERYBODY})(?!\w)")
_NUMBERS_BEFORE = re.compile(rf"(?:(?<![\w/]){_NUMBER}[\s,;&+-]*(?:va |và |den |đến )?)+$")
_ASKING = frozenset(("chua", "may", "bao", "nhieu", "ai", "nao", "khong", "sao", "gi", "ko", "hay"))


@dataclass(frozen=True, slots=True)
class RollSentence:
    """marks: number of the list → what is said of it. rest: of everybody not named; None: nothing is said of them.

    at: the hour that is said ("lúc 7h45"). about: what stands before the first status, for naming a session.
    unread: words that say nothing to us. twice: numbers of which two different things are said.
    """

    marks: Mapping[int, Status]
    rest: Status | None = None
    at: time | None = None
    about: str = ""
    unread: tuple[str, ...] = ()
    twice: tuple[int, ...] = ()


def read_roll(text: str) -> RollSentence | None:
    """The list in a message; None when it is none."""
    if len(text) > LONGEST:
        return None
    form = _GLUED.sub(r"\1 ", pattern_form(text))
    at, form = _hour(form)
    form = _DATE.sub(lambda match: " " * len(match[0]), form)
    first = _FIRST.search(form)
    if first is None or form.rstrip().endswith("?"):
        return None
    leading = _NUMBERS_BEFORE.search(form, 0, first.start())
    begin = leading.start() if leading else first.start()
    about = (text if len(form) == len(text) else form)[:begin].strip()
    if _SPEAKER.search(pattern_form(about)):
        return None  # somebody speaks of themselves: "em xin phép vắng 2 buổi"
    heard = _Heard(numbers_first=leading is not None)
    for match in _TOKENS.finditer(form + " ", begin):
        heard.take(match)
    return heard.sentence(at, about)


def _hour(form: str) -> tuple[time | None, str]:
    """The first clock time that is said, and the text without any."""
    found = list(clock_times(form))
    for one in reversed(found):
        form = form[: one.start] + " " * (one.end - one.start) + form[one.end :]
    return (found[0].clock if found else None), form


@dataclass(slots=True)
class _Heard:
    """What has been read so far: numbers belong to the status before them, or all to the one after ("7 vắng")."""

    numbers_first: bool = False
    waiting: list[int] = field(default_factory=list)
    status: Status | None = None
    of_rest: bool = False
    denied: bool = False
    marks: dict[int, Status] = field(default_factory=dict)
    rest: Status | None = None
    unread: list[str] = field(default_factory=list)
    twice: list[int] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        if match["number"] or match["span"]:
            self._numbers(_numbers(match))
        elif match["rest"]:
            self.of_rest = True
        elif match["nobody"]:
            self.denied = True
        elif match["all"]:
            self.rest, self.of_rest = Status.PRESENT, False
        elif match["word"]:
            self.unread.append(match["word"])
        elif kind.startswith("s") and kind[1:].isdigit():
            self._says(_STATUSES[int(kind[1:])][0])

    def _says(self, status: Status) -> None:
        if self.denied:  # "không ai vắng": everybody is there
            self.denied, self.rest = False, Status.PRESENT
        elif self.of_rest:
            self.of_rest, self.rest = False, status
        elif self.numbers_first:
            for number in self.waiting:
                self._mark(number, status)
            self.waiting = []
        else:
            self.status = status

    def _numbers(self, numbers: Iterator[int]) -> None:
        for number in numbers:
            if self.numbers_first:
                self.waiting.append(number)
            elif self.status is None:
                self.unread.append(str(number))
            else:
                self._mark(number, self.status)

    def _mark(self, number: int, status: Status) -> None:
        if number == 0:  # "vắng 0": nobody is; who is there stays to be said
            return
        if self.marks.setdefault(number, status) is not status:
            self.twice.append(number)

    def sentence(self, at: time | None, about: str) -> RollSentence | None:
        self.unread += map(str, self.waiting)
        if (not self.marks and self.rest is None) or len(self.unread) > MOST_UNREAD:
            return None
        if _ASKING & set(self.unread):
            return None
        return RollSentence(self.marks, self.rest, at, about, tuple(self.unread), tuple(dict.fromkeys(self.twice)))


def _numbers(match: re.Match[str]) -> Iterator[int]:
    if match["number"]:
        yield int(match["number"])
        return
    low, high = int(match["low"]), int(match["high"])
    if low <= high <= low + 500:
        yield from range(low, high + 1)
    else:  # "12-7" is no span: both are named
        yield from (low, high)


class Unfit(StrEnum):
    """Why a sentence cannot be taken as it is."""

    UNREAD = "unread"
    TWICE = "twice"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Misfit:
    """items: the words, or the numbers, as texts."""

    code: Unfit
    items: tuple[str, ...]


def applied(sentence: RollSentence, listed: Sequence[int | None]) -> dict[int, Status] | Misfit:
    """Person id → status. listed: ids in the order of the printed list; TT 1 is the first, None is a number that is
    nobody's any more. The rest: only whom the sentence does not name."""
    if sentence.unread:
        return Misfit(Unfit.UNREAD, sentence.unread)
    if sentence.twice:
        return Misfit(Unfit.TWICE, tuple(map(str, sentence.twice)))
    numbers = {number: person for number, person in enumerate(listed, 1) if person is not None}
    if beyond := sorted(number for number in sentence.marks if number not in numbers):
        return Misfit(Unfit.BEYOND, tuple(map(str, beyond)))
    named = {numbers[number]: status for number, status in sentence.marks.items()}
    others = {one: sentence.rest for one in numbers.values() if one not in named} if sentence.rest else {}
    return {**named, **others}
