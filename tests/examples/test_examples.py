"""The example data: complete against the labels, invented where people are concerned, and always the same."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from examples import generate, rosters
from examples.people_made import HEADERS
from files.plan_files import read_plan_file
from files.units import read_units
from training.plan import Activity, Kind, Plan, Precision
from training.reading.vietnamese import fold

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SEEDS = ROOT.parent / "shared" / "seeds"
FILES = {path.name[0]: path for path in sorted((EXAMPLES / "plans").glob("*.yaml"))}
COUNTS = {"a": 7, "b": 33, "c": 5, "d": 9, "e": 45}
NAMES_REPLACED = ("Đ/c Vinh", "đ/c Vũ Phượng", "đ/c Hòa", "Trần Thị Hồng", "Phạm Thị Thủy", "Hoàng Thị Ninh")
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the real documents are not here")


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {letter: read_plan_file(path) for letter, path in FILES.items()}


def people_in(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_five_plans_have_their_99_activities(plans: dict[str, Plan]) -> None:
    counts = {letter: len(plan.activities) for letter, plan in plans.items()}
    assert counts == COUNTS
    assert sum(counts.values()) == 99


def test_codes_of_plans_and_courses_occur_once(plans: dict[str, Plan]) -> None:
    extra = read_plan_file(EXAMPLES / "clash" / "plan.yaml")
    codes = Counter(item.code for plan in (*plans.values(), extra) for item in (plan, *plan.courses))
    assert codes.most_common(1)[0][1] == 1


def test_every_course_and_group_is_used_and_every_activity_has_a_key_of_its_own(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        assert {item.course for item in plan.activities} == {course.code for course in plan.courses}
        assert len({item.key for item in plan.activities}) == len(plan.activities)


def test_each_contradiction_keeps_its_dates_and_has_a_note(plans: dict[str, Plan]) -> None:
    against = [item for plan in plans.values() for item in plan.activities if item.period.contradicts_itself]
    assert [item.period.iso() for item in against] == [("2024-10-01", "2024-05-31"), ("2022-09-25", "2022-09-20")]
    assert all(item.notes and "cần hỏi lại" in item.notes[-1] for item in against)


def test_the_quota_table_of_plan_a_is_for_known_units_and_marked_as_invented(plans: dict[str, Plan]) -> None:
    course = plans["a"].courses[0]
    known = {unit.code for unit in read_units(EXAMPLES / "units.yaml")}
    assert len(course.quotas) == 20
    assert course.quotas.keys() <= known
    assert sum(course.quotas.values()) == course.quota == 120
    assert course.facts["quotas_are_invented"] is True


def test_the_facts_that_plans_are_known_by_are_there(plans: dict[str, Plan]) -> None:
    courses = {course.code: course for plan in plans.values() for course in plan.courses}
    lms = [course.quota for course in plans["b"].courses if course.quota and course.code.startswith("HP-MD")]
    assert sum(filter(None, lms)) == generate.EVERYBODY
    assert [block["days"] for block in courses["Q7-CC-2021"].facts["blocks"]] == [7, 2, 7]
    assert (courses["Q7-DT-GV-2021"].group_size, courses["Q7-DT-GV-2021"].facts["support_periods"]) == (50, 40)
    assert courses["DH-BD-2022"].completion.periods == 120
    assert sum(block["periods"] for block in courses["DH-BD-2022"].facts["blocks"]) == 120
    assert len(courses["HP-NK-2022"].exclusions) == 2


# --- against the labels of the real documents


def labels(letter: str) -> dict[str, Any]:
    [path] = SEEDS.glob(f"00{'abcde'.index(letter)}_*.truth.json")
    truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return truth


def facts_of(activity: Activity) -> tuple[object, ...]:
    return (activity.kind, *activity.period.iso(), activity.period.precision, activity.quota, activity.alt_kinds)


def facts_in(label: dict[str, Any]) -> tuple[object, ...]:
    other = tuple(Kind(kind) for kind in label.get("alt_kinds", ()))
    return (Kind(label["kind"]), label["start"], label["end"], Precision(label["precision"]), label["quota"], other)


def same_words(ours: str | None, theirs: str | None) -> bool:
    """Equal, but for the names of people and mailboxes that had to be replaced."""
    if theirs and ("@" in theirs or any(name.casefold() in theirs.casefold() for name in NAMES_REPLACED)):
        return bool(ours) and ours != theirs
    return ours == theirs


@needs_seeds
@pytest.mark.parametrize("letter", COUNTS)
def test_each_labelled_activity_is_in_our_plan_with_the_same_facts(plans: dict[str, Plan], letter: str) -> None:
    truth, ours = labels(letter)["activities"], plans[letter].activities
    assert Counter(map(facts_of, ours)) == Counter(map(facts_in, truth))
    for label in truth:
        found = [
            item
            for item in ours
            if facts_of(item) == facts_in(label)
            and same_words(item.place, label["place"])
            and same_words(item.audience, label["audience"])
            and same_words(item.lead, label["lead"])
            and fuzz.token_set_ratio(fold(item.title_key), fold(label["title_key"])) >= 70
        ]
        assert found, label["title_key"]


@needs_seeds
@pytest.mark.parametrize("letter", COUNTS)
def test_our_plans_carry_the_number_the_issuer_and_the_day(plans: dict[str, Plan], letter: str) -> None:
    truth, ours = labels(letter), plans[letter]
    issued = ours.issued.isoformat() if ours.issued else None
    assert (ours.number, ours.issuer, issued) == (truth["number"], truth["issuer"], truth["issued"])
    assert len(ours.anomalies) >= len(truth["anomalies"])


_CAPITAL = "A-ZÀ-ỸĂÂĐÊÔƠƯ"
_LETTERS = f"[{_CAPITAL}][a-zà-ỹăâđêôơư]+"
_SURNAMES = "Bùi|Đỗ|Phạm|Nguyễn|Trần|Hoàng|Vũ|Khúc"
_PLACES = frozenset({"Trần Phú", "Khúc Thừa Dụ"})


def names_in_the_seeds() -> Iterator[str]:
    """People's names: a surname with one to three more words, and what follows "đ/c"."""
    for path in SEEDS.glob("*"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(rf"\b(?:{_SURNAMES})(?: {_LETTERS}){{1,3}}", text)
        yield from re.findall(rf"[Đđ]/c {_LETTERS}(?: {_LETTERS})?", text)


def examples_text() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8-sig")
        for path in EXAMPLES.rglob("*")
        if path.suffix in {".yaml", ".csv", ".py", ".md"}
    )


@needs_seeds
def test_nobody_of_the_real_documents_is_in_the_examples() -> None:
    text = examples_text().casefold()
    names = {name for name in names_in_the_seeds() if name not in _PLACES}
    assert {"Trần Thị Hồng", "Đ/c Vinh", "đ/c Hòa"} <= names  # the search itself works
    assert [name for name in names if re.search(rf"\b{re.escape(name.casefold())}\b", text)] == []


@needs_seeds
def test_no_mailbox_and_no_telephone_of_the_real_documents_is_in_the_examples() -> None:
    text = examples_text()
    real = "\n".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*"))
    found = set(re.findall(r"[\w.]+@[\w.]+|\b0\d{9}\b", real))
    assert found
    assert [item for item in found if item in text] == []


@needs_seeds
def test_no_full_name_of_the_generator_is_one_of_the_real_ones() -> None:
    real = {fold(name) for name in names_in_the_seeds()}
    assert {fold(row.name) for row in generate.people()} & real == set()


# --- the people


def test_the_roster_of_plan_a_fills_the_quotas_and_has_its_staff(plans: dict[str, Plan]) -> None:
    people = people_in(EXAMPLES / "people" / "plan-a.csv")
    names = {unit.code: unit.name for unit in read_units(EXAMPLES / "units.yaml")}
    assert Counter(row["Vai trò"] for row in people) == {
        "Học viên": 120,
        "Giảng viên": 3,
        "Ban tổ chức": 2,
        "Thanh tra": 1,
    }
    teachers = Counter(row["Đơn vị"] for row in people if row["Vai trò"] == "Học viên")
    assert teachers == {names[unit]: seats for unit, seats in plans["a"].courses[0].quotas.items()}
    assert [row["Mã"] for row in people if not row["SĐT"]] == [rosters.WITHOUT_PHONE]


def test_the_roster_of_plan_e_has_the_groups_that_its_plan_names(plans: dict[str, Plan]) -> None:
    people = [row for row in people_in(EXAMPLES / "people" / "plan-e.csv") if row["Vai trò"] == "Học viên"]
    groups = Counter(name.strip() for row in people for name in row["Nhóm"].split(";"))
    assert len(people) == 60
    assert groups["GVCN"] == 33
    assert groups["Tổ TN"] + groups["Tổ XH"] + groups["BGH"] == 60
    assert groups.keys() == {name for course in plans["e"].courses for name in course.groups}


@pytest.mark.parametrize("name", ["people/plan-a.csv", "people/plan-e.csv", "clash/roster.csv"])
def test_the_rosters_are_what_their_script_writes(tmp_path: Path, name: str) -> None:
    rosters.main(tmp_path)
    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_units_of_all_rosters_are_in_the_tree() -> None:
    known = {unit.name for unit in read_units(EXAMPLES / "units.yaml")}
    for name in ("people/plan-a.csv", "people/plan-e.csv", "clash/roster.csv"):
        assert {row["Đơn vị"] for row in people_in(EXAMPLES / name)} <= known


def test_three_teachers_of_plan_a_sit_in_a_second_course_at_the_same_hour(plans: dict[str, Plan]) -> None:
    [session] = read_plan_file(EXAMPLES / "clash" / "plan.yaml").activities
    clashing = [item.key for item in plans["a"].activities if item.period.overlaps(session.period)]
    assert clashing == ["truc-tiep-1-sang"]
    assert tuple(row["Mã"] for row in people_in(EXAMPLES / "clash" / "roster.csv")) == rosters.CLASHING


def test_the_phones_and_codes_of_all_examples_are_apart() -> None:
    rows = [row for name in ("plan-a", "plan-e") for row in people_in(EXAMPLES / "people" / f"{name}.csv")]
    phones = [row["SĐT"] for row in rows if row["SĐT"]] + [row.phone for row in generate.people()]
    codes = [row["Mã"] for row in rows] + [row.code for row in generate.people()]
    assert len(set(phones)) == len(phones)
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"0900\d{6}", phone) for phone in phones)


# --- the generator


def test_the_generator_makes_the_17616_of_plan_b_by_level() -> None:
    people = list(generate.people())
    assert len(people) == 17_616
    assert Counter(row.groups for row in people) == {"Tiểu học": 7_825, "THCS": 6_282, "THPT": 3_509}
    assert 450 <= len({row.unit for row in people}) <= 550
    assert people == list(generate.people())


@pytest.mark.parametrize("count", [1, 2, 1_000, 17_615, 40_000])
def test_another_number_of_people_is_divided_without_a_rest(count: int) -> None:
    assert sum(generate.shares(count)) == count
    assert min(generate.shares(count)) >= 0


def test_a_level_alone_is_the_same_people_as_in_the_whole() -> None:
    whole = [row for row in generate.people(500) if row.groups == "THPT"]
    assert list(generate.people(500, "thpt")) == whole


def test_the_command_writes_people_and_their_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, tree = tmp_path / "b.csv", tmp_path / "units.yaml"
    generate.main(["--out", str(out), "--people", "700", "--units", str(tree)])
    people, units = people_in(out), read_units(tree)
    assert (len(people), tuple(people[0])) == (700, HEADERS)
    assert {row["Đơn vị"] for row in people} <= {unit.name for unit in units}
    assert len({unit.name for unit in units}) == len(units)
    assert "700" in capsys.readouterr().out


@pytest.mark.parametrize("count", ["0", "-5", "many", "10000000"])
def test_a_senseless_number_of_people_is_wrong_usage(tmp_path: Path, count: str) -> None:
    with pytest.raises(SystemExit) as left:
        generate.main(["--out", str(tmp_path / "b.csv"), "--people", count])
    assert left.value.code == 2


def test_birthdays_are_days_of_the_calendar_and_of_working_age() -> None:
    for row in generate.people(2_000):
        day, month, year = map(int, row.birthday.split("/"))
        assert 1960 <= date(year, month, day).year <= 2002


def test_the_plan_shown_in_the_readme_is_one_that_is_taken(tmp_path: Path) -> None:
    [block] = re.findall(r"```yaml\n(.*?)```", (EXAMPLES / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "plan.yaml").write_text(block, encoding="utf-8")
    plan = read_plan_file(tmp_path / "plan.yaml")
    assert plan.activities[0].period.iso() == ("2022-12-10T07:30", "2022-12-10T11:00")


def test_the_readme_names_every_plan_and_course(plans: dict[str, Plan]) -> None:
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    codes = [item.code for plan in plans.values() for item in (plan, *plan.courses)]
    assert [code for code in codes if f"`{code}`" not in text] == []
