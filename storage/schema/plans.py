"""Plans, courses, sessions, who takes part and what they report."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.schema.base import Moment, key, metadata, to

plan = Table(
    "plan",
    metadata,
    key(),
    Column("code", String(60), nullable=False, unique=True),
    Column("number", Text),
    Column("title", Text, nullable=False),
    Column("issuer", Text),
    Column("issued", Date),
    Column("contact", Text),
    Column("anomalies", JSON, nullable=False),
    to("unit_id", "unit.id", null=True, cascade=False),
    Column("created_at", Moment, nullable=False),
)

course = Table(
    "course",
    metadata,
    key(),
    to("plan_id", "plan.id", index=True),
    Column("code", String(60), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("audience", Text),
    Column("quota", Integer),
    Column("completion", JSON, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("group_size", Integer),
    Column("checkout", Boolean, nullable=False, server_default=false()),  # what its sessions ask for unless set there
    Column("facts", JSON, nullable=False),
)

quota = Table(
    "quota",
    metadata,
    to("course_id", "course.id"),
    Column("unit_code", String(60), nullable=False),
    Column("seats", Integer, nullable=False),
    UniqueConstraint("course_id", "unit_code"),
)

exclusion = Table(
    "exclusion",
    metadata,
    to("course_id", "course.id"),
    Column("other_course", Text, nullable=False),
    UniqueConstraint("course_id", "other_course"),
)

session = Table(
    "session",
    metadata,
    key(),
    to("course_id", "course.id", index=True),
    Column("key", String(80), nullable=False),  # stable within the course: importing again updates it
    Column("position", Integer, nullable=False, server_default="0"),
    Column("title", Text, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("starts_at", Moment),
    Column("ends_at", Moment),
    Column("precision", String(8), nullable=False),
    Column("closes_at", Moment),  # derived from the period, so that "what is still ahead" is one comparison
    Column("place", Text),
    Column("venue", JSON),
    Column("link", Text),
    Column("audience", Text),
    Column("lead", Text),
    Column("quota", Integer),
    Column("evidence", Text),
    Column("groups", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("alt_kinds", JSON, nullable=False),
    Column("choose_days", Integer),
    Column("state", String(12), nullable=False, server_default="planned"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("checkin", JSON, nullable=False),  # {"opens_before", "late_after", "closes_after"} in minutes
    Column("opened_at", Moment),
    Column("closed_at", Moment),
    Column("secret", LargeBinary, nullable=False),
    UniqueConstraint("course_id", "key"),
    CheckConstraint("state in ('planned', 'cancelled')", name="state"),
    Index("ix_session_starts_at", "starts_at"),
)

session_group = Table(  # which groups of the course take part; none: everybody
    "session_group",
    metadata,
    to("session_id", "session.id"),
    Column("name", Text, nullable=False),
    UniqueConstraint("session_id", "name"),
)

staff = Table(
    "staff",
    metadata,
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    UniqueConstraint("session_id", "person_id"),
)

enrolment = Table(
    "enrolment",
    metadata,
    to("course_id", "course.id"),
    to("person_id", "person.id", index=True),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id"),
)

nomination = Table(  # a unit's proposal, as it came in, with what was decided
    "nomination",
    metadata,
    key(),
    to("course_id", "course.id", index=True),
    to("person_id", "person.id", index=True),
    Column("outcome", String(20), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("course_id", "person_id"),
)

progress = Table(  # what a person reports on an LMS or practice session
    "progress",
    metadata,
    to("session_id", "session.id"),
    to("person_id", "person.id", index=True),
    Column("done_at", Moment),
    Column("chosen_day", Date),
    UniqueConstraint("session_id", "person_id"),
)

plan_draft = Table(  # a plan read from a document, on its way to publication
    "plan_draft",
    metadata,
    key(),
    to("unit_id", "unit.id", null=True, index=True, cascade=False),  # whose plan it will be; null: admins' alone
    to("created_by", "person.id", null=True, cascade=False),
    to("batch_id", "import_batch.id", null=True, cascade=False),  # the import that published it, until taken back
    Column("file_name", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("history", JSON, nullable=False),  # what each of the last edits replaced, the newest last
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
