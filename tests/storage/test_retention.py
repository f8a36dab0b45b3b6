"""What the first message promises: messages 90 days, uploads 7 days, people a year after their last course."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select

from storage import retention, schema
from storage.database import Database

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def test_each_kind_is_forgotten_in_its_time_and_not_before(database: Database) -> None:
    def story(db: Connection) -> tuple[dict[str, int], dict[str, int]]:
        for age in (6, 8):
            moment = NOW - timedelta(days=age)
            db.execute(schema.upload.insert().values(file_name=f"{age}.xlsx", content=b"", created_at=moment))
        for number, age in enumerate((89, 91)):
            values = {"bot": "telegram:1", "update_id": number, "payload": "{}", "state": "done"}
            db.execute(schema.inbox.insert().values(**values, received_at=NOW - timedelta(days=age)))
            moment = NOW - timedelta(days=age)
            guest = _insert(db, schema.account, platform="telegram", address=f"{age}", created_at=moment)
            _insert(db, schema.question, account_id=guest, text="?", created_at=moment)
            _insert(db, schema.binding_request, account_id=guest, said="Tôi là …", created_at=moment)
        for age in (364, 366):
            moment = NOW - timedelta(days=age)
            _insert(db, schema.account, platform="telegram", address=f"{age}", shown_name="Lan", created_at=moment)
        return retention.forget(db, NOW), retention.forget(db, NOW)

    first, again = database.write_now(story)
    assert {name: many for name, many in first.items() if many} == dict.fromkeys(
        ("uploads", "updates", "questions", "requests", "guests"), 1
    )
    assert not any(again.values())


def test_people_are_forgotten_a_year_after_their_last_course_but_staff_stay(database: Database) -> None:
    def story(db: Connection) -> list[str]:
        plan = _insert(db, schema.plan, code="P", title="P", anomalies=[], created_at=NOW)
        for code, ended in (("OLD", 400), ("NEW", 300)):
            course = _insert(db, schema.course, plan_id=plan, code=code, title=code, completion={}, groups=[], facts={})
            closes = NOW - timedelta(days=ended)
            _insert(
                db, schema.session, course_id=course, key="1", title="1", kind="in_person", precision="day",
                closes_at=closes, groups=[], notes=[], alt_kinds=[], checkin={}, secret=b"x",
            )  # fmt: skip
            for role in ("teacher", "staff"):
                person = _person(db, f"{code}-{role}")
                db.execute(schema.enrolment.insert().values(course_id=course, person_id=person, created_at=NOW))
                if role == "staff":
                    db.execute(schema.grant.insert().values(person_id=person, role="organizer"))
        retention.forget(db, NOW)
        kept = select(schema.person.c.code).where(schema.person.c.erased_at.is_(None)).order_by(schema.person.c.code)
        return list(db.execute(kept).scalars())

    assert database.write_now(story) == ["NEW-staff", "NEW-teacher", "OLD-staff"]


def _insert(db: Connection, table: schema.Table, **values: object) -> int:
    key = db.execute(table.insert().values(**values)).inserted_primary_key
    assert key
    return int(key[0])


def _person(db: Connection, code: str) -> int:
    long_ago = NOW - timedelta(days=800)
    return _insert(db, schema.person, code=code, name=code, folded=code.lower(), created_at=long_ago)
