"""The header of a list of people: found by its words, with or without marks, in any order, in one row or two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from files.tables import Cell, Sheet
from training.reading.vietnamese import clean, fold

_SEARCHED_ROWS = 60
_LONGEST_HEADER = 60

_WHO = r"(?:giaovien|gv|hocvien|hv|canbo|cb|cbgv|cbqlgv|cbql|nguoi\w{0,20}|nhansu)"


class Field(StrEnum):
    """What a column of a list of people holds."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BIRTHDAY = "birthday"
    UNIT = "unit"
    SUBJECT = "subject"
    POSITION = "position"
    PHONE = "phone"
    EMAIL = "email"
    GROUPS = "groups"
    ROLE = "role"
    NOTE = "note"
    ADVICE = "advice"  # what a corrections file says is wrong; read by people, not by us
    GENDER = "gender"  # recognised so that it is not reported as unknown; not stored


_TITLES = {
    **{Field.NUMBER: "TT", Field.CODE: "Mã", Field.NAME: "Họ và tên", Field.FAMILY_NAME: "Họ", Field.GIVEN_NAME: "Tên"},
    **{Field.BIRTHDAY: "Ngày sinh", Field.UNIT: "Đơn vị công tác", Field.SUBJECT: "Môn", Field.POSITION: "Chức vụ"},
    **{Field.PHONE: "SĐT", Field.EMAIL: "Email", Field.GROUPS: "Nhóm", Field.ROLE: "Vai trò", Field.NOTE: "Ghi chú"},
    **{Field.ADVICE: "Lỗi cần sửa", Field.GENDER: "Giới tính"},
}

# On the folded header without spaces and punctuation, whole: "S. ĐT", "Số đ/t" and "so_dt" are all one word there.
_WORDS: tuple[tuple[Field, str], ...] = (
    (Field.NUMBER, r"s?tt|so(?:tt|thutu)|thutu|no"),
    (Field.FAMILY_NAME, r"ho|ho(?:va|v)?(?:ten)?(?:dem|lot|chudem|chulot|tendem|tenlot)|lastname|surname"),
    (Field.GIVEN_NAME, r"ten|tengoi|firstname"),
    (
        Field.NAME,
        rf"ho?(?:va|v)?ten(?:khaisinh|daydu)?{_WHO}?|ten{_WHO}|giaovien|hocvien|canbo|hoten\w{{0,3}}|fullname|name|hvt",
    ),
    (
        Field.BIRTHDAY,
        r"(?:ngay?|ng|n)(?:thangnam|thgnam|tn)?sinh|namsinh|sinhngay|sinhnam|ns|nths|dob|birthday|dateofbirth",
    ),
    (
        Field.UNIT,
        r"(?:ten)?(?:donvi|donv|dvi|dv)(?:congtac|ctac|ct)?|(?:ten)?truong(?:congtac)?|(?:donvi)?truonghoc|"
        r"(?:donvi|coquan|noi)congtac|coquan|noict|unit|school",
    ),
    (Field.SUBJECT, r"(?:bo|day|chuyen)?mon(?:day|giangday|hoc|phutrach|gd|boiduong|taphuan)?|subject"),
    (Field.POSITION, r"c(?:huc)?(?:vu|danh)(?:congtac|hiennay)?|cv|nhiemvu|position"),
    (
        Field.PHONE,
        r"(?:so)?(?:dienthoai|dthoai|dt|dtdd|didong|dtdidong|dienthoaididong|phone|zalo|tel)(?:lienhe|lienlac|canhan|zalo|lh)?|"
        r"sdt(?:lienhe|lienlac|canhan|zalo)?|sodt|mobile|phonenumber",
    ),
    (Field.EMAIL, r"(?:diachi)?(?:e?mail|gmail|thudientu)(?:canhan|lienhe)?"),
    (Field.CODE, rf"ma(?:so)?(?:{_WHO})?|code"),
    (Field.GROUPS, r"(?:to)?nhom(?:to)?|to(?:chuyenmon|cm|bomon)?|group|groups"),
    (Field.ROLE, r"vaitro(?:thamgia)?|tucach(?:thamgia)?|role"),
    (Field.NOTE, r"g(?:hi)?chu(?:khac)?|gc|note|notes"),
    (Field.ADVICE, r"loicansua|loi"),
    (Field.GENDER, r"gioitinh|gt|phai|gender|sex"),
)
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _WORDS)
_SCHEDULE = re.compile(
    r"thoigian\w{0,12}|ngay|ngaythang|buoi|gio|batdau|ketthuc|noidung\w{0,12}|hoatdong|chude|diadiem|hinhthuc|"
    r"(?:thoigian|ngay)(?:bat|ket)\w+|baocaovien|phutrach|chutri|kind|start|end|precision"
)


@dataclass(frozen=True, slots=True)
class Column:
    """index from 0; header: the words found there, for naming the column to people."""

    index: int
    header: str


@dataclass(frozen=True, slots=True)
class Header:
    """first: index of the first row of data. unknown: columns whose words say nothing to us."""

    first: int
    columns: Mapping[Field, tuple[Column, ...]]
    unknown: tuple[Column, ...] = ()

    def column(self, field: Field) -> Column | None:
        """The column of a field; the first one when there are several."""
        found = self.columns.get(field)
        return found[0] if found else None

    @property
    def has_name(self) -> bool:
        return Field.NAME in self.columns or Field.GIVEN_NAME in self.columns


def find_header(sheet: Sheet) -> Header | None:
    """The header with the most known columns among the first 60 rows, of at least two; None when there is none.

    It need not have a column of names: the caller says what is missing.
    """
    best, most = None, (1, 0)
    for index in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        for height in (1, 2):
            header = _header_at(sheet.rows, index, height)
            if header and (worth := _worth(header)) > most:
                best, most = header, worth
    return _with_split_name(best, sheet.rows) if best else None


def _with_split_name(header: Header, rows: Sequence[tuple[Cell, ...]]) -> Header:
    """One title "Họ và tên" over two columns, surname and given name, as many lists have it."""
    name, taken = header.column(Field.NAME), header.columns.values()
    if not name or any(c.index == name.index + 1 for columns in (*taken, header.unknown) for c in columns):
        return header
    named = [row for row in rows[header.first :] if len(row) > name.index and row[name.index]]
    split = [row for row in named if len(row) > name.index + 1 and isinstance(row[name.index + 1], str)]
    if not named or len(split) * 2 < len(named):
        return header
    columns = dict(header.columns)
    del columns[Field.NAME]
    columns[Field.FAMILY_NAME], columns[Field.GIVEN_NAME] = (name,), (Column(name.index + 1, name.header),)
    return Header(header.first, columns, header.unknown)


def looks_like_schedule(sheet: Sheet) -> bool:
    """Whether some row has the words of a schedule's header: time, content, place, form."""
    return any(
        sum(bool(_SCHEDULE.fullmatch(_squashed(cell))) for cell in row if isinstance(cell, str)) >= 3
        for row in sheet.rows[:_SEARCHED_ROWS]
    )


def field_of(text: str) -> Field | None:
    """What a header says its column holds: "Họ và tên", "ho ten", "H. và tên GV" are all NAME."""
    squashed = _squashed(text)
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(squashed)), None)


def title_of(field: Field) -> str:
    """The words over a column in the files that we give out."""
    return _TITLES[field]


def _squashed(text: str) -> str:
    if len(text) > _LONGEST_HEADER:
        return ""
    folded = fold(text)
    bare = re.sub(r"\([^)]*\)", "", folded) or folded
    return re.sub(r"[\W_]+", "", bare)


def _worth(header: Header) -> tuple[int, int]:
    """Fields known, and columns they take: "Nam | Nữ" under a date of birth are two columns of one field."""
    known = len(header.columns)
    taken = sum(len(columns) for columns in header.columns.values())
    return (known + header.has_name, taken) if known > 1 else (0, 0)


def _header_at(rows: Sequence[tuple[Cell, ...]], index: int, height: int) -> Header | None:
    top = _texts(rows[index])
    if height == 1:
        return _header(index + 1, top, [field_of(text) for text in top])
    below = _texts(rows[index + 1]) if index + 1 < len(rows) else []
    if not below or not top:
        return None
    return _two_rows(index, top, below)


def _two_rows(index: int, top: list[str], below: list[str]) -> Header | None:
    """A header over two rows: a title above several columns passes on to those below it that say nothing."""
    width = max(len(top), len(below))
    top, below = _padded(top, width), _padded(below, width)
    if _is_data(top, below):
        return None
    fields: list[Field | None] = []
    texts: list[str] = []
    carried = ""
    for over, under in zip(top, below, strict=True):
        carried = over or (carried if under else "")
        own = field_of(under) if under else None
        fields.append(own or (field_of(carried) if carried else None))
        texts.append(under if own else " ".join(filter(None, (carried, under))))
    # the second row must add something of its own, or else it is the first row of data
    known_below = sum(field_of(text) is not None for text in below if text)
    told_below = sum(bool(text) for text in below)
    adds = known_below >= 1 or _divides(top, below)
    return _header(index + 2, texts, fields) if adds and told_below <= width // 2 + 1 else None


def _is_data(top: list[str], below: list[str]) -> bool:
    """Whether the lower row is already a person: something that is no title stands under a title of its own."""
    for over, under, beside in zip(top, below, [*top[1:], "x"], strict=True):
        if under.replace(".", "").isdigit():
            return True
        if under and not field_of(under) and field_of(over) and beside:
            return True
    return False


def _divides(top: list[str], below: list[str]) -> bool:
    """ "Nam | Nữ" under one title."""
    return {fold(text) for text in below if text} == {"nam", "nu"} and any(top)


def _header(first: int, texts: list[str], fields: list[Field | None]) -> Header:
    columns: dict[Field, tuple[Column, ...]] = {}
    unknown: list[Column] = []
    for index, (text, field) in enumerate(zip(texts, fields, strict=True)):
        if field:
            columns[field] = (*columns.get(field, ()), Column(index, text))
        elif text:
            unknown.append(Column(index, text))
    return Header(first, _settled(columns), tuple(unknown))


def _settled(columns: dict[Field, tuple[Column, ...]]) -> dict[Field, tuple[Column, ...]]:
    """Họ and Tên are a name only together; a school says more than the office above it."""
    settled = dict(columns)
    if Field.NAME in settled:
        settled.pop(Field.GIVEN_NAME, None)
        settled.pop(Field.FAMILY_NAME, None)
    elif Field.GIVEN_NAME in settled and Field.FAMILY_NAME not in settled:
        settled[Field.NAME] = settled.pop(Field.GIVEN_NAME)
    if len(settled.get(Field.UNIT, ())) > 1:
        settled[Field.UNIT] = tuple(sorted(settled[Field.UNIT], key=lambda column: "truong" not in fold(column.header)))
    return settled


def _texts(row: Sequence[Cell]) -> list[str]:
    return [
        clean(cell).replace("\n", " ") if isinstance(cell, str) else "" if cell is None else str(cell) for cell in row
    ]


def _padded(texts: list[str], width: int) -> list[str]:
    return texts + [""] * (width - len(texts))
