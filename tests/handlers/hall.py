"""An organizer with a course and three teachers, one of them on no channel: what tests of notices stand on."""

from __future__ import annotations

from datetime import datetime

from storage import units
from storage.database import Database
from tests.handlers.desk import Desk, Somebody, lms_day, morning
from training.plan import ZONE

TEXT = "Thầy cô mang theo máy tính & sạc nhé."


class Hall(Desk):
    """An organizer, two teachers with phones and one without, a course with two sessions."""

    def __init__(self, database: Database, **house: object) -> None:
        super().__init__(database, datetime(2022, 12, 9, 9, 0, tzinfo=ZONE), **house)
        self.units({"SO": None, "PHONG": "SO", "TH-A": "PHONG", "TH-B": "PHONG", "KHAC": None})
        self.mai = self.somebody("Vũ Thị Mai", "SO", role="organizer")
        self.lan = self.somebody("Trần Thị Lan", "TH-A", phone="+84900000101")
        self.tu = self.somebody("Lê Văn Tư", "TH-B", phone="+84900000102")
        self.no_phone = self.listed("Đỗ Thị Vắng", "TH-B", phone="+84900000103")
        self.course_id, self.sessions = self.course("SO", morning("2022-12-08"), lms_day("2022-12-09"))
        self.enrol(self.course_id, self.lan, self.tu, self.no_phone)

    def write(self, *ref: object, text: str = TEXT) -> str:
        """Choose an audience and write; the preview."""
        self.mai.taps("|".join(["notice_to", *map(str, ref or ("c", self.course_id))]))
        return self.mai.says(text)

    def send(self, *ref: object, text: str = TEXT) -> None:
        self.write(*ref, text=text)
        self.mai.presses("Gửi tới")
        self.later(seconds=31)
        self.deliver()

    def unit(self, code: str) -> int:
        found = self.run(lambda db: units.unit_by_code(db, code))
        assert found
        return found.id


def heard(who: Somebody) -> list[str]:
    """What the bot has said to somebody."""
    return [message.plain for message in who.chat if not message.own]
