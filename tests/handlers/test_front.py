"""The front desk: every way × every role, and whatever anybody sends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, event, select, true

from handlers.talk import MAX_PAYLOAD, Incoming, answer_of_json, answer_to_json, intent_of, meant
from handlers.ways import COMMANDS, WAYS
from storage import schema
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, lms_day, morning
from tests.handlers.dialogue import hurried
from training.intents import Intent, Part, When

SECRET_NAMES = ("Trần Thị Lan", "Đỗ Văn Minh")
SECRET_TITLE = "Chuyên đề kín"
# what anybody may write: their own account, words about themselves, counted tries
OWN = {"account", "attempt", "audit", "draft", "topic", "binding_request", "login_link", "person", "setting"}


class Schools:
    """Two schools under one department. Everything of interest is of school A; the actors are of other places."""

    def __init__(self, database: Database) -> None:
        self.desk = desk = Desk(database)
        desk.units({"SO": None, "TH-A": "SO", "TH-B": "SO"})
        self.lan = desk.somebody("Trần Thị Lan", "TH-A")
        self.minh = desk.somebody("Đỗ Văn Minh", "TH-A")
        self.head = desk.somebody("Vũ Thị Hà", "TH-A", role="organizer")
        course, self.sessions = desk.course(
            "TH-A", morning("2022-12-08", SECRET_TITLE), lms_day("2022-12-08", SECRET_TITLE + " LMS")
        )
        desk.enrol(course, self.lan, self.minh)
        other, theirs = desk.course("TH-B", morning("2022-12-08", "Lớp trường B"), code="LOP-2")
        trainer = desk.somebody("Bùi Văn Sơn", "TH-B")
        desk.staff(trainer, *theirs)
        teacher = desk.somebody("Đào Thị Tơ", "TH-B")
        desk.enrol(other, teacher)
        self.actors: dict[str, Somebody] = {
            "guest": desk.stranger("Ai đó"),
            "teacher of another course": teacher,
            "trainer of another session": trainer,
            "organizer of a sibling unit": desk.somebody("Hồ Thị Mơ", "TH-B", role="organizer"),
            "inspector of a sibling unit": desk.somebody("Lý Văn Mận", "TH-B", role="inspector"),
        }
        self.lan.says("Hỏi")
        self.lan.says("Câu hỏi kín")
        desk.stranger("Người lạ").says("Tôi là Trần Thị Lan")
        desk.now = desk.now.replace(hour=7, minute=20)

    def foreign_rows(self) -> dict[str, Any]:
        """Everything stored that is of school A or of nobody in particular."""

        def theirs(table: Table) -> Any:
            if table is schema.session:
                return table.c.id.in_(self.sessions)
            return table.c.session_id.in_(self.sessions) if "session_id" in table.c else true()

        def read(db: Connection) -> dict[str, Any]:
            tables = (table for table in schema.metadata.sorted_tables if table.name not in OWN)
            return {table.name: db.execute(select(table).where(theirs(table))).all() for table in tables}

        return self.desk.run(read)

    def ids(self) -> list[tuple[object, ...]]:
        """Arguments that name things of school A."""
        session, lan = self.sessions[0], self.lan.person
        shapes: list[tuple[object, ...]] = [(), (session,), (session, 0), (session, lan, 0)]
        return [*shapes, (session, "yes"), (1, lan), (1, "yes")]


@pytest.fixture
def schools(sqlite_database: Database) -> Schools:
    hurried(sqlite_database)
    return Schools(sqlite_database)


HARMLESS = {"erase_now", "consent", "no_consent"}  # of oneself; proved in test_privacy


@pytest.mark.parametrize("role", ["guest", "teacher of another course", "trainer of another session",
                                  "organizer of a sibling unit", "inspector of a sibling unit"])  # fmt: skip
def test_no_way_shows_or_changes_what_is_anothers(schools: Schools, role: str) -> None:
    actor = schools.actors[role]
    before = schools.foreign_rows()
    heard = {who: len(who.chat) for who in (schools.lan, schools.minh)}
    for name in sorted(WAYS.keys() - HARMLESS):
        for ids in schools.ids():
            payload = "|".join([name, *map(str, ids)])
            said = actor.taps(payload)
            for secret in (*SECRET_NAMES, SECRET_TITLE, "Câu hỏi kín"):
                assert secret not in said, payload
            assert actor.files == [] or all(secret.encode() not in actor.files[-1].content for secret in SECRET_NAMES)
    after = schools.foreign_rows()
    assert {name for name in after if before[name] != after[name]} <= ALLOWED.get(role, set()) | {
        "scan"
    }  # a try is kept, for the signals
    assert heard == {who: len(who.chat) for who in heard}


# an organizer's notices, imports and invitations to the own unit; those of school A are seen by who hears of them
ALLOWED: dict[str, set[str]] = {
    "organizer of a sibling unit": {"mailing", "delivery", "rule", "import_batch", "invitation"},
}


def test_a_number_that_was_never_scanned_names_no_session(schools: Schools) -> None:
    said = schools.actors["teacher of another course"].taps(f"seen|{schools.sessions[0]}|0")
    assert SECRET_TITLE not in said


def test_outside_ones_scope_a_thing_does_not_exist(schools: Schools) -> None:
    number = schools.sessions[0]
    for actor in list(schools.actors.values())[1:]:
        for name in ("session", "roll", "open_checkin", "close_checkin", "all_present", "roll_file"):
            assert actor.taps(f"{name}|{number}") == actor.taps(f"{name}|999999"), name


PAYLOADS = st.one_of(
    st.text(max_size=20),
    st.builds(
        lambda name, args: "|".join([name, *args])[:60],
        st.sampled_from([*sorted(WAYS.keys() - HARMLESS), "meant", "", "__class__"]),
        st.lists(
            st.one_of(
                st.integers(-2, 12).map(str),
                st.sampled_from(["", "yes", "on", "x", "2022-12-08", "2022-13-40", "9" * 20, "²", "1e3", "None"]),
                st.text(max_size=6),
            ),
            max_size=5,
        ),
    ),
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payloads=st.lists(PAYLOADS, min_size=1, max_size=4), role=st.integers(0, 4))
def test_no_payload_raises_or_changes_what_is_anothers(schools: Schools, payloads: list[str], role: int) -> None:
    name, actor = list(schools.actors.items())[role]
    before = schools.foreign_rows()
    for payload in payloads:
        if len(payload.encode()) <= MAX_PAYLOAD:
            actor.taps(payload)
    after = schools.foreign_rows()
    assert {table for table in after if before[table] != after[table]} <= ALLOWED.get(name, set())


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), shown=st.sampled_from(["", "/", "Tôi là ", "Hỏi", "điểm danh "]))
def test_no_text_raises(schools: Schools, text: str, shown: str) -> None:
    for who in (schools.actors["teacher of another course"], schools.actors["guest"], schools.head):
        who.says(shown + text)


def test_every_command_has_a_way() -> None:
    assert set(COMMANDS.values()) <= WAYS.keys()


def test_groups_get_no_answers_but_a_hint(schools: Schools) -> None:
    lan, desk = schools.lan, schools.desk
    asked = Incoming("telegram", "-5", lan.address, text="khi nào tôi học", private=False)
    assert desk.handle(lan, asked) == []
    command = Incoming("telegram", "-5", lan.address, text="/lich", command="lich", private=False)
    desk.everybody["-5"] = desk.stranger("Nhóm")
    desk.handle(lan, command)
    assert "nhắn riêng" in lan.last.plain
    assert SECRET_TITLE not in lan.last.plain


def test_whoever_writes_again_is_reachable_again(schools: Schools) -> None:
    lan, table = schools.lan, schema.account
    schools.desk.handle(lan, Incoming("telegram", lan.address, lan.address, blocked=True))
    state = select(table.c.reachable).where(table.c.address == lan.address)
    assert schools.desk.run(lambda db: db.execute(state).scalar()) is False
    lan.says("khi nào tôi học")
    assert schools.desk.run(lambda db: db.execute(state).scalar()) is True


def test_the_commonest_question_costs_few_statements(schools: Schools) -> None:
    """Each costs a tenth of a millisecond; what stands unchanged is not written again."""
    lan = schools.lan
    seen: list[str] = []

    @event.listens_for(schools.desk.database.engine, "before_cursor_execute")
    def _see(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.split(maxsplit=1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            seen.append(statement)

    lan.says("khi nào tôi học")
    first = len(seen)
    lan.says("khi nào tôi học")
    assert first <= 6
    assert len(seen) - first <= 5


def test_edited_messages_are_left_alone(schools: Schools) -> None:
    lan = schools.lan
    before = len(lan.chat)
    schools.desk.handle(lan, Incoming("telegram", lan.address, lan.address, text="khi nào tôi học", edited=True))
    assert len(lan.chat) == before


INTENTS = st.builds(
    Intent,
    st.sampled_from(["where", "schedule_range", "reminder_settings"]),
    st.one_of(
        st.none(),
        st.builds(
            lambda first, days: When("range" if days else "day", first, first.fromordinal(first.toordinal() + days)),
            st.dates(),
            st.integers(0, 40),
        ),
    ),
    st.none(),
    st.one_of(st.none(), st.text(min_size=1, max_size=5).filter(lambda text: "|" not in text)),
)


@given(INTENTS)
def test_what_was_read_survives_a_button(intent: Intent) -> None:
    assert intent_of(meant("a", intent).payload) == intent


def test_a_part_of_a_day_survives_a_button_and_a_long_topic_is_left_out() -> None:
    when = When("session_part", *(2 * [SATURDAY]))
    intent = Intent("attendance_record", when, Part.AFTERNOON, "mô đun " * 9)
    payload = meant("a", intent).payload
    assert len(payload.encode()) <= MAX_PAYLOAD
    assert intent_of(payload) == Intent("attendance_record", when, Part.AFTERNOON)


SATURDAY = date(2022, 12, 10)


def test_answers_survive_being_written_down(schools: Schools) -> None:
    from handlers import front

    lan, desk = schools.lan, schools.desk
    for words in ("khi nào tôi học", "học ở đâu", "Hỏi", "tệp lịch", "/dulieu"):
        incoming = Incoming("telegram", lan.address, lan.address, text=words)
        answer = desk.run(lambda db, one=incoming: front.handle(db, one, desk.now, desk.house))  # type: ignore[misc]
        assert answer_of_json(answer_to_json(answer)) == answer
