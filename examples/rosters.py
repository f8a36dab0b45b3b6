"""Writes the people of plans A and E and of the clashing course: python -m examples.rosters [FOLDER]."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from examples.people_made import (
    INSPECTOR,
    ORGANIZER,
    TRAINER,
    Row,
    birthday,
    email,
    person_name,
    phone,
    write_people,
)
from files.plan_files import read_plan_file
from files.units import read_units

HERE = Path(__file__).parent
PLAN_A = HERE / "plans" / "a-hai-phong-ngoai-khoa-2022.yaml"
WITHOUT_PHONE = "GV077"
CLASHING = ("GV001", "GV008", "GV064")  # who also sit in the course of clash/plan.yaml

SCHOOL_E = "Trường THCS Đằng Hải"
SUBJECTS = (
    *("Toán", "Ngữ văn", "Tiếng Anh", "Vật lí", "Lịch sử", "Hóa học", "Địa lí", "Sinh học", "GDCD"),
    *("Tin học", "Thể dục", "Công nghệ", "Âm nhạc"),
)
SCIENCES = ("Toán", "Vật lí", "Hóa học", "Sinh học", "Tin học", "Công nghệ", "Thể dục")
INTEGRATED = ("Vật lí", "Hóa học", "Sinh học", "Lịch sử", "Địa lí")
DEGREES = {  # who is away for a degree, under the invented names of the plan file
    58: ("Mai Thị Sen", "Ngữ văn", "ĐH Ngữ văn"),
    59: ("Cao Thị Thơm", "Toán", "ThS Toán 1"),
    60: ("Đinh Thị Lam", "Toán", "ThS Toán 2"),
}


def plan_a() -> Iterator[Row]:
    """120 teachers in the 20 units of the quota table, 3 trainers, 2 organizers, 1 inspector."""
    source = random.Random("plan A")  # noqa: S311 - to be the same each time
    names = {unit.code: unit.name for unit in read_units(HERE / "units.yaml")}
    units = [unit for unit, seats in _quotas().items() for _ in range(seats)]
    for serial, unit in enumerate(units, 1):
        row = _person(source, serial, f"GV{serial:03}", names[unit], "Tiếng Anh")
        yield replace(row, phone="", note="Chưa có điện thoại") if row.code == WITHOUT_PHONE else row
    yield from _staff(source, names, first=len(units) + 1)


def _staff(source: random.Random, names: dict[str, str], first: int) -> Iterator[Row]:
    posts = [("BC01", "DHNN", "Giảng viên đại học", TRAINER), ("BC02", "DHNN", "Giảng viên đại học", TRAINER)]
    posts += [("BC03", "TT-KTTH", "Báo cáo viên", TRAINER)]
    posts += [("TC01", "SGD-HP", "Chuyên viên", ORGANIZER), ("TC02", "SGD-HP", "Chuyên viên", ORGANIZER)]
    posts += [("TT01", "SGD-HP", "Thanh tra viên", INSPECTOR)]
    for serial, (code, unit, position, role) in enumerate(posts, first):
        yield replace(_person(source, serial, code, names[unit], ""), position=position, role=role)


def _quotas() -> dict[str, int]:
    return next(course.quotas for course in read_plan_file(PLAN_A).courses if course.quotas)


def _person(source: random.Random, serial: int, code: str, unit: str, subject: str, base: int = 0) -> Row:
    name = person_name(source)
    return Row(
        number=str(serial),
        code=code,
        name=name,
        birthday=birthday(source),
        unit=unit,
        subject=subject,
        phone=phone(base + serial),
        email=email(name, code),
    )


def plan_e() -> Iterator[Row]:
    """60 people of one school with their groups, then one trainer and one organizer of the school."""
    source = random.Random("plan E")  # noqa: S311 - to be the same each time
    for serial in range(1, 61):
        name, subject, _ = DEGREES.get(serial, ("", SUBJECTS[serial % len(SUBJECTS)] if serial > 3 else "", ""))
        row = _person(source, serial, f"DH{serial:02}", SCHOOL_E, subject, base=1000)
        row = replace(row, name=name, email=email(name, row.code)) if name else row
        yield replace(row, **_school_post(serial, subject))
    trainer = _person(source, 61, "BC11", SCHOOL_E, "Tin học", base=1000)
    yield replace(trainer, name="Đỗ Quang Khải", email=email("Khải", "BC11"), role=TRAINER)
    organizer = _person(source, 62, "TC11", SCHOOL_E, "", base=1000)
    yield replace(organizer, position="Nhân viên văn phòng", role=ORGANIZER)


def _school_post(serial: int, subject: str) -> dict[str, str]:
    """Position and groups of the serial-th person of the school."""
    if serial <= 3:
        return {"position": "Hiệu trưởng" if serial == 1 else "Phó Hiệu trưởng", "groups": "BGH"}
    groups = ["Tổ TN" if subject in SCIENCES else "Tổ XH"]
    belongs = {
        "TTCM": serial <= 9,
        "GVCN": 10 <= serial <= 42,
        "GV trẻ": 43 <= serial <= 53,
        "KHTN - LS-ĐL": subject in INTEGRATED,
        "Đội tuyển HSG": serial % 7 == 0,
        "KHKT": serial % 11 == 0,
        "Lớp 9": serial % 5 == 0,
    }
    groups += [name for name, member in belongs.items() if member]
    groups += [DEGREES[serial][2]] if serial in DEGREES else []
    position = ("Tổ trưởng chuyên môn" if serial <= 5 else "Nhóm trưởng chuyên môn") if serial <= 9 else "Giáo viên"
    return {"position": position, "groups": "; ".join(groups)}


def clash() -> Iterator[Row]:
    """Three teachers of plan A, for a course whose session overlaps with theirs."""
    for serial, row in enumerate((row for row in plan_a() if row.code in CLASHING), 1):
        yield replace(row, number=str(serial))


def main(folder: Path) -> None:
    """Writes every roster below the folder."""
    for part in ("people", "clash"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_people(folder / "people" / "plan-a.csv", plan_a())
    write_people(folder / "people" / "plan-e.csv", plan_e())
    write_people(folder / "clash" / "roster.csv", clash())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
