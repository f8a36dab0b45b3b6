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


def main(folder: Path) -> None:
    """Writes every roster below the folder."""
    write_people(folder / "people" / "plan-a.csv", plan_a())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
