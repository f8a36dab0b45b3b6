"""A Saturday morning with a trainer, two teachers of the course and one of another: what scans are tested on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage import schema, sessions
from storage.database import Database
from storage.sessions import SessionFacts
from tests.handlers.desk import Desk, Somebody, morning
from training import tokens
from training.checkin_rules import CheckinRules
from training.plan import ZONE


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2022, 12, 10, hour, minute, second, tzinfo=ZONE)


class Morning(Desk):
    """7h20 of a session that begins at 7h30; another course meets at the same hour."""

    def __init__(self, database: Database, **house: object) -> None:
        super().__init__(database, at(7, 20), **{"public_url": "https://tap-huan.example", **house})
        self.units({"SO": None, "TH-A": "SO", "KHAC": None})
        self.hoa = self.somebody("Lê Thị Hoa", "SO")
        self.lan = self.somebody("Trần Thị Lan", "TH-A")
        self.tu = self.somebody("Lê Văn Tư", "TH-A")
        self.ban = self.somebody("Phạm Thị Bận", "TH-A")
        course, (self.session,) = self.course("SO", morning("2022-12-10", "Buổi của lớp một"))
        other, (self.other,) = self.course("SO", morning("2022-12-10", "Buổi của lớp hai"), code="LOP-2")
        self.enrol(course, self.lan, self.tu)
        self.enrol(other, self.ban)
        self.staff(self.hoa, self.session)

    def facts(self, session_id: int | None = None) -> SessionFacts:
        found = self.run(lambda db: sessions.session_facts(db, session_id or self.session))
        assert found
        return found

    def rules(self, **changed: object) -> None:
        rules = CheckinRules.of({**self.facts().rules.stored(), **changed})
        self.run(lambda db: sessions.set_rules(db, self.session, rules))

    def token(self, session_id: int | None = None) -> str:
        """What the screen shows now."""
        facts = self.facts(session_id)
        return tokens.token_at(facts.secret, facts.view.id, self.now, facts.rules.step_seconds)

    def number(self) -> int:
        return tokens.number_at(self.facts().secret, self.session, self.now)

    def scan(self, who: Somebody, token: str | None = None) -> str:
        """As a camera that opens Telegram's link does."""
        return who.says(f"/start c-{token or self.token()}")

    def marks(self, who: Somebody) -> list[tuple[str, str]]:
        """(status, method) of everything marked for somebody, oldest first."""
        from storage import attendance

        person = who.person
        assert person
        return [(m.status, m.method) for m in self.run(lambda db: attendance.marks_of(db, self.session, person))]

    def scans(self) -> list[tuple[int, str, str, int | None]]:
        """(person, method, outcome, age) of claims in the order in which they came."""
        t = schema.scan
        query = select(t.c.person_id, t.c.method, t.c.outcome, t.c.age).where(t.c.session_id == self.session)
        return [tuple(row) for row in self.run(lambda db: db.execute(query.order_by(t.c.id)).all())]
