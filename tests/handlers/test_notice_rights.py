"""Nobody but the organizers of a unit writes to its people or sees what was sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import schema
from storage.database import Database
from tests.handlers.desk import Somebody
from tests.handlers.hall import TEXT, Hall, heard


@pytest.fixture
def hall(sqlite_database: Database) -> Hall:
    return Hall(sqlite_database)


PAYLOADS = [
    "notice",
    "notice_courses|0",
    "notice_course|{course}",
    "notice_sessions|{course}",
    "notice_units|{unit}",
    "notice_groups|0",
    "notice_roles",
    "notice_to|c|{course}",
    "notice_to|u|{unit}",
    "notice_to|g|abcdef",
    "notice_to|r|trainee",
    "notice_to|m|{mailing}",
    "mailings|0",
    "mailing|{mailing}",
    "mailing_pause|{mailing}",
    "mailing_resume|{mailing}",
    "mailing_stop|{mailing}",
    "mailing_retry|{mailing}",
    "mailing_list|{mailing}",
    "mailing_open|{mailing}|0",
    "mailing_nag|{mailing}",
    "notice_approve|{mailing}",
    "notice_refuse|{mailing}",
    "notice_send|x",
    "notice_later|x",
    "notice_rewrite|x",
    "notice_without|x",
    "notice_unreached|x",
]


def _trainer(hall: Hall) -> Somebody:
    who = hall.somebody("Phạm Văn Giảng", "TH-A")
    hall.staff(who, *hall.sessions)
    return who


OUTSIDERS: list[Callable[[Hall], Somebody]] = [
    lambda hall: hall.lan,
    _trainer,
    lambda hall: hall.somebody("Ngô Thị Xa", "KHAC", role="organizer"),
    lambda hall: hall.somebody("Cao Thị Dưới", "TH-A", role="organizer"),
    lambda hall: hall.stranger(),
]


@pytest.mark.parametrize("outsider", OUTSIDERS, ids=["teacher", "trainer", "other unit", "unit below", "guest"])
def test_nobody_else_sees_or_changes_anything_of_it(hall: Hall, outsider: Callable[[Hall], Somebody]) -> None:
    hall.groups("Tổ TN", hall.tu)
    hall.write()
    hall.mai.presses("Gửi tới")
    ids = {"course": hall.course_id, "unit": hall.unit("SO"), "mailing": 0}
    ids["mailing"] = hall.run(lambda db: max(row.id for row in db.execute(schema.mailing.select())))
    who = outsider(hall)
    for payload in PAYLOADS:
        said = who.taps(payload.format(**ids))
        assert "LOP-1" not in said + "".join(who.last.labels if who.chat else []), payload
        assert TEXT not in said, payload
        assert "Tư" not in said, payload
        assert not who.files, payload
    hall.later(minutes=1)
    hall.deliver()
    assert heard(hall.tu) == [TEXT]


def test_an_inspector_sees_what_was_sent_and_cannot_send(hall: Hall) -> None:
    hall.send()
    tra = hall.somebody("Bùi Văn Tra", "SO", role="inspector")
    tra.taps("mailings|0")
    assert "Cả lớp LOP-1" in "".join(tra.buttons)
    assert "đã gửi 2" in tra.presses("✓")
    assert not any(label.startswith(("Nhắc", "Gửi lại", "Thu")) for label in tra.last.labels)
    assert "Em không thấy" in tra.taps(f"notice_to|c|{hall.course_id}")


INVENTED = (
    *("ack", "ack|x", "ack|999999", "ack|-1", "notice_to", "notice_to|", "notice_to|c", "notice_to|c|1|g"),
    *("notice_to|c|" + "9" * 40, "notice_to|m|x", "notice_units|x|y", "notice_send"),
    *("mailing|99999999999999999999", "mailing_open|1"),
)


@pytest.mark.parametrize("payload", INVENTED)
def test_invented_payloads_get_an_answer(hall: Hall, payload: str) -> None:
    hall.mai.taps(payload)
    assert hall.mai.chat or hall.mai.toast
