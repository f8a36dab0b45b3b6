"""Plan files: what is taken, and each mistake told at its place."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.plan_files import read_plan_file
from files.plan_problems import PlanFileError, ProblemCode
from files.plan_values import END_BEFORE_START

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
    (f"{DAY}, key: một hai", ProblemCode.WRONG_SHAPE, "key", "một hai"),
    (f"{DAY}, key: {'k' * 61}", ProblemCode.WRONG_SHAPE, "key", "k" * 61),
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


def test_all_mistakes_are_told_at_once_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = HEAD + GOOD + "  - {title: A, kind: x, precision: y}\n" + f"  - {{{DAY}, course: Q}}\n"
    found = [(code, row) for code, row, _, _ in problems_of(written(tmp_path, text))]
    assert found == [
        (ProblemCode.UNKNOWN_PRECISION, 7),
        (ProblemCode.UNKNOWN_KIND, 7),
        (ProblemCode.UNKNOWN_COURSE, 8),
    ]


WHOLE_FILES: list[tuple[bytes, ProblemCode, int | None]] = [
    (b"", ProblemCode.EMPTY, None),
    (b" \n\n", ProblemCode.EMPTY, None),
    (b"# only words\n", ProblemCode.EMPTY, None),
    (b"null\n", ProblemCode.EMPTY, None),
    (b"- a\n- b\n", ProblemCode.WRONG_SHAPE, 1),
    (b"just a text\n", ProblemCode.WRONG_SHAPE, 1),
    (b"code: [\n", ProblemCode.UNREADABLE, 2),
    (b"code: A\n\ttitle: B\n", ProblemCode.UNREADABLE, 2),
    (b"code: A\x00\n", ProblemCode.UNREADABLE, None),
    (b"code: A\ntitle: B\xff\n", ProblemCode.NOT_UTF8, 2),
    ("code: Tập huấn".encode("utf-16"), ProblemCode.NOT_UTF8, 1),
    (b"code: A\ncode: B\n", ProblemCode.DUPLICATE_KEY, 2),
    (b"code: &a [x]\ntitle: *a\n", ProblemCode.ALIAS, 2),
    (b"code: !!python/object/apply:os.system [ls]\n", ProblemCode.TAG, 1),
    (b"code: A\n---\ncode: B\n", ProblemCode.WRONG_SHAPE, 3),
    (b"code: " + b"[" * 60 + b"]" * 60, ProblemCode.TOO_DEEP, 1),
    (b"? [a, b]\n: c\n", ProblemCode.WRONG_SHAPE, 1),
]


@pytest.mark.parametrize(("content", "code", "row"), WHOLE_FILES)
def test_a_file_that_is_no_plan_is_refused_at_its_line(
    tmp_path: Path, content: bytes, code: ProblemCode, row: int | None
) -> None:
    assert (code, row) in [(item[0], item[1]) for item in problems_of(written(tmp_path, content))]


def test_a_bomb_of_references_is_refused_at_the_first_one(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    [(code, row, _, value)] = problems_of(written(tmp_path, "\n".join(lines)))
    assert (code, row, value) == (ProblemCode.ALIAS, 2, "a0")


def test_a_file_over_five_megabytes_is_refused_unread(tmp_path: Path) -> None:
    [(code, _, _, value)] = problems_of(written(tmp_path, b"#" * 5_000_001))
    assert (code, value) == (ProblemCode.TOO_LARGE, "5000001")


def test_a_plan_of_thousands_of_activities_is_refused_before_they_are_checked(tmp_path: Path) -> None:
    [(code, row, field, value)] = problems_of(written(tmp_path, HEAD + "  - {title: X}\n" * 5_001))
    assert (code, row, field, value) == (ProblemCode.TOO_MANY, 6, "activities", "5001")


def test_of_very_many_mistakes_the_first_two_hundred_are_told(tmp_path: Path) -> None:
    found = problems_of(written(tmp_path, HEAD + "  - {title: X}\n" * 300))
    assert len(found) == 200
    assert found[-1][1] == 105  # two mistakes a line, from line 6 on


@pytest.mark.parametrize("name", ["plan.txt", "plan", "plan.yaml.exe"])
def test_other_kinds_of_file_are_refused_by_name(tmp_path: Path, name: str) -> None:
    assert problems_of(written(tmp_path, HEAD + GOOD, name))[0][0] is ProblemCode.WRONG_TYPE


@pytest.mark.parametrize("name", ["nowhere.yaml", "nowhere.xlsx"])
def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, name: str) -> None:
    assert problems_of(tmp_path / name) == [(ProblemCode.NOT_FOUND, None, None, name)]


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert problems_of(tmp_path / "folder.yaml")[0][0] is ProblemCode.NOT_FOUND


def test_an_end_before_the_start_is_kept_and_noted(tmp_path: Path) -> None:
    fields = "key: q, title: X, kind: in_person, start: 2022-09-25, end: 2022-09-20, precision: day"
    plan = read_plan_file(written(tmp_path, with_activity(fields)))
    [activity] = plan.activities
    assert activity.period.iso() == ("2022-09-25", "2022-09-20")
    assert activity.notes == (END_BEFORE_START,)
    assert plan.anomalies == (f"{END_BEFORE_START}:q",)


def test_words_of_the_file_about_its_contradiction_are_not_doubled(tmp_path: Path) -> None:
    fields = "title: X, kind: lms, start: 2022-09-25, end: 2022-09-20, precision: day, notes: [hỏi lại]"
    plan = read_plan_file(written(tmp_path, with_activity(fields)))
    assert (plan.activities[0].notes, plan.anomalies) == (("hỏi lại",), ())


@pytest.mark.parametrize(
    ("written_as", "stored"),
    [("2022-12-12", "2022-12-12"), ('"2022-12-12"', "2022-12-12"), ("2024-02-29", "2024-02-29")],
)
def test_days_stay_days_with_and_without_quotes(tmp_path: Path, written_as: str, stored: str) -> None:
    plan = read_plan_file(written(tmp_path, with_activity(f"title: X, kind: lms, start: {written_as}, precision: day")))
    assert plan.activities[0].period.iso() == (stored, None)


def test_keys_that_are_not_given_come_from_the_title_and_stay_apart(tmp_path: Path) -> None:
    plan = read_plan_file(
        written(tmp_path, HEAD + GOOD + GOOD + GOOD.replace("{title", "{key: hoc-buoi-sang-2, title"))
    )
    assert [item.key for item in plan.activities] == ["hoc-buoi-sang", "hoc-buoi-sang-3", "hoc-buoi-sang-2"]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (HEAD + GOOD.replace("{title", "{key: k, title") * 2, "key"),
        (
            HEAD.replace("activities", "  - {code: L1, title: Lại}\nactivities") + GOOD.replace("{", "{course: L1, "),
            "code",
        ),
    ],
)
def test_the_same_key_or_code_twice_is_a_mistake(tmp_path: Path, text: str, field: str) -> None:
    [(code, _, name, _)] = problems_of(written(tmp_path, text))
    assert (code, name) == (ProblemCode.DUPLICATE_KEY, field)


def test_with_several_courses_an_activity_must_name_its_own(tmp_path: Path) -> None:
    text = HEAD.replace("activities", "  - {code: L2, title: Lớp hai}\nactivities") + GOOD
    assert [(item[0], item[2]) for item in problems_of(written(tmp_path, text))] == [(ProblemCode.MISSING, "course")]


def test_a_plan_without_courses_or_activities_is_told_both(tmp_path: Path) -> None:
    found = problems_of(written(tmp_path, "code: A\ntitle: B\ncourses: []\n"))
    assert [(item[0], item[2]) for item in found] == [
        (ProblemCode.MISSING, "courses"),
        (ProblemCode.MISSING, "activities"),
    ]


def test_facts_keep_numbers_and_lists_and_quoted_texts(tmp_path: Path) -> None:
    facts = 'facts: {seats: 40, share: 0.5, open: true, code: "007", plain: 007, list: [1, hai]}'
    plan = read_plan_file(written(tmp_path, HEAD.replace("groups:", f"{facts}, groups:") + GOOD))
    assert plan.courses[0].facts == {
        **{"seats": 40, "share": 0.5, "open": True, "code": "007", "plain": "007"},
        "list": [1, "hai"],
    }


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_give_a_plan_or_problems_and_nothing_else(tmp_path: Path, content: bytes) -> None:
    with contextlib.suppress(PlanFileError):
        read_plan_file(written(tmp_path, content))


_WORDS = st.sampled_from(
    [*("code", "title", "activities", "courses", "key", "start"), *("2022-12-10", "2022-02-31", "lms", "day", "~")]
)
_SHAPES = st.recursive(
    _WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4), max_leaves=12
)


@given(_SHAPES)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_shape_of_yaml_gives_a_plan_or_problems(tmp_path: Path, shape: object) -> None:
    with contextlib.suppress(PlanFileError):
        read_plan_file(written(tmp_path, yaml.safe_dump(shape, allow_unicode=True)))
