"""The people of a course come in: enrolled within the seats, trainers on the staff, and taken back."""

from __future__ import annotations

import pytest

from handlers.imports import ImportRefused, RefusalCode
from storage import people, units
from storage.database import Database
from storage.schema import mark
from storage.sessions import trainers_of
from tests.handlers.lists import (
    BUOI,
    MAN,
    MO,
    NOW,
    a_plan,
    activity,
    figures,
    names,
    problems,
    put_plan,
    take,
    take_back,
)
from training.plan import Course


def _staff(database: Database) -> list[tuple[int, str]]:
    found = database.read_now(lambda db: trainers_of(db, [1, 2]))
    return [(number, name) for number, held in sorted(found.items()) for name in held]


class TestRosters:
    @pytest.fixture(autouse=True)
    def _course(self, database: Database) -> None:
        put_plan(database, a_plan(activity("a"), activity("b", "2022-12-11T07:30", None)))

    def test_trainees_are_enrolled_and_trainers_put_on_the_staff_of_every_room(self, database: Database) -> None:
        report = take(database, MO, MAN, BUOI, course="L1")
        assert (figures(report), report.people_added, report.code) == ((3, 0, 0, 0), 3, "L1")
        listed = database.read_now(lambda db: people.people_list(db, None, course_id=1))
        assert [row["name"] for row in listed] == ["Đỗ Thị Bưởi", "Trần Thị Mơ"]
        assert _staff(database) == [(1, "Lê Văn Mận"), (2, "Lê Văn Mận")]

    def test_the_same_roster_twice_changes_nothing(self, database: Database) -> None:
        take(database, MO, MAN, BUOI, course="L1")
        again = take(database, MO, MAN, BUOI, course="L1")
        assert (figures(again), again.batch_id) == ((0, 0, 3, 0), None)

    def test_people_known_before_are_enrolled_and_keep_their_groups(self, database: Database) -> None:
        take(database, BUOI)
        report = take(database, (*BUOI[:5], "Tổ TN", ""), course="L1")
        assert (figures(report), report.people_added) == ((1, 0, 0, 0), 0)
        assert database.read_now(lambda db: people.people_list(db, None))[0]["groups"] == ["GVCN", "TTCM", "Tổ TN"]

    def test_a_roster_taken_back_takes_enrolments_staff_and_new_people_with_it(self, database: Database) -> None:
        take(database, MO)
        report = take(database, MO, MAN, BUOI, course="L1")
        take_back(database, report.batch_id)
        assert names(database) == ["Trần Thị Mơ"]
        assert _staff(database) == []
        assert database.read_now(lambda db: people.people_list(db, None, course_id=1)) == []

    def test_attendance_keeps_a_roster(self, database: Database) -> None:
        report = take(database, MO, course="L1")
        row = {"session_id": 1, "person_id": 1, "status": "present", "method": "roll", "at": NOW}
        database.write_now(lambda db: db.execute(mark.insert().values(row)))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, report.batch_id)
        assert refused.value.values["what"]["marks"] == 1

    def test_what_somebody_known_before_did_in_the_course_keeps_it_too(self, database: Database) -> None:
        take(database, MO)
        report = take(database, MO, MAN, course="L1")
        row = {"session_id": 1, "person_id": 1, "status": "present", "method": "roll", "at": NOW}
        database.write_now(lambda db: db.execute(mark.insert().values(row)))
        with pytest.raises(ImportRefused) as refused:
            take_back(database, report.batch_id)
        assert refused.value.values["what"] == {"marks": 1}

    def test_an_unknown_course_is_refused_with_those_there_are(self, database: Database) -> None:
        with pytest.raises(ImportRefused) as refused:
            take(database, MO, course="L9")
        assert (refused.value.code, refused.value.values["known"]) == (RefusalCode.COURSE_UNKNOWN, ("L1",))
        assert names(database) == []


class TestSeats:
    @pytest.fixture(autouse=True)
    def _courses(self, database: Database) -> None:
        database.write_now(lambda db: units.add_units(db, [("HM", "THCS Hoa Mai", None), ("SB", "TH Sao Biển", None)]))
        limited = Course("L1", "Lớp 1", quota=2, quotas={"HM": 1, "SB": 5}, exclusions=("Lớp khác",))
        put_plan(database, a_plan(activity("a"), courses=(limited, Course("L2", "LỚP KHÁC"))))

    def test_the_seats_of_a_unit_and_of_the_course_hold(self, database: Database) -> None:
        others = [(f"GV{n}", f"Người {n}", "", "TH Sao Biển", "", "", "") for n in (5, 6)]
        report = take(database, MO, ("GV4", "Võ Na", "", "THCS Hoa Mai", "", "", ""), *others, course="L1")
        assert problems(report) == [(3, "over_quota", "D"), (5, "course_full", "D")]
        assert (report.bad[0].suggestion, report.bad[0].other) == ("1", 2)
        assert names(database) == ["Người 5", "Trần Thị Mơ"]

    def test_who_has_a_seat_keeps_it_when_others_are_proposed_first(self, database: Database) -> None:
        take(database, MO, course="L1")
        report = take(database, ("GV4", "Võ Na", "", "THCS Hoa Mai", "", "", ""), MO, course="L1")
        assert (figures(report), problems(report)) == ((0, 0, 1, 1), [(2, "over_quota", "D")])

    def test_people_of_an_excluded_course_are_not_taken(self, database: Database) -> None:
        take(database, MO, course="L2")
        report = take(database, MO, course="L1")
        assert problems(report) == [(2, "excluded", "D")]
        assert report.bad[0].suggestion == "Lớp khác"

    def test_a_unit_without_seats_is_told(self, database: Database) -> None:
        report = take(database, ("GV4", "Võ Na", "", "THPT Ngoài Lề", "", "", ""), course="L1")
        assert problems(report) == [(2, "unknown_unit", "D")]
