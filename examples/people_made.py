"""Invented people: names, birthdays, phones and addresses, the same ones on every machine.

No given name of the pools is that of somebody in the real plans, not even without marks. Phones are all in
0900 xxx xxx, addresses end in .example.vn.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from training.reading.vietnamese import fold


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


# as the importer of people knows them
HEADERS = _listed("TT, Mã, Họ và tên, Ngày sinh, Đơn vị, Môn, Chức vụ, SĐT, Email, Nhóm, Vai trò, Ghi chú")
TRAINEE, TRAINER, ORGANIZER, INSPECTOR = "Học viên", "Giảng viên", "Ban tổ chức", "Thanh tra"

_SURNAMES = _listed(
    "Nguyễn, Trần, Lê, Phạm, Hoàng, Huỳnh, Phan, Vũ, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Đào, Đoàn, Trịnh, Mai, "
    "Lương, Đinh, Tạ, Cao, Lưu, Tô, Hà, Quách, Kiều, Chu"
)
_WOMEN_MIDDLE = _listed(
    "Thị, Thị Bích, Thị Kim, Thị Ngọc, Thị Minh, Thị Thanh, Thị Phương, Ngọc, Thùy, Bảo, Diệu, Khánh, Mỹ, Thu, Tuyết"
)
_WOMEN_GIVEN = _listed(
    "An, Bình, Châu, Chi, Cúc, Dung, Duyên, Diệp, Hạnh, Hiền, Hoài, Huệ, Hường, Lam, Lan, Liên, Linh, Loan, Ly, Mai, "
    "My, Ngân, Ngọc, Nguyệt, Nhung, Quyên, Quỳnh, Sen, Thảo, Thơm, Thoa, Thư, Trâm, Trinh, Tuyết, Uyên, Vân, Vy, "
    "Xuân, Yến"
)
_MEN_MIDDLE = _listed("Văn, Đức, Hữu, Quang, Công, Đình, Minh, Xuân, Tuấn, Anh, Thành, Gia, Mạnh, Bá")
_MEN_GIVEN = _listed(
    "An, Bách, Bảo, Bình, Cường, Chiến, Dũng, Đạt, Đông, Hải, Hậu, Hưng, Huy, Hùng, Kiên, Khải, Lâm, Long, Lộc, Mạnh, "
    "Nam, Nghĩa, Phong, Phúc, Quân, Quang, Sơn, Tài, Tân, Thắng, Thành, Thịnh, Toàn, Tú, Tùng, Tuấn, Trung, Việt, Vũ, "
    "Vượng"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a people file, as texts."""

    number: str
    code: str
    name: str
    birthday: str
    unit: str
    subject: str = ""
    position: str = "Giáo viên"
    phone: str = ""
    email: str = ""
    groups: str = ""
    role: str = TRAINEE
    note: str = ""


def person_name(source: random.Random, *, women: float = 0.74) -> str:
    """A plausible full name without a word twice; three quarters of teachers are women."""
    middles, givens = (_WOMEN_MIDDLE, _WOMEN_GIVEN) if source.random() < women else (_MEN_MIDDLE, _MEN_GIVEN)
    while True:
        words = f"{source.choice(_SURNAMES)} {source.choice(middles)} {source.choice(givens)}".split()
        if len(set(words)) == len(words):
            return " ".join(words)


def birthday(source: random.Random) -> str:
    """Day first, between 1966 and 1999."""
    return f"{source.randint(1, 28):02}/{source.randint(1, 12):02}/{source.randint(1966, 1999)}"


def phone(serial: int) -> str:
    """The serial-th number of the invented range, 0900 000 000 to 0900 999 999."""
    assert 0 <= serial < 1_000_000
    return f"0900{serial:06}"


def email(name: str, code: str) -> str:
    """lan.gv001@truong.example.vn: the given name and the code, so that no two are the same."""
    return f"{fold(name).split()[-1]}.{code.lower()}@truong.example.vn"


def write_people(path: Path, rows: Iterable[Row]) -> int:
    """Writes UTF-8 with the mark by which spreadsheet programs know it; returns how many people."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(HEADERS)
        for row in rows:
            table.writerow(astuple(row))
            count += 1
    return count
