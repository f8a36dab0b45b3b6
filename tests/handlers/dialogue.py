"""The people of the example lists at their phones: `town.member("GV002").says("khi nào tôi học")`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event, select, update

from storage import accounts, people, schema
from storage.database import Database
from tests.handlers.desk import NOW, Desk, Somebody
from training.plan import ZONE

TEACHER, OTHER_TEACHER, CLASHING = "GV002", "GV005", "GV001"  # of plan A; the third is in a second course, too
TRAINER, ORGANIZER = "BC01", "TC01"


def at(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """In 2022."""
    return datetime(2022, month, day, hour, minute, tzinfo=ZONE)


def hurried(database: Database) -> None:
    """What is stored need not outlive a power cut of the test machine."""
    event.listen(database.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


class Town(Desk):
    """A Desk over the example data."""

    def __init__(self, database: Database, now: datetime = NOW, **house: Any) -> None:
        hurried(database)
        super().__init__(database, now, **house)

    def member(self, code: str, *, consented: bool = True) -> Somebody:
        """A person of the lists, by code, whose account is bound."""
        found = self.run(lambda db: people.person_by_code(db, code))
        assert found
        who = self.stranger(found.name)
        who.person = found.id

        def bind(db: Connection) -> None:
            account = accounts.open_account(db, "telegram", who.address, self.now, shown_name=found.name)
            accounts.bind(db, account.id, found.id, "approval", self.now)
            if consented:
                accounts.give_consent(db, account.id, self.now)

        self.run(bind)
        return who

    def session(self, title: str, day: int | None = None) -> int:
        """The id of the session whose title begins so, of that day of December 2022."""
        table = schema.session
        rows = self.run(lambda db: db.execute(select(table.c.id, table.c.title, table.c.starts_at)).all())
        number: int = next(
            row.id
            for row in rows
            if row.title.startswith(title)
            and (day is None or (row.starts_at and row.starts_at.astimezone(ZONE).date() == at(day, 0).date()))
        )
        return number

    def change_session(self, session_id: int, **values: Any) -> None:
        table = schema.session
        self.run(lambda db: db.execute(update(table).where(table.c.id == session_id).values(**values)))

    def person_id(self, code: str) -> int:
        found = self.run(lambda db: people.person_by_code(db, code))
        assert found
        return found.id

    def names(self) -> set[str]:
        """Names of everybody stored."""
        return set(self.run(lambda db: db.execute(select(schema.person.c.name)).scalars().all()))

    def course_id(self, code: str) -> int:
        query = select(schema.course.c.id).where(schema.course.c.code == code)
        found: int = self.run(lambda db: db.execute(query).scalar_one())
        return found

    def group_members(self, groups: Iterable[str]) -> dict[str, str]:
        """For each group the code of somebody who is in this one alone of them."""
        found: dict[str, str] = {}
        joined = schema.person_group.join(schema.person, schema.person.c.id == schema.person_group.c.person_id)
        rows = self.run(
            lambda db: db.execute(
                select(schema.person.c.code, schema.person_group.c.name)
                .select_from(joined)
                .where(schema.person_group.c.name.in_(list(groups)))
                .order_by(schema.person.c.code)
            ).all()
        )
        for code, name in rows:
            if sum(other == code for other, _ in rows) == 1:
                found.setdefault(name, code)
        return found
