"""Accounts and the people they belong to; codes and requests by which they come to belong."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select

from storage import accounts, invitations, mailings, people
from storage import audit as audit_log
from storage.accounts import Bound
from storage.database import Database
from storage.schema import audit, course, invitation, plan, session, staff
from tests.storage.households import NOW, a_province, somebody, written
from training.mailing import MailingKind
from training.people import Grant, Role


def guest(database: Database, address: str = "1001", platform: str = "telegram") -> int:
    return written(database, accounts.open_account, platform, address, NOW, shown_name="Khách").id


def at(database: Database, address: str = "1001", platform: str = "telegram") -> accounts.AccountRow:
    found = database.read_now(lambda db: accounts.account_at(db, platform, address))
    assert found
    return found


def test_an_account_is_opened_once_and_starts_as_a_guest_s(database: Database) -> None:
    assert database.read_now(lambda db: accounts.account_at(db, "telegram", "1001")) is None
    assert guest(database) == guest(database)
    assert (at(database).person_id, at(database).name, at(database).consent_at) == (None, None, None)
    assert at(database).shown_name == "Khách"
    assert guest(database, platform="zalo") != guest(database)


def test_a_bound_account_shows_its_person(database: Database) -> None:
    number = written(database, somebody)
    assert written(database, accounts.bind, guest(database), number, "contact", NOW) is Bound.NOW
    assert written(database, accounts.bind, guest(database), number, "contact", NOW) is Bound.BEFORE
    mine = at(database)
    assert (mine.person_id, mine.name, mine.code, mine.reminders) == (number, "Trần Thị Bưởi", "TH000001", True)


def test_an_account_of_one_person_is_not_given_to_another(database: Database) -> None:
    one, other = written(database, somebody), written(database, somebody, name="Đỗ Văn Ổi")
    written(database, accounts.bind, guest(database), one, "contact", NOW)
    assert written(database, accounts.bind, guest(database), other, "approval", NOW) is Bound.TAKEN
    assert at(database).person_id == one


def test_a_new_phone_takes_the_place_of_the_old_one_and_the_log_says_so(database: Database) -> None:
    number = written(database, somebody)
    old, new, elsewhere = guest(database), guest(database, "2002"), guest(database, "z1", "zalo")
    for account_id in (old, elsewhere, new):
        assert written(database, accounts.bind, account_id, number, "contact", NOW) is Bound.NOW
    mine = database.read_now(lambda db: accounts.accounts_of(db, number))
    assert {account.id for account in mine} == {new, elsewhere}
    assert at(database).person_id is None
    actions = database.read_now(lambda db: list(db.execute(select(audit.c.action).order_by(audit.c.id)).scalars()))
    assert actions == ["bind", "bind", "unbind", "bind"]


def test_nobody_is_bound_to_a_person_that_is_not_there(database: Database) -> None:
    assert written(database, accounts.bind, guest(database), 99, "contact", NOW) is Bound.NOBODY
    assert written(database, accounts.bind, 99, written(database, somebody), "contact", NOW) is Bound.NOBODY


def test_consent_keeps_its_first_moment_and_goes_with_the_binding(database: Database) -> None:
    number = written(database, somebody)
    written(database, accounts.bind, guest(database), number, "contact", NOW)
    for later in (0, 1):
        written(database, accounts.give_consent, guest(database), NOW + timedelta(days=later))
    assert at(database).consent_at == NOW
    written(database, accounts.unbind, guest(database), "person:9", NOW)
    assert (at(database).person_id, at(database).consent_at) == (None, None)
    written(database, accounts.give_consent, guest(database), NOW)
    written(database, accounts.withdraw_consent, guest(database))
    assert at(database).consent_at is None


def test_an_account_let_go_watches_nothing_any_more_and_one_revoked_cannot_come_back_by_an_old_code(
    database: Database,
) -> None:
    number, mine, other = written(database, somebody), guest(database), guest(database, "2002")
    written(database, accounts.bind, mine, number, "contact", NOW)
    [(_, code)] = written(database, invitations.invite, [number], NOW)
    kept = {}
    for address in ("1001", "2002"):
        watcher = {"platform": "telegram", "address": address, "message": "7"}
        kept[written(database, mailings.create, MailingKind.NOTICE, {}, {}, NOW, NOW, watcher=watcher)] = address
    for _ in range(2):
        written(database, accounts.revoke, mine, "person:9", NOW)
    rows = [database.read_now(partial(mailings.mailing_by_id, mailing_id=one)) for one in kept]
    assert {kept[row.id] for row in rows if row and row.watcher} == {"2002"}
    assert written(database, invitations.redeem, code, other, NOW) is None
    assert at(database).person_id is None
    lines = database.read_now(lambda db: audit_log.about_person(db, number, ["bind", "unbind"], 5))
    assert [line.action for line in lines] == ["unbind", "bind"]


def test_the_account_s_language_goes_before_the_person_s(database: Database) -> None:
    number = written(database, somebody, language="en")
    assert at(database, str(guest(database) and 1001)).language is None
    written(database, accounts.bind, guest(database), number, "contact", NOW)
    assert at(database).language == "en"
    written(database, accounts.set_language, guest(database), "vi")
    assert at(database).language == "vi"
    person = database.read_now(lambda db: people.person_by_id(db, number))
    assert person
    assert person.language == "vi"


def test_a_guest_has_no_grants_even_when_the_settings_name_the_account(database: Database) -> None:
    guest(database)
    admins = (("telegram", "1001"),)
    actor = database.read_now(lambda db: accounts.actor_of(db, at(database), admins))
    assert (actor.person_id, actor.grants) == (None, frozenset())


def test_an_account_named_in_the_settings_gets_a_person_and_all_rights(database: Database) -> None:
    guest(database)
    admins = (("telegram", "1001"),)
    number = written(database, accounts.bind_admin, at(database), NOW)
    assert written(database, accounts.bind_admin, at(database), NOW) == number
    actor = database.read_now(lambda db: accounts.actor_of(db, at(database), admins))
    assert actor.grants == {Grant(Role.ADMIN)}
    assert database.read_now(lambda db: accounts.actor_of(db, at(database))).grants == frozenset()


def test_an_actor_holds_the_grants_of_units_and_the_sessions_it_trains(database: Database) -> None:
    ids, number = written(database, a_province), written(database, somebody)
    written(database, accounts.bind, guest(database), number, "contact", NOW)
    written(database, people.give_grants, [(number, "inspector", ids["QUAN1"])])
    written(database, _trains_a_session, number)
    actor = database.read_now(lambda db: accounts.actor_of(db, at(database)))
    assert actor.grants == {Grant(Role.INSPECTOR, ids["QUAN1"]), Grant(Role.TRAINER, session_id=1)}
    assert not actor.consented


def _trains_a_session(db: Connection, number: int) -> None:
    db.execute(plan.insert().values(code="K", title="K", anomalies=[], created_at=NOW))
    db.execute(course.insert().values(plan_id=1, code="L", title="L", completion={}, groups=[], facts={}))
    row = {"course_id": 1, "key": "a", "title": "A", "kind": "in_person", "precision": "day", "secret": b"x"}
    db.execute(session.insert().values(**row, groups=[], notes=[], alt_kinds=[], checkin={}))
    db.execute(staff.insert().values(session_id=1, person_id=number))


def test_blocked_accounts_reach_nobody(database: Database) -> None:
    one, other = written(database, somebody), written(database, somebody, name="Đỗ Văn Ổi")
    written(database, accounts.bind, guest(database), one, "contact", NOW)
    assert database.read_now(lambda db: accounts.reached(db, {one, other})) == {one}
    written(database, accounts.set_reachable, "telegram", "1001", False)
    assert database.read_now(lambda db: accounts.reached(db, {one, other})) == set()


class TestCodes:
    def test_a_code_binds_once(self, database: Database) -> None:
        number = written(database, somebody)
        [(whose, code)] = written(database, invitations.invite, [number], NOW)
        assert whose == number
        assert written(database, invitations.redeem, code, guest(database), NOW) == number
        assert at(database).person_id == number
        assert written(database, invitations.redeem, code, guest(database, "2002"), NOW) is None

    @pytest.mark.parametrize(
        "spelling",
        [str.lower, str.swapcase, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')}\n",
         lambda code: code.replace("0", "O").replace("1", "l"), "-".join],
    )  # fmt: skip
    def test_case_spaces_dashes_and_look_alikes_do_not_matter(self, database: Database, spelling: object) -> None:
        assert callable(spelling)
        number = written(database, somebody)
        [(_, code)] = written(database, invitations.invite, [number], NOW)
        assert written(database, invitations.redeem, spelling(code), guest(database), NOW) == number

    def test_unknown_expired_and_replaced_codes_and_taken_accounts_get_the_same_answer(
        self, database: Database
    ) -> None:
        number, other = written(database, somebody), written(database, somebody, name="Đỗ Văn Ổi")
        [(_, old)] = written(database, invitations.invite, [number], NOW)
        [(_, code)] = written(database, invitations.invite, [number], NOW, days=30)
        late = NOW + timedelta(days=30)
        taken = guest(database, "2002")
        written(database, accounts.bind, taken, other, "contact", NOW)
        for tried, account_id, now in [
            ("00000-00000", guest(database), NOW),
            ("", guest(database), NOW),
            (old, guest(database), NOW),
            (code, guest(database), late),
            (code, taken, NOW),
        ]:
            assert written(database, invitations.redeem, tried, account_id, now) is None
        assert written(database, invitations.redeem, code, guest(database), late - timedelta(seconds=1)) == number

    def test_codes_have_50_bits_and_are_not_stored(self, database: Database) -> None:
        ids = [written(database, somebody, name=f"Người {number}") for number in range(20)]
        codes = [code for _, code in written(database, invitations.invite, ids, NOW)]
        assert len(set(codes)) == 20
        assert all(len(code.replace("-", "")) == 10 for code in codes)
        stored = str(database.read_now(lambda db: db.execute(select(invitation)).all()))
        assert not any(code in stored or code.replace("-", "") in stored for code in codes)

    def test_inviting_nobody_is_harmless(self, database: Database) -> None:
        assert written(database, invitations.invite, [], NOW) == []


def test_five_tries_an_hour_and_each_account_counts_alone(database: Database) -> None:
    def tries(who: str, minute: int) -> bool:
        return written(database, invitations.allowed, who, "bind", NOW + timedelta(minutes=minute))

    assert [tries("telegram:1", minute) for minute in (0, 10, 20, 30, 40, 50, 59)] == [True] * 5 + [False] * 2
    assert tries("telegram:2", 59)
    assert [tries("telegram:1", minute) for minute in (60, 61, 70, 71)] == [True, False, True, False]


class TestRequests:
    def test_an_organizer_sees_those_who_name_somebody_of_theirs_and_binds_them(self, database: Database) -> None:
        ids = written(database, a_province)
        number = written(database, somebody, unit_id=ids["TH-A"])
        asked = written(database, invitations.ask_binding, guest(database), "Tôi là Trần Thị Bưởi ở TH A", NOW)
        [request] = database.read_now(lambda db: invitations.open_requests(db, {ids["TH-A"]}))
        assert (request.id, request.shown_name, [one.id for one in request.candidates]) == (asked, "Khách", [number])
        assert database.read_now(lambda db: invitations.open_requests(db, {ids["TH-C"]})) == []
        assert len(database.read_now(lambda db: invitations.open_requests(db, None))) == 1
        assert written(database, invitations.decide, asked, number, None, NOW) is Bound.NOW
        assert at(database).person_id == number
        assert written(database, invitations.decide, asked, number, None, NOW) is None
        assert database.read_now(lambda db: invitations.open_requests(db, None)) == []

    def test_a_refused_request_binds_nobody(self, database: Database) -> None:
        asked = written(database, invitations.ask_binding, guest(database), "cho em vào với", NOW)
        assert written(database, invitations.decide, asked, None, None, NOW) is Bound.NOBODY
        assert at(database).person_id is None

    def test_asking_again_replaces_what_was_said(self, database: Database) -> None:
        first = written(database, invitations.ask_binding, guest(database), "a", NOW)
        assert written(database, invitations.ask_binding, guest(database), "b", NOW) == first
        assert database.read_now(lambda db: invitations.request_of(db, first)) == (guest(database), "b")
