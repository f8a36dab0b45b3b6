"""Words as they are typed, made the words they stand for: teencode, regional words, run-together and mistyped ones.

Works on the pattern form of a text (see plain.py), so that dates can be read from the result.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from training.reading.evidence import phrases, vocabulary
from training.reading.vietnamese import fold

_SHORTHAND = """
k ko kh kg khg hok hong hem hk hog khum khom hum hongg khongg hg kho0ng kog: khong
dc duoc dk dx: duoc
z v zay zậy vay vại vậyy dzay dzậy dz dzi zi j_: vay
j gj zì: gi
r rui oy òi roi roài: roi
bn: bao nhieu
e: em
t tui tớ: tôi
m mk mik mjnh: minh
mn: moi nguoi
mng: moi nguoi
ng: nguoi
lm: lam
hc hok_: hoc
bh bjo bgio: bao gio
bjh: bay gio
ntn nhtn: nhu the nao
ntnao: nhu the nao
lsao: lam sao
sdt sđt dthoai: so dien thoai
btc: ban to chuc
gv: giang vien
bcv: bao cao vien
gcn: giay chung nhan
cchi: chung chi
tl tlieu: tai lieu
dd: diem danh
đd: diem danh
dki đki: dang ky
tg: thoi gian
trc: truoc
bt: biet
tks thks thanks thank thanhk tnx thx camon camơn: cam on
cmon: cam on
ms: moi
vs: voi
wa: qua
ak ah: a
mô: dau
rang răng: sao
rứa rua: vay
hôm_ hum: hom
sn: sinh nhat
pls plz: lam on
onl: online
off: off
hd: huong dan
hdsd: huong dan su dung
md mđ modun modul modules mdun: mo dun
mail gmail: email
checkin: check in
đt: dien thoai
hqua: hom qua
hnay: hom nay
hnai: hom nay
nmai ngmai: ngay mai
qtri: quan tri
gg: google
đki: dang ky
kq: ket qua
nv: nhan vien
mấy: may
nữa: nua
bít: biet
zị: vay
dạ_: da
bùn: buon
hui: hoi
hem: khong
10q 3q thankiu: cam on
iu: yeu
nhiu nhìu: nhieu
mun mún: muon
bik: biet
thui: thoi
"""
_BEFORE_HOUR = frozenset(("may", "bao", "nhieu", "7", "8"))
_COMMON_WORDS = """
    kday
    a ad admin ai anh ba ban bac bao bay ben bi biet bo boi buoi bua ca cac cai can cang cau chac cham chi
    chinh cho chu chua chung chut co con coi cu cua cuc cung cuoi da dai dang dau day dan de den deu di dia
    diem dinh do doi dong du dua dung duoc duong em gan gap ghe ghi gi gia giai giam gian giang giao gio
    giong giua giup hai hay hen hi hien hieu ho hoa hoac hoc hoi hom hon hong hung huong it keo ke khac
    khach kha khi khien kho khoa khoang khoi khong khu kia kip ky la lai lam lan lau len lich lieu lo loi
    lon lop luc luon luu ly ma mai man mat may mau me mien minh mo moc moi mon mong mot muc mung muon nam
    nao nay nen neu ngay nghe nghi ngoai ngoi nguoi nha nhan nhat nhau nhe nhi nhieu nho nhu nhung nhac noi
    nua o oi on phai phan phat phep phong phu phuong qua quan quen qui quy quyen ra rang rat re rieng ro roi
    rong sa sai san sang sao sap sau se so som sua tai tam tap tat ten thang thanh that thay the them theo
    thi thich thien thiet thieu thoi thong thu thuc thue thuong thuy tien tiep tiet tieng tim tin tinh to
    toan toi ton tong tra trang tre tren tri trinh trong tru truc truong truoc tu tuan tung tuoi tuong tuy
    tuyen u ung va van vang vao vay ve vi viec vien viet vo voi vong vua vui xa xem xep xin xong xuong y yeu
    chieu trua dem mua hihi haha ok oke uh ha he muoi bon nham chin ham tet noel stem steam khtn tranh ngung
    kem ruoi phut giay monday tuesday wednesday thursday friday saturday sunday today tomorrow week month
    next this last weekend morning afternoon evening tonight quoc si nghiep cap huyen tho nu
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ONSETS = "b|ch|c|d|gh|gi|g|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|h"
_NUCLEI = (
    "uyen|uyet|uych|uynh|uya|uyu|uoi|uou|uay|oai|oao|oay|oeo|ieu|yeu|uye|iec|"
    "ai|ao|au|ay|eo|eu|ia|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ie|ye|a|e|i|o|u|y"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{_NUCLEI})(?:ch|ng|nh|c|m|n|p|t)?")
_WORD = re.compile(r"\w+|%")
_TELEX = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u"), ("w", "u"))
_NOT = re.compile(r"(?<=[a-z])['’]t(?!\w)")  # can't, don't
_GLUED = re.compile(r"(?<!\w)(?:md|mđ|mdun|modun|modul|module)(?=\d{1,2}(?!\w))")
_BEFORE_DAY = re.compile(r" (?:mai|nay|mốt|mot|qua|thứ|thu|t[2-7]|cn|hom|chu nhat)(?!\w)")
_PARTS = frozenset(("sang", "chieu", "trua", "buoi"))
_LONGEST_WORD = 24


def _shorthand() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _SHORTHAND.strip().splitlines():
        shorts, long = line.split(":")
        table |= {short.rstrip("_"): tuple(long.split()) for short in shorts.split() if not short.endswith("_")}
    return table


_EXPANSIONS = _shorthand()


@cache
def _known() -> frozenset[str]:
    return vocabulary() | _COMMON


def known(word: str) -> bool:
    """Whether questions about training are made of this folded word."""
    return word in vocabulary(alien=False) or word in _COMMON or word.isdigit()


def understood(word: str) -> bool:
    """Whether a folded word is one that any question is made of, also one about something else."""
    return word in _known()


def is_syllable(word: str) -> bool:
    """Whether letters without marks can be one Vietnamese word."""
    return bool(_SYLLABLE.fullmatch(word))


@cache
def _near() -> dict[str, tuple[str, ...]]:
    """A known word with one letter left out → the known words it may be."""
    near: dict[str, list[str]] = {}
    for word in sorted(word for word in _known() if len(word) >= 3):
        for place in range(len(word)):
            near.setdefault(word[:place] + word[place + 1 :], []).append(word)
    return {shorter: tuple(words) for shorter, words in near.items()}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Words that follow each other in some phrase."""
    return frozenset(pair for first, ends in phrases().items() for rest, _ in ends for pair in pairwise((first, *rest)))


# people type the same few sentences again and again; what is kept is bounded
@lru_cache(maxsize=2048)
def repaired(form: str) -> str:
    """The pattern form with every shorthand spelt out and every word that is none made the one it probably is."""
    form = _GLUED.sub("mo dun ", _NOT.sub(" not", form))
    pieces: list[str] = []
    last, before = 0, ""
    for match in _WORD.finditer(form):
        word = match[0]
        better = _better(word, before, form[match.end() : match.end() + 10])
        if better != word:
            pieces += (form[last : match.start()], better)
            last = match.end()
        before = fold(better).rsplit(" ", 1)[-1]
    return "".join(pieces) + form[last:] if pieces else form


def _better(word: str, before: str, after: str) -> str:
    if word == "h" and before in _BEFORE_HOUR:
        return "gio"
    if word == "bn":
        return "bao nhieu" if after[:1] == " " and before not in ("", "a", "oi", "cua", "chao") else "ban"
    if word in _EXPANSIONS:
        return " ".join(_EXPANSIONS[word])
    if not word.isascii() or not word.isalpha() or word in _known() or len(word) > _LONGEST_WORD or len(word) < 3:
        return word
    return _part_of_day(word, after) or _mended(word, before)


def _part_of_day(word: str, after: str) -> str | None:
    """A word that is none before a day is the part of it one letter away: "sag mai"."""
    meant = _candidates(word) & _PARTS if _BEFORE_DAY.match(after) else set()
    return min(meant) if len(meant) == 1 else None


def _mended(word: str, before: str) -> str:
    """Undoes long letters, run-together words, one wrong letter, marks typed as letters; else the word itself."""
    squeezed = re.sub(r"([a-z])\1+", r"\1", word)
    if squeezed in _known():
        return squeezed
    if _SYLLABLE.fullmatch(word):
        return _by_company(word, before)
    return _split(word) or _one_letter_off(word, before) or _without_telex(word) or word


def _by_company(word: str, before: str) -> str:
    """A word that exists is only taken for another when it would make a phrase with the word before it."""
    fits = [each for each in _candidates(word) if (before, each) in _pairs()]
    return fits[0] if len(fits) == 1 and len(word) >= 3 else word


def _split(word: str) -> str | None:
    """diemdanh → diem danh: the fewest known words of two letters and more."""
    best: list[list[str] | None] = [[]] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for begin in range(max(0, end - 7), end - 1):
            head, tail = best[begin], word[begin:end]
            if head is not None and tail in _known() and (best[end] is None or len(head) + 1 < len(best[end] or ())):
                best[end] = [*head, tail]
    return " ".join(best[-1]) if best[-1] else None


def _candidates(word: str) -> set[str]:
    """Known words one letter away: one left out, one too many, another one, or two swapped."""
    shorter = [word[:place] + word[place + 1 :] for place in range(len(word))]
    found = {each for each in shorter if each in _known()}
    found |= set(_near().get(word, ()))
    for each in shorter:
        found |= {near for near in _near().get(each, ()) if abs(len(near) - len(word)) == 0}
    return {each for each in found if len(each) >= 2}


def _one_letter_off(word: str, before: str) -> str | None:
    candidates = _candidates(word)
    if not candidates:
        return None
    return min(
        candidates,
        key=lambda each: ((before, each) not in _pairs(), sorted(each) != sorted(word), each[0] != word[0], each),
    )


def _without_telex(word: str) -> str | None:
    """ddieemr → diem: marks typed as letters by a keyboard that did not take them."""
    bare = word
    for typed, letter in _TELEX:
        bare = bare.replace(typed, letter)
    for each in (bare, re.sub(r"[sfrxj]$", "", bare), re.sub(r"(?<=[aeiouy])[sfrxj]", "", bare)):
        if each in _known():
            return each
    return None


# the tables are made when the module is imported, so that the first question is as fast as any
_near(), _pairs()
