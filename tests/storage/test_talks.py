"""What a conversation remembers, and questions handed on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from storage import accounts, plans, talks, unanswered
from storage.database import Database
from storage.talks import DRAFT_LIFE, TOPIC_LIFE, Talk
from tests.storage.households import NOW, somebody, written
from training.intents import Intent, Part, When
from training.plan import Course, Plan

WHERE = Intent(
    "where", When("session_part", date(2022, 12, 10), date(2022, 12, 10)), Part.MORNING, "STEM", "4821", ("1",)
)


@pytest.fixture
def lan(database: Database) -> int:
    """The account of somebody in no course."""

    def work(db: Connection) -> int:
        account = accounts.open_account(db, "telegram", "1001", NOW)
        accounts.bind(db, account.id, somebody(db), "approval", NOW)
        return account.id

    return database.write_now(work)


def talk(database: Database, account: int, after: timedelta = timedelta()) -> Talk:
    return database.read_now(lambda db: talks.talk_of(db, account, NOW + after))


def test_nothing_is_remembered_at_first(database: Database, lan: int) -> None:
    assert talk(database, lan) == Talk(None, None, None, ())


def test_a_draft_lives_for_a_while_and_one_at_a_time(database: Database, lan: int) -> None:
    written(database, talks.save_draft, lan, "question", {"a": 1}, NOW)
    written(database, talks.save_draft, lan, "leave", {"session": 5}, NOW)
    assert talk(database, lan).draft == talks.Draft("leave", {"session": 5})
    assert talk(database, lan, DRAFT_LIFE).draft is None
    assert not written(database, talks.drop_draft, lan, {"question"})
    assert written(database, talks.drop_draft, lan, {"question", "leave"})
    assert not written(database, talks.drop_draft, lan)


def test_a_topic_comes_back_whole_until_it_is_old(database: Database, lan: int) -> None:
    written(database, talks.remember_topic, lan, WHERE, NOW, talk(database, lan))
    assert talk(database, lan).topic == WHERE
    assert talk(database, lan, TOPIC_LIFE).topic is None
    written(database, talks.remember_topic, lan, Intent("deadline"), NOW, talk(database, lan))
    assert talk(database, lan).topic == Intent("deadline")


def test_the_same_topic_is_written_again_only_when_half_its_life_is_over(database: Database, lan: int) -> None:
    written(database, talks.remember_topic, lan, WHERE, NOW, talk(database, lan))
    until = talk(database, lan).known_until
    soon = NOW + TOPIC_LIFE / 4
    written(database, talks.remember_topic, lan, WHERE, soon, talk(database, lan))
    assert talk(database, lan).known_until == until
    later = NOW + TOPIC_LIFE * 3 / 4
    written(database, talks.remember_topic, lan, WHERE, later, talk(database, lan))
    assert talk(database, lan).known_until == later + TOPIC_LIFE


def test_titles_are_those_of_the_persons_courses(database: Database, lan: int) -> None:
    def work(db: Connection) -> None:
        plan = Plan("K", None, "Kế hoạch", None, None, ())
        plan_id = plans.add_plan(db, plans.plan_columns(plan, "K", None), NOW)
        found = accounts.account_by_id(db, lan)
        assert found
        assert found.person_id
        for code, title in (("A", "Lớp STEM, đợt 1"), ("B", "Mô đun 4")):
            course = plans.add_course(db, plan_id, plans.course_columns(Course(code, title)))
            plans.enrol(db, course, [found.person_id], NOW)
        plans.add_course(db, plan_id, plans.course_columns(Course("C", "Của người khác")))

    database.write_now(work)
    assert sorted(talk(database, lan).titles) == ["Lớp STEM, đợt 1", "Mô đun 4"]


def test_a_question_is_replied_to_once(database: Database, lan: int) -> None:
    number = written(database, talks.ask, lan, None, "Có chỗ để xe không?", NOW)
    assert [one.id for one in database.read_now(lambda db: talks.open_questions(db, None))] == [number]
    assert written(database, talks.reply, number, "Có ạ", None, NOW)
    assert not written(database, talks.reply, number, "Không ạ", None, NOW)
    found = database.read_now(lambda db: talks.question(db, number))
    assert found
    assert (found.text, found.reply, found.platform, found.address) == (
        "Có chỗ để xe không?",
        "Có ạ",
        "telegram",
        "1001",
    )
    assert database.read_now(lambda db: talks.open_questions(db, None)) == []
    assert database.read_now(lambda db: talks.question(db, 999)) is None


def test_what_nobody_could_answer_is_counted_by_its_words_within_reach(database: Database) -> None:
    def work(db: Connection) -> None:
        asker = somebody(db)
        for number, words in enumerate(("Có mưa không", "co mua khong", "Ai thắng", "Có mưa không?")):
            folded = "ai thang" if number == 2 else "co mua khong"
            unanswered.note(db, asker, words, folded, NOW + timedelta(minutes=number))

    database.write_now(work)
    told = database.read_now(lambda db: unanswered.told(db, None))
    assert [(one.times, one.last) for one in told] == [(3, NOW + timedelta(minutes=3)), (1, NOW + timedelta(minutes=2))]
    assert told[1].text == "Ai thắng"
    assert database.read_now(lambda db: unanswered.count(db, None)) == 2
    assert database.read_now(lambda db: unanswered.count(db, [])) == 0
