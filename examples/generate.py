"""Makes the people of plan B: python -m examples.generate --out FILE.csv [--people 17616] [--level th] [--units FILE].

17,616 trainees by default (7,825 primary, 6,282 lower and 3,509 upper secondary) in 486 schools, always the same.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from examples.people_made import Row, birthday, email, person_name, phone, write_people

EVERYBODY = 17_616
_FIRST_SERIAL = 100_000  # of phones, above those of the small rosters
_REORGANISED = "2025-07-01"
_DISTRICTS = (
    *("quận Hồng Bàng", "quận Ngô Quyền", "quận Lê Chân", "quận Hải An", "quận Kiến An", "quận Đồ Sơn"),
    *("quận Dương Kinh", "huyện Thủy Nguyên", "huyện An Dương", "huyện An Lão", "huyện Kiến Thụy"),
    *("huyện Tiên Lãng", "huyện Vĩnh Bảo", "huyện Cát Hải"),
)
_FIRST_WORDS = (
    *("Sao", "Nắng", "Gió", "Sóng", "Hoa", "Mây", "Trăng", "Đồi", "Rừng", "Suối", "Bến", "Vườn", "Cánh", "Đảo"),
    *("Lúa", "Thông", "Sen", "Phượng", "Tre", "Hạc", "Én", "Bãi", "Đồng", "Hồ", "Núi"),
)
_SECOND_WORDS = (
    *("Xuân", "Hạ", "Thu Vàng", "Đông", "Sớm", "Chiều", "Xa", "Gần", "Vàng", "Bạc", "Hồng", "Tím", "Trắng", "Lam"),
    *("Mới", "Nam", "Bắc", "Tây", "Thượng", "Trung", "Ngọc", "Quê"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of schools. people: how many trainees the plan names; schools: how many we make up."""

    key: str
    prefix: str
    group: str
    people: int
    schools: int
    subjects: tuple[str, ...]


LEVELS = (
    Level("th", "Trường Tiểu học", "Tiểu học", 7_825, 225, ("Tiểu học", "Tiếng Anh", "Tin học", "Âm nhạc", "Mĩ thuật")),
    Level("thcs", "Trường THCS", "THCS", 6_282, 195, ("Toán", "Ngữ văn", "Tiếng Anh", "KHTN", "LS-ĐL", "Tin học")),
    Level("thpt", "Trường THPT", "THPT", 3_509, 66, ("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Hóa học", "Lịch sử")),
)


@dataclass(frozen=True, slots=True)
class School:
    """A made-up school; district: number in _DISTRICTS, None directly under the Sở."""

    code: str
    name: str
    level: Level
    district: int | None


def schools() -> list[School]:
    """486 schools with names that occur once."""
    names = [" ".join(pair) for pair in product(_FIRST_WORDS, _SECOND_WORDS)]
    random.Random("schools").shuffle(names)  # noqa: S311 - to be the same each time
    return [
        School(
            code=f"{level.group.upper() if level.key != 'th' else 'TH'}-B{number:03}",
            name=f"{level.prefix} {names.pop()}",
            level=level,
            district=None if level.key == "thpt" else number % len(_DISTRICTS),
        )
        for level in LEVELS
        for number in range(1, level.schools + 1)
    ]


def people(count: int = EVERYBODY, level: str | None = None) -> Iterator[Row]:
    """The people, level by level; with another count than the plan's in the same proportions."""
    source = random.Random("plan B")  # noqa: S311 - to be the same each time
    serial = 0
    for kind, share in zip(LEVELS, shares(count), strict=True):
        places = [school for school in schools() if school.level is kind]
        for number in range(share):
            serial += 1
            row = _trainee(source, serial, places[number % len(places)])
            if level in (None, kind.key):
                yield row


def shares(count: int) -> list[int]:
    """count divided as the plan divides its 17,616: what rounding leaves goes to the first level."""
    rest = [count * level.people // EVERYBODY for level in LEVELS[1:]]
    return [count - sum(rest), *rest]


def _trainee(source: random.Random, serial: int, school: School) -> Row:
    name, code = person_name(source), f"HV{serial:05}"
    row = Row(
        number=str(serial),
        code=code,
        name=name,
        birthday=birthday(source),
        unit=school.name,
        subject=source.choice(school.level.subjects),
        phone=phone(_FIRST_SERIAL + serial),
        email=email(name, code),
        groups=school.level.group,
    )
    return replace(row, position=source.choice(("Hiệu trưởng", "Phó Hiệu trưởng"))) if source.random() < 0.06 else row


def units_yaml() -> str:
    """The unit file of these people: Sở, 14 Phòng GD&ĐT, what came after each, and their schools."""
    lines = ["units:", "  - {code: SGD-HP, name: Sở Giáo dục và Đào tạo Hải Phòng}"]
    for number, district in enumerate(_DISTRICTS):
        area = district.split(maxsplit=1)[1]
        lines.append(
            f"  - {{code: PGD-B{number:02}, name: Phòng GD&ĐT {district}, parents: [{{parent: SGD-HP}}], "
            f"closed: {_REORGANISED}}}"
        )
        lines.append(
            f"  - {{code: XP-B{number:02}, name: Cụm xã phường {area}, "
            f"parents: [{{parent: SGD-HP, from: {_REORGANISED}}}]}}"
        )
    lines += [f"  - {{code: {school.code}, name: {school.name}, parents: {_parents(school)}}}" for school in schools()]
    return "\n".join(lines) + "\n"


def _parents(school: School) -> str:
    if school.district is None:
        return "[{parent: SGD-HP}]"
    number = f"{school.district:02}"
    return f"[{{parent: PGD-B{number}}}, {{parent: XP-B{number}, from: {_REORGANISED}}}]"


def main(words: Sequence[str] | None = None) -> None:
    """Writes the people, and the units when asked for them."""
    parser = argparse.ArgumentParser(prog="python -m examples.generate", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the people file to write (.csv)")
    parser.add_argument("--people", type=_count, default=EVERYBODY)
    parser.add_argument("--level", choices=[level.key for level in LEVELS], help="only this level, for one course")
    parser.add_argument("--units", type=Path, help="also write the tree of their units (.yaml)")
    options = parser.parse_args(words)
    written = write_people(options.out, people(options.people, options.level))
    if options.units:
        options.units.write_text(units_yaml(), encoding="utf-8")
    print(f"{options.out}: {written}")  # noqa: T201 - a command of its own


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 500_000:
        raise ValueError(text)
    return count


if __name__ == "__main__":
    main()
