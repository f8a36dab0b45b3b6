"""Lists of people come in: matched, told row by row, the same twice harmless, and taken back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from handlers import imports
from handlers.imports import Importer, ImportRefused, Note, RefusalCode
from storage import accounts, people, units
from storage.database import Database
from storage.schema import audit, import_batch
from tests.handlers.lists import (
    ADMIN,
    BUOI,
    HEADER,
    MAN,
    MO,
    NOW,
    figures,
    names,
    organizer,
    problems,
    take,
    take_back,
    unit_id,
)


def phone_of(database: Database, code: str) -> str | None:
    found = database.read_now(lambda db: people.person_by_code(db, code))
    assert found
    return found.phone


def test_good_rows_are_stored_with_all_they_say(database: Database) -> None:
    report = take(database, MO, MAN, BUOI)
    assert figures(report) == (3, 0, 0, 0)
    assert database.read_now(lambda db: people.people_list(db, None)) == [
        {"code": "TH000001", "name": "Đỗ Thị Bưởi", "unit": "TH Sao Biển", "role": "trainee", "phone": "+84900000003",
         "groups": ["GVCN", "TTCM"]},
        {"code": "GV2", "name": "Lê Văn Mận", "unit": "THCS Hoa Mai", "role": "trainer", "phone": "+84900000002",
         "groups": ["TTCM"]},
        {"code": "GV1", "name": "Trần Thị Mơ", "unit": "THCS Hoa Mai", "role": "trainee", "phone": "+84900000001",
         "groups": []},
    ]  # fmt: skip


def test_the_same_list_twice_changes_nothing_and_leaves_no_second_batch(database: Database) -> None:
    take(database, MO, MAN, BUOI)
    again = take(database, MO, MAN, BUOI)
    assert figures(again) == (0, 0, 3, 0)
    assert again.batch_id is None
    assert len(database.read_now(lambda db: db.execute(select(import_batch.c.id)).all())) == 1


def test_a_trial_run_tells_the_same_figures_and_stores_nothing(database: Database) -> None:
    report = take(database, MO, MAN, BUOI, dry_run=True)
    assert (figures(report), report.dry_run, report.batch_id) == ((3, 0, 0, 0), True, None)
    assert names(database) == []
    assert database.read_now(units.all_units) == []
    assert database.read_now(lambda db: db.execute(select(audit.c.id)).all()) == []


def test_bad_rows_are_told_by_row_and_column_and_the_good_ones_taken(database: Database) -> None:
    report = take(
        database,
        MO,
        ("GV5", "Võ Ổi", "31/02/1980", "THCS Hoa Mai", "0900000005", "", ""),
        ("GV6", "", "", "THCS Hoa Mai", "0900000006", "", ""),
        ("GV7", "Võ Na", "", "THCS Hoa Mai", "12", "", "Bảo vệ"),
    )
    assert figures(report) == (1, 0, 0, 3)
    assert problems(report) == [
        (3, "date_impossible", "C"),
        (4, "name_missing", "B"),
        (5, "phone_unreadable", "E"),
        (5, "role_unknown", "G"),
    ]
    assert names(database) == ["Trần Thị Mơ"]


def test_two_lists_at_the_same_moment_give_no_code_and_no_person_twice(database: Database) -> None:
    lists = [[("", f"Người {n} {k}", "", "THCS Hoa Mai", "", "", "") for k in range(20)] for n in range(4)]
    take(database, MO)
    with ThreadPoolExecutor(4) as threads:
        reports = list(threads.map(lambda rows: take(database, *rows, *lists[0]), lists))
    assert sum(report.added for report in reports) == 80
    listed = database.read_now(lambda db: people.people_list(db, None))
    assert len({row["code"] for row in listed}) == len(listed) == 81


class TestWhoIsMeant:
    """A row means a stored person by code, else by phone, else by name, unit and birthday."""

    def test_a_code_finds_the_person_whose_phone_changed(self, database: Database) -> None:
        take(database, MO)
        report = take(database, (*MO[:4], "0900000009", "", ""))
        assert figures(report) == (0, 1, 0, 0)
        assert phone_of(database, "GV1") == "+84900000009"

    @pytest.mark.parametrize("spelling", ["0900 000 001", "+84900000001", "84.900.000.001", 900000001.0])
    def test_a_phone_in_any_spelling_finds_the_person(self, database: Database, spelling: str | float) -> None:
        take(database, MO)
        report = take(database, ("", "Trần Thị Mơ", "", "TH Sao Biển", spelling, "", ""))
        assert figures(report) == (0, 1, 0, 0)
        assert len(names(database)) == 1

    def test_marks_and_their_spelling_make_no_second_person(self, database: Database) -> None:
        take(database, ("", "Trần Thị Hoà", "05/08/1980", "THCS Hoa Mai", "", "", ""))
        report = take(database, ("", "TRẦN THỊ HÒA", "05/08/1980", "thcs hoa mai", "", "", ""))
        assert report.bad_rows == report.added == 0
        assert len(names(database)) == 1

    def test_a_name_with_another_birthday_is_another_person(self, database: Database) -> None:
        one = ("", "Trần Thị Mơ", "05/08/1980", "THCS Hoa Mai", "", "", "")
        take(database, one)
        assert figures(take(database, ("", "Trần Thị Mơ", "06/08/1980", "THCS Hoa Mai", "", "", ""))) == (1, 0, 0, 0)
        assert figures(take(database, one)) == (0, 0, 1, 0)

    def test_a_name_with_another_phone_and_no_birthday_is_another_person(self, database: Database) -> None:
        for phone in ("0900000001", "0900000002"):
            report = take(database, ("", "Trần Thị Mơ", "", "THCS Hoa Mai", phone, "", ""))
            assert figures(report) == (1, 0, 0, 0)

    def test_two_of_one_name_and_nothing_to_tell_them_apart_are_not_guessed(self, database: Database) -> None:
        take(
            database,
            ("", "Trần Thị Mơ", "", "THCS Hoa Mai", "0900000001", "", ""),
            ("", "Trần Thị Mơ", "", "THCS Hoa Mai", "0900000002", "", ""),
        )
        report = take(database, ("", "Trần Thị Mơ", "", "THCS Hoa Mai", "", "", "Giảng viên"))
        assert problems(report) == [(2, "ambiguous", "B")]
        assert report.bad[0].other == 2

    def test_namesakes_that_differ_in_small_things_only_find_themselves_again(self, database: Database) -> None:
        header = ("Họ và tên", "Đơn vị", "Môn")
        rows = [("Trần Thị Mơ", "THCS Hoa Mai", "Toán"), ("Trần Thị Mơ", "THCS Hoa Mai", "Văn")]
        assert figures(take(database, *rows, header=header)) == (2, 0, 0, 0)
        assert figures(take(database, *rows, header=header)) == (0, 0, 2, 0)

    def test_a_phone_of_somebody_else_is_refused_with_the_name(self, database: Database) -> None:
        take(database, MO)
        report = take(database, ("", "Lê Văn Mận", "", "THCS Hoa Mai", "0900000001", "", ""))
        assert problems(report) == [(2, "phone_of_other", "E")]
        assert report.bad[0].suggestion == "Trần Thị Mơ"

    def test_a_code_whose_name_and_birthday_are_another_s_is_refused(self, database: Database) -> None:
        take(database, MO)
        report = take(database, ("GV1", "Lê Văn Mận", "01/01/1990", "THCS Hoa Mai", "", "", ""))
        assert problems(report) == [(2, "code_of_other", "A")]

    def test_a_slip_in_the_name_is_mended_through_the_code(self, database: Database) -> None:
        take(database, MO)
        report = take(database, ("GV1", "Trần Thị Mơi", "", "THCS Hoa Mai", "", "", ""))
        assert figures(report) == (0, 1, 0, 0)
        assert names(database) == ["Trần Thị Mơi"]

    def test_a_code_of_ours_gives_way_to_one_of_the_list_and_no_other_does(self, database: Database) -> None:
        take(database, BUOI)
        assert figures(take(database, ("GV3", *BUOI[1:]))) == (0, 1, 0, 0)
        report = take(database, ("GV4", *BUOI[1:]))
        assert problems(report) == [(2, "code_of_other", "A")]

    def test_an_empty_cell_takes_nothing_away(self, database: Database) -> None:
        take(database, MO, MAN)
        report = take(database, ("GV2", "Lê Văn Mận", "", "", "", "", ""))
        assert figures(report) == (0, 0, 1, 0)
        [row] = [row for row in database.read_now(lambda db: people.people_list(db, None)) if row["code"] == "GV2"]
        assert (row["role"], row["phone"], row["groups"]) == ("trainer", "+84900000002", ["TTCM"])


class TestUnits:
    def test_units_nobody_knew_are_stored_and_named_in_the_report(self, database: Database) -> None:
        report = take(database, MO, BUOI)
        assert [(note.code, note.value, note.sheet, note.row) for note in report.notes] == [
            (Note.UNIT_NEW, "THCS Hoa Mai", "Danh sách", 2),
            (Note.UNIT_NEW, "TH Sao Biển", "Danh sách", 3),
        ]
        assert [unit.code for unit in database.read_now(units.all_units)] == ["THCS-HOA-MAI", "TH-SAO-BIEN"]

    def test_one_school_written_in_three_ways_is_one_unit(self, database: Database) -> None:
        rows = [
            (f"GV{number}", f"Người {number}", "", unit, "", "", "")
            for number, unit in enumerate(["Trường THCS Hoa Mai", "thcs hoa mai", "Trường Trung học cơ sở Hoa Mai"])
        ]
        take(database, *rows)
        assert [unit.name for unit in database.read_now(units.all_units)] == ["Trường THCS Hoa Mai"]

    def test_schools_that_differ_by_marks_or_a_letter_are_two(self, database: Database) -> None:
        rows = [
            (f"GV{number}", f"Người {number}", "", unit, "", "", "")
            for number, unit in enumerate(["THCS Lúa Bạc", "THCS Lúa Bắc", "THCS Sen Tím", "THCS Bến Tím"])
        ]
        for _ in range(2):
            assert take(database, *rows).bad == ()
        assert len(database.read_now(units.all_units)) == 4

    def test_a_slip_in_a_known_name_is_asked_about_and_no_new_unit(self, database: Database) -> None:
        take(database, MO)
        report = take(database, ("GV9", "Võ Na", "", "THCS Hoa May", "", "", ""))
        assert problems(report) == [(2, "unit_unknown", "D")]
        assert report.bad[0].suggestion == "THCS Hoa Mai"
        shortened = take(database, ("GV9", "Võ Na", "", "Hoa Mai", "", "", ""))
        assert [(bad.problem, bad.suggestion) for bad in shortened.bad] == [("unit_unknown", "THCS Hoa Mai")]
        assert len(database.read_now(units.all_units)) == 1

    def test_a_school_that_went_into_another_gives_its_people_there_and_one_that_closed_is_told(
        self, database: Database
    ) -> None:
        def build(db: Connection) -> None:
            day = NOW.date()
            ids = units.add_units(db, [("M", "THCS Mới", None), ("C", "THCS Cũ", day), ("P", "Phòng GD&ĐT Cũ", day)])
            units.set_parents(db, ids["C"], [(ids["P"], None), (ids["M"], day)])
            units.set_parents(db, ids["P"], [])

        database.write_now(build)
        report = take(
            database, ("GV1", "Võ Na", "", "THCS Cũ", "", "", ""), ("GV2", "Võ Mít", "", "Phòng GD&ĐT Cũ", "", "", "")
        )
        assert problems(report) == [(3, "unit_closed", "D")]
        assert [hint.code for hint in report.hints] == ["unit_merged"]
        assert database.read_now(lambda db: people.people_list(db, None))[0]["unit"] == "THCS Mới"

    def test_two_schools_of_one_name_are_told_apart_by_code(self, database: Database) -> None:
        names_ = [("TH-1", "Tiểu học Sao Mai", None), ("TH-2", "Tiểu học Sao Mai", None)]
        database.write_now(lambda db: units.add_units(db, names_))
        report = take(
            database,
            ("GV1", "Võ Na", "", "Tiểu học Sao Mai", "", "", ""),
            ("GV2", "Võ Mít", "", "TH-2", "", "", ""),
        )
        assert problems(report) == [(2, "unit_unknown", "D")]
        person = database.read_now(lambda db: people.person_by_code(db, "GV2"))
        second = database.read_now(lambda db: units.unit_by_code(db, "TH-2"))
        assert person
        assert second
        assert person.unit_id == second.id


class TestRolesAndGroups:
    def test_an_organizer_of_a_list_has_rights_over_the_unit_and_takes_them_along(self, database: Database) -> None:
        row = ("BTC", "Võ Na", "", "THCS Hoa Mai", "", "", "Ban tổ chức")
        take(database, row, BUOI)
        person = database.read_now(lambda db: people.person_by_code(db, "BTC"))
        assert person
        held = database.read_now(lambda db: people.granted(db, [person.id]))
        assert held == {(person.id, "organizer", unit_id(database, "THCS Hoa Mai"))}
        assert figures(take(database, (*row[:3], "TH Sao Biển", *row[4:]))) == (0, 1, 0, 0)
        held = database.read_now(lambda db: people.granted(db, [person.id]))
        assert held == {(person.id, "organizer", unit_id(database, "TH Sao Biển"))}
        take(database, (*row[:3], "TH Sao Biển", "", "", "Học viên"))
        assert database.read_now(lambda db: people.granted(db, [person.id])) == set()

    def test_groups_of_a_list_replace_those_stored(self, database: Database) -> None:
        take(database, BUOI)
        report = take(database, (*BUOI[:5], "Tổ TN", ""))
        assert figures(report) == (0, 1, 0, 0)
        assert database.read_now(lambda db: people.people_list(db, None))[0]["groups"] == ["Tổ TN"]


class TestScope:
    """An organizer brings people of their own units, and learns nothing of others'."""

    @pytest.fixture
    def own(self, database: Database) -> Importer:
        take(database, MO, BUOI)
        return organizer(database, "THCS Hoa Mai")

    @pytest.mark.parametrize(
        ("row", "problem"),
        [
            (("GV9", "Võ Na", "", "TH Sao Biển", "", "", ""), "unit_outside"),
            (("GV9", "Võ Na", "", "THCS Chưa Có", "", "", ""), "unit_unknown"),
            (("GV9", "Võ Na", "", "", "", "", ""), "unit_missing"),
            (("GV9", "Võ Na", "", "THCS Hoa Mai", "", "", "Ban tổ chức"), "role_not_yours"),
            (("", "Đỗ Thị Bưởi", "", "THCS Hoa Mai", "0900000003", "", ""), "unit_outside"),
            (("GV9", "Võ Na", "", "THCS Hoa Mai", "0900000003", "", ""), "phone_of_other"),
        ],
    )
    def test_what_is_not_theirs_is_not_taken(
        self, database: Database, own: Importer, row: tuple[str, ...], problem: str
    ) -> None:
        before = names(database)
        report = take(database, row, importer=own)
        assert [found for _, found, _ in problems(report)] == [problem]
        assert names(database) == before
        assert "Bưởi" not in str([bad.suggestion for bad in report.bad])

    def test_their_own_people_are_taken(self, database: Database, own: Importer) -> None:
        report = take(database, MO, ("GV9", "Võ Na", "", "THCS Hoa Mai", "", "", ""), importer=own)
        assert figures(report) == (1, 0, 1, 0)

    def test_they_take_back_their_own_imports_only(self, database: Database, own: Importer) -> None:
        theirs = take(database, ("GV8", "Võ Mít", "", "TH Sao Biển", "", "", ""))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, theirs.batch_id, own)
        assert refused.value.code is RefusalCode.BATCH_UNKNOWN


def _people_and_grants(database: Database) -> tuple[object, object]:
    ids = range(1, 9)
    return database.read_now(lambda db: (people.people_list(db, None), people.granted(db, ids)))


class TestUndo:
    def test_a_list_taken_back_leaves_everything_as_it_was(self, database: Database) -> None:
        take(database, MO, ("BTC", "Võ Na", "", "THCS Hoa Mai", "", "GVCN", "Ban tổ chức"))
        before = _people_and_grants(database)
        changed = ("GV1", "Trần Thị Mơ", "01/01/1980", "TH Sao Biển", "0900000008", "TTCM", "Thanh tra")
        report = take(database, changed, BUOI, ("BTC", "Võ Na", "", "", "", "Tổ TN", "Học viên"))
        assert figures(report) == (1, 2, 0, 0)
        take_back(database, report.batch_id)
        assert _people_and_grants(database) == before
        assert [unit.name for unit in database.read_now(units.all_units)] == ["THCS Hoa Mai"]

    def test_after_taking_back_the_list_can_come_in_again(self, database: Database) -> None:
        take_back(database, take(database, MO, MAN).batch_id)
        assert names(database) == []
        assert figures(take(database, MO, MAN)) == (2, 0, 0, 0)

    def test_taking_back_twice_or_what_never_was_is_refused(self, database: Database) -> None:
        batch = take(database, MO).batch_id
        take_back(database, batch)
        for number, code in [(batch, RefusalCode.UNDONE_BEFORE), (99, RefusalCode.BATCH_UNKNOWN)]:
            with pytest.raises(ImportRefused) as refused:
                take_back(database, number)
            assert refused.value.code is code

    def test_a_later_list_that_changed_the_same_people_comes_first(self, database: Database) -> None:
        first = take(database, MO)
        second = take(database, (*MO[:4], "0900000009", "", ""))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, first.batch_id)
        assert refused.value.values["what"] == {"imports": 1}
        take_back(database, second.batch_id)
        take_back(database, first.batch_id)
        assert names(database) == []

    def test_somebody_bound_to_a_chat_stays(self, database: Database) -> None:
        batch = take(database, MO).batch_id

        def binds(db: object) -> None:
            account = accounts.open_account(db, "telegram", "1", NOW)  # type: ignore[arg-type]
            accounts.bind(db, account.id, 1, "contact", NOW)  # type: ignore[arg-type]

        database.write_now(binds)
        with pytest.raises(ImportRefused) as refused:
            take_back(database, batch)
        assert refused.value.values["what"] == {"accounts": 1}
        assert names(database) == ["Trần Thị Mơ"]

    def test_a_change_made_by_hand_since_is_not_overwritten(self, database: Database) -> None:
        take(database, MO)
        batch = take(database, (*MO[:4], "0900000009", "", "")).batch_id
        database.write_now(lambda db: people.change_people(db, {1: {"phone": "+84900000010"}}))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, batch)
        assert refused.value.values["what"] == {"changes": 1}


CELL = st.one_of(st.none(), st.text(max_size=12), st.floats(allow_nan=False), st.dates(date(1900, 1, 1)), st.booleans())
NAME = st.one_of(CELL, st.sampled_from(["Trần Thị Mơ", "TRẦN THỊ MƠ", "Lê Văn Mận", "Tổng cộng", "=1+1"]))
UNIT = st.one_of(CELL, st.sampled_from(["THCS Hoa Mai", "thcs hoa mai", "TH Sao Biển"]))
PHONE = st.one_of(CELL, st.sampled_from(["0900000001", "+84 900 000 001", 900000002.0, "01632345678"]))
ROW = st.tuples(CELL, NAME, CELL, UNIT, PHONE, CELL, CELL)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=6))
def test_any_cells_at_all_are_taken_or_told_and_taking_them_again_adds_nobody(
    sqlite_database: Database, rows: list[tuple[object, ...]]
) -> None:
    from files.refusals import FileRefused

    try:
        first = take(sqlite_database, *rows, header=HEADER, importer=ADMIN)  # type: ignore[arg-type]
    except FileRefused:
        return
    again = take(sqlite_database, *rows, header=HEADER)  # type: ignore[arg-type]
    assert again.added == 0
    assert again.bad_rows >= first.bad_rows


@pytest.mark.parametrize("name", ["plan-a.csv", "plan-e.csv"])
def test_the_example_lists_come_in_whole(sqlite_database: Database, name: str) -> None:
    examples = Path(__file__).resolve().parents[2] / "examples"
    tree = examples / "units.yaml"
    source = imports.Source.of(tree)
    sqlite_database.write_now(lambda db: imports.import_units(db, imports.load_units(tree), source, ADMIN, NOW))
    book = sqlite_database.read_now(lambda db: imports.unit_book(db, ADMIN))
    read = imports.load_people(examples / "people" / name, book, NOW.date())
    report = sqlite_database.write_now(lambda db: imports.import_people(db, read, ADMIN, NOW))
    assert report.bad == ()
    assert report.added >= 60
    assert book.new == ()
