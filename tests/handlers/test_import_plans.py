"""Plans come in: stored when new, brought up to date when known, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from files.plan_problems import PlanFileError
from files.refusals import FileProblem, FileRefused
from handlers import imports
from handlers.imports import ImportRefused, Note, RefusalCode
from storage import plans, sessions, units
from storage.database import Database
from storage.schema import mailing, mark, session, session_group
from tests.handlers.lists import (
    ADMIN,
    MAN,
    MO,
    NOW,
    QUIET,
    a_plan,
    activity,
    figures,
    organizer,
    put_plan,
    take,
    take_back,
    unit_id,
)
from training.drafting import code_of
from training.plan import ZONE, Course, Kind, Period, Precision, Venue

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
THREE = (
    activity("a", venue=Venue("Hội trường A", "số 1 đường Ví Dụ", 20.8, 106.7), place="Hội trường A"),
    activity("b", "2022-12-12", "2022-12-12", kind=Kind.LMS, groups=("TTCM",), evidence="12/12/2022"),
    activity("c", "2022-12-13", "2022-12-17", kind=Kind.PRACTICE, choose_days=1, notes=("cần chốt ngày",)),
)
COURSE = Course("L1", "Lớp 1", groups=("TTCM",), quotas={"HM": 3}, exclusions=("B", "A"), facts={"modules": [1, 2]})
PLAN = a_plan(*THREE, courses=(COURSE,))


def stored(database: Database, key: str) -> sessions.SessionFacts:
    number = database.read_now(lambda db: db.execute(select(session.c.id).where(session.c.key == key)).scalar_one())
    found = database.read_now(lambda db: sessions.session_facts(db, number))
    assert found
    return found


def test_a_plan_is_stored_with_its_course_and_sessions(database: Database) -> None:
    report = put_plan(database, PLAN)
    assert (figures(report), report.code) == ((3, 0, 0, 0), "KH1")
    found = stored(database, "a")
    assert found.view.period == THREE[0].period
    assert found.view.venue == THREE[0].venue
    assert (found.settings.opens_before, found.settings.late_after, found.settings.closes_after) == (30, 10, 45)
    assert len(found.secret) == 32
    assert found.secret != stored(database, "b").secret
    assert stored(database, "c").view.choose_days == 1
    groups = database.read_now(lambda db: list(db.execute(select(session_group.c.name)).scalars()))
    assert groups == ["TTCM"]


def test_a_stored_plan_reads_as_the_interface_says(database: Database) -> None:
    put_plan(database, PLAN)
    found = database.read_now(lambda db: plans.plan_json(db, "KH1"))
    assert found
    assert {name: value for name, value in found.items() if name != "activities"} == {
        "code": "KH1",
        "number": "1/KH",
        "title": "Tập huấn",
        "issuer": "Sở GD&ĐT Ví Dụ",
        "issued": None,
        "courses": [{"code": "L1", "title": "Lớp 1"}],
        "anomalies": ["thiếu phụ lục"],
    }
    assert found["activities"][1] == {
        "title_key": "Buổi b",
        "kind": "lms",
        "start": "2022-12-12",
        "end": "2022-12-12",
        "precision": "day",
        "place": None,
        "audience": None,
        "lead": None,
        "quota": None,
        "evidence": "12/12/2022",
    }
    assert [one["start"] for one in found["activities"]] == ["2022-12-10T07:30", "2022-12-12", "2022-12-13"]
    assert database.read_now(plans.plan_list) == [
        {"code": "KH1", "number": "1/KH", "title": "Tập huấn", "courses": [{"code": "L1", "title": "Lớp 1"}]}
    ]
    assert database.read_now(lambda db: plans.plan_json(db, "KH2")) is None


def test_every_example_plan_comes_in_and_out_the_same(sqlite_database: Database) -> None:
    for path in sorted((EXAMPLES / "plans").glob("*.yaml")):
        plan = imports.load_plan(path)
        put_plan(sqlite_database, plan, digest=path.name)
        found = sqlite_database.read_now(lambda db, code=plan.code: plans.plan_json(db, code))  # type: ignore[misc]
        assert found
        shown = [(one["title_key"], one["start"], one["end"], one["precision"]) for one in found["activities"]]
        wanted = [(one.title_key, *one.period.iso(), one.period.precision.value) for one in plan.activities]
        assert shown == wanted
        assert found["anomalies"] == list(plan.anomalies)


def test_the_same_plan_again_changes_nothing_be_it_the_same_file_or_not(database: Database) -> None:
    put_plan(database, PLAN, "p0")
    same, other = put_plan(database, PLAN, "p0"), put_plan(database, PLAN, "p1")
    assert [note.code for note in same.notes] == [Note.SAME_FILE]
    assert figures(same) == figures(other) == (0, 0, 3, 0)
    assert (same.batch_id, other.batch_id) == (None, None)
    assert stored(database, "a").version == 1


def test_a_change_made_in_the_bot_outlives_the_same_file(database: Database) -> None:
    put_plan(database, PLAN)
    moved = Period(datetime(2022, 12, 11, 8, 0, tzinfo=ZONE), None, Precision.MINUTE)
    database.write_now(lambda db: sessions.reschedule(db, 1, moved))
    put_plan(database, PLAN)
    assert stored(database, "a").view.period == moved


def test_a_changed_session_gets_the_next_version_and_the_report_says_what_changed(database: Database) -> None:
    put_plan(database, PLAN)
    later = replace(THREE[0], period=Period.parse("2022-12-10T08:00", "2022-12-10T11:00", "minute"), groups=("TTCM",))
    report = put_plan(database, replace(PLAN, activities=(THREE[1], later, THREE[2])), "p1")
    assert figures(report) == (0, 1, 2, 0)
    [change] = report.changes
    assert (change.title, set(change.fields)) == ("Buổi a", {"starts_at", "groups"})
    assert stored(database, "a").version == 2
    shown = database.read_now(lambda db: plans.plan_json(db, "KH1"))
    assert shown
    assert [one["title_key"] for one in shown["activities"]] == ["Buổi b", "Buổi a", "Buổi c"]


def test_a_session_that_left_the_file_stays_and_is_told(database: Database) -> None:
    put_plan(database, PLAN)
    report = put_plan(database, replace(PLAN, activities=THREE[:2]), "p1")
    assert [(note.code, note.value) for note in report.notes if note.code is Note.SESSION_GONE] == [
        (Note.SESSION_GONE, "Buổi c")
    ]
    assert stored(database, "c").view.title == "Buổi c"


def test_seats_exclusions_and_titles_are_brought_up_to_date(database: Database) -> None:
    put_plan(database, PLAN)
    changed = replace(COURSE, title="Lớp một", quotas={"SB": 4}, exclusions=("C",))
    put_plan(database, replace(PLAN, courses=(changed,), title="Tập huấn 2022"), "p1")
    [(_, _, columns)] = database.read_now(lambda db: plans.courses_by_code(db, ["L1"])).values()
    assert (columns["title"], columns["quotas"], columns["exclusions"]) == ("Lớp một", {"SB": 4}, ["C"])
    assert database.read_now(plans.plan_list)[0]["title"] == "Tập huấn 2022"


def test_a_room_added_later_gets_the_trainers_of_all_the_others(database: Database) -> None:
    plan = replace(PLAN, courses=(replace(COURSE, quotas={}),))
    put_plan(database, plan)
    take(database, MAN, course="L1")
    added = put_plan(database, replace(plan, activities=(*THREE, activity("d"))), "p1")
    assert database.read_now(lambda db: sessions.trainers_of(db, [4])) == {4: ["Lê Văn Mận"]}
    take_back(database, added.batch_id)
    assert database.read_now(lambda db: sessions.trainers_of(db, [1, 4])) == {1: ["Lê Văn Mận"]}


def test_reminders_are_planned_with_the_sessions_and_anew_with_a_change(database: Database) -> None:
    put_plan(database, PLAN)
    due = select(mailing.c.due_at).where(mailing.c.session_id == 1, mailing.c.state == "planned")
    before = database.read_now(lambda db: set(db.execute(due).scalars()))
    later = replace(THREE[0], period=Period.parse("2022-12-20T08:00", None, "minute"))
    put_plan(database, replace(PLAN, activities=(later, *THREE[1:])), "p1")
    after = database.read_now(lambda db: set(db.execute(due).scalars()))
    assert before
    assert after
    assert before.isdisjoint(after)


def test_a_trial_run_of_a_plan_stores_nothing(database: Database) -> None:
    report = put_plan(database, PLAN, dry_run=True)
    assert (figures(report), report.dry_run, report.batch_id) == ((3, 0, 0, 0), True, None)
    assert database.read_now(plans.plan_list) == []
    assert database.read_now(lambda db: db.execute(select(mailing.c.id)).all()) == []


class TestWhoseItIs:
    def test_a_plan_belongs_to_the_unit_that_issued_it(self, database: Database) -> None:
        database.write_now(lambda db: units.add_units(db, [("SO", "Sở Giáo dục và Đào tạo Ví Dụ", None)]))
        report = put_plan(database, replace(PLAN, issuer="Sở GD&ĐT Ví Dụ"))
        assert report.notes == ()
        assert stored(database, "a").unit_id == 1

    def test_a_plan_of_nobody_known_is_told(self, database: Database) -> None:
        report = put_plan(database, PLAN)
        assert [(note.code, note.value) for note in report.notes] == [(Note.PLAN_WITHOUT_UNIT, "Sở GD&ĐT Ví Dụ")]
        assert stored(database, "a").unit_id is None

    def test_an_organizer_s_plan_is_their_own_unit_s_and_another_s_is_not_touched(self, database: Database) -> None:
        take(database, MO, ("GV9", "Võ Na", "", "TH Sao Biển", "", "", ""))
        put_plan(database, PLAN, importer=organizer(database, "THCS Hoa Mai"))
        assert stored(database, "a").unit_id == unit_id(database, "THCS Hoa Mai")
        for plan, code in [
            (replace(PLAN, title="Khác"), RefusalCode.PLAN_TAKEN),
            (replace(PLAN, code="KH2"), RefusalCode.COURSE_TAKEN),
        ]:
            with pytest.raises(ImportRefused) as refused:
                put_plan(database, plan, "p1", organizer(database, "TH Sao Biển"))
            assert refused.value.code is code
        assert database.read_now(plans.plan_list)[0]["title"] == "Tập huấn"

    def test_a_unit_named_for_it_must_be_known(self, database: Database) -> None:
        with pytest.raises(ImportRefused) as refused:
            put_plan(database, PLAN, unit="SO")
        assert refused.value.code is RefusalCode.UNIT_UNKNOWN


class TestUndo:
    def test_a_new_plan_taken_back_is_gone_with_all_that_hung_on_it(self, database: Database) -> None:
        take_back(database, put_plan(database, PLAN).batch_id)
        assert database.read_now(plans.plan_list) == []
        assert not database.read_now(lambda db: db.execute(select(session)).all())
        assert figures(put_plan(database, PLAN)) == (3, 0, 0, 0)

    def test_a_changed_plan_taken_back_is_as_it_was(self, database: Database) -> None:
        put_plan(database, PLAN)
        before = database.read_now(lambda db: plans.plan_json(db, "KH1"))
        changed = replace(THREE[1], title_key="Khác", period=Period.parse(None, None, "tbd"))
        new = activity("d", "2022-12-20", "2022-12-20")
        course = replace(COURSE, quotas={}, exclusions=())
        second = replace(PLAN, activities=(THREE[0], changed, THREE[2], new), courses=(course,), anomalies=())
        take_back(database, put_plan(database, second, "p1").batch_id)
        assert database.read_now(lambda db: plans.plan_json(db, "KH1")) == before
        [(_, _, columns)] = database.read_now(lambda db: plans.courses_by_code(db, ["L1"])).values()
        assert (columns["quotas"], columns["exclusions"]) == ({"HM": 3}, ["A", "B"])

    def test_enrolments_and_marks_keep_a_plan(self, database: Database) -> None:
        batch = put_plan(database, replace(PLAN, courses=(replace(COURSE, quotas={}),))).batch_id
        take(database, MO, course="L1")
        row = {"session_id": 1, "person_id": 1, "status": "present", "method": "roll", "at": NOW}
        database.write_now(lambda db: db.execute(mark.insert().values(row)))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, batch)
        assert refused.value.code is RefusalCode.UNDO_TOO_LATE
        assert {"enrolments", "marks"} <= set(refused.value.values["what"])

    def test_a_session_moved_since_keeps_the_import_that_changed_it(self, database: Database) -> None:
        put_plan(database, PLAN)
        later = replace(THREE[0], period=Period.parse("2022-12-10T08:00", None, "minute"))
        batch = put_plan(database, replace(PLAN, activities=(later, *THREE[1:])), "p1").batch_id
        moved = Period(datetime(2022, 12, 11, 9, 0, tzinfo=ZONE), None, Precision.MINUTE)
        database.write_now(lambda db: sessions.reschedule(db, 1, moved))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, batch)
        assert refused.value.values["what"] == {"changes": 1}


class TestFiles:
    def test_a_file_that_is_no_plan_is_refused_by_name(self, tmp_path: Path) -> None:
        path = tmp_path / "ds.pptx"
        path.write_text("x")
        with pytest.raises(ImportRefused) as refused:
            imports.load_plan(path)
        assert refused.value.code is RefusalCode.NOT_A_PLAN

    def test_a_broken_plan_file_tells_all_its_mistakes(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.yaml"
        path.write_text("code: K\nactivities:\n  - {title: A, kind: dance, precision: day, start: 31/02}\n")
        with pytest.raises(PlanFileError) as refused:
            imports.load_plan(path)
        assert len(refused.value.problems) > 1

    def test_a_document_that_leaves_questions_is_not_imported(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.txt"
        path.write_text("KẾ HOẠCH\nTập huấn giáo viên\n1. Học trực tiếp từ ngày 25/9/2022 đến ngày 20/9/2022\n")
        with pytest.raises(ImportRefused) as refused:
            imports.load_plan(path)
        assert refused.value.code is RefusalCode.OPEN_QUESTIONS
        assert refused.value.values["questions"]

    def test_a_sheet_is_read_as_the_template_or_else_as_a_document(self, tmp_path: Path) -> None:
        from files.plan_template import write_template
        from files.reports import table_to_xlsx

        write_template(tmp_path / "mau.xlsx", ["x"])
        with pytest.raises(PlanFileError):
            imports.load_plan(tmp_path / "mau.xlsx")
        rows = [("1", "Tập huấn trực tiếp tại hội trường", "Ngày 10/12/2022"), ("2", "Học LMS", "Ngày 12/12/2022")]
        (tmp_path / "vb.xlsx").write_bytes(table_to_xlsx("KẾ HOẠCH TẬP HUẤN", ["TT", "Công việc", "Ngày"], rows))
        draft = imports.read_draft(tmp_path / "vb.xlsx")
        assert {one.period.iso()[0] for one in draft.plan.activities} == {"2022-12-10", "2022-12-12"}

    def test_a_list_of_people_given_as_a_plan_is_told_as_what_it_is(self, tmp_path: Path) -> None:
        from files.reports import table_to_xlsx

        header = ["TT", "Họ và tên", "SĐT", "Mã", "Nhóm", "Ghi chú"]
        (tmp_path / "ds.xlsx").write_bytes(table_to_xlsx("DS", header, [("1", "Võ Na", "0900000001", "A", "", "")]))
        with pytest.raises(FileRefused) as refused:
            imports.load_plan(tmp_path / "ds.xlsx")
        assert refused.value.code is FileProblem.WRONG_TEMPLATE_PEOPLE

    def test_a_plan_file_reads_as_a_draft_without_questions(self) -> None:
        path = EXAMPLES / "plans" / "a-hai-phong-ngoai-khoa-2022.yaml"
        draft = imports.read_draft(path)
        assert (draft.questions, draft.plan) == ((), imports.load_plan(path))

    def test_an_empty_document_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "kh.txt"
        path.write_text("")
        with pytest.raises((FileRefused, ImportRefused)):
            imports.load_plan(path)


@pytest.mark.parametrize(
    ("number", "code"),
    [("03/KH-SGDĐT", "03-KH-SGDDT"), ("  Tập huấn: lớp 1 ", "TAP-HUAN-LOP-1"), ("…", ""), ("a" * 50, "A" * 32)],
)
def test_a_code_is_made_of_a_number_or_title(number: str, code: str) -> None:
    assert code_of(number) == code


class TestUnits:
    def test_the_example_tree_comes_in_once(self, database: Database) -> None:
        path = EXAMPLES / "units.yaml"
        source = imports.Source.of(path)
        rows = imports.load_units(path)
        for added, unchanged in [(len(rows), 0), (0, len(rows))]:
            report = database.write_now(lambda db: imports.import_units(db, rows, source, ADMIN, NOW))
            assert figures(report) == (added, 0, unchanged, 0)

    def test_a_renamed_unit_and_a_new_parent_are_taken_back(self, database: Database) -> None:
        path = EXAMPLES / "units.yaml"
        source, rows = imports.Source.of(path), imports.load_units(path)
        database.write_now(lambda db: imports.import_units(db, rows, source, ADMIN, NOW))
        before = database.read_now(lambda db: (units.all_units(db), units.parents_of_all(db)))
        changed = [*rows[:-1], replace(rows[-1], name="Khác", parents=()), replace(rows[0], code="MOI", parents=())]
        report = database.write_now(lambda db: imports.import_units(db, changed, source, ADMIN, NOW))
        assert figures(report) == (1, 1, len(rows) - 1, 0)
        database.write_now(lambda db: imports.undo(db, report.batch_id or 0, ADMIN, NOW, quiet=QUIET))
        assert database.read_now(lambda db: (units.all_units(db), units.parents_of_all(db))) == before
