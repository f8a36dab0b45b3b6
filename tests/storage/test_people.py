"""People stored in bulk, found, listed and forgotten."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlalchemy import Connection, select

from storage import accounts, audit, invitations, people
from storage.database import Database
from storage.erasure import erase
from storage.schema import audit as audit_log
from storage.schema import course, enrolment, import_batch, inbox, mark, plan, question, session
from tests.storage.households import NOW, a_province, somebody, written


def test_a_person_is_found_by_phone_code_and_id(database: Database) -> None:
    number = written(database, somebody, phone="+84900000001", birthday=date(1980, 2, 29))
    found = database.read_now(lambda db: people.person_by_phone(db, "+84900000001"))
    assert found
    assert (found.id, found.code, found.birthday, found.reminders) == (number, "TH000001", date(1980, 2, 29), True)
    assert database.read_now(lambda db: people.person_by_code(db, "TH000001")) == found
    assert database.read_now(lambda db: people.person_by_id(db, number)) == found
    assert database.read_now(lambda db: people.person_by_phone(db, "+84900000002")) is None


def test_free_codes_go_on_where_they_stopped_and_leave_out_those_taken(database: Database) -> None:
    rows = [{"code": code, "name": "Lê Mơ", "role": "trainee"} for code in ("TH000007", None, "TH000009", None, "X")]
    ids = written(database, people.add_people, rows[:1], NOW)
    ids += written(database, people.add_people, rows[2:3], NOW)
    ids += written(database, people.add_people, [rows[1], rows[4], rows[3]], NOW)
    codes = {one.id: one.code for one in database.read_now(lambda db: people.people_by_ids(db, ids)).values()}
    assert [codes[number] for number in ids] == ["TH000007", "TH000009", "TH000010", "X", "TH000011"]


def test_changes_touch_only_the_columns_named_and_keep_the_folded_name_true(database: Database) -> None:
    one = written(database, somebody, phone="+84900000001")
    two = written(database, somebody, name="Đỗ Văn Ổi", email="oi@example.vn")
    written(database, people.change_people, {one: {"name": "Trần Thị Bưởi Hồng"}, two: {"email": None}})
    found = database.read_now(lambda db: people.people_by_ids(db, [one, two]))
    assert (found[one].folded, found[one].phone) == ("tran thi buoi hong", "+84900000001")
    assert (found[two].folded, found[two].email) == ("do van oi", None)


def test_thousands_are_stored_and_found_in_portions(sqlite_database: Database) -> None:
    rows = [
        {"code": None, "name": f"Người {number}", "role": "trainee", "phone": f"+849{number:08}"}
        for number in range(6_000)
    ]
    ids = written(sqlite_database, people.add_people, rows, NOW)
    phones = [str(row["phone"]) for row in rows]
    found = sqlite_database.read_now(lambda db: people.people_like(db, codes=[], phones=phones, folded=[]))
    assert {one.id for one in found} == set(ids)
    assert [one.phone for one in sorted(found, key=lambda one: one.id)] == phones


def test_a_list_is_scoped_and_sorted_by_unit_and_given_name(database: Database) -> None:
    ids = written(database, a_province)
    for name, unit in [("Vũ Thị Ánh", "TH-B"), ("Bùi Đào", "TH-A"), ("Vũ Văn An", "TH-B"), ("Lê Ổi", "TH-C")]:
        written(database, somebody, name=name, unit_id=ids[unit])
    mine = {ids["TH-A"], ids["TH-B"]}
    listed = database.read_now(lambda db: people.people_list(db, mine))
    assert [row["name"] for row in listed] == ["Bùi Đào", "Vũ Văn An", "Vũ Thị Ánh"]
    assert len(database.read_now(lambda db: people.people_list(db, None))) == 4
    assert database.read_now(lambda db: people.people_list(db, set())) == []


def test_a_listed_person_has_the_fields_of_the_interface(database: Database) -> None:
    ids = written(database, a_province)
    number = written(database, somebody, unit_id=ids["TH-A"], phone="+84900000001", role="trainer")
    written(database, people.join_groups, [(number, "TTCM"), (number, "GVCN")])
    assert database.read_now(lambda db: people.people_list(db, None)) == [
        {
            "code": "TH000001",
            "name": "Trần Thị Bưởi",
            "unit": "Đơn vị TH-A",
            "role": "trainer",
            "phone": "+84900000001",
            "groups": ["GVCN", "TTCM"],
        }
    ]
    assert database.read_now(lambda db: people.people_list(db, None, group="TTCM"))
    assert not database.read_now(lambda db: people.people_list(db, None, group="TTC"))
    written(database, people.leave_groups, [(number, "TTCM")])
    assert database.read_now(lambda db: people.groups_of(db, [number])) == {number: {"GVCN"}}


def test_grants_are_given_and_taken_with_and_without_a_unit(database: Database) -> None:
    ids = written(database, a_province)
    number = written(database, somebody)
    given = [(number, "organizer", ids["QUAN1"]), (number, "admin", None)]
    written(database, people.give_grants, given)
    assert database.read_now(lambda db: people.granted(db, [number])) == set(given)
    written(database, people.take_grants, given[1:])
    assert database.read_now(lambda db: people.granted(db, [number])) == set(given[:1])


def test_people_are_found_in_what_somebody_says_of_themselves(database: Database) -> None:
    ids = written(database, a_province)
    number = written(database, somebody, name="Đỗ Văn Ổi", unit_id=ids["TH-A"])
    written(database, somebody, name="Đỗ Văn", unit_id=ids["TH-C"])
    said = "toi la DO VAN OI truong A"

    def named(db: Connection, scope: set[int] | None) -> list[str]:
        return [one.name for one in people.people_named_in(db, said, scope)]

    assert written(database, named, None) == ["Đỗ Văn Ổi", "Đỗ Văn"]
    assert written(database, named, {ids["TH-A"]}) == ["Đỗ Văn Ổi"]
    assert database.read_now(lambda db: people.people_named_in(db, "doan vani", None)) == []
    assert number


def test_somebody_is_looked_for_by_part_of_a_name_a_code_or_a_phone_within_ones_units(database: Database) -> None:
    ids = written(database, a_province)
    written(database, somebody, name="Đỗ Văn Ổi", unit_id=ids["TH-A"], phone="+84900000001")
    written(database, somebody, name="Đỗ Văn Ổi Lan", unit_id=ids["TH-B"])
    rows = [
        ("van oi", None, {"Đỗ Văn Ổi", "Đỗ Văn Ổi Lan"}),
        ("ĐỖ VĂN", {ids["TH-A"]}, {"Đỗ Văn Ổi"}),
        ("an oi", None, set()),
        ("%", None, set()),
        ("th000002", None, {"Đỗ Văn Ổi Lan"}),
        ("th000002", {ids["TH-A"]}, set()),
        ("0900 000 001", None, {"Đỗ Văn Ổi"}),
        ("Đỗ Văn Ổi, trường A", {ids["TH-A"]}, {"Đỗ Văn Ổi"}),
    ]
    for said, units, expected in rows:
        phone = "+84900000001" if said.startswith("0900") else None
        found = database.read_now(partial(people.people_like_said, said=said, phone=phone, unit_ids=units, most=8))
        assert {one.name for one in found} == expected, said


@pytest.mark.parametrize(
    "said",
    ["Em là Đỗ Văn Ổi, trường A", "Đỗ Văn Ổi.", "(đỗ văn ổi)", "tên: Đỗ  Văn Ổi – tổ Toán", "Đỗ Văn Ổi\ntrường A"],
)
def test_a_name_is_found_whatever_stands_beside_it(sqlite_database: Database, said: str) -> None:
    ids = written(sqlite_database, a_province)
    written(sqlite_database, somebody, name="Đỗ Văn Ổi", unit_id=ids["TH-A"])
    found = sqlite_database.read_now(lambda db: people.people_named_in(db, said, None))
    assert [one.name for one in found] == ["Đỗ Văn Ổi"]


def test_an_erased_person_leaves_a_pseudonym_and_the_marks(database: Database) -> None:
    number = written(database, somebody, phone="+84900000001", note="dị ứng", birthday=date(1980, 1, 1))
    mine = written(database, accounts.open_account, "telegram", "1001", NOW, shown_name="Bưởi")
    written(database, accounts.bind, mine.id, number, "contact", NOW)
    written(database, invitations.invite, [number], NOW)
    written(database, _leaves_traces, number, mine.id)
    for _ in range(2):
        written(database, erase, number, NOW)
    assert "Bưởi" not in written(database, _everything)
    assert "900000001" not in written(database, _everything)
    assert "dị ứng" not in written(database, _everything)
    assert database.read_now(lambda db: people.person_by_id(db, number)) is None
    assert database.read_now(lambda db: accounts.account_at(db, "telegram", "1001")) is None
    kept = database.read_now(lambda db: db.execute(select(mark.c.person_id, mark.c.status, mark.c.reason)).all())
    assert [tuple(row) for row in kept] == [(number, "excused", None)]


def _leaves_traces(db: Connection, number: int, account_id: int) -> None:
    db.execute(plan.insert().values(code="K", title="K", anomalies=[], created_at=NOW))
    db.execute(course.insert().values(plan_id=1, code="L", title="L", completion={}, groups=[], facts={}))
    row = {"course_id": 1, "key": "a", "title": "A", "kind": "lms", "precision": "day", "secret": b"x"}
    lists: dict[str, list[str]] = {"groups": [], "notes": [], "alt_kinds": []}
    db.execute(session.insert().values(**row, **lists, checkin={}))
    db.execute(enrolment.insert().values(course_id=1, person_id=number, created_at=NOW))
    mine = {"session_id": 1, "person_id": number, "status": "excused", "method": "roll", "at": NOW}
    db.execute(mark.insert().values(**mine, reason="Bưởi ốm"))
    db.execute(question.insert().values(account_id=account_id, person_id=number, text="Bưởi hỏi", created_at=NOW))
    came = {"bot": "telegram", "update_id": 1, "chat": "1001", "payload": "Bưởi", "state": "done"}
    db.execute(inbox.insert().values(**came, received_at=NOW))
    audit.note(db, NOW, "cli", "correct", f"person:{number}", {"name": "Bưởi"}, {"name": "Trần Thị Bưởi"})
    batch = {"kind": "people", "file_name": "ds.xlsx", "digest": "0", "summary": {}, "created_at": NOW}
    db.execute(import_batch.insert().values(**batch, undo={"changed": {str(number): {"name": "Bưởi"}}}))


def _everything(db: Connection) -> str:
    from storage.schema import metadata

    return "\n".join(str(row) for table in metadata.tables.values() for row in db.execute(select(table)))


def test_the_log_keeps_what_was_before_and_after(database: Database) -> None:
    written(database, audit.note, NOW, "person:1", "move", "session:3", {"place": "A"}, {"place": "B"})
    line = database.read_now(lambda db: db.execute(select(audit_log)).one())
    assert (line.at, line.who, line.action, line.thing, line.before, line.after) == (
        NOW,
        "person:1",
        "move",
        "session:3",
        {"place": "A"},
        {"place": "B"},
    )
