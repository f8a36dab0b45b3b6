"""Anybody can send any payload: each way answers whatever its arguments are, and the dialogues whatever is typed."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from handlers import front
from handlers.dialogues import DIALOGUES
from handlers.talk import Incoming
from handlers.ways import WAYS
from storage import accounts, talks
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, lms_day, morning

ARGUMENTS = (
    *("", "|", "|0", "|1", "|-1", "|x", "|1|0", "|1|1", "|1|x", "|x|1", "|1|2|3|4", "|" + "9" * 30, "|²", "|1|||"),
    *("|2022-12-10|2022-12-01|0", "|9999-12-31|9999-12-31|5", "|s.1", "|time|s.1", "|v.0.0.0", "|c|1", "|\x00", "|🙂"),
)
LEAVING = ("erase_now", "no_consent")  # after these one is nobody any more


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    desk = Desk(sqlite_database)
    desk.units({"SO": None, "TH-A": "SO"})
    course, _ = desk.course("SO", morning("2022-12-10"), lms_day("2022-12-12"))
    desk.enrol(course, desk.listed("Lê Văn Tư", "TH-A"))
    return desk


def _everybody(desk: Desk) -> list[Somebody]:
    return [
        desk.somebody("Vũ Thị Mai", "SO", role="organizer"),
        desk.somebody("Quản Trị Viên", role="admin"),
        desk.somebody("Trần Thị Lan", "TH-A"),
        desk.stranger(),
    ]


@pytest.mark.parametrize("share", range(4))
def test_every_way_takes_every_argument(desk: Desk, share: int) -> None:
    people = _everybody(desk)
    names = sorted(WAYS, key=lambda name: (name in LEAVING, name))[share::4]
    payloads = [name + arguments for name in names for arguments in ARGUMENTS]

    def work(db: Connection) -> None:
        for who in people:
            for payload in payloads:
                pressed = Incoming("telegram", who.address, who.address, payload=payload, message="7")
                try:
                    answer = front.handle(db, pressed, desk.now, desk.house)
                except Exception as error:
                    error.add_note(f"{who.name} pressed {payload!r}")
                    raise
                assert answer.replies or answer.toast or answer.errands, f"{payload!r} of {who.name}: no answer"

    desk.run(work)


STEPS = {
    "notice": [
        {"to": ["c", "1"], "step": "write"},
        {"to": ["c", "1"], "step": "later", "body": {"text": "x", "digest": "d"}, "key": "k"},
        {"to": ["c", "1"], "step": "without", "body": {"text": "x", "digest": "d"}, "key": "k"},
        {"to": ["c", "1"], "step": "preview", "body": {"text": "x", "digest": "d"}, "key": "k"},
        {"to": ["c", "999"], "step": "write"},
    ],
    "change": [
        *(
            {"sel": selection, "what": what}
            for selection in ("s.1", "d.1", "c.1", "s.999")
            for what in ("time", "place")
        ),
        {"sel": "s.1", "what": "link"},
        {"sel": "s.1", "what": "cancel", "key": "k", "edits": []},
    ],
}


WORDS = st.one_of(st.text(max_size=60), st.from_regex(r"[0-9h:/ ]{1,14}", fullmatch=True), st.just("a" * 5000))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=WORDS)
def test_every_step_of_a_dialogue_takes_any_words(desk: Desk, text: str) -> None:
    known = [one for one in desk.everybody.values() if one.name == "Vũ Thị Mai"]
    who = known[0] if known else desk.somebody("Vũ Thị Mai", "SO", role="organizer")
    account = desk.run(lambda db: accounts.account_at(db, "telegram", who.address))
    assert account
    for kind, drafts in STEPS.items():
        assert kind in DIALOGUES
        for data in drafts:
            desk.run(partial(talks.save_draft, account_id=account.id, kind=kind, data=data, now=desk.now))
            before = len(who.chat)
            who.says(text.lstrip("/"))
            assert len(who.chat) > before + 1
