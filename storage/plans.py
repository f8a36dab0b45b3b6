"""Plans and their courses: stored from what a file says, given back as values and as docs/formats.md lists them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, delete, func, insert, select, update

from storage import schema
from training.plan import Activity, Course, Plan

CHECKIN = {"opens_before": 30, "late_after": 10, "closes_after": 45}  # minutes, until somebody sets others
SECRET_BYTES = 32

Columns = dict[str, Any]


def plan_id_of(db: Connection, code: str) -> int | None:
    found: int | None = db.execute(select(schema.plan.c.id).where(schema.plan.c.code == code)).scalar()
    return found


def plan_columns(plan: Plan, code: str, unit_id: int | None) -> Columns:
    """The row of a plan."""
    return {
        "code": code,
        "number": plan.number,
        "title": plan.title,
        "issuer": plan.issuer,
        "issued": plan.issued,
        "contact": plan.contact,
        "anomalies": list(plan.anomalies),
        "unit_id": unit_id,
    }


def course_columns(course: Course) -> Columns:
    """The row of a course, its seats per unit and its excluded courses beside it under "quotas", "exclusions"."""
    return {
        "code": course.code,
        "title": course.title,
        "audience": course.audience,
        "quota": course.quota,
        "completion": asdict(course.completion),
        "groups": list(course.groups),
        "group_size": course.group_size,
        "checkout": course.checkout,
        "facts": dict(course.facts),
        "quotas": dict(course.quotas),
        "exclusions": list(course.exclusions),
    }


def session_columns(activity: Activity) -> Columns:
    """The row of a session, but for what the bot itself keeps there (state, check-in, secret)."""
    period = activity.period
    return {
        "title": activity.title_key,
        "kind": activity.kind.value,
        "starts_at": period.start,
        "ends_at": period.end,
        "precision": period.precision.value,
        "closes_at": period.closes,
        "place": activity.place,
        "venue": asdict(activity.venue) if activity.venue else None,
        "link": activity.link,
        "audience": activity.audience,
        "lead": activity.lead,
        "quota": activity.quota,
        "evidence": activity.evidence,
        "groups": list(activity.groups),
        "notes": list(activity.notes),
        "alt_kinds": [kind.value for kind in activity.alt_kinds],
        "choose_days": activity.choose_days,
    }


def plan_row(db: Connection, plan_id: int) -> Columns:
    """The columns that plan_columns makes, as stored."""
    return _columns(db, schema.plan, schema.plan.c.id == plan_id, ("id", "created_at"))


def _columns(db: Connection, table: Table, condition: ColumnElement[bool], without: Collection[str]) -> Columns:
    row = db.execute(select(table).where(condition)).mappings().one()
    return {name: value for name, value in row.items() if name not in without}


def courses_by_code(db: Connection, codes: Collection[str]) -> dict[str, tuple[int, int, Columns]]:
    """code → (course id, plan id, the columns that course_columns makes, as stored)."""
    rows = db.execute(select(schema.course).where(schema.course.c.code.in_(codes))).mappings().all()
    found: dict[str, tuple[int, int, Columns]] = {}
    for row in rows:
        columns = {name: value for name, value in row.items() if name not in ("id", "plan_id")}
        columns |= {"quotas": quotas_of(db, row["id"]), "exclusions": exclusions_of(db, row["id"])}
        found[row["code"]] = (row["id"], row["plan_id"], columns)
    return found


def quotas_of(db: Connection, course_id: int) -> dict[str, int]:
    """unit code → seats."""
    chosen = select(schema.quota.c.unit_code, schema.quota.c.seats).where(schema.quota.c.course_id == course_id)
    return {code: seats for code, seats in db.execute(chosen)}


def exclusions_of(db: Connection, course_id: int) -> list[str]:
    """Titles of the other courses whose people are left out, in no order that matters."""
    chosen = select(schema.exclusion.c.other_course).where(schema.exclusion.c.course_id == course_id)
    return sorted(db.execute(chosen).scalars())


_SESSION_OWN = ("id", "course_id", "key", "position", "state", "version", "checkin", "opened_at", "closed_at", "secret")


def sessions_by_key(db: Connection, course_ids: Collection[int]) -> dict[tuple[int, str], tuple[int, Columns]]:
    """(course id, key) → (session id, the columns that session_columns makes, as stored)."""
    rows = db.execute(select(schema.session).where(schema.session.c.course_id.in_(course_ids))).mappings()
    return {(row["course_id"], row["key"]): (row["id"], _without_own(row)) for row in rows}


def _without_own(row: RowMapping) -> Columns:
    return {name: value for name, value in row.items() if name not in _SESSION_OWN}


def add_plan(db: Connection, columns: Columns, now: datetime) -> int:
    row = {**columns, "created_at": now}
    return int(db.execute(insert(schema.plan).values(row).returning(schema.plan.c.id)).scalar_one())


def change_plan(db: Connection, plan_id: int, columns: Columns) -> None:
    db.execute(update(schema.plan).where(schema.plan.c.id == plan_id).values(columns))


def add_course(db: Connection, plan_id: int, columns: Columns) -> int:
    row = {name: value for name, value in columns.items() if name not in ("quotas", "exclusions")}
    added = insert(schema.course).values(**row, plan_id=plan_id).returning(schema.course.c.id)
    course_id = int(db.execute(added).scalar_one())
    _put_limits(db, course_id, columns)
    return course_id


def change_course(db: Connection, course_id: int, columns: Columns) -> None:
    """`columns` as course_columns makes them, or some of them."""
    row = {name: value for name, value in columns.items() if name not in ("quotas", "exclusions")}
    if row:
        db.execute(update(schema.course).where(schema.course.c.id == course_id).values(row))
    _put_limits(db, course_id, columns)


def _put_limits(db: Connection, course_id: int, columns: Columns) -> None:
    """Seats and exclusions are replaced as a whole: a unit no longer in the table has none."""
    if "quotas" in columns:
        rows = [{"unit_code": code, "seats": seats} for code, seats in columns["quotas"].items()]
        _replace(db, schema.quota, schema.quota.c.course_id == course_id, [{**r, "course_id": course_id} for r in rows])
    if "exclusions" in columns:
        rows = [{"course_id": course_id, "other_course": title} for title in dict.fromkeys(columns["exclusions"])]
        _replace(db, schema.exclusion, schema.exclusion.c.course_id == course_id, rows)


def _replace(db: Connection, table: Table, condition: ColumnElement[bool], rows: Sequence[Columns]) -> None:
    db.execute(delete(table).where(condition))
    if rows:
        db.execute(insert(table), list(rows))


def add_session(db: Connection, course_id: int, key: str, position: int, columns: Columns) -> int:
    row = {**columns, "course_id": course_id, "key": key, "position": position}
    added = insert(schema.session).values(**row, checkin=CHECKIN, secret=secrets.token_bytes(SECRET_BYTES))
    session_id = int(db.execute(added.returning(schema.session.c.id)).scalar_one())
    _put_groups(db, session_id, columns)
    return session_id


def change_session(db: Connection, session_id: int, columns: Columns) -> None:
    """`columns` as session_columns makes them, or some of them. The version goes up: what was planned is stale."""
    version = schema.session.c.version + 1
    db.execute(update(schema.session).where(schema.session.c.id == session_id).values(**columns, version=version))
    _put_groups(db, session_id, columns)


def place_session(db: Connection, session_id: int, position: int) -> None:
    """Where it stands in the plan; no change that anybody needs to hear of."""
    db.execute(update(schema.session).where(schema.session.c.id == session_id).values(position=position))


def _put_groups(db: Connection, session_id: int, columns: Columns) -> None:
    if "groups" in columns:
        rows = [{"session_id": session_id, "name": name} for name in dict.fromkeys(columns["groups"])]
        _replace(db, schema.session_group, schema.session_group.c.session_id == session_id, rows)


def remove(db: Connection, table: Table, ids: Collection[int]) -> None:
    """Take back plans, courses or sessions that an import brought, with all that hangs on them."""
    if ids:
        db.execute(delete(table).where(table.c.id.in_(list(ids))))


def plan_list(db: Connection, unit_ids: Collection[int] | None = None) -> list[dict[str, Any]]:
    """`plan list --json`: all plans, or those of these units, by code."""
    chosen = select(schema.plan.c.id, schema.plan.c.code, schema.plan.c.number, schema.plan.c.title)
    if unit_ids is not None:
        chosen = chosen.where(schema.plan.c.unit_id.in_(unit_ids))
    rows = db.execute(chosen.order_by(schema.plan.c.code)).all()
    courses = _courses_of(db, [row.id for row in rows])
    return [
        {"code": row.code, "number": row.number, "title": row.title, "courses": courses.get(row.id, [])} for row in rows
    ]


def _courses_of(db: Connection, plan_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    chosen = select(schema.course.c.plan_id, schema.course.c.code, schema.course.c.title)
    found: dict[int, list[dict[str, Any]]] = {}
    for plan_id, code, title in db.execute(chosen.where(schema.course.c.plan_id.in_(plan_ids)).order_by("id")):
        found.setdefault(plan_id, []).append({"code": code, "title": title})
    return found


def plan_json(db: Connection, code: str) -> dict[str, Any] | None:
    """`plan show CODE --json`; None when there is no such plan."""
    row = db.execute(select(schema.plan).where(schema.plan.c.code == code)).first()
    if row is None:
        return None
    return {
        "code": row.code,
        "number": row.number,
        "title": row.title,
        "issuer": row.issuer,
        "issued": row.issued.isoformat() if row.issued else None,
        "courses": _courses_of(db, [row.id]).get(row.id, []),
        "activities": [_activity_json(session) for session in _sessions_of(db, row.id)],
        "anomalies": row.anomalies,
    }


def _sessions_of(db: Connection, plan_id: int) -> Sequence[Any]:
    chosen = select(schema.session).join(schema.course).where(schema.course.c.plan_id == plan_id)
    return db.execute(chosen.order_by(schema.session.c.position, schema.session.c.id)).all()


def _activity_json(row: Any) -> dict[str, Any]:
    from storage.sessions import period_of

    start, end = period_of(row).iso()
    return {
        "title_key": row.title,
        "kind": row.kind,
        "start": start,
        "end": end,
        "precision": row.precision,
        "place": row.place,
        "audience": row.audience,
        "lead": row.lead,
        "quota": row.quota,
        "evidence": row.evidence,
    }


def trainers_sessions(db: Connection, course_id: int) -> list[int]:
    """Sessions of a course that need a trainer in the room, real or virtual."""
    chosen = select(schema.session.c.id).where(
        schema.session.c.course_id == course_id, schema.session.c.kind.in_(["in_person", "virtual"])
    )
    return list(db.execute(chosen.order_by(schema.session.c.id)).scalars())


def staff_of(db: Connection, session_ids: Collection[int]) -> set[tuple[int, int]]:
    """(session id, person id) of the trainers."""
    columns = schema.staff.c.session_id, schema.staff.c.person_id
    rows = db.execute(select(*columns).where(schema.staff.c.session_id.in_(session_ids)))
    return {(session_id, person_id) for session_id, person_id in rows}


def enrolled_in(db: Connection, course_id: int) -> list[int]:
    """Person ids, the first enrolled first."""
    chosen = select(schema.enrolment.c.person_id).where(schema.enrolment.c.course_id == course_id)
    ordered = chosen.order_by(schema.enrolment.c.created_at, schema.enrolment.c.person_id)
    return list(db.execute(ordered).scalars())


def course_titles(db: Connection) -> list[tuple[int, str, str]]:
    """(id, code, title) of every course."""
    columns = schema.course.c.id, schema.course.c.code, schema.course.c.title
    return [(number, code, title) for number, code, title in db.execute(select(*columns).order_by("id"))]


def enrol(db: Connection, course_id: int, person_ids: Sequence[int], now: datetime) -> None:
    """People who are not enrolled yet."""
    rows = [{"course_id": course_id, "person_id": number, "created_at": now} for number in person_ids]
    if rows:
        db.execute(insert(schema.enrolment), rows)


def put_on_staff(db: Connection, pairs: Collection[tuple[int, int]]) -> None:
    """(session id, person id) that are not there yet."""
    rows = [{"session_id": session_id, "person_id": person_id} for session_id, person_id in pairs]
    if rows:
        db.execute(insert(schema.staff), rows)


def record_nominations(db: Connection, course_id: int, rows: Sequence[Columns], now: datetime) -> None:
    """{person_id, outcome, detail} of each; a person's earlier proposal for the course gives way."""
    ids = [row["person_id"] for row in rows]
    for start in range(0, len(ids), 5_000):
        some = ids[start : start + 5_000]
        mine = schema.nomination.c.course_id == course_id, schema.nomination.c.person_id.in_(some)
        db.execute(delete(schema.nomination).where(*mine))
    if rows:
        db.execute(insert(schema.nomination), [{**row, "course_id": course_id, "created_at": now} for row in rows])


def deliveries_about(db: Connection, session_ids: Collection[int]) -> int:
    """How many messages about these sessions were addressed to somebody."""
    about = schema.mailing.c.session_id.in_(list(session_ids))
    counted = select(func.count()).select_from(schema.delivery.join(schema.mailing)).where(about)
    return int(db.execute(counted).scalar_one()) if session_ids else 0


def sessions_among(db: Connection, course_ids: Collection[int], session_ids: Collection[int]) -> int:
    """How many of these sessions are of these courses."""
    s = schema.session
    counted = select(func.count()).where(s.c.course_id.in_(list(course_ids)), s.c.id.in_(list(session_ids)))
    return int(db.execute(counted).scalar_one()) if course_ids else 0


def issuer_of(db: Connection, session_id: int) -> str:
    """Who issued the plan that a session is of; empty when it does not say."""
    joined = schema.session.join(schema.course, schema.course.c.id == schema.session.c.course_id)
    joined = joined.join(schema.plan, schema.plan.c.id == schema.course.c.plan_id)
    query = select(schema.plan.c.issuer).select_from(joined).where(schema.session.c.id == session_id)
    return db.execute(query).scalar() or ""
