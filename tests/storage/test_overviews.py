"""What an organizer's screens are made of, on both kinds of database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import accounts, mailings, outcomes, overviews, people, plans, retention, talks, uploads
from storage.database import Database
from storage.deliveries import freeze
from tests.storage.households import NOW, REFORM, TODAY, a_province, somebody, written
from training.mailing import MailingKind
from training.plan import Course, Plan


@pytest.fixture
def ids(database: Database) -> dict[str, int]:
    return written(database, a_province)


def test_questions_are_counted_where_their_askers_are(database: Database, ids: dict[str, int]) -> None:
    person = written(database, somebody, unit_id=ids["TH-A"])
    account = written(database, accounts.open_account, "telegram", "1", NOW)
    number = written(database, talks.ask, account.id, person, "Mấy giờ?", NOW)
    written(database, talks.ask, account.id, None, "Ai đó", NOW)
    count = lambda units: written(database, overviews.open_questions, units)  # noqa: E731
    assert (count({ids["TH-A"]}), count({ids["TH-B"]}), count(None), count([])) == (1, 0, 2, 0)
    written(database, talks.reply, number, "7h30", None, NOW)
    assert count({ids["TH-A"]}) == 0


def test_deliveries_are_counted_by_state_for_the_units_whose_plans_they_are_of(
    database: Database, ids: dict[str, int]
) -> None:
    course = _course(database, ids["QUAN1"])
    person = written(database, somebody, unit_id=ids["TH-C"])
    written(database, plans.enrol, course, [person], NOW)
    number = written(
        database, mailings.create, MailingKind.NOTICE, {"courses": [course]}, {}, NOW, NOW, course_id=course
    )
    mailing = written(database, mailings.mailing_by_id, number)
    written(database, freeze, mailing, NOW)
    assert written(database, outcomes.counts, number).recipients == 1
    since = lambda units, moment: written(database, overviews.deliveries_since, units, moment)  # noqa: E731
    assert since({ids["QUAN1"]}, NOW) == {"unreachable": 1}
    assert since(None, NOW) == {"unreachable": 1}
    assert since({ids["QUAN2"]}, NOW) == {}
    assert since(None, NOW + timedelta(minutes=1)) == {}


def _course(database: Database, unit_id: int) -> int:
    columns = plans.plan_columns(Plan("K", None, "Kế hoạch", None, None, ()), "K", unit_id)
    plan = written(database, plans.add_plan, columns, NOW)
    return written(database, plans.add_course, plan, plans.course_columns(Course("L", "Lớp")))


def test_groups_of_units_and_of_a_course(database: Database, ids: dict[str, int]) -> None:
    first = written(database, somebody, unit_id=ids["TH-A"])
    second = written(database, somebody, "Lê Văn Cam", unit_id=ids["TH-C"])
    written(database, people.join_groups, [(first, "Tổ TN"), (second, "Tổ TN"), (second, "GVCN")])
    course = _course(database, ids["SO"])
    written(database, plans.enrol, course, [second], NOW)
    assert written(database, overviews.groups_of_units, {ids["TH-A"]}) == [("Tổ TN", 1)]
    assert written(database, overviews.groups_of_units, None) == [("GVCN", 1), ("Tổ TN", 2)]
    assert written(database, overviews.groups_of_course, course) == [("GVCN", 1), ("Tổ TN", 1)]


def test_children_follow_the_tree_of_the_day(database: Database, ids: dict[str, int]) -> None:
    def names(unit: str | None, day: object = TODAY) -> list[str]:
        found = written(database, overviews.children, ids[unit] if unit else None, day)
        return [one.code for one in found]

    assert names("QUAN1") == ["TH-A", "TH-B"]
    assert names("QUAN1", REFORM) == []
    assert names("XA1", REFORM) == ["TH-A", "TH-B"]
    assert "SO" in names(None)
    assert names("TH-A") == []
    assert written(database, overviews.children, 999_999, TODAY) == []


def test_people_without_a_working_account_are_to_be_invited(database: Database, ids: dict[str, int]) -> None:
    first = written(database, somebody, unit_id=ids["TH-A"])
    written(database, somebody, "Lê Văn Cam", unit_id=ids["TH-A"])
    account = written(database, accounts.open_account, "telegram", "1", NOW)
    written(database, accounts.bind, account.id, first, "contact", NOW)
    assert written(database, overviews.uninvited, {ids["TH-A"]}) == 1
    written(database, accounts.set_reachable, "telegram", "1", False)
    assert written(database, overviews.uninvited, {ids["TH-A"]}) == 2
    assert written(database, overviews.uninvited, []) == 0


def test_members_of_an_audience_and_names_of_units(database: Database, ids: dict[str, int]) -> None:
    first = written(database, somebody, unit_id=ids["TH-A"])
    second = written(database, somebody, "Lê Văn Cam", unit_id=ids["TH-C"])
    audience = {"units": [ids["QUAN1"]]}
    assert written(database, overviews.members, audience, [first, second, 999], NOW) == [first]
    assert written(database, overviews.unit_names, [ids["TH-A"], None]) == {ids["TH-A"]: "Đơn vị TH-A"}


def test_an_upload_is_given_only_to_who_knows_its_key_and_forgotten_after_a_week(database: Database) -> None:
    kept = written(database, uploads.keep, "a.csv", b"a;b", NOW)
    assert written(database, uploads.upload_of, kept.id, kept.key) == kept
    assert written(database, uploads.upload_of, kept.id, "0" * 12) is None
    assert written(database, uploads.upload_of, kept.id + 1, kept.key) is None
    assert written(database, retention.forget, NOW + timedelta(days=7))["uploads"] == 0
    assert written(database, retention.forget, NOW + timedelta(days=7, seconds=1))["uploads"] == 1
    again = written(database, uploads.keep, "a.csv", b"a;b", NOW)
    written(database, uploads.drop, again.id)
    assert written(database, uploads.upload_of, again.id, again.key) is None
