"""Plan files: what is taken, and each mistake told at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from files.plan_files import read_plan_file
from files.plan_problems import PlanFileError, ProblemCode

HEAD = "code: T-2022\ntitle: Tập huấn thử\ncourses:\n  - {code: L1, title: Lớp một, groups: [Tổ TN]}\nactivities:\n"
GOOD = (
    "  - {title: Học buổi sáng, kind: in_person, start: 2022-12-10T07:30, end: 2022-12-10T11:00, precision: minute}\n"
)


def written(folder: Path, text: str | bytes, name: str = "plan.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(path: Path) -> list[tuple[ProblemCode, int | None, str | None, str | None]]:
    with pytest.raises(PlanFileError) as refused:
        read_plan_file(path)
    return [(item.code, item.row, item.field, item.value) for item in refused.value.problems]


def with_activity(fields: str) -> str:
    """A plan of one activity on line 6, with the fields given in place of the usual ones."""
    return f"{HEAD}  - {{{fields}}}\n"


def test_an_activity_without_a_course_belongs_to_the_only_one(tmp_path: Path) -> None:
    plan = read_plan_file(written(tmp_path, HEAD + GOOD))
    assert [(item.course, item.key) for item in plan.activities] == [("L1", "hoc-buoi-sang")]


DAY = "title: X, kind: lms, start: 2022-12-12, precision: day"
BAD_FIELDS = [
    ("title: X, kind: lms, start: 2022-02-31, precision: day", ProblemCode.BAD_DATE, "start", "2022-02-31"),
    ("title: X, kind: lms, start: 12/12/2022, precision: day", ProblemCode.BAD_DATE, "start", "12/12/2022"),
    ("title: X, kind: lms, start: 0022-12-12, precision: day", ProblemCode.BAD_DATE, "start", "0022-12-12"),
    ('title: X, kind: lms, start: "2022-12-12T24:00", precision: minute', ProblemCode.BAD_DATE, "start", None),
    (f"{DAY}, end: 2022-13-01", ProblemCode.BAD_DATE, "end", "2022-13-01"),
    ('title: X, kind: lms, start: "2022-12-12T07:30", precision: day', ProblemCode.PRECISION_MISMATCH, "start", None),
    ("title: X, kind: lms, start: 2022-12-12, precision: minute", ProblemCode.PRECISION_MISMATCH, "start", None),
    ("title: X, kind: lms, start: 2022-12-12, precision: tbd", ProblemCode.PRECISION_MISMATCH, "start", None),
    ("title: X, kind: lms, precision: month", ProblemCode.MISSING, "start", None),
    ("title: X, kind: lms, start: 2022-12-12", ProblemCode.MISSING, "precision", None),
    ("title: X, kind: lms, start: 2022-12-12, precision: hour", ProblemCode.UNKNOWN_PRECISION, "precision", "hour"),
    ("title: X, kind: hoc, start: 2022-12-12, precision: day", ProblemCode.UNKNOWN_KIND, "kind", "hoc"),
    (f"{DAY}, alt_kinds: [virtual, zoom]", ProblemCode.UNKNOWN_KIND, "alt_kinds", "zoom"),
    ("kind: lms, start: 2022-12-12, precision: day", ProblemCode.MISSING, "title", None),
    (f"{DAY}, course: L9", ProblemCode.UNKNOWN_COURSE, "course", "L9"),
    (f"{DAY}, groups: [Tổ XH]", ProblemCode.UNKNOWN_GROUP, "groups", "Tổ XH"),
    (f"{DAY}, quota: năm mươi", ProblemCode.BAD_NUMBER, "quota", "năm mươi"),
    (f"{DAY}, quota: -1", ProblemCode.BAD_NUMBER, "quota", "-1"),
    (f"{DAY}, choose_days: 0", ProblemCode.BAD_NUMBER, "choose_days", "0"),
    (f"{DAY}, gio: 7h30", ProblemCode.UNKNOWN_KEY, "gio", "gio"),
    (f"{DAY}, title2: [a]", ProblemCode.UNKNOWN_KEY, "title2", "title2"),
    (f"{DAY}, link: 'javascript:alert(1)'", ProblemCode.BAD_LINK, "link", "javascript:alert(1)"),
    (f"{DAY}, venue: {{address: Hải Phòng}}", ProblemCode.MISSING, "name", None),
    (f"{DAY}, venue: {{name: A, latitude: 20.8}}", ProblemCode.MISSING, "longitude", None),
    (f"{DAY}, venue: {{name: A, latitude: 120, longitude: 106}}", ProblemCode.BAD_NUMBER, "latitude", "120"),
    (f"{DAY}, venue: Hội trường", ProblemCode.WRONG_SHAPE, None, "Hội trường"),
    (f"{DAY}, lead: [a, b]", ProblemCode.WRONG_SHAPE, "lead", None),
    (f"{DAY}, notes: {{a: b}}", ProblemCode.WRONG_SHAPE, "notes", None),
]


@pytest.mark.parametrize(("fields", "code", "field", "value"), BAD_FIELDS)
def test_a_bad_field_is_told_by_line_field_and_value(
    tmp_path: Path, fields: str, code: ProblemCode, field: str | None, value: str | None
) -> None:
    [(found, row, name, said)] = problems_of(written(tmp_path, with_activity(fields)))
    assert (found, row, name) == (code, 6, field)
    assert value is None or said == value
