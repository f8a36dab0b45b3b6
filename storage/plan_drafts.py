"""Drafted plans: kept until they are published or given up, with what each edit replaced; and the plan they renew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from storage import plans, schema
from storage.plans import Columns
from training.drafting import Doubt, Item, PlanDraft, in_order
from training.plan import Activity, Completion, Course, Kind, Period, Precision, Venue

KEPT = timedelta(days=180)  # untouched for longer, it is given up
STEPS = 20  # edits that can be taken back


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft as stored. version: grows with each edit, so that an old button is known as such."""

    id: int
    unit_id: int | None
    file_name: str
    draft: PlanDraft
    version: int
    steps: int  # edits that can be taken back
    batch_id: int | None  # of the import that published it and stands
    changed_at: datetime


_T = schema.plan_draft
_PUBLISHED = select(schema.import_batch.c.id).where(
    schema.import_batch.c.id == _T.c.batch_id, schema.import_batch.c.undone_at.is_(None)
)
_COLUMNS = (_T, _PUBLISHED.scalar_subquery().label("standing"))


def keep(
    db: Connection, draft: PlanDraft, file_name: str, unit_id: int | None, by: int | None, now: datetime
) -> DraftRow:
    """A new draft. Those that nobody has touched for long go."""
    db.execute(delete(_T).where(_T.c.changed_at < now - KEPT))
    row = {"unit_id": unit_id, "created_by": by, "file_name": file_name, "created_at": now, "changed_at": now}
    added = insert(_T).values(**row, data=to_data(draft), history=[]).returning(_T.c.id)
    return DraftRow(int(db.execute(added).scalar_one()), unit_id, file_name, draft, 1, 0, None, now)


def draft_row(db: Connection, draft_id: int) -> DraftRow | None:
    """Locked until the unit of work ends: of two colleagues' edits at once none is lost."""
    row = db.execute(select(*_COLUMNS).where(_T.c.id == draft_id).with_for_update(of=_T)).first()
    return _row(row) if row else None


def _row(row: Any) -> DraftRow:
    draft = of_data(row.data)
    return DraftRow(
        row.id, row.unit_id, row.file_name, draft, row.version, len(row.history), row.standing, row.changed_at
    )


def open_drafts(db: Connection, unit_ids: Collection[int] | None) -> list[DraftRow]:
    """Those not published, of these units (None: all), the last touched first."""
    chosen = select(*_COLUMNS).where(~_PUBLISHED.exists())
    if unit_ids is not None:
        chosen = chosen.where(_T.c.unit_id.in_(unit_ids))
    return [_row(row) for row in db.execute(chosen.order_by(_T.c.changed_at.desc(), _T.c.id.desc()).limit(60))]


def fellows(db: Connection, row: DraftRow) -> list[DraftRow]:
    """Other drafts of the same plan in the same unit that still wait, the last touched first."""
    units = {row.unit_id} if row.unit_id is not None else None
    found = open_drafts(db, units)
    same = [one for one in found if one.id != row.id and one.unit_id == row.unit_id]
    return [one for one in same if one.draft.code == row.draft.code]


def change(db: Connection, draft_id: int, after: PlanDraft, now: datetime) -> int:
    """Store an edit, and what it replaced; the new version."""
    row = db.execute(select(_T.c.data, _T.c.history, _T.c.version).where(_T.c.id == draft_id)).one()
    new = to_data(after)
    history = [*row.history, _replaced(row.data, new)][-STEPS:]
    values = {"data": new, "history": history, "version": row.version + 1, "changed_at": now}
    db.execute(update(_T).where(_T.c.id == draft_id).values(values))
    return int(row.version + 1)


def take_back(db: Connection, draft_id: int, now: datetime) -> PlanDraft | None:
    """The draft as it was before its last edit; None when there is none to take back."""
    row = db.execute(select(_T.c.data, _T.c.history, _T.c.version).where(_T.c.id == draft_id)).one()
    if not row.history:
        return None
    *earlier, last = row.history
    data = _restored(row.data, last)
    values = {"data": data, "history": earlier, "version": row.version + 1, "changed_at": now}
    db.execute(update(_T).where(_T.c.id == draft_id).values(values))
    return of_data(data)


def publish(db: Connection, draft_id: int, batch_id: int | None, now: datetime) -> None:
    db.execute(update(_T).where(_T.c.id == draft_id).values(batch_id=batch_id, changed_at=now))


def drop(db: Connection, draft_id: int) -> None:
    db.execute(delete(_T).where(_T.c.id == draft_id))


# --- what an edit replaced ---

_BY_KEY = ("items", "doubts")


def _replaced(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Only what differs: a plan is long and an edit is short."""
    told = {name: value for name, value in old.items() if name not in _BY_KEY and new[name] != value}
    for name in _BY_KEY:
        keys = {*old[name], *new[name]}
        told[name] = {key: old[name].get(key) for key in keys if old[name].get(key) != new[name].get(key)}
    return told


def _restored(data: Mapping[str, Any], replaced: Mapping[str, Any]) -> dict[str, Any]:
    whole = {**data, **replaced}
    for name in _BY_KEY:
        merged = {**data[name], **replaced[name]}
        whole[name] = {key: value for key, value in merged.items() if value is not None}
    return whole


# --- as JSON ---


def to_data(draft: PlanDraft) -> dict[str, Any]:
    return {
        "code": draft.code,
        "number": draft.number,
        "title": draft.title,
        "issuer": draft.issuer,
        "issued": draft.issued.isoformat() if draft.issued else None,
        "courses": [{**asdict(one), "facts": one.facts} for one in draft.courses],
        "items": {one.key: _activity_data(one.activity) for one in draft.items},
        "doubts": {one.key: _doubt_data(one) for one in draft.doubts},
        "remarks": list(draft.remarks),
        "made": draft.made,
        "source": draft.source,
    }


def _activity_data(activity: Activity) -> dict[str, Any]:
    start, end = activity.period.iso()
    return {**asdict(activity), "period": [start, end, activity.period.precision.value]}


def _doubt_data(doubt: Doubt) -> dict[str, Any]:
    return {**asdict(doubt), "day": doubt.day.isoformat() if doubt.day else None}


def of_data(data: Mapping[str, Any]) -> PlanDraft:
    """The inverse of `to_data`, the activities in time order again."""
    draft = PlanDraft(
        **{name: data[name] for name in ("code", "number", "title", "issuer", "made")},
        issued=date.fromisoformat(data["issued"]) if data["issued"] else None,
        courses=tuple(_course(one) for one in data["courses"]),
        items=tuple(Item(key, _activity(data["items"][key])) for key in sorted(data["items"], key=_number)),
        doubts=tuple(_doubt(data["doubts"][key]) for key in sorted(data["doubts"], key=_number)),
        remarks=tuple(data["remarks"]),
        source=data.get("source"),
    )
    return in_order(draft)


def _number(key: str) -> int:
    return int(key[1:])


def _activity(data: Mapping[str, Any]) -> Activity:
    several = {name: tuple(data[name]) for name in ("groups", "notes")}
    alike = tuple(Kind(one) for one in data["alt_kinds"])
    venue = Venue(**data["venue"]) if data["venue"] else None
    rest = {"kind": Kind(data["kind"]), "period": Period.parse(*data["period"]), "venue": venue, "alt_kinds": alike}
    return Activity(**{**data, **several, **rest})


def _doubt(data: Mapping[str, Any]) -> Doubt:
    return Doubt(**{**data, "day": date.fromisoformat(data["day"]) if data["day"] else None})


def _course(data: Mapping[str, Any]) -> Course:
    several = {name: tuple(data[name]) for name in ("exclusions", "groups")}
    return Course(**{**data, **several, "completion": Completion(**data["completion"])})


# --- the plan that a draft renews ---


@dataclass(frozen=True, slots=True)
class Known:
    """A plan stored under the same code or number. sessions: session id → as it is."""

    id: int
    code: str
    title: str
    unit_id: int | None
    contact: str | None
    courses: tuple[Course, ...]
    sessions: Mapping[int, Activity]


def known_plan(db: Connection, code: str, number: str | None, unit_ids: Collection[int] | None) -> Known | None:
    """The plan of this code or number, among those of these units (None: all)."""
    p = schema.plan
    same = p.c.code == code if not number else or_(p.c.code == code, p.c.number == number)
    chosen = select(p.c.id, p.c.code, p.c.title, p.c.unit_id, p.c.contact).where(same)
    if unit_ids is not None:
        chosen = chosen.where(p.c.unit_id.in_(unit_ids))
    row = db.execute(chosen.order_by((p.c.code == code).desc(), p.c.id)).first()
    return _known(db, row) if row else None


def _known(db: Connection, row: Any) -> Known:
    c = schema.course
    codes = db.execute(select(c.c.code).where(c.c.plan_id == row.id).order_by(c.c.id)).scalars().all()
    stored = plans.courses_by_code(db, codes)
    codes_of = {number: code for code, (number, _, _) in stored.items()}
    sessions = plans.sessions_by_key(db, list(codes_of))
    return Known(
        row.id,
        row.code,
        row.title,
        row.unit_id,
        row.contact,
        tuple(_stored_course(stored[code][2]) for code in codes),
        {
            number: _stored_session(columns, codes_of[course], key)
            for (course, key), (number, columns) in sessions.items()
        },
    )


def _stored_course(columns: Columns) -> Course:
    return _course({name: columns[name] for name in Course.__dataclass_fields__})


def _stored_session(columns: Columns, course: str, key: str) -> Activity:
    rest = {name: columns[name] for name in Activity.__dataclass_fields__ if name in columns}
    rest |= {name: tuple(columns[name] or ()) for name in ("groups", "notes")}
    return Activity(
        **{
            **rest,
            "title_key": columns["title"],
            "kind": Kind(columns["kind"]),
            "period": Period(columns["starts_at"], columns["ends_at"], Precision(columns["precision"])),
            "venue": Venue(**columns["venue"]) if columns["venue"] else None,
            "alt_kinds": tuple(Kind(one) for one in columns["alt_kinds"]),
            "key": key,
            "course": course,
        }
    )


def enrolled(db: Connection, codes: Collection[str]) -> int:
    """How many people are in courses of these codes."""
    e, c = schema.enrolment, schema.course
    counted = select(func.count(e.c.person_id.distinct())).join(c, c.c.id == e.c.course_id)
    return int(db.execute(counted.where(c.c.code.in_(list(codes)))).scalar_one())


def taken_codes(db: Connection, codes: Collection[str], without_plan: int | None) -> frozenset[str]:
    """Which of these codes belong to courses of other plans."""
    c = schema.course
    chosen = select(c.c.code).where(c.c.code.in_(codes), c.c.plan_id != (without_plan or 0))
    return frozenset(db.execute(chosen).scalars())
